"""A holder shares a link, sees who used it and stops it; whoever relied on a paper is told when it is not current any more, and nobody learns why."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

import cast
from applications import COUNTER
from letters import a_letter
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import limits, publishing, services
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import Paper
from qingbai.clock import day_of
from qingbai.notifications import queries as notifications
from qingbai.notifications.models import Delivery, KeptContact
from qingbai.sharing import asks, jobs, links
from qingbai.sharing.models import Ask, LinkUse, SharedLink
from qingbai.verification import voices
from visitors import Visitor, apply, clerk, text, wrongs

SCHOOL, ADDRESS = "某某大学研究生院", "admissions@university.example"


@pytest.fixture
def holder(site) -> Visitor:
    """Somebody whose certificate is there."""
    visitor = apply("lin-qinghe")
    visitor.ref = visitor.reference()
    site.pass_(seconds=5)
    return visitor


def share(holder: Visitor, *, shows: str = "state", label: str = "学校", **more: str) -> str:
    """A link made by its holder; the path that a stranger opens."""
    page = holder.get(reverse("links", args=[holder.ref])).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    made = holder.post(reverse("links", args=[holder.ref]), label=label, shows=shows, token=token, **more)
    return urlsplit(re.search(r'href="([^"]*/verify/link/[^"]+)"', made.content.decode())[1]).path


def asked(path: str, **said: str):
    return Client().post(path, said)


def day(prefix: str, on) -> dict[str, str]:
    return {f"{prefix}_0": str(on.year), f"{prefix}_1": str(on.month), f"{prefix}_2": str(on.day)}


def paper_of(holder: Visitor) -> Paper:
    return Paper.objects.get(application=holder.ref.partition("~")[0])


def test_a_link_shows_how_the_paper_stands_and_its_holder_sees_who_used_it(
    holder, site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "分享" in text(holder.get(reverse("status", args=[holder.ref])))
    path, paper = share(holder), paper_of(holder)
    first = text(Client().get(path))
    assert paper.number not in first
    assert not LinkUse.objects.exists()  # looking is not asking: mail programs look too
    page = text(asked(path, who=SCHOOL))
    assert "现行有效" in page
    assert paper.number in page
    for word in (cast.CLEAN.name, cast.CLEAN.number, "学校"):
        assert word not in page
    seen = text(holder.get(reverse("links", args=[holder.ref])))
    assert SCHOOL in seen
    with monkeypatch.context() as patch:
        patch.setitem(limits.MOST, limits.Use.CHECK, ((1, limits.MINUTE),))
        late = asked(path, who=SCHOOL)
    assert (late.status_code, "次数过多" in text(late)) == (429, True)
    site.pass_(minutes=2)
    assert "学校" in seen

    whole = text(asked(share(holder, shows="statements")))
    assert cast.CLEAN.name in whole
    assert cast.CLEAN.number in whole
    file = share(holder, shows="file")
    assert "PDF" in text(asked(file))
    assert asked(file, file="1").content == bytes(paper.pdf)
    assert asked(path, file="1").headers["Content-Type"].startswith("text/html")  # this one does not show it

    row = SharedLink.objects.get(number=SharedLink.objects.order_by("made_at").first().number)
    secret = path.split("/")[-2].encode()
    assert len(secret) > 40
    assert secret not in bytes(row.key)
    kept = b"".join(
        bytes(one) for one in (row.key, row.label, *LinkUse.objects.exclude(who=None).values_list("who", flat=True))
    )
    assert SCHOOL.encode() not in kept
    entries = LedgerEntry.objects.filter(kind__startswith="link_")
    assert list(entries.filter(kind="link_used").values_list("facts__current", flat=True)) == ["yes"] * 5
    for entry in entries:
        assert not re.search(
            f"{SCHOOL}|学校|{cast.CLEAN.name}|127.0.0.1|{secret.decode()}", f"{entry.facts}{entry.basis}"
        )


def test_whoever_is_given_a_link_reads_it_in_any_of_the_ten_languages(holder) -> None:
    path = share(holder, shows="statements")
    for code in voices.LANGUAGES:
        say = voices.voice(code)
        first, answer = Client().get(f"{path}?lang={code}"), Client().post(f"{path}?lang={code}", {"who": SCHOOL})
        for page, words in ((first, ("link_title", "link_show")), (answer, ("link_yes", "link_says", "name"))):
            shown = page.content.decode()
            assert (page.headers["Content-Language"], f'lang="{code}" dir="{say.direction}"' in shown) == (code, True)
            assert [word for word in words if escape(say[word]) not in shown] == []
            assert f'href="{path}?lang=ko"' in shown  # another language is chosen on the page itself
        assert cast.CLEAN.number in answer.content.decode()
    long = Client().post(f"{path}?lang=fr", {"who": "é" * 500})
    assert voices.voice("fr")["e_long"] in text(long)


def test_what_is_not_current_looks_alike_whatever_the_reason(holder, site) -> None:
    """The same bytes, the same look-ups, the same entry: for a link that never was, was stopped, has ended, or whose paper was taken back or lapsed."""
    paper = paper_of(holder)
    stopped, ended, open_one = share(holder), share(holder, label="公司"), share(holder, label="使馆")
    shown = links.of_application(application=paper.application, at=site.now)
    assert all(one.open for one in shown)
    numbers = {one.label: one.number for one in shown}
    holder.post(reverse("stop-link", args=[holder.ref, numbers["学校"]]))
    later = holder.post(reverse("stop-link", args=[holder.ref, numbers["公司"]]), **day("on", site.now.date()))
    assert "公司" in text(later)
    assert "现行有效" in text(asked(ended))
    invented = reverse("verify-link", args=["f" * 53])
    site.pass_(days=2)

    def answer(path: str) -> tuple[bytes, list[str], list]:
        before = LedgerEntry.objects.count()
        with CaptureQueriesContext(connection) as made:
            response = asked(path, who=SCHOOL)
        assert response.status_code == 200
        entries = LedgerEntry.objects.order_by("number")[before:]
        shape = [re.sub(r"'[^']*'|\d+|\\x[0-9a-f]+", "?", one["sql"]) for one in made.captured_queries]
        secret = path.split("/")[-2].encode()  # the page's own address, in what changes its language
        return response.content.replace(secret, b""), shape, [(one.kind, one.basis, one.facts) for one in entries]

    answer(invented)  # the first check of a minute clears away the counts of yesterday, whatever is asked
    nobody = answer(invented)
    assert "已失效" in nobody[0].decode()
    assert answer(stopped) == answer(ended) == nobody
    assert "现行有效" in text(asked(open_one))
    services.withdraw(number=paper.number, reason="x", by=SYSTEM, at=site.now)
    assert answer(open_one) == nobody
    first = {
        re.sub(one.split("/")[-2], "", Client().get(one).content.decode()) for one in (invented, stopped, open_one)
    }
    assert len(first) == 1
    assert not any(one.open for one in links.of_application(application=paper.application, at=site.now))
    assert LinkUse.objects.count() == 2  # who got no answer is not kept


def test_a_link_ends_with_its_paper_and_is_forgotten_in_the_end(holder, site) -> None:
    path, paper = share(holder), paper_of(holder)
    until = services.content.parse(bytes(paper.claim)).valid_until
    row = SharedLink.objects.get()
    assert row.until_on == until
    SharedLink.objects.update(until_on=site.now.date())
    assert "现行有效" in text(asked(path, who=SCHOOL))
    site.pass_(days=1)
    assert "已失效" in text(asked(path))
    site.pass_(days=170)
    assert links.forget(at=site.now) == 0
    site.pass_(days=20)
    assert links.forget(at=site.now) == 2
    assert not SharedLink.objects.exists()
    assert LedgerEntry.objects.filter(kind="link_used").count() == 2


def test_a_form_sent_twice_makes_one_link_and_ten_at_once_are_the_most(holder, site) -> None:
    page = holder.get(reverse("links", args=[holder.ref])).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    said = {"label": "学校", "shows": "state", "token": token}
    twice = [re.search(r"/verify/link/[^\"<]+", holder.post(reverse("links", args=[holder.ref]), **said).content.decode())[0] for _ in "12"]  # fmt: skip
    assert twice[0] == twice[1]
    assert SharedLink.objects.count() == 1
    for place in range(2, links.MOST_AT_ONCE + 1):
        share(holder, label=f"第{place}个")
    late = holder.post(reverse("links", args=[holder.ref]), **{**said, "token": links.new_token()})
    assert "最多有10个" in wrongs(late)[0]
    faults = holder.post(reverse("links", args=[holder.ref]), shows="all", token="x", **day("ends_on", site.now.date() - timedelta(days=1)))  # fmt: skip
    assert len(wrongs(faults)) == 2
    assert SharedLink.objects.count() == links.MOST_AT_ONCE
    stranger = apply("shen-xiaozhou")
    assert stranger.client.get(reverse("links", args=[holder.ref])).status_code == 404
    assert clerk().client.get(reverse("links", args=[holder.ref])).status_code == 302


def ask_to_be_told(page, **where: str):
    """From the page of a check to the form, and to what it says."""
    mark = re.search(
        r'action="/verify/tell/\?lang=[-\w]+"[^>]*><input type="hidden" name="mark" value="([^"]+)"',
        page.content.decode(),
    )[1]
    assert "告知" in text(Client().post(reverse("verify-tell"), {"mark": mark}))
    return Client().post(reverse("verify-tell"), {"mark": mark, "send": "1", **where})


def check(paper: Paper):
    return Client().post(reverse("verify"), {"way": "code", "code": paper.code, "number": paper.number})


def messages() -> list[str]:
    return [f"{one.text.subject}\n{one.text.body}" for one in notifications.latest()]


def own_page(message: str) -> str:
    return urlsplit(re.search(r"https?://\S+/verify/tell/\S+", message)[0]).path


def killed_before_it_was_kept(at) -> None:
    with transaction.atomic():
        jobs.go_round(at=at)
        raise KeyboardInterrupt


def test_who_relied_on_a_paper_is_told_once_after_the_public_and_without_a_reason(holder, site) -> None:
    paper, head = paper_of(holder), clerk(number="100101-08", role=Role.HEAD)
    sent = ask_to_be_told(check(paper), email=ADDRESS)
    assert text(sent) == text(
        ask_to_be_told(check(paper), email=ADDRESS.upper().replace("UNIVERSITY.EXAMPLE", "university.example"))
    )
    through_link = ask_to_be_told(asked(share(holder)), phone="13800000001")
    assert text(through_link) == text(sent)
    letter = services.issue(
        claim=a_letter(LetterKind.RESULT_LETTER, issued_on=day_of(site.now)), by=COUNTER, at=site.now
    )
    ask_to_be_told(check(Paper.objects.get(number=letter.number)), email="unit@company.example")
    assert Ask.objects.count() == 3
    assert len(messages()) == 3 + len([one for one in messages() if "GZ" not in one])
    for row in Ask.objects.all():
        message = next(one for one in messages() if row.number in one)
        assert not re.search(f"{cast.CLEAN.name}|{re.escape(paper.number)}|{paper.code}", message)
        address = own_page(message)
        assert "需要告知您吗" in text(Client().get(address))
        assert Ask.objects.get(pk=row.pk).confirmed_at is None  # mail programs open addresses too
        assert "失效时将会告知您" in text(Client().post(address, {"act": "confirm"}))
    assert jobs.go_round(at=site.now) == jobs.Round()

    site.pass_(minutes=7)
    publishing.go_round(at=site.now)
    head.post(reverse("counter-take-back", args=[holder.ref]), way="anew", reason="姓名有误。")
    assert Paper.objects.filter(application=paper.application).count() == 2
    services.withdraw(number=letter.number, reason="x", by=SYSTEM, at=site.now)
    told = len(messages())
    assert jobs.go_round(at=site.now).told == 0  # the public does not know it yet
    assert len(messages()) == told
    publishing.go_round(at=site.now)
    with pytest.raises(KeyboardInterrupt):
        killed_before_it_was_kept(site.now)
    assert len(messages()) == told
    assert jobs.go_round(at=site.now).told == 3
    assert jobs.go_round(at=site.now).told == 0
    new = messages()[: len(messages()) - told]
    assert len(new) == 3
    bare = {re.sub(r"GZ\S+", "", one.split("您的申请")[0]) for one in new}
    assert len(bare) == 1  # the same words for all
    assert "不再有效" in bare.pop()
    for message in new:
        assert not re.search(f"{cast.CLEAN.name}|{re.escape(paper.number)}|撤销|重新|姓名", message)
    assert "没有保留" in text(Client().get(own_page(new[0])))
    site.pass_(days=8)
    jobs.go_round(at=site.now)
    assert not Ask.objects.exists()
    assert not KeptContact.objects.filter(about__startswith="GZ").exists()
    assert not Delivery.objects.filter(told__about__startswith="GZ", address__isnull=False).exists()
    kinds = LedgerEntry.objects.filter(basis__startswith="GZ").order_by("number").values_list("kind", flat=True)
    assert sorted(kinds) == ["change_asked"] * 6 + ["change_told"] * 3


def test_an_ask_ends_by_its_asker_by_silence_by_lapse_and_through_a_link_that_is_stopped(holder, site) -> None:
    paper = paper_of(holder)
    nowhere = ask_to_be_told(check(paper), email=" ", phone="")
    assert "至少一项" in wrongs(nowhere)[0]
    assert len(wrongs(ask_to_be_told(check(paper), email="nobody", phone="12"))) == 2
    assert not Ask.objects.exists()
    path = share(holder)
    for place, page in enumerate((check(paper), check(paper), check(paper), asked(path))):
        ask_to_be_told(page, email=f"reader{place}@office.example")
        site.pass_(seconds=1)
    rows = list(Ask.objects.order_by("asked_at"))
    addresses = {row.number: own_page(next(one for one in messages() if row.number in one)) for row in rows}
    stopping, silent, lapsing, linked = (addresses[row.number] for row in rows)
    for address in (stopping, lapsing, linked):
        Client().post(address, {"act": "confirm"})
    before = len(messages())
    assert "没有保留" in text(Client().post(stopping, {"act": "stop"}))
    forged = stopping[:-2] + ("0" if stopping[-2] != "0" else "1") + "/"
    assert text(Client().get(forged)) == text(Client().get(stopping))
    Ask.objects.filter(number=rows[2].number).update(ends_on=site.now.date())
    site.pass_(hours=49)
    assert "没有保留" in text(Client().post(silent, {"act": "confirm"}))
    assert jobs.go_round(at=site.now).forgotten == 2
    assert KeptContact.objects.filter(about__startswith="GZ").count() == 1
    link = SharedLink.objects.get().number
    holder.sign_in("lin-qinghe")
    holder.post(reverse("stop-link", args=[holder.ref, link]))
    assert jobs.go_round(at=site.now).told == 1
    assert len(messages()) == before + 1
    assert "不再有效" in messages()[0]


def test_nobody_can_have_strangers_written_to_without_end(holder, site, monkeypatch: pytest.MonkeyPatch) -> None:
    page = check(paper_of(holder))
    monkeypatch.setattr(asks, "PER_SENDER", 3)
    for place in range(asks.PER_SENDER):
        ask_to_be_told(page, email=f"victim{place}@office.example")
    late = ask_to_be_told(page, email="another@office.example")
    assert late.status_code == 429
    assert Ask.objects.count() == asks.PER_SENDER
    monkeypatch.setattr(asks, "PER_SENDER", 300)
    monkeypatch.setattr(asks, "UNCONFIRMED", 1)
    silent = ask_to_be_told(asked(share(holder)), email="victim0@office.example")
    assert "请在两日内确认" in text(silent)
    assert not Ask.objects.exclude(link="").exists()
    assert "127.0.0.1" not in str(list(Ask.objects.values_list("source", flat=True)))
    assert Client().post(reverse("verify-tell"), {"mark": "not-ours", "send": "1", "email": ADDRESS}).status_code == 302
