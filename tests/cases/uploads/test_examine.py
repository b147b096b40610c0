"""What a file is, its content says; what a decoder should never see is refused; what stays is the picture and nothing beside it."""

import io
import subprocess
import sys

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

import files
from qingbai.uploads import examine, looking
from qingbai.uploads.examine import Unacceptable, examined
from qingbai.uploads.refusals import SENTENCES, UploadRefused


def code_of(data: bytes) -> str:
    with pytest.raises(Unacceptable) as refused:
        examined(data)
    return refused.value.code


def seen(data: bytes) -> Image.Image:
    _, kept = examined(data)
    return Image.open(io.BytesIO(kept))


# --- pictures ---


def test_a_photograph_stands_upright_and_tells_no_place_any_more() -> None:
    sent = files.photo(orientation=6)
    assert b"Exif" in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(files.GPS)  # the test's own photograph does tell
    told, kept = examined(sent)
    for trace in (b"Exif", b"GPS", b"Invented", b"script", b"http"):
        assert trace not in kept
    image = Image.open(io.BytesIO(kept))
    assert (image.size, (told["width"], told["height"])) == ((480, 640), (480, 640))
    assert not image.getexif()
    assert image.convert("L").getpixel((479, 0)) < 60 < 200 < image.convert("L").getpixel((0, 0))  # turned to the right


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_to_hold_a_camera_is_understood(orientation: int) -> None:
    assert seen(files.photo(orientation)).size == ((640, 480) if orientation < 5 else (480, 640))


def test_what_hangs_behind_a_picture_is_gone() -> None:
    for sent in (files.jpeg() + b"PK\x03\x04<script>alert(1)</script>", files.png() + b"<?php system($_GET[0]); ?>"):
        _, kept = examined(sent)
        assert b"script" not in kept
        assert b"php" not in kept
        assert not kept.endswith(b">")


def test_texts_inside_a_png_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "somebody", zip=True)
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>somewhere</x:xmpmeta>")
    into = io.BytesIO()
    files.drawing().save(into, "PNG", pnginfo=info)
    _, kept = examined(into.getvalue())
    assert [name for name in (b"tEXt", b"zTXt", b"iTXt", b"eXIf") if name in kept] == []


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "I;16"])
def test_pictures_of_every_sort_become_plain_ones(mode: str) -> None:
    into = io.BytesIO()
    (
        files.drawing().convert("L").convert(mode)
        if mode != "I;16"
        else Image.linear_gradient("L").resize((300, 300)).convert("I").point(lambda v: v * 256).convert("I;16")
    ).save(into, "PNG")
    assert seen(into.getvalue()).mode in {"L", "RGB"}


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 200, 200))
    into = io.BytesIO()
    image.save(into, "PNG")
    assert seen(into.getvalue()).convert("L").getpixel((300, 300)) == 255


def test_a_picture_in_the_colours_of_print_is_taken() -> None:
    into = io.BytesIO()
    files.drawing().convert("CMYK").save(into, "JPEG")
    assert seen(into.getvalue()).mode == "RGB"


def test_a_very_large_photograph_becomes_as_large_as_a_page_needs() -> None:
    assert max(seen(files.jpeg((4700, 3100))).size) <= examine.LONGEST_SIDE


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(9 * examine.MIB), "too_large"),
        (files.png_of_claimed_size(60_000, 60_000), "too_many_pixels"),
        (files.png_of_claimed_size(9_000, 9_000), "too_many_pixels"),
        (files.png_of_claimed_size(640, 480), "damaged_picture"),
        (files.jpeg()[:-800], "damaged_picture"),
        (files.jpeg()[:20], "damaged_picture"),
        (files.png()[:-30], "damaged_picture"),
        (files.png().replace(b"IDAT", b"IDAT\0", 1), "damaged_picture"),
        (b"\x89PNG\r\n\x1a\n" + files.jpeg(), "damaged_picture"),
        (files.jpeg((640, 100)), "too_small"),
        (files._saved(Image.new("RGB", (400, 400), "white"), "JPEG"), "blank"),
        (files._saved(Image.new("RGB", (400, 400), "black"), "PNG"), "blank"),
    ],
)
def test_pictures_that_cannot_be_taken(sent: bytes, code: str) -> None:
    assert code_of(sent) == code


