"""Status in lists and statements: current or not, to whoever asks about any paper; believed only as signed, and only for a while."""

import base64
import gzip
import itertools
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from papers import AT, a_claim
from qingbai import clock
from qingbai.audit import log
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import attachment, publishing, queries, services, signature, statements, status_list
from qingbai.certificates.models import Paper, StatusList
from qingbai.certificates.statements import Carried
from qingbai.certificates.status_list import LENGTH, Entry, NotAList
from qingbai.certificates.verify import verify_file

SECRET = bytes(range(32))
DAY = timedelta(days=1)


# ---- the list


def test_every_place_has_an_entry_of_its_own_in_its_list():
    entries = [status_list.entry(LENGTH + place, SECRET) for place in range(0, LENGTH, 17)]
    assert len(set(entries)) == len(entries)
    assert {one.list for one in entries} == {1}
    assert all(0 <= one.index < LENGTH for one in entries)


def test_neighbours_in_the_log_are_no_neighbours_in_the_list_and_each_secret_has_its_own_order():
    near = [status_list.entry(place, SECRET).index for place in range(2_000)]
    apart = sorted(abs(one - other) for one, other in itertools.pairwise(near))
    assert apart[len(apart) // 2] > LENGTH // 8
    assert near != [status_list.entry(place, bytes(32)).index for place in range(2_000)]


@given(st.sets(st.integers(0, LENGTH - 1), max_size=40))
def test_what_is_encoded_is_read_back(entries):
    bits = status_list.decode(status_list.encode(entries))
    assert {index for index in entries if status_list.is_set(bits, index)} == entries
    assert sum(bin(byte).count("1") for byte in bits) == len(entries)


def test_the_first_entry_is_the_highest_bit_of_the_first_byte_as_the_recommendation_has_it():
    unpacked = gzip.decompress(base64.urlsafe_b64decode(status_list.encode([0, 9])[1:] + "=="))
    assert (unpacked[:2], len(unpacked) * 8) == (b"\x80\x40", LENGTH)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        "z" + status_list.encode([])[1:],
        status_list.encode([])[:-9],
        "u" + base64.urlsafe_b64encode(gzip.compress(bytes(LENGTH // 8 - 1))).decode(),
        "u" + base64.urlsafe_b64encode(gzip.compress(bytes(300_000_000))).decode(),
        "u" + base64.urlsafe_b64encode(gzip.compress(bytes(LENGTH // 8)) + b"more").decode(),
        "u????",
    ],
    ids=["nothing", "only the letter", "another base", "cut", "too short", "a bomb", "bytes after", "no base64"],
)
def test_another_thing_than_a_list_is_refused_without_unpacking_it(text):
    with pytest.raises(NotAList):
        status_list.decode(text)


def test_one_place_in_four_turns_without_a_paper_and_not_before_its_place_is_public():
    turning = status_list.turns(3, SECRET)
    assert abs(len(turning) / LENGTH - 0.25) < 0.01
    assert turning == sorted(turning)
    assert all(size > leaf for size, leaf in turning)


# ---- statements


@pytest.fixture
def issued(db, office):
    return services.issue(claim=a_claim(), by=SYSTEM, at=AT)


def published(at=AT):
    publishing.go_round(at=at)
    return queries.status_list(number=0)


def verdict(issued, text, at=AT):
    return verify_file(issued.pdf, queries.trust(), on=clock.day_of(at), carried=Carried(text, at)).current.code


def test_a_paper_is_current_by_the_list_alone_until_it_is_taken_back(issued):
    assert verdict(issued, published()) == "current"
    services.withdraw(number=issued.number, reason="重名", by=SYSTEM, at=AT)
    assert verdict(issued, published(AT + timedelta(minutes=1)), AT + timedelta(minutes=1)) == "not_current"


def test_a_lapsed_paper_looks_as_one_taken_back_and_the_list_does_not_count_it(db, office):
    until = clock.day_of(AT)
    lapsed = services.issue(claim=replace(a_claim(), valid_until=until), by=SYSTEM, at=AT)
    assert verdict(lapsed, published()) == "current"
    later = AT + DAY
    text = published(later)
    assert verdict(lapsed, text, later) == "not_current"
    assert statements.read_list(text, queries.trust(), at=later).is_current(
        status_list.entry(Paper.objects.get().leaf, services.keyring(services.settings.KEYS).status_places())
    )
    assert queries.status_by_hash(sha256=lapsed.sha256, on=until + DAY) is queries.Status.NOT_CURRENT
    assert queries.status_by_hash(sha256=lapsed.sha256, on=until) is queries.Status.CURRENT


def test_the_list_is_a_credential_whose_signature_holds_by_the_bare_algorithm(issued):
    text = published()
    covered, _, seal = text.rpartition(".")
    header, credential = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in covered.split("."))
    certificate = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
    raw = base64.urlsafe_b64decode(seal + "==")
    pair = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    certificate.public_key().verify(pair, covered.encode(), ec.ECDSA(SHA256()))
    assert credential["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert credential["credentialSubject"]["type"] == "BitstringStatusList"
    assert issued.number not in text
    assert len(text) < 60_000


def test_a_list_where_nothing_changed_is_signed_anew_only_after_a_while(issued):
    first = published()
    assert published(AT + timedelta(minutes=1)) == first
    assert published(AT + timedelta(minutes=10)) != first
    assert StatusList.objects.get().counted_at == AT


def test_dummies_turn_with_the_public_log_so_that_set_bits_say_nothing(issued):
    published()
    secret = services.keyring(services.settings.KEYS).status_places()
    due = [leaf for size, leaf in status_list.turns(0, secret) if size <= 40_000]
    with services.transaction.atomic():
        log.append(log=log.CERTIFICATES, leaves=[bytes([7]) * 32] * 3)
    from qingbai.audit.models import Publication

    Publication.objects.create(log=log.CERTIFICATES, size=40_000, note="", at=AT)
    bits = statements.read_list(published(AT + DAY), queries.trust(), at=AT + DAY).bits
    assert {status_list.entry(leaf, secret).index for leaf in due if leaf} == {
        index for index in range(LENGTH) if status_list.is_set(bits, index)
    }
    assert due


def test_the_holder_carries_a_statement_that_is_good_for_a_week_and_on_the_ledger(issued):
    text = services.state(number=issued.number, by=SYSTEM, at=AT)
    assert verdict(issued, text) == "current"
    assert verdict(issued, text, AT + 7 * DAY) == "current"
    assert verdict(issued, text, AT + 7 * DAY + timedelta(seconds=1)) == "statement_stale"
    assert verdict(issued, text, AT - DAY) == "statement_stale"
    assert LedgerEntry.objects.filter(kind="paper_stated", basis=issued.number).count() == 1
    services.withdraw(number=issued.number, reason="重名", by=SYSTEM, at=AT)
    assert verdict(issued, services.state(number=issued.number, by=SYSTEM, at=AT)) == "not_current"
    with pytest.raises(services.NoSuchPaper):
        services.state(number="演公（清）证（2026）第0000000号", by=SYSTEM, at=AT)


def test_a_statement_about_another_file_or_a_list_without_the_paper_says_nothing(issued):
    other = services.issue(claim=a_claim(), by=SYSTEM, at=AT)
    assert verdict(issued, services.state(number=other.number, by=SYSTEM, at=AT)) == "statement_other"
    signer = services.keyring(services.settings.KEYS).status_signer()
    second = statements.sign_list(
        number=1, encoded=status_list.encode([]), base_url="https://x", key=signer.key, chain=signer.chain, at=AT
    )
    assert verdict(issued, second) == "statement_other"


def test_what_nobody_entitled_signed_is_not_believed(issued):
    text = services.state(number=issued.number, by=SYSTEM, at=AT)
    head, said, seal = text.split(".")
    changed = base64.urlsafe_b64encode(base64.urlsafe_b64decode(said + "==").replace(b"current", b"CURRENT")).decode()
    assert verdict(issued, f"{head}.{changed.rstrip('=')}.{seal}") == "statement_forged"
    office = services.keyring(services.settings.KEYS).signer(a_claim().office_id)
    by_office = statements.sign_statement(sha256=issued.sha256, current=True, key=office.key, chain=office.chain, at=AT)
    assert verdict(issued, by_office) == "statement_forged"  # an office signs papers, not status
    for nonsense in ("", "a.b.c", "....", "x" * 300_000, head, f"{head}..", "\u65e0", f"{head}.{said}"):
        assert verdict(issued, nonsense) in {"statement_unreadable", "statement_forged"}, nonsense[:20]


def test_a_status_key_signs_no_paper(issued, house):
    ring = services.keyring(services.settings.KEYS)
    signer = ring.status_signer()
    with pytest.raises(Exception, match="not_entitled"):
        queries.trust().vouch_for(signer.chain, AT)


# ---- in the paper


def test_the_entry_stands_in_the_paper_and_papers_from_before_are_read_as_they_are(issued, house):
    paper = Paper.objects.get()
    found = attachment.parse(signature.opened(*_parts(issued.pdf)).attachment)
    assert found.status == status_list.entry(paper.leaf, services.keyring(services.settings.KEYS).status_places())
    plain = replace(found, status=None, square=None)
    assert attachment.parse(plain.as_bytes()) == plain
    assert json.loads(plain.as_bytes())["format"] == "qingbai/paper/1"


@pytest.mark.parametrize("entry", [Entry(True, 1), Entry(0, -1), Entry(0, 1.5)], ids=["truth", "negative", "fraction"])
def test_an_entry_that_is_no_position_is_refused(issued, entry):
    found = attachment.parse(signature.opened(*_parts(issued.pdf)).attachment)
    with pytest.raises(attachment.AttachmentRefused):
        attachment.parse(replace(found, status=entry).as_bytes())


def _parts(data):
    from qingbai.certificates import cms

    covered = signature.covered(data)
    return data, cms.check(covered.container, covered.digest), covered.container
