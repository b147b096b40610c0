"""What is asked, and by whom (查询申请): one frozen value between the doors and the service, FRM-04 and FRM-05.

A door fills it and never judges it. ``faults`` names everything in it that cannot be right; ``parse`` reads it strictly
from JSON (the counter's command, the programs of offices). What is lawful with it is decided later, by the law room.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from qingbai import incoming
from qingbai.certificates import typed
from qingbai.incoming import STRICT, Fault, Refused, person
from qingbai.inquiries.delivery import Delivery
from qingbai.law.ages import civil_age
from qingbai.law.local import IdentityLevel, ReasonClass
from qingbai.law.terms import AskerClass, DocumentKind, Paper, Sex
from qingbai.matching import identity
from qingbai.notifications import contacts
from qingbai.notifications.contacts import Contact

FORMAT = "qingbai/application/1"
LONGEST = 100  # characters in a name or a note


class ProofMethod(StrEnum):
    """How it is known that the person asking is the person named (身份核验方式)."""

    COUNTER = "counter"  # 工作人员当面核对证件原件
    REAL_NAME = "real_name"  # 实名认证服务的签名断言


class Purpose(StrEnum):
    """What the certificate is for (用途)."""

    WORK = "work"  # 就业
    STUDY = "study"  # 就学、留学
    VISA = "visa"  # 签证
    EMIGRATION = "emigration"  # 移民、定居
    QUALIFICATION = "qualification"  # 申请资格、执业登记
    ADOPTION = "adoption"  # 收养
    OTHER = "other"  # 其他，须写明


PURPOSE_WORDS: dict[Purpose, tuple[str, str]] = {
    Purpose.WORK: ("就业", "Employment"),
    Purpose.STUDY: ("就学、留学", "Study"),
    Purpose.VISA: ("办理签证", "Visa application"),
    Purpose.EMIGRATION: ("移民、定居", "Emigration or settlement"),
    Purpose.QUALIFICATION: ("申请资格或执业登记", "Professional qualification or registration"),
    Purpose.ADOPTION: ("收养", "Adoption"),
    Purpose.OTHER: ("其他", "Other"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProof:
    """How the identity was proven: the method, the reference of the act behind it (officer's account, assertion's id), and how strongly.

    ``remembered``: it was proven at an earlier visit, and the person came back in another way (``qingbai.identity``).
    """

    __pydantic_config__ = STRICT

    method: ProofMethod
    reference: str
    level: IdentityLevel = IdentityLevel.TWO_FACTORS
    remembered: bool = False


class Relation(StrEnum):
    """What an agent is to the person asking (与委托人的关系): near relatives (近亲属, 民法典 1045), or somebody else."""

    SPOUSE = "spouse"  # 配偶
    PARENT = "parent"  # 父母
    CHILD = "child"  # 子女
    SIBLING = "sibling"  # 兄弟姐妹
    GRANDPARENT = "grandparent"  # 祖父母、外祖父母
    GRANDCHILD = "grandchild"  # 孙子女、外孙子女
    OTHER = "other"  # 其他人


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who acts for the person asking (受托人); must have full capacity (INQ-07).

    ``lives_on_own_work`` matters at 16 and 17; ``relation`` where a region wants the authority of strangers notarised. None: not asked.
    """

    __pydantic_config__ = STRICT

    name: str
    document_kind: DocumentKind
    document_number: str
    born_on: date
    nationality: str = "CHN"
    relation: Relation | None = None
    lives_on_own_work: bool | None = None

    @property
    def near_relative(self) -> bool | None:
        """Whether the agent is a near relative (近亲属); None where nobody said."""
        return None if self.relation is None else self.relation is not Relation.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """Who asks for a minor (监护人, INQ-41)."""

    __pydantic_config__ = STRICT

    name: str
    document_kind: DocumentKind
    document_number: str
    nationality: str = "CHN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time, both days included; ``to_on`` None while it lasts."""

    __pydantic_config__ = STRICT

    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One application as filled in. Divisions are six-digit codes; ``nationality`` and ``document_country`` ISO 3166 alpha-3.

    ``latin_name`` is the name in Latin letters as the travel document prints it; ``name`` the name in Chinese characters, or
    again the Latin one where there is none. ``period_*``: both days included; both ``None`` asks for everything entered.
    ``stay_days`` counts a foreigner's days in China, all stays together. ``papers`` are those that were shown. ``document_valid_*``: what
    the document shown says of its own validity. ``former_household`` is the last one in the region, ``school`` where the school is;
    ``tied``: the times of the permits, the former household or the studies, whichever it is asked by. ``residence_since``: the first day
    of living where it is asked. ``reason`` is the class of the reason, where a region wants one.
    ``delivery``: how the paper is to be handed over, None where it was not asked; ``address``: for the post, to whom and where.
    """

    __pydantic_config__ = STRICT

    asker_class: AskerClass
    name: str
    latin_name: str = ""
    sex: Sex
    born_on: date
    nationality: str = "CHN"
    document_kind: DocumentKind
    document_number: str
    former_names: tuple[str, ...] = ()
    household: str = ""
    residence: str = ""
    papers: tuple[Paper, ...] = ()
    office: str
    purpose: Purpose
    purpose_note: str = ""
    period_from: date | None = None
    period_to: date | None = None
    stay_days: int | None = None
    agent: Agent | None = None
    guardian: Guardian | None = None
    document_valid_from: date | None = None
    document_valid_until: date | None = None
    former_household: str = ""
    school: str = ""
    tied: tuple[Time, ...] = ()
    residence_since: date | None = None
    reason: ReasonClass | None = None
    delivery: Delivery | None = None
    address: str = ""
    identity_proof: IdentityProof
    phone: str = ""
    sms: bool = False
    email: str = ""
    language: str = "zh-hans"


class DraftRefused(Refused):
    """The application cannot be taken as it stands. ``faults`` names everything at once."""


SENTENCES: dict[str, tuple[str, str]] = {
    "division": ("应为六位行政区划代码。", "must be a six-digit division code."),
    "period_order": ("开始日期晚于结束日期，请核对。", "begins after it ends; check both dates."),
    "period_future": ("不能晚于今天，请核对。", "cannot lie after today; check it."),
    "note_needed": ("用途选择“其他”的，请写明具体用途。", "is needed where the purpose is 'other'; say what for."),
    "latin_needed": ("外国人须填写证件上的拉丁字母姓名。", "is needed for a foreigner, as the passport prints it."),
    "foreigner_chinese": (
        "外国人的国籍不能是CHN，请核对申请人类别。",
        "cannot be CHN for a foreigner; check who is asking.",
    ),
    "citizen_foreign": (
        "中国公民的国籍应为CHN，请核对申请人类别。",
        "must be CHN for a Chinese citizen; check who is asking.",
    ),
    "stay_needed": (
        "外国人须填写在华累计停留天数。",
        "is needed for a foreigner: the days spent in China, all stays together.",
    ),
    "stay_negative": ("天数不能为负，请核对。", "cannot be negative; check it."),
    "language": ("应为 zh-hans 或 en。", "must be zh-hans or en."),
    "number_holder": (
        "该证件发给另一类申请人（如非中国籍港澳永久性居民按外国人办理），请核对申请人类别。",
        "belongs to another class of applicants (permanent residents of Hong Kong and Macau who are not Chinese ask as foreigners); check who is asking.",
    ),
    "future": ("晚于今天，请核对。", "lies after today; check it."),
    "order": ("开始日期晚于结束日期，请核对。", "begins after it ends; check both dates."),
    "both": ("监护人与受托人只能填写一个。", "and an agent cannot both act; name one of them."),
    "of_age": (
        "申请人已成年，不能由监护人代为申请，请改填受托人。",
        "asks for somebody of age; name an agent instead.",
    ),
}


def fault(field: str, code: str) -> Fault:
    """The fault of this code at this field, with its sentences."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh, en)


