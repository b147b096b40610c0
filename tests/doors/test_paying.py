"""Paying at the portal: over HTTP from the page to the provider and back, with messages delivered, lost, twice, forged, to others."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.inquiries.models import Application
from qingbai.payments import jobs, queries, services
from qingbai.payments.accounts import accounts_about
from qingbai.payments.gateway.till import Notice, Travels
from qingbai.payments.providers import configured, wire
from qingbai.payments.reconciliation import reconcile
from qingbai.payments.terms import Act, FeeKind, FeeLine, ProviderKey
from qingbai.project import cashier
from rules import changing
from tills import open_street
from visitors import CITIZEN, Visitor, apply, text, wrongs
from visitors import clerk as desk_clerk

WECHAT, ALIPAY = ProviderKey.WECHAT, ProviderKey.ALIPAY
both = pytest.mark.parametrize("provider", [WECHAT, ALIPAY])


@pytest.fixture
def street(site, tmp_path, settings):
    with open_street(tmp_path, settings) as found:
        yield found


def owing() -> Visitor:
    """Somebody whose application costs something."""
    visitor = apply("lin-qinghe")
    lines = (FeeLine(FeeKind.CERTIFICATE, 1000), FeeLine(FeeKind.POSTAGE, 1250))
    services.ask(about=number(), office="100101-hy", lines=lines, by=SYSTEM, at=Application.objects.get().submitted_at)
    return visitor


def number() -> str:
    return Application.objects.get().number


def page(visitor: Visitor, name: str = "pay", **parameters):
    return visitor.get(reverse(name, args=[visitor.reference()]), **parameters)


def goes(visitor: Visitor, provider: ProviderKey, street) -> None:
    """To the provider's own page."""
    where = reverse("pay", args=[visitor.reference()])
    visitor.addresses.append(where)
    shown = visitor.post(where, through=str(provider)).content.decode()
    if provider is ALIPAY:
        link = shown.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
        assert street.gateway.answer("GET", link[len(street.gateway.url) :], {}, b"").status == 303


def arrives(notice: Notice, client: Client | None = None):
    """A provider's message at our address, by the path that we gave it."""
    path = notice.url.split("/", 3)[3]
    headers = {name: value for name, value in notice.headers.items() if name != "Content-Type"}
    return (client or Client(enforce_csrf_checks=True)).post(
        f"/{path}", notice.body, content_type=notice.headers["Content-Type"], headers=headers
    )


def done() -> list[Act]:
    return [one.act for one in accounts_about(number())[0].acts]


def test_who_owes_reads_what_how_much_and_why_before_choosing(street):
    shown = text(page(owing()))
    for word in ("¥10.00", "¥12.50", "¥22.50", "微信支付", "支付宝", "窗口"):
        assert word in shown


def test_who_owes_nothing_has_no_page_to_pay(street):
    assert page(apply("lin-qinghe")).status_code == 404
    services.ask(about=number(), office="100101-hy", lines=(FeeLine(FeeKind.CERTIFICATE, 0),), by=SYSTEM, at=street.now)
    assert page(apply("lin-qinghe")).status_code == 404


def test_without_any_provider_the_counter_remains(site):
    shown = page(owing())
    assert "窗口" in text(shown)
    assert "<form method" not in shown.content.decode().split("<main")[1]


@both
def test_paid_confirmed_by_the_providers_message_and_shown_with_a_receipt(street, provider):
    visitor = owing()
    goes(visitor, provider, street)
    assert "Refresh" in page(visitor).headers
    trade = street.pays(provider)
    answer = arrives(street.post[0])
    assert (answer.status_code, answer.content) in {(204, b""), (200, b"success")}
    shown = page(visitor)
    assert trade.transaction in text(shown)
    assert "Refresh" not in shown.headers
    assert queries.settled(number())


def test_the_message_lost_the_way_back_asks_the_provider(street):
    visitor = owing()
    goes(visitor, ALIPAY, street)
    street.pays(ALIPAY, Travels.LOST)
    assert not queries.settled(number())
    assert "已缴费" in text(page(visitor, "pay-return"))


def test_coming_back_without_having_paid_proves_nothing(street):
    visitor = owing()
    goes(visitor, ALIPAY, street)
    page(visitor, "pay-return", trade_status="TRADE_SUCCESS", out_trade_no=street.trade(ALIPAY).number)
    assert done() == [Act.ASK, Act.BEGIN]


