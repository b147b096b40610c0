"""Letters: one canonical form, every fault at once, and of each kind a paper that says what it must, is tagged, and holds when it is checked."""

import io
import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from letters import a_letter, a_long_list, bare, pages_of, tags, text_of, words
from papers import AT, CODE, NUMBER, a_claim, document_of, numbered
from qingbai.certificates import content
from qingbai.certificates import letters as letter_room
from qingbai.certificates.claim import Bilingual, ClaimRefused
from qingbai.certificates.letters import Fact, LetterKind, Table, parse
from qingbai.certificates.paper import letter_wording, wording
from qingbai.certificates.paper.typesetting import DoesNotFit, GlyphMissing
from qingbai.certificates.verify import verify_file

EVERY = pytest.mark.parametrize("kind", list(LetterKind))
printable = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=60)


def codes(refused):
    return {(fault.field, fault.code) for fault in refused.value.faults}


@pytest.fixture(scope="module")
def sent(house):
    """A signed letter of each kind."""
    return {kind: house.paper(numbered(a_letter(kind))) for kind in LetterKind}


@pytest.fixture(scope="module")
def long_list(house):
    """A signed letter whose list goes over several pages."""
    return house.paper(numbered(a_long_list(60)))


# ---- the value


@EVERY
def test_a_letter_comes_back_from_its_canonical_form_unchanged(kind):
    letter = numbered(a_letter(kind))
    assert parse(letter.canonical()) == letter
    assert content.parse(letter.canonical()) == letter
    text = letter.canonical().decode()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_claim_and_letter_are_told_apart_by_the_format_they_name():
    claim = numbered(a_claim())
    assert content.parse(claim.canonical()) == claim
    with pytest.raises(ClaimRefused):
        parse(claim.canonical())


@given(printable, printable, st.none() | st.lists(printable, min_size=1, max_size=4))
def test_whatever_text_a_letter_takes_it_gives_back(name, paragraph, cells):
    table = None if cells is None else Table((words("项"),), tuple((words(cell),) for cell in cells))
    try:
        letter = a_letter(addressee=words(name), paragraphs=(words(paragraph),), table=table)
    except ClaimRefused:
        return  # letters not in composed form, or written from right to left
    assert parse(letter.canonical()) == letter


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"kind"', ' "kind"'),
        lambda text: text.replace("林清和", "\\u6797清和"),
        lambda text: text.replace('"table":null', '"table":[]'),
        lambda text: text.replace('"notes":[]', '"notes":null'),
        lambda text: text.replace('"kind":"receipt"', '"kind":"certificate"'),
        lambda text: text.replace("qingbai/letter/1", "qingbai/letter/2"),
        lambda text: text[:-1] + ',"zzz":""}',
        lambda text: text + "\n",
        lambda text: "[" * 100_000,
        lambda text: "",
        lambda text: "null",
    ],
)
def test_any_other_form_is_refused(change):
    text = numbered(a_letter()).canonical().decode()
    changed = change(text)
    assert changed != text
    for read in (parse, content.parse):
        with pytest.raises(ClaimRefused):
            read(changed.encode())


def test_every_fault_of_a_letter_is_named_at_once_with_its_field():
    with pytest.raises(ClaimRefused) as refused:
        a_letter(
            addressee=words(""),
            organ=words("演示市公安局"),
            facts=(Fact(words("项"), words("林\u202e清")), Fact(words(""), words(" 值"))),
            paragraphs=(words("字" * 2001),),
            notes=(words("注"),) * 41,
            table=Table((words("一"), words("二")), ((words("甲"),), (words("乙"), words("x  y")))),
            number="1",
        )
    assert codes(refused) == {
        ("addressee.zh", "empty"),
        ("organ.en", "empty"),
        ("facts[0].value.zh", "unprintable"),
        ("facts[1].label.zh", "empty"),
        ("facts[1].value.zh", "spaces"),
        ("paragraphs[0].zh", "too_long"),
        ("notes", "too_many"),
        ("table.rows[0]", "cells"),
        ("table.rows[1][1].zh", "spaces"),
        ("number", "numbered_in_part"),
    }
    assert all(fault.zh and fault.en and fault.field in fault.en for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (Table((words("一"),), ()), ("table.rows", "rows")),
        (Table((words("一"),), ((words("甲"),),) * 501), ("table.rows", "rows")),
        (Table((), ((),)), ("table.columns", "columns")),
        (Table((words("一"),) * 9, ((words("甲"),) * 9,)), ("table.columns", "columns")),
    ],
)
def test_a_list_has_one_to_eight_columns_and_one_to_five_hundred_rows(table, fault):
    with pytest.raises(ClaimRefused) as refused:
        a_letter(table=table)
    assert codes(refused) == {fault}


