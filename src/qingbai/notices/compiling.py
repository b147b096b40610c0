"""Notice and text together, in the words of the register and of the law (要素汇总). Called only when they do not contradict one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingbai import reading
from qingbai.agencies import courts, divisions
from qingbai.law.dates import DateRange
from qingbai.law.effect import Decision, Recipient, procedure_of_retrial
from qingbai.law.prohibitions import Prohibition
from qingbai.law.routing import RecordFacts, keeping_registry
from qingbai.law.sealing import SealingFacts
from qingbai.law.terms import (
    CourtLevel,
    DecisionForm,
    DocumentKind,
    Instance,
    Offence,
    Outcome,
    PenaltyKind,
    Relation,
    Sex,
    SubjectKind,
    Treatment,
)
from qingbai.matching import identity
from qingbai.matching.identity import IdentityNumber
from qingbai.notices import crosscheck
from qingbai.notices.notice import JudgmentNotice, StatedDefendant
from qingbai.reading import Reading
from qingbai.registers.records import (
    Described,
    Document,
    ExecutionStated,
    NamedAs,
    Numbered,
    Period,
    RulingStated,
    Unsealed,
    Verdict,
)
from qingbai.registers.terms import NameKind, PaperKind, Prosecution

_HEAVIEST_FIRST = (
    PenaltyKind.DEATH,
    PenaltyKind.DEATH_SUSPENDED,
    PenaltyKind.LIFE,
    PenaltyKind.FIXED_TERM,
    PenaltyKind.DETENTION,
    PenaltyKind.CONTROL,
    PenaltyKind.NONE,
)
# Special courts by what they are called; the codes of case numbers tell the same (CASE-02).
_LEVELS: tuple[tuple[str, CourtLevel], ...] = (
    ("最高人民法院", CourtLevel.SUPREME),
    ("高级人民法院", CourtLevel.HIGH),
    ("中级人民法院", CourtLevel.INTERMEDIATE),
    ("中级法院", CourtLevel.INTERMEDIATE),
    ("海事法院", CourtLevel.INTERMEDIATE),
    ("知识产权法院", CourtLevel.INTERMEDIATE),
    ("金融法院", CourtLevel.INTERMEDIATE),
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """One defendant as stated and as read, in the order of the notice (逐人要素)."""

    stated: StatedDefendant
    read: reading.Defendant
    born: DateRange | None


def defendants(notice: JudgmentNotice, read: Reading) -> tuple[Compiled, ...]:
    """Every defendant of the notice with what the text says."""
    pairs = crosscheck.paired(notice, read)
    return tuple(
        Compiled(stated, pairs[place], crosscheck.born_of(stated, pairs[place]))
        for place, stated in enumerate(notice.defendants)
    )


def document(notice: JudgmentNotice, read: Reading) -> Document:
    """The document's heading."""
    assert read.instance is not None
    assert read.disposition is not None
    assert read.pronounced_on is not None
    return Document(
        court_name=read.court or notice.sender.name,
        court_code=notice.sender.code.strip(),
        case_number=read.case_number or notice.case_number,
        case_number_as_written=read.case_number_as_written or notice.case_number,
        paper=PaperKind(read.document or ""),
        instance=read.instance,
        disposition=read.disposition,
        prosecution=Prosecution(read.prosecution or ""),
        prosecutor=read.prosecutor or notice.prosecutor,
        pronounced_on=read.pronounced_on,
    )


