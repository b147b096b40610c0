"""Officers' second factors (第二因素): one-time codes (RFC 6238) or a passkey beside the password; added, used and removed, each an entry on the ledger."""

import base64
import binascii
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import IntegrityError, transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.identity import account_news, boxes, ceremony
from qingbai.identity.account_news import NewsKind
from qingbai.identity.ceremony import Made
from qingbai.identity.models import FactorKind as FactorKind
from qingbai.identity.models import OfficerFactor

BASIS = "second factor"
STEP = 30  # seconds; with six digits and SHA-1 what every telephone's program takes
DIGITS = 6
SECRET_BYTES = 20
DRIFT = (0, -1, 1)  # steps that a telephone's clock may be wrong by


class WrongFactor(Exception):
    """The code or the passkey's answer is not right, or was used before."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor as its owner sees it."""

    id: uuid.UUID
    kind: FactorKind
    added_at: datetime
    used_at: datetime | None


def factors(user: Any) -> tuple[Factor, ...]:
    """The officer's own, the oldest first."""
    rows = OfficerFactor.objects.filter(user=user).order_by("added_at")
    return tuple(Factor(row.id, FactorKind(row.kind), row.added_at, row.used_at) for row in rows)


def public_keys(user: Any) -> tuple[bytes, ...]:
    """The officer's passkeys, which the browser is asked for."""
    rows = OfficerFactor.objects.filter(user=user, kind=FactorKind.PASSKEY)
    return tuple(bytes(row.public) for row in rows if row.public is not None)


def new_secret() -> str:
    """A secret for one-time codes, as programs take it (base32)."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address(secret: str, account: str) -> str:
    """What the code to scan says (otpauth)."""
    return f"otpauth://totp/{quote('Qingbai')}:{quote(account)}?secret={secret}&issuer=Qingbai&digits={DIGITS}&period={STEP}"


def add_codes(*, user: Any, secret: str, code: str, by: Actor, at: datetime) -> None:
    """Keep a program for one-time codes, once it has shown a right one. Raises ``WrongFactor``."""
    step = _step(secret, code, at, after=0)
    row = uuid.uuid4()
    try:
        with transaction.atomic():
            OfficerFactor.objects.create(
                id=row,
                user=user,
                kind=FactorKind.CODES,
                box=boxes.close({"secret": secret}, row),
                last_step=step,
                added_at=at,
            )
            _record(EventKind.FACTOR_ADDED, FactorKind.CODES, by, by.id, at)
            account_news.note(user=user, kind=NewsKind.CODES_ADDED, at=at)
    except IntegrityError as error:
        raise WrongFactor("there are codes already") from error


def add_passkey(*, user: Any, made: Made, by: Actor, at: datetime) -> None:
    """Keep a passkey as second factor. Raises ``WrongFactor`` where it is somebody's already."""
    try:
        with transaction.atomic():
            OfficerFactor.objects.create(
                user=user,
                kind=FactorKind.PASSKEY,
                credential=made.credential,
                public=made.public,
                uses=made.uses,
                added_at=at,
            )
            _record(EventKind.FACTOR_ADDED, FactorKind.PASSKEY, by, by.id, at)
            account_news.note(user=user, kind=NewsKind.PASSKEY_ADDED, at=at)
    except IntegrityError as error:
        raise WrongFactor("this passkey is somebody's already") from error


def use_code(*, user: Any, code: str, at: datetime) -> None:
    """A right code, which is good once. Raises ``WrongFactor``."""
    with transaction.atomic():
        row = OfficerFactor.objects.select_for_update().filter(user=user, kind=FactorKind.CODES).first()
        if row is None or row.box is None:
            raise WrongFactor("there are no codes")
        row.last_step = _step(boxes.open_box(bytes(row.box), row.id)["secret"], code, at, after=row.last_step)
        row.used_at = at
        row.save(update_fields=["last_step", "used_at"])


def use_passkey(*, user: Any, origin: str, state: dict[str, Any], answer: str, at: datetime) -> None:
    """A right answer of one of the officer's passkeys. Raises ``WrongFactor``."""
    try:
        credential = ceremony.credential_of(answer)
        with transaction.atomic():
            row = OfficerFactor.objects.select_for_update().filter(user=user, credential=credential).first()
            if row is None or row.public is None:
                raise WrongFactor("it is not the officer's")
            row.uses = ceremony.check_shown(origin, state, answer, public=bytes(row.public), uses=row.uses)
            row.used_at = at
            row.save(update_fields=["uses", "used_at"])
    except ceremony.Refused as refused:
        raise WrongFactor(str(refused)) from refused


def remove(*, user: Any, factor: uuid.UUID, by: Actor, at: datetime) -> None:
    """Remove one of one's own. Raises ``LookupError``."""
    with transaction.atomic():
        row = OfficerFactor.objects.select_for_update().filter(user=user, id=factor).first()
        if row is None:
            raise LookupError("no second factor of this officer")
        kind = FactorKind(row.kind)
        row.delete()
        _record(EventKind.FACTOR_REMOVED, kind, by, by.id, at)
        account_news.note(user=user, kind=NewsKind.FACTOR_REMOVED, at=at)


def reset(*, user: Any, officer: str, basis: str, by: Actor, at: datetime) -> int:
    """All of an officer's second factors go, because one was lost; how many. ``basis``: the order or report behind it."""
    with transaction.atomic():
        rows = list(OfficerFactor.objects.select_for_update().filter(user=user))
        for row in rows:
            _record(EventKind.FACTOR_REMOVED, FactorKind(row.kind), by, officer, at, basis)
        OfficerFactor.objects.filter(id__in=[row.id for row in rows]).delete()
        if rows:
            account_news.note(user=user, kind=NewsKind.FACTORS_RESET, at=at)
    return len(rows)


def closed_for_a_while(*, user: Any, officer: str, by: Actor, at: datetime) -> None:
    """Wrong tries for an officer's account reached the limit: on the ledger, so that somebody asks why, and told to the officer."""
    with transaction.atomic():
        account_news.note(user=user, kind=NewsKind.GUESSED, at=at)
        audit.record(kind=EventKind.SIGN_IN_REFUSED, by=by, at=at, basis="sign-in", facts={"officer": officer})


def _record(kind: EventKind, factor: FactorKind, by: Actor, officer: str, at: datetime, basis: str = BASIS) -> None:
    audit.record(kind=kind, by=by, at=at, basis=basis, facts={"officer": officer, "factor": factor.value})


def _step(secret: str, code: str, at: datetime, *, after: int) -> int:
    """The step of which this is the code, and of which none was used yet. Raises ``WrongFactor``."""
    plain = code.strip().replace(" ", "")
    if len(plain) != DIGITS or not plain.isascii() or not plain.isdigit():
        raise WrongFactor("no code")
    try:
        clock = TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303 -- HMAC-SHA-1, which is what the programs take
    except (binascii.Error, ValueError) as error:
        raise WrongFactor("no secret") from error
    now = int(at.timestamp()) // STEP
    for step in (now + drift for drift in DRIFT):
        if step > after and hmac.compare_digest(clock.generate(step * STEP), plain.encode()):
            return step
    raise WrongFactor("not now's code")
