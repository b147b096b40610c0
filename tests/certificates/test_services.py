"""Issuing, withdrawing and checking with a real database: a whole paper or nothing, evidence that stays, one entry an act."""

import hashlib
import re
import shutil
import subprocess
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings as settings_module
from django.db import IntegrityError, connection, transaction

import cast as people
from letters import a_letter
from papers import AT, MADE, OFFICE, a_claim
from qingbai.agencies import models
from qingbai.agencies import queries as agencies_queries
from qingbai.agencies.regions import SealKind
from qingbai.audit import keys as log_keys
from qingbai.audit import log, merkle
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry, SignedCheckpoint
from qingbai.audit.note import open_checkpoint
from qingbai.certificates import codes, custody, queries, scanned, services, square
from qingbai.certificates.claim import ClaimRefused
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import Paper, PaperAct
from qingbai.certificates.paper.typesetting import GlyphMissing
from qingbai.certificates.status import Status
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import verify_file
from qingbai.law.terms import AnswerPaper

CLERK = Actor(ActorKind.OFFICER, "0417", OFFICE.id)
VISITOR = Actor(ActorKind.VISITOR, "verification")


def issue(claim=None, at=AT):
    return services.issue(claim=claim or a_claim(), by=CLERK, at=at)


def kept():
    """Everything that an issue leaves behind."""
    return (
        Paper.objects.count(),
        log.size(log.CERTIFICATES),
        SignedCheckpoint.objects.filter(log=log.CERTIFICATES).count(),
        LedgerEntry.objects.filter(kind=EventKind.PAPER_ISSUED.value).count(),
    )


@pytest.mark.django_db
def test_an_issued_paper_is_genuine_logged_current_and_on_the_ledger_once(office):
    issued = issue()
    found = verify_file(issued.pdf, queries.trust(), queries.status_by_hash(sha256=issued.sha256), on=date(2026, 3, 2))
    assert (found.signed.code, found.logged.code, found.current.code) == ("issued_bytes", "logged", "current")
    assert found.claim == issued.claim == a_claim().numbered(number=issued.number, code=issued.code)
    assert issued.sha256 == hashlib.sha256(issued.pdf).hexdigest()
    assert kept() == (1, 1, 1, 1)
    entry = LedgerEntry.objects.get(kind=EventKind.PAPER_ISSUED.value)
    assert entry.basis == a_claim().application_number
    assert entry.facts == {"number": issued.number, "kind": "certificate", "sha256": issued.sha256}


@pytest.mark.django_db
def test_a_refusal_is_issued_by_the_same_way(office):
    issued = issue(a_claim(AnswerPaper.REFUSAL, person=people.ON_RECORD))
    assert verify_file(issued.pdf, queries.trust()).genuine
    assert queries.by_code(code=issued.code).claim.kind is AnswerPaper.REFUSAL


@pytest.mark.django_db
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm (poppler-utils) is not installed")
def test_a_print_of_an_issued_paper_proves_itself_by_the_trust_that_the_site_hands_out(office):
    issued = issue()
    printed = subprocess.run(["pdftoppm", "-r", "150", "-png", "-"], input=issued.pdf, capture_output=True, check=True)
    handed_out = Trust.parse(queries.trust(offices=True).as_json())
    found = scanned.check(scanned.text_in(printed.stdout), handed_out)
    assert found.genuine
    assert found.claim == issued.claim
    leaf = square.read(scanned.text_in(printed.stdout)).content
    assert log.leaves(log.CERTIFICATES, leaf.index, leaf.index + 1) == {
        leaf.index: leaf.leaf
    }  # what the public files hold there
    ring = services.keyring(settings_module.KEYS)
    ring.renew(OFFICE, at=AT)
    assert scanned.check(
        scanned.text_in(printed.stdout), queries.trust(offices=True)
    ).genuine  # by the key that was replaced


@pytest.mark.django_db
def test_the_ledger_entry_names_nobody(office):
    issue()
    said = repr(list(LedgerEntry.objects.values_list()))
    for word in (people.CLEAN.name, people.CLEAN.latin, people.CLEAN.number):
        assert word not in said


@pytest.mark.django_db
def test_the_bytes_are_kept_as_they_went_out(office):
    issued = issue()
    assert queries.pdf(number=issued.number, viewer=CLERK, purpose="print") == issued.pdf
    assert queries.pdf(number="no such number", viewer=CLERK, purpose="print") is None


