"""Forms to print and sign (申请表、委托书), filled in as far as the house knows the answers: from one frozen value to one PDF.

A form is no paper of the house: unsigned, unnumbered, not logged. What is not known stays blank, to be written by hand. Contents by
FRM-04 (citizen), FRM-05 (foreigner), FRM-06 (unit), FRM-07 (power of attorney, 民法典165), FRM-09 (review), FRM-10 (undertaking of secrecy, refusal
of a look at what is sealed: in our own words, the annexes were not seen); the undertaking by INQ-31.
Pure but for the typesetter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from qingbai.certificates.claim import Bilingual, ClaimRefused, Fault, text_fault
from qingbai.certificates.letters import LONGEST_PARAGRAPH, MOST_ROWS
from qingbai.certificates.paper.typesetting import GlyphMissing, typesetter

__all__ = ["BLANKS", "ClaimRefused", "Form", "GlyphMissing", "Values", "keys", "render"]

BLANK_ROWS = 8
"""Empty lines of a list, for writing by hand."""


class Form(StrEnum):
    """Which form (表格种类)."""

    CITIZEN = "citizen"  # 犯罪记录查询申请表（个人）
    FOREIGNER = "foreigner"  # 犯罪记录查询申请表（外国人）
    UNIT = "unit"  # 犯罪记录查询申请表（单位）
    REVIEW = "review"  # 复查申请表
    POWER_OF_ATTORNEY = "power_of_attorney"  # 委托书
    SECRECY = "secrecy"  # 保密承诺书
    LOOK_REFUSED = "look_refused"  # 不许可查询决定书
    HANDED_OVER = "handed_over"  # 文书领取签收单


BLANKS = tuple(form for form in Form if form not in {Form.LOOK_REFUSED, Form.HANDED_OVER})
"""What anybody may have blank: everything but what an organ alone writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What is known: texts by the keys of the form (``keys``), the lines of its list, cell by cell, and ``paragraphs`` of the case's own."""

    fields: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """One box of a form; ``wide`` takes the whole width, ``lines`` is how much room there is to write."""

    key: str
    zh: str
    en: str
    wide: bool = False
    lines: int = 1


