"""The ways out of the house (发送渠道): e-mail by SMTP, text messages by a gateway that is asked over HTTP. Off until the environment names them.

Each message goes out under a name that stays the same however often it is tried, so that a receiver who knows names delivers it once.
"""

import hashlib
import hmac
import http.client
import json
import smtplib
import urllib.error
import urllib.request
from datetime import datetime
from email.headerregistry import Address
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from qingbai.notifications.contacts import Channel
from qingbai.notifications.messages import Text

PATIENCE = 10  # seconds
SIGNATURE, TIMESTAMP, REFERENCE = "X-Qingbai-Signature", "X-Qingbai-Timestamp", "Idempotency-Key"


class Unreachable(Exception):
    """The channel as a whole does not work just now; nothing else needs to be tried on it in this round."""


class TryLater(Exception):
    """This message was not taken now and may be later."""


class Undeliverable(Exception):
    """This message will never be taken: there is no such address, or the gateway refuses it for good."""


class Way(Protocol):
    """One channel."""

    def send(self, *, address: str, text: Text, reference: str, at: datetime) -> None:
        """Hand the message over; returns once it was taken. Raises ``Unreachable``, ``TryLater`` or ``Undeliverable``, each with a code."""
        ...


class Mail:
    """E-mail through the mail server of the house (``QINGBAI_SMTP_HOST``)."""

    def send(self, *, address: str, text: Text, reference: str, at: datetime) -> None:
        host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
        message = EmailMessage(
            subject=text.subject,
            body=text.body,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[str(Address(addr_spec=address))],  # refuses whatever is not one address
            headers={
                "Message-ID": f"<{reference}@{host}>",
                "Date": at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
            },
            connection=get_connection(fail_silently=False, timeout=PATIENCE)
            if settings.EMAIL_HOST
            else get_connection(fail_silently=False),
        )
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            kind = Undeliverable if all(500 <= code < 600 for code in codes) else TryLater
            raise kind(f"smtp_{codes[0]}") from None
        except smtplib.SMTPResponseException as refused:
            raise _by_code(refused) from None
        except (smtplib.SMTPException, OSError) as failed:
            raise Unreachable(type(failed).__name__[:40]) from None


def _by_code(refused: smtplib.SMTPResponseException) -> Exception:
    """A server that refuses us, and not this message, works for nobody just now."""
    if isinstance(refused, smtplib.SMTPDataError):
        kind = Undeliverable if 500 <= refused.smtp_code < 600 else TryLater
        return kind(f"smtp_{refused.smtp_code}")
    return Unreachable(f"smtp_{refused.smtp_code}")


class Sms:
    """Text messages through a gateway (``QINGBAI_SMS_URL``): one JSON object a message, signed with a secret that both know.

    ``X-Qingbai-Signature`` is the HMAC-SHA256, in hex, of the timestamp, a full stop and the body. The gateway is to answer 2xx once it has taken
    the message, and the same again for the same ``Idempotency-Key`` without sending anything.
    """

    def send(self, *, address: str, text: Text, reference: str, at: datetime) -> None:
        body = json.dumps({"id": reference, "to": address, "text": text.short}, ensure_ascii=False).encode()
        stamp = str(int(at.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            REFERENCE: reference,
            TIMESTAMP: stamp,
            SIGNATURE: signature(settings.SMS_SECRET, stamp, body),
        }
        request = urllib.request.Request(settings.SMS_URL, body, headers, method="POST")  # noqa: S310 -- the operator's
        try:
            _opener.open(request, timeout=PATIENCE).close()
        except urllib.error.HTTPError as refused:
            with refused:
                raise _by_status(refused.code) from None
        except (OSError, http.client.HTTPException) as failed:
            raise Unreachable(type(failed).__name__[:40]) from None


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A number and a text go to the gateway that was named, and to no other that it may name."""

    def redirect_request(self, *_: object) -> None:
        return None


_opener = urllib.request.build_opener(_NoTurning, urllib.request.ProxyHandler({}))


def _by_status(status: int) -> Exception:
    if status in {401, 403, 404} or 300 <= status < 400:  # it is we who are refused, or the place is wrong
        return Unreachable(f"http_{status}")
    if 400 <= status < 500 and status not in {408, 409, 425, 429}:
        return Undeliverable(f"http_{status}")
    return TryLater(f"http_{status}")


def signature(secret: str, stamp: str, body: bytes) -> str:
    """The signature of one request to the gateway."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def connected() -> dict[Channel, Way]:
    """The channels that this installation has."""
    found: dict[Channel, Way] = {}
    if settings.EMAIL_BACKEND:
        found[Channel.EMAIL] = Mail()
    if settings.SMS_URL:
        found[Channel.SMS] = Sms()
    return found
