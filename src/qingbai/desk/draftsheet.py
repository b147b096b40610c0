"""A draft as its page shows it (核对页): the text in pieces, the fields in their parts with faults and hints beside them, the lawful acts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai.agencies.acts import Done
from qingbai.desk import words
from qingbai.desk.forms import Correction, Reasoned
from qingbai.desk.pieces import pieces
from qingbai.desk.sitting import Sitting
from qingbai.inbox import queries, second_look, warnings
from qingbai.inbox.acts import Act
from qingbai.inbox.casework import Case
from qingbai.inbox.fields import Field
from qingbai.inbox.sheet import Sheet
from qingbai.incoming import Fault
from qingbai.pages.language import colon, in_ours, semicolon

ALWAYS = frozenset(
    {
        *("court", "case_number", "document", "instance", "disposition", "prosecutor", "pronounced_on"),
        *("name", "sex", "born_on", "id_number", "outcome", "charge", "main", "probation_months", "fine_yuan"),
        *("final_on", "received_on", "began", "ended", "state", "household"),
    }
)
"""Fields that stand on the page even when they are empty; the others wait under "More fields" until they say something."""


@dataclass(slots=True)
class Row:
    """One field on the page."""

    number: int
    one: Field
    label: str
    value: str
    first: str
    faults: list[str]
    hints: list[str]
    form: Correction | None = None

    @property
    def id(self) -> str:
        """Where on the page it stands."""
        return place(self.one.path)

    @property
    def rests(self) -> bool:
        """Whether it may wait under "More fields"."""
        if (
            ".prohibitions." in self.one.path
        ):  # it stands there only where the text forbids something, and then it is asked for
            return False
        quiet = not self.one.value and not self.one.changed and not self.faults and self.form is None
        return quiet and (
            self.one.name not in ALWAYS or (self.one.name == "household" and not self.one.path.startswith("stated"))
        )


@dataclass(slots=True)
class Part:
    """A part of the page: the document, a defendant, one of a defendant's crimes."""

    title: str
    level: int
    rows: list[Row] = field(default_factory=list)
    add: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[Row]:
        """The rows that always stand there."""
        return [row for row in self.rows if not row.rests]

    @property
    def more(self) -> list[Row]:
        """The rows under "More fields"."""
        return [row for row in self.rows if row.rests]


def shown(
    case: Case, officer: Sitting, at: datetime, *, editing: str = "", form: Correction | None = None
) -> dict[str, Any]:
    """Everything on the page of a draft."""
    sheet, lawful = case.sheet, case.lawful(officer.registrar)
    wrong, hints = (warnings.faults(case, at), warnings.hints(sheet)) if case.holder else ((), warnings.hints(sheet))
    edit = _editing(case, editing, form) if Act.CORRECT in lawful else None
    rows = _rows(sheet, edit, wrong, hints)
    status = case.status
    assert status is not None
    return {
        "case": case,
        "status": words.status(status),
        "tag": words.tag(status),
        "title": sheet.reading.case_number or case.content.name,
        "pieces": pieces(case.content.text, [row.one.span for row in rows]),
        "parts": _parts(sheet, rows, wrong),
        "text_faults": [in_ours(one) for one in wrong if one.field in ("text", "notice", "defendants")],
        "lit": next((row.number for row in rows if row.one.path == editing), None),
        "questions": [words_of(one) for one in case.content.questions],
        "refused": _refused(case),
        "objection": _objection(case),
        "grounds": [
            {
                "name": words.ground(ground),
                "fields": [_changed(one, case) for one in second_look.fields_of(ground, sheet.fields)],
            }
            for ground in sheet.second_look
        ],
        "open": [row for row in rows if row.one.open],
        "can": {act.value: True for act in lawful},
        "reasoned": Reasoned(prefix="act"),
        "twins": queries.came_before(case),
        "history": [_history(case, done) for done in case.acts],
    }


def place(path: str) -> str:
    """Where on the page a field stands."""
    return "f-" + path.replace(".", "-")


def place_after(case: Case, path: str) -> str:
    """Where on the page the field stands that follows another; that other itself where it is the last."""
    rows = [row.id for part in _parts(case.sheet, _rows(case.sheet, None, (), ()), ()) for row in part.shown]
    here = place(path)
    following = rows[rows.index(here) + 1 :] if here in rows else []
    return next(iter(following), here)


def _editing(case: Case, path: str, form: Correction | None) -> Correction | None:
    """The form of the field that is being changed; a reason given before is offered again."""
    one = case.sheet.by_path.get(path)
    if form is not None or one is None:
        return form
    before = case.last(Act.CORRECT)
    return Correction(one, why=str(before.facts["why"]) if before else "")


def _rows(sheet: Sheet, edit: Correction | None, wrong: Iterable[Fault], hints: Iterable[Fault]) -> list[Row]:
    faults, told = _by_field(wrong), _by_field(hints)
    fields = list(sheet.fields)
    if edit is not None and all(one.path != edit.one.path for one in fields):
        fields.append(edit.one)
    return [
        Row(
            number=number,
            one=one,
            label=words.field(one),
            value=words.value(one),
            first=words.written(one, one.first),
            faults=faults[one.path],
            hints=told[one.path],
            form=edit if edit is not None and edit.one.path == one.path else None,
        )
        for number, one in enumerate(fields)
    ]


def _by_field(found: Iterable[Fault]) -> defaultdict[str, list[str]]:
    by: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        by[one.field].append(in_ours(one))
    return by


