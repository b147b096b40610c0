"""Every kind of notice comes through one table: read strictly, received once, kept where the law says, with the same receipt."""

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from django.db import connections

import cast
import notices_beside as beside
from qingbai.audit import queries as audit
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.law.organs import SenderKind
from qingbai.notices import kinds, manifest, models, waiting
from qingbai.notices.common import kind_of_sender
from qingbai.notices.faults import NoticeRefused
from qingbai.notices.notice import Sender, StatedOffence
from qingbai.notices.penalty import Imposed, Measure
from qingbai.notices.sealing_notice import Decided, SealingGround
from qingbai.registers import models as registers
from qingbai.sealing import models as vault
from registering import AT, COURT, demo

API = Path(__file__).parents[3] / "docs" / "api"
database = pytest.mark.django_db(databases=["default", "vault"])
by_kind = pytest.mark.parametrize("make", beside.EVERY_KIND, ids=lambda make: make.__name__)


def receive(notice, *, at=AT):
    return kinds.receive(notice=notice, by=COURT, at=at)


def results(receipt) -> list[str]:
    return [line.result for line in receipt.lines]


def size() -> dict[str, int]:
    counted = {}
    for alias in ("default", "vault"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                counted[f"{alias}.{table}"] = cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return counted


def refused(notice) -> set[tuple[str, str]]:
    before = size()
    with pytest.raises(NoticeRefused) as refusal:
        receive(notice)
    assert size() == before
    return {(fault.field, fault.code) for fault in refusal.value.faults}


@by_kind
def test_each_kind_reads_back_as_it_was_written(make):
    assert kinds.parse(json.dumps(kinds.as_json(make()))) == make()


@by_kind
def test_the_published_schema_and_example_are_current(make):
    notice = make()
    name = notice.format.split("/")[1]
    schema = json.loads((API / f"{name}.schema.json").read_text(encoding="utf-8"))
    example = json.loads((API / "examples" / "notices" / f"{name}.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(kinds.KINDS[notice.format].form.schema())), "python tools/schemas.py"
    assert example == kinds.as_json(notice), "python tools/schemas.py"
    jsonschema.validate(example, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**example, "colour": "red"}, schema)


def test_judgments_are_in_the_table_too():
    assert kinds.parse(json.dumps(kinds.as_json(demo("zhao-shidi")))) == demo("zhao-shidi")


@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        ('{"format": "qingbai/release-notice/2"}', "format", "unknown_format"),
        ('{"format": 7}', "format", "unknown_format"),
        ("{}", "format", "missing"),
        ("{", "notice", "not_json"),
        ("[]", "notice", "not_an_object"),
        ("[" * 100_000, "notice", "nested_too_deep"),
        ('{"format": "qingbai/release-notice/1", "format": "qingbai/release-notice/1"}', "format", "repeated_key"),
        (b"{}\xff", "notice", "not_utf8"),
        (b" " * 9_000_000, "notice", "too_large"),
    ],
)
def test_what_is_no_notice_is_refused_with_what_is_wrong(data, field, code):
    with pytest.raises(NoticeRefused) as refusal:
        kinds.parse(data)
    assert (field, code) in {(fault.field, fault.code) for fault in refusal.value.faults}


def test_an_unknown_format_names_every_one_that_is_read():
    with pytest.raises(NoticeRefused) as refusal:
        kinds.parse('{"format": "csv"}')
    [fault] = refusal.value.faults
    assert all(name in fault.en and name in fault.zh for name in kinds.KINDS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("演示市清河区人民法院", SenderKind.COURT),
        ("演示市清河区人民检察院", SenderKind.PROCURATORATE),
        ("演示省清河监狱", SenderKind.PRISON),
        ("演示省未成年犯管教所", SenderKind.PRISON),
        ("演示市看守所", SenderKind.DETENTION_HOUSE),
        ("演示市公安局看守所", SenderKind.DETENTION_HOUSE),
        ("演示市清河区司法局", SenderKind.JUSTICE_BUREAU),
        ("演示市公安局清河分局", SenderKind.PUBLIC_SECURITY),
        ("演示省国家安全厅", SenderKind.STATE_SECURITY),
        ("清河农场", None),
    ],
)
def test_a_senders_name_tells_what_sort_of_organ_it_is(name, kind):
    assert kind_of_sender(name) is kind


