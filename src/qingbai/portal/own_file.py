"""One's own data as a file for programs (个人信息复制): what the house holds on a person's own cases, and who asked about them.

Nothing of what the register holds beyond what the person was answered: the file says of everybody the same things. Of others who acted it has their
names and no number.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qingbai import clock
from qingbai.agencies import appointments
from qingbai.agencies.terms import Bilingual
from qingbai.audit.actors import Actor
from qingbai.inquiries import disclosed
from qingbai.inquiries import queries as inquiries
from qingbai.objections import complaints
from qingbai.objections import queries as reviews
from qingbai.ownrecord import queries as ownrecord
from qingbai.portal import my_record
from qingbai.portal.my_record import Line, Opened
from qingbai.portal.realname import Identity

FORMAT = "qingbai/own-data/1"
SAYS = {
    "zh": "依据个人信息保护法第四十五条应本人请求提供，仅供本人使用，不能作任何证明。",
    "en": "Given to the person on request (Personal Information Protection Law, art. 45), for that person's use alone. It proves nothing.",
}


def of(*, person: Identity, viewer: Actor, at: datetime) -> dict[str, Any]:
    """The file. That it was taken is on the ledger, as a look at who asked."""
    looks = my_record.looks(viewer=viewer, at=at)
    return {
        "format": FORMAT,
        "says": SAYS,
        "made_at": at.isoformat(),
        "person": {
            name: value for name, value in person.as_json().items() if name not in {"assertion", "proven_at", "level"}
        },
        "who_asked": [_line(line) for line in looks.lines],
        "told_when_asked": _told(viewer, at),
        "looked_for_at_windows": [_opened(one) for one in looks.at_windows],
        "applications": [{**one, **_way(str(one["number"]), viewer, at)} for one in disclosed.stated(viewer=viewer)],
        "objections": [_review(number, viewer, at) for number in reviews.of_owner(viewer=viewer)],
        "complaints": [
            {
                "number": one.number,
                "office": one.office,
                "at": one.filed_at.isoformat(),
                "words": one.words,
                "answer": one.answer,
            }
            for one in complaints.of_owner(viewer=viewer)
        ],
        "appointments": [
            {"office": one.office.code, "starts_at": one.starts_at.isoformat(), "about": one.about}
            for one in appointments.of_person(viewer=viewer, at=at)
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    one = line.one
    return {
        "number": one.case,
        "who": one.looker.value,
        "name": one.name,
        "office": one.office,
        "for": _both(one.purpose),
        "articles": [_both(article) for article in one.articles],
        "asked_at": one.asked_at.isoformat(),
        "answered": one.given.value,
        "answered_at": one.answered_at.isoformat() if one.answered_at else None,
        "may_say": [_both(field) for field in one.fields],
        "file_opened_afterwards": [_opened(opened) for opened in line.opened],
        "links_used": [{"at": use.at.isoformat(), "who": use.who, "saw": _both(use.saw)} for use in one.uses],
    }


def _told(viewer: Actor, at: datetime) -> Mapping[str, Any] | None:
    """That the person is told when somebody asks, and until when; where, stands in no file."""
    found = ownrecord.alert(viewer=viewer, at=at)
    if found is None:
        return None
    ways = {"by_email": found.by_email, "by_phone": found.by_phone}
    return {"since": found.began_at.isoformat(), "until": found.until.isoformat(), **ways}


def _both(words: Bilingual) -> Mapping[str, str]:
    return {"zh": words.zh, "en": words.en}


def _opened(one: Opened) -> Mapping[str, str]:
    return {"office": one.office, "at": one.at.isoformat()}


def _way(number: str, viewer: Actor, at: datetime) -> dict[str, Any]:
    found = inquiries.progress(number=number, viewer=viewer, at=at)
    steps = [{"act": step.act.value, "at": step.at.isoformat()} for step in found.steps]
    # That a receipt was written is not said: before the answer it would tell that somebody must look.
    return {"status": found.status.value, "steps": steps, "paper": found.paper_number}


def _review(number: str, viewer: Actor, at: datetime) -> dict[str, Any]:
    found = reviews.progress(number=number, viewer=viewer, on=clock.day_of(at))
    steps = [{"act": step.act.value, "at": step.at.isoformat()} for step in found.steps]
    return {
        "number": number,
        "about": found.application,
        "ground": found.ground.value,
        "status": found.status.value,
        "outcome": found.outcome.value if found.outcome else None,
        "steps": steps,
    }
