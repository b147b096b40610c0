"""The walk over all pages, in Chromium: axe, weight, time, targets, nothing asked elsewhere, nothing scrolled sideways.

``make screens`` plays every scene and writes ``docs/pages.md`` and the sheets of pictures beside it; without it a few are played.
"""

import os
import shutil
from collections.abc import Iterator

import pytest

from applications import furnish
from qingbai import clock
from scenes import every, sheet
from scenes.frame import KEPT, SCENES, Scene, Stage
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
def book(pytestconfig: pytest.Config) -> Iterator[sheet.Book]:
    """All that was seen; written down and summed up at the end of a walk, whatever failed on the way."""
    kept = sheet.Book()
    yield kept
    if WHOLE:
        pytestconfig.stash[sheet.SUMMARY] = kept.close()


@pytest.mark.parametrize("scene", PLAYED, ids=lambda one: one.name)
@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_nothing_is_amiss_on_any_page(scene: Scene, stage: Stage, book: sheet.Book, settings) -> None:
    if scene.site == "registry":
        settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    stage.scene = scene.name
    shutil.rmtree(KEPT / "whole" / scene.name, ignore_errors=True)
    broken = "it did not go to its end"
    try:
        scene.play(stage)
        broken = ""
    finally:
        if WHOLE:
            book.take(scene, stage.seen, broken)
    amiss = [f"{one.state}: {fault}" for one in stage.seen for fault in (*one.axe, *one.faults)]
    assert not amiss, "\n".join(amiss)
    assert set(scene.shows) <= {one.route for one in stage.seen}, "a scene shows the pages that it says it shows"
