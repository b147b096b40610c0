"""What stands on summary pages (摘要): facts as pairs of a name and a value, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from qingbai.incoming import Fault
from qingbai.inquiries.draft import Purpose
from qingbai.pages import words
from qingbai.pages.language import in_ours
from qingbai.pages.templatetags.pages import day
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


def of_answers(asking: Asking) -> list[Row]:
    """The answers given, each with the question it belongs to."""
    return [Row(step.key, _name(asking, step.key), _value(asking, step.key)) for step in steps(asking)]


def _name(asking: Asking, key: str) -> str:
    return {
        "stay": _("Days stayed in China"),
        "place": _("Where you apply"),
        "district": _("District where you live") if asking.at_residence else _("District of your household"),
        "office": _("Office"),
        "purpose": _("Purpose"),
        "purpose-note": _("Purpose in your words"),
        "period": _("Time covered"),
        "dates": _("Dates covered"),
        "phone": _("How to reach you"),
    }[key]


def _value(asking: Asking, key: str) -> str:
    kept = asking.answer(key)
    match key:
        case "place":
            return _("Where I live") if asking.at_residence else _("Where my household is registered")
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
        case "phone":
            told = [_("text messages")] if asking.answer("phone", "sms") == str(True) else []
            told += [asking.answer("phone", "email")] if asking.answer("phone", "email") else []
            return kept + (f" ({_(', ').join(told)})" if told else "")
        case _:
            return kept


def of_fault(fault: Fault) -> str:
    """A fault that the service found, with the name of what it is about."""
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
    }
    return _("%(name)s: %(fault)s") % {"name": names.get(fault.field, fault.field), "fault": in_ours(fault)}
