"""Verification codes (核验码): random, so that who has one finds no other.

A code is sixteen symbols of Crockford's alphabet (no I, L, O, U), printed in fours: fifteen random ones (75 bits, so that
guessing is hopeless) and a check symbol (ISO 7064, hybrid MOD 33,32), so that a slip of the finger is told from a forgery.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_FORGIVEN = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-‐‑–—－]+")


def new_code() -> str:
    """A new verification code in its printed form."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return _printed(body + _check_symbol(body))


def read_code(typed: str) -> str | None:
    """The printed form of a code as typed - spaces, dashes, small letters, O for 0 and I or L for 1 forgiven; ``None`` when mistyped."""
    plain = _SEPARATORS.sub("", typed).upper().translate(_FORGIVEN)
    if len(plain) != LENGTH or any(symbol not in ALPHABET for symbol in plain):
        return None
    return _printed(plain) if _check_symbol(plain[:-1]) == plain[-1] else None


def _printed(plain: str) -> str:
    return "-".join(plain[start : start + 4] for start in range(0, LENGTH, 4))


def _check_symbol(body: str) -> str:
    size = len(ALPHABET)
    carry = size
    for symbol in body:
        total = (carry + ALPHABET.index(symbol)) % size or size
        carry = total * 2 % (size + 1)
    return ALPHABET[(size + 1 - carry) % size]
