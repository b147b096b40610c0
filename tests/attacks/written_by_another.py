"""Files that our own key signed and that stand in the log, but which are built otherwise than we build them.

Whoever has both could as well write a paper of our form. These show that a verifier and a viewer never read two papers out of one file.
"""

import re

from attacks import pdf
from attacks.after_signing import WHITE
from attacks.frame import Try, attack
from attacks.pdf import covering, objects, packed, put, replaced, stream, with_entry
from attacks.stage import signed_by, unsigned

GROUP = "Signed by our key, built by another"


def sealed(stage, data: bytes) -> bytes:
    """The file signed again by the office's key over whatever now stands in it."""
    data = covering(data)
    return signed_by(stage, data, *_hole(data))


def _hole(data: bytes) -> tuple[int, int]:
    start = data.index(b"/Contents<", data.rindex(b"/ByteRange")) + len(b"/Contents")
    return start, data.index(b">", start) + 1


def changed(stage, paper, change) -> bytes:
    """The paper with a changed document that is logged as it is, and signed."""
    document = change(paper.document)
    attachment = stage.house.attachment(paper.claim, document).as_bytes()
    whole = unsigned(paper.document, attachment, paper).data
    return sealed(stage, document + whole[len(paper.document) :])


def of_the_whole(paper) -> dict[str, bytes]:
    """The finished file built otherwise: everything up to the mark is what was logged."""
    data, size, root = paper.data, pdf.last(paper.data, b"Size"), pdf.last(paper.data, b"Root")
    table, known = pdf.table_at(data), objects(data)
    end = b"%%EOF\n"
    field, entry = pdf.field(data), int(re.search(rb"/Names\[\(qingbai.json\)(\d+)", known[root])[1])
    trailer = data.rindex(b"trailer\n<<") + len(b"trailer\n<<")
    rest = len(paper.document)
    at = data.index(b"endobj\n", rest) + len(b"endobj\n")
    return {
        "two tables of offsets": put(data, table, data[table : data.index(b"trailer", table)]),
        "a table that lies": data[: table + 30] + re.sub(rb"(\d{9})\d( 00000 n)", rb"\g<1>x\2".replace(b"x", b"0"), data[table + 30 :], count=2),
        "a place of the table that lies": data.replace(b"startxref\n%d" % table, b"startxref\n%d" % (table - 9)),
        "a table in a stream as well": replaced(data, trailer, trailer, b"/XRefStm %d" % at),
        "a comment between": put(data, at, b"%comment\n"),
        "a comment at the end": data[: -len(end)] + b"%comment\n" + end,
        "an object more": put(data, at, b"%d 0 obj\n<<>>\nendobj\n" % size),
        "an object's number twice": put(data, at, b"%d 0 obj\n<<>>\nendobj\n" % root),
        "the trailer says encrypted": replaced(data, trailer, trailer, b"/Encrypt %d 0 R" % root),
        "the trailer has an entry twice": replaced(data, trailer, trailer, b"/Root 9 0 R"),
        "the trailer has one more": replaced(data, trailer, trailer, b"/Odd 1"),
        "an end more": data + end,
        "lines end otherwise": data.replace(b"\nendobj\n", b"\r\nendobj\n", 1) if data.index(b"\nendobj\n") > rest else data[:rest] + data[rest:].replace(b"\nendobj\n", b"\r\nendobj\n", 1),
        "a script in the catalog": data.replace(known[root], with_entry(known[root], b"/OpenAction<</S/JavaScript/JS(1)>>")),
        "a field with a picture": data.replace(known[field], with_entry(known[field], b"/AP<</N 9 0 R>>")),
        "the field named otherwise": data.replace(b"/T(Signature)", b"/T(Signatur2)"),
        "the file's entry named otherwise": data.replace(known[entry], known[entry].replace(b"qingbai.json", b"qingbai.jsin", 1)),
        "the claim in capitals": data[:rest] + re.sub(rb"stream\n[0-9a-f]+", lambda match: b"stream\n" + match[0][7:].upper(), data[rest:], count=1),
        "the claim with a line between": data[:rest] + data[rest:].replace(b"stream\n", b"stream\n\n", 1),
        "another length of the claim": data[:rest] + re.sub(rb"/Params<</Size \d", b"/Params<</Size 9", data[rest:], count=1),
        "not certified": re.sub(rb"/Perms<<[^>]*>>", b"", data),
        "certified for filling in": data.replace(b"/P 1/V/1.2", b"/P 2/V/1.2"),
        "certified for annotations": data.replace(b"/P 1/V/1.2", b"/P 3/V/1.2"),
        "another filter": data.replace(b"/Adobe.PPKLite", b"/Adobe.PPKLyte"),
        "a reason for signing": data.replace(b"/Reference[", b"/Reason(none)/Reference["),
        "another name of the signer": re.sub(rb"/Name<feff....", b"/Name<feff0041", data),
        "a second time of signing": re.sub(rb"/M\(D:", b"/M(D:19990101000000Z)/M(D:", data),
        "another time of signing than attached": re.sub(rb"/M\(D:(\d{12})\d\d", rb"/M(D:\g<1>59", data),
    }  # fmt: skip


@attack(GROUP, "tables, trailer, catalog, field or signature written otherwise", "other_form")
def whole(stage, random):
    for paper in stage.shown(random):
        for what, data in of_the_whole(paper).items():
            assert data != paper.data, what
            yield Try(sealed(stage, data), what, everywhere=False)


