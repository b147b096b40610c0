"""A new application by the clerk (窗口申请): one page, short for the ordinary case, the identity attested in person.

Whoever asks for oneself with a resident identity card takes four answers: the number says sex and birth. Everything else that the portal
asks stands under it, closed until it is needed. All that is wrong is told at once, each fault at its field.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai import clock
from qingbai.agencies.queries import OfficeCard
from qingbai.counter.dense import PLAIN, Listed, PersonForm, needed
from qingbai.counter.walk_in import draft as walk_in_draft
from qingbai.counter.walk_in.choices import choices_at, left_out
from qingbai.inquiries import services
from qingbai.inquiries.besides import Besides, asked_besides
from qingbai.inquiries.delivery import LONGEST_ADDRESS
from qingbai.inquiries.draft import Draft
from qingbai.law.local import AskingPlace
from qingbai.law.terms import AskerClass, DocumentKind, OfficeKind
from qingbai.matching import identity
from qingbai.pages.fields import Day, Line, Number, OneOf, Ticks, WholeNumber
from qingbai.pages.read_document import Filled, marked

SHORT = {"autocomplete": "off", "class": "width-4", "inputmode": "numeric"}


@dataclass(frozen=True, slots=True)
class Under:
    """Fields that stand closed under others until they are needed; ``open``: they are."""

    summary: str
    fields: list[BoundField]
    open: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: what everybody is asked, and what only some are."""

    title: str
    fields: list[BoundField]
    under: list[Under]


