"""What the law says of each defendant of a notice (逐人认定), before anything is entered: since when it counts, and whether it is sealed.

Everything that is wrong is raised at once, else every question that a person must answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qingbai import reading
from qingbai.agencies import calendars, regimes
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.law import names
from qingbai.law.effect import FINAL, days_that_may_be_stated, takes_effect_on
from qingbai.law.reasons import Code, because, yes
from qingbai.law.sealing import must_be_sealed, sealed_with_its_case, settled
from qingbai.law.terms import Answer, Finding, Reason, Treatment
from qingbai.law.wording import wording
from qingbai.notices import checks, compiling, crosscheck, finding
from qingbai.notices.compiling import Compiled, Earlier
from qingbai.notices.faults import NoticeHeld, NoticeRefused, fault
from qingbai.notices.finding import Place
from qingbai.notices.notice import JudgmentNotice
from qingbai.reading import Reading
from qingbai.registers.records import RulingStated, Verdict
from qingbai.sealing import cases
from qingbai.sealing import queries as orders


@dataclass(frozen=True, slots=True)
class Part:
    """One defendant, ready to be entered: the verdict, if the document has one of its own, what it did to earlier ones, and where
    both belong. ``rules``: on which a sealed one is sealed. ``place``: where the earlier verdict is kept, if it is on record."""

    one: Compiled
    verdict: Verdict | None
    rulings: tuple[RulingStated, ...]
    sealed: bool
    rules: str
    place: Place | None


def read_and_checked(notice: JudgmentNotice, on: date, as_read: Reading | None) -> tuple[Reading, tuple[Earlier, ...]]:
    """The text as read and the earlier cases that it decides on, after everything that can be checked was."""
    faults = checks.faults(notice, on=on)
    if any(found.field == "text" for found in faults):
        raise NoticeRefused(*faults)
    read = as_read or reading.read(notice.text)
    faults += crosscheck.faults(notice, read)
    if faults:
        raise NoticeRefused(*dict.fromkeys(faults))
    earlier = compiling.earlier_cases(read)
    unclear = _unclear(read, earlier)
    if earlier is None or unclear:
        raise NoticeHeld(unclear, [])
    return read, earlier


def _unclear(read: Reading, earlier: tuple[Earlier, ...] | None) -> list[Fault]:
    """What a person must say of a document before it can be entered: on which earlier record it decides, and what became of each defendant."""
    assert read.instance is not None
    zh, en = names.INSTANCES[read.instance]
    if earlier is None:
        return [fault("text", "changes_an_earlier_record", what=zh, what_en=en)]
    return [
        fault(f"defendants[{place}]", "changes_an_earlier_record", what=zh, what_en=en)
        for place, one in enumerate(read.defendants)
        if (earlier and one.treatment is None) or (not earlier and not compiling.has_verdict(read, one))
    ]


def decide(
    notice: JudgmentNotice, read: Reading, earlier: Sequence[Earlier], by: Actor, reference: str, on: date
) -> tuple[Part, ...]:
    """For each defendant what the law says of effect and seal. Raises with all contradictions, else with all open questions."""
    faults: list[Fault] = []
    questions: list[tuple[Fault, tuple[Reason, ...]]] = []
    parts = []
    for number, one in enumerate(compiling.defendants(notice, read)):
        path = f"defendants[{number}]"
        reckoned = _reckoned(notice, read, one, on)
        if notice.final_on is not None:
            faults.extend(_finality_faults(notice, notice.final_on, read, one, reckoned, on))
        elif reckoned.answer is Answer.PERSON:
            questions.append((_question(path, "effect_open", reckoned.because), reckoned.because))
        place = _place(one, earlier, by, reference)
        own = compiling.has_verdict(read, one.read)
        seal = _seal(read, one, place, own=own, on=on)
        if seal.sealed is None:
            questions.append((_question(path, "sealing_open", seal.because), seal.because))
        effective_on, ground = _effect(notice.final_on, reckoned)
        dated = compiling.Dated(effective_on, ground)
        parts.append(
            Part(
                one=one,
                verdict=compiling.verdict(notice, read, one, on=on, dated=dated) if own else None,
                rulings=compiling.rulings(one, earlier, dated),
                sealed=bool(seal.sealed),
                rules=seal.rules,
                place=place,
            )
        )
    if faults:
        raise NoticeRefused(*dict.fromkeys(faults))
    if questions:
        raise NoticeHeld([asked for asked, _ in questions], [reason for _, told in questions for reason in told])
    return tuple(parts)


def _reckoned(notice: JudgmentNotice, read: Reading, one: Compiled, on: date) -> Finding[date]:
    """From when what the document says of a defendant counts. A remand, a ruling on execution or a correction does as soon as it is pronounced."""
    assert read.pronounced_on is not None
    if one.read.treatment in (Treatment.QUASHED, Treatment.EXECUTION_CHANGED, Treatment.CORRECTED):
        reasons = [because(Code.FINAL_ON_PRONOUNCEMENT, FINAL, pronounced_on=read.pronounced_on)]
        return yes(reasons, read.pronounced_on)
    return takes_effect_on(compiling.decision(notice, read, one), on, calendars.calendar())


def _place(one: Compiled, earlier: Sequence[Earlier], by: Actor, reference: str) -> Place | None:
    """Where the earlier verdict on a defendant is kept: in the vault, if any of the cases decided on is there."""
    name = one.stated.recorded_as or one.stated.name
    found = [
        finding.where(court=each.court, case_number=each.case_number, name=name, viewer=by, basis=reference)
        for each in earlier
    ]
    places = [place for place in found if place is not None]
    return next((place for place in places if place.sealed), places[0] if places else None)


@dataclass(frozen=True, slots=True)
class _Seal:
    """Whether a defendant's part is sealed (None: a person must decide and has not), on which rules, and why."""

    sealed: bool | None
    rules: str
    because: tuple[Reason, ...] = ()


