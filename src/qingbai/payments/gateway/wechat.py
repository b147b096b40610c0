"""The gateway's WeChat Pay: its interface as a merchant sees it."""

import base64
import csv
import hashlib
import io
import json
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qingbai import clock
from qingbai.payments.gateway.keys import MERCHANT, PLATFORM_SERIAL, SERIAL, WECHAT_APP, Keys
from qingbai.payments.gateway.till import GoneBack, Notice, Refused, Till, Trade, Travels
from qingbai.payments.providers import RefundStanding, Standing, signatures
from qingbai.payments.providers.wechat import SCHEME, WINDOW
from qingbai.payments.providers.wire import Reply
from qingbai.payments.terms import CURRENCY, ProviderKey, yuan

STATES = {Standing.OPEN: "NOTPAY", Standing.PAID: "SUCCESS", Standing.CLOSED: "CLOSED"}
REFUNDS = {
    RefundStanding.DONE: "SUCCESS",
    RefundStanding.UNDER_WAY: "PROCESSING",
    RefundStanding.STUCK: "ABNORMAL",
}
HEADINGS = (
    *("交易时间", "公众账号ID", "商户号", "微信订单号", "商户订单号", "交易类型", "交易状态", "货币种类"),
    *("应结订单金额", "微信退款单号", "商户退款单号", "退款金额", "退款状态", "商品名称", "订单金额", "申请退款金额"),
)


