"""Is it this person's? Typed as people type, field by field, and never more sure than it may be."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers import a_claim
from qingbai.certificates import comparing, questions
from qingbai.certificates.comparing import Agreement, Before, Field, compared, faults, verdict
from qingbai.certificates.status import Status
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import Holds, Verdict, Verdicts

MATCH, DIFFERS, NOT = Agreement.MATCH, Agreement.DIFFERS, Agreement.NOT_COMPARED
CLAIM = a_claim()
HOLDER = CLAIM.holder


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (HOLDER.native, MATCH),
        (" ".join(HOLDER.native), MATCH),
        (HOLDER.latin, MATCH),
        (HOLDER.latin.lower(), MATCH),
        (" ".join(reversed(HOLDER.latin.split())), MATCH),
        (HOLDER.latin.replace(" ", "<<"), MATCH),
        ("".join(chr(ord(one) + 0xFEE0) if one.isascii() and one != " " else one for one in HOLDER.latin), MATCH),
        (HOLDER.native[0] + "伟", DIFFERS),
        ("SOMEBODY ELSE", DIFFERS),
        ("", NOT),
        ("   ", NOT),
    ],
)
def test_a_name_may_be_typed_in_either_script_any_width_case_and_order(name: str, found: Agreement) -> None:
    assert compared(CLAIM, Before(name=name))[Field.NAME] is found


def test_a_name_that_agrees_only_once_simplified_is_left_to_the_eye() -> None:
    claim = replace(CLAIM, holder=replace(HOLDER, native="张东", latin=""))
    assert compared(claim, Before(name="張東"))[Field.NAME] is NOT
    assert compared(claim, Before(name="ZHANG Dong"))[Field.NAME] is NOT


@pytest.mark.parametrize(
    "typed",
    [
        *("1994-03-09", "1994/3/9", "1994.3.9", "19940309", "1994年3月9日", "１９９４－０３－０９", " 1994 03 09 "),
        *("09 MAR 1994", "9 March 1994", "٠٩ MAR ١٩٩٤", "09 MAR/MARS 1994"),
    ],
)
def test_a_day_may_be_typed_as_documents_print_it(typed: str) -> None:
    claim = replace(CLAIM, holder=replace(HOLDER, born_on=date(1994, 3, 9)))
    assert compared(claim, Before(born=typed))[Field.BORN] is MATCH
    assert not faults(Before(born=typed))


@pytest.mark.parametrize("typed", ["03/09/1994", "9.3.94", "1994", "1994-13-01", "1994-02-30", "yesterday", "940309"])
def test_a_day_that_could_be_read_in_two_ways_is_asked_again(typed: str) -> None:
    assert faults(Before(born=typed)) == {Field.BORN: "born_unreadable"}


def test_the_last_characters_of_a_number_are_enough_and_three_are_too_few() -> None:
    number = HOLDER.document_number
    for typed in (number, number[-4:], f" {number[-6:-3]} {number[-3:]} ", number[-4:].lower()):
        assert compared(CLAIM, Before(number=typed))[Field.NUMBER] is MATCH
    assert compared(CLAIM, Before(number="0000"))[Field.NUMBER] is DIFFERS
    assert faults(Before(number=number[-3:])) == {Field.NUMBER: "number_short"}


def test_only_a_name_with_another_field_is_enough_and_one_difference_is_always_no() -> None:
    for found, holds, code in (
        ({}, Holds.UNKNOWN, "not_compared"),
        ({Field.NAME: MATCH}, Holds.UNKNOWN, "person_partly"),
        ({Field.NUMBER: MATCH, Field.BORN: MATCH}, Holds.UNKNOWN, "person_partly"),
        ({Field.NAME: MATCH, Field.BORN: MATCH}, Holds.YES, "person_agrees"),
        ({Field.NAME: MATCH, Field.NUMBER: MATCH}, Holds.YES, "person_agrees"),
        ({Field.NAME: MATCH, Field.NUMBER: MATCH, Field.BORN: DIFFERS}, Holds.NO, "person_differs"),
    ):
        assert verdict({**dict.fromkeys(Field, NOT), **found}) == Verdict(holds, code)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_compared_or_named_as_a_fault(name: str, number: str, born: str) -> None:
    before = Before(name=name, number=number, born=born)
    assert set(compared(CLAIM, before)) == set(Field)
    assert set(faults(before)) <= set(Field)


def test_the_five_questions_tell_a_changed_file_from_one_that_somebody_else_signed() -> None:
    def five(code: str, holds: Holds = Holds.NO) -> list[tuple[str, str]]:
        logged = Verdict(Holds.NO, "not_examined") if holds is Holds.NO else Verdict(Holds.YES, "logged")
        verdicts = Verdicts(
            sha256="", readable=True, signed=Verdict(holds, code), logged=logged, current=Verdict(Holds.YES, "current")
        )
        found = questions.of_file(verdicts, Verdict(Holds.YES, "person_agrees"))
        assert list(found) == list(questions.Question)
        return [(one.holds.value, one.code) for one in found.values()]

    assert five("changed")[:2] == [("no", "changed"), ("no", "not_examined")]
    assert five("unknown_issuer")[:2] == [("yes", "intact"), ("no", "unknown_issuer")]
    assert five("signed", Holds.YES)[:2] == [("yes", "intact"), ("yes", "issuer")]
    assert five("issued_bytes", Holds.YES)[0] == ("yes", "issued_bytes")
    assert five("changed")[4] == ("unknown", "not_compared"), "a paper that is not genuine is nobody's"
    assert five("signed", Holds.YES)[4] == ("yes", "person_agrees")


def test_every_answer_has_its_sentence_in_both_languages() -> None:
    for status in Status:
        for one in questions.as_json(questions.of_code(status)).values():
            assert one["zh"] in WORDING[one["code"]]
            assert one["en"] in WORDING[one["code"]]
    assert set(WORDING) >= questions.OF_THE_ISSUER
    assert {comparing.verdict(dict.fromkeys(Field, one)).code for one in Agreement} <= set(WORDING)
