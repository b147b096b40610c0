"""The paper: what stands on it in both languages, that it can be scanned, and that nothing is ever printed wrong."""

import io
import re
import shutil
import subprocess
from datetime import date

import pytest
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

import cast as people
from papers import AT, CODE, NUMBER, URL, a_claim, document_of, numbered
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.countries import NAMES
from qingbai.certificates.paper.typesetting import DoesNotFit, GlyphMissing, typesetter
from qingbai.law.terms import AnswerPaper
from qingbai.matching.countries import KNOWN

CERTIFICATE, REFUSAL = AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL
LONG_LATIN = "MAXIMILIANA-ALEXANDROVNA WOLFESCHLEGELSTEINHAUSENBERGERDORF"
LONG_NATIVE = "阿卜杜热合曼·买买提依明·吐尔逊江·努尔艾合买提·依米提汗"


def page(*arguments, **values):
    return document_of(numbered(a_claim(*arguments, **values)))


def run(tool, data, *arguments):
    if not shutil.which(tool):
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    return subprocess.run([tool, *arguments], input=data, capture_output=True, check=True).stdout


def text_of(data, *, spaces=False):
    """The text of a page; without spaces, for where a reader sees one between digits and characters is a matter of taste."""
    text = run("pdftotext", data, "-enc", "UTF-8", "-", "-").decode()
    return text if spaces else re.sub(r"\s", "", text)


def picture_of(data, dots=150):
    return Image.open(
        io.BytesIO(
            run(
                "pdftoppm",
                data,
                "-r",
                str(dots),
                "-png",
                "-singlefile",
                "-",
            )
        )
    )


def test_the_certificate_says_who_what_when_and_by_whom_in_both_languages():
    text = text_of(page(period_from=date(2020, 1, 1), period_to=date(2026, 3, 1)))
    for words in (
        *("无犯罪记录证明", "CertificateofNoCriminalRecord", NUMBER, "林清和", "LINQINGHE", "女", "Female"),
        *(
            "1994年5月12日",
            "12May1994",
            "中国",
            "China(CHN)",
            "居民身份证",
            "Residentidentitycard",
            people.CLEAN.number,
        ),
        *("2020年1月1日至2026年3月1日", "1January2020to1March2026", "出国留学", "Studyabroad"),
        *(
            "在上列期间内，未发现上列人员有犯罪记录。",
            "AsearchhasfoundnocriminalrecordofthepersonnamedaboveintheperiodSTATED".replace("STATED", "stated"),
        ),
        *("演示市公安局清河分局", "河沿派出所", "HeyanPoliceStation", "2026年3月2日", "2March2026", CODE),
        *("查询时（2026年3月2日10:30，北京时间）", "atthetimeofthequery(2March2026,10:30,Beijingtime)"),
        *("有效期至2026年9月1日", "Validuntil1September2026", f"{URL}/verify"),
    ):
        assert words in text, words


def test_without_a_period_everything_entered_was_searched_and_without_an_end_none_is_invented():
    text = text_of(page(valid_until=None))
    assert "已录入的全部时段" in text
    assert "Allperiodsentered" in text
    assert "Noendofvalidityisstated" in text
    assert "intheperiodstated" not in text


def test_the_notice_names_article_and_remedy_and_not_a_word_about_any_crime():
    text = text_of(page(REFUSAL, person=people.ON_RECORD))
    for words in (
        *("不予出具无犯罪记录证明通知书", NUMBER, "赵石堤", "ZHAOSHIDI", "2026年3月2日提出的犯罪记录查询申请"),
        *(
            "第九条",
            "Article9",
            "书面向本单位提出",
            "十五个工作日",
            "objectinwriting",
            "15workingdays",
            "签收",
            "Receivedby",
        ),
    ):
        assert words in text, words
    for word in (
        "罪名",
        "判处",
        "有期徒刑",
        "刑罚",
        "判决",
        "盗窃",
        "convict",
        "sentence",
        "offence",
        "guilty",
        "有犯罪记录",
        "发现",
    ):
        assert word not in text, word


def test_a_certificate_names_no_article_of_refusal():
    assert "第九条" not in text_of(page())


def test_a_foreigner_has_the_name_of_the_passport_once():
    text = text_of(page(person=people.FOREIGNER), spaces=True)
    assert text.count("ELISE MOREAUVAL") == 1
    assert "护照" in text
    assert "France (FRA)" in text


@pytest.mark.parametrize("kind", [CERTIFICATE, REFUSAL])
@pytest.mark.parametrize("names", [(LONG_NATIVE, LONG_LATIN), ("汉" * 200, "W" * 200), ("", "Ǆ" * 30)])
def test_very_long_names_stay_on_one_page_and_inside_the_frame(kind, names):
    native, latin = names
    data = page(kind, holder={"native": native, "latin": latin})
    assert data.count(b"/Type/Page/") == 1
    shown = re.sub("[\u200b]", "", text_of(data))
    assert native in shown
    assert latin.replace(" ", "") in shown
    picture = picture_of(data, 60).convert("L")
    beyond_the_frame = picture.crop((picture.width - 25, 40, picture.width, picture.height - 40))
    assert beyond_the_frame.getextrema()[0] > 200


