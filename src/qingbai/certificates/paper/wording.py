"""The words of the papers (文书用语), in Chinese and English: from a claim or letter to the texts and facts that a template lays out.

Our own wording of what the rules ask for: FRM-01 and its notes, FRM-02, INQ-06 (the caveat), INQ-22 (the two answers),
INQ-25 and 26 (the remedy). Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.certificates.claim import Bilingual, Claim
from qingbai.certificates.letters import Letter
from qingbai.certificates.paper import letter_wording
from qingbai.certificates.paper.countries import NAMES
from qingbai.clock import CHINA
from qingbai.law import wording as law_wording
from qingbai.law.terms import AnswerPaper, DocumentKind, Sex

SEXES = {Sex.FEMALE: Bilingual(zh="女", en="Female"), Sex.MALE: Bilingual(zh="男", en="Male")}
DOCUMENTS = {
    DocumentKind.RESIDENT_ID: Bilingual(zh="居民身份证", en="Resident identity card"),
    DocumentKind.HOUSEHOLD_BOOK: Bilingual(zh="居民户口簿", en="Household register"),
    DocumentKind.HMT_RESIDENCE_PERMIT: Bilingual(
        zh="港澳台居民居住证", en="Residence permit for Hong Kong, Macao and Taiwan residents"
    ),
    DocumentKind.HK_MACAU_TRAVEL_PERMIT: Bilingual(
        zh="港澳居民来往内地通行证", en="Mainland travel permit for Hong Kong and Macao residents"
    ),
    DocumentKind.TAIWAN_TRAVEL_PERMIT: Bilingual(
        zh="台湾居民来往大陆通行证", en="Mainland travel permit for Taiwan residents"
    ),
    DocumentKind.PASSPORT: Bilingual(zh="护照", en="Passport"),
    DocumentKind.FOREIGN_RESIDENT_CARD: Bilingual(zh="外国人永久居留身份证", en="Foreign permanent resident ID card"),
}
TITLES: Mapping[StrEnum, Bilingual] = {
    AnswerPaper.CERTIFICATE: Bilingual(zh="无犯罪记录证明", en="Certificate of No Criminal Record"),
    AnswerPaper.REFUSAL: Bilingual(
        zh="不予出具无犯罪记录证明通知书", en="Notice that a Certificate of No Criminal Record Is Not Issued"
    ),
    **letter_wording.TITLES,
}
SEAL_NAMES: Mapping[StrEnum, str] = {
    AnswerPaper.CERTIFICATE: "无犯罪证明专用章",  # FRM-01c
    AnswerPaper.REFUSAL: letter_wording.SEAL_NAME,
    **dict.fromkeys(letter_wording.TITLES, letter_wording.SEAL_NAME),
}

RECEIPT = (Bilingual(zh="申请人（受托人）签收：", en="Received by"), Bilingual(zh="日期：", en="Date"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of facts: its label and its value; ``wide`` takes the whole width, ``large`` is what the eye should find first."""

    label: Bilingual
    value: Bilingual
    wide: bool = False
    large: bool = False


def facts(content: Claim | Letter) -> Iterator[Line]:
    """What the paper says about whom, in the order it is printed."""
    match content:
        case Claim():
            yield from _facts_of_claim(content)
        case Letter():
            yield Line(Bilingual(zh="收件", en="To"), content.addressee, wide=True)
            for fact in content.facts:
                yield Line(fact.label, fact.value, wide=_is_long(fact.value))


def said(content: Claim | Letter) -> Iterator[Bilingual]:
    """What the paper says beside its facts: statement and notes, or a letter's text and how long its list is."""
    match content:
        case Claim():
            yield statement(content)
            yield from notes(content)
        case Letter():
            yield from content.paragraphs
            if content.table is not None:
                count = len(content.table.rows)
                yield Bilingual(zh=f"清单共{count}行，见文书。", en=f"A list of {count} lines stands in the paper.")
            yield from (*content.notes, *letter_wording.NOTES[content.kind])


def not_proven(content: Claim | Letter) -> tuple[Bilingual, ...]:
    """What a letter of this kind does not prove; a certificate says so in its notes."""
    return letter_wording.NOT_PROVEN[content.kind] if isinstance(content, Letter) else ()


def _is_long(words: Bilingual) -> bool:
    """Whether a value needs the whole width of the page."""
    return (len(words.zh) > 17 and not words.zh.isascii()) or max(len(words.zh), len(words.en)) > 40


def _facts_of_claim(claim: Claim) -> Iterator[Line]:
    holder = claim.holder
    yield Line(Bilingual(zh="姓名", en="Name"), _name(claim), wide=True, large=True)
    yield Line(Bilingual(zh="性别", en="Sex"), SEXES[holder.sex])
    yield Line(Bilingual(zh="出生日期", en="Date of birth"), day(holder.born_on))
    yield Line(Bilingual(zh="证件名称", en="Document"), DOCUMENTS[holder.document])
    yield Line(Bilingual(zh="证件号码", en="Document number"), Bilingual(zh=holder.document_number))
    yield Line(Bilingual(zh="国籍", en="Nationality"), _nationality(holder.nationality))
    if claim.kind is AnswerPaper.CERTIFICATE:
        yield Line(Bilingual(zh="查询期间", en="Period searched"), period(claim))
        yield Line(Bilingual(zh="证明用途", en="Purpose"), claim.purpose, wide=True)
    else:
        yield Line(Bilingual(zh="申请日期", en="Date of application"), day(claim.applied_on))