def _parts(sheet: Sheet, rows: Sequence[Row], wrong: Iterable[Fault]) -> list[Part]:
    """The rows in their parts; a fault that speaks of no field on the page stands at its part."""
    faults = _by_field(wrong)
    own = [row for row in rows if row.one.group == "document"]
    effect = Part(_("Service and finality"), 3, rows=[row for row in own if row.one.path.startswith("stated.")])
    effect.add = [_another(sheet, "stated.service.N.received_on", _("Add a recipient"))]
    whole = Part(_("The document"), 2, rows=[row for row in own if row.one.path[:7] != "stated."])
    whole.add = [_another(sheet, "cites.N.case_number", _("Add an earlier document that this one decides on"))]
    parts = [whole, effect]
    for place in range(len(sheet.reading.defendants)):
        parts += _defendant(sheet, rows, place, faults[f"defendants.{place}"])
    spare = [row for row in rows if row.one.group == f"defendants.{len(sheet.reading.defendants)}"]
    more = Part(_("Another defendant"), 2, rows=spare)
    more.add = [] if spare else [_another(sheet, "defendants.N.name", _("Add a defendant"))]
    return [*parts, more]


def _defendant(sheet: Sheet, rows: Sequence[Row], place: int, faults: list[str]) -> list[Part]:
    at = f"defendants.{place}"
    mine = [row for row in rows if row.one.group == at]
    crimes: defaultdict[str, list[Row]] = defaultdict(list)
    for row in mine:
        inside = re.match(
            r"(?:stated\.)?defendants\.\d+\.(sentences\.\d+|combined|term|offences|documents|prohibitions)?",
            row.one.path,
        )
        assert inside is not None
        crimes[inside[1] or ("stated" if row.one.path.startswith("stated") else "who")].append(row)
    name = sheet.reading.defendants[place].name
    titles = {"n": place + 1, "name": name}
    who = Part(_("Defendant %(n)s: %(name)s") % titles, 2, rows=[*crimes.pop("who", []), *crimes.pop("documents", [])])
    who.faults = faults
    who.add = [_another(sheet, f"stated.{at}.documents.N.number", _("Add an identity document"))]
    stated = Part(
        _("Stated beyond the text"),
        3,
        rows=[*crimes.pop("offences", []), *crimes.pop("stated", []), *crimes.pop("prohibitions", [])],
    )
    stated.add = [
        _another(sheet, f"stated.{at}.offences.N.began", _("Add an offence")),
        _another(sheet, f"stated.{at}.prohibitions.N.activity", _("Add what the court forbade")),
    ]
    found = [Part(_crime(key), 3, rows=of) for key, of in crimes.items() if key != "term"]
    term = crimes.get("term", [])
    if found:
        found[-1].rows += term
        found[-1].add = [_another(sheet, f"{at}.sentences.N.charge", _("Add a crime"))]
    else:
        who.rows += term
        who.add.append(_another(sheet, f"{at}.sentences.N.charge", _("Add a crime")))
    return [who, *found, stated]


def _crime(key: str) -> str:
    kind, _dot, number = key.partition(".")
    return _("All crimes together") if kind == "combined" else _("Crime %(n)s") % {"n": int(number) + 1}


def _another(sheet: Sheet, pattern: str, label: str) -> tuple[str, str]:
    """The field with which another one of its kind begins, and the words of the link."""
    shape = re.compile(re.escape(pattern).replace("N", r"\d+"))
    known = {one.path for one in sheet.fields}
    return next(path for path in sheet.by_path if shape.fullmatch(path) and path not in known), label


def words_of(fault: Any) -> str:
    """A fault kept as plain values, in the reader's language."""
    return in_ours(Fault(fault["field"], fault["code"], fault["zh"], fault["en"]))


def _refused(case: Case) -> list[str]:
    """Why the register did not take it, where that was the last thing that happened to it."""
    last = case.acts[-1]
    return [words_of(one) for one in last.facts["faults"]] if last.act is Act.REFUSE else []


def _objection(case: Case) -> str:
    """What the second registrar objected, until it is confirmed again."""
    found = next((done for done in reversed(case.acts) if done.act in (Act.OBJECT, Act.CONFIRM)), None)
    return str(found.facts["why"]) if found is not None and found.act is Act.OBJECT else ""


def _changed(one: Field, case: Case) -> dict[str, str]:
    last = next(
        (done for done in reversed(case.acts) if done.act is Act.CORRECT and done.facts["field"] == one.path), None
    )
    return {
        "id": place(one.path),
        "label": words.field(one),
        "first": words.written(one, one.first) or "–",
        "value": words.value(one) or "–",
        "why": str(last.facts["why"]) if last else "",
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    name: str
    at: datetime
    by: str
    note: str


def _history(case: Case, done: Done[Act]) -> Line:
    facts, note = done.facts, str(done.facts.get("why", ""))
    if done.act in (Act.CORRECT, Act.CHECK):
        one = case.sheet.by_path.get(str(facts["field"]))
        label = words.field(one) if one else str(facts["field"])
        if done.act is Act.CORRECT and one is not None:
            label += f"{colon()}{words.written(one, facts['old']) or '–'} → {words.written(one, facts['new']) or '–'}"
        note = f"{label}{semicolon()}{note}" if note else label
    return Line(words.done(done.act), done.at, done.by.id, note)