@pytest.mark.django_db
def test_every_paper_has_its_own_leaf_and_proof(office):
    issued = [issue(a_claim(holder={"native": name})) for name in ("林一", "林二", "林三", "林四", "林五")]
    leaves = [Paper.objects.get(number=each.number).leaf for each in issued]
    assert leaves == [0, 1, 2, 3, 4]
    trust = queries.trust()
    assert all(verify_file(each.pdf, trust).genuine for each in issued)
    assert len({each.number for each in issued}) == len({each.code for each in issued}) == 5


@pytest.mark.django_db
def test_the_public_log_holds_nothing_but_the_commitment(office):
    issued = issue()
    row = Paper.objects.get()
    key = log_keys.verifier_key(log.CERTIFICATES, "default")
    head = open_checkpoint(SignedCheckpoint.objects.get(log=log.CERTIFICATES).note, key)
    from qingbai.certificates.cms import check
    from qingbai.certificates.content import commitment
    from qingbai.certificates.signature import covered, opened

    hole = covered(issued.pdf)
    document = opened(issued.pdf, check(hole.container, hole.digest), hole.container).document
    leaf = merkle.leaf_hash(commitment(issued.claim, document=document, salt=bytes(row.salt)))
    merkle.check_inclusion(index=0, size=1, leaf=leaf, proof=(), root=head.root)


@pytest.mark.django_db
def test_the_code_is_one_that_can_be_typed_and_the_number_follows_the_regions_pattern(office):
    issued = issue()
    assert issued.number.startswith("演公")
    assert "2026" in issued.number
    assert codes.read_code(issued.code) == issued.code


# ---- nothing half-done


@pytest.mark.django_db
def test_a_name_the_fonts_cannot_show_leaves_nothing_behind(office):
    before = kept()
    with pytest.raises(GlyphMissing):
        issue(a_claim(holder={"native": "林𠮷和"}))
    assert kept() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["certificates_paper", "audit_ledgerentry", "audit_node", "audit_signedcheckpoint"])
