"""Reports of doubtful papers (伪造文书举报, INQ-31): taken in from anybody, worked off by reviewers of the office that the paper names.

The reporter learns a case number and nothing else: not whether such a paper exists, not who it is about, not what became of it. A file
is never kept, only its digest. Where the paper is one of ours, its own office gets the report; otherwise the office that was chosen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import TakenMeanwhile, new_number, one_wins
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import content, queries
from qingbai.certificates.claim import Fault
from qingbai.certificates.models import Paper, PaperReport, PaperReportAct
from qingbai.certificates.report_acts import WAY, Act, Destination, Status
from qingbai.certificates.status import Status as PaperStatus

__all__ = ["Doubt", "NoSuchReport", "ReasonNeeded", "Report", "ReportRefused", "TakenMeanwhile", "TooManyReports"]
__all__ += ["dismiss", "forward", "look", "read", "report", "settle", "standing", "waiting"]

LONGEST = {"paper_number": 60, "where_shown": 500, "contact": 100}  # characters
PER_SENDER, PER_PAPER, IN_ALL = 20, 5, 100
"""Most reports in an hour from one address, in a day about one number, in an hour altogether."""


class ReportRefused(ValueError):
    """The report cannot be taken as it stands; ``faults`` names everything at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


class TooManyReports(Exception):
    """More reports than a person can have to make came just now; nothing was kept. Try again later."""


class NoSuchReport(LookupError):
    """There is no such report, or not for this officer: the two are never told apart."""


class ReasonNeeded(ValueError):
    """The act needs a reason that somebody understands years later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What somebody reports: the number printed on the paper, the office it names, where it was shown, how to ask back.

    ``sha256`` (hex, or empty) is the digest of the file that was checked, ``seen`` the code of what the check said (``verdicts.WORDING``).
    """

    paper_number: str
    office: str
    where_shown: str
    contact: str = ""
    sha256: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act as it was recorded."""

    act: Act
    at: datetime
    by: Actor
    reason: str
    destination: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """The paper of ours that a report is about: the facts that its own office may see at a glance."""

    number: str
    kind: StrEnum
    application_number: str
    issued_at: datetime
    status: PaperStatus
    same_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as a reviewer of its office sees it; ``paper`` is ``None`` where no paper of ours has that number or digest."""

    number: str
    doubt: Doubt
    received_at: datetime
    status: Status
    paper: Ours | None
    acts: tuple[Done, ...]
    lawful: frozenset[Act]


def report(*, doubt: Doubt, token: str, source: str, by: Actor, at: datetime) -> str:
    """Take in a report; its case number. The same ``token`` again is the same report.

    ``source`` is the network address it came from, kept for the day as a keyed fingerprint. Raises ``ReportRefused``, ``TooManyReports``.
    """
    _refuse_faults(doubt)
    known = PaperReport.objects.filter(token=token).first()
    if known is not None:
        return known.number
    sender = audit.fingerprint(f"{clock.day_of(at)} {source or 'unknown'}")
    _refuse_too_many(doubt, sender, at)
    paper = _paper(doubt.paper_number, doubt.sha256)
    try:
        with transaction.atomic():
            row = PaperReport.objects.create(
                number=new_number("JB", at),
                token=token,
                office=paper.office if paper else doubt.office,
                paper_number=doubt.paper_number,
                where_shown=doubt.where_shown,
                contact=doubt.contact,
                sha256=doubt.sha256,
                seen=doubt.seen,
                sender=sender,
                received_at=at,
            )
            _add(row, 0, Act.RECEIVE, by=SYSTEM, at=at)
            facts = {"office": row.office, "seen": doubt.seen or "doubt"}
            audit.record(kind=EventKind.PAPER_REPORTED, by=by, at=at, basis=row.number, facts=facts)
    except IntegrityError:
        again = PaperReport.objects.filter(token=token).first()  # the same submission twice at once
        if again is None:
            raise
        return again.number
    return row.number


def waiting(*, viewer: Actor) -> tuple[Report, ...]:
    """The reports of the reviewer's office that nobody has finished, the oldest first; for anybody else there are none."""
    if not _reviews(viewer):
        return ()
    rows = PaperReport.objects.filter(office=viewer.office).prefetch_related("acts").order_by("received_at")
    found = (_shown(row, viewer) for row in rows)
    return tuple(one for one in found if one.status in {Status.RECEIVED, Status.IN_HAND})


def read(*, number: str, by: Actor, at: datetime) -> Report:
    """One report, for a reviewer of its office; the look is on the ledger. Raises ``NoSuchReport``."""
    row = _open(number, by)
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_REPORT_READ, by=by, at=at, basis=number, facts={"office": row.office})
    return _shown(row, by)


def look(*, number: str, by: Actor, at: datetime) -> Report:
    """Begin to look into a report (开始核查), or take up again one that was dismissed."""
    return _act(number, Act.LOOK, by=by, at=at)


def dismiss(*, number: str, reason: str, by: Actor, at: datetime) -> Report:
    """Find that nothing is wrong (不成立), for a reason. Raises ``ReasonNeeded``."""
    return _act(number, Act.DISMISS, by=by, at=at, reason=_given(reason))


def forward(*, number: str, destination: Destination, reason: str, by: Actor, at: datetime) -> Report:
    """Pass a report on (移送) to who must go on with it, for a reason. Raises ``ReasonNeeded``."""
    return _act(number, Act.FORWARD, by=by, at=at, reason=_given(reason), destination=destination.value)


