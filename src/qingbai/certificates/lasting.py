"""What makes the papers of an installation last (长期有效): its lists of what is revoked, kept with the keys, and its time-stamps.

``Lists`` keeps ``issuing.crl`` and ``root.crl`` (of later authorities ``issuing-2.crl``, ``root-2.crl``) in the folder of keys and renews them there. An installation whose root lies elsewhere puts a
``root.crl`` of that root beside ``root.pem`` before the old one lapses. ``of`` is all that ``signature.certify`` needs. No Django, no clock.
"""

import contextlib
import operator
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from qingbai.certificates import certifying, revocation, stamp
from qingbai.certificates.certifying import ISSUING, ROOT
from qingbai.certificates.keys import Keyring, NoKey
from qingbai.certificates.revocation import LASTS, RENEWED_AFTER, Revoked
from qingbai.certificates.signature import Evidence, Lasting
from qingbai.certificates.stamping import Authority
from qingbai.certificates.trust import moment

T = TypeVar("T")
AUTHORITIES = (ISSUING, ROOT)
LOOKED_AGAIN = timedelta(seconds=1)
"""How long papers go out with the same evidence before anybody looks whether a list was renewed."""


class Lapsed(RuntimeError):
    """There is no list of revoked certificates that still counts, and no key to make one."""

    def __init__(self, authority: str) -> None:
        super().__init__(
            f"{authority} 的吊销列表缺失或已过期，且此处没有其密钥；请由密钥保管人签发新的 {authority}.crl 放入密钥目录。"
            f" The list of revoked certificates of {authority} is missing or has lapsed, and its key is not here:"
            f" have whoever keeps it make a new {authority}.crl and put it into the folder of keys."
        )


