"""Papers handed in as files (上传材料): what the applicant was told is missing, or what a clerk scans at the counter.

The files of one hand-in are kept together with the act that they belong to, or none of them is. Papers that the applicant hands in by
themselves nobody has seen in the original: an officer looks at them before the application is accepted (``Case.unseen``).

What a machine reads in a picture asks the applicant before the hand-in and stands beside the paper for the officer (``noted``). It decides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor, ActorKind
from qingbai.incoming import Fault
from qingbai.inquiries import services
from qingbai.inquiries.casework import Case, NoSuchApplication, case_for, open_case, require_party, require_reader
from qingbai.law.terms import Paper
from qingbai.matching.printed import against, pictures, portraits
from qingbai.matching.printed.against import Compared, Told
from qingbai.matching.printed.noted import Noted
from qingbai.uploads import queries as uploads_queries
from qingbai.uploads import seeing, waiting
from qingbai.uploads import services as uploads
from qingbai.uploads.queries import Kept
from qingbai.uploads.seeing import Outcome, Patience, Seen
from qingbai.uploads.services import Checked, Gone, Held, UploadRefused

__all__ = [
    "Gone",
    "Held",
    "Kept",
    "Looked",
    "MachineRead",
    "UploadRefused",
    "attach",
    "drop",
    "hand_in",
    "hand_in_waiting",
    "machine_read",
    "of",
    "prepare",
    "read",
    "reads_by_machine",
    "waiting_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One file that waits to be handed in, and what a machine found in it."""

    reference: UUID
    paper: Paper
    kind: str
    notes: tuple[Noted, ...]
    compared: tuple[Compared, ...] = field(default=(), repr=False)

    @property
    def asks(self) -> bool:
        """Whether the person is to be asked before it is handed in."""
        return any(one.asks for one in self.notes)


MachineRead = tuple[Seen, tuple[Compared, ...], tuple[Noted, ...]]
"""What was seen in a file, its fields beside what is asked, and what is to be said of it."""


def prepare(*, number: str, files: Mapping[Paper, Sequence[bytes]], by: Actor, at: datetime) -> tuple[Looked, ...]:
    """Examine these files, have them read, and let them wait with those that this hand has waiting already: all of them, with what was found.

    Raises ``UploadRefused`` with everything that is wrong with any of them, and ``NoSuchApplication`` for strangers; nothing is kept then.
    """
    case = case_for(number, by)
    waiting.keep(about=number, files=[file for _paper, file in _read(_checked(files), at)], by=by, at=at)
    return _looked(case, by, at)


def waiting_of(*, number: str, by: Actor, at: datetime) -> tuple[Looked, ...]:
    """The files that this hand has waiting for an application. Raises ``NoSuchApplication`` for strangers."""
    case = case_for(number, by)
    return _looked(case, by, at)


def reads_by_machine(papers: Iterable[Paper]) -> bool:
    """Whether the print of any of these papers is read here."""
    return seeing.can_read() and bool(against.READ_PAPERS.intersection(papers))


def drop(*, number: str, reference: UUID, by: Actor) -> None:
    """Forget a file that waits. Raises ``NoSuchApplication`` for strangers."""
    require_party(open_case(number), by)
    waiting.forget(about=number, by=by, reference=reference)


def hand_in_waiting(*, number: str, by: Actor, at: datetime) -> Case:
    """Hand in everything that waits (补正). Raises ``Gone`` where nothing does, and as ``hand_in``."""
    require_party(open_case(number), by)
    files = [(one.paper, one.file) for one in waiting.of(about=number, by=by, at=at)]
    if not files:
        raise Gone(number)
    with transaction.atomic():
        after = _handed_in(number, files, by, at)
        waiting.forget(about=number, by=by)
    return after


def hand_in(*, number: str, files: Mapping[Paper, Sequence[bytes]], by: Actor, at: datetime) -> Case:
    """Hand in files for papers that are missing (补正), several for one paper where it has several sides.

    Raises ``UploadRefused`` with everything that is wrong with any of them, ``NoSuchApplication`` for strangers, and ``ActRefused`` where
    nothing is waited for any more; nothing is kept then.
    """
    require_party(open_case(number), by)
    return _handed_in(number, _read(_checked(files), at), by, at)


def _handed_in(number: str, files: Sequence[tuple[Paper, Checked]], by: Actor, at: datetime) -> Case:
    with transaction.atomic():
        for _paper, file in files:
            uploads.keep_checked(about=number, file=file, by=by, at=at)
        papers = tuple(dict.fromkeys(paper for paper, _file in files))
        return services.supplement(number=number, papers=papers, by=by, at=at)


def attach(*, number: str, paper: Paper, data: bytes, by: Actor, at: datetime) -> Kept:
    """Put a scan of a paper into the file of an application, at the counter that handles it. Raises ``UploadRefused`` and ``NoSuchApplication``."""
    case = open_case(number)
    if not handles(by, case.row.office):
        raise NoSuchApplication(number)
    file = uploads.read_by_machine(uploads.check(paper=paper, data=data), on=at.date(), patience=Patience())
    return uploads.keep_checked(about=number, file=file, by=by, at=at)


