"""What the audit desk calls things: events, ledgers, facts, tables of figures."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from qingbai.agencies import queries as agencies
from qingbai.agencies.foureyes import Room
from qingbai.agencies.terms import ROLE_NAMES, Bilingual
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.auditdesk.stepwords import ROOMS, STEPS
from qingbai.law.objections import Outcome
from qingbai.oversight import sampleacts
from qingbai.oversight.bound import Stray
from qingbai.oversight.emergency import Ground
from qingbai.oversight.findingacts import Act, Sort, Status
from qingbai.oversight.statistics import Table
from qingbai.pages import words
from qingbai.pages.language import english, in_ours

BOOKS: Mapping[str, Promise] = {
    "register": gettext_lazy("The register's ledger"),
    "vault": gettext_lazy("The vault's ledger"),
}

FACTS: Mapping[str, Bilingual] = {
    name: Bilingual(zh, en)
    for name, zh, en in (
        ("act", "办理行为", "act"),
        ("after", "起始编号", "after entry"),
        ("asker", "查询人类别", "who asks"),
        ("before", "截止编号", "before entry"),
        ("business", "事由", "business"),
        ("certificate", "证书", "certificate"),
        ("change", "变动", "change"),
        ("client", "接口账号", "program"),
        ("codes", "理由代码", "codes"),
        ("conviction", "登记条目", "record"),
        ("days", "天数", "days"),
        ("delivery", "领取方式", "delivery"),
        ("desk", "工作台", "desk"),
        ("digest", "摘要", "digest"),
        ("due_on", "期限", "due on"),
        ("entries", "台账条数", "entries of the ledger"),
        ("entry", "条目", "entry"),
        ("export", "导出", "export"),
        ("fen", "金额（分）", "amount in fen"),
        ("found", "查得条数", "found"),
        ("ground", "事由", "ground"),
        ("key", "密钥", "key"),
        ("kind", "种类", "kind"),
        ("line", "行", "line"),
        ("log", "日志", "log"),
        ("missing", "缺少", "missing"),
        ("number", "编号", "number"),
        ("office", "单位", "office"),
        ("officer", "工作人员", "officer"),
        ("outcome", "结论", "outcome"),
        ("paper", "材料", "paper"),
        ("papers", "材料", "papers"),
        ("period", "期间", "period"),
        ("provider", "支付渠道", "provider"),
        ("reason", "理由", "reason"),
        ("result", "结果", "result"),
        ("role", "岗位", "role"),
        ("round", "批次", "round"),
        ("rows", "行数", "rows"),
        ("ruling", "裁定", "ruling"),
        ("secret_until", "暂不告知本人至", "kept from the person until"),
        ("seen", "所见条数", "entries seen"),
        ("sender", "发送单位", "sender"),
        ("sha256", "SHA-256", "SHA-256"),
        ("size", "大小", "size"),
        ("status", "状态", "status"),
        ("subject", "登记对象", "subject"),
        ("table", "统计表", "table"),
        ("waybill", "邮件号", "waybill"),
        ("why", "原因", "why"),
    )
}


def event(kind: EventKind) -> str:
    """What an event is called."""
    return kind.value.replace("_", " ").capitalize() if english() else kind.term


def fact(name: str) -> str:
    """What a fact is called; a rare one by its own name."""
    known = FACTS.get(name)
    return in_ours(known) if known else name.replace("_", " ")


def value(name: str, told: str) -> str:
    """A fact's value: an office by its name, an act and a kind of paper in words."""
    if name == "office":
        return place(told)
    if name == "act" and told in STEPS:
        return in_ours(STEPS[told])
    if name == "kind" and told in NAMES:
        return str(NAMES[told])
    return told


def place(code: str) -> str:
    """An office by its name and key; the key alone for one that is not known any more."""
    found = agencies.find_office(code) if code else None
    if found is None:
        return code
    return f"{in_ours(found.name)} ({code})" if english() else f"{in_ours(found.name)}（{code}）"


def who(by: Actor) -> str:
    """Who acted: an officer by service number and the role held today, nobody by name."""
    card = agencies.officer(by.id) if by.kind is ActorKind.OFFICER else None
    role = in_ours(ROLE_NAMES[card.role]) if card else words.actor(by.kind)
    if by.kind is ActorKind.APPLICANT:
        return role  # the reference of an applicant is the same in all of that person's cases
    return f"{role} {by.id}"


TABLES: Mapping[Table, Promise] = {
    Table.VOLUMES: gettext_lazy("What came in"),
    Table.ANSWERS: gettext_lazy("How applications ended"),
    Table.TIMES: gettext_lazy("Days from application to answer"),
    Table.LATENESS: gettext_lazy("How late courts' judgments came"),
    Table.ENDINGS: gettext_lazy("How late notices of release and of the end of correction came"),
    Table.REVIEWS: gettext_lazy("How reviews ended"),
    Table.CHARGES: gettext_lazy("Charges"),
    Table.SENTENCES: gettext_lazy("Punishments"),
}

