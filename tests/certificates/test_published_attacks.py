"""Published signature forgeries: none is genuine and none crashes us, even where the forger's own root is trusted on purpose.

The files lie beside the project (``../shared/data/pdf_attacks``); without them the tests are skipped by name.
"""

import re
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from cryptography import x509

from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import verify_file

pytestmark = pytest.mark.real_documents
FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "pdf_attacks"
FILES = sorted(FOLDER.glob("*.pdf"))
REASONS = {
    "isa": {"bytes_after", "several_signatures"},  # incremental saving: something was added after the signature
    "siwa": {"several_signatures"},  # wrapping: the signed bytes moved aside for others
    "usf": {"not_signed", "byte_range", "truncated"},  # the signature dictionary emptied or torn
}


def certificates_inside(data):
    """Every certificate in every container that a file holds, however it is placed."""
    for digits in re.findall(rb"<([0-9A-Fa-f\s]{600,})>", data):
        content = re.sub(rb"\s", b"", digits)
        try:
            signed = asn1_cms.ContentInfo.load(bytes.fromhex(content.decode()))["content"]
            found = [x509.load_der_x509_certificate(each.chosen.dump()) for each in signed["certificates"]]
        except (ValueError, TypeError, KeyError):
            continue
        yield from found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "file", FILES or [pytest.param(None, marks=pytest.mark.skip("published attacks are absent"))], ids=str
)
def test_a_published_forgery_is_refused_with_its_reason(file):
    data = file.read_bytes()
    trust = Trust(roots=tuple(certificates_inside(data)), logs=())
    found = verify_file(data, trust)
    assert not found.genuine
    assert found.exit_status == 1
    assert found.signed.code in REASONS[file.name.split("_")[0]]
    assert found.claim is None


def test_the_forgers_roots_are_really_trusted_in_these_tests():
    if not FILES:
        pytest.skip("published attacks are absent")
    assert sum(bool(list(certificates_inside(file.read_bytes()))) for file in FILES) > len(FILES) // 2
