"""Promise 1 through the doors: every response to a sealed person equals the response to a clean one, headers, statements and all.

Two people with the same facts walk the same way: portal, waiting, download; the clerk opens both files; a stranger verifies both papers. A
template that told the two apart by a single blank would be found, and a planted one is.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import cast
from applications import judged
from qingbai.certificates.models import Paper
from qingbai.inquiries.models import Application
from qingbai.verification.results import masked_number
from visitors import CITIZEN, Visitor, clerk

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

MASKS = (
    (r'name="csrfmiddlewaretoken" value="\w+"', "CSRF"),
    (r'name="token" value="[^"]+"', "TOKEN"),
    (r'name="mark" value="[\w:-]+"', "MARK"),
    (r"QB\d{8}-\w{8}(~[\w-]+)?", "APPLICATION"),
    (r"第\d{7}号", "PAPER"),
    (r"\b[0-9a-f]{32,64}\b", "HASH"),
    (r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", "CODE"),
    (r"state=[^\"&]+", "STATE"),
    (r"verify(/|%2F)link(/|%2F)\w+", "LINK"),
    (r"GX\d{8}-\w{8}", "NUMBER"),
)
TWINS = (("shen-xiaodu", cast.SEALED), ("shen-xiaozhou", cast.SEALED_TWIN))


def masked(text: str, person: cast.Person) -> str:
    for secret in (person.name, person.latin, person.number, person.latin.title()):
        text = text.replace(secret, "WHO")
    text = text.replace(masked_number(person.number), "WHO")  # what verification by code shows of it
    for pattern, word in MASKS:
        text = re.sub(pattern, word, text)
    return text


def seen(response, person: cast.Person) -> tuple[object, ...]:
    """All that a browser gets: status, headers, body; a paper's body is a file of its own kind and compared by its claim."""
    headers = {name: masked(value, person) for name, value in response.headers.items() if name != "Content-Length"}
    body = "PDF" if response.content.startswith(b"%PDF") else masked(response.content.decode(), person)
    body = re.sub(r'(name="mark" value=)"([^"]+)"', lambda mark: f"{mark[1]}{len(mark[2])} signs", body)
    return response.status_code, headers, body


def statement(sql: str) -> str:
    sql = re.sub(r"'(?:[^']|'')*'(::\w+(\[\])?)?", "?", sql)
    sql = re.sub(r"s\d+_x\d+|\b\d+\b", "?", sql)
    sql = re.sub(r"\(\?(, ?\?)*\)", "(?)", sql)
    return re.sub(r"\(\?\)(, ?\(\?\))+", "(?)", sql)


def shared(visitor: Visitor, reference: str):
    """A link is made, used for all that it shows, and stopped; each answer to holder and stranger."""
    page = visitor.get(reverse("links", args=[reference]))
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    made = visitor.post(reverse("links", args=[reference]), label="学校", shows="file", token=token)
    path = re.search(r"/verify/link/\w+/", made.content.decode())[0]
    yield from (
        page,
        made,
        Client().get(path),
        Client().post(path, {"who": "学校"}),
        Client().post(path, {"file": "1"}),
    )
    number = re.search(r"/links/(GX[\w-]+)/", made.content.decode())[1]
    yield visitor.post(reverse("stop-link", args=[reference, number]))
    yield Client().post(path)


def walk(key: str, person: cast.Person, site) -> tuple[list[object], list[str]]:
    """The whole way of one person; everything that was answered, and every statement behind it."""
    answers: list[object] = []
    visitor = Visitor()
    with CaptureQueriesContext(connection) as asked:
        answers.append(seen(visitor.sign_in(key), person))
        answers.append(seen(visitor.answer(**CITIZEN), person))
        answers.append(seen(visitor.send(), person))
        reference = visitor.reference()
        for moment in (0, 1, 5):
            site.pass_(seconds=moment)
            answers.append(seen(visitor.get(reverse("status", args=[reference])), person))
            answers.append(seen(visitor.get(reverse("paper", args=[reference])), person))
        answers.append(seen(visitor.get(reverse("mine")), person))
        answers += [seen(response, person) for response in shared(visitor, reference)]
    paper = Paper.objects.get(application=Application.objects.get(owner__gt="", draft__name=person.name).number)
    answers.append(masked(bytes(paper.claim).decode(), person))
    answers.append(re.sub(r"\d+", "", masked(str(sorted(paper.pdf[:1024].split())), person)) and len(paper.pdf) // 8192)
    file = SimpleUploadedFile("paper.pdf", bytes(paper.pdf))
    answers.append(seen(Client().post(reverse("verify"), {"way": "file", "file": file}), person))
    answers.append(seen(Client().post(reverse("verify"), {"way": "code", "code": paper.code}), person))
    return answers, [statement(query["sql"]) for query in asked.captured_queries]


@pytest.fixture
def both(site):
    judged("shen-xiaodu")
    Visitor().sign_in("lin-qinghe")  # caches fill once
    start = site.now

    def walked() -> list[tuple[list[object], list[str]]]:
        found = []
        for key, person in TWINS:
            site.now = start
            found.append(walk(key, person, site))
        return found

    return walked


def test_every_answer_to_a_sealed_person_is_the_answer_to_a_clean_one(both) -> None:
    (sealed, asked_for_sealed), (clean, asked_for_clean) = both()
    for one, other in zip(sealed, clean, strict=True):
        assert one == other
    assert asked_for_sealed == asked_for_clean


def test_the_clerk_sees_two_files_that_differ_by_who_it_is_only(both, site) -> None:
    both()
    desk = clerk()
    queue = desk.get(reverse("counter")).content.decode()
    found = []
    for _, person in TWINS:
        row = next(part for part in queue.split("<tr") if person.name in part)
        address = re.search(r'href="(/counter/files/[^"]+)"', row)[1]
        found.append(seen(desk.get(address), person))
    assert found[0] == found[1]


def test_a_blank_too_much_for_one_of_them_would_be_found(both, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from qingbai.portal.views import afterwards

    plain = afterwards.status

    def leaking(request, ref: str):
        response = plain(request, ref)
        if cast.SEALED.name in str(request.session.items()):
            response.content += b" "
        return response

    from qingbai.project import urls

    for pattern in urls.urlpatterns:
        if getattr(pattern, "name", "") == "status":
            monkeypatch.setattr(pattern, "callback", leaking)
    (sealed, _), (clean, _) = both()
    assert sealed != clean
