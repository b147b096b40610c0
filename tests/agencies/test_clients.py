"""Programs that send notices: who may be one, what proves it, how long a token is good, what the database refuses."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import IntegrityError, transaction

from qingbai.agencies import clients
from qingbai.agencies.clients import ClientRefused, NotTheIntake
from qingbai.agencies.models import ApiClient, ApiToken, ApiUse
from qingbai.agencies.terms import SenderKind
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry

AT = datetime(2026, 11, 22, 2, 30, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def keys(db):
    audit.ensure_keys(by=SYSTEM, at=AT)


def add(**changes):
    stated = {
        "sender_kind": SenderKind.COURT,
        "sender_code": "演0101",
        "sender_name": "演示市清河区人民法院",
        "scopes": ["send:judgment-notice", "send:sealing-notice"],
        "basis": "演法函〔2026〕1号",
        **changes,
    }
    return clients.add(by=SYSTEM, at=AT, **stated)


def token(client, *scopes: str, at=AT) -> str:
    return clients.issue_token(client=client.id, scopes=scopes, by=client.actor, at=at)


def kinds() -> list[str]:
    return list(LedgerEntry.objects.order_by("number").values_list("kind", flat=True))


def test_a_client_proves_itself_by_its_secret_alone():
    card, secret = add()
    assert clients.proves_itself(client=card.id, secret=secret)
    other, other_secret = add()
    for client, wrong in (
        (card.id, other_secret),
        (card.id, ""),
        (card.id, secret + "x"),
        ("nobody", secret),
        ("", ""),
    ):
        assert not clients.proves_itself(client=client, secret=wrong)
    assert clients.find(other.id) == other
    assert clients.find("nobody") is None


def test_neither_secret_nor_token_stands_in_the_database():
    card, secret = add()
    given = token(card, "send:judgment-notice")
    kept = [bytes(ApiClient.objects.get().secret), bytes(ApiToken.objects.get().fingerprint)]
    for shown in (secret, given):
        assert all(shown.encode() not in one for one in kept)
    assert {len(one) for one in kept} == {32}


def test_a_process_without_the_key_of_the_intake_recognises_nobody(settings):
    card, secret = add()
    given = token(card, "send:judgment-notice")
    del settings.INTAKE_KEY
    with pytest.raises(NotTheIntake):
        clients.proves_itself(client=card.id, secret=secret)
    with pytest.raises(NotTheIntake):
        clients.bearer(token=given, at=AT)


def test_a_token_is_good_for_a_quarter_of_an_hour_and_no_longer():
    card, _ = add()
    given = token(card, "send:judgment-notice")
    last = AT + clients.TOKEN_LIVES - timedelta(microseconds=1)
    held = clients.bearer(token=given, at=last)
    assert held is not None
    assert (held.client, held.scopes) == (card, {"send:judgment-notice"})
    assert clients.bearer(token=given, at=AT + clients.TOKEN_LIVES) is None
    assert clients.bearer(token=given + "x", at=AT) is None


def test_a_token_is_never_good_for_more_than_its_client():
    card, _ = add()
    held = clients.bearer(token=token(card, "send:judgment-notice", "send:release-notice"), at=AT)
    assert held is not None
    assert held.scopes == {"send:judgment-notice"}


def test_tokens_that_have_ended_are_removed_with_the_next():
    card, _ = add()
    token(card, "send:judgment-notice")
    token(card, "send:judgment-notice", at=AT + clients.TOKEN_LIVES)
    assert ApiToken.objects.count() == 1


def test_a_revoked_client_can_do_nothing_from_that_moment():
    card, secret = add()
    given = token(card, "send:judgment-notice")
    revoked = clients.revoke(client=card.id, by=SYSTEM, at=AT + MINUTE, basis="演法函〔2026〕2号")
    assert (revoked.revoked_at, revoked.revoked_on_basis) == (AT + MINUTE, "演法函〔2026〕2号")
    assert clients.bearer(token=given, at=AT) is None
    assert not clients.proves_itself(client=card.id, secret=secret)
    with pytest.raises(ApiClient.DoesNotExist), transaction.atomic():
        token(card, "send:judgment-notice")
    again = clients.revoke(client=card.id, by=SYSTEM, at=AT + 2 * MINUTE, basis="again")
    assert again == revoked
    assert [card.id for card in clients.clients()] == [card.id]


def test_every_act_stands_on_the_ledger_without_a_secret():
    card, secret = add()
    given = token(card, "send:judgment-notice")
    clients.revoke(client=card.id, by=SYSTEM, at=AT, basis="lost")
    assert kinds()[-3:] == [EventKind.CLIENT_ADDED, EventKind.CLIENT_SIGNED_IN, EventKind.CLIENT_REVOKED]
    for entry in LedgerEntry.objects.all():
        assert secret not in str(entry.facts)
        assert given not in str(entry.facts)


def test_everything_wrong_with_a_client_is_told_at_once():
    with pytest.raises(ClientRefused) as refused:
        add(sender_code="演 0101", sender_name=" ", scopes=[], basis="\u202e")
    assert {(fault.field, fault.code) for fault in refused.value.faults} == {
        ("sender_code", "spaces"),
        ("sender_name", "length"),
        ("scopes", "empty"),
        ("basis", "unprintable"),
    }
    with pytest.raises(ClientRefused):
        add(scopes=["send judgments"])
    with pytest.raises(ClientRefused) as refused:
        clients.revoke(client="nobody", by=SYSTEM, at=AT, basis="")
    assert [fault.field for fault in refused.value.faults] == ["basis", "client"]
    assert ApiClient.objects.count() == 0


def test_requests_are_counted_by_client_and_minute_and_forgotten_after_an_hour():
    one, _ = add()
    two, _ = add()
    count = clients.requests_this_minute
    assert [count(client=one.id, at=AT), count(client=one.id, at=AT), count(client=two.id, at=AT)] == [1, 2, 1]
    assert count(client=one.id, at=AT + MINUTE) == 1
    assert count(client=one.id, at=AT + clients.USES_KEPT + 2 * MINUTE) == 1
    assert ApiUse.objects.count() == 1


def test_the_database_refuses_to_change_a_client():
    card, _ = add()
    clients.revoke(client=card.id, by=SYSTEM, at=AT, basis="lost")
    for change in (
        lambda: ApiClient.objects.update(scopes="send:everything"),
        lambda: ApiClient.objects.get().revoked.delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_the_role_of_the_site_cannot_change_a_client_either(app_connection):
    add()
    with pytest.raises(psycopg.errors.RestrictViolation):
        app_connection.execute("UPDATE agencies_apiclient SET sender_code = '演01'")
