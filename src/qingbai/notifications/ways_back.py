"""An address that nobody has but who was written to (回执地址): a number and a mark that only this installation can make.

It stands in messages to those who have no account. Nothing secret is kept for it: the mark is made again from the number and the key of the home
folder, so that neither the database nor the messages kept in it give it away.
"""

import hashlib
import hmac

from django.conf import settings

DASH = "~"
SIZE = 32  # hexadecimal characters: 128 bits


def reference(number: str) -> str:
    """The number as it stands in the address."""
    return f"{number}{DASH}{_mark(number)}"


def number_of(ref: str) -> str:
    """The number in an address of ours; empty for one we did not make."""
    number, _, mark = ref.partition(DASH)
    return number if hmac.compare_digest(mark.encode(), _mark(number).encode()) else ""


def address(base_url: str, number: str) -> str:
    """The whole address of the page on which a request to be told is confirmed or ended (``sharing.asks``)."""
    return f"{base_url.rstrip('/')}/verify/tell/{reference(number)}/"


def _mark(number: str) -> str:
    key = hmac.new(settings.CONTACT_KEY.encode(), b"qingbai ways back", hashlib.sha256).digest()
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:SIZE]
