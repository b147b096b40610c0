"""The fields of a document as a registrar sees and changes them (要素): where each stands, what sort of value it has, how it is written.

A field's path is the reader's own for what the text says (``defendants.0.sentences.1.main``), and ``stated.`` with the notice's path for
what a notice states beyond it (``stated.defendants.0.household``). Values are text here: days as ISO, choices by their code,
``yes`` and ``no``, months as a number; a main penalty as its code with months and days, ``fixed_term 42 0``. Pure.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from qingbai.law.effect import ChallengeState, Party
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.terms import (
    DateRange,
    Disposition,
    DocumentKind,
    Instance,
    Outcome,
    PenaltyKind,
    Relation,
    Sex,
    SubjectKind,
    Treatment,
)
from qingbai.reading.found import Sureness
from qingbai.registers.terms import ExecutionState, PaperKind, Prosecution

LONGEST = 500


class Kind(StrEnum):
    """What sort of value a field has (字段类型)."""

    LINE = "line"  # 一行文字
    LIST = "list"  # 以顿号分开的几项
    DAY = "day"  # 日期
    PARTIAL = "partial"  # 可能只到年或者月的日期
    CHOICE = "choice"  # 几项中的一项
    YES_NO = "yes_no"  # 是、否
    COUNT = "count"  # 月数
    MONEY = "money"  # 金额（元）
    RIGHTS = "rights"  # 剥夺政治权利：月数或者 life（终身）
    MAIN = "main"  # 主刑


class WrongValue(ValueError):
    """This is no value of the field's sort. ``code`` names the fault in ``notices.faults`` or ``incoming``; ``facts`` fill its sentence."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Spec:
    """What is known of a field before any document: its last name, its sort, its choices."""

    name: str
    kind: Kind = Kind.LINE
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one document as it stands (要素)."""

    path: str
    kind: Kind
    choices: tuple[str, ...]
    value: str
    first: str
    """What the reader found, or the notice stated, before anybody changed it."""
    sure: Sureness | None
    span: tuple[int, int] | None
    changed_by: str
    checked_by: str

    @property
    def name(self) -> str:
        """The last name of the path that is no number."""
        return next(part for part in reversed(self.path.split(".")) if not part.isdigit())

    @property
    def changed(self) -> bool:
        """Whether a registrar gave it another value than it came with."""
        return self.value != self.first

    @property
    def doubtful(self) -> bool:
        """Whether the reader says that a person must look."""
        return self.sure is Sureness.DOUBTFUL

    @property
    def open(self) -> bool:
        """Whether a person must look and nobody has yet."""
        return self.doubtful and not self.checked_by and not self.changed_by

    @property
    def number(self) -> str:
        """Which of several it belongs to, from 1: the crime, the document, the recipient; empty where there is one only."""
        parts = self.path.removeprefix("stated.").split(".")
        inner = [part for part in parts[2 if parts[0] == "defendants" else 0 :] if part.isdigit()]
        return str(int(inner[-1]) + 1) if inner else ""

    @property
    def group(self) -> str:
        """``document`` or ``defendants.0``: the part of the page it belongs to."""
        parts = self.path.removeprefix("stated.").split(".")
        return ".".join(parts[:2]) if parts[0] == "defendants" else "document"


def _of(kinds: type[StrEnum]) -> tuple[str, ...]:
    return tuple(str(kind) for kind in kinds)


DOCUMENT = (
    Spec("court"),
    Spec("case_number"),
    Spec("document", Kind.CHOICE, _of(PaperKind)),
    Spec("instance", Kind.CHOICE, _of(Instance)),
    Spec("disposition", Kind.CHOICE, _of(Disposition)),
    Spec("prosecution", Kind.CHOICE, _of(Prosecution)),
    Spec("prosecutor"),
    Spec("pronounced_on", Kind.DAY),
)
"""What the reader reads of a whole document, in the order of the page."""

DEFENDANT = (
    Spec("name"),
    Spec("kind", Kind.CHOICE, _of(SubjectKind)),
    Spec("sex", Kind.CHOICE, _of(Sex)),
    Spec("born_on", Kind.PARTIAL),
    Spec("nationality"),
    Spec("id_number"),
    Spec("passport"),
    Spec("household"),
    Spec("aliases", Kind.LIST),
    Spec("outcome", Kind.CHOICE, _of(Outcome)),
    Spec("treatment", Kind.CHOICE, _of(Treatment)),
)
CITED = (
    Spec("case_number"),
    Spec("court"),
    Spec("relation", Kind.CHOICE, _of(Relation)),
    Spec("pronounced_on", Kind.DAY),
)
"""An earlier document on which this one decides."""
TERM = (Spec("term_from", Kind.DAY), Spec("term_to", Kind.DAY))
PENALTY = (
    Spec("main", Kind.MAIN, _of(PenaltyKind)),
    Spec("probation_months", Kind.COUNT),
    Spec("fine_yuan", Kind.MONEY),
    Spec("confiscation", Kind.CHOICE, ("all", "part")),
    Spec("political_rights", Kind.RIGHTS),
    Spec("deportation", Kind.YES_NO),
)
SENTENCE = (Spec("charge"), *PENALTY)

STATED_DOCUMENT = (
    Spec("final_on", Kind.DAY),
    Spec("approved_on", Kind.DAY),
    Spec("below_statutory_minimum", Kind.YES_NO),
    Spec("prosecutor"),
    Spec("sender.code"),
)
"""What a notice states about the whole document."""

SERVICE = (
    Spec("party", Kind.CHOICE, _of(Party)),
    Spec("received_on", Kind.DAY),
    Spec("challenge", Kind.CHOICE, _of(ChallengeState)),
    Spec("filed_on", Kind.DAY),
    Spec("withdrawn_on", Kind.DAY),
    Spec("leave_served_on", Kind.DAY),
)
STATED_DEFENDANT = (
    Spec("household"),
    Spec("nationality"),
    Spec("latin_name"),
    Spec("main_acts_before_18", Kind.YES_NO),
    Spec("prosecution_approval"),
    Spec("execution.state", Kind.CHOICE, _of(ExecutionState)),
    Spec("execution.on", Kind.DAY),
    Spec("sealing_decision.sealed", Kind.YES_NO),
    Spec("sealing_decision.reason"),
)
IDENTITY = (Spec("kind", Kind.CHOICE, _of(DocumentKind)), Spec("number"), Spec("country"))
PROHIBITION = (Spec("kind", Kind.CHOICE, _of(ProhibitionKind)), Spec("activity"), Spec("months", Kind.COUNT))
OFFENCE = (Spec("began", Kind.PARTIAL), Spec("ended", Kind.PARTIAL))


_TABLES = (
    (r"stated\.service\.\d+\.", SERVICE),
    (r"stated\.defendants\.\d+\.offences\.\d+\.", OFFENCE),
    (r"stated\.defendants\.\d+\.documents\.\d+\.", IDENTITY),
    (r"stated\.defendants\.\d+\.prohibitions\.\d+\.", PROHIBITION),
    (r"stated\.defendants\.\d+\.", STATED_DEFENDANT),
    (r"stated\.", STATED_DOCUMENT),
    (r"cites\.\d+\.", CITED),
    (r"defendants\.\d+\.sentences\.\d+\.", SENTENCE),
    (r"defendants\.\d+\.combined\.", PENALTY),
    (r"defendants\.\d+\.", (*DEFENDANT, *TERM)),
    (r"", DOCUMENT),
)


def spec_of(path: str) -> Spec:
    """What is known of the field at a path. Raises ``KeyError`` where no document has such a field."""
    for before, specs in _TABLES:
        found = re.match(before, path)
        if found is not None:
            return next(spec for spec in specs if spec.name == path[found.end() :])
    raise KeyError(path)


def as_text(value: object) -> str:
    """A value as the field writes it."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(str(one) for one in value)
    return str(value)


