"""What a review keeps and for how long: nothing of a record that left, no address beside its messages, files while they are needed; who was looked up."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import serializers

import cast
from applications import COUNTER, NOW, furnish
from files import photo
from numbering import locks_in_order
from qingbai import clock
from qingbai.audit import services as ledger
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.law.objections import Ground
from qingbai.notifications import queries as notifications
from qingbai.notifications import services as messages
from qingbai.notifications.models import Delivery, KeptContact
from qingbai.objections import answering, handed_in, queries, services
from qingbai.objections.acts import Status
from qingbai.objections.answering import ChangedMeanwhile, Findings
from qingbai.objections.casework import open_case
from qingbai.objections.models import Review, ReviewAct
from qingbai.objections.objection import ObjectionRefused
from qingbai.registers.models import Conviction
from qingbai.sealing import services as sealing
from qingbai.uploads.models import Content, Upload
from registering import demo, receive
from reviews import AT, HEAD, REVIEWER, STOLEN, answered, filed, objector, signed

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
LATER = AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _offices(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()


@pytest.fixture
def refused():
    receive(demo("zhao-shidi"), at=NOW - timedelta(days=10))
    return answered()


def sealed() -> str:
    verdict = Conviction.objects.get().id
    sealing.seal_entered(conviction=verdict, rules="measures_2022: SEAL-01", basis="n-2", by=SYSTEM, at=AT)
    return str(verdict)


def kept() -> str:
    return serializers.serialize("json", [*Review.objects.all(), *ReviewAct.objects.all()])


def drafted(refused, *, same: bool) -> str:
    number = filed(refused, **STOLEN).row.number
    services.weigh_evidence(number=number, accepted=True, reason="须核实。", by=REVIEWER, at=AT)
    findings = Findings(words="经核查。", links={str(Conviction.objects.get().id): same})
    answering.draft_opinion(number=number, findings=findings, by=REVIEWER, at=AT)
    return number


def test_a_review_keeps_no_reference_to_a_verdict_that_may_have_to_leave(refused):
    number = drafted(refused, same=False)
    assert list(answering.drafted(open_case(number)).links.values()) == [False]
    with locks_in_order():
        answering.sign_opinion(number=number, by=HEAD, at=LATER)
    verdict = sealed()
    assert verdict not in kept()
    assert verdict not in str(list(LedgerEntry.objects.filter(basis=number).values_list("facts", flat=True)))


def test_a_record_that_left_between_draft_and_signature_leads_to_the_certificate(refused):
    number = drafted(refused, same=False)
    sealed()
    assert answering.sign_opinion(number=number, by=HEAD, at=LATER).status is Status.ANSWERED
    papers = Paper.objects.filter(application=refused.row.number, kind__in=["refusal", "certificate"])
    assert list(papers.order_by("issued_at").values_list("kind", flat=True)) == ["refusal", "certificate"]


def test_a_draft_that_a_record_which_left_bore_out_is_not_signed_and_nobody_runs_into_an_error(refused):
    number = drafted(refused, same=True)
    sealed()
    with pytest.raises(ChangedMeanwhile):
        answering.sign_opinion(number=number, by=HEAD, at=LATER)
    assert open_case(number).status is Status.DRAFTED


def test_a_review_of_a_sealed_record_and_of_none_leave_the_same_ledger():
    receive(demo("shen-xiaodu"), at=NOW - timedelta(days=10))
    told = []
    for person in (cast.SEALED, cast.SEALED_TWIN):
        before = LedgerEntry.objects.count()
        number = filed(answered(person, token=person.number), person, **STOLEN).row.number
        services.weigh_evidence(number=number, accepted=True, reason="须核实。", by=REVIEWER, at=AT)
        services.open_file(number=number, by=REVIEWER, at=AT)
        signed(number)
        entries = LedgerEntry.objects.order_by("number")[before:]
        told.append([(one.kind, bool(one.about), sorted(one.facts), one.facts.get("ended")) for one in entries])
    assert told[0] == told[1]
    assert ("link_decided", True, ["ended"], "true") in told[0]


def test_whoever_is_looked_up_for_a_review_sees_who_looked(refused):
    number = filed(refused, **STOLEN).row.number

    def looks() -> int:
        about = ledger.fingerprint(cast.ON_RECORD.number)
        return LedgerEntry.objects.filter(kind="register_searched", basis=number, about=about).count()

    services.open_file(number=number, by=COUNTER, at=AT)
    assert looks() == 0  # the page shows a clerk no verdicts
    services.open_file(number=number, by=REVIEWER, at=AT)
    assert looks() == 1
    services.weigh_evidence(number=number, accepted=True, reason="须核实。", by=REVIEWER, at=AT)
    assert looks() == 2
    findings = Findings(links={str(Conviction.objects.get().id): True})
    answering.draft_opinion(number=number, findings=findings, by=REVIEWER, at=AT)
    answering.sign_opinion(number=number, by=HEAD, at=LATER)
    assert looks() == 4


def test_where_to_reach_the_objector_stands_in_boxes_alone_and_is_forgotten_in_time(refused):
    number = filed(refused, email="zhao@example.cn", phone="13800000000").row.number
    assert "example.cn" not in kept()
    assert "13800000000" not in kept()
    seen = queries.file(number=number, viewer=REVIEWER, at=AT)
    assert (seen.contact.email, seen.contact.phone) == ("zhao@example.cn", "13800000000")
    assert Delivery.objects.filter(told__about=number).count() == 2
    services.withdraw(number=number, by=objector(), at=AT)
    assert Delivery.objects.filter(told__about=number, told__message="withdrawn").count() == 2
    messages.forget(at=AT + timedelta(days=settings.CONTACT_KEPT - 1))
    assert KeptContact.objects.exists()
    messages.forget(at=AT + timedelta(days=settings.CONTACT_KEPT + 1))
    assert not KeptContact.objects.exists()
    assert not Delivery.objects.filter(address__isnull=False).exists()
    assert notifications.contact_of(number).email == ""


@pytest.mark.parametrize("ends", ["withdraw", "sign"])
def test_files_of_a_review_stay_as_long_as_those_of_any_case_after_it_ended(refused, ends):
    number = filed(refused, **STOLEN).row.number
    handed_in.hand_in(number=number, words="指纹卡", data=photo(), by=objector(), at=AT)
    before = Content.objects.get().destroy_at
    if ends == "sign":
        signed(number, Findings(links={str(Conviction.objects.get().id): True}))
    else:
        services.withdraw(number=number, by=objector(), at=AT)
    assert Content.objects.get().destroy_at == AT + timedelta(days=settings.UPLOADS_KEPT) < before


def test_a_file_is_kept_with_its_act_or_not_at_all(refused, monkeypatch):
    number = filed(refused, **STOLEN).row.number
    seen = open_case(number)
    handed_in.hand_in(number=number, words="指纹卡", data=photo(), by=objector(), at=AT)
    assert Upload.objects.count() == 1
    monkeypatch.setattr(handed_in, "open_case", lambda _number: seen)  # as somebody saw it before
    with pytest.raises(services.TakenMeanwhile):
        handed_in.hand_in(number=number, words="另一张", data=photo(1), by=objector(), at=AT)
    assert Upload.objects.count() == 1


def test_everything_wrong_with_evidence_is_told_at_once_and_nothing_is_kept(refused):
    number = filed(refused, **STOLEN).row.number
    with pytest.raises(ObjectionRefused) as wrong:
        handed_in.hand_in(number=number, words=" ", data=b"no file of ours", by=objector(), at=AT)
    assert [fault.field for fault in wrong.value.faults] == ["words", "file"]
    assert not Upload.objects.exists()
    assert ReviewAct.objects.filter(kind="give_evidence").count() == 0


def test_whoever_reviews_opens_a_file_and_who_did_is_on_the_ledger(refused):
    number = filed(refused, **STOLEN).row.number
    handed_in.hand_in(number=number, words="指纹卡", data=photo(), by=objector(), at=AT)
    (file,) = handed_in.of(number=number, viewer=REVIEWER)
    _, data = handed_in.read(number=number, reference=file.reference, by=REVIEWER, at=AT)
    assert data.startswith(b"\xff\xd8")
    assert LedgerEntry.objects.filter(kind="upload_read", basis=number, actor=REVIEWER.id).count() == 1
    with pytest.raises(services.NoSuchReview):
        handed_in.read(number=number, reference=file.reference, by=objector(cast.CLEAN), at=AT)


UNPRINTABLE = ["请提供证据😀", "请提供 שלום", "请提供\u202e证据", "请提供\x07"]


@pytest.mark.parametrize("words", UNPRINTABLE)
def test_words_that_no_letter_can_show_are_refused_by_name_in_both_languages(refused, words):
    number = filed(refused, ground=Ground.OTHER).row.number
    with pytest.raises(ObjectionRefused) as wrong:
        services.ask_evidence(number=number, asked=words, by=COUNTER, at=AT)
    (fault,) = wrong.value.faults
    assert fault.field == "asked"
    assert "无法打印" in fault.zh
    assert "no letter can show" in fault.en
    with pytest.raises(ObjectionRefused) as wrong:
        answering.draft_opinion(number=number, findings=Findings(words=words), by=REVIEWER, at=AT)
    assert [one.field for one in wrong.value.faults] == ["words"]
    assert open_case(number).status is Status.UNDER_REVIEW
