"""The portal's pages beside an empty page that goes through the same middleware: the server's own time, on one core.

Each page is asked for as a signed-in person has it, through Django's handler, in this process, from a database of its own: what the network
and the web server add is not in it.
"""

import itertools
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import frame
from benchmarks.frame import Options, Result, Runner

TITLE = "the portal's pages, on one core"
ROUNDS = 20
BLOCK = 10
MOST = 50.0  # milliseconds, of the middle page
ANSWERS = {
    "place": "household",
    "district": "100101",
    "office": "100101-hy",
    "purpose": "study",
    "period": "all",
    "delivery": "download",
    "phone": "13800000000",
}


def run(options: Options) -> Result:
    """Every page in turns with the empty one."""
    with frame.one_core() as where, frame.home(), installed():
        reader = Reader()
        runners = [Runner("an empty page", reader.asks("/empty/"))]
        runners += [Runner(name, reader.asks(address)) for name, address in reader.pages().items()]
        rows = frame.in_turns(runners, rounds=options.rounds or ROUNDS, block=BLOCK, others=reader.server())
    pages = sorted(row.median * 1000 for row in rows[1:])
    work = sorted(row.cpu * 1000 for row in rows[1:])
    return Result(
        rows=rows,
        figures={
            "the middle page, by the clock": f"{pages[len(pages) // 2]:.1f} ms (at most {MOST:.0f} are wanted)",
            "the middle page, by work done": f"{work[len(work) // 2]:.1f} ms, PostgreSQL's included",
            "the slowest page, by the clock": f"{pages[-1]:.1f} ms",
        },
        notes=(
            where,
            "through Django's handler in this process, PostgreSQL on the same core; no network, no web server",
        ),
    )


@contextmanager
def installed() -> Iterator[None]:
    """A demonstration in the home folder; this process is its public site, with an empty page more."""
    from qingbai.project import home, setup

    home.begin(demonstration=True)
    with setup.installation() as addresses:
        os.environ.update(addresses.web)
        setup.settle(addresses.web)
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        settings.ROOT_URLCONF = "benchmarks.usual.empty_page"
        yield


class Reader:
    """Somebody signed in who has sent one application and begun another."""

    def __init__(self) -> None:
        from django.test.client import Client, ClientHandler

        self.client, self.handler = Client(), ClientHandler(enforce_csrf_checks=False)
        self.sign_in()
        self.answer()
        self.status = self.send()
        self.answer()

    def sign_in(self) -> None:
        from django.conf import settings
        from django.contrib.sessions.backends.db import SessionStore
        from django.test import RequestFactory

        from qingbai.portal import session

        request = RequestFactory().get("/")
        request.session = SessionStore()
        session.sign_in(request, lin_qinghe())
        request.session.save()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key

    def answer(self) -> None:
        for question, given in ANSWERS.items():
            asked = self.client.post(f"/apply/question/{question}/", {"answer": given})
            if asked.status_code != 302:
                raise RuntimeError(f"the question {question} was not answered: {asked.status_code}")

    def send(self) -> str:
        asked = self.client.get("/apply/check/")
        if asked.status_code != 200:
            raise RuntimeError(f"something is not answered: {asked.headers['Location']}")
        page = asked.content.decode()
        token = page.split('name="token" value="')[1].split('"')[0]
        received = self.client.post("/apply/check/", {"token": token, "declared": "on"}).headers["Location"]
        return str(received).removesuffix("received/")

    def pages(self) -> dict[str, str]:
        """The pages that people see, by what they are."""
        return {
            "first page": "/",
            "offices": "/offices/",
            "office finder": "/offices/?who=citizen&residence=100101&household=100102",
            "privacy": "/privacy/",
            "your details": "/apply/",
            "a question": "/apply/question/district/",
            "check your answers": "/apply/check/",
            "received": f"{self.status}received/",
            "where it stands": f"{self.status}?still",
            "your applications": "/applications/",
            "appointments": "/appointments/",
            "verify": "/verify",
        }

    def asks(self, address: str) -> Any:
        """Ask for a page once; whatever is not a page is a fault of the benchmark."""
        path, _, query = address.partition("?")
        environ = self.client._base_environ(PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD="GET")

        def once(_: int) -> None:
            response = self.handler(dict(environ))
            if response.status_code != 200:
                raise RuntimeError(f"{address} answers {response.status_code}")

        for turn in itertools.repeat(0, 3):  # templates are loaded
            once(turn)
        return once

    def server(self) -> frame.Cpu:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return frame.server_cpu(int(cursor.fetchone()[0]))


def lin_qinghe() -> Any:
    """One of the demonstration's invented persons, as the real-name service would prove her."""
    from qingbai import clock
    from qingbai.law.local import IdentityLevel
    from qingbai.law.terms import AskerClass, DocumentKind, Sex
    from qingbai.portal.realname import Identity
    from qingbai.project import demo

    known = json.loads((Path(demo.__file__).parent / "persons.json").read_text(encoding="utf-8"))
    one = next(one for one in known["persons"] if one["key"] == "lin-qinghe")
    return Identity(
        asker_class=AskerClass(one["asker_class"]),
        name=one["name"],
        latin_name=one["latin_name"],
        sex=Sex(one["sex"]),
        born_on=date.fromisoformat(one["born_on"]),
        nationality=one["nationality"],
        document_kind=DocumentKind(one["document_kind"]),
        document_number=one["document_number"],
        assertion="bench",
        proven_at=clock.now(),
        level=IdentityLevel.FACE,
    )
