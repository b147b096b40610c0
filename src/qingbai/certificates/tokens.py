"""Signing keys that lie in a token (密码机、智能密码钥匙; PKCS#11): made there, used there, never seen here.

A key in a token is an ``EllipticCurvePrivateKey`` like any other, whose ``sign`` asks the token: certificates, requests, revocation lists and
papers are signed by it without knowing. In the folder of keys stands in its place an address (``pkcs11:token=…;id=…``, RFC 7512). The PIN comes
from a file that its owner alone may read. One session a process, one question at a time; a token that was away is asked once more.
No Django; the library (python-pkcs11, the extra ``hsm``) is loaded when the first key in a token is wanted.
"""

import os
import secrets
import stat
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import quote, unquote

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature
from cryptography.hazmat.primitives.hashes import Hash, HashAlgorithm

T = TypeVar("T")
SCHEME = "pkcs11:"
KINDS = ("issuing", "office", "status", "stamping")
"""Whose keys are made in the token where one is named; the root is not, for it should not be here at all."""
_WRONG_PIN = frozenset({"PinIncorrect", "PinInvalid", "PinLenRange", "PinExpired", "ArgumentsBad"})
_WIDTH = 32  # bytes of one number of a signature on P-256


class KeyUnusable(RuntimeError):
    """A key that there is cannot be used now: what is wrong, and what to do. Nothing was signed."""


@dataclass(frozen=True, slots=True)
class Token:
    """Where keys lie: the token's driver (``module``), its label, the file with its PIN, and the ``kinds`` of keys that are made there."""

    module: Path
    label: str
    pin_file: Path
    kinds: tuple[str, ...] = KINDS

    def make(self, name: str) -> "TokenKey":
        """A new key in the token, which cannot be taken out of it. ``name`` is the label that the token's own tools show. Raises ``KeyUnusable``."""
        identity = secrets.token_bytes(16)
        return TokenKey(self, identity, _session(self).asked(lambda session: _made(session, name, identity)))

    def key(self, address: str) -> "TokenKey":
        """The key of an address that ``TokenKey.address`` wrote. Raises ``KeyUnusable``."""
        parts = dict(part.partition("=")[::2] for part in address.strip().removeprefix(SCHEME).split(";"))
        label, identity = unquote(parts.get("token", "")), parts.get("id", "").replace("%", "")
        if label != self.label:
            raise KeyUnusable(
                f"密钥存放于密码设备“{label}”，而当前配置为“{self.label}”；请检查 QINGBAI_HSM_TOKEN。"
                f" The key lies in the token {label!r}, and the settings name {self.label!r}: check QINGBAI_HSM_TOKEN."
            )
        found = bytes.fromhex(identity)
        return TokenKey(self, found, _session(self).asked(lambda session: _point(session, found)))


def configured(given: Mapping[str, str]) -> Token | None:
    """The token of the settings (``module``, ``label``, ``pin_file``, ``kinds``); ``None`` where none is named."""
    if not given:
        return None
    return Token(Path(given["module"]), given["label"], Path(given["pin_file"]), tuple(given["kinds"].split()))


