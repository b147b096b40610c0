"""Promise 1 for a record that is sealed while an application or a case inquiry waits: it goes on like the case of somebody who has none.

Every status in which one may wait for a person about a record is a row of a table. Beside each stands a twin who waits for the same and of whose
record a court says meanwhile that it was none (再审撤销): what the file shows, the acts, the ledger, the paper and the moment at which it is shown are the
same. Where somebody without any record comes to the same status, they are the third.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import cast
import visitors
from applications import NOW, application, clerk, furnish
from masks import masked, no_moments, statement
from officials import OFFICE, request
from qingbai import clock
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.disclosures import jobs as requests_jobs
from qingbai.disclosures import queries as requests_queries
from qingbai.disclosures import services as requests
from qingbai.disclosures import steps as requests_steps
from qingbai.disclosures.acts import Status as Request
from qingbai.inquiries import jobs, queries, services
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import answered_otherwise_before
from qingbai.law.official import OfficialAsker
from qingbai.law.terms import ComplexityGround, Deceit
from qingbai.pages.references import reference
from qingbai.registers import services as registers
from qingbai.registers.records import Period
from qingbai.sealing import services as sealing
from registering import COURT, REGISTRAR, record, verdict
from rules import changing

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
User = get_user_model()
SHIQIAO = "100102-sq"
HERE = {role: Actor(ActorKind.OFFICER, f"{role}-1", SHIQIAO, role) for role in ("clerk", "reviewer", "head")}
DAY = timedelta(days=1)
GONE_AT, LOOKED_AT = NOW + DAY, NOW + DAY + timedelta(minutes=1)

MAYBE = replace(cast.SAME_NAME_CLEAN, latin=cast.SAME_NAME_ON_RECORD.latin)
TWIN = cast.citizen("吴桐岫", "WU TONGXIU", "M", date(1985, 4, 18), 17, "100102")
CLEAN = cast.citizen("吴桐岚", "WU TONGLAN", "M", date(1985, 4, 18), 19, "100102")


def entered(person: cast.Person, *, numbered: bool) -> UUID:
    """A verdict on somebody of this name: with the number it certainly is this person, without it may be."""
    whole = record(verdict(person if numbered else replace(person, number="")))
    act = {"by": REGISTRAR, "at": NOW - DAY, "basis": "n-1"}
    return registers.enter(record=whole, **act).defendants[0].conviction


def seal(conviction: UUID) -> None:
    sealing.seal_entered(conviction=conviction, rules="measures_2022: SEAL-01", by=SYSTEM, at=GONE_AT, basis="n-2")


def annul(conviction: UUID) -> None:
    registers.annul(conviction=conviction, on=date(2026, 11, 1), ground="再审无罪", by=COURT, at=GONE_AT, basis="n-2")


@pytest.fixture(autouse=True)
def _offices(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LOOKED_AT)
    furnish()


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changing(monkeypatch, tmp_path)("handling", legal_review="true")


# Applications


def ask(person: cast.Person) -> str:
    draft = application(person, office=SHIQIAO)
    case = services.apply_straight_through(draft=draft, token=person.name, by=clerk(SHIQIAO), at=NOW)
    return case.row.number


def act(do: Callable[..., object], number: str, role: str = "clerk", **given: object) -> None:
    do(number=number, by=HERE[role], at=NOW, **given)


def with_a_person(number: str) -> Status:
    return Status.WITH_A_PERSON


def investigation_asked(number: str) -> Status:
    ground = ComplexityGround.IDENTITY_UNVERIFIED
    act(services.ask_investigation, number, ground=ground, reason="须比对照片")
    return Status.INVESTIGATION_ASKED


def refused_investigation(number: str) -> Status:
    investigation_asked(number)
    act(services.refuse_investigation, number, "head", reason="无须")
    return Status.WITH_A_PERSON


def investigating(number: str) -> Status:
    investigation_asked(number)
    act(services.approve_investigation, number, "head", reason="同意")
    return Status.INVESTIGATING


def cooperation_asked(number: str) -> Status:
    investigating(number)
    act(services.ask_cooperation, number, what="带户口簿")
    return Status.COOPERATION_ASKED


def held(number: str) -> Status:
    act(services.hold, number, deceit=Deceit.FALSE_PAPERS, reason="印章可疑")
    return Status.HELD


WAYS = (with_a_person, investigation_asked, refused_investigation, investigating, cooperation_asked)


@dataclass(frozen=True)
class Seen:
    """All that an office, the applicant and whoever has the paper can see of a case once the register has changed, masked."""

    status: str
    page: str
    file: str
    kinds: tuple[str, ...]
    ledger: tuple[str, ...]
    progress: str
    claims: tuple[str, ...]
    shown_at: str


def seen(number: str, person: cast.Person, since: int) -> Seen:
    """Looked at by an officer who opens the file after the house had its round."""
    file = services.open_file(number=number, by=HERE["clerk"], at=LOOKED_AT)
    applicant = Actor(ActorKind.APPLICANT, queries.open_case(number).row.owner)
    issued = queries.open_case(number).last(Act.ISSUE)
    progress = queries.progress(number=number, viewer=applicant, at=LOOKED_AT + DAY)
    return Seen(
        status=file.status,
        page=page(SHIQIAO, "counter-file", number, person),
        file=plain(repr(file), person),
        kinds=tuple(done.act for done in file.acts if done.act is not Act.GIVE_RECEIPT),
        ledger=ledger(number, person, since),
        progress=plain(repr(asdict(progress)), person),
        claims=claims(number, person),
        shown_at=str(queries.shown_at(issued)) if issued else "",
    )


def page(office: str, address: str, number: str, person: cast.Person) -> str:
    """The file as an officer's browser shows it; tokens and references in addresses are random by nature."""
    account = User.objects.filter(username=f"clerk-{office}").first()
    visitor = visitors.clerk(office, office) if account is None else visitors.Visitor()
    if account is not None:
        visitor.client.force_login(account)
    response = visitor.get(reverse(address, args=[reference(number)]))
    assert response.status_code == HTTPStatus.OK
    return re.sub(r"[A-Za-z0-9_=-]{20,}", "RANDOM", plain(response.content.decode(), person))


