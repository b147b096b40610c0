"""Unguessable names for numbers that stand in an address (地址中的编号).

An application's number is short and counts upwards; in an address it is followed by a keyed mark, so that nobody finds
another application by counting. The mark is no permission: whoever comes is still asked who they are.
"""

from django.core import signing
from django.http import Http404

_MARK = signing.Signer(salt="qingbai.pages.references", sep="~")


def reference(number: str) -> str:
    """The number as it may stand in an address."""
    return _MARK.sign(number)


def number_of(ref: str) -> str:
    """The number behind a reference; ``Http404`` for one we did not make."""
    try:
        return _MARK.unsign(ref)
    except signing.BadSignature as error:
        raise Http404 from error
