"""``qingbai payments``: are the accounts right, does each provider's bill agree with the orders here, give money back; a gateway to try."""

import dataclasses
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.payments.reconciliation import Reckoning

WELL, FOUND, CANNOT = 0, 1, 2
PROVIDERS = ["wechat", "alipay"]
NONE = "No provider is configured: fees are paid in cash at the counter. / 未配置支付机构：费用在窗口以现金缴纳。"
WORDS = {
    "missing_here": ("on the bill, not here", "账单有、我方无"),
    "missing_there": ("here, not on the bill", "我方有、账单无"),
    "other_amount": ("another amount", "金额不符"),
    "other_transaction": ("another transaction number", "交易号不符"),
    "twice_there": ("twice on the bill", "账单重复"),
}


@click.group
def command() -> None:
    """Fees that are paid online: accounts, bills, refunds."""


@command.command
def check() -> None:
    """Say which providers are offered, and everything that is wrong with their accounts. Exit status: 0 well, 1 not."""
    setup.settle({})
    from qingbai.payments.providers import configured

    try:
        offered = configured.everything()
    except configured.BadAccount as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        sys.exit(FOUND)
    click.echo(" ".join(offered) or NONE)


@command.command
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day in China; left out: yesterday.")
@click.option("--through", type=click.Choice(PROVIDERS), help="One provider only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a provider and line.")
def reconcile(*, day: datetime | None, through: str | None, as_json: bool) -> None:
    """Compare each provider's bill of a day with the orders here.

    Providers have their bill of a day ready by ten in the morning of the next. Exit status: 0 all agree, 1 something differs,
    2 a bill or the database could not be had.
    """
    with _register():
        from qingbai import clock
        from qingbai.audit.actors import SYSTEM
        from qingbai.payments import reconciliation
        from qingbai.payments.providers import Declined, Silent, configured

        offered = [one for key, one in configured.everything().items() if through in {None, str(key)}]
        if not offered:
            click.echo(NONE, err=True)
            sys.exit(CANNOT)
        on = day.date() if day else clock.today() - timedelta(days=1)
        try:
            found = [reconciliation.reconcile(through=one, day=on, by=SYSTEM, at=clock.now()) for one in offered]
        except (Silent, Declined) as error:
            click.echo(
                f"A provider gave no bill of {on}: {error}. Try again later. / 暂未取得账单，请稍后重试。", err=True
            )
            sys.exit(CANNOT)
    for one in found:
        _tell(one, as_json=as_json)
    sys.exit(FOUND if any(one.differences for one in found) else WELL)


def _tell(one: "Reckoning", *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(one), default=str, ensure_ascii=False))
        return
    from qingbai.payments.terms import yuan

    paid, back = yuan(one.paid_fen), yuan(one.refunded_fen)
    click.echo(
        f"{one.provider} {one.day}: {one.paid} payments {paid}, {one.refunded} refunds {back}, {len(one.differences)} differences / "
        f"收款 {one.paid} 笔，退款 {one.refunded} 笔，差异 {len(one.differences)} 处"
    )
    for odd in one.differences:
        en, zh = WORDS[odd.what]
        case = odd.case or "-"
        click.echo(f"  {odd.kind} {odd.number} {case} here {odd.here_fen} there {odd.there_fen} fen: {en} / {zh}")


@command.command
@click.argument("case")
@click.option("--reason", required=True, help="Why; the file keeps it.")
@click.option("--officer", required=True, help="The number of the reviewer or head who decided it.")
def refund(*, case: str, reason: str, officer: str) -> None:
    """Give back what was paid for a CASE, as an officer of its office decided.

    The house sends it back by itself; cash another officer hands out at the counter.

    Exit status: 0 on its way, 1 refused, 2 the database could not be reached.
    """
    with _register():
        from qingbai import clock
        from qingbai.agencies import queries as agencies
        from qingbai.payments import services

        card = agencies.officer(officer)
        if card is None:
            click.echo(
                f"--officer: nobody has the number {officer}; give a reviewer's or a head's / 没有该编号的人员",
                err=True,
            )
            sys.exit(FOUND)
        try:
            account = services.refund(about=case, reason=reason, by=card.actor, at=clock.now())
        except services.NoSuchOrder:
            click.echo(
                f"{case}: nothing was paid for it at this officer's office; check both numbers / "
                "该人员所在单位没有该案件的已缴费用，请核对两个编号",
                err=True,
            )
            sys.exit(FOUND)
        except services.ReasonNeeded:
            click.echo("--reason: is empty; say why in a sentence / 请写明退款理由", err=True)
            sys.exit(FOUND)
        except services.ActRefused:
            click.echo(
                f"{officer}: may not decide on a refund of {case} now; a reviewer or head may once it is paid / "
                "该人员无权决定退款，或该案件当前不可退款",
                err=True,
            )
            sys.exit(FOUND)
    click.echo(f"{account.number}: {account.status} / 已登记退款")


@command.command
@click.option("--port", default=9501, show_default=True, type=click.IntRange(0, 65535), help="Port on this machine.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where the merchant's keys go.")
def gateway(*, port: int, folder: Path | None) -> None:
    """Serve a gateway that stands in for both providers, on this machine alone, until Ctrl-C; no money moves.

    Prints the environment under which a site pays through it.
    """
    from qingbai.payments.gateway import keys
    from qingbai.payments.gateway.server import Gateway
    from qingbai.project import home

    with Gateway(keys.make(), port=port).running() as served:
        for name, value in keys.settings(served.keys, folder or home.folder() / "payments", served.url).items():
            click.echo(f"export {name}={value}")
        click.echo(f"The gateway runs at {served.url} -- Ctrl-C stops it. / 模拟支付机构已启动", err=True)
        try:
            served.wait()
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)


@contextmanager
def _register() -> Iterator[None]:
    """Django in this process; what keeps it from running is told, with exit status 2, accounts that cannot be used with 2 too."""
    try:
        with setup.django():
            from qingbai.payments.providers import configured

            try:
                yield
            except configured.BadAccount as error:
                click.echo(str(error), err=True)
                sys.exit(CANNOT)
    except click.ClickException as error:
        error.show()
        sys.exit(CANNOT)