class WalkIn(PersonForm):
    """FRM-04 and FRM-05 on one page, as the office's region wants them."""

    asker_class = Listed(label=gettext_lazy("Who asks"), error_messages=needed(gettext_lazy("Choose who asks")))
    document_kind = Listed(
        label=gettext_lazy("Document that you have seen"),
        error_messages=needed(gettext_lazy("Choose the document that you have seen")),
    )
    sex = OneOf(label=gettext_lazy("Sex"), required=False)
    born_on = Day(label=gettext_lazy("Date of birth"), required=False)
    former_names = Line(
        label=gettext_lazy("Former names, with a comma between two"),
        required=False,
        max_length=300,
        widget=forms.TextInput(PLAIN),
    )
    document_valid_from = Day(label=gettext_lazy("The document is valid from"), required=False)
    document_valid_until = Day(label=gettext_lazy("The document is valid until, if it ends"), required=False)
    compared = forms.BooleanField(
        label=gettext_lazy("I have compared everything that was read by machine with the document itself"),
        required=False,
    )
    place = OneOf(
        label=gettext_lazy("This office is competent as the place of"),
        error_messages=needed(gettext_lazy("Choose the place")),
    )
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Further papers seen in the original"), required=False, widget=Ticks
    )
    stay_days = WholeNumber(
        label=gettext_lazy("Foreigners: days stayed in China, all stays together"),
        required=False,
        min_value=0,
        max_value=40000,
        widget=forms.TextInput(SHORT),
        error_messages={"invalid": gettext_lazy("Days of stay must be a whole number, for example 400")},
    )
    household = Listed(label=gettext_lazy("Province of the household, if it is elsewhere"), required=False)
    residence_since = Day(label=gettext_lazy("Lives here since"), required=False)
    tied_from = Day(
        label=gettext_lazy("First day of residence permit, former household or studies here"), required=False
    )
    tied_to = Day(label=gettext_lazy("Last day of it, if it has ended"), required=False)
    purpose = Listed(label=gettext_lazy("Purpose"), error_messages=needed(gettext_lazy("Choose the purpose")))
    reason = Listed(label=gettext_lazy("Class of the reason, as this region takes it"), required=False)
    purpose_note = Line(
        label=gettext_lazy("Other purpose, in the applicant's words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    period_from = Day(label=gettext_lazy("First day of the inquiry, if not all time"), required=False)
    period_to = Day(label=gettext_lazy("Last day of the inquiry, if not all time"), required=False)
    phone = Number(
        label=gettext_lazy("Telephone"), required=False, widget=forms.TextInput({**PLAIN, "inputmode": "tel"})
    )
    sms = forms.BooleanField(
        label=gettext_lazy("Wants to be told of each step by text message to this number"), required=False
    )
    email = Line(
        label=gettext_lazy("E-mail address, if each step is to be told there"),
        required=False,
        max_length=254,
        widget=forms.TextInput({**PLAIN, "inputmode": "email"}),
    )
    delivery = OneOf(label=gettext_lazy("How the paper is handed over"), required=False)
    address = Line(
        label=gettext_lazy("Name and address, for the post"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    acting = OneOf(label=gettext_lazy("Who has come to the window"), required=False)
    acting_name = Line(
        label=gettext_lazy("Name of agent or guardian"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    acting_kind = Listed(label=gettext_lazy("Document of agent or guardian that you have seen"), required=False)
    acting_number = Number(label=gettext_lazy("Its number"), required=False, widget=forms.TextInput(PLAIN))
    acting_nationality = Number(
        label=gettext_lazy("Nationality of agent or guardian: three letters"),
        required=False,
        widget=forms.TextInput({**PLAIN, "class": "width-4"}),
    )
    acting_born_on = Day(
        label=gettext_lazy("Agents: date of birth, if the identity number does not say it"), required=False
    )
    acting_relation = Listed(label=gettext_lazy("Agents: what they are to the person"), required=False)
    acting_own_work = OneOf(
        label=gettext_lazy("Agents of 16 or 17: live mainly on their own work"),
        required=False,
    )

    PERSON_UNDER = "sex born_on latin_name former_names nationality document_valid_from document_valid_until stay_days"
    PLACE_UNDER = "papers household residence_since tied_from tied_to"
    ACTING = (
        "acting acting_name acting_kind acting_number acting_nationality acting_born_on acting_relation acting_own_work"
    )
    PARTS = (
        (
            gettext_lazy("The person asked about"),
            f"asker_class name document_kind document_number {PERSON_UNDER} compared",
        ),
        (gettext_lazy("Place and papers"), f"place {PLACE_UNDER}"),
        (
            gettext_lazy("The inquiry"),
            f"purpose reason phone purpose_note period_from period_to delivery address sms email {ACTING}",
        ),
    )
    UNDER: ClassVar[tuple[tuple[Promise, str], ...]] = (
        (gettext_lazy("Foreigners, other documents, other names, validity of the document"), PERSON_UNDER),
        (gettext_lazy("Further papers, household elsewhere, time that ties the person to this place"), PLACE_UNDER),
        (gettext_lazy("Other purpose, certain dates"), "purpose_note period_from period_to"),
        (gettext_lazy("Delivery, messages"), "delivery address sms email"),
        (gettext_lazy("An agent or a guardian came"), ACTING),
    )
    ASIDE: ClassVar[Mapping[str, str]] = {
        "agent.name": "acting_name",
        "agent.document_number": "acting_number",
        "guardian.name": "acting_name",
        "guardian.document_number": "acting_number",
        "guardian": "acting",
        "residence": "place",
        "former_household": "place",
        "school": "place",
        "tied[0]": "tied_from",
        **{f"former_names[{number}]": "former_names" for number in range(20)},
    }

    def __init__(self, office: OfficeCard, clerk: str, data: Any = None, read: Filled | None = None) -> None:
        super().__init__(data)
        self.office, self.clerk = office, clerk
        self.by_machine = bool(read and read.values) or bool(data and data.get("by_machine"))
        self.for_foreigners = office.kind is OfficeKind.EXIT_ENTRY
        for name in left_out(office):
            del self.fields[name]
        self.choose(**{name: found for name, found in choices_at(office).items() if name in self.fields})
        usual = (AskerClass.FOREIGNER, DocumentKind.PASSPORT) if self.for_foreigners else ORDINARY
        for name, value in zip(("asker_class", "document_kind"), usual, strict=True):
            self.fields[name].initial = value.value
        if self.for_foreigners:
            self.fields["nationality"].initial = ""
        self.fields["nationality"].required = False
        self.fields["acting"].initial = walk_in_draft.NOBODY
        if data is None and not self.by_machine:
            self.fields["name"].widget.attrs["autofocus"] = True  # everything before it is chosen already
        self._fill_in(read)

    def _fill_in(self, read: Filled | None) -> None:
        """What a machine read of the document stands in the boxes, marked; the clerk must say that it was compared."""
        if not self.by_machine:
            del self.fields["compared"]
        for name, value in (read.values if read else {}).items():
            if name in self.fields:
                self.fields[name].initial = value
                self.fields[name].help_text = marked(unsure=name in read.unsure if read else False)

    @property
    def sections(self) -> Iterator[Section]:
        """The page: what everybody is asked, and under it, closed until it is needed, what only some are."""
        under = [name for _summary, names in self.UNDER for name in names.split()]
        for title, names in self.PARTS:
            here = [name for name in names.split() if name in self.fields]
            asked = [self[name] for name in here if name not in under]
            yield Section(str(title), asked, [one for one in self._under() if one.fields[0].name in here])

    def _under(self) -> Iterator[Under]:
        for summary, names in self.UNDER:
            found = [self[name] for name in names.split() if name in self.fields]
            if found:
                foreign = self.for_foreigners and names in {self.PERSON_UNDER, self.PLACE_UNDER}
                wanted = foreign or any(
                    bound.errors or self._filled(bound) or (bound.help_text and bound.initial) for bound in found
                )
                yield Under(str(summary), found, wanted)

    def _filled(self, bound: BoundField) -> bool:
        given = bound.data if isinstance(bound.data, list) else [bound.data]
        return self.is_bound and any(given) and bound.field.has_changed(bound.initial, bound.data)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if self.by_machine and not found.get("compared"):
            self.add_error("compared", _("Tick that you have compared what was read by machine with the document"))
        self._read_off_the_number(found)
        self._asked_besides(found)
        self._whoever_acts(found)
        draft = walk_in_draft.of(found, office=self.office, clerk=self.clerk)
        wrong = set(self.errors)
        self.take(
            one
            for one in services.faults(draft, at=clock.now())
            if self.ASIDE.get(one.field, one.field) not in wrong and not (one.code == "of_age" and "born_on" in wrong)
        )
        return found

    def _read_off_the_number(self, found: dict[str, Any]) -> None:
        """Birth and sex as the identity number says them; where it says none they must be filled in."""
        for prefix, names in (("document_", ("born_on", "sex")), ("acting_", ("acting_born_on",))):
            kind, number = found.get(f"{prefix}kind"), found.get(f"{prefix}number")
            read = identity.parse(DocumentKind(kind), number) if kind and number else None
            if isinstance(read, identity.IdentityNumber):
                found["born_on" if prefix == "document_" else "acting_born_on"] = found.get(names[0]) or read.born_on
                if "sex" in names:
                    found["sex"] = found.get("sex") or (read.sex.value if read.sex else "")
        if found.get("asker_class") == AskerClass.FOREIGNER:
            self._need("nationality", _("Enter the nationality in three letters"), found)
        if kind_says_birth(found.get("document_kind")):
            return  # what is wrong with the number is told at the number
        for name, message in (("sex", _("Choose the sex")), ("born_on", _("Enter the date of birth"))):
            self._need(name, message, found)

    def _need(self, name: str, message: str, found: Mapping[str, Any]) -> None:
        if name in self.fields and not found.get(name) and name not in self.errors:
            self.add_error(name, forms.ValidationError(message, "required"))

    def _asked_besides(self, found: dict[str, Any]) -> None:
        """What the region wants to know of this person, as the portal asks it."""
        asker, place = found.get("asker_class"), found.get("place")
        if not asker:
            return
        agent = found.get("acting") == walk_in_draft.AGENT
        asked = asked_besides(
            walk_in_draft.region_of(self.office).of(AskerClass(asker)),
            asker=AskerClass(asker),
            place=AskingPlace(place) if place else None,
            through_agent=agent,
            agent_born_on=found.get("acting_born_on") if agent else None,
            online=False,
            on=clock.today(),
        )
        for one, names in BESIDES.items():
            for name, message in names if one in asked else ():
                self._need(name, str(message), found)

    def _whoever_acts(self, found: dict[str, Any]) -> None:
        """The facts of an agent or guardian, all of them or none."""
        acting = found.get("acting") or walk_in_draft.NOBODY
        given = any(found.get(name) for name in ("acting_name", "acting_number"))
        if acting == walk_in_draft.NOBODY and given:
            self.add_error("acting", _("Choose whether an agent or a guardian came"))
        if acting == walk_in_draft.NOBODY:
            return
        for name, message in (
            ("acting_name", _("Enter the name of agent or guardian")),
            ("acting_kind", _("Choose the document of agent or guardian")),
            ("acting_number", _("Enter the number of that document")),
        ):
            self._need(name, message, found)
        if acting == walk_in_draft.AGENT and not kind_says_birth(found.get("acting_kind")):
            self._need("acting_born_on", _("Enter the agent's date of birth"), found)

    def draft(self) -> Draft:
        """The application as the service takes it; the clerk attests the identity."""
        return walk_in_draft.of(self.cleaned_data, office=self.office, clerk=self.clerk)


ORDINARY = (AskerClass.CITIZEN, DocumentKind.RESIDENT_ID)

BESIDES: Mapping[Besides, Iterable[tuple[str, Promise]]] = {
    Besides.REASON: (("reason", gettext_lazy("Choose the class of the reason")),),
    Besides.HOUSEHOLD: (("household", gettext_lazy("Choose the province of the household")),),
    Besides.SINCE: (("residence_since", gettext_lazy("Enter since when the person lives here")),),
    Besides.TIE: (("tied_from", gettext_lazy("Enter the first day of what ties the person to this place")),),
    Besides.VALIDITY: (
        ("document_valid_from", gettext_lazy("Enter from when the document is valid")),
        ("document_valid_until", gettext_lazy("Enter until when the document is valid")),
    ),
    Besides.RELATION: (("acting_relation", gettext_lazy("Choose what the agent is to the person")),),
    Besides.OWN_WORK: (("acting_own_work", gettext_lazy("Choose whether the agent lives on own work")),),
    Besides.DELIVERY: (("delivery", gettext_lazy("Choose how the paper is handed over")),),
}
"""What a region may want besides, the fields in which it stands, and what is said where it is missing."""


def kind_says_birth(kind: str | None) -> bool:
    """Whether the number of such a document says birth and sex (居民身份证、户口簿、港澳台居民居住证)."""
    return kind in {DocumentKind.RESIDENT_ID, DocumentKind.HOUSEHOLD_BOOK, DocumentKind.HMT_RESIDENCE_PERMIT}
