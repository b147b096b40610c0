"""The audit desk at Django's client: the ledger searched, an entry proved away from here, an answer explained, figures closed; and for nobody else."""

import json
import re

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

import cast
from applications import COUNTER, NOW, application, judged
from qingbai.agencies.terms import Role
from qingbai.audit import keys, proved
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries import services as inquiries
from qingbai.pages.routes import Who
from qingbai.project import cli
from qingbai.project.registry_urls import ROUTES
from visitors import Visitor, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
CASE = "2026年第3号检查"


@pytest.fixture
def auditor(registry) -> Visitor:
    """Somebody at the audit desk who has named an inspection."""
    visitor = clerk(number="100101-17", role=Role.AUDITOR)
    visitor.post(reverse("audit-desk-inspection"), case=CASE)
    return visitor


def searched(visitor: Visitor, **asked: str):
    return visitor.post(reverse("audit-desk"), **asked)


def numbers(response) -> list[int]:
    return [
        int(found) for found in re.findall(r'class="number" href="[^"]*/entries/\w+/(\d+)/"', response.content.decode())
    ]


def test_an_auditor_names_the_inspection_first_and_it_stands_on_the_ledger(registry) -> None:
    visitor = clerk(number="100101-17", role=Role.AUDITOR)
    assert "你要检查什么" in text(visitor.get(reverse("audit-desk"))) or "检查" in text(
        visitor.get(reverse("audit-desk"))
    )
    assert wrongs(visitor.post(reverse("audit-desk-inspection"), case=""))
    assert wrongs(visitor.post(reverse("audit-desk-inspection"), case=cast.CLEAN.number))
    visitor.post(reverse("audit-desk-inspection"), case=CASE)
    searched(visitor)
    last = LedgerEntry.objects.order_by("-number").first()
    assert (last.kind, last.basis, last.actor) == (EventKind.LEDGER_READ.value, CASE, "100101-17")


def test_the_ledger_is_searched_by_everything_it_holds_page_by_page(auditor) -> None:
    case = inquiries.apply_straight_through(draft=application(), token="t", by=COUNTER, at=NOW)
    number = case.row.number
    found = searched(auditor, basis=number)
    entries = LedgerEntry.objects.filter(basis=number)
    assert numbers(found) == sorted((one.number for one in entries), reverse=True)
    assert cast.CLEAN.name not in text(found)
    assert cast.CLEAN.number not in found.content.decode()
    own = entries.exclude(about="").first()
    assert own.about not in found.content.decode(), "the fingerprint would tie a person's cases together"

    assert set(numbers(searched(auditor, kind="inquiry_submitted"))) == {
        one.number for one in LedgerEntry.objects.filter(kind="inquiry_submitted")
    }
    assert set(numbers(searched(auditor, actor=COUNTER.id))) == {
        one.number for one in LedgerEntry.objects.filter(actor=COUNTER.id)
    }
    day = {"since_0": "2026", "since_1": "11", "since_2": "20"}
    assert numbers(searched(auditor, basis=number, **day))
    late = {name.replace("since", "until"): value for name, value in day.items()}
    assert wrongs(searched(auditor, **{**day, "since_2": "21"}, **late))
    assert not numbers(searched(auditor, basis=number, since_0="2026", since_1="11", since_2="22"))

    shown = searched(auditor)
    assert len(numbers(shown)) <= 50
    first = numbers(searched(auditor, before="3"))
    assert first == [2, 1]
    assert not numbers(searched(auditor, book="vault", basis=number)), "the vault's ledger is another"
    assert numbers(searched(auditor, book="vault"))