@database
@pytest.mark.parametrize(
    ("notice", "field"),
    [
        (beside.release(sender=beside.BUREAU), "sender.name"),
        (beside.correction_end(sender=beside.PRISON), "sender.name"),
        (beside.sealing(sender=beside.POLICE), "sender.name"),
        (beside.sealing(sender=beside.PROCURATORATE), "sender.name"),
        (beside.non_prosecution(sender=beside.COURT_SENDS), "sender.name"),
        (beside.penalty(sender=beside.PROCURATORATE), "sender.name"),
    ],
    ids=lambda value: getattr(value, "format", value),
)
def test_who_may_not_send_a_kind_is_told_who_may(notice, field):
    assert refused(notice) == {(field, "sender_not_entitled")}


@database
def test_a_release_in_the_register_ends_the_execution_and_changes_no_verdict():
    receive(demo("zhao-shidi"))
    receipt = receive(beside.release())
    assert results(receipt) == ["entered"]
    told = registers.ExecutionNotice.objects.get()
    assert (told.case_number, told.name, told.state, told.on) == (
        "（2023）演0101刑初46号",
        cast.ON_RECORD.name,
        "completed",
        date(2025, 12, 11),
    )
    assert "演示省清河监狱" in told.source
    assert registers.Conviction.objects.count() == 1


@database
def test_a_release_of_somebody_sealed_stays_in_the_vault_and_the_receipt_reads_the_same():
    receive(demo("zhao-shidi"))
    receive(demo("shen-xiaodu"))
    opened = receive(beside.release())
    shen = beside.release(
        cast.SEALED, message_id="m-2", case_number="（2022）演0101刑初17号", released_on=date(2024, 3, 1)
    )
    sealed = receive(shen)
    assert registers.ExecutionNotice.objects.count() == 1
    assert vault.SealedStatement.objects.count() == 1
    blank = {"message_id": "", "case_number": "", "reference": ""}
    lines = tuple(dataclasses.replace(line, name="", entry="") for line in opened.lines)
    hidden = tuple(dataclasses.replace(line, name="", entry="") for line in sealed.lines)
    assert dataclasses.replace(opened, **blank, lines=lines) == dataclasses.replace(sealed, **blank, lines=hidden)
    assert [len(line.entry) for line in opened.lines] == [len(line.entry) for line in sealed.lines]


@database
@pytest.mark.parametrize(("name", "person"), [("zhao-shidi", cast.ON_RECORD), ("shen-xiaodu", cast.SEALED)])
def test_a_release_before_its_judgment_waits_and_is_taken_up_with_it(name, person):
    judgment = demo(name)
    early = beside.release(person, case_number=judgment.case_number)
    assert results(receive(early)) == ["waiting"]
    assert len(waiting.waiting()) == 1
    assert registers.ExecutionNotice.objects.count() + vault.SealedStatement.objects.count() == 0
    receive(judgment)
    assert waiting.waiting() == ()
    assert registers.ExecutionNotice.objects.count() + vault.SealedStatement.objects.count() == 1
    assert results(receive(early)) == ["already"]


@database
@by_kind
def test_the_same_notice_again_changes_nothing_and_says_so(make):
    receive(demo("zhao-shidi"))
    receive(demo("shen-xiaodu"))
    first = receive(make())
    before = {table: rows for table, rows in size().items() if "audit" not in table}
    again = receive(make(), at=AT + timedelta(hours=1))
    assert (again.reference, [line.entry for line in again.lines]) == (
        first.reference,
        [line.entry for line in first.lines],
    )
    assert {table: rows for table, rows in size().items() if "audit" not in table} == before
    if make is not beside.manifest:
        assert again.already_registered


@database
@by_kind
def test_every_kind_stands_once_on_the_vaults_ledger(make):
    receive(make())
    told = audit.entries(viewer=SYSTEM, purpose="test", kinds=[EventKind.NOTICE_RECEIVED], using="vault")
    assert len(told) == 1


@database
@by_kind
def test_the_same_number_with_another_body_is_refused(make):
    receive(make())
    other = make(sender=dataclasses.replace(make().sender, name=make().sender.name + " "))
    assert refused(other) == {("message_id", "same_message_other_body")}


