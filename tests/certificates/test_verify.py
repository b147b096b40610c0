"""Verification: a genuine paper holds, by us and by two other judges; whatever is done to it, it does not."""

import io
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from papers import AT, FORMS, MADE, OFFICE, a_claim, a_house, document_of, numbered
from qingbai.certificates import cms, lasting, signature
from qingbai.certificates.attachment import parse
from qingbai.certificates.certifying import ISSUING_YEARS, YEAR
from qingbai.certificates.keys import Office
from qingbai.certificates.status import Status
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import LARGEST, Holds, verify_file


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


# ---- changed


def test_one_changed_byte_anywhere_is_refused(paper, house):
    step = max(1, len(paper) // 700)
    places = {*range(0, len(paper), step), *range(len(paper) - 2500, len(paper), 7)}
    for place in sorted(places):
        changed = bytearray(paper)
        changed[place] ^= 1 << place % 8
        found = verdict(bytes(changed), house)
        assert not found.genuine, f"byte {place} was changed and the paper still passed"
        assert found.exit_status in (1, 2)
        assert found.claim is None


def test_every_digit_of_the_signature_container_counts(paper, house):
    covered = signature.covered(paper)
    for place in range(covered.start, covered.end, 3):
        changed = bytearray(paper)
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        assert not verdict(bytes(changed), house).genuine, f"digit {place}"


def test_a_drawing_put_in_the_place_of_another_is_refused(paper, house):
    streams = [match.span(1) for match in re.finditer(rb"/Filter/FlateDecode>>\nstream\n(.*?)\nendstream", paper, re.S)]
    assert len(streams) > 3
    start, end = max(streams, key=lambda span: span[1] - span[0])
    swapped = paper[:start] + bytes(end - start) + paper[end:]
    assert verdict(swapped, house).signed.code == "changed"


def test_the_page_of_another_paper_under_this_signature_is_refused(paper, house, form):
    other = house.paper(numbered(a_claim(holder={"native": "林清河"})), form=form)
    spliced = parts(other).document + paper[len(parts(paper).document) :]
    assert not verdict(spliced, house).genuine


def test_the_other_value_of_the_same_signature_is_refused(paper, house):
    covered = signature.covered(paper)
    sealed = cms.opened(covered.container)
    r, s = cms.decode_dss_signature(sealed.value)
    twin = sealed.chain._container(covered.digest, cms.encode_dss_signature(r, cms._ORDER - s), sealed.token)
    room = covered.end - covered.start - 2
    changed = paper[: covered.start + 1] + twin.hex().encode().ljust(room, b"0") + paper[covered.end - 1 :]
    assert verdict(changed, house).signed.code in ("other_signature", "hole")


def test_a_page_appended_by_pyhanko_is_refused(paper, house):
    writer = IncrementalPdfFileWriter(io.BytesIO(paper))
    contents = writer.add_object(generic.StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.insert_page(
        PageObject(contents=contents, media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))))
    )
    out = io.BytesIO()
    writer.write(out)
    assert int(PdfFileReader(io.BytesIO(out.getvalue())).root["/Pages"]["/Count"]) == 2
    assert verdict(out.getvalue(), house).signed.code == "bytes_after"


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%%EOF\n", b"\0" * 9])
def test_a_single_byte_after_the_end_is_refused(paper, house, tail):
    assert verdict(paper + tail, house).signed.code == "bytes_after"


def test_bytes_before_the_beginning_are_refused(paper, house):
    assert verdict(b" " + paper, house).exit_status == 2
    assert not verdict(b"%PDF-1.7\n" + paper, house).genuine


def by_pyhanko(data, house, field):
    folder = house.ring.folder
    signer = signers.SimpleSigner.load(folder / "office-100101-hy.key", folder / "office-100101-hy.pem")
    signer.cert_registry.register(load_cert_from_pemder(folder / "issuing.pem"))
    out = io.BytesIO()
    metadata = signers.PdfSignatureMetadata(field_name=field)
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), metadata, signer, output=out)
    return out.getvalue()


