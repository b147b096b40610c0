"""A stolen key: what it signed before stands, what a thief dates back does not, and everybody is told from where on."""

import secrets
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from django.db import transaction

from papers import AT, MADE, OFFICE, House, Logbook, a_claim, numbered, written
from qingbai.audit import log, note
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.keys import CERTIFICATES, signing_key
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import (
    content,
    custody,
    lasting,
    losses,
    queries,
    reconciliation,
    revocation,
    services,
    statements,
)
from qingbai.certificates.attachment import Attachment
from qingbai.certificates.keys import Keyring
from qingbai.certificates.losses import LossRefused
from qingbai.certificates.models import LostKey, Paper
from qingbai.certificates.statements import Carried, StatementRefused
from qingbai.certificates.status import Status
from qingbai.certificates.trust import Lost, Trust, TrustUnreadable, key_id
from qingbai.certificates.verify import logged_as, verify_file

FIRST = Actor(ActorKind.OFFICER, "100101-0001", OFFICE.id)
SECOND = Actor(ActorKind.OFFICER, "100101-0002", OFFICE.id)
STOLEN = AT + timedelta(hours=1)
NOTICED = AT + timedelta(hours=5)


def issue(at=AT):
    return services.issue(claim=a_claim(), by=SYSTEM, at=at)


def report(name=OFFICE.id, **changed):
    given = {"since": STOLEN, "reason": "密码钥匙遗失", "by": FIRST, "second": SECOND, "at": NOTICED}
    return losses.report(name=name, **(given | changed))


def codes(data, trust):
    found = verify_file(data, trust)
    assert found.genuine == (found.signed.code == "signed" and found.logged.code == "logged")
    assert (found.claim is None) == (found.signed.code != "signed")
    return found.signed.code, found.logged.code


@pytest.fixture
def thief(office, settings, tmp_path):
    """Who has copied the office's keys, and has a log of the same name, but not its key."""
    custody.ensure_keys(by=SYSTEM, at=MADE)
    shutil.copytree(settings.KEYS, tmp_path / "stolen")
    return House(Keyring(tmp_path / "stolen"), Logbook(note.SigningKey.make(signing_key(CERTIFICATES, "default").name)))


def other():
    return numbered(a_claim(purpose=type(OFFICE.name)(zh="工作", en="Work")))


def with_the_proof_of(genuine):
    """Another claim, with the place in the log of a paper that the thief has in hand."""
    said, _ = logged_as(genuine)
    return Attachment(claim=other(), salt=said.salt, index=said.index, proof=said.proof, checkpoint=said.checkpoint)


def slipped_in():
    """Another claim, entered into our own log behind our back after the theft."""
    claim, salt = other(), secrets.token_bytes(32)
    with transaction.atomic():
        leaf = content.commitment(claim, document=written(claim), salt=salt)
        entered = log.enter(log=CERTIFICATES, leaf=leaf, at=STOLEN)
    return Attachment(claim=claim, salt=salt, index=entered.index, proof=entered.proof, checkpoint=entered.signed.note)


@pytest.mark.django_db
def test_what_a_stolen_key_signs_is_refused_whatever_date_it_bears_and_older_papers_stand(thief, settings):
    before = issue()
    between = issue(STOLEN + timedelta(hours=1))
    forged = {
        "with a proof of its own": thief.sign(written(other()), thief.attachment(other(), written(other()))),
        "with another's proof": thief.sign(written(other()), with_the_proof_of(before.pdf)),
        "with a place in our log": thief.sign(written(other()), slipped_in()),
    }
    naive = queries.trust()
    assert codes(forged["with a place in our log"], naive) == (
        "signed",
        "logged",
    )  # a log key's friend would have got through

    reported = report()
    after = issue(NOTICED)
    trust = Trust.parse(queries.trust().as_json())
    assert codes(before.pdf, trust) == codes(after.pdf, trust) == ("signed", "logged")
    assert codes(between.pdf, trust) == ("key_lost", "logged")
    assert {name: codes(data, trust) for name, data in forged.items()} == {
        "with a proof of its own": ("key_lost", "checkpoint_forged"),
        "with another's proof": ("key_lost", "proof_wrong"),
        "with a place in our log": ("key_lost", "logged"),
    }
    for data, code in (
        (before.pdf, "issued_bytes"),
        (between.pdf, "key_lost"),
        (forged["with another's proof"], "key_lost"),
    ):
        assert services.check_file(data=data, by=SECOND, at=NOTICED).signed.code == code  # asked online, by our records

    assert (reported.withdrawn, reported.replaced) == ((between.number,), True)
    assert queries.status_by_hash(sha256=between.sha256) is Status.NOT_CURRENT
    assert queries.status_by_hash(sha256=before.sha256) is Status.CURRENT
    assert reported.size == Paper.objects.get(number=before.number).leaf + 1
    row = LostKey.objects.get()
    assert statements.read_loss(reported.statement, trust) == trust.lost[0]
    assert log.leaves(CERTIFICATES, row.leaf, row.leaf + 1)[row.leaf] == content.loss_commitment(reported.statement)
    entry = LedgerEntry.objects.get(kind=EventKind.KEY_LOST.value)
    assert (entry.actor, entry.facts["second"], entry.facts["size"]) == (FIRST.id, SECOND.id, str(reported.size))
    found = reconciliation.reconcile(by=SYSTEM, at=NOTICED, whole=True)
    assert (found.papers, found.acts, found.faults) == (3, 2, [])

    shutil.copytree(thief.ring.folder, settings.KEYS, dirs_exist_ok=True)  # a backup from before the loss is put back
    with pytest.raises(services.NotIssued, match="key_lost"):
        issue(NOTICED)


