"""How much one request may bring: more is refused before anything of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

MIB = 1024 * 1024
BY_THEMSELVES = ("/verify", "/api/v1/verifications")
"""Addresses that refuse what is too long before they read it, with less than ``settings.LARGEST_REQUEST`` and in their reader's language."""


class RefuseTooLarge:
    """Middleware that answers 413 to a request whose body is longer than ``settings.LARGEST_REQUEST`` bytes.

    A WSGI server that is told no length gives us no body, so the declared length is the whole truth.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return _plain(400, "请求长度无效。", "The length of this request is no number.")
        if request.path_info in BY_THEMSELVES:
            return self.get_response(request)
        if length > settings.LARGEST_REQUEST and request.path_info.startswith("/api/"):
            return _problem()
        if length > settings.LARGEST_REQUEST:
            most, together = settings.LARGEST_FILE // MIB, settings.LARGEST_REQUEST // MIB
            return _plain(
                413,
                f"上传内容过大：每个文件不得超过 {most} MB，一次合计不得超过 {together} MB。请压缩后返回上一页重新上传，您填写的其他内容不受影响。",
                f"This upload is too large: a file may have {most} MB at most, all files together {together} MB. Make it smaller, go back and send it again; "
                "nothing else that you filled in is lost.",
            )
        return self.get_response(request)


def _problem() -> HttpResponse:
    """The same for a program, as every error of the senders' door (RFC 9457)."""
    most = settings.LARGEST_REQUEST // MIB
    told = {
        "type": "urn:qingbai:problem:too-large",
        "title": "Too large",
        "status": 413,
        "detail": f"一次至多 {most} MB。没有登记任何内容，请分批发送。 / At most {most} MB may come at once. Nothing was entered; send it in parts.",
        "errors": [],
    }
    return JsonResponse(
        told, status=413, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def _plain(status: int, zh: str, en: str) -> HttpResponse:
    return HttpResponse(f"{zh}\n\n{en}\n", status=status, content_type="text/plain; charset=utf-8")
