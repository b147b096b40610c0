"""Every chain below which this installation's offices have signed (证书链), as a verifier without network needs them: the codes of papers name
their office's key by eight bytes only. Read from the folder of keys, those that were replaced (``retired``) among them. No Django.
"""

from pathlib import Path

from cryptography import x509

from qingbai.certificates import certifying
from qingbai.certificates.cms import Chain


def of(folder: Path) -> tuple[Chain, ...]:
    """The chain of every office's certificate, in the order of their names; those that lead to no issuing authority here are left out."""
    authorities = _certificates(folder, "issuing*.pem")
    found = []
    for own in _certificates(folder, "office-*.pem"):
        above = next((each for each in authorities if certifying.is_signed_by(own, each)), None)
        if above is not None:
            found.append(Chain(own, above))
    return tuple(dict.fromkeys(found))


def _certificates(folder: Path, names: str) -> list[x509.Certificate]:
    paths = [*sorted(folder.glob(names)), *sorted(folder.glob(f"retired/{names}"))]
    return [x509.load_pem_x509_certificate(path.read_bytes()) for path in paths]
