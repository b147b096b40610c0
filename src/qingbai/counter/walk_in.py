"""A new application by the clerk (窗口申请): one dense page, the identity attested in person, every fault at its field at once."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.counter.dense import PLAIN, Listed, PersonForm, needed
from qingbai.inquiries.draft import Agent, Draft, IdentityProof, ProofMethod, Purpose
from qingbai.law.terms import AskerClass, DocumentKind, Paper, Sex
from qingbai.pages import words
from qingbai.pages.fields import Day, Line, Number, OneOf, Ticks, WholeNumber
from qingbai.pages.language import english

SHORT = {"autocomplete": "off", "class": "width-4", "inputmode": "numeric"}


class WalkIn(PersonForm):
    """FRM-04 and FRM-05 on one page."""

    asker_class = Listed(label=gettext_lazy("Who asks"), error_messages=needed(gettext_lazy("Choose who asks")))
    document_kind = Listed(
        label=gettext_lazy("Document that you have seen"),
        error_messages=needed(gettext_lazy("Choose the document that you have seen")),
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
    purpose = Listed(label=gettext_lazy("Purpose"), error_messages=needed(gettext_lazy("Choose the purpose")))
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
    agent_name = Line(label=gettext_lazy("Agent's name"), required=False, max_length=100, widget=forms.TextInput(PLAIN))
    agent_born_on = Day(label=gettext_lazy("Agent's date of birth"), required=False)
    agent_number = Number(
        label=gettext_lazy("Agent's resident identity number"), required=False, widget=forms.TextInput(PLAIN)
    )

    PARTS = (
        (gettext_lazy("The person asked about"), f"asker_class {PersonForm.PERSON}"),
        (gettext_lazy("Place and papers"), "place stay_days papers"),
        (gettext_lazy("The inquiry"), "purpose purpose_note period_from period_to phone sms email"),
        (gettext_lazy("Agent, if one came"), "agent_name agent_born_on agent_number"),
    )
    ASIDE: ClassVar = {
        "agent.name": "agent_name",
        "agent.document_number": "agent_number",
        "household": "place",
        "residence": "place",
    }

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose(
            asker_class=[(one.value, words.asker(one)) for one in AskerClass],
            place=[("household", _("household registration")), ("residence", _("residence"))],
            purpose=[(one.value, words.purpose(one)) for one in Purpose],
            papers=[
                (one.value, words.paper(one)) for one in Paper if one not in {Paper.IDENTITY, Paper.APPLICATION_FORM}
            ],
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        given = [name for name in ("agent_name", "agent_born_on", "agent_number") if found.get(name)]
        if given:
            for name, message in (
                ("agent_name", _("Enter the agent's name")),
                ("agent_born_on", _("Enter the agent's date of birth")),
                ("agent_number", _("Enter the agent's resident identity number")),
            ):
                if name not in given and name not in self.errors:
                    self.add_error(name, message)
        return found

    def draft(self, *, office: str, division: str, clerk: str) -> Draft:
        """The application as the service takes it; the clerk attests the identity."""
        found = self.cleaned_data
        agent = (
            Agent(
                name=found["agent_name"],
                document_kind=DocumentKind.RESIDENT_ID,
                document_number=found["agent_number"],
                born_on=found["agent_born_on"],
            )
            if found["agent_name"]
            else None
        )
        return Draft(
            asker_class=AskerClass(found["asker_class"]),
            name=found["name"],
            latin_name=found["latin_name"],
            sex=Sex(found["sex"]),
            born_on=found["born_on"],
            nationality=found["nationality"],
            document_kind=DocumentKind(found["document_kind"]),
            document_number=found["document_number"],
            household=division if found["place"] == "household" else "",
            residence=division if found["place"] == "residence" else "",
            papers=(Paper.IDENTITY, Paper.APPLICATION_FORM, *(Paper(one) for one in found["papers"])),
            office=office,
            purpose=Purpose(found["purpose"]),
            purpose_note=found["purpose_note"],
            period_from=found["period_from"],
            period_to=found["period_to"],
            stay_days=found["stay_days"] if found["asker_class"] == AskerClass.FOREIGNER else None,
            agent=agent,
            identity_proof=IdentityProof(method=ProofMethod.COUNTER, reference=clerk),
            phone=found["phone"],
            sms=found["sms"],
            email=found["email"],
            language="en" if english() else "zh-hans",
        )