def test_a_compressed_text_that_swells_is_refused_before_it_has() -> None:
    swollen = b"Comment\0\0" + files.zeros_packed(200 * examine.MIB)
    sound = files.png()
    assert code_of(sound[:33] + files._chunk(b"zTXt", swollen) + sound[33:]) == "damaged_picture"


# --- what is neither picture nor PDF ---


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "svg"),
        (b"<?xml version='1.0'?>\n<!-- x --><svg onload='alert(1)'/>", "svg"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "web_page"),
        (b"\xef\xbb\xbf  <HTML>", "web_page"),
        (b"GIF89a/*" + bytes(10) + b"*/=1;alert(document.cookie)", "picture"),
        (b"GIF89a" + bytes(8) + files.letter(), "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"II*\0" + bytes(100), "picture"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "heic"),
        (b"\0\0\0\x18ftypmp42" + bytes(100), "video"),
        (b"PK\x03\x04" + b"word/document.xml", "office"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "office"),
        (b"MZ\x90\0", "program"),
        (b"#!/bin/sh\nid", "program"),
        (b"\x7fELF\x02", "program"),
        (b"plain words", "unknown"),
        (b"junk before\n" + files.letter(), "late_pdf"),
    ],
)
def test_other_files_are_refused_by_what_they_are(sent: bytes, code: str) -> None:
    assert code_of(sent) == code


# --- PDF ---


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def at_opening(action) -> bytes:
    return files.letter(change=lambda pdf: setattr(pdf.Root, "OpenAction", action(pdf)))


def on_the_page(**entries) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries))])

    return files.letter(change=change)


def attached() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["invoice.exe"] = b"MZ"

    return files.letter(change=change)


