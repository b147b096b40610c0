"""What may be done with a list (名单办理): one function, one act, one transaction, one ledger entry.

``go_on`` only strings acts together: it reads, examines, searches, answers and sends until somebody is needed or its portions are used
up. Every refusal is raised before anything is written.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import TakenMeanwhile, new_number
from qingbai.agencies.spoken import named
from qingbai.agencies.terms import Bilingual
from qingbai.agencies.ways import ActRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates
from qingbai.certificates import typed
from qingbai.incoming import Fault, Refused
from qingbai.law.bans import bars
from qingbai.law.terms import Answer
from qingbai.law.units import UnitPaper
from qingbai.screening import intake, letters, queries, reading, searching, steps, table
from qingbai.screening.casework import Case, NoSuchList, case_of, open_case, record
from qingbai.screening.handling import handler_of
from qingbai.screening.models import Roster, RosterFile
from qingbai.screening.on_disk import on_disk
from qingbai.screening.refusals import VETTING_BAR, ListRefused, fault
from qingbai.screening.registering import NoSuchUnit, opened_for
from qingbai.screening.terms import Purpose, UnitKind, UnitStatus
from qingbai.screening.units import UnitCard
from qingbai.screening.ways import ENDS, WAY, Act, Status

__all__ = [
    "ActRefused",
    "ListRefused",
    "NoSuchList",
    "NoSuchUnit",
    "NothingToJudge",
    "ReasonNeeded",
    "TakenMeanwhile",
    "opened_for",
]


class ReasonNeeded(ValueError):
    """A person who judges must say why; the reason was empty."""


class NothingToJudge(ValueError):
    """There is no such open question on this list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A list as it is handed in (名单提交), FRM-06 but for its table. ``handler``: the key of the unit's handler who came.

    ``article``: the key of a bar (``BAN-09``); else ``other_basis`` says the rank of another text that was named, empty for none.
    ``together``: good rows wait until every row is right (整单办理). ``papers``: those that were shown.
    """

    unit: str
    purpose: Purpose = Purpose.ARTICLE
    article: str = ""
    other_basis: str = ""
    handler: str
    letter_number: str
    letter_on: date
    reason: str
    papers: tuple[UnitPaper, ...] = ()
    together: bool = False
    online: bool = False
    filename: str
    data: bytes


def submit(*, submission: Submission, by: Actor, at: datetime) -> Case:
    """Hand in a list (提交名单, INQ-08, 17). The same file for the same unit and article again is the same list while it is under way.

    Raises ``NoSuchUnit``, and ``ListRefused`` with everything that is wrong with the submission or with the file as a file.
    """
    unit, card = opened_for(submission.unit, by, clock.day_of(at))
    suffix = "." + submission.filename.lower().rpartition(".")[2]
    faults = [
        *_faults(submission, card, clock.day_of(at)),
        *_online_faults(submission, card, by, at),
        *_file_faults(submission.data, suffix),
    ]
    if faults:
        raise ListRefused(*faults)
    token, earlier = _token(submission, unit.code)
    if earlier is not None:
        return case_of(earlier)
    office = by.office if by.kind is ActorKind.OFFICER else unit.office
    article = VETTING_BAR if submission.purpose is Purpose.VETTING else submission.article
    try:
        with transaction.atomic():
            row = Roster.objects.create(
                number=new_number("DW", at),
                token=token,
                unit=unit,
                office=office,
                purpose=submission.purpose,
                article=article,
                together=submission.together,
                submitted_at=at,
                asked=_asked(submission, card),
            )
            _keep_file(row, 0, submission.data, suffix)
            case = Case(row=row, acts=(), office=agencies.office(office))
            told = {
                "office": office,
                "unit": unit.code,
                "article": article or "none",
                "purpose": submission.purpose.value,
            }
            return record(case, Act.SUBMIT, by=by, at=at, ledger=told)
    except IntegrityError:
        again = Roster.objects.filter(token=token).first()
        if again is None:
            raise  # it was not the same submission, sent twice at once
        return case_of(again)


def _token(submission: Submission, code: str) -> tuple[str, Roster | None]:
    """The mark of a submission, and the list under way that it is: a list that has ended may be sent again, as it is each year."""
    file = hashlib.sha256(submission.data).hexdigest()
    whole = "\n".join((code, submission.purpose, submission.article, submission.other_basis, file))
    mark = hashlib.sha256(whole.encode()).hexdigest()
    earlier = list(Roster.objects.filter(token__startswith=mark).order_by("submitted_at"))
    under_way = next((one for one in reversed(earlier) if case_of(one).status not in ENDS), None)
    return f"{mark}-{len(earlier)}", under_way


def _asked(submission: Submission, card: UnitCard) -> dict[str, object]:
    return {
        "unit_name": card.name,
        "unit_kind": str(card.kind),
        "minors_kind": str(card.minors_kind or ""),
        "other_basis": submission.other_basis,
        "handler": submission.handler,
        "letter_number": typed.as_printed(submission.letter_number),
        "letter_on": submission.letter_on.isoformat(),
        "reason": typed.as_printed(submission.reason),
        "papers": [str(paper) for paper in submission.papers],
        **({"online": True} if submission.online else {}),
    }


def _keep_file(row: Roster, version: int, data: bytes, suffix: str) -> None:
    digest = hashlib.sha256(data).hexdigest()
    RosterFile.objects.create(roster=row, version=version, suffix=suffix, sha256=digest, data=data)


def _faults(submission: Submission, card: UnitCard, today: date) -> Iterator[Fault]:
    if card.status is not UnitStatus.ACTIVE:
        yield fault("unit", "unit_not_active")
    if card.handler(submission.handler, today) is None:
        yield fault("handler", "handler_not_authorised")
    yield from typed.faults("letter_number", submission.letter_number)
    yield from typed.faults("reason", submission.reason)
    if submission.letter_on > today:
        yield fault("letter_on", "letter_later")
    if submission.purpose is Purpose.VETTING:
        if card.kind is not UnitKind.MINORS:
            yield fault("purpose", "not_with_minors")
    elif submission.article and submission.article not in {one.id for one in bars()}:
        yield fault("article", "no_such_article")
    if submission.article and submission.other_basis:
        yield fault("other_basis", "basis_contradicts")


def _online_faults(submission: Submission, card: UnitCard, by: Actor, at: datetime) -> Iterator[Fault]:
    """Online a handler hands in for himself or herself, where the region has opened that to units (INQ-13)."""
    if by.kind is not ActorKind.APPLICANT and not submission.online:
        return
    own = handler_of(card, by, clock.day_of(at))
    if own is None or own.key != submission.handler or not submission.online:
        yield fault("handler", "not_you")
    for reason in intake.not_online(agencies.region(card.domicile)):
        said = named(reason)
        yield Fault("unit", reason.code, said.zh, said.en)


def _file_faults(data: bytes, suffix: str) -> tuple[Fault, ...]:
    try:
        with on_disk(data, suffix) as path:
            table.look(path)
    except Refused as refused:
        return refused.faults
    return ()


def supplement(
    *,
    number: str,
    papers: tuple[UnitPaper, ...] = (),
    filename: str = "",
    data: bytes = b"",
    by: Actor,
    at: datetime,
) -> Case:
    """Bring what was missing (补正): papers, a corrected file, or both. Raises ``ListRefused`` where the file is no list."""
    case = open_case(number, by, on=clock.day_of(at))
    WAY.following(case.acts, Act.SUPPLEMENT, by)
    suffix = "." + filename.lower().rpartition(".")[2]
    faults = _file_faults(data, suffix) if data else ()
    if faults:
        raise ListRefused(*faults)
    with transaction.atomic():
        if data:
            _keep_file(case.row, case.file.version + 1, data, suffix)
        facts = {"papers": [str(paper) for paper in papers], "file": bool(data)}
        return record(case_of(case.row), Act.SUPPLEMENT, by=by, at=at, facts=facts)


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """The unit takes the list back (撤回)."""
    case = open_case(number, by, on=clock.day_of(at))
    if by.kind is ActorKind.APPLICANT and case.last(Act.ACCEPT) is not None:
        # The table lets a list go while it is searched. Whether it still is, must not be told by what the unit can do.
        raise WAY.refusal(case.acts, Act.WITHDRAW, by)
    return record(case, Act.WITHDRAW, by=by, at=at)


def sign_for(*, number: str, by: Actor, at: datetime) -> Case:
    """The handler has signed for the letters (签收), and the list is closed. Before the tick there is nothing to sign for: ``ActRefused``."""
    case = open_case(number, by, on=clock.day_of(at))
    if not queries.released(case, at=at):
        raise ActRefused(case.status, Act.SIGN_FOR, by, frozenset())
    with transaction.atomic():
        signed = record(case, Act.SIGN_FOR, by=by, at=at)
        return record(signed, Act.CLOSE, by=by if by.kind is ActorKind.OFFICER else SYSTEM, at=at)


class NotSettled(Exception):
    """What the register says about this row is open: a person must settle it before a letter can be made anew."""


def replace_letters(*, number: str, line: int, reason: str, by: Actor, at: datetime) -> Case:
    """Take back what was told of one row and tell it anew (撤销告知函并重新出具, INQ-28): its own letter and the table in which it stands.

    By a reviewer or head of the office, or of an organ above it. Raises ``NoSuchList`` for anybody else and where the list was not answered,
    ``ReasonNeeded``, ``NotSettled``.
    """
    case = open_case(number, SYSTEM)
    row = searching.good(case).filter(line=line).first()
    may = certificates.taken_back_by(by, office=case.row.office).answer is Answer.YES and WAY.ever(Act.REPLACE, by)
    if not may or row is None or not queries.released(case, at=at):
        raise NoSuchList
    if not reason.strip():
        raise ReasonNeeded("撤销须说明理由。 A letter is taken back for a reason: say which.")
    WAY.following(case.acts, Act.REPLACE, by)
    with transaction.atomic():
        numbers = letters.anew(case, row, reason=reason, by=by, at=at)
        if numbers is None:
            raise NotSettled(number)
        facts = {"line": line, "file": str(row.file_id), "reason": reason.strip(), "old": numbers[0], "new": numbers[1]}
        return record(case, Act.REPLACE, by=by, at=at, facts=facts, about=row.owner)


def judge_match(*, number: str, line: int, subject: str, same: bool, reason: str, by: Actor, at: datetime) -> Case:
    """A person says whether a candidate is who stands in this row (认定是否同一人, INQ-21); the row is weighed again at once."""
    return _judge(number, line, "match", subject, {"subject": subject, "same": same}, reason, Act.JUDGE_MATCH, by, at)


def judge_question(
    *, number: str, line: int, reference: str, decides: str, barred: bool, reason: str, by: Actor, at: datetime
) -> Case:
    """A person settles what the facts leave open about one verdict: that it is not sealed (``sealing``), or whether the bar applies (``bar``)."""
    facts = {"reference": reference, "decides": decides, "barred": barred}
    return _judge(number, line, decides, reference, facts, reason, Act.JUDGE_QUESTION, by, at)


def _judge(
    number: str,
    line: int,
    kind: str,
    key: str,
    facts: dict[str, object],
    reason: str,
    act: Act,
    by: Actor,
    at: datetime,
) -> Case:
    if not reason.strip():
        raise ReasonNeeded("判断须说明理由。 A decision needs a reason: say which.")
    case = open_case(number, by)
    WAY.following(case.acts, act, by)
    searching.again_where_outdated(case, by=SYSTEM, at=at)
    row = searching.good(case).filter(line=line).first()
    asked = queries.questions_of(row) if row is not None else ()
    if row is None or not any(one["kind"] == kind and key in (one["subject"], one["reference"]) for one in asked):
        raise NothingToJudge(number)
    stated = {"line": line, "file": str(row.file_id), "reason": reason.strip(), **facts}
    with transaction.atomic():
        reading.hold(case.row)
        case = record(case, act, by=by, at=at, facts=stated, about=row.owner)
        searching.again(case, row, by=by, at=at)
        return case


KEPT_UNCONFIRMED = timedelta(days=7)
"""How long a list waits for its unit to hand in what it looked at; our own limit, no text sets one."""


def expire(*, at: datetime, by: Actor) -> tuple[str, ...]:
    """End the lists whose unit has not brought what was missing in time (逾期); their numbers."""
    ended = []
    for case in queries.standing_at(Status.INCOMPLETE):
        told = case.last(Act.LIST_MISSING)
        if told is not None and clock.day_of(at) > date.fromisoformat(told.facts["until_on"]):
            record(case, Act.EXPIRE, by=by, at=at)
            ended.append(case.number)
    for case in queries.standing_at(Status.READ):
        if case.online and not case.confirmed and at - case.when(Act.READ_ROWS).at > KEPT_UNCONFIRMED:
            record(case, Act.EXPIRE, by=by, at=at)
            ended.append(case.number)
    return tuple(ended)


def go_on(*, number: str, by: Actor, at: datetime, portions: int = 10**6, until: Status | None = None) -> Case:
    """Go on with a list until it needs somebody, is answered, stands ``until`` there, or so many portions of rows were done; the list as it then stands.

    Raises ``TakenMeanwhile`` where another process is at it.
    """
    case = open_case(number, by)
    while portions > 0 and case.status in steps.STEPS and case.status is not until:
        stood = case.status
        case, used = steps.STEPS[stood](case, by, at, portions)
        portions -= used
        if used == 0 and (case.status in steps.WAITS or case.status is stood is Status.READ):
            break
    return case


def batch_department(division: str) -> Bilingual:
    """Who takes lists of many people in the region of a division (批量查询受理部门)."""
    return agencies.region(division).handling.batch_department


def open_file(*, number: str, by: Actor, at: datetime) -> queries.File:
    """Open the file of a list at the officer's desk (阅卷); who opened it is on the ledger, and so is who was looked up for its questions.

    Before anything is shown the house searches again where the register says something else since, so that nobody is asked about who left it.
    """
    case = open_case(number, by, reading=True)
    if case.status is Status.WITH_A_PERSON:
        unknown = {one.line for one in queries.file(number=number, viewer=by, at=at).questions if one.held is None}
        with suppress(TakenMeanwhile):  # another process is at it and does the same
            searching.again_where_outdated(case, by=SYSTEM, at=at, lines=unknown)
            steps.settle(case, SYSTEM, at, 0)
    with transaction.atomic():
        found = queries.file(number=number, viewer=by, at=at)
        audit.record(kind=EventKind.INQUIRY_READ, by=by, at=at, basis=number)
        shown = searching.good(found.case).filter(line__in={one.line for one in found.questions})
        searching.ledger(found.case, list(shown), by=by, at=at)
    return found


def letter(*, number: str, line: int, by: Actor, at: datetime) -> bytes:
    """Hand out the letter about one row, once the list is answered; issued now where there is none yet. Each time is on the ledger.

    Raises ``NoSuchList`` for strangers, before the tick, and where there is no such row or its letter is made by hand.
    """
    case = open_case(number, by, on=clock.day_of(at))
    row = searching.good(case).filter(line=line).first()
    if row is None or not queries.released(case, at=at):
        raise NoSuchList
    found = letters.one(case, row, by=by if by.kind is ActorKind.OFFICER else SYSTEM, at=at)
    if found is None or not found.sha256:
        raise NoSuchList
    with transaction.atomic():
        facts = {"paper": found.number}
        audit.record(kind=EventKind.PAPER_DELIVERED, by=by, at=at, basis=number, facts=facts)
        pdf = certificates.pdf(number=found.number, viewer=by, purpose=number)
    if pdf is None:
        raise NoSuchList
    return pdf


def collect(*, number: str, part: int, into: IO[bytes], by: Actor, at: datetime) -> int:
    """Write the ``part``-th thousand of a list's letters as a ZIP, for the handler at the counter; how many. Ledgered.

    Raises ``NoSuchList`` for strangers, before the tick, and where there is no such part.
    """
    case = open_case(number, by, on=clock.day_of(at))
    if not queries.released(case, at=at):
        raise NoSuchList
    with transaction.atomic():
        count = letters.archive(case, part, into, viewer=by)
        facts = {"letters": str(count), "part": str(part)}
        audit.record(kind=EventKind.PAPER_DELIVERED, by=by, at=at, basis=number, facts=facts)
    if not count:
        raise NoSuchList
    return count