def plain(text: str, person: cast.Person) -> str:
    found = no_moments(masked(text, person))
    assert isinstance(found, str)
    return found


def ledger(number: str, person: cast.Person, since: int) -> tuple[str, ...]:
    rows = LedgerEntry.objects.filter(number__gt=since, basis=number).order_by("number")
    return tuple(
        plain(f"{one.kind} {one.actor} {one.office} {json.dumps(one.facts, ensure_ascii=False)}", person)
        for one in rows
    )


def claims(number: str, person: cast.Person) -> tuple[str, ...]:
    found = Paper.objects.filter(application=number).order_by("issued_at", "number")
    return tuple(plain(bytes(one.claim).decode(), person) for one in found)


def ends(person: cast.Person, way: Callable[[str], Status], leave: Callable[[UUID], None], *, numbered: bool) -> Seen:
    """Somebody on record waits on this way; the record leaves as ``leave`` says; the house has its round."""
    conviction = entered(person, numbered=numbered)
    number = ask(person)
    assert way(number) is queries.open_case(number).status
    leave(conviction)
    since = LedgerEntry.objects.filter(basis=number).order_by("-number").values_list("number", flat=True)[0]
    if queries.open_case(number).status is Status.HELD:
        services.lift_hold(number=number, reason="已核实", by=HERE["clerk"], at=GONE_AT)
    jobs.go_round(at=LOOKED_AT)
    jobs.go_round(at=LOOKED_AT)  # once more changes nothing
    return seen(number, person, since)


@pytest.mark.parametrize("way", [*WAYS, held], ids=lambda one: one.__name__)
def test_an_application_that_waits_about_a_record_goes_on_as_if_there_had_been_none(way):
    sealed, twin = ends(MAYBE, way, seal, numbered=False), ends(TWIN, way, annul, numbered=False)
    assert sealed.status == Status.ISSUED
    assert sealed == twin
    assert '"statement":"none_found"' in sealed.claims[-1]


def test_nothing_in_its_file_says_that_there_was_ever_a_question():
    sealed = ends(MAYBE, with_a_person, seal, numbered=False)
    clean = seen(ask(CLEAN), CLEAN, 0)
    assert sealed.kinds == clean.kinds == (Act.SUBMIT, Act.ACCEPT, Act.SEARCH, Act.DECIDE, Act.ISSUE)


def test_opening_its_file_asks_the_database_the_same():
    conviction = entered(MAYBE, numbered=False)
    numbers = [ask(MAYBE), ask(CLEAN)]
    seal(conviction)
    jobs.go_round(at=LOOKED_AT)
    asked = []
    for number in numbers:
        with CaptureQueriesContext(connection) as captured:
            services.open_file(number=number, by=HERE["clerk"], at=LOOKED_AT)
        asked.append([statement(query["sql"]) for query in captured.captured_queries])
    assert asked[0] == asked[1]


def reviews(number: str) -> Status:
    return Status.DECIDED


@pytest.mark.usefixtures("reviewed")
def test_what_waits_for_legal_review_is_cleared_once_whatever_left_meanwhile():
    sealed, twin = ends(MAYBE, reviews, seal, numbered=True), ends(TWIN, reviews, annul, numbered=True)
    number = ask(CLEAN)
    clean = seen(number, CLEAN, 0)
    assert sealed == twin
    assert sealed.status == clean.status == Status.DECIDED
    assert "'paper': 'certificate'" in sealed.file
    assert sealed.kinds == clean.kinds
    assert sealed.claims == clean.claims


