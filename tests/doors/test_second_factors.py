"""Officers' second factor at the counter, limits on guessing that lock nobody out for long, and the operator's way to reset what was lost."""

import base64
import re

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.identity import factors
from visitors import PASSWORD, Wall, clerk, text, wrongs

ACCOUNT = "clerk-100101-01"


def enter(client: Client, password: str = PASSWORD, account: str = ACCOUNT, address: str = "10.1.0.1"):
    return client.post(
        reverse("counter-sign-in"), {"username": account, "password": password}, follow=True, REMOTE_ADDR=address
    )


def code(secret: str, wall: Wall, steps: int = 0) -> str:
    now = int(wall.now.timestamp()) + 30 * steps
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(now).decode()


def with_codes(wall: Wall) -> str:
    """The clerk adds one-time codes on the page for it; their secret."""
    officer = clerk()
    page = officer.client.get(reverse("counter-factors")).content.decode()
    secret = re.search(r'<p class="number">([A-Z2-7 ]+)</p>', page)[1].replace(" ", "")
    wrong = officer.client.post(reverse("counter-factors"), {"do": "codes", "code": "000000"})
    assert len(wrongs(wrong)) == 1
    page = officer.client.post(reverse("counter-factors"), {"do": "codes", "code": code(secret, wall)}, follow=True)
    assert "动态口令" in text(page)
    wall.pass_(minutes=2)
    return secret


def test_a_second_factor_stands_between_the_password_and_the_desk(site) -> None:
    secret, client = with_codes(site), Client()
    asked = enter(client)
    assert asked.redirect_chain[-1][0] == reverse("counter-second-factor")
    assert client.get(reverse("counter")).headers["Location"] == reverse("counter-sign-in")
    second = reverse("counter-second-factor")
    for given in ("", "123456", code(secret, site, steps=-5)):
        assert len(wrongs(client.post(second, {"code": given}))) == 1
    right = code(secret, site)
    assert client.post(second, {"code": right}).headers["Location"] == reverse("counter")
    assert client.get(reverse("counter")).status_code == 200
    other = Client()
    enter(other)
    assert len(wrongs(other.post(second, {"code": right}))) == 1, "a code is good once"
    site.pass_(minutes=6)
    assert other.post(second, {"code": code(secret, site)}).headers["Location"] == reverse("counter-sign-in")
    kinds = list(LedgerEntry.objects.filter(kind__startswith="factor").values_list("kind", flat=True))
    assert kinds == ["factor_added"]


def test_where_one_is_demanded_nobody_gets_in_before_adding_it_nor_removes_the_last(site, settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = True
    clerk()
    client = Client()
    page = enter(client).content.decode()
    assert client.get(reverse("counter")).status_code == 302
    secret = re.search(r'<p class="number">([A-Z2-7 ]+)</p>', page)[1].replace(" ", "")
    added = client.post(reverse("counter-second-factor"), {"do": "codes", "code": code(secret, site)})
    assert added.headers["Location"] == reverse("counter")
    user = get_user_model().objects.get(username=ACCOUNT)
    (one,) = factors.factors(user)
    client.post(reverse("counter-factors"), {"do": "remove", "factor": str(one.id)})
    assert factors.factors(user) == (one,)


def test_guessing_is_paused_alike_for_every_account_and_locks_no_colleague_out(site) -> None:
    clerk()
    own = Client()
    enter(own)  # the officer's own browser is known from now on
    own.post(reverse("counter-sign-out"))
    said = {}
    for account in (ACCOUNT, "nobody-at-all"):
        stranger = Client()
        answers = [wrongs(enter(stranger, "wrong", account))[0] for _ in range(6)]
        assert len(set(answers[:5])) == 1
        assert "请等待1分钟" in answers[5]
        said[account] = answers
        assert "请等待" in wrongs(enter(stranger, PASSWORD, account))[0], "even the right password is not heard"
    assert said[ACCOUNT] == said["nobody-at-all"]
    assert enter(own).redirect_chain[-1][0] == reverse("counter"), "the officer's own browser"
    assert enter(Client(), address="10.2.0.1").redirect_chain[-1][0] == reverse("counter"), "from another network"
    site.pass_(minutes=16)
    assert enter(Client()).redirect_chain[-1][0] == reverse("counter"), "and from there, a quarter of an hour later"
    entries = LedgerEntry.objects.filter(kind="sign_in_refused")
    assert [entry.facts["officer"] for entry in entries] == ["100101-01"]


def test_what_was_lost_is_reset_on_the_ledger(site) -> None:
    with_codes(site)
    user = get_user_model().objects.get(username=ACCOUNT)
    assert factors.reset(user=user, officer="100101-01", basis="报失2026-1", by=SYSTEM, at=site.now) == 1
    assert factors.factors(user) == ()
    entry = LedgerEntry.objects.get(kind="factor_removed")
    assert (entry.basis, entry.facts["officer"]) == ("报失2026-1", "100101-01")
    assert enter(Client()).redirect_chain[-1][0] == reverse("counter")


@pytest.mark.parametrize("arguments", [["reset-factor", "100101-01"], ["reset-factor"]])
def test_the_command_wants_to_know_why(arguments: list[str]) -> None:
    from qingbai.project.commands.officer import command

    refused = CliRunner().invoke(command, arguments)
    assert refused.exit_code == 2
