"""A demonstration with its offices, persons and keys, and a clock on the wall that stands still."""

import json
from pathlib import Path

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
def site(db: None, settings, wall: Wall) -> Wall:
    """A demonstration with its offices and keys."""
    settings.DEMO = True
    furnish()
    return wall


@pytest.fixture
def persons(settings, tmp_path: Path):
    """Change what the real-name service knows about its persons."""

    def change(key: str, **facts: object) -> None:
        known = json.loads(Path(settings.DEMO_PERSONS).read_text(encoding="utf-8"))
        next(one for one in known["persons"] if one["key"] == key).update(facts)
        settings.DEMO_PERSONS = tmp_path / "persons.json"
        settings.DEMO_PERSONS.write_text(json.dumps(known), encoding="utf-8")

    return change
