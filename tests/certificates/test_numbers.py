"""Numbers run 1, 2, 3 … in each series and year, whoever issues at once and whatever fails on the way."""

import re
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from letters import a_letter
from papers import AT, OFFICE, a_claim
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import numbers, reconciliation, services
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import NumberSeries, Paper
from qingbai.certificates.paper.typesetting import GlyphMissing
from qingbai.law.terms import AnswerPaper

CERTIFICATES = numbers.Series("演公（清）证（2026）第", "号", 7, 2026)


class Fails(Exception):
    """Something goes wrong after the paper was made."""


def issue(claim, at=AT):
    return services.issue(claim=claim, by=SYSTEM, at=at).number


def serials(word):
    """The serials of one series, as they stand on papers."""
    found = [
        re.fullmatch(rf"演公（清）{word}（2026）第(\d{{7}})号", paper.number) for paper in Paper.objects.only("number")
    ]
    return sorted(int(match[1]) for match in found if match)


@pytest.mark.django_db
def test_certificates_and_refusals_share_a_series_and_every_kind_of_letter_has_its_own(office):
    refusal = a_claim(AnswerPaper.REFUSAL)
    assert [issue(each) for each in (a_claim(), refusal, a_letter(LetterKind.RECEIPT), a_claim())] == [
        "演公（清）证（2026）第0000001号",
        "演公（清）证（2026）第0000002号",
        "演公（清）受理（2026）第0000001号",
        "演公（清）证（2026）第0000003号",
    ]
    names = {
        numbers.series(kind=kind, office=OFFICE.id, on=date(2026, 3, 2)).name for kind in [*AnswerPaper, *LetterKind]
    }
    assert len(names) == 1 + len(LetterKind)


@pytest.mark.django_db
def test_a_year_begins_at_one_when_it_begins_in_china(office):
    first = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    after = datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC)

    def of(at, on):
        return a_claim(issued_on=on, applied_on=on, searched_at=at, valid_until=None)

    found = [issue(of(first, date(2026, 12, 31)), first), issue(of(after, date(2027, 1, 1)), after)]
    assert found == ["演公（清）证（2026）第0000001号", "演公（清）证（2027）第0000001号"]
    assert dict(NumberSeries.objects.values_list("year", "last")) == {2026: 1, 2027: 1}


@pytest.mark.django_db(transaction=True)
def test_whoever_issues_at_once_and_whatever_fails_no_number_is_left_out_or_given_twice(office):
    """Six threads in two series; of five acts one fails after its paper, one tries what cannot be printed and goes on, one issues two."""
    unforeseen = []

    def certificate_and_failure():
        with transaction.atomic():
            issue(a_claim())
            raise Fails

    def after_what_cannot_be_printed():
        with transaction.atomic():
            with suppress(GlyphMissing):
                issue(replace(a_letter(), addressee=replace(a_letter().addressee, zh="林𠮷和")))
            issue(a_letter())

    def two_in_one_act():
        with transaction.atomic():
            issue(a_letter())
            issue(a_letter())

    acts = [
        lambda: issue(a_claim()),
        certificate_and_failure,
        after_what_cannot_be_printed,
        two_in_one_act,
        lambda: issue(a_letter()),
    ]

    def work(first):
        try:
            for step in range(len(acts)):
                with suppress(Fails):
                    acts[(first + step) % len(acts)]()
        except Exception as error:  # noqa: BLE001
            unforeseen.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(each,)) for each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert unforeseen == []
    assert serials("证") == list(range(1, 7))
    assert serials("受理") == list(range(1, 25))
    assert numbers.gaps() == []


@pytest.mark.django_db
def test_a_list_takes_many_at_once_and_the_next_goes_on_behind_them(office):
    with transaction.atomic():
        several = numbers.take(CERTIFICATES, count=3)
        assert several == tuple(f"演公（清）证（2026）第000000{each}号" for each in (1, 2, 3))
        assert issue(a_claim()) == "演公（清）证（2026）第0000004号"


@pytest.mark.django_db(transaction=True)
def test_numbers_are_taken_within_an_act_alone(office):
    with pytest.raises(RuntimeError, match="transaction"):
        numbers.take(CERTIFICATES)


@pytest.mark.django_db
def test_a_series_that_is_full_says_so_and_issues_nothing(office):
    NumberSeries.objects.create(name=CERTIFICATES.name, year=2026, last=9_999_999, passes_over=False)
    with pytest.raises(services.NotIssued, match=r"7位编号已用尽.*number_pattern.*used up its 7 digits"):
        issue(a_claim())
    assert not Paper.objects.exists()
    assert NumberSeries.objects.get().last == 9_999_999
    assert issue(a_letter()).endswith("第0000001号")
    without_width = numbers.Series("证", "号", 0, 2026)
    assert without_width.number(12_345_678) == "证12345678号"


@pytest.mark.django_db
def test_numbers_that_were_random_once_are_passed_over(office):
    NumberSeries.objects.create(name=CERTIFICATES.name, year=2026, last=1, passes_over=False)
    kept = [issue(a_claim()), issue(a_claim())]  # 2 and 3: as if drawn by chance
    NumberSeries.objects.all().delete()
    assert [issue(a_claim()) for _ in range(3)] == [CERTIFICATES.number(each) for each in (1, 4, 5)]
    assert serials("证") == [1, 2, 3, 4, 5]
    assert len({*kept}) == 2
    assert numbers.gaps() == []


@pytest.mark.django_db
def test_a_number_without_its_paper_is_found_at_the_weekly_check_and_one_given_twice_is_refused(office):
    issue(a_claim())
    with transaction.atomic():
        numbers.take(CERTIFICATES)  # an act that keeps the number and no paper
    assert numbers.gaps() == [(CERTIFICATES.name, 2, 1)]
    found = reconciliation.reconcile(by=SYSTEM, at=AT, whole=True)
    assert [fault.code for fault in found.faults] == ["number_missing"]
    NumberSeries.objects.update(last=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        issue(a_claim())


@pytest.mark.django_db(transaction=True)
def test_who_needs_the_log_first_holds_the_numbers_before(office):
    """One act withdraws and issues, another only issues: each the other's locks, and both come through."""
    issued = issue(a_claim())
    unforeseen, holds, goes_on = [], threading.Event(), threading.Event()

    def withdraw_and_issue():
        try:
            with transaction.atomic():
                numbers.hold(offices=[OFFICE.id], on=date(2026, 3, 2))
                holds.set()
                services.withdraw(number=issued, reason="查询有误", by=SYSTEM, at=AT)
                goes_on.wait(0.3)
                issue(a_claim())
        except Exception as error:  # noqa: BLE001
            unforeseen.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=withdraw_and_issue)
    thread.start()
    holds.wait(10)
    issue(a_claim())
    thread.join()
    assert unforeseen == []
    assert serials("证") == [1, 2, 3]
