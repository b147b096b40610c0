import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from installations import Programs, end_server, server_at


@pytest.fixture(scope="session")
def initialised() -> Iterator[Path]:
    """The data of a server that was made once and never used."""
    folder = Path(tempfile.mkdtemp(prefix="qingbai-place-"))
    folder.chmod(0o755)
    server = server_at(folder / "server")
    with server.in_use():
        pass
    yield server.data
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def place(bare_place: Path, initialised: Path) -> Path:
    """The same with data that is made already."""
    bare_place.mkdir()
    subprocess.run(["cp", "-a", initialised, bare_place], check=True)
    return bare_place


@pytest.fixture
def bare_place() -> Iterator[Path]:
    """Where a server may live that another user runs when we are root; what runs there at the end is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="qingbai-place-"))
    folder.chmod(0o755)
    yield folder / "server"
    end_server(folder / "server" / "data")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def programs_of_the_test() -> Iterator[Programs]:
    programs = Programs()
    yield programs
    programs.end()