def settle(*, number: str, reason: str, by: Actor, at: datetime) -> Report:
    """Find that what was passed on is settled (了结): the person's papers wait for nobody on its account any more. Raises ``ReasonNeeded``."""
    return _act(number, Act.SETTLE, by=by, at=at, reason=_given(reason))


def standing(*, applications: Collection[str]) -> tuple[str, ...]:
    """The reports that were passed on and are not settled about papers of these applications, by number, the first first. For the house's own steps."""
    return tuple(number for number, _ in standing_about(applications=applications))


def standing_about(*, applications: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The same, each with the application that it is about."""
    passed_on = PaperReportAct.objects.filter(act=Act.FORWARD, application__in=list(applications))
    open_ones = passed_on.exclude(report__in=PaperReportAct.objects.filter(act=Act.SETTLE).values("report"))
    return tuple(open_ones.order_by("at", "id").values_list("report__number", "application"))


def _act(number: str, act: Act, *, by: Actor, at: datetime, reason: str = "", destination: str = "") -> Report:
    row = _open(number, by)
    paper = _paper(row.paper_number, row.sha256) if act is Act.FORWARD else None
    done = _acts(row)
    WAY.following(done, act, by)
    with one_wins(number, "paper_report_act_position_once"):
        application = paper.application if paper is not None else ""
        _add(row, len(done), act, by=by, at=at, reason=reason, destination=destination, application=application)
        facts: Mapping[str, str] = {"act": act.value, **({"to": destination} if destination else {})}
        audit.record(kind=EventKind.PAPER_REPORT_HANDLED, by=by, at=at, basis=number, facts=facts)
    return _shown(PaperReport.objects.get(pk=row.pk), by)


def _add(
    row: PaperReport,
    position: int,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    destination: str = "",
    application: str = "",
) -> None:
    PaperReportAct.objects.create(
        report=row,
        position=position,
        act=act,
        reason=reason,
        destination=destination,
        application=application,
        by_kind=by.kind,
        by_id=by.id,
        by_office=by.office,
        at=at,
    )


def _reviews(viewer: Actor) -> bool:
    return viewer.kind is ActorKind.OFFICER and WAY.ever(Act.LOOK, viewer)


def _open(number: str, by: Actor) -> PaperReport:
    row = PaperReport.objects.filter(number=number, office=by.office).first() if _reviews(by) else None
    if row is None:
        raise NoSuchReport(number)
    return row


def _acts(row: PaperReport) -> tuple[Done, ...]:
    return tuple(
        Done(
            act=Act(one.act),
            at=one.at,
            by=Actor(ActorKind(one.by_kind), one.by_id, one.by_office),
            reason=one.reason,
            destination=one.destination,
        )
        for one in row.acts.all()
    )


def _shown(row: PaperReport, viewer: Actor) -> Report:
    acts = _acts(row)
    status = WAY.status(acts)
    assert status is not None, "a report is taken in together with its first act"
    paper = _paper(row.paper_number, row.sha256)
    return Report(
        number=row.number,
        doubt=Doubt(
            paper_number=row.paper_number,
            office=row.office,
            where_shown=row.where_shown,
            contact=row.contact,
            sha256=row.sha256,
            seen=row.seen,
        ),
        received_at=row.received_at,
        status=status,
        paper=_ours(paper, row.sha256) if paper is not None and paper.office == row.office else None,
        acts=acts,
        lawful=WAY.lawful(acts, viewer),
    )


def _ours(paper: Paper, sha256: str) -> Ours:
    return Ours(
        number=paper.number,
        kind=content.parse(bytes(paper.claim)).kind,
        application_number=paper.application,
        issued_at=paper.issued_at,
        status=queries.status_by_code(code=paper.code),
        same_file=bytes(paper.sha256).hex() == sha256,
    )


def _paper(number: str, sha256: str) -> Paper | None:
    """The paper of ours with this digest, or else with this number in either width of brackets."""
    rows = Paper.objects.defer("pdf")
    by_file = rows.filter(sha256=bytes.fromhex(sha256)).first() if sha256 else None
    wide = number.replace("(", "（").replace(")", "）")
    return by_file or rows.filter(number__in={number, wide, wide.replace(" ", "")}).first()


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded("须说明理由。 Say why.")
    return reason.strip()


def _refuse_faults(doubt: Doubt) -> None:
    faults = []
    for field, longest in LONGEST.items():
        text = getattr(doubt, field)
        if not text and field != "contact":
            faults.append(Fault(field, "empty"))
        if len(text) > longest:
            faults.append(Fault(field, "too_long"))
        if not text.isprintable():
            faults.append(Fault(field, "unprintable"))
    if agencies.find_office(doubt.office) is None:
        faults.append(Fault("office", "empty"))
    if doubt.sha256 and (len(doubt.sha256) != 64 or not set(doubt.sha256) <= set("0123456789abcdef")):
        faults.append(Fault("sha256", "not_accepted"))
    if faults:
        raise ReportRefused(*faults)


def _refuse_too_many(doubt: Doubt, sender: str, at: datetime) -> None:
    hour, day = at - timedelta(hours=1), at - timedelta(days=1)
    lately = PaperReport.objects.filter(received_at__gt=hour)
    same = PaperReport.objects.filter(received_at__gt=day, paper_number=doubt.paper_number)
    if lately.filter(sender=sender).count() >= PER_SENDER or lately.count() >= IN_ALL or same.count() >= PER_PAPER:
        raise TooManyReports