@pytest.mark.django_db
def test_a_loss_is_reported_by_two_for_a_reason_of_a_key_that_is_known_and_once(office):
    custody.ensure_keys(by=SYSTEM, at=MADE)
    for changed, refused in (
        ({"reason": " "}, ("reason",)),
        ({"second": FIRST}, ("two",)),
        ({"second": SYSTEM}, ("two",)),
        ({"since": NOTICED + timedelta(seconds=1), "reason": ""}, ("reason", "since")),
        ({"name": "root"}, ("root",)),
    ):
        with pytest.raises(LossRefused) as told:
            report(**changed)
        assert told.value.codes == refused
    with pytest.raises(custody.NotKnown):
        report("nowhere")
    assert not LostKey.objects.exists()
    old = services.keyring(services.settings.KEYS).signer(OFFICE.id).chain.office
    report()
    for name in (old.fingerprint(SHA256()).hex(), old.fingerprint(SHA256()).hex()[:16]):
        with pytest.raises(LossRefused, match="on record already"):
            report(name)


@pytest.mark.django_db
def test_what_a_lost_stamping_key_stamped_needs_a_place_from_before_the_loss(thief, settings):
    before, between = issue(), issue(STOLEN + timedelta(hours=1))
    reported = report("stamping")
    after = issue(NOTICED)
    assert [codes(each.pdf, queries.trust())[0] for each in (before, between, after)] == [
        "signed",
        "key_lost",
        "signed",
    ]
    assert reported.withdrawn == (between.number,)


@pytest.mark.django_db
def test_the_lost_certificate_stands_in_the_list_of_who_issued_it(thief, settings):
    before, between = issue(), issue(STOLEN + timedelta(hours=1))
    ring = services.keyring(settings.KEYS)
    old = ring.signer(OFFICE.id).chain.office
    assert report().revoked
    current = lasting.lists(ring).current("issuing", at=NOTICED)
    assert revocation.since(current, old) == STOLEN + timedelta(seconds=1)
    trust = queries.trust()
    told_by_list = replace(trust, lost=(), lists=(current,))
    assert codes(before.pdf, told_by_list) == ("signed", "logged")
    assert codes(between.pdf, told_by_list) == ("revoked_then", "not_examined")
    assert codes(between.pdf, replace(trust, lists=(current,)))[0] == "key_lost"


@pytest.mark.django_db
def test_a_lost_status_key_vouches_for_nothing_more_and_a_new_one_does(thief, settings):
    paper = issue()
    old = services.keyring(settings.KEYS).status_signer()
    said = {"sha256": paper.sha256, "current": True, "at": AT}
    stated = statements.sign_statement(key=old.key, chain=old.chain, **said)
    assert verify_file(paper.pdf, queries.trust(), carried=Carried(stated, AT)).exit_status == 0
    reported = report("status")
    trust, new = queries.trust(), services.keyring(settings.KEYS).status_signer()
    assert reported.withdrawn == ()
    assert codes(paper.pdf, trust) == ("signed", "logged")
    assert verify_file(paper.pdf, trust, carried=Carried(stated, AT)).current.code == "statement_forged"
    again = statements.sign_statement(key=new.key, chain=new.chain, **(said | {"at": NOTICED}))
    assert verify_file(paper.pdf, trust, carried=Carried(again, NOTICED)).current.code == "current"
    assert statements.read_loss(reported.statement, trust).key == key_id(old.chain.office)
    forged = statements.sign_loss(lost="00" * 32, log="x", size=0, since=AT, key=old.key, chain=old.chain, at=NOTICED)
    for text, code in (
        (forged, "statement_forged"),
        (stated, "statement_unreadable"),
        ("a.b.c", "statement_unreadable"),
    ):
        with pytest.raises(StatementRefused, match=code):
            statements.read_loss(text, trust)


@pytest.mark.django_db
def test_with_the_issuing_authoritys_key_every_key_below_it_is_replaced(thief, settings):
    before, between = issue(), issue(STOLEN + timedelta(hours=1))
    old = services.keyring(settings.KEYS).signer(OFFICE.id).chain
    reported = report("issuing")
    after = issue(NOTICED)
    trust = queries.trust()
    assert services.keyring(settings.KEYS).signer(OFFICE.id).chain.issuing != old.issuing
    assert [codes(each.pdf, trust)[0] for each in (before, between, after)] == ["signed", "key_lost", "signed"]
    assert reported.withdrawn == (between.number,)


def test_a_trust_file_that_names_lost_keys_comes_back_as_written_and_a_crooked_one_is_refused(house):
    lost = Lost("ab" * 32, "qingbai.test/certificates", 12, "a.b.c")
    trust = Trust(house.trust.roots, house.trust.logs, lost=(lost,))
    assert Trust.parse(trust.as_json()) == trust
    for text in (
        trust.as_json().replace('"size": 12', '"size": -1'),
        trust.as_json().replace('"size": 12', '"size": true'),
        trust.as_json().replace("ab" * 32, "ab"),
    ):
        with pytest.raises(TrustUnreadable):
            Trust.parse(text)
