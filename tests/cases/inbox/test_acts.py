"""The table of acts: what may follow what, by whom; and the rules about who must look a second time."""

import itertools

import pytest
from django.db import IntegrityError, connections, transaction

from applications import NOW, furnish
from desks import FIRST, SECOND, arrived, judgment
from qingbai.agencies.terms import Role
from qingbai.inbox import services
from qingbai.inbox.acts import ENDS, TABLE, Act, ActRefused, By, Status, following, lawful_acts, status_after
from qingbai.inbox.casework import HANDS, LEDGERED, open_case, record
from qingbai.inbox.corrections import as_entered, corrected, value_at
from qingbai.inbox.fields import Kind, WrongValue, checked, spec_of
from qingbai.inbox.second_look import Ground
from qingbai.inbox.sheet import Content, Entry, Sheet
from qingbai.reading import read

EVERY_WAY = [(status, act) for status in (None, *Status) for act in Act]


STANDINGS = [frozenset(by) for count in range(len(By) + 1) for by in itertools.combinations(By, count)]


@pytest.mark.parametrize("role", list(Role))
def test_nobody_does_what_the_table_does_not_allow(role: Role) -> None:
    for (status, act), by in itertools.product(EVERY_WAY, STANDINGS):
        way = TABLE.get((status, act))
        allowed = way is not None and role in way[1] and way[2] in by
        assert (act in lawful_acts(status, role, by)) is allowed
        if allowed:
            assert way is not None
            assert following(status, act, role, by) is way[0]
        else:
            with pytest.raises(ActRefused):
                following(status, act, role, by)


def test_nothing_follows_an_end_and_every_status_can_be_reached() -> None:
    assert not any(status in ENDS for status, _ in TABLE)
    assert {to for to, _, _ in TABLE.values()} == set(Status)
    assert set(LEDGERED) == set(Act)


def test_only_registrars_and_heads_act_and_auditors_never() -> None:
    assert {role for _, roles, _ in TABLE.values() for role in roles} == {Role.REGISTRAR, Role.HEAD}


def test_nobody_enters_without_a_confirmation() -> None:
    ways = {status for status, act in TABLE if act is Act.ENTER}
    assert ways == {Status.CONFIRMED, Status.SECONDED}
    assert status_after([Act.RECEIVE, Act.CLAIM, Act.CONFIRM, Act.OBJECT]) is Status.CLAIMED
    assert status_after([Act.RECEIVE, Act.CLAIM, Act.CONFIRM, Act.CORRECT]) is Status.CLAIMED
    assert Act.CORRECT in HANDS


def sheet(**changes: str) -> Sheet:
    content = Content(text=judgment("zhao-shidi"), name="x", sender="x")
    return Sheet.of(content, [Entry(field.replace("__", "."), value, "100101-11") for field, value in changes.items()])


@pytest.mark.parametrize(
    ("field", "value", "ground"),
    [
        ("stated__defendants__0__sealing_decision__sealed", "yes", Ground.SEALING),
        ("stated__defendants__0__sealing_decision__sealed", "no", Ground.UNSEALING),
        ("stated__defendants__0__main_acts_before_18", "no", Ground.SEALING),
        ("stated__defendants__0__prosecution_approval", "高检核准〔2024〕1号", Ground.SEALING),
        ("defendants__0__name", "赵石题", Ground.IDENTITY),
        ("defendants__0__id_number", "100101198003090316", Ground.IDENTITY),
        ("defendants__0__born_on", "1980-03-10", Ground.IDENTITY),
        ("instance", "retrial", Ground.EARLIER_RECORD),
        ("defendants__0__treatment", "quashed", Ground.EARLIER_RECORD),
        ("defendants__0__sentences__0__confiscation", "part", Ground.UNSURE),
        ("defendants__0__sentences__0__main", "fixed_term 24 0", Ground.VERDICT),
        ("pronounced_on", "2023-04-21", Ground.VERDICT),
    ],
)
def test_another_registrar_looks_at_what_the_rules_name(field: str, value: str, ground: Ground) -> None:
    assert ground in sheet(**{field: value}).second_look


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stated__final_on", "2023-05-05"),
        ("stated__defendants__0__household", "100101"),
        ("stated__defendants__0__execution__state", "serving"),
        ("stated__service__2__received_on", "2023-05-05"),
    ],
)
def test_one_registrar_is_enough_for_what_no_rule_names(field: str, value: str) -> None:
    assert sheet(**{field: value}).second_look == ()
    assert sheet().second_look == ()


