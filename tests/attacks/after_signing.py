"""What is done to a PDF after it was signed: revisions, shadows, wrapping, torn signatures (PDF Insecurity, RUB 2019 to 2021)."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from asn1crypto import cms as asn1_cms
from cryptography import x509
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import fields, signers

from attacks import pdf
from attacks.frame import Try, attack
from attacks.pdf import covering, in_range, objects, packed, put, replaced, revision, stream, with_entry
from attacks.stage import Paper
from qingbai.certificates.trust import Trust

GROUP = "After signing"
WHITE = b"q 1 1 1 rg 60 400 480 200 re f Q BT /F1 20 Tf 100 500 Td (Nobody Else) Tj ET"
PUBLISHED = Path(__file__).parents[2].parent / "shared" / "data" / "pdf_attacks"


# ---- revisions


def harmless(data: bytes) -> dict[str, bytes]:
    """Revisions that look like nothing, and are what tools do every day."""
    size, page, root = pdf.last(data, b"Size"), pdf.page(data), pdf.last(data, b"Root")
    known = objects(data)
    note = b"<</Type/Annot/Subtype/%s/Rect[100 100 300 200]/Contents(Checked)/F 4>>"
    annotated = known[page].replace(b"/Annots[", b"/Annots[%d 0 R " % size)
    made = {
        "nothing": revision(data, {}),
        "a new date of change": revision(data, {pdf.last(data, b"Info"): b"<</ModDate(D:20260401000000Z)>>"}),
        "another title": revision(data, {pdf.last(data, b"Info"): b"<</Title(Certificate)>>"}),
        "other metadata": revision(
            data,
            {
                size: stream(b"<x/>", b"/Type/Metadata/Subtype/XML"),
                root: re.sub(rb"/Metadata \d+", b"/Metadata %d" % size, known[root]),
            },
        ),
        "opened at another size": revision(data, {root: with_entry(known[root], b"/OpenAction[%d 0 R/Fit]" % page)}),
        "the same page again": revision(data, {page: known[page]}),
        "revocation data for later years": revision(
            data, {size: b"<</Certs[]/OCSPs[]/CRLs[]>>", root: with_entry(known[root], b"/DSS %d 0 R" % size)}
        ),
        "a document time-stamp": revision(
            data, {size: b"<</Type/DocTimeStamp/SubFilter/ETSI.RFC3161/ByteRange[0 9 9 9]/Contents<00>>>"}
        ),
        "one line more at its end": data + b"\n",
        "a second end": data + b"%%EOF\n",
        "a comment after its end": data + b"%scanned for viruses\n",
        "zeros, as a block device pads": data + bytes(512),
    }
    for kind in (
        b"Text",
        b"Highlight",
        b"Stamp",
        b"FreeText",
        b"Ink",
        b"Redact",
        b"Link",
        b"Popup",
        b"Square",
        b"Watermark",
        b"FileAttachment",
    ):
        made[f"an annotation: {kind.decode()}"] = revision(data, {size: note % kind, page: annotated})
    return made


def telling(data: bytes) -> dict[str, bytes]:
    """Revisions that change what is seen, said or done."""
    size, page, root = pdf.last(data, b"Size"), pdf.page(data), pdf.last(data, b"Root")
    known = objects(data)
    drawn = {size: stream(WHITE)}
    contents = int(re.search(rb"/Contents (\d+)", known[page])[1])
    tree = int(re.search(rb"/Pages (\d+)", known[root])[1])
    entry = int(re.search(rb"/Names\[\(qingbai.json\)(\d+)", known[root])[1])
    kept, field = int(re.search(rb"/EF<</F (\d+)", known[entry])[1]), pdf.field(data)
    other = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % size, known[page])
    return {
        "another page's content": revision(data, {contents: stream(WHITE)}),
        "the page with other content": revision(data, {**drawn, page: other}),
        "content over the content": revision(data, {**drawn, page: re.sub(rb"/Contents (\d+) 0 R", b"/Contents[\\1 0 R %d 0 R]" % size, known[page])}),
        "the page turned": revision(data, {page: with_entry(known[page], b"/Rotate 180")}),
        "the page cropped": revision(data, {page: with_entry(known[page], b"/CropBox[0 0 9 9]")}),
        "the page's unit": revision(data, {page: with_entry(known[page], b"/UserUnit 9")}),
        "other resources": revision(data, {page: re.sub(rb"/Resources \d+ 0 R", b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>", known[page])}),
        "another page in its place": revision(data, {**drawn, size + 1: other, tree: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (size + 1)}),
        "one page more": revision(data, {**drawn, size + 1: other, tree: b"<</Type/Pages/Count 2/Kids[%d 0 R %d 0 R]>>" % (page, size + 1)}),
        "no page": revision(data, {tree: b"<</Type/Pages/Count 0/Kids[]>>"}),
        "another catalog": revision(data, {**drawn, size + 1: b"<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Parent %d 0 R>>" % (size, size + 2), size + 2: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (size + 1), size + 3: b"<</Type/Catalog/Pages %d 0 R>>" % (size + 2)}, root=size + 3),
        "a layer that hides": revision(data, {size: b"<</Type/OCG/Name(a)>>", root: with_entry(known[root], b"/OCProperties<</OCGs[%d 0 R]/D<</OFF[%d 0 R]>>>>" % (size, size))}),
        "a script": revision(data, {root: with_entry(known[root], b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")}),
        "a script on the page": revision(data, {page: with_entry(known[page], b"/AA<</O<</S/JavaScript/JS(1)>>>>")}),
        "a form of another kind": revision(data, {size: stream(b"<xdp/>"), root: known[root].replace(b"/AcroForm<<", b"/AcroForm<</XFA %d 0 R/NeedAppearances true" % size)}),
        "another attached claim": revision(data, {kept: stream(b"{}", b"/Type/EmbeddedFile")}),
        "no attached claim": revision(data, {root: re.sub(rb"/Names<<.*", b">>", known[root])}),
        "a signature that is not certified": revision(data, {root: re.sub(rb"/Perms<<[^>]*>>", b"", known[root])}),
        "no signature": revision(data, {root: re.sub(rb"/AcroForm<<[^>]*>>", b"", known[root])}),
        "the field without its signature": revision(data, {field: re.sub(rb"/V \d+ 0 R", b"", known[field])}),
        "the field's signature taken away": revision(data, {}, freed=[int(re.search(rb"/V (\d+)", known[field])[1])]),
        "the field seen over the page": revision(data, {size: stream(WHITE, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"), field: re.sub(rb"/Rect\[[^]]*\]", b"/Rect[0 0 595 842]/AP<</N %d 0 R>>" % size, known[field])}),
        "encryption": revision(data, {size: b"<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>"}, extra=b"/Encrypt %d 0 R" % size),
    }  # fmt: skip


def odd(data: bytes) -> dict[str, bytes]:
    """Revisions without the parts that a revision has, which lenient readers repair (incremental saving attacks)."""
    made = b"%d 0 obj\n%s\nendobj\n" % (
        pdf.page(data),
        objects(data)[pdf.page(data)].replace(b"/Rotate 0", b"")[:-2] + b"/Rotate 90>>",
    )
    whole = telling(data)["the page turned"][len(data) :]
    table, trailer = whole.index(b"xref\n"), whole.index(b"trailer")
    return {
        "objects alone": data + made,
        "no table": data + whole[:table] + whole[trailer:],
        "no trailer": data + whole[: whole.index(b"trailer")],
        "no place of the table": data + whole[: whole.index(b"startxref")],
        "no end": data + whole.replace(b"%%EOF\n", b""),
        "a trailer alone": data + whole[trailer:],
        "a place of the table alone": data + b"startxref\n%d\n%%%%EOF\n" % (len(data) - 9),
        "a comment before it": data + b"%%EOF\n%%EOF\n" + whole,
        "its table in a stream": data + made + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (pdf.last(data, b"Size"), packed(bytes(40), b"/Type/XRef/W[1 4 2]/Size 8/Root %d 0 R/Prev %d" % (pdf.last(data, b"Root"), pdf.table_at(data))), len(data) + len(made)),
        "its objects in a stream": data + b"%d 0 obj\n%s\nendobj\n" % (pdf.last(data, b"Size"), packed(b"3 0 <</Type/Page>>", b"/Type/ObjStm/N 1/First 4")) + whole[trailer:],
        "both kinds of tables": revision(data, {}, extra=b"/XRefStm 9"),
    }  # fmt: skip


@attack(GROUP, "a revision that looks harmless", "bytes_after", "several_signatures")
def looks_harmless(stage, random):
    for paper in stage.shown(random):
        for what, data in harmless(paper.data).items():
            yield Try(data, what, ("several_signatures",) if "time-stamp" in what else ("bytes_after",))


@attack(GROUP, "a revision that changes what is seen, said or done", "bytes_after")
def changes_what_is_seen(stage, random):
    for paper in stage.shown(random):
        for what, data in telling(paper.data).items():
            yield Try(data, what)


@attack(GROUP, "a revision without table, trailer or end, as lenient readers repair it", "bytes_after")
def lenient(stage, random):
    for paper in stage.shown(random):
        for what, data in odd(paper.data).items():
            yield Try(data, what)


@attack(GROUP, "a revision, and the byte range stretched over it", "changed")
def stretched(stage, random):
    for paper in stage.shown(random):
        for what, data in {**harmless(paper.data), **telling(paper.data), **odd(paper.data)}.items():
            if data.count(b"/ByteRange") == 1:
                yield Try(covering(data), what)


@attack(GROUP, "a revision hidden in a hole that was made larger", "hole")
def in_the_hole(stage, random):
    for paper in stage.shown(random):
        for what, data in telling(paper.data).items():
            more = data[len(paper.data) :]
            yield Try(in_range(data, paper.start, len(paper.data)), f"{what}, the hole up to it", ("hole", "truncated"))
            swallowed = put(paper.data, paper.end - 1, more)
            yield Try(in_range(swallowed, paper.start, paper.end + len(more)), f"{what}, inside the digits")
        spread = re.sub(rb"(..)", rb"\1 ", paper.data[paper.start + 1 : paper.end - 1])
        yield Try(covering(replaced(paper.data, paper.start + 1, paper.end - 1, spread)), "digits with spaces between")


def by_pyhanko(house, data: bytes, name: str) -> bytes:
    folder = house.ring.folder
    signer = signers.SimpleSigner.load(folder / "office-100101-hy.key", folder / "office-100101-hy.pem")
    signer.cert_registry.register(load_cert_from_pemder(folder / "issuing.pem"))
    out = io.BytesIO()
    fields_of = signers.PdfSignatureMetadata(field_name=name)
    with ThreadPoolExecutor(1) as beside:  # the library has a loop of its own, which the browser's would forbid
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        beside.submit(signers.sign_pdf, writer, fields_of, signer, output=out).result()
    return out.getvalue()


@attack(GROUP, "a page or an annotation added by a common library", "bytes_after")
def by_a_library(stage, random):
    for paper in stage.shown(random):
        for page in (True, False):
            writer = IncrementalPdfFileWriter(io.BytesIO(paper.data))
            drawn = writer.add_object(generic.StreamObject(stream_data=WHITE))
            if page:
                box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
                writer.insert_page(PageObject(contents=drawn, media_box=box))
            else:
                writer.root["/PageMode"] = generic.NameObject("/UseOutlines")
                writer.update_root()
            out = io.BytesIO()
            writer.write(out)
            yield Try(out.getvalue(), "a page" if page else "how it opens")


@attack(GROUP, "signed a second time, or by several", "several_signatures", "changed")
def signed_again(stage, random):
    for paper in stage.shown(random):
        update = paper.data[len(paper.document) :]
        yield Try(paper.data + update, "the same signature again")
        yield Try(
            paper.data + stage.others[paper.form].data[len(stage.others[paper.form].document) :], "another's signature"
        )
    typeset = stage.papers["typeset"].document
    for one, two in ((stage.house, stage.stranger), (stage.stranger, stage.house), (stage.house, stage.house)):
        yield Try(by_pyhanko(two, by_pyhanko(one, typeset, "One"), "Two"), "two signatures by a library")


@attack(GROUP, "signed with our own key by another program", "other_signature")
def by_another_program(stage, random):
    for paper in stage.shown(random, "typeset", "letter"):
        yield Try(by_pyhanko(stage.house, paper.document, "Signature"))


# ---- shadow attacks: made before signing, by one who has the office's key, and turned after it


def shadowed(stage, paper: Paper, hidden: bytes) -> tuple[Paper, int]:
    """A document with an object more that nobody sees, signed and logged; and the object's number."""
    size = pdf.last(paper.document, b"Size")
    table = pdf.table_at(paper.document)
    more = b"%d 0 obj\n%s\nendobj\n" % (size, hidden)
    entries = paper.document[table:].replace(b"xref\n0 %d\n" % size, b"xref\n0 %d\n" % (size + 1))
    entries = entries.replace(b"trailer", b"%010d 00000 n \ntrailer" % table).replace(
        b"/Size %d" % size, b"/Size %d" % (size + 1)
    )
    document = (
        paper.document[:table]
        + more
        + entries.replace(b"startxref\n%d" % table, b"startxref\n%d" % (table + len(more)))
    )
    attachment = stage.house.attachment(paper.claim, document).as_bytes()
    return Paper(paper.form, paper.claim, document, attachment, stage.house.sign(document, attachment)), size


