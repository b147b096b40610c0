"""Many applications are answered together: each whole or not at all, none by the fault of another, and by however many processes none twice."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

import cast
from applications import COUNTER, NOW, application, clerk, furnish, judged
from qingbai import clock
from qingbai.audit import log
from qingbai.audit import queries as ledger
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates import cms, signature
from qingbai.certificates import queries as certificates
from qingbai.certificates import services as issuing
from qingbai.certificates.attachment import parse
from qingbai.certificates.models import Paper
from qingbai.certificates.verify import verify_file
from qingbai.inquiries import services
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.services import going_on

AUDITOR = Actor(ActorKind.OFFICER, "auditor-1", "100100-gj", "auditor")
LATER = NOW + timedelta(minutes=1)
SOMEBODY = (cast.CLEAN, cast.SEALED_TWIN, cast.ACQUITTED, cast.EXEMPTED, cast.NOT_YET_EFFECTIVE)


@pytest.fixture(autouse=True)
def _offices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    marked = request.node.get_closest_marker("django_db")
    request.getfixturevalue("transactional_db" if marked.kwargs.get("transaction") else "db")
    monkeypatch.setattr(clock, "now", lambda: LATER)
    furnish()


def waiting(*drafts: Draft) -> list[str]:
    """The numbers of applications that were accepted, and where the house went no further."""
    found = []
    for place, draft in enumerate(drafts):
        by = clerk(draft.office)
        number = services.submit(draft=draft, token=f"t{place}", by=by, at=NOW).row.number
        found.append(services.accept(number=number, by=by, at=NOW).row.number)
    return found


def several(many: int) -> list[str]:
    """So many that will have a certificate."""
    return waiting(*(application(SOMEBODY[place % len(SOMEBODY)]) for place in range(many)))


def statuses(numbers: list[str]) -> list[Status | None]:
    return [services.open_case(number).status for number in numbers]


@pytest.mark.django_db(databases=["default", "vault"])
def test_each_of_a_round_is_answered_as_if_it_were_alone() -> None:
    judged("zhao-shidi", "wu-tongyu")
    people = (cast.CLEAN, cast.ON_RECORD, cast.SAME_NAME_CLEAN, cast.SEALED_TWIN)
    numbers = waiting(*(application(one) for one in people), application(name="林𠮷和"))
    before = log.size(log.LEDGER)
    assert set(services.take_up(at=LATER)) == set(numbers)
    assert statuses(numbers) == [
        Status.ISSUED,
        Status.ISSUED,
        Status.WITH_A_PERSON,
        Status.ISSUED,
        Status.WITH_A_PERSON,
    ]
    done = [services.open_case(number).last(Act.ISSUE) for number in numbers]
    issued = [one.facts["paper_number"] for one in done if one]
    assert sorted(Paper.objects.filter(number__in=issued).values_list("kind", flat=True)) == [
        *["certificate"] * 2,
        "refusal",
    ]
    unprintable = services.open_case(numbers[-1])
    assert "𠮷" in unprintable.when(Act.REFER).facts["problem"]["zh"]
    entries = ledger.entries(viewer=AUDITOR, purpose="audit", after=before, limit=100)
    told = {number: [one.kind.value for one in entries if one.basis == number] for number in numbers}
    answered = ["register_searched", "inquiry_decided", "paper_issued"]
    assert [told[number] for number in numbers[:2]] == [answered, answered]
    # Whoever waits for a person has a receipt, which is a paper too, where it can be printed.
    assert told[numbers[2]] == ["register_searched", "inquiry_referred", "paper_issued"]
    assert told[numbers[-1]] == ["register_searched", "inquiry_decided", "inquiry_referred"]
    assert services.take_up(at=LATER + timedelta(minutes=1)) == ()


@pytest.mark.django_db
def test_papers_of_a_round_have_each_its_place_under_one_checkpoint_and_run_on_in_number() -> None:
    numbers = several(5)
    services.answer(numbers=numbers, at=LATER)
    papers = list(Paper.objects.order_by("number"))
    found = []
    for paper in papers:
        pdf = bytes(paper.pdf)
        assert verify_file(pdf, certificates.trust()).genuine
        covered = signature.covered(pdf)
        found.append(parse(signature.opened(pdf, cms.opened(covered.container), covered.container).attachment))
    assert [one.index for one in found] == sorted(paper.leaf for paper in papers)
    assert len({one.checkpoint for one in found}) == 1
    assert found[0].checkpoint == log.checkpoint(log.CERTIFICATES).note
    issued = [services.open_case(number).when(Act.ISSUE).facts["paper_number"] for number in numbers]
    assert sorted(issued) == [paper.number for paper in papers]
    assert [number[-8:-1] for number in sorted(issued)] == [f"{serial:07}" for serial in range(1, 6)]


@pytest.mark.django_db
def test_what_fails_for_one_of_a_round_keeps_the_others_from_nothing(caplog: pytest.LogCaptureFixture) -> None:
    keyless = application(cast.SEALED_TWIN, residence="100102", household="100102", office="100102-sq")
    numbers = waiting(application(), keyless, application(cast.ACQUITTED))
    kept = [(path, path.read_bytes()) for path in Path(settings.KEYS).glob("office-100102-sq.*")]
    issuing.keyring.cache_clear()
    for path, _ in kept:
        path.unlink()
    try:
        services.answer(numbers=numbers, at=LATER)
        assert statuses(numbers) == [Status.ISSUED, Status.DECIDED, Status.ISSUED]
        assert [record.args for record in caplog.records if "tried again" in record.message] == [(numbers[1],)]
    finally:
        for path, content in kept:
            path.write_bytes(content)
    assert services.take_up(at=LATER + timedelta(minutes=1)) == (numbers[1],)
    assert statuses(numbers) == [Status.ISSUED] * 3


@pytest.mark.django_db
def test_a_round_goes_on_with_each_from_where_it_stands() -> None:
    numbers = several(4)
    first, second, third, _ = (services.open_case(number) for number in numbers)
    services.search(number=second.row.number, by=SYSTEM, at=NOW)
    services.advance(number=third.row.number, at=NOW)
    services.withdraw(number=first.row.number, by=COUNTER, at=NOW)
    assert set(services.take_up(at=LATER)) == {numbers[1], numbers[3]}
    assert statuses(numbers) == [Status.WITHDRAWN, *[Status.ISSUED] * 3]
    assert Paper.objects.count() == 3


def beside(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Something done by another process: a thread with a connection of its own, and what came of it."""
    came: list[Any] = []

    def run() -> None:
        try:
            came.append(work())
        except Exception as error:  # noqa: BLE001 - looked at by the test
            came.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, came


