"""The queue by what is late, mine and nobody's; the next file; who works on what; and the head's page."""

import re

import pytest
from django.urls import reverse

from applications import COUNTER, application, judged
from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries import services
from qingbai.inquiries.casework import open_case
from qingbai.inquiries.models import ActRow
from qingbai.law.terms import Paper
from visitors import apply, clerk, text, wrongs

SHIQIAO = "100102-sq"


def rows(page) -> list[str]:
    return re.findall(r'data-row href="/counter/files/([^/]+)/', page.content.decode())


def do(officer, ref: str, key: str, **answers: str):
    return officer.post(reverse("counter-act" if not answers else "counter-deed", args=[ref, key]), **answers)


@pytest.mark.django_db(databases=["default", "vault"])
def test_who_works_on_it_the_filters_the_next_file_and_the_heads_page(site) -> None:
    judged("wu-tongyu")
    refs = [apply("wu-tongyu", district="100102", office=SHIQIAO).reference() for _ in range(2)]
    first, second = refs
    officer, colleague, head = (
        clerk(SHIQIAO, "100102-01"),
        clerk(SHIQIAO, "100102-02"),
        clerk(SHIQIAO, "100102-13", Role.HEAD),
    )
    assert "由我承办" in text(officer.get(reverse("counter-file", args=[first])))
    page = do(officer, first, "claim")
    assert "承办人：周河岸" in text(page)
    assert "由我承办" not in text(page)
    assert rows(officer.get(reverse("counter"), whose="mine")) == [first]
    assert rows(officer.get(reverse("counter"), whose="nobody")) == [second]
    assert rows(colleague.get(reverse("counter"), whose="mine")) == []
    assert officer.get(reverse("counter-deed", args=[first, "assign"])).status_code == 404
    chosen = do(head, first, "assign", to="100101-99")
    assert wrongs(chosen)
    assert "承办人：周河岸" in text(do(head, first, "assign", to="100102-02"))
    assert rows(colleague.get(reverse("counter"), whose="mine")) == [first]
    assert [row.facts["to"] for row in ActRow.objects.filter(kind__in=["claim", "assign"]).order_by("position")] == [
        "100102-01",
        "100102-02",
    ]
    assert LedgerEntry.objects.filter(kind="inquiry_assigned").count() == 2
    queue = rows(officer.get(reverse("counter")))
    officer.get(reverse("counter-next", args=[queue[0]]))
    assert queue[1] in officer.addresses[-1]
    officer.get(reverse("counter-next", args=[queue[1]]), whose="mine")
    assert officer.addresses[-1].startswith(reverse("counter"))
    assert officer.get(reverse("counter-office")).status_code == 404
    site.pass_(days=12)
    seen = head.get(reverse("counter-office"))
    assert "逾期" in text(seen)
    assert "待办申请 2 0 2 复查 0 0 0" in text(seen)
    assert set(rows(seen)) == set(refs)
    assert "周河岸 受理人员 100102-02 1 1" in text(seen)
    late = head.get(reverse("counter"), late="1", step="with_a_person")
    assert set(rows(late)) == set(refs)


def test_taking_an_application_up_is_no_look_at_papers_that_came_since(site) -> None:
    by = Actor(ActorKind.APPLICANT, services.owner_of(application()))
    case = services.submit(draft=application(residence="100101", household=""), token="t", by=by, at=site.now)
    number = case.row.number
    services.list_missing(number=number, by=COUNTER, at=site.now)
    services.supplement(number=number, papers=(Paper.RESIDENCE_PERMIT,), by=by, at=site.now)
    assert open_case(number).unseen
    services.claim(number=number, by=COUNTER, at=site.now)
    after = open_case(number)
    assert after.unseen
    assert after.assigned == "clerk-1"
