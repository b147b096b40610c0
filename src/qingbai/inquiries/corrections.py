"""What is corrected without an application (更正申请, 个人信息保护法 46): who asks, for whom, at which office, and what the register would answer them, as a review sees it.

No answer went out, so there is no paper to take back: a review (``objections``) verifies what the person says against the search that a preview makes, as
the register was known when it was asked, and as it is known now. Nobody is told what that search came to but the officer who reviews. The vault is not opened;
for somebody whose record is sealed, before it was asked or since, both searches are those of somebody without any.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import new_number
from qingbai.agencies.ways import audits, handles
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates.typed import as_printed
from qingbai.incoming import Fault, Refused
from qingbai.inquiries import draft as drafts
from qingbai.inquiries.casework import NoSuchApplication, fingerprint_of
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.models import CorrectionRequest
from qingbai.inquiries.search import AsIf, look, person_of
from qingbai.law.objections import LinkStatus
from qingbai.law.objectors import AnsweredTo, Objector
from qingbai.law.terms import Answer, AnswerPaper
from qingbai.registers.access import Business, Purpose
from qingbai.registers.reviewed import Answered, Weighing
from qingbai.registers.reviewed import weighing as weighing_of

PREFIX = "GZ"


class CorrectionRefused(Refused):
    """The request cannot be taken; ``faults`` says why."""


def ask(*, draft: Draft, office: str, token: str, by: Actor, at: datetime) -> str:
    """Keep about whom a correction is asked for, by whom, and where (更正申请); its number. The same ``token`` again is the same request.

    The review that begins with it follows at once, and its act stands on the ledger; what a crash left between is taken up by the same ``token``. Raises ``NoSuchApplication`` for anybody but
    the person and the guardian named in the draft, ``CorrectionRefused`` where there is no such office. Whether that one is the guardian, an officer sees from the papers.
    """
    own = fingerprint_of(draft.document_kind, draft.document_number, draft.nationality)
    if by.kind is not ActorKind.APPLICANT or by.id not in _askers(draft, own):
        raise NoSuchApplication(draft.document_kind)
    if agencies.find_office(office) is None:
        raise CorrectionRefused(
            Fault("office", "unknown", "没有这个单位，请重新选择。", "There is no such office: choose another.")
        )
    known = CorrectionRequest.objects.filter(token=token).first()
    if known is None:
        kept = drafts.as_json(replace(draft, office=office))
        new = CorrectionRequest(
            number=new_number(PREFIX, at), token=token, owner=own, office=office, asked_at=at, draft=kept
        )
        try:
            with transaction.atomic():
                new.save(force_insert=True)
            known = new
        except IntegrityError:  # the same submission, sent twice at once
            known = CorrectionRequest.objects.get(token=token)
    if known.owner != own:
        raise NoSuchApplication(known.number)
    return known.number


def answered(*, key: str, viewer: Actor, at: datetime) -> Answered:
    """The request as a review sees it, for who asked, its office, and the house. Raises ``NoSuchApplication`` for anybody else."""
    del at  # nothing was answered, so there is no tick to wait for
    row = _row(key)
    draft = drafts.from_json(row.draft)
    askers = _askers(draft, row.owner)
    own = viewer.kind is ActorKind.APPLICANT and viewer.id in askers
    if not (own or handles(viewer, row.office) or audits(viewer) or viewer.kind is ActorKind.SYSTEM):
        raise NoSuchApplication(key)
    return Answered(
        key=row.number,
        to=AnsweredTo.NOBODY,
        office=row.office,
        owner=row.owner,
        name=as_printed(draft.name),
        person=person_of(draft),
        born_on=draft.born_on,
        paper_number=row.number,
        shown_at=row.asked_at,
        taken_back=False,
        askers=askers,
    )


def _askers(draft: Draft, owner: str) -> dict[str, Objector]:
    """Who deals with a request at the portal, and as what. Whoever names oneself as one's guardian is the person."""
    guardian = draft.guardian
    if guardian is None:
        return {owner: Objector.HIMSELF}
    theirs = fingerprint_of(guardian.document_kind, guardian.document_number, guardian.nationality)
    return {theirs: Objector.GUARDIAN, owner: Objector.HIMSELF}


def by_paper(*, paper_number: str, owner: str, at: datetime) -> Answered:
    """No paper tells of a request: raises ``NoSuchApplication``."""
    del owner, at
    raise NoSuchApplication(paper_number)


def bears_out(*, key: str, at: datetime, supposing: Mapping[str, LinkStatus] | None = None) -> bool | None:
    """Whether the register says now what it said when the request came; None where a person must say.

    Both as of the day of the request, so that time alone corrects nothing. The caller ledgers the look-up.
    """
    row = _row(key)
    before = _paper(row, known_at=row.asked_at)
    now, settled = _found(row, known_at=at, supposing=supposing)
    return now is before if settled else None


def _paper(row: CorrectionRequest, *, known_at: datetime) -> AnswerPaper | None:
    return _found(row, known_at=known_at)[0]


def _found(
    row: CorrectionRequest, *, known_at: datetime, supposing: Mapping[str, LinkStatus] | None = None
) -> tuple[AnswerPaper | None, bool]:
    """Which paper would answer, and whether that is settled."""
    found = look(
        _as_if(row),
        by=SYSTEM,
        on=clock.day_of(row.asked_at),
        known_at=known_at,
        business=Business.INQUIRY,
        supposing=supposing,
    ).answer
    settled = found.answer is Answer.YES
    return (found.value if settled else None), settled


def weighing(*, key: str, by: Actor, at: datetime) -> tuple[Weighing, ...]:
    """The verdicts that weigh, or may, against the person who asks, each beside whom its documents describe. The caller ledgers the look-up."""
    row = _row(key)
    on = clock.day_of(at)
    reasons = look(_as_if(row), by=by, on=on, known_at=at).answer.because
    return weighing_of(
        person=person_of(drafts.from_json(row.draft)),
        references={str(reason.facts["reference"]) for reason in reasons if reason.facts.get("reference")},
        viewer=by,
        purpose=Purpose(Business.INQUIRY, key),
        on=on,
        known_at=at,
    )


def answer_anew(*, key: str, reason: str, by: Actor, at: datetime) -> None:
    """There is nothing to answer anew: papers that a correction touches are found by themselves (``reliance``)."""
    del key, reason, by, at


def _row(key: str) -> CorrectionRequest:
    row = CorrectionRequest.objects.filter(number=key).first()
    if row is None:
        raise NoSuchApplication(key)
    return row


def _as_if(row: CorrectionRequest) -> AsIf:
    return AsIf(number=row.number, draft=drafts.from_json(row.draft))
