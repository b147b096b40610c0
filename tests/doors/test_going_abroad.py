"""A certificate goes abroad: what the country asks, the data sheet for the apostille, and what happens to it when the certificate falls."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import content, queries, services
from qingbai.certificates.models import Paper
from qingbai.certificates.statements import Carried
from qingbai.certificates.verify import verify_file
from visitors import Visitor, apply, text, wrongs

pytestmark = pytest.mark.django_db


def address(visitor: Visitor) -> str:
    ref = next(found[1] for one in visitor.addresses if (found := re.search(r"/applications/([^/]+)/", one)))
    return reverse("abroad", args=[ref])


@pytest.fixture
def foreigner(site) -> Visitor:
    """A foreigner with a certificate."""
    visitor = apply("tomas-rivedal")
    site.pass_(minutes=1)
    return visitor


def sheets() -> list[Paper]:
    return list(Paper.objects.filter(kind="apostille_sheet"))


def test_the_page_says_what_each_country_needs(foreigner: Visitor) -> None:
    page = foreigner.get(address(foreigner).replace("abroad/", ""))
    assert address(foreigner) in page.content.decode()
    assert "只需附加证明书" in text(foreigner.get(address(foreigner), country="NOR"))
    assert "仍需领事认证" in text(foreigner.get(address(foreigner), country="IND"))
    assert "请先向使用单位问明" in text(foreigner.get(address(foreigner), country="HKG"))
    assert "请选择使用的国家或地区" in " ".join(wrongs(foreigner.get(address(foreigner), country="")))
    assert "请从列表中选择" in " ".join(wrongs(foreigner.get(address(foreigner), country="ZZZ")))
    assert not sheets()


def test_the_sheet_carries_the_ten_items_and_both_names_beside_the_number_and_verifies(foreigner: Visitor) -> None:
    answer = foreigner.post(address(foreigner), country="NOR")
    assert answer["Content-Type"] == "application/pdf"
    verdicts = verify_file(answer.content, queries.trust(), queries.status_by_hash(sha256=sheets()[0].sha256.hex()))
    assert verdicts.exit_status == 0
    said, certificate = verdicts.claim, Paper.objects.get(kind="certificate")
    holder = content.parse(bytes(certificate.claim)).holder
    facts = {fact.label.zh: fact.value.zh for fact in said.facts}
    cells = [cell.zh for row in said.table.rows for cell in row]
    assert sorted(int(cell.split(". ")[0]) for cell in cells if re.match(r"\d+\. ", cell)) == list(range(1, 11))
    assert facts["所涉证明编号"] == certificate.number
    assert bytes(certificate.sha256).hex() in said.notes[-1].en
    assert certificate.code in said.notes[-1].zh
    assert "只需附加证明书" in said.notes[0].zh
    assert (facts["原文姓名"], facts["拉丁字母姓名"]) == (holder.native or "（无）", holder.latin)
    assert facts["护照号码"] == holder.document_number


def test_asked_again_it_is_the_same_sheet_and_another_country_has_its_own(foreigner: Visitor) -> None:
    first = foreigner.post(address(foreigner), country="NOR").content
    assert foreigner.post(address(foreigner), country="NOR").content == first
    assert foreigner.post(address(foreigner), country="IND").content != first
    assert len(sheets()) == 2
    assert LedgerEntry.objects.filter(kind="paper_delivered").count() == 3


def test_a_stranger_and_somebody_without_a_certificate_find_no_such_page(foreigner: Visitor, site) -> None:
    stranger = Visitor()
    stranger.sign_in("lin-qinghe")
    assert stranger.client.get(address(foreigner)).status_code == 404
    assert stranger.client.post(address(foreigner), {"country": "NOR"}).status_code == 404
    waiting = apply("lin-qinghe")
    assert waiting.client.get(address(waiting)).status_code == 404


def test_the_sheets_fall_with_their_certificate(foreigner: Visitor) -> None:
    for country in ("NOR", "FRA"):
        foreigner.post(address(foreigner), country=country)
    certificate = Paper.objects.get(kind="certificate").number
    services.withdraw(number=certificate, reason="重名", by=SYSTEM, at=sheets()[0].issued_at)
    assert {queries.status_by_hash(sha256=each.sha256.hex()) for each in sheets()} == {queries.Status.NOT_CURRENT}
    assert foreigner.client.post(address(foreigner), {"country": "NOR"}).status_code == 409


def test_the_holder_takes_a_statement_along_and_nobody_else_gets_one(foreigner: Visitor) -> None:
    place = reverse("state", args=[address(foreigner).split("/")[2]])
    answer = foreigner.client.get(place)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/jwt")
    paper = Paper.objects.get(kind="certificate")
    carried = Carried(answer.content.decode(), clock.now())
    found = verify_file(bytes(paper.pdf), queries.trust(), carried=carried)
    assert (found.current.code, found.exit_status) == ("current", 0)
    stranger = Visitor()
    stranger.sign_in("lin-qinghe")
    assert stranger.client.get(place).status_code == 404


def test_within_china_there_is_no_sheet_and_the_page_offers_none(foreigner: Visitor) -> None:
    page = foreigner.get(address(foreigner), country="CHN")
    assert "在国内使用" in text(page)
    assert "取得信息单" not in text(page)
    assert foreigner.client.post(address(foreigner), {"country": "CHN"}).status_code == 409
    assert not sheets()


def test_a_sheet_is_current_as_long_as_its_certificate(foreigner: Visitor) -> None:
    foreigner.post(address(foreigner), country="NOR")
    until = content.parse(bytes(Paper.objects.get(kind="certificate").claim)).valid_until
    (sheet,) = sheets()
    for day, status in ((until, queries.Status.CURRENT), (until + timedelta(days=1), queries.Status.NOT_CURRENT)):
        assert queries.status_by_hash(sha256=sheet.sha256.hex(), on=day) is status