def test_a_disk_that_is_full_while_issuing_leaves_nothing_behind(office, table):
    first = issue()
    before = kept()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
                END $$;
                CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full()"""
        )
    try:
        with pytest.raises(services.NotKept, match=r"磁盘.*disk"):
            issue()
        assert kept() == before
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER full_disk ON {table}; DROP FUNCTION disk_is_full()")
    again = issue()
    assert kept() == tuple(count + 1 for count in before)
    trust = queries.trust()
    assert verify_file(first.pdf, trust).genuine
    assert verify_file(again.pdf, trust).genuine


@pytest.mark.django_db
def test_an_act_around_the_issue_that_fails_takes_the_paper_with_it(office):
    before = kept()
    with transaction.atomic():
        issue()
        transaction.set_rollback(True)
    assert kept() == before


@pytest.mark.django_db
def test_a_claim_of_another_day_or_from_an_office_without_a_key_is_refused(office):
    before = kept()
    with pytest.raises(ClaimRefused, match="issued_on"):
        issue(at=AT + timedelta(days=1))
    with pytest.raises(services.NoKey, match="100102-sq"):
        issue(a_claim(office_id="100102-sq"))
    assert kept() == before


@pytest.mark.django_db
def test_a_paper_that_would_not_verify_does_not_leave_the_house(office, settings, tmp_path):
    before = kept()
    good = log_keys.public_file(log.CERTIFICATES, "default")
    good.write_text(str(log_keys.SigningKey.make(log_keys.origin(log.CERTIFICATES, "default")).verifier) + "\n")
    with pytest.raises(services.NotIssued, match="checkpoint_forged"):
        issue()
    assert kept() == before


@pytest.mark.django_db(transaction=True)
def test_many_offices_issuing_at_once_each_get_a_place_of_their_own(office):
    issued, failures = [], []

    def work():
        try:
            issued.extend(issue() for _ in range(3))
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert sorted(Paper.objects.values_list("leaf", flat=True)) == list(range(12))
    trust = queries.trust()
    assert all(verify_file(each.pdf, trust).genuine for each in issued)


# ---- withdrawing


@pytest.mark.django_db
def test_a_withdrawn_paper_is_genuine_and_withdrawn_and_nobody_learns_why(office):
    issued = issue()
    services.withdraw(number=issued.number, reason="身份认定有误", by=CLERK, at=AT)
    assert queries.status_by_hash(sha256=issued.sha256) is Status.NOT_CURRENT
    shown = services.check_code(code=issued.code, by=VISITOR, at=AT)
    assert shown.status is Status.NOT_CURRENT
    found = services.check_file(data=issued.pdf, by=VISITOR, at=AT)
    assert found.genuine
    assert (found.current.code, found.exit_status) == ("not_current", 1)
    assert "身份" not in repr(shown) + repr(found)
    assert "身份" not in repr(list(LedgerEntry.objects.values_list()))
    assert queries.pdf(number=issued.number, viewer=CLERK, purpose="file") == issued.pdf


@pytest.mark.django_db
def test_withdrawing_twice_changes_nothing(office):
    issued = issue()
    for reason in ("first", "second"):
        services.withdraw(number=issued.number, reason=reason, by=CLERK, at=AT)
    assert PaperAct.objects.get().reason == "first"
    assert LedgerEntry.objects.filter(kind=EventKind.PAPER_WITHDRAWN.value).count() == 1


@pytest.mark.django_db
def test_a_withdrawal_needs_a_paper_and_a_reason(office):
    issued = issue()
    with pytest.raises(services.NoSuchPaper):
        services.withdraw(number="演公（清）证（2026）第0000000号x", reason="r", by=CLERK, at=AT)
    with pytest.raises(ValueError, match="理由"):
        services.withdraw(number=issued.number, reason=" ", by=CLERK, at=AT)
    assert queries.status_by_hash(sha256=issued.sha256) is Status.CURRENT


@pytest.mark.django_db
def test_papers_and_acts_cannot_be_changed_or_removed(office):
    services.withdraw(number=issue().number, reason="r", by=CLERK, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for statement in (
        "UPDATE certificates_paper SET pdf = ''",
        "DELETE FROM certificates_paper",
        "TRUNCATE certificates_paper CASCADE",
        "UPDATE certificates_paperact SET reason = 'x'",
        "DELETE FROM certificates_paperact",
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# ---- checking


@pytest.mark.django_db
def test_a_code_is_found_as_people_type_it_and_only_with_its_number(office):
    issued = issue()
    typed = " " + issued.code.lower().replace("-", " ").replace("0", "o").replace("1", "l") + " "
    assert queries.by_code(code=typed).claim == issued.claim
    assert queries.by_code(code=issued.code, number=issued.number).sha256 == issued.sha256
    assert queries.by_code(code=issued.code, number=issued.number + "x") is None
    assert queries.status_by_code(code=issued.code) is Status.CURRENT


@pytest.mark.django_db
def test_an_invented_code_is_unknown(office):
    issue()
    invented = ["", "x", "0" * 16, codes.new_code(), "'; --", "\x00" * 16, "０" * 16, "K" * 10_000]
    assert {queries.status_by_code(code=code) for code in invented} == {Status.UNKNOWN}
    assert [queries.by_code(code=code) for code in invented] == [None] * len(invented)


@pytest.mark.django_db
def test_every_check_is_on_the_ledger_with_its_result_and_nothing_of_the_person(office):
    issued = issue()
    services.check_file(data=issued.pdf, by=VISITOR, at=AT)
    services.check_file(data=b"nonsense", by=VISITOR, at=AT)
    services.check_code(code=issued.code, by=VISITOR, at=AT)
    services.check_code(code="nonsense", by=VISITOR, at=AT)
    entries = LedgerEntry.objects.filter(kind=EventKind.PAPER_VERIFIED.value).order_by("number")
    assert [entry.facts["current"] for entry in entries] == ["current", "not_found", "current", "unknown"]
    assert issued.code not in repr(list(entries.values_list()))


@pytest.mark.django_db
def test_a_hash_that_was_never_issued_is_unknown(office):
    issue()
    invented = ["", "zz", "00", "0" * 64]
    assert {queries.status_by_hash(sha256=sha256) for sha256 in invented} == {Status.UNKNOWN}


# ---- keys


@pytest.mark.django_db
def test_every_office_in_use_gets_its_key_once_and_each_making_is_on_the_ledger(office):
    custody.ensure_keys(by=SYSTEM, at=MADE)
    entries = LedgerEntry.objects.filter(kind=EventKind.KEYS_MADE.value, basis="signing keys").count()
    assert entries > 3
    custody.ensure_keys(by=SYSTEM, at=AT)
    assert LedgerEntry.objects.filter(kind=EventKind.KEYS_MADE.value, basis="signing keys").count() == entries
    assert services.issue(claim=a_claim(office_id="100102-sq"), by=CLERK, at=AT).pdf


def test_codes_tell_a_slip_of_the_finger_from_another_code():
    code = codes.new_code()
    plain = code.replace("-", "")
    for place, symbol in enumerate(plain):
        for other in codes.ALPHABET:
            if other != symbol:
                assert codes.read_code(plain[:place] + other + plain[place + 1 :]) is None
    swaps = [
        codes.read_code(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :])
        for place in range(15)
        if plain[place] != plain[place + 1]
    ]
    assert sum(found is not None for found in swaps) <= 1
    assert codes.read_code(code) == code
    assert len({codes.new_code() for _ in range(1000)}) == 1000


# ---- letters


@pytest.mark.django_db
def test_a_letter_is_issued_numbered_in_its_own_series_and_found_again_like_any_paper(office):
    issued = issue(a_letter(LetterKind.RESULT_LETTER))
    assert re.fullmatch(r"演公（清）告知（2026）第\d{7}号", issued.number)
    assert verify_file(issued.pdf, queries.trust()).genuine
    shown = queries.by_code(code=issued.code)
    assert (shown.claim, shown.status) == (issued.claim, queries.Status.CURRENT)
    assert queries.kind_of(number=issued.number) == LetterKind.RESULT_LETTER
    entry = LedgerEntry.objects.get(kind=EventKind.PAPER_ISSUED.value)
    assert entry.facts["kind"] == "result_letter"
    assert services.check_file(data=issued.pdf, by=SYSTEM, at=AT).exit_status == 0


@pytest.mark.django_db
def test_a_letter_withdrawn_is_genuine_and_no_longer_in_force(office):
    issued = issue(a_letter(LetterKind.VETTING_RESULT))
    services.withdraw(number=issued.number, reason="核验有误", by=CLERK, at=AT)
    found = services.check_file(data=issued.pdf, by=SYSTEM, at=AT)
    assert (found.genuine, found.current.code) == (True, "not_current")


# ---- who may take a paper back


def officer(office):
    return Actor(ActorKind.OFFICER, "0999", office, "reviewer")


@pytest.fixture
def above(office):
    """An office of the city's bureau, which stands above the sub-bureau that issued."""
    return models.Office.objects.create(
        code="100100-fz",
        name_zh="演示市公安局法制支队",
        name_en="Legal Affairs Division, Demo City Public Security Bureau",
        kind=models.Office.objects.get(code=OFFICE.id).kind,
        organ_id="100100-psb",
        division="100100",
    ).code


