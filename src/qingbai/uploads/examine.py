"""One file from outside, looked at by a process that has nothing to lose (检查上传文件).

Run as a program: the file on standard input, what became of it on standard output. It knows no database, no key and no setting of the
house, may use little time and memory, and may write no file; what a hostile file can do to a decoder, it does here. What a file is, its content
says, never its name. Pictures are decoded and written anew, upright and without anything that a camera or a person put beside the pixels; a PDF stays
byte for byte as it came, for it may be signed, and is refused when it holds anything but pages to look at.
"""

import io
import json
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

MIB = 1024 * 1024
LARGEST = 8 * MIB
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4200  # pixels kept: A4 at 360 dots an inch
SHORTEST_SIDE = 200
MOST_PAGES = 50
MOST_OBJECTS = 20_000
DEEPEST = 60
SECONDS, MEMORY = 20, 1536 * MIB
JPEG_QUALITY = 88
MOST_CODES = 10  # in one photo
BLANK = 10  # of 255: a picture whose lightest and darkest part differ by less shows nothing


class Unacceptable(Exception):
    """The file cannot be taken; ``code`` says why, ``facts`` the numbers that belong to it (``refusals``)."""

    def __init__(self, code: str, **facts: int | str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


# --- what is it ---------------------------------------------------------------------------------------------------

_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
OTHERS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("heic", lambda start: start[4:8] == b"ftyp" and start[8:12] in _HEIC),
    ("video", lambda start: start[4:8] == b"ftyp"),
    ("picture", lambda start: start.startswith((b"GIF8", b"BM", b"II*\0", b"MM\0*")) or start[8:12] == b"WEBP"),
    (
        "office",
        lambda start: start.startswith((b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"Rar!", b"7z\xbc")),
    ),
    ("program", lambda start: start.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"))),
    ("svg", lambda start: b"<svg" in start.lower()),
    ("web_page", lambda start: any(mark in start.lower() for mark in (b"<html", b"<!doctype", b"<script", b"<?xml"))),
    ("late_pdf", lambda start: b"%PDF-" in start),
)


PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


def examined(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What the file is, and the bytes to keep of it. Raises ``Unacceptable``."""
    if not data:
        raise Unacceptable("empty")
    if len(data) > LARGEST:
        raise Unacceptable("too_large", most=LARGEST // MIB)
    for mark, kind in PICTURES.items():
        if data.startswith(mark):
            return picture(data, kind)
    if data.startswith(b"%PDF-"):
        return pdf(data)
    raise Unacceptable(sort(data))


def sort(data: bytes) -> str:
    """What sort of file this is, of those that are not taken."""
    start = data[:1024]
    return next((code for code, fits in OTHERS if fits(start)), "unknown")


# --- pictures -----------------------------------------------------------------------------------------------------


def picture(data: bytes, kind: str) -> tuple[dict[str, Any], bytes]:
    """A picture, decoded and written anew. Raises ``Unacceptable``."""
    upright = _decoded(data, kind)
    shown = {
        "kind": kind.lower(),
        "pages": 1,
        "width": upright.width,
        "height": upright.height,
        "hints": _hints(upright),
    }
    written = _written(upright, kind)
    if len(written) > LARGEST and kind == "PNG":
        shown["kind"], written = "jpeg", _written(upright, "JPEG")
    return shown, written


def _decoded(data: bytes, kind: str) -> Any:
    """The pixels of a picture, upright. Raises ``Unacceptable``."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            _size_fits(*opened.size)
            if kind == "PNG":  # every part carries a sum; the decoder itself looks at few of them
                with Image.open(io.BytesIO(data), formats=[kind]) as again:
                    again.verify()
            return _upright(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unacceptable("too_many_pixels", most=MOST_PIXELS // 1_000_000) from None
    except MemoryError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, KeyError):
        raise Unacceptable("damaged_picture") from None


def _size_fits(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unacceptable("too_many_pixels", most=MOST_PIXELS // 1_000_000)
    if min(width, height) < SHORTEST_SIDE:
        raise Unacceptable("too_small", least=SHORTEST_SIDE)


def _upright(opened: Any) -> Any:
    """The first picture of the file as a person holds it, in grey or in colour, of a size that a screen and a printer can use."""
    from PIL import Image, ImageOps

    if opened.format == "JPEG":
        opened.draft("L" if opened.mode == "L" else "RGB", (LONGEST_SIDE, LONGEST_SIDE))
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    if turned.mode.startswith("I;16") or turned.mode == "I":
        turned = turned.convert("I").point(lambda value: value / 256).convert("L")
    if "A" in turned.getbands() or "transparency" in turned.info:
        on_white = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(on_white, turned.convert("RGBA"))
    plain = turned.convert("L" if turned.mode in {"L", "1"} else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Only the pixels go on: whatever else the decoder found in the file stays with this object.
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    grey = bare.convert("L").resize((64, 64)).tobytes()
    if max(grey) - min(grey) < BLANK:
        raise Unacceptable("blank")
    return bare


def _written(image: Any, kind: str) -> bytes:
    into = io.BytesIO()
    if kind == "JPEG":
        image.save(into, "JPEG", quality=JPEG_QUALITY)
    else:
        image.save(into, "PNG")
    return into.getvalue()


def _hints(image: Any) -> dict[str, float]:
    """What a clerk may want to know of a portrait, measured and nothing concluded: how even the background is, how light.

    ``spread``: the mean deviation (of 255) along the upper edge and the upper halves of both sides; ``light``: their mean; ``colour``: how far
    the picture's colours lie from grey, of 255.
    """
    from PIL import ImageChops, ImageStat

    small = image.convert("L").resize((100, 100))
    edges = (small.crop((0, 0, 100, 6)), small.crop((0, 6, 6, 50)), small.crop((94, 6, 100, 50)))
    found = [ImageStat.Stat(edge) for edge in edges]
    means = [one.mean[0] for one in found]
    light = sum(means) / len(means)
    spread = max(max(one.stddev[0] for one in found), max(means) - min(means))
    red, green, blue = image.convert("RGB").resize((100, 100)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    colour = ImageStat.Stat(ImageChops.subtract(most, least)).mean[0]
    return {"spread": round(spread, 1), "light": round(light, 1), "colour": round(colour, 1)}


def codes(data: bytes) -> list[str]:
    """What the codes to scan in a photo say, each once; none where there are none. Raises ``Unacceptable``."""
    from PIL import ImageOps

    if not data or len(data) > LARGEST:
        raise Unacceptable("too_large" if data else "empty")
    kind = next((kind for mark, kind in PICTURES.items() if data.startswith(mark)), "")
    if not kind:
        raise Unacceptable(sort(data))
    grey = _decoded(data, kind).convert("L")
    # A telephone's photo is larger and softer than a code needs: what is not found at one size often is at another.
    for side in (LONGEST_SIDE, 2000, 1100):
        smaller = grey.copy()
        smaller.thumbnail((side, side))
        for shown in (smaller, ImageOps.autocontrast(smaller, cutoff=2)):
            if found := _scanned(shown):
                return found
    return []


def _scanned(shown: Any) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(shown, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return list(dict.fromkeys(one.text for one in found if one.valid and one.text))[:MOST_CODES]


# --- PDF ----------------------------------------------------------------------------------------------------------

ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute"}
ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
ATTACHED_KEYS = {"/EmbeddedFiles", "/EF"}
ACTIVE_NOTES = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


def pdf(data: bytes) -> tuple[dict[str, Any], bytes]:
    """A PDF that holds pages to look at and nothing else. Raises ``Unacceptable``."""
    import pikepdf

    if not data.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF"):
        raise Unacceptable("damaged_pdf")  # cut off, or something else hangs behind it
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as opened:
            pages = _counted(opened)
            _look_through(opened)
    except pikepdf.PasswordError:
        raise Unacceptable("locked_pdf") from None
    except (MemoryError, Unacceptable):
        raise
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RuntimeError,
        OverflowError,
    ):
        raise Unacceptable("damaged_pdf") from None
    return {"kind": "pdf", "pages": pages, "width": 0, "height": 0, "hints": {}}, data


def _counted(opened: Any) -> int:
    if opened.is_encrypted:  # open to read without a password, but not to do what one likes with
        raise Unacceptable("locked_pdf")
    if int(opened.trailer.get("/Size", 0)) > MOST_OBJECTS:
        raise Unacceptable("too_many_pages", most=MOST_PAGES)
    pages = len(opened.pages)
    if pages == 0:
        raise Unacceptable("no_page")
    if pages > MOST_PAGES:
        raise Unacceptable("too_many_pages", most=MOST_PAGES)
    return pages


def _look_through(opened: Any) -> None:
    """Every object, wherever it hangs: what is not reached from the pages today may be reached by the next reader."""
    for thing in opened.objects:
        for found in _parts(thing):
            _harmless(found)
    opening = opened.Root.get("/OpenAction")
    # A place to open at is written by every office program; anything else that happens on opening is not for us.
    if opening is not None and not _is_a_place(opening):
        raise Unacceptable("active_pdf")


def _is_a_place(opening: Any) -> bool:
    import pikepdf

    return isinstance(opening, pikepdf.Array) or (
        isinstance(opening, pikepdf.Dictionary) and opening.get("/S") == "/GoTo" and "/Next" not in opening
    )


def _harmless(found: Mapping[str, Any]) -> None:
    keys = set(found.keys())
    if keys & ACTIVE_KEYS or str(found.get("/S", "")) in ACTS or str(found.get("/Subtype", "")) in ACTIVE_NOTES:
        raise Unacceptable("active_pdf")
    if (
        keys & ATTACHED_KEYS
        or str(found.get("/Subtype", "")) == "/FileAttachment"
        or str(found.get("/Type", "")) == "/EmbeddedFile"
    ):
        raise Unacceptable("attached_pdf")


def _parts(thing: Any) -> Iterator[Any]:
    """The dictionaries of one object, without following its references: each of those is an object itself."""
    import pikepdf

    waiting = [(thing, 0)]
    first = True
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise Unacceptable("damaged_pdf")
        if isinstance(one, pikepdf.Object) and one.is_indirect and not first:
            continue
        first = False
        if isinstance(one, pikepdf.Stream):
            one = one.stream_dict
        if isinstance(one, pikepdf.Dictionary):
            yield one
            waiting += [(one.get(key), depth + 1) for key in one.keys()]  # noqa: SIM118 -- a PDF's dictionary iterates otherwise
        elif isinstance(one, pikepdf.Array):
            waiting += [(part, depth + 1) for part in one]


# --- the program --------------------------------------------------------------------------------------------------


def poor() -> None:
    """Little time, little memory, no file: from here on there is no more to be had."""
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def answer(told: Mapping[str, Any], data: bytes = b"") -> NoReturn:
    """One line of JSON, then the bytes to keep."""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + data)
    sys.stdout.buffer.flush()
    sys.exit(0)


def main() -> NoReturn:
    """Examine standard input; with the word ``codes``, read the codes to scan in it and keep nothing."""
    warnings.simplefilter("ignore")
    poor()
    try:
        data = sys.stdin.buffer.read(LARGEST + 1)
        told, kept = ({"codes": codes(data)}, b"") if sys.argv[1:] == ["codes"] else examined(data)
    except Unacceptable as refused:
        answer({"code": refused.code, "facts": refused.facts})
    except MemoryError:
        answer({"code": "too_much", "facts": {}})
    answer(told, kept)


if __name__ == "__main__":
    main()
