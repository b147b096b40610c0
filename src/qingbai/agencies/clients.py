"""Programs that send notices for an organ (接口账号): allow one, take the leave back, prove who it is, hand out tokens.

A client belongs to one sender (通报单位) and may do what its scopes name. Its secret and its tokens are 256 random bits, shown
once and kept only as fingerprints under the intake's key: a slow hash would add nothing to bits that nobody can guess, and
without that key nobody who can write to the register, the public site included, can make a client or a token of his own.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from qingbai.agencies.models import ApiClient, ApiClientRevoked, ApiToken, ApiUse
from qingbai.agencies.terms import SenderKind
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.incoming import Fault

TOKEN_LIVES = timedelta(minutes=15)
USES_KEPT = timedelta(hours=1)
LONGEST = 120
_SCOPE = re.compile(r"[a-z][a-z0-9:_-]{0,59}")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class NotTheIntake(Exception):
    """This process was not given the intake's key: it can neither make clients nor recognise them."""


class ClientRefused(ValueError):
    """A client that cannot be added or revoked so. ``faults`` names everything at once; nothing was changed."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.en}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCard:
    """A client as others may see it; ``revoked_at`` None while it may work."""

    id: str
    sender_kind: SenderKind
    sender_code: str
    sender_name: str
    scopes: tuple[str, ...]
    added_at: datetime
    basis: str
    revoked_at: datetime | None
    revoked_on_basis: str

    @property
    def actor(self) -> Actor:
        """Who stands in the ledger for what it does."""
        return Actor(ActorKind.SENDER, self.id, self.sender_code)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a token, and what the token is good for: the client's scopes or fewer."""

    client: ClientCard
    scopes: frozenset[str]


def add(
    *,
    sender_kind: SenderKind,
    sender_code: str,
    sender_name: str,
    scopes: Iterable[str],
    by: Actor,
    at: datetime,
    basis: str,
) -> tuple[ClientCard, str]:
    """Allow a program to send for an organ (开通); the card and the secret, which nobody can read again.

    ``basis``: the letter or agreement it rests on. Raises ``ClientRefused``.
    """
    wanted = tuple(dict.fromkeys(scopes))
    faults = tuple(_faults(sender_code, sender_name, wanted, basis))
    if faults:
        raise ClientRefused(*faults)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = ApiClient.objects.create(
            id=f"{sender_kind.value.replace('_', '-')}-{secrets.token_hex(6)}",
            sender_kind=sender_kind.value,
            sender_code=sender_code,
            sender_name=sender_name,
            scopes=" ".join(wanted),
            secret=_fingerprint("secret", secret),
            added_at=at,
            basis=basis,
        )
        facts = {"client": row.id, "sender": sender_code, "scopes": row.scopes[:300]}
        audit.record(kind=EventKind.CLIENT_ADDED, by=by, at=at, basis=basis, facts=facts)
    return _card(row), secret


def revoke(*, client: str, by: Actor, at: datetime, basis: str) -> ClientCard:
    """Take a client's leave back (注销): its tokens end with it. Doing it again changes nothing. Raises ``ClientRefused``."""
    faults = [*_text_faults("basis", basis)]
    row = _row(client)
    if row is None:
        faults.append(
            Fault("client", "unknown_client", "没有此接口账号。请核对编号。", "is no client. Check its identifier.")
        )
    if faults or row is None:
        raise ClientRefused(*faults)
    if not hasattr(row, "revoked"):
        with transaction.atomic():
            row.revoked = ApiClientRevoked.objects.create(client=row, revoked_at=at, basis=basis)
            ApiToken.objects.filter(client=row).delete()
            audit.record(kind=EventKind.CLIENT_REVOKED, by=by, at=at, basis=basis, facts={"client": client})
    return _card(row)


def clients() -> tuple[ClientCard, ...]:
    """Every client there ever was, by sender and age."""
    return tuple(_card(row) for row in _rows().order_by("sender_code", "added_at", "id"))


def find(client: str) -> ClientCard | None:
    """The client of this identifier, revoked or not."""
    row = _row(client)
    return None if row is None else _card(row)


def proves_itself(*, client: str, secret: str) -> bool:
    """Whether the secret is that of this client, and the client may work."""
    row = _row(client)
    held = _fingerprint("secret", "") if row is None else bytes(row.secret)
    right = hmac.compare_digest(held, _fingerprint("secret", secret))
    return right and row is not None and not hasattr(row, "revoked")


