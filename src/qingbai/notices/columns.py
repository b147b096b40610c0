"""The columns of each table of notices (通报表格各列): what stands above a column, which field it fills, what its cells may hold.

A table holds what a simple notice says, one notice a row. Judgments come as JSON with their text: no table can hold one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingbai.incoming.cells import Column, Holds
from qingbai.law.terms import DocumentKind, Sex
from qingbai.notices import correction_end, non_prosecution, penalty, release, sealing_notice
from qingbai.notices.correction_end import Correction, CorrectionEnd
from qingbai.notices.non_prosecution import NonProsecution
from qingbai.notices.penalty import Measure
from qingbai.notices.release import ReleaseGround
from qingbai.notices.sealing_notice import Decided, SealingGround

if TYPE_CHECKING:
    from qingbai.notices.kinds import Notice  # a template needs no database


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of table: its name, which is that of the notices without house and version, and how a notice is read."""

    name: str
    format: str
    zh: str
    columns: Sequence[Column]
    parse: Callable[[bytes | str], "Notice"]


_DOCUMENTS = {
    "居民身份证": DocumentKind.RESIDENT_ID,
    "户口簿": DocumentKind.HOUSEHOLD_BOOK,
    "港澳台居民居住证": DocumentKind.HMT_RESIDENCE_PERMIT,
    "港澳居民来往内地通行证": DocumentKind.HK_MACAU_TRAVEL_PERMIT,
    "台湾居民来往大陆通行证": DocumentKind.TAIWAN_TRAVEL_PERMIT,
    "护照": DocumentKind.PASSPORT,
    "外国人永久居留身份证": DocumentKind.FOREIGN_RESIDENT_CARD,
}
_SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}

_HEADING = (
    Column("message_id", "通报编号", "message number", needed=True),
    Column("sender.code", "通报单位代码", "sender code", needed=True),
    Column("sender.name", "通报单位", "sender", needed=True),
)
_PERSON = (
    Column("person.name", "姓名", "name", needed=True),
    Column("person.documents[0].kind", "证件种类", "document", Holds.CHOICE, choices=_DOCUMENTS),
    Column("person.documents[0].number", "证件号码", "document number"),
    Column("person.documents[0].country", "证件签发国", "document country"),
    Column("person.sex", "性别", "sex", Holds.CHOICE, choices=_SEXES),
    Column("person.born_on", "出生日期", "born on", Holds.PARTIAL),
    Column("person.nationality", "国籍", "nationality"),
    Column("person.household", "户籍地代码", "household code", Holds.CODE),
    Column("person.latin_name", "外文姓名", "name in Latin letters"),
)
_CASE = (
    Column("court", "原判法院", "court", needed=True),
    Column("case_number", "案号", "case number", needed=True),
)
_DECISION = (
    Column("decision_number", "决定书文号", "decision number", needed=True),
    Column("decided_on", "决定日期", "decided on", Holds.DAY, needed=True),
)

