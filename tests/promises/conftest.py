"""Promises are tried on a demonstration with its offices, persons and keys, at a clock that stands still."""

import pytest

from applications import furnish
from qingbai import clock
from visitors import Wall


@pytest.fixture
def site(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> Wall:
    """A demonstration with its offices and keys."""
    wall = Wall()
    monkeypatch.setattr(clock, "now", lambda: wall.now)
    settings.DEMO = True
    furnish()
    return wall
