"""The log becomes public on the tick, by the same number of leaves, whatever was issued; in the database and as files in a folder."""

import json
import logging
import secrets
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from qingbai.audit import keys, log
from qingbai.audit.keys import CERTIFICATES
from qingbai.audit.models import Node, Publication
from qingbai.audit.note import open_checkpoint
from qingbai.audit.public import folder, publishing, rounds, tiles
from qingbai.audit.public.examine import Held, examine
from qingbai.audit.public.publishing import MOST_MADE_UP, Tick, plan, wanted
from qingbai.audit.public.sources import Folder

AT = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.LOG_KEYS, settings.LOG_FOLDER = tmp_path / "keys", tmp_path / "log"
    settings.LOG_POLICY = tmp_path / "log.policy"
    settings.LOG_PACE = 4


def issue(count, name=CERTIFICATES):
    for _ in range(count):
        log.append(log=name, leaves=[secrets.token_bytes(32)])


def publish(at=AT):
    done = publishing.go_round(CERTIFICATES, at=at)
    return done and done.size


def whole(place, *held):
    report = examine(Folder(place), trusted=[keys.verifier_key(CERTIFICATES, "default")], held=held)
    return report.size, [fault.code for fault in report.faults]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "issued",
    [[0, 0, 0, 0, 0, 0, 0, 0], [4, 4, 4, 4, 4, 4, 4, 4], [0, 3, 0, 1, 0, 4, 0, 0], [1, 25, 0, 0, 0, 0, 0, 2]],
    ids=["nothing", "all that the pace allows", "now and then", "more than the pace allows"],
)
def test_what_is_public_is_the_same_whatever_was_issued(issued):
    seen = []
    publish()
    for minute, papers in enumerate(issued, 1):
        issue(papers)
        publish(AT + minute * MINUTE - timedelta(seconds=20))
        done = publishing.go_round(CERTIFICATES, at=AT + minute * MINUTE + timedelta(seconds=1))
        seen.append((done.size, done.at))
    assert seen == [(4 + 4 * minute, AT + minute * MINUTE) for minute in range(1, 9)]
    sizes = {len(bytes(row.data)) for row in Node.objects.filter(log=CERTIFICATES, level=0)}
    assert sizes == {32}


@pytest.mark.django_db
def test_papers_above_the_pace_keep_their_place_and_are_public_some_ticks_later(caplog):
    publish()
    entered = [log.enter(log=CERTIFICATES, leaf=secrets.token_bytes(32), at=AT) for _ in range(50)]
    with caplog.at_level(logging.WARNING):
        public = publishing.go_round(CERTIFICATES, at=AT + MINUTE)
    assert public.size == 8
    assert "46 leaves ahead of its public pace of 4 a minute: set QINGBAI_LOG_PACE" in caplog.text
    for minute in range(2, 14):
        publish(AT + minute * MINUTE)
    assert publishing.latest(CERTIFICATES).size == 56
    assert log.size(CERTIFICATES) == 56
    for one in entered:  # each paper's own checkpoint stands in what became public
        assert log.root(CERTIFICATES, one.signed.size) == one.signed.root


@pytest.mark.django_db
def test_between_two_ticks_the_log_grows_evenly_and_nothing_is_public_early():
    assert publish() == 4
    assert [publish(AT + timedelta(seconds=second)) for second in (14, 15, 44, 59)] == [None] * 4
    assert log.size(CERTIFICATES) == 7
    assert publishing.latest(CERTIFICATES).size == 4
    assert publishing.file(CERTIFICATES, "tile/entries/000.p/4") is not None
    assert publishing.file(CERTIFICATES, "tile/entries/000.p/7") is None
    assert publish(AT + MINUTE) == 8
    assert publish(AT + MINUTE) is None


ticks = st.lists(st.integers(0, 4000), min_size=1, max_size=12)


@given(st.integers(1, 50), ticks, ticks)
def test_the_public_size_is_a_function_of_time(batch, looks, others):
    def at_the_end(seconds):
        last = plan(None, size=0, at=AT, batch=batch)
        for second in [*sorted(seconds), 4001]:
            now = AT + timedelta(seconds=second)
            assert wanted(last, at=now, batch=batch) >= last.size
            due = plan(last, size=secrets.randbelow(10_000), at=now, batch=batch)
            last = due or last
        return last

    even = range(0, 4001, 30)  # whoever looks every half minute; others miss up to an hour and make up for it
    if max(b - a for a, b in zip([0, *sorted(looks)], [*sorted(looks), 4001], strict=True)) < 3600:
        assert at_the_end(looks) == at_the_end(even) == at_the_end([*looks, *others])


def test_after_a_long_standstill_an_hour_is_made_up_for_and_no_more():
    assert plan(Tick(100, AT), size=0, at=AT + timedelta(days=30), batch=4) == Tick(
        100 + 4 * MOST_MADE_UP, AT + timedelta(days=30)
    )
    assert wanted(Tick(100, AT), at=AT + timedelta(days=30), batch=4) == 100 + 4 * MOST_MADE_UP
    assert wanted(Tick(100, AT), at=AT - timedelta(days=30), batch=4) == 100
    assert plan(Tick(100, AT), size=0, at=AT - timedelta(days=30), batch=4) is None
    with pytest.raises(ValueError, match="QINGBAI_LOG_PACE"):
        plan(None, size=0, at=AT, batch=0)


