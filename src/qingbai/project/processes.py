"""Child processes of ``qingbai up``: each gets the addresses that its work needs, and none outlives its parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from qingbai.project.home import CannotRun

Child = subprocess.Popen[bytes]

PARENT_DIED = 1  # PR_SET_PDEATHSIG of Linux
STOPPING_TIME = 10.0  # seconds a child may take to end by itself
ADDRESSES = (
    "DATABASE_URL",
    "VAULT_DATABASE_URL",
    "INTAKE_DATABASE_URL",
    "DATABASE_OWNER_URL",
    "VAULT_DATABASE_OWNER_URL",
)


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Our environment with the given database addresses and no others."""
    kept = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
    return {**kept, **given, "PYTHONUNBUFFERED": "1"}


def python(*arguments: str) -> list[str]:
    """The command that runs a module with our own interpreter."""
    return [sys.executable, "-m", *arguments]


def finish(command: Sequence[str], given: Mapping[str, str]) -> None:
    """Run one step to its end. Raises CannotRun when it fails; it has said why itself."""
    with running(command, given) as child:
        if child.wait() != 0:
            raise CannotRun("The step above failed; nothing after it was done. Put it right and start again.")


@contextlib.contextmanager
def running(command: Sequence[str], given: Mapping[str, str]) -> Iterator[Child]:
    """A child process that ends with the block, and with us should we be killed.

    It has a session of its own, so that Ctrl-C reaches us alone and we end things in order.
    """
    child = subprocess.Popen(  # noqa: S603
        python("qingbai.project.processes", str(os.getpid()), *command),
        env=environment(given),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        stop(child)


def stop(child: Child) -> None:
    """End a child: asked first, then made to, with everything that it started."""
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(STOPPING_TIME)
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def main(parent: int, command: Sequence[str]) -> None:
    """In the child: ask the system to end us with our parent (where it can), then become the command."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we asked
        sys.exit(1)
    os.execv(command[0], list(command))  # noqa: S606


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
