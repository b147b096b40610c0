"""Lists of units from the counter to the letters: who is answered what, who is refused, what goes on after a kill."""

from datetime import datetime, timedelta

import pytest

import cast
from applications import COUNTER, NOW, furnish, judged
from lists import LAW_FIRM, SCHOOL, gone_on, handed_in, line, school, submission, unit
from qingbai import clock
from qingbai.agencies import models as offices
from qingbai.agencies import queries as agencies
from qingbai.audit import queries as audit
from qingbai.audit import services as ledger
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import custody
from qingbai.certificates.models import Paper
from qingbai.notifications import queries as notifications
from qingbai.notifications.models import Delivery, Told
from qingbai.screening import jobs, queries, reading, searching, services, table
from qingbai.screening.models import Checked, Roster, Row
from qingbai.screening.terms import Result, Standing
from qingbai.screening.ways import Status
from rules import changing

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
AUDITOR = Actor(ActorKind.OFFICER, "auditor-1", "100101-hy", "auditor")


@pytest.fixture
def _desk() -> None:
    furnish()
    judged("zhao-shidi", "han-yueling", "shen-xiaodu", "wu-tongyu")
    unit()


def shown() -> datetime:
    """An instant after the tick: answers wait for the clock on the wall."""
    return clock.now() + timedelta(minutes=1)


def results(case) -> dict[str, Result | None]:
    return {
        one.asked.name: one.result
        for one in queries.lines(number=case.number, viewer=COUNTER, at=shown())
        if one.asked is not None
    }


@pytest.mark.usefixtures("_desk")
def test_clean_and_sealed_are_answered_alike_and_who_is_barred_by_the_article_is_named():
    case = gone_on(
        line(cast.CLEAN), line(cast.SEALED), line(cast.SEALED_TWIN), line(cast.ON_RECORD), line(cast.EXEMPTED)
    )
    assert case.status is Status.ISSUED
    assert results(case) == {
        cast.CLEAN.name: Result.NOTHING,
        cast.SEALED.name: Result.NOTHING,
        cast.SEALED_TWIN.name: Result.NOTHING,
        cast.ON_RECORD.name: Result.BARRED,
        cast.EXEMPTED.name: Result.NOTHING,  # guilt without punishment is outside this article
    }
    assert Paper.objects.filter(application=case.number).count() == 6  # one each, and the table
    for person, looks in (
        (cast.CLEAN, 1),
        (cast.ON_RECORD, 3),
    ):  # of whom is barred again for the letter and before it leaves
        seen = audit.entries(viewer=AUDITOR, purpose="audit 1", about=ledger.fingerprint(person.number))
        assert [one.kind for one in seen if one.basis == case.number] == ["list_searched"] * looks


