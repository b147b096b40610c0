"""微信支付 (WeChat Pay), its third interface (APIv3): JSON, each request signed by us, each answer and message signed by the provider.

A message is believed if it was signed within five minutes of now by the platform key that this installation names, is heard for the
first time, opens under our APIv3 key, and speaks of our merchant and app. Nothing here touches the database.
"""

import base64
import binascii
import csv
import hashlib
import io
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qingbai import clock
from qingbai.payments.providers import (
    Answer,
    BillKind,
    BillLine,
    Charge,
    Declined,
    Heard,
    How,
    Leading,
    Message,
    NotBelieved,
    Refund,
    RefundStanding,
    Seen,
    Silent,
    Standing,
    signatures,
    wire,
)
from qingbai.payments.terms import CURRENCY, ProviderKey, fen_of

SCHEME = "WECHATPAY2-SHA256-RSA2048"
ALGORITHM = "AEAD_AES_256_GCM"
GATEWAY = "https://api.mch.weixin.qq.com"
WINDOW = timedelta(minutes=5)
"""How far the time in a signature may be from ours: an old message that somebody kept is no message."""
PAID = "TRANSACTION.SUCCESS"

STANDINGS: Mapping[str, Standing] = {
    "SUCCESS": Standing.PAID,
    "REFUND": Standing.PAID,  # it was paid; what went back is ours to know
    "NOTPAY": Standing.OPEN,
    "USERPAYING": Standing.OPEN,
    "CLOSED": Standing.CLOSED,
    "REVOKED": Standing.CLOSED,
    "PAYERROR": Standing.CLOSED,
}
REFUNDS: Mapping[str, RefundStanding] = {
    "SUCCESS": RefundStanding.DONE,
    "PROCESSING": RefundStanding.UNDER_WAY,
    "ABNORMAL": RefundStanding.STUCK,
    "CLOSED": RefundStanding.STUCK,
}
NOWHERE = frozenset({"ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS"})
NO_BILL = "NO_STATEMENT_EXIST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our account with the provider: who we are, our key, and the provider's key by which its words are checked."""

    merchant: str
    app: str
    key: rsa.RSAPrivateKey
    serial: str
    secret: bytes  # APIv3密钥, 32 bytes
    platform_key: rsa.RSAPublicKey
    platform_serial: str
    gateway: str