@attack(
    GROUP, "shadow: hidden or replaced content prepared before signing, shown by a revision after it", "bytes_after"
)
def shadow(stage, random):
    for form in ("typeset", "letter"):
        for hidden in (
            packed(WHITE),
            b"<</Type/Page/MediaBox[0 0 595 842]>>",
            packed(b"0", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        ):
            paper, number = shadowed(stage, stage.papers[form], hidden)
            assert Try(paper.data).answer(stage) == "accepted", "the shadow itself should be signed and logged"
            page, known = pdf.page(paper.data), objects(paper.data)
            shown = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % number, known[page])
            yield Try(revision(paper.data, {page: shown}), "hide and replace: another object is the page's content")
            yield Try(revision(paper.data, {number: stream(WHITE)}), "replace: the hidden object")
            yield Try(revision(paper.data, {}, freed=[number]), "hide: the object above is taken away")
            yield Try(
                paper.data
                + b"xref\n0 0\ntrailer\n<</Size 9/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
                % (number, pdf.table_at(paper.data), len(paper.data)),
                "a trailer that turns to it",
            )


@attack(GROUP, "shadow: the hidden content changed places with the seen in the signed bytes", "changed")
def shadow_in_place(stage, random):
    for form in ("typeset", "letter"):
        paper, number = shadowed(stage, stage.papers[form], packed(WHITE))
        seen = int(re.search(rb"/Contents (\d+)", objects(paper.data)[pdf.page(paper.data)])[1])
        first = (
            paper.document.index(b"0000000000 65535 f \n")
            if b"0000000000 65535 f \n" in paper.document
            else pdf.table_at(paper.document) + len(b"xref\n0 %d\n" % pdf.last(paper.document, b"Size"))
        )
        one, two = (first + 20 * each for each in (seen, number))
        rows = [paper.data[at : at + 20] for at in (one, two)]
        yield Try(
            replaced(replaced(paper.data, one, one + 20, rows[1]), two, two + 20, rows[0]), "in the table of offsets"
        )
        for old, new in ((b"%d 0 obj" % number, b"%d 1 obj" % number), (b"%d 0 obj" % seen, b"%d 1 obj" % seen)):
            yield Try(paper.data.replace(b"\n" + old, b"\n" + new, 1), "by generations")


