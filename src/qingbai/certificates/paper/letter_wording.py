"""The standing words of letters (公文用语) by kind, in Chinese and English: title, series of its number, seal, what follows from it, what it does not prove.

Our own wording of what the rules ask for: INQ-06 (the caveat), INQ-18 (told once), INQ-19 and 20 (time), INQ-25 to 29 (review), INQ-30
(complaints), INQ-32 (secrecy and purpose), INQ-34 (signed for), INQ-37 (what a record is not), FRM-03, 08, 09, 12. Pure.
"""

from collections.abc import Mapping
from enum import StrEnum

from qingbai.certificates.claim import Bilingual
from qingbai.certificates.letters import LetterKind

TITLES: Mapping[StrEnum, Bilingual] = {
    LetterKind.RECEIPT: Bilingual(zh="受理回执", en="Receipt of Acceptance"),
    LetterKind.SUPPLEMENT_NOTICE: Bilingual(zh="补正材料一次性告知书", en="Notice of Papers Still Needed"),
    LetterKind.NOT_ACCEPTED: Bilingual(zh="不予受理告知书", en="Notice of Non-Acceptance"),
    LetterKind.RESULT_LETTER: Bilingual(
        zh="犯罪记录查询结果告知函", en="Letter on the Result of a Criminal-Record Inquiry"
    ),
    LetterKind.ORGAN_LETTER: Bilingual(zh="犯罪记录查询复函", en="Reply to an Inquiry into Criminal Records"),
    LetterKind.LAWYER_LETTER: Bilingual(
        zh="律师查询犯罪记录结果告知书", en="Notice of the Result of a Lawyer’s Inquiry"
    ),
    LetterKind.COOPERATION_NOTICE: Bilingual(zh="协助调查核实通知书", en="Notice Asking for Help in Verification"),
    LetterKind.REVIEW_RECEIPT: Bilingual(zh="复查受理回执", en="Receipt of a Request for Review"),
    LetterKind.REVIEW_EXTENSION: Bilingual(zh="复查延期通知书", en="Notice That a Review Is Extended"),
    LetterKind.REVIEW_OPINION: Bilingual(zh="复查意见", en="Review Opinion"),
    LetterKind.VETTING_RESULT: Bilingual(zh="从业查询结果告知书", en="Notice of the Result of Employment Vetting"),
    LetterKind.APOSTILLE_SHEET: Bilingual(zh="附加证明书信息单", en="Data Sheet for an Apostille"),
}
# The word that stands in the number where a certificate has 证.
SERIES: Mapping[LetterKind, str] = {
    LetterKind.RECEIPT: "受理",
    LetterKind.SUPPLEMENT_NOTICE: "补正",
    LetterKind.NOT_ACCEPTED: "不受",
    LetterKind.RESULT_LETTER: "告知",
    LetterKind.ORGAN_LETTER: "复函",
    LetterKind.LAWYER_LETTER: "律查",
    LetterKind.COOPERATION_NOTICE: "协查",
    LetterKind.REVIEW_RECEIPT: "复受",
    LetterKind.REVIEW_EXTENSION: "复延",
    LetterKind.REVIEW_OPINION: "复查",
    LetterKind.VETTING_RESULT: "从业",
    LetterKind.APOSTILLE_SHEET: "附证",
}
SEAL_NAME = "犯罪记录查询专用章"
# Short by nature: they stand on one page or are made by a person.
ONE_PAGE = frozenset(
    {
        LetterKind.RECEIPT,
        LetterKind.COOPERATION_NOTICE,
        LetterKind.REVIEW_RECEIPT,
        LetterKind.REVIEW_EXTENSION,
        LetterKind.VETTING_RESULT,
    }
)
# Handed over against a signature (签收, INQ-34); receipts are handed over as the papers are taken, a reply goes from organ to organ.
SIGNED_FOR = frozenset(LetterKind) - {
    *(LetterKind.RECEIPT, LetterKind.REVIEW_RECEIPT, LetterKind.ORGAN_LETTER, LetterKind.APOSTILLE_SHEET)
}
# Given by the organ itself and not by one of its offices (INQ-27).
OF_THE_ORGAN = frozenset({LetterKind.REVIEW_OPINION})
REPORTS_A_RESULT = frozenset(
    {LetterKind.RESULT_LETTER, LetterKind.ORGAN_LETTER, LetterKind.LAWYER_LETTER, LetterKind.VETTING_RESULT}
)

