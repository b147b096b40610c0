"""Many notices at once: each by itself, or all of them or none, as the sender chooses."""

import pytest

from qingbai.api import models, reception
from qingbai.audit.models import LedgerEntry
from qingbai.registers import models as registers
from qingbai.sealing import models as vault
from registering import demo
from senders import HIGHER_COURT, Program, problem, stated

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

NAMES = ("zhao-shidi", "shen-xiaodu", "han-yueling")
WRONG = {**stated(), "message_id": "wrong-1", "case_number": "（2023）演0101刑初47号"}


def entered() -> int:
    return registers.Conviction.objects.count() + vault.SealedConviction.objects.count()


def held() -> dict:
    open_question = stated("tang-bozhou")
    open_question["defendants"][0]["main_acts_before_18"] = None
    return open_question


def test_each_line_is_answered_by_itself():
    response = Program().batch(demo("zhao-shidi"), b"{", b"", WRONG, held(), demo("shen-xiaodu"))
    assert response.status_code == 200
    told = response.json()
    assert (told["mode"], told["received"], told["held"], told["refused"]) == ("each", 2, 1, 2)
    assert [(one["line"], one["status"], one["message_id"]) for one in told["results"]] == [
        (1, "received", demo("zhao-shidi").message_id),
        (2, "refused", ""),
        (4, "refused", "wrong-1"),
        (5, "held", demo("tang-bozhou").message_id),
        (6, "received", demo("shen-xiaodu").message_id),
    ]
    assert [bool(one["receipt"]) for one in told["results"]] == [True, False, False, False, True]
    assert entered() == 2


def test_all_together_are_entered_where_all_are_right():
    program = Program()
    response = program.batch(*(demo(name) for name in NAMES), mode="whole")
    assert response.status_code == 200
    assert response.json()["received"] == 3
    assert entered() == 3
    for name in NAMES:
        assert program.ask("GET", f"notices/{demo(name).message_id}").json()["status"] == "received"


def test_none_is_entered_where_one_is_wrong_and_every_wrong_one_is_named():
    program = Program()
    ledger = LedgerEntry.objects.count()
    response = program.batch(demo("zhao-shidi"), WRONG, demo("shen-xiaodu"), held(), mode="whole")
    assert problem(response, 422, "batch-refused") == []
    assert [(one["line"], one["status"]) for one in response.json()["results"]] == [(2, "refused"), (4, "held")]
    assert entered() == 0
    assert vault.Message.objects.count() == 0
    assert LedgerEntry.objects.count() <= ledger + 1  # the token
    told = program.ask("GET", f"notices/{demo('zhao-shidi').message_id}")
    assert problem(told, 404, "not-found") == []
    assert program.batch(demo("zhao-shidi"), demo("shen-xiaodu"), mode="whole").json()["received"] == 2


def test_two_notices_of_one_number_in_a_whole_batch_keep_all_out():
    twice = demo("han-yueling", message_id=demo("zhao-shidi").message_id)
    response = Program().batch(demo("zhao-shidi"), twice, mode="whole")
    assert problem(response, 422, "batch-refused") == []
    [bad] = response.json()["results"]
    assert (bad["line"], bad["problem"]["errors"][0]["code"]) == (2, "same_message_other_body")
    assert entered() == 0


def test_a_batch_sent_again_is_answered_alike_under_its_key():
    program = Program()
    key = {"Idempotency-Key": "batch-1"}
    first = program.batch(demo("zhao-shidi"), WRONG, **key)
    again = program.batch(demo("zhao-shidi"), WRONG, **key)
    assert again.content == first.content
    assert models.Told.objects.count() == 2
    refused = program.batch(demo("han-yueling"), WRONG, mode="whole", **{"Idempotency-Key": "batch-2"})
    once_more = program.batch(demo("han-yueling"), WRONG, mode="whole", **{"Idempotency-Key": "batch-2"})
    assert (once_more.status_code, once_more.content) == (422, refused.content)


def test_a_batch_of_somebody_else_is_refused_line_by_line():
    told = Program(HIGHER_COURT).batch(*(demo(name) for name in NAMES)).json()
    codes = {error["code"] for one in told["results"] for error in one["problem"]["errors"]}
    assert (told["refused"], codes) == (3, {"wrong_sender"})


def test_a_batch_has_its_limits():
    program = Program()
    for mode, most in (("each", reception.MOST_IN_A_BATCH), ("whole", reception.MOST_TOGETHER)):
        assert problem(program.batch(*[b"{}"] * (most + 1), mode=mode), 413, "too-large") == [("body", "too_many")]
    assert problem(program.batch(b"", b"  "), 400, "malformed-request") == [("body", "empty")]
    assert problem(program.batch(b"{}", mode="some"), 400, "malformed-request") == [("mode", "parameter")]