_FOOT = Bilingual(zh="本表签名（盖章）后提交，空白处可手填。", en="Sign before handing in; fill the blanks by hand.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What stands on a form, from top to bottom."""

    title: Bilingual
    sections: tuple[tuple[Bilingual, tuple[Blank, ...]], ...]
    columns: tuple[Bilingual, ...] = ()
    widths: tuple[int, ...] = ()
    undertaking: tuple[Bilingual, ...]
    signatures: tuple[Bilingual, ...]
    office: tuple[Blank, ...] = ()
    foot: Bilingual = _FOOT
    size: float = 9.6  # points of its text; larger where the text is what matters


_TRUE = Bilingual(
    zh="本人承诺：所填内容及所附材料真实、完整，知悉捏造事实、隐瞒真相、提供虚假材料或者冒用他人身份的，依法承担法律责任。",
    en="I declare that what is stated here and the papers attached are true and complete. I know that making up facts, hiding the truth, "
    "false papers and using another person’s identity are punished under the law.",
)
_PLATFORM = Bilingual(
    zh="查询结果仅反映查询时查询平台内记载的信息。",
    en="The result reports only what is recorded on the inquiry platform at the time of the query.",
)
_SIGNED = (
    Bilingual(zh="申请人（受托人）签名：", en="Signature of applicant (agent)"),
    Bilingual(zh="日期：", en="Date"),
)
_OFFICE = (
    Blank("", "受理编号", "Application number"),
    Blank("", "受理日期", "Accepted on"),
    Blank("", "受理人", "Accepted by"),
    Blank("", "办理结果", "Result"),
)
_AGENT = (
    Bilingual(zh="受托人或者监护人（由他人办理的填写）", en="Agent or guardian, if any"),
    (
        Blank("agent_name", "姓名", "Name"),
        Blank("agent_phone", "联系电话", "Telephone"),
        Blank("agent_document", "证件名称", "Document"),
        Blank("agent_document_number", "证件号码", "Document number"),
    ),
)
_INQUIRY = (
    Bilingual(zh="查询事项", en="Inquiry"),
    (
        Blank("purpose", "用途", "Purpose", wide=True),
        Blank("period_from", "查询起始日期", "From (blank: everything)"),
        Blank("period_to", "查询截止日期", "To"),
        Blank("office", "受理单位", "Office", wide=True),
    ),
)

LAYOUTS: Mapping[Form, Layout] = {
    Form.CITIZEN: Layout(
        title=Bilingual(zh="犯罪记录查询申请表（个人）", en="Application for a Criminal-Record Inquiry (Individual)"),
        sections=(
            (
                Bilingual(zh="申请人", en="Applicant"),
                (
                    Blank("name", "姓名", "Name"),
                    Blank("former_names", "曾用名", "Former names"),
                    Blank("sex", "性别", "Sex"),
                    Blank("born_on", "出生日期", "Date of birth"),
                    Blank("document", "证件名称", "Document"),
                    Blank("document_number", "证件号码", "Document number"),
                    Blank("household", "户籍地址", "Household address", wide=True),
                    Blank("residence", "现居住地址", "Present address", wide=True),
                    Blank("phone", "联系电话", "Telephone", wide=True),
                ),
            ),
            _INQUIRY,
            _AGENT,
        ),
        undertaking=(_TRUE, _PLATFORM),
        signatures=_SIGNED,
        office=_OFFICE,
    ),
    Form.FOREIGNER: Layout(
        title=Bilingual(zh="犯罪记录查询申请表（外国人）", en="Application for a Criminal-Record Inquiry (Foreigner)"),
        sections=(
            (
                Bilingual(zh="申请人", en="Applicant"),
                (
                    Blank("latin_name", "证件姓名（拉丁字母）", "Name as in the passport"),
                    Blank("name", "中文姓名", "Chinese name, if any"),
                    Blank("nationality", "国籍", "Nationality"),
                    Blank("sex", "性别", "Sex"),
                    Blank("born_on", "出生日期", "Date of birth"),
                    Blank("phone", "联系电话", "Telephone"),
                    Blank("document", "证件名称", "Document"),
                    Blank("document_number", "证件号码", "Document number"),
                    Blank("stays", "在华停留时间", "Periods of stay in China", wide=True, lines=3),
                    Blank("residence", "在本市住址", "Address in this city", wide=True),
                ),
            ),
            _INQUIRY,
            _AGENT,
        ),
        undertaking=(_TRUE, _PLATFORM),
        signatures=_SIGNED,
        office=_OFFICE,
    ),
    Form.UNIT: Layout(
        title=Bilingual(zh="犯罪记录查询申请表（单位）", en="Application for a Criminal-Record Inquiry (Unit)"),
        sections=(
            (
                Bilingual(zh="申请单位", en="Unit"),
                (
                    Blank("unit", "单位名称", "Name of the unit", wide=True),
                    Blank("credit_code", "统一社会信用代码", "Unified social credit code", wide=True),
                    Blank("domicile", "住所地", "Domicile", wide=True),
                    Blank("handler", "经办人", "Handler"),
                    Blank("handler_phone", "联系电话", "Telephone"),
                    Blank("handler_document", "经办人证件", "Handler’s document", wide=True),
                ),
            ),
            (
                Bilingual(zh="查询事项", en="Inquiry"),
                (
                    Blank("reason", "查询事由", "Reason", wide=True, lines=2),
                    Blank("article", "法律、行政法规名称及条款", "Law or administrative regulation, and article", wide=True, lines=2),
                ),
            ),
        ),
        columns=(
            Bilingual(zh="序号", en="No."),
            Bilingual(zh="被查询人姓名", en="Name"),
            Bilingual(zh="证件名称", en="Document"),
            Bilingual(zh="证件号码", en="Document number"),
            Bilingual(zh="在职／拟招录", en="Staff or candidate"),
            Bilingual(zh="岗位", en="Post"),
        ),
        widths=(7, 18, 16, 26, 16, 17),
        undertaking=(
            Bilingual(
                zh="本单位承诺：被查询人均为本单位在职人员或者拟招录人员，所列依据属于法律、行政法规关于从业禁止的规定；查询结果予以保密，仅用于上述事由。",
                en="The unit declares that all persons listed are its staff or candidates, and that the basis given is a provision of a law or "
                "administrative regulation that bars from the post. It keeps the result confidential and uses it for this reason only.",
            ),
            _PLATFORM,
        ),
        signatures=(Bilingual(zh="单位（盖章）：", en="Seal of the unit"), Bilingual(zh="日期：", en="Date")),
        office=_OFFICE,
    ),
    Form.REVIEW: Layout(
        title=Bilingual(zh="犯罪记录查询复查申请表", en="Request for Review of a Criminal-Record Inquiry"),
        sections=(
            (
                Bilingual(zh="异议人", en="Who objects"),
                (
                    Blank("name", "姓名（名称）", "Name"),
                    Blank("phone", "联系电话", "Telephone"),
                    Blank("document", "证件名称", "Document"),
                    Blank("document_number", "证件号码", "Document number"),
                ),
            ),
            (
                Bilingual(zh="异议", en="Objection"),
                (
                    Blank("paper_number", "原文书编号", "Number of the paper", wide=True),
                    Blank("office", "原受理单位", "Office that accepted", wide=True),
                    Blank("ground", "异议理由", "Ground", wide=True, lines=6),
                    Blank("evidence", "证据材料", "Evidence attached", wide=True, lines=4),
                ),
            ),
            _AGENT,
        ),
        undertaking=(
            Bilingual(
                zh="本人承诺：以上内容真实，并配合复查。对法院生效裁判本身不服的，应当依法申诉。",
                en="I declare that this is true and will help with the review. Who holds the court’s effective judgment itself to be wrong may petition as the law provides.",
            ),
        ),
        signatures=(Bilingual(zh="异议人（受托人）签名：", en="Signature"), Bilingual(zh="日期：", en="Date")),
        office=_OFFICE,
    ),
    Form.POWER_OF_ATTORNEY: Layout(
        title=Bilingual(zh="委托书", en="Power of Attorney"),
        sections=(
            (
                Bilingual(zh="委托人", en="Principal"),
                (
                    Blank("name", "姓名", "Name"),
                    Blank("phone", "联系电话", "Telephone"),
                    Blank("document", "证件名称", "Document"),
                    Blank("document_number", "证件号码", "Document number"),
                ),
            ),
            (
                Bilingual(zh="受托人", en="Agent"),
                (
                    Blank("agent_name", "姓名", "Name"),
                    Blank("agent_phone", "联系电话", "Telephone"),
                    Blank("agent_document", "证件名称", "Document"),
                    Blank("agent_document_number", "证件号码", "Document number"),
                    Blank("relation", "与委托人关系", "Relation to the principal", wide=True),
                ),
            ),
            (
                Bilingual(zh="委托", en="Authority"),
                (
                    Blank("matter", "委托事项", "Matter", wide=True, lines=2),
                    Blank("authority", "代理权限", "Authority given", wide=True, lines=3),
                    Blank("period_from", "委托期限自", "From"),
                    Blank("period_to", "至", "To"),
                ),
            ),
        ),
        undertaking=(
            Bilingual(
                zh="委托人确认上述委托真实；受托人具有完全民事行为能力，愿意接受委托，并在权限内办理。",
                en="The principal confirms this authority. The agent has full legal capacity, accepts it and acts within it.",
            ),
        ),
        signatures=(
            Bilingual(zh="委托人签名（盖章）：", en="Signature of the principal"),
            Bilingual(zh="日期：", en="Date"),
            Bilingual(zh="受托人签名：", en="Signature of the agent"),
            Bilingual(zh="日期：", en="Date"),
        ),
    ),
    Form.SECRECY: Layout(
        title=Bilingual(zh="保密承诺书", en="Undertaking of Secrecy"),
        sections=(
            (
                Bilingual(zh="承诺人", en="Who undertakes"),
                (
                    Blank("organ", "单位名称", "Organ or unit", wide=True),
                    Blank("signer", "姓名", "Name"),
                    Blank("signer_document", "证件号码", "Document number"),
                ),
            ),
            (
                Bilingual(zh="查询", en="The inquiry"),
                (
                    Blank("number", "申请编号", "Number of the request"),
                    Blank("until", "许可期限至", "Permitted until"),
                    Blank("reason", "查询事由", "Reason", wide=True, lines=2),
                ),
            ),
        ),
        undertaking=(
            Bilingual(zh="本人（本单位）承诺：", en="I undertake, for myself and for whom I act:"),
            Bilingual(zh="一、所获信息只用于申请所载事由；", en="1. What I learn is used for the reason stated in the request alone."),
            Bilingual(zh="二、不向任何单位和个人提供或者透露，不公开，不转作他用；", en="2. It is given or told to nobody, not made public and put to no other use."),
            Bilingual(zh="三、复制件妥善保管，用毕按规定归还或者销毁；", en="3. Copies are kept safe and returned or destroyed as prescribed after use."),
            Bilingual(zh="四、违反承诺的，依法承担责任。", en="4. Whoever breaks this undertaking is liable under the law."),
        ),
        signatures=(Bilingual(zh="承诺人签名（单位盖章）：", en="Signature or seal"), Bilingual(zh="日期：", en="Date")),
        size=12,
    ),
    Form.LOOK_REFUSED: Layout(
        title=Bilingual(zh="不许可查询决定书", en="Decision Not to Permit an Inquiry"),
        sections=(
            (
                Bilingual(zh="申请", en="The request"),
                (
                    Blank("organ", "申请单位", "Who asked", wide=True),
                    Blank("number", "决定书编号", "Number of this decision"),
                    Blank("request", "申请编号", "Number of the request"),
                    Blank("received_on", "收到日期", "Received on"),
                    Blank("decided_on", "决定日期", "Decided on"),
                ),
            ),
        ),
        undertaking=(
            Bilingual(
                zh="本决定只就申请本身作出，不表示是否存在被封存的记录。",
                en="This decision is about the request alone. It does not say whether anything is sealed.",
            ),
        ),
        signatures=(Bilingual(zh="机关（盖章）：", en="Seal of the organ"), Bilingual(zh="签收人、日期：", en="Received by, on")),
        foot=Bilingual(zh="加盖机关印章后送达。", en="Served under the seal of the organ."),
        size=12,
    ),
    Form.HANDED_OVER: Layout(
        title=Bilingual(zh="文书领取签收单", en="Receipt for a Paper Handed Over"),
        sections=(
            (
                Bilingual(zh="文书", en="The paper"),
                (
                    Blank("paper", "文书名称", "Paper", wide=True),
                    Blank("paper_number", "文书编号", "Number of the paper", wide=True),
                    Blank("number", "申请编号", "Number of the application", wide=True),
                    Blank("office", "出具单位", "Office", wide=True),
                ),
            ),
            (
                Bilingual(zh="申请人", en="Applicant"),
                (
                    Blank("name", "姓名", "Name"),
                    Blank("document", "证件名称", "Document"),
                    Blank("document_number", "证件号码", "Document number", wide=True),
                ),
            ),
            _AGENT,
        ),
        undertaking=(
            Bilingual(
                zh="上列文书已经本人核对无误并收到原件。",
                en="I have compared the paper named above, found it right, and received the original.",
            ),
        ),
        signatures=(
            Bilingual(zh="领取人签名：", en="Signature of the recipient"),
            Bilingual(zh="日期：", en="Date"),
            Bilingual(zh="经办人签名：", en="Handed over by"),
            Bilingual(zh="日期：", en="Date"),
        ),
        foot=Bilingual(zh="本单由受理单位存卷。", en="Kept in the file of the office."),
        size=12,
    ),
}  # fmt: skip


def keys(form: Form) -> tuple[str, ...]:
    """The keys under which this form takes texts, in the order of the page."""
    return tuple(blank.key for _, blanks in LAYOUTS[form].sections for blank in blanks)


def render(form: Form, values: Values | None = None, *, at: datetime) -> bytes:
    """The form as a tagged PDF. Raises ``ClaimRefused`` with every fault at once, and ``GlyphMissing``; ``at`` dates the file."""
    filled = values or Values()
    faults = tuple(_faults(form, filled))
    if faults:
        raise ClaimRefused(*faults)
    texts = (text for words in filled.paragraphs for text in (words.zh, words.en))
    typed = "".join([*filled.fields.values(), *(cell for row in filled.rows for cell in row), *texts])
    return typesetter().compose("form.typ", _content(LAYOUTS[form], filled), typed=typed, at=at)


def _faults(form: Form, values: Values) -> Iterator[Fault]:
    known, columns = keys(form), len(LAYOUTS[form].columns)
    for key, text in values.fields.items():
        if key not in known:
            yield Fault(key, "no_such_field")
        code = text_fault(text, needed=False, longest=LONGEST_PARAGRAPH)
        if code:
            yield Fault(key, code)
    for place, words in enumerate(values.paragraphs):
        codes = (text_fault(text, needed=False, longest=LONGEST_PARAGRAPH) for text in (words.zh, words.en))
        yield from (Fault(f"paragraphs[{place}]", code) for code in codes if code)
    yield from _row_faults(values, columns)


def _row_faults(values: Values, columns: int) -> Iterator[Fault]:
    if len(values.rows) > (MOST_ROWS if columns else 0):
        yield Fault("rows", "rows" if columns else "no_such_field")
    for line, row in enumerate(values.rows):
        if columns and len(row) != columns:
            yield Fault(f"rows[{line}]", "cells")
        for place, text in enumerate(row):
            code = text_fault(text, needed=False)
            if code:
                yield Fault(f"rows[{line}][{place}]", code)


def _content(layout: Layout, values: Values) -> dict[str, Any]:
    return {
        "title": _both(layout.title),
        "sections": [
            {"title": _both(title), "blanks": [_blank(blank, values.fields) for blank in blanks]}
            for title, blanks in layout.sections
        ],
        "columns": [_both(words) for words in layout.columns],
        "widths": layout.widths,
        "rows": _rows(values.rows, len(layout.columns)),
        "undertaking": [_both(words) for words in (*values.paragraphs, *layout.undertaking)],
        "foot": _both(layout.foot),
        "size": layout.size,
        "signatures": [_both(words) for words in layout.signatures],
        "office": [_blank(blank, {}) for blank in layout.office],
    }


def _rows(rows: Sequence[Sequence[str]], columns: int) -> list[list[str]]:
    """The lines of the list, and empty numbered ones where there are few."""
    found = [list(row) for row in rows]
    if columns:
        found += [[str(place + 1)] + [""] * (columns - 1) for place in range(len(found), BLANK_ROWS)]
    return found


def _blank(blank: Blank, fields: Mapping[str, str]) -> dict[str, Any]:
    value = fields.get(blank.key, "")
    return {"zh": blank.zh, "en": blank.en, "wide": blank.wide, "lines": blank.lines, "value": value}


def _both(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
