"""What the words of objection and review are called in Chinese and English (复查用语名称), for sentences, pages and papers."""

from types import MappingProxyType

from qingbai.law.names import Names
from qingbai.law.objections import Ground, LinkStatus, Outcome
from qingbai.law.objectors import AnsweredTo, ObjectionPaper, Objector

OBJECTION_PAPERS: Names = MappingProxyType(
    {
        ObjectionPaper.FORM: ("复查申请表", "the review form, in writing"),
        ObjectionPaper.PAPER_NUMBER: ("原文书编号", "the number of the paper objected to"),
        ObjectionPaper.GROUND: ("异议理由", "the ground of the objection"),
        ObjectionPaper.IDENTITY: ("有效身份证件", "a valid identity document"),
        ObjectionPaper.POWER_OF_ATTORNEY: ("委托书", "the power of attorney"),
        ObjectionPaper.AGENT_IDENTITY: ("受托人身份证件", "the agent's identity document"),
        ObjectionPaper.GUARDIANSHIP_PROOF: ("监护关系证明", "proof of guardianship"),
        ObjectionPaper.GUARDIAN_IDENTITY: ("监护人身份证件", "the guardian's identity document"),
        ObjectionPaper.UNIT_LETTER: ("单位介绍信（公函）", "the unit's letter of introduction"),
        ObjectionPaper.HANDLER_IDENTITY: ("经办人身份证件", "the handler's identity document"),
    }
)
OBJECTORS: Names = MappingProxyType(
    {
        Objector.HIMSELF: ("本人", "the person concerned"),
        Objector.AGENT: ("受托人", "an agent"),
        Objector.GUARDIAN: ("监护人", "a guardian"),
        Objector.ASKING_UNIT: ("提出查询的单位、机关或者律师", "the unit, organ or lawyer that asked"),
        Objector.OTHER: ("其他人", "somebody else"),
    }
)
GROUNDS: Names = MappingProxyType(
    {
        Ground.NOT_MINE: (
            "记录不属于本人（含身份被他人冒用）",
            "The record is somebody else's (my identity was used by another)",
        ),
        Ground.NO_CONVICTION: (
            "没有生效的有罪裁判，或者裁判已被撤销",
            "There is no final conviction, or it was annulled",
        ),
        Ground.MUST_BE_SEALED: ("依法不应当告知", "By law it must not be told"),
        Ground.PAPER_WRONG: (
            "文书所载姓名、证件等内容有误",
            "The paper states my name, document or other details wrongly",
        ),
        Ground.PARTICULARS: (
            "登记的姓名、证件号码、日期等内容有误，或者有遗漏",
            "A name, number, date or other detail about me is entered wrongly, or something is missing",
        ),
        Ground.JUDGMENT_WRONG: ("认为人民法院的裁判有错误", "The court's judgment itself is wrong"),
        Ground.OTHER: ("其他", "Something else"),
    }
)
REVIEW_OUTCOMES: Names = MappingProxyType(
    {
        Outcome.UPHOLD: ("维持原查询结果", "The answer is upheld"),
        Outcome.REISSUE: ("撤销原文书，重新办理并出具文书", "The paper is revoked and issued anew"),
        Outcome.PETITION: (
            "维持原查询结果，告知依法申诉",
            "The answer is upheld; the objector is told of the petition to court or procuratorate",
        ),
        Outcome.CORRECT: ("予以更正、补充", "What is entered is corrected"),
        Outcome.KEEP: ("无须更正、补充", "There is nothing to correct"),
    }
)
LINKS: Names = MappingProxyType(
    {
        LinkStatus.DISPUTED: ("有异议，暂停适用", "in dispute, suspended"),
        LinkStatus.SAME: ("认定属于本人", "decided: this person's"),
        LinkStatus.DIFFERENT: ("认定不属于本人", "decided: somebody else's"),
        LinkStatus.LIFTED: ("异议撤回", "the dispute was withdrawn"),
    }
)

ANSWERED_TO: Names = MappingProxyType(
    {
        AnsweredTo.PERSON: ("本人", "the person"),
        AnsweredTo.UNIT: ("单位", "a unit"),
        AnsweredTo.MINORS_UNIT: ("密切接触未成年人的单位", "a unit in close contact with minors"),
        AnsweredTo.STATE_ORGAN: ("办理案件的国家机关", "an organ handling a case"),
        AnsweredTo.LAWYER: ("辩护律师", "a defence lawyer"),
        AnsweredTo.NOBODY: ("尚未答复", "nobody yet"),
    }
)

ALL = (ANSWERED_TO, OBJECTION_PAPERS, OBJECTORS, GROUNDS, REVIEW_OUTCOMES, LINKS)
