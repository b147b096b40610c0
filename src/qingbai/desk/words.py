"""Statuses, acts, fields and values as the desk reads them, in the reader's language."""

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qingbai.inbox.acts import Act, Status
from qingbai.inbox.fields import Field, Kind
from qingbai.inbox.second_look import Ground
from qingbai.law import names
from qingbai.law.effect import ChallengeState, Party
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.terms import DocumentKind, Instance, Outcome, PenaltyKind
from qingbai.pages import words as terms
from qingbai.pages.language import english
from qingbai.pages.templatetags.pages import day


def status(value: Status) -> str:
    """Where a draft stands."""
    return {
        Status.WAITING: _("Waiting"),
        Status.CLAIMED: _("Being checked"),
        Status.CONFIRMED: _("Confirmed"),
        Status.SECONDED: _("Confirmed twice"),
        Status.ENTERED: _("Entered"),
        Status.RETURNED: _("Returned"),
        Status.DISCARDED: _("Not entered"),
        Status.SETTLED: _("Corrected"),
    }[value]


def tag(value: Status) -> str:
    """How the status is marked."""
    if value in {Status.WAITING, Status.CONFIRMED}:
        return "waits"
    return "" if value in {Status.ENTERED, Status.SETTLED} else "plain"


def done(value: Act) -> str:
    """An act in the history."""
    return {
        Act.RECEIVE: _("Came in"),
        Act.CLAIM: _("Taken up"),
        Act.RELEASE: _("Put back"),
        Act.CORRECT: _("Changed"),
        Act.CHECK: _("Checked"),
        Act.CONFIRM: _("Confirmed"),
        Act.SECOND: _("Agreed as second pair of eyes"),
        Act.OBJECT: _("Objected as second pair of eyes"),
        Act.REFUSE: _("Could not be entered"),
        Act.ENTER: _("Entered into the register"),
        Act.RETURN: _("Returned to the sender"),
        Act.DISCARD: _("Laid aside"),
        Act.SETTLE: _("Said to be corrected"),
    }[value]


def ground(value: Ground) -> str:
    """Why a second registrar must look."""
    return {
        Ground.SEALING: _("A person decides on what the sealing of a record depends"),
        Ground.UNSEALING: _("A person decides that a record is not sealed"),
        Ground.IDENTITY: _("Who somebody is was changed"),
        Ground.EARLIER_RECORD: _("The document bears on a record entered before"),
        Ground.UNSURE: _("A value that was not read surely was changed"),
        Ground.VERDICT: _("A value that was read surely was changed"),
    }[value]


def field(one: Field) -> str:
    """What a field is called; with its number where there are several alike."""
    if ".prohibitions." in one.path:
        return _("%(name)s (prohibition %(number)s)") % {"name": _forbidden(one.name), "number": one.number}
    name = _field(one.name, stated=one.path.startswith("stated."))
    if one.path.startswith("stated.service."):
        return _("%(name)s (recipient %(number)s)") % {"name": name, "number": one.number}
    if one.path.startswith("cites."):
        return _("%(name)s of earlier document %(number)s") % {"name": name, "number": one.number}
    if ".documents." in one.path:
        return _("%(name)s of identity document %(number)s") % {"name": name, "number": one.number}
    if ".offences." in one.path:
        return _("%(name)s (offence %(number)s)") % {"name": name, "number": one.number}
    if ".combined." in one.path:
        return _("%(name)s, all crimes together") % {"name": name}
    return name


def _forbidden(name: str) -> str:
    return {
        "kind": _("Kind of prohibition"),
        "activity": _("What the court forbade, in its own words"),
        "months": _("Months (empty: for life, or as long as control or probation)"),
    }[name]


def _field(name: str, *, stated: bool) -> str:
    if stated and name in {"nationality", "household", "kind", "number"}:
        return {
            "nationality": _("Nationality (three letters)"),
            "household": _("Household (division code)"),
            "kind": _("Kind"),
            "number": _("Number"),
        }[name]
    return {
        "court": _("Court"),
        "case_number": _("Case number"),
        "document": _("Kind of document"),
        "instance": _("Instance"),
        "disposition": _("What the court did"),
        "prosecution": _("Prosecution"),
        "prosecutor": _("Prosecutor"),
        "pronounced_on": _("Date of the document"),
        "final_on": _("Became final on"),
        "approved_on": _("Approved on"),
        "below_statutory_minimum": _("Below the statutory minimum"),
        "code": _("Court code"),
        "party": _("Served on"),
        "received_on": _("Received on"),
        "challenge": _("Appeal or protest"),
        "filed_on": _("Filed on"),
        "withdrawn_on": _("Withdrawn on"),
        "leave_served_on": _("Leave to withdraw served on"),
        **_of_a_person(),
        **_of_a_sentence(),
    }[name]


def _of_a_person() -> dict[str, str]:
    return {
        "name": _("Name"),
        "kind": _("Person or unit"),
        "sex": _("Sex"),
        "born_on": _("Date of birth"),
        "nationality": _("Nationality"),
        "id_number": _("Resident number"),
        "passport": _("Passport number"),
        "household": _("Household"),
        "aliases": _("Other names"),
        "outcome": _("Outcome"),
        "treatment": _("What became of the earlier verdict"),
        "relation": _("How this document follows it"),
        "term_from": _("Term begins on"),
        "term_to": _("Term ends on"),
        "latin_name": _("Name in Latin letters"),
        "main_acts_before_18": _("Court found the main acts before 18"),
        "prosecution_approval": _("Approval to prosecute (acts at 12 or 13)"),
        "state": _("Execution"),
        "on": _("Execution as of"),
        "sealed": _("Decided by a person: sealed"),
        "reason": _("Reason of this decision"),
        "country": _("Issued by (three letters)"),
        "began": _("First act"),
        "ended": _("Last act"),
    }


