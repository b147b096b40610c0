"""A page written directly is the page that Typst would have set, dot for dot; where it could not be, Typst sets it."""

import io
import shutil
import subprocess
from datetime import date

import pikepdf
import pytest
from PIL import Image, ImageChops

import cast as people
from papers import AT, URL, a_claim, document_of, numbered, written
from qingbai.certificates import closing
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.paper.direct import cff
from qingbai.certificates.paper.direct.typeset import Typeset
from qingbai.certificates.paper.typesetting import GlyphMissing, typesetter
from qingbai.law.terms import AnswerPaper

CERTIFICATE, REFUSAL = AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL
DOTS = 110  # an inch: glyphs are then some ten dots high, and one out of its place by a quarter of a dot shows
AWKWARD = {
    "plain": (CERTIFICATE, {}),
    "refusal": (REFUSAL, {"person": people.ON_RECORD}),
    "foreigner": (CERTIFICATE, {"person": people.FOREIGNER}),
    "rare characters": (CERTIFICATE, {"holder": {"native": "㛃䶮喆堃𬭚𫖯", "latin": "O'BRIEN-ÅNGSTRÖM JR."}}),
    "dots between names": (CERTIFICATE, {"holder": {"native": "买买提·吐尔逊", "latin": "MAIMAITI TUERXUN"}}),
    "another alphabet's marks": (CERTIFICATE, {"holder": {"native": "", "latin": "NGUYỄN THỊ HƯỜNG AVATAR WAY"}}),
    "as long as the line": (CERTIFICATE, {"holder": {"native": "阿" * 22, "latin": "W" * 26}}),
    "ligatures and mixture": (
        CERTIFICATE,
        {"purpose": Bilingual(zh="用于A类工作许可（（境外）），2026年", en="Official office filing, affidavit")},
    ),
    "a period": (CERTIFICATE, {"period_from": date(2011, 11, 1), "period_to": date(2026, 1, 11), "valid_until": None}),
    "a letter in the number": (CERTIFICATE, {"holder": {"document_number": "10010119940512011X"}}),
    "another alphabet": (CERTIFICATE, {"holder": {"native": "", "latin": "ΓΕΩΡΓΙΟΣ ИВАН"}}),
    "no second language": (CERTIFICATE, {"purpose": Bilingual(zh="1 2 3"), "holder": {"latin": ""}}),
}
LEFT_TO_TYPST = {
    "two lines": {"holder": {"native": "阿卜杜热合曼·买买提依明·吐尔逊江·努尔艾合买提·依米提汗"}},
    "a word longer than the line": {"holder": {"latin": "W" * 60}},
    "two lines in a column": {"holder": {"document_number": "9" * 60}},
    "another face": {"holder": {"latin": "ŁUKASZ ŻÓŁĆ"}},
    "a character of the sister face": {"holder": {"native": "林𰻞"}},
    "from right to left": {"holder": {"native": "محمد عبد الرحمن", "latin": "MOHAMMED"}},
    "Hebrew": {"holder": {"native": "יוסף", "latin": "YOSEF"}},
}


def picture(data):
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    told = subprocess.run(
        ["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", "-"], input=data, capture_output=True, check=True
    )
    return Image.open(io.BytesIO(told.stdout)).convert("RGB")


def whole(body, house, claim):
    """The page with the place of its code left free, as Typst leaves it: each code says something else."""
    return house.sign(body, house.attachment(claim, body, square=None))


@pytest.mark.parametrize("case", AWKWARD)
def test_not_one_dot_differs_from_the_page_that_typst_sets(case, house):
    kind, values = AWKWARD[case]
    claim = numbered(a_claim(kind, **values))
    body = written(claim)
    assert closing.is_body(body)
    one, other = picture(whole(body, house, claim)), picture(document_of(claim))
    assert one.size == other.size
    assert ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("case", LEFT_TO_TYPST)
def test_what_does_not_fit_its_line_or_its_face_is_typeset(case):
    claim = numbered(a_claim(**LEFT_TO_TYPST[case]))
    assert written(claim) == document_of(claim)


