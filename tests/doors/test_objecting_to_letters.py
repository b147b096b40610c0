"""Objections to what units, organs and lawyers were told, by the number of the letter: from the person named in it, and from who received it."""

import re
from datetime import date

import pytest
from django.urls import reverse

import cast
import lists
import officials
from applications import judged
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates.models import Paper, PaperAct
from qingbai.disclosures import services as disclosures
from qingbai.disclosures.models import ActRow as RequestAct
from qingbai.law.official import OfficialAsker
from qingbai.objections.models import Review, ReviewAct
from qingbai.pages.references import reference
from qingbai.screening import services as screening
from qingbai.screening.models import RosterActRow, RowLetter
from visitors import Visitor, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
NEITHER = "文书编号、核验码与人员不相符，请对照文书逐项核对"
KEYS = {
    cast.ON_RECORD: "zhao-shidi",
    cast.CLEAN: "lin-qinghe",
    cast.SEALED: "shen-xiaodu",
    cast.SEALED_TWIN: "shen-xiaozhou",
}


@pytest.fixture
def reviewer(site) -> Visitor:
    return clerk(number="100101-07", role=Role.REVIEWER)


@pytest.fixture
def head(site) -> Visitor:
    return clerk(number="100101-08", role=Role.HEAD)


def told(site, *people: cast.Person, school: bool = False) -> dict[cast.Person, Paper]:
    """A unit asked about these people and was answered; the letter about each."""
    rows = [lists.line(person) for person in people]
    if school:
        lists.school()
        case = screening.submit(submission=lists.vetting(*rows), by=lists.COUNTER, at=site.now)
    else:
        lists.unit()
        case = screening.submit(submission=lists.submission(*rows), by=lists.COUNTER, at=site.now)
    case = screening.go_on(number=case.number, by=SYSTEM, at=site.now)
    site.pass_(seconds=5)
    letters = RowLetter.objects.filter(roster=case.row, row__isnull=False).order_by("row__line")
    return dict(zip(people, (Paper.objects.get(number=one.number) for one in letters), strict=True))


def written(site, asker: OfficialAsker, **changes: object) -> Paper:
    """An organ or a lawyer asked about somebody on record and was answered."""
    asked = officials.request(asker, cast.ON_RECORD, **changes)
    case = disclosures.ask_straight_through(
        asked=asked, office=officials.OFFICE, token=asker.value, by=officials.CLERK, at=site.now
    )
    if case.status == "decided":
        disclosures.clear(number=case.row.number, by=officials.REVIEWER, at=site.now)
        disclosures.advance(number=case.row.number, at=site.now)
    site.pass_(seconds=5)
    return Paper.objects.get(application=case.row.number)


def sign_in(person: cast.Person) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(KEYS[person])
    return visitor


def hold(visitor: Visitor, paper: Paper):
    return visitor.post(reverse("object-by-number"), paper_number=paper.number, code=paper.code, whom="himself")


def object_to(visitor: Visitor, paper: Paper, **changes: str) -> str:
    """The person named in a letter objects at the portal; the reference of the review."""
    hold(visitor, paper)
    ref = re.search(r"/applications/([^/]+)/object/$", visitor.addresses[-1])[1]
    given = {"ground": "not_mine", "statement": "案发时本人在外地工作。", "evidence": "单位考勤记录", **changes}
    for key, answer in given.items():
        visitor.post(reverse("object-question", args=[ref, key]), answer=answer)
    visitor.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    visitor.post(reverse("object-check", args=[ref]), declared="on")
    return re.search(r"/reviews/([^/]+)/$", visitor.addresses[-1])[1]


def at_the_counter(officer: Visitor, paper: Paper, person: cast.Person, **changes: object) -> str:
    """Who received a letter objects at the counter; the reference of the review."""
    shown = {"document_kind": "resident_id", "document_number": person.number, "nationality": "CHN"}
    officer.post(reverse("counter-object-find"), paper_number=paper.number, code=paper.code, **shown)
    given = {
        "objector": "asking_unit",
        "ground": "other",
        "statement": "与本单位掌握的情况不符。",
        "agent_name": "何经办",
        "papers": ["review_form", "unit_letter", "handler_identity"],
        **changes,
    }
    officer.post(officer.addresses[-1], **given)
    return re.search(r"/reviews/([^/]+)/$", officer.addresses[-1])[1]