def _seal(read: Reading, one: Compiled, place: Place | None, *, own: bool, on: date) -> _Seal:
    """Whether it is sealed with the rest of its case, by a court's order, by its own facts or by a person's decision, in this order."""
    with_case = sealed_with_its_case(
        one.read.treatment,
        new_verdict=own,
        earlier_sealed=None if place is None else place.sealed,
        later_sealed=bool(own and cases.rulings_on(read.case_number or "", one.stated.name)),
    )
    if with_case is not None:
        stands = settled(with_case)
        return _Seal(stands.sealed, stands.rules[:200] if with_case.value else "")
    defendant = compiling.described(one)
    ordered = orders.ordered(court=read.court or "", case_number=read.case_number or "", defendant=defendant)
    if ordered is not None:
        return _Seal(sealed=True, rules=ordered)
    found = must_be_sealed(compiling.sealing_facts(read, one), on, regimes.in_house())
    decided = one.stated.sealing_decision
    stands = settled(found, decided.sealed, decided.decided_by) if decided else settled(found)
    return _Seal(stands.sealed, stands.rules[:200], found.because)


def _effect(final_on: date | None, reckoned: Finding[date]) -> tuple[date | None, str]:
    """The day of legal force, None where there is none yet, and on what it rests: the court's statement, or the law's reasons."""
    if final_on is not None:
        return final_on, "stated_by_court"
    codes = ",".join(dict.fromkeys(reason.code for reason in reckoned.because))[:200]
    return (reckoned.value if reckoned.answer is Answer.YES else None), codes


def _finality_faults(
    notice: JudgmentNotice, final_on: date, read: Reading, one: Compiled, reckoned: Finding[date], on: date
) -> Iterator[Fault]:
    """The day that the court states, against the one that follows from service, where service settles it."""
    at_once = one.read.treatment in (Treatment.QUASHED, Treatment.EXECUTION_CHANGED, Treatment.CORRECTED)
    if not notice.service or reckoned.answer is Answer.PERSON or at_once:
        return
    decision = compiling.decision(notice, read, one)
    if final_on not in days_that_may_be_stated(decision, on, calendars.calendar()):
        yield _contradiction(reckoned)


def _contradiction(reckoned: Finding[date]) -> Fault:
    day = reckoned.value
    if reckoned.answer is Answer.YES and day is not None:
        return fault("final_on", "finality_contradicts", found=day.isoformat(), found_en=day.isoformat())
    return fault("final_on", "finality_contradicts", found="尚未生效", found_en="not yet effective")


def _question(path: str, code: str, because: Sequence[Reason]) -> Fault:
    worded = [wording(reason) for reason in because]
    why = "".join(one.zh for one in worded)
    return fault(path, code, why=why, why_en=" ".join(one.en for one in worded))
