"""The demonstration's identity service beside the site under test: on a port of its own, spoken to over HTTP, in a thread so that it sees the test's clock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler
from joserfc.jwk import ECKey

from qingbai.portal.oidc import metadata
from qingbai.portal.oidc.configuration import Configuration, read
from qingbai.project.provider import protocol
from qingbai.project.provider.setting import BACK, CLIENT, Known

SECRET = "a secret of tests alone"
KEY = ECKey.generate_key("P-256", auto_kid=True)


class Provider(WSGIHandler):
    """The service's addresses under the settings of the test run."""

    def get_response(self, request: Any) -> Any:
        request.urlconf = "qingbai.project.provider.urls"
        return super().get_response(request)


@contextmanager
def beside(settings: Any, folder: Any, *sites: str) -> Iterator[Known]:
    """Serve it for these sites while the block runs; the site signs in there."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(Provider())
    issuer = f"http://127.0.0.1:{server.server_address[1]}"
    protocol.key.cache_clear()
    metadata.forget()
    settings.PROVIDER = Known(issuer, tuple(site + BACK for site in sites), CLIENT, SECRET, lambda: KEY)
    settings.OIDC = configuration(folder, issuer)
    settings.REAL_NAME = "qingbai.portal.oidc.client.OpenIDConnect"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield settings.PROVIDER
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        metadata.forget()
        protocol.key.cache_clear()


def configuration(folder: Any, issuer: str, client: str = CLIENT, secret: str = SECRET, **more: str) -> Configuration:
    """How the site knows a provider, read as an operator would write it."""
    (folder / "oidc-secret").write_text(secret + "\n")
    given = {"ISSUER": issuer, "CLIENT": client, "SECRET_FILE": str(folder / "oidc-secret"), **more}
    found = read({f"QINGBAI_OIDC_{name}": value for name, value in given.items()})
    assert found is not None
    return found


def rotated(settings: Any, key: Any) -> None:
    """The service signs with another key from now on."""
    settings.PROVIDER = replace(settings.PROVIDER, key=lambda: key)
    protocol.key.cache_clear()