def _of_a_sentence() -> dict[str, str]:
    return {
        "charge": _("Crime"),
        "main": _("Main penalty"),
        "probation_months": _("Probation, months"),
        "fine_yuan": _("Fine, yuan"),
        "confiscation": _("Confiscation"),
        "political_rights": _("Deprived of political rights"),
        "deportation": _("Deportation"),
    }


def value(one: Field) -> str:
    """A field's value as people read it."""
    return written(one, one.value)


def written(one: Field, text: str) -> str:
    """A value that the field has or had, as people read it."""
    if not text:
        return ""
    if one.kind is Kind.CHOICE:
        return choice(one.name, text)
    if one.kind is Kind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}[text]
    if one.kind is Kind.DAY:
        return day(date.fromisoformat(text))
    if one.kind is Kind.MAIN:
        kind, months, days = text.split(" ")
        return with_term(PenaltyKind(kind), int(months), int(days))
    if one.kind is Kind.RIGHTS:
        return _("for life") if text == "life" else term(int(text), 0)
    if one.kind is Kind.COUNT:
        return term(int(text), 0)
    return f"{float(text):,.2f}".removesuffix(".00") if one.kind is Kind.MONEY else text


def term(months: int, days: int) -> str:
    """A length of time in years, months and days."""
    years, rest = divmod(months, 12)
    parts = [
        ngettext("%(n)s year", "%(n)s years", years) % {"n": years} if years else "",
        ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest} if rest else "",
        ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else "",
    ]
    return (" " if english() else "").join(part for part in parts if part)


def with_term(kind: PenaltyKind, months: int, days: int) -> str:
    """A main penalty with its length."""
    return (" " if english() else "").join(part for part in (penalty(kind), term(months, days)) if part)


def penalty(kind: PenaltyKind) -> str:
    """A main penalty."""
    return {
        PenaltyKind.FIXED_TERM: _("Fixed-term imprisonment"),
        PenaltyKind.DETENTION: _("Criminal detention"),
        PenaltyKind.CONTROL: _("Control"),
        PenaltyKind.LIFE: _("Life imprisonment"),
        PenaltyKind.DEATH: _("Death"),
        PenaltyKind.DEATH_SUSPENDED: _("Death, suspended"),
        PenaltyKind.NONE: _("None"),
    }[kind]


NAMED: dict[str, type[StrEnum]] = {
    "instance": Instance,
    "outcome": Outcome,
    "party": Party,
    "challenge": ChallengeState,
}
"""Choices whose words the law has already."""


def choice(name: str, code: str) -> str:
    """One of a field's choices."""
    if name in NAMED:
        zh, en = names.named(NAMED[name](code))
        return en[:1].upper() + en[1:] if english() else zh
    if code in set(DocumentKind):
        return terms.document(DocumentKind(code))
    if code in set(ProhibitionKind):
        zh, en = names.named(ProhibitionKind(code))
        return en[:1].upper() + en[1:] if english() else zh
    return {**_choices(), **_states()}[f"{name}.{code}"]


def _choices() -> dict[str, str]:
    return {
        "document.judgment": _("Judgment"),
        "document.ruling": _("Ruling"),
        "document.decision": _("Decision"),
        "document.mediation": _("Mediation record"),
        "disposition.judged": _("Judged"),
        "disposition.uphold": _("Upheld"),
        "disposition.change": _("Changed"),
        "disposition.quash_remand": _("Quashed and remanded"),
        "disposition.allow_withdrawal": _("Withdrawal allowed"),
        "disposition.terminate": _("Trial terminated"),
        "disposition.commute": _("Commuted"),
        "disposition.other": _("Other"),
        "prosecution.public": _("Public"),
        "prosecution.private": _("Private"),
        "kind.person": _("Person"),
        "kind.unit": _("Unit"),
        "sex.M": _("Male"),
        "sex.F": _("Female"),
        "treatment.upheld": _("Upheld"),
        "treatment.changed": _("Changed"),
        "treatment.quashed": _("Quashed, to be tried again"),
        "treatment.withdrawn": _("Appeal or protest withdrawn"),
        "treatment.execution_changed": _("Only the execution changed"),
        "treatment.corrected": _("Its words corrected"),
        "relation.appeal": _("Second instance"),
        "relation.retrial": _("Retrial"),
        "relation.new_trial": _("New trial after remand"),
        "relation.review": _("Review"),
        "relation.commutation": _("Commutation"),
        "relation.correction": _("Correction"),
        "confiscation.all": _("All property"),
        "confiscation.part": _("Part of the property"),
    }


def _states() -> dict[str, str]:
    return {
        "state.not_started": _("Not begun"),
        "state.serving": _("Being served"),
        "state.probation": _("On probation"),
        "state.parole": _("On parole"),
        "state.completed": _("Completed"),
        "state.remitted": _("Remitted"),
        "state.none": _("Nothing to execute"),
    }
