"""The way of a document through the inbox, from its arrival to the register."""

import pytest

from applications import NOW, furnish
from desks import AUDITOR, ELSEWHERE, FIRST, HEAD, SECOND, arrived, fill, judgment
from qingbai.audit.models import LedgerEntry
from qingbai.inbox import queries, services
from qingbai.inbox.acts import Act, Status
from qingbai.inbox.models import ActRow, Draft
from qingbai.inbox.second_look import Ground
from qingbai.registers.models import Conviction, Judgment
from qingbai.sealing.models import SealedConviction

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ZHAO = {
    "stated.final_on": "2023-05-05",
    "stated.defendants.0.household": "100101",
    "stated.defendants.0.offences.0.began": "2022-09-18",
    "stated.defendants.0.offences.0.ended": "2022-12-11",
}
SHEN = {
    "stated.final_on": "2022-03-11",
    "stated.defendants.0.household": "100101",
    "stated.defendants.0.offences.0.began": "2021-11-06",
}


@pytest.fixture(autouse=True)
def _offices(db) -> None:
    furnish()


def completed(name: str = "zhao-shidi", values: dict[str, str] = ZHAO, text: str = ""):
    draft = arrived(name, text=text)
    services.claim(draft=draft, by=FIRST, at=NOW)
    fill(draft, values)
    return draft


def test_a_text_is_claimed_completed_confirmed_and_entered() -> None:
    draft = completed()
    case = services.confirm(draft=draft, by=FIRST, at=NOW)
    assert (case.status, case.sheet.second_look) == (Status.CONFIRMED, ())
    case = services.enter(draft=draft, by=FIRST, at=NOW)
    assert (case.status, case.acts[-1].facts.get("faults")) == (Status.ENTERED, None)
    (line,) = case.acts[-1].facts["lines"]
    assert (line["name"], line["result"], line["entry"]) == ("赵石堤", "entered", str(Conviction.objects.get().id))
    assert Judgment.objects.get().confirmed_by == FIRST.account


def test_the_same_delivery_is_one_draft_and_the_same_text_is_recognised() -> None:
    first, again, other = arrived(), arrived(), arrived(token="another delivery")
    assert first == again != other
    assert queries.came_before(services.open_draft(draft=other, by=FIRST, at=NOW)) == (first,)


def test_a_child_goes_to_the_vault_and_the_receipt_reads_as_any() -> None:
    draft = completed("shen-xiaodu", SHEN)
    services.confirm(draft=draft, by=FIRST, at=NOW)
    case = services.enter(draft=draft, by=FIRST, at=NOW)
    assert case.acts[-1].facts["lines"][0]["zh"] == "已登记"
    assert (Conviction.objects.count(), SealedConviction.objects.count()) == (0, 1)


def test_the_register_never_learns_of_a_draft_and_the_vault_holds_nothing_readable() -> None:
    draft = completed("shen-xiaodu", SHEN)
    assert not LedgerEntry.objects.using("default").filter(kind__startswith="draft").exists()
    boxes = [bytes(row.box) for row in (*Draft.objects.all(), *ActRow.objects.filter(draft=draft))]
    for word in ("沈小渡", "10010120050601017X", "抢劫"):
        assert not any(word.encode() in box for box in boxes)
    told = str(list(LedgerEntry.objects.using("vault").values_list("facts", "basis")))
    assert "沈小渡" not in told
    assert "100101" in told  # the organ


def test_every_act_is_one_entry_of_the_vaults_ledger() -> None:
    draft = completed()
    services.confirm(draft=draft, by=FIRST, at=NOW)
    entries = LedgerEntry.objects.using("vault").filter(basis=f"draft {draft}").order_by("number")
    acts = ["receive", "claim", *["correct"] * len(ZHAO), "confirm"]
    assert [entry.facts["act"] for entry in entries] == acts
    services.open_draft(draft=draft, by=AUDITOR, at=NOW)
    assert LedgerEntry.objects.using("vault").order_by("number").last().kind == "draft_read"


