"""A review extended to its last day, and one day beyond: where the days are added and where they are the most in all."""

from datetime import UTC, date, datetime, timedelta

import pytest

import reviews
from qingbai import clock
from qingbai.agencies import regions
from qingbai.agencies import services as agencies
from qingbai.agencies.queries import forget_offices
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import custody
from qingbai.certificates.models import Paper
from qingbai.law.parameters import ReviewExtension
from qingbai.objections import answering, services
from qingbai.objections.acts import Status
from qingbai.objections.casework import open_case
from reviews import HEAD, REVIEWER, filed
from rules import changing

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
IN_MARCH = datetime(2026, 3, 2, 2, tzinfo=UTC)  # a Monday; Qingming and May Day lie ahead, with a make-up Saturday


@pytest.fixture(autouse=True)
def _in_march(db: None, monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    monkeypatch.setattr(clock, "now", lambda: IN_MARCH)
    monkeypatch.setattr(reviews, "AT", IN_MARCH)
    settings.KEYS = tmp_path / "keys"  # others of the run were made later in the year
    agencies.load_reference_data(by=SYSTEM, at=IN_MARCH)
    audit.ensure_keys(by=SYSTEM, at=IN_MARCH)
    custody.ensure_keys(by=SYSTEM, at=IN_MARCH - timedelta(days=1))
    forget_offices()


def number() -> str:
    return filed(
        reviews.answered(reviews.cast.CLEAN, at=IN_MARCH - timedelta(minutes=5)), reviews.cast.CLEAN
    ).row.number


def extended(review: str, days: int):
    asked = IN_MARCH + timedelta(days=10)
    answering.ask_extension(number=review, days=days, reason="须外地协查。", by=REVIEWER, at=asked)
    return answering.approve_extension(number=review, by=HEAD, at=asked)


def beyond(review: str, days: int) -> list[str]:
    with pytest.raises(services.NotLawful) as refused:
        answering.ask_extension(number=review, days=days, reason="须外地协查。", by=REVIEWER, at=IN_MARCH)
    assert open_case(review).status is Status.UNDER_REVIEW
    return [reason.code for reason in refused.value.because]


def test_where_days_are_added_a_review_takes_forty_five_working_days_and_not_one_more():
    review = number()
    assert open_case(review).due_on == date(2026, 3, 23)
    assert beyond(review, 31) == ["extension_too_long"]
    case = extended(review, 30)
    assert case.due_on == date(2026, 5, 8)
    assert case.clocks(case.due_on).counted == 45
    assert not case.clocks(case.due_on).late
    assert case.clocks(case.due_on + timedelta(days=1)).late
    assert list(Paper.objects.filter(application=review).values_list("kind", flat=True).order_by("id")) == [
        "review_receipt",
        "review_extension",
    ]
    assert "extended_before" in beyond(review, 1)


def test_after_the_last_day_nothing_can_be_extended_any_more():
    review = number()
    late = datetime(2026, 3, 24, 2, tzinfo=UTC)
    with pytest.raises(services.NotLawful) as refused:
        answering.ask_extension(number=review, days=5, reason="须外地协查。", by=REVIEWER, at=late)
    assert [reason.code for reason in refused.value.because] == ["review_overdue"]


def test_in_gansu_thirty_working_days_are_the_most_in_all_and_not_one_more(monkeypatch, tmp_path):
    """INQ-26 as Gansu's guide reads it: fifteen days, extended to at most thirty, not by thirty."""
    gansu = next(one for one in regions.profiles() if one.key == "gansu")
    assert gansu.review.extension is ReviewExtension.TOTAL
    change = changing(monkeypatch, tmp_path)
    limits = gansu.limits
    days = {"review_days": limits.review_days, "review_extension_days": limits.review_extension_days}
    change("limits", **{name: str(value) for name, value in days.items()})
    change("review", extension=f'"{gansu.review.extension}"')
    review = number()
    assert open_case(review).due_on == date(2026, 3, 23)
    assert beyond(review, 16) == beyond(review, 30) == ["extension_too_long"]
    case = extended(review, 15)
    assert case.due_on == date(2026, 4, 14)  # Qingming lies in between
    assert case.clocks(case.due_on).counted == 30
    assert not case.clocks(case.due_on).late
    after = case.clocks(case.due_on + timedelta(days=1))
    assert (after.counted, after.late) == (31, True)
    assert "extended_before" in beyond(review, 1)