def opening(claim: Claim) -> Bilingual:
    """The first sentence of a notice: which application it answers (FRM-02)."""
    asked = day(claim.applied_on)
    return Bilingual(
        zh=f"你于{asked.zh}提出的犯罪记录查询申请（{claim.application_number}）已办结。",
        en=f"Your application of {asked.en} ({claim.application_number}) has been dealt with.",
    )


def statement(claim: Claim) -> Bilingual:
    """What the paper states, as its own sentence."""
    if claim.kind is AnswerPaper.REFUSAL:
        return Bilingual(
            zh="根据《公安机关办理犯罪记录查询工作规定》第九条，对上述申请，决定不予出具无犯罪记录证明。",
            en="Under Article 9 of the Provisions on the Handling of Criminal-Record Inquiries by Public Security Organs, "
            "a certificate of no criminal record is not issued on this application.",
        )
    if claim.period_from is None and claim.period_to is None:
        return Bilingual(
            zh="经查询，未发现上列人员有犯罪记录。",
            en="A search has found no criminal record of the person named above.",
        )
    return Bilingual(
        zh="经查询，在上列期间内，未发现上列人员有犯罪记录。",
        en="A search has found no criminal record of the person named above in the period stated.",
    )


def remedy() -> Bilingual:
    """What can be done against a refusal (INQ-25, 26)."""
    return Bilingual(
        zh="如有异议，可以书面向本单位提出，视为申请复查。本单位自受理之日起十五个工作日内书面答复；情况复杂的，依法延长并告知。",
        en="You may object in writing to this office, which counts as asking for a review. It answers in writing within 15 "
        "working days of accepting the objection; in complex cases the time is extended as the rules allow, and you are told.",
    )


def notes(claim: Claim) -> Iterator[Bilingual]:
    """The foot of the paper: what it rests on (INQ-06), and how long it holds."""
    searched = claim.searched_at.astimezone(CHINA)
    yield Bilingual(
        zh=f"本文书仅反映查询时（{searched.year}年{searched.month}月{searched.day}日{searched:%H:%M}，北京时间）查询平台内记载的信息。",
        en=f"This paper reports only what was recorded on the inquiry platform at the time of the query "
        f"({day(searched.date()).en}, {searched:%H:%M}, Beijing time).",
    )
    if claim.kind is AnswerPaper.CERTIFICATE:
        yield validity(claim)


def validity(claim: Claim) -> Bilingual:
    """How long the certificate is to be accepted (INQ-40: local, and some state no end)."""
    if claim.valid_until is None:
        return Bilingual(zh="本证明未载明有效期。", en="No end of validity is stated.")
    end = day(claim.valid_until)
    return Bilingual(zh=f"有效期至{end.zh}（含当日）。", en=f"Valid until {end.en} (inclusive).")


def checking(address: str) -> tuple[Bilingual, ...]:
    """Three lines on how to check the paper; ``address`` is where the verification page stands."""
    return (
        Bilingual(
            zh=f"扫描二维码，或在 {address} 输入上方核验码。",
            en=f"Scan the QR code, or enter the code above at {address}.",
        ),
        Bilingual(
            zh="也可上传电子文件核验，或凭文件离线核验。",
            en="The electronic file can also be checked by upload, or offline.",
        ),
        Bilingual(zh="页面所示内容须与本文书一致。", en="What the page shows must match this paper."),
    )


def checking_itself(address: str) -> tuple[Bilingual, ...]:
    """The same for a paper whose code carries what it says, signed."""
    scan, _, match = checking(address)
    carried = Bilingual(
        zh="二维码内含经签名的全部内容，可离线核对。",
        en="The QR code carries all of this, signed: check it offline too.",
    )
    return scan, carried, match


def period(claim: Claim) -> Bilingual:
    """The days searched, both included."""
    start, end = claim.period_from, claim.period_to
    if start is None and end is None:
        return Bilingual(zh="已录入的全部时段", en="All periods entered")
    if start is None:
        return Bilingual(zh=f"至{day(end or claim.issued_on).zh}", en=f"To {day(end or claim.issued_on).en}")
    last = day(end or claim.issued_on)
    if start == claim.holder.born_on:
        return Bilingual(zh=f"自出生至{last.zh}", en=f"From birth to {last.en}")
    return Bilingual(zh=f"{day(start).zh}至{last.zh}", en=f"{day(start).en} to {last.en}")


def day(on: date) -> Bilingual:
    """A day in both languages."""
    zh, en = law_wording.day(on)
    return Bilingual(zh=zh, en=en)


def _name(claim: Claim) -> Bilingual:
    native, latin = claim.holder.native, claim.holder.latin
    if not native or native == latin:
        return Bilingual(zh=latin)
    return Bilingual(zh=native, en=latin)


def _nationality(code: str) -> Bilingual:
    zh, en = NAMES.get(code, ("", ""))
    return Bilingual(zh=zh or code, en=f"{en} ({code})" if en else "")