NAMES: Mapping[str, Promise] = {
    "applications": gettext_lazy("applications"),
    "lists": gettext_lazy("lists of units"),
    "requests": gettext_lazy("requests of organs and lawyers"),
    "certificate": gettext_lazy("certificate"),
    "refusal": gettext_lazy("notice of refusal"),
    "declined": gettext_lazy("not accepted"),
    "withdrawn": gettext_lazy("withdrawn"),
    "expired": gettext_lazy("expired"),
    Outcome.UPHOLD.value: gettext_lazy("answer upheld"),
    Outcome.REISSUE.value: gettext_lazy("objection upheld, answer replaced"),
    Outcome.PETITION.value: gettext_lazy("answer upheld, pointed to the court"),
    Outcome.CORRECT.value: gettext_lazy("register corrected"),
    Outcome.KEEP.value: gettext_lazy("nothing to correct"),
    "none": gettext_lazy("no main penalty"),
    "control": gettext_lazy("public surveillance"),
    "detention": gettext_lazy("criminal detention"),
    "suspended": gettext_lazy("suspended term"),
    "to_1_year": gettext_lazy("up to 1 year"),
    "to_3_years": gettext_lazy("over 1 to 3 years"),
    "to_5_years": gettext_lazy("over 3 to 5 years"),
    "to_10_years": gettext_lazy("over 5 to 10 years"),
    "over_10_years": gettext_lazy("over 10 years"),
    "life": gettext_lazy("life"),
    "death_suspended": gettext_lazy("death with reprieve"),
    "death": gettext_lazy("death"),
}


def name(key: str) -> str:
    """A column of a table of figures; a charge by its own Chinese name."""
    return str(NAMES.get(key, key))


SORTS: Mapping[Sort, Promise] = {
    Sort.BAIT: gettext_lazy("A bait record was looked at"),
    Sort.NO_CASE: gettext_lazy("A look that belongs to no case"),
    Sort.OUTLIER: gettext_lazy("Far more looks than colleagues"),
    Sort.EMERGENCY: gettext_lazy("A look in an emergency"),
    Sort.FOUR_EYES: gettext_lazy("An act of two that stands out"),
    Sort.SAMPLE: gettext_lazy("A disclosure that was not in order"),
}
SAMPLED: Mapping[sampleacts.Status, Promise] = {
    sampleacts.Status.DRAWN: gettext_lazy("To be looked at again"),
    sampleacts.Status.IN_ORDER: gettext_lazy("Found in order"),
    sampleacts.Status.NOT_IN_ORDER: gettext_lazy("Found not in order"),
}
SAMPLE_ACTS: Mapping[sampleacts.Act, Promise] = {
    sampleacts.Act.IN_ORDER: gettext_lazy("It is in order"),
    sampleacts.Act.NOT_IN_ORDER: gettext_lazy("It is not in order"),
}
STATUSES: Mapping[Status, Promise] = {
    Status.OPEN: gettext_lazy("Open"),
    Status.ASKED: gettext_lazy("Waits for the head"),
    Status.EXPLAINED: gettext_lazy("Explained"),
    Status.CLOSED: gettext_lazy("Closed: nothing wrong"),
    Status.PASSED_ON: gettext_lazy("Passed on"),
}
ACTS: Mapping[Act, Promise] = {
    Act.OPEN: gettext_lazy("Found"),
    Act.ASK: gettext_lazy("Ask the head of the office"),
    Act.EXPLAIN: gettext_lazy("Give this explanation"),
    Act.CLOSE: gettext_lazy("Close: nothing wrong"),
    Act.PASS_ON: gettext_lazy("Pass on"),
}
STRAYS: Mapping[Stray, Promise] = {
    Stray.NO_CASE: gettext_lazy("There is no such case"),
    Stray.NOT_YET: gettext_lazy("The case was not there yet"),
    Stray.CLOSED: gettext_lazy("The case was closed"),
    Stray.OTHER_OFFICE: gettext_lazy("The case is another office's"),
    Stray.OTHER_OFFICER: gettext_lazy("The case was another officer's"),
}
DETAILS: Mapping[str, Promise] = {
    "why": gettext_lazy("Why it belongs to no case"),
    "looks": gettext_lazy("Looks"),
    "cases": gettext_lazy("Handled cases"),
    "colleagues": gettext_lazy("Colleagues compared"),
    "ground": gettext_lazy("Ground"),
    "words": gettext_lazy("What is happening"),
    "said": gettext_lazy("What was said"),
    "room": gettext_lazy("Kind of case"),
    "case": gettext_lazy("Case"),
    "seconds": gettext_lazy("Seconds between the two acts"),
    "first": gettext_lazy("Who acted first"),
    "asked_by": gettext_lazy("Who asked"),
}
GROUNDS: Mapping[Ground, Promise] = {
    Ground.LIFE: gettext_lazy("Somebody's life or body is in danger now"),
    Ground.MISSING: gettext_lazy("Somebody is missing and looked for"),
    Ground.ESCAPE: gettext_lazy("Somebody who escaped is pursued"),
}


def officer(number: str) -> str:
    """An officer by service number and the role held today."""
    card = agencies.officer(number)
    return f"{in_ours(ROLE_NAMES[card.role])} {number}" if card else number


def detail(name: str, told: str) -> str:
    """A fact of a finding."""
    if name == "room":
        return str(ROOMS[Room(told)])
    if name == "first":
        return officer(told)
    if name == "why":
        return str(STRAYS[Stray(told)])
    return str(GROUNDS[Ground(told)]) if name == "ground" else told