@pytest.mark.usefixtures("reviewed")
def test_a_reviewer_clears_what_the_register_says_and_not_what_it_said():
    conviction = entered(MAYBE, numbered=True)
    number = ask(MAYBE)
    seal(conviction)
    with pytest.raises(services.TakenMeanwhile):
        services.clear(number=number, by=HERE["reviewer"], at=GONE_AT)
    services.clear(number=number, by=HERE["reviewer"], at=GONE_AT)
    done = services.advance(number=number, at=GONE_AT)
    assert (done.status, done.when(Act.DECIDE).facts["paper"]) == (Status.ISSUED, "certificate")


@pytest.mark.usefixtures("reviewed")
def test_what_was_sent_back_waits_for_whoever_looks_again_and_shows_no_reason_of_its_own():
    def sent_back(number: str) -> Status:
        act(services.send_back, number, "reviewer", reason="请再核对")
        return Status.WITH_A_PERSON

    sealed = ends(MAYBE, sent_back, seal, numbered=True)
    number = ask(CLEAN)
    sent_back(number)
    clean = seen(number, CLEAN, 0)
    assert (sealed.status, sealed.kinds) == (clean.status, clean.kinds)
    assert services.open_file(number=number, by=HERE["clerk"], at=LOOKED_AT).open_reasons == ()
    assert "counts" not in sealed.file


def test_what_the_facts_seal_is_a_question_to_nobody_though_it_still_stands_in_the_register():
    young = cast.citizen("吴桐岭", "WU TONGLING", "M", date(2005, 6, 1), 21, "100102")
    below_five = verdict(replace(young, number=""), offences=(Period("2022-09-18", "2022-12-11"),))
    registers.enter(record=record(below_five), by=REGISTRAR, at=NOW - DAY, basis="n-1")
    twin = cast.citizen("吴桐岩", "WU TONGYAN", "M", young.born_on, 23, "100102")
    numbers = [ask(young), ask(twin)]
    assert seen(numbers[0], young, 0) == seen(numbers[1], twin, 0)
    kept = [[(done.act, done.reasons, done.facts) for done in queries.open_case(number).acts[:4]] for number in numbers]
    assert kept[0] == kept[1]


def test_a_refusal_of_somebody_whose_record_was_sealed_since_is_no_ground_to_look_into_the_next_inquiry():
    """What was issued stays a fact; it makes no later case another one."""
    conviction = entered(MAYBE, numbered=True)
    assert ask(MAYBE)
    assert answered_otherwise_before(services.open_case(again(MAYBE, "before"))) is False
    seal(conviction)
    assert answered_otherwise_before(services.open_case(again(MAYBE, "after"))) is False


def test_a_certificate_before_a_record_was_entered_is_a_ground_as_before():
    ask(MAYBE)
    entered(MAYBE, numbered=True)
    assert answered_otherwise_before(services.open_case(again(MAYBE, "after"))) is True


def again(person: cast.Person, token: str) -> str:
    draft = application(person, office=SHIQIAO)
    case = services.apply_straight_through(draft=draft, token=token, by=clerk(SHIQIAO), at=GONE_AT)
    return case.row.number


# Case inquiries


def inquire(
    person: cast.Person, asker: OfficialAsker = OfficialAsker.STATE_ORGAN, bar: str = "", at: datetime = NOW
) -> str:
    asked = request(asker, person, **({"bar": bar} if bar else {}))
    case = requests.ask_straight_through(asked=asked, office=OFFICE, token=person.name, by=OFFICER["clerk"], at=at)
    return case.row.number


OFFICER = {role: Actor(ActorKind.OFFICER, f"{role}-1", OFFICE, role) for role in ("clerk", "reviewer")}


def seen_inquiry(number: str, person: cast.Person, since: int = 0) -> Seen:
    file = requests.open_file(number=number, by=OFFICER["clerk"], at=LOOKED_AT)
    return Seen(
        status=file.status,
        page=page(OFFICE, "counter-case", number, person),
        file=plain(repr(file), person),
        kinds=tuple(done.act for done in file.acts),
        ledger=ledger(number, person, since),
        progress=plain(repr(requests_queries.queue(viewer=OFFICER["clerk"])), person),
        claims=claims(number, person),
        shown_at=str(requests_queries.shown_at(file.issued)) if file.issued else "",
    )


@dataclass(frozen=True)
class Waits:
    """How a case inquiry comes to wait: whether the person is certain, what more is asked, and in which status it then stands."""

    status: Request
    numbered: bool = True
    asker: OfficialAsker = OfficialAsker.STATE_ORGAN
    bar: str = ""
    then: Callable[[str], object] = lambda _: None


