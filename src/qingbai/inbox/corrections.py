"""A reading with a registrar's corrections (更正后的读得结果): the same frozen value, in which given paths have other values. Pure.

A sentence whose charge was made empty and a defendant whose name was made empty are left out of what is entered; on the page they stay
where they were, so that paths and spans keep their meaning.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from qingbai.inbox.fields import as_text
from qingbai.law.terms import (
    Disposition,
    Instance,
    Outcome,
    Penalty,
    PenaltyKind,
    Relation,
    Sentence,
    Sex,
    SubjectKind,
    Treatment,
)
from qingbai.reading import Defendant, Reading
from qingbai.reading.later import Cited

NOBODY = Defendant(name="", kind=SubjectKind.PERSON, outcome=None)
NO_PENALTY = Penalty(kind=PenaltyKind.NONE)
_FILLED = {"court": "court", "case_number": "case_number", "pronounced_on": "pronounced_on"}


def value_at(reading: Reading, path: str) -> str:
    """What a reading says at a path, as its field writes it; empty where it says nothing."""
    found: Any = reading
    for part in path.split("."):
        if part == "main":
            return main_text(found)
        if part.isdigit():
            found = found[int(part)] if int(part) < len(found) else None
        elif isinstance(found, Sentence) and part != "charge":
            found = getattr(found.penalty, part)
        else:
            found = getattr(found, part)
        if found is None:
            return ""
    return "" if found is False else as_text(found)


def main_text(holder: Sentence | Penalty) -> str:
    """A main penalty as its field writes it; empty for none."""
    penalty = holder.penalty if isinstance(holder, Sentence) else holder
    if penalty.kind is PenaltyKind.NONE:
        return ""
    return f"{penalty.kind} {penalty.months or 0} {penalty.days}"


def corrected(reading: Reading, changes: Mapping[str, str]) -> Reading:
    """The reading with every change in turn, each a checked value of its field."""
    for path, text in changes.items():
        reading = _document(reading, path.split("."), text)
    return reading


def _document(reading: Reading, path: list[str], text: str) -> Reading:
    name, *rest = path
    if name == "cites":
        return _cites(reading, int(rest[0]), rest[1], text)
    if name != "defendants":
        changed: dict[str, Any] = {name: _TYPES.get(name, str)(text) if text else None}
        if name == "case_number":
            changed["case_number_as_written"] = text or None
        return replace(reading, **changed)
    everybody, place = [*reading.defendants], int(rest[0])
    if place > len(everybody):  # read otherwise since: the confirmation no longer holds, and says so
        return reading
    if place == len(everybody):
        everybody.append(NOBODY)
    everybody[place] = _defendant(everybody[place], rest[1:], text)
    return replace(reading, defendants=tuple(everybody))


def _cites(reading: Reading, place: int, name: str, text: str) -> Reading:
    cites = [*reading.cites]
    if place > len(cites):
        return reading
    if place == len(cites):
        cites.append(Cited(case_number="", case_number_as_written="", court=None, relation=None))
    changed: dict[str, Any] = {name: _TYPES.get(name, str)(text) if text else None}
    if name == "case_number":
        changed = {"case_number": text, "case_number_as_written": text}
    cites[place] = replace(cites[place], **changed)
    return replace(reading, cites=tuple(cites))


def _defendant(one: Defendant, path: list[str], text: str) -> Defendant:
    name, *rest = path
    if name == "sentences":
        sentences, place = [*one.sentences], int(rest[0])
        if place > len(sentences):
            return one
        if place == len(sentences):
            sentences.append(Sentence(charge="", penalty=NO_PENALTY))
        before = sentences[place]
        if rest[1] == "charge":
            sentences[place] = Sentence(charge=text, penalty=before.penalty)
        else:
            sentences[place] = Sentence(charge=before.charge, penalty=_penalty(before.penalty, rest[1], text))
        return replace(one, sentences=tuple(sentences))
    if name == "combined":
        combined = _penalty(one.combined or NO_PENALTY, rest[0], text)
        return replace(one, combined=None if combined == NO_PENALTY else combined)
    if name == "name":
        return replace(one, name=text)
    changed: dict[str, Any] = {name: _TYPES.get(name, str)(text) if text else _EMPTY.get(name)}
    return replace(one, **changed)


def _penalty(before: Penalty, name: str, text: str) -> Penalty:
    if name == "main":
        kind, months, days = (text or "none 0 0").split(" ")
        timed = kind in (PenaltyKind.FIXED_TERM, PenaltyKind.DETENTION, PenaltyKind.CONTROL)
        return replace(
            before, kind=PenaltyKind(kind), months=int(months) if timed else None, days=int(days) if timed else 0
        )
    if name == "deportation":
        return replace(before, deportation=text == "yes")
    changed: dict[str, Any] = {name: _PENALTY[name](text) if text else None}
    return replace(before, **changed)


def _money(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _rights(text: str) -> str | int:
    return "life" if text == "life" else int(text)


_TYPES: dict[str, Any] = {
    "instance": Instance,
    "disposition": Disposition,
    "pronounced_on": date.fromisoformat,
    "kind": SubjectKind,
    "sex": Sex,
    "outcome": Outcome,
    "treatment": Treatment,
    "relation": Relation,
    "term_from": date.fromisoformat,
    "term_to": date.fromisoformat,
    "aliases": lambda text: tuple(part.strip() for part in text.split("、") if part.strip()),
}
_EMPTY: dict[str, Any] = {"aliases": (), "kind": SubjectKind.PERSON}
_PENALTY: dict[str, Any] = {
    "probation_months": int,
    "fine_yuan": _money,
    "confiscation": str,
    "political_rights": _rights,
}


def as_entered(reading: Reading) -> Reading:
    """The reading as it is entered: without what was emptied, and missing no longer what a registrar filled in."""
    defendants = tuple(
        replace(one, sentences=tuple(sentence for sentence in one.sentences if sentence.charge))
        for one in reading.defendants
        if one.name
    )
    told = bool(defendants) and all(one.outcome is not None or one.treatment is not None for one in defendants)
    punished = all(
        one.outcome is not Outcome.CONVICTED
        or one.combined is not None
        or any(sentence.penalty != NO_PENALTY for sentence in one.sentences)
        for one in defendants
    )
    settled = {name for name, field in _FILLED.items() if getattr(reading, field) is not None}
    settled |= ({"finding"} if told else set()) | ({"penalty"} if punished else set())
    left = tuple(name for name in reading.missing if name not in settled)
    return replace(
        reading, defendants=defendants, cites=tuple(one for one in reading.cites if one.case_number), missing=left
    )
