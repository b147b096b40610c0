"""Draw the pictures of papers in docs/pictures, of invented persons: `python tools/pictures.py`. Needs pdftoppm (poppler-utils)."""

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from PIL import Image  # noqa: E402

import cast  # noqa: E402
from letters import a_letter, words  # noqa: E402
from papers import AT, a_claim, a_house, document_of, numbered, written  # noqa: E402
from qingbai.certificates.claim import Claim  # noqa: E402
from qingbai.certificates.letters import Letter, LetterKind  # noqa: E402
from qingbai.certificates.paper.forms import Form, Values, render  # noqa: E402
from qingbai.law.terms import AnswerPaper, DocumentKind  # noqa: E402

PICTURES = ROOT / "docs" / "pictures" / "papers"
DOTS = 64  # an inch
ARABIC = {
    "native": "محمد عبد الرحمن الخالدي",
    "latin": "MOHAMMED ABDULRAHMAN ALKHALDI",
    "nationality": "SAU",
    "document": DocumentKind.PASSPORT,
    "document_number": "K12345678",
}
FORM = {
    "name": cast.CLEAN.name,
    "document": "居民身份证",
    "document_number": cast.CLEAN.number,
    "agent_name": cast.ON_RECORD.name,
    "agent_document": "居民身份证",
    "agent_document_number": cast.ON_RECORD.number,
    "matter": "申请查询委托人的犯罪记录",
    "authority": "代为提出申请、提交和补正材料、配合核实、签收文书",
}


def signed(content: Claim | Letter, folder: Path) -> bytes:
    house = a_house(folder)
    document = (written if isinstance(content, Claim) else document_of)(content)
    return house.sign(document, house.attachment(content, document))


def pages(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    certificate = numbered(a_claim())
    yield "certificate", signed(certificate, folder / "1"), "RGB"
    yield "certificate-grey", signed(certificate, folder / "2"), "L"
    yield "certificate-arabic", signed(numbered(a_claim(holder=ARABIC)), folder / "3"), "RGB"
    yield "refusal", signed(numbered(a_claim(AnswerPaper.REFUSAL, person=cast.ON_RECORD)), folder / "4"), "RGB"
    receipt = a_letter(LetterKind.RECEIPT, addressee=words(cast.CLEAN.name, cast.CLEAN.latin))
    yield "receipt", signed(numbered(receipt), folder / "5"), "RGB"
    yield "result-letter", signed(numbered(a_letter(LetterKind.RESULT_LETTER)), folder / "6"), "RGB"
    yield "power-of-attorney", render(Form.POWER_OF_ATTORNEY, Values(fields=FORM), at=AT), "RGB"
    yield "undertaking", render(Form.SECRECY, at=AT), "RGB"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, data, mode in pages(Path(folder)):
            drawn = subprocess.run(
                ["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", "-"], input=data, capture_output=True, check=True
            )
            picture = Image.open(io.BytesIO(drawn.stdout)).convert(mode)
            picture.save(PICTURES / f"{name}.webp", quality=82, method=6)
            print(name, (PICTURES / f"{name}.webp").stat().st_size)


if __name__ == "__main__":
    main()
