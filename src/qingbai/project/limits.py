"""How much one request may bring: more is refused before anything of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MIB = 1024 * 1024


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
        if length > settings.LARGEST_REQUEST:
            most = settings.LARGEST_FILE // MIB
            return _plain(
                413,
                f"上传内容过大：每个文件不得超过 {most} MB。请压缩后返回上一页重新上传，您填写的其他内容不受影响。",
                f"This upload is too large: a file may have {most} MB at most. Make it smaller, go back and send it again; "
                "nothing else that you filled in is lost.",
            )
        return self.get_response(request)


def _plain(status: int, zh: str, en: str) -> HttpResponse:
    return HttpResponse(f"{zh}\n\n{en}\n", status=status, content_type="text/plain; charset=utf-8")
