"""What the issuer says about status, signed, for use without asking it (状态声明): whole lists, and one short sentence about one paper.

Both are compact JWS (RFC 7515), ES256, with the chain in ``x5c``: a status key below the issuing authority, which can sign nothing else. A list is a
``BitstringStatusListCredential`` (W3C). A statement names a file by its digest and is carried by the holder beside the
paper; it says *current* or *not current* and until when it may be believed. Pure: no Django, no clock.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from qingbai.certificates import status_list
from qingbai.certificates.cms import Chain
from qingbai.certificates.trust import Lost, NotTrusted, Trust

LIST_TYPE, STATEMENT_TYPE = "vc+jwt", "qingbai-status+jwt"
LOSS_TYPE = "qingbai-lost-key+jwt"
LIST_LASTS = timedelta(hours=24)
STATEMENT_LASTS = timedelta(days=7)
LARGEST = 200_000  # bytes; a list takes some forty thousand at most
_READER = jws.JWSRegistry(algorithms=["ES256"])
_READER.max_header_length = _READER.max_payload_length = LARGEST  # two certificates stand in the header
CONTEXT = "https://www.w3.org/ns/credentials/v2"


class StatementRefused(ValueError):
    """Not a statement that may be believed; the message is a code: ``statement_unreadable``, ``statement_forged``, ``statement_stale``, ``statement_other``."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A signed text that came with a paper, a list or a statement about it, and the instant at which it is read."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list that was believed: its number, its bits, and until when."""

    number: int
    bits: bytes
    until: datetime

    def is_current(self, entry: status_list.Entry) -> bool:
        """Whether the paper of this entry is current. Raises ``StatementRefused`` for an entry of another list."""
        if entry.list != self.number:
            raise StatementRefused("statement_other")
        return not status_list.is_set(self.bits, entry.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapled:
    """A statement that was believed: the file's digest (hex), whether it is current, since and until when."""

    sha256: str
    current: bool
    at: datetime
    until: datetime


def list_address(base_url: str, number: int) -> str:
    """Where a list is published."""
    return f"{base_url.rstrip('/')}/verify/status/{number}"


def sign_list(
    *, number: int, encoded: str, base_url: str, key: ec.EllipticCurvePrivateKey, chain: Chain, at: datetime
) -> str:
    """The signed list, good for ``LIST_LASTS``."""
    address = list_address(base_url, number)
    said = {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": base_url.rstrip("/"),
        "validFrom": _stamp(at),
        "validUntil": _stamp(at + LIST_LASTS),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }
    return _sign(LIST_TYPE, said, key, chain)


def sign_statement(*, sha256: str, current: bool, key: ec.EllipticCurvePrivateKey, chain: Chain, at: datetime) -> str:
    """The signed statement about the file with this digest (hex), good for ``STATEMENT_LASTS``."""
    said = {
        "sub": sha256,
        "status": "current" if current else "not_current",
        "iat": int(at.timestamp()),
        "exp": int((at + STATEMENT_LASTS).timestamp()),
    }
    return _sign(STATEMENT_TYPE, said, key, chain)


def sign_loss(
    *, lost: str, log: str, size: int, since: datetime, key: ec.EllipticCurvePrivateKey, chain: Chain, at: datetime
) -> str:
    """The issuer's word that the key ``lost`` (SHA-256 of its public half, hex) is believed before the place ``size`` of the ``log`` only."""
    said = {"sub": lost, "log": log, "size": size, "since": _stamp(since), "iat": int(at.timestamp())}
    return _sign(LOSS_TYPE, said, key, chain)


def read_loss(text: str, trust: Trust) -> Lost:
    """The loss in a signed text, whenever it was said, by a status key that was not lost itself. Raises ``StatementRefused``."""
    try:
        at = datetime.fromtimestamp(int(_unsigned(text.split(".")[1])["iat"]), UTC)
        said = _opened(text, LOSS_TYPE, trust, at)
        return Lost.from_json({"key": said["sub"], "log": said["log"], "size": said["size"], "statement": text})
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, OSError) as error:
        raise error if isinstance(error, StatementRefused) else StatementRefused("statement_unreadable") from error