def test_a_value_changed_back_needs_nobody_else() -> None:
    path = "defendants.0.sentences.0.main"
    first = sheet().by_path[path].value
    changed = Sheet.of(sheet().content, [Entry(path, "fixed_term 24 0", "a"), Entry(path, first, "a")])
    assert changed.second_look == ()
    assert changed.read_otherwise is None


def test_every_field_of_a_document_can_be_written_as_it_is_read() -> None:
    for name in ("zhao-shidi", "shen-xiaodu", "tang-bozhou", "tomas-rivedal", "han-yueling", "meng-chuanbai"):
        first = read(judgment(name))
        every = Sheet.of(Content(text=judgment(name), name="x", sender="x"))
        for field in every.fields:
            assert checked(field.kind, field.choices, field.value) == field.value, field.path
            if not field.path.startswith("stated.") and field.value:
                again = corrected(first, {field.path: field.value})
                assert value_at(again, field.path) == field.value, field.path
                assert again == first, field.path


def test_another_crime_is_added_and_an_emptied_one_is_left_out() -> None:
    added = sheet(
        defendants__0__sentences__1__charge="诈骗罪", defendants__0__sentences__1__main="fixed_term 12 0", defendants__0__combined__main="fixed_term 42 0"
    )  # fmt: skip
    (one,) = added.entered.defendants
    assert [sentence.charge for sentence in one.sentences] == ["盗窃罪", "诈骗罪"]
    assert one.combined is not None
    assert one.combined.months == 42
    emptied = sheet(defendants__0__sentences__0__charge="")
    assert emptied.entered.defendants[0].sentences == ()
    assert "defendants.0.sentences.0.charge" in emptied.by_path  # the page keeps its place


def test_what_the_reader_missed_can_be_filled_in_but_not_an_end_that_is_not_there() -> None:
    cut = judgment("zhao-shidi").split("判决如下")[0]
    first = read(cut)
    assert first.refused
    filled = as_entered(corrected(first, {"pronounced_on": "2023-04-20", "defendants.0.outcome": "convicted"}))
    assert "pronounced_on" not in filled.missing
    assert "verdict" in filled.missing


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("pronounced_on", "2023-02-30", "not_a_date"),
        ("pronounced_on", "2023", "not_a_date"),
        ("defendants.0.born_on", "1980-13", "not_a_partial_date"),
        ("defendants.0.sex", "X", "not_one_of"),
        ("defendants.0.sentences.0.main", "fixed_term", None),
        ("defendants.0.sentences.0.main", "forever 1 0", "not_one_of"),
        ("defendants.0.sentences.0.fine_yuan", "many", "not_a_number"),
        ("defendants.0.sentences.0.probation_months", "1.5", "not_a_number"),
        ("court", "x" * 501, "too_long"),
    ],
)
def test_what_is_no_value_of_a_field_is_refused(path: str, value: str, code: str | None) -> None:
    spec = spec_of(path)
    if code is None:
        assert checked(spec.kind, spec.choices, value)
        return
    with pytest.raises(WrongValue) as refused:
        checked(spec.kind, spec.choices, value)
    assert refused.value.code == code


def test_no_document_has_a_field_that_the_tables_do_not_know() -> None:
    with pytest.raises((KeyError, StopIteration)):
        spec_of("defendants.0.shoe_size")
    assert spec_of("cites.3.relation").kind is Kind.CHOICE


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.parametrize("table", ["inbox_draft", "inbox_act"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_rewrite_drafts_and_acts(table: str, statement: str) -> None:
    furnish()
    arrived()
    connections["vault"].check_constraints()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(using="vault"):
        connections["vault"].cursor().execute(statement.format(table))


@pytest.mark.django_db(databases=["default", "vault"])
def test_a_field_that_is_not_there_cannot_be_changed() -> None:
    furnish()
    draft = arrived()
    services.claim(draft=draft, by=FIRST, at=NOW)
    for path in ("defendants.7.name", "nothing", "text"):
        with pytest.raises(services.NoSuchField):
            services.correct(draft=draft, field=path, value="x", why="x", by=FIRST, at=NOW)


@pytest.mark.django_db(databases=["default", "vault"])
def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told() -> None:
    furnish()
    seen = open_case(arrived(), SECOND)
    services.claim(draft=seen.id, by=FIRST, at=NOW)
    with pytest.raises(services.TakenMeanwhile), transaction.atomic(using="vault"):
        record(seen, Act.CLAIM, by=SECOND, at=NOW, facts={}, ledger={})
    assert open_case(seen.id, SECOND).holder == FIRST.account
