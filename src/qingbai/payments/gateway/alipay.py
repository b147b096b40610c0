"""The gateway's Alipay: its interface as a merchant sees it."""

import csv
import io
import json
import secrets
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from qingbai import clock
from qingbai.payments.gateway.keys import ALIPAY_APP, SELLER, Keys
from qingbai.payments.gateway.till import Notice, Refused, Till, Trade, Travels
from qingbai.payments.providers import RefundStanding, Standing, signatures
from qingbai.payments.providers.wire import Reply
from qingbai.payments.terms import ProviderKey, fen_of, yuan

STATES = {Standing.OPEN: "WAIT_BUYER_PAY", Standing.PAID: "TRADE_SUCCESS", Standing.CLOSED: "TRADE_CLOSED"}
HEADINGS = (
    *("支付宝交易号", "商户订单号", "业务类型", "商品名称", "创建时间", "完成时间", "订单金额（元）", "商家实收（元）"),
    *("退款批次号/请求号", "备注"),
)
PAGES = frozenset({"alipay.trade.page.pay", "alipay.trade.wap.pay"})
UNKNOWN = "ACQ.TRADE_NOT_EXIST"


class Alipay:
    """The provider's side. ``here`` is the address of the gateway."""

    def __init__(self, till: Till, keys: Keys, here: Callable[[], str]) -> None:
        self.till, self.keys, self.here = till, keys, here

    def require_merchant(self, told: Mapping[str, str]) -> None:
        """Raises ``Refused`` unless our merchant signed exactly these parameters."""
        content = "&".join(f"{name}={told[name]}" for name in sorted(told) if name != "sign")
        if told.get("app_id") != ALIPAY_APP or not signatures.holds(
            told.get("sign", ""), content, self.keys.merchant.public_key()
        ):
            raise Refused("isv.invalid-signature")

    def page(self, told: Mapping[str, str]) -> Trade:
        """The payer's browser opens the provider's page: the trade begins. Raises ``Refused``."""
        self.require_merchant(told)
        asked = json.loads(told["biz_content"])
        expires_at = datetime.strptime(asked["time_expire"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=clock.CHINA)
        trade = Trade(
            provider=ProviderKey.ALIPAY,
            number=asked["out_trade_no"],
            how=told["method"],
            fen=fen_of(asked["total_amount"]),
            title=asked["subject"],
            notify_url=told["notify_url"],
            back_url=told["return_url"],
            expires_at=expires_at,
        )
        if self.till.now() >= expires_at:
            raise Refused("ACQ.TRADE_HAS_CLOSE")
        return self.till.open(trade)

    def answer(self, told: Mapping[str, str]) -> Reply:
        """Answer one request of the merchant's, signed."""
        method = told.get("method", "")
        try:
            self.require_merchant(told)
            acts: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, str]]] = {
                "alipay.trade.query": self._query,
                "alipay.trade.close": self._close,
                "alipay.trade.refund": self._refund,
                "alipay.trade.fastpay.refund.query": self._refund_query,
                "alipay.data.dataservice.bill.downloadurl.query": self._bill,
            }
            answer = {"code": "10000", "msg": "Success", **acts[method](json.loads(told["biz_content"]))}
        except Refused as refusal:
            answer = {"code": "40004", "msg": "Business Failed", "sub_code": refusal.code, "sub_msg": refusal.code}
        raw = json.dumps(answer, ensure_ascii=False)
        signature = signatures.signed(raw, self.keys.platform)
        body = f'{{"{method.replace(".", "_")}_response":{raw},"sign":"{signature}"}}'
        return Reply(200, {"Content-Type": "text/html;charset=utf-8"}, body.encode())

    def _find(self, told: Mapping[str, Any]) -> Trade:
        return self.till.find(ProviderKey.ALIPAY, told["out_trade_no"], unknown=UNKNOWN)

    def _query(self, told: Mapping[str, Any]) -> Mapping[str, str]:
        trade = self._find(told)
        standing = self.till.seen(trade)
        found = {"out_trade_no": trade.number, "trade_status": STATES[standing], "total_amount": yuan(trade.fen)}
        if standing is Standing.PAID and sum(one.fen for one in trade.refunds.values()) == trade.fen:
            found["trade_status"] = "TRADE_CLOSED"  # so does the provider say of a trade whose money went back whole
        return found | {"trade_no": trade.transaction or secrets.token_hex(14)}

    def _close(self, told: Mapping[str, Any]) -> Mapping[str, str]:
        trade = self._find(told)
        try:
            self.till.close(trade)
        except Refused as error:
            raise Refused("ACQ.TRADE_STATUS_ERROR") from error
        return {"out_trade_no": trade.number}

    def _refund(self, told: Mapping[str, Any]) -> Mapping[str, str]:
        trade = self._find(told)
        found, now = self.till.give_back(trade, told["out_request_no"], fen_of(told["refund_amount"]))
        changed = now and found.standing is RefundStanding.DONE
        return {"out_trade_no": trade.number, "fund_change": "Y" if changed else "N", "refund_fee": yuan(found.fen)}

    def _refund_query(self, told: Mapping[str, Any]) -> Mapping[str, str]:
        found = self._find(told).refunds.get(told["out_request_no"])
        if found is None or found.standing is not RefundStanding.DONE:
            return {}
        return {"out_request_no": found.number, "refund_status": "REFUND_SUCCESS", "refund_amount": yuan(found.fen)}

    def _bill(self, told: Mapping[str, Any]) -> Mapping[str, str]:
        day = date.fromisoformat(told["bill_date"])
        if not list(self.till.moved_on(ProviderKey.ALIPAY, day)):
            raise Refused("BILL_NOT_EXIST")
        return {"bill_download_url": f"{self.here()}/alipay-bill?day={day.isoformat()}"}

    def bill_file(self, day: date) -> bytes:
        """The trade bill of a day: an archive of two tables in GBK, single movements and sums."""
        kept = io.StringIO(newline="")
        writer = csv.writer(kept, lineterminator="\r\n")
        kept.write(f"#支付宝业务明细查询\r\n#账号：[{SELLER}]\r\n#---------业务明细列表---------\r\n")
        writer.writerow(HEADINGS)
        for trade, back in self.till.moved_on(ProviderKey.ALIPAY, day):
            at = f"{back.at if back else trade.paid_at:%Y-%m-%d %H:%M:%S}"
            amount = f"-{yuan(back.fen)}" if back else yuan(trade.fen)
            row = [trade.transaction, trade.number, "退款" if back else "交易", trade.title, at, at, amount, amount]
            writer.writerow([f"{value}\t" for value in [*row, back.number if back else "", ""]])
        kept.write("#---------业务明细列表结束---------\r\n")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{SELLER}_{day:%Y%m%d}_业务明细.csv", kept.getvalue().encode("gb18030"))
            archive.writestr(f"{SELLER}_{day:%Y%m%d}_业务明细(汇总).csv", "#汇总\r\n".encode("gb18030"))
        return packed.getvalue()

    def notices(self, trade: Trade, travels: Travels) -> Notice:
        """The message that a trade was paid."""
        now = f"{self.till.now().astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}"
        told = {
            "notify_time": now,
            "notify_type": "trade_status_sync",
            "notify_id": secrets.token_hex(16),
            "app_id": ALIPAY_APP,
            "charset": "utf-8",
            "version": "1.0",
            "trade_no": trade.transaction,
            "out_trade_no": trade.number,
            "seller_id": SELLER,
            "trade_status": "TRADE_SUCCESS",
            "total_amount": yuan(trade.fen),
            "subject": trade.title,
            "gmt_payment": now,
        }
        signature = signatures.signed("&".join(f"{name}={told[name]}" for name in sorted(told)), self.keys.platform)
        if travels is Travels.ALTERED:
            told["total_amount"] = yuan(trade.fen + 1)
        body = urlencode({**told, "sign_type": "RSA2", "sign": signature}).encode()
        return Notice(trade.notify_url, {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, body)