_PLATFORM = Bilingual(
    zh="查询结果仅反映查询时查询平台内记载的信息；不涉及行政处罚、未生效裁判及正在办理的案件。",
    en="The result reports only what was recorded on the inquiry platform at the time of the query. It says nothing of administrative "
    "penalties, of judgments not in effect or of open cases.",
)
_SECRECY = Bilingual(
    zh="查询结果应当保密，仅限用于所申明的用途，不得向无关人员透露；违者依法追究责任。",
    en="The result is confidential and for the stated purpose only. It may not be passed on; who breaks this is liable under the law.",
)
_NO_APOSTILLE = Bilingual(
    zh="本单供办理附加证明书、领事认证和公证的机构核对与填写，本身不是附加证明书，也不代替所列证明。",
    en="This sheet is for those who make the apostille, the legalisation or the notarial certificate. It is no apostille itself and does not "
    "take the place of the certificate it names.",
)
_NO_RESULT = Bilingual(
    zh="本文书不反映查询结果，不能作为有无犯罪记录的证明。",
    en="This paper says nothing about the result: it does not show whether there is a criminal record.",
)
_OBJECTION = Bilingual(
    zh="对查询结果有异议的，可以书面向本单位提出，视为申请复查；本单位自受理之日起十五个工作日内书面答复，情况复杂的依法延长并告知。",
    en="Objections may be raised in writing with this office and count as asking for a review. It answers in writing within 15 working "
    "days of accepting them; in complex cases the time is extended as the rules allow, and you are told.",
)

CLOSING: Mapping[LetterKind, tuple[Bilingual, ...]] = {
    LetterKind.RECEIPT: (),
    LetterKind.SUPPLEMENT_NOTICE: (
        Bilingual(
            zh="以上为须补正的全部内容，一次告知。补齐之日起受理并计算办理期限。",
            en="This is everything that is wanting, told once. The application is accepted, and its time begins to run, when all of it is there.",
        ),
    ),
    LetterKind.NOT_ACCEPTED: (
        Bilingual(
            zh="具备受理条件后可以重新申请；对本决定有疑问的，可以向本单位或者其上级公安机关反映。",
            en="You may apply again once the conditions are met. With questions about this decision you may turn to this office or "
            "the public security organ above it.",
        ),
    ),
    LetterKind.RESULT_LETTER: (_OBJECTION, Bilingual(zh="特此函告。", en="So you are informed.")),
    LetterKind.ORGAN_LETTER: (Bilingual(zh="此复。", en="This is our reply."),),
    LetterKind.LAWYER_LETTER: (Bilingual(zh="特此告知。", en="So you are informed."),),
    LetterKind.COOPERATION_NOTICE: (
        Bilingual(
            zh="请予以配合；不予配合的，可能影响查明情况。",
            en="Please help: without it the facts may not be established.",
        ),
    ),
    LetterKind.REVIEW_RECEIPT: (
        Bilingual(
            zh="答复期限以本回执所载为准；情况复杂的，依法延长并告知。",
            en="The time for the answer is the one stated here; in complex cases it is extended as the rules allow, and you are told.",
        ),
    ),
    LetterKind.REVIEW_EXTENSION: (Bilingual(zh="特此通知。", en="You are notified accordingly."),),
    LetterKind.REVIEW_OPINION: (Bilingual(zh="特此答复。", en="This is the answer to your objection."),),
    LetterKind.VETTING_RESULT: (_OBJECTION,),
    LetterKind.APOSTILLE_SHEET: (),
}

NOTES: Mapping[LetterKind, tuple[Bilingual, ...]] = {
    kind: (_PLATFORM, _SECRECY)
    if kind in REPORTS_A_RESULT
    else ()
    if kind is LetterKind.REVIEW_OPINION
    else (_NO_RESULT,)
    for kind in LetterKind
} | {
    LetterKind.REVIEW_OPINION: (
        Bilingual(
            zh="本意见仅就所列文书作出；对法院生效裁判本身不服的，应当依法向人民法院或者人民检察院申诉。",
            en="This opinion concerns only the paper named. Who holds the court’s effective judgment itself to be wrong may petition the "
            "court or the procuratorate as the law provides.",
        ),
    ),
    LetterKind.APOSTILLE_SHEET: (_NO_APOSTILLE,),
}

_OTHERS = Bilingual(
    zh="不证明所载结果以外的任何事项，也不证明出示者即为文书所涉之人。",
    en="Nothing beyond the result that it reports, and not that whoever shows it is the person it is about.",
)
NOT_PROVEN: Mapping[LetterKind, tuple[Bilingual, ...]] = {
    kind: (_PLATFORM, _OTHERS) if kind in REPORTS_A_RESULT else (_NO_RESULT,) for kind in LetterKind
} | {
    LetterKind.REVIEW_OPINION: (NOTES[LetterKind.REVIEW_OPINION][0], _OTHERS),
    LetterKind.APOSTILLE_SHEET: (_NO_APOSTILLE, _OTHERS),
}
