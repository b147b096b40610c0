"""What a document does to the case, and what stands after it (裁判方式): appeals, retrials, withdrawals, commutations.

An appeal that upholds leaves what the first court decided; one that changes replaces it, crime by crime where it says so;
one that remands leaves nothing decided. What earlier courts decided is read from where the document restates it.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import replace

from qingbai.law.terms import Disposition, Instance, Outcome
from qingbai.reading.drafts import Conviction, Decision, Punishment
from qingbai.reading.found import Found, Sureness
from qingbai.reading.heading import CASE_NUMBER
from qingbai.reading.verdict import Told

# A retrial ordered from above: 指令…再审; without 撤销 it quashes nothing yet.
_QUASHING = re.compile(r"撤[销消]|发回|不核准")
_CIVIL_PART = re.compile(r"民事(?:部分|赔偿)|民事诉讼部分")
_REMAND = re.compile(r"发回[^。；]{0,40}?(?:重审|重新审(?:判|理))|指令[^。；]{0,40}?(?:重新审判|再审)")
_WITHDRAW = re.compile(r"[准允][许予][^。；]{0,80}?(?:撤回|撤诉)|按[^。；]{0,20}?撤(?:回自)?诉处理")
_TERMINATE = re.compile(r"终止审理")
_COMMUTE = re.compile(
    r"减去|减为|减刑|(?:予以|准予|裁定|给予)[^。；]{0,20}?假释|不予减刑|不[予准][^。；]{0,20}?假释|撤[销消][^。；]{0,160}?(?:缓刑|假释)|收监执行|刑期不变"
)
_DISMISS = re.compile(
    r"驳回[^。；]{0,60}?(?:上诉|抗诉|申诉)|(?<!不)核准[^。；]{0,120}?(?:判决|裁定)|维持原[判裁]|维持原审|维持[^。；]{0,80}?(?:判决|裁定|判项|各项|其余|其他)"
)
# 撤销 something of the conviction or the punishment, or an earlier judgment as a whole.
_QUASH_PART = re.compile(r"撤[销消][^。；]{0,160}?(?:量刑|定罪|刑罚|判处|缓刑|罚金|附加刑|主刑|刑期|犯[^。；]{1,40}罪)")
_QUASH_WHOLE = re.compile(r"撤[销消][^。；]{0,120}?号刑事(?:附带民事)?(?:判决|裁定)(?:书)?(?=[；。，、和及]|以及|$)")
_RESTRICT = re.compile(
    r"禁止[^。；]{1,80}?(?:缓刑考验期|从事|进入|接触)|缓刑考验期[^。；]{0,30}?禁止|限制减刑|终身监禁"
)
_QUOTATION = re.compile(r"“[^“”]*”")
_REVOKED = re.compile(r"撤[销消](?P<what>[^。；]{0,200}?)(?:缓刑|假释)")
_UNDER_REVIEW = re.compile(r"第[^。；，]{1,12}项|原判|原审(?!被告)|量刑|定罪|判处|并处")


def disposition(words: str, instance: Instance, told: Told) -> Found[Disposition] | None:
    """What the operative part does to the case; spans are counted from the start of ``words``."""
    for value, pattern in (
        (Disposition.QUASH_REMAND, _REMAND),
        (Disposition.ALLOW_WITHDRAWAL, _WITHDRAW),
        (Disposition.TERMINATE, _TERMINATE),
    ):
        match = pattern.search(words)
        if value is Disposition.QUASH_REMAND and not _quashes(words):
            continue
        if match and all(decision.empty for decision in told.imposed.values()):
            return Found(value, match.start(), match.end())
    if instance is Instance.COMMUTATION:
        match = _COMMUTE.search(words)
        return Found(Disposition.COMMUTE, match.start(), match.end()) if match else None
    imposed = any(not decision.empty for decision in told.imposed.values())
    if instance is Instance.FIRST:
        return Found(Disposition.JUDGED if imposed else Disposition.OTHER, 0, len(words))
    return _reviewed(words, imposed=imposed)


def _quashes(words: str) -> bool:
    """Whether anything of the criminal verdict is quashed: not by a mere order of retrial, nor by a remand of the damages alone."""
    clauses = [clause for clause in re.split("[。；]", words) if _QUASHING.search(clause)]
    return bool(clauses) and not all(_CIVIL_PART.search(clause) and "刑事部分" not in clause for clause in clauses)


def _reviewed(words: str, *, imposed: bool) -> Found[Disposition] | None:
    """Appeal and retrial: a change where anything about guilt or punishment is decided anew or quashed, else upheld."""
    unquoted = _QUOTATION.sub(lambda match: "　" * len(match.group()), words)
    quashed = _QUASH_PART.search(unquoted) or _QUASH_WHOLE.search(unquoted)
    restricted = _RESTRICT.search(_own_items(words))
    if imposed or quashed or restricted:
        at = quashed or re.search(r"撤[销消]|变更|改判|[犯以][^。；]{1,60}?罪", words) or restricted
        return Found(Disposition.CHANGE, at.start() if at else 0, at.end() if at else len(words))
    kept = _DISMISS.search(words)
    return Found(Disposition.UPHOLD, kept.start(), kept.end()) if kept else None


def _own_items(words: str) -> str:
    """The items that neither keep nor quash: what the court orders anew."""
    items = re.split(r"(?:^|(?<=[。；）”]))[一二三四五六七八九十]{1,3}、", words)
    return "。".join(item for item in items if not re.match(r"维持|撤[销消]|驳回", item))


def revoked(words: str, reviewed: Set[str] | None) -> Found[str] | None:
    """Whether the words revoke an earlier probation or parole (撤销缓刑, 撤销假释).

    ``reviewed``: the numbers of the judgments under review, whose own probation is quashed, not revoked; ``None`` at first instance.
    """
    unquoted = _QUOTATION.sub(lambda match: "　" * len(match.group()), words)
    for match in _REVOKED.finditer(unquoted):
        numbers = {number.group() for number in CASE_NUMBER.finditer(match["what"])}
        own = reviewed is None or (bool(numbers - reviewed) if numbers else not _UNDER_REVIEW.search(match["what"]))
        if own:
            return Found(match.group(), match.start(), match.end())
    return None


def _overlay(below: Punishment, above: Punishment) -> Punishment:
    """A punishment with the parts of ``above``, the main penalty with its probation as one part."""
    main = above if above.kind else below
    return Punishment(
        kind=main.kind,
        period=main.period,
        probation=above.probation or (below.probation if not above.kind else None),
        fine=above.fine or below.fine,
        confiscation=above.confiscation or below.confiscation,
        rights=above.rights or below.rights,
        deportation=above.deportation or below.deportation,
        exempt=above.exempt or (below.exempt if not above.kind else None),
    )


def _renewed(conviction: Conviction, standing: Decision, new: Decision) -> Conviction:
    """A finding that leaves the punishment, or its fines, as they were takes them from what stood."""
    same = [old for old in standing.convictions if old.charge.value == conviction.charge.value]
    free = [old for old in standing.convictions if old.charge.value not in new.kept]
    before = same or (free if len(free) == 1 and len(new.convictions) == 1 else [])
    if len(before) != 1:
        return conviction
    if conviction.punishment.empty and not new.combined:
        return Conviction(conviction.charge, before[0].punishment)
    if new.extras_kept:
        old = before[0].punishment
        extras = replace(old, kind=None, period=None, probation=None, exempt=None)
        return Conviction(conviction.charge, _overlay(extras, conviction.punishment))
    return conviction


def _replaced(standing: Decision, new: Decision) -> Decision:
    """New findings of guilt over those that stood."""
    named = {conviction.charge.value for conviction in new.convictions}
    # One new sentence combined with others: what was not touched is what it was combined with.
    rest = (
        new.combined is not None and not new.with_former and len(new.convictions) == 1 and len(standing.convictions) > 1
    )
    stays = [
        old
        for old in standing.convictions
        if old.charge.value not in named
        and (old.charge.value in new.kept or rest)
        and (old.charge.value not in new.quashed or old.charge.value in new.kept)
    ]
    convictions = [_renewed(conviction, standing, new) for conviction in new.convictions]
    merged = Decision([*stays, *convictions], new.combined, None, new.outcome, new.term)
    if merged.combined is None and len(merged.convictions) > 1 and stays:
        merged.combined = standing.combined
    untouched = [old.punishment for old in standing.convictions]
    if merged.term is None and all(conviction.punishment in untouched for conviction in convictions):
        merged.term = standing.term
    return merged


def apply(standing: Decision, new: Decision) -> Decision:
    """What stands about one accused after a later verdict."""
    if new.convictions:
        return _replaced(standing, new)
    if new.outcome is not None:
        return Decision(_exempted(standing, new), None, None, new.outcome, None)
    if new.bare is not None and standing.combined is not None:
        return Decision(
            standing.convictions, _overlay(standing.combined, new.bare), None, None, new.term or standing.term
        )
    if new.bare is not None and len(standing.convictions) == 1:
        only = standing.convictions[0]
        return Decision(
            [Conviction(only.charge, _overlay(only.punishment, new.bare))], None, None, None, new.term or standing.term
        )
    if new.combined is not None:
        return Decision(standing.convictions, new.combined, None, None, new.term or standing.term)
    return replace(standing, term=new.term or standing.term) if new.term else standing


def _exempted(standing: Decision, new: Decision) -> list[Conviction]:
    """Exemption without naming the crime again leaves the crime and takes the punishment away."""
    if new.outcome is None or new.outcome.value is not Outcome.EXEMPTED:
        return []
    exempt = Found("exempt", new.outcome.start, new.outcome.end)
    return [Conviction(conviction.charge, Punishment(exempt=exempt)) for conviction in standing.convictions]


def settled(decision: Decision) -> Decision:
    """What a quotation keeps: findings without a punishment are only named, not restated."""
    told = [conviction for conviction in decision.convictions if not conviction.punishment.empty]
    if not told and decision.combined is None:
        return Decision(outcome=decision.outcome, term=decision.term)
    return replace(decision, convictions=_once(decision.convictions if decision.combined else told))


def _once(convictions: list[Conviction]) -> list[Conviction]:
    """Without what is quoted twice in the same words: 维持…第三项，即…。维持…第三项，即…."""
    kept: dict[tuple[object, ...], Conviction] = {}
    for one in convictions:
        punishment = one.punishment
        fine = punishment.fine.value if punishment.fine else None
        kept.setdefault((one.charge.value, punishment.kind and punishment.kind.value, punishment.period, fine), one)
    return list(kept.values())


def _without(standing: Decision, quashed: set[str]) -> Decision:
    """What is left when findings are quashed and nothing is put in their place."""
    left = [conviction for conviction in standing.convictions if conviction.charge.value not in quashed]
    if len(left) == len(standing.convictions):
        return standing
    if not left:
        gone = standing.convictions[0].charge
        return Decision(outcome=Found(Outcome.UNDECIDED, gone.start, gone.end, Sureness.DOUBTFUL))
    return replace(standing, convictions=left, combined=standing.combined if len(left) > 1 else None, term=None)


def after(standing: Mapping[str, Decision], told: Told) -> dict[str, Decision]:
    """What stands about every accused after a verdict: what stood, what it keeps, what it imposes."""
    result: dict[str, Decision] = {}
    for name, imposed in told.imposed.items():
        kept = settled(told.kept[name])
        below = standing.get(name, Decision())
        if not kept.empty:
            below = apply(below, replace(kept, kept={old.charge.value for old in below.convictions}))
        quashed = {old.charge.value for old in told.quashed[name].convictions} | imposed.quashed
        stay = {old.charge.value for old in kept.convictions} | imposed.kept
        if imposed.empty and quashed - stay:
            below = _without(below, quashed - stay)
        result[name] = replace(apply(below, replace(imposed, quashed=quashed)), sure=imposed.sure)
    return result


__all__ = ["after", "apply", "disposition", "revoked", "settled"]