@pytest.mark.django_db
def test_two_publishers_at_once_publish_one_checkpoint():
    due = Tick(8, AT)
    first = publishing.publish(CERTIFICATES, due)
    second = publishing.publish(CERTIFICATES, due, cosigned=lambda note: note + "— late.example/w AAAAAAAA\n")
    assert first.note == second.note
    assert Publication.objects.count() == 1


@pytest.mark.django_db
def test_the_folder_is_whole_at_every_tick_and_holds_what_the_site_serves(settings):
    settings.LOG_PACE = 150
    place, kept = Path(settings.LOG_FOLDER), []
    for minute in range(5):
        issue(9)
        done = rounds.go_round(at=AT + minute * MINUTE)
        kept.append(Held(done.note, f"minute {minute}"))
        assert whole(place, *kept) == (150 * (minute + 1), [])
    files = sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())
    assert [path for path in files if path.startswith("tile/0/")] == [
        *("tile/0/000", "tile/0/001", "tile/0/002.p/238", "tile/0/002.p/88"),
    ]
    for path in files:
        assert publishing.file(CERTIFICATES, path) == (place / path).read_bytes()
        assert stat.S_IMODE((place / path).stat().st_mode) == 0o644
    history = [json.loads(line) for line in (place / "history/2026-03-02").read_text().splitlines()]
    assert [entry["note"] for entry in history] == [each.note for each in kept]


@pytest.mark.django_db
def test_nothing_is_served_that_is_no_public_file():
    assert publishing.file(CERTIFICATES, "checkpoint") is None
    publish()
    for path in ("", "tile/0/000", "tile/0/../checkpoint", "history/", "history/2026-3-2", "history/2025-01-01"):
        assert publishing.file(CERTIFICATES, path) is None
    head = open_checkpoint(publishing.file(CERTIFICATES, "checkpoint"), keys.verifier_key(CERTIFICATES, "default"))
    assert head.size == 4


@pytest.mark.django_db
def test_a_database_from_an_older_backup_is_not_published_over_the_newer_log(settings):
    for minute in range(3):
        rounds.go_round(at=AT + minute * MINUTE)
    place = Path(settings.LOG_FOLDER)
    before = (place / "checkpoint").read_bytes()
    with connections["default"].cursor() as cursor:  # what a restore of the first minute's backup leaves
        cursor.execute(
            "ALTER TABLE audit_node DISABLE TRIGGER USER; ALTER TABLE audit_publication DISABLE TRIGGER USER"
        )
        cursor.execute(
            "DELETE FROM audit_node WHERE (place + 1) << level::int > 4; DELETE FROM audit_publication WHERE size > 4"
        )
    with pytest.raises(folder.Contradicted, match="speaks of 12 leaves and the database of 8"):
        rounds.go_round(at=AT + MINUTE)
    assert (place / "checkpoint").read_bytes() == before
    issue(1)  # it grows again, past what was published, with other leaves
    with pytest.raises(folder.Contradicted, match="another log than the database holds"):
        rounds.go_round(at=AT + 5 * MINUTE)
    assert (place / "checkpoint").read_bytes() == before
    assert publishing.latest(CERTIFICATES).size == 4  # nor does the site show it


@pytest.mark.django_db
def test_a_folder_that_holds_another_log_is_left_alone(settings):
    place = Path(settings.LOG_FOLDER)
    place.mkdir()
    (place / "checkpoint").write_text("something else\n")
    with pytest.raises(folder.Contradicted, match="not a checkpoint of this log"):
        rounds.go_round(at=AT)
    assert (place / "checkpoint").read_text() == "something else\n"


@pytest.mark.django_db
def test_dummies_are_known_by_the_secret_and_by_nothing_else():
    issue(3)
    log.pad(log=CERTIFICATES, upto=20)
    rows = Node.objects.filter(log=CERTIFICATES, level=0).order_by("place").values_list("data", flat=True)
    padding = keys.padding(CERTIFICATES, "default", since=99)
    assert padding.since == 3
    assert [bytes(data) == padding.leaf(place) for place, data in enumerate(rows)] == [False] * 3 + [True] * 17
    path = keys.padding_file(CERTIFICATES, "default")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert padding.secret.hex() not in repr(padding)
    publish()
    path.unlink()
    with pytest.raises(keys.KeyMissing, match="put it back from the backup"):
        log.pad(log=CERTIFICATES, upto=30)
    path.write_text("since 3\nabc\n")
    with pytest.raises(keys.KeyMissing, match="cannot be used"):
        log.pad(log=CERTIFICATES, upto=30)


@pytest.mark.django_db
def test_many_dummies_are_added_in_portions(monkeypatch):
    monkeypatch.setattr(log, "AT_ONCE", 100)
    assert log.pad(log="long", upto=305) == log.Placed(0, 305)
    assert log.size("long") == 305


@given(st.integers(1, 3000))
def test_a_tile_is_asked_for_only_where_there_is_one(size):
    assert all(tile.needs <= size for tile in tiles.all_tiles(size))
