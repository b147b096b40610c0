"""What a document does to the case, and what stands after it (裁判方式): appeals, retrials, withdrawals, commutations.

An appeal that upholds leaves what the first court decided; one that changes replaces it, crime by crime where it says so;
one that remands leaves nothing decided. What earlier courts decided is read from where the document restates it.
"""

import re

from qingbai.law.terms import Disposition, Instance, Outcome
from qingbai.reading.drafts import Conviction, Decision, Punishment
from qingbai.reading.found import Found, Sureness

_REMAND = re.compile(r"发回[^。；]{0,40}?(?:重审|重新审(?:判|理))|指令[^。；]{0,40}?(?:重新审判|再审)")
_WITHDRAW = re.compile(r"准许[^。；]{0,60}?撤回|准予[^。；]{0,60}?撤回|准许[^。；]{0,40}?撤诉")
_COMMUTE = re.compile(r"减去|减为|减刑|予以假释|准予假释|不予减刑|不予假释|收监执行|刑期不变")
_DISMISS = re.compile(r"驳回[^。；]{0,60}?(?:上诉|抗诉|申诉)|维持原[判裁]|维持原审|维持[^。；]{0,80}?(?:判决|裁定)")
_QUASH = re.compile(r"撤销|变更|改判")
_REVOKED = re.compile(
    r"撤销[^。；]{0,160}?(?:缓刑|假释)(?!考验期)|撤销(?:对)?[^。；]{0,60}?(?:宣告的)?(?:缓刑|假释)|(?:缓刑|假释)[^。；]{0,12}(?:予以)?撤销"
)
_CHANGED = re.compile(r"[犯以][^。；]{1,60}?罪[^。；]{0,20}?(?:判处|免予|单处|，)|无罪|判处|改判|免予刑事处罚")


def disposition(words: str, instance: Instance) -> Found[Disposition] | None:
    """What the operative part does to the case; spans are counted from the start of ``words``."""
    for value, pattern in (
        (Disposition.QUASH_REMAND, _REMAND),
        (Disposition.ALLOW_WITHDRAWAL, _WITHDRAW),
        (Disposition.TERMINATE, re.compile("终止审理")),
    ):
        match = pattern.search(words)
        if match:
            return Found(value, match.start(), match.end())
    if instance is Instance.COMMUTATION:
        match = _COMMUTE.search(words)
        return Found(Disposition.COMMUTE, match.start(), match.end()) if match else None
    if instance is Instance.FIRST:
        return Found(Disposition.JUDGED, 0, len(words))
    return _reviewed(words)


def _reviewed(words: str) -> Found[Disposition] | None:
    """Appeal and retrial: a change where anything is quashed and decided anew, else upheld."""
    quashed, kept = _QUASH.search(words), _DISMISS.search(words)
    if quashed:
        return Found(Disposition.CHANGE, quashed.start(), quashed.end())
    if kept:
        return Found(Disposition.UPHOLD, kept.start(), kept.end())
    changed = _CHANGED.search(words)
    return Found(Disposition.CHANGE, changed.start(), changed.end(), Sureness.LIKELY) if changed else None


def revoked(words: str) -> Found[str] | None:
    """Whether the verdict revokes an earlier probation or parole (撤销缓刑, 撤销假释)."""
    match = _REVOKED.search(words)
    return Found(match.group(), match.start(), match.end()) if match else None


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


def _replaced(standing: Decision, new: Decision) -> Decision:
    """New findings of guilt over those that stood."""
    named = {conviction.charge.value for conviction in new.convictions}
    stays = [
        conviction
        for conviction in standing.convictions
        if conviction.charge.value in new.kept
        and conviction.charge.value not in named
        and conviction.charge.value not in new.quashed
    ]
    convictions = []
    for conviction in new.convictions:
        if conviction.punishment.empty and not new.combined:
            before = [old for old in standing.convictions if old.charge.value not in new.kept]
            if len(before) == 1 and len(new.convictions) == 1:
                conviction = Conviction(conviction.charge, before[0].punishment)
        convictions.append(conviction)
    merged = Decision([*stays, *convictions], new.combined, None, new.outcome, new.term or None)
    if merged.combined is None and len(merged.convictions) > 1:
        merged.combined = standing.combined
    if merged.term is None and all(
        conviction.punishment in [old.punishment for old in standing.convictions] for conviction in convictions
    ):
        merged.term = standing.term
    return merged


def apply(standing: Decision, new: Decision) -> Decision:
    """What stands about one accused after a later verdict."""
    if new.empty:
        return standing
    if new.convictions:
        return _replaced(standing, new)
    if new.outcome is not None:
        return Decision(_exempted(standing, new), None, None, new.outcome, None)
    if new.bare is not None and len(standing.convictions) == 1:
        only = standing.convictions[0]
        return Decision(
            [Conviction(only.charge, _overlay(only.punishment, new.bare))], None, None, None, new.term or standing.term
        )
    if new.bare is not None and standing.combined is not None:
        return Decision(
            standing.convictions, _overlay(standing.combined, new.bare), None, None, new.term or standing.term
        )
    if new.combined is not None:
        return Decision(standing.convictions, new.combined, None, None, new.term or standing.term)
    return standing


def _exempted(standing: Decision, new: Decision) -> list[Conviction]:
    """Exemption without naming the crime again leaves the crime and takes the punishment away."""
    if new.outcome is None or new.outcome.value is not Outcome.EXEMPTED:
        return []
    return [
        Conviction(conviction.charge, Punishment(exempt=Found("exempt", new.outcome.start, new.outcome.end)))
        for conviction in standing.convictions
    ]
