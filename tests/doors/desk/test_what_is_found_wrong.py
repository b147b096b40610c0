"""A review finds an entry wrong: its registry is told, corrects it by a document or says why not, and the office sees where it stands."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

import cast
import registering
from applications import NOW, judged
from desks import ELSEWHERE, FIRST
from qingbai.agencies.terms import Authority, Role
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.inbox import queries as inboxes
from qingbai.inbox import services as inbox
from qingbai.inbox import taking_over
from qingbai.inbox.access import NoSuchDraft
from qingbai.inbox.acts import ActRefused
from qingbai.inbox.told import StillAsItWas
from qingbai.law.objections import Ground
from qingbai.objections import services
from qingbai.pages.references import reference
from qingbai.registers import models, wrong
from qingbai.registers import services as registers
from qingbai.registers.access import Business, Purpose
from qingbai.sealing import services as sealing
from reviews import REVIEWER, correction_asked, opinion_signed, weighed
from visitors import clerk, text

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(number: str):
    return wrong.of_case(case=number, viewer=REVIEWER, purpose=Purpose(Business.INQUIRY, number))


def waiting(at=NOW + 2 * HOUR):
    """What lies in the inbox of the organ, after the intake's round."""
    taking_over.go_round(at=at)
    return inboxes.inbox(viewer=FIRST, at=at)


def test_an_entry_found_wrong_comes_to_the_desk_that_keeps_it_and_is_corrected_there(site) -> None:
    judged("zhao-shidi")
    number = correction_asked(cast.ON_RECORD)
    [entry] = weighed(number)
    opinion_signed(number, links={entry: True}, wrong=frozenset({entry}))
    [one] = told(number)
    assert (str(one.conviction), one.what, one.answered_at) == (entry, "particulars", None)
    [line] = waiting()
    assert waiting() == (line,)  # a second round brings nothing twice
    assert (line.case_number, line.people, line.told) == (one.case_number, (cast.ON_RECORD.name,), True)
    assert line.due_on == one.due_on == date(2026, 11, 25)
    act = {"draft": line.id, "by": FIRST, "at": NOW + DAY}
    inbox.claim(**act)
    with pytest.raises(NoSuchDraft):
        inbox.settle(draft=line.id, why="已更正", by=ELSEWHERE, at=NOW + DAY)
    with pytest.raises(ActRefused):  # there is no document in it
        inbox.enter(**act)
    with pytest.raises(ActRefused):
        inbox.discard(why="不予登记", **act)
    with pytest.raises(StillAsItWas):
        inbox.settle(why="已更正", **act)
    registers.annul(
        conviction=one.conviction, on=date(2026, 11, 20), ground="再审改判", by=SYSTEM, at=NOW + DAY, basis="n-9"
    )
    inbox.settle(why="依（2026）演01刑再3号", **act)
    [done] = told(number)
    assert (done.corrected, done.answer, done.late(date(2026, 11, 30))) == (True, "依（2026）演01刑再3号", False)
    assert waiting() == ()
    kinds = list(LedgerEntry.objects.filter(basis=number).values_list("kind", "facts"))
    assert ("entry_found_wrong", {}) in kinds
    assert ("wrong_entry_answered", {}) in kinds