def issue_token(*, client: str, scopes: Iterable[str], by: Actor, at: datetime) -> str:
    """A token for a client that has proved itself, good for ``TOKEN_LIVES``; scopes that the client has not are left out."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = ApiClient.objects.get(id=client, revoked=None)
        granted = " ".join(sorted(set(scopes) & set(row.scopes.split())))
        ApiToken.objects.filter(expires_at__lte=at).delete()
        ApiToken.objects.create(
            fingerprint=_fingerprint("token", token), client=row, scopes=granted, expires_at=at + TOKEN_LIVES
        )
        facts = {"client": client, "scopes": granted[:300]}
        audit.record(kind=EventKind.CLIENT_SIGNED_IN, by=by, at=at, basis="client credentials", facts=facts)
    return token


def bearer(*, token: str, at: datetime) -> Bearer | None:
    """Who holds this token, while it is good; None otherwise."""
    found = (
        ApiToken.objects.filter(fingerprint=_fingerprint("token", token), expires_at__gt=at, client__revoked=None)
        .select_related("client")
        .first()
    )
    return None if found is None else Bearer(_card(found.client), frozenset(found.scopes.split()))


def requests_this_minute(*, client: str, at: datetime) -> int:
    """Count one more request of the client; how many it made in this minute, this one included."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO agencies_apiuse AS use (client_id, minute, requests) VALUES (%s, %s, 1)
               ON CONFLICT (client_id, minute) DO UPDATE SET requests = use.requests + 1 RETURNING requests""",
            [client, minute],
        )
        made = int(cursor.fetchone()[0])
    if made == 1:
        ApiUse.objects.filter(minute__lt=minute - USES_KEPT).delete()
    return made


def _row(client: str) -> ApiClient | None:
    return None if "\0" in client else _rows().filter(id=client).first()  # the database knows no such character


def _rows() -> QuerySet[ApiClient]:
    return ApiClient.objects.select_related("revoked")


def _card(row: ApiClient) -> ClientCard:
    revoked = getattr(row, "revoked", None)
    return ClientCard(
        id=row.id,
        sender_kind=SenderKind(row.sender_kind),
        sender_code=row.sender_code,
        sender_name=row.sender_name,
        scopes=tuple(row.scopes.split()),
        added_at=row.added_at,
        basis=row.basis,
        revoked_at=revoked.revoked_at if revoked else None,
        revoked_on_basis=revoked.basis if revoked else "",
    )


def _fingerprint(use: str, text: str) -> bytes:
    """A keyed fingerprint, 32 bytes, that only a process of the intake can make."""
    key = getattr(settings, "INTAKE_KEY", "")
    if not key:
        raise NotTheIntake(
            "本进程不是登记进程，没有其密钥。 / This process is not the intake of notices and does not have its key."
        )
    return hmac.digest(key.encode(), f"api client, {use}\0{text}".encode(errors="surrogatepass"), hashlib.sha256)


def _faults(code: str, name: str, scopes: tuple[str, ...], basis: str) -> Iterator[Fault]:
    yield from _text_faults("sender_code", code)
    if any(character.isspace() for character in code):
        yield Fault("sender_code", "spaces", "不能含空格。请改正。", "holds a space. Correct it.")
    yield from _text_faults("sender_name", name)
    yield from _text_faults("basis", basis)
    if not scopes:
        yield Fault(
            "scopes", "empty", "没有任何权限。请至少指定一种通报。", "is empty. Name one kind of notice at least."
        )
    for scope in scopes:
        if not _SCOPE.fullmatch(scope):
            yield Fault("scopes", "scope", "权限名称无效。请核对。", "holds what is no scope. Check it.")


def _text_faults(field: str, text: str) -> Iterator[Fault]:
    if not text.strip() or text != text.strip() or len(text) > LONGEST:
        yield Fault(
            field,
            "length",
            f"不能为空、首尾不能有空格且不超过{LONGEST}个字符。请改正。",
            f"must be 1 to {LONGEST} characters without spaces around them. Correct it.",
        )
    if any(unicodedata.category(character) in _HIDDEN for character in text):
        yield Fault(
            field, "unprintable", "含控制字符或不可见字符。请删除。", "holds an invisible character. Remove it."
        )
