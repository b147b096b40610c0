"""The questions that can be put to the law from facts alone (可以单独提出的问题), each with the form of its facts.

``QUESTIONS`` names them; ``law.facts`` reads their facts strictly, ``law.schema`` describes them, ``qingbai decide`` asks them.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from qingbai.law import (
    admission,
    catalogue,
    clean_record,
    coverage,
    disclosure,
    effect,
    expected,
    frequency,
    jurisdiction,
    materials,
    opening,
    responsibility,
    routing,
    sealed,
    sealing,
    time_limits,
)
from qingbai.law.cases import (
    CleanRecordCase,
    ConditionsCase,
    CoverageCase,
    DisclosureCase,
    EffectCase,
    ExpectedCase,
    FrequencyCase,
    JurisdictionCase,
    LateCase,
    MaterialsCase,
    OnlineCase,
    OpeningCase,
    ResponsibilityCase,
    RoutingCase,
    SealingCase,
    TermCase,
    TimeLimitCase,
    UnsealingCase,
)
from qingbai.law.question import NO_CALENDAR, Question
from qingbai.law.service_questions import SERVICE
from qingbai.law.terms import Finding


def _due(case: TimeLimitCase) -> Finding[date]:
    calendar = case.calendar or NO_CALENDAR
    if case.working_days is None:
        return time_limits.inquiry_due_on(case.start_on, calendar, case.pauses, case.limits)
    return time_limits.due_on(case.start_on, case.working_days, calendar, case.pauses)


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "clean_record": Question(
            "是否有犯罪记录",
            "Is there a criminal record?",
            CleanRecordCase,
            clean_record,
            lambda case: clean_record.has_criminal_record(case.outcomes, case.on),
        ),
        "effect": Question(
            "裁判何时生效",
            "When does the decision take effect?",
            EffectCase,
            effect,
            lambda case: effect.takes_effect_on(case, case.on, case.calendar or NO_CALENDAR, case.periods),
        ),
        "sealing": Question(
            "是否应当封存",
            "Must the record be sealed?",
            SealingCase,
            sealing,
            lambda case: sealing.must_be_sealed(case, case.on),
        ),
        "opening": Question(
            "是否许可查询被封存的记录",
            "May a sealed record be opened?",
            OpeningCase,
            opening,
            lambda case: opening.may_open(case, case.on),
        ),
        "unsealing": Question(
            "是否解除封存",
            "Does the seal fall?",
            UnsealingCase,
            opening,
            lambda case: opening.must_be_unsealed(case, case.on),
        ),
        "marking": Question(
            "卷宗如何封存、标注",
            "How is the file kept?",
            sealed.FileFacts,
            sealed,
            sealed.how_to_mark,
        ),
        "responsibility": Question(
            "犯罪时是否达到刑事责任年龄",
            "Old enough to be convicted?",
            ResponsibilityCase,
            responsibility,
            lambda case: responsibility.old_enough(case.born_on, case.offence, case.judged_on),
        ),
        "catalogue": Question(
            "刑罚是否合乎法定种类和期限",
            "Does the punishment fit the catalogue?",
            catalogue.PunishmentFacts,
            catalogue,
            catalogue.fits_catalogue,
        ),
        "routing": Question(
            "由哪个机关登记",
            "Which registry keeps the record?",
            RoutingCase,
            routing,
            lambda case: routing.keeping_registry(case, case.on),
        ),
        "expected": Question(
            "还应当收到哪些通报",
            "Which notices must still come?",
            ExpectedCase,
            expected,
            lambda case: expected.expected_notices(case, case.calendar or NO_CALENDAR),
        ),
        "late": Question(
            "通报迟延多久",
            "How late did a notice come?",
            LateCase,
            expected,
            lambda case: expected.late_by(case.notice, case.event_on, case.received_on, case.calendar or NO_CALENDAR),
        ),
        "jurisdiction": Question(
            "由哪些单位受理",
            "Which offices may accept the inquiry?",
            JurisdictionCase,
            jurisdiction,
            lambda case: jurisdiction.accepting_offices(case, case.offices, case.on, case.rule),
        ),
        "materials": Question(
            "缺少哪些材料",
            "Which papers are missing?",
            MaterialsCase,
            materials,
            lambda case: materials.missing_papers(case, case.on, case.rule),
        ),
        "online": Question(
            "能否网上申请",
            "May this be asked online?",
            OnlineCase,
            admission,
            lambda case: admission.may_ask_online(case, case.rule),
        ),
        "conditions": Question(
            "是否符合地方受理条件",
            "Are the region's own conditions met?",
            ConditionsCase,
            admission,
            lambda case: admission.local_conditions(case, case.on, case.rule),
        ),
        "coverage": Question(
            "证明覆盖哪段时间",
            "Which time does the certificate cover?",
            CoverageCase,
            coverage,
            lambda case: coverage.covered_time(case.asked, case.ties, case.rule, case.on),
        ),
        "frequency": Question(
            "是否属于多次查询",
            "Is this asking often?",
            FrequencyCase,
            frequency,
            lambda case: frequency.asks_often(case.earlier, case.on, case.rule),
        ),
        "time_limits": Question("何时到期", "By when is it due?", TimeLimitCase, time_limits, _due),
        "term": Question(
            "刑期何时届满",
            "When does the term end?",
            TermCase,
            time_limits,
            lambda case: time_limits.term_ends_on(case.starts_on, case.months, case.days),
        ),
        "disclosure": Question(
            "以何种文书答复",
            "Which paper answers?",
            DisclosureCase,
            disclosure,
            lambda case: disclosure.answering_paper(case.found, case.on, case.period),
        ),
        **SERVICE,
    }
)