# ---- wrapping: the signed bytes moved aside for others


@attack(
    GROUP,
    "wrapping: a second byte range, and the signed bytes moved behind what the attacker wrote",
    "several_signatures",
    "hole",
    "byte_range",
)
def wrapped(stage, random):
    for paper in stage.shown(random):
        data, evil = paper.data, b"1 0 obj\n<</Type/Catalog>>\nendobj\n"
        for padding in (b"", bytes(300), b" " * 300, b">" + b"\n" * 50, b"\nendobj\n"):
            inner = padding + evil
            moved = put(data, paper.end, inner)
            yield Try(in_range(moved, paper.start, paper.end + len(inner)), "the second part moved", ("hole",))
            second = b"/ByteRange[0 %d %d %d]" % (paper.start, paper.end + len(inner) + 60, len(data) - paper.end)
            yield Try(put(moved, paper.byte_range[0], second), "a second byte range before", ("several_signatures",))
            yield Try(put(moved, paper.end, second), "a second byte range behind", ("several_signatures",))
            yield Try(put(data, paper.end - 1, inner), "in the zeros of the hole", ("hole", "bytes_after"))
            yield Try(
                in_range(put(data, paper.end - 1, inner), paper.start, paper.end + len(inner)),
                "in the zeros, counted",
                ("hole",),
            )
        zeros = len(data[paper.start : paper.end - 1]) - len(data[paper.start : paper.end - 1].rstrip(b"0"))
        if zeros > 4:
            yield Try(replaced(data, paper.end - 4, paper.end - 1, b"/A "), "over the zeros of the hole", ("hole",))
        yield Try(in_range(data, paper.end, paper.start), "turned round", ("byte_range",))