def faults(draft: Draft, *, on: date) -> tuple[Fault, ...]:
    """Everything in the application that cannot be right on the day ``on``; empty where nothing is."""
    return (
        *_text_faults(draft),
        *_person_faults(draft, on),
        *_stay_faults(draft),
        *_document_faults(draft, on),
        *_period_faults(draft, on),
        *_tie_faults(draft, on),
        *_guardian_faults(draft, on),
    )


def _text_faults(draft: Draft) -> Iterator[Fault]:
    needed = {"name": draft.name, "office": draft.office, "identity_proof.reference": draft.identity_proof.reference}
    free = {
        "latin_name": draft.latin_name,
        "purpose_note": draft.purpose_note,
        "phone": draft.phone,
        **{f"former_names[{place}]": name for place, name in enumerate(draft.former_names)},
        **({"agent.name": draft.agent.name} if draft.agent else {}),
        **({"guardian.name": draft.guardian.name} if draft.guardian else {}),
    }
    for field, text in {**needed, **free}.items():
        yield from typed.faults(field, text, needed=field in needed)
    places = ("household", "residence", "former_household", "school")
    for field, code in ((place, getattr(draft, place)) for place in places):
        if code and not (len(code) == 6 and code.isascii() and code.isdigit()):
            yield fault(field, "division")
    if draft.language not in {"zh-hans", "en"}:
        yield fault("language", "language")
    yield from contacts.faults(contact(draft))