@dataclass(frozen=True, slots=True)
class Dated:
    """From when something counts, None while it does not, and on what that rests: the court's statement, or the codes of the law's reasons."""

    effective_on: date | None
    ground: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case on which the document decides (所涉原案): its number, its court where the number alone does not name it, and how."""

    case_number: str
    court: str
    relation: Relation


_LEGACY = re.compile(r"字第")
_BY_INSTANCE = {
    Instance.APPEAL: Relation.APPEAL,
    Instance.RETRIAL: Relation.RETRIAL,
    Instance.COMMUTATION: Relation.COMMUTATION,
    Instance.REVIEW: Relation.REVIEW,
}
_WITHOUT_SENTENCE = (Outcome.EXEMPTED, Outcome.ACQUITTED, Outcome.NOT_RESPONSIBLE, Outcome.TERMINATED)


def earlier_cases(read: Reading) -> tuple[Earlier, ...] | None:
    """The cases that the document decides on; None where it must decide on one and does not say which, or how."""
    assert read.instance is not None
    found = []
    for cited in read.cites:
        relation = cited.relation or _BY_INSTANCE.get(read.instance)
        if relation is None:
            return None
        # Since 2016 a number names its court; before, only number and court together do (案号规定 2015).
        court = (cited.court or "") if _LEGACY.search(cited.case_number) else ""
        found.append(Earlier(cited.case_number, court, relation))
    return tuple(found) if found or read.instance in (Instance.FIRST, Instance.OTHER) else None


def has_verdict(read: Reading, one: reading.Defendant) -> bool:
    """Whether the document itself says what the verdict on a defendant is, be it new or restated; a mere ruling on an earlier one does not."""
    if read.instance is Instance.COMMUTATION or one.treatment in (Treatment.CORRECTED, Treatment.EXECUTION_CHANGED):
        return False
    return one.outcome in _WITHOUT_SENTENCE or (one.outcome is Outcome.CONVICTED and bool(one.sentences))


def rulings(one: Compiled, earlier: Sequence[Earlier], dated: Dated) -> tuple[RulingStated, ...]:
    """What the document did to the verdicts on one defendant in the earlier cases. ``verdict`` is left to whoever lays the record together."""
    treatment = one.read.treatment
    if treatment is None:
        return ()
    return tuple(
        RulingStated(
            name=one.stated.recorded_as or one.stated.name,
            relation=each.relation,
            treatment=treatment,
            earlier_court=each.court,
            earlier_case=each.case_number,
            effective_on=dated.effective_on,
            effect_ground=dated.ground,
        )
        for each in earlier
    )


def _procedure(read: Reading, sender: str) -> Instance | None:
    """Which procedure a retrial follows; None for any other document."""
    if read.instance is not Instance.RETRIAL:
        return None
    return procedure_of_retrial(read.court or sender, ((one.court or "", one.case_number) for one in read.cites))


def court_level(name: str) -> CourtLevel:
    """The level of a court from its name (法院层级)."""
    return next((level for word, level in _LEVELS if word in name), CourtLevel.BASIC)


def decision(notice: JudgmentNotice, read: Reading, one: Compiled) -> Decision:
    """What the legal force of the document depends on for one defendant."""
    assert read.instance is not None
    assert read.disposition is not None
    kinds = {penalty.kind for penalty in crosscheck.penalties_of(one.read)}
    return Decision(
        form=DecisionForm.JUDGMENT if read.document == PaperKind.JUDGMENT else DecisionForm.RULING,
        instance=read.instance,
        disposition=read.disposition,
        court_level=court_level(notice.sender.name),
        recipients=tuple(
            Recipient(
                party=served.party,
                who=served.who,
                received_on=served.received_on,
                challenge=served.challenge,
                filed_on=served.filed_on,
                withdrawn_on=served.withdrawn_on,
                leave_served_on=served.leave_served_on,
                civil_part_only=served.civil_part_only,
            )
            for served in notice.service
        ),
        pronounced_on=read.pronounced_on,
        retried_as=_procedure(read, notice.sender.name),
        heaviest=next((kind for kind in _HEAVIEST_FIRST if kind in kinds), PenaltyKind.NONE),
        below_statutory_minimum=notice.below_statutory_minimum,
        approved_on=notice.approved_on,
    )


def sealing_facts(read: Reading, one: Compiled) -> SealingFacts:
    """What sealing depends on for one defendant."""
    assert one.read.outcome is not None
    assert read.pronounced_on is not None
    return SealingFacts(
        subject=one.read.kind,
        outcome=one.read.outcome,
        born_on=one.born,
        offences=tuple(
            Offence(began=DateRange.parse(offence.began), ended=DateRange.parse(offence.ended))
            for offence in one.stated.offences
        ),
        judged_on=DateRange.on(read.pronounced_on),
        sentences=tuple(sentence.penalty for sentence in one.read.sentences),
        combined=one.read.combined,
        main_acts_before_18=one.stated.main_acts_before_18,
        combined_with_earlier=read.prior_revoked,
        charges=tuple(sentence.charge for sentence in one.read.sentences),
        division=one.stated.household,
    )


def verdict(notice: JudgmentNotice, read: Reading, one: Compiled, *, on: date, dated: Dated) -> Verdict:
    """One defendant's part as the register or the vault enters it on the day ``on``."""
    assert one.read.outcome is not None
    settled = one.stated.sealing_decision
    execution = one.stated.execution
    return Verdict(
        defendant=described(one),
        outcome=one.read.outcome,
        offences=tuple(Period(offence.began, offence.ended) for offence in one.stated.offences),
        sentences=one.read.sentences,
        combined=one.read.combined,
        effective_on=dated.effective_on,
        effect_ground=dated.ground,
        execution=ExecutionStated(execution.state, execution.on, notice.sender.name),
        main_acts_before_18=one.stated.main_acts_before_18,
        combined_with_earlier=read.prior_revoked,
        prosecution_approval=one.stated.prosecution_approval.strip(),
        unsealed=Unsealed(settled.decided_by, settled.reason) if settled is not None and not settled.sealed else None,
        term_from=one.read.term_from,
        term_to=one.read.term_to,
        prohibitions=prohibitions(one.stated),
        **_registry(notice, one, on),
    )


