"""A gateway for text messages that keeps what comes (短信网关): for the demonstration and for tests, on this machine alone.

It does what ``channels.Sms`` asks of a real one: it believes only what is signed with the secret and not older than five minutes, and takes each
message once, however often it comes.
"""

import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from qingbai.notifications.channels import REFERENCE, SIGNATURE, TIMESTAMP, signature

LARGEST = 64 * 1024
FRESH = 300  # seconds


@dataclass
class Gateway:
    """What came, by its name; kept in ``file`` too, one JSON object a line, where there is one."""

    secret: str
    file: Path | None = None
    now: Callable[[], float] = time.time
    taken: dict[str, dict[str, str]] = field(default_factory=dict)
    requests: int = 0
    fail_with: int = 0
    url: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def receive(self, headers: dict[str, str], body: bytes) -> int:
        """The status that answers one request."""
        with self._lock:
            self.requests += 1
            if self.fail_with:
                return self.fail_with
            stamp = headers.get(TIMESTAMP, "")
            if not hmac.compare_digest(headers.get(SIGNATURE, ""), signature(self.secret, stamp, body)):
                return 401
            if not stamp.isdigit() or abs(self.now() - int(stamp)) > FRESH:
                return 401
            try:
                message = json.loads(body)
                name = str(message["id"])
            except (ValueError, KeyError, TypeError):
                return 400
            if name != headers.get(REFERENCE):
                return 400
            if name not in self.taken:
                self.taken[name] = message
                self._keep(body)
            return 200

    def _keep(self, body: bytes) -> None:
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self.file.open("ab") as file:
                file.write(body + b"\n")


@contextmanager
def running(gateway: Gateway) -> Iterator[Gateway]:
    """The gateway at a free port of this machine while the block runs; ``url`` says where."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = min(int(self.headers.get("Content-Length") or 0), LARGEST)
            status = gateway.receive(dict(self.headers.items()), self.rfile.read(length))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: what comes has numbers in it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