def cleared(number: str) -> None:
    requests.clear(number=number, by=OFFICER["reviewer"], at=NOW)


WAITING = {
    "whose it is": Waits(Request.WITH_A_PERSON, numbered=False),
    "whether it is told": Waits(Request.WITH_A_PERSON, asker=OfficialAsker.LICENSING_ORGAN, bar="BAN-37"),
    "agreement": Waits(Request.DECIDED),
    "interrupted before the letter": Waits(Request.CLEARED, then=cleared),
}


def inquiry_ends(person: cast.Person, waits: Waits, leave: Callable[[UUID], None]) -> Seen:
    conviction = entered(person, numbered=waits.numbered)
    number = inquire(person, waits.asker, waits.bar)
    waits.then(number)
    assert requests.open_case(number).status is waits.status
    leave(conviction)
    since = LedgerEntry.objects.filter(basis=number).order_by("-number").values_list("number", flat=True)[0]
    requests_jobs.go_round(at=LOOKED_AT)
    requests_jobs.go_round(at=LOOKED_AT)
    return replace(seen_inquiry(number, person, since), progress="")


@pytest.mark.parametrize("waits", WAITING.values(), ids=WAITING)
def test_a_case_inquiry_that_waits_about_a_record_goes_on_as_if_there_had_been_none(waits: Waits):
    sealed, twin = inquiry_ends(MAYBE, waits, seal), inquiry_ends(TWIN, waits, annul)
    assert sealed.status == Request.ISSUED
    assert sealed == twin
    assert "未发现" in sealed.claims[-1]
    if waits.status is not Request.CLEARED:  # somebody agreed to a letter there, and that was done
        clean = seen_inquiry(inquire(CLEAN, waits.asker, waits.bar, LOOKED_AT), CLEAN)
        assert (sealed.kinds, sealed.claims) == (clean.kinds, clean.claims)


def test_what_is_agreed_to_is_what_the_register_says_and_a_letter_tells_no_more():
    conviction = entered(MAYBE, numbered=True)
    number = inquire(MAYBE)
    annul(conviction)
    with pytest.raises(requests.TakenMeanwhile):
        requests.clear(number=number, by=OFFICER["reviewer"], at=GONE_AT)
    assert requests.open_case(number).status is Request.ISSUED
    assert "未发现" in claims(number, MAYBE)[-1]


def test_a_record_entered_while_a_letter_waits_for_agreement_is_told_with_the_others():
    entered(MAYBE, numbered=True)
    number = inquire(MAYBE)
    registers.enter(record=record(verdict(MAYBE)), by=REGISTRAR, at=GONE_AT, basis="n-3")
    table = requests.open_file(number=number, by=OFFICER["clerk"], at=LOOKED_AT).telling
    assert table is not None
    assert len(table.rows) == 2
    requests.clear(number=number, by=OFFICER["reviewer"], at=LOOKED_AT)
    assert requests.advance(number=number, at=LOOKED_AT).status is Request.ISSUED
    assert claims(number, MAYBE)[-1].count("盗窃罪") == 2


def test_a_handed_back_inquiry_waits_for_whoever_looks_again_and_shows_nothing_of_what_is_gone():
    conviction = entered(MAYBE, numbered=True)
    number = inquire(MAYBE)
    requests.send_back(number=number, reason="请再核对", by=OFFICER["reviewer"], at=NOW)
    seal(conviction)
    assert requests_jobs.go_round(at=LOOKED_AT) == ()
    file = requests.open_file(number=number, by=OFFICER["clerk"], at=LOOKED_AT)
    assert (file.open_records, file.open_reasons, file.questions, file.tells) == ((), (), (), False)
    assert str(conviction) not in repr(file)
    requests.search_again(number=number, by=OFFICER["clerk"], at=LOOKED_AT)
    assert requests.advance(number=number, at=LOOKED_AT).status is Request.ISSUED


@pytest.mark.parametrize("acts", range(4))
def test_a_case_inquiry_killed_between_any_two_steps_is_gone_on_with(acts: int):
    case = requests.submit(
        asked=request(OfficialAsker.STATE_ORGAN), office=OFFICE, token="t", by=OFFICER["clerk"], at=NOW
    )
    for _ in range(acts):
        step = requests_steps.next_step(case, at=NOW)
        assert step is not None
        case = step(case, by=SYSTEM, at=NOW)
    number = case.row.number
    assert requests_jobs.go_round(at=NOW + timedelta(seconds=5)) == ()  # it may still be at work
    assert requests_jobs.go_round(at=NOW + timedelta(minutes=1)) == (number,)
    assert requests.open_case(number).status is Request.ISSUED
    assert requests_jobs.go_round(at=NOW + timedelta(minutes=2)) == ()
    assert len(claims(number, cast.CLEAN)) == 1