class WeChatPay:
    """The provider's side. ``here`` is the address of the gateway."""

    def __init__(self, till: Till, keys: Keys, here: Callable[[], str]) -> None:
        self.till, self.keys, self.here = till, keys, here

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Reply:
        """Answer one request of the merchant's, signed."""
        try:
            self._require_merchant(method, target, headers, body)
            told = self._do(method, target, body)
        except Refused as refusal:
            return self._signed(refusal.status, json.dumps({"code": refusal.code, "message": refusal.code}))
        return self._signed(200 if told else 204, json.dumps(told) if told else "")

    def _do(self, method: str, target: str, body: str) -> Mapping[str, Any]:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        given = {**{name: values[0] for name, values in query.items()}, **json.loads(body or "{}")}
        for (verb, pattern), act in self._acts().items():
            found = re.fullmatch(pattern, path)
            if verb == method and found:
                return act(*found.groups(), given)
        raise Refused("NOT_FOUND", 404)

    def _acts(self) -> Mapping[tuple[str, str], Callable[..., Mapping[str, Any]]]:
        return {
            ("POST", "/v3/pay/transactions/(native|h5)"): self._open,
            ("GET", "/v3/pay/transactions/out-trade-no/([^/]+)"): self._query,
            ("POST", "/v3/pay/transactions/out-trade-no/([^/]+)/close"): self._close,
            ("POST", "/v3/refund/domestic/refunds"): self._refund,
            ("GET", "/v3/refund/domestic/refunds/([^/]+)"): self._refund_query,
            ("GET", "/v3/bill/tradebill"): self._bill,
        }

    def _require_merchant(self, method: str, target: str, headers: Mapping[str, str], body: str) -> None:
        scheme, _, rest = headers.get("authorization", "").partition(" ")
        parts = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        text = "\n".join((method, target, parts.get("timestamp", ""), parts.get("nonce_str", ""), body, ""))
        stamp = parts.get("timestamp", "0")
        if (
            scheme != SCHEME
            or (parts.get("mchid"), parts.get("serial_no")) != (MERCHANT, SERIAL)
            or abs(self.till.now().timestamp() - int(stamp)) > WINDOW.total_seconds()
            or not signatures.holds(parts.get("signature", ""), text, self.keys.merchant.public_key())
        ):
            raise Refused("SIGN_ERROR", 401)

    def _open(self, how: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
        if (told["mchid"], told["appid"], told["amount"]["currency"]) != (MERCHANT, WECHAT_APP, CURRENCY):
            raise Refused("PARAM_ERROR")
        trade = self.till.open(
            Trade(
                provider=ProviderKey.WECHAT,
                number=told["out_trade_no"],
                how=how,
                fen=told["amount"]["total"],
                title=told["description"],
                notify_url=told["notify_url"],
                back_url="",
                expires_at=datetime.fromisoformat(told["time_expire"]),
            )
        )
        page = f"{self.here()}/pay/wechat/{trade.number}?how={how}"
        return {"code_url": page} if how == "native" else {"h5_url": page}

    def _find(self, number: str) -> Trade:
        return self.till.find(ProviderKey.WECHAT, number, unknown="ORDER_NOT_EXIST")

    def _query(self, number: str, _: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.described(self._find(number))

    def described(self, trade: Trade) -> Mapping[str, Any]:
        """A trade as queries and messages tell of it."""
        standing = self.till.seen(trade)
        told: dict[str, Any] = {"appid": WECHAT_APP, "mchid": MERCHANT, "out_trade_no": trade.number}
        told |= {"trade_type": trade.how.upper().replace("H5", "MWEB"), "trade_state": STATES[standing]}
        if standing is Standing.PAID and trade.paid_at:
            told["trade_state"] = "REFUND" if trade.refunds else "SUCCESS"
            told |= {"transaction_id": trade.transaction, "bank_type": "OTHERS"}
            told["success_time"] = trade.paid_at.astimezone(clock.CHINA).isoformat(timespec="seconds")
            told["amount"] = {
                "total": trade.fen,
                "payer_total": trade.fen,
                "currency": CURRENCY,
                "payer_currency": CURRENCY,
            }
        return told

    def _close(self, number: str, _: Mapping[str, Any]) -> Mapping[str, Any]:
        self.till.close(self._find(number))
        return {}

    def _refund(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        trade = self._find(told["out_trade_no"])
        if told["amount"]["total"] != trade.fen:
            raise Refused("PARAM_ERROR")
        found, _ = self.till.give_back(trade, told["out_refund_no"], told["amount"]["refund"])
        return self._refund_told(trade, found)

    def _refund_query(self, number: str, _: Mapping[str, Any]) -> Mapping[str, Any]:
        for trade in self.till.trades.values():
            if trade.provider is ProviderKey.WECHAT and number in trade.refunds:
                return self._refund_told(trade, trade.refunds[number])
        raise Refused("RESOURCE_NOT_EXISTS", 404)

    def _refund_told(self, trade: Trade, found: GoneBack) -> Mapping[str, Any]:
        return {
            "refund_id": f"50{trade.transaction}",
            "out_refund_no": found.number,
            "out_trade_no": trade.number,
            "status": REFUNDS[found.standing],
            "amount": {"total": trade.fen, "refund": found.fen, "currency": CURRENCY},
        }

    def _bill(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        file = self.bill_file(date.fromisoformat(told["bill_date"]))
        if file.count(b"\n`") < 2:  # its sums alone
            raise Refused("NO_STATEMENT_EXIST")
        url = f"{self.here()}/v3/billdownload/file?token={told['bill_date']}"
        return {
            "hash_type": "SHA1",
            "hash_value": hashlib.sha1(file, usedforsecurity=False).hexdigest(),
            "download_url": url,
        }

    def bill_file(self, day: date) -> bytes:
        """The trade bill of a day: a mark before each value, and sums at the end."""
        kept = io.StringIO(newline="")
        writer = csv.writer(kept, lineterminator="\r\n")
        writer.writerow(HEADINGS)
        lines = list(self.till.moved_on(ProviderKey.WECHAT, day))
        for trade, back in lines:
            at = back.at if back else trade.paid_at
            row = [f"{at:%Y-%m-%d %H:%M:%S}", WECHAT_APP, MERCHANT, trade.transaction, trade.number, trade.how.upper()]
            row += ["REFUND" if back else "SUCCESS", CURRENCY, yuan(0 if back else trade.fen)]
            row += (
                [f"50{trade.transaction}", back.number, yuan(back.fen), "SUCCESS"] if back else ["0", "0", "0.00", ""]
            )
            row += [trade.title, yuan(0 if back else trade.fen), yuan(back.fen) if back else "0.00"]
            writer.writerow([f"`{value}" for value in row])
        writer.writerow(["总交易单数", "应结订单总金额", "退款总金额"])
        paid = sum(trade.fen for trade, back in lines if not back)
        writer.writerow([f"`{len(lines)}", f"`{yuan(paid)}", f"`{yuan(sum(back.fen for _, back in lines if back))}"])
        return kept.getvalue().encode("utf-8-sig")

    def notices(self, trade: Trade, travels: Travels) -> Notice:
        """The message that a trade was paid."""
        inner = json.dumps(self.described(trade)).encode()
        nonce, beside = secrets.token_hex(6), "transaction"
        box = base64.b64encode(AESGCM(self.keys.secret).encrypt(nonce.encode(), inner, beside.encode())).decode()
        told = {
            "id": secrets.token_hex(16),
            "create_time": self.till.now().astimezone(clock.CHINA).isoformat(timespec="seconds"),
            "event_type": "TRANSACTION.SUCCESS",
            "resource_type": "encrypt-resource",
            "summary": "支付成功",
            "resource": {
                "algorithm": "AEAD_AES_256_GCM",
                "original_type": "transaction",
                "ciphertext": box,
                "associated_data": beside,
                "nonce": nonce,
            },
        }
        body = json.dumps(told, ensure_ascii=False)
        headers = {"Content-Type": "application/json", **self._signature(body)}
        if travels is Travels.ALTERED:
            body = body.replace("支付成功", "支付已成功")
        return Notice(trade.notify_url, headers, body.encode())

    def _signature(self, body: str) -> dict[str, str]:
        stamp, nonce = str(int(self.till.now().timestamp())), secrets.token_hex(16)
        return {
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": PLATFORM_SERIAL,
            "Wechatpay-Signature-Type": SCHEME,
            "Wechatpay-Signature": signatures.signed(f"{stamp}\n{nonce}\n{body}\n", self.keys.platform),
        }

    def _signed(self, status: int, body: str) -> Reply:
        return Reply(status, {"Content-Type": "application/json", **self._signature(body)}, body.encode())
