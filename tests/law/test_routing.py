"""routing: which registry keeps a record (REG-02, REG-03)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.organs import Authority, Investigator
from qingbai.law.parameters import RegistryPlace, RegistryRule
from qingbai.law.routing import RecordFacts, Registry, keeping_registry
from qingbai.law.terms import Answer, Finding, SubjectKind

ON = date(2026, 3, 2)
HERE, THERE, ELSEWHERE = "100101", "100102", "100103"
PERSON, UNIT = SubjectKind.PERSON, SubjectKind.UNIT
POLICE, SECRET, PROCURATOR, JUSTICE = (
    Authority.PUBLIC_SECURITY,
    Authority.STATE_SECURITY,
    Authority.PROCURATORATE,
    Authority.JUSTICE,
)


def facts(**given: object) -> RecordFacts:
    known: dict[str, object] = {"subject": PERSON, "household": HERE, "charges": ("盗窃罪",)}
    return RecordFacts(**{**known, **given})


def registry(finding: Finding[Registry]) -> Registry:
    assert finding.answer is Answer.YES
    assert finding.value is not None
    return finding.value


@pytest.mark.parametrize(
    ("given", "authority", "code"),
    [
        pytest.param({}, POLICE, "kept_by_default", id="an ordinary crime"),
        pytest.param({"charges": ()}, POLICE, "kept_by_default", id="no charge known"),
        pytest.param({"charges": ("没有这样的罪",)}, POLICE, "kept_by_default", id="a charge that nobody knows"),
        pytest.param({"charges": ("骗购外汇罪",)}, POLICE, "kept_by_default", id="the one crime outside the code's chapters"),
        pytest.param({"charges": ("逃离部队罪",)}, POLICE, "kept_by_default", id="chapter ten: the Opinions name no registry of the army"),
        pytest.param({"charges": ("间谍罪",)}, SECRET, "kept_by_chapter", id="a crime against the security of the state"),
        pytest.param({"charges": ("资敌罪",), "investigated_by": Investigator.PUBLIC_SECURITY}, POLICE, "kept_by_investigator", id="who investigated goes before the chapter"),
        pytest.param({"charges": ("受贿罪",)}, PROCURATOR, "kept_by_chapter", id="bribery"),
        pytest.param({"charges": ("玩忽职守罪",)}, PROCURATOR, "kept_by_chapter", id="dereliction of duty"),
        pytest.param({"charges": ("盗窃罪", "受贿罪")}, PROCURATOR, "kept_by_chapter", id="the second crime decides"),
        pytest.param({"charges": ("受贿罪", "间谍罪")}, SECRET, "kept_by_chapter", id="state security goes before, whatever the order"),
        pytest.param({"charges": ("非法拘禁罪",), "investigated_by": Investigator.PROCURATORATE}, PROCURATOR, "kept_by_investigator", id="an official's crime that the procuratorate investigated"),
        pytest.param({"charges": ("受贿罪",), "investigated_by": Investigator.SUPERVISION}, PROCURATOR, "kept_by_investigator", id="a supervisory organ"),
        pytest.param({"charges": ("故意伤害罪",), "investigated_by": Investigator.PRISON}, JUSTICE, "kept_by_investigator", id="a crime in prison"),
        pytest.param({"investigated_by": Investigator.STATE_SECURITY}, SECRET, "kept_by_investigator", id="state security investigated"),
        pytest.param({"charges": ("偷越国（边）境罪",), "investigated_by": Investigator.COAST_GUARD}, POLICE, "kept_by_default", id="the coast guard has no registry"),
        pytest.param({"charges": ("受贿罪",), "investigated_by": Investigator.MILITARY}, POLICE, "kept_by_default", id="a known investigator keeps the chapter out"),
        pytest.param({"charges": ("侮辱罪",), "investigated_by": Investigator.NOBODY}, POLICE, "kept_by_default", id="a private prosecution"),
    ],
)  # fmt: skip
def test_the_authority_follows_the_investigation_else_the_chapter(
    given: dict[str, object], authority: Authority, code: str
) -> None:
    finding = keeping_registry(facts(**given), ON)
    assert registry(finding) == Registry(authority, HERE)
    assert codes(finding) == [code, "kept_at_household"]
    assert finding.because[0].facts["authority"] == authority


def test_the_chapter_and_the_investigator_are_named() -> None:
    chapters = {
        name: keeping_registry(facts(charges=(name,)), ON).because[0].facts["chapter"]
        for name in ("间谍罪", "受贿罪", "玩忽职守罪")
    }
    assert chapters == {"间谍罪": "1", "受贿罪": "8", "玩忽职守罪": "9"}
    found = keeping_registry(facts(investigated_by=Investigator.PRISON), ON)
    assert found.because[0].facts == {"investigator": "prison", "authority": "justice"}


@pytest.mark.parametrize(
    ("given", "division", "code", "place"),
    [
        pytest.param({}, HERE, "kept_at_household", None, id="the household's place"),
        pytest.param({"residence": THERE, "court": ELSEWHERE}, HERE, "kept_at_household", None, id="it goes before all others"),
        pytest.param({"household": None, "residence": THERE, "court": ELSEWHERE}, THERE, "kept_without_household", "residence", id="no household known: the residence"),
        pytest.param({"household": "", "court": ELSEWHERE}, ELSEWHERE, "kept_without_household", "court", id="nor residence: the court's place"),
        pytest.param({"household": "810000", "residence": THERE}, THERE, "kept_without_household", "residence", id="a household in Hong Kong has no registry of these four"),
        pytest.param({"household": "820000", "residence": THERE}, THERE, "kept_without_household", "residence", id="nor one in Macau"),
        pytest.param({"household": "830000", "court": THERE}, THERE, "kept_without_household", "court", id="nor one in Taiwan, as residence permits write it"),
        pytest.param({"household": "710000", "court": THERE}, THERE, "kept_without_household", "court", id="nor as the table of divisions writes it"),
        pytest.param({"foreigner": True, "household": None, "residence": THERE, "court": ELSEWHERE}, ELSEWHERE, "kept_for_foreigner", "court", id="a foreigner: the court's place"),
        pytest.param({"subject": UNIT, "household": None, "seat": THERE, "court": ELSEWHERE}, THERE, "kept_for_unit", "seat", id="a unit: its seat"),
        pytest.param({"subject": UNIT, "household": HERE, "court": ELSEWHERE}, ELSEWHERE, "kept_for_unit", "court", id="a unit without a known seat: the court's place"),
        pytest.param({"subject": UNIT, "foreigner": True, "household": None, "seat": THERE}, THERE, "kept_for_unit", "seat", id="a foreign unit is a unit"),
    ],
)  # fmt: skip
def test_the_place(given: dict[str, object], division: str, code: str, place: str | None) -> None:
    finding = keeping_registry(facts(**given), ON)
    assert registry(finding) == Registry(POLICE, division)
    assert codes(finding) == ["kept_by_default", code]
    said = dict(finding.because[1].facts)
    assert said == ({"place": division} if place is None else {"place": division, "registry_place": place})


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"household": None}, id="nothing known"),
        pytest.param({"household": "810000"}, id="only a household outside the mainland"),
        pytest.param({"foreigner": True, "household": HERE, "residence": THERE}, id="a foreigner without the court's place"),
        pytest.param({"subject": UNIT, "household": HERE, "residence": HERE}, id="a unit has neither household nor residence"),
    ],
)  # fmt: skip
def test_without_any_place_a_person_decides(given: dict[str, object]) -> None:
    finding = keeping_registry(facts(**given), ON)
    assert (finding.answer, finding.value) == (Answer.PERSON, None)
    assert codes(finding) == ["kept_by_default", "no_place_to_register"]


def test_an_abolished_division_hands_the_record_to_its_successor_of_today() -> None:
    changes = {"100109": "100108", "100108": HERE}
    finding = keeping_registry(facts(household="100109"), ON, changes)
    assert registry(finding) == Registry(POLICE, HERE)
    assert codes(finding) == ["kept_by_default", "kept_at_household", "division_succeeded"]
    assert finding.because[2].facts == {"place": "100109", "present": HERE}
    untouched = keeping_registry(facts(), ON, changes)
    assert registry(untouched) == Registry(POLICE, HERE)
    assert codes(untouched) == ["kept_by_default", "kept_at_household"]


@pytest.mark.parametrize(
    "circle", [{HERE: HERE}, {HERE: THERE, THERE: HERE}, {HERE: THERE, THERE: ELSEWHERE, ELSEWHERE: THERE}]
)
def test_successors_that_run_in_a_circle_are_for_a_person(circle: dict[str, str]) -> None:
    finding = keeping_registry(facts(), ON, circle)
    assert (finding.answer, finding.value) == (Answer.PERSON, None)
    assert codes(finding) == ["kept_by_default", "kept_at_household", "division_without_end"]


def test_before_the_opinions_nothing_says_who_keeps_a_record() -> None:
    assert keeping_registry(facts(), date(2012, 5, 10)).answer is Answer.YES
    before = keeping_registry(facts(), date(2012, 5, 9))
    assert (before.answer, codes(before)) == (Answer.PERSON, ["no_rule_in_force"])


def test_a_registry_may_part_the_records_otherwise() -> None:
    own = RegistryRule(
        by_investigator={Investigator.SUPERVISION: POLICE},
        by_chapter={9: JUSTICE},
        precedence=(JUSTICE,),
        otherwise=SECRET,
        places_of_foreigners=(RegistryPlace.RESIDENCE, RegistryPlace.COURT),
    )
    foreigner = facts(foreigner=True, household=None, residence=THERE, court=ELSEWHERE, charges=("滥用职权罪",))
    assert registry(keeping_registry(foreigner, ON, rule=own)) == Registry(JUSTICE, THERE)
    assert registry(keeping_registry(facts(charges=("受贿罪",)), ON, rule=own)) == Registry(SECRET, HERE)
    supervised = facts(investigated_by=Investigator.SUPERVISION)
    assert registry(keeping_registry(supervised, date(1999, 1, 1), rule=own)) == Registry(POLICE, HERE)


CODES = st.none() | st.sampled_from([HERE, THERE, ELSEWHERE, "810000"])


@given(
    st.builds(
        RecordFacts,
        subject=st.sampled_from(SubjectKind),
        foreigner=st.booleans(),
        investigated_by=st.none() | st.sampled_from(Investigator),
        charges=st.lists(st.sampled_from(["盗窃罪", "受贿罪", "间谍罪", "走私罪"])).map(tuple),
        household=CODES,
        residence=CODES,
        seat=CODES,
        court=CODES,
    )
)
def test_whoever_has_a_place_that_counts_has_exactly_one_registry(one: RecordFacts) -> None:
    finding = keeping_registry(one, ON)
    if finding.answer is Answer.YES:
        found = registry(finding)
        assert found.division in (one.household, one.residence, one.seat, one.court)
        assert found == registry(keeping_registry(one, ON, {ELSEWHERE + "x": HERE}))
    else:
        assert not one.court
    assert keeping_registry(one, ON) == finding


@given(st.permutations(["盗窃罪", "受贿罪", "间谍罪", "滥用职权罪"]))
def test_the_order_of_the_crimes_does_not_matter(named: list[str]) -> None:
    assert registry(keeping_registry(facts(charges=tuple(named)), ON)) == Registry(SECRET, HERE)