def waits(many: int = 1) -> list[int]:
    """The connections that wait for somebody's lock, once there are so many."""
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            found = [pid for (pid,) in cursor.fetchall()]
        if len(found) >= many:
            return found
        threading.Event().wait(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_the_middle_of_a_round_leaves_nothing_half_done() -> None:
    numbers = several(3)
    for turn, stands in ((log.LEDGER, Status.ACCEPTED), (log.CERTIFICATES, Status.DECIDED)):
        sizes = {name: log.size(name) for name in (log.LEDGER, log.CERTIFICATES)}
        with transaction.atomic():
            hold(turn)
            thread, came = beside(lambda: services.answer(numbers=numbers, at=LATER))
            [killed] = waits()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [killed])
            thread.join(60)
        assert came
        assert statuses(numbers) == [stands] * 3
        assert log.size(log.CERTIFICATES) == sizes[log.CERTIFICATES]
        assert log.size(log.LEDGER) == sizes[log.LEDGER] + (6 if stands is Status.DECIDED else 0)
        assert not Paper.objects.exists()
    assert set(services.take_up(at=LATER + timedelta(minutes=1))) == set(numbers)
    assert statuses(numbers) == [Status.ISSUED] * 3
    assert sorted(Paper.objects.values_list("leaf", flat=True)) == [0, 1, 2]


def hold(turn: str) -> None:
    """Have the turn on a log, inside a transaction."""
    from qingbai.audit import nodes

    nodes.hold(turn, "default")


@pytest.mark.django_db(transaction=True)
def test_two_processes_share_what_waits_and_do_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(going_on, "ROUND", 2)
    numbers = several(8)
    with transaction.atomic():
        hold(log.LEDGER)  # until both are at work
        works = [beside(lambda: services.answer(numbers=numbers, at=LATER)) for _ in range(2)]
        waits(2)
    for thread, _ in works:
        thread.join(60)
    one, other = (set(came[0]) for _, came in works)
    assert one
    assert other
    assert not one & other
    assert one | other == set(numbers)
    assert statuses(numbers) == [Status.ISSUED] * 8
    assert sorted(Paper.objects.values_list("leaf", flat=True)) == list(range(8))


@pytest.mark.django_db(transaction=True)
def test_who_acts_on_one_application_of_a_round_is_not_run_over_and_the_others_are_answered() -> None:
    numbers = several(4)
    with transaction.atomic():
        services.withdraw(number=numbers[1], by=COUNTER, at=NOW)
        thread, came = beside(lambda: services.answer(numbers=numbers, at=LATER))
        waits()
    thread.join(60)
    assert set(came[0]) == {*numbers} - {numbers[1]}
    assert statuses(numbers) == [Status.ISSUED, Status.WITHDRAWN, Status.ISSUED, Status.ISSUED]