def test_a_forged_message_is_refused_in_the_providers_own_words(street):
    visitor = owing()
    goes(visitor, ALIPAY, street)
    street.pays(ALIPAY, Travels.ALTERED)
    answer = arrives(street.post[0])
    assert (answer.status_code, answer.content[:4]) in {(401, b'{"co'), (200, b"fail")}
    assert done() == [Act.ASK, Act.BEGIN]


def test_a_message_too_large_is_refused_unread(street):
    owing()
    answer = Client().post("/payments/wechat/notify", b"x" * 100_000, content_type="application/json")
    assert answer.status_code == 401


def test_a_provider_that_is_not_used_here_has_no_address(site):
    for provider in ("wechat", "alipay", "cash", "other"):
        assert Client().post(f"/payments/{provider}/notify", b"{}", content_type="application/json").status_code == 404


def test_a_provider_that_does_not_answer_takes_nothing_and_says_so(street, monkeypatch):
    visitor = owing()
    where = reverse("pay", args=[visitor.reference()])
    with monkeypatch.context() as patch:
        patch.setattr(wire, "_once", lambda *_: (_ for _ in ()).throw(TimeoutError))
        shown = visitor.client.post(where, {"through": "wechat"})
    assert shown.status_code == 503
    assert "没有应答" in text(shown)
    goes(visitor, WECHAT, street)
    assert len(street.gateway.till.trades) == 1


def test_an_attempt_that_ended_is_told_and_tried_again(street, site):
    visitor = owing()
    goes(visitor, WECHAT, street)
    site.pass_(minutes=31)
    street.now = site.now
    jobs.go_round(at=site.now)
    visitor.sign_in("lin-qinghe")
    assert "未支付成功" in text(visitor.get(reverse("pay", args=[reference(visitor)])))


def reference(visitor: Visitor) -> str:
    return next(one for one in visitor.addresses if one.startswith("/applications/QB")).split("/")[2]


def test_the_choice_must_be_made(street):
    visitor = owing()
    where = reverse("pay", args=[visitor.reference()])
    for answers in ({}, {"through": "cash"}, {"through": "x"}):
        assert wrongs(visitor.client.post(where, answers))
    assert done() == [Act.ASK]


def test_on_a_phone_wechat_is_opened_and_on_a_computer_its_code_is_shown(street):
    visitor = owing()
    goes(visitor, WECHAT, street)
    assert 'src="data:image/svg+xml' in page(visitor).content.decode()
    phone = apply_again(visitor)
    shown = phone.content.decode()
    assert street.trade(WECHAT).how == "h5"
    assert "redirect_url=" in shown


def apply_again(visitor: Visitor):
    """The same person on a phone, after the first attempt ended."""
    services.look_after(
        account := accounts_about(number())[0], account.unended[0], at=Application.objects.get().submitted_at,
        through=services.find("wechat"), end=True,
    )  # fmt: skip
    where = reverse("pay", args=[visitor.reference()])
    return visitor.client.post(where, {"through": "wechat"}, headers={"User-Agent": "Mobile"}, follow=True)


def test_nobody_pays_for_or_sees_the_fee_of_somebody_else(street):
    visitor = owing()
    other = Visitor()
    other.sign_in("shen-xiaozhou")
    for name in ("pay", "pay-return"):
        where = reverse(name, args=[visitor.reference()])
        assert other.client.get(where).status_code == 404
    assert other.client.post(reverse("pay", args=[visitor.reference()]), {"through": "wechat"}).status_code == 404
    assert done() == [Act.ASK]


def test_a_clerk_takes_cash_and_a_head_and_a_clerk_give_it_back(site):
    ref = owing().reference()
    here, head = desk_clerk(), desk_clerk(number="100101-08", role=Role.HEAD)
    assert "¥22.50" in text(here.get(reverse("counter-fee", args=[ref])))
    shown = text(here.post(reverse("counter-fee-cash", args=[ref])))
    assert f"{accounts_about(number())[0].number}C" in shown
    assert here.client.post(reverse("counter-fee-cash", args=[ref])).status_code == 409
    assert here.client.post(reverse("counter-fee-refund", args=[ref]), {"reason": "误收"}).status_code == 404
    assert wrongs(head.client.post(reverse("counter-fee-refund", args=[ref]), {"reason": " "}))
    head.post(reverse("counter-fee-refund", args=[ref]), reason="误收")
    assert head.client.post(reverse("counter-fee-hand-back", args=[ref])).status_code == 409
    assert "已退款" in text(here.post(reverse("counter-fee-hand-back", args=[ref])))
    assert done() == [Act.ASK, Act.TAKE_CASH, Act.ASK_REFUND, Act.HAND_BACK]