def test_why_it_is_not_corrected_is_told_to_the_office_and_who_is_late(site, settings) -> None:
    judged("zhao-shidi")
    number = correction_asked(cast.ON_RECORD, Ground.NOT_MINE)
    services.weigh_evidence(number=number, accepted=True, reason="照片不符", by=REVIEWER, at=NOW + HOUR)
    [entry] = weighed(number)
    opinion_signed(number, links={entry: False})
    [one] = told(number)
    assert one.what == "not_this_person"
    site.pass_(days=20)
    officer = clerk(number="100101-21", role=Role.REVIEWER)
    page = text(officer.get(reverse("counter-review", args=[reference(number)])))
    assert "待登记机关办理" in page
    assert "已超期" in page
    assert "通知登记机关的事项" not in text(clerk().get(reverse("counter-review", args=[reference(number)])))
    [line] = waiting(at=site.now)
    public, settings.ROOT_URLCONF = settings.ROOT_URLCONF, "qingbai.project.registry_urls"
    desk = clerk(number="100101-11", role=Role.REGISTRAR)
    assert "该裁判属于他人" in text(desk.get(reverse("desk-draft", args=[line.id])))
    desk.post(reverse("desk-act", args=[line.id, "claim"]))
    assert "没有新的登记内容" in text(desk.post(reverse("desk-act", args=[line.id, "settle"]), **{"act-why": "已更正"}))
    page = text(desk.post(reverse("desk-act", args=[line.id, "return"])))
    assert "请写明" in page
    assert "据以更正的文书" in page  # the box is called what it was called before
    assert desk.get(reverse("desk-record", args=[entry, reference(number)])).status_code == 200
    desk.post(reverse("desk-act", args=[line.id, "return"]), **{"act-why": "已请人民法院裁定更正"})
    settings.ROOT_URLCONF = public
    page = text(officer.get(reverse("counter-review", args=[reference(number)])))
    assert "未更正" in page
    assert "已请人民法院裁定更正" in page


def test_the_office_sees_the_same_of_a_sealed_entry_and_of_none(site) -> None:
    people = [
        cast.citizen(name, "X Y", "M", date(2010, 4, 2), place) for name, place in (("沈小湾", 35), ("沈小泊", 33))
    ]
    record = registering.record(registering.verdict(people[1], authority=Authority.PUBLIC_SECURITY, division="100101"))
    entered = registers.enter(record=record, by=registering.REGISTRAR, at=NOW - DAY, basis="n-1")
    [one] = entered.defendants
    seal = {"rules": "SEAL-01", "basis": "n-2", "by": registering.REGISTRAR, "at": NOW - HOUR}
    sealing.seal_entered(conviction=one.conviction, **seal)
    pages, officer = [], clerk(number="100101-21", role=Role.REVIEWER)
    for person in people:
        number = correction_asked(person)
        assert weighed(number) == []
        opinion_signed(number, paper_right=False)
        before = text(officer.get(reverse("counter-review", args=[reference(number)])))
        lines = [one for one in waiting(at=NOW + 2 * HOUR) if one.people == (person.name,)]
        # The vault's side has a task of its own for the sealed entry; the one that the office told of is there for both.
        assert len(lines) == (1 if person is people[0] else 2)
        for line in lines:
            inbox.claim(draft=line.id, by=FIRST, at=NOW + DAY)
            inbox.settle(draft=line.id, why="已核对", by=FIRST, at=NOW + DAY)
        after = text(officer.get(reverse("counter-review", args=[reference(number)])))
        assert "未指明具体登记" in before
        assert "已办理" in after
        assert "已核对" not in after
        pages.append(
            [re.sub(r"(GZ|FC)\d+-\w+|第\d{7}号", "#", shown.replace(person.name, "@")) for shown in (before, after)]
        )
    assert pages[0] == pages[1]


def test_what_was_told_leaves_the_register_with_the_entry_that_must_be_sealed(site) -> None:
    judged("zhao-shidi")
    number = correction_asked(cast.ON_RECORD)
    [entry] = weighed(number)
    opinion_signed(number, links={entry: True}, wrong=frozenset({entry}), paper_right=False)
    assert [one.conviction is None for one in told(number)].count(True) == 1
    [line] = waiting()
    inbox.claim(draft=line.id, by=FIRST, at=NOW + DAY)
    inbox.send_back(draft=line.id, why="与判决书一致", by=FIRST, at=NOW + DAY)
    waiting(at=NOW + DAY)
    assert all(one.answered_at for one in told(number))  # what points to no entry is dealt with when every entry is
    conviction = models.Conviction.objects.get(id=entry)
    sealing.seal_entered(conviction=conviction.id, rules="SEAL-01", basis="n-3", by=registering.REGISTRAR, at=NOW + DAY)
    [left] = told(number)
    assert (left.conviction, left.corrected, left.answer, left.reason) == (None, None, "", "经核对户口簿，登记有误。")
    assert not models.WrongEntryAnswer.objects.exclude(conviction=None).exists()