class Lists:
    """The lists of what is revoked, in the folder of keys."""

    def __init__(self, ring: Keyring) -> None:
        self._ring = ring
        self._read: dict[str, tuple[tuple[int, int, int], Any]] = {}
        self._held: tuple[datetime, Evidence] | None = None
        self._above: tuple[x509.Certificate, ...] = ()

    def current(self, authority: str, *, at: datetime) -> bytes:
        """The list of an authority that counts at this instant; made where there is none or it has lapsed. Raises ``Lapsed``, ``NoKey``."""
        found = self._list(authority)
        if found is not None and revocation.until(found) > at:
            return found
        return self._next(authority, at, lambda known: known is None or revocation.until(known) <= at)

    def renew(self, *, at: datetime) -> int:
        """Make those lists anew that are no longer young, where their key is here; how many. Raises ``NoKey``; ``Lapsed`` where one has lapsed."""
        made = 0
        for each in AUTHORITIES:
            known = self.current(each, at=at)
            if at - revocation.read(known).last_update_utc >= RENEWED_AFTER[each]:
                with contextlib.suppress(Lapsed):  # it still counts, and is renewed by whoever has the key
                    made += self._next(each, at, partial(operator.eq, known)) is not known
        return made

    def revoke(
        self,
        certificate: x509.Certificate,
        *,
        at: datetime,
        since: datetime | None = None,
        reason: x509.ReasonFlags = x509.ReasonFlags.unspecified,
    ) -> None:
        """Put a certificate on the list of who issued it, ``since`` an instant or as of now. Repeating it changes nothing.

        Raises ``Lapsed`` where the key is not here. Below an authority that was replaced there is no list any more, and nothing is done.
        """
        for each in AUTHORITIES:
            if certificate.issuer != self._certificate(each).subject:
                continue
            revoked = Revoked(certificate.serial_number, moment(since or at), reason)
            known = self.current(each, at=at)
            if revocation.since(known, certificate) is None:
                self._next(each, at, lambda _: True, revoked)

    def evidence(self, *, at: datetime) -> Evidence:
        """What stands beside a signature of this instant: the certificates above the office, and the lists of both that count.

        An office does not close because the list of a root that lies elsewhere was forgotten: the paper is then without it, and the
        operator is told day by day (``publishing``). Raises ``Lapsed`` for the issuing authority's list, ``NoKey``.
        """
        above = tuple(map(self._certificate, AUTHORITIES))  # an authority that was replaced is seen at once
        if self._held is None or above != self._above or not timedelta(0) <= at - self._held[0] < LOOKED_AGAIN:
            self._held, self._above = (at, self._evidence(above, at)), above
        return self._held[1]

    def _evidence(self, above: tuple[x509.Certificate, ...], at: datetime) -> Evidence:
        found = [self.current(ISSUING, at=at)]
        with contextlib.suppress(Lapsed):
            found.append(self.current(ROOT, at=at))
        known = Evidence(tuple(each.public_bytes(Encoding.DER) for each in above), tuple(found))
        return self._held[1] if self._held is not None and self._held[1] == known else known

    def _list(self, authority: str) -> bytes | None:
        """The list as it stands in the folder; none where there is none of the authority of today."""
        found = self._file(self._name(authority), revocation.in_der)
        return found if found and revocation.signed_by(found, self._certificate(authority)) else None

    def _name(self, authority: str) -> str:
        """The file of a list, as certificates name it: another for each authority that there was."""
        return f"{certifying.stem_of(authority, certifying.generation_of(self._certificate(authority)))}.crl"

    def _certificate(self, authority: str) -> x509.Certificate:
        found = self._file(f"{authority}.pem", x509.load_pem_x509_certificate)
        if found is None:
            raise NoKey(authority)
        return found

    def _file(self, name: str, parse: Callable[[bytes], T]) -> T | None:
        """What a file in the folder says, read again whenever somebody has written it anew."""
        path = self._ring.folder / name
        try:
            state = path.stat()
        except FileNotFoundError:
            return None
        seen = (state.st_ino, state.st_mtime_ns, state.st_size)
        known = self._read.get(name)
        if known is None or known[0] != seen:
            known = self._read[name] = (seen, parse(path.read_bytes()))
        found: T = known[1]
        return found

    def _next(
        self,
        authority: str,
        at: datetime,
        wanted: Callable[[bytes | None], bool],
        *revoked: Revoked,
    ) -> bytes:
        with self._ring.locked():
            former = self._list(authority)
            if former is not None and not wanted(former):
                return former  # somebody was quicker
            key = self._ring.authority_key(authority)
            if key is None:
                raise Lapsed(authority)
            made = revocation.made(
                authority=self._certificate(authority),
                key=key,
                at=moment(at),
                lasts=LASTS[authority],
                former=former,
                revoked=revoked,
            )
            self._ring.keep(self._name(authority), made)
        return self._list(authority) or made


def published(folder: Path, name: str) -> bytes | None:
    """A list by the name under which certificates say it is published (``issuing``, ``issuing-2``, ``root``), in DER."""
    kind, _, number = name.partition("-")
    if kind not in AUTHORITIES or not (number == "" or (number.isascii() and number.isdigit())):
        return None
    try:
        return revocation.in_der((folder / f"{name}.crl").read_bytes())
    except FileNotFoundError:
        return None


@lru_cache(maxsize=8)
def lists(ring: Keyring) -> Lists:
    """The lists in a folder of keys, read once a process."""
    return Lists(ring)


def of(ring: Keyring, *, at: datetime, elsewhere: Authority | None = None) -> Lasting:
    """Evidence and time-stamp for a paper that is signed at this instant: by our own authority, or by one ``elsewhere``.

    Raises ``Lapsed``, ``NoKey``, ``KeyUnusable``; the stamp raises ``NoStamp``.
    """
    signer, evidence, instant = ring.stamping_signer(), lists(ring).evidence(at=at), moment(at)
    own = partial(stamp.made, key=signer.key, certificate=signer.chain.office, issuing=signer.chain.issuing, at=instant)
    if elsewhere is None:
        return Lasting(evidence, own)
    above = tuple(each.public_bytes(Encoding.DER) for each in elsewhere.known)
    evidence = Evidence((*evidence.certificates, *above), (*evidence.lists, *elsewhere.lists))
    return Lasting(evidence, partial(elsewhere.stamp, at=instant, own=own))
