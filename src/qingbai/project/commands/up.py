"""``qingbai up``: the whole house on this machine until Ctrl-C, which stops everything that it started.

Two sites: the public one has no way to the vault; the registry's own, on the next port, takes documents in and has one. A demonstration has an
identity service besides, where people sign in.
"""

import contextlib
import fcntl
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

import click

from qingbai.payments.gateway import keys
from qingbai.payments.gateway.server import Gateway
from qingbai.project import environment, home, processes, setup
from qingbai.project.home import CannotRun
from qingbai.project.postgres.server import open_lock
from qingbai.project.provider import setting

SITE_MUST_ANSWER = 60.0  # seconds


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65534),
    help="Port of the public site; the registry's own site takes the next one, a demonstration's identity service the next that is free.",
)
@click.option(
    "--workers",
    default=min(os.cpu_count() or 1, 4),
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that serve the public site.",
)
@click.option(
    "--demo/--no-demo",
    default=True,
    help="A demonstration with invented persons, walked through once on the first start; or a real register. "
    "The first start decides for good.",
)
def command(*, host: str, port: int, workers: int, demo: bool) -> None:
    """Prepare everything, then serve the public site and the registry's own until Ctrl-C."""
    url, registry = address(host, port), address(host, port + 1)
    with ended_in_order(), the_only_one(url):
        for taken in (port, port + 1):
            refuse_taken(host, taken)
        for slip in environment.misspelt():
            click.echo(f"Warning: {slip}", err=True)
        environment.check()  # what is wrong with how things are named is told before anything is started
        home.provider()
        home.begin(demonstration=demo)
        with (
            setup.installation(say=tell) as addresses,
            payments_of_the_demonstration(demo=demo) as accounts,
            identity_of_the_demonstration(host, port, demo=demo) as identity,
        ):
            public = {
                "QINGBAI_URL": os.environ.get("QINGBAI_URL", url),
                **accounts,
                **identity.site,
            }  # the URL is printed on papers
            if demo:
                walk_once(addresses.intake | public)
            with (
                processes.running(site_command(host, port, workers), addresses.web | public) as server,
                processes.running(site_command(host, port + 1, 1), addresses.intake | public) as desk,
                processes.running(processes.python("qingbai.project.worker"), addresses.intake) as worker,
                processes.running(processes.python("qingbai.project.caseworker"), addresses.web | public) as caseworker,
                processes.running(processes.python("qingbai.project.messenger"), addresses.web | public) as messenger,
                processes.running(processes.python("qingbai.project.cashier"), addresses.web | public) as cashier,
                processes.running(processes.python("qingbai.project.publisher"), addresses.web | public) as publisher,
            ):
                wait_for_answer(server, url)
                wait_for_answer(desk, registry)
                click.echo(f"The registry's own site runs at {registry}")
                click.echo(f"Qingbai runs at {url} -- Ctrl-C stops it.")
                watched = {"site": server, "registry's site": desk, "worker": worker, "publisher": publisher}
                watch(
                    watched | {"caseworker": caseworker, "messenger": messenger, "cashier": cashier} | identity.children
                )


@contextlib.contextmanager
def payments_of_the_demonstration(*, demo: bool) -> Iterator[dict[str, str]]:
    """A payment gateway of our own where a demonstration names no provider; its accounts, as the sites find them in the environment."""
    if not demo or any(name.startswith(("QINGBAI_WECHAT_", "QINGBAI_ALIPAY_")) for name in os.environ):
        yield {}
        return
    with Gateway(keys.make()).running() as gateway:
        yield keys.settings(gateway.keys, home.folder() / "payments", gateway.url)


@dataclass(frozen=True)
class Identity:
    """The identity service of a demonstration: what the site must know of it, and its process; both empty where there is none."""

    site: dict[str, str]
    children: dict[str, processes.Child]


@contextlib.contextmanager
def identity_of_the_demonstration(host: str, port: int, *, demo: bool) -> Iterator[Identity]:
    """An OpenID provider of our own where a demonstration names no other; it takes the next free port after the registry's."""
    if not demo or any(name.startswith("QINGBAI_OIDC_") for name in os.environ):
        yield Identity({}, {})
        return
    own = free_after(host, port + 1)
    issuer = address(host, own)
    sites = [os.environ.get("QINGBAI_URL", ""), address(host, port), address("localhost", port)]
    given = setting.of_the_service(issuer, [site for site in sites if site])
    command = site_command(host, own, 1, "qingbai.project.provider.wsgi:application")
    with processes.running(command, given) as service:
        wait_for_answer(service, issuer)
        click.echo(f"The demonstration's identity service runs at {issuer}")
        yield Identity(setting.of_the_site(issuer), {"identity service": service})


def free_after(host: str, port: int) -> int:
    """The next port after this one on which we can listen. Raises CannotRun where the next twenty are taken."""
    for found in range(port + 1, min(port + 21, 65536)):
        try:
            refuse_taken(host, found)
        except CannotRun:
            continue
        return found
    raise CannotRun(f"No port after {port} is free for the identity service: choose others with --port.")


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds a site."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def tell(step: str) -> None:
    """Print a step as it begins."""
    click.echo(f"  {step} ...")


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal all end the block, whose clean-up nothing then interrupts."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for number in ENDINGS:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in ENDINGS:
        signal.signal(number, end)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing of it runs any more; everything is kept.")


ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def the_only_one(url: str) -> Iterator[None]:
    """One ``up`` per home folder. Raises CannotRun when another runs."""
    with open_lock(home.folder() / "up.lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            told = lock.read().decode() or "unknown"
            raise CannotRun(
                f"Qingbai already runs on {home.folder()} ({told}): use that one, or stop it, "
                "or name another home folder in QINGBAI_HOME."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, {url}".encode())
        lock.flush()
        yield


def refuse_taken(host: str, port: int) -> None:
    """Raise CannotRun before anything is started when nobody can listen there."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as error:
        why = "another program listens there" if "in use" in str(error) else error.strerror or str(error)
        raise CannotRun(
            f"Cannot listen on port {port} of {host}: {why}. "
            f"Choose another, for instance: qingbai up --port {port + 1} (or: make run PORT={port + 1})."
        ) from error


def walk_once(given: dict[str, str]) -> None:
    """The main job, once in the life of an installation."""
    if not home.main_job_is_done():
        tell("the main job, once, on invented judgments")
        processes.finish(processes.python("qingbai.project.cli", "demo"), given)


def site_command(
    host: str, port: int, workers: int, application: str = "qingbai.project.wsgi:application"
) -> list[str]:
    """Granian over WSGI: one blocking thread a worker, each with one lasting database connection."""
    return processes.python(
        "granian",
        "--interface=wsgi",
        f"--host={host}",
        f"--port={port}",
        f"--workers={workers}",
        "--blocking-threads=1",
        "--no-ws",
        "--http=1",
        "--log-level=warning",
        "--respawn-failed-workers",
        application,
    )


def wait_for_answer(server: processes.Child, url: str) -> None:
    """Return once the site answers anything at all. Raises CannotRun if it ends or stays silent."""
    deadline = time.monotonic() + SITE_MUST_ANSWER
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CannotRun("The site ended while it was starting; its last lines stand above.")
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 -- our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CannotRun(f"The site does not answer at {url} after {SITE_MUST_ANSWER:.0f} seconds.")


def watch(children: dict[str, processes.Child]) -> None:
    """Stay until one of the children ends by itself, which ends everything. Raises CannotRun naming it."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CannotRun(f"The {name} ended by itself (status {child.returncode}), so everything was stopped.")
        time.sleep(0.5)
