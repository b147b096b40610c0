"""Acts of two across all cases, and the daily sample: seen, narrowed, taken away, made a finding; drawn by nobody's choice and looked at again."""

import json
from contextlib import nullcontext
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from django.urls import reverse

import cast
from applications import COUNTER, NOW, application, judged
from qingbai import clock
from qingbai.agencies.foureyes import Room
from qingbai.agencies.terms import Role
from qingbai.audit import jobs
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries import services as inquiries
from qingbai.law.opening import Seeker
from qingbai.objections import answering
from qingbai.oversight import sampleacts, samples
from qingbai.oversight.findingacts import Sort
from qingbai.oversight.models import Draw, Finding, Sampled, SampledAct
from qingbai.oversight.samples import NoSuchSample
from qingbai.pages.references import reference
from qingbai.project import cli, setup
from qingbai.sealing import openings
from qingbai.sealing.openings import Asked
from registering import described
from reviews import AT, HEAD, REVIEWER, answered, filed
from visitors import Visitor, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
CASE = "2026年第3号检查"
AUDITOR = Actor(ActorKind.OFFICER, "100101-17", "100101-hy", Role.AUDITOR.value)


@pytest.fixture
def auditor(registry) -> Visitor:
    visitor = clerk(number="100101-17", role=Role.AUDITOR)
    visitor.post(reverse("audit-desk-inspection"), case=CASE)
    return visitor


@pytest.fixture
def head(registry) -> Visitor:
    return clerk(number="100101-13", role=Role.HEAD)


def of_two() -> dict[str, str]:
    """Something of most kinds, done on the day of the tests; by what it was their numbers."""
    case = answered()
    number = filed(case).row.number
    answering.ask_extension(number=number, days=3, reason="案情复杂", by=REVIEWER, at=AT)
    answering.approve_extension(number=number, by=HEAD, at=AT + timedelta(seconds=4))
    registrar = Actor(ActorKind.OFFICER, "registrar-1", "100101-hy", Role.REGISTRAR.value)
    asked = Asked(
        seeker=Seeker.JUDICIAL_ORGAN,
        organ="演示市清河区人民法院",
        person=described(cast.CLEAN),
        letter="（2026）演0101函9号",
        bearer="季明川",
        bearer_id="法官证-0101-7",
        case="（2026）演0101刑初90号",
        reason="审理被告人的另一案件",
        legal_basis="刑事诉讼法第二百八十六条",
        scope="全部案卷",
    )
    opening = openings.submit(asked=asked, by=registrar, at=NOW).number
    openings.examine(number=opening, permit=True, opinion="属实", state_provision=None, by=registrar, at=NOW)
    openings.permit(
        number=opening, until=NOW.date() + timedelta(days=3), opinion="", by=HEAD, at=AT + timedelta(hours=3)
    )
    return {"review": number, "opening": opening}


def seen(visitor: Visitor, asked: dict[str, str]):
    return visitor.get(f"{reverse('audit-desk-seconded')}?{urlencode(asked)}")


def test_acts_of_two_are_shown_across_all_cases_and_one_within_seconds_becomes_a_finding(auditor, registry) -> None:
    done = of_two()
    registry.pass_(hours=4)
    address = reverse("audit-desk-seconded")
    shown = auditor.get(address)
    page = text(shown)
    assert done["review"] in page
    assert done["opening"] in page
    assert "4秒" in page
    assert "标出1项" in page
    assert reverse("audit-desk-case", args=[reference(done["review"])]) in shown.content.decode(), (
        "explained from there"
    )
    assert cast.CLEAN.name not in shown.content.decode()

    only = text(seen(auditor, {"room": "", "office": "", "only": "on"}))
    assert done["review"] in only
    assert done["opening"] not in only
    assert done["review"] not in text(seen(auditor, {"room": Room.OPENING.value, "office": ""}))
    assert done["review"] not in text(seen(auditor, {"room": "", "office": "100102-sq"}))
    days = {f"{end}_{n}": part for end in ("since", "until") for n, part in enumerate(("2026", "11", "1"))}
    assert done["review"] not in text(seen(auditor, {"room": "", "office": "", **days}))
    assert wrongs(seen(auditor, {"room": "", "office": "", **days, "since_1": "13"}))

    file = auditor.client.get(reverse("audit-desk-seconded-csv"), {"room": "", "office": "", "only": "on"})
    assert file.content.decode("utf-8-sig").count(done["review"]) == 1
    assert LedgerEntry.objects.using("vault").order_by("-number").first().facts["export"] == "four_eyes"

    key = shown.content.decode().split('name="key" value="')[1].split('"')[0]
    for told in (key, key, "review:nothing", ""):
        auditor.post(address, key=told)
    [finding] = Finding.objects.all()
    assert (finding.sort, finding.officer, finding.facts["first"]) == (Sort.FOUR_EYES, "head-1", "reviewer-1")
    assert done["review"] in text(auditor.get(reverse("audit-desk-finding", args=[reference(finding.number)])))
    assert "1件疑点待处理" in auditor.get(reverse("audit-desk")).content.decode(), "told on every page of the desk"


