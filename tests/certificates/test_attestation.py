"""The signed report of a check: the same as the check said, of nobody by name, and no byte of it may change."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from papers import AT, MADE, OFFICE, URL, a_house
from qingbai.certificates import attestation, attestation_page, questions
from qingbai.certificates.attestation import Attestation, NotAReport, Shown
from qingbai.certificates.comparing import Agreement, Field
from qingbai.certificates.status import Status
from qingbai.certificates.trust import moment
from qingbai.certificates.verify import Holds, Verdict, verify_file


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    found = a_house(tmp_path_factory.mktemp("keys"))
    found.ring.make_status(at=MADE)
    return found


def a_report(house, **changed) -> Attestation:
    known = {
        "number": "HY20260302-ABCD2345",
        "at": moment(AT),
        "shown": Shown.FILE,
        "sha256": "ab" * 32,
        "paper": "演公（清）证（2026）第4072915号",
        "answers": {**questions.of_code(Status.CURRENT), questions.Question.INTACT: Verdict(Holds.YES, "issued_bytes")},
        "compared": {Field.NAME: Agreement.MATCH, Field.NUMBER: Agreement.DIFFERS, Field.BORN: Agreement.NOT_COMPARED},
        "checkpoint": "qingbai.test/certificates\n12\nAAAA\n\n— qingbai.test/certificates AAAA\n",
        "roots": attestation.digests(house.trust),
    }
    return Attestation(**(known | changed))


def signed(house, report: Attestation, office: str = "") -> bytes:
    signer = house.ring.signer(office) if office else house.ring.status_signer()
    return attestation_page.sign(report, key=signer.key, chain=signer.chain, base_url=URL)


@pytest.fixture(scope="module")
def report(house) -> bytes:
    return signed(house, a_report(house))


def test_a_report_says_again_what_was_found_and_is_no_paper(house, report) -> None:
    assert attestation.read(report, house.trust) == a_report(house)
    verdicts = verify_file(report, house.trust)
    assert not verdicts.genuine
    assert verdicts.claim is None
    with pikepdf.open(io.BytesIO(report)) as opened:
        assert len(opened.pages) == 1
        assert "/StructTreeRoot" in opened.Root


def test_any_other_byte_any_other_signer_and_any_other_file_is_no_report(house, report, tmp_path) -> None:
    refused = 0
    for place in range(7, len(report), max(1, len(report) // 60)):
        changed = bytearray(report)
        changed[place] ^= 1
        with pytest.raises(NotAReport):
            attestation.read(bytes(changed), house.trust)
        refused += 1
    assert refused >= 60
    for other in (
        report[:-1],
        report + b"\n",
        b"",
        b"%PDF-1.7\n",
        house.paper(),
        signed(house, a_report(house), OFFICE.id),
    ):
        with pytest.raises(NotAReport):
            attestation.read(other, house.trust)
    with pytest.raises(NotAReport, match="unknown_issuer"):
        attestation.read(report, replace(house.trust, roots=a_house(tmp_path).trust.roots))


def test_a_report_dated_before_its_key_was_made_is_refused(house) -> None:
    early = signed(house, a_report(house, at=moment(MADE - timedelta(days=400))))
    with pytest.raises(NotAReport, match="not_valid_then"):
        attestation.read(early, house.trust)


def test_the_summary_of_a_report_is_never_better_than_its_answers(house) -> None:
    def of(**answers: tuple[Holds, str]) -> str:
        found = {**questions.of_code(Status.CURRENT), questions.Question.INTACT: Verdict(Holds.YES, "intact")}
        found |= {questions.Question(one): Verdict(*said) for one, said in answers.items()}
        return attestation.summary(a_report(house, answers=found))[1]

    assert of().startswith("GENUINE and in force")
    assert "NOT CURRENT" in of(current=(Holds.NO, "not_current"))
    assert of(intact=(Holds.NO, "changed")).startswith("NOT VALID")
    assert of(logged=(Holds.NO, "proof_wrong")).startswith("NOT VALID")
    assert "cannot tell" in of(intact=(Holds.UNKNOWN, "only_code"))
    assert "unknown to the issuing office" in of(current=(Holds.UNKNOWN, "not_found"))