@attack(
    GROUP,
    "wrapping: the signature dictionary copied into the attacker's document",
    "changed",
    "several_signatures",
    "truncated",
    "bytes_after",
    "hole",
)
def transplanted(stage, random):
    for paper in stage.shown(random):
        own = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n"
        dictionary = objects(paper.data)[int(re.search(rb"/DocMDP (\d+)", paper.data)[1])]
        alien = (
            own
            + b"9 0 obj\n%s\nendobj\ntrailer\n<</Root 1 0 R/Size 10/Info 1 0 R>>\nstartxref\n0\n%%%%EOF\n" % dictionary
        )
        yield Try(covering(alien), "in a document of the attacker's", ("changed",))
        yield Try(alien, "with its own numbers", ("truncated",))
        yield Try(revision(alien, {}) + paper.data, "the whole paper behind", ("several_signatures",))


# ---- universal forgery: the signature itself torn


SPOILT_CONTENTS = {
    "no contents": b"",
    "contents without a value": b"/Contents",
    "null": b"/Contents null",
    "nothing": b"/Contents<>",
    "a zero": b"/Contents<00>",
    "no digits": b"/Contents<zz>",
    "a text": b"/Contents()",
    "a text of zeros": b"/Contents(\\000\\000)",
    "a number": b"/Contents 0",
    "true": b"/Contents true",
    "another object": b"/Contents 8 0 R",
    "a list": b"/Contents[<00>]",
    "an odd digit": b"/Contents<308>",
    "a length without end": b"/Contents<3080>",
    "a length beyond its end": b"/Contents<3084ffffffff>",
}
SPOILT_RANGES = {
    b"": "not_signed",
    b"/ByteRange": "byte_range",
    b"/ByteRange null": "byte_range",
    b"/ByteRange[]": "byte_range",
    b"/ByteRange[0]": "byte_range",
    b"/ByteRange[0 0 0 0]": "byte_range",
    b"/ByteRange[0 1 2]": "byte_range",
    b"/ByteRange[0 -1 -1 0]": "byte_range",
    b"/ByteRange[-1 9 20 9]": "byte_range",
    b"/ByteRange[0 9.0 20.0 9.0]": "byte_range",
    b"/ByteRange[0 20 9 9]": "byte_range",
    b"/ByteRange[a b c d]": "byte_range",
    b"/ByteRange[1 9 20 9]": "byte_range",
    b"/ByteRange[0 9 20 99999999999]": "byte_range",
    b"/ByteRange[0 9 20 9999999999]": "truncated",
    b"/ByteRange[0 9999999998 9999999999 9]": "truncated",
    b"/ByteRange[0 0 1 9]": "bytes_after",
    b"/ByteRange[(0) (9) (20) (9)]": "byte_range",
    b"/ByteRange 8 0 R": "byte_range",
    b"/ByteRange<</A 1>>": "byte_range",
    b"/ByteRange[0 9 20 9 30 9]": "byte_range",
    b"/ByteRange[0x0 9 20 9]": "byte_range",
    b"/ByteRange[0\t9\t20\t9]": "byte_range",
    b"/Byte#52ange[0 9 20 9]": "not_signed",
    b"/byterange[0 9 20 9]": "not_signed",
    b"/ByteRange[0 9 20 9]/ByteRange[0 9 20 9]": "several_signatures",
}


