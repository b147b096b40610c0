"""Servers of others, on this machine: a mail server that speaks SMTP, and the gateway for text messages."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from applications import NOW
from qingbai.notifications.gateway import Gateway, running


@dataclass
class MailServer:
    """What a mail server heard: every line of every conversation, and the messages that it took."""

    port: int = 0
    lines: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    """An answer in place of the ordinary one, by the verb it answers; "." is the end of a message."""

    def of(self, verb: str) -> list[str]:
        return [line for line in self.lines if line.upper().startswith(verb)]


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A mail server that the installation sends by."""
    heard = MailServer()

    class Conversation(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            self.say("220 mail.example.cn ESMTP")
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                heard.lines.append(line)
                verb = line.split(" ")[0].upper()
                if verb == "DATA" and "DATA" not in heard.refuse:
                    self.say("354 go on")
                    self.take()
                elif verb in heard.refuse:
                    self.say(heard.refuse[verb])
                elif verb == "QUIT":
                    self.say("221 bye")
                    break
                else:
                    self.say("250 mail.example.cn" if verb in {"EHLO", "HELO", "MAIL", "RCPT", "RSET"} else "502 no")

        def take(self) -> None:
            body = b""
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                body += line
            if "." not in heard.refuse:
                heard.taken.append(body)
            self.say(heard.refuse.get(".", "250 taken"))

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Conversation) as server:
        heard.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", heard.port
        settings.DEFAULT_FROM_EMAIL = "Qingbai <no-reply@register.example.cn>"
        settings.PUBLIC_URL = "https://register.example.cn"
        yield heard
        server.shutdown()
        thread.join()


@pytest.fixture
def gateway(settings) -> Iterator[Gateway]:
    """The gateway that the installation sends text messages by."""
    with running(Gateway("a secret that both know", now=NOW.timestamp)) as made:
        settings.SMS_URL, settings.SMS_SECRET = made.url, made.secret
        yield made
