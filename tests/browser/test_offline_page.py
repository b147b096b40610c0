"""The offline page in a browser without a network: the same verdicts as the program, on genuine papers, forgeries and status."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from letters import a_letter
from papers import AT, URL, House, Logbook, a_claim, a_house, document_of, numbered
from qingbai.audit import note
from qingbai.certificates import statements, status_list
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.statements import Carried
from qingbai.certificates.trust import Lost, Trust, key_id
from qingbai.certificates.verify import Holds, logged_as, verify_file
from qingbai.verification import kit
from stamps import amiss

NOW = int(AT.timestamp() * 1000)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return a_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def genuine(house) -> bytes:
    return house.paper()


@pytest.fixture(scope="module")
def file(house, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("kit") / "qingbai-verify.html"
    path.write_bytes(kit.page(house.trust, checkpoint="", base_url=URL, on=AT.date()))
    return path


@pytest.fixture
def page(browser: Browser, file: Path):
    """The file, opened from the disk by a browser that has no network and would tell of any request."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN", offline=True)
    asked, said = [], []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    assert (asked, said) == ([file.as_uri()], [])
    context.close()


def checked(page: Page, data: bytes, status: str = "", now: int = NOW) -> dict:
    """What the page's own verifier says of a file."""
    return page.evaluate(
        """async ([data, status, now]) => Qingbai.check(Uint8Array.from(atob(data), c => c.charCodeAt(0)), kept, { status, now })""",
        [base64.b64encode(data).decode(), status, now],
    )


def accepted(found: dict) -> bool:
    return all(found[name]["holds"] == "yes" for name in ("intact", "issuer", "logged"))


def test_the_page_is_one_small_file_that_names_no_other(file: Path) -> None:
    text = file.read_text()
    assert file.stat().st_size < 100_000
    assert "src=" not in text
    assert "default-src 'none'" in text
    assert file.read_bytes() == kit.page(
        a_trust(file), checkpoint="", base_url=URL, on=AT.date()
    )  # the same of the same: its hash can be published


def a_trust(file: Path):
    kept = file.read_text().split('id="trust">')[1].split("</script>")[0]
    return Trust.parse(json.dumps({key: json.loads(kept)[key] for key in ("format", "issuers", "logs")}))


