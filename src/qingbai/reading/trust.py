"""How often is a value right that the reader calls sure? (可信度检验) Readings held against labels that people made by reading.

A label is an object with the keys of ``Reading.as_json`` that its maker filled in; accused are joined by name, sentences by crime.
A value said where the label has none counts as wrong, unless the label's ``notes`` say that its maker saw the text ``cut``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qingbai.reading.found import Sureness

DOCUMENT = (
    "case_number",
    "court",
    "document",
    "instance",
    "prosecution",
    "prosecutor",
    "pronounced_on",
    "disposition",
    "prior_revoked",
)
PERSON = ("kind", "sex", "born_on", "nationality", "outcome", "term_from", "term_to")
PENALTY = ("main", "probation_months", "fine_yuan", "confiscation", "political_rights", "deportation")
NOTHING: tuple[Any, ...] = (None, False, "", {"kind": "none", "months": None, "days": 0})


@dataclass(frozen=True, slots=True)
class Compared:
    """One value that was said, with its field, how sure it was called, and whether the label says the same."""

    field: str
    path: str
    sure: Sureness
    right: bool


@dataclass(slots=True)
class Trust:
    """Values said and values right, by field and grade."""

    said: Counter[tuple[str, Sureness]] = field(default_factory=Counter)
    right: Counter[tuple[str, Sureness]] = field(default_factory=Counter)

    def add(self, label: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        """Count one document."""
        for one in compare(label, said):
            self.said[one.field, one.sure] += 1
            self.right[one.field, one.sure] += one.right

    def precision(self, sure: Sureness, name: str | None = None) -> float | None:
        """How much of what was said with this grade is right; ``None`` where nothing was said."""
        keys = [key for key in self.said if key[1] is sure and name in (None, key[0])]
        said = sum(self.said[key] for key in keys)
        return sum(self.right[key] for key in keys) / said if said else None

    def fields(self) -> list[str]:
        """Every field that was compared, in the order in which it was met."""
        return list(dict.fromkeys(name for name, _ in self.said))

    def table(self) -> str:
        """For people: a line a field, right of said for each grade."""
        lines = [f"{'':28}" + "".join(f"{grade:>16}" for grade in Sureness)]
        for name in (*self.fields(), None):
            cells = []
            for grade in Sureness:
                keys = [key for key in self.said if key[1] is grade and name in (None, key[0])]
                said, right = sum(self.said[key] for key in keys), sum(self.right[key] for key in keys)
                cells.append(f"{f'{right} of {said}' if said else '':>16}")
            lines.append(f"{name or 'all':28}" + "".join(cells))
        return "\n".join(lines)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same, whatever brackets, blanks and width they are written with."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        folded = unicodedata.normalize("NFKC", value).replace("×", "x").replace("X", "x")
        return re.sub(r"[\s()\[\]〔〕【】,，。、]", "", folded)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner not in (None, 0, False)}
    return value


def compare(label: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[Compared]:
    """Every value that a reading says beside what the label says."""
    cut = "cut" in (label.get("notes") or "")
    for name in DOCUMENT:
        yield from _value(name, name, label.get(name), said, said.get(name), cut=cut)
    people = {_plain(person["name"]): person for person in label["defendants"]}
    for index, person in enumerate(said["defendants"]):
        path = f"defendants.{index}"
        known = people.pop(_plain(person["name"]), None)
        yield from _value("defendant", f"{path}.name", known and known["name"], said, person["name"], cut=cut)
        if known is not None:
            yield from _person(path, known, said, person, cut=cut)


def _person(
    path: str, label: Mapping[str, Any], said: Mapping[str, Any], person: Mapping[str, Any], *, cut: bool
) -> Iterator[Compared]:
    for name in PERSON:
        yield from _value(name, f"{path}.{name}", label.get(name), said, person[name], cut=cut)
    crimes = {_plain(sentence["charge"]): sentence for sentence in label.get("sentences") or ()}
    for number, sentence in enumerate(person["sentences"]):
        where = f"{path}.sentences.{number}"
        known = crimes.pop(_plain(sentence["charge"]), None)
        yield from _value("charge", f"{where}.charge", known and known["charge"], said, sentence["charge"], cut=cut)
        for name in PENALTY if known else ():
            yield from _value(
                f"sentence.{name}", f"{where}.{name}", (known or {}).get(name), said, sentence[name], cut=cut
            )
    for name in PENALTY:
        given = (person["combined"] or {}).get(name)
        yield from _value(
            f"combined.{name}", f"{path}.combined.{name}", (label.get("combined") or {}).get(name), said, given, cut=cut
        )


def _value(name: str, path: str, label: Any, said: Mapping[str, Any], value: Any, *, cut: bool) -> Iterator[Compared]:
    if value in NOTHING or (label in NOTHING and cut):
        return
    yield Compared(name, path, Sureness(said["sure"][path]), same(label, value))