def test_what_cannot_fit_even_in_small_type_is_refused():
    office = Bilingual(zh="局" * 200, en="Office " * 28 + "x")
    with pytest.raises(DoesNotFit):
        page(
            REFUSAL,
            holder={"native": "汉" * 200, "latin": "W " * 99 + "W", "document_number": "9" * 200},
            organ=office,
            office=Bilingual(zh="处" * 200, en="Hall " * 39 + "x"),
        )


@pytest.mark.parametrize(("name", "missing"), [("林𠮷和", "𠮷"), ("😀清😀", "😀"), ("林\u0f40𠮷", "\u0f40𠮷")])
def test_a_character_that_no_font_shows_is_refused_by_name_and_never_printed_wrong(name, missing):
    with pytest.raises(GlyphMissing) as refused:
        page(holder={"native": name})
    assert refused.value.characters == missing
    assert f"U+{ord(missing[0]):04X}" in str(refused.value)
    assert "林" not in refused.value.characters


@pytest.mark.parametrize(
    "name",
    ["㛃䶮喆堃", "𬭚𫖯𰻞", "鿫䶶", "NGUYỄN THỊ HƯỜNG", "ŁUKASZ ŻÓŁĆ", "ΓΕΩΡΓΙΟΣ", "ИВАН ЩЁГОЛЕВ", "买买提·吐尔逊"],
)
def test_rare_characters_and_other_alphabets_that_the_fonts_have_are_shown(name):
    assert name.replace(" ", "") in text_of(page(holder={"native": name}))


def test_the_same_claim_and_instant_give_the_same_bytes():
    claim = numbered(a_claim())
    assert document_of(claim) == document_of(claim)
    later = typesetter().typeset(claim, base_url=URL, at=AT.replace(second=8))
    assert later != document_of(claim)


def test_a_claim_without_number_is_not_typeset():
    with pytest.raises(ValueError, match="number"):
        document_of(a_claim())


def test_the_page_is_tagged_archival_and_says_its_languages():
    reader = PdfFileReader(io.BytesIO(page()), strict=True)
    root = reader.root
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "zh-CN"
    metadata = root["/Metadata"].data.decode()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "无犯罪记录证明 Certificate of No Criminal Record" in metadata


def test_seal_and_code_have_words_for_who_cannot_see_them():
    data = page()
    alternatives = [
        bytes.fromhex(found.decode()).decode("utf-16-be", "replace")
        for found in re.findall(rb"/Alt<FEFF([0-9A-F]+)>", data)
    ]
    assert any("电子印章" in words and "演示市公安局清河分局" in words for words in alternatives)
    assert any("QR code" in words for words in alternatives)


@pytest.mark.parametrize(("seal_name", "said"), [(None, "无犯罪证明专用章"), ("", "公章")])
def test_the_seal_is_named_as_the_region_seals(seal_name, said):
    data = typesetter().typeset(numbered(a_claim()), base_url=URL, at=AT, seal_name=seal_name)
    found = [
        bytes.fromhex(alt.decode()).decode("utf-16-be", "replace")
        for alt in re.findall(rb"/Alt<FEFF([0-9A-F]+)>", data)
    ]
    assert any(words.endswith(f"演示市公安局清河分局 {said}") for words in found)


def test_a_period_that_begins_at_birth_says_so():
    text = text_of(page(period_from=people.CLEAN.born_on, period_to=date(2026, 3, 1)))
    assert "自出生至2026年3月1日" in text
    assert "Frombirthto1March2026" in text


def test_vermilion_belongs_to_the_seal_alone():
    picture = picture_of(page(), 60).convert("RGB")
    red = [
        (x, y)
        for x in range(picture.width)
        for y in range(picture.height)
        if (lambda r, g, b: r > 150 and g < 90 and b < 90)(*picture.getpixel((x, y)))
    ]
    across, down = [x for x, _ in red], [y for _, y in red]
    millimetres = 25.4 / 60
    assert len(red) > 500
    assert (max(across) - min(across)) * millimetres == pytest.approx(42, abs=2)
    assert (max(down) - min(down)) * millimetres == pytest.approx(42, abs=2)
    assert min(across) > picture.width / 2


def test_every_country_is_named_in_both_languages_and_is_one_that_documents_carry():
    assert set(NAMES) <= KNOWN
    assert len(NAMES) > 195
    assert all(zh and en and not zh.isascii() for zh, en in NAMES.values())


def test_a_nationality_without_a_name_here_stands_as_in_the_passport():
    assert "XCT" in text_of(page(holder={"nationality": "XCT"}))


def test_every_document_and_sex_has_words():
    for kind in wording.DocumentKind:
        assert wording.DOCUMENTS[kind].zh
        assert wording.DOCUMENTS[kind].en
    for sex in wording.Sex:
        assert wording.SEXES[sex].en
