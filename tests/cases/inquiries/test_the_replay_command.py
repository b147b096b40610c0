"""``qingbai replay`` as somebody types it: words, JSON, exit statuses."""

import json
from contextlib import nullcontext
from datetime import timedelta

import pytest
from click.testing import CliRunner

import cast
from applications import NOW, application, clerk, furnish, judged
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates.models import Paper
from qingbai.inquiries import services
from qingbai.project import setup
from qingbai.project.commands.replay import command
from qingbai.registers import moving
from qingbai.registers.models import Conviction
from registering import demo, receive

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
LATER = NOW + timedelta(days=9)


@pytest.fixture(autouse=True)
def _installed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation is the test's own: its databases run already."""
    monkeypatch.setattr(setup, "django", lambda **_: nullcontext())
    furnish()


def typed(*arguments: str):
    return CliRunner().invoke(command, arguments)


def apply(person: cast.Person = cast.ON_RECORD) -> str:
    return services.apply_straight_through(
        draft=application(person), token="t", by=clerk("100101-hy"), at=NOW
    ).row.number


def test_a_decision_that_comes_out_the_same_ends_with_zero_and_says_both_answers(monkeypatch) -> None:
    number = apply()
    receive(demo("zhao-shidi"), at=LATER)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    done = typed(number)
    assert done.exit_code == 0
    assert "与当时一致 / comes out the same" in done.output
    assert "今日结论不同" in done.output
    assert "The record was entered after the decision." in done.output
    told = json.loads(typed(Paper.objects.get().number, "--json").output)
    assert (told["outcome"], told["application"], told["other_today"]) == ("same", number, True)
    assert told["differences"][0]["why"] == "came"


def test_what_left_the_register_ends_with_one_and_gives_no_ground() -> None:
    judged("zhao-shidi")
    number = apply()
    moving.surrender(conviction=Conviction.objects.get().id, by=SYSTEM, at=NOW)
    done = typed(number)
    assert done.exit_code == 1
    assert "no longer in the register" in done.output
    assert not any(word in done.output for word in ("封存", "seal", "未成年"))


def test_an_unknown_number_and_an_officer_who_is_no_auditor_end_with_two_and_the_same_words() -> None:
    number = apply(cast.CLEAN)
    agencies.appoint(
        username="head", name="徐河源", number="100101-13", office="100101-hy", role=Role.HEAD, by=SYSTEM, at=NOW,
        basis="test", password="invented clerks only",
    )  # fmt: skip
    unknown, head = typed("QB20200101-AAAAAAAA"), typed(number, "--officer", "100101-13")
    assert unknown.exit_code == head.exit_code == 2
    assert unknown.output.replace("QB20200101-AAAAAAAA", "N") == head.output.replace(number, "N")


def test_an_officer_whom_nobody_knows_is_named() -> None:
    done = typed("QB20200101-AAAAAAAA", "--officer", "nobody")
    assert done.exit_code == 2
    assert "no officer with the service number nobody" in done.output
