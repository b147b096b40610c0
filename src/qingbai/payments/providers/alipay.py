"""支付宝 (Alipay), its open platform: forms signed with RSA2 (SHA256withRSA) over the sorted parameters, answers signed over their text.

A message is believed if Alipay's key signed it, and it speaks of our app, of us as the seller, and of a day ago at most; Alipay sends
the very same message again until it is answered. Nothing here touches the database.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cryptography.hazmat.primitives.asymmetric import rsa

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
from qingbai.payments.terms import ProviderKey, fen_of, yuan

DONE, UNCLEAR = "10000", "20000"
GATEWAY = "https://openapi.alipay.com/gateway.do"
WINDOW = timedelta(hours=26)
"""Alipay repeats a message for a day and an hour."""
MOST_FIELDS = 100
LARGEST_BILL = 256 * 1024 * 1024

STANDINGS: Mapping[str, Standing] = {
    "TRADE_SUCCESS": Standing.PAID,
    "TRADE_FINISHED": Standing.PAID,
    "WAIT_BUYER_PAY": Standing.OPEN,
    "TRADE_CLOSED": Standing.CLOSED,
}
NOWHERE = "ACQ.TRADE_NOT_EXIST"
SILENT = frozenset({"ACQ.SYSTEM_ERROR", "SYSTEM_ERROR", "aop.ACQ.SYSTEM_ERROR"})
NO_BILL = frozenset({"BILL_NOT_EXIST", "isp.bill_not_exist"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our account with the provider: app, seller, our key, and the provider's key by which its words are checked."""

    app: str
    seller: str
    key: rsa.RSAPrivateKey
    platform_key: rsa.RSAPublicKey
    gateway: str


