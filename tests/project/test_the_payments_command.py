"""``qingbai payments`` as an operator types it: accounts that are wrong, a bill that agrees, a bill that does not, a refund refused."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from installations import installed, plain_environment
from qingbai import clock
from qingbai.payments.gateway import keys
from qingbai.payments.gateway.server import Gateway
from qingbai.payments.gateway.till import Trade
from qingbai.payments.terms import ProviderKey
from tills import gateway_keys

NAME = "qingbai_payments_command"


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, str]:
    """An environment without any setting of ours."""
    return plain_environment() | {"QINGBAI_HOME": str(tmp_path / "home")}


@pytest.fixture
def register(server_url: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    with installed(server_url, NAME, tmp_path / "home") as given:
        yield given


def payments(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qingbai.project.cli", "payments", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_accounts_cash_remains_and_half_an_account_is_told_with_everything_it_lacks(plain, tmp_path):
    none = payments(plain, "check")
    assert (none.returncode, "cash" in none.stdout) == (0, True)
    (tmp_path / "key.pem").write_text("no key")
    given = {
        "QINGBAI_WECHAT_MCHID": "1900000001",
        "QINGBAI_WECHAT_KEY": str(tmp_path / "key.pem"),
        "QINGBAI_WECHAT_PLATFORM_KEY": str(tmp_path / "nowhere.pem"),
        "QINGBAI_WECHAT_GATEWAY": "http://pay.example",
        "QINGBAI_WECHAT_MCHIID": "1",
    }
    half = payments({**plain, **given}, "check")
    told = {line.split(":")[0].removeprefix("QINGBAI_WECHAT_") for line in half.stderr.splitlines()}
    assert half.returncode == 1
    lacking = {"APPID", "SERIAL", "APIV3_KEY", "PLATFORM_SERIAL"}
    assert told == {*lacking, "KEY", "PLATFORM_KEY", "GATEWAY", "MCHIID"}
    assert "no key" not in half.stderr


def test_a_bill_that_agrees_and_one_that_does_not(register, tmp_path):
    with Gateway(gateway_keys()).running() as gateway:
        given = {**register, **keys.settings(gateway.keys, tmp_path / "keys", gateway.url)}
        today = str(clock.today())
        well = payments(given, "reconcile", "--day", today)
        assert (well.returncode, well.stderr) == (0, "")
        assert well.stdout.count("0 differences") == 2
        later = clock.now() + timedelta(minutes=5)
        trade = Trade(ProviderKey.ALIPAY, "SF20261120ZZZZZZZZ01", "x", 1234, "x", "", "", later)
        gateway.till.pay(gateway.till.open(trade))
        odd = payments(given, "reconcile", "--day", today, "--json")
        assert odd.returncode == 1
        wechat, alipay = [json.loads(line) for line in odd.stdout.splitlines()]
        assert wechat["differences"] == []
        [found] = alipay["differences"]
        assert (found["what"], found["number"], found["there_fen"]) == ("missing_here", trade.number, 1234)
        refused = payments(given, "refund", "QB20261120-AAAAAAAA", "--reason", "x", "--officer", "nobody")
        assert (refused.returncode, "--officer" in refused.stderr) == (1, True)
    silent = payments(given, "reconcile", "--day", today)
    assert silent.returncode == 2
