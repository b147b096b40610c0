"""Do papers and public log agree? (日志核对) Every paper and every act on one has the leaf that it must have; every other leaf is a dummy of ours.
Over the whole log also: does every number of every series stand on a paper?

A leaf that is neither was put there behind our back: with the log's key somebody made a paper that we never issued, and it would pass every
check offline. A paper without its leaf was taken out of the log, or never stood there. Both are for a person, at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from qingbai.audit import keys, log
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.audit.keys import CERTIFICATES, Padding
from qingbai.audit.models import LedgerEntry, Publication
from qingbai.certificates import content, numbers
from qingbai.certificates.models import LostKey, Paper, PaperAct
from qingbai.certificates.verify import NoPaper, logged_as

STEP = 1024  # leaves
PAPERS_AT_ONCE = 32
MOST_FAULTS = 50

WRONG = {
    "stranger": (
        "leaf {place} belongs to no paper of ours and is no dummy of ours: somebody put it there who holds the log's key or the database",
        "日志第{place}条既非我方文书亦非填充：系持有日志密钥或数据库者另行加入",
    ),
    "leaf_missing": ("leaf {place} is missing from the log", "日志缺少第{place}条"),
    "paper_unlogged": (
        "the paper {number} names place {place} in the log, where something else stands",
        "文书{number}所载日志位置第{place}条与日志不符",
    ),
    "paper_damaged": (
        "the kept file of the paper {number} is not as it was issued ({why})",
        "文书{number}的留存文件与出具时不符（{why}）",
    ),
    "act_unlogged": (
        "an act on the paper {number} names place {place} in the log, where something else stands",
        "文书{number}的处理记录所载日志位置第{place}条与日志不符",
    ),
    "act_without_leaf": (
        "an act on the paper {number} has no place in the log",
        "文书{number}的处理记录未载入日志",
    ),
    "number_missing": (
        "the series {name!r} has run to {last}, and papers of {missing} numbers up to there are missing",
        "编号序列“{name}”已至{last}号，其中缺少{missing}个编号的文书",
    ),
    "loss_unlogged": (
        "the loss of the key {name} names place {place} in the log, where something else stands",
        "密钥{name}的失密声明所载日志位置第{place}条与日志不符",
    ),
    "beyond": (
        "papers or acts name places up to {place}, and the log has only {size} leaves",
        "文书或处理记录所载位置达第{place}条，而日志仅{size}条",
    ),
}  # fmt: skip

REMEDY = (
    "Change nothing: copy the database as it is, run `qingbai audit verify` with a checkpoint kept elsewhere, and report it to the supervisor.",
    "请勿改动：原样复制数据库，以外部留存的检查点运行 qingbai audit verify，并报告监督部门。",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement: a ``code`` of ``WRONG`` and its sentences."""

    code: str
    en: str
    zh: str


@dataclass
class Reckoning:
    """Leaves ``first`` up to, not including, ``upto``: how many were papers, acts, dummies, ``unknown`` (older than the dummies' secret)."""

    first: int
    upto: int
    papers: int = 0
    acts: int = 0
    dummies: int = 0
    unknown: int = 0
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, code: str, **more: object) -> None:
        """Add a fault, as long as there are not too many to read."""
        if len(self.faults) < MOST_FAULTS:
            en, zh = (text.format(**more) for text in WRONG[code])
            self.faults.append(Fault(code, en, zh))

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        counted = {name: getattr(self, name) for name in ("first", "upto", "papers", "acts", "dummies", "unknown")}
        return counted | {"faults": [{"code": each.code, "en": each.en, "zh": each.zh} for each in self.faults]}


def reconcile(*, by: Actor, at: datetime, whole: bool = False) -> Reckoning:
    """Hold papers and log against each other, from where it was last found right or ``whole``; the result stands on the ledger.

    Acts may go on meanwhile. Raises ``keys.KeyMissing`` where the dummies' secret is gone.
    """
    named = max(
        _last_place(Paper), _last_place(PaperAct), _last_place(LostKey)
    )  # before the size: whatever names a place was logged by then
    size = log.size(CERTIFICATES)
    found = Reckoning(0 if whole else _right_until(), size)
    padding = keys.padding(CERTIFICATES, "default", since=size)
    for start in range(found.first, size, STEP):
        _portion(found, padding, start, min(start + STEP, size))
    if named >= size:
        found.wrong("beyond", place=named, size=size)
    for number in _without_leaf():
        found.wrong("act_without_leaf", number=number)
    for name, run_to, missing in numbers.gaps() if whole else ():
        found.wrong("number_missing", name=name, last=run_to, missing=missing)
    facts = {name: str(value) for name, value in found.as_json().items() if name != "faults"}
    codes = " ".join(sorted({fault.code for fault in found.faults}))
    with transaction.atomic():
        audit.record(
            kind=EventKind.LOG_RECONCILED,
            by=by,
            at=at,
            basis="reconciliation",
            facts=facts | {"wrong": str(len(found.faults)), "codes": codes, "whole": str(whole).lower()},
        )
    return found