def test_a_letter_that_says_nothing_is_none():
    with pytest.raises(ClaimRefused) as refused:
        a_letter(facts=(), paragraphs=())
    assert codes(refused) == {("paragraphs", "says_nothing")}


def test_a_letter_larger_than_may_be_signed_is_refused(monkeypatch):
    monkeypatch.setattr(letter_room, "LARGEST_LETTER", 1000)
    with pytest.raises(ClaimRefused) as refused:
        a_long_list(30)
    assert codes(refused) == {("letter", "too_large")}


def test_the_longest_list_that_is_allowed_stays_within_the_largest_letter():
    full = words("字" * 40, "w" * 60)
    letter = a_letter(table=Table((full,) * 8, ((full,) * 8,) * 500))
    assert len(letter.canonical()) <= letter_room.LARGEST_LETTER


# ---- the words


@EVERY
def test_every_kind_has_its_words_in_both_languages(kind):
    assert wording.TITLES[kind].zh
    assert wording.TITLES[kind].en
    standing = (*letter_wording.CLOSING[kind], *letter_wording.NOTES[kind], *letter_wording.NOT_PROVEN[kind])
    assert all(each.zh and each.en for each in standing)
    assert letter_wording.NOT_PROVEN[kind]


def test_every_kind_has_a_series_of_its_own():
    assert len(set(letter_wording.SERIES.values())) == len(LetterKind)
    assert "证" not in letter_wording.SERIES.values()


@pytest.mark.parametrize("kind", sorted(letter_wording.REPORTS_A_RESULT))
def test_a_letter_that_reports_a_result_says_what_it_rests_on_and_that_it_is_to_be_kept_secret(kind, sent):
    text = text_of(sent[kind])
    for said in ("仅反映查询时查询平台内记载的信息", "行政处罚", "应当保密", "confidential", "administrativepenalties"):
        assert said in text, said


@pytest.mark.parametrize(
    "kind",
    sorted(set(LetterKind) - letter_wording.REPORTS_A_RESULT - {LetterKind.REVIEW_OPINION, LetterKind.APOSTILLE_SHEET}),
)
def test_a_letter_on_the_way_says_nothing_about_the_result(kind, sent):
    assert "本文书不反映查询结果" in text_of(sent[kind])


# ---- the paper


@EVERY
def test_the_paper_says_everything_the_letter_says(kind, sent):
    letter, text = a_letter(kind), text_of(sent[kind])
    said = [letter.addressee, *letter.paragraphs, *(fact.value for fact in letter.facts), wording.TITLES[kind]]
    said += [fact.label for fact in letter.facts]
    for each in (*said, *letter_wording.CLOSING[kind], *letter_wording.NOTES[kind]):
        assert bare(each.zh) in text, each.zh
        assert bare(each.en) in text, each.en
    cells = [] if letter.table is None else [cell for row in letter.table.rows for cell in row]
    for cell in cells:
        assert set(bare(cell.zh)) <= set(text), cell.zh
    for always in (bare(NUMBER), CODE, "演示市公安局清河分局", "2026年3月2日", "2March2026"):
        assert always in text, always
    assert ("签收" in text) is (kind in letter_wording.SIGNED_FOR)


@EVERY
def test_an_opinion_is_given_by_the_organ_itself_and_everything_else_by_the_office(kind, sent):
    signed = text_of(sent[kind]).split("核验码Code")[1]
    assert ("河沿派出所" in signed) is (kind is not LetterKind.REVIEW_OPINION)


@EVERY
def test_the_paper_of_each_kind_is_genuine_and_gives_back_its_letter(kind, sent, house):
    found = verify_file(sent[kind], house.trust)
    assert (found.signed.code, found.logged.code, found.current.code) == ("signed", "logged", "not_asked")
    assert found.claim == numbered(a_letter(kind))