class WeChatPay:
    """The provider as this room asks it; see ``providers.Provider``."""

    key = ProviderKey.WECHAT

    def __init__(self, account: Account) -> None:
        self.account = account

    def begin(self, charge: Charge) -> Leading:
        """An order of the provider's: a page for a phone's browser (H5), or a text to be scanned (Native)."""
        told: dict[str, Any] = {
            "appid": self.account.app,
            "mchid": self.account.merchant,
            "description": charge.title,
            "out_trade_no": charge.number,
            "time_expire": charge.expires_at.astimezone(clock.CHINA).isoformat(timespec="seconds"),
            "notify_url": charge.notify_url,
            "amount": {"total": charge.fen, "currency": CURRENCY},
        }
        if charge.how is How.PHONE:
            told["scene_info"] = {"payer_client_ip": charge.payer_address, "h5_info": {"type": "Wap"}}
            answer = self._call("POST", "/v3/pay/transactions/h5", charge.at, told)
            return Leading(url=f"{_text(answer, 'h5_url')}&redirect_url={quote(charge.back_url, safe='')}")
        answer = self._call("POST", "/v3/pay/transactions/native", charge.at, told)
        return Leading(code=_text(answer, "code_url"))

    def query(self, charge: str, *, at: datetime) -> Seen:
        """What became of an attempt, by our number."""
        path = f"/v3/pay/transactions/out-trade-no/{charge}?mchid={self.account.merchant}"
        try:
            return self._seen(self._call("GET", path, at), charge)
        except Declined as refusal:
            if refusal.code in NOWHERE:
                return Seen(charge=charge, standing=Standing.UNKNOWN)
            raise

    def close(self, charge: str, *, at: datetime) -> None:
        """Nobody may pay it any more."""
        self._call("POST", f"/v3/pay/transactions/out-trade-no/{charge}/close", at, {"mchid": self.account.merchant})

    def refund(self, refund: Refund) -> RefundStanding:
        """Ask how far the refund is; where the provider knows none of this number, ask for it."""
        try:
            answer = self._call("GET", f"/v3/refund/domestic/refunds/{refund.number}", refund.at)
        except Declined as refusal:
            if refusal.code not in NOWHERE:
                raise
            told = {
                "out_trade_no": refund.charge,
                "out_refund_no": refund.number,
                "reason": refund.reason,
                "amount": {"refund": refund.fen, "total": refund.fen, "currency": CURRENCY},
            }
            answer = self._call("POST", "/v3/refund/domestic/refunds", refund.at, told)
        if _text(answer, "out_refund_no") != refund.number:
            raise Silent("it speaks of another refund")
        return REFUNDS.get(_text(answer, "status"), RefundStanding.UNDER_WAY)

    def hear(self, message: Message, *, at: datetime) -> Heard:
        """What a message says, once it has proved itself. Raises ``NotBelieved``."""
        headers = {name.lower(): value for name, value in message.headers.items()}
        try:
            text = message.body.decode()
        except UnicodeDecodeError as error:
            raise NotBelieved("form") from error
        mark = self._require_signature(headers, text, at)
        told = _object(text)
        if told.get("event_type") != PAID:
            return Heard(mark=mark, seen=None, repeatable=False)
        inner = self._opened(told.get("resource"))
        if inner.get("mchid") != self.account.merchant or inner.get("appid") != self.account.app:
            raise NotBelieved("merchant")
        try:
            return Heard(mark=mark, seen=self._seen(inner, _text(inner, "out_trade_no")), repeatable=False)
        except Silent as error:
            raise NotBelieved("form") from error

    def answer(self, *, believed: bool) -> Answer:
        """Nothing where it was believed; otherwise a code and a word, and the provider sends it again."""
        if believed:
            return Answer(HTTPStatus.NO_CONTENT, "application/json", b"")
        said = json.dumps({"code": "FAIL", "message": "未受理"}, ensure_ascii=False)
        return Answer(HTTPStatus.UNAUTHORIZED, "application/json", said.encode())

    def bill(self, day: date, *, at: datetime) -> tuple[BillLine, ...]:
        """The trade bill (交易账单) of a day; its digest is in the signed answer that names its address."""
        try:
            answer = self._call("GET", f"/v3/bill/tradebill?bill_date={day.isoformat()}&bill_type=ALL", at)
        except Declined as refusal:
            if refusal.code == NO_BILL:
                return ()
            raise
        url = _text(answer, "download_url")
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        reply = wire.send("GET", url, headers=self._headers("GET", path, "", at))
        if reply.status != HTTPStatus.OK or hashlib.sha1(reply.body, usedforsecurity=False).hexdigest() != answer.get(
            "hash_value"
        ):
            raise Silent("the bill is not the one that was announced")
        return tuple(_bill(reply.body.decode("utf-8-sig")))

    def _call(self, method: str, path: str, at: datetime, told: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """One signed request, its signature on the answer checked. Raises ``Silent``, ``Declined``."""
        body = "" if told is None else json.dumps(told, ensure_ascii=False)
        headers = self._headers(method, path, body, at)
        url = self.account.gateway + path
        reply = wire.send(method, url, headers=headers, body=body.encode() if body else None)
        text = reply.body.decode(errors="replace")
        try:
            self._require_signature(reply.headers, text, at)
        except NotBelieved as error:
            raise Silent(f"its answer is not proved: {error.why}") from error
        answer: Mapping[str, Any] = {}
        if text:
            try:
                answer = _object(text)
            except NotBelieved as error:
                raise Silent("its answer is no JSON object") from error
        if reply.status >= HTTPStatus.BAD_REQUEST:
            raise Declined(str(answer.get("code", reply.status)))
        return answer

    def _headers(self, method: str, path: str, body: str, at: datetime) -> dict[str, str]:
        stamp, nonce = str(int(at.timestamp())), secrets.token_hex(16)
        signature = signatures.signed(f"{method}\n{path}\n{stamp}\n{nonce}\n{body}\n", self.account.key)
        parts = {
            "mchid": self.account.merchant,
            "nonce_str": nonce,
            "signature": signature,
            "timestamp": stamp,
            "serial_no": self.account.serial,
        }
        return {
            "Authorization": f"{SCHEME} " + ",".join(f'{name}="{value}"' for name, value in parts.items()),
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "qingbai",
            "Wechatpay-Serial": self.account.platform_serial,
        }

    def _require_signature(self, headers: Mapping[str, str], text: str, at: datetime) -> str:
        """Raises ``NotBelieved`` unless the provider signed this text within minutes of now; its mark otherwise."""
        given = [headers.get(f"wechatpay-{name}", "") for name in ("timestamp", "nonce", "signature", "serial")]
        stamp, nonce, signature, serial = given
        if not all(given):
            raise NotBelieved("unsigned")
        if serial != self.account.platform_serial:
            raise NotBelieved("key")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
            raise NotBelieved("time")
        if abs(at.timestamp() - int(stamp)) > WINDOW.total_seconds():
            raise NotBelieved("time")
        if not signatures.holds(signature, f"{stamp}\n{nonce}\n{text}\n", self.account.platform_key):
            raise NotBelieved("signature")
        return f"{stamp}.{nonce}"

    def _opened(self, resource: Any) -> Mapping[str, Any]:
        """The encrypted part of a message."""
        if not isinstance(resource, dict) or resource.get("algorithm") != ALGORITHM:
            raise NotBelieved("form")
        try:
            box = base64.b64decode(str(resource.get("ciphertext", "")), validate=True)
            nonce, beside = str(resource["nonce"]).encode(), str(resource.get("associated_data", "")).encode()
            return _object(AESGCM(self.account.secret).decrypt(nonce, box, beside).decode())
        except (InvalidTag, binascii.Error, KeyError, ValueError) as error:
            raise NotBelieved("cipher") from error

    def _seen(self, told: Mapping[str, Any], charge: str) -> Seen:
        if told.get("mchid") != self.account.merchant or told.get("out_trade_no") != charge:
            raise Silent("it speaks of something else")
        standing = STANDINGS.get(_text(told, "trade_state"))
        if standing is None:
            raise Silent("it says something unknown")
        if standing is not Standing.PAID:
            return Seen(charge=charge, standing=standing)
        amount = told.get("amount")
        if not isinstance(amount, dict) or type(amount.get("total")) is not int:
            raise Silent("it names no amount")
        return Seen(
            charge=charge,
            standing=standing,
            transaction=_text(told, "transaction_id"),
            fen=amount["total"],
            currency=str(amount.get("currency", "")),
        )


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotBelieved("form") from error
    if not isinstance(found, dict):
        raise NotBelieved("form")
    return found


def _text(told: Mapping[str, Any], name: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found:
        raise Silent(f"{name} is missing")
    return found


def _bill(text: str) -> Iterator[BillLine]:
    """The lines of a trade bill: a heading, one movement a line with a mark before each value, then sums."""
    rows = csv.reader(io.StringIO(text))
    names = [name.strip() for name in next(rows, [])]
    for row in rows:
        if len(row) != len(names) or not row[0].startswith("`"):
            return  # the sums
        line = dict(zip(names, (value.removeprefix("`") for value in row), strict=True))
        charge, transaction = line["商户订单号"], line["微信订单号"]
        if line["交易状态"] == "SUCCESS":
            fen = fen_of(line["订单金额"])
            yield BillLine(kind=BillKind.PAYMENT, number=charge, charge=charge, transaction=transaction, fen=fen)
        elif line["交易状态"] == "REFUND":
            number, fen = line["商户退款单号"], fen_of(line["退款金额"])
            yield BillLine(kind=BillKind.REFUND, number=number, charge=charge, transaction=transaction, fen=fen)