@pytest.mark.django_db
def test_the_issuing_organ_and_the_one_above_it_may_withdraw_and_no_other(above):
    number = issue().number
    allowed = {
        where: queries.may_withdraw(number=number, by=officer(where)) for where in (OFFICE.id, "100101-ee", above)
    }
    assert allowed == {OFFICE.id: True, "100101-ee": True, above: True}
    assert queries.may_withdraw(number=number, by=SYSTEM)
    for stranger in (officer("100102-sq"), officer("nowhere"), VISITOR):
        assert not queries.may_withdraw(number=number, by=stranger)
        with pytest.raises(services.NoSuchPaper):
            services.withdraw(number=number, reason="r", by=stranger, at=AT)
    assert not queries.may_withdraw(number="no such number", by=officer(OFFICE.id))
    services.withdraw(number=number, reason="复查发现有误", by=officer(above), at=AT)
    assert PaperAct.objects.get().actor == "0999"


@pytest.mark.django_db
def test_no_organ_stands_above_itself_or_above_its_superior(office):
    assert agencies_queries.is_superior("100100-psb", below="100101-psb")
    for organ, below in (
        ("100101-psb", "100100-psb"),
        ("100101-psb", "100101-psb"),
        ("100102-psb", "100101-psb"),
        ("x", "y"),
    ):
        assert not agencies_queries.is_superior(organ, below=below)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "name"), [("unit", "公章"), ("dedicated", "无犯罪证明专用章")])
def test_a_certificate_bears_the_seal_that_the_region_says(office, monkeypatch, kind, name):
    profile = agencies_queries.region("100101")
    sealed = replace(profile, certificate=replace(profile.certificate, seal=SealKind(kind)))
    monkeypatch.setattr(agencies_queries, "region", lambda division: sealed)
    alternatives = [
        bytes.fromhex(alt.decode()).decode("utf-16-be") for alt in re.findall(rb"/Alt<FEFF([0-9A-F]+)>", issue().pdf)
    ]
    assert any(words.endswith(name) for words in alternatives)
