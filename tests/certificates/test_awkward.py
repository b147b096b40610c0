"""Every paper with values that are hard to set, read back by other programs: nothing lost, nothing outside the page, and right for who hears it read or prints it grey."""

import io
import re
import shutil
import subprocess
import unicodedata
from statistics import median

import pikepdf
import pytest
from PIL import Image

from letters import a_letter, words
from papers import AT, URL, a_claim, document_of, numbered, written
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.forms import Form, Values, keys, render
from qingbai.certificates.paper.typesetting import Typesetter
from qingbai.law.terms import AnswerPaper

NAMES = {
    "long": ("阿卜杜热合曼·买买提依明·吐尔逊江·努尔艾合买提·依米提汗", "MAXIMILIANA-ALEXANDROVNA WOLFESCHLEGELSTEINHAUSENBERGERDORF"),
    "rare": ("㛃䶮喆堃𬭚𫖯𰻞", "NGUYỄN THỊ HƯỜNG ŁUKASZ ŻÓŁĆ ÐÞŐŰ"),
    "right to left": ("محمد عبد الرحمن الخالدي", "MOHAMMED ABDULRAHMAN ALKHALDI"),
    "Hebrew": ("יוסף בן־דוד", "YOSEF BEN-DAVID"),
}  # fmt: skip
ADDRESS = (
    "演示省清河哈萨克族蒙古族自治州河沿县河沿街道办事处清水湾社区居民委员会第十二网格滨河北路四百五十六号清河家园三期二十八号楼七单元一千九百零二室"
    "（原清河县河沿乡清水湾村第四村民小组，邮政编码一〇〇一〇一，请投递至小区南门外包裹柜并电话告知收件人本人）"
)
KINDS = [*AnswerPaper, *LetterKind, *Form]
FRAME = 14  # millimetres from the edge of the sheet


def run(tool, data, *arguments):
    if not shutil.which(tool):
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    return subprocess.run([tool, *arguments], input=data, capture_output=True, check=True).stdout


def plain(text):
    """A text as it was typed: without spaces, without the marks by which readers show a direction."""
    return "".join(each for each in text if not each.isspace() and unicodedata.category(each) != "Cf")


def page_of(kind, native, latin):
    match kind:
        case AnswerPaper():
            return document_of(numbered(a_claim(kind, holder={"native": native, "latin": latin})))
        case LetterKind():
            return document_of(numbered(a_letter(kind, addressee=words(native, latin))))
        case Form():
            named = [key for key in keys(kind) if key in {"name", "latin_name", "organ", "unit"}]
            placed = [
                key for key in keys(kind) if key in {"household", "residence", "domicile", "reason", "ground", "matter"}
            ]
            fields = dict.fromkeys(named, native) | dict.fromkeys(placed, ADDRESS)
            return render(kind, Values(fields=fields), at=AT)


@pytest.mark.parametrize("case", NAMES)
def test_every_paper_shows_such_names_whole_and_inside_its_margins(case):
    native, latin = NAMES[case]
    for kind in KINDS:
        data = page_of(kind, native, latin)
        said = plain(run("pdftotext", data, "-enc", "UTF-8", "-", "-").decode())
        assert plain(native) in said, kind
        assert isinstance(kind, Form) or plain(latin) in said, kind
        picture = Image.open(
            io.BytesIO(run("pdftoppm", data, "-r", "60", "-gray", "-png", "-singlefile", "-"))
        ).convert("L")
        edge = round(FRAME / 25.4 * 60) - 2
        beyond = picture.crop((picture.width - edge + 4, edge, picture.width, picture.height - edge))
        inside = Form if isinstance(kind, Form) else None
        assert inside is None or beyond.getextrema()[0] > 200, kind
        between = picture.crop(
            (picture.width - edge - 24, edge + 4, picture.width - edge - 4, picture.height - edge - 4)
        )
        assert inside is not None or between.getextrema()[0] > 200, kind


def test_an_address_of_four_lines_stands_whole_in_every_form_that_asks_for_one():
    for form in (Form.CITIZEN, Form.FOREIGNER, Form.UNIT):
        box = "residence" if form is not Form.UNIT else "domicile"
        data = render(form, Values(fields={box: ADDRESS}), at=AT)
        assert plain(ADDRESS[:40]) in plain(run("pdftotext", data, "-enc", "UTF-8", "-raw", "-", "-").decode())


# ---- for who hears it read


def read_aloud(data):
    """The texts of a paper in the order of its structure, by poppler."""
    told = run("pdfinfo", data, "-struct-text", "-").decode(errors="replace")  # titles of elements come as UTF-16
    return plain("".join(re.findall(r'^ +"(.*)"$', told, re.MULTILINE)))


