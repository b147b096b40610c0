"""A record that leaves the register while a list is under way: the list goes on as if there had never been one, and nothing shows that it did."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

import cast
from applications import COUNTER, NOW, furnish, judged
from lists import gone_on, line, unit
from qingbai import clock
from qingbai.audit import services as ledger
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import content
from qingbai.certificates import queries as certificates
from qingbai.certificates.models import Paper
from qingbai.certificates.status import Status as PaperStatus
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from qingbai.screening import jobs, letters, queries, services, steps
from qingbai.screening.models import Checked, RowLetter
from qingbai.screening.terms import Result
from qingbai.screening.ways import Status
from qingbai.sealing import services as sealing
from registering import REGISTRAR, described, record, verdict

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
TWIN = cast.citizen(
    "吴桐屿", "WU TONGYU", "M", cast.date(1985, 4, 18), 19
)  # of the same name and day as the man on record


@pytest.fixture(autouse=True)
def _desk(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()
    unit()


def sealed(*convictions: UUID) -> None:
    for one in convictions or Conviction.objects.values_list("id", flat=True):
        sealing.seal_entered(conviction=one, rules="measures_2022: SEAL-01", basis="n-2", by=SYSTEM, at=NOW)


def entered(person: cast.Person, **changes) -> UUID:
    """One more conviction of somebody, effective for years."""
    whole = record(verdict(person, **changes))
    return registers.enter(record=whole, by=REGISTRAR, at=NOW - timedelta(days=1), basis="n-1").defendants[0].conviction


def looks_at(person: cast.Person) -> int:
    return LedgerEntry.objects.filter(kind="list_searched", about=ledger.fingerprint(person.number)).count()


def results(case) -> list[Result | None]:
    return [one.result for one in queries.lines(number=case.number, viewer=COUNTER, at=NOW + timedelta(minutes=1))]


def said(case, row: int) -> str:
    (letter,) = RowLetter.objects.filter(roster=case.row, row__line=row).order_by("-edition")[:1]
    return str(content.parse(bytes(Paper.objects.get(number=letter.number).claim)))


@pytest.mark.parametrize("way", ["the round", "the page"])
def test_nobody_is_asked_about_a_record_that_left_meanwhile(way):
    judged("wu-tongyu")
    case = gone_on(line(cast.CLEAN), line(TWIN))
    assert case.status is Status.WITH_A_PERSON
    assert services.open_file(number=case.number, by=COUNTER, at=NOW).questions
    sealed()
    if way == "the round":
        assert jobs.go_round(at=NOW) == (case.number,)
    seen = services.open_file(number=case.number, by=COUNTER, at=NOW)
    assert seen.questions == ()
    assert seen.case.status is not Status.WITH_A_PERSON
    after = services.go_on(number=case.number, by=SYSTEM, at=NOW)
    assert after.status is Status.ISSUED
    assert [one.act for one in after.acts][4:] == ["check", "answer", "issue"]
    assert results(after) == [Result.NOTHING, Result.NOTHING]


def test_one_record_of_two_that_leaves_takes_its_question_with_it_and_the_other_is_asked():
    judged("wu-tongyu")
    same = Conviction.objects.get()
    born = {"defendant": described(cast.SAME_NAME_ON_RECORD)}
    other = entered(cast.SAME_NAME_ON_RECORD, **born)
    case = gone_on(line(TWIN))
    before = services.open_file(number=case.number, by=COUNTER, at=NOW).questions
    sealed(other)
    after = services.open_file(number=case.number, by=COUNTER, at=NOW).questions
    assert {one.reference for one in after} == {str(same.id)}
    assert len(before) == 2
    assert str(other) not in str(Checked.objects.latest("round").found)


def test_what_was_decided_about_a_record_that_left_is_shown_to_nobody_at_the_office_any_more():
    judged("wu-tongyu")
    case = gone_on(line(cast.CLEAN), line(TWIN))
    (asked,) = services.open_file(number=case.number, by=COUNTER, at=NOW).questions
    judge = {"number": case.number, "line": 3, "subject": asked.subject, "by": COUNTER, "at": NOW}
    services.judge_match(**judge, same=False, reason="相片不一致")
    assert "judge_match" in [one.act for one in services.open_file(number=case.number, by=COUNTER, at=NOW).history]
    sealed()
    seen = services.open_file(number=case.number, by=COUNTER, at=NOW)
    assert [one.act for one in seen.history] == ["submit", "read_rows", "accept", "check"]
    auditor = Actor(ActorKind.OFFICER, "auditor-1", "100101-hy", "auditor")
    assert "judge_match" in [one.act for one in services.open_file(number=case.number, by=auditor, at=NOW).history]


def test_an_officer_who_answers_a_question_that_is_none_any_more_is_told_and_nothing_is_recorded():
    judged("wu-tongyu")
    case = gone_on(line(TWIN))
    (asked,) = services.open_file(number=case.number, by=COUNTER, at=NOW).questions
    sealed()
    with pytest.raises(services.NothingToJudge):
        services.judge_match(
            number=case.number, line=2, subject=asked.subject, same=True, reason="相片一致", by=COUNTER, at=NOW
        )
    after = services.open_file(number=case.number, by=COUNTER, at=NOW).case
    assert "judge_match" not in [one.act for one in after.acts]


def test_a_round_without_news_searches_nobody_again():
    judged("wu-tongyu")
    case = gone_on(line(TWIN))
    before = looks_at(TWIN)
    assert jobs.go_round(at=NOW) == ()
    assert looks_at(TWIN) == before
    assert Checked.objects.filter(row__file=case.file).count() == 1


def test_the_page_that_shows_a_candidate_says_on_the_ledger_that_somebody_looked():
    judged("wu-tongyu")
    case = gone_on(line(TWIN), line(cast.CLEAN))
    before = looks_at(TWIN), looks_at(cast.CLEAN)
    services.open_file(number=case.number, by=COUNTER, at=NOW)
    assert (looks_at(TWIN), looks_at(cast.CLEAN)) == (before[0] + 1, before[1])


def test_a_record_whose_facts_demand_sealing_leaves_the_same_row_as_none():
    young = {"offences": verdict(cast.SEALED).offences, "effective_on": cast.date(2023, 5, 5)}
    conviction = entered(cast.SEALED, **young)  # not yet sealed: the nightly check has still to come
    case = gone_on(line(cast.SEALED), line(cast.SEALED_TWIN), line(cast.EXEMPTED))
    assert case.status is Status.ISSUED
    kept = list(Checked.objects.order_by("row__line").values_list("round", "result", "found"))
    assert kept[0] == kept[1]
    assert str(conviction) not in str(kept)


def test_whoever_is_not_barred_leaves_one_and_the_same_trace():
    judged("zhao-shidi", "han-yueling")
    gone_on(line(cast.CLEAN), line(cast.EXEMPTED), line(cast.ON_RECORD))
    clean, exempted, barred = Checked.objects.order_by("row__line").values_list("found", flat=True)
    assert clean == exempted == {"candidates": [], "barred": [], "open": []}
    assert barred["barred"]
    assert barred["candidates"]


def under_way(monkeypatch, *rows: str):
    """A list whose letters are made and which is about to be issued; what happens in that moment is ``meanwhile``."""
    made, meanwhile = letters.issue, []

    def then(*given, **named):
        done = made(*given, **named)
        while done is None and meanwhile:
            meanwhile.pop()()
        return done

    monkeypatch.setattr(steps.letters, "issue", then)
    return meanwhile, lambda: gone_on(*rows)


ROWS = (line(cast.CLEAN), line(cast.ON_RECORD), line(cast.EXEMPTED))


def test_a_record_sealed_between_its_letter_and_the_release_is_in_no_letter_that_leaves(monkeypatch):
    judged("zhao-shidi", "han-yueling")
    meanwhile, go = under_way(monkeypatch, *ROWS)
    barred = Conviction.objects.get(subject__names__text=cast.ON_RECORD.name).id
    meanwhile.append(lambda: sealed(barred))
    case = go()
    assert case.status is Status.ISSUED
    assert results(case) == [Result.NOTHING] * 3
    assert "盗窃罪" not in "".join(said(case, row) for row in (2, 3, 4))
    assert "未发现" in said(case, 3)
    papers = dict(RowLetter.objects.filter(roster=case.row).values_list("number", "edition"))
    for number, edition in papers.items():
        status = certificates.status_by_code(code=Paper.objects.get(number=number).code)
        assert status is (PaperStatus.CURRENT if edition == 1 else PaperStatus.NOT_CURRENT)
    assert sorted(papers.values()) == [0] * 4 + [1] * 4  # all are made anew: none stands out among the others
    seen = queries.file(number=case.number, viewer=COUNTER, at=NOW + timedelta(minutes=1))
    assert (seen.progress.letters, len(seen.covering)) == (4, 1)


def test_a_changed_list_takes_the_same_steps_to_the_same_tick_as_an_unchanged_one(monkeypatch):
    judged("zhao-shidi")
    meanwhile, go = under_way(monkeypatch, line(cast.CLEAN), line(cast.ON_RECORD))
    plain = gone_on(line(cast.CLEAN), line(cast.SEALED))
    meanwhile.append(sealed)
    changed = go()
    shown = [(one.act, one.by, one.reasons) for one in plain.acts]
    assert [(one.act, one.by, one.reasons) for one in changed.acts] == shown
    assert [one.acts[-1].facts["released_at"] for one in (plain, changed)] == [
        changed.acts[-1].facts["released_at"]
    ] * 2
    first, second = (re.sub(r"第\d{7}号|code='[^']*'", "", said(changed, row)).split("岗位")[1] for row in (2, 3))
    assert first == second


def test_a_last_look_that_changes_nothing_is_on_the_ledger_and_makes_nothing_anew():
    judged("zhao-shidi")
    case = gone_on(line(cast.CLEAN), line(cast.ON_RECORD))
    # searched, looked at for the letter, looked at before the release
    assert (looks_at(cast.CLEAN), looks_at(cast.ON_RECORD)) == (1, 3)
    assert RowLetter.objects.filter(roster=case.row).count() == 3
    assert not Paper.objects.filter(acts__isnull=False).exists()


def test_a_second_crime_learned_of_before_the_release_is_told_and_an_open_one_is_asked(monkeypatch):
    judged("zhao-shidi")
    meanwhile, go = under_way(monkeypatch, line(cast.CLEAN), line(cast.ON_RECORD))
    meanwhile.append(lambda: entered(cast.ON_RECORD))
    case = go()
    assert case.status is Status.ISSUED
    assert said(case, 3).count("盗窃罪") == 2
