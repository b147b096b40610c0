"""What a notice states, to begin with and in the end (通报事项): made from the reading where only a text came. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from qingbai.law.effect import Party
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.terms import DocumentKind, Outcome
from qingbai.notices.crosscheck import GUILTY
from qingbai.notices.notice import FORMAT
from qingbai.reading import Defendant, Reading, forbidding_clauses
from qingbai.registers.terms import ExecutionState

COURT_CODE = re.compile(r"（\d{4}）(最高法|[\u4e00-\u9fff]\d{0,4})")
SHOWN_BY = {
    "stated.defendants.N.household": "household",
    "stated.defendants.N.nationality": "nationality",
    "stated.defendants.N.main_acts_before_18": "born_on",
    "stated.defendants.N.execution.state": "outcome",
    "stated.defendants.N.documents.N.number": "passport",
}
"""Which words of the text a stated field is held against."""


def stated(notice: Mapping[str, Any] | None, read: Reading, text: str) -> dict[str, Any]:
    """What is stated at first: by the notice that came, put in the order of the text; by nobody where only a text came."""
    if notice is not None:
        told: dict[str, Any] = json.loads(json.dumps(notice))
        told.pop("text", None)
        order = {one.name: place for place, one in enumerate(read.defendants)}
        told["defendants"] = sorted(told["defendants"], key=lambda one: order.get(one["name"], len(order)))
        for one in told["defendants"]:
            one.setdefault("offences", [])
            one.setdefault("documents", [])
            one.setdefault("prohibitions", [])
        told.setdefault("service", [])
        return told
    code = COURT_CODE.match(read.case_number or "")
    forbidden = forbidding_clauses(text, [one.name for one in read.defendants])
    return {
        "sender": {"code": code[1] if code else ""},
        "service": [{"party": str(Party.DEFENDANT)}, {"party": str(Party.PROSECUTION)}],
        "defendants": [_begun(one, forbidden.get(one.name, ())) for one in read.defendants],
    }


def _begun(one: Defendant, forbidden: Sequence[str]) -> dict[str, Any]:
    guilty = one.outcome is Outcome.CONVICTED
    passport = [{"kind": str(DocumentKind.PASSPORT), "number": one.passport}] if one.passport else []
    return {
        "nationality": "CHN" if one.passport is None else None,
        "offences": [{}] if one.outcome in GUILTY else [],
        "documents": passport,
        "prohibitions": [{} for _ in forbidden],
        "execution": {"state": str(ExecutionState.NOT_STARTED if guilty else ExecutionState.NONE)},
    }


def whole(told: Mapping[str, Any], read: Reading, *, text: str, message_id: str, confirmed_by: str) -> dict[str, Any]:
    """The notice as JSON values: what the text says as it is read and corrected, and what was stated; empty parts left out."""
    people = told.get("defendants", [])
    final = _filled(
        {
            "format": FORMAT,
            "message_id": told.get("message_id") or message_id,
            "sender": {"code": told["sender"].get("code") or "-", "name": read.court or "-"},
            "case_number": read.case_number or "-",
            "text": text,
            "confirmed_by": confirmed_by,
            "prosecutor": told.get("prosecutor"),
            "final_on": told.get("final_on"),
            "approved_on": told.get("approved_on"),
            "below_statutory_minimum": told.get("below_statutory_minimum"),
            "service": [one for one in told.get("service", []) if _serves(one)],
        }
    )
    final["defendants"] = [
        _person(one, people[place] if place < len(people) else {}, told, read, confirmed_by)
        for place, one in enumerate(read.defendants)
    ]
    return final


def _serves(row: Mapping[str, Any]) -> bool:
    """Whether a row of service says more than whom it is about."""
    return any(value for name, value in row.items() if name not in ("party", "who")) and bool(row.get("party"))


def _person(
    one: Defendant, stated: Mapping[str, Any], told: Mapping[str, Any], read: Reading, confirmed_by: str
) -> dict[str, Any]:
    execution = stated.get("execution") or {}
    begun = (
        execution.get("on") or told.get("final_on") or (read.pronounced_on.isoformat() if read.pronounced_on else None)
    )
    settled = stated.get("sealing_decision") or {}
    person = _filled(
        {
            "sex": str(one.sex) if one.sex else stated.get("sex"),
            "born_on": one.born_on or stated.get("born_on"),
            "nationality": stated.get("nationality"),
            "household": stated.get("household"),
            "latin_name": stated.get("latin_name"),
            "former_names": stated.get("former_names"),
            "main_acts_before_18": stated.get("main_acts_before_18"),
            "prosecution_approval": stated.get("prosecution_approval"),
            "documents": [_filled(row) for row in stated.get("documents", []) if row.get("number")],
            "prohibitions": [_forbidden(row) for row in stated.get("prohibitions", []) if row.get("activity")],
            "offences": [_spell(row) for row in stated.get("offences", []) if any(row.values())],
        }
    )
    if settled.get("sealed") is not None:
        person["sealing_decision"] = {
            "sealed": settled["sealed"],
            "decided_by": settled.get("decided_by") or confirmed_by,
            "reason": settled.get("reason") or "",
        }
    return {
        **person,
        "name": one.name,
        "charges": [sentence.charge for sentence in one.sentences],
        "execution": _filled({"state": execution.get("state"), "on": begun}),
    }


def _forbidden(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the court forbade; without a kind it is the one with an end of its own."""
    return {"kind": row.get("kind") or str(ProhibitionKind.OCCUPATION), **_filled(row)}


def _spell(row: Mapping[str, Any]) -> dict[str, str]:
    """When a crime was done; of a single act one day is enough."""
    began, ended = row.get("began") or row.get("ended"), row.get("ended") or row.get("began")
    return {"began": str(began), "ended": str(ended)}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