class TokenKey(ec.EllipticCurvePrivateKey):
    """A private key on P-256 that stays in its token."""

    def __init__(self, token: Token, identity: bytes, point: bytes) -> None:
        self._token = token
        self._identity = identity
        self._public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)

    @property
    def address(self) -> str:
        """Where it lies, as it is written into the folder of keys (RFC 7512)."""
        identity = "".join(f"%{byte:02x}" for byte in self._identity)
        return f"{SCHEME}token={quote(self._token.label, safe='')};id={identity};type=private"

    def sign(
        self, data: bytes | bytearray | memoryview, signature_algorithm: ec.EllipticCurveSignatureAlgorithm
    ) -> bytes:
        """The signature (DER) over data or, with ``Prehashed``, over a digest. Raises ``KeyUnusable``.

        Of a digest that is longer than the curve its beginning is signed, as ECDSA has it (FIPS 186-5, 6.4.1).
        """
        algorithm = signature_algorithm.algorithm
        digest = bytes(data) if isinstance(algorithm, Prehashed) else _hashed(bytes(data), algorithm)
        if len(digest) < _WIDTH:
            raise UnsupportedAlgorithm("a digest of fewer than 256 bits")
        digest = digest[:_WIDTH]
        raw = _session(self._token).asked(lambda session: _signed(session, self._identity, digest))
        return encode_dss_signature(int.from_bytes(raw[:_WIDTH], "big"), int.from_bytes(raw[_WIDTH:], "big"))

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """The public half."""
        return self._public

    @property
    def curve(self) -> ec.EllipticCurve:
        """P-256."""
        return self._public.curve

    @property
    def key_size(self) -> int:
        """In bits."""
        return self._public.key_size

    def destroy(self) -> None:
        """Take the key out of the token for good. Raises ``KeyUnusable``."""
        _session(self._token).asked(lambda session: _destroyed(session, self._identity))

    def exchange(self, algorithm: ec.ECDH, peer_public_key: ec.EllipticCurvePublicKey) -> bytes:  # noqa: ARG002
        """Not with a key that signs."""
        _stays()

    def private_numbers(self) -> ec.EllipticCurvePrivateNumbers:
        """Not with a key in a token."""
        _stays()

    def private_bytes(
        self,
        encoding: serialization.Encoding,  # noqa: ARG002
        format: serialization.PrivateFormat,  # noqa: A002, ARG002
        encryption_algorithm: serialization.KeySerializationEncryption,  # noqa: ARG002
    ) -> bytes:
        """Not with a key in a token."""
        _stays()

    def __copy__(self) -> "TokenKey":
        return self

    def __deepcopy__(self, memo: dict[Any, Any]) -> "TokenKey":
        return self


def _hashed(data: bytes, algorithm: HashAlgorithm) -> bytes:
    digest = Hash(algorithm)
    digest.update(data)
    return digest.finalize()


def _stays() -> NoReturn:
    raise UnsupportedAlgorithm("the key stays in its token")


class _Session:
    """The one open session of this process with a token; whoever wants something of it waits for the other."""

    def __init__(self, token: Token) -> None:
        self._token = token
        self._lock = threading.Lock()
        self._open: Any = None
        self._process = 0
        self._refused = ""
        self._keys: dict[bytes, Any] = {}

    def private(self, identity: bytes) -> Any:
        """The token's handle of a private key, found once a session."""
        if identity not in self._keys:
            sort = _library().ObjectClass.PRIVATE_KEY
            self._keys[identity] = self.open.get_key(object_class=sort, id=identity)
        return self._keys[identity]

    @property
    def open(self) -> Any:
        """The session itself."""
        return self._open

    def forget(self, identity: bytes) -> None:
        """Let go of a handle."""
        self._keys.pop(identity, None)

    def asked(self, question: "Callable[[_Session], T]") -> T:
        """The token's answer; asked once more in a new session where the old one was lost. Raises ``KeyUnusable``."""
        pkcs11 = _library()
        with self._lock:
            try:
                if self._open is not None and self._process == os.getpid():
                    try:
                        return question(self)
                    except pkcs11.exceptions.PKCS11Error:
                        self._open = None
                self._renew(pkcs11)
                return question(self)
            except pkcs11.exceptions.PKCS11Error as error:
                self._open = None
                raise KeyUnusable(_told(type(error).__name__, self._token)) from error

    def _renew(self, pkcs11: Any) -> None:
        """Begin anew with driver and token: also what a process that was forked needs."""
        pin = _pin(self._token.pin_file)
        if pin == self._refused:  # a wrong one is never tried twice: each try brings the token nearer to its lock
            raise KeyUnusable(_told("PinIncorrect", self._token))
        try:
            driver = pkcs11.lib(str(self._token.module))
        except (OSError, RuntimeError) as error:
            raise KeyUnusable(
                f"密码设备驱动 {self._token.module} 无法加载（{error}）；请检查 QINGBAI_HSM_MODULE。"
                f" The token's driver {self._token.module} cannot be loaded ({error}): check QINGBAI_HSM_MODULE."
            ) from error
        driver.reinitialize()
        self._keys.clear()
        try:
            self._open = driver.get_token(token_label=self._token.label).open(user_pin=pin, rw=True)
        except pkcs11.exceptions.PKCS11Error as error:
            self._refused = pin if type(error).__name__ in _WRONG_PIN else ""
            raise
        self._process = os.getpid()


