"""A draft as a sheet to be filled in (核对单): what came, folded with every correction into fields, a reading and a notice. Pure but for the reader.

What the text says and what a notice states beyond it are one list of fields here. The reading is made anew from the text each time;
that it is still the one that was confirmed, ``digest`` tells.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from qingbai import reading
from qingbai.inbox import fields, starting
from qingbai.inbox.corrections import as_entered, corrected, value_at
from qingbai.inbox.fields import Field, Kind, Spec
from qingbai.inbox.second_look import Ground, grounds
from qingbai.notices import notice as notices
from qingbai.reading import Reading

STATED = "stated."


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A document at a glance (概要), as it was read when it came: for lists, which must not read every text anew."""

    court: str = ""
    case_number: str = ""
    people: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @staticmethod
    def of(box: Mapping[str, Any]) -> "Glance":
        """From the plain values of a box."""
        return Glance(
            court=box["court"],
            case_number=box["case_number"],
            people=tuple(box["people"]),
            doubtful=tuple(box["doubtful"]),
        )

    @staticmethod
    def at(text: str) -> "Glance":
        """Of a text."""
        found = reading.read(text)
        return Glance(
            court=found.court or "",
            case_number=found.case_number or "",
            people=tuple(one.name for one in found.defendants),
            doubtful=tuple(one.path for one in Sheet.of(Content(text=text, name="", sender="")).open),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What came (来件): the text; the notice as JSON values where one came with it; the questions that the law left open.

    ``told``: instead of a document, what a review found wrong about an entry (``inbox.told``).
    """

    text: str
    name: str
    sender: str
    notice: Mapping[str, Any] | None = None
    questions: tuple[Mapping[str, str], ...] = ()
    glance: Glance = Glance()
    told: Mapping[str, Any] | None = None

    def as_box(self) -> dict[str, Any]:
        """As plain values, for a box."""
        return {
            "text": self.text,
            "name": self.name,
            "sender": self.sender,
            "notice": self.notice,
            "questions": [dict(one) for one in self.questions],
            "glance": asdict(self.glance),
            "told": self.told,
        }

    @staticmethod
    def of(box: Mapping[str, Any]) -> "Content":
        """From the plain values of a box."""
        return Content(
            text=box["text"],
            name=box["name"],
            sender=box["sender"],
            notice=box["notice"],
            questions=tuple(box["questions"]),
            glance=Glance.of(box["glance"]),
            told=box.get("told"),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One field changed to ``new``, or checked where that is None, by an officer."""

    field: str
    new: str | None
    by: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The fields as they stand, with the reading and the stated values behind them."""

    content: Content
    first: Reading
    reading: Reading
    stated_first: Mapping[str, Any]
    stated: Mapping[str, Any]
    entries: tuple[Entry, ...]

    @staticmethod
    def of(content: Content, entries: Iterable[Entry] = ()) -> "Sheet":
        """The sheet of a draft after the entries made on it, in their order."""
        given = tuple(entries)
        first = reading.read(content.text)
        stated_first = starting.stated(content.notice, first, content.text)
        stated = json.loads(json.dumps(stated_first))
        changes = {one.field: one.new for one in given if one.new is not None}
        for path, text in changes.items():
            if path.startswith(STATED):
                _put(stated, path.removeprefix(STATED).split("."), fields.in_json(fields.spec_of(path).kind, text))
        return Sheet(
            content=content,
            first=first,
            reading=corrected(first, _of_text(changes)),
            stated_first=stated_first,
            stated=stated,
            entries=given,
        )

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the page."""
        return tuple(self._field(path, spec) for path, spec in _specs(self.reading, self.stated))

    @cached_property
    def by_path(self) -> Mapping[str, Field]:
        """Every field by its path, with those that can be begun: another crime, another recipient."""
        return {path: self._field(path, spec) for path, spec in _specs(self.reading, self.stated, spare=True)}

    @property
    def second_look(self) -> tuple[Ground, ...]:
        """Why another registrar must look before this is entered; empty where none need."""
        return grounds(self.fields)

    @property
    def open(self) -> tuple[Field, ...]:
        """Doubtful values that nobody has checked or changed yet."""
        return tuple(one for one in self.fields if one.open)

    @property
    def digest(self) -> str:
        """SHA-256 of every value and of the text, in hex: what a confirmation speaks of."""
        values = {one.path: one.value for one in self.fields}
        whole = json.dumps([self.content.text, values], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def entered(self) -> Reading:
        """The reading as it is entered."""
        return as_entered(self.reading)

    @property
    def read_otherwise(self) -> Reading | None:
        """The reading as it is entered where registrars put it right; None where it is the reader's own."""
        return None if self.reading == self.first else self.entered

    def notice(self, *, message_id: str, confirmed_by: str) -> notices.JudgmentNotice:
        """The notice that is entered. Raises ``NoticeRefused`` with every field that is missing or ill-typed."""
        whole = starting.whole(
            self.stated, self.entered, text=self.content.text, message_id=message_id, confirmed_by=confirmed_by
        )
        return notices.FORM.parse(json.dumps(whole, ensure_ascii=False))

    def _field(self, path: str, spec: Spec) -> Field:
        last = next((one for one in reversed(self.entries) if one.field == path and one.new is not None), None)
        checked = next((one for one in reversed(self.entries) if one.field == path), None)
        stated = path.startswith(STATED)
        beside = starting.SHOWN_BY.get(re.sub(r"\.\d+\.", ".N.", path))
        source = re.sub(r"^stated\.(defendants\.\d+)\..*", rf"\1.{beside}", path) if beside else path
        return Field(
            path=path,
            kind=spec.kind,
            choices=spec.choices,
            value=_stated_at(self.stated, path) if stated else value_at(self.reading, path),
            first=_stated_at(self.stated_first, path) if stated else value_at(self.first, path),
            sure=None if stated else self.first.sure.get(path),
            span=self.first.spans.get(source),
            changed_by=last.by if last else "",
            checked_by=checked.by if checked and checked.new is None else "",
        )


def _of_text(changes: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in changes.items() if not path.startswith(STATED)}


def _specs(read: Reading, stated: Mapping[str, Any], *, spare: bool = False) -> Iterator[tuple[str, Spec]]:
    """Every field of the page; with ``spare`` also those of one more defendant, crime, document, offence and recipient."""
    more = 1 if spare else 0
    yield from _under("", fields.DOCUMENT)
    for place in range(len(read.cites) + more):
        yield from _under(f"cites.{place}.", fields.CITED)
    yield from _under(STATED, fields.STATED_DOCUMENT)
    for place in range(len(stated.get("service", ())) + more):
        yield from _under(f"{STATED}service.{place}.", fields.SERVICE)
    for place in range(len(read.defendants) + more):
        known = read.defendants[place] if place < len(read.defendants) else None
        yield from _defendant(f"defendants.{place}.", len(known.sentences) if known else 0, more, _said(stated, place))


def _said(stated: Mapping[str, Any], place: int) -> Mapping[str, Any]:
    told: Sequence[Mapping[str, Any]] = stated.get("defendants", ())
    return told[place] if place < len(told) else {}


def _defendant(at: str, sentences: int, more: int, told: Mapping[str, Any]) -> Iterator[tuple[str, Spec]]:
    yield from _under(at, fields.DEFENDANT)
    for place in range(sentences + more):
        yield from _under(f"{at}sentences.{place}.", fields.SENTENCE)
    if sentences > 1 or more:
        yield from _under(f"{at}combined.", fields.PENALTY)
    yield from _under(at, fields.TERM)
    for place in range(len(told.get("offences", ())) + more):
        yield from _under(f"{STATED}{at}offences.{place}.", fields.OFFENCE)
    for place in range(len(told.get("documents", ())) + more):
        yield from _under(f"{STATED}{at}documents.{place}.", fields.IDENTITY)
    yield from _under(f"{STATED}{at}", fields.STATED_DEFENDANT)
    for place in range(len(told.get("prohibitions", ())) + more):
        yield from _under(f"{STATED}{at}prohibitions.{place}.", fields.PROHIBITION)


def _under(at: str, specs: Iterable[Spec]) -> Iterator[tuple[str, Spec]]:
    return ((f"{at}{spec.name}", spec) for spec in specs)


def _stated_at(stated: Mapping[str, Any], path: str) -> str:
    found: Any = stated
    for part in path.removeprefix(STATED).split("."):
        found = dict(enumerate(found)).get(int(part)) if isinstance(found, list) else found.get(part)
        if found is None:
            return ""
    return fields.as_text(found)


def _put(stated: Any, path: list[str], value: Any) -> None:
    """Set a value in JSON values, making what lies above it."""
    name, *rest = path
    key: Any = int(name) if isinstance(stated, list) else name
    if isinstance(stated, list) and key == len(stated):
        stated.append({})
    if not rest:
        stated[key] = value
        return
    if isinstance(stated, dict) and stated.get(key) is None:
        stated[key] = [] if rest[0].isdigit() else {}
    _put(stated[key], rest, value)


__all__ = ["Content", "Entry", "Field", "Kind", "Sheet"]
