"""A notice against the text that it came with (比对): names, birth dates, numbers, charges, court, case number, dates.

A contradiction is never settled by taking the likelier side. All of them are told at once and nothing is entered.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from qingbai.incoming import Fault
from qingbai.law.prohibitions import LONGEST_MONTHS, Prohibition, may_be_ordered
from qingbai.law.reasons import Code
from qingbai.law.responsibility import old_enough
from qingbai.law.terms import (
    Answer,
    DateRange,
    Disposition,
    DocumentKind,
    Instance,
    Outcome,
    Penalty,
    PenaltyKind,
    SubjectKind,
    Treatment,
)
from qingbai.law.wording import wording
from qingbai.matching import identity, names
from qingbai.matching.identity import IdentityNumber
from qingbai.matching.names import Likeness
from qingbai.notices.checks import offence_of, partial_date
from qingbai.notices.faults import fault
from qingbai.notices.notice import JudgmentNotice, StatedDefendant
from qingbai.reading import Defendant, Reading, forbidding_clauses
from qingbai.registers.terms import ExecutionState

GUILTY = (Outcome.CONVICTED, Outcome.EXEMPTED)
_COURT_CODE = re.compile(r"（\d{4}）(最高法|[\u4e00-\u9fff]\d{0,4})[\u4e00-\u9fff]*?刑")
_SAME_NAME = (Likeness.SAME, Likeness.VARIANT, Likeness.MASKED)
_WORDS: Mapping[str, tuple[str, str]] = {
    "court": ("法院名称", "the court"),
    "case_number": ("案号", "the case number"),
    "verdict": ("判决主文", "the operative part"),
    "verdict_end": ("判决主文的结尾", "the end of the operative part"),
    "finding": ("对被告人的认定", "a finding about a defendant"),
    "judges": ("审判人员署名", "the judges' names"),
    "pronounced_on": ("判决日期", "the date of the judgment"),
    "document": ("文书种类", "the kind of document"),
    "instance": ("审级", "the instance"),
    "disposition": ("裁判方式", "what the court did"),
    "prosecutor": ("公诉机关或自诉人", "who prosecuted"),
    "outcome": ("裁判结果", "what was found"),
}


def faults(notice: JudgmentNotice, read: Reading) -> tuple[Fault, ...]:
    """Everything in which the notice and its text do not agree, and what the text does not say at all."""
    if read.refused or not read.defendants:
        lacking = read.missing or ("finding",)
        said = "缺少" + "、".join(_WORDS[name][0] for name in lacking)
        said_en = "without " + ", ".join(_WORDS[name][1] for name in lacking)
        return (fault("text", "no_judgment", said=said, said_en=said_en),)
    pairs = paired(notice, read)
    return (
        *_unread(notice, read),
        *_heading_faults(notice, read),
        *_service_faults(notice, read),
        *_date_faults(notice, read),
        *_list_faults(notice, read, pairs),
        *(found for place, other in pairs.items() for found in _one_faults(notice, place, other, read)),
        *_prohibition_faults(notice, read, pairs),
    )


def paired(notice: JudgmentNotice, read: Reading) -> dict[int, Defendant]:
    """Which defendant of the text each place of the notice means: the first of that name who is not taken yet."""
    left = list(read.defendants)
    pairs: dict[int, Defendant] = {}
    for place, stated in enumerate(notice.defendants):
        known_as = [name for name in (stated.name, stated.recorded_as) if name]
        same = next(
            (one for one in left if any(names.compare(name, one.name) in _SAME_NAME for name in known_as)), None
        )
        if same is not None:
            left.remove(same)
            pairs[place] = same
    return pairs


def born_of(stated: StatedDefendant, read: Defendant) -> DateRange | None:
    """The birth date as closely as notice, identity number and text together tell it; None where none of them does."""
    numbers = [identity.parse(one.kind, one.number, country=one.country) for one in stated.documents]
    told = [DateRange.on(one.born_on) for one in numbers if isinstance(one, IdentityNumber) and one.born_on]
    told += [day for text in (stated.born_on, read.born_on or "") if (day := partial_date(text)) is not None]
    return min(told, key=lambda day: day.latest - day.earliest, default=None)


def _unread(notice: JudgmentNotice, read: Reading) -> Iterator[Fault]:
    for name in ("document", "instance", "disposition"):
        if getattr(read, name) is None:
            yield fault("text", "unreadable", what=_WORDS[name][0], what_en=_WORDS[name][1])
    if not (read.prosecutor or notice.prosecutor):
        yield fault("prosecutor", "no_prosecutor")


def _heading_faults(notice: JudgmentNotice, read: Reading) -> Iterator[Fault]:
    if read.court and _plain(read.court) != _plain(notice.sender.name):
        yield fault("sender.name", "differs_from_text", found=read.court)
    if read.case_number and _plain(read.case_number) != _plain(notice.case_number):
        yield fault("case_number", "differs_from_text", found=read.case_number)
    code = _COURT_CODE.match(read.case_number or "")
    if code is not None and code[1] != notice.sender.code.strip():
        yield fault("sender.code", "differs_from_text", found=code[1])
    if read.prosecutor and notice.prosecutor and _plain(read.prosecutor) != _plain(notice.prosecutor):
        yield fault("prosecutor", "differs_from_text", found=read.prosecutor)


def _plain(text: str) -> str:
    """Without blanks, with one kind of brackets."""
    return re.sub(r"\s", "", text).translate(str.maketrans("()[]〔〕﹝﹞", "（）（）（）（）"))


def _service_faults(notice: JudgmentNotice, read: Reading) -> Iterator[Fault]:
    """A decision that others may still challenge, or that takes effect by service, says nothing by itself of when it does."""
    by_service = read.instance is Instance.FIRST or read.disposition is Disposition.ALLOW_WITHDRAWAL
    corrects = any(one.treatment is Treatment.CORRECTED for one in read.defendants)
    if by_service and not corrects and notice.final_on is None and not notice.service:
        yield fault("final_on", "no_finality")


def _date_faults(notice: JudgmentNotice, read: Reading) -> Iterator[Fault]:
    """Nothing is served, final or approved before the judgment was given."""
    assert read.pronounced_on is not None  # or the text was refused
    days = {"final_on": notice.final_on, "approved_on": notice.approved_on}
    days |= {f"service[{place}].received_on": one.received_on for place, one in enumerate(notice.service)}
    for field, day in days.items():
        if day is not None and day < read.pronounced_on:
            yield fault(field, "before_pronouncement", pronounced=read.pronounced_on.isoformat())


def _list_faults(notice: JudgmentNotice, read: Reading, pairs: Mapping[int, Defendant]) -> Iterator[Fault]:
    for place in range(len(notice.defendants)):
        if place not in pairs:
            yield fault(f"defendants[{place}].name", "name_not_in_text")
    for place, one in enumerate(read.defendants, 1):
        if not any(one is taken for taken in pairs.values()):
            yield fault("defendants", "defendant_missing", place=str(place))


def _one_faults(notice: JudgmentNotice, place: int, read: Defendant, whole: Reading) -> Iterator[Fault]:
    stated, path = notice.defendants[place], f"defendants[{place}]"
    if read.outcome is None and not _only_rules_on_another(read):
        yield fault(path, "unreadable", what=_WORDS["outcome"][0], what_en=_WORDS["outcome"][1])
    if read.kind is SubjectKind.UNIT:
        yield from _unit_faults(stated, path)
    else:
        yield from _identity_faults(stated, read, path)
    if not _only_rules_on_another(read):
        yield from _charge_faults(stated, read, path)
        yield from _execution_faults(stated, read, path)
    if whole.pronounced_on is not None:
        yield from _offence_faults(stated, read, path, whole.pronounced_on)


def _only_rules_on_another(read: Defendant) -> bool:
    """Whether the document says of this defendant only what becomes of an earlier verdict, and no verdict of its own."""
    if read.treatment in (Treatment.QUASHED, Treatment.EXECUTION_CHANGED, Treatment.CORRECTED):
        return True
    return read.treatment in (Treatment.UPHELD, Treatment.WITHDRAWN) and not read.sentences


def _unit_faults(stated: StatedDefendant, path: str) -> Iterator[Fault]:
    """What only a natural person has."""
    for name in ("documents", "sex", "born_on", "latin_name", "prosecution_approval", "main_acts_before_18"):
        if getattr(stated, name):
            yield fault(f"{path}.{name}", "unit_with_person_fields")


def _identity_faults(stated: StatedDefendant, read: Defendant, path: str) -> Iterator[Fault]:
    if read.sex is not None and stated.sex is not None and read.sex is not stated.sex:
        yield fault(f"{path}.sex", "differs_from_text", found={"M": "男", "F": "女"}[read.sex])
    mine, theirs = partial_date(stated.born_on), partial_date(read.born_on or "")
    if mine is not None and theirs is not None and (mine.latest < theirs.earliest or theirs.latest < mine.earliest):
        yield fault(f"{path}.born_on", "differs_from_text", found=read.born_on or "")
    for number, document in enumerate(stated.documents):
        printed = read.passport if document.kind is DocumentKind.PASSPORT else read.id_number
        comparable = document.kind in (DocumentKind.PASSPORT, DocumentKind.RESIDENT_ID, DocumentKind.HOUSEHOLD_BOOK)
        if printed and comparable:
            yield from _number_faults(f"{path}.documents[{number}].number", document.number, printed)


def _number_faults(field: str, stated: str, printed: str) -> Iterator[Fault]:
    """Where the number stated and the number printed differ; what is printed as a star agrees with anything."""
    mine, theirs = identity.normalise(stated), identity.normalise(printed)
    if len(mine) != len(theirs):
        yield fault(field, "number_length_differs_from_text", found=str(len(theirs)))
        return
    apart = [
        str(place)
        for place, (one, other) in enumerate(zip(mine, theirs, strict=True), 1)
        if one != other and other not in identity.MASKS
    ]
    if apart:
        yield fault(field, "number_differs_from_text", positions="、".join(apart), positions_en=", ".join(apart))


def _charge_faults(stated: StatedDefendant, read: Defendant, path: str) -> Iterator[Fault]:
    printed = [sentence.charge for sentence in read.sentences]
    if read.outcome in GUILTY and (not printed or "" in printed):
        yield fault(f"{path}.charges", "no_charge")
    elif sorted(map(_plain, stated.charges)) != sorted(map(_plain, printed)):
        yield fault(f"{path}.charges", "differs_from_text", found="、".join(printed) or "无")


def penalties_of(read: Defendant) -> tuple[Penalty, ...]:
    """Every punishment that the text imposes on a defendant."""
    own = tuple(sentence.penalty for sentence in read.sentences)
    return own if read.combined is None else (*own, read.combined)


def _execution_faults(stated: StatedDefendant, read: Defendant, path: str) -> Iterator[Fault]:
    """A state of execution that what the court decided cannot have."""
    state = stated.execution.state
    nothing_to_execute = read.outcome is not Outcome.CONVICTED
    on_probation = any(penalty.probation_months for penalty in penalties_of(read))
    imprisoned = any(
        penalty.kind in (PenaltyKind.FIXED_TERM, PenaltyKind.LIFE, PenaltyKind.DETENTION, PenaltyKind.DEATH_SUSPENDED)
        for penalty in penalties_of(read)
    )
    if (
        (state is ExecutionState.NONE) is not nothing_to_execute
        or (state is ExecutionState.PROBATION and not on_probation)
        or (state is ExecutionState.PAROLE and not imprisoned)
    ):
        yield fault(f"{path}.execution.state", "execution_contradicts")


def _prohibition_faults(notice: JudgmentNotice, read: Reading, pairs: Mapping[int, Defendant]) -> Iterator[Fault]:
    """What the operative part forbids is stated, and what is stated stands in the document and goes with its verdict."""
    told = forbidding_clauses(notice.text, [one.name for one in read.defendants])
    whole = _plain(notice.text)
    for place, one in pairs.items():
        if _only_rules_on_another(one):
            continue
        stated, path = notice.defendants[place].prohibitions, f"defendants[{place}].prohibitions"
        if one.name in told and not stated:
            yield fault(path, "prohibition_not_stated", found="；".join(told[one.name]))
        for number, each in enumerate(stated):
            if not each.activity.strip() or (each.months is not None and not 1 <= each.months <= LONGEST_MONTHS):
                continue  # told already by checks
            if _plain(each.activity) not in whole:
                yield fault(f"{path}[{number}].activity", "activity_not_in_text")
            ordered = Prohibition(kind=each.kind, activity=each.activity, months=each.months)
            found = may_be_ordered(ordered, one.outcome or Outcome.UNDECIDED, penalties_of(one))
            if found.answer is Answer.NO:
                said = [wording(reason) for reason in found.because]
                yield fault(
                    f"{path}[{number}]",
                    "prohibition_contradicts",
                    said="".join(words.zh for words in said),
                    said_en=" ".join(words.en for words in said),
                )


def _offence_faults(stated: StatedDefendant, read: Defendant, path: str, judged_on: date) -> Iterator[Fault]:
    """No offence after its judgment, none before an age at which somebody can be convicted (刑法 17)."""
    born = None if read.kind is SubjectKind.UNIT else born_of(stated, read)
    for number, one in enumerate(stated.offences):
        offence = offence_of(one.began, one.ended)
        if offence is None or offence.ended is None:
            continue  # told already by checks
        place = f"{path}.offences[{number}]"
        if offence.ended.earliest > judged_on:
            yield fault(f"{place}.ended", "offence_after_judgment", pronounced=judged_on.isoformat())
        elif born is not None and read.outcome in GUILTY:
            finding = old_enough(born, offence, judged_on)
            if finding.answer is Answer.NO:
                yield fault(place, "too_young", age=str(finding.value))
            elif finding.answer is Answer.PERSON and not stated.prosecution_approval.strip():
                grave = any(reason.code == Code.ONLY_GRAVEST_CRIMES for reason in finding.because)
                yield fault(place, "needs_approval" if grave else "age_unsettled")
