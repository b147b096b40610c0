"""Questions that only some are asked: who asks for a child or for somebody who gave authority, and what certain regions want to know."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai import clock
from qingbai.agencies import divisions
from qingbai.inquiries.draft import Relation
from qingbai.law.ages import civil_age
from qingbai.law.local import REASON_CLASSES, AskingPlace, ReasonClass
from qingbai.law.terms import AskerClass, DocumentKind, Sex
from qingbai.matching import identity
from qingbai.pages import words
from qingbai.pages.fields import Choice, Day, Line, Number, OneOf
from qingbai.pages.language import english, in_ours
from qingbai.portal.asking import MYSELF, PRINCIPAL, WARD, Answered, Asking, Question

PLAIN = {"autocomplete": "off", "class": "width-20"}


class Whom(Question):
    short = gettext_lazy("For whom you apply")
    answer = OneOf(
        label=gettext_lazy("For whom do you apply?"),
        error_messages={"required": gettext_lazy("Choose for whom you apply")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        proof = _("The office then asks for proof that you are the guardian.")
        authority = _("The office then asks for the written authority and that person's identity document.")
        self.offer(
            [
                (MYSELF, _("For myself")),
                (WARD, Choice(_("For somebody under 18 whose parent or guardian I am"), proof)),
                (PRINCIPAL, Choice(_("For somebody who gave me written authority"), authority)),
            ]
        )

    @classmethod
    def reads(cls, one: Answered) -> str:
        return {
            MYSELF: _("For myself"),
            WARD: _("As parent or guardian"),
            PRINCIPAL: _("With written authority"),
        }[one.answer]


class Person(Question):
    short = gettext_lazy("About whom you ask")
    one_question = False
    title = gettext_lazy("About whom do you ask?")
    asker_class = OneOf(label=gettext_lazy("Who it is"), error_messages={"required": gettext_lazy("Choose who it is")})
    name = Line(
        label=gettext_lazy("Name, as the document has it"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Enter the name")},
    )
    latin_name = Line(
        label=gettext_lazy("Name in Latin letters, if the document has one"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    sex = OneOf(label=gettext_lazy("Sex"), error_messages={"required": gettext_lazy("Choose the sex")})
    born_on = Day(
        label=gettext_lazy("Date of birth"), error_messages={"required": gettext_lazy("Enter the date of birth")}
    )
    nationality = Number(
        label=gettext_lazy("Nationality: three letters, as in CHN or FRA"),
        initial="CHN",
        widget=forms.TextInput({**PLAIN, "class": "width-4"}),
        error_messages={"required": gettext_lazy("Enter the nationality in three letters")},
    )
    document_kind = OneOf(
        label=gettext_lazy("Identity document"), error_messages={"required": gettext_lazy("Choose the document")}
    )
    document_number = Number(
        label=gettext_lazy("Document number"),
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Enter the document number")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, {"nationality": "CHN", **(initial or {})})
        self.offer([(one.value, words.asker(one)) for one in AskerClass], "asker_class")
        self.offer([(one.value, words.sex(one)) for one in Sex], "sex")
        self.offer([(one.value, words.document(one)) for one in DocumentKind], "document_kind")

    def clean_born_on(self) -> Any:
        born_on = self.cleaned_data["born_on"]
        if born_on > clock.today():
            raise ValidationError(_("The date of birth cannot be later than today"), "future")
        if self.asking.whom == WARD and civil_age(born_on, clock.today()) >= 18:
            raise ValidationError(_("Whoever is 18 asks for themselves or gives you written authority"), "of_age")
        return born_on

    def clean(self) -> dict[str, Any]:
        """The number is read at once: what is wrong with it, and what it says otherwise than the rest."""
        found: dict[str, Any] = super().clean() or {}
        if not (found.get("document_kind") and found.get("document_number")):
            return found
        kind, country = DocumentKind(found["document_kind"]), found.get("nationality", "")
        read = identity.parse(kind, found["document_number"], country=country, on=clock.today())
        if isinstance(read, identity.Malformed):
            for remark in read.faults:
                self.add_error("document_number", ValidationError(in_ours(remark).rstrip("。."), remark.code))
            return found
        for box, said in (("born_on", read.born_on), ("sex", read.sex)):
            if said is not None and found.get(box) and str(found[box]) != str(said):
                self.add_error(box, ValidationError(_("The document's number says otherwise: check both"), "number"))
        return found

    @classmethod
    def reads(cls, one: Answered) -> str:
        return one.kept["name"]


class RelationOf(Question):
    short = gettext_lazy("You are to the person")
    answer = OneOf(
        label=gettext_lazy("What are you to the person for whom you apply?"),
        help_text=gettext_lazy("In this region the authority given to anybody but a near relative must be notarised."),
        error_messages={"required": gettext_lazy("Choose what you are to the person")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        self.offer([(one.value, words.relation(one)) for one in Relation])

    @classmethod
    def reads(cls, one: Answered) -> str:
        return words.relation(Relation(one.answer))


class OwnWork(Question):
    short = gettext_lazy("Income of your own work")
    answer = OneOf(
        label=gettext_lazy("Do you live mainly on the income of your own work?"),
        help_text=gettext_lazy("At 16 and 17 only those who do may act for others."),
        error_messages={"required": gettext_lazy("Choose whether you live on your own work")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        self.offer([("yes", _("Yes")), ("no", _("No"))])

    @classmethod
    def reads(cls, one: Answered) -> str:
        return _("Yes") if one.answer == "yes" else _("No")


class Province(Question):
    short = gettext_lazy("Province of the household")
    answer = OneOf(
        label=gettext_lazy("In which province is the household registered?"),
        error_messages={"required": gettext_lazy("Choose a province")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        here = f"{asking.answer('district')[:2]}0000"
        self.offer([(code, in_ours(divisions.bilingual(code))) for code in dict.fromkeys((here, *words.PROVINCES))])

    @classmethod
    def reads(cls, one: Answered) -> str:
        return in_ours(divisions.bilingual(one.answer))


class ReasonOf(Question):
    short = gettext_lazy("Reason")
    answer = OneOf(
        label=gettext_lazy("For which reason do you need the certificate?"),
        help_text=gettext_lazy("This region takes applications for these reasons, each with a proof of its own."),
        error_messages={"required": gettext_lazy("Choose the reason")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        taken = asking.region.papers.reasons
        ours = 1 if english() else 0
        choices = [(one.kind, REASON_CLASSES[one.kind][ours], (one.proof_zh, one.proof_en)[ours]) for one in taken]
        self.offer([(kind.value, Choice(name[0].upper() + name[1:], proof)) for kind, name, proof in choices])

    @classmethod
    def reads(cls, one: Answered) -> str:
        return REASON_CLASSES[ReasonClass(one.answer)][1 if english() else 0]


class Since(Question):
    short = gettext_lazy("Lived there since")
    one_question = True
    answer_on = Day(
        label=gettext_lazy("Since which day have you lived there?"),
        error_messages={"required": gettext_lazy("Enter the day: year, month and day")},
    )

    def clean_answer_on(self) -> Any:
        return not_later(self.cleaned_data["answer_on"])


def not_later(day: Any) -> Any:
    """A day that has come."""
    if day is not None and day > clock.today():
        raise ValidationError(_("This day cannot be later than today"), "future")
    return day


class Tied(Question):
    """The time that ties somebody to the place; of several without a gap the first and the last day."""

    short = gettext_lazy("Time that ties you to the place")
    one_question = False
    title = gettext_lazy("Which time ties you to this place?")
    first_on = Day(
        label=gettext_lazy("First day"),
        error_messages={"required": gettext_lazy("Enter the first day: year, month and day")},
    )
    last_on = Day(label=gettext_lazy("Last day, if it has ended"), required=False)

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        self.fields["first_on"].help_text = {
            AskingPlace.RESIDENCE: _(
                "Of the residence permits, those of several cities together if none is missing between them."
            ),
            AskingPlace.FORMER_HOUSEHOLD: _("Of the household that you had there."),
            AskingPlace.SCHOOL: _("Of your studies there."),
        }.get(asking.place, "")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first_on"), found.get("last_on")
        if first and first > clock.today():
            self.add_error("first_on", ValidationError(_("The first day cannot be later than today"), "future"))
        if first and last and first > last:
            self.add_error("first_on", ValidationError(_("The first day must come before the last day"), "order"))
        return found


class Validity(Question):
    short = gettext_lazy("Validity of the document")
    one_question = False
    title = gettext_lazy("From when until when is your document valid?")
    valid_from_on = Day(
        label=gettext_lazy("First day"),
        error_messages={"required": gettext_lazy("Enter the first day: year, month and day")},
    )
    valid_until_on = Day(
        label=gettext_lazy("Last day"),
        error_messages={"required": gettext_lazy("Enter the last day: year, month and day")},
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("valid_from_on"), found.get("valid_until_on")
        if first and last and first > last:
            self.add_error("valid_from_on", ValidationError(_("The first day must come before the last day"), "order"))
        return found


def acts_for_another(asking: Asking) -> bool:
    """Whether somebody acts for another."""
    return asking.whom != MYSELF
