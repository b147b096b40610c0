"""好差评: whoever's case has ended rates it once, may change it for some days, and reads what the office did about a bad rating; at the same moment for everybody."""

import re

import pytest
from django.urls import reverse

import cast
from applications import judged
from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries.models import Application
from qingbai.ratings import services
from qingbai.ratings.models import Rating
from visitors import Visitor, apply, clerk, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])


def rate(visitor: Visitor, **said):
    return visitor.post(reverse("rate", args=[visitor.ref]), **said)


@pytest.fixture
def applicant(site) -> Visitor:
    visitor = apply("lin-qinghe")
    visitor.ref = visitor.reference()
    return visitor


@pytest.mark.django_db
def test_a_case_is_rated_once_and_changed_and_a_bad_rating_is_answered_by_the_office(site, applicant) -> None:
    status = reverse("status", args=[applicant.ref])
    link = reverse("rate", args=[applicant.ref])
    assert link not in applicant.get(status).content.decode()
    applicant.get(link)
    assert applicant.addresses[-1] == status  # not before it has ended
    site.pass_(seconds=5)
    assert link in applicant.get(status).content.decode()
    assert wrongs(rate(applicant)) == ["请选择满意程度"]
    assert "您的评价：满意" in text(rate(applicant, level="4"))
    page = text(rate(applicant, level="1", about=["speed", "pages"], words=" 等了 很久。\n"))
    assert "您的评价：非常不满意" in page
    assert [(one.level, one.words) for one in Rating.objects.order_by("position")] == [(4, ""), (1, "等了 很久。")]

    officer, head = clerk(), clerk(number="100101-08", role=Role.HEAD)
    assert officer.get(reverse("counter-ratings")).status_code == 404  # not for those who handle cases
    listed = text(head.get(reverse("counter-ratings")))
    for word in ("非常不满意 1", "办事效率", "等了 很久。", "应于2026年12月11日前答复"):
        assert word in listed
    assert cast.CLEAN.name not in listed
    number = Application.objects.get().number
    assert wrongs(head.post(reverse("counter-ratings"), number=number, reason=" "))
    head.post(reverse("counter-ratings"), number=number, reason="已核实，增开了窗口。")
    assert "共1件，已答复1件" in text(head.get(reverse("counter-ratings")))
    again = head.post(reverse("counter-ratings"), number=number, reason="又一次")
    assert "该评价已由他人答复" in " ".join(wrongs(again))
    assert "增开了窗口" in text(applicant.get(link))
    assert "不能修改" in " ".join(wrongs(rate(applicant, level="5")))
    kinds = [one.kind for one in LedgerEntry.objects.filter(kind__in=["case_rated", "rating_answered"]).order_by("pk")]
    assert kinds == ["case_rated", "case_rated", "rating_answered"]
    assert "等了" not in str([one.facts for one in LedgerEntry.objects.all()])


@pytest.mark.django_db
def test_after_some_days_a_rating_stands_and_nobody_else_gives_or_reads_it(site, applicant) -> None:
    site.pass_(seconds=5)
    rate(applicant, level="2")
    stranger, elsewhere = Visitor(), clerk("100102-sq", "100102-08", Role.HEAD)
    stranger.sign_in("shen-xiaozhou")
    assert stranger.get(reverse("rate", args=[applicant.ref])).status_code == 404
    number = Application.objects.get().number
    assert number not in text(elsewhere.get(reverse("counter-ratings")))
    assert elsewhere.post(reverse("counter-ratings"), number=number, reason="x").status_code == 404
    site.pass_(days=services.CHANGEABLE.days, seconds=1)
    applicant.sign_in("lin-qinghe")
    assert "不能修改" in " ".join(wrongs(rate(applicant, level="5")))
    assert Rating.objects.get().level == 2


@BOTH
def test_everybody_is_invited_at_the_same_moment_and_in_the_same_words(site) -> None:
    judged("shen-xiaodu")
    pages = []
    for person in ("shen-xiaodu", "shen-xiaozhou"):
        visitor = apply(person)
        address = reverse("status", args=[visitor.reference()])
        before = "/rate/" in visitor.get(address).content.decode()
        site.pass_(seconds=5)
        shown = visitor.get(reverse("rate", args=[visitor.reference()])).content.decode()
        shown = re.sub(r'QB\d{8}-\w{8}(~[\w-]+)?|name="csrfmiddlewaretoken" value="\w+"', "", shown)
        pages.append((before, "/rate/" in visitor.get(address).content.decode(), shown))
    assert pages[0] == pages[1]
    assert pages[0][:2] == (False, True)