def test_whoever_keeps_another_register_finds_no_draft() -> None:
    draft = arrived()
    with pytest.raises(services.NoSuchDraft):
        services.open_draft(draft=draft, by=ELSEWHERE, at=NOW)
    with pytest.raises(services.NoSuchDraft):
        services.claim(draft=draft, by=ELSEWHERE, at=NOW)
    assert queries.inbox(viewer=ELSEWHERE, at=NOW) == ()


def test_an_auditor_looks_and_does_nothing() -> None:
    draft = arrived()
    assert services.open_draft(draft=draft, by=AUDITOR, at=NOW).lawful(AUDITOR) == frozenset()
    with pytest.raises(services.ActRefused):
        services.claim(draft=draft, by=AUDITOR, at=NOW)


def test_only_whoever_claimed_it_may_change_it() -> None:
    draft = completed()
    with pytest.raises(services.ActRefused):
        services.correct(draft=draft, field="court", value="x", why="x", by=SECOND, at=NOW)
    services.release(draft=draft, by=FIRST, at=NOW)
    services.claim(draft=draft, by=SECOND, at=NOW)
    case = services.correct(draft=draft, field="stated.final_on", value="2023-05-06", why="核对", by=SECOND, at=NOW)
    assert case.sheet.by_path["stated.final_on"].value == "2023-05-06"
    assert case.sheet.by_path["stated.defendants.0.household"].value == "100101"  # what was stated before stays


def test_what_would_be_refused_is_told_all_at_once_before_anything_is_confirmed() -> None:
    draft = completed(values={**ZHAO, "stated.final_on": "", "stated.defendants.0.household": "1001"})
    with pytest.raises(services.StillOpen) as told:
        services.confirm(draft=draft, by=FIRST, at=NOW)
    assert {one.field for one in told.value.faults} == {"stated.final_on", "stated.defendants.0.household"}
    assert services.open_draft(draft=draft, by=FIRST, at=NOW).status is Status.CLAIMED


CHANGED = {"defendants.0.sentences.0.fine_yuan": "20000"}


def test_a_changed_verdict_needs_another_registrar_and_is_entered_as_corrected() -> None:
    draft = completed(values={**ZHAO, **CHANGED})
    case = services.confirm(draft=draft, by=FIRST, at=NOW)
    assert case.sheet.second_look == (Ground.VERDICT,)
    assert Act.ENTER not in case.lawful(FIRST)
    for act in (services.enter, services.second):
        with pytest.raises(services.ActRefused):
            act(draft=draft, by=FIRST, at=NOW)
    assert case.lawful(SECOND) == {Act.SECOND, Act.OBJECT} == case.lawful(HEAD)
    services.second(draft=draft, by=SECOND, at=NOW)
    case = services.enter(draft=draft, by=SECOND, at=NOW)
    assert case.status is Status.ENTERED
    assert Conviction.objects.get().sentences.get().fine_yuan == 20000


def test_whoever_had_a_hand_in_it_is_no_second_pair_of_eyes() -> None:
    draft = arrived()
    services.claim(draft=draft, by=SECOND, at=NOW)
    services.release(draft=draft, by=SECOND, at=NOW)
    services.claim(draft=draft, by=FIRST, at=NOW)
    fill(draft, {**ZHAO, **CHANGED})
    services.confirm(draft=draft, by=FIRST, at=NOW)
    with pytest.raises(services.ActRefused):
        services.second(draft=draft, by=SECOND, at=NOW)
    assert services.second(draft=draft, by=HEAD, at=NOW).status is Status.SECONDED


def test_an_objection_sends_it_back_with_the_reason_and_a_later_change_needs_a_new_confirmation() -> None:
    draft = completed(values={**ZHAO, **CHANGED})
    services.confirm(draft=draft, by=FIRST, at=NOW)
    with pytest.raises(services.ReasonNeeded):
        services.object_to(draft=draft, why="  ", by=SECOND, at=NOW)
    case = services.object_to(draft=draft, why="罚金与文书不符", by=SECOND, at=NOW)
    assert (case.status, case.holder) == (Status.CLAIMED, FIRST.account)
    assert case.acts[-1].facts["why"] == "罚金与文书不符"
    fill(draft, {"defendants.0.sentences.0.fine_yuan": ""})
    services.confirm(draft=draft, by=FIRST, at=NOW)
    case = services.correct(draft=draft, field="stated.final_on", value="2023-05-08", why="x", by=FIRST, at=NOW)
    assert case.status is Status.CLAIMED


