"""The web application as a server sees it."""

import logging
import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingbai.project.settings")
_django = get_wsgi_application()
logger = logging.getLogger(__name__)
SORRY = "系统暂时无法处理，请稍后再试。\n\nThe service cannot answer just now. Please try again later.\n".encode()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request. Should even the page that says so fail, answer plainly: the server would log what people typed."""
    try:
        return _django(environ, start_response)
    except Exception:
        logger.exception("a request failed, and so did the page that says so")
        start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
        return [SORRY]
