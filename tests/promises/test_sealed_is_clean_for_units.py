"""Promise 1 for lists of units: whoever has a sealed record and whoever has none have the same letters, the same steps, statements and entries.

Letters are compared to the last byte: what they say is masked, given one number and one code, and typeset again.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

import cast
from applications import COUNTER, NOW, furnish, judged
from lists import gone_on, line, school, unit, vetting
from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import content
from qingbai.certificates.models import Paper
from qingbai.certificates.paper.typesetting import typesetter
from qingbai.registers import batches
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from qingbai.screening import queries, steps
from qingbai.screening.models import RowLetter
from qingbai.sealing import services as sealing
from registering import REGISTRAR, record, verdict

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ONCE = cast.citizen("周渡口", "ZHOU DUKOU", "M", date(1985, 1, 2), 21)  # sealed in the end, on a court's word
NEVER = cast.citizen("周渡头", "ZHOU DUTOU", "M", date(1985, 1, 2), 23)
RANDOM = (
    (r"DW\d{8}-[0-9A-Z]{8}", "DW20261120-AAAAAAAA"),
    (r"第\d{7}号", "第0000001号"),
    (r"\b[0-9a-f]{64}\b", "HASH"),
    (r"\b[0-9a-f]{32}\b", "FINGERPRINT"),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"),
    (r"\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}\b", "AAAA-AAAA-AAAA-AAAA"),
)


@dataclass(frozen=True)
class Observed:
    """All that a unit, its office and its ledger have of a list, masked; ``letters`` as bytes."""

    letters: tuple[bytes, ...]
    acts: tuple[str, ...]
    ledger: tuple[str, ...]
    statements: tuple[str, ...]
    log_lines: tuple[str, ...]
    page: str


def masked(text: str, person: cast.Person) -> str:
    text = text.replace(person.name, cast.CLEAN.name).replace(person.number, cast.CLEAN.number)
    for pattern, word in RANDOM:
        text = re.sub(pattern, word, text)
    return text


def statement(sql: str) -> str:
    """Which tables, columns and conditions; neither values nor how many of them. Of a tree of hashes, how many nodes an entry completes
    hangs on its number alone."""
    sql = re.sub(r"'(?:[^']|'')*'(::\w+(\[\])?)?", "?", sql)
    sql = re.sub(r"s\d+_x\d+|\b\d+\b", "?", sql)
    sql = re.sub(r"\(\?(, ?\?)*\)", "(?)", sql)
    return re.sub(r"\(\?\)(, ?\(\?\))+", "(?)", sql)


def letter(paper: Paper, person: cast.Person) -> bytes:
    """The pages of a letter as they would be with the masked name, number and code."""
    plain = content.parse(masked(bytes(paper.claim).decode(), person).encode())
    return typesetter().typeset(plain, base_url="https://qingbai.example", at=NOW)


def observe(person: cast.Person, caplog: pytest.LogCaptureFixture, **changes) -> Observed:
    caplog.clear()
    before = LedgerEntry.objects.count()
    with caplog.at_level(logging.INFO), CaptureQueriesContext(connection) as asked:
        case = gone_on(line(cast.EXEMPTED, post="教师"), line(person, post="教师"), **changes)
        seen = [
            (
                queries.file(number=case.number, viewer=COUNTER, at=at).progress,
                queries.lines(number=case.number, viewer=COUNTER, at=at),
            )
            for at in (NOW, NOW + timedelta(minutes=1))
        ]
    made = RowLetter.objects.filter(roster=case.row).order_by("row__line")
    papers = {one.number: one for one in Paper.objects.filter(application=case.number)}
    of_list = [papers[one.number] for one in made]
    return Observed(
        letters=tuple(letter(one, person) for one in of_list),
        acts=tuple(masked(json.dumps([one.act, one.reasons, dict(one.facts)]), person) for one in case.acts),
        ledger=tuple(
            masked(f"{one.kind} {one.actor} {one.office} {one.basis} {one.facts}", person)
            for one in LedgerEntry.objects.order_by("number")[before:]
        ),
        statements=tuple(statement(one["sql"]) for one in asked.captured_queries),
        log_lines=tuple(masked(one.getMessage(), person) for one in caplog.records if one.name != "django.db.backends"),
        page=masked(repr(seen), person),
    )


@pytest.fixture
def _sealed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(milliseconds=300))
    furnish()
    judged("shen-xiaodu", "han-yueling")
    unit()
    school()
    gone_on(line(cast.CLEAN), line(cast.EXEMPTED))  # caches fill once
    gone_on(**VETTING, filename="list.csv", data=vetting(line(cast.CLEAN)).data)


VETTING = {name: getattr(vetting(), name) for name in ("unit", "purpose", "article")}
KINDS = pytest.mark.parametrize("changes", [{}, VETTING], ids=["article", "vetting"])


@KINDS
@pytest.mark.usefixtures("_sealed")
def test_letters_of_a_sealed_and_of_a_clean_person_are_the_same_bytes(caplog, changes) -> None:
    sealed, clean = (observe(one, caplog, **changes) for one in (cast.SEALED, cast.SEALED_TWIN))
    assert len(sealed.letters) == 3  # one each, and the table of both
    assert sealed == clean


@pytest.mark.usefixtures("_sealed")
def test_a_list_never_opens_the_vault() -> None:
    with CaptureQueriesContext(connections["vault"]) as asked_of_the_vault:
        gone_on(line(cast.SEALED))
    assert asked_of_the_vault.captured_queries == []


@pytest.mark.usefixtures("_sealed")
def test_who_is_sealed_after_the_search_has_the_letter_of_who_never_was_on_record(caplog, monkeypatch) -> None:
    """Sealed in the last moment, after the letter was made: what the unit and the page show is what they show of a clean person."""
    made = steps.letters.issue
    adult = record(verdict(ONCE))
    conviction = registers.enter(record=adult, by=REGISTRAR, at=NOW, basis="n-1").defendants[0].conviction

    def then(*given, **named):
        done = made(*given, **named)
        if Conviction.objects.filter(id=conviction).exists():
            sealing.seal_entered(conviction=conviction, rules="measures_2022: SEAL-01", basis="n", by=SYSTEM, at=NOW)
        return done

    monkeypatch.setattr(steps.letters, "issue", then)
    assert shown_of(ONCE) == shown_of(NEVER)
    assert Paper.objects.filter(acts__act="withdrawn").exists()


def shown_of(person: cast.Person) -> tuple[object, ...]:
    """The letters of a list that left, what the page shows of it, and what was done with it."""
    number, at = gone_on(line(cast.EXEMPTED), line(person)).number, NOW + timedelta(minutes=1)
    file, shown = (look(number=number, viewer=COUNTER, at=at) for look in (queries.file, queries.lines))
    papers = [Paper.objects.get(number=one) for one in (*(row.letter for row in shown), *file.covering)]
    acts = [(one.act, one.by, one.reasons) for one in file.case.acts]
    return [letter(one, person) for one in papers], masked(repr(shown), person), file.progress, acts


@pytest.fixture
def _leak(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more harmless statement where somebody of this name is looked up: what a well-meant look into a cache of seals would do."""
    plain = batches.candidates

    def leaking(**asked):
        if any(cast.SEALED.name in one.names for one in asked["people"]):
            LedgerEntry.objects.filter(number=1).exists()
        return plain(**asked)

    with monkeypatch.context() as patch:
        patch.setattr(batches, "candidates", leaking)
        yield


@pytest.mark.usefixtures("_sealed", "_leak")
def test_the_comparison_finds_a_planted_leak(caplog) -> None:
    sealed, clean = (observe(one, caplog) for one in (cast.SEALED, cast.SEALED_TWIN))
    assert sealed.statements != clean.statements


@pytest.mark.usefixtures("_sealed")
def test_the_comparison_tells_an_open_record_apart(caplog) -> None:
    judged("zhao-shidi")
    on_record, clean = (observe(one, caplog) for one in (cast.ON_RECORD, cast.CLEAN))
    assert on_record.letters[0] == clean.letters[0]
    assert [a == b for a, b in zip(on_record.letters, clean.letters, strict=True)] == [True, False, False]
