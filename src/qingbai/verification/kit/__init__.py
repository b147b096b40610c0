"""The offline page (离线核验页): one HTML file that checks papers without network, account or this program.

The pinned issuers, the keys of the log and its checkpoint of the day stand inside; so do the texts in ten languages. ``check.js`` is a
verifier of its own, written against the format and not against ``certificates.verify``: two programs that must agree on every
file. The page is a function of what is trusted and of the day, so that its published hash can be compared by anybody.
"""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from qingbai.certificates import square
from qingbai.certificates.cms import RESERVE, Chain
from qingbai.certificates.status_list import LENGTH
from qingbai.certificates.trust import STAMPED, STATUS_SIGNING, NotTrusted, Trust, key_id, office_id

HERE = Path(__file__).parent
_CONSTANTS = {
    "STATUS_SIGNING": STATUS_SIGNING.dotted_string,
    "STAMPED": STAMPED.dotted_string,
    "RESERVE": str(RESERVE),
    "LIST_LENGTH": str(LENGTH),
}
MOST_OFFICES = 30
"""Whose keys stand in the page, which is to stay under 100 KB: of a larger authority, codes are checked online or with the command."""
FIRST = ("zh-Hans", "en")
"""Languages that any browser shows; the others are packed."""
_UNREAD = re.compile(r"^ *(?://.*\n|/\*\*.*\*/\n)?", re.MULTILINE)


def page(trust: Trust, *, checkpoint: str, base_url: str, on: date) -> bytes:
    """The file to hand out: who is believed, the public log's signed ``checkpoint`` (empty where there is none yet), whose page it is, and the day."""
    offices = [chain for chain in trust.offices if _is_vouched(trust, chain)][:MOST_OFFICES]
    above = list(dict.fromkeys(key_id(chain.issuing) for chain in offices))
    known = {
        "authorities": above,
        "offices": [(*_office(chain), above.index(key_id(chain.issuing))) for chain in offices],
    }
    kept = {
        **json.loads(replace(trust, offices=()).as_json()),
        "checkpoint": checkpoint,
        "made_on": on.isoformat(),
        **known,
    }
    check, shown, style = _read("check.js"), _read("page.js"), _read("page.css")
    for name, value in _CONSTANTS.items():
        check = check.replace(f"@{name}@", value)
    reader, words = _read("reader.js"), json.loads(_read("words.json"))
    parts = {
        "{scripts}": " ".join(map(_hash, (reader, check, shown))),
        "{style_hash}": _hash(style),
        "{style}": style,
        "{issuer}": base_url,
        "{trust}": _embedded(kept),
        "{words}": _embedded({language: words[language] for language in FIRST}),
        "{more}": _packed({language: told for language, told in words.items() if language not in FIRST}),
        "{reader}": reader,
        "{check}": check,
        "{page}": shown,
    }
    text = _read("frame.txt")
    for name, part in parts.items():
        text = text.replace(name, part, 1)
    return text.encode()


def reader() -> str:
    """The script that reads a code to scan from a picture, for the online page too."""
    return _read("reader.js")


def digest(page_bytes: bytes) -> str:
    """The hash to be published beside it (hex SHA-256)."""
    return hashlib.sha256(page_bytes).hexdigest()


def _office(chain: Chain) -> tuple[str, str, str, int, int]:
    """What a code's signature is checked with: how it names the key, whose it is, the point on the curve, from when and until when (seconds)."""
    own = chain.office
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    since, until = (int(each.timestamp()) for each in (own.not_valid_before_utc, own.not_valid_after_utc))
    return square.key_id(chain).hex(), office_id(own), base64.b64encode(point).decode(), since, until


def _is_vouched(trust: Trust, chain: Chain) -> bool:
    """Whether the chain leads to a pinned root: in the page the keys are believed as they stand, as its hash is published."""
    try:
        trust.vouch_for(chain, chain.office.not_valid_before_utc)
    except NotTrusted:
        return False
    return True


def _read(name: str) -> str:
    """A part of the page; of a script no more than runs."""
    text = (HERE / name).read_text(encoding="utf-8")
    return _UNREAD.sub("", text) if name.endswith(".js") else text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _packed(value: object) -> str:
    """JSON that is unpacked when the page opens: eight languages would take a third of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _embedded(value: object) -> str:
    """JSON that ends no script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
