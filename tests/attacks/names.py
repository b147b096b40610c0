"""Names that only look the same, and codes: mistyped, guessed, too long."""

import json
import unicodedata

from attacks.frame import ACCEPTED, Asked, Try, attack
from attacks.stage import CODES, container, unsigned
from qingbai.certificates import codes

GROUP = "Names and codes"
ALIKE = str.maketrans("AaBCceHIKMOoPpSTXxy", "АаВСсеНІКМОоРрЅТХху")
WIDE = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"})


def looks_like(name: str) -> dict[str, str]:
    """Other names that a reader takes for this one."""
    return {
        "letters of another alphabet": name.translate(ALIKE),
        "wide letters": name.translate(WIDE),
        "a space without width": name[:1] + "\u200b" + name[1:],
        "a joiner": name[:1] + "\u200d" + name[1:],
        "turned round": "\u202e" + name,
        "a mark of direction": name + "\u200e",
        "a soft hyphen": name[:1] + "\u00ad" + name[1:],
        "a selector": name + "\ufe00",
        "taken apart": unicodedata.normalize("NFD", name + "é"),
        "compatibility characters": name.replace("林", "\uf9f4"),
        "a space more": name + " ",
        "an unusual space": name.replace(" ", "\u3000") if " " in name else name[:1] + "\u3000" + name[1:],
        "a private character": name + "\ue000",
        "half a character": name + "\ud800",
        "no character": name + "\uffff",
        "a line more": name + "\nGENUINE",
        "markup": name + "<b>",
        "right to left": name + "א",
    }


@attack(GROUP, "a name that only looks the same, in the claim of a genuine paper", "changed")
def look_alikes(stage, random):
    for paper, changed, what in claims(stage, random):
        kind_changed = _with(paper, changed)
        if kind_changed is not None:
            yield Try(kind_changed, what)


@attack(GROUP, "a name that only looks the same, under a stolen office key", "proof_wrong", "attachment")
def look_alikes_signed(stage, random):
    for paper, changed, what in claims(stage, random):
        yield Try(stage.house.sign(paper.document, changed), what)


def claims(stage, random):
    for paper in stage.shown(random, "typeset", "written"):
        said = json.loads(paper.attachment)
        for field in ("native", "latin", "document_number"):
            name = said["claim"]["holder"][field]
            for what, alike in looks_like(name).items():
                if alike == name:
                    continue
                said["claim"]["holder"][field] = alike
                text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                try:
                    changed = text.encode()
                except UnicodeEncodeError:
                    changed = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
                yield paper, changed, f"{field}: {what}"
            said["claim"]["holder"][field] = name


def _with(paper, attachment: bytes):
    """The paper with this attachment under its old signature, everything else put right."""
    return unsigned(paper.document, attachment, paper).filled(container(paper.data))


# ---- codes


def read(typed: str) -> str:
    return "mistyped" if codes.read_code(typed) is None else ACCEPTED


@attack(GROUP, "a code with one symbol wrong, two exchanged, one left out or one more", "mistyped")
def slips(stage, random):
    for code in [*CODES, *(codes.new_code() for _ in range(stage.few(2, 20)))]:
        assert codes.read_code(code) == code
        plain = code.replace("-", "")
        for place, symbol in enumerate(plain):
            for other in codes.ALPHABET:
                if other != symbol:
                    yield Asked(lambda typed=plain[:place] + other + plain[place + 1 :]: read(typed))
            # Of two exchanged the check symbol tells nearly all, not every one: tried on codes that stay the same.
            if place and plain[place - 1] != symbol and code in CODES:
                yield Asked(
                    lambda typed=plain[: place - 1] + symbol + plain[place - 1] + plain[place + 1 :]: read(typed)
                )
            yield Asked(lambda typed=plain[:place] + plain[place + 1 :]: read(typed))
            yield Asked(lambda typed=plain[:place] + symbol + plain[place:]: read(typed))


@attack(GROUP, "a code garbled, too long, in another writing, or something else", "mistyped")
def garbled(stage, random):
    code = CODES[0]
    for typed in (
        "", " ", "-", code + code, code * 10_000, "9" * 1_000_000, code.translate(WIDE), code.translate(ALIKE), code + "\0", "\u202e" + code, code.replace("-", "_"), code.replace("-", "/"),
        "../../etc/passwd", "' OR 1=1 --", "<script>", "%s%n", "https://elsewhere.example/verify?code=" + code, code + "?", "K7QM 3RWT 9XAD 0C6", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦", "一" * 16, "\u2460" * 16,
    ):  # fmt: skip
        yield Asked(lambda t=typed: read(t), repr(typed[:20]))
    for _ in range(stage.few(50, 2000)):
        text = "".join(
            chr(random.choice((random.randrange(32, 127), random.randrange(0x20, 0x3000))))
            for _ in range(random.randrange(1, 40))
        )
        if codes.read_code(text) is None:
            yield Asked(lambda t=text: read(t), repr(text))