RELEASE = Table(
    "release-notice",
    release.FORMAT,
    "刑满释放人员通知书",
    (
        *_HEADING,
        *_CASE,
        *_PERSON,
        Column("released_on", "释放日期", "released on", Holds.DAY, needed=True),
        Column(
            "ground",
            "释放事由",
            "ground",
            Holds.CHOICE,
            needed=True,
            choices={
                "刑期届满": ReleaseGround.TERM_SERVED,
                "裁定减去余刑": ReleaseGround.COMMUTED,
                "特赦": ReleaseGround.PARDONED,
            },
        ),
        Column("certificate_number", "释放证明书编号", "certificate number", needed=True),
        Column("political_rights_until", "剥夺政治权利至", "political rights until", Holds.DAY),
        Column("fine_unpaid_yuan", "未缴罚金（元）", "fine unpaid in yuan", Holds.NUMBER),
    ),
    release.FORM.parse,
)
CORRECTION_END = Table(
    "correction-end-notice",
    correction_end.FORMAT,
    "社区服刑人员矫正期满通知书",
    (
        *_HEADING,
        *_CASE,
        *_PERSON,
        Column(
            "kind",
            "矫正类别",
            "correction",
            Holds.CHOICE,
            needed=True,
            choices={
                "管制": Correction.CONTROL,
                "缓刑": Correction.PROBATION,
                "假释": Correction.PAROLE,
                "暂予监外执行": Correction.OUTSIDE_PRISON,
            },
        ),
        Column("began_on", "矫正开始日期", "began on", Holds.DAY, needed=True),
        Column("ended_on", "矫正期满日期", "ended on", Holds.DAY, needed=True),
        Column(
            "ground",
            "解除事由",
            "ground",
            Holds.CHOICE,
            needed=True,
            choices={"矫正期满": CorrectionEnd.EXPIRED, "特赦": CorrectionEnd.PARDONED},
        ),
        Column("certificate_number", "解除社区矫正证明书编号", "certificate number", needed=True),
    ),
    correction_end.FORM.parse,
)
SEALING = Table(
    "sealing-notice",
    sealing_notice.FORMAT,
    "犯罪记录封存通知书",
    (
        *_HEADING,
        Column(
            "decided",
            "文书类别",
            "decided",
            Holds.CHOICE,
            needed=True,
            choices={"裁判文书": Decided.JUDGMENT, "不起诉决定书": Decided.NON_PROSECUTION},
        ),
        Column("issuer", "作出机关", "issuer", needed=True),
        Column("number", "文书编号", "number", needed=True),
        *_PERSON,
        Column("effective_on", "生效日期", "effective on", Holds.DAY, needed=True),
        Column(
            "ground",
            "封存事由",
            "ground",
            Holds.CHOICE,
            needed=True,
            choices={
                "五年有期徒刑以下刑罚": SealingGround.WITHIN_FIVE_YEARS,
                "免予刑事处罚": SealingGround.EXEMPTED,
                "主要犯罪行为在十八周岁以前": SealingGround.MAIN_ACTS_BEFORE_18,
                "未定罪": SealingGround.NO_CONVICTION,
                "不起诉": SealingGround.NOT_PROSECUTED,
            },
        ),
        Column("notice_number", "通知书文号", "notice number", needed=True),
    ),
    sealing_notice.FORM.parse,
)
NON_PROSECUTION = Table(
    "non-prosecution-notice",
    non_prosecution.FORMAT,
    "不起诉通报",
    (
        *_HEADING,
        *_DECISION,
        Column(
            "kind",
            "不起诉种类",
            "kind",
            Holds.CHOICE,
            needed=True,
            choices={
                "法定不起诉": NonProsecution.STATUTORY,
                "酌定不起诉": NonProsecution.MINOR_OFFENCE,
                "存疑不起诉": NonProsecution.EVIDENCE,
                "附条件不起诉考验期满": NonProsecution.CONDITIONS_MET,
                "特殊不起诉": NonProsecution.SPECIAL,
            },
        ),
        Column("charges", "涉嫌罪名", "charges", Holds.LIST, needed=True),
        *_PERSON,
        Column("offences[0].began", "行为开始日期", "offence began", Holds.PARTIAL),
        Column("offences[0].ended", "行为结束日期", "offence ended", Holds.PARTIAL),
    ),
    non_prosecution.FORM.parse,
)
PENALTY = Table(
    "penalty-notice",
    penalty.FORMAT,
    "治安管理处罚通报",
    (
        *_HEADING,
        *_DECISION,
        Column("violations", "违法行为", "violations", Holds.LIST, needed=True),
        Column(f"imposed[{Measure.WARNING}]", "警告", "warning", Holds.YES),
        Column(f"imposed[{Measure.FINE}].yuan", "罚款（元）", "fine in yuan", Holds.NUMBER),
        Column(f"imposed[{Measure.DETENTION}].days", "行政拘留（日）", "detention in days", Holds.NUMBER),
        Column(f"imposed[{Measure.LICENCE_REVOKED}]", "吊销许可证件", "licence revoked", Holds.YES),
        Column(f"imposed[{Measure.LEAVE_OR_DEPORTATION}]", "限期出境、驱逐出境", "leave or deportation", Holds.YES),
        *_PERSON,
        Column("acts[0].began", "行为开始日期", "act began", Holds.PARTIAL),
        Column("acts[0].ended", "行为结束日期", "act ended", Holds.PARTIAL),
        Column("executed", "拘留已执行", "executed", Holds.YES),
    ),
    penalty.FORM.parse,
)
TABLES: Mapping[str, Table] = {
    table.name: table for table in (RELEASE, CORRECTION_END, SEALING, NON_PROSECUTION, PENALTY)
}
