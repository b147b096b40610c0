"""The questions to who asks for a case (办案查询填写): by which article, in which case, about whom, with which papers. What is wrong with the answers
the rules say (``disclosures.online``), every fault at its field at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.disclosures.bodies import BodyCard, Handler
from qingbai.disclosures.request import Request
from qingbai.incoming import Fault
from qingbai.law.citations import in_words
from qingbai.law.official import EITHER_MANDATE, NEEDED, OfficialAsker, OfficialPaper
from qingbai.law.powers import POWERS, Power, may_rest_on
from qingbai.law.terms import Answer, DocumentKind, Sex
from qingbai.pages import words
from qingbai.pages.fields import Choice, Day, Line, Number, OneOf
from qingbai.pages.files import Files
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english, in_brackets, in_ours

DEFENCE, OTHER = "defence", "other"
"""Beside the keys of powers: the lawyer's own article, and an article that the organ names itself."""
SMALL = {"autocomplete": "off", "class": "width-20"}


def papers_of(asker: OfficialAsker) -> tuple[OfficialPaper, ...]:
    """The papers that may come with a request, as the law lists them."""
    return (*NEEDED[asker], *(EITHER_MANDATE if asker is OfficialAsker.DEFENCE_LAWYER else ()))


class Asked(QuestionForm):
    """A form that takes the faults of a service to its own fields."""

    def take(self, faults: Iterable[Fault]) -> None:
        """Each fault beside the field that it speaks about, unless something is said there already; on top of the page where there is no such field."""
        told = set(self.errors)
        for fault in faults:
            if fault.field not in told:
                self.add_error(fault.field if fault.field in self.fields else None, in_ours(fault))


class Ground(Asked):
    """On which article an organ asks."""

    ground = OneOf(
        label=gettext_lazy("On which article do you ask?"),
        error_messages={"required": gettext_lazy("Choose the article on which you ask")},
    )
    one_question = True

    def __init__(self, card: BodyCard, data: Any = None) -> None:
        super().__init__(data)
        place = 1 if english() else 0
        ground = self.fields["ground"]
        assert isinstance(ground, OneOf)
        ground.choices = [
            *(
                (power.value, Choice(in_words(text.cited)[place], text.en if english() else text.zh))
                for power, text in POWERS.items()
                if card.organ is None or may_rest_on(power, card.organ).answer is Answer.YES
            ),
            (OTHER, Choice(_("Another article"), _("You name it yourself; an officer looks at it"))),
        ]


def line(label: Any, *, help_text: Any = "", most: int = 100) -> Line:
    """A line that the rules may demand; they say so themselves."""
    return Line(label=label, help_text=help_text, required=False, max_length=most, widget=forms.TextInput(SMALL))


