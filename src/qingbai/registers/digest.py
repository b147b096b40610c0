"""One value for everything that the register says (登记内容摘要): the same content gives the same digest, in whatever order it came.

Left out is what depends on arrival: keys, instants, who entered it, and rows that say nothing new. For each verdict there is
what the document states, and what it counts after everything later was folded in (``verdicts``). Two registers that took in
the same documents have the same digest; so has one restored from a copy.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from qingbai.audit.actors import Actor
from qingbai.registers import access, models
from qingbai.registers.access import Purpose
from qingbai.registers.verdicts import ConvictionFacts, verdicts

PORTION = 2_000  # documents or subjects read at a time


def digest(*, viewer: Actor, purpose: Purpose, on: date) -> str:
    """SHA-256 (hex) of what the register states, as it counts on a day. Reads everything once, in bounded memory but for one line a verdict."""
    access.require(viewer, purpose)
    lines = sorted([*_documents(), *_persons(on)])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _line(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str, sort_keys=True).encode()).hexdigest()


def _documents() -> Iterator[str]:
    """A line a document: its heading and text, and what it did to earlier verdicts."""
    fields = (
        "court_name", "court_code", "case_number", "case_number_as_written", "paper", "instance", "disposition", "prosecution",
        "prosecutor", "pronounced_on", "text", "holds_sealed",
    )  # fmt: skip
    for row in models.Judgment.objects.prefetch_related("rulings").iterator(chunk_size=PORTION):
        ruled: dict[tuple[str, ...], str] = {}
        for one in row.rulings.all():
            key = (one.name, one.relation, one.treatment, one.earlier_court, one.earlier_case)
            ruled[key] = max(ruled.get(key, ""), str(one.effective_on or ""))
        yield _line("document", [getattr(row, name) for name in fields], sorted(ruled.items()))


def _persons(on: date) -> Iterator[str]:
    """A line a verdict: who, what, since when it counts, how far executed. The subject's key is not in it: whom the documents describe is."""
    for subject in models.Subject.objects.values_list("id", flat=True).iterator(chunk_size=PORTION):
        described = _described(subject)
        for facts in verdicts(subject, on, None):
            yield _line("verdict", described, _verdict(facts))


def _described(subject: UUID) -> list[Any]:
    """Everything that the documents assert about a subject, each once."""
    identities = models.Identity.objects.filter(subject=subject).values_list(
        "sex", "born", "nationality", "household", "household_as_written"
    )
    names = models.Name.objects.filter(subject=subject).values_list("kind", "text")
    numbers = models.IdentityDocument.objects.filter(subject=subject).values_list("kind", "country", "number")
    return [sorted(set(identities)), sorted(set(names)), sorted(set(numbers))]


def _verdict(facts: ConvictionFacts) -> list[Any]:
    case = facts.case
    return [
        facts.court,
        facts.case_number,
        case.outcome,
        case.standing,
        case.effective_on,
        case.annulled_on,
        facts.execution,
        facts.settled_unsealed,
        facts.authority,
        facts.division,
        repr(facts.sealing),
        repr(facts.prohibitions),
    ]
