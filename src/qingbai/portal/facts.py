"""What stands on summary pages (摘要): facts as pairs of a name and a value, in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from qingbai.incoming import Fault
from qingbai.pages import words
from qingbai.pages.language import in_ours
from qingbai.pages.templatetags.pages import day
from qingbai.portal.asking import MYSELF, Answered
from qingbai.portal.questions import BY_KEY, Asking, steps
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
    return [Row(step.key, step.form.called(asking), value(asking, step.key)) for step in steps(asking)]


def value(asking: Asking, key: str) -> str:
    """The answer to one question, as the page of answers has it."""
    kept = asking.answers.get(key)
    return BY_KEY[key].form.reads(Answered(asking, kept)) if kept is not None else ""


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