def prohibitions(stated: StatedDefendant) -> tuple[Prohibition, ...]:
    """What the court forbade a defendant (从业禁止、禁止令), in the words of the rules. ValueError where ``checks`` were passed over."""
    return tuple(
        Prohibition(kind=one.kind, activity=one.activity.strip(), months=one.months) for one in stated.prohibitions
    )


def _registry(notice: JudgmentNotice, one: Compiled, on: date) -> dict[str, Any]:
    """The registry that keeps the record (登记机关). Where no place is known at all, it is kept for nobody in particular."""
    facts = RecordFacts(
        subject=one.read.kind,
        foreigner=one.stated.nationality != "CHN",
        charges=tuple(sentence.charge for sentence in one.read.sentences),
        household=one.stated.household or None,
        court=courts.division_of(notice.sender.code.strip()),
    )
    found = keeping_registry(facts, on, divisions.successors())
    if found.value is None:
        return {}
    return {"authority": found.value.authority, "division": found.value.division}


def described(one: Compiled) -> Described:
    """Who a defendant is, by notice and text together."""
    stated, read = one.stated, one.read
    return Described(
        kind=read.kind,
        names=_names(stated, read),
        documents=_documents(stated, read) if read.kind is SubjectKind.PERSON else (),
        sex=stated.sex or read.sex or _sex_by_number(stated),
        born=_born_text(one.born, (stated.born_on, read.born_on or "")) if read.kind is SubjectKind.PERSON else "",
        nationality=stated.nationality,
        household=stated.household,
        household_as_written=read.household or "",
    )


def _names(stated: StatedDefendant, read: reading.Defendant) -> tuple[NamedAs, ...]:
    """The document's name first, then former names, aliases and the name in Latin letters, each once."""
    told = [
        (NameKind.NAME, stated.name),
        *((NameKind.FORMER, name) for name in stated.former_names),
        *((NameKind.ALIAS, alias) for alias in read.aliases),
        (NameKind.LATIN, stated.latin_name),
    ]
    found: dict[str, NameKind] = {}
    for kind, text in told:
        if text.strip():
            found.setdefault(text.strip(), kind)
    return tuple(NamedAs(kind, text) for text, kind in found.items())


def _documents(stated: StatedDefendant, read: reading.Defendant) -> tuple[Numbered, ...]:
    """The documents stated, and the resident number that only the text has, where it is well formed."""
    found = [Numbered(one.kind, one.country, identity.normalise(one.number)) for one in stated.documents]
    if read.id_number and not any(one.kind is DocumentKind.RESIDENT_ID for one in stated.documents):
        printed = identity.parse(DocumentKind.RESIDENT_ID, read.id_number, country="CHN")
        if isinstance(printed, IdentityNumber):
            found.append(Numbered(DocumentKind.RESIDENT_ID, "CHN", printed.number))
    return tuple(found)


def _sex_by_number(stated: StatedDefendant) -> Sex | None:
    numbers = (identity.parse(one.kind, one.number, country=one.country) for one in stated.documents)
    return next((one.sex for one in numbers if isinstance(one, IdentityNumber) and one.sex), None)


def _born_text(born: DateRange | None, stated: Sequence[str]) -> str:
    """The birth date as text, as precise as it is known."""
    if born is None:
        return ""
    if born.exact:
        return born.earliest.isoformat()
    return max(stated, key=len)