@attack(GROUP, "universal forgery: contents torn, empty or of another kind", "truncated", "hole")
def without_contents(stage, random):
    for paper in stage.shown(random):
        start = paper.start - len(b"/Contents")
        for what, text in SPOILT_CONTENTS.items():
            torn = replaced(paper.data, start, paper.end, text)
            yield Try(torn, what, ("truncated",))
            counted = in_range(torn, start + len(b"/Contents"), start + max(len(text), len(b"/Contents") + 1))
            yield Try(counted, f"{what}, counted", ("hole",))
            yield Try(
                replaced(paper.data, start, paper.end, text.ljust(paper.end - start)),
                f"{what}, the length kept",
                ("hole",),
            )
        for filled in (b"0", b"f", b"3"):
            yield Try(
                replaced(paper.data, paper.start + 1, paper.end - 1, filled * (paper.end - paper.start - 2)),
                f"all {filled}",
                ("hole",),
            )


@attack(
    GROUP,
    "universal forgery: byte range torn, empty or lying",
    "not_signed",
    "byte_range",
    "truncated",
    "bytes_after",
    "several_signatures",
)
def without_range(stage, random):
    for paper in stage.shown(random):
        for text, reason in SPOILT_RANGES.items():
            yield Try(replaced(paper.data, *paper.byte_range, text), text.decode(), (reason,))
            kept = text.ljust(paper.byte_range[1] - paper.byte_range[0])
            yield Try(replaced(paper.data, *paper.byte_range, kept), f"{text.decode()}, the length kept", (reason,))


