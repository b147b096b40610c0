"""What the code to scan on a paper says (二维码内容): which paper it names, or whose site it leads to instead."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

from qingbai.certificates.codes import read_code
from qingbai.certificates.scanned import is_square


@dataclass(frozen=True, slots=True)
class Scanned:
    """The verification code in a text that was scanned, with the whole text (``square``) where it carries a signed claim; or the other
    site that it leads to. All empty where it is neither."""

    code: str = ""
    square: str = ""
    elsewhere: str = ""


def read(texts: tuple[str, ...]) -> Scanned:
    """The first of these texts that is a code of ours; else the first that leads elsewhere. A picture may hold more codes than the paper's."""
    found = [_read(text) for text in texts]
    ours = next((one for one in found if one.code), None)
    return ours or next((one for one in found if one.elsewhere), Scanned())


def _read(text: str) -> Scanned:
    if (typed := read_code(text.partition("/")[0])) is not None:
        return _ours(typed, text)
    try:
        parts, ours = urlsplit(text.strip()), urlsplit(settings.PUBLIC_URL)
        host = (parts.hostname or "")[:100] if parts.port is None or parts.port else ""
    except ValueError:
        return Scanned()
    if parts.scheme not in ("http", "https") or not host:
        return Scanned()
    if parts.netloc != ours.netloc:
        return Scanned(elsewhere=host)
    fragment = unquote(parts.fragment)
    code = read_code(fragment.partition("/")[0])
    return _ours(code, text) if code else Scanned()


def _ours(code: str, text: str) -> Scanned:
    return Scanned(code=code, square=text if is_square(text) else "")