def checked(kind: Kind, choices: Sequence[str], text: str) -> str:
    """The text as the field keeps it; empty means: not stated. Raises ``WrongValue``."""
    given = text.strip()
    if len(given) > LONGEST:
        raise WrongValue("too_long", limit=str(LONGEST))
    if not given:
        return ""
    if kind in (Kind.CHOICE, Kind.YES_NO) and given not in (choices or ("yes", "no")):
        raise WrongValue("not_one_of", expected=", ".join(choices or ("yes", "no")))
    return CHECKS[kind](given) if kind in CHECKS else given


def _day(text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise WrongValue("not_a_date")


def _partial(text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
            DateRange.parse(text)
            return text
    except ValueError:
        pass
    raise WrongValue("not_a_partial_date")


def _count(text: str) -> str:
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise WrongValue("not_a_number")
    return text


def _money(text: str) -> str:
    plain = text.replace(",", "").replace("，", "")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,2})?", plain, re.ASCII):
        raise WrongValue("not_a_number")
    return plain


def _rights(text: str) -> str:
    return text if text == "life" else _count(text)


def _main(text: str) -> str:
    found = re.fullmatch(r"([a-z_]+)(?: (\d{1,3}) (\d{1,2}))?", text, re.ASCII)
    if found is None or found[1] not in _of(PenaltyKind):
        raise WrongValue("not_one_of", expected=", ".join(_of(PenaltyKind)))
    return text if found[2] else f"{found[1]} 0 0"


CHECKS: dict[Kind, Callable[[str], str]] = {
    Kind.DAY: _day,
    Kind.PARTIAL: _partial,
    Kind.COUNT: _count,
    Kind.MONEY: _money,
    Kind.RIGHTS: _rights,
    Kind.MAIN: _main,
}


def in_json(kind: Kind, text: str) -> Any:
    """A checked value as a notice's JSON has it; None where nothing is stated."""
    if kind is Kind.YES_NO:
        return {"yes": True, "no": False, "": None}[text]
    if kind is Kind.COUNT:
        return int(text) if text else None
    return text or None