@database
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (beside.release(), beside.release(message_id="m-2", released_on=date(2025, 12, 13))),
        (beside.correction_end(), beside.correction_end(message_id="m-2", ended_on=date(2025, 5, 4))),
        (beside.sealing(), beside.sealing(message_id="m-2", ground=SealingGround.EXEMPTED)),
        (beside.non_prosecution(), beside.non_prosecution(message_id="m-2", charges=("抢夺罪",))),
        (beside.penalty(), beside.penalty(message_id="m-2", violations=("猥亵",))),
    ],
    ids=lambda value: value.format,
)
def test_a_second_notice_that_says_otherwise_is_refused_as_a_contradiction(first, second):
    receive(first)
    assert refused(second) == {("notice", "contradicts_earlier")}


@database
def test_a_contradiction_is_found_in_register_and_vault_alike():
    receive(demo("zhao-shidi"))
    receive(demo("shen-xiaodu"))
    for person, case in ((cast.ON_RECORD, "（2023）演0101刑初46号"), (cast.SEALED, "（2022）演0101刑初17号")):
        number = case[-4:-1].strip("初")
        receive(beside.release(person, case_number=case, message_id=f"m-{number}"))
        other = beside.release(person, case_number=case, message_id=f"n-{number}", released_on=date(2025, 12, 13))
        assert refused(other) == {("notice", "contradicts_earlier")}


@database
@pytest.mark.parametrize(("name", "person"), [("zhao-shidi", cast.ON_RECORD), ("shen-xiaodu", cast.SEALED)])
def test_a_release_of_somebody_else_or_before_the_judgment_is_refused(name, person):
    judgment = demo(name)
    receive(judgment)
    wrong = beside.person(cast.CLEAN, name=person.name)
    pronounced = date(2023, 4, 20) if name == "zhao-shidi" else date(2022, 2, 25)
    strange = beside.release(person=wrong, case_number=judgment.case_number, released_on=pronounced.replace(day=1))
    assert refused(strange) == {("person", "other_person"), ("released_on", "before_verdict")}


@database
def test_everything_wrong_with_a_release_is_told_at_once():
    wrong = beside.release(
        message_id="",
        court="演示市清河区",
        case_number="46号",
        person=beside.person(cast.ON_RECORD, name="赵某", born_on="1981-03-09", household="x"),
        released_on=AT.date() + timedelta(days=30),
        certificate_number=" ",
        political_rights_until=date(2023, 1, 1),
        fine_unpaid_yuan=-1,
    )
    assert refused(wrong) == {
        ("message_id", "message_id"),
        ("court", "not_a_court"),
        ("case_number", "not_a_case_number"),
        ("person.name", "masked_name"),
        ("person.born_on", "number_date"),
        ("person.household", "household"),
        ("released_on", "in_future"),
        ("certificate_number", "empty"),
        ("political_rights_until", "out_of_order"),
        ("fine_unpaid_yuan", "negative"),
    }


