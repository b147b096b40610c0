"""Files made to break whoever opens them: bombs, nests, loops, huge numbers, two formats in one; and files that are no paper at all."""

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from attacks import pdf
from attacks.after_signing import WHITE
from attacks.frame import ACCEPTED, Asked, Try, attack
from attacks.pdf import objects, packed, put, replaced, revision, stream
from qingbai.certificates.verify import LARGEST

GROUP = "Hostile files"
HUGE = 500_000_000
USUAL = 64  # MiB that the command may take for a paper


@attack(
    GROUP,
    "no paper at all: empty, another format, a PDF that nobody signed",
    "empty",
    "not_pdf",
    "not_signed",
    "byte_range",
    "truncated",
    "several_signatures",
)
def no_paper(stage, random):
    for data, reason in (
        (b"", "empty"),
        (b"\0", "not_pdf"),
        (b" ", "not_pdf"),
        (b"GIF89a", "not_pdf"),
        (b"%PDF", "not_pdf"),
        (b"%pdf-1.7", "not_pdf"),
        (b"\xef\xbb\xbf%PDF-1.7", "not_pdf"),
        (b"%PDF-", "not_signed"),
        (b"%PDF-1.7\n%%EOF", "not_signed"),
        (b"%PDF-1.7\n/ByteRange [0 9 2 3]", "byte_range"),
        (b"%PDF-1.7\n/ByteRange [0 99999 999999 9]", "truncated"),
        (b"%PDF-1.7\n/ByteRange[a b c d]", "byte_range"),
        (b"%PDF-1.7\n" + b"/ByteRange" * 9, "several_signatures"),
        (bytes(10_000), "not_pdf"),
        (random.randbytes(10_000), "not_pdf"),
        (b"%PDF-1.7\n" + random.randbytes(100_000), "not_signed"),
        (b"PK\3\4" + bytes(100), "not_pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_pdf"),
        (b"<!doctype html><title>genuine</title>", "not_pdf"),
        (b"%!PS-Adobe-3.0\n", "not_pdf"),
        (b"{}", "not_pdf"),
    ):
        yield Try(data, repr(data[:20]), (reason,))
    for paper in stage.shown(random):
        if paper.form != "written":
            yield Try(paper.document, "typeset and not signed", ("not_signed",))
            yield Try(paper.document[:-6] + b"%s\n%%%%EOF\n" % packed(WHITE), "typeset and torn", ("not_signed",))


@attack(GROUP, "a file far too large, zeros or anything behind a genuine paper", "too_large")
def too_large(stage, random):
    paper = stage.papers["written"].data
    for size in (LARGEST + 1, LARGEST + len(paper), 60_000_000):
        yield Try(paper.ljust(size, b"\0"), f"{size} bytes", everywhere=size < 10_000_000)
    yield Try(b"%PDF-1.7\n".ljust(LARGEST + 1, b"x"), "one byte too many", everywhere=False)


def nests(count: int) -> dict[str, bytes]:
    """What readers that go into things choke on."""
    pages = b"".join(
        b"%d 0 obj\n<</Type/Pages/Count 9/Kids[%d 0 R %d 0 R]/Parent %d 0 R>>\nendobj\n" % (n, n, n, n)
        for n in range(1, 200)
    )
    return {
        "dictionaries": b"<<" * count,
        "lists": b"[" * count,
        "dictionaries in lists": b"[<</A" * count,
        "brackets": b"(" * count,
        "a number without end": b"9" * (3 * count),
        "a name without end": b"/" + b"A" * (3 * count),
        "digits without end": b"<" + b"0" * (3 * count),
        "white space without end": b"/ByteRange[0 " + b" " * (3 * count),
        "a table of a thousand million": b"xref\n0 999999999\n" + b"0000000000 65535 f \n" * 99,
        "an object of number 10^18": b"1000000000000000000 0 obj\n<<>>\nendobj\n",
        "a page tree that is its own parent": pages,
        "a table before itself": b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n",
        "two tables, each before the other": b"xref\n0 0\ntrailer\n<</Prev 60>>\nstartxref\n9\n%%EOF\nxref\n0 0\ntrailer\n<</Prev 9>>\nstartxref\n60\n%%EOF\n",
        "a length that is itself": b"5 0 obj\n<</Length 5 0 R>>\nstream\nx\nendstream\nendobj\n",
        "an object stream in itself": b"7 0 obj\n%s\nendobj\n" % packed(b"7 0 8 4 <</Type/ObjStm/Extends 7 0 R>>", b"/Type/ObjStm/N 2/First 8/Extends 7 0 R"),
        "object streams in object streams": b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, packed(b"%d 0 " % (n + 1), b"/Type/ObjStm/N 1/First 4/Extends %d 0 R" % (n + 1))) for n in range(1, 500)),
        "a name tree that loops": b"1 0 obj\n<</Kids[1 0 R 1 0 R]/Limits[(a)(z)]>>\nendobj\n",
        "outlines that loop": b"1 0 obj\n<</First 1 0 R/Next 1 0 R/Last 1 0 R>>\nendobj\n",
        "a hundred thousand objects": b"".join(b"%d 0 obj\n<<>>\nendobj\n" % n for n in range(1, count)),
        "negative numbers": b"xref\n-9 -9\ntrailer\n<</Size -1/Root -1 -1 R/Prev -1>>\nstartxref\n-1\n%%EOF\n",
    }  # fmt: skip


