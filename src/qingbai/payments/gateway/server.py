"""The gateway as a server on loopback: both interfaces, the page on which a person pays, and the courier of its messages."""

import html
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from qingbai.payments.gateway.alipay import PAGES, Alipay
from qingbai.payments.gateway.keys import Keys
from qingbai.payments.gateway.till import LATE_BY, Courier, Notice, Refused, Till, Trade, Travels
from qingbai.payments.gateway.wechat import WeChatPay
from qingbai.payments.providers.wire import Reply, is_safe
from qingbai.payments.terms import ProviderKey, yuan

HOST = "127.0.0.1"
AGAIN_AFTER = (0, 2, 5, 15, 30, 60)  # seconds
MOST = 1024 * 1024


class Gateway:
    """Both providers, in one server of this process."""

    def __init__(self, keys: Keys, *, till: Till | None = None, courier: Courier | None = None, port: int = 0) -> None:
        self.till, self.keys = till or Till(), keys
        self.courier: Courier = courier or deliver
        self.wechat = WeChatPay(self.till, keys, lambda: self.url)
        self.alipay = Alipay(self.till, keys, lambda: self.url)
        gateway = self

        class Handler(_Handler):
            answer = staticmethod(gateway.answer)

        self.server = ThreadingHTTPServer((HOST, port), Handler)
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://{HOST}:{self.server.server_address[1]}"

    def wait(self) -> None:
        """Stay until somebody interrupts."""
        threading.Event().wait()

    @contextmanager
    def running(self) -> Iterator["Gateway"]:
        """Serve while the block runs."""
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()
            thread.join()

    def pay(self, trade: Trade, travels: Travels) -> bool:
        """The payer pays, and the message goes out as it is told to travel. False where nobody may pay any more."""
        if not self.till.pay(trade):
            return False
        for notice in self.notices(trade, travels):
            self.courier(notice)
        return True

    def notices(self, trade: Trade, travels: Travels) -> Iterator[Notice]:
        """The messages about a paid trade as they travel."""
        provider = self.wechat if trade.provider is ProviderKey.WECHAT else self.alipay
        times = {Travels.LOST: 0, Travels.TWICE: 2}.get(travels, 1)
        for _ in range(times):
            notice = provider.notices(trade, travels)
            late = LATE_BY if travels is Travels.LATE else timedelta()
            yield Notice(notice.url, notice.headers, notice.body, late)

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        """Answer one request."""
        path = urlsplit(target).path
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        if path == "/v3/billdownload/file":
            return Reply(200, {"Content-Type": "text/csv"}, self.wechat.bill_file(date.fromisoformat(query["token"])))
        if path.startswith("/v3/"):
            return self.wechat.answer(method, target, headers, body.decode())
        if path == "/alipay-bill":
            return Reply(
                200, {"Content-Type": "application/zip"}, self.alipay.bill_file(date.fromisoformat(query["day"]))
            )
        if path == "/gateway.do":
            return self._alipay(query or dict(parse_qsl(body.decode(), keep_blank_values=True)))
        if path.startswith("/pay/"):
            return self._page(method, path, query, dict(parse_qsl(body.decode())))
        return _shown(404, "<h1>没有这个页面 · No such page</h1>")

    def _alipay(self, told: dict[str, str]) -> Reply:
        if told.get("method") not in PAGES:
            return self.alipay.answer(told)
        try:
            trade = self.alipay.page(told)
        except Refused as refusal:
            return _shown(400, f"<h1>无法支付 · Cannot be paid</h1><p>{html.escape(refusal.code)}</p>")
        return Reply(303, {"Location": f"/pay/alipay/{trade.number}"}, b"")

    def _page(self, method: str, path: str, query: dict[str, str], told: dict[str, str]) -> Reply:
        _, _, provider, number = path.split("/", 3)
        try:
            trade = self.till.find(ProviderKey(provider), number, unknown="NOT_FOUND")
        except (Refused, ValueError):
            return _shown(404, "<h1>没有这笔交易 · No such trade</h1>")
        if query.get("redirect_url") and is_safe(query["redirect_url"]):
            trade.back_url = query["redirect_url"]
        if method != "POST":
            return _shown(200, _form(trade))
        paid = told.get("do") == "pay" and self.pay(trade, Travels(told.get("travels", self.till.travels)))
        if trade.back_url:
            return Reply(303, {"Location": trade.back_url}, b"")
        said = "已支付 · Paid" if paid else "未支付 · Not paid"
        return _shown(200, f"<h1>{said}</h1><p>请回到原来的页面。 · Go back to the page you came from.</p>")


def deliver(notice: Notice) -> None:
    """Send a message over HTTP in the background, again and again until it is answered as providers expect."""
    threading.Thread(target=_deliver, args=(notice,), daemon=True).start()


def _deliver(notice: Notice) -> None:
    time.sleep(notice.after.total_seconds())
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for wait in AGAIN_AFTER:
        time.sleep(wait)
        request = urllib.request.Request(notice.url, data=notice.body, headers=notice.headers, method="POST")  # noqa: S310
        try:
            with opener.open(request, timeout=30) as response:
                if response.status == 204 or response.read(16) == b"success":
                    return
        except (urllib.error.URLError, OSError):
            continue


def _form(trade: Trade) -> str:
    ways = {
        Travels.DELIVERED: "正常送达 · delivered",
        Travels.LOST: "丢失 · lost",
        Travels.TWICE: "送达两次 · twice",
        Travels.LATE: "迟到 · late",
        Travels.ALTERED: "被篡改 · altered on its way",
    }
    choices = "".join(f'<option value="{key}">{name}</option>' for key, name in ways.items())
    name = {"wechat": "微信支付 · WeChat Pay", "alipay": "支付宝 · Alipay"}[trade.provider]
    return (
        f"<p class=d>演示用模拟支付机构，不涉及真实资金。<br>A gateway for demonstrations. No money moves.</p><h1>{name}</h1>"
        f"<p class=n>¥{yuan(trade.fen)}</p><p>{html.escape(trade.title)}</p><form method=post>"
        "<button name=do value=pay>支付 · Pay</button> <button class=c name=do value=cancel>取消 · Cancel</button>"
        f"<p><label>通知如何送达 · How the message travels<br><select name=travels>{choices}</select></label></p></form>"
    )


def _shown(status: int, inner: str) -> Reply:
    style = (
        "body{font:18px/1.6 system-ui,sans-serif;max-width:26em;margin:2em auto;padding:0 1em;color:#16201d}"
        ".d{border:1px solid #888;padding:.5em}.n{font-size:2.2em;margin:.2em 0}"
        "button{font:inherit;padding:.6em 1.4em;background:#16201d;color:#fff;border:0}.c{background:#fff;color:#16201d;border:1px solid}"
        "select{font:inherit;max-width:100%}"
    )
    page = (
        "<!doctype html><html lang=zh><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>模拟支付 · Demonstration payment</title><style>{style}</style><body>{inner}"
    )
    return Reply(status, {"Content-Type": "text/html; charset=utf-8"}, page.encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer: Any

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def _do(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.answer(self.command, self.path, headers, body)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: Any) -> None:
        """Nothing: who pays what stands in no log."""
