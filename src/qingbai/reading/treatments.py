"""What a later document did to the earlier verdict on each accused (对原判的处理), and what a ruling changed in the execution.

An appeal may change the verdict on some and uphold it for others, also for those who did not appeal; a remand may take one accused out
of several. Where the operative part does not settle it for somebody, nothing is said about that person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qingbai.law.terms import CaseEnd, Disposition, Instance, PenaltyKind, Treatment
from qingbai.reading import numerals
from qingbai.reading.commutation import FROM_TO, INTO, LESS, UNTIL
from qingbai.reading.drafts import Decision
from qingbai.reading.found import Found, Sureness
from qingbai.reading.later import ExecutionKind
from qingbai.reading.parties import Party
from qingbai.reading.sections import Verdict
from qingbai.reading.text import Text
from qingbai.reading.verdict import Told

REVIEWS = frozenset({Instance.APPEAL, Instance.RETRIAL, Instance.REVIEW})
"""Instances that speak of an earlier verdict in words of their own: 维持, 撤销, 核准."""

_PROSECUTION_WITHDRAWN = re.compile(
    r"[准允][许予][^。；]{0,80}?(?:撤回(?:对[^。；，]{1,40}?的)?(?:起诉|自诉|控诉|指控|公诉|诉讼)|撤诉)|按[^。；]{0,20}?撤(?:回自)?诉处理"
)
_APPEAL_WITHDRAWN = re.compile(
    r"[准允][许予][^。；]{0,80}?撤回(?:对[^。；，]{1,40}?的)?(?:上诉|抗诉|申诉)[^。；]{0,40}"
)
_DISMISSED = re.compile(r"驳回[^。；]{0,80}?(?:上诉|抗诉|申诉)|维持|核准")
_QUASHED = re.compile(r"(?:撤[销消]|不核准)[^。；]*")
_REMAINS = re.compile(r"(?:维持|驳回|核准)[^。；]*")
_PART = re.compile(r"第[^。；，]{1,12}项|部分|对(?:原审)?(?:被告|上诉)")
_OTHERS = re.compile(r"其[余他]|其它")
_RESTRICTED = re.compile(r"禁止[^。；]{1,80}|限制减刑|终身监禁")

_REFUSED = re.compile(r"不予(?:减刑|假释|准许)|不准(?:予|许)?(?:减刑|假释)|驳回[^。；]{0,30}?(?:减刑|假释)")
_PAROLE_REVOKED = re.compile(r"撤[销消][^。；]{0,120}?假释")
_PROBATION_REVOKED = re.compile(r"撤[销消][^。；]{0,160}?缓刑")
_REST_REMITTED = re.compile(r"减去(?:其)?(?:剩余|余下|未执行)(?:的)?刑期")
_PAROLE_UNTIL = re.compile(rf"考验期限?[^。；]{{0,24}}?至(?P<to>{numerals.DATE})")
_PAROLED = re.compile(r"(?:予以|准予|裁定|给予)?假释")


@dataclass(slots=True)
class Execution:
    """A change in the execution while it is being read."""

    kind: Found[ExecutionKind]
    period: Found[numerals.Period] | None = None
    into: Found[PenaltyKind] | None = None
    days: re.Match[str] | None = None


def prosecution_withdrawn(words: str) -> Found[CaseEnd] | None:
    """Whether a prosecution, public or private, was withdrawn with the court's leave; the span counts from the start of ``words``."""
    match = _PROSECUTION_WITHDRAWN.search(words)
    return Found(CaseEnd.PROSECUTION_WITHDRAWN, match.start(), match.end()) if match else None


def treatments(
    text: Text,
    verdict: Verdict,
    accused: Sequence[Party],
    ruling: Found[Disposition],
    told: Told,
    standing: Mapping[str, Decision],
) -> list[Found[Treatment] | None]:
    """For every accused what an appeal, a retrial or a review did to the earlier verdict; ``None`` where that is not told."""
    words = text.flat[verdict.start : verdict.end]
    shared = told_twice(accused)
    found: list[Found[Treatment] | None] = []
    for party in accused:
        name = party.name.value
        what = _treated(ruling.value, words, name, told, standing.get(name, Decision()))
        found.append(_placed(what, ruling, told.imposed.get(name), repeated=name in shared) if what else None)
    return found


def _treated(
    ruling: Disposition, words: str, name: str, told: Told, standing: Decision
) -> tuple[Treatment, Sureness] | None:
    if ruling is Disposition.UPHOLD:
        return Treatment.UPHELD, Sureness.SURE
    if ruling is Disposition.TERMINATE:
        return Treatment.CHANGED, Sureness.SURE
    if ruling is Disposition.QUASH_REMAND:
        return _remanded(words, name)
    if ruling is Disposition.ALLOW_WITHDRAWAL:
        return _withdrawn(words, name)
    return _changed(words, name, told, standing) if ruling is Disposition.CHANGE else None


def told_twice(accused: Sequence[Party]) -> set[str]:
    """Names that two accused share."""
    names = [party.name.value for party in accused]
    return {name for name in names if names.count(name) > 1}


def _placed(
    what: tuple[Treatment, Sureness], ruling: Found[Disposition], imposed: Decision | None, *, repeated: bool
) -> Found[Treatment]:
    """A treatment with the words that say it: the new finding on the person, else the ruling on the case."""
    treatment, sure = what
    place = first_place(imposed) if treatment is Treatment.CHANGED and imposed else None
    start, end = place or (ruling.start, ruling.end)
    return Found(treatment, start, end, Sureness.DOUBTFUL if repeated and ruling.value is Disposition.CHANGE else sure)


