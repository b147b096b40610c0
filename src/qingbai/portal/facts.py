"""What stands on summary pages (摘要): facts as pairs of a name and a value, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from qingbai.agencies import divisions
from qingbai.incoming import Fault
from qingbai.inquiries.delivery import Delivery
from qingbai.inquiries.draft import Purpose, Relation
from qingbai.law.local import REASON_CLASSES, AskingPlace, ReasonClass
from qingbai.pages import words
from qingbai.pages.language import english, in_brackets, in_ours, listed
from qingbai.pages.templatetags.pages import day
from qingbai.portal.asking import MYSELF, PRINCIPAL, WARD
from qingbai.portal.questions import ALL_TIME, Asking, districts, offices, steps
from qingbai.portal.realname import Identity


@dataclass(frozen=True, slots=True)
class Row:
    """One answered question on the page of answers."""

    key: str
    name: str
    value: str


def of_person(person: Identity) -> list[tuple[str, str]]:
    """A proven person."""
    names = [(_("Name"), person.name)]
    if person.latin_name and person.latin_name != person.name:
        names.append((_("Name in Latin letters"), person.latin_name))
    known = [(_("Days stayed in China"), str(person.stay_days))] if person.stay_days is not None else []
    return [
        *names,
        (_("Sex"), words.sex(person.sex)),
        (_("Date of birth"), day(person.born_on)),
        (_("Nationality"), words.country(person.nationality)),
        (words.document(person.document_kind), person.document_number),
        *known,
    ]


def of_signer(asking: Asking) -> list[tuple[str, str]]:
    """Who asks for another; nothing where somebody asks for themselves."""
    if asking.whom == MYSELF:
        return []
    return [
        (_("Name"), asking.signer.name),
        (words.document(asking.signer.document_kind), asking.signer.document_number),
    ]


def of_answers(asking: Asking) -> list[Row]:
    """The answers given, each with the question it belongs to."""
    return [Row(step.key, _name(asking, step.key), _value(asking, step.key)) for step in steps(asking)]


def value(asking: Asking, key: str) -> str:
    """The answer to one question, as the page of answers has it."""
    return _value(asking, key)


def _name(asking: Asking, key: str) -> str:
    return {
        "stay": _("Days stayed in China"),
        "place": _("Where you apply"),
        "district": _district(asking),
        "whom": _("For whom you apply"),
        "person": _("About whom you ask"),
        "own-work": _("Income of your own work"),
        "province": _("Province of the household"),
        "since": _("Lived there since"),
        "relation": _("You are to the person"),
        "reason": _("Reason"),
        "tied": _("Time that ties you to the place"),
        "validity": _("Validity of the document"),
        "office": _("Office"),
        "purpose": _("Purpose"),
        "purpose-note": _("Purpose in your words"),
        "period": _("Period covered"),
        "dates": _("Dates covered"),
        "delivery": _("How the paper is handed over"),
        "phone": _("How to reach you"),
    }[key]


def _district(asking: Asking) -> str:
    return {
        AskingPlace.RESIDENCE: _("District where you live"),
        AskingPlace.HOUSEHOLD: _("District of your household"),
        AskingPlace.FORMER_HOUSEHOLD: _("District of your former household"),
        AskingPlace.SCHOOL: _("District of your school"),
    }[asking.place]


def _place(asking: Asking) -> str:
    return {
        AskingPlace.RESIDENCE: _("Where I live"),
        AskingPlace.HOUSEHOLD: _("Where my household is registered"),
        AskingPlace.FORMER_HOUSEHOLD: _("Where my household was registered before"),
        AskingPlace.SCHOOL: _("Where I study"),
    }[asking.place]


def _of_others(asking: Asking, key: str) -> str:
    """Answers to the questions that only some are asked."""
    kept = asking.answers.get(key, {})
    answer = kept.get("answer", "")
    match key:
        case "whom":
            return {MYSELF: _("For myself"), WARD: _("As parent or guardian"), PRINCIPAL: _("With written authority")}[
                answer
            ]
        case "own-work":
            return _("Yes") if answer == "yes" else _("No")
        case "province":
            return in_ours(divisions.bilingual(answer))
        case "relation":
            return words.relation(Relation(answer))
        case "reason":
            return REASON_CLASSES[ReasonClass(answer)][1 if english() else 0]
        case "person":
            return kept["name"]
        case _:
            return " – ".join(day(date.fromisoformat(value)) for value in kept.values() if value)


def _value(asking: Asking, key: str) -> str:
    kept = asking.answer(key)
    match key:
        case "place":
            return _place(asking)
        case "district":
            return next(in_ours(name) for code, name in districts(asking) if code == kept)
        case "office":
            return next(in_ours(office.name) for office in offices(asking) if office.code == kept)
        case "purpose":
            return words.purpose(Purpose(kept))
        case "period":
            return _("All time until now") if kept == ALL_TIME else _("Certain dates")
        case "dates":
            first, last = (date.fromisoformat(asking.answer("dates", name)) for name in ("period_from", "period_to"))
            return f"{day(first)} – {day(last)}"
        case "delivery":
            where = asking.answer("delivery", "address") if kept == Delivery.POST else ""
            return words.delivery(Delivery(kept)) + (f" – {where}" if where else "")
        case "phone":
            told = [_("text messages")] if asking.answer("phone", "sms") == str(True) else []
            told += [asking.answer("phone", "email")] if asking.answer("phone", "email") else []
            return kept + in_brackets(listed(told))
        case "whom" | "person" | "own-work" | "province" | "since" | "relation" | "reason" | "tied" | "validity":
            return _of_others(asking, key)
        case _:
            return kept


def of_fault(fault: Fault) -> str:
    """A fault that the service found, with the name of what it is about."""
    return _("%(name)s: %(fault)s") % {"name": field_name(fault.field), "fault": in_ours(fault)}


def field_name(field: str) -> str:
    """What a field of an application is called."""
    names = {
        "name": _("Name"),
        "latin_name": _("Name in Latin letters"),
        "born_on": _("Date of birth"),
        "sex": _("Sex"),
        "nationality": _("Nationality"),
        "document_number": _("Document number"),
        "purpose_note": _("Purpose in your words"),
        "period_from": _("First day"),
        "period_to": _("Last day"),
        "stay_days": _("Days stayed in China"),
        "phone": _("Telephone"),
        "email": _("E-mail address"),
        "office": _("Office"),
        "household": _("District of your household"),
        "residence": _("District where you live"),
        "asker_class": _("Who it is"),
        "delivery": _("How the paper is handed over"),
        "address": _("Name and address, for the post"),
        "document_valid_from": _("Validity of the document"),
        "residence_since": _("Lived there since"),
        "document_kind": _("Kind of document"),
        "permits": _("Residence permits"),
    }
    return names.get(field, field)