class Alipay:
    """The provider as this room asks it; see ``providers.Provider``."""

    key = ProviderKey.ALIPAY

    def __init__(self, account: Account) -> None:
        self.account = account

    def begin(self, charge: Charge) -> Leading:
        """The address of the provider's own page, signed. Nothing is sent: the provider learns of it when the payer opens it."""
        phone = charge.how is How.PHONE
        told = {
            "out_trade_no": charge.number,
            "total_amount": yuan(charge.fen),
            "subject": charge.title,
            "product_code": "QUICK_WAP_WAY" if phone else "FAST_INSTANT_TRADE_PAY",
            "time_expire": f"{charge.expires_at.astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}",
        }
        method = "alipay.trade.wap.pay" if phone else "alipay.trade.page.pay"
        beside = {"notify_url": charge.notify_url, "return_url": charge.back_url}
        return Leading(url=f"{self.account.gateway}?{urlencode(self._request(method, told, charge.at, beside))}")

    def query(self, charge: str, *, at: datetime) -> Seen:
        """What became of an attempt, by our number."""
        try:
            told = self._call("alipay.trade.query", {"out_trade_no": charge}, at)
        except Declined as refusal:
            if refusal.code == NOWHERE:
                return Seen(charge=charge, standing=Standing.UNKNOWN)
            raise
        return _seen(told, charge)

    def close(self, charge: str, *, at: datetime) -> None:
        """Nobody may pay it any more."""
        self._call("alipay.trade.close", {"out_trade_no": charge}, at)

    def refund(self, refund: Refund) -> RefundStanding:
        """Send the money back; where that changed nothing, ask whether it went back before."""
        told = {
            "out_trade_no": refund.charge,
            "refund_amount": yuan(refund.fen),
            "out_request_no": refund.number,
            "refund_reason": refund.reason,
        }
        if self._call("alipay.trade.refund", told, refund.at).get("fund_change") == "Y":
            return RefundStanding.DONE
        asked = {"out_trade_no": refund.charge, "out_request_no": refund.number}
        answer = self._call("alipay.trade.fastpay.refund.query", asked, refund.at)
        done = answer.get("refund_status") == "REFUND_SUCCESS" and answer.get("out_request_no") == refund.number
        return RefundStanding.DONE if done else RefundStanding.UNDER_WAY

    def hear(self, message: Message, *, at: datetime) -> Heard:
        """What a message says, once it has proved itself. Raises ``NotBelieved``."""
        told = _form(message.body)
        if told.get("sign_type") != "RSA2" or not told.get("sign"):
            raise NotBelieved("unsigned")
        content = _content({name: value for name, value in told.items() if name not in {"sign", "sign_type"}})
        if not signatures.holds(told["sign"], content, self.account.platform_key):
            raise NotBelieved("signature")
        if told.get("app_id") != self.account.app or told.get("seller_id") != self.account.seller:
            raise NotBelieved("merchant")
        if abs(at - _instant(told.get("notify_time", ""))) > WINDOW:
            raise NotBelieved("time")
        if not told.get("notify_id"):
            raise NotBelieved("form")
        paid = STANDINGS.get(told.get("trade_status", "")) is Standing.PAID
        try:
            seen = _seen(told, told.get("out_trade_no", "")) if paid else None
        except Silent as error:
            raise NotBelieved("form") from error
        return Heard(mark=told["notify_id"], seen=seen, repeatable=True)

    def answer(self, *, believed: bool) -> Answer:
        """One word; at any other than ``success`` the provider sends the message again."""
        return Answer(HTTPStatus.OK, "text/plain; charset=utf-8", b"success" if believed else b"fail")

    def bill(self, day: date, *, at: datetime) -> tuple[BillLine, ...]:
        """The trade bill (业务明细) of a day, a table in an archive whose address the signed answer names."""
        told = {"bill_type": "trade", "bill_date": day.isoformat()}
        try:
            answer = self._call("alipay.data.dataservice.bill.downloadurl.query", told, at)
        except Declined as refusal:
            if refusal.code in NO_BILL:
                return ()
            raise
        reply = wire.send("GET", str(answer.get("bill_download_url", "")), headers={"User-Agent": "qingbai"})
        if reply.status != HTTPStatus.OK:
            raise Silent("the bill is not where it was announced")
        return tuple(_bill(_unpacked(reply.body)))

    def _request(
        self, method: str, told: Mapping[str, str], at: datetime, beside: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        request = {
            "app_id": self.account.app,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{at.astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
            **(beside or {}),
            "biz_content": json.dumps(told, ensure_ascii=False, separators=(",", ":")),
        }
        return {**request, "sign": signatures.signed(_content(request), self.account.key)}

    def _call(self, method: str, told: Mapping[str, str], at: datetime) -> Mapping[str, Any]:
        """One signed request, the signature on the answer checked. Raises ``Silent``, ``Declined``."""
        reply = wire.send(
            "POST",
            self.account.gateway,
            headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "User-Agent": "qingbai"},
            body=urlencode(self._request(method, told, at)).encode(),
        )
        text = reply.body.decode(errors="replace")
        raw, signature = _signed_part(text, method.replace(".", "_") + "_response")
        if not signatures.holds(signature, raw, self.account.platform_key):
            raise Silent("its answer is not proved")
        answer = json.loads(raw)
        code, sub = str(answer.get("code", "")), str(answer.get("sub_code", ""))
        if code == UNCLEAR or sub in SILENT:
            raise Silent(sub or code)
        if code != DONE:
            raise Declined(sub or code)
        found: Mapping[str, Any] = answer
        return found


def _content(told: Mapping[str, str]) -> str:
    """What is signed: the parameters in the order of their names."""
    return "&".join(f"{name}={told[name]}" for name in sorted(told))


def _signed_part(text: str, name: str) -> tuple[str, str]:
    """The text of the answer as it was signed, to the letter, and the signature. Raises ``Silent``."""
    try:
        whole = json.loads(text)
        begins = text.index(f'"{name}"') + len(name) + 2
        begins = text.index("{", begins)
        _, ends = json.JSONDecoder().raw_decode(text, begins)
        return text[begins:ends], str(whole["sign"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Silent("its answer cannot be read") from error


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise NotBelieved("form") from error
    told = dict(pairs)
    if len(told) != len(pairs):
        raise NotBelieved("form")
    return told


def _instant(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=clock.CHINA)
    except ValueError as error:
        raise NotBelieved("time") from error


def _seen(told: Mapping[str, Any], charge: str) -> Seen:
    standing = STANDINGS.get(str(told.get("trade_status", "")))
    if standing is None or told.get("out_trade_no") != charge or not charge:
        raise Silent("it speaks of something else")
    if standing is not Standing.PAID:
        return Seen(charge=charge, standing=standing)
    try:
        fen = fen_of(str(told.get("total_amount", "")))
    except ValueError as error:
        raise Silent("it names no amount") from error
    return Seen(charge=charge, standing=standing, transaction=str(told.get("trade_no", "")), fen=fen)


def _unpacked(data: bytes) -> str:
    """The table of single movements in the archive; the other one in it holds sums. Raises ``Silent``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if "汇总" not in _name(entry)]
            if len(entries) != 1 or entries[0].file_size > LARGEST_BILL:
                raise Silent("the bill is no archive of one table")
            return archive.read(entries[0]).decode("gb18030")
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise Silent("the bill cannot be read") from error


def _name(entry: zipfile.ZipInfo) -> str:
    """An entry's name: Alipay writes it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    return entry.filename.encode("cp437").decode("gb18030", errors="replace")


def _bill(text: str) -> Iterator[BillLine]:
    """The lines of a trade bill: notes begin with a mark, then a heading, then one movement a line."""
    rows = csv.reader(line for line in io.StringIO(text) if line.strip() and not line.startswith("#"))
    names = [name.strip() for name in next(rows, [])]
    for row in rows:
        line = dict(zip(names, (value.strip() for value in row), strict=False))
        charge, transaction, fen = line["商户订单号"], line["支付宝交易号"], line["订单金额（元）"]
        if line["业务类型"] == "交易":
            yield BillLine(
                kind=BillKind.PAYMENT, number=charge, charge=charge, transaction=transaction, fen=fen_of(fen)
            )
        elif line["业务类型"] == "退款":
            number = line["退款批次号/请求号"]
            fen = fen.removeprefix("-")
            yield BillLine(kind=BillKind.REFUND, number=number, charge=charge, transaction=transaction, fen=fen_of(fen))