@attack(GROUP, "white space in the byte range, the hole larger or its filling not zero", "other_form", "hole")
def around_the_hole(stage, random):
    for paper in stage.shown(random):
        data = paper.data
        for spaces in (b" [", b"[ "):
            yield Try(
                sealed_with(stage, data.replace(b"/ByteRange[", b"/ByteRange" + spaces)),
                reasons=("other_form",),
                everywhere=False,
            )
        for room in (2, 64, 20_000):
            yield Try(
                sealed(stage, put(data, paper.end - 1, b"0" * room)),
                f"{room} digits more",
                ("other_form",),
                everywhere=False,
            )
        filled = sealed(stage, data)
        yield Try(
            replaced(filled, paper.end - 2, paper.end - 1, b"1"),
            "a one at its end",
            ("other_form", "hole"),
            everywhere=False,
        )


def sealed_with(stage, data: bytes) -> bytes:
    """As ``sealed``, for a byte range with white space of its own: its numbers are put right where they stand."""
    match = re.search(rb"(/ByteRange ?\[ ?)(\d+ +\d+ +\d+ +\d+ *)\]", data)
    start, end = _hole(data)
    numbers = (b"0 %-10d %-10d %-10d" % (start, end, len(data) - end)).ljust(len(match[2]))
    data = replaced(data, match.start(2), match.end(2), numbers)
    return signed_by(stage, data, start, end)


def of_the_document(paper):
    """The typeset document or page built otherwise; each is logged as it stands."""
    document = paper.document
    first = re.search(rb"\d+ 0 obj\n", document)
    some = document.index(b"endobj\n", len(document) // 2) + len(b"endobj\n")
    yield "a comment between two objects", lambda data: put(data, some, b"%comment\n")
    yield "bytes between two objects", lambda data: put(data, some, b"\n\n")
    yield "a comment before the first", lambda data: put(data, first.start(), b"%comment\n")
    yield "an object that acts", lambda data: put(data, some, b"999 0 obj\n<</S/JavaScript/JS(1)>>\nendobj\n")
    yield "an object's number twice", lambda data: put(data, some, first[0] + b"<<>>\nendobj\n")
    yield "a stream longer than it says", lambda data: data.replace(b"\nendstream", b"x\nendstream", 1)
    yield (
        "an object packed in another",
        lambda data: put(
            data, some, b"999 0 obj\n%s\nendobj\n" % packed(b"3 0 <</Type/Page>>", b"/Type/ObjStm/N 1/First 4")
        ),
    )
    yield "a page of its own", lambda data: put(data, some, b"999 0 obj\n<</Type/Page/MediaBox[0 0 9 9]>>\nendobj\n")
    yield "white over the page", lambda data: put(data, some, b"999 0 obj\n%s\nendobj\n" % stream(WHITE))


@attack(GROUP, "a page written directly, with comments, gaps or objects that belong to no page", "other_form")
def page(stage, random):
    paper = stage.papers["written"]
    for what, change in of_the_document(paper):
        yield Try(changed(stage, paper, change), what, everywhere=False)


def _typeset(paper):
    document = paper.document
    table, size = pdf.table_at(document), pdf.last(document, b"Size")
    root, page_number = pdf.last(document, b"Root"), int(re.search(rb"(\d+) 0 obj\n<</Type/Page/", document)[1])
    yield "two ends", lambda data: data + b"startxref\n0\n%%EOF\n"
    yield (
        "a table that lies about its size",
        lambda data: data.replace(b"xref\n0 %d" % size, b"xref\n0 %d" % (size - 1)),
    )
    yield "a table with a line more", lambda data: data.replace(b"trailer", b"0000000009 00000 n \ntrailer")
    yield "a table of letters", lambda data: replaced(data, table + 30, table + 31, b"x")
    yield (
        "a place of the table that lies",
        lambda data: data.replace(b"startxref\n%d" % table, b"startxref\n%d" % (table + 1)),
    )
    yield (
        "a place of the table beyond all",
        lambda data: data.replace(b"startxref\n%d" % table, b"startxref\n%d" % (10**9)),
    )
    yield "a trailer with an entry more", lambda data: data.replace(b"trailer\n<<", b"trailer\n<</Encrypt 9 0 R")
    yield "a catalog elsewhere", lambda data: data.replace(b"/Root %d 0 R" % root, b"/Root %d 0 R" % (root - 1))
    yield "a catalog that is not there", lambda data: data.replace(b"/Root %d 0 R" % root, b"/Root 99999 0 R")
    yield "a page that acts", lambda data: data.replace(b"<</Type/Page/", b"<</Type/Page/Annots[9 0 R]/", 1)
    yield "a catalog that acts", lambda data: data.replace(b"<</Type/Catalog/", b"<</Type/Catalog/OpenAction 9 0 R/", 1)
    yield (
        "a list of pages that loops",
        lambda data: re.sub(rb"/Kids\[\d+", lambda match: b"/Kids[" + b"1" * (len(match[0]) - 6), data, count=1),
    )
    yield "a list of pages that lies", lambda data: data.replace(b"/Type/Pages/Count ", b"/Type/Pages/Count 9", 1)
    yield "another version", lambda data: data.replace(b"%PDF-1.7", b"%PDF-2.0")
    assert page_number


@attack(GROUP, "a typeset document, its tables, trailer, catalog or pages built otherwise", "other_form")
def typeset(stage, random):
    for form in ("typeset", "letter"):
        for what, change in _typeset(stage.papers[form]):
            assert change(stage.papers[form].document) != stage.papers[form].document, what
            yield Try(changed(stage, stage.papers[form], change), what, everywhere=False)