@EVERY
def test_the_paper_of_each_kind_is_tagged_and_archival(kind, sent):
    root = PdfFileReader(io.BytesIO(sent[kind]), strict=True).root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    roles = tags(root["/StructTreeRoot"])
    assert "/H1" in roles
    assert roles.count("/Figure") == 2
    assert ("/Table" in roles) is (a_letter(kind).table is not None)
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in root["/Metadata"].data.decode()


@EVERY
def test_a_letter_of_ordinary_length_stands_on_one_page(kind, sent):
    assert pages_of(sent[kind]) == 1


def test_a_long_list_breaks_over_pages_repeats_its_head_and_counts_its_pages(long_list):
    text = text_of(long_list)
    assert pages_of(long_list) > 2
    assert text.count("拟任岗位") == 3
    assert f"第2页，共{pages_of(long_list)}页" in text
    assert text.count("未发现有犯罪记录") == 60


def test_a_long_list_holds_when_it_is_checked_by_us_and_by_another_judge(long_list, house):
    assert verify_file(long_list, house.trust).genuine
    (embedded,) = PdfFileReader(io.BytesIO(long_list), strict=True).embedded_signatures
    root = load_cert_from_pemder(house.ring.folder / "root.pem")
    status = validate_pdf_signature(embedded, ValidationContext(trust_roots=[root], moment=AT))
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE


def test_one_changed_byte_on_any_page_of_a_long_list_is_refused(long_list, house):
    for place in range(0, len(long_list), len(long_list) // 60):
        changed = bytearray(long_list)
        changed[place] ^= 1 << place % 8
        assert not verify_file(bytes(changed), house.trust).genuine, f"byte {place}"


def test_a_page_taken_out_of_a_long_list_is_refused(long_list, house):
    found = re.search(rb"/Type/Pages/Count (\d+)/Kids\[(\d+ 0 R) (\d+ 0 R)", long_list)
    count = b"/Type/Pages/Count %d/Kids[" % (int(found[1]) - 1)
    fewer = long_list.replace(found[0], (count + found[2]).ljust(len(found[0])))
    assert fewer != long_list
    assert not verify_file(fewer, house.trust).genuine


def test_a_short_kind_that_cannot_stand_on_one_page_is_a_persons_task():
    with pytest.raises(DoesNotFit):
        document_of(numbered(a_letter(LetterKind.RECEIPT, paragraphs=(words("字" * 2000),) * 3)))


def test_the_seal_never_stands_alone_on_a_page():
    """Whatever the length of the text, its closing words stand on the page of the seal."""
    for length in range(900, 2000, 220):
        reasons = (words("经查，" + "核" * length),) * 3
        data = document_of(numbered(a_letter(LetterKind.REVIEW_OPINION, paragraphs=reasons)))
        assert "特此答复" in text_of(data, page=pages_of(data))


def test_a_long_opinion_takes_as_many_pages_as_it_needs():
    reasons = (words("经查，" + "核" * 700, "The review found " + "x " * 300 + "x"),) * 6
    assert pages_of(document_of(numbered(a_letter(LetterKind.REVIEW_OPINION, paragraphs=reasons)))) > 2


def test_a_character_no_font_shows_is_refused_by_name_wherever_it_stands():
    table = Table((words("姓名"),), ((words("林𠮷和"),),))
    with pytest.raises(GlyphMissing) as refused:
        document_of(numbered(a_letter(table=table)))
    assert refused.value.characters == "𠮷"


def test_rare_characters_and_long_names_stay_inside_the_page():
    long = Bilingual(zh="阿卜杜热合曼·买买提依明·吐尔逊江", en="WOLFESCHLEGELSTEINHAUSENBERGERDORF" * 3)
    line = (words("㛃䶮喆堃"), long, words("9" * 60))
    text = text_of(document_of(numbered(a_letter(table=Table((words("甲"),) * 3, (line,))))))
    assert "㛃䶮喆堃" in text
    assert long.en in text
    assert "9" * 60 in text


def test_the_same_letter_and_instant_give_the_same_bytes():
    letter = numbered(a_long_list(30))
    assert document_of(letter) == document_of(letter)


def test_a_commitment_to_a_letter_is_not_one_to_a_claim():
    letter, salt = numbered(a_letter()), bytes(32)
    one = content.commitment(letter, document=b"page", salt=salt)
    assert one != content.commitment(numbered(a_claim()), document=b"page", salt=salt)
    assert one != content.commitment(numbered(a_letter(issued_on=date(2026, 3, 3))), document=b"page", salt=salt)
    assert len(one) == 32