def test_the_fee_of_an_application_elsewhere_is_nobodys_business(site):
    ref = owing().reference()
    elsewhere = desk_clerk("100102-sq", "100102-09", Role.HEAD)
    for name in ("fee", "fee-cash", "fee-hand-back", "fee-refund"):
        where = reverse(f"counter-{name}", args=[ref])
        assert elsewhere.client.post(where, {"reason": "x"}).status_code in {404, 405}
    assert elsewhere.client.get(reverse("counter-fee", args=[ref])).status_code == 404
    assert done() == [Act.ASK]


def test_where_the_region_asks_for_a_fee_the_application_goes_on_by_itself_once_it_is_paid(
    street, site, monkeypatch, tmp_path
):
    changing(monkeypatch, tmp_path)("fees", certificate_fen="2000")
    visitor = apply("lin-qinghe")
    assert reverse("pay", args=[visitor.reference()]) in page(visitor, "status").content.decode()
    ref = visitor.reference()
    assert reverse("counter-fee", args=[ref]) in desk_clerk().get(reverse("counter-file", args=[ref])).content.decode()
    goes(visitor, WECHAT, street)
    street.pays(WECHAT, Travels.TWICE)
    assert [arrives(notice).status_code for notice in street.post] == [204, 204]
    site.pass_(seconds=5)
    street.now = site.now
    assert page(visitor, "paper").content.startswith(b"%PDF")


def test_killed_between_payment_and_going_on_the_cashier_goes_on(street, site, monkeypatch, tmp_path):
    changing(monkeypatch, tmp_path)("fees", certificate_fen="2000")
    visitor = apply("lin-qinghe")
    goes(visitor, ALIPAY, street)
    street.pays(ALIPAY)
    street.hand_over(
        street.post[0], ALIPAY
    )  # the money is confirmed, and the process is gone before the application went on
    assert page(visitor, "paper").status_code == 404
    with monkeypatch.context() as patch:
        patch.setattr("django.db.close_old_connections", lambda: None)
        cashier.go_round()
    site.pass_(seconds=5)
    assert page(visitor, "paper").content.startswith(b"%PDF")


def test_postage_is_asked_while_applying_paid_online_and_reconciled_and_the_answer_does_not_wait(
    street, site, monkeypatch, tmp_path
):
    changing(monkeypatch, tmp_path)("fees", postage="true", postage_fen="1200")
    nowhere = Visitor()
    nowhere.sign_in("lin-qinghe")
    assert any("地址" in wrong for wrong in wrongs(nowhere.answer(**{**CITIZEN, "delivery": "post"})))
    visitor = apply("lin-qinghe", delivery={"answer": "post", "address": "演示市清河区桥头街1号 林清和"})
    site.pass_(seconds=5)
    shown = text(page(visitor, "status"))
    assert "¥12.00" in shown
    assert page(visitor, "paper").content.startswith(b"%PDF")
    street.now = site.now
    goes(visitor, WECHAT, street)
    street.pays(WECHAT)
    assert arrives(street.post[0]).status_code == 204
    (fee,) = queries.of(about=number(), viewer=SYSTEM, purpose=number())
    assert (fee.lines, fee.status) == ((FeeLine(FeeKind.POSTAGE, 1200),), "paid")
    assert "¥12.00" not in text(page(visitor, "status"))
    day = street.now.date()
    street.now += timedelta(days=1)
    reckoned = reconcile(through=configured.find(WECHAT), day=day, by=SYSTEM, at=street.now)
    assert (reckoned.paid_fen, reckoned.differences) == (1200, ())
    desk_clerk().post(reverse("counter-deed", args=[visitor.reference(), "post"]), waybill="EA12345678")
    assert "EA12345678" in text(page(visitor, "status"))
