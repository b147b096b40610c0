"""The questions about bars, about those who ask of others and about objections (从业禁止、单位和办案查询、异议); part of ``law.questions``."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from qingbai.law import asking, bans, objections, objectors, official, prohibitions, units, vetting
from qingbai.law.bars import BARS
from qingbai.law.parameters import REVIEW_RULES, ProbationReading, ReviewRule, in_force
from qingbai.law.question import NO_CALENDAR, Question
from qingbai.law.service_cases import (
    AskingCase,
    BarsCase,
    CheckDueCase,
    ExtensionCase,
    FollowsCase,
    ForbiddenCase,
    MustCheckCase,
    OfficialCase,
    ProhibitionCase,
    RelationCase,
    ReviewDueCase,
    ToldCase,
    UnitPapersCase,
    VettingCase,
)
from qingbai.law.terms import Finding


def _bars(case: BarsCase) -> Finding[tuple[str, ...]] | Finding[tuple[bans.Caught, ...]]:
    if case.bar is None:
        return bans.bars_against(case.convictions, case.on, probation=case.probation)
    return bans.barred(BARS[case.bar], case.convictions, case.on, probation=case.probation)


def _asking(case: AskingCase) -> Finding[None]:
    bar = BARS[case.bar] if case.bar else None
    return asking.may_ask(case.inquirer, bar, case.tie, case.on, other_basis=case.other_basis)


def _forbidden(case: ForbiddenCase) -> Finding[prohibitions.Lasts]:
    reading = case.probation or ProbationReading.OPEN
    return prohibitions.still_forbids(case.prohibition, case.execution, case.on, reading)


def _rule(given: ReviewRule | None, on: date) -> ReviewRule:
    """The rule of a region, else the national one of the day."""
    national = in_force(REVIEW_RULES, on)
    return given or (national.value if national else ReviewRule())


def _review_due(case: ReviewDueCase) -> Finding[date]:
    rule = _rule(case.rule, case.accepted_on)
    return objections.review_due_on(case.accepted_on, case.calendar or NO_CALENDAR, rule, case.extension, case.pauses)


def _extension(case: ExtensionCase) -> Finding[date]:
    return objections.may_extend(case, case.calendar or NO_CALENDAR, _rule(case.rule, case.accepted_on))


SERVICE: Mapping[str, Question] = MappingProxyType(
    {
        "bars": Question("属于哪些从业禁止", "Which bars from posts apply?", BarsCase, bans, _bars),
        "prohibition": Question(
            "法院能否宣告该禁止事项",
            "Can the court have forbidden this?",
            ProhibitionCase,
            prohibitions,
            lambda case: prohibitions.may_be_ordered(case.prohibition, case.outcome, case.penalties),
        ),
        "forbidden": Question("是否仍在禁止期限内", "Is it still forbidden?", ForbiddenCase, prohibitions, _forbidden),
        "asking": Question("能否查询他人", "May this be asked about somebody else?", AskingCase, asking, _asking),
        "unit_papers": Question(
            "单位还缺哪些材料",
            "Which papers of the unit are missing?",
            UnitPapersCase,
            units,
            lambda case: units.missing_unit_papers(case.present),
        ),
        "relation": Question(
            "关系是否已经证明",
            "Is the relation shown?",
            RelationCase,
            units,
            lambda case: units.relation_shown(case.proof, consented=case.consented),
        ),
        "must_check": Question(
            "单位是否负有查询义务",
            "Must the unit check its staff?",
            MustCheckCase,
            vetting,
            lambda case: vetting.must_check(case.unit),
        ),
        "check_due": Question(
            "何时应当查询",
            "When is the check due?",
            CheckDueCase,
            vetting,
            lambda case: vetting.check_due_on(case.started_on, case.last_checked_on, case.on),
        ),
        "vetting": Question(
            "从业查询是否命中",
            "Is there a hit in vetting?",
            VettingCase,
            vetting,
            lambda case: vetting.is_hit(case.scope, case.convictions, case.on, case.apart),
        ),
        "what_follows": Question(
            "命中后如何处理",
            "What follows from a hit?",
            FollowsCase,
            vetting,
            lambda case: vetting.what_follows(case.hit, in_service=case.in_service),
        ),
        "official": Question(
            "办案、许可等查询可否答复",
            "May the request be served?",
            OfficialCase,
            official,
            lambda case: official.may_be_served(case, case.on),
        ),
        "official_papers": Question(
            "办案、许可等查询还缺哪些材料",
            "Which papers of the request are missing?",
            official.OfficialRequest,
            official,
            official.missing_papers,
        ),
        "told": Question(
            "可以告知哪些事项",
            "What may be told?",
            ToldCase,
            official,
            lambda case: official.may_be_told(case.asker),
        ),
        "objection": Question(
            "能否提出异议",
            "May this be objected to here?",
            objectors.ObjectionFacts,
            objectors,
            objectors.may_object,
        ),
        "objection_papers": Question(
            "异议还缺哪些材料",
            "What does the objection lack?",
            objectors.ObjectionFacts,
            objectors,
            objectors.missing_in_objection,
        ),
        "review_due": Question("复查何时到期", "By when is the review due?", ReviewDueCase, objections, _review_due),
        "extension": Question(
            "复查可否延期",
            "May the review be extended?",
            ExtensionCase,
            objections,
            _extension,
        ),
        "review": Question(
            "复查如何作出结论",
            "How must the review end?",
            objections.ReviewFacts,
            objections,
            objections.outcome_of,
        ),
        "dispute": Question(
            "人案关联是否暂停适用",
            "Is the link suspended?",
            objections.DisputeFacts,
            objections,
            objections.must_suspend,
        ),
    }
)