class Ask(Asked):
    """One request about one person."""

    case_number = line(gettext_lazy("Number of the case"), most=80)
    reason = line(gettext_lazy("What it is needed for"))
    article = line(gettext_lazy("The article on which you ask: law, number"))
    second = forms.ChoiceField(label=gettext_lazy("Second officer"), required=False, widget=forms.Select)
    papers_case = line(gettext_lazy("Number of the case in your mandate or legal-aid letter"), most=80)
    papers_suspect = line(gettext_lazy("Suspect or defendant named there"))
    name = line(gettext_lazy("Name, as the document has it"))
    latin_name = line(gettext_lazy("Name in Latin letters, if the document has one"))
    sex = OneOf(label=gettext_lazy("Sex"), error_messages={"required": gettext_lazy("Choose the sex")})
    born_on = Day(
        label=gettext_lazy("Date of birth"), error_messages={"required": gettext_lazy("Enter the date of birth")}
    )
    nationality = Number(
        label=gettext_lazy("Nationality: three letters, as in CHN or FRA"),
        initial="CHN",
        widget=forms.TextInput({**SMALL, "class": "width-4"}),
        error_messages={"required": gettext_lazy("Enter the nationality in three letters")},
    )
    document_kind = forms.ChoiceField(
        label=gettext_lazy("Identity document"),
        widget=forms.Select,
        initial=DocumentKind.RESIDENT_ID.value,
        error_messages={"required": gettext_lazy("Choose the identity document")},
    )
    document_number = Number(
        label=gettext_lazy("Document number"),
        widget=forms.TextInput(SMALL),
        error_messages={"required": gettext_lazy("Enter the document number")},
    )
    secret_until = Day(
        label=gettext_lazy("Last day on which the person is not to learn of this, if that was decided"), required=False
    )
    secret_by = line(gettext_lazy("Who decided that"))

    CASE = "case_number reason article second papers_case papers_suspect"
    PERSON = "name latin_name sex born_on nationality document_kind document_number"
    HELD_BACK = "secret_until secret_by"
    OF_ORGANS = ("article", "second", "secret_until", "secret_by")
    OF_LAWYERS = ("papers_case", "papers_suspect")

    def __init__(
        self, card: BodyCard, own: Handler, others: Iterable[Handler], key: str, data: Any, files: Any
    ) -> None:
        super().__init__(data, files)
        self.asker, self.key = card.asker, key
        self.papers = papers_of(card.asker)
        colleagues = [(one.key, one.name + in_brackets(one.card)) for one in others if one.owner != own.owner]
        lawyer = card.asker is OfficialAsker.DEFENCE_LAWYER
        left_out = set(self.OF_ORGANS if lawyer else self.OF_LAWYERS)
        left_out |= set() if key == OTHER else {"article"}
        left_out |= set() if colleagues else {"second"}
        for name in left_out:
            del self.fields[name]
        for paper in self.papers:
            self.fields[paper.value] = Files(label=words.paper(paper), required=False, help_text=_hint(paper))
        choices: Mapping[str, list[tuple[str, str]]] = {
            "sex": [(one.value, words.sex(one)) for one in Sex],
            "document_kind": [(one.value, words.document(one)) for one in DocumentKind],
            "second": [("", _("Nobody else")), *colleagues],
        }
        for name, offered in choices.items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = offered

    @property
    def parts(self) -> Iterable[tuple[str, list[BoundField]]]:
        """The fields under their headings."""
        headings = (
            (_("The case"), self.CASE.split()),
            (_("The person asked about"), self.PERSON.split()),
            (_("Papers"), [paper.value for paper in self.papers]),
            (_("Not told to the person for a time"), self.HELD_BACK.split()),
        )
        for title, names in headings:
            if fields := [self[name] for name in names if name in self.fields]:
                yield title, fields

    def request(self) -> Request:
        """The request as the service takes it; who asks, and with which cards, the registration says. On a page that is not filled in completely yet
        what is missing of the person has a stand-in, about which nothing is said (``take_rest``)."""
        found = self.cleaned_data
        plain: dict[str, Any] = {name: found.get(name) or "" for name in self._plain if name in self.fields}
        return Request(
            asker=self.asker,
            asker_name="",
            handler="",
            handler_number="",
            power=Power(self.key) if self.key not in (DEFENCE, OTHER) else None,
            sex=Sex(found.get("sex") or next(iter(Sex))),
            born_on=found.get("born_on") or date(2000, 1, 1),
            secret_until=found.get("secret_until"),
            document_kind=DocumentKind(found.get("document_kind") or DocumentKind.RESIDENT_ID),
            **plain,
        )

    def take_rest(self, faults: Iterable[Fault]) -> None:
        """What the rules say of a page that is not filled in completely, but for the person's document, of which the page has spoken."""
        of_the_document = {"sex", "born_on", "nationality", "document_kind", "document_number"}
        silent = of_the_document if of_the_document & set(self.errors) else set()
        self.take(one for one in faults if one.field not in silent)

    _plain = (
        *("case_number", "reason", "article", "papers_case", "papers_suspect", "secret_by"),
        *("name", "latin_name", "nationality", "document_number"),
    )

    @property
    def files_of(self) -> dict[OfficialPaper, list[bytes]]:
        """The files by paper."""
        return {paper: self.cleaned_data.get(paper.value, []) for paper in self.papers}


def _hint(paper: OfficialPaper) -> str:
    return {
        OfficialPaper.OFFICIAL_LETTER: _("The organ's letter of introduction for this case, with its seal"),
        OfficialPaper.HANDLER_IDENTITY: _("Where two officers ask: the cards of both"),
        OfficialPaper.MANDATE: _("Mandate or legal-aid letter: one of the two"),
        OfficialPaper.LEGAL_AID_LETTER: _("Mandate or legal-aid letter: one of the two"),
    }.get(paper, "")


class Papers(Asked):
    """Files for the papers that were found missing."""

    def __init__(self, papers: tuple[OfficialPaper, ...], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        either = set(EITHER_MANDATE)
        self.papers = tuple(dict.fromkeys([*papers, *(EITHER_MANDATE if either & set(papers) else ())]))
        for paper in self.papers:
            self.fields[paper.value] = Files(label=words.paper(paper), required=False)

    @property
    def files_of(self) -> dict[OfficialPaper, list[bytes]]:
        """The files by paper."""
        return {paper: self.cleaned_data[paper.value] for paper in self.papers}
