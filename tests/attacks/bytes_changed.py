"""Bytes of a genuine paper changed, put in, left out, moved, cut off. What each change must be called follows from where it is."""

import re
from dataclasses import dataclass

from attacks.frame import Many, Tally, Try, attack, flat
from attacks.pdf import put, replaced
from qingbai.certificates.trust import Trust

GROUP = "Bytes"
SPOILT_RANGE = ("byte_range", "truncated", "bytes_after", "hole")
CONTAINER = ("changed", "other_signature", "unknown_issuer", "hole", "other_form", "stamp_refused")


def regions(data: bytes) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where a change is called otherwise than ``changed``."""
    name = data.index(b"/ByteRange")
    numbers = name + len(b"/ByteRange")
    start = data.index(b"/Contents<", name) + len(b"/Contents")
    return [
        (0, 5, ("not_pdf",)),
        (name, numbers, ("not_signed",)),
        (numbers, data.index(b"]", name) + 1, SPOILT_RANGE),
        (start, data.index(b">", start) + 1, CONTAINER),
    ]


def called(found, place: int) -> tuple[str, ...]:
    return next((reasons for start, end, reasons in found if start <= place < end), ("changed",))


@dataclass(frozen=True)
class Swept(Many):
    """Each of these bytes changed to each of these other values (counted from what it was)."""

    data: bytes
    places: tuple[int, ...]
    steps: tuple[int, ...]

    def run(self, stage) -> Tally:
        return swept(self.data, stage.house.trust, self.places, self.steps)


def swept(data: bytes, trust: Trust, places, steps) -> Tally:
    tally, found = Tally(), regions(data)
    changed = bytearray(data)
    for place in places:
        was = changed[place]
        for step in steps:
            changed[place] = (was + step) % 256
            one = Try(bytes(changed), trust=trust)
            tally.add(one.answer(None), called(found, place), f"byte {place} from {was} to {changed[place]}")
        changed[place] = was
    return tally


def offsets(data: bytes, count: int) -> tuple[int, ...]:
    """So many places, evenly over the file."""
    return tuple(sorted({number * len(data) // count for number in range(count)}))


@attack(
    GROUP,
    "one byte changed, to 16 other values at each of 1,000 places evenly over the file",
    "changed",
    "not_pdf",
    "not_signed",
    *SPOILT_RANGE,
    "other_signature",
    "unknown_issuer",
    "other_form",
)
def one_byte(stage, random):
    for paper in stage.shown(random):
        found = flat(*([range(start, min(end, start + 40))] for start, end, _ in regions(paper.data)))
        places = {*offsets(paper.data, stage.few(90, 1000 - 100)), *flat(*found)}
        everything = tuple(range(1, 256)) if stage.every else tuple(random.sample(range(1, 256), 16))
        yield Swept(paper.data, tuple(sorted(places)), everything if stage.whole else (random.randrange(1, 256),))
        for place in random.sample(range(5, paper.start), 4):
            yield Try(
                replaced(paper.data, place, place + 1, bytes([paper.data[place] ^ 1 << place % 8])),
                reasons=called(regions(paper.data), place),
            )


@attack(GROUP, "each digit of the signature's container changed", *CONTAINER)
def digits(stage, random):
    for paper in stage.shown(random):
        places = range(paper.start, paper.end, stage.few(23, 2))
        yield Swept(paper.data, tuple(places), (1, 7) if stage.whole else (1,))
        for place in random.sample(places, 5):
            digit = b"%x" % (int(paper.data[place : place + 1].strip(b"<>") or b"0", 16) ^ 1)
            yield Try(replaced(paper.data, place, place + 1, digit))


@attack(GROUP, "the digits of the container in capitals", "other_form")
def capitals(stage, random):
    for paper in stage.shown(random):
        hole = paper.data[paper.start : paper.end]
        yield Try(replaced(paper.data, paper.start, paper.end, hole.upper()))
        letter = re.search(rb"[a-f]", hole).start()
        yield Try(
            replaced(paper.data, paper.start + letter, paper.start + letter + 1, hole[letter : letter + 1].upper())
        )


@attack(GROUP, "bits turned, two to sixty-four at once", "changed")
def bits(stage, random):
    for paper in stage.shown(random):
        named = paper.byte_range
        places = [place for place in range(5, len(paper.data)) if not named[0] <= place < paper.end]
        for _ in range(stage.few(8, 400)):
            changed = bytearray(paper.data)
            for place in random.sample(places, random.randint(2, 64)):
                changed[place] ^= 1 << random.randrange(8)
            yield Try(bytes(changed))


def seams(data: bytes) -> list[int]:
    """The places where the structure of a file begins and ends."""
    marks = rb"\d+ 0 obj|endobj|stream\r?\n|endstream|<<|>>|xref|trailer|startxref|%%EOF|%PDF-|%qingbai|/[A-Z]\w+|\n"
    return [match.start() for match in re.finditer(marks, data)]


@attack(
    GROUP,
    "bytes put in between",
    "bytes_after",
    "not_pdf",
    "byte_range",
    "not_signed",
    "several_signatures",
    "hole",
    "truncated",
)
def insertions(stage, random):
    pieces = (
        b"\n",
        b" ",
        b"\0",
        b"%",
        b"0",
        b"<",
        b">",
        b"%comment\n",
        b"<<>>",
        b"1 0 obj\n<<>>\nendobj\n",
        b"endobj\n",
        b"%%EOF\n",
        random.randbytes(100),
    )
    for paper in stage.shown(random):
        for place in sorted(
            {0, len(paper.data), paper.start, paper.end, *random.sample(seams(paper.data), stage.few(12, 700))}
        ):
            yield Try(put(paper.data, place, random.choice(pieces)), f"put in at {place}")
        yield Try(b" " + paper.data, reasons=("not_pdf",))
        yield Try(put(paper.data, paper.byte_range[0] + 4, b" "), reasons=("not_signed",))
        yield Try(put(paper.data, paper.byte_range[1] - 3, b"x"), reasons=("byte_range",))
        yield Try(put(paper.data, paper.byte_range[0] + 13, b"9"), reasons=("truncated", "byte_range"))
        yield Try(put(paper.data, paper.start - 20, b"\n/ByteRange[0 1 2 3]"), reasons=("several_signatures",))
        yield Try(put(paper.data, 9, b"/ByteRange[0 1 2 3]"), reasons=("several_signatures",))
        same = (
            paper.data[: paper.start + 10]
            + b"x"
            + paper.data[paper.start + 10 : paper.end - 2]
            + paper.data[paper.end - 1 :]
        )
        yield Try(same, reasons=("hole",))


@attack(GROUP, "bytes left out", "truncated", "not_pdf", "not_signed", "byte_range", "bytes_after")
def deletions(stage, random):
    for paper in stage.shown(random):
        for _ in range(stage.few(12, 700)):
            place, size = random.randrange(6, len(paper.data)), random.choice((1, 1, 2, 20, 1000, 50_000))
            yield Try(replaced(paper.data, place, place + size, b""), f"{size} left out at {place}")
        name = paper.byte_range[0]
        yield Try(replaced(paper.data, name, name + 1, b""), reasons=("not_signed",))
        yield Try(replaced(paper.data, *paper.byte_range, b""), reasons=("not_signed",))
        yield Try(replaced(paper.data, name + 10, name + 11, b""), reasons=("byte_range",))
        yield Try(paper.data[1:], reasons=("not_pdf",))
        begins = name + len(b"/ByteRange[0 ")
        yield Try(replaced(paper.data, begins + 20, begins + 44, b"1 1 1 1 1 1"), reasons=("byte_range",))
        rest = paper.data.index(b"]", name) - 10
        yield Try(replaced(paper.data, rest, rest + 1, b""), reasons=("bytes_after",))


@attack(GROUP, "the file cut off", "truncated", "not_signed", "byte_range", "not_pdf", "empty")
def cuts(stage, random):
    for paper in stage.shown(random):
        ends = {
            *offsets(paper.data, stage.few(20, 400)),
            *range(6),
            *paper.byte_range,
            len(paper.data) - 1,
            len(paper.data) - 6,
        }
        ends |= set(random.sample(seams(paper.data), stage.few(8, 300)))
        for end in sorted(ends):
            cut = paper.data[:end]
            if not cut.startswith(b"%PDF-"):
                reasons = ("not_pdf",) if cut else ("empty",)
            elif b"/ByteRange" not in cut:
                reasons = ("not_signed",)
            else:
                reasons = ("truncated",) if end >= paper.byte_range[1] else ("byte_range",)
            yield Try(cut, f"cut at {end}", reasons)


@attack(
    GROUP,
    "pieces moved, repeated, turned round or overwritten, the length kept",
    "changed",
    "hole",
    "byte_range",
    "truncated",
    "bytes_after",
    "not_pdf",
    "not_signed",
    "several_signatures",
    "other_signature",
    "unknown_issuer",
)
def moved(stage, random):
    for paper in stage.shown(random):
        data = paper.data
        for number in range(stage.few(10, 500)):
            one, two, three = sorted(random.sample(range(5, len(data)), 3))
            size = min(two - one, 5000)
            changed = (
                data[:one] + data[two:three] + data[one:two] + data[three:],
                data[:one] + bytes(size) + data[one + size :],
                data[:one] + data[one : one + size][::-1] + data[one + size :],
                data[:one] + b" " * size + data[one + size :],
                data[:one] + data[two : two + size].ljust(size, b"\n") + data[one + size :],
            )[number % 5]
            if changed != data:
                yield Try(changed, f"pieces at {one}, {two}, {three}")


@attack(GROUP, "the whole file twice, or inside itself", "several_signatures")
def twice(stage, random):
    for paper in stage.shown(random):
        yield Try(paper.data + paper.data)
        yield Try(put(paper.data, paper.start + 1, paper.data))
        yield Try(paper.data + paper.data[len(paper.document) :])
