"""Somebody whose identity was stolen, found through a unit's list (features N7): told there, disputed, told of nobody meanwhile, and right in the end."""

from datetime import timedelta

import pytest

import cast
from applications import COUNTER, NOW, furnish, judged
from lists import gone_on, line, unit
from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import content
from qingbai.certificates.models import Paper
from qingbai.law.objections import LinkStatus
from qingbai.objections import queries as reviews_queries
from qingbai.objections import services as reviews
from qingbai.objections.answering import Findings
from qingbai.screening import queries, services
from qingbai.screening.models import RowLetter
from qingbai.screening.terms import Result
from qingbai.screening.ways import Status
from reviews import AT, REVIEWER, STOLEN, answered, filed, signed

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
LATER = AT + timedelta(hours=1)
AFTER = LATER + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _desk(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()
    judged("zhao-shidi")
    unit()


def asked(*people: cast.Person, at=NOW):
    """A list of these people, as far as the house takes it; each list has other rows, so that it is another list."""
    return gone_on(*(line(one) for one in people), at=at)


def told(case) -> list[Result | None]:
    return [one.result for one in queries.lines(number=case.number, viewer=COUNTER, at=AFTER + timedelta(days=1))]


def said(case, row: int) -> str:
    letter = RowLetter.objects.get(roster=case.row, row__line=row)
    return str(content.parse(bytes(Paper.objects.get(number=letter.number).claim)))


@pytest.mark.parametrize("stolen", [True, False])
def test_a_unit_is_told_of_nobodys_record_while_whose_it_is_is_disputed_and_right_after_the_decision(stolen):
    before = asked(cast.ON_RECORD)
    assert told(before) == [Result.BARRED]

    number = filed(answered(), **STOLEN).row.number
    reviews.weigh_evidence(number=number, accepted=True, reason="考勤与案发时间冲突。", by=REVIEWER, at=AT)
    meanwhile = asked(cast.CLEAN, cast.ON_RECORD, at=AT)
    assert meanwhile.status is Status.WITH_A_PERSON
    assert told(meanwhile) == [None, None]  # neither barred nor clean: the whole list waits, and no row shows which
    assert not Paper.objects.filter(application=meanwhile.number).exists()
    (question,) = services.open_file(number=meanwhile.number, by=COUNTER, at=AT).questions
    assert (question.line, question.kind) == (3, "review")
    assert [reason["code"] for reason in question.because] == ["link_disputed"]
    with pytest.raises(services.NothingToJudge):  # the review says whose it is, and nobody at this counter
        services.judge_match(
            number=meanwhile.number, line=3, subject=question.subject, same=True, reason="像", by=COUNTER, at=AT
        )

    (link,) = reviews_queries.file(number=number, viewer=REVIEWER, at=AT).links
    assert link.status is LinkStatus.DISPUTED
    signed(number, Findings(links={str(link.conviction): not stolen}, words="经指纹比对。"), at=LATER)
    went_on = services.go_on(number=meanwhile.number, by=SYSTEM, at=AFTER)
    assert went_on.status is Status.ISSUED
    right = Result.NOTHING if stolen else Result.BARRED
    assert told(went_on) == [Result.NOTHING, right]
    assert ("盗窃罪" in said(went_on, 3)) is not stolen
    assert told(asked(cast.ON_RECORD, cast.CLEAN, at=AFTER)) == [right, Result.NOTHING]