def first_place(decision: Decision) -> tuple[int, int] | None:
    """Where the first words of a decision stand."""
    parts = [
        decision.outcome,
        *(conviction.charge for conviction in decision.convictions),
        *(
            punishment.kind or punishment.fine or punishment.probation
            for punishment in (decision.bare, decision.combined)
            if punishment
        ),
    ]
    places = [(part.start, part.end) for part in parts if part]
    return min(places, default=None)


def _remanded(words: str, name: str) -> tuple[Treatment, Sureness] | None:
    quashed = " ".join(clause.group() for clause in _QUASHED.finditer(words))
    remains = " ".join(clause.group() for clause in _REMAINS.finditer(words))
    if not remains and not _PART.search(quashed):
        return Treatment.QUASHED, Sureness.SURE
    if name in quashed:
        return Treatment.QUASHED, Sureness.SURE
    if name in remains or _OTHERS.search(remains):
        return Treatment.UPHELD, Sureness.LIKELY
    return None


def _withdrawn(words: str, name: str) -> tuple[Treatment, Sureness] | None:
    if prosecution_withdrawn(words):
        return Treatment.QUASHED, Sureness.SURE
    named = " ".join(clause.group() for clause in _APPEAL_WITHDRAWN.finditer(words))
    if name in named or not _DISMISSED.search(words):
        return Treatment.WITHDRAWN, Sureness.SURE
    return Treatment.UPHELD, Sureness.SURE


def _changed(words: str, name: str, told: Told, standing: Decision) -> tuple[Treatment, Sureness] | None:
    imposed, kept, quashed = (part.get(name, Decision()) for part in (told.imposed, told.kept, told.quashed))
    if not imposed.empty:
        return Treatment.CHANGED, imposed.sure
    if any(name in clause.group() for clause in re.finditer(r"[^。；]+", words) if _orders(clause.group())):
        return Treatment.CHANGED, Sureness.LIKELY
    withdrawn = " ".join(clause.group() for clause in _APPEAL_WITHDRAWN.finditer(words))
    if name in withdrawn:
        return Treatment.WITHDRAWN, Sureness.SURE
    if imposed.quashed or not quashed.empty:
        taken = imposed.quashed | {one.charge.value for one in quashed.convictions}
        left = {one.charge.value for one in standing.convictions} & taken - imposed.kept
        return (Treatment.CHANGED, Sureness.LIKELY) if left else None
    kept_by_name = any(name in clause.group() for clause in _REMAINS.finditer(words))
    if not kept.empty or imposed.kept or kept_by_name:
        return Treatment.UPHELD, Sureness.SURE
    if imposed.term is not None and standing.term is not None and imposed.term.value != standing.term.value:
        return Treatment.CHANGED, Sureness.LIKELY
    return (Treatment.UPHELD, Sureness.LIKELY) if _REMAINS.search(words) or _leaves_rest(words) else None


def _orders(clause: str) -> bool:
    """Whether a clause orders something anew that is no punishment: 禁止令, 限制减刑."""
    return _RESTRICTED.search(clause) is not None and not re.match(
        r"[一二三四五六七八九十、（）\d.]*(?:维持|撤[销消]|驳回)", clause
    )


def _leaves_rest(words: str) -> bool:
    """Whether only named parts were quashed: 撤销…第一项."""
    clauses = [clause.group() for clause in _QUASHED.finditer(words)]
    return bool(clauses) and all(_PART.search(clause) for clause in clauses)


def execution(text: Text, verdict: Verdict) -> Execution | None:
    """What a ruling on execution orders; ``None`` where nothing known is said."""
    flat, start, end = text.flat, verdict.start, verdict.end
    days = FROM_TO.search(flat, start, end) or UNTIL.search(flat, start, end)
    for kind, pattern in (
        (ExecutionKind.REFUSED, _REFUSED),
        (ExecutionKind.PAROLE_REVOKED, _PAROLE_REVOKED),
        (ExecutionKind.PROBATION_REVOKED, _PROBATION_REVOKED),
    ):
        match = pattern.search(flat, start, end)
        if match:
            return Execution(
                Found(kind, match.start(), match.end()), days=days if kind is not ExecutionKind.REFUSED else None
            )
    into, less = INTO.search(flat, start, end), LESS.search(flat, start, end)
    if into:
        new = numerals.period(into["to"]) if into["to"] else None
        term = PenaltyKind.FIXED_TERM if into["kind"] == "有期徒刑" else PenaltyKind.LIFE
        return Execution(
            Found(ExecutionKind.CONVERTED, into.start(), into.end()),
            Found(new, into.start("to"), into.end("to")) if new else None,
            Found(term, into.start("kind"), into.end("kind")),
            days,
        )
    by = numerals.period(less["by"]) if less else None
    if less and by:
        return Execution(
            Found(ExecutionKind.REDUCED, less.start(), less.end()),
            Found(by, less.start("by"), less.end("by")),
            days=days,
        )
    rest = _REST_REMITTED.search(flat, start, end)
    if rest:
        return Execution(Found(ExecutionKind.REDUCED, rest.start(), rest.end()), days=days)
    days = days or _PAROLE_UNTIL.search(flat, start, end)
    paroled = _PAROLED.search(flat, start, end)
    return Execution(Found(ExecutionKind.PAROLED, paroled.start(), paroled.end()), days=days) if paroled else None
