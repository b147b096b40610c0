"""The offline page (离线核验页): one HTML file that checks papers without network, account or this program.

The pinned issuers, the keys of the log and its checkpoint of the day stand inside; so do the texts in ten languages. ``check.js`` is a
verifier of its own, written against the format and not against ``certificates.verify``: two programs that must agree on every
file. The page is a function of what is trusted and of the day, so that its published hash can be compared by anybody.
"""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from qingbai.certificates.cms import RESERVE
from qingbai.certificates.status_list import LENGTH
from qingbai.certificates.trust import STAMPED, STATUS_SIGNING, Trust

HERE = Path(__file__).parent
_CONSTANTS = {
    "STATUS_SIGNING": STATUS_SIGNING.dotted_string,
    "STAMPED": STAMPED.dotted_string,
    "RESERVE": str(RESERVE),
    "LIST_LENGTH": str(LENGTH),
}


def page(trust: Trust, *, checkpoint: str, base_url: str, on: date) -> bytes:
    """The file to hand out: who is believed, the public log's signed ``checkpoint`` (empty where there is none yet), whose page it is, and the day."""
    kept = {**json.loads(replace(trust, offices=()).as_json()), "checkpoint": checkpoint, "made_on": on.isoformat()}
    check, shown, style = _read("check.js"), _read("page.js"), _read("page.css")
    for name, value in _CONSTANTS.items():
        check = check.replace(f"@{name}@", value)
    parts = {
        "{scripts}": " ".join(map(_hash, (check, shown))),
        "{style_hash}": _hash(style),
        "{style}": style,
        "{issuer}": base_url,
        "{trust}": _embedded(kept),
        "{words}": _embedded(json.loads(_read("words.json"))),
        "{check}": check,
        "{page}": shown,
    }
    text = _read("frame.txt")
    for name, part in parts.items():
        text = text.replace(name, part, 1)
    return text.encode()


def digest(page_bytes: bytes) -> str:
    """The hash to be published beside it (hex SHA-256)."""
    return hashlib.sha256(page_bytes).hexdigest()


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _embedded(value: object) -> str:
    """JSON that ends no script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
