"""From the court's paper to the applicant's: a retrial acquits, a ruling corrects an identity, and every certificate and refusal follows."""

from datetime import date, timedelta

import pytest

import cast
from applications import NOW, application, clerk, furnish
from courtpapers import acquitted, corrected, first, upheld
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import queries as certificates
from qingbai.certificates.models import Paper
from qingbai.certificates.status import Status
from qingbai.inquiries import reliance, replay, services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case
from qingbai.inquiries.replay import Outcome, Why
from qingbai.law.terms import AnswerPaper
from registering import receive

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")
ARRIVES = NOW + timedelta(days=20)
NEXT = ARRIVES + timedelta(days=1)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def apply(person: cast.Person, token: str = "t") -> Case:
    return services.apply_straight_through(draft=application(person), token=token, by=clerk("100101-hy"), at=NOW)


def paper(case: Case) -> tuple[str, str]:
    """Number and code of the paper that stands."""
    issued = case.standing_issue
    assert issued is not None
    row = Paper.objects.get(number=issued.facts["paper_number"])
    return row.number, row.code


def test_a_retrial_acquittal_turns_a_refusal_into_a_certificate_and_the_trail_stays() -> None:
    for notice in (first(), upheld()):
        receive(notice, at=NOW - timedelta(days=1))
    refused = apply(cast.ON_RECORD)
    number, code = paper(refused)
    assert refused.when(Act.DECIDE).facts["paper"] == "refusal"
    assert reliance.to_look_at_again(by=HEAD, at=NEXT) == ()

    receive(acquitted(), at=ARRIVES)
    (listed,) = reliance.to_look_at_again(by=HEAD, at=NEXT)
    assert (listed.paper_number, listed.said, listed.today) == (number, AnswerPaper.REFUSAL, AnswerPaper.CERTIFICATE)

    again = services.withdraw_and_reissue(number=listed.application, reason="再审改判无罪", by=HEAD, at=NEXT)
    assert again.when(Act.DECIDE).facts["paper"] == "certificate"
    assert certificates.status_by_code(code=code) is Status.NOT_CURRENT
    assert certificates.status_by_code(code=paper(again)[1]) is Status.CURRENT
    assert reliance.to_look_at_again(by=HEAD, at=NEXT) == ()

    repeated = replay.replay(number=number, by=SYSTEM, at=NEXT)
    assert (repeated.outcome, repeated.then.paper, repeated.today.paper) == (
        *(Outcome.SAME, AnswerPaper.REFUSAL, AnswerPaper.CERTIFICATE),
    )
    why = {difference.reference: difference.why for difference in repeated.differences}
    assert why[listed.relied_on[0]] is Why.CHANGED
    kinds = list(LedgerEntry.objects.filter(basis=refused.row.number).order_by("number").values_list("kind", flat=True))
    assert kinds[kinds.index("paper_issued") + 1 :] == [
        *("inquiry_read", "paper_withdrawn", "inquiry_reopened", "register_searched", "inquiry_decided"),
        *("paper_issued", "paper_replaced", "decision_repeated"),
    ]


def test_a_corrected_identity_reaches_the_refusal_of_the_one_and_the_certificate_of_the_other() -> None:
    receive(first(final_on=date(2023, 5, 5)), at=NOW - timedelta(days=1))
    cleared, right = apply(cast.ON_RECORD), apply(cast.CLEAN, "right")
    receive(corrected(cast.ON_RECORD, cast.CLEAN), at=ARRIVES)
    told = {one.paper_number: (one.said, one.today) for one in reliance.to_look_at_again(by=HEAD, at=NEXT)}
    assert told == {
        paper(cleared)[0]: (AnswerPaper.REFUSAL, AnswerPaper.CERTIFICATE),
        paper(right)[0]: (AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL),
    }
    for case, answer in ((cleared, "certificate"), (right, "refusal")):
        again = services.withdraw_and_reissue(number=case.row.number, reason="裁定更正", by=HEAD, at=NEXT)
        assert again.when(Act.DECIDE).facts["paper"] == answer
    assert reliance.to_look_at_again(by=HEAD, at=NEXT) == ()