def act(officer: Visitor, ref: str, key: str, prefix: str = "", **given: str):
    named = {f"{prefix}-{name}": value for name, value in given.items()} if prefix else given
    return officer.post(reverse("counter-review-act", args=[ref, key]), **named)


def decided(reviewer: Visitor, head: Visitor, ref: str, link: str) -> None:
    act(reviewer, ref, "draft", "draft", paper_right="yes", words="经核查。", link_0=link)
    act(head, ref, "sign")


def acts(ref: str) -> list[str]:
    return list(ReviewAct.objects.filter(review__number=ref.partition("~")[0]).values_list("kind", flat=True))


def withdrawn() -> set[str]:
    return set(PaperAct.objects.values_list("paper__number", flat=True))


def test_somebody_named_in_a_units_letter_objects_and_what_was_told_is_replaced(site, reviewer, head) -> None:
    judged("zhao-shidi")
    letters = told(site, cast.ON_RECORD, cast.CLEAN)
    paper = letters[cast.ON_RECORD]
    assert "盗窃" in bytes(paper.claim).decode()
    table = RowLetter.objects.get(part__isnull=False)
    visitor = sign_in(cast.ON_RECORD)
    assert paper.number in text(hold(visitor, paper))
    assert visitor.client.get(visitor.addresses[-1]).status_code == 200
    ref = object_to(visitor, paper)
    assert acts(ref) == ["object", "accept"]
    seen = text(reviewer.get(reverse("counter-review", args=[ref])))
    for words in ("演示清河律师事务所", "单位考勤记录", "演示市清河区人民法院"):
        assert words in seen
    assert "盗窃" not in seen
    act(reviewer, ref, "suspend_link", "weigh", accepted="yes", reason="考勤与案发时间冲突。")
    decided(reviewer, head, ref, "no")
    assert "撤销原文书" in text(visitor.get(reverse("review", args=[ref])))
    assert withdrawn() == {paper.number, table.number}
    new = RowLetter.objects.get(instead_of__number=paper.number)
    assert "未发现" in bytes(Paper.objects.get(number=new.number).claim).decode()
    assert RosterActRow.objects.get(kind="replace").facts["old"] == [table.number, paper.number]
    assert letters[cast.CLEAN].number not in withdrawn()
    again = text(head.get(reverse("counter-list", args=[reference(new.roster.number)])))
    assert new.number in again or "未发现" in again


def test_the_unit_that_asked_objects_at_the_counter_with_its_letter_and_is_written_to(site, reviewer, head) -> None:
    judged("zhao-shidi")
    paper = told(site, cast.ON_RECORD)[cast.ON_RECORD]
    ref = at_the_counter(clerk(), paper, cast.ON_RECORD, papers=["review_form"])
    assert acts(ref) == ["object", "list_missing"]
    page = text(reviewer.get(reverse("counter-review", args=[ref])))
    assert "单位介绍信" in page
    act(reviewer, ref, "supplement", "supplement", papers=["unit_letter", "handler_identity"])
    decided(reviewer, head, ref, "open")
    assert acts(ref)[-1] == "sign"
    opinion = Paper.objects.get(kind="review_opinion")
    assert "演示清河律师事务所" in bytes(opinion.claim).decode()
    assert not withdrawn()
    stranger = sign_in(cast.ON_RECORD)  # the unit's review is the unit's
    assert stranger.client.get(reverse("review", args=[ref])).status_code == 404


def test_a_letter_is_found_by_number_code_and_person_alone(site) -> None:
    judged("zhao-shidi")
    letters = told(site, cast.ON_RECORD, cast.CLEAN)
    paper = letters[cast.ON_RECORD]
    assert wrongs(hold(sign_in(cast.CLEAN), paper)) == [NEITHER]
    officer, elsewhere = clerk(), clerk("100102-sq", "100102-03")
    shown = {"document_kind": "resident_id", "document_number": cast.ON_RECORD.number, "nationality": "CHN"}
    for knocking, given in (
        (elsewhere, {}),
        (officer, {"code": letters[cast.CLEAN].code}),
        (officer, {"document_number": cast.EXEMPTED.number}),
    ):
        whole = {"paper_number": paper.number, "code": paper.code, **shown, **given}
        page = knocking.post(reverse("counter-object-find"), **whole)
        assert "本单位没有与此编号、核验码和人员相符的文书" in wrongs(page)[0]
    table = Paper.objects.get(number=RowLetter.objects.get(part__isnull=False).number)
    assert paper.number in text(hold(sign_in(cast.ON_RECORD), table))  # in a table everybody finds the own line
    key = Review(application=f"{paper.application}.2").application
    assert sign_in(cast.CLEAN).client.get(reverse("object", args=[reference(key)])).status_code == 404


