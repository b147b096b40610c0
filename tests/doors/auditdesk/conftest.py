"""The registry's own site: a demonstration with its offices and keys, registrars at two desks, and a clock on the wall."""

import pytest

from applications import furnish
from qingbai import clock
from visitors import Wall


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    standing = Wall()
    monkeypatch.setattr(clock, "now", lambda: standing.now)
    return standing


@pytest.fixture
def registry(db: None, settings, wall: Wall) -> Wall:
    """The registry's site of a demonstration. Its tests are marked with both databases."""
    settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    settings.DEMO = True
    furnish()
    return wall