def test_two_signatures_are_refused(paper, house):
    document = parts(paper).document
    assert verdict(paper + paper[len(document) :], house).signed.code == "several_signatures"
    twice = by_pyhanko(by_pyhanko(document_of(numbered(a_claim())), house, "One"), house, "Two")
    assert verdict(twice, house).signed.code == "several_signatures"


def test_a_file_signed_by_pyhanko_with_our_own_key_is_not_of_our_form(house):
    signed = by_pyhanko(document_of(numbered(a_claim())), house, "Signature")
    assert verdict(signed, house).signed.code == "other_signature"


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


def test_a_certificate_above_the_office_that_may_not_issue_is_refused(stranger, house, form):
    office = stranger.ring.signer(OFFICE.id)
    ring = stranger.ring
    claim = numbered(a_claim())
    document = form(claim)
    # the office's own certificate used as an authority: signed by it, a further "office" of the forger's making
    mole = Office(id="100101-mole", name=OFFICE.name, organ=OFFICE.organ)
    ring.make(mole, at=MADE)
    chain = cms.Chain(ring.signer(mole.id).chain.office, office.chain.office)
    attachment = stranger.attachment(claim, document).as_bytes()
    forged = signature.certify(
        document,
        attachment=attachment,
        key=ring.signer(mole.id).key,
        chain=chain,
        at=AT,
        lasting=lasting.of(ring, at=AT),
    )
    assert not verdict(forged, stranger).genuine


def test_a_signature_outside_the_certificates_time_is_refused(house, form):
    claim = numbered(a_claim(issued_on=date(2031, 3, 2), valid_until=None))
    document = form(claim)
    late = AT.replace(year=2031)
    assert (
        verdict(house.sign(document, house.attachment(claim, document), at=late), house).signed.code == "not_valid_then"
    )
    assert late - MADE < ISSUING_YEARS * YEAR


def test_an_office_cannot_sign_another_offices_paper(house, form):
    other = Office(id="100102-sq", name=OFFICE.name, organ=OFFICE.organ)
    house.ring.make(other, at=MADE)
    claim = numbered(a_claim())
    document = form(claim)
    signed = house.sign(document, house.attachment(claim, document), office=other.id)
    assert verdict(signed, house).signed.code == "other_office"


def test_a_paper_dated_otherwise_than_it_was_signed_is_refused(house, form):
    claim = numbered(a_claim(issued_on=date(2026, 3, 3)))
    document = form(claim)
    assert verdict(house.sign(document, house.attachment(claim, document)), house).signed.code == "other_office"


# ---- its place in the log


def test_a_good_signature_without_a_place_in_the_log_is_signed_but_not_genuine(house, stranger, form):
    claim = numbered(a_claim())
    document = form(claim)
    elsewhere = stranger.attachment(claim, document)  # a log of the same name, but not the pinned key
    found = verdict(house.sign(document, elsewhere), house)
    assert (found.signed.code, found.logged.code) == ("signed", "checkpoint_forged")
    assert not found.genuine
    assert found.exit_status == 1


def test_the_log_proof_of_another_paper_does_not_serve(house, paper, form):
    claim = numbered(a_claim(holder={"native": "林清河"}))
    document = form(claim)
    borrowed = parse(parts(paper).attachment)
    fake = house.attachment(claim, document, index=borrowed.index, proof=borrowed.proof, checkpoint=borrowed.checkpoint)
    found = verdict(house.sign(document, fake), house)
    assert (found.signed.code, found.logged.code) == ("signed", "proof_wrong")


def test_a_logged_claim_does_not_serve_under_another_page(house, paper, form):
    """Who holds the key but cannot write the log may not dress a logged claim in another picture."""
    other_page = form(numbered(a_claim(holder={"native": "林清河"})))
    found = verdict(house.sign(other_page, parts(paper).attachment), house)
    assert (found.signed.code, found.logged.code) == ("signed", "proof_wrong")


