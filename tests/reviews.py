"""Reviews for tests: somebody is answered, objects, and officers review it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import cast
from applications import COUNTER, NOW, application
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries import services as inquiries
from qingbai.law.local import IdentityLevel
from qingbai.law.objections import Ground
from qingbai.law.objectors import IN_A_CORRECTION, NEEDED
from qingbai.law.terms import AskerClass, DocumentKind, Sex
from qingbai.objections import answering, answers, queries, services
from qingbai.objections.answering import Findings
from qingbai.objections.casework import Case
from qingbai.objections.objection import Evidence, Objection
from qingbai.portal import submission
from qingbai.portal.realname import Identity

REVIEWER = Actor(ActorKind.OFFICER, "reviewer-1", "100101-hy", "reviewer")
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")
OTHER_HEAD = Actor(ActorKind.OFFICER, "head-2", "100101-hy", "head")
AT = NOW + timedelta(minutes=1)


def answered(person: cast.Person = cast.ON_RECORD, token: str = "t", at=NOW):
    """Somebody applies at the counter and is answered."""
    return inquiries.apply_straight_through(draft=application(person), token=token, by=COUNTER, at=at)


def objector(person: cast.Person = cast.ON_RECORD) -> Actor:
    """The person at the portal."""
    return Actor(ActorKind.APPLICANT, inquiries.owner_of(application(person)))


def objection(case, **changes: object) -> Objection:
    plain = Objection(
        application=case.row.number,
        office=case.row.office,
        ground=Ground.OTHER,
        statement="查询结果与事实不符。",
        papers=NEEDED,
    )
    return replace(plain, **changes)


STOLEN = {
    "ground": Ground.NOT_MINE,
    "statement": "该案被告人冒用本人身份，案发时本人在外地工作。",
    "evidence": (Evidence(words="单位考勤记录"),),
}


def filed(case, person: cast.Person = cast.ON_RECORD, **changes: object) -> Case:
    return services.object_to(
        objection=objection(case, **changes), token=f"r-{case.row.number}", by=objector(person), at=AT
    )


def signed(number: str, findings: Findings | None = None, at=AT) -> Case:
    answering.draft_opinion(number=number, findings=findings or Findings(words="经核查。"), by=REVIEWER, at=at)
    return answering.sign_opinion(number=number, by=HEAD, at=at)


def correction_asked(person: cast.Person, ground: Ground = Ground.PARTICULARS) -> str:
    """Somebody asks for a correction at the portal; the number of the review."""
    who = Identity(
        asker_class=AskerClass.CITIZEN,
        name=person.name,
        latin_name=person.latin,
        sex=Sex(person.sex),
        born_on=person.born_on,
        nationality="CHN",
        document_kind=DocumentKind.RESIDENT_ID,
        document_number=person.number,
        assertion="a-1",
        proven_at=NOW,
        level=IdentityLevel.TWO_FACTORS,
    )
    request = Objection(
        application="",
        office="100101-hy",
        ground=ground,
        statement="出生日期登记错误。",
        evidence=(Evidence(words="户口簿"),),
        papers=IN_A_CORRECTION,
    )
    case = services.ask_correction(
        objection=request, draft=submission.only_who(who), token=person.number, by=submission.applicant(who), at=NOW
    )
    return case.row.number


def opinion_signed(number: str, *, at: datetime = NOW + timedelta(hours=1), **found: Any) -> None:
    """A reviewer drafts and a head signs."""
    findings = Findings(words="经核对户口簿，登记有误。", **found)
    answering.draft_opinion(number=number, findings=findings, by=REVIEWER, at=at)
    answering.sign_opinion(number=number, by=HEAD, at=at)


def weighed(number: str, *, at: datetime = NOW + timedelta(hours=1)) -> list[str]:
    """The verdicts that the reviewer is shown."""
    application = queries.file(number=number, viewer=REVIEWER, at=at).answer.key
    return [str(one.conviction) for one in answers.weighing(key=application, by=REVIEWER, at=at)]
