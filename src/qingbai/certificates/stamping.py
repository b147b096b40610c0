"""Asking a time-stamp authority elsewhere (时间戳服务机构; RFC 3161 over HTTP), where one is named in the settings.

The paper waits for the answer, a few seconds at most; without it, or with one that does not hold, nothing is issued. An authority that was away
is not asked again for half a minute: meanwhile the installation's own authority stamps, where the settings say so, or who issues
is told at once. No Django, no clock.
"""

import http.client
import logging
import re
import secrets
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509

from qingbai.certificates import der, revocation, stamp
from qingbai.certificates.cms import RESERVE
from qingbai.certificates.stamp import Stamp
from qingbai.certificates.trust import EARLIEST, LATEST, stamps

logger = logging.getLogger(__name__)
TIMEOUT = 5.0  # seconds
LARGEST_ANSWER = 64 * 1024
NOT_ASKED_FOR = timedelta(seconds=30)
LEAST_ACCURATE = timedelta(minutes=1)
"""An authority that knows its own time less well than this does not serve."""
_LIST = re.compile(rb"-----BEGIN X509 CRL-----.*?-----END X509 CRL-----\n?", re.DOTALL)


class NoStamp(RuntimeError):
    """The authority gave no time-stamp that holds: what is wrong, and what to do. Nothing was signed for good."""

    def __init__(self, url: str, wrong: str) -> None:
        super().__init__(
            f"时间戳服务 {url} 未给出有效时间戳（{wrong}）；请稍后重试，或检查 QINGBAI_TIMESTAMP_ 各项设置。"
            f" The time-stamp authority {url} gave no time-stamp that holds ({wrong}):"
            " try again later, or check the settings QINGBAI_TIMESTAMP_…."
        )


@dataclass
class Authority:
    """An authority elsewhere: where it is asked, the certificates by which it is known, its lists of what is revoked, the policy it must name
    (empty: any), and whether our own stamps in its place while it is away."""

    url: str
    known: tuple[x509.Certificate, ...]
    lists: tuple[bytes, ...] = ()
    policy: str = ""
    own_meanwhile: bool = False
    _away: tuple[datetime, str] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str, file: Path, *, policy: str = "", own_meanwhile: bool = False) -> "Authority":
        """The authority whose certificates, and lists where there are any, stand in a file of PEM blocks. Raises ``ValueError``, ``OSError``."""
        text = file.read_bytes()
        lists = tuple(revocation.in_der(each) for each in _LIST.findall(text))
        return cls(url, tuple(x509.load_pem_x509_certificates(_LIST.sub(b"", text))), lists, policy, own_meanwhile)

    def stamp(self, value: bytes, *, at: datetime, own: Callable[[bytes], bytes]) -> bytes:
        """The time-stamp over a signature value that was made ``at`` this instant. Raises ``NoStamp``."""
        try:
            return self._asked(value, at)
        except NoStamp as error:
            if not self.own_meanwhile:
                raise
            logger.error("%s", error)  # noqa: TRY400 - told once a paper, in words: where in the program says nothing
            return own(value)

    def _asked(self, value: bytes, at: datetime) -> bytes:
        if self._away is not None and timedelta(0) <= at - self._away[0] < NOT_ASKED_FOR:
            raise NoStamp(self.url, self._away[1])
        self._away = None
        nonce = secrets.randbits(63) | 1 << 63
        try:
            answer = self._answer(stamp.request(value, nonce))
        except (OSError, http.client.HTTPException) as error:
            self._away = at, f"it cannot be reached: {error}"
            raise NoStamp(self.url, self._away[1]) from error
        try:
            found = stamp.answered(answer, value, nonce, self.known)
        except stamp.StampRefused as error:
            raise NoStamp(self.url, str(error)) from error
        wrong = self._wrong(found, at)
        if wrong:
            raise NoStamp(self.url, wrong)
        return found.whole

    def _answer(self, question: bytes) -> bytes:
        kind = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = urllib.request.Request(self.url, data=question, headers=kind, method="POST")  # noqa: S310 - the settings take no other
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            if answer.headers.get_content_type() != "application/timestamp-reply":
                raise NoStamp(self.url, "the answer is none of a time-stamp authority")
            whole: bytes = answer.read(LARGEST_ANSWER)
            return whole

    def _wrong(self, found: Stamp, at: datetime) -> str:
        """What of a stamp over the right value, and signed, does not hold. Whether it is certified the paper's own check tells."""
        if self.policy and found.policy != der.identifier(self.policy):
            return "it names another policy"
        if found.accuracy > LEAST_ACCURATE:
            return f"it is accurate to {found.accuracy.total_seconds():.0f} s only"
        if not at - EARLIEST <= found.at <= at + LATEST:
            return f"its clock says {found.at:%Y-%m-%d %H:%M:%SZ}, ours {at:%Y-%m-%d %H:%M:%SZ}"
        if not stamps(found.certificate):
            return "its certificate is not for time-stamps alone"
        if len(found.whole) > RESERVE:
            return f"it has {len(found.whole)} bytes where {RESERVE} are kept"
        return ""
