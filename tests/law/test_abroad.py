"""abroad: what a certificate needs to be used in another country (APO-01 to APO-04)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.certificates.paper.countries import NAMES
from qingbai.law import abroad
from qingbai.law.abroad import FROM_THE_DOCUMENT, Formality, Item, Way, way_abroad
from qingbai.law.terms import Answer
from qingbai.law.wording import wording

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("country", "on", "formality", "code"),
    [
        ("FRA", TODAY, Formality.APOSTILLE, "apostille_suffices"),
        ("FRA", date(2023, 11, 7), Formality.APOSTILLE, "apostille_suffices"),
        ("FRA", date(2023, 11, 6), Formality.LEGALISATION, "convention_not_yet"),
        ("CAN", date(2024, 1, 10), Formality.LEGALISATION, "convention_not_yet"),
        ("CAN", date(2024, 1, 11), Formality.APOSTILLE, "apostille_suffices"),
        ("IND", TODAY, Formality.LEGALISATION, "convention_objected"),
        ("EGY", TODAY, Formality.LEGALISATION, "not_on_the_list"),
    ],
)
def test_the_convention_decides_which_formality_ends_the_way(
    country: str, on: date, formality: Formality, code: str
) -> None:
    found = way_abroad(country, on)
    assert (found.answer, found.value) == (Answer.YES, Way(notarial=True, formality=formality))
    assert [reason.code for reason in found.because] == [code, "notary_first"]


@pytest.mark.parametrize("country", ["HKG", "MAC", "TWN", "XXA", "PRY", "BGD"])
def test_what_the_sources_do_not_settle_a_person_decides(country: str) -> None:
    assert way_abroad(country, TODAY).answer is Answer.PERSON


def test_within_china_nothing_is_needed() -> None:
    found = way_abroad("CHN", TODAY)
    assert (found.answer, found.value, found.because[0].code) == (Answer.NO, None, "used_at_home")


def test_the_list_is_the_published_one_and_names_only_known_countries() -> None:
    # 125 parties were listed with China and India; no place of China and no document of the stateless is among them.
    assert len(abroad.PARTIES) == 123
    named = abroad.PARTIES | abroad.OBJECTED | abroad.UNSETTLED | abroad.OF_CHINA | abroad.NO_STATE
    assert named <= NAMES.keys()
    assert not abroad.PARTIES & (abroad.OBJECTED | abroad.OF_CHINA | abroad.NO_STATE | {"CHN"})
    assert abroad.JOINED_LATER.keys() <= abroad.PARTIES


@given(st.sampled_from(sorted(NAMES)), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_an_apostille_once_enough_stays_enough_and_every_reason_reads(country: str, on: date) -> None:
    found = way_abroad(country, on)
    assert all(wording(reason).zh and wording(reason).en for reason in found.because)
    if found.value is not None and found.value.formality is Formality.APOSTILLE:
        assert way_abroad(country, on + timedelta(days=1)).value == found.value


def test_the_document_settles_four_of_the_ten_items() -> None:
    assert len(Item) == 10
    assert tuple(Item)[:4] == FROM_THE_DOCUMENT
