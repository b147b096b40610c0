"""A record as its page shows it (登记信息页)."""

from typing import Any

from django.utils.translation import gettext as _

from qingbai.desk import words
from qingbai.law import names
from qingbai.law.prohibitions import Prohibition
from qingbai.law.terms import Answer, Penalty, PenaltyKind, Relation
from qingbai.law.wording import wording
from qingbai.pages import words as terms
from qingbai.pages.language import colon, english, in_ours
from qingbai.pages.templatetags.pages import day
from qingbai.registers.penalties import forbidden_in_words
from qingbai.registers.sheets import Found, RecordSheet, Turn
from qingbai.registers.terms import ChangeKind
from qingbai.registers.verdicts import ConvictionFacts


def line(found: Found, ref: str) -> dict[str, Any]:
    """One record found."""
    return {
        "name": "、".join(found.person.names) or "、".join(found.person.latin_names),
        "numbers": "、".join(one.number for one in found.person.documents),
        "certain": found.certain,
        "court": found.facts.court,
        "case_number": found.facts.case_number,
        "counts": counts(found.facts),
        "key": found.facts.case.reference,
        "ref": ref,
    }


def counts(facts: ConvictionFacts) -> str:
    """What a verdict counts, in a few words."""
    stands = facts.standing.value
    if facts.standing.answer is Answer.PERSON:
        return _("A person must decide whether it counts")
    if stands is None or stands.effective_on is None:
        return _("Replaced before it took effect") if stands is not None and stands.replaced else _("Not effective")
    if stands.ended_on is not None:
        return _("Counted from %(first)s to %(last)s") % {
            "first": day(stands.effective_on),
            "last": day(stands.ended_on),
        }
    return _("Effective since %(day)s") % {"day": day(stands.effective_on)}


def outcome(sheet: RecordSheet) -> str:
    """What the court found, in the reader's language."""
    zh, en = names.named(sheet.outcome)
    return en[:1].upper() + en[1:] if english() else zh


def penalty(one: Penalty) -> str:
    """A punishment in one line."""
    parts = []
    if one.kind is not PenaltyKind.NONE:
        parts.append(words.with_term(one.kind, one.months or 0, one.days))
    if one.probation_months:
        parts.append(_("probation %(term)s") % {"term": words.term(one.probation_months, 0)})
    if one.fine_yuan is not None:
        parts.append(_("fine %(yuan)s yuan") % {"yuan": f"{one.fine_yuan:,}"})
    if one.confiscation:
        parts.append(
            _("confiscation of all property")
            if one.confiscation == "all"
            else _("confiscation of part of the property")
        )
    if one.political_rights is not None:
        rights = one.political_rights
        term = _("for life") if rights == "life" else words.term(int(rights), 0)
        parts.append(_("political rights: %(term)s") % {"term": term})
    if one.deportation:
        parts.append(_("deportation"))
    return ("; " if english() else "；").join(parts) or _("no punishment")


def forbidden(one: Prohibition) -> str:
    """What the court forbade, in one line."""
    zh, en = forbidden_in_words(one)
    return en[:1].upper() + en[1:] if english() else zh


def shown(sheet: RecordSheet) -> dict[str, Any]:
    """Everything on the page of a record."""
    return {
        "sheet": sheet,
        "counts": counts(sheet.facts),
        "why": [in_ours(wording(reason)) for reason in sheet.facts.standing.because],
        "who": _who(sheet),
        "what": _what(sheet),
        "turns": [_turn(one) for one in sheet.turns],
    }


def _who(sheet: RecordSheet) -> list[tuple[str, str]]:
    person = sheet.person
    if person is None:
        return [(_("Name"), sheet.name)]
    rows = [
        (_("Names"), "、".join(person.names)),
        (_("Names in Latin letters"), ", ".join(person.latin_names)),
        (_("Sex"), terms.sex(person.sex)),
        (_("Date of birth"), day(str(person.born_on or ""))),
        (_("Nationality"), terms.country(person.nationality or "")),
        *((terms.document(one.kind), one.number) for one in person.documents),
        (_("Household"), person.household or ""),
    ]
    return [(name, value) for name, value in rows if value]


def _what(sheet: RecordSheet) -> list[tuple[str, str]]:
    rows = [
        (_("Court"), sheet.court),
        (_("Case number"), sheet.case_number),
        (_("Date of the document"), day(sheet.pronounced_on)),
        (_("Prosecutor"), sheet.prosecutor),
        (_("Outcome"), outcome(sheet)),
        *((charge, penalty(one)) for charge, one in sheet.sentences),
        (_("All crimes together"), penalty(sheet.combined) if sheet.combined else ""),
        *((_("Forbidden by the court"), forbidden(one)) for one in sheet.facts.prohibitions or ()),
        (_("Term"), f"{day(sheet.term_from)} – {day(sheet.term_to)}" if sheet.term_from or sheet.term_to else ""),
        *(
            (_("Offence"), day(began) if began == ended else f"{day(began)} – {day(ended)}")
            for began, ended in sheet.offences
        ),
        (_("Execution"), words.choice("state", sheet.facts.execution)),
    ]
    return [(name, value) for name, value in rows if value]


def _turn(one: Turn) -> dict[str, Any]:
    if isinstance(one.kind, Relation):
        assert one.treatment is not None
        name = f"{words.choice('relation', one.kind)}{colon()}{words.choice('treatment', one.treatment)}"
    elif isinstance(one.kind, ChangeKind):
        name = _("Took effect") if one.kind is ChangeKind.TOOK_EFFECT else _("Annulled")
    else:
        name = words.choice("state", one.kind)
    return {"name": name, "on": one.on, "known_from": one.known_from, "ground": one.ground, "source": one.source}