def test_an_objection_to_the_check_of_people_who_work_with_minors_goes_through_the_unit(site) -> None:
    judged("zhao-shidi")
    paper = told(site, cast.ON_RECORD, school=True)[cast.ON_RECORD]
    ref = object_to(sign_in(cast.ON_RECORD), paper)
    assert acts(ref) == ["object"]
    page = text(clerk().get(reverse("counter-review", args=[ref])))
    assert "应当通过提出查询的单位提出" in page
    act(clerk(number="100101-31"), ref, "decline", "decline", reason="请通过学校提出。")
    assert acts(at_the_counter(clerk(), paper, cast.ON_RECORD)) == ["object", "accept"]


@pytest.mark.parametrize("asker", [OfficialAsker.STATE_ORGAN, OfficialAsker.DEFENCE_LAWYER])
def test_the_person_may_object_to_what_an_organ_or_a_lawyer_was_told_and_they_wait_for_an_officer(
    asker: OfficialAsker, site, reviewer, head
) -> None:
    judged("zhao-shidi")
    paper = written(site, asker)
    ref = at_the_counter(clerk(), paper, cast.ON_RECORD)
    assert acts(ref) == ["object"]
    assert "由人工决定" in text(clerk().get(reverse("counter-review", args=[ref])))
    act(reviewer, ref, "decline", "decline", reason="另有专门渠道。")
    ref = object_to(sign_in(cast.ON_RECORD), paper)
    assert acts(ref) == ["object", "accept"]
    decided(reviewer, head, ref, "no")
    assert withdrawn() == {paper.number}
    assert [one.kind for one in RequestAct.objects.order_by("position")][-1] == "issue"
    assert "未发现被查询人有犯罪记录" in bytes(Paper.objects.filter(kind=paper.kind).latest("id").claim).decode()


def test_a_notary_office_objects_as_units_do_and_a_letter_that_was_right_is_upheld(site, reviewer, head) -> None:
    judged("zhao-shidi")
    paper = written(site, OfficialAsker.NOTARY_OFFICE)
    ref = at_the_counter(clerk(), paper, cast.ON_RECORD)
    assert acts(ref) == ["object", "accept"]
    decided(reviewer, head, ref, "yes")
    assert "维持" in bytes(Paper.objects.get(kind="review_opinion").claim).decode()
    assert not withdrawn()


def test_nobody_objects_to_a_covert_look_up_before_its_time_is_over(site) -> None:
    judged("zhao-shidi")
    paper = written(site, OfficialAsker.STATE_ORGAN, secret_until=date(2026, 12, 1), secret_by="检察长批准")
    assert wrongs(hold(sign_in(cast.ON_RECORD), paper)) == [NEITHER]
    site.pass_(days=12)
    assert paper.number in text(hold(sign_in(cast.ON_RECORD), paper))


def test_what_is_seen_of_an_objection_to_a_letter_is_the_same_for_a_sealed_record_and_for_none(
    site, reviewer, head
) -> None:
    judged("shen-xiaodu")
    letters = told(site, cast.SEALED, cast.SEALED_TWIN)
    seen = []
    for person, paper in letters.items():
        visitor = sign_in(person)
        ref = object_to(visitor, paper)
        pages = [text(visitor.get(reverse("review", args=[ref])))]
        pages.append(text(act(reviewer, ref, "suspend_link", "weigh", accepted="yes", reason="须核实。")))
        decided(reviewer, head, ref, "open")
        pages.append(text(visitor.get(reverse("review", args=[ref]))))
        masked = (re.sub(r"(FC|DW)\d{8}-\w{8}|第\d{7}号|\d{1,2}:\d{2}", "#", page) for page in pages)
        seen.append([page.replace(person.name, "@") for page in masked] + acts(ref))
    assert seen[0] == seen[1]