@attack(GROUP, "universal forgery: another kind of signature, filter or reference said", "changed", "not_signed")
def of_another_kind(stage, random):
    for paper in stage.shown(random):
        for old, new in (
            (b"/Type/Sig/", b"/Type/Sog/"),
            (b"/Adobe.PPKLite", b"/Adobe.PPKLyte"),
            (b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 "),
            (b"/ETSI.CAdES.detached", b"/adbe.pkcs7.sha1    "),
            (b"/TransformMethod/DocMDP", b"/TransformMethod/FieldM"),
            (b"/P 1/V/1.2", b"/P 3/V/1.2"),
            (b"/P 1/V/1.2", b"/P 2/V/1.2"),
            (b"/Perms<</DocMDP", b"/Perms<</UR3   "),
            (b"/SigFlags 3", b"/SigFlags 0"),
            (b"/FT/Sig", b"/FT/Btn"),
            (b"/Reference[", b"/Refferenc["),
        ):
            assert paper.data.count(old) == 1, old
            assert len(old) == len(new)
            yield Try(paper.data.replace(old, new), f"{old.decode()} to {new.decode()}", ("changed",))
        yield Try(paper.data.replace(b"/ByteRange", b"/ByteRang#"), reasons=("not_signed",))


# ---- certification attacks: what a certified document might allow, and ours does not


@attack(GROUP, "certification: an evil annotation over the name, the certification left as it is", "bytes_after")
def evil_annotation(stage, random):
    for paper in stage.shown(random):
        data = paper.data
        size, page = pdf.last(data, b"Size"), pdf.page(data)
        annotated = objects(data)[page].replace(b"/Annots[", b"/Annots[%d 0 R " % size)
        for kind in (b"FreeText", b"Stamp", b"Redact", b"Square", b"Widget", b"Ink"):
            over = (
                b"<</Type/Annot/Subtype/%s/Rect[60 400 540 600]/F 196/C[1 1 1]/IC[1 1 1]/AP<</N %d 0 R>>/DA(/F 9 Tf)>>"
                % (kind, size + 1)
            )
            shown = stream(WHITE, b"/Type/XObject/Subtype/Form/BBox[0 0 480 200]")
            yield Try(revision(data, {size: over, size + 1: shown, page: annotated}), kind.decode())


@attack(GROUP, "certification: a sneaky signature, its picture over the page", "several_signatures", "bytes_after")
def sneaky_signature(stage, random):
    for paper in stage.shown(random):
        data = paper.data
        size, page, root = pdf.last(data, b"Size"), pdf.page(data), pdf.last(data, b"Root")
        known = objects(data)
        field = (
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Sneaky)/Rect[0 0 595 842]/F 4/P %d 0 R/V %d 0 R/AP<</N %d 0 R>>>>"
            % (page, size + 1, size + 2)
        )
        value = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached%s/Contents<00>>>"
        shown = stream(WHITE, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
        changed = {
            size: field,
            size + 2: shown,
            page: known[page].replace(b"/Annots[", b"/Annots[%d 0 R " % size),
            root: known[root].replace(b"/Fields[", b"/Fields[%d 0 R " % size),
        }
        yield Try(
            revision(data, {**changed, size + 1: value % b"/ByteRange[0 9 9 9]"}), "signed", ("several_signatures",)
        )
        yield Try(revision(data, {**changed, size + 1: value % b""}), "not yet signed", ("bytes_after",))
        yield Try(
            revision(data, {number: text for number, text in changed.items() if number != size + 1}),
            "an empty field",
            ("bytes_after",),
        )
    if stage.whole:
        typeset = stage.papers["typeset"]
        out = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(typeset.data))
        fields.append_signature_field(writer, fields.SigFieldSpec("Sneaky", box=(0, 0, 595, 842)))
        writer.write(out)
        yield Try(out.getvalue(), "a field by a common library", ("bytes_after",))


