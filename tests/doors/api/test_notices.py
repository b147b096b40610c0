"""Notices through the door: a typed receipt, a typed refusal or a typed question for each, and the same answer again."""

import json
import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections

import cast
import notices_beside as beside
from qingbai import clock, incoming
from qingbai.agencies.terms import SenderKind
from qingbai.api import models, once
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.notices import kinds
from qingbai.registers import models as registers
from qingbai.sealing import models as vault
from registering import demo, notice_of_two
from senders import COURT, HIGHER_COURT, PRISON, Program, encoded, problem, stated

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def entered() -> int:
    return registers.Conviction.objects.count() + vault.SealedConviction.objects.count()


def rows() -> dict[str, int]:
    """How many rows every table has that a notice could leave a trace in, the ledgers and the door's own aside."""
    counted = {}
    for alias in ("default", "vault"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                if not table.startswith(("audit_", "api_", "agencies_api")):
                    counted[f"{alias}.{table}"] = cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return counted


def vault_ledger() -> list[LedgerEntry]:
    return list(LedgerEntry.objects.using("vault").order_by("number"))


def test_a_notice_is_entered_and_its_receipt_says_so():
    response = Program().send(demo("zhao-shidi"))
    assert response.status_code == 201
    receipt = response.json()
    [line] = receipt.pop("lines")
    assert line == {
        "name": cast.ON_RECORD.name,
        "entry": str(registers.Conviction.objects.get().id),
        "result": "entered",
        "zh": "已登记",
        "en": "entered",
    }
    assert receipt["status"] == "received"
    assert receipt["already_registered"] is False
    assert response.headers["Location"] == f"notices/{receipt['message_id']}"
    assert response.headers["Cache-Control"] == "no-store"


def test_the_sender_stands_in_the_ledger_for_what_it_sent():
    program = Program()
    program.send(demo("zhao-shidi"))
    entry = next(one for one in vault_ledger() if one.kind == EventKind.NOTICE_RECEIVED)
    assert (entry.actor_kind, entry.actor, entry.office) == ("sender", program.card.id, COURT[0])


def test_the_same_notice_again_changes_nothing_and_says_so():
    program = Program()
    first = program.send(demo("zhao-shidi")).json()
    response = program.send(demo("zhao-shidi"))
    assert response.status_code == 200
    again = response.json()
    assert again["already_registered"] is True
    assert again["reference"] == first["reference"]
    assert [line["entry"] for line in again["lines"]] == [line["entry"] for line in first["lines"]]
    assert entered() == 1


def shape(value):
    """The value with everything that names the case or the moment taken out."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return value if value in {"entered", "已登记", "received", True, False, None} else type(value).__name__


def test_a_receipt_reads_the_same_for_sealed_and_open():
    program = Program()
    answers = [program.send(demo(name)) for name in ("shen-xiaodu", "han-yueling")]
    assert {vault.SealedConviction.objects.count(), registers.Conviction.objects.count()} == {1}
    sealed, opened = ((one.status_code, sorted(one.headers), shape(one.json())) for one in answers)
    assert sealed == opened
    again = [program.ask("GET", f"notices/{one.json()['message_id']}") for one in answers]
    sealed, opened = ((one.status_code, sorted(one.headers), shape(one.json())) for one in again)
    assert sealed == opened


def test_what_the_door_keeps_is_alike_for_sealed_and_open_and_tells_neither():
    program = Program()
    for name in ("shen-xiaodu", "han-yueling"):
        program.send(demo(name), **{"Idempotency-Key": name})
    for model in (models.Told, models.Answered):
        kept = list(model.objects.order_by("known_from").values())
        assert len(kept) == 2
        for row in kept:
            whole = b"".join(bytes(value) for value in row.values() if isinstance(value, memoryview | bytes))
            for person in (cast.SEALED, cast.EXEMPTED):
                assert person.name.encode() not in whole
        plain = [{key: value for key, value in row.items() if isinstance(value, bool)} for row in kept]
        assert plain[0] == plain[1]


def test_the_receipt_can_be_asked_for_again_by_its_sender_alone():
    court, same_court, other = Program(), Program(), Program(HIGHER_COURT)
    receipt = court.send(demo("zhao-shidi")).json()
    for program in (court, same_court):
        told = program.ask("GET", f"notices/{receipt['message_id']}")
        assert told.status_code == 200
        assert told.json() == {
            "status": "received",
            "message_id": receipt["message_id"],
            "receipt": receipt,
            "problem": None,
        }
    stranger = other.ask("GET", f"notices/{receipt['message_id']}")
    unknown = other.ask("GET", "notices/m-unknown")
    assert problem(stranger, 404, "not-found") == problem(unknown, 404, "not-found") == []
    assert stranger.content == unknown.content
    assert sorted(stranger.headers) == sorted(unknown.headers)


def test_a_refusal_can_be_asked_for_again_until_the_notice_is_right():
    program = Program()
    good = demo("zhao-shidi")
    wrong = stated(final_on="2099-01-01", service=[])
    refused = program.send(wrong)
    assert problem(refused, 422, "notice-refused") == [("final_on", "in_future")]
    told = program.ask("GET", f"notices/{good.message_id}").json()
    assert (told["status"], told["receipt"], told["problem"]) == ("refused", None, refused.json())
    assert program.send(good).status_code == 201
    program.send(wrong)
    told = program.ask("GET", f"notices/{good.message_id}").json()
    assert told["status"] == "received"


def test_a_refusal_changes_nothing_and_stands_on_the_ledger_by_its_codes():
    program = Program()
    before = rows()
    problem(program.send(stated(final_on="2099-01-01", service=[])), 422, "notice-refused")
    assert rows() == before
    entry = vault_ledger()[-1]
    assert (entry.kind, entry.actor) == (EventKind.NOTICE_REFUSED, program.card.id)
    assert entry.facts == {"client": program.card.id, "status": "refused", "codes": "in_future"}


def test_everything_wrong_is_told_at_once():
    wrong = stated(colour="red", final_on="1.5.2023")
    del wrong["case_number"]
    assert set(problem(Program().send(wrong), 422, "notice-refused")) == {
        ("colour", "unknown_field"),
        ("final_on", "not_a_date"),
        ("case_number", "missing"),
    }


def test_a_question_for_a_person_is_held():
    open_question = stated("tang-bozhou")
    open_question["defendants"][0]["main_acts_before_18"] = None
    program = Program()
    held = program.send(open_question)
    assert problem(held, 422, "notice-held") == [("defendants[0]", "sealing_open")]
    told = program.ask("GET", f"notices/{open_question['message_id']}").json()
    assert (told["status"], told["problem"]) == ("held", held.json())
    assert entered() == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b" ", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe{}", "not_utf8"),
        (b"[" * 200_000, "nested_too_deep"),
        (b'{"format": "qingbai/judgment-notice/1", "a": 1, "a": 2}', "repeated_key"),
        (b'{"format": "qingbai/judgment-notice/1", "a": NaN}', "not_json"),
        (b'{"a": 1e999}', "missing"),
        (b"null", "not_an_object"),
        (b"[]", "not_an_object"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(body: bytes, code: str):
    response = Program().send(body)
    assert response.status_code in {400, 422}
    name = "unreadable-notice" if response.status_code == 400 else "notice-refused"
    assert code in {told for _, told in problem(response, response.status_code, name)}


def test_an_unknown_version_is_told_with_those_that_are_known():
    response = Program().send(stated(format="qingbai/judgment-notice/9"))
    assert problem(response, 422, "notice-refused") == [("format", "unknown_format")]
    assert "qingbai/judgment-notice/1" in response.json()["errors"][0]["en"]


def test_a_notice_that_is_too_large_is_refused():
    response = Program().send(stated(text="x" * (incoming.LARGEST + 1)))
    assert problem(response, 413, "too-large") == [("notice", "too_large")]


def test_a_request_larger_than_any_is_refused_as_a_problem_before_it_is_read(settings):
    settings.LARGEST_REQUEST = 1000
    assert problem(Program().send(b"x" * 1001), 413, "too-large") == []


def test_a_program_speaks_for_its_own_sender_only():
    court = Program(HIGHER_COURT)
    assert problem(court.send(demo("zhao-shidi")), 403, "sender-not-entitled") == [("sender.code", "wrong_sender")]
    renamed = stated(sender={"code": COURT[0], "name": "演示市石桥区人民法院"})
    assert problem(Program().send(renamed), 403, "sender-not-entitled") == [("sender.name", "wrong_sender_name")]
    assert entered() == 0


def test_a_prison_sends_no_judgments():
    prison = Program((COURT[0], COURT[1], SenderKind.PRISON))
    response = prison.send(demo("zhao-shidi"))
    assert problem(response, 403, "sender-not-entitled") == [("format", "sender_not_entitled")]
    assert "监狱" in response.json()["errors"][0]["zh"]
    both = Program(PRISON).send(demo("zhao-shidi"))
    assert problem(both, 403, "sender-not-entitled") == [
        ("sender.code", "wrong_sender"),
        ("format", "sender_not_entitled"),
    ]


def test_a_token_without_the_scope_sends_nothing():
    program = Program(scopes=("send:judgment-notice", "send:something-else"))
    program.sign_in(scope="send:something-else")
    assert problem(program.send(demo("zhao-shidi")), 403, "sender-not-entitled") == [("format", "scope_missing")]
    assert entered() == 0


def test_the_same_number_with_another_content_is_a_conflict():
    program = Program()
    program.send(demo("zhao-shidi"))
    other = demo("han-yueling", message_id=demo("zhao-shidi").message_id)
    response = program.send(other)
    assert problem(response, 409, "contradicts-earlier-notice") == [("message_id", "same_message_other_body")]


def test_other_facts_about_a_document_are_a_conflict():
    program = Program()
    two = notice_of_two(cast.ON_RECORD, cast.EXEMPTED)
    assert program.send(two).status_code == 201
    changed = json.loads(encoded(two))
    changed["message_id"] = "two-again"
    changed["defendants"][0]["household"] = "100102"
    assert problem(program.send(changed), 409, "contradicts-earlier-notice") == [
        ("notice", "same_document_other_facts")
    ]


@pytest.mark.parametrize(
    ("headers", "media", "field"),
    [
        ({}, "text/plain", "Content-Type"),
        ({}, "application/x-ndjson", "Content-Type"),
        ({}, "application/json; charset=gb18030", "Content-Type"),
        ({"Content-Encoding": "gzip"}, "application/json", "Content-Encoding"),
    ],
)
def test_other_types_and_encodings_are_not_read(headers: dict[str, str], media: str, field: str):
    response = Program().ask("POST", "notices", b"{}", media=media, **headers)
    assert [where for where, _ in problem(response, 415, "unsupported-media-type")] == [field]


def test_an_address_and_a_method_that_do_not_exist_are_told_as_problems():
    program = Program()
    for address in ("", "nothing", "notices/", "notices/a/b", "docs"):
        assert problem(program.ask("GET", address), 404, "not-found") == []
    for method, address, allow in (
        ("GET", "notices", "POST"),
        ("DELETE", "notices/m-1", "GET"),
        ("PUT", "openapi.json", "GET, HEAD"),
    ):
        response = program.ask(method, address)
        assert problem(response, 405, "method-not-allowed") == []
        assert response.headers["Allow"] == allow


def test_a_program_that_asks_too_often_is_told_to_wait(settings):
    settings.API_REQUESTS_A_MINUTE = 3  # a token counts too
    program = Program()
    answers = [program.ask("GET", "notices/m-1") for _ in range(3)]
    assert [one.status_code for one in answers] == [404, 404, 429]
    assert problem(answers[-1], 429, "too-many-requests") == []
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_a_failure_is_told_as_a_problem_without_its_words(monkeypatch: pytest.MonkeyPatch):
    def fail(**_):
        raise RuntimeError(cast.SEALED.name)

    monkeypatch.setattr("qingbai.notices.services.receive", fail)
    response = Program().send(demo("zhao-shidi"))
    assert problem(response, 500, "internal-error") == []
    assert cast.SEALED.name not in response.content.decode()


def test_a_database_that_is_away_is_told_so_that_the_sender_tries_again(monkeypatch: pytest.MonkeyPatch):
    from django.db import OperationalError

    def away(**_):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("qingbai.notices.services.receive", away)
    response = Program().send(demo("zhao-shidi"))
    assert problem(response, 503, "unavailable") == []
    assert response.headers["Retry-After"] == "5"


# checking


@pytest.mark.parametrize("name", ["zhao-shidi", "shen-xiaodu", "xu-wangqiao"])
def test_a_check_says_what_a_notice_would_bring_and_changes_nothing(name: str):
    program = Program()
    before = rows()
    checked = program.check(demo(name))
    assert checked.status_code == 200
    assert rows() == before
    assert models.Told.objects.count() == 0
    told = checked.json()
    assert (told["would_be"], told["problem"]) == ("received", None)
    sent = program.send(demo(name))
    assert sent.status_code == 201
    assert [line["result"] for line in told["receipt"]["lines"]] == [line["result"] for line in sent.json()["lines"]]


def test_a_check_says_everything_that_would_be_refused_as_sending_would():
    program = Program()
    wrong = stated(final_on="2099-01-01", service=[])
    checked = program.check(wrong).json()
    assert checked["would_be"] == "refused"
    assert checked["problem"] == program.send(wrong).json()
    held = stated("tang-bozhou")
    held["defendants"][0]["main_acts_before_18"] = None
    assert program.check(held).json()["would_be"] == "held"
    assert program.check(b"{").json()["problem"]["errors"][0]["code"] == "not_json"


def test_a_check_sees_what_is_on_record_and_stands_on_the_ledger():
    program = Program()
    program.send(demo("zhao-shidi"))
    assert program.check(demo("zhao-shidi")).json()["receipt"]["already_registered"] is True
    entry = vault_ledger()[-1]
    assert (entry.kind, entry.actor, entry.facts["status"]) == (EventKind.NOTICE_CHECKED, program.card.id, "received")


# idempotency keys


def test_the_same_key_and_request_give_the_very_same_answer():
    program = Program()
    key = {"Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
    first = program.send(demo("zhao-shidi"), **key)
    again = program.send(demo("zhao-shidi"), **key)
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    bare = program.send(demo("zhao-shidi"), **{"Idempotency-Key": key["Idempotency-Key"].strip('"')})
    assert bare.headers["Idempotent-Replayed"] == "true"


def test_the_same_key_with_another_request_is_refused():
    program = Program()
    key = {"Idempotency-Key": "k-1"}
    program.send(demo("zhao-shidi"), **key)
    assert problem(program.send(demo("han-yueling"), **key), 422, "idempotency-key-reused") == []
    assert problem(program.batch(demo("zhao-shidi"), **key), 422, "idempotency-key-reused") == []
    assert entered() == 1


def test_keys_of_different_programs_do_not_meet():
    one, two = Program(), Program()
    key = {"Idempotency-Key": "k-1"}
    assert one.send(demo("zhao-shidi"), **key).status_code == 201
    assert two.send(demo("han-yueling"), **key).status_code == 201


def test_a_refusal_under_a_key_comes_again_and_a_failure_does_not(monkeypatch: pytest.MonkeyPatch):
    program = Program()
    wrong = stated(final_on="2099-01-01", service=[])
    first = program.send(wrong, **{"Idempotency-Key": "k-1"})
    again = program.send(wrong, **{"Idempotency-Key": "k-1"})
    assert (first.status_code, again.content) == (422, first.content)
    assert again.headers["Content-Type"] == "application/problem+json"
    with monkeypatch.context() as patch:
        patch.setattr("qingbai.notices.services.receive", lambda **_: 1 / 0)
        assert program.send(demo("zhao-shidi"), **{"Idempotency-Key": "k-2"}).status_code == 500
    assert program.send(demo("zhao-shidi"), **{"Idempotency-Key": "k-2"}).status_code == 201


def test_a_key_is_forgotten_after_a_week(monkeypatch: pytest.MonkeyPatch):
    program = Program()
    program.send(demo("zhao-shidi"), **{"Idempotency-Key": "k-1"})
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + once.KEPT + timedelta(minutes=1))
    program.sign_in()
    assert program.send(demo("han-yueling"), **{"Idempotency-Key": "k-1"}).status_code == 201
    assert models.Answered.objects.count() == 1


@pytest.mark.parametrize("key", ["", "a b", '"a', 'a"b', "a\\b", "键", "x" * 201])
def test_what_is_no_key_is_refused(key: str):
    response = Program().send(demo("zhao-shidi"), **{"Idempotency-Key": key})
    assert problem(response, 400, "malformed-request") == [("Idempotency-Key", "idempotency_key")]
    assert entered() == 0


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_two_requests_under_one_key_at_the_same_time_are_answered_once(monkeypatch: pytest.MonkeyPatch):
    from qingbai.notices import services

    program = Program()
    program.sign_in()
    inside, go_on = threading.Event(), threading.Event()
    receive = services.receive

    def slow(**given):
        inside.set()
        go_on.wait(20)
        return receive(**given)

    answers = []

    def first() -> None:
        try:
            answers.append(program.send(demo("zhao-shidi"), **{"Idempotency-Key": "k-1"}))
        finally:
            for one in connections.all():
                one.close()

    monkeypatch.setattr(services, "receive", slow)
    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert inside.wait(20)
        second = program.send(demo("zhao-shidi"), **{"Idempotency-Key": "k-1"})
    finally:
        go_on.set()
        thread.join()
    assert problem(second, 409, "request-in-flight") == []
    assert [one.status_code for one in answers] == [201]
    assert connection.vendor == "postgresql"


# notices beside judgments


def release(**changes):
    """The release of the one on record, from the prison of the demonstration."""
    whole = {
        "format": "qingbai/release-notice/1",
        "message_id": "jy-2025-1",
        "sender": {"code": PRISON[0], "name": PRISON[1]},
        "court": COURT[1],
        "case_number": demo("zhao-shidi").case_number,
        "person": {
            "name": cast.ON_RECORD.name,
            "documents": [{"kind": "resident_id", "number": cast.ON_RECORD.number}],
        },
        "released_on": "2025-05-04",
        "ground": "term_served",
        "certificate_number": "（2025）演监释字第12号",
    }
    return {**whole, **changes}


def test_a_release_is_entered_for_a_prison_and_refused_to_a_court():
    court, prison = Program(), Program(PRISON)
    court.send(demo("zhao-shidi"))
    response = prison.send(release())
    assert response.status_code == 201, response.content
    [line] = response.json()["lines"]
    assert (line["name"], line["result"]) == (cast.ON_RECORD.name, "entered")
    own = release(sender={"code": COURT[0], "name": COURT[1]})
    assert problem(court.send(own), 403, "sender-not-entitled") == [("format", "sender_not_entitled")]


def test_a_notice_whose_case_is_not_here_yet_waits_and_its_sender_hears_when_it_no_longer_does():
    court, prison = Program(), Program(PRISON)
    response = prison.send(release())
    assert response.status_code == 202
    receipt = response.json()
    assert (receipt["waits"], [line["result"] for line in receipt["lines"]]) == (True, ["waiting"])
    assert prison.ask("GET", "notices/jy-2025-1").json()["receipt"] == receipt
    court.send(demo("zhao-shidi"))
    told = prison.ask("GET", "notices/jy-2025-1").json()["receipt"]
    assert (told["waits"], [line["result"] for line in told["lines"]]) == (False, ["taken_up"])
    assert prison.send(release()).json()["already_registered"] is True


def test_a_receipt_says_how_late_the_notice_came():
    court, prison = Program(), Program(PRISON)
    assert court.send(demo("zhao-shidi")).json()["late_days"] > 1000
    told = prison.send(release(released_on=clock.today().isoformat())).json()
    assert told["late_days"] == 0
    other = Program(PRISON)
    assert other.ask("GET", f"notices/{told['message_id']}").json()["receipt"]["late_days"] == 0


def test_a_notice_to_seal_is_checked_without_moving_anything_and_moves_it_when_sent():
    court = Program()
    court.send(demo("zhao-shidi"))
    before = rows()
    order = kinds.as_json(
        beside.sealing(cast.ON_RECORD, number=demo("zhao-shidi").case_number, effective_on=date(2023, 5, 5))
    )
    checked = court.check(order).json()
    assert (checked["would_be"], checked["problem"]) == ("received", None)
    assert rows() == before
    assert vault.SealedConviction.objects.count() == 0
    assert court.send(order).status_code == 201
    assert vault.SealedConviction.objects.count() == 1


def test_a_check_of_a_notice_that_would_wait_leaves_nothing_waiting():
    prison = Program(PRISON)
    before = rows()
    checked = prison.check(release()).json()
    assert (checked["would_be"], checked["receipt"]["waits"]) == ("received", True)
    assert rows() == before


def test_every_wrong_thing_of_a_release_is_told_at_once():
    wrong = release(released_on="2099-01-01", court="清河", case_number="46")
    assert set(problem(Program(PRISON).send(wrong), 422, "notice-refused")) == {
        ("released_on", "in_future"),
        ("court", "not_a_court"),
        ("case_number", "not_a_case_number"),
    }
