"""Promise 1: a sealed record looks like no record, through every door: words, bytes, steps, statements, ledger, logs, moment.

Two people with the same facts apply for the same thing. One has a record that was sealed on entry, the other has none. All that anybody can
observe of the one must equal all that can be observed of the other, once name, number and what is random by nature are masked. A
planted leak, small enough to overlook, must be found by the same comparison.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

import cast
from applications import COUNTER, NOW, application, furnish, judged
from masks import masked, no_moments, statement
from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.inquiries import queries, services
from qingbai.inquiries.acts import Act
from qingbai.registers import batches

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@dataclass(frozen=True)
class Observed:
    """All that can be seen of one application, by anybody, masked."""

    acts: tuple[str, ...]
    ledger: tuple[str, ...]
    statements: tuple[str, ...]
    log_lines: tuple[str, ...]
    file: str
    progress: tuple[str, ...]
    claim: str
    paper_size: int
    shown_after: timedelta


def observe(person: cast.Person, caplog: pytest.LogCaptureFixture) -> Observed:
    caplog.clear()
    before = LedgerEntry.objects.count()
    with caplog.at_level(logging.INFO), CaptureQueriesContext(connection) as asked:
        case = services.apply_straight_through(
            draft=application(person), token=f"t-{person.number}", by=COUNTER, at=NOW
        )
        applicant = Actor(ActorKind.APPLICANT, case.row.owner)
        shown = queries.shown_at(case.when(Act.ISSUE))
        seen = [
            queries.progress(number=case.row.number, viewer=applicant, at=at)
            for at in (NOW, shown - timedelta(milliseconds=1), shown)
        ]
        opened = services.open_file(number=case.row.number, by=COUNTER, at=NOW)
    (paper,) = Paper.objects.filter(application=case.row.number)
    return Observed(
        acts=tuple(
            masked(json.dumps([done.act, done.reasons, dict(done.facts)], ensure_ascii=False), person)
            for done in case.acts
        ),
        ledger=tuple(
            masked(f"{entry.kind} {entry.actor} {entry.office} {entry.basis} {entry.facts}", person)
            for entry in LedgerEntry.objects.order_by("number")[before:]
        ),
        statements=tuple(statement(query["sql"]) for query in asked.captured_queries),
        log_lines=tuple(
            masked(record.getMessage(), person) for record in caplog.records if record.name != "django.db.backends"
        ),
        file=masked(repr(opened), person),
        progress=tuple(masked(repr(asdict(one)), person) for one in seen),
        claim=masked(bytes(paper.claim).decode(), person),
        paper_size=len(paper.pdf) // 4096,  # subsets of two names' glyphs differ by less
        shown_after=shown - NOW,
    )


def without_moments(observed: Observed) -> Observed:
    """The instants at which rows were written differ by the run of the test's own clock."""
    plain = {name: no_moments(value) for name, value in asdict(observed).items()}
    return Observed(**plain)


@pytest.fixture
def _sealed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(milliseconds=300))
    furnish()
    judged("shen-xiaodu")
    services.apply_straight_through(draft=application(), token="warm", by=COUNTER, at=NOW)  # caches fill once


@pytest.mark.usefixtures("_sealed")
def test_a_sealed_and_a_clean_person_cannot_be_told_apart(caplog: pytest.LogCaptureFixture) -> None:
    sealed = without_moments(observe(cast.SEALED, caplog))
    clean = without_moments(observe(cast.SEALED_TWIN, caplog))
    assert sealed == clean


@pytest.mark.usefixtures("_sealed")
def test_the_way_to_an_answer_never_opens_the_vault() -> None:
    with CaptureQueriesContext(connections["vault"]) as asked_of_the_vault:
        services.apply_straight_through(draft=application(cast.SEALED), token="t", by=COUNTER, at=NOW)
    assert asked_of_the_vault.captured_queries == []


@pytest.fixture
def _leak(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more harmless statement, for the sealed person only: what a well-meant look into a cache of seals would do."""
    plain = batches.candidates

    def leaking(**asked: object) -> object:
        if any(cast.SEALED.name in person.names for person in asked["people"]):  # type: ignore[attr-defined]
            LedgerEntry.objects.filter(number=1).exists()
        return plain(**asked)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(batches, "candidates", leaking)
        yield


@pytest.mark.usefixtures("_sealed", "_leak")
def test_the_comparison_finds_a_planted_leak(caplog: pytest.LogCaptureFixture) -> None:
    sealed = without_moments(observe(cast.SEALED, caplog))
    clean = without_moments(observe(cast.SEALED_TWIN, caplog))
    assert sealed.statements != clean.statements


@pytest.mark.usefixtures("_sealed")
def test_the_comparison_tells_an_open_record_apart(caplog: pytest.LogCaptureFixture) -> None:
    judged("zhao-shidi")
    on_record = without_moments(observe(cast.ON_RECORD, caplog))
    clean = without_moments(observe(cast.CLEAN, caplog))
    assert on_record.claim != clean.claim
    assert on_record.acts != clean.acts