def of(*, number: str, viewer: Actor) -> tuple[Kept, ...]:
    """The files of an application, for its applicant and its office. Raises ``NoSuchApplication`` for strangers."""
    require_reader(open_case(number), viewer)
    return uploads_queries.of(about=number, viewer=viewer, purpose=number)


def read(*, number: str, reference: UUID, by: Actor, at: datetime) -> tuple[Kept, bytes]:
    """Open one file of an application; on the ledger. Raises ``NoSuchApplication``, ``Gone`` and ``Held``."""
    require_reader(open_case(number), by)
    return uploads.read(about=number, reference=reference, viewer=by, purpose=number, at=at)


def machine_read(*, number: str, reference: UUID, paper: Paper, by: Actor, at: datetime) -> MachineRead | None:
    """What a machine read in a file of an application, beside what is asked in it, with each difference; on the ledger. None where nothing was read.

    Raises ``NoSuchApplication``, ``Gone`` and ``Held``.
    """
    case = open_case(number)
    require_reader(case, by)
    seen = uploads.reading(about=number, reference=reference, viewer=by, purpose=number, at=at)
    if seen is None:
        return None
    told = _told(case, paper, by)
    return seen, _compared(seen, told), _noted(seen, paper, told, at.date())


def _looked(case: Case, by: Actor, at: datetime) -> tuple[Looked, ...]:
    """What waits, each file with its notes; what is said of a paper's sides stands with its first file."""
    files = waiting.of(about=case.row.number, by=by, at=at)
    reads: dict[Paper, list[Seen]] = {}
    for one in files:
        reads.setdefault(one.paper, []).append(one.file.reading)
    found = []
    for one in files:
        paper, seen = one.paper, one.file.reading
        told = _told(case, paper, by)
        notes = _noted(seen, paper, told, at.date())
        if seen is reads[paper][0]:
            notes += against.sides([each.read for each in reads[paper] if each.read], paper)
        kind = one.file.seen.kind
        found.append(
            Looked(reference=one.reference, paper=paper, kind=kind, notes=notes, compared=_compared(seen, told))
        )
    return tuple(found)


def _compared(seen: Seen, told: Told) -> tuple[Compared, ...]:
    return against.side_by_side(seen.read, told) if seen.read else ()


def _noted(seen: Seen, paper: Paper, told: Told, on: date) -> tuple[Noted, ...]:
    """Everything that is to be said of one file."""
    if seen.portrait is not None:
        return portraits.faults(seen.portrait)
    if seen.read is None:
        return (Noted("not_read"),) if seen.outcome in {Outcome.NOT_IN_TIME, Outcome.FAILED} else ()
    picture = pictures.said(seen.measures, seen.read) if seen.measures else ()
    fits = () if picture else against.fitting(seen.read, paper)  # whoever sees nothing cannot say what is missing
    return (*fits, *against.differences(seen.read, told, on=on), *picture)


def _told(case: Case, paper: Paper, by: Actor) -> Told:
    """What is known of the person whose paper this should be."""
    draft = case.draft
    other = {Paper.AGENT_IDENTITY: draft.agent, Paper.GUARDIAN_IDENTITY: draft.guardian}.get(paper)
    if other is not None:
        return Told(
            source=against.Source.AGENT if paper is Paper.AGENT_IDENTITY else against.Source.GUARDIAN,
            document_kind=other.document_kind,
            document_number=other.document_number,
            name=other.name,
            nationality=other.nationality,
            born_on=draft.agent.born_on if draft.agent and paper is Paper.AGENT_IDENTITY else None,
        )
    themselves = by.kind is ActorKind.APPLICANT and draft.agent is None and draft.guardian is None
    return Told(
        source=against.Source.SIGNED_IN if themselves else against.Source.PERSON,
        document_kind=draft.document_kind,
        document_number=draft.document_number,
        name=draft.name,
        latin_name=draft.latin_name,
        former_names=draft.former_names,
        nationality=draft.nationality,
        sex=draft.sex,
        born_on=draft.born_on,
    )


def _read(files: Iterable[tuple[Paper, Checked]], at: datetime) -> list[tuple[Paper, Checked]]:
    """The files with what a machine makes of them, in the time that a person can be left to wait."""
    patience = Patience()
    return [(paper, uploads.read_by_machine(file, on=at.date(), patience=patience)) for paper, file in files]


def _checked(files: Mapping[Paper, Sequence[bytes]]) -> list[tuple[Paper, Checked]]:
    """All files examined, before anything is written. Raises ``UploadRefused`` with the faults of all."""
    checked: list[tuple[Paper, Checked]] = []
    faults: list[Fault] = []
    for paper, several in files.items():
        for data in several:
            try:
                checked.append((paper, uploads.check(paper=paper, data=data)))
            except UploadRefused as refused:
                faults += [fault for fault in refused.faults if fault not in faults]
    if faults:
        raise UploadRefused(*faults)
    return checked
