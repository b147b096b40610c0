"""One value for everything that is sealed (封存内容摘要), as ``registers.digest`` for the register: free of keys, instants and order of arrival."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from qingbai.audit.actors import Actor, ActorKind
from qingbai.registers.terms import ChangeKind
from qingbai.sealing import boxes, keeping, models
from qingbai.sealing.stored import plain

PORTION = 2_000
OF_THE_ACT = ("effect_ground", "verdict")
"""What tells of the notice that a statement came with, and not of the case."""


def digest(*, viewer: Actor, purpose: str) -> str:
    """SHA-256 (hex) of what is sealed. For an officer's audit or the house itself: raises ``PermissionError`` for others.

    It tells nothing of anybody: without the content it cannot be reckoned, and it changes with every entry.
    """
    if viewer.kind not in (ActorKind.OFFICER, ActorKind.SYSTEM) or not purpose:
        raise PermissionError("the vault's digest is for an officer's audit or a check of the house itself: name it")
    lines = sorted([*_documents(), *_verdicts(), *_statements()])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _line(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str, sort_keys=True).encode()).hexdigest()


def _documents() -> Iterator[str]:
    for row in models.SealedJudgment.objects.iterator(chunk_size=PORTION):
        record = keeping.record_in(row)
        yield _line("document", plain(record.document), record.text)


def _verdicts() -> Iterator[str]:
    """A line a verdict, with the day since when it counts by itself, whenever that came to be known."""
    rows = models.SealedConviction.objects.filter(lifted=None).select_related("subject", "judgment")
    for row in rows.iterator(chunk_size=PORTION):
        verdict = keeping.verdict_in(row)
        turns = {turn.kind: turn.on for turn in keeping.changes_of(row)}
        content = plain(verdict)
        content["effective_on"] = str(verdict.effective_on or turns.get(ChangeKind.TOOK_EFFECT) or "")
        for name in ("execution", "effect_ground", "unsealed"):
            del content[name]
        case = keeping.record_in(row.judgment).document.case_number
        yield _line("verdict", case, content, str(turns.get(ChangeKind.ANNULLED) or ""))


def _statements() -> Iterator[str]:
    """A line for each ruling on a sealed verdict, and for each statement of its execution."""
    ruled: dict[str, str] = {}
    for row in models.SealedStatement.objects.select_related("judgment").iterator(chunk_size=PORTION):
        content = boxes.open_box("statement", row.id, bytes(row.box))
        if row.kind == models.SealedStatement.EXECUTION:
            yield _line("execution", bytes(row.case).hex(), content)
            continue
        assert row.judgment is not None
        on = content.pop("effective_on") or ""
        lasting = {name: value for name, value in content.items() if name not in OF_THE_ACT}
        key = _line("ruling", keeping.record_in(row.judgment).document.case_number, lasting)
        ruled[key] = max(ruled.get(key, ""), on)
    yield from (_line(key, on) for key, on in ruled.items())