@pytest.mark.usefixtures("_desk")
def test_a_list_goes_on_where_it_was_killed_and_no_row_is_done_twice(monkeypatch):
    monkeypatch.setattr(reading, "PORTION", 2)
    monkeypatch.setattr(searching, "PORTION", 2)
    people = [cast.citizen("林清和", "LIN QINGHE", "F", cast.date(1990, 1, 1), n) for n in range(100, 107)]
    case = handed_in(*(line(one) for one in people))
    looked, calls = searching.look, []

    def killed(*args, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return looked(*args, **kwargs)

    services.go_on(number=case.number, by=SYSTEM, at=NOW, portions=2)
    assert queries.progress(case).read == 4
    monkeypatch.setattr(searching, "look", killed)
    with pytest.raises(KeyboardInterrupt):
        services.go_on(number=case.number, by=SYSTEM, at=NOW)
    assert Checked.objects.count() == 4
    assert services.go_on(number=case.number, by=SYSTEM, at=NOW).status is Status.ISSUED
    assert (Row.objects.count(), Checked.objects.count()) == (7, 7)
    seen = LedgerEntry.objects.filter(kind="list_searched", basis=case.number).exclude(about="")
    assert len(set(seen.values_list("about", flat=True))) == seen.count() == 7


@pytest.mark.usefixtures("_desk")
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("list.csv", b"\xff\xfe\x00", "not_text_file"),
        ("list.xlsx", b"PK\x03\x04", "no_archive"),
        ("list.xls", b"x", "other_table"),
        ("list.csv", "姓名,证件号码\n".encode(), "column_missing"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(name, data, code):
    with pytest.raises(services.ListRefused) as refused:
        handed_in(filename=name, data=data)
    assert code in {one.code for one in refused.value.faults}
    assert not Roster.objects.exists()


@pytest.mark.usefixtures("_desk")
def test_more_people_than_a_list_may_hold_are_refused(monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    with pytest.raises(services.ListRefused) as refused:
        handed_in(line(cast.CLEAN), line(cast.SEALED), line(cast.EXEMPTED))
    assert [one.code for one in refused.value.faults] == ["too_many_rows"]


@pytest.mark.usefixtures("_desk")
def test_every_wrong_cell_is_told_and_the_same_person_stands_there_once():
    rows = [line(cast.CLEAN), line(cast.CLEAN), line(cast.SEALED, name="=1+1"), line(cast.EXEMPTED, proof="")]
    case = gone_on(*rows, line(cast.ON_RECORD, number="100101198003090312", relation="朋友"))
    seen = queries.file(number=case.number, viewer=COUNTER, at=shown())
    told = {one.number: [fault["code"] for fault in one.faults] for one in seen.trouble}
    assert told == {
        3: ["twice"],
        4: ["cell_formula"],
        5: ["relation_not_shown"],
        6: ["cell_not_one_of", "check_digit"],
    }
    assert queries.counted(case)[Standing.GOOD] == 1


ORDER = Actor(ActorKind.OFFICER, "clerk-9", "100101-zd", "clerk")


@pytest.mark.usefixtures("_desk")
def test_where_a_region_sends_lists_to_another_department_the_station_takes_one_person_and_no_list(
    monkeypatch, tmp_path
):
    changing(monkeypatch, tmp_path)("handling", batch_at='"public_order"', batch_from="2")
    offices.Office.objects.create(
        code="100101-zd",
        name_zh="清河分局治安管理部门",
        name_en="Public Order Department",
        kind="public_order",
        organ_id="100101-psb",
        division="100101",
    )
    agencies.forget_offices()
    custody.ensure_keys(by=SYSTEM, at=NOW)
    both = (line(cast.CLEAN), line(cast.ON_RECORD))
    refused = gone_on(*both)
    assert refused.status is Status.DECLINED
    (why,) = [reason for reason in refused.acts[-1].reasons if reason["code"] == "list_elsewhere"]
    assert "治安管理部门" in why["zh"]
    assert gone_on(line(cast.CLEAN)).status is Status.ISSUED
    assert [one.code for one in queries.units(viewer=ORDER)] == [LAW_FIRM]
    taken = services.submit(submission=submission(*both), by=ORDER, at=NOW)
    assert services.go_on(number=taken.number, by=SYSTEM, at=NOW).status is Status.ISSUED
    with pytest.raises(services.NoSuchList):
        services.open_file(number=taken.number, by=COUNTER, at=NOW)
    elsewhere = Actor(ActorKind.OFFICER, "clerk-8", "100102-sq", "clerk")
    assert queries.units(viewer=elsewhere) == ()


def test_the_handlers_of_a_unit_with_minors_are_told_of_the_yearly_check_once_a_year_and_of_nobody():
    furnish()
    school()
    assert jobs.remind(at=NOW) == (SCHOOL,)
    assert jobs.remind(at=NOW) == ()
    told = Told.objects.get()
    assert (told.message, told.facts) == (
        "yearly_check_due",
        {"until": "2026-11-20", "office": "100101-hy", "page": "/units/"},
    )
    assert told.key == f"yearly check {SCHOOL} 2026 1"
    assert Delivery.objects.filter(told=told).values_list("channel", flat=True).get() == "sms"
    (sent,) = notifications.of_case(told.about)
    for word in (cast.CLEAN.name, cast.CLEAN.number, "13800000000", SCHOOL):
        assert word not in sent.text.short + sent.text.body + told.key.replace(SCHOOL, "")
    assert "年度查询" in sent.text.short
    assert queries.unit(code=SCHOOL, viewer=COUNTER).acts[-1].facts["number"] == told.about