# ---- saved again


@attack(
    GROUP,
    "saved again by another program, in clear, packed, encrypted or for the web",
    "truncated",
    "bytes_after",
    "byte_range",
    "hole",
    "not_signed",
    "changed",
    "not_pdf",
)
def saved_again(stage, random):
    import pikepdf

    for paper in stage.shown(random):
        with pikepdf.open(io.BytesIO(paper.data)) as opened:
            ways = {
                "in clear": {"qdf": True},
                "packed": {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "compress_streams": True},
                "for the web": {"linearize": True},
                "encrypted, no password": {"encryption": pikepdf.Encryption(owner="o", user="", R=6)},
                "encrypted": {"encryption": pikepdf.Encryption(owner="o", user="u", R=4)},
            }
            for what, how in ways.items():
                out = io.BytesIO()
                opened.save(out, **how)
                yield Try(out.getvalue(), what)


# ---- published


REASONS = {
    "isa": ("bytes_after", "several_signatures"),
    "siwa": ("several_signatures",),
    "usf": ("not_signed", "byte_range", "truncated"),
}


def certificates_inside(data: bytes):
    """Every certificate in every container that a file holds, however it is placed."""
    for digits in re.findall(rb"<([0-9A-Fa-f\s]{600,})>", data):
        content = re.sub(rb"\s", b"", digits)
        try:
            signed = asn1_cms.ContentInfo.load(bytes.fromhex(content.decode()))["content"]
            found = [x509.load_der_x509_certificate(each.chosen.dump()) for each in signed["certificates"]]
        except (ValueError, TypeError, KeyError):
            continue
        yield from found


def published() -> list[Path]:
    return sorted(PUBLISHED.glob("*.pdf"))


@attack(
    GROUP,
    "the published forgeries (Ruhr University), each with the forger's own root trusted",
    "bytes_after",
    "several_signatures",
    "not_signed",
    "byte_range",
    "truncated",
)
def corpora(stage, random):
    files = published()
    with_roots = sum(bool(list(certificates_inside(file.read_bytes()))) for file in files)
    assert not files or with_roots > len(files) // 2, "the forgers' roots should really be trusted here"
    for file in files:
        data = file.read_bytes()
        roots = tuple(certificates_inside(data))
        yield Try(
            data, file.name, REASONS[file.name.split("_")[0]], trust=Trust(roots=roots, logs=()), everywhere=False
        )
        yield Try(data, file.name, REASONS[file.name.split("_")[0]])
