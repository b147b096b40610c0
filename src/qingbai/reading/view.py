"""A reading in a few lines for people (简览): who, of what, which punishment; and what is missing or doubtful."""

from qingbai.law.terms import CaseEnd, Outcome, Penalty, PenaltyKind, Relation, Sex, Treatment
from qingbai.reading import wording
from qingbai.reading.found import Sureness
from qingbai.reading.later import ExecutionKind
from qingbai.reading.reading import Defendant, Reading

_MAIN = {
    PenaltyKind.FIXED_TERM: "有期徒刑",
    PenaltyKind.DETENTION: "拘役",
    PenaltyKind.CONTROL: "管制",
    PenaltyKind.LIFE: "无期徒刑",
    PenaltyKind.DEATH: "死刑",
    PenaltyKind.DEATH_SUSPENDED: "死刑缓期二年执行",
}
_OUTCOMES = {
    Outcome.ACQUITTED: "无罪",
    Outcome.NOT_RESPONSIBLE: "不负刑事责任",
    Outcome.TERMINATED: "终止审理",
    Outcome.UNDECIDED: "尚无定论",
    Outcome.EXEMPTED: "免予刑事处罚",
    Outcome.CONVICTED: "有罪",
    None: "未读到裁判结果",
}
_RELATIONS = {
    Relation.APPEAL: "二审",
    Relation.RETRIAL: "再审",
    Relation.NEW_TRIAL: "重新审判",
    Relation.REVIEW: "复核",
    Relation.COMMUTATION: "刑罚变更",
    Relation.CORRECTION: "更正",
    None: "所涉",
}
_TREATMENTS = {
    Treatment.UPHELD: "维持原判",
    Treatment.CHANGED: "改判",
    Treatment.QUASHED: "撤销原判",
    Treatment.WITHDRAWN: "撤回上诉或者抗诉",
    Treatment.EXECUTION_CHANGED: "变更执行",
    Treatment.CORRECTED: "更正文字",
}
_EXECUTIONS = {
    ExecutionKind.REDUCED: "减去刑期",
    ExecutionKind.CONVERTED: "减为",
    ExecutionKind.PAROLED: "假释",
    ExecutionKind.PAROLE_REVOKED: "撤销假释",
    ExecutionKind.PROBATION_REVOKED: "撤销缓刑",
    ExecutionKind.REFUSED: "不予减刑、假释",
}


def _period(months: int | None, days: int = 0) -> str:
    years, rest = divmod(months or 0, 12)
    return (f"{years}年" if years else "") + (f"{rest}个月" if rest else "") + (f"{days}日" if days else "")


def _penalty(penalty: Penalty) -> str:
    """``有期徒刑3年，缓刑4年，罚金10000元``."""
    parts = []
    if penalty.kind in _MAIN:
        parts.append(_MAIN[penalty.kind] + _period(penalty.months, penalty.days))
    if penalty.probation_months:
        parts.append("缓刑" + _period(penalty.probation_months))
    if penalty.fine_yuan is not None:
        parts.append(f"罚金{penalty.fine_yuan:,}元")
    if penalty.confiscation:
        parts.append("没收" + ("全部财产" if penalty.confiscation == "all" else "部分财产"))
    if penalty.political_rights is not None:
        rights = penalty.political_rights
        parts.append("剥夺政治权利" + ("终身" if rights == "life" else _period(int(rights))))
    if penalty.deportation:
        parts.append("驱逐出境")
    return "，".join(parts)


def _person(defendant: Defendant) -> str:
    """One line about one accused."""
    sex = {Sex.MALE: "男", Sex.FEMALE: "女", None: ""}[defendant.sex]
    who = " ".join(part for part in (defendant.name, sex, defendant.born_on or "", defendant.nationality or "") if part)
    findings = [
        f"{sentence.charge} {'免予刑事处罚' if sentence.charge in defendant.exempted else _penalty(sentence.penalty)}".rstrip()
        for sentence in defendant.sentences
    ]
    if defendant.combined:
        findings.append("决定执行 " + _penalty(defendant.combined))
    term = (
        f"  {defendant.term_from or '?'} – {defendant.term_to or '?'}"
        if defendant.term_from or defendant.term_to
        else ""
    )
    done = f"  {'，'.join(_later(defendant))}" if _later(defendant) else ""
    return f"  {who}  {'；'.join(findings) or _OUTCOMES[defendant.outcome]}{term}{done}"


def _later(defendant: Defendant) -> list[str]:
    """What the document did to an earlier verdict on one accused."""
    told = [_TREATMENTS[defendant.treatment]] if defendant.treatment else []
    if defendant.case_end is CaseEnd.PROSECUTION_WITHDRAWN:
        told.append("撤回起诉")
    change = defendant.execution
    if change is not None:
        told.append(
            _EXECUTIONS[change.kind]
            + _MAIN.get(change.into or PenaltyKind.NONE, "")
            + _period(change.months, change.days)
        )
    return told


def view(name: str, reading: Reading) -> str:
    """The short view of one document."""
    head = [reading.case_number, reading.court, reading.pronounced_on, reading.disposition]
    lines = ["  ".join([name, *(str(part) for part in head if part)])]
    for cited in reading.cites:
        parts = (_RELATIONS[cited.relation], cited.case_number, cited.court, cited.pronounced_on)
        lines.append("  ↑ " + "  ".join(str(part) for part in parts if part))
    lines.extend(_person(defendant) for defendant in reading.defendants)
    lines.extend(f"  ✗ {wording.missing(code, 'zh')} / {wording.missing(code, 'en')}" for code in reading.missing)
    for found in reading.problems:
        facts = dict(found.facts)
        lines.append(f"  ! {wording.problem(found.code, facts, 'zh')} / {wording.problem(found.code, facts, 'en')}")
    doubtful = [path for path, sure in reading.sure.items() if sure is Sureness.DOUBTFUL]
    if doubtful:
        lines.append(f"  ? 存疑，须人工核对 / doubtful, to be looked at: {', '.join(doubtful)}")
    return "\n".join(lines)
