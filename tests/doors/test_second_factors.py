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
    news = client.post(second, {"code": right})
    assert news.headers["Location"] == reverse("counter-factors"), "what is new of the account comes first"
    assert client.get(reverse("counter")).status_code == 200
    other = Client()
    enter(other)
    assert len(wrongs(other.post(second, {"code": right}))) == 1, "a code is good once"
    site.pass_(minutes=6)
    assert other.post(second, {"code": code(secret, site)}).headers["Location"] == reverse("counter-sign-in")
    mine = reverse("counter-factors")
    told = client.get(mine)
    assert "自您上次登录以来" in text(told)
    assert "已添加动态口令" in text(told)
    seen = re.findall(r'name="news" value="([^"]+)"', told.content.decode())
    factors.closed_for_a_while(user=get_user_model().objects.get(), officer="100101-01", by=SYSTEM, at=site.now)
    assert client.post(mine, {"do": "seen", "news": seen}).headers["Location"] == reverse("counter")
    left = text(client.get(mine))
    assert "已添加动态口令" not in left
    assert "有人多次输错" in left, "what happened after the page was shown is still to be told"
    kinds = list(
        LedgerEntry.objects.filter(kind__startswith="factor").order_by("number").values_list("kind", flat=True)
    )
    assert kinds == ["factor_added"]


def test_a_locked_desk_asks_for_the_second_factor_too(site, settings) -> None:
    secret, client = with_codes(site), Client()
    enter(client)
    client.post(reverse("counter-second-factor"), {"code": code(secret, site)})
    client.post(reverse("counter-lock"))
    unlock = reverse("counter-unlock")
    site.pass_(minutes=1)
    assert wrongs(client.post(unlock, {"password": PASSWORD})) == ["请填写程序显示的口令"]
    for password, steps in ((PASSWORD, -5), ("wrong", 0)):
        refused = client.post(unlock, {"password": password, "code": code(secret, site, steps)})
        assert wrongs(refused) == ["密码或者动态口令不正确。请重试；每个动态口令只能使用一次。"]
    right = code(secret, site)
    assert client.post(unlock, {"password": PASSWORD, "code": right}).headers["Location"] == reverse("counter")
    client.post(reverse("counter-lock"))
    assert len(wrongs(client.post(unlock, {"password": PASSWORD, "code": right}))) == 1, "a code is good once"
    settings.SECOND_FACTOR_DEMANDED = True
    user = get_user_model().objects.get()
    factors.reset(user=user, officer="100101-01", basis="报失2026-1", by=SYSTEM, at=site.now)
    client.post(unlock, {"password": PASSWORD})
    assert "_auth_user_id" not in client.session, "where one is demanded and none is left, the desk begins fresh"


def test_an_officer_changes_the_password_and_is_told_so_and_signed_out_elsewhere(site) -> None:
    clerk()
    here, elsewhere, mine = Client(), Client(), reverse("counter-factors")
    enter(here)
    enter(elsewhere)
    new = "一把新的钥匙 for the desk"
    for given, said in (
        (("wrong", new, new), "您的现有密码：这不是您的现有密码"),
        ((PASSWORD, new, new + "x"), "再次输入新密码：两次输入的新密码不一致，请重新输入"),
        ((PASSWORD, "short", "short"), "新密码：至少需要12个字符"),
    ):
        refused = here.post(mine, {"do": "password", **dict(zip(("present", "new", "again"), given, strict=True))})
        assert said in wrongs(refused)
        assert f'value="{given[1]}"' not in refused.content.decode()
    here.post(mine, {"do": "password", "present": PASSWORD, "new": new, "again": new})
    assert here.get(reverse("counter")).status_code == 200
    assert elsewhere.get(reverse("counter")).headers["Location"] == reverse("counter-sign-in")
    assert len(wrongs(enter(Client()))) == 1
    assert "密码已修改" in text(enter(Client(), new))
    entry = LedgerEntry.objects.get(kind="password_changed")
    assert (entry.facts, entry.about) == ({"officer": "100101-01"}, "")


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
    told = enter(own)
    assert told.redirect_chain[-1][0] == reverse("counter-factors"), "the officer's own browser, and is told"
    assert "有人多次输错" in text(told)
    elsewhere = Client()
    enter(elsewhere, address="10.2.0.1")
    assert elsewhere.get(reverse("counter")).status_code == 200, "from another network"
    site.pass_(minutes=16)
    enter(later := Client())
    assert later.get(reverse("counter")).status_code == 200, "and from there, a quarter of an hour later"
    entries = LedgerEntry.objects.filter(kind="sign_in_refused")
    assert [entry.facts["officer"] for entry in entries] == ["100101-01"]


def test_what_was_lost_is_reset_on_the_ledger(site) -> None:
    with_codes(site)
    user = get_user_model().objects.get(username=ACCOUNT)
    assert factors.reset(user=user, officer="100101-01", basis="报失2026-1", by=SYSTEM, at=site.now) == 1
    assert factors.factors(user) == ()
    entry = LedgerEntry.objects.get(kind="factor_removed")
    assert (entry.basis, entry.facts["officer"]) == ("报失2026-1", "100101-01")
    entered = enter(Client())
    assert entered.redirect_chain[-1][0] == reverse("counter-factors")
    assert "管理员已重置您的第二因素" in text(entered)


@pytest.mark.parametrize("arguments", [["reset-factor", "100101-01"], ["reset-factor"]])
def test_the_command_wants_to_know_why(arguments: list[str]) -> None:
    from qingbai.project.commands.officer import command

    refused = CliRunner().invoke(command, arguments)
    assert refused.exit_code == 2