def bombs(megabytes: int) -> dict[str, bytes]:
    """Little that becomes much when it is unpacked."""
    zeros = zlib.compress(bytes(megabytes * 1_000_000), 9)
    thrice = zlib.compress(zlib.compress(zeros, 9), 9)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("zeros", bytes(50_000_000))
    generic = (
        b"\x97JB2\r\n\x1a\n\x01"
        + struct.pack(">I", 1)
        + struct.pack(">IBBIIIIIBH", 0, 0x30, 0, 1, 19, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0, 0)
    )
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF) + b"\x08\x06\0\0\0"
    image = b"/Type/XObject/Subtype/Image/Width 2147483647/Height 2147483647/ColorSpace/DeviceRGB/BitsPerComponent 8"
    return {
        "megabytes of zeros in a stream": stream(zeros, b"/Filter/FlateDecode"),
        "packed three times": stream(thrice, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"),
        "a thousand filters": stream(zeros, b"/Filter[" + b"/FlateDecode" * 1000 + b"]"),
        "run lengths": stream(b"\x81\0" * 100_000, b"/Filter/RunLengthDecode"),
        "lzw": stream(b"\x80\x0b\x60\x50" * 50_000, b"/Filter/LZWDecode/DecodeParms<</EarlyChange 0/Predictor 15/Columns 2147483647>>"),
        "a picture of 2^62 dots": stream(zeros[:100_000], image + b"/Filter/FlateDecode"),
        "jbig2 of 2^64 dots": stream(generic, image + b"/Filter/JBIG2Decode"),
        "jpeg 2000": stream(b"\xff\x4f\xff\x51\0\x2f\0\0" + b"\xff" * 40, b"/Filter/JPXDecode"),
        "jpeg": stream(b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03" + b"\xff" * 40, b"/Filter/DCTDecode"),
        "fax of 2^31 lines": stream(bytes(1000), b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 2147483647/Rows 2147483647>>"),
        "a font that is none": stream(b"\x01\x00\x04\x04" + b"\xff" * 4000, b"/Subtype/CIDFontType0C"),
        "an archive as attached file": stream(archive.getvalue(), b"/Type/EmbeddedFile/Subtype/application#2Fzip"),
        "a picture as attached file": stream(png, b"/Type/EmbeddedFile/Subtype/image#2Fpng"),
        "xml that grows": stream(b"<!DOCTYPE a [" + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 30)) + b"]><a>&e29;</a>", b"/Type/Metadata/Subtype/XML"),
        "a calculation that does not end": stream(b"{ 1 1 1000000 { dup } for }", b"/FunctionType 4"),
        "patterns in patterns": stream(b"/P1 scn 0 0 9 9 re f", b"/Type/Pattern/PatternType 1/Resources<</Pattern<</P1 1 0 R>>>>"),
    }  # fmt: skip


@attack(
    GROUP,
    "deep nests, loops, endless numbers and names: alone, behind a paper, or inside its signed bytes",
    "not_signed",
    "byte_range",
    "bytes_after",
    "changed",
    "truncated",
)
def nested(stage, random):
    for what, made in nests(stage.few(20_000, 200_000)).items():
        yield Try(b"%PDF-1.7\n" + made, what, ("byte_range" if b"/ByteRange" in made else "not_signed",))
        for paper in stage.shown(random):
            if b"/ByteRange" not in made:
                yield Try(paper.data + made, f"{what}, behind", ("bytes_after",))
                room = paper.start - paper.byte_range[1] - 200
                assert room < 0  # byte range and hole stand together: the nest is put over the page
                place, size = 2000, min(len(made), len(paper.document) // 2)
                yield Try(replaced(paper.data, place, place + size, made[:size]), f"{what}, inside", ("changed",))


@attack(
    GROUP,
    "bombs: streams, pictures, archives and fonts that unpack to gigabytes, attached, drawn or behind the end",
    "bytes_after",
    "not_signed",
    "too_large",
)
def exploding(stage, random):
    for what, made in bombs(stage.few(10, 200)).items():
        yield Try(b"%PDF-1.7\n1 0 obj\n" + made + b"\nendobj\n%%EOF\n", f"{what}, alone", ("not_signed",))
        for paper in stage.shown(random):
            size, root, page = pdf.last(paper.data, b"Size"), pdf.last(paper.data, b"Root"), pdf.page(paper.data)
            known = objects(paper.data)
            yield Try(
                revision(paper.data, {size: made, page: pdf.with_entry(known[page], b"/Thumb %d 0 R" % size)}),
                f"{what}, drawn",
                ("bytes_after", "too_large"),
            )
            listed = {
                size: made,
                size + 1: b"<</Type/Filespec/F(a)/EF<</F %d 0 R>>>>" % size,
                root: known[root].replace(b"/AF[", b"/AF[%d 0 R " % (size + 1)),
            }
            yield Try(revision(paper.data, listed), f"{what}, attached", ("bytes_after", "too_large"))


@attack(GROUP, "a bomb as the attached claim itself, under a stolen office key", "attachment")
def claims_that_explode(stage, random):
    for paper in stage.shown(random):
        for data in (
            bytes(1_300_000),
            b'{"a":"' + b"\\u0000" * 200_000 + b'"}',
            b"[[" * 300_000,
            b"9" * 1_300_000,
            b'{"claim":' * 100_000,
            b" " * 1_000_000 + paper.attachment,
        ):
            yield Try(stage.house.sign(paper.document, data), repr(data[:9]))


@attack(
    GROUP,
    "two formats in one file: a page of the web, an archive, a picture or a program before or behind a genuine paper",
    "not_pdf",
    "bytes_after",
    "hole",
    "changed",
)
def polyglots(stage, random):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("index.html", "genuine")
    html = b"<!doctype html><script>document.title='genuine'</script>"
    for paper in stage.shown(random):
        data = paper.data
        for what, other in {
            "a page of the web": html,
            "an archive": archive.getvalue(),
            "a picture": b"GIF89a\x01\0\x01\0\0\0\0;",
            "jpeg": b"\xff\xd8\xff\xfe\xff\xff",
            "a program": b"MZ\x90\0" + bytes(60),
            "a program for unix": b"#!/bin/sh\nexit 0\n",
            "another head": b"%PDF-1.3\n",
            "a kilobyte": b"\n" * 1000,
        }.items():
            head = (
                ("changed", "bytes_after", "byte_range", "hole", "truncated")
                if other.startswith(b"%PDF-")
                else ("not_pdf",)
            )
            yield Try(other + data, f"{what} before", head)
            yield Try(data + other, f"{what} behind", ("bytes_after",))
            yield Try(put(data, paper.end - 1, other), f"{what} in the hole", ("hole", "bytes_after"))
            over = other[:100].replace(b"/ByteRange", b"")
            yield Try(replaced(data, 9, 9 + len(over), over), f"{what} over the first comment", ("changed",))
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as made:
            made.writestr("paper.pdf", data)
        yield Try(stored.getvalue(), "the paper in an archive", ("not_pdf",))
        wrapped = (
            b"%PDF-1.7\n1 0 obj\n"
            + stream(data, b"/Type/EmbeddedFile")
            + b"\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF\n"
        )
        yield Try(wrapped, "the paper attached to another file", ("byte_range",))


@attack(
    GROUP,
    "two readings of one file: tables that lie, comments, byte ranges in texts, names written otherwise",
    "several_signatures",
    "not_signed",
    "byte_range",
    "changed",
    "bytes_after",
    "hole",
    "truncated",
)
def two_readings(stage, random):
    for paper in stage.shown(random):
        data, table = paper.data, pdf.table_at(paper.data)
        at, begin = b"startxref\n%d" % table, paper.byte_range[0]
        places = b"%d" % table
        for what, made, reason in (
            ("the table said elsewhere", data.replace(at, b"startxref\n%d" % (table - 1)), "changed"),
            ("an offset that lies", data[:table] + data[table:].replace(b"00000 n", b"00001 n", 1), "changed"),
            ("an object said free", data[:table] + data[table:].replace(b"00000 n", b"00000 f", 1), "changed"),
            ("its root another object", data.replace(b"/Root %d 0 R" % pdf.last(data, b"Root"), b"/Root %d 0 R" % (pdf.last(data, b"Root") - 1)), "changed"),
            ("the byte range in a comment", put(data, begin, b"%/ByteRange[0 1 2 3]\n"), "several_signatures"),
            ("the byte range in a text", put(data, begin, b"/T(/ByteRange[0 1 2 3])"), "several_signatures"),
            ("the byte range's name by numbers", data.replace(b"/ByteRange", b"/#42yteRange"), "not_signed"),
            ("the byte range in small letters", data.replace(b"/ByteRange", b"/byteRange"), "not_signed"),
            ("the byte range without space", data.replace(b"/ByteRange[0 ", b"/ByteRange[00"), "byte_range"),
            ("the byte range by a sign", data.replace(b"/ByteRange[0 ", b"/ByteRange[+"), "byte_range"),
            ("two heads", b"%PDF-1.7\n" + data, "changed"),
            ("a trailer before", put(data, 9, b"trailer\n<</Root 9 0 R>>\n"), "bytes_after"),
            ("a table before", put(data, 9, b"xref\n0 0\ntrailer\n<</Root 9 0 R>>\nstartxref\n9\n%%EOF\n"), "bytes_after"),
            ("its end in the middle", put(data, len(data) // 2, b"\n%%EOF\n"), "bytes_after"),
            ("the place of the table in signs", data.replace(places, b"x" * len(places)), "changed"),
        ):  # fmt: skip
            assert made != data, what
            yield Try(
                made,
                what,
                (reason, "bytes_after", "hole", "truncated")
                if reason == "changed" and len(made) != len(data)
                else (reason,),
            )


def measured(stage, file: Path, *, piped: bool) -> tuple[int, str, int]:
    """What the command line says of a file: exit status, reason, and the most memory that it took (MiB)."""
    trust = stage.folder / "trust.json"
    trust.write_text(stage.house.trust.as_json())
    command = [sys.executable, "-m", "qingbai.project.cli", "verify", "-" if piped else str(file), "--offline"]
    # Started by a small process: what a process took before it became another program would be counted too.
    between = [sys.executable, "-S", "-c", WAITING, *command, "--trust", str(trust), "--json"]
    with file.open("rb") as data:
        told = subprocess.run(between, stdin=data, capture_output=True, text=True, check=True)
    status, said, memory = json.loads(told.stdout)
    return status, json.loads(said)["verdicts"]["signed"]["code"], memory // 1024


WAITING = """
import json, os, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
print(json.dumps([done.returncode, done.stdout, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def half_a_gigabyte_refused(stage, *, piped: bool) -> str:
    paper, huge = (stage.folder / name for name in ("paper.pdf", "huge.pdf"))
    paper.write_bytes(stage.papers["written"].data)
    with huge.open("wb") as file:
        file.write(stage.papers["written"].data)
        file.truncate(HUGE)
    status, reason, memory = measured(stage, huge, piped=piped)
    huge.unlink()
    if stage.whole:
        _, genuine, usual = measured(stage, paper, piped=piped)
        assert genuine == "signed"
    else:
        usual = USUAL
    if memory > usual + 2 * LARGEST // 1024**2 + 8:
        return f"{memory} MiB, {usual} for a paper"
    return reason if status == 2 else ACCEPTED


@attack(GROUP, "a file of 500 MB on the command line, named and piped: refused early, memory flat", "too_large")
def half_a_gigabyte(stage, random):
    for piped in (False, True)[: stage.few(1, 2)]:
        yield Asked(lambda piped=piped: half_a_gigabyte_refused(stage, piped=piped), "piped" if piped else "named")