def last(*, whole: bool = False) -> LedgerEntry | None:
    """The entry of the last reckoning, or of the last one over the whole log."""
    entries = LedgerEntry.objects.filter(kind=EventKind.LOG_RECONCILED.value)
    if whole:
        entries = entries.filter(facts__whole="true")
    return entries.order_by("-number").first()


def _right_until() -> int:
    entries = LedgerEntry.objects.filter(kind=EventKind.LOG_RECONCILED.value, facts__wrong="0")
    right = entries.order_by("-number").first()
    return 0 if right is None else int(right.facts["upto"])


def _last_place(model: type[Paper] | type[PaperAct] | type[LostKey]) -> int:
    place: int | None = model.objects.aggregate(place=Max("leaf"))["place"]
    return -1 if place is None else place


def _without_leaf() -> list[str]:
    """Papers with an act that has no leaf although the log was public by then."""
    first = Publication.objects.filter(log=CERTIFICATES).order_by("size").values_list("at", flat=True).first()
    if first is None:
        return []
    late = PaperAct.objects.filter(leaf=None, at__gte=first).order_by("at")
    return list(late.values_list("paper__number", flat=True)[:MOST_FAULTS])


def _portion(found: Reckoning, padding: Padding, start: int, end: int) -> None:
    leaves = log.leaves(CERTIFICATES, start, end)
    for place in set(range(start, end)) - leaves.keys():
        found.wrong("leaf_missing", place=place)
    for place, number, commitment in _commitments(found, start, end):
        if leaves.pop(place, None) != commitment:
            found.wrong("paper_unlogged", number=number, place=place)
        found.papers += 1
    acts = PaperAct.objects.filter(leaf__gte=start, leaf__lt=end).select_related("paper").defer("paper__pdf")
    for act in acts.order_by("leaf"):
        assert act.leaf is not None
        salt, number = bytes(act.salt or b""), act.paper.number
        right = content.act_commitment(number=number, act=act.act, at=act.at, salt=salt) if salt else None
        if leaves.pop(act.leaf, b"") != right:
            found.wrong("act_unlogged", number=number, place=act.leaf)
        found.acts += 1
    _losses(found, leaves, start, end)
    for place, data in leaves.items():
        if data == padding.leaf(place):
            found.dummies += 1
        elif place < padding.since:
            found.unknown += 1
        else:
            found.wrong("stranger", place=place)


def _losses(found: Reckoning, leaves: dict[int, bytes], start: int, end: int) -> None:
    """Take out the leaves that tell of lost keys."""
    for lost in LostKey.objects.filter(leaf__gte=start, leaf__lt=end).order_by("leaf"):
        if leaves.pop(lost.leaf, b"") != content.loss_commitment(lost.statement):
            found.wrong("loss_unlogged", name=lost.name, place=lost.leaf)
        found.acts += 1


def _commitments(found: Reckoning, start: int, end: int) -> Iterator[tuple[int, str, bytes | None]]:
    """Place and number of each paper, and the leaf that its kept file must have; the claim kept beside it must say the same."""
    rows = Paper.objects.filter(leaf__gte=start, leaf__lt=end).order_by("leaf")
    for paper in rows.only("leaf", "number", "claim", "pdf").iterator(chunk_size=PAPERS_AT_ONCE):
        try:
            said, commitment = logged_as(bytes(paper.pdf))
        except NoPaper as error:
            found.wrong("paper_damaged", number=paper.number, why=error)
            yield paper.leaf, paper.number, log.leaves(CERTIFICATES, paper.leaf, paper.leaf + 1).get(paper.leaf)
            continue
        if said.claim.canonical() != bytes(paper.claim):
            found.wrong("paper_damaged", number=paper.number, why="claim")
        yield paper.leaf, paper.number, commitment if said.index == paper.leaf else None