def test_an_entry_is_proved_with_its_file_and_the_key_alone(auditor, tmp_path) -> None:
    inquiries.apply_straight_through(draft=application(), token="t", by=COUNTER, at=NOW)
    page = auditor.get(reverse("audit-desk-entry", args=["register", 3]))
    assert LedgerEntry.objects.get(number=3).basis in text(page)
    file = auditor.client.get(reverse("audit-desk-proof", args=["register", 3])).content
    key = keys.verifier_key("ledger", "default")
    assert proved.check(file, key).entry["number"] == 3

    (tmp_path / "entry.json").write_bytes(file)
    (tmp_path / "ledger.pub").write_text(f"{key}\n")
    asked = ["audit", "check", str(tmp_path / "entry.json"), "--key", str(tmp_path / "ledger.pub")]
    assert CliRunner().invoke(cli.main, asked).exit_code == 0

    whole = json.loads(file)
    for name, wrong in (
        ("entry", whole["entry"].replace('"number":3', '"number":4')),
        ("entry", whole["entry"] + " "),
        ("index", 3),
        ("proof", whole["proof"][:-1]),
        ("proof", ["!"]),
        ("checkpoint", whole["checkpoint"].replace("\n", "\n\n", 1)),
        ("format", "another"),
        ("entry", 7),
    ):
        (tmp_path / "entry.json").write_text(json.dumps({**whole, name: wrong}))
        told = CliRunner().invoke(cli.main, asked)
        assert told.exit_code == 1, (name, wrong, told.output)
    last = LedgerEntry.objects.order_by("-number").first()
    assert (last.kind, last.facts["entry"]) == ("ledger_read", "3")
    assert auditor.get(reverse("audit-desk-entry", args=["register", 10**6])).status_code == 404
    assert auditor.get(reverse("audit-desk-entry", args=["elsewhere", 1])).status_code == 404


def test_what_is_exported_stands_on_the_ledger_by_its_digest(auditor) -> None:
    inquiries.apply_straight_through(draft=application(), token="t", by=COUNTER, at=NOW)
    for form in ("csv", "json"):
        file = auditor.client.post(reverse("audit-desk-export", args=[form]), {"kind": "inquiry_submitted"})
        assert file.status_code == 200
        last = LedgerEntry.objects.order_by("-number").first()
        import hashlib

        assert last.facts["sha256"] == hashlib.sha256(file.content).hexdigest()
        assert b"inquiry_submitted" in file.content
    assert auditor.client.post(reverse("audit-desk-export", args=["exe"])).status_code == 404


def explained(visitor: Visitor, number: str):
    return visitor.post(reverse("audit-desk-explain"), number=number)


def test_an_answer_is_explained_from_the_number_of_its_paper_and_repeated(auditor) -> None:
    judged("zhao-shidi")
    case = inquiries.apply_straight_through(draft=application(cast.ON_RECORD), token="t", by=COUNTER, at=NOW)
    paper = LedgerEntry.objects.get(basis=case.row.number, kind="paper_issued").facts["number"]
    shown = explained(auditor, paper)
    words = text(shown)
    for told in (
        case.row.number,
        paper,
        "受理",
        "检索",
        "作出决定",
        "出具文书",
        "《公安机关办理犯罪记录查询工作规定》",
    ):
        assert told in words, told
    for kept in (cast.ON_RECORD.name, cast.ON_RECORD.number, "盗窃"):
        assert kept not in shown.content.decode()
    repeated = auditor.post(auditor.addresses[-1])
    assert "与当时" in text(repeated) or "相同" in text(repeated)
    assert wrongs(explained(auditor, "QB-nothing"))
    assert wrongs(explained(auditor, cast.CLEAN.number))


def test_who_has_a_sealed_record_is_explained_as_who_has_none(auditor) -> None:
    judged("shen-xiaodu")
    pages = []
    for person in (cast.SEALED, cast.SEALED_TWIN):
        case = inquiries.apply_straight_through(draft=application(person), token=person.name, by=COUNTER, at=NOW)
        page = text(explained(auditor, case.row.number)) + text(auditor.post(auditor.addresses[-1]))
        page = page.replace(case.row.number, "NUMBER")
        pages.append(re.sub(r"\d+", "0", re.sub(r"[0-9a-f]{64}", "HASH", page)))
    assert pages[0] == pages[1]


def test_figures_are_closed_at_the_desk_and_handed_out(auditor, registry) -> None:
    page = text(auditor.get(reverse("audit-desk-statistics")))
    assert "尚未" in page
    shown = text(auditor.post(reverse("audit-desk-statistics-close")))
    assert "2026-10" in shown
    assert wrongs(auditor.get(reverse("audit-desk-statistics"), first="2026-13", last="x"))
    assert auditor.get(reverse("audit-desk-statistics-csv", args=["volumes"])).status_code == 200
    assert auditor.get(reverse("audit-desk-statistics-csv", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.AUDITOR])
def test_for_every_other_role_there_is_no_audit_desk(role: Role, registry) -> None:
    visitor = clerk(role=role)
    for route in ROUTES:
        if route.who is Who.AUDITOR:
            address = "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<(str|slug):\w+>", "x", route.address))
            for method in (visitor.client.get, visitor.client.post):
                assert method(address).status_code == 404, route.name
            assert Client().get(address).headers["Location"] == reverse("audit-desk-sign-in")
