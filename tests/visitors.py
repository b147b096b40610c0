"""Visitors of the site at Django's client: people who apply, clerks at their counters; and the clock on the wall."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from django.urls import reverse

import cast
import realnames
from applications import NOW
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM

PASSWORD = "invented clerks only"


def filled_in(person: cast.Person) -> dict[str, str]:
    """Somebody as a page asks about them, box by box."""
    year, month, day = person.born_on.isoformat().split("-")
    return {
        "name": person.name,
        "latin_name": person.latin,
        "sex": person.sex,
        "born_on_0": year,
        "born_on_1": month,
        "born_on_2": day,
        "nationality": person.nationality,
        "document_kind": "resident_id",
        "document_number": person.number,
    }


@dataclass
class Wall:
    """The clock on the wall; it stands still until somebody moves it."""

    now: datetime = NOW

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Visitor:
    """Somebody at a browser; remembers every address on the way."""

    client: Client = field(default_factory=Client)
    addresses: list[str] = field(default_factory=list)
    unlocks: bool = False
    """Whether a desk that is locked after a pause is opened again without a word (``test_locking`` says what is there to see)."""

    def get(self, address: str, **parameters):
        if parameters:
            address += ("&" if "?" in address else "?") + urlencode(parameters)
        return self._walked(lambda: self.client.get(address, follow=True), address)

    def post(self, address: str, /, **answers):
        return self._walked(lambda: self.client.post(address, answers, follow=True), address)

    def _walked(self, ask, address: str):
        response = ask()
        where = response.redirect_chain[-1][0] if response.redirect_chain else ""
        if self.unlocks and where.endswith("/unlock/"):
            self.client.post(where, {"password": PASSWORD})
            self.client.post(where)
            response = ask()
        self.addresses += [address, *(where for where, _ in response.redirect_chain)]
        return response

    def sign_in(self, person: str, level: str = "face"):
        with override_settings(REAL_NAME=realnames.NAME):
            return self.get(self.way_back(), code=realnames.code(person, level))

    def way_back(self) -> str:
        """Off to the real-name service: the address that it would send the person back to, but for its code."""
        return self.client.post(reverse("sign-in")).headers["Location"]

    def answer(self, **answers: str):
        """Answer the questions by their keys, in the order the portal asks them."""
        page, before = self.get(reverse("next-question")), ""
        while (found := re.search(r"/apply/question/([a-z-]+)/$", self.addresses[-1])) and found[1] in answers:
            given = answers[found[1]]
            if found[1] == before:  # asked again: the answer was refused, and the page says why
                break
            before = found[1]
            page = self.post(
                reverse("question", args=[found[1]]), **(given if isinstance(given, dict) else {"answer": given})
            )
        return page

    def send(self):
        """Send the application that was filled in."""
        page = self.get(reverse("check"))
        token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
        return self.post(reverse("check"), token=token, declared="on")

    def reference(self) -> str:
        """How the address names the application just sent."""
        return re.search(r"/applications/([^/]+)/", self.addresses[-1])[1]


CITIZEN = {
    "place": "household",
    "district": "100101",
    "office": "100101-hy",
    "purpose": "study",
    "period": "all",
    "delivery": "download",
    "phone": "13800000000",
}
FOREIGNER = {
    "district": "100101",
    "office": "100101-ee",
    "purpose": "visa",
    "period": "all",
    "delivery": "download",
    "phone": "+33 1 00 00 00 00",
}


def apply(person: str, **other: str) -> Visitor:
    """Somebody applies, from the first page to the confirmation."""
    visitor = Visitor()
    visitor.sign_in(person)
    visitor.answer(**{**(FOREIGNER if person in {"elise-moreauval", "tomas-rivedal"} else CITIZEN), **other})
    visitor.send()
    return visitor


def clerk(office: str = "100101-hy", number: str = "100101-01", role: Role = Role.CLERK) -> Visitor:
    """Somebody who works at an office, at the counter."""
    account = f"{role.value}-{number}"
    agencies.appoint(
        username=account,
        name="周河岸",
        number=number,
        office=office,
        role=role,
        by=SYSTEM,
        at=NOW,
        basis="test",
        password=PASSWORD,
    )
    visitor = Visitor(unlocks=True)
    visitor.client.force_login(get_user_model().objects.get(username=account))
    return visitor


def text(response) -> str:
    """The words of a page, without its tags."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def wrongs(response) -> list[str]:
    """The error summary, each line with the id that it leads to being on the page."""
    page = response.content.decode()
    found = re.search(r'<div class="wrongs".*?</div>', page, re.S)
    if not found:
        return []
    for box in re.findall(r'href="#([^"]+)"', found[0]):
        assert f'id="{box}"' in page, f"the summary leads to #{box}, which is not on the page"
    return [unescape(line) for line in re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", found[0])]