def _person_faults(draft: Draft, on: date) -> Iterator[Fault]:
    yield from person.faults(draft, on=on)
    if draft.asker_class is AskerClass.FOREIGNER and draft.nationality == "CHN":
        yield fault("nationality", "foreigner_chinese")
    elif draft.asker_class is AskerClass.CITIZEN and draft.nationality != "CHN":
        yield fault("nationality", "citizen_foreign")
    if draft.purpose is Purpose.OTHER and not draft.purpose_note.strip():
        yield fault("purpose_note", "note_needed")


def _stay_faults(draft: Draft) -> Iterator[Fault]:
    if draft.asker_class is AskerClass.FOREIGNER:
        if not draft.latin_name.strip():
            yield fault("latin_name", "latin_needed")
        if draft.stay_days is None:
            yield fault("stay_days", "stay_needed")
    if draft.stay_days is not None and draft.stay_days < 0:
        yield fault("stay_days", "stay_negative")


def _document_faults(draft: Draft, on: date) -> Iterator[Fault]:
    """A document of another class of applicants, and faults in the numbers of those who act for the person."""
    if draft.document_kind is DocumentKind.HK_MACAU_TRAVEL_PERMIT:
        read = identity.parse(draft.document_kind, draft.document_number, country=draft.nationality, on=on)
        if isinstance(read, identity.IdentityNumber) and read.holder is not draft.asker_class:
            yield fault("asker_class", "number_holder")
    for field, other in (("agent", draft.agent), ("guardian", draft.guardian)):
        if other is not None:
            held = identity.parse(other.document_kind, other.document_number, country=other.nationality, on=on)
            for remark in held.faults if isinstance(held, identity.Malformed) else ():
                yield Fault(f"{field}.document_number", remark.code, remark.zh, remark.en)


def _period_faults(draft: Draft, on: date) -> Iterator[Fault]:
    if draft.period_from and draft.period_to and draft.period_from > draft.period_to:
        yield fault("period_from", "period_order")
    for field, day in (("period_from", draft.period_from), ("period_to", draft.period_to)):
        if day and day > on:
            yield fault(field, "period_future")


def _tie_faults(draft: Draft, on: date) -> Iterator[Fault]:
    """Times that cannot be: of the residence, of the tie with the place, of the document shown."""
    begun: dict[str, date | None] = {f"tied[{place}]": time.from_on for place, time in enumerate(draft.tied)}
    begun |= {"residence_since": draft.residence_since, "document_valid_from": draft.document_valid_from}
    for field, day in begun.items():
        if day and day > on:
            yield fault(field, "future")
    times = {f"tied[{place}]": (time.from_on, time.to_on) for place, time in enumerate(draft.tied)}
    for field, (first, last) in {
        **times,
        "document_valid_from": (draft.document_valid_from, draft.document_valid_until),
    }.items():
        if first and last and first > last:
            yield fault(field, "order")


def _guardian_faults(draft: Draft, on: date) -> Iterator[Fault]:
    if draft.guardian is None:
        return
    if draft.agent is not None:
        yield fault("guardian", "both")
    if draft.born_on <= on and civil_age(draft.born_on, on) >= 18:
        yield fault("guardian", "of_age")


def contact(draft: Draft) -> Contact:
    """How the person asking wants to be told of each step (通知方式); nothing goes anywhere that they did not ask for."""
    # Told by text message without a number: the empty one is refused like any that cannot receive one.
    phone = (draft.phone.strip() or "-") if draft.sms else ""
    return Contact(email=draft.email.strip(), phone=phone, language=draft.language)


_DRAFT = TypeAdapter(Draft)


def parse(text: str | bytes) -> Draft:
    """An application from JSON, strictly: unknown, missing and ill-typed fields are all named at once (``DraftRefused``)."""
    try:
        return incoming.read(_DRAFT, text, whole="application")
    except Refused as refused:
        raise DraftRefused(*refused.faults) from None


def as_json(draft: Draft) -> dict[str, Any]:
    """The application as JSON values; ``parse`` reads it back."""
    found = _DRAFT.dump_python(draft, mode="json")
    assert isinstance(found, dict)
    return found


def from_json(values: dict[str, Any]) -> Draft:
    """An application from the JSON values it was kept as."""
    return _DRAFT.validate_python(values, strict=False)


def schema() -> dict[str, Any]:
    """The JSON Schema of an application."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT, **_DRAFT.json_schema()}
