"""The letters of an application (受理回执、一次性告知书、不予受理告知书、协助调查核实通知书): what each says, and how it leaves the house.

They are numbered, logged, signed and kept like any paper (FRM-08). A receipt says nothing about the result: it is the same
for everybody whose application stands where this one stands. A letter that cannot be printed as it must be stops no act: it is noted in the
act, and a person writes it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from qingbai import clock
from qingbai.agencies.spoken import named
from qingbai.audit.actors import Actor
from qingbai.certificates import services as certificates
from qingbai.certificates.claim import Bilingual, ClaimRefused
from qingbai.certificates.letters import Fact, Letter, LetterKind, of_office
from qingbai.certificates.paper.typesetting import DoesNotFit, GlyphMissing
from qingbai.certificates.paper.wording import day
from qingbai.certificates.typed import as_printed
from qingbai.inquiries.casework import Case
from qingbai.inquiries.delivery import Delivery
from qingbai.law.terms import Reason

NUMBER = Bilingual(zh="申请编号", en="Application")
MATTER = Fact(Bilingual(zh="申请事项", en="Matter"), Bilingual(zh="查询犯罪记录", en="Inquiry into criminal records"))
DELIVERIES = {
    Delivery.DOWNLOAD: Bilingual(zh="网上下载", en="Download"),
    Delivery.PICK_UP: Bilingual(zh="到受理单位领取", en="Picked up at the office"),
    Delivery.POST: Bilingual(zh="邮寄", en="By post"),
}
OPEN_DATE = Bilingual(zh="另行告知", en="You will be told")


def receipt(case: Case, *, at: datetime) -> Letter:
    """The receipt of acceptance (受理回执, INQ-19): when accepted, by when answered, where, how it is handed over."""
    today = clock.day_of(at)
    clocks, checked = case.clocks_told(today), case.clocks_told(today, checking=True)
    assert clocks is not None
    assert checked is not None
    limits = case.region.limits
    days, longer = limits.inquiry_days, limits.checking_days or limits.inquiry_days
    where_checked = (
        (Fact(Bilingual(zh="需核查的办结期限", en="Where it is checked first"), _day(checked.due.value)),)
        if checked.due.value != clocks.due.value
        else ()
    )
    zh = f"（需核查的为{longer}个工作日）" if longer != days else ""
    en = f", or {longer} where something must be checked first," if longer != days else ""
    return _letter(
        case,
        LetterKind.RECEIPT,
        at,
        facts=(
            MATTER,
            Fact(Bilingual(zh="受理日期", en="Accepted on"), _day(clocks.started_on)),
            Fact(Bilingual(zh="办结期限", en="Answered by"), _day(clocks.due.value)),
            *where_checked,
            Fact(
                Bilingual(zh="受理单位", en="Accepting office"),
                Bilingual(zh=case.office.name_zh, en=case.office.name_en),
            ),
            Fact(Bilingual(zh="领取方式", en="Delivery"), DELIVERIES[case.chosen.delivery]),
        ),
        paragraphs=(
            Bilingual(
                zh=f"该申请已经受理，能当场办结的当场办结，不能当场办结的自受理次日起{days}个工作日内办结{zh}；经批准调查核实的，所需时间不计入办理期限，并另行告知。",
                en=f"The application has been accepted. It is answered on the spot where possible, otherwise within {days} working day(s){en} "
                "from the day after acceptance; time for an approved investigation is not counted, and you would be told.",
            ),
        ),
    )


def supplement_notice(case: Case, *, missing: Iterable[Reason], until_on: date | None, at: datetime) -> Letter:
    """Everything that is missing, told once, with the day until which it can be brought (补正材料一次性告知书, INQ-18)."""
    lines = _sentences(missing)
    ending = (
        Bilingual(
            zh="逾期未补正的，本次办理终止，可以重新申请。",
            en="If it does not come in time this application ends; you may apply again.",
        ),
    )
    return _letter(
        case,
        LetterKind.SUPPLEMENT_NOTICE,
        at,
        facts=(MATTER, Fact(Bilingual(zh="补正期限", en="To be supplied by"), _day(until_on))),
        paragraphs=(
            Bilingual(
                zh="经审查，申请还缺下列材料：", en="On examination, the application still needs the following papers:"
            ),
            *lines,
            *ending,
        ),
    )


def not_accepted(case: Case, *, reasons: Iterable[Reason], at: datetime) -> Letter:
    """Why the application is not accepted (不予受理告知书, INQ-18): every reason, with nothing of any record."""
    return _letter(
        case,
        LetterKind.NOT_ACCEPTED,
        at,
        facts=(MATTER, Fact(Bilingual(zh="申请日期", en="Applied on"), _day(clock.day_of(case.row.submitted_at)))),
        paragraphs=(
            Bilingual(
                zh="经审查，决定不予受理，理由如下：",
                en="On examination the application is not accepted, for these reasons:",
            ),
            *_sentences(reasons),
        ),
    )


def cooperation_notice(case: Case, *, what: str, until_on: date | None, at: datetime) -> Letter:
    """What the party is asked to do in an investigation, and until when (协助调查核实通知书, INQ-20)."""
    return _letter(
        case,
        LetterKind.COOPERATION_NOTICE,
        at,
        facts=(MATTER, Fact(Bilingual(zh="配合期限", en="To be done by"), _day(until_on))),
        paragraphs=(
            Bilingual(
                zh="该申请正在调查核实，请你配合：",
                en="The application is being verified. Please help with the following:",
            ),
            Bilingual(zh=as_printed(what)),
        ),
    )


def send(letter: Letter, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Issue a letter within the act's transaction; what the act keeps of it. A letter that cannot be printed leaves its number empty."""
    try:
        issued = certificates.issue(claim=letter, by=by, at=at)  # in a savepoint: it may fail alone
    except (ClaimRefused, GlyphMissing, DoesNotFit) as unprintable:
        return {"letter": {"kind": str(letter.kind), "number": "", "problem": str(unprintable)}}
    return {"letter": {"kind": str(letter.kind), "number": issued.number, "sha256": issued.sha256}}


def _letter(
    case: Case, kind: LetterKind, at: datetime, *, facts: tuple[Fact, ...], paragraphs: tuple[Bilingual, ...]
) -> Letter:
    return of_office(
        kind,
        office=case.office,
        case=case.row.number,
        on=clock.day_of(at),
        addressee=Bilingual(zh=as_printed(case.draft.name), en=as_printed(case.draft.latin_name)),
        facts=(Fact(NUMBER, Bilingual(zh=case.row.number)), *facts),
        paragraphs=paragraphs,
    )


def _sentences(reasons: Iterable[Reason]) -> tuple[Bilingual, ...]:
    told = [named(reason) for reason in reasons]
    return tuple(Bilingual(zh=f"· {words.zh}", en=f"· {words.en}") for words in told)


def _day(on: date | None) -> Bilingual:
    return day(on) if on else OPEN_DATE
