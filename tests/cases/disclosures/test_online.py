"""Organs and defence lawyers who ask online: who is known as one, what is told against a request, who sees what of it, and by whose hands it goes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import cast
from applications import NOW, furnish, judged
from askers import FIRM, PROSECUTION, actor, ask, firm, named, prosecution
from files import photo
from officials import CASE_NUMBER, CLERK, OFFICE, REVIEWER
from qingbai import clock
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.disclosures import bodies, jobs, online, queries, registering, services
from qingbai.disclosures.acts import Act, Status
from qingbai.disclosures.models import RequestRow
from qingbai.disclosures.online import NoSuchBody, NoSuchRequest, RequestRefused, Seen
from qingbai.disclosures.registering import BodyRefused
from qingbai.law.official import OfficialAsker, OfficialPaper
from qingbai.law.powers import OrganKind, Power
from qingbai.law.terms import DocumentKind
from qingbai.notifications import addresses
from qingbai.notifications import queries as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.models import Delivery, KeptContact, Told
from qingbai.uploads.models import Upload

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ORGAN, LAWYER = OfficialAsker.STATE_ORGAN, OfficialAsker.DEFENCE_LAWYER
OFFICER, SECOND, COUNSEL = actor(cast.PROSECUTOR), actor(cast.SECOND_PROSECUTOR), actor(cast.LAWYER)
SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def offices(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()
    prosecution()
    firm()


def accepted(case):
    online.accept(number=case.row.number, by=CLERK, at=NOW)
    return services.advance(number=case.row.number, at=NOW)


@pytest.mark.parametrize("asker", [ORGAN, LAWYER])
def test_an_officer_looks_at_the_papers_before_anybody_is_searched_for_and_the_letter_comes_on_the_tick(asker) -> None:
    by = OFFICER if asker is ORGAN else COUNSEL
    case = ask(asker)
    number = case.row.number
    assert services.advance(number=number, at=NOW).status is Status.SUBMITTED
    assert jobs.go_round(at=SOON) == ()
    assert not LedgerEntry.objects.filter(kind="register_searched").exists()
    assert [one.for_a_person for one in queries.queue(viewer=CLERK)] == [True]
    assert online.stand(number=number, viewer=by, at=NOW).seen is Seen.AT_THE_OFFICE
    assert accepted(case).status is Status.ISSUED
    before = online.look(number=number, by=by, at=NOW)
    assert (before.seen, before.can, before.paper) == (Seen.ACCEPTED, frozenset(), "")
    assert before.due_on == date(2026, 11, 25)
    with pytest.raises(NoSuchRequest):
        services.deliver(number=number, by=by, at=NOW)
    after = online.look(number=number, by=by, at=SOON)
    assert (after.seen, after.can) == (Seen.ANSWERED, {Act.SIGN_FOR})
    assert services.deliver(number=number, by=by, at=SOON).startswith(b"%PDF")
    online.sign_for(number=number, by=by, at=SOON)
    assert online.stand(number=number, viewer=by, at=SOON).seen is Seen.CLOSED
    kinds = [one.kind for one in LedgerEntry.objects.filter(basis=number).order_by("number")]
    assert kinds.count("disclosure_read") == 1  # only the look at the answer, not the ones before
    assert kinds.count("paper_delivered") == 1


def test_everything_against_a_request_is_told_at_once_and_nothing_is_kept() -> None:
    with pytest.raises(RequestRefused) as refused:
        ask(
            LAWYER,
            case_number="",
            papers_suspect="赵石堤",
            name="",
            files={OfficialPaper.FIRM_LETTER: [b"no file"], OfficialPaper.MANDATE: []},
            second="7",
        )
    fields = {one.field for one in refused.value.faults}
    wanted = {"case_number", "papers_case", "papers_suspect", "name", "firm_letter", "practice_certificate", "mandate"}
    assert fields >= wanted | {"second"}
    with pytest.raises(RequestRefused) as refused:
        ask(ORGAN, power=Power.PUBLIC_ORDER, secret_until=date(2027, 6, 1))
    assert {one.field for one in refused.value.faults} == {"power", "second", "secret_until", "secret_by"}
    assert not RequestRow.objects.exists()
    assert not Upload.objects.exists()
    registering.suspend(code=FIRM, reason="执业许可证过期", by=CLERK, at=NOW)
    with pytest.raises(RequestRefused) as refused:
        ask(LAWYER)
    assert [one.code for one in refused.value.faults] == ["body_not_active"]


def test_two_officers_ask_where_the_article_says_so_and_both_see_the_request_and_no_colleague() -> None:
    registering.change(
        code=PROSECUTION,
        stated=registering.BodyStated(
            code=PROSECUTION, name="演示市公安局清河分局", asker=ORGAN, organ=OrganKind.PUBLIC_SECURITY, proof="证书"
        ),
        by=CLERK,
        at=NOW,
    )
    registering.authorise(code=PROSECUTION, handler=named(cast.EXEMPTED, "演检0003"), by=CLERK, at=NOW)
    case = ask(ORGAN, power=Power.PUBLIC_ORDER, second="2")
    assert (case.asked.handler, case.asked.second_handler) == (cast.PROSECUTOR.name, cast.SECOND_PROSECUTOR.name)
    assert "第92条" in case.asked.rests_on[0]
    for viewer, seen in ((OFFICER, 1), (SECOND, 1), (actor(cast.EXEMPTED), 0)):
        assert len(online.of_body(code=PROSECUTION, viewer=viewer, at=NOW)) == seen
    for stranger in (actor(cast.EXEMPTED), COUNSEL, actor(cast.CLEAN), REVIEWER, SYSTEM):
        with pytest.raises(NoSuchRequest):
            online.look(number=case.row.number, by=stranger, at=NOW)
    with pytest.raises(NoSuchBody):
        online.of_body(code=PROSECUTION, viewer=COUNSEL, at=NOW)


def test_who_acts_no_more_finds_nothing_from_that_moment_on() -> None:
    case = ask(ORGAN)
    found = {"kind": DocumentKind.RESIDENT_ID, "number": cast.PROSECUTOR.number, "viewer": OFFICER}
    assert len(bodies.bodies_of(**found, on=clock.day_of(NOW))) == 1
    assert online.stand(number=case.row.number, viewer=OFFICER, at=NOW)
    registering.end_authority(code=PROSECUTION, handler="1", by=CLERK, at=NOW)
    assert bodies.bodies_of(**found, on=clock.day_of(NOW)) == ()
    for do in (online.withdraw, online.look, services.deliver):
        with pytest.raises(NoSuchRequest):
            do(number=case.row.number, by=OFFICER, at=NOW)
    with pytest.raises(BodyRefused):
        registering.end_authority(code=PROSECUTION, handler="1", by=CLERK, at=NOW)


def test_the_same_submission_is_one_request_and_is_nobody_elses() -> None:
    first = ask(LAWYER)
    assert ask(LAWYER).row.number == first.row.number
    assert Upload.objects.filter(about=first.row.number).count() == 3
    with pytest.raises(NoSuchRequest):
        ask(ORGAN)  # a mark that somebody else's request came with
    assert RequestRow.objects.count() == 1


def test_papers_that_do_not_do_are_told_once_and_come_again() -> None:
    case = ask(LAWYER)
    number = case.row.number
    with pytest.raises(services.ReasonNeeded):
        online.papers_do_not_do(number=number, papers=frozenset({OfficialPaper.MANDATE}), note=" ", by=CLERK, at=NOW)
    online.papers_do_not_do(
        number=number, papers=frozenset({OfficialPaper.MANDATE}), note="没有写明案号", by=CLERK, at=NOW
    )
    told = online.stand(number=number, viewer=COUNSEL, at=NOW)
    assert (told.seen, told.missing, told.note) == (Seen.INCOMPLETE, (OfficialPaper.MANDATE,), "没有写明案号")
    for files in ({}, {OfficialPaper.MANDATE: [b"%PDF no"]}):
        with pytest.raises(RequestRefused):
            online.complete(number=number, files=files, by=COUNSEL, at=NOW)
    online.complete(number=number, files={OfficialPaper.LEGAL_AID_LETTER: [photo()]}, by=COUNSEL, at=NOW)
    assert online.stand(number=number, viewer=COUNSEL, at=NOW).seen is Seen.AT_THE_OFFICE
    assert len(online.papers(number=number, viewer=CLERK)) == 4
    online.decline(number=number, reason="辩护人已变更", by=CLERK, at=NOW)
    seen = online.stand(number=number, viewer=COUNSEL, at=NOW)
    assert (seen.seen, seen.note, seen.can) == (Seen.DECLINED, "辩护人已变更", frozenset())


def test_more_files_than_a_case_takes_are_refused_at_their_paper_and_nothing_is_kept() -> None:
    many = [photo(size=(600 + place, 450)) for place in range(41)]
    papers = {OfficialPaper.OFFICIAL_LETTER: many, OfficialPaper.HANDLER_IDENTITY: [photo()]}
    with pytest.raises(RequestRefused) as refused:
        ask(ORGAN, files=papers)
    assert {(one.field, one.code) for one in refused.value.faults} <= {
        ("official_letter", "too_many_files"),
        ("handler_identity", "too_many_files"),
    }
    assert not RequestRow.objects.exists()
    assert not Upload.objects.exists()


def test_it_is_taken_back_until_it_is_accepted_and_never_after() -> None:
    case = ask(ORGAN)
    assert online.withdraw(number=case.row.number, by=OFFICER, at=NOW).status is Status.WITHDRAWN
    judged("zhao-shidi")
    told = ask(ORGAN, cast.ON_RECORD, token="u")
    assert accepted(told).status is Status.DECIDED  # a second pair of eyes at the office
    for do in (online.withdraw, online.sign_for):
        with pytest.raises(ActRefused):
            do(number=told.row.number, by=OFFICER, at=NOW)
    stand = online.stand(number=told.row.number, viewer=OFFICER, at=NOW)
    assert (stand.seen, stand.can) == (Seen.ACCEPTED, frozenset())
    with pytest.raises(ActRefused):
        services.clear(number=told.row.number, by=CLERK, at=NOW)  # who accepted it does not clear it too
    services.clear(number=told.row.number, by=REVIEWER, at=NOW)
    services.advance(number=told.row.number, at=NOW)
    assert online.stand(number=told.row.number, viewer=OFFICER, at=SOON).seen is Seen.ANSWERED


def test_an_organ_is_registered_once_by_its_office_and_wrong_facts_are_told_all_at_once() -> None:
    stranger = Actor(ActorKind.OFFICER, "clerk-9", "100102-sq", "clerk")
    stated = registering.BodyStated(code=PROSECUTION, name="", asker=OfficialAsker.NOTARY_OFFICE, proof="")
    with pytest.raises(BodyRefused) as refused:
        registering.register(stated=stated, office=OFFICE, by=CLERK, at=NOW)
    assert next(one.code for one in refused.value.faults) == "body_known"
    assert {one.field for one in refused.value.faults} == {"code", "name", "proof", "asker"}
    for wrong, field in (
        ({"asker": ORGAN}, "organ"),
        ({"asker": LAWYER, "organ": OrganKind.COURT}, "organ"),
        ({"code": "X"}, "code"),
    ):
        with pytest.raises(BodyRefused) as refused:
            registering.register(stated=replace(stated, **wrong), office=OFFICE, by=CLERK, at=NOW)
        assert field in {one.field for one in refused.value.faults}
    for handler in (
        named(cast.CLEAN, "", document_number="1"),
        named(cast.CLEAN, "1", to_on=date(2026, 2, 1)),
        named(cast.CLEAN, "1", to_on=date(2025, 2, 1)),
    ):
        with pytest.raises(BodyRefused):
            registering.authorise(code=FIRM, handler=handler, by=CLERK, at=NOW)
    for by in (stranger, COUNSEL):
        with pytest.raises(registering.NoSuchBody):
            registering.suspend(code=FIRM, reason="x", by=by, at=NOW)
        assert registering.bodies(viewer=by) == ()
    with pytest.raises(BodyRefused):
        registering.resume(code=FIRM, reason="没有暂停", by=CLERK, at=NOW)
    registering.suspend(code=FIRM, reason="复核", by=CLERK, at=NOW)
    registering.resume(code=FIRM, reason="复核完毕", by=CLERK, at=NOW)
    assert registering.close(code=FIRM, reason="注销", by=CLERK, at=NOW).status == "closed"
    with pytest.raises(BodyRefused):
        registering.close(code=FIRM, reason=" ", by=CLERK, at=NOW)
    assert CASE_NUMBER not in str(list(LedgerEntry.objects.values_list("facts", flat=True)))


def messages(number: str) -> list[tuple[str, dict[str, str]]]:
    return list(Told.objects.filter(about=number).order_by("at", "message").values_list("message", "facts"))


def test_who_asked_is_told_of_each_step_at_the_address_they_left_and_of_the_letter_on_its_tick() -> None:
    for by, email in ((OFFICER, "gu@example.cn"), (COUNSEL, "qiao@example.cn")):
        code = PROSECUTION if by is OFFICER else FIRM
        registering.tell_me(code=code, contact=Contact(email=email, language="en"), by=by, at=NOW)
    third = named(cast.EXEMPTED, "演检0003", phone="13800000000")
    registering.authorise(code=PROSECUTION, handler=third, by=CLERK, at=NOW)  # a colleague, of no request here
    case = ask(ORGAN, second="2")
    number = case.row.number
    assert messages(number) == []
    assert accepted(case).status is Status.ISSUED
    office = {"office": OFFICE}
    assert messages(number) == [("accepted", {**office, "due_on": "2026-11-25"}), ("answer_ready", office)]
    [letter] = Delivery.objects.filter(told__about=number, told__message="answer_ready")
    assert letter.next_at == online.stand(number=number, viewer=OFFICER, at=SOON).answered_at
    services.revoke(number=number, reason="写错", by=REVIEWER, at=SOON)
    assert messages(number)[-1] == ("paper_revoked", office)
    other = ask(LAWYER, token="lawyer").row.number
    missing = frozenset({OfficialPaper.MANDATE})
    online.papers_do_not_do(number=other, papers=missing, note="没有写明案号", by=CLERK, at=NOW)
    online.withdraw(number=other, by=COUNSEL, at=SOON)
    assert messages(other) == [("missing", office), ("withdrawn", {})]
    told = Told.objects.filter(about=other).earliest("at")
    assert told.language == "en"
    said = notifications.of_case(other)[0].text
    assert not any(word in said.body + said.short for word in (cast.CLEAN.name, cast.LAWYER.name, CASE_NUMBER))
    addressed = Delivery.objects.filter(address__isnull=False).select_related("told")
    assert {addresses.open_box(bytes(one.address), one.pk) for one in addressed} == {"gu@example.cn", "qiao@example.cn"}


def test_an_address_is_the_own_and_is_forgotten_when_it_is_deleted_or_the_authority_ends() -> None:
    def kept(code: str, by: Actor) -> str:
        return registering.told_at(code=code, viewer=by, on=clock.day_of(NOW)).email

    ends = named(cast.EXEMPTED, "演检0003", email="yue@example.cn", to_on=date(2026, 12, 1))
    registering.authorise(code=PROSECUTION, handler=ends, by=CLERK, at=NOW)
    over = KeptContact.objects.get().forget_at
    assert clock.day_of(over) == date(2026, 12, 31)
    with pytest.raises(BodyRefused) as refused:
        registering.tell_me(code=PROSECUTION, contact=Contact(email="x", phone="12"), by=OFFICER, at=NOW)
    assert {one.field for one in refused.value.faults} == {"email", "phone"}
    with pytest.raises(BodyRefused):
        registering.tell_me(code=PROSECUTION, contact=Contact(), by=OFFICER, at=NOW)
    bad = replace(ends, phone="12")
    with pytest.raises(BodyRefused):
        registering.authorise(code=PROSECUTION, handler=bad, by=CLERK, at=NOW)
    for email in ("gu@example.cn", "new@example.cn"):
        registering.tell_me(code=PROSECUTION, contact=Contact(email=email), by=OFFICER, at=NOW)
    registering.tell_me(code=FIRM, contact=Contact(email="qiao@example.cn"), by=COUNSEL, at=NOW)
    assert (kept(PROSECUTION, OFFICER), kept(PROSECUTION, SECOND)) == ("new@example.cn", "")
    for code, by in ((FIRM, OFFICER), (PROSECUTION, COUNSEL)):
        with pytest.raises(NoSuchBody):
            kept(code, by)
        with pytest.raises(NoSuchBody):
            registering.tell_me_no_more(code=code, by=by, at=NOW)
    registering.end_authority(code=PROSECUTION, handler="3", by=CLERK, at=NOW)
    assert KeptContact.objects.count() == 2
    registering.tell_me_no_more(code=PROSECUTION, by=OFFICER, at=NOW)
    registering.tell_me_no_more(code=PROSECUTION, by=OFFICER, at=NOW)
    assert kept(PROSECUTION, OFFICER) == ""
    registering.close(code=FIRM, reason="撤并", by=CLERK, at=NOW)
    assert not KeptContact.objects.exists()
    entries = LedgerEntry.objects.filter(kind="body_handler_changed", facts__act="tell_me")
    assert entries.count() == 4
    assert not any("example" in str(one.facts) for one in entries)
