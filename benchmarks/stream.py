"""Papers of invented applicants, one after the other, without a database: typeset, coded, signed. ``python -m benchmarks.stream`` is one
process of several: it says when it is ready, waits for a line, writes as many papers as it is told, and tells what that took.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

SITE = "https://check.example"
AT = datetime(2026, 3, 2, 2, 30, 7, tzinfo=UTC)
SEAL = "无犯罪证明专用章"
SURNAMES = "林沈周唐许宋何郑梁谢韩冯曹彭曾萧田董潘袁蔡蒋余杜叶程苏魏吕丁任卢姚钟姜崔谭陆范汪廖石金贾夏韦付方"
GIVEN = bytes(code for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF, 3) for code in (row, cell)).decode(
    "gb2312"
)
LATIN = (
    "QINGHE",
    "YAN",
    "XIAODU",
    "BOZHOU",
    "WANGYUE",
    "SHIDI",
    "LUOXI",
    "ZHIYUAN",
    "PEI",
    "JINGXUAN",
    "MUCHEN",
    "RUOLAN",
)


class Press:
    """An office with a key of its own, and the typesetter of the house; ``by_typst`` and ``directly`` give a signed paper."""

    def __init__(self, folder: Path) -> None:
        from qingbai.certificates.claim import Bilingual
        from qingbai.certificates.keys import Keyring, Office
        from qingbai.certificates.paper.typesetting import typesetter

        organ = Bilingual(zh="演示市公安局清河分局", en="Qinghe Sub-Bureau of Demo City Public Security Bureau")
        station = Bilingual(zh="演示市公安局清河分局河沿派出所", en=f"Heyan Police Station, {organ.en}")
        self.office = Office(id="100101-hy", name=station, organ=organ)
        self.ring = ring = Keyring(folder)
        ring.make(self.office, at=datetime(2026, 1, 5, tzinfo=UTC))
        ring.make_stamping(at=datetime(2026, 1, 5, tzinfo=UTC))
        self.signer = ring.signer(self.office.id)
        self.typesetter = typesetter()
        self.proof = self._proof()
        self.laid = self.claim(0)

    def claim(self, n: int) -> Any:
        """What the n-th paper says."""
        from qingbai.certificates.claim import Bilingual, Claim, Holder, Statement
        from qingbai.law.terms import AnswerPaper, DocumentKind, Sex

        born_on = date(1970, 1, 1) + timedelta(days=n % 9000)
        given = GIVEN[n * 7 % len(GIVEN)] + (GIVEN[n * 11 % len(GIVEN)] if n % 3 else "")
        holder = Holder(
            native=SURNAMES[n % len(SURNAMES)] + given,
            latin=f"LIN {LATIN[n % 12]}",
            sex=Sex.FEMALE if n % 2 else Sex.MALE,
            born_on=born_on,
            nationality="CHN",
            document=DocumentKind.RESIDENT_ID,
            document_number=f"100101{born_on:%Y%m%d}{n % 10000:04}",
        )
        claim = Claim(
            kind=AnswerPaper.CERTIFICATE,
            statement=Statement.NONE_FOUND,
            holder=holder,
            purpose=Bilingual(zh="出国留学", en="Study abroad"),
            office_id=self.office.id,
            office=self.office.name,
            organ=self.office.organ,
            application_number=f"100101-2026-{n:04}",
            applied_on=date(2026, 3, 2),
            searched_at=AT,
            issued_on=date(2026, 3, 2),
            valid_until=date(2026, 9, 1),
        )
        symbols = f"{n * 2654435761 % 10**15:015}"
        code = "-".join((f"K{symbols[:3]}", symbols[3:7], symbols[7:11], symbols[11:15]))
        return claim.numbered(number=f"演公（清）证（2026）第{n % 10**7:07}号", code=code)

    def _proof(self) -> dict[str, Any]:
        """A place in a log of a million papers: as much as a paper carries, made up."""
        from qingbai.audit import note

        self.log = key = note.SigningKey.make("qingbai.bench/certificates")
        head = note.Checkpoint(key.name, 1_000_000, bytes(32))
        return {
            "salt": bytes(32),
            "index": 7,
            "proof": (bytes(32),) * 20,
            "checkpoint": note.sign_checkpoint(head, key),
        }

    def lay(self, n: int) -> None:
        """Have the n-th claim at hand: what a paper says is made before it is printed, and not counted."""
        self.laid = self.claim(n)

    def directly(self, claim: Any) -> bytes:
        """The paper of a claim, as the house issues it."""
        return self._signed(claim, self.typesetter.page(claim, base_url=SITE, at=AT, seal_name=SEAL))

    def by_typst(self, claim: Any) -> bytes:
        """The paper of a claim, typeset anew."""
        return self._signed(claim, self.typesetter.typeset(claim, base_url=SITE, at=AT, seal_name=SEAL))

    def _signed(self, claim: Any, document: bytes) -> bytes:
        import hashlib

        from qingbai.audit import note
        from qingbai.certificates import lasting, signature, square
        from qingbai.certificates.attachment import Attachment

        salt, index = self.proof["salt"], self.proof["index"]
        shown = hashlib.sha256(document).digest()
        said = square.Content(claim=claim, index=index, status=None, salt=salt, shown=shown)
        code = square.made(
            said,
            base_url=SITE,
            key=self.signer.key,
            chain=self.signer.chain,
            vouch=lambda leaf: note.sign_entry(index=index, leaf=leaf, key=self.log),
        )
        attachment = Attachment(claim=claim, square=code, **self.proof)
        kept = lasting.of(self.ring, at=AT)
        return signature.certify(
            document, attachment=attachment, key=self.signer.key, chain=self.signer.chain, at=AT, lasting=kept
        )

    def floor(self, data: bytes) -> bytes:
        """The least that a signed paper costs: its hash and the container with the signature."""
        import hashlib

        from qingbai.certificates import cms

        return cms.sign(hashlib.sha256(data).digest(), self.signer.key, self.signer.chain)

    def signatures(self, data: bytes) -> bytes:
        """The least with all that a paper carries: beside its own signature that of the time-stamp and of the code to scan, and the log's word."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256

        from qingbai.audit import note

        stamping = self.ring.stamping_signer().key
        for key in (stamping, self.signer.key):
            key.sign(SITE.encode(), ec.ECDSA(SHA256()))
        note.sign_entry(index=7, leaf=bytes(32), key=self.log)
        return self.floor(data)


def resident() -> int:
    """The memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _written(press: Press, first: int, count: int, every: int) -> Iterator[tuple[int, int]]:
    for n in range(first, first + count):
        press.directly(press.claim(n))
        if (n - first + 1) % every == 0:
            yield n - first + 1, resident()


def _looped(count: int) -> None:
    """About as much work a piece as a paper, in nothing but this process' own arithmetic and memory."""
    for n in range(count):
        table = {i: str(i * n) for i in range(4_000)}
        sum(map(len, table.values()))


def main() -> None:
    """One process: ready, go, done."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--loop", action="store_true", help="a loop of its own instead of papers")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qingbai-bench-") as folder:
        press = Press(Path(folder))
        for n in range(300):
            press.directly(press.claim(n))
        print("ready", flush=True)
        sys.stdin.readline()
        began, cpu = time.perf_counter(), time.process_time()
        if asked.loop:
            _looped(asked.count)
        memory = dict(_written(press, asked.first, 0 if asked.loop else asked.count, max(1, asked.count // 10)))
        took, worked = time.perf_counter() - began, time.process_time() - cpu
    print(json.dumps({"count": asked.count, "seconds": took, "work": worked, "memory": memory}), flush=True)


if __name__ == "__main__":
    main()
