"""One letter of each kind, with invented content as an office of the demonstration would send it."""

import io
import re
import shutil
import subprocess
from datetime import date

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

import cast as people
from papers import OFFICE, ORGAN, STATION, a_claim, numbered
from qingbai.certificates import apostille
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.letters import Fact, Letter, LetterKind, Table


def words(zh, en=""):
    return Bilingual(zh=zh, en=en)


def fact(zh, en, value, value_en=""):
    return Fact(words(zh, en), words(value, value_en))


def _day(on):
    return words(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {on:%B} {on.year}")


ACCEPTED = Fact(words("受理日期", "Accepted on"), _day(date(2026, 3, 2)))
DUE = Fact(words("办结期限", "Answered by"), _day(date(2026, 3, 5)))
NUMBER = fact("受理编号", "Application", "QB20260302K3M7T9XA")
SELF = words(people.CLEAN.name, people.CLEAN.latin)
COMPANY = words("演示市清源托育服务有限公司", "Demo City Qingyuan Childcare Service Co., Ltd.")
COURT = words("演示市清河区人民检察院", "People’s Procuratorate of Qinghe District, Demo City")
LAWYER = words("清河律师事务所 陆明川律师", "Lu Mingchuan, Qinghe Law Office")
RESULTS = Table(
    columns=(
        words("序号", "No."),
        words("姓名", "Name"),
        words("证件号码", "Document number"),
        words("拟任岗位", "Post"),
        words("查询结果", "Result"),
    ),
    rows=tuple(
        (words(str(place + 1)), words(one.name, "" if one is people.FOREIGNER else one.latin), words(one.number), words("保育员", "Child carer"), words("未发现有犯罪记录", "None found"))
        for place, one in enumerate((people.CLEAN, people.SEALED, people.FOREIGNER))
    ),
)  # fmt: skip

_CONTENT = {
    LetterKind.RECEIPT: {
        "addressee": SELF,
        "facts": (
            NUMBER,
            fact("申请事项", "Matter", "查询本人犯罪记录", "Inquiry into one’s own criminal record"),
            ACCEPTED,
            DUE,
            fact("受理单位", "Accepting office", STATION.zh, STATION.en),
            fact("领取方式", "Delivery", "网上下载或到受理单位领取", "Download, or pick up at the office"),
        ),
        "paragraphs": (
            words(
                "你提出的犯罪记录查询申请，材料齐全，现予受理。因不能当场办结，将自受理次日起三个工作日内办结；需要调查核实的，所需时间不计入办理期限，并另行告知。",
                "Your application for an inquiry into your criminal record is complete and is accepted. As it cannot be answered on the spot, it will be answered within three working days from the day after acceptance; time for verification is not counted, and you would be told.",
            ),
        ),
    },
    LetterKind.SUPPLEMENT_NOTICE: {
        "addressee": words(people.FOREIGNER.name, ""),
        "facts": (
            NUMBER,
            Fact(words("补正期限", "To be supplied by"), _day(date(2026, 3, 20))),
        ),
        "paragraphs": (
            words("经审查，你的申请还缺下列材料：", "On examination, your application still needs the following papers:"),
        ),
        "table": Table(
            columns=(words("材料", "Paper"), words("要求", "What is needed"), words("依据", "Basis")),
            rows=(
                (
                    words("护照", "Passport"),
                    words("资料页及签证页清晰复印件", "Clear copies of the data page and the visa page"),
                    words("工作规定第六条", "Provisions, Article 6"),
                ),
                (
                    words("停留证明", "Proof of stay"),
                    words("在华累计停留一百八十日以上", "180 days or more in China, all stays together"),
                    words("工作规定第五条", "Provisions, Article 5"),
                ),
            ),
        ),
    },
    LetterKind.NOT_ACCEPTED: {
        "addressee": COMPANY,
        "facts": (
            fact("申请编号", "Application", "DW20260302P8Q2W4RZ"),
            Fact(words("申请日期", "Applied on"), _day(date(2026, 3, 2))),
        ),
        "paragraphs": (
            words(
                "你单位以“公司内部管理需要”为由申请查询员工犯罪记录。经审查，所列依据不是法律、行政法规关于从业禁止的规定，不符合《公安机关办理犯罪记录查询工作规定》第四条第二项的条件，决定不予受理。",
                "Your unit applied to inquire into the criminal records of its staff for “internal management”. The basis given is not a provision of a law or administrative regulation that bars from a post, as Article 4(2) of the Provisions on the Handling of Criminal-Record Inquiries by Public Security Organs requires. The application is not accepted.",
            ),
        ),
    },
    LetterKind.RESULT_LETTER: {
        "addressee": COMPANY,
        "facts": (
            fact("来函编号", "Your reference", "清源托育函〔2026〕12号"),
            fact("查询编号", "Inquiry", "DW20260302P8Q2W4RZ"),
            fact(
                "查询依据",
                "Basis",
                "《中华人民共和国未成年人保护法》第六十二条",
                "Law on the Protection of Minors, Article 62",
            ),
            Fact(words("查询时间", "Searched"), words("2026年3月2日10时30分（北京时间）", "2 March 2026, 10:30 (Beijing)")),
        ),
        "paragraphs": (
            words(
                "你单位来函收悉。经查询，所列人员的结果如下：",
                "In reply to your letter, the result for the persons listed is as follows:",
            ),
        ),
        "table": RESULTS,
    },
    LetterKind.ORGAN_LETTER: {
        "addressee": COURT,
        "facts": (
            fact("来函编号", "Your reference", "清检函〔2026〕8号"),
            fact("案件编号", "Case", "BA20260302C6D8F2GH"),
        ),
        "paragraphs": (
            words(f"经查询，{people.ON_RECORD.name}（证件号码{people.ON_RECORD.number}）的犯罪记录情况如下：", ""),
        ),
        "table": Table(
            columns=(words("生效裁判"), words("罪名"), words("刑罚"), words("生效日期"), words("执行情况")),
            rows=(
                (
                    words("（2019）演0101刑初88号"),
                    words("盗窃罪"),
                    words("有期徒刑一年六个月，并处罚金人民币三千元"),
                    words("2019年6月11日"),
                    words("2020年9月3日刑满释放"),
                ),
            ),
        ),
    },
    LetterKind.LAWYER_LETTER: {
        "addressee": LAWYER,
        "facts": (
            fact("申请编号", "Application", "BA20260302L7N3V5KB"),
            fact("当事人", "Client", people.ON_RECORD.name, people.ON_RECORD.latin),
            fact("诉讼阶段", "Stage", "审查起诉", "Examination for prosecution"),
            fact("委托手续", "Authority", "律师执业证、委托书、律师事务所证明", "Licence, power of attorney, letter of the firm"),
        ),
        "paragraphs": (
            words(
                "经查询，截至本告知书出具之时，查询平台记载该当事人有犯罪记录一条：2019年6月11日生效，盗窃罪，有期徒刑一年六个月。",
                "As of this notice the inquiry platform holds one criminal record of your client: theft, fixed-term imprisonment of one year and six months, in effect since 11 June 2019.",
            ),
        ),
    },
    LetterKind.COOPERATION_NOTICE: {
        "addressee": SELF,
        "facts": (NUMBER, Fact(words("请于此日前配合", "Please help by"), _day(date(2026, 3, 13)))),
        "paragraphs": (
            words(
                "你的申请因申请人身份信息需要进一步核实，经公安机关负责人批准，转入调查核实。请携带户口簿及曾用名证明到本单位说明情况。",
                "Your application needs further verification of identity and, with the approval of the head of the public security organ, is being verified. Please come to this office with your household register and proof of your former name.",
            ),
        ),
    },
    LetterKind.REVIEW_RECEIPT: {
        "addressee": SELF,
        "facts": (
            fact("复查编号", "Review", "FC20260310H4J6M8QT"),
            fact("所涉文书", "Paper concerned", "演公（清）证（2026）第4072915号"),
            Fact(words("受理日期", "Accepted on"), _day(date(2026, 3, 10))),
            Fact(words("答复期限", "Answered by"), _day(date(2026, 3, 31))),
        ),
        "paragraphs": (
            words("你对上述文书提出的书面异议，视为申请复查，现予受理。", "Your written objection to the paper named counts as asking for a review and is accepted."),
        ),
    },
    LetterKind.REVIEW_EXTENSION: {
        "addressee": SELF,
        "facts": (
            fact("复查编号", "Review", "FC20260310H4J6M8QT"),
            fact("批准人", "Approved by", "演示市公安局清河分局负责人", "Head of the sub-bureau"),
            Fact(words("原答复期限", "Answered by, until now"), _day(date(2026, 3, 31))),
            Fact(words("延长后期限", "Answered by, extended"), _day(date(2026, 5, 14))),
        ),
        "paragraphs": (
            words(
                "因案情复杂，需向外省调取档案，经批准，本次复查的答复期限延长三十个工作日。",
                "As the case is complex and files of another province are needed, the time for this review is extended by 30 working days with approval.",
            ),
        ),
    },
    LetterKind.REVIEW_OPINION: {
        "addressee": SELF,
        "facts": (
            fact("复查编号", "Review", "FC20260310H4J6M8QT"),
            fact("所涉文书", "Paper concerned", "演公（清）证（2026）第4072915号"),
            fact("异议理由", "Ground", "记录所涉人员并非本人", "The record is about another person"),
            fact("复查结论", "Conclusion", "撤销原文书，重新出具", "Revoked and issued anew"),
        ),
        "paragraphs": (
            words(
                "经查，原文书所依据的记录中，当事人的出生日期、户籍地与申请人均不一致，指纹比对结果不同，可以确认该记录不属于申请人。",
                "The record on which the paper rested names another date of birth and another household; fingerprints differ. The record is not the applicant’s.",
            ),
            words(
                "根据《公安机关办理犯罪记录查询工作规定》第十一条至第十三条，决定撤销原文书，由原受理单位重新出具。",
                "Under Articles 11 to 13 of the Provisions on the Handling of Criminal-Record Inquiries by Public Security Organs the paper is revoked and issued anew by the office that accepted the application.",
            ),
        ),
    },
    LetterKind.VETTING_RESULT: {
        "addressee": words("演示市清河区实验小学", "Qinghe District Experimental Primary School"),
        "facts": (
            fact("查询编号", "Inquiry", "DW20260302M5T7W9YC"),
            fact("被查询人", "Person", people.CLEAN.name, people.CLEAN.latin),
            fact("证件号码", "Document number", people.CLEAN.number),
            fact("岗位", "Post", "专任教师", "Teacher"),
            fact("查询依据", "Basis", "《中华人民共和国未成年人保护法》第六十二条", "Law on the Protection of Minors, Article 62"),
            fact("查询结果", "Result", "否：不具有应当禁止从业的记录", "No: no record that bars from this work"),
        ),
        "paragraphs": (),
    },
}  # fmt: skip
_SHEET = apostille.sheet(
    numbered(a_claim()), country="FRA", seal="无犯罪证明专用章", sha256="3b9c" * 16, on=date(2026, 3, 2)
)
_CONTENT[LetterKind.APOSTILLE_SHEET] = {
    name: getattr(_SHEET, name) for name in ("addressee", "facts", "table", "notes")
}


def a_letter(kind=LetterKind.RECEIPT, **other):
    values = {
        "kind": kind,
        "office_id": OFFICE.id,
        "office": STATION,
        "organ": ORGAN,
        "application_number": "QB20260302K3M7T9XA",
        "issued_on": date(2026, 3, 2),
    }
    return Letter(**(values | _CONTENT[kind] | other))


def a_long_list(rows):
    """A result letter about this many invented people."""
    line = RESULTS.rows[0]
    return a_letter(
        LetterKind.RESULT_LETTER,
        table=Table(RESULTS.columns, tuple((words(str(place + 1)), *line[1:]) for place in range(rows))),
    )


def text_of(data, page=0):
    """The text of a document, or of one page of it, without spaces."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    of = ["-f", str(page), "-l", str(page)] if page else []
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", *of, "-", "-"], input=data, capture_output=True, check=True)
    return re.sub(r"[\s\u200b]", "", done.stdout.decode())


def bare(text):
    return re.sub(r"\s", "", text)


def tags(node):
    """The roles of a structure tree, in reading order."""
    found = [node["/S"]] if "/S" in node else []
    kids = node["/K"] if "/K" in node else []  # noqa: SIM401 - the library resolves references only on access
    for kid in kids if isinstance(kids, list) else [kids]:
        each = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(each, dict):
            found += tags(each)
    return found


def pages_of(data):
    return int(PdfFileReader(io.BytesIO(data)).root["/Pages"]["/Count"])