def test_a_paper_taken_back_is_shown_beside_what_went_before_and_never_stands_out(auditor, registry) -> None:
    judged("zhao-shidi")
    case = inquiries.apply_straight_through(draft=application(cast.ON_RECORD), token="t", by=COUNTER, at=NOW)
    inquiries.revoke(number=case.row.number, reason="姓名有误", by=REVIEWER, at=NOW + timedelta(seconds=3))
    registry.pass_(hours=1)
    page = text(auditor.get(reverse("audit-desk-seconded")))
    assert case.row.number in page
    assert "一人办理即可" in page
    assert "列为疑点" not in page


def drawn(registry) -> list[Sampled]:
    """A day's disclosures, and what was drawn of them when it was over."""
    for place in range(5):
        inquiries.apply_straight_through(draft=application(), token=f"t{place}", by=COUNTER, at=clock.now())
    jobs.go_round(at=clock.now())
    registry.pass_(days=1)
    jobs.go_round(at=clock.now())
    assert samples.go_round(at=clock.now()) == 3
    assert samples.go_round(at=clock.now()) == 0, "once a day"
    return list(Sampled.objects.order_by("entry"))


def test_a_sample_is_drawn_by_nobodys_choice_and_looked_at_again(
    auditor, head, registry, settings, monkeypatch
) -> None:
    first, second, third = drawn(registry)
    assert {one.office for one in (first, second, third)} == {"100101-hy"}
    day = date(2026, 11, 20)
    again = samples.repeated(day=day, viewer=AUDITOR)
    assert again.same
    assert again.chosen == (first.entry, second.entry, third.entry)
    assert again.among == 5
    monkeypatch.setattr(setup, "django", lambda **_: nullcontext())  # the database is there already
    told = CliRunner().invoke(cli.main, ["audit", "sample", "2026-11-20", "--json"])
    assert (told.exit_code, json.loads(told.output)["entries"]) == (0, [first.entry, second.entry, third.entry])
    assert CliRunner().invoke(cli.main, ["audit", "sample", "2026-11-19"]).exit_code == 2
    with pytest.raises(NoSuchSample):
        samples.repeated(day=date(2026, 11, 19), viewer=AUDITOR)

    listed, asked = reverse("audit-desk-samples"), reverse("audit-desk-asked")
    assert first.case in text(auditor.get(listed))
    assert first.case in text(head.get(asked))
    assert "3项抽查待核查" in head.get("/").content.decode()

    mine = reverse("audit-desk-asked-sample", args=[first.entry])
    head.post(mine, act="in_order", words="")
    assert first.case not in text(head.get(asked)), "looked at again"
    assert wrongs(head.post(reverse("audit-desk-asked-sample", args=[second.entry]), act="not_in_order", words=""))
    assert wrongs(head.post(reverse("audit-desk-asked-sample", args=[second.entry]), act="draw", words="x"))
    head.post(reverse("audit-desk-asked-sample", args=[second.entry]), act="not_in_order", words="用途与材料不符")
    assert wrongs(head.post(mine, act="not_in_order", words="又看了一次")), "what was said stands"
    [finding] = Finding.objects.all()
    assert (finding.sort, finding.entry, finding.facts["said"]) == (Sort.SAMPLE, second.entry, "用途与材料不符")

    registry.pass_(days=settings.SAMPLE_REVIEW_DAYS + 4)
    assert "逾期" in text(auditor.get(listed))
    auditor.post(reverse("audit-desk-sample", args=[third.entry]), act="in_order", words="")
    assert samples.waiting(viewer=AUDITOR) == 0
    page = text(auditor.get(reverse("audit-desk-sample", args=[third.entry])))
    assert "核查无误" in page
    assert "超期" in page, "that it was late stays to be seen"

    elsewhere = clerk("100102-sq", "100102-13", Role.HEAD)
    assert elsewhere.get(reverse("audit-desk-asked-sample", args=[first.entry])).status_code == 404
    assert auditor.get(reverse("audit-desk-sample", args=[1])).status_code == 404
    kinds = set(LedgerEntry.objects.using("vault").values_list("kind", flat=True))
    assert {"sample_drawn", "sample_reviewed"} <= kinds
    assert not LedgerEntry.objects.filter(kind__startswith="sample").exists(), "the register's ledger tells of none"


def test_nobody_looks_again_at_ones_own_and_a_draw_that_was_changed_is_seen(registry) -> None:
    one = drawn(registry)[0]
    own = Actor(ActorKind.OFFICER, "100101-13", one.office, Role.HEAD.value)
    slipped_in = Sampled(draw=one.draw, entry=1, kind="record_looked_up", case="x", officer_kind="officer")
    slipped_in.officer, slipped_in.office = own.id, one.office
    slipped_in.save(force_insert=True)
    SampledAct(sampled=slipped_in).put(0, sampleacts.Act.DRAW, by=SYSTEM, at=NOW)
    with pytest.raises(NoSuchSample):
        samples.look(entry=1, viewer=own, case="x", at=NOW)
    assert samples.look(entry=1, viewer=AUDITOR, case="x", at=NOW).officer.id == own.id
    assert not samples.repeated(day=Draw.objects.get().day, viewer=AUDITOR).same, "one was put in that was not drawn"
