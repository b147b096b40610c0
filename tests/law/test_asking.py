"""asking: who may ask about others because of a bar (INQ-08, INQ-09, INQ-12)."""

from dataclasses import replace
from datetime import date

import pytest

from qingbai.law.asking import serves
from qingbai.law.bans import Inquirer, Tie, bar, bars, may_ask
from qingbai.law.bars.form import Rank
from qingbai.law.terms import Answer, OfficeKind
from qingbai.law.wording import wording

ON = date(2026, 11, 2)
YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
UNIT, LICENSING, NOTARY = Inquirer.UNIT, Inquirer.LICENSING_ORGAN, Inquirer.NOTARY_OFFICE


@pytest.mark.parametrize(
    ("inquirer", "key", "tie", "answer", "code"),
    [
        pytest.param(UNIT, "BAN-09", Tie.STAFF, YES, "basis_suffices", id="a unit about its staff"),
        pytest.param(UNIT, "BAN-09", Tie.CANDIDATE, YES, "tie_suffices", id="a unit about a candidate"),
        pytest.param(UNIT, "BAN-09", Tie.FORMER, NO, "tie_does_not_suffice", id="about former staff"),
        pytest.param(UNIT, "BAN-09", Tie.APPLICANT, NO, "tie_does_not_suffice", id="about whoever applies for a licence"),
        pytest.param(UNIT, "BAN-53", Tie.STAFF, NO, "rank_too_low", id="by a ministerial rule"),
        pytest.param(UNIT, "BAN-54", Tie.STAFF, NO, "no_post_of_a_unit", id="travel is no post"),
        pytest.param(UNIT, "BAN-51", Tie.STAFF, NO, "no_post_of_a_unit", id="the unit itself is no staff"),
        pytest.param(UNIT, None, Tie.STAFF, NO, "no_basis_named", id="by nothing"),
        pytest.param(LICENSING, "BAN-09", Tie.APPLICANT, YES, "basis_suffices", id="a licensing organ about an applicant"),
        pytest.param(LICENSING, "BAN-51", Tie.APPLICANT, YES, "basis_suffices", id="about a unit that applies"),
        pytest.param(LICENSING, "BAN-54", Tie.APPLICANT, NO, "no_post_of_a_unit", id="about travel"),
        pytest.param(LICENSING, "BAN-09", Tie.STAFF, NO, "tie_does_not_suffice", id="about its staff in that capacity"),
        pytest.param(LICENSING, None, Tie.APPLICANT, NO, "no_basis_named", id="a licensing organ by nothing"),
        pytest.param(NOTARY, None, Tie.NOTARY_CLIENT, YES, "tie_suffices", id="a notary office about its client"),
        pytest.param(NOTARY, None, Tie.NONE, NO, "tie_does_not_suffice", id="a notary office about anybody"),
    ],
)  # fmt: skip
def test_who_may_ask(inquirer: Inquirer, key: str | None, tie: Tie, answer: Answer, code: str) -> None:
    finding = may_ask(inquirer, bar(key) if key else None, tie, ON)
    assert finding.answer is answer
    assert code in [reason.code for reason in finding.because]
    assert all(wording(reason).zh and wording(reason).en for reason in finding.because)


@pytest.mark.parametrize(
    ("foreigner", "serving", "code"),
    [
        (True, OfficeKind.EXIT_ENTRY, "foreigner_to_exit_entry"),
        (False, OfficeKind.POLICE_STATION, "citizen_to_police_station"),
    ],
)
def test_a_foreigner_is_asked_about_at_the_exit_entry_department_and_a_citizen_at_the_police_station(
    foreigner: bool, serving: OfficeKind, code: str
) -> None:
    for kind in OfficeKind:
        finding = serves(kind, foreigner=foreigner)
        assert (finding.answer, finding.value) == (YES if kind is serving else NO, serving)
        assert [reason.code for reason in finding.because] == [code]


@pytest.mark.parametrize(
    ("rank", "answer", "code"),
    [
        (Rank.LAW, PERSON, "basis_not_listed"),
        (Rank.REGULATION, PERSON, "basis_not_listed"),
        (Rank.MINISTERIAL, NO, "rank_too_low"),
        (Rank.LOCAL, NO, "rank_too_low"),
    ],
)
def test_a_text_that_the_rule_book_does_not_know(rank: Rank, answer: Answer, code: str) -> None:
    finding = may_ask(UNIT, None, Tie.STAFF, ON, other_basis=rank)
    assert (finding.answer, finding.because[-1].code) == (answer, code)


def test_a_bar_counts_from_its_first_day_until_before_its_last() -> None:
    own = replace(bar("BAN-09"), from_on=date(2026, 1, 1), until_on=date(2026, 12, 1))
    for on, answer in (
        (date(2025, 12, 31), NO),
        (date(2026, 1, 1), YES),
        (date(2026, 11, 30), YES),
        (date(2026, 12, 1), NO),
    ):
        assert may_ask(UNIT, own, Tie.STAFF, on).answer is answer
    assert may_ask(UNIT, replace(own, from_on=None, until_on=None), Tie.STAFF, ON).answer is YES


def test_nobody_without_a_tie_ever_gets_anything() -> None:
    for known in bars():
        for inquirer in Inquirer:
            assert may_ask(inquirer, known, Tie.NONE, ON).answer is NO


def test_each_reason_says_what_it_is_about_and_on_what_it_rests() -> None:
    assert may_ask(UNIT, None, Tie.STAFF, ON).because[0].citation.article == "4(2)"
    assert may_ask(NOTARY, None, Tie.NOTARY_CLIENT, ON).because[0].citation.article == "4(3)"
    assert may_ask(UNIT, bar("BAN-53"), Tie.STAFF, ON).because[-1].facts == {"rank": "ministerial"}
    assert may_ask(UNIT, bar("BAN-54"), Tie.STAFF, ON).because[-1].facts == {"bar": "BAN-54"}
    early = may_ask(UNIT, bar("BAN-11b"), Tie.STAFF, ON).because[-1]
    assert (early.code, early.facts) == ("basis_not_in_force", {"bar": "BAN-11b", "on": "2026-11-02"})