def test_a_name_that_grows_is_written_until_it_needs_a_second_line(house):
    """The last that is written and the first that is not stand on either side of the edge that Typst sees too."""
    names = ["林" + "清" * n for n in range(19, 24)]
    claims = [numbered(a_claim(holder={"native": name})) for name in names]
    direct = [closing.is_body(written(claim)) for claim in claims]
    assert direct == sorted(direct, reverse=True)
    assert 0 < sum(direct) < len(direct)
    last = claims[sum(direct) - 1]
    assert (
        ImageChops.difference(picture(whole(written(last), house, last)), picture(document_of(last))).getbbox() is None
    )


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("林𠮷和", "𠮷"),
        ("🏴", "🏴"),  # and it is all there is: nothing of the line is drawn
    ],
)
def test_a_character_that_no_font_has_is_refused_on_both_ways(name, missing):
    with pytest.raises(GlyphMissing) as refused:
        written(numbered(a_claim(holder={"native": name})))
    assert refused.value.characters == missing


def test_one_process_gives_the_same_bytes_for_the_same_claim_and_instant_whatever_came_between():
    claim, other = numbered(a_claim()), numbered(a_claim(holder={"native": "赵石堤", "latin": "ZHAO SHIDI"}))
    first = written(claim)
    written(other)
    assert written(claim) == first
    assert typesetter().page(claim, base_url=URL, at=AT.replace(second=8)) != first


def test_nothing_of_one_holder_is_left_in_the_paper_of_another(house):
    claim, other = numbered(a_claim()), numbered(a_claim(person=people.FOREIGNER))
    written(claim)
    text = texts_of(whole(written(other), house, other))
    assert people.FOREIGNER.latin in text
    for word in (people.CLEAN.name, people.CLEAN.latin, people.CLEAN.number):
        assert word not in text


def texts_of(data):
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return told.stdout.decode()


@pytest.mark.parametrize("kind", [CERTIFICATE, REFUSAL])
def test_text_structure_and_words_for_pictures_are_those_of_the_typeset_page(house, kind):
    claim = numbered(a_claim(kind))
    direct, typeset = whole(written(claim), house, claim), document_of(claim)
    assert texts_of(direct) == texts_of(typeset)
    assert structure(direct) == structure(typeset)


def structure(data):
    """Every element of the structure in reading order, with its kind, language and words."""

    def walk(element):
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return []
        said = [
            (str(element.S), str(element.get("/Lang", "")), str(element.get("/Alt", "")), str(element.get("/T", "")))
        ]
        children = element.get("/K", [])
        children = children if isinstance(children, pikepdf.Array) else [children]
        return said + [one for child in children for one in walk(child)]

    with pikepdf.open(io.BytesIO(data)) as document:
        (top,) = document.Root.StructTreeRoot.K
        return walk(top)


def test_the_file_is_sound_archival_and_accessible_and_holds_each_font_in_part(house):
    claim = numbered(a_claim())
    with pikepdf.open(io.BytesIO(whole(written(claim), house, claim))) as document:
        assert document.check_pdf_syntax() == []
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == (
                "3",
                "A",
                "1",
            )
            assert metadata["xmp:CreateDate"] == "2026-03-02T02:30:07+00:00"
        fonts = document.pages[0].Resources.Font
        for font in fonts.values():
            inner = font.DescendantFonts[0]
            assert "+" in str(inner.BaseFont)
            assert "/ToUnicode" in font
        varying = fonts["/v0"].DescendantFonts[0]
        glyphs = cff.read(varying.FontDescriptor.FontFile3.read_bytes())
        assert 30 < len(glyphs) < 90  # those of the values and the one for what is missing
        assert len(varying.W) == 2 * (len(glyphs) - 1)
        (field,) = document.pages[0].Annots
        assert str(field.TU)


def test_a_font_written_is_read_back_as_it_was():
    page = Typeset(document_of(numbered(a_claim())))
    for font in page.fonts.values():
        if font.compact:
            again = cff.write("AAAAAA+Again", font.outlines, range(1, len(font.outlines)), (-10, -20, 3000, 1800))
            assert cff.read(again) == font.outlines
            assert cff.bounds(again) == (-10, -20, 3000, 1800)


@pytest.mark.parametrize("data", [b"", b"\x01\x00\x04\x04", b"\x01\x00\x04\x04" + b"\xff" * 40])
def test_a_font_that_cannot_be_read_is_said_to_be_so(data):
    with pytest.raises(cff.NotOurCff):
        cff.read(data)
