"""A list that a unit hands in online (网上提交名单): what the unit's handler does with it, and what an officer does before anybody is searched.

The file is read at once and the unit sees how; it corrects, or hands in with its letter and the sealed form. Nobody has seen those in the original:
an officer looks at them and accepts the list, or tells the unit what is missing. What the register says is the house's work alone, and the
unit sees of it what it would be told at the counter: that it is being answered, and the answers, all from one tick on.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import TakenMeanwhile, as_json
from qingbai.agencies.terms import Bilingual
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.terms import Answer
from qingbai.law.units import UnitPaper, missing_unit_papers
from qingbai.screening import filled_in, intake, letters, queries, searching, services, steps
from qingbai.screening.casework import Case, NoSuchList, open_case, record
from qingbai.screening.models import Row
from qingbai.screening.papers_in import checked_files
from qingbai.screening.queries import Line, Progress
from qingbai.screening.refusals import ListRefused, fault
from qingbai.screening.table import Asked, from_json
from qingbai.screening.terms import Purpose, Standing
from qingbai.screening.ways import WAY, Act, Status
from qingbai.uploads import queries as uploads_queries
from qingbai.uploads import services as uploads
from qingbai.uploads.queries import Kept
from qingbai.uploads.services import Gone, Held, UploadRefused

__all__ = ["Gone", "Held", "UploadRefused"]
AS_FILES = (UnitPaper.LETTER, UnitPaper.SEALED_FORM)
"""Papers that come as files; who the handler is, the sign-in by real name has shown."""
AT_ONCE = 4
"""Portions of rows that are read while the unit waits; a longer list is read by the house beside."""


class Seen(StrEnum):
    """Where a list stands for its unit (单位可见进度): nothing of it hangs on what the register says."""

    READING = "reading"  # 正在读取
    TO_CONFIRM = "to_confirm"  # 待单位核对确认
    AT_THE_OFFICE = "at_the_office"  # 待核对材料
    INCOMPLETE = "incomplete"  # 待补正
    ACCEPTED = "accepted"  # 已受理，办理中
    ANSWERED = "answered"  # 已答复
    CLOSED = "closed"  # 办结
    DECLINED = "declined"  # 不予受理
    WITHDRAWN = "withdrawn"  # 已撤回
    EXPIRED = "expired"  # 逾期


SEEN: Mapping[Status, Seen] = {
    Status.SUBMITTED: Seen.READING,
    Status.READ: Seen.TO_CONFIRM,
    Status.CONFIRMED: Seen.AT_THE_OFFICE,
    Status.INCOMPLETE: Seen.INCOMPLETE,
    Status.ACCEPTED: Seen.ACCEPTED,
    Status.WITH_A_PERSON: Seen.ACCEPTED,
    Status.CHECKED: Seen.ACCEPTED,
    Status.ANSWERED: Seen.ACCEPTED,
    Status.ISSUED: Seen.ANSWERED,
    Status.SIGNED_FOR: Seen.CLOSED,
    Status.CLOSED: Seen.CLOSED,
    Status.DECLINED: Seen.DECLINED,
    Status.WITHDRAWN: Seen.WITHDRAWN,
    Status.EXPIRED: Seen.EXPIRED,
}
OF_THE_UNIT = frozenset({Act.SUPPLEMENT, Act.CONFIRM, Act.WITHDRAW, Act.SIGN_FOR})
SHOWN_ACTS = frozenset({Act.SUBMIT, Act.CONFIRM, Act.LIST_MISSING, Act.SUPPLEMENT, Act.ACCEPT, Act.DECLINE})
"""Acts that the unit sees with their day; what the house does with what it found is none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A list as its unit sees it (单位名单进度). ``searched`` grows with the work and not with what is found."""

    number: str
    unit: str
    seen: Seen
    online: bool
    vetting: bool
    bar: str
    article: Bilingual | None
    stated: Mapping[str, Any]
    submitted_at: datetime
    due_on: date | None
    progress: Progress
    together: bool
    missing: tuple[UnitPaper, ...]
    told: Mapping[str, Any] | None
    told_because: tuple[Mapping[str, Any], ...]
    declined: tuple[Mapping[str, Any], ...]
    days: tuple[tuple[Act, datetime], ...]
    answered_at: datetime | None
    trouble: tuple[Line, ...]
    covering: int
    by_hand: int
    can: frozenset[Act]

    @property
    def released(self) -> bool:
        """Whether the answers may be seen."""
        return self.answered_at is not None


def stand(*, number: str, viewer: Actor, at: datetime) -> Stand:
    """A list for who acts for its unit. Raises ``NoSuchList`` for anybody else."""
    case = _opened(number, viewer, at)
    shown = queries.released(case, at=at)
    told, declined, issued = case.last(Act.LIST_MISSING), case.last(Act.DECLINE), case.last(Act.ISSUE)
    trouble = Row.objects.filter(file=case.file).exclude(standing=Standing.GOOD).order_by("line")
    made = letters.of_edition(case)
    return Stand(
        number=case.number,
        unit=case.unit.code,
        seen=Seen.ACCEPTED if case.status is Status.ISSUED and not shown else SEEN[case.status],
        online=case.online,
        vetting=case.purpose is Purpose.VETTING,
        bar=case.row.article,
        article=queries.article(case),
        stated=case.row.asked,
        submitted_at=case.row.submitted_at,
        due_on=case.due_on,
        progress=queries.progress(case),
        together=case.row.together,
        missing=tuple(UnitPaper(one) for one in told.facts["missing"]) if told else (),
        told=told.facts if told and case.status is Status.INCOMPLETE else None,
        told_because=told.reasons if told and case.status is Status.INCOMPLETE else (),
        declined=declined.reasons if declined else (),
        days=tuple((one.act, one.at) for one in case.acts if one.act in SHOWN_ACTS),
        answered_at=datetime.fromisoformat(issued.facts["released_at"]) if shown and issued else None,
        trouble=tuple(queries.line_of(row) for row in trouble[: queries.MOST_SHOWN]),
        covering=made.filter(part__isnull=False).exclude(sha256="").count() if shown else 0,
        by_hand=made.filter(sha256="").count() if shown else 0,
        can=_can(case, viewer, shown=shown),
    )


def _can(case: Case, viewer: Actor, *, shown: bool) -> frozenset[Act]:
    """What the unit may do: the same for every list that was accepted, whatever the house does with it meanwhile."""
    lawful = WAY.lawful(case.acts, viewer) & OF_THE_UNIT
    if case.last(Act.ACCEPT) is None:
        return lawful if case.online else lawful - {Act.SUPPLEMENT, Act.CONFIRM}
    return lawful & {Act.SIGN_FOR} if shown else frozenset()


def _opened(number: str, by: Actor, at: datetime) -> Case:
    """The list for who acts for its unit, and for nobody else: officers have the file."""
    if by.kind is not ActorKind.APPLICANT:
        raise NoSuchList
    return open_case(number, by, on=clock.day_of(at))


def of_unit(*, code: str, viewer: Actor, at: datetime) -> tuple[Stand, ...]:
    """The lists of a unit for who acts for it, the latest first. Raises ``NoSuchUnit`` for anybody else."""
    unit, _ = services.opened_for(code, viewer, clock.day_of(at))
    numbers = unit.rosters.order_by("-submitted_at").values_list("number", flat=True)
    return tuple(stand(number=number, viewer=viewer, at=at) for number in numbers[:MOST_LISTED])


MOST_LISTED = 20
"""Lists on the page of a unit."""


def look(*, number: str, by: Actor, at: datetime) -> Stand:
    """Open a list for its unit; that its answers were opened is on the ledger (单位查阅结果)."""
    found = stand(number=number, viewer=by, at=at)
    if found.released:
        with transaction.atomic():
            audit.record(kind=EventKind.INQUIRY_READ, by=by, at=at, basis=number)
    return found


def to_seal(*, number: str, by: Actor, at: datetime) -> Case:
    """A list for the form that its unit prints and seals (``filled_in``). Raises ``NoSuchList`` for anybody but the unit."""
    return _opened(number, by, at)


def form_parts(*, number: str, by: Actor, at: datetime) -> int:
    """How many forms the list takes. Raises ``NoSuchList`` for anybody but the unit."""
    return filled_in.parts(_opened(number, by, at))


def people(*, number: str, by: Actor, at: datetime) -> Iterator[Asked]:
    """The people of a list whose rows were in order, for the next list of its unit (年度查询). Raises ``NoSuchList`` for anybody but the unit."""
    rows = searching.asked(_opened(number, by, at))
    return (from_json(kept) for kept in rows.values_list("person", flat=True).iterator(chunk_size=1000))


def read(*, number: str, at: datetime) -> None:
    """Read the rows of a list that was just handed in, as far as somebody can wait for it; the house reads the rest."""
    with suppress(TakenMeanwhile):
        services.go_on(number=number, by=SYSTEM, at=at, portions=AT_ONCE, until=Status.READ)


def correct(*, number: str, filename: str, data: bytes, by: Actor, at: datetime) -> Case:
    """A corrected list instead of the one that was read (更正名单). Raises ``ListRefused`` where it is no list."""
    _opened(number, by, at)
    case = services.supplement(number=number, filename=filename, data=data, by=by, at=at)
    read(number=number, at=at)
    return case


def confirm(*, number: str, files: Mapping[UnitPaper, Sequence[bytes]], by: Actor, at: datetime) -> Case:
    """Hand in what was read, with the unit's papers (确认提交): they are kept together with the act or not at all.

    Raises ``UploadRefused`` with everything that is wrong with any file, and ``ListRefused`` where a paper or every good row is missing.
    """
    case = _opened(number, by, at)
    WAY.following(case.acts, Act.CONFIRM, by)
    counted = queries.counted(case)
    faults = [fault(paper.value, "paper_needed") for paper in AS_FILES if not files.get(paper)]
    if not counted[Standing.GOOD]:
        faults.append(fault("file", "no_good_row"))
    elif counted[Standing.FAULTY] and case.row.together:
        faults.append(fault("file", "rows_wrong"))
    if faults:
        raise ListRefused(*faults)
    return _with_files(case, files, Act.CONFIRM, by, at)


def complete(
    *,
    number: str,
    files: Mapping[UnitPaper, Sequence[bytes]],
    filename: str = "",
    data: bytes = b"",
    by: Actor,
    at: datetime,
) -> Case:
    """Bring what an officer or the house found missing (补正). Raises ``UploadRefused`` and ``ListRefused``."""
    case = _opened(number, by, at)
    WAY.following(case.acts, Act.SUPPLEMENT, by)
    if not data and not any(files.values()):
        raise ListRefused(fault("file", "nothing_came"))
    checked = checked_files(files)
    with transaction.atomic():
        for file in checked:
            uploads.keep_checked(about=number, file=file, by=by, at=at)
        after = services.supplement(
            number=number,
            papers=tuple(paper for paper in files if files[paper]),
            filename=filename,
            data=data,
            by=by,
            at=at,
        )
    with suppress(TakenMeanwhile):
        services.go_on(number=number, by=SYSTEM, at=at, portions=AT_ONCE, until=Status.CONFIRMED)
    return after


def _with_files(case: Case, files: Mapping[UnitPaper, Sequence[bytes]], act: Act, by: Actor, at: datetime) -> Case:
    checked = checked_files(files)
    with transaction.atomic():
        for file in checked:
            uploads.keep_checked(about=case.number, file=file, by=by, at=at)
        papers = [str(paper) for paper in files if files[paper]]
        return record(case, act, by=by, at=at, facts={"papers": papers})


def accept(*, number: str, by: Actor, at: datetime) -> Case:
    """An officer has looked at the papers and accepts the list (核对材料后受理). Raises ``ActRefused`` where there is nothing to accept."""
    case = open_case(number, by)
    WAY.following(case.acts, Act.ACCEPT, by)
    refusals = intake.examine(case, on=clock.day_of(at)).refusals
    if refusals:
        raise WAY.refusal(case.acts, Act.ACCEPT, by)
    return steps.accept(case, by=by, at=at)


def send_back(*, number: str, papers: frozenset[UnitPaper], note: str, by: Actor, at: datetime) -> Case:
    """An officer has looked at the papers and tells once which of them do not do, and why (一次性告知)."""
    if not note.strip():
        raise services.ReasonNeeded("请说明材料的问题。 Say what is wrong with the papers.")
    case = open_case(number, by)
    missing = missing_unit_papers(frozenset(UnitPaper) - papers)
    if missing.answer is not Answer.YES:
        raise services.NothingToJudge(number)
    return steps.list_missing(case, missing, 0, by=by, at=at, note=note.strip())


def papers(*, number: str, viewer: Actor) -> tuple[Kept, ...]:
    """The files of a list, for its office. Raises ``NoSuchList``."""
    open_case(number, viewer, reading=True)
    return uploads_queries.of(about=number, viewer=viewer, purpose=number)


def paper(*, number: str, reference: UUID, by: Actor, at: datetime) -> tuple[Kept, bytes]:
    """One file of a list for its office, on the ledger. Raises ``NoSuchList``, ``Gone`` and ``Held``."""
    open_case(number, by, reading=True)
    return uploads.read(about=number, reference=reference, viewer=by, purpose=number, at=at)


def refused_here(division: str) -> tuple[Mapping[str, Any], ...]:
    """Why units are not served online in the region of a division, as kept and shown; empty where they are (INQ-13)."""
    return tuple(as_json(one) for one in intake.not_online(agencies.region(division)))