@database
@pytest.mark.parametrize(
    ("notice", "fault"),
    [
        (beside.release(released_on=date(2022, 12, 31)), ("released_on", "before_case")),
        (beside.correction_end(ended_on=date(2023, 5, 4)), ("ended_on", "out_of_order")),
        (beside.sealing(ground=SealingGround.NOT_PROSECUTED), ("ground", "ground_contradicts")),
        (beside.sealing(number="17号"), ("number", "not_a_case_number")),
        (beside.sealing(effective_on=date(2021, 12, 31)), ("effective_on", "before_case")),
        (beside.non_prosecution(decision_number="7号"), ("decision_number", "not_a_decision_number")),
        (beside.non_prosecution(decided_on=date(2022, 12, 14)), ("decided_on", "before_case")),
        (beside.non_prosecution(charges=("袭警罪",), decided_on=date(2023, 3, 14)), None),
        (beside.non_prosecution(charges=("投毒罪",)), ("charges[0]", "charge_not_then")),
        (beside.non_prosecution(charges=("偷看罪",)), ("charges[0]", "charge_unknown")),
        (beside.non_prosecution(charges=()), ("charges", "empty")),
        (
            beside.non_prosecution(offences=(StatedOffence(began="2023-03-15", ended="2023-03-15"),)),
            ("offences[0].began", "after_decision"),
        ),
        (beside.penalty(violations=("盗窃罪",)), ("violations[0]", "crime_in_penalty")),
        (beside.penalty(imposed=(Imposed(measure=Measure.FINE),)), ("imposed[0].yuan", "amount_missing")),
        (
            beside.penalty(imposed=(Imposed(measure=Measure.WARNING, days=3),)),
            ("imposed[0].days", "amount_not_fitting"),
        ),
        (beside.penalty(imposed=(Imposed(measure=Measure.DETENTION, days=21),)), ("imposed", "detention_too_long")),
        (
            beside.penalty(acts=(StatedOffence(began="2008-05-12", ended="2008-05-12"),)),
            ("acts[0]", "too_young_for_penalty"),
        ),
        (beside.manifest(digest="0" * 64), ("digest", "manifest_digest")),
        (beside.manifest("a-1", "a-1"), ("sent[1]", "number_listed_twice")),
        (beside.manifest("a 1"), ("sent[0]", "message_id")),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_refused_by_name(notice, fault):
    if fault is None:
        receive(notice)
    else:
        assert fault in refused(notice)


@database
def test_non_prosecution_and_penalties_never_touch_the_register():
    before = {table: rows for table, rows in size().items() if table.startswith("default.")}
    assert results(receive(beside.non_prosecution())) == ["entered"]
    assert results(receive(beside.penalty())) == ["entered"]
    assert {table: rows for table, rows in size().items() if table.startswith("default.")} == before
    rules = dict(vault.SealedPaper.objects.values_list("kind", "rules"))
    assert "SEAL-06" in rules["non_prosecution"]
    assert "SEAL-24" in rules["penalty"]


@database
def test_an_adults_non_prosecution_is_kept_apart_by_the_opinions():
    receive(beside.non_prosecution(cast.CLEAN))
    assert "REG-05" in vault.SealedPaper.objects.get().rules


@database
def test_a_notice_to_seal_moves_what_was_left_open_to_the_vault_in_either_order():
    adult = beside.sealing(cast.ON_RECORD, number="（2023）演0101刑初46号", effective_on=date(2023, 5, 5))
    receive(demo("zhao-shidi"))
    assert results(receive(adult)) == ["entered"]
    assert registers.Conviction.objects.count() == 0
    assert vault.SealedConviction.objects.count() == 1


@database
def test_a_notice_to_seal_what_is_sealed_already_changes_nothing_but_its_own_rows():
    receive(demo("shen-xiaodu"))
    assert results(receive(beside.sealing())) == ["already"]
    assert vault.SealedConviction.objects.count() == 1


@database
def test_a_notice_to_seal_what_is_not_here_waits_and_is_done_when_that_comes():
    early = beside.sealing(cast.ON_RECORD, number="（2023）演0101刑初46号", effective_on=date(2023, 5, 5))
    assert results(receive(early)) == ["waiting"]
    assert waiting.waits(sender=early.sender.code, number=early.message_id)
    receive(demo("zhao-shidi"))
    assert not waiting.waits(sender=early.sender.code, number=early.message_id)
    assert registers.Conviction.objects.count() == 0
    assert vault.SealedConviction.objects.count() == 1


@database
def test_a_procuratorate_orders_its_own_decision_sealed():
    receive(beside.non_prosecution())
    order = beside.sealing(
        cast.SEALED_TWIN,
        sender=beside.PROCURATORATE,
        decided=Decided.NON_PROSECUTION,
        issuer=beside.PROCURATORATE.name,
        number="演清检刑不诉[2023]7号",
        effective_on=date(2023, 3, 14),
        ground=SealingGround.NOT_PROSECUTED,
    )
    assert results(receive(order)) == ["already"]


@database
def test_a_manifest_finds_the_notice_that_never_came():
    receive(beside.release())
    receipt = receive(beside.manifest())
    assert [(line.name, line.result) for line in receipt.lines] == [("qhjy-2025-0316", "not_received")]
    receive(beside.release(message_id="qhjy-2025-0316", case_number="（2023）演0101刑初47号"))
    assert results(receive(beside.manifest())) == ["all_received"]


@database
def test_another_manifest_for_the_same_day_is_refused():
    receive(beside.manifest())
    assert refused(beside.manifest("a-1", message_id="m-2")) == {("sent", "contradicts_earlier")}


def test_a_cut_list_has_another_digest():
    assert manifest.digest_of(["a", "b"]) != manifest.digest_of(["a"])


@database
def test_when_a_notice_came_is_kept_once_with_how_late_it_was():
    receive(beside.release())
    receive(beside.release(), at=AT + timedelta(days=3))
    arrival = models.Arrival.objects.get()
    assert (arrival.kind, arrival.sender, arrival.known_from) == ("release", "演狱01", AT)
    assert arrival.late_days > 300


@database
def test_a_strange_senders_name_is_left_to_whoever_registers_clients():
    assert results(receive(beside.release(sender=Sender(code="x", name="清河农场")))) == ["waiting"]
