"""Verification: a genuine paper holds, by us and by two other judges; what is done to it, ``tests/attacks`` tries."""

import io
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from papers import AT, FORMS, a_claim, a_house, numbered
from qingbai.certificates import cms, signature
from qingbai.certificates.attachment import parse
from qingbai.certificates.status import Status
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import Holds, verify_file


@pytest.fixture(scope="session", params=list(FORMS))
def form(request):
    """Every test here holds for papers that Typst has typeset and for those that were written directly."""
    return FORMS[request.param]


@pytest.fixture(scope="session")
def paper(house, form):
    return house.paper(form=form)


def verdict(data, house, **how):
    return verify_file(data, house.trust, **how)


def parts(data):
    covered = signature.covered(data)
    sealed = cms.check(covered.container, covered.digest)
    return signature.opened(data, sealed, covered.container)


# ---- genuine


def test_a_genuine_paper_is_signed_and_logged_and_its_currency_unknown_offline(paper, house):
    found = verdict(paper, house)
    assert (found.signed.code, found.logged.code, found.current.code) == ("signed", "logged", "not_asked")
    assert found.genuine
    assert found.exit_status == 0
    assert found.current.holds is Holds.UNKNOWN
    assert found.claim == numbered(a_claim())


@pytest.mark.parametrize(
    ("status", "code", "exit_status"),
    [(Status.CURRENT, "current", 0), (Status.NOT_CURRENT, "not_current", 1), (Status.UNKNOWN, "not_found", 1)],
)
def test_the_issuers_records_give_the_third_verdict(paper, house, status, code, exit_status):
    found = verdict(paper, house, status=status)
    assert found.current.code == code
    assert found.exit_status == exit_status
    assert found.genuine


def test_validity_ends_after_its_last_day(paper, house):
    last = date(2026, 9, 1)
    assert verdict(paper, house, status=Status.CURRENT, on=last).exit_status == 0
    over = verdict(paper, house, status=Status.CURRENT, on=last + timedelta(days=1))
    assert (over.current.code, over.exit_status) == ("not_current", 1)
    assert verdict(paper, house, on=last + timedelta(days=1)).current.code == "not_current"


def test_the_very_bytes_that_were_issued_hold_where_the_issuer_says_so_even_when_its_root_is_not_pinned(paper, house):
    nobody = Trust(roots=(), logs=house.trust.logs)
    assert verify_file(paper, nobody).signed.code == "unknown_issuer"
    assert verify_file(paper, nobody, Status.UNKNOWN).signed.code == "unknown_issuer"
    known = verify_file(paper, nobody, Status.CURRENT)
    assert (known.signed.code, known.logged.code, known.exit_status) == ("issued_bytes", "logged", 0)


def pyhanko_status(data, house):
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    (embedded,) = reader.embedded_signatures
    folder = house.ring.folder
    context = ValidationContext(trust_roots=[load_cert_from_pemder(folder / "root.pem")], moment=AT)
    return validate_pdf_signature(embedded, context)


def test_pyhanko_finds_it_intact_trusted_certified_and_covering_the_entire_file(paper, house):
    status = pyhanko_status(paper, house)
    assert status.bottom_line
    assert status.trusted
    assert status.intact
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level == ModificationLevel.NONE
    assert status.docmdp_ok
    reader = PdfFileReader(io.BytesIO(paper))
    assert reader.embedded_signatures[0].docmdp_level == fields.MDPPerm.NO_CHANGES


def test_pyhanko_reads_the_attachment_as_we_wrote_it(paper):
    root = PdfFileReader(io.BytesIO(paper)).root
    name, entry = root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert name == "qingbai.json"
    assert root["/AF"][0]["/AFRelationship"] == "/Data"
    assert parse(entry.get_object()["/EF"]["/F"].data).claim == numbered(a_claim())


def test_pdfsig_finds_it_valid(paper, tmp_path):
    if not shutil.which("pdfsig"):
        pytest.skip("pdfsig (poppler-utils) is not installed")
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper)
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert said.count("Signature #") == 1


def test_the_same_paper_signed_twice_is_the_same_but_for_the_signature_value(house, form):
    claim = numbered(a_claim())
    document = form(claim)
    attachment = house.attachment(claim, document)
    one, other = house.sign(document, attachment), house.sign(document, attachment)
    covered = signature.covered(one)
    assert one[: covered.start] == other[: covered.start]
    assert one[covered.end :] == other[covered.end :]


# ---- whose signature


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    return a_house(tmp_path_factory.mktemp("stranger"))


def test_a_paper_of_another_chain_is_refused_though_its_names_are_the_same(stranger, house, form):
    forged = stranger.paper(form=form)
    assert verdict(forged, stranger).genuine
    assert verdict(forged, house).signed.code == "unknown_issuer"


def test_of_several_pinned_authorities_the_right_one_is_found(stranger, house, paper):
    both = Trust(roots=(*stranger.trust.roots, *house.trust.roots), logs=house.trust.logs)
    assert verify_file(paper, both).genuine


# ---- its place in the log


def test_a_good_signature_without_a_place_in_the_log_is_signed_but_not_genuine(house, stranger, form):
    claim = numbered(a_claim())
    document = form(claim)
    elsewhere = stranger.attachment(claim, document)  # a log of the same name, but not the pinned key
    found = verdict(house.sign(document, elsewhere), house)
    assert (found.signed.code, found.logged.code) == ("signed", "checkpoint_forged")
    assert not found.genuine
    assert found.exit_status == 1


def test_a_logged_claim_does_not_serve_under_another_page(house, paper, form):
    """Who holds the key but cannot write the log may not dress a logged claim in another picture."""
    other_page = form(numbered(a_claim(holder={"native": "林清河"})))
    found = verdict(house.sign(other_page, parts(paper).attachment), house)
    assert (found.signed.code, found.logged.code) == ("signed", "proof_wrong")


def test_a_log_that_is_not_pinned_does_not_count(house, paper):
    found = verify_file(paper, Trust(roots=house.trust.roots, logs=()))
    assert (found.signed.code, found.logged.code) == ("signed", "other_log")


def test_every_verdict_has_words_in_both_languages(paper, house):
    found = verdict(paper, house)
    said = found.as_json()
    assert said["genuine"] is True
    assert [entry["holds"] for entry in said["verdicts"].values()] == ["yes", "yes", "unknown"]
    assert all(entry["zh"] and entry["en"] for entry in said["verdicts"].values())
    assert found.summary_zh
    assert found.summary_en.startswith("GENUINE")
    assert verdict(paper + b"x", house).summary_en.startswith("NOT VALID")
    assert "not a PDF" in verdict(b"x", house).summary_en


# ---- papers of before


KEPT = Path(__file__).parent / "kept"


def test_a_paper_issued_before_there_were_letters_still_holds_byte_for_byte():
    trust = Trust.parse((KEPT / "trust.json").read_text(encoding="utf-8"))
    data = (KEPT / "certificate-2026.pdf").read_bytes()
    found = verify_file(data, trust)
    assert (found.signed.code, found.logged.code) == ("signed", "logged")
    assert found.claim == numbered(a_claim())
    assert not verify_file(data[:-1] + b" ", trust).genuine
