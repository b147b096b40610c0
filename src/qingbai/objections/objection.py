"""What somebody objects to and why (异议): one frozen value between the doors and the service, the review form (复查申请表, FRM-09).

A door fills it and never judges it. ``faults`` names everything in it that cannot be right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from qingbai.certificates import claim as claims
from qingbai.incoming import STRICT, Fault, Refused
from qingbai.law.objections import Ground
from qingbai.law.objectors import ObjectionPaper, Objector

LONGEST_STATEMENT = 1_000  # characters
MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence (证据): what it is in the objector's words, and the reference under which a copy is kept, if one is."""

    __pydantic_config__ = STRICT

    words: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One objection as filled in. ``application``: the key of the answer (``answers``); ``office``: where it is handed in. ``papers``: what was shown.

    ``agent_name``: the agent, guardian or handler who acts. ``agent_capable``: what the office saw of an agent's capacity, ``agent_born_on``
    what the real-name service says of it; None where no agent acts or nobody looked.
    """

    __pydantic_config__ = STRICT

    application: str
    office: str
    objector: Objector = Objector.HIMSELF
    ground: Ground
    statement: str
    evidence: tuple[Evidence, ...] = ()
    papers: tuple[ObjectionPaper, ...] = ()
    agent_name: str = ""
    agent_capable: bool | None = None
    agent_born_on: date | None = None
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"


class ObjectionRefused(Refused):
    """The objection cannot be taken as it stands. ``faults`` names everything at once."""


_DOCUMENT: TypeAdapter[Objection] = TypeAdapter(Objection)


def as_json(objection: Objection) -> dict[str, Any]:
    """The objection as it is kept: without where to reach the objector, which ``notifications`` alone keeps, and forgets."""
    found: dict[str, Any] = _DOCUMENT.dump_python(replace(objection, phone="", email=""), mode="json")
    return found


def from_json(values: dict[str, Any]) -> Objection:
    """The objection as it was kept."""
    return _DOCUMENT.validate_python(values, strict=False)


def faults(objection: Objection) -> tuple[Fault, ...]:
    """Everything in the objection that cannot be right."""
    return tuple(_faults(objection))


def _faults(objection: Objection) -> Iterator[Fault]:
    texts = {"statement": (objection.statement, LONGEST_STATEMENT), "agent_name": (objection.agent_name, 100)}
    for field, (text, longest) in texts.items():
        yield from _text_faults(field, text, longest=longest, needed=False)
    yield from evidence_faults(objection.evidence)
    if len(objection.evidence) > MOST_EVIDENCE:
        yield Fault("evidence", "too_many", "证据不得超过20项，请合并。", "holds more than 20 pieces; combine some.")
    if objection.objector is Objector.AGENT and not objection.agent_name.strip():
        yield Fault(
            "agent_name", "needed", "委托他人的，请填写受托人姓名。", "is needed where an agent acts; name the agent."
        )


def evidence_faults(evidence: Sequence[Evidence], field: str = "") -> Iterator[Fault]:
    """What cannot be right in the words of each piece of evidence, at ``field`` or at the piece's own place."""
    for place, one in enumerate(evidence):
        yield from _text_faults(field or f"evidence[{place}]", one.words, longest=200, needed=True)


def _text_faults(field: str, text: str, *, longest: int, needed: bool) -> Iterator[Fault]:
    code = claims.text_fault(" ".join(text.split()), needed=needed, longest=longest)
    if code:
        zh, en = claims.FAULTS[code]
        yield Fault(field, code, f"{zh}。", f"{en}.")


def needed(field: str) -> Fault:
    """The fault of a field that was left empty."""
    return Fault(field, "needed", "请填写。", "is empty; fill it in.")