def test_the_history_keeps_who_changed_what_from_what_and_why() -> None:
    draft = completed(values=CHANGED)
    (done,) = [one for one in services.open_draft(draft=draft, by=FIRST, at=NOW).acts if one.act is Act.CORRECT]
    before = services.open_draft(draft=arrived(token="again"), by=FIRST, at=NOW).sheet
    assert done.facts == {
        "field": "defendants.0.sentences.0.fine_yuan",
        "old": before.by_path["defendants.0.sentences.0.fine_yuan"].value,
        "new": "20000",
        "why": "与送达回证一致",
    }
    assert done.by.id == FIRST.account


@pytest.mark.parametrize("act", [services.send_back, services.discard])
def test_it_is_returned_or_laid_aside_with_a_reason_and_then_nothing_follows(act) -> None:
    draft = completed()
    with pytest.raises(services.ReasonNeeded):
        act(draft=draft, why="", by=FIRST, at=NOW)
    case = act(draft=draft, why="不属于本机关管辖", by=FIRST, at=NOW)
    assert case.lawful(FIRST) == frozenset()
    assert [one.id for one in queries.closed(viewer=FIRST)] == [draft]
    assert queries.inbox(viewer=FIRST, at=NOW) == ()


def test_what_is_refused_at_the_register_comes_back_with_the_reasons() -> None:
    entered = completed()
    services.confirm(draft=entered, by=FIRST, at=NOW)
    services.enter(draft=entered, by=FIRST, at=NOW)
    draft = arrived(text=judgment("zhao-shidi").replace("铜质电缆", "铝质电缆"), token="another")
    services.claim(draft=draft, by=FIRST, at=NOW)
    fill(draft, ZHAO)
    services.confirm(draft=draft, by=FIRST, at=NOW)
    case = services.enter(draft=draft, by=FIRST, at=NOW)
    assert case.status is Status.CLAIMED
    assert [one["code"] for one in case.acts[-1].facts["faults"]] == ["same_case_other_text"]


def test_entering_again_after_a_crash_between_register_and_inbox_changes_nothing() -> None:
    from qingbai.inbox.casework import open_case
    from qingbai.notices import services as notices

    draft = completed()
    services.confirm(draft=draft, by=FIRST, at=NOW)
    sheet = open_case(draft, FIRST).sheet
    notice = sheet.notice(message_id=f"desk-{draft}", confirmed_by=FIRST.account)
    notices.receive(notice=notice, by=FIRST.actor, at=NOW, as_read=sheet.read_otherwise)  # and the process was killed
    case = services.enter(draft=draft, by=FIRST, at=NOW)
    assert (case.status, Conviction.objects.count()) == (Status.ENTERED, 1)


def test_the_list_holds_what_is_open_however_much_is_closed(monkeypatch) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    for number in range(3):
        draft = arrived(token=f"closed {number}")
        services.claim(draft=draft, by=FIRST, at=NOW)
        services.discard(draft=draft, why="重复", by=FIRST, at=NOW)
    last = arrived(token="open")
    (waiting,) = queries.inbox(viewer=FIRST, at=NOW)
    assert (waiting.id, waiting.people, waiting.court) == (last, ("赵石堤",), "演示市清河区人民法院")
    assert len(queries.closed(viewer=FIRST, most=2)) == 2


def test_the_list_shows_what_was_corrected_and_what_waits_for_another() -> None:
    draft = completed(values={**ZHAO, "defendants.0.name": "赵石提", **CHANGED})
    (waiting,) = queries.inbox(viewer=SECOND, at=NOW)
    assert (waiting.people, waiting.holder, waiting.for_a_second) == (("赵石提",), FIRST.account, False)
    fill(draft, {"defendants.0.name": "赵石堤"})
    services.confirm(draft=draft, by=FIRST, at=NOW)
    (waiting,) = queries.inbox(viewer=SECOND, at=NOW)
    assert waiting.for_a_second