@pytest.mark.parametrize("kind", [*AnswerPaper, *LetterKind])
def test_a_paper_is_read_from_title_to_notes_and_its_pictures_have_words(kind, house):
    values = numbered(a_claim(kind) if isinstance(kind, AnswerPaper) else a_letter(kind))
    signed = house.sign(document_of(values), house.attachment(values, document_of(values)))
    about = values.holder.native if isinstance(kind, AnswerPaper) else values.addressee.zh
    read = read_aloud(signed)
    first = (
        wording.TITLES[kind].zh,
        values.number,
        about,
        values.code,
        values.organ.zh[-4:],
        wording.day(values.issued_on).en,
    )
    places = [read.index(plain(each)) for each in first[:4]]
    places += [read.index(plain(each), places[-1]) for each in first[4:]]
    assert places == sorted(places)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert pdf.check_pdf_syntax() == []
        found = list(elements(pdf.Root.StructTreeRoot))
        figures = [each for each in found if each.get("/S") == "/Figure"]
        assert len(figures) >= 2 - isinstance(kind, AnswerPaper)
        assert all(str(each.get("/Alt", "")) for each in figures)
        assert next(str(each.S) for each in found if str(each.get("/S", "")).startswith("/H")) == "/H1"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert untagged(pdf) == []
        assert not_archival(pdf) == []


def elements(node):
    """Every element of a structure, in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh"}


def untagged(pdf):
    """What is painted on a page neither as part of the structure nor as an artifact."""
    wrong = []
    for nth, page in enumerate(pdf.pages):
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif name in SHOWS and not depth:
                wrong.append((nth, name, [str(each)[:20] for each in operands]))
    return wrong


def not_archival(pdf):
    """What PDF/A-3 forbids or wants and this file has or lacks, as far as its structure shows it."""
    wrong = [key for key in ("/AA", "/OpenAction", "/JavaScript") if key in pdf.Root]
    metadata = bytes(pdf.Root.Metadata.read_bytes()).decode()
    wrong += [
        tag
        for tag in ("<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>")
        if tag not in metadata
    ]
    wrong += (
        [] if "/OutputIntents" in pdf.Root and "/ID" in pdf.trailer and "/Encrypt" not in pdf.trailer else ["intent"]
    )
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            wrong += [] if any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")) else ["font"]
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") in ("/JavaScript", "/Launch", "/Sound", "/Movie"):
            wrong.append(str(item.S))
    return wrong


def test_the_checks_of_structure_find_what_they_are_for():
    with pikepdf.open(io.BytesIO(document_of(numbered(a_claim())))) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 10 10 re f\n")
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript)
        assert [name for _, name, _ in untagged(pdf)] == ["f"]
        assert "/OpenAction" in not_archival(pdf)


# ---- printed grey, or black and white


@pytest.mark.parametrize("kind", AnswerPaper)
def test_seal_and_words_stay_legible_in_grey_and_in_black_and_white(kind, house):
    values = numbered(a_claim(kind))
    data = house.sign(written(values), house.attachment(values, written(values)))
    colour = Image.open(io.BytesIO(run("pdftoppm", data, "-r", "150", "-png", "-singlefile", "-"))).convert("RGB")
    grey = colour.convert("L")
    red = [place for place, (r, g, b) in enumerate(colour.get_flattened_data()) if r > 150 and g < 90 and b < 90]
    assert len(red) > 5_000
    tones = grey.get_flattened_data()
    assert sum(tones[place] < 128 for place in red) > 0.98 * len(red)  # in black and white the seal is black
    assert contrast(median(tones[place] for place in red)) > 4.5  # and in grey as strong as text must be
    assert contrast(sorted(tones)[len(tones) // 200]) > 7


def contrast(tone):
    """Contrast of a grey (0 to 255) with white paper, as WCAG 2 reckons it."""
    share = tone / 255
    light = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return 1.05 / (light + 0.05)


# ---- faces that the operator adds


def test_faces_that_the_operator_adds_show_what_the_house_could_not(tmp_path):
    folder = next(
        (each for each in ("/usr/share/fonts/opentype/noto",) if shutil.which("fc-list") and _has_cjk(each)), None
    )
    if folder is None:
        pytest.skip("no Noto CJK on this machine (fonts-noto-cjk)")
    setter = Typesetter([folder])
    assert setter.cannot_show("林𠮷和김민수") == ""
    claim = numbered(a_claim(holder={"native": "林𠮷和"}))
    data = setter.typeset(claim, base_url=URL, at=AT)
    assert "林𠮷和" in plain(run("pdftotext", data, "-enc", "UTF-8", "-", "-").decode())
    assert setter.page(numbered(a_claim()), base_url=URL, at=AT)[:5] == written(numbered(a_claim()))[:5]


def _has_cjk(folder):
    import pathlib

    return any(pathlib.Path(folder).glob("NotoS*CJK*"))
