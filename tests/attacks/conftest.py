"""One stage for all attacks, and the table of what was tried. ``--whole``: everything, as ``make attacks`` does; without it a little of each."""

import pytest

from attacks.stage import Stage
from attacks.table import DOCUMENT, Table

TABLE = pytest.StashKey()
OPTIONS = {"whole": "--whole", "every": "--every-value"}


def pytest_addoption(parser):
    group = parser.getgroup("attacks")
    group.addoption("--whole", action="store_true", help="try everything of every attack, and write docs/attacks.md")
    group.addoption(
        "--every-value", action="store_true", help="change a byte to each of its 255 other values (with --whole; long)"
    )
    group.addoption(
        "--fuzz", type=int, default=0, metavar="SECONDS", help="and make up files, texts and codes for so long"
    )


@pytest.fixture(scope="session")
def stage(tmp_path_factory, pytestconfig):
    asked = {name: pytestconfig.getoption(option, default=False) for name, option in OPTIONS.items()}
    return Stage(tmp_path_factory.mktemp("stage"), **asked)


@pytest.fixture(scope="session")
def table(pytestconfig):
    made = Table()
    pytestconfig.stash[TABLE] = made
    return made


def pytest_sessionfinish(session):
    made = session.config.stash.get(TABLE, None)
    if made is not None and hasattr(session.config, "workeroutput"):
        session.config.workeroutput["attacks"] = made.as_json()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    """Another process of this run is done: what it found is added to what the others found."""
    found = getattr(node, "workeroutput", {}).get("attacks")
    if found:
        node.config.stash.setdefault(TABLE, Table()).add(found)


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    made = config.stash.get(TABLE, None)
    if made is None or not config.getoption("--whole", default=False):
        return
    terminalreporter.section("attacks")
    for line in made.lines():
        terminalreporter.write_line(line)
    if exitstatus == 0 and not config.option.keyword and "tests/attacks" in config.args[0]:
        DOCUMENT.write_text(made.document(), encoding="utf-8")
        terminalreporter.write_line(f"written: {DOCUMENT.name}")
