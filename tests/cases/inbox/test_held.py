"""Notices that the law leaves to a person wait in the inbox, with the question, until a registrar answers it."""

from dataclasses import replace

import pytest

from applications import NOW, furnish
from desks import FIRST, SECOND
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inbox import queries, services
from qingbai.inbox.acts import Status
from qingbai.inbox.casework import open_case
from qingbai.inbox.second_look import Ground
from qingbai.notices import files, kinds
from qingbai.notices.faults import NoticeHeld
from qingbai.notices.notice import FORM
from qingbai.project.demo import NOTICES
from qingbai.registers.models import Conviction
from qingbai.sealing.models import SealedConviction

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
COURT = Actor(ActorKind.SENDER, "演0101")


@pytest.fixture(autouse=True)
def _offices(db) -> None:
    furnish()


def open_question():
    """A judgment over acts on both sides of the eighteenth birthday, without the court's finding about the main ones."""
    notice = files.load(NOTICES / "tang-bozhou.json")
    (one,) = notice.defendants
    return replace(notice, defendants=(replace(one, main_acts_before_18=None),))


def held(notice=None):
    notice = notice or open_question()
    with pytest.raises(NoticeHeld) as asked:
        kinds.receive(notice=notice, by=COURT, at=NOW)
    draft = services.hold(notice=notice, held=asked.value, by=COURT, at=NOW)
    assert draft is not None
    return draft


def test_it_lies_in_the_inbox_of_the_registry_that_would_keep_the_record() -> None:
    draft = held()
    (waiting,) = queries.inbox(viewer=FIRST, at=NOW)
    assert (waiting.id, waiting.held, waiting.people) == (draft, True, ("唐柏舟",))
    assert open_case(draft, FIRST).content.questions[0]["code"] == "sealing_open"


def test_the_notice_again_is_the_same_draft() -> None:
    assert held() == held()


@pytest.mark.parametrize("sealed", ["yes", "no"])
def test_a_registrar_answers_another_agrees_and_it_is_entered(sealed: str) -> None:
    draft = held()
    services.claim(draft=draft, by=FIRST, at=NOW)
    for field, value in (("sealed", sealed), ("reason", "依主要犯罪行为发生时间认定")):
        path = f"stated.defendants.0.sealing_decision.{field}"
        services.correct(draft=draft, field=path, value=value, why="经审核认定", by=FIRST, at=NOW)
    case = services.confirm(draft=draft, by=FIRST, at=NOW)
    assert case.sheet.second_look == ((Ground.SEALING,) if sealed == "yes" else (Ground.UNSEALING,))
    services.second(draft=draft, by=SECOND, at=NOW)
    case = services.enter(draft=draft, by=SECOND, at=NOW)
    assert (case.status, case.acts[-1].facts.get("faults")) == (Status.ENTERED, None)
    assert (Conviction.objects.count(), SealedConviction.objects.count()) == ((0, 1) if sealed == "yes" else (1, 0))


def test_the_question_comes_back_while_nobody_has_answered_it() -> None:
    draft = held()
    services.claim(draft=draft, by=FIRST, at=NOW)
    services.confirm(draft=draft, by=FIRST, at=NOW)
    case = services.enter(draft=draft, by=FIRST, at=NOW)
    assert case.status is Status.CLAIMED
    assert [one["code"] for one in case.acts[-1].facts["faults"]] == ["sealing_open"]
    assert (Conviction.objects.count(), SealedConviction.objects.count()) == (0, 0)


def test_what_the_notice_states_stands_in_the_fields() -> None:
    notice = open_question()
    sheet = open_case(held(notice), FIRST).sheet
    assert sheet.by_path["stated.defendants.0.household"].value == notice.defendants[0].household
    assert sheet.by_path["stated.sender.code"].value == "演0101"
    again = sheet.notice(message_id="other", confirmed_by=notice.confirmed_by)
    assert again == replace(notice, defendants=again.defendants)
    assert again.defendants[0].offences == notice.defendants[0].offences


def test_a_notice_that_a_programme_sends_waits_in_the_inbox_too(settings) -> None:
    from senders import Program

    settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    program, stated = Program(), FORM.as_json(open_question())
    assert program.send(stated).json()["type"].endswith("notice-held")
    assert program.send(stated).json()["type"].endswith("notice-held")
    (waiting,) = queries.inbox(viewer=FIRST, at=NOW)
    assert (waiting.name, waiting.held) == (stated["message_id"], True)