@cache
def _session(token: Token) -> _Session:
    return _Session(token)


def _library() -> Any:
    try:
        import pkcs11
    except ImportError as error:
        raise KeyUnusable(
            "使用密码设备须先安装 python-pkcs11：pip install 'qingbai[hsm]'。"
            " Keys in a token need python-pkcs11: pip install 'qingbai[hsm]'."
        ) from error
    return pkcs11


def _pin(path: Path) -> str:
    try:
        known = path.stat()
        if known.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyUnusable(
                f"PIN 文件 {path} 他人可读；请 chmod 600 后重试。 Others may read the PIN file {path}: chmod 600 it, then try again."
            )
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise KeyUnusable(
            f"PIN 文件 {path} 无法读取；请检查 QINGBAI_HSM_PIN_FILE。"
            f" The PIN file {path} cannot be read: check QINGBAI_HSM_PIN_FILE."
        ) from error


def _told(found: str, token: Token) -> str:
    """What a token's refusal means, and what to do; ``found`` is the library's name of it."""
    if found in _WRONG_PIN:
        return (
            f"密码设备“{token.label}”拒绝 PIN；请更正 {token.pin_file}（多次错误会锁定设备）。"
            f" The token {token.label!r} refuses the PIN: correct {token.pin_file} (too many wrong ones lock the token)."
        )
    if found == "PinLocked":
        return (
            f"密码设备“{token.label}”的 PIN 已锁定；请由设备管理员解锁。 The PIN of the token {token.label!r} is locked:"
            " its security officer must unlock it."
        )
    if found in {"NoSuchToken", "TokenNotPresent", "TokenNotRecognised", "DeviceRemoved", "SlotIDInvalid"}:
        return f"未找到密码设备“{token.label}”；请接通设备后重试。 The token {token.label!r} is not there: connect it, then try again."
    if found == "NoSuchKey":
        return (
            f"密码设备“{token.label}”中没有该密钥；请从设备备份恢复，或运行 qingbai keys rotate。"
            f" The token {token.label!r} does not hold the key: restore the token from its backup, or make a new one with: qingbai keys rotate."
        )
    return (
        f"密码设备“{token.label}”未能完成操作（{found}）；请检查设备后重试。"
        f" The token {token.label!r} could not do it ({found}): look at the token, then try again."
    )


def _made(session: _Session, name: str, identity: bytes) -> bytes:
    pkcs11 = _library()
    curve = pkcs11.util.ec.encode_named_curve_parameters("secp256r1")
    domain = {pkcs11.Attribute.EC_PARAMS: curve}
    parameters = session.open.create_domain_parameters(pkcs11.KeyType.EC, domain, local=True)
    kept = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False, pkcs11.Attribute.SIGN: True}
    parameters.generate_keypair(store=True, label=name, id=identity, private_template=kept)
    return _point(session, identity)


def _point(session: _Session, identity: bytes) -> bytes:
    """The public half of a key that the token holds whole."""
    pkcs11 = _library()
    session.private(identity)
    public = session.open.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, id=identity)
    found: bytes = public[pkcs11.Attribute.EC_POINT]
    return found[2:] if len(found) == 2 + 1 + 2 * _WIDTH else found  # within an OCTET STRING; some tokens leave it out


def _signed(session: _Session, identity: bytes, digest: bytes) -> bytes:
    found: bytes = session.private(identity).sign(digest, mechanism=_library().Mechanism.ECDSA)
    return found


def _destroyed(session: _Session, identity: bytes) -> None:
    session.private(identity).destroy()
    session.forget(identity)
    session.open.get_key(object_class=_library().ObjectClass.PUBLIC_KEY, id=identity).destroy()
