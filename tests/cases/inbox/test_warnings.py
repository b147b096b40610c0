"""Hints and faults beside the fields: told, never changed by the house."""

from dataclasses import replace

import pytest

from desks import judgment
from qingbai.inbox import warnings
from qingbai.inbox.sheet import Content, Entry, Sheet


def sheet(name: str = "zhao-shidi", **changes: str) -> Sheet:
    content = Content(text=judgment(name), name="x", sender="x")
    return Sheet.of(content, [Entry(field.replace("__", "."), value, "100101-11") for field, value in changes.items()])


def hints(**changes: str) -> dict[str, str]:
    return {one.field: one.code for one in warnings.hints(sheet(**changes))}


CHARGE = "defendants__0__sentences__0__charge"
MAIN = "defendants__0__sentences__0__main"
BEGAN, ENDED = (f"stated__defendants__0__offences__0__{end}" for end in ("began", "ended"))


def test_a_judgment_as_it_should_be_gets_no_hint() -> None:
    assert hints() == {}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (CHARGE, "偷猫罪", "charge_unknown"),
        (CHARGE, "嫖宿幼女罪", "charge_not_then"),
        ("case_number", "(2023)演0101刑初46号", "number_form"),
        ("case_number", "（2023）演0101民初46号", "number_type"),
        ("case_number", "（2024）演0101刑初46号", "number_year"),
        ("stated__sender__code", "演0102", "court_code"),
    ],
)
def test_what_does_not_fit_is_named_at_its_field(field: str, value: str, code: str) -> None:
    assert hints(**{field: value})[field.replace("__", ".")] == code


def test_a_case_number_of_before_2016_has_its_own_form() -> None:
    assert hints(case_number="（2009）演刑初字第12号", pronounced_on="2009-05-01").get("case_number") is None


@pytest.mark.parametrize(("months", "told"), [(180, False), (181, True), (6, False), (5, True)])
def test_a_term_outside_the_catalogue_is_named(months: int, told: bool) -> None:
    path = MAIN.replace("__", ".")
    given = {MAIN: f"fixed_term {months} 0", "defendants__0__term_to": "", "defendants__0__term_from": ""}
    assert (path in hints(**given)) is told


def test_an_offence_before_the_age_of_responsibility_is_named() -> None:
    found = hints(**{BEGAN: "1992-01-01", ENDED: "1992-01-02"})
    assert BEGAN.replace("__", ".") in found or ENDED.replace("__", ".") in found


def test_nothing_is_changed_by_a_hint() -> None:
    one = sheet(**{CHARGE: "偷猫罪"})
    before = one.digest
    assert warnings.hints(one)
    assert (one.digest, one.by_path[CHARGE.replace("__", ".")].value) == (before, "偷猫罪")
    assert replace(one).digest == before