def test_a_log_that_is_not_pinned_does_not_count(house, paper):
    found = verify_file(paper, Trust(roots=house.trust.roots, logs=()))
    assert (found.signed.code, found.logged.code) == ("signed", "other_log")


@pytest.mark.parametrize("note", ["", "x", "qingbai.test/certificates\n", "\n\n— a b\n", "\0"])
def test_a_checkpoint_that_cannot_be_read_is_no_proof(house, note, form):
    claim = numbered(a_claim())
    document = form(claim)
    found = verdict(house.sign(document, house.attachment(claim, document, checkpoint=note)), house)
    assert found.signed.code == "signed"
    assert found.logged.code in ("checkpoint_unreadable", "other_log")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b" ",
        lambda data: data.replace(b'"index":', b'"index":-'),
        lambda data: re.sub(rb'"index":\d+', b'"index":true', data),
        lambda data: re.sub(rb'"index":\d+', b'"index":1e1', data),
        lambda data: data.replace(b'"salt":"', b'"salt":"00'),
        lambda data: data[:-1],
        lambda data: b"[" * 40_000,
        lambda data: b"\xff\xfe",
        lambda data: data.replace(b'"statement":"none_found"', b'"statement":"not_issued"'),
    ],
)
def test_an_attachment_that_is_not_ours_is_refused_even_under_a_good_signature(house, change, form):
    claim = numbered(a_claim())
    document = form(claim)
    data = house.attachment(claim, document).as_bytes()
    assert change(data) != data
    found = verdict(house.sign(document, change(data)), house)
    assert not found.genuine
    assert found.signed.code in ("attachment", "signed")
    assert found.signed.code == "attachment" or found.logged.holds is Holds.NO


# ---- no paper at all


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"GIF89a", "not_pdf"),
        (b"%PDF-", "not_signed"),
        (b"%PDF-1.7\n/ByteRange [0 9 2 3]", "byte_range"),
        (b"%PDF-1.7\n/ByteRange [0 99999 999999 9]", "truncated"),
        (b"%PDF-1.7\n/ByteRange[a b c d]", "byte_range"),
        (b"%PDF-1.7\n" + b"/ByteRange" * 9, "several_signatures"),
    ],
)
def test_what_is_no_paper_is_refused_by_name(house, data, code):
    found = verdict(data, house)
    assert found.signed.code == code
    assert found.exit_status == (2 if code in ("empty", "not_pdf") else 1)


def test_sixty_megabytes_are_refused_unread(house, paper):
    found = verdict(paper + bytes(60_000_000), house)
    assert found.signed.code == "too_large"
    assert found.exit_status == 2
    assert len(paper) * 20 < LARGEST


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_pieces_left_out_repeated_moved_or_overwritten_are_refused(paper, house, data):
    place = st.integers(0, len(paper))
    one, two, three = sorted(data.draw(st.tuples(place, place, place)))
    changed = data.draw(
        st.sampled_from(
            [
                paper[:one] + paper[two:],
                paper[:two] + paper[one:],
                paper[:one] + paper[two:three] + paper[one:two] + paper[three:],
                paper[:one] + bytes(two - one) + paper[two:],
                paper[:one] + b"\n" + paper[one:],
                paper[:one] + paper,
                paper + paper[one:],
            ]
        )
    )
    assume(changed != paper)
    found = verdict(changed, house)
    assert not found.genuine
    assert found.claim is None


def test_a_paper_cut_anywhere_is_refused(paper, house):
    for end in range(0, len(paper), len(paper) // 150):
        assert not verdict(paper[:end], house).genuine


def test_hostile_numbers_and_nesting_do_not_hang_or_crash(house):
    for body in (
        b"<<" * 200_000,
        b"[" * 200_000,
        b"9" * 500_000,
        b"/ByteRange[0 " + b" " * 300_000,
        b"xref\n0 999999999\n",
    ):
        found = verdict(b"%PDF-1.7\n" + body, house)
        assert found.exit_status == 1


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
