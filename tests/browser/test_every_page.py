"""The walk over all pages, in Chromium: axe, weight, time, targets, nothing asked elsewhere, nothing scrolled sideways.

``make screens`` plays every scene and writes ``docs/pages.md`` and the sheets of pictures beside it; without it a few are played.
"""

import os
from collections.abc import Iterator

import pytest

from applications import furnish
from qingbai import clock
from scenes import every, sheet
from scenes.frame import SCENES, Scene, Stage
from visitors import Wall

WHOLE = os.environ.get("QINGBAI_EVERY_PAGE") == "1"
SAMPLE = {"something_is_missing"}
PLAYED = [one for one in SCENES if WHOLE or one.name in SAMPLE]
assert every.PARTS


@pytest.fixture
def stage(browser, settings, transactional_db, live_server, monkeypatch, tmp_path) -> Stage:
    """A demonstration, served, under a clock that stands still."""
    wall = Wall()
    monkeypatch.setattr(clock, "now", lambda: wall.now)
    settings.DEMO = True
    settings.PUBLIC_URL = str(live_server.url)
    furnish()
    return Stage(browser, str(live_server.url), wall, settings, tmp_path, pictures=WHOLE)


@pytest.fixture(scope="module")
def book() -> Iterator[sheet.Book]:
    """All that was seen; written down at the end of a whole walk."""
    kept = sheet.Book()
    yield kept
    if WHOLE:
        kept.write()


@pytest.mark.parametrize("scene", PLAYED, ids=lambda one: one.name)
@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_nothing_is_amiss_on_any_page(scene: Scene, stage: Stage, book: sheet.Book, settings) -> None:
    if scene.site == "registry":
        settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    stage.scene = scene.name
    scene.play(stage)
    if WHOLE:
        book.take(scene, stage.seen)
    amiss = [f"{one.state}: {fault}" for one in stage.seen for fault in (*one.axe, *one.faults)]
    assert not amiss, "\n".join(amiss)
    assert set(scene.shows) <= {one.route for one in stage.seen}, "a scene shows the pages that it says it shows"
