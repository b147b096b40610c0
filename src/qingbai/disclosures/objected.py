"""A letter to an organ, a lawyer or an office as a review sees it (复查所涉的复函): what was said, and what the register would say of the same day now.

For the room of objections, which asks nothing else of requests. To a covert look-up nobody outside the office can object before its time is over.
"""

from collections.abc import Mapping
from datetime import datetime

from qingbai import clock
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates import queries as certificates
from qingbai.certificates.typed import as_printed
from qingbai.disclosures import services
from qingbai.disclosures.acts import Act
from qingbai.disclosures.answer import table_of
from qingbai.disclosures.casework import Case, NoSuchRequest, case_of, open_case, require_reader
from qingbai.disclosures.models import RequestRow
from qingbai.disclosures.queries import shown_at
from qingbai.disclosures.request import person_of
from qingbai.disclosures.search import look
from qingbai.law.objections import LinkStatus
from qingbai.law.objectors import AnsweredTo
from qingbai.law.official import OfficialAsker
from qingbai.law.own_record import may_know
from qingbai.law.terms import Answer
from qingbai.registers.access import Business, Purpose
from qingbai.registers.reviewed import Answered, Weighing
from qingbai.registers.reviewed import weighing as weighing_of

TO = {
    OfficialAsker.STATE_ORGAN: AnsweredTo.STATE_ORGAN,
    OfficialAsker.DEFENCE_LAWYER: AnsweredTo.LAWYER,
    OfficialAsker.NOTARY_OFFICE: AnsweredTo.UNIT,
    OfficialAsker.LICENSING_ORGAN: AnsweredTo.UNIT,
}


def answered(*, key: str, viewer: Actor, at: datetime) -> Answered:
    """The latest letter of a request, for the office that wrote it, for whom it is about once it may be known, and for the house. Raises
    ``NoSuchRequest`` for anybody else."""
    case = open_case(key)
    if viewer.kind is not ActorKind.APPLICANT:
        require_reader(case, viewer)
        return _answered(case)
    known = may_know(case.asked.secret_until, clock.day_of(at)).answer is Answer.YES
    found = _answered(case)
    if viewer.id != case.row.about or not known or at < found.shown_at:
        raise NoSuchRequest(key)
    return found


def by_paper(*, paper_number: str, owner: str, at: datetime) -> Answered:
    """The answer that a letter of this number gave about this person, once it may be seen. Raises ``NoSuchRequest``."""
    rows = RequestRow.objects.filter(about=owner, acts__kind=Act.ISSUE, acts__facts__paper_number=paper_number)
    row = rows.first()
    if row is None:
        raise NoSuchRequest(paper_number)
    case = case_of(row)
    found, until = _answered(case), case.asked.secret_until
    if at < found.shown_at or (until is not None and clock.day_of(at) <= until):
        raise NoSuchRequest(paper_number)
    return found


def _answered(case: Case) -> Answered:
    issued = case.last(Act.ISSUE)
    if issued is None:
        raise NoSuchRequest(case.row.number)
    asked = case.asked
    return Answered(
        key=case.row.number,
        to=TO[asked.asker],
        receiver=as_printed(asked.asker_name),
        office=case.row.office,
        owner=case.row.about,
        name=as_printed(asked.name),
        person=person_of(asked),
        born_on=asked.born_on,
        paper_number=str(issued.facts["paper_number"]),
        shown_at=shown_at(issued),
        taken_back=case.standing_issue is None,
    )


def bears_out(*, key: str, at: datetime, supposing: Mapping[str, LinkStatus] | None = None) -> bool | None:
    """Whether the register, as it is known now, would have told the same on the day of the letter; None where a person must say."""
    case = open_case(key)
    on = clock.day_of(case.when(Act.ISSUE).at)
    found = look(case, by=SYSTEM, on=on, known_at=at, supposing=supposing)
    if found.doubtful:
        return None
    said = certificates.letter(number=_answered(case).paper_number)
    told = bool(case.when(Act.DECIDE).facts["told"])
    return bool(found.told) is told and said is not None and table_of(case, found.told) == said.table


def weighing(*, key: str, by: Actor, at: datetime) -> tuple[Weighing, ...]:
    """The verdicts that are told, or that a person must decide on, each beside whom its documents describe."""
    case = open_case(key)
    require_reader(case, by)
    on = clock.day_of(at)
    found = look(case, by=by, on=on, known_at=at)
    weighs = {*(one.case.reference for one in found.told), *found.doubtful}
    purpose = Purpose(Business.INQUIRY, key)
    return weighing_of(person=person_of(case.asked), references=weighs, viewer=by, purpose=purpose, on=on, known_at=at)


def answer_anew(*, key: str, reason: str, by: Actor, at: datetime) -> None:
    """Take the letter back and have the request answered anew (撤销并重新答复, INQ-28)."""
    services.withdraw_and_reissue(number=key, reason=reason, by=by, at=at)
