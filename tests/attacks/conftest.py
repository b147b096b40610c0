"""One stage for all attacks, and the table of what was tried. ``--whole``: everything, as ``make attacks`` does; without it a little of each."""

import pytest

from attacks.stage import Stage
from attacks.table import DOCUMENT, Table

TABLE = pytest.StashKey()


def pytest_addoption(parser):
    group = parser.getgroup("attacks")
    group.addoption("--whole", action="store_true", help="try everything of every attack, and write docs/attacks.md")


@pytest.fixture(scope="session")
def stage(tmp_path_factory, pytestconfig):
    return Stage(tmp_path_factory.mktemp("stage"), whole=pytestconfig.getoption("--whole", default=False))


@pytest.fixture(scope="session")
def table(pytestconfig):
    made = Table()
    pytestconfig.stash[TABLE] = made
    return made


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    made = config.stash.get(TABLE, None)
    if made is None or not config.getoption("--whole", default=False):
        return
    terminalreporter.section("attacks")
    for line in made.lines():
        terminalreporter.write_line(line)
    if exitstatus == 0 and not config.option.keyword:
        DOCUMENT.write_text(made.document(), encoding="utf-8")
        terminalreporter.write_line(f"written: {DOCUMENT.name}")
