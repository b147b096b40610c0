"""Where one person may ask: each region's rule for its own offices, and reasons in names."""

from datetime import date

import pytest

from applications import furnish
from qingbai.agencies.spoken import spoken
from qingbai.agencies.where import where_to_ask
from qingbai.law.citations import Citation
from qingbai.law.jurisdiction import Asker
from qingbai.law.reasons import Code, because
from qingbai.law.terms import AskerClass

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def codes(asker: AskerClass, among: set[str] | None = None, **places: object) -> list[str]:
    found = where_to_ask(Asker(asker=asker, **places), on=TODAY, among=among)
    return [one.office.code for one in found.offices]


def test_two_places_in_two_regions_are_both_asked_by_their_own_rules() -> None:
    assert codes(AskerClass.CITIZEN, household="100101", residence="100201") == ["100201-gd", "100101-hy"]
    assert codes(AskerClass.CITIZEN, among={"100101-hy"}, household="100101", residence="100201") == ["100101-hy"]


def test_a_foreigner_goes_to_the_hall_of_the_district_after_180_days() -> None:
    assert codes(AskerClass.FOREIGNER, residence="110105", stay_days=180) == ["110105-ee"]
    short = where_to_ask(Asker(asker=AskerClass.FOREIGNER, residence="110105", stay_days=179), on=TODAY)
    assert (short.offices, ["179" in one.says.zh for one in short.otherwise]) == ((), [True])


def test_who_names_no_place_is_told_what_is_missing() -> None:
    found = where_to_ask(Asker(asker=AskerClass.CITIZEN), on=TODAY)
    assert [one.article.zh for one in found.otherwise] == ["《公安机关办理犯罪记录查询工作规定》第5条"]


def test_a_reason_names_office_and_place_and_keeps_what_it_does_not_know() -> None:
    told = spoken(
        because(Code.POLICE_STATION_OF_PLACE, Citation("inquiry_rules", "5"), office="100101-hy", place="100101")
    )
    assert "河沿派出所" in told.says.zh
    assert "清河区" in told.says.zh
    assert "100101" not in told.says.zh + told.says.en
    strange = spoken(
        because(Code.POLICE_STATION_OF_PLACE, Citation("inquiry_rules", "5"), office="nowhere", place="999999")
    )
    assert "nowhere" in strange.says.en
    assert "999999" in strange.says.en