def test_a_genuine_paper_is_shown_with_what_it_says_in_ten_languages(page: Page, genuine: bytes) -> None:
    page.set_input_files("#paper", {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": genuine})
    page.evaluate(f"Date.now = () => {NOW}")
    page.click("#form button:not([type=button])")
    page.wait_for_selector("#result h2")
    claim = a_claim()
    shown = page.inner_text("#result")
    assert page.inner_text("#result h2") == "真实。 仍然有效？ 未知."  # offline and without a list nobody can say more
    for value in (claim.holder.native, claim.holder.document_number, "未发现有犯罪记录", claim.organ.zh):
        assert value in shown
    assert page.evaluate("document.activeElement.tagName") == "H2"
    languages = page.eval_on_selector_all("#language option", "all => all.map(one => one.value)")
    assert len(languages) == 10
    heads = set()
    for language in languages:
        page.select_option("#language", language)
        heads.add(page.inner_text("#result h2"))
        assert claim.holder.document_number in page.inner_text("#result")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert len(heads) == 10
    assert page.get_attribute("html", "dir") in {"ltr", "rtl"}


@pytest.mark.parametrize("kind", [LetterKind.RECEIPT, LetterKind.RESULT_LETTER])
def test_letters_are_checked_as_certificates_are(page: Page, house, kind: LetterKind) -> None:
    paper = house.paper(numbered(a_letter(kind)))
    assert accepted(checked(page, paper))
    assert verify_file(paper, house.trust).genuine


def test_what_only_looks_like_a_paper_is_refused_with_the_programs_reason(
    page: Page, house, genuine: bytes, tmp_path
) -> None:
    stranger = a_house(tmp_path).paper()
    cases = {
        "nothing": b"",
        "no pdf": b"hello",
        "cut": genuine[:-100],
        "bytes after": genuine + b"\n%more",
        "unsigned": genuine.replace(b"/ByteRange", b"/ByteRangX"),
        "two": genuine.replace(b"%%EOF", b"/ByteRange %%EOF", 1),
        "stranger": stranger,
    }
    for name, data in cases.items():
        found, program = checked(page, data), verify_file(data, house.trust)
        assert not accepted(found), name
        assert not program.genuine, name
        code = next(found[each]["code"] for each in ("intact", "issuer", "logged") if found[each]["holds"] != "yes")
        assert code == program.signed.code, name


def test_a_list_or_a_statement_tells_offline_whether_the_paper_is_current(page: Page, house) -> None:
    entry = status_list.Entry(0, 77)
    house.ring.make_status(at=AT)
    signer = house.ring.status_signer()
    claim = numbered(a_claim())
    document = document_of(claim)
    paper = house.sign(document, house.attachment(claim, document, status=entry))
    sign = {"key": signer.key, "chain": signer.chain, "at": AT}
    listed = {
        "current": statements.sign_list(number=0, encoded=status_list.encode([78]), base_url=URL, **sign),
        "not_current": statements.sign_list(number=0, encoded=status_list.encode([77]), base_url=URL, **sign),
        "statement_other": statements.sign_list(number=1, encoded=status_list.encode([]), base_url=URL, **sign),
    }
    digest = verify_file(paper, house.trust).sha256
    listed["current "] = statements.sign_statement(sha256=digest, current=True, **sign)
    listed["not_current "] = statements.sign_statement(sha256=digest, current=False, **sign)
    listed["statement_other "] = statements.sign_statement(sha256="00" * 32, current=True, **sign)
    office = house.ring.signer(a_claim().office_id)
    listed["statement_forged"] = statements.sign_statement(
        sha256=digest, current=True, key=office.key, chain=office.chain, at=AT
    )
    listed["statement_unreadable"] = "no statement"
    for name, text in listed.items():
        program = verify_file(paper, house.trust, carried=Carried(text, AT)).current.code
        assert (checked(page, paper, text)["current"]["code"], program) == (name.strip(), name.strip())
    later = AT + timedelta(days=8)
    for text in (listed["current"], listed["current "]):
        assert checked(page, paper, text, int(later.timestamp() * 1000))["current"]["code"] == "statement_stale"
        assert verify_file(paper, house.trust, carried=Carried(text, later)).current.holds is Holds.UNKNOWN


def test_a_stamp_or_evidence_that_is_amiss_has_the_programs_reason(page: Page, house, tmp_path) -> None:
    for name, paper in amiss(house, a_house(tmp_path)).items():
        found = checked(page, paper)
        code = next(found[each]["code"] for each in ("intact", "issuer", "logged") if found[each]["holds"] != "yes")
        assert code == verify_file(paper, house.trust).signed.code == name.split(",")[0], name


def test_certificates_in_another_encoding_are_no_ours(page: Page, genuine: bytes) -> None:
    """The outer algorithm of the issuing certificate is covered by no signature: it has one form all the same."""
    start = genuine.index(b"/Contents<") + len(b"/Contents<")
    hole = bytes.fromhex(genuine[start : genuine.index(b">", start)].decode())
    named = bytes.fromhex("06082a8648ce3d040302")  # ecdsa-with-SHA256, in each certificate twice and for the signature
    places = [place for place in range(len(hole)) if hole.startswith(named, place)]
    assert len(places) == 10  # five of them in the time-stamp and its certificates
    for place in places:
        other = bytearray(hole)
        other[place + len(named) - 1] ^= 1
        assert not accepted(
            checked(page, genuine[:start] + bytes(other).hex().encode() + genuine[start + 2 * len(hole) :])
        )


def test_what_a_lost_key_signed_needs_a_place_from_before_the_loss(browser: Browser, house, tmp_path) -> None:
    first, later = house.paper(), house.paper()
    place = logged_as(later)[0].index
    key = key_id(house.ring.signer(a_claim().office_id).chain.office)
    trust = Trust(house.trust.roots, house.trust.logs, lost=(Lost(key, house.log.key.name, place, ""),))
    claim = numbered(a_claim())
    stranger = Logbook(note.SigningKey.make(house.log.key.name))
    forged = House(house.ring, stranger)
    dated_back = forged.sign(document_of(claim), forged.attachment(claim, document_of(claim)))
    (tmp_path / "kit.html").write_bytes(kit.page(trust, checkpoint="", base_url=URL, on=AT.date()))
    opened = browser.new_page()
    opened.goto((tmp_path / "kit.html").as_uri())
    for data, codes in (
        (first, ("issuer", "logged")),
        (later, ("key_lost", "logged")),
        (dated_back, ("key_lost", "checkpoint_forged")),
    ):
        found, program = checked(opened, data), verify_file(data, trust)
        assert (found["issuer"]["code"], found["logged"]["code"]) == codes
        assert (program.signed.code.replace("signed", "issuer"), program.logged.code) == codes
        assert accepted(found) == program.genuine
    opened.close()