def unreached() -> bytes:
    """A program that nothing refers to yet: what a later reader may make of it nobody knows."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PieceInfo = pdf.make_indirect(Dictionary(Deep=Array([Array([script()])])))

    return files.letter(change=change)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (at_opening(lambda pdf: script()), "active_pdf"),
        (at_opening(lambda pdf: pdf.make_indirect(script())), "active_pdf"),
        (at_opening(lambda pdf: Dictionary(S=Name.Launch, F=String("cmd.exe"))), "active_pdf"),
        (at_opening(lambda pdf: Dictionary(S=Name.URI, URI=String("https://example.cn/"))), "active_pdf"),
        (at_opening(lambda pdf: Dictionary(S=Name.GoTo, D=Array([]), Next=Dictionary(S=Name.URI))), "active_pdf"),
        (files.letter(change=lambda pdf: setattr(pdf.Root, "AA", Dictionary(WC=script()))), "active_pdf"),
        (files.letter(change=lambda pdf: setattr(pdf.pages[0], "AA", Dictionary(O=Dictionary()))), "active_pdf"),
        (
            files.letter(change=lambda pdf: setattr(pdf.Root, "Names", Dictionary(JavaScript=Dictionary(Names=[])))),
            "active_pdf",
        ),
        (
            files.letter(change=lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(Fields=[], XFA=String("x")))),
            "active_pdf",
        ),
        (on_the_page(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm)), "active_pdf"),
        (on_the_page(Subtype=Name.RichMedia), "active_pdf"),
        (on_the_page(Subtype=Name.Movie), "active_pdf"),
        (on_the_page(Subtype=Name.FileAttachment), "attached_pdf"),
        (unreached(), "active_pdf"),
        (attached(), "attached_pdf"),
        (files.letter(encryption=pikepdf.Encryption(user="secret", owner="secret")), "locked_pdf"),
        (files.letter(encryption=pikepdf.Encryption(user="", owner="secret")), "locked_pdf"),
        (files.letter(0), "no_page"),
        (files.letter(51), "too_many_pages"),
        (files.letter()[:-40], "damaged_pdf"),
        (files.letter()[:100], "damaged_pdf"),
        (files.letter() + b"<script>alert(1)</script>", "damaged_pdf"),
        (b"%PDF-1.7\n%%EOF", "damaged_pdf"),
        (files.letter().replace(b"/Pages", b"/Sages"), "damaged_pdf"),
    ],
)
def test_pdfs_that_cannot_be_taken(sent: bytes, code: str) -> None:
    assert code_of(sent) == code


def test_a_name_written_in_disguise_is_recognised() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Next = Dictionary(Pad=String("xxxxxxxx"), S=Name.JavaScript)

    plain = files.letter(change=change)
    disguised = plain.replace(b"/JavaScript", b"/J#61vaS#63ript").replace(b"(xxxxxxxx)", b"(xxxx)")
    assert len(disguised) == len(plain)  # or the table of places would be wrong, and that alone a reason to refuse
    assert b"/JavaScript" not in disguised
    assert (code_of(plain), code_of(disguised)) == ("active_pdf", "active_pdf")


def test_fifty_thousand_pages_are_refused_without_being_read() -> None:
    assert code_of(pages_that_share_one_object(50_000)) == "too_many_pages"


def pages_that_share_one_object(count: int) -> bytes:
    """A PDF in which one page is listed so many times."""
    kids = b"3 0 R " * count
    things = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (count, kids),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 4\n0000000000 65535 f \n%strailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )
    return body + end


@pytest.mark.parametrize("more", [{}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"linearize": True}])
def test_an_ordinary_letter_stays_byte_for_byte_as_it_came(more) -> None:
    """It may be signed, and then one changed byte is a broken signature."""
    sent = files.letter(
        3, change=lambda pdf: setattr(pdf.Root, "OpenAction", Array([pdf.pages[0].obj, Name.Fit])), **more
    )
    told, kept = examined(sent)
    assert (told["kind"], told["pages"], kept) == ("pdf", 3, sent)


def test_every_refusal_of_another_kind_of_file_has_its_words() -> None:
    assert set(SENTENCES) >= {code for code, _ in examine.OTHERS}


# --- the process that has nothing to lose ---


def test_a_file_is_examined_by_a_process_that_knows_nothing_of_the_house() -> None:
    seen = looking.look(files.photo(), paper="identity")
    assert (seen.kind, seen.width, seen.height) == ("jpeg", 480, 640)
    assert Image.open(io.BytesIO(seen.data)).size == (480, 640)
    ran = subprocess.run(
        [sys.executable, "-I", "-c", f"import runpy, sys; sys.stdin = open('/dev/null'); m = runpy.run_path({str(looking.EXAMINE)!r}); print('django' in sys.modules, 'qingbai' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(("sent", "code"), [(b"<svg/>", "svg"), (bytes(9 * examine.MIB), "too_large"), (b"", "empty")])
def test_a_refusal_names_the_paper_and_says_what_to_do_in_both_languages(sent: bytes, code: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        looking.look(sent, paper="stay_proof")
    [fault] = refused.value.faults
    assert (fault.field, fault.code) == ("stay_proof", code)
    assert fault.zh
    assert fault.en.isascii()


def test_a_pdf_that_swells_without_end_costs_its_own_process_and_nothing_else() -> None:
    small = files.pdf_that_unpacks_to(1 * examine.MIB)
    assert code_of(small) == "no_page"  # the same form of file is read to its end when it is small
    sent = files.pdf_that_unpacks_to(2 * 1024 * examine.MIB)
    assert len(sent) < examine.LARGEST
    with pytest.raises(UploadRefused) as refused:
        looking.look(sent, paper="stay_proof")
    assert refused.value.faults[0].code in {"too_much", "damaged_pdf"}


def test_hints_measure_a_portrait_and_conclude_nothing() -> None:
    even = Image.new("RGB", (400, 560), (240, 244, 250))
    even.paste((60, 40, 30), (120, 150, 280, 560))
    uneven = Image.radial_gradient("L").resize((400, 560)).convert("RGB")
    found = [examined(files._saved(image, "JPEG"))[0]["hints"] for image in (even, uneven)]
    assert found[0]["spread"] < 5 < 20 < found[1]["spread"]
    assert found[0]["light"] > 230


def test_a_page_is_drawn_as_a_picture_so_that_no_browser_opens_the_file() -> None:
    sent = files.letter(2)
    drawn = Image.open(io.BytesIO(looking.drawn(sent, page=2)))
    assert (drawn.format, drawn.width / drawn.height) == ("PNG", pytest.approx(595 / 842, abs=0.01))
    for page in (0, 3):
        assert looking.drawn(sent, page=page) == b""
    assert looking.drawn(b"no PDF at all", page=1) == b""
