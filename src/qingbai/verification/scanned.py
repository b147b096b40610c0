"""What the code to scan on a paper says (二维码内容): which paper it names, or whose site it leads to instead."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

from qingbai.certificates.codes import read_code


@dataclass(frozen=True, slots=True)
class Scanned:
    """The verification code in a text that was scanned, or the other site that it leads to; both empty where it is neither."""

    code: str = ""
    elsewhere: str = ""


def read(texts: tuple[str, ...]) -> Scanned:
    """The first of these texts that is a code of ours; else the first that leads elsewhere. A picture may hold more codes than the paper's."""
    found = [_read(text) for text in texts]
    ours = next((one for one in found if one.code), None)
    return ours or next((one for one in found if one.elsewhere), Scanned())


def _read(text: str) -> Scanned:
    if (typed := read_code(text)) is not None:
        return Scanned(code=typed)
    try:
        parts, ours = urlsplit(text.strip()), urlsplit(settings.PUBLIC_URL)
        host = (parts.hostname or "")[:100]
    except ValueError:
        return Scanned()
    if parts.scheme not in ("http", "https") or not host:
        return Scanned()
    if parts.netloc != ours.netloc:
        return Scanned(elsewhere=host)
    return Scanned(code=read_code(unquote(parts.fragment)) or "")