def read_list(text: str, trust: Trust, *, at: datetime) -> Listed:
    """The list in a signed text, if it may be believed at ``at``. Raises ``StatementRefused``."""
    said = _opened(text, LIST_TYPE, trust, at)
    try:
        subject, until = said["credentialSubject"], datetime.fromisoformat(said["validUntil"])
        number = int(str(said["id"]).rpartition("/")[2])
        bits = status_list.decode(str(subject["encodedList"]))
        since = datetime.fromisoformat(said["validFrom"])
        _refuse_stale(since, until, at)
    except (KeyError, TypeError, ValueError) as error:
        raise error if isinstance(error, StatementRefused) else StatementRefused("statement_unreadable") from error
    return Listed(number=number, bits=bits, until=until)


def read_statement(text: str, trust: Trust, *, at: datetime) -> Stapled:
    """What a stapled statement says, if it may be believed at ``at``. Raises ``StatementRefused``."""
    said = _opened(text, STATEMENT_TYPE, trust, at)
    try:
        since, until = (datetime.fromtimestamp(int(said[name]), UTC) for name in ("iat", "exp"))
        current = {"current": True, "not_current": False}[said["status"]]
        digest = str(said["sub"])
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise StatementRefused("statement_unreadable") from error
    _refuse_stale(since, until, at)
    return Stapled(sha256=digest, current=current, at=since, until=until)


def is_list(text: str) -> bool:
    """Whether the text says that it is a list; nothing is believed yet."""
    try:
        return bool(_header(text)["typ"] == LIST_TYPE)
    except (StatementRefused, KeyError):
        return False


def _sign(kind: str, said: Mapping[str, Any], key: ec.EllipticCurvePrivateKey, chain: Chain) -> str:
    certificates = [each.public_bytes(Encoding.DER) for each in (chain.office, chain.issuing)]
    header = {"alg": "ES256", "typ": kind, "x5c": [base64.b64encode(each).decode() for each in certificates]}
    signed = f"{_part(header)}.{_part(said)}"
    r, s = decode_dss_signature(
        key.sign(signed.encode(), ec.ECDSA(SHA256()))
    )  # by hand, for a key in a token shows no numbers
    return f"{signed}.{_base64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _part(value: Mapping[str, Any]) -> str:
    return _base64(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _opened(text: str, kind: str, trust: Trust, at: datetime) -> Mapping[str, Any]:
    header = _header(text)
    if header.get("typ") != kind or header.get("alg") != "ES256" or set(header) != {"alg", "typ", "x5c"}:
        raise StatementRefused("statement_unreadable")
    try:
        own, issuing = (x509.load_der_x509_certificate(base64.b64decode(each, validate=True)) for each in header["x5c"])
        public = own.public_key()
        if not isinstance(public, ec.EllipticCurvePublicKey):
            raise StatementRefused("statement_forged")
        payload = jws.deserialize_compact(text, ECKey.import_key(public), registry=_READER).payload
        trust.vouch_for_status(Chain(own, issuing), at)
        said = json.loads(payload)
    except (JoseError, NotTrusted) as error:
        raise StatementRefused("statement_forged") from error
    except (ValueError, TypeError, OverflowError, RecursionError, UnsupportedAlgorithm, x509.InvalidVersion) as error:
        raise error if isinstance(error, StatementRefused) else StatementRefused("statement_unreadable") from error
    if not isinstance(said, dict):
        raise StatementRefused("statement_unreadable")
    return said


def _header(text: str) -> Mapping[str, Any]:
    if len(text) > LARGEST:
        raise StatementRefused("statement_unreadable")
    return _unsigned(text.partition(".")[0])


def _unsigned(part: str) -> Mapping[str, Any]:
    """A part of a text of whose signature nothing is known yet."""
    try:
        found = json.loads(base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True))
    except (ValueError, RecursionError) as error:
        raise StatementRefused("statement_unreadable") from error
    if not isinstance(found, dict):
        raise StatementRefused("statement_unreadable")
    return found


def _refuse_stale(since: datetime, until: datetime, at: datetime) -> None:
    slack = timedelta(minutes=5)  # clocks differ
    if not since - slack <= at <= until:
        raise StatementRefused("statement_stale")


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
