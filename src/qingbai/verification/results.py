"""What was found about a paper, in words (核验结果): five questions, each with a word, an icon and a sentence; names hidden from who has only a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from qingbai.certificates import attestation, comparing, questions
from qingbai.certificates.attestation import Attestation
from qingbai.certificates.claim import Bilingual, Claim, Holder
from qingbai.certificates.comparing import Agreement, Before, Field
from qingbai.certificates.letters import Letter
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.countries import NAMES
from qingbai.certificates.queries import Shown
from qingbai.certificates.questions import Answers, Question
from qingbai.certificates.status import Status
from qingbai.certificates.verify import Holds, Verdict, Verdicts
from qingbai.verification.checking import Check
from qingbai.verification.voices import CHINESE, ENGLISH, Voice, voice

STAR = "＊"
Fact = tuple[str, str]
_LABELS = {Field.NAME: "name", Field.NUMBER: "document", Field.BORN: "born"}


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer; ``code`` is the reason for programs."""

    question: str
    holds: str
    word: str
    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of what was typed, and whether the paper says the same."""

    label: str
    how: str
    word: str


@dataclass(frozen=True, slots=True)
class Title:
    """The verdict in one language."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One check, ready for the page. ``answers`` and ``agreements`` are the same for who writes a report of it."""

    holds: str
    titles: tuple[Title, Title]
    at: str
    questions: tuple[Answered, ...]
    facts: tuple[Fact, ...]
    masked: bool
    on_paper: bool = False
    compared: tuple[Compared, ...] = ()
    warning: str = ""
    advice: str = ""
    limits: tuple[str, ...] = ()
    number: str = ""
    answers: Answers
    agreements: Mapping[Field, Agreement]


class _Holding(TypedDict):
    holds: str
    warning: str


def of_check(check: Check, before: Before, *, say: Voice) -> Result:
    """What one check found, whatever was checked."""
    at = check.at
    if check.elsewhere:
        return of_another_site(check.elsewhere, at=at, say=say)
    if check.report is not None:
        return of_report(check.report, at=at, say=say)
    if check.verdicts is not None:
        return of_file(check.verdicts, before, at=at, say=say)
    if check.square is not None:
        return of_square(check.square, before, at=at, say=say, photo=check.photo)
    return of_code(check.shown, before, at=at, say=say, photo=check.photo)


def of_file(verdicts: Verdicts, before: Before, *, at: datetime, say: Voice) -> Result:
    """The verdicts on an uploaded file. What it says is shown only where it is genuine, and compared only then."""
    content = verdicts.claim if verdicts.genuine else None
    agreements = comparing.compared(content, before)
    answers = questions.of_file(verdicts, comparing.verdict(agreements))
    in_force = verdicts.genuine and verdicts.current.holds is Holds.YES
    return Result(
        **_holding(Holds.YES if in_force else Holds.NO, answers, say),
        titles=titles(_summary(verdicts), say),
        at=say.moment(at),
        questions=_answered(answers, say),
        facts=whole(content, say) if content is not None else (),
        masked=False,
        compared=_compared(agreements, say) if content is not None and not before.is_empty else (),
        limits=_limits(content, say),
        number=content.number if content is not None else "",
        answers=answers,
        agreements=agreements,
    )


def of_square(verdicts: Verdicts, before: Before, *, at: datetime, say: Voice, photo: bool) -> Result:
    """The verdicts on a code that carries a signed claim. All that must be printed is shown: who scanned it has it."""
    content = verdicts.claim if verdicts.genuine else None
    agreements = comparing.compared(content, before)
    answers = questions.of_square(verdicts, comparing.verdict(agreements))
    current = verdicts.current.holds if verdicts.genuine else Holds.NO
    summary = "sum_compare" if current is Holds.YES else _summary(verdicts)
    return Result(
        **_holding(current, answers, say),
        titles=titles(summary, say),
        at=say.moment(at),
        questions=_answered(answers, say),
        facts=whole(content, say) if content is not None else (),
        masked=False,
        on_paper=True,
        compared=_compared(agreements, say) if content is not None and not before.is_empty else (),
        advice=say["photo_note"] if photo else "",
        limits=_limits(content, say),
        number=content.number if content is not None else "",
        answers=answers,
        agreements=agreements,
    )


def of_code(shown: Shown | None, before: Before, *, at: datetime, say: Voice, photo: bool = False) -> Result:
    """What our records say of a code, and of a number where one was given."""
    if shown is None:
        return _refused(questions.of_code(Status.UNKNOWN), ("sum_none", say["advice_code"]), at, say)
    agreements = comparing.compared(shown.claim, before)
    answers = questions.of_code(shown.status, comparing.verdict(agreements))
    current = answers[Question.CURRENT].holds
    return Result(
        **_holding(current, answers, say),
        titles=titles("sum_compare" if current is Holds.YES else "sum_old", say),
        at=say.moment(at),
        questions=_answered(answers, say),
        facts=_masked(shown.claim, say),
        masked=True,
        on_paper=True,
        compared=() if before.is_empty else _compared(agreements, say),
        advice=say["photo_note"] if photo else "",
        limits=_limits(shown.claim, say),
        number=shown.claim.number,
        answers=answers,
        agreements=agreements,
    )


def of_report(report: Attestation, *, at: datetime, say: Voice) -> Result:
    """A report of an earlier check, unchanged and signed here: what it says is repeated, and that it speaks of then."""
    answers: Answers = {
        Question.INTACT: Verdict(Holds.YES, "intact"),
        Question.ISSUER: Verdict(Holds.YES, "issuer"),
    }
    said = tuple(
        (say[f"q_{question.value}"], f"{say[one.holds.value]} ({one.code})") for question, one in report.answers.items()
    )
    return Result(
        holds=Holds.YES.value,
        titles=titles("sum_report", say),
        at=say.moment(at),
        questions=_answered(answers, say),
        facts=(
            (say["kind"], say.value(Bilingual(zh=attestation.TITLE[0], en=attestation.TITLE[1]))),
            (say["number"], report.number),
            (say["report_at"], say.moment(report.at)),
            (say["report_about"], report.paper or "—"),
            ("SHA-256", report.sha256 or "—"),
            *said,
        ),
        masked=False,
        advice=say["report_then"],
        limits=_limits(None, say),
        answers=report.answers,
        agreements=report.compared,
    )


def of_another_site(host: str, *, at: datetime, say: Voice) -> Result:
    """The code in a photo leads to a site that is not ours."""
    answers = {**questions.of_code(Status.UNKNOWN), Question.ISSUER: Verdict(Holds.NO, "other_site")}
    sentence = say["r_other_site"].format(site=host)
    return _refused(answers, ("sum_no", sentence), at, say)


def _refused(answers: Answers, told: tuple[str, str], at: datetime, say: Voice) -> Result:
    title, advice = told
    return Result(
        holds=Holds.NO.value,
        titles=titles(title, say),
        at=say.moment(at),
        questions=_answered({Question.ISSUER: answers[Question.ISSUER]}, say, advice if title == "sum_no" else ""),
        facts=(),
        masked=True,
        advice="" if title == "sum_no" else advice,
        answers=answers,
        agreements=dict.fromkeys(Field, Agreement.NOT_COMPARED),
    )


def _summary(verdicts: Verdicts) -> str:
    if not verdicts.genuine:
        return "sum_no"
    return {"current": "sum_current", "not_current": "sum_old"}.get(verdicts.current.code, "sum_not_found")


def _holding(found: Holds, answers: Answers, say: Voice) -> _Holding:
    """How the whole is marked: a genuine paper that is somebody else's is no good one, and that is said first."""
    person = answers[Question.PERSON]
    if found is Holds.YES and person.holds is Holds.NO:
        return {"holds": Holds.UNKNOWN.value, "warning": say.reason(Question.PERSON, person)}
    return {"holds": found.value, "warning": ""}


def titles(key: str, say: Voice) -> tuple[Title, Title]:
    """The verdict in the reader's language, and beside it in the other one that an office may know."""
    other = voice(ENGLISH if say.code != ENGLISH else CHINESE)
    return Title(say.code, say[key]), Title(other.code, other[key])


def _answered(answers: Answers, say: Voice, sentence: str = "") -> tuple[Answered, ...]:
    return tuple(
        Answered(
            question=say[f"q_{question.value}"],
            holds=one.holds.value,
            word=say[one.holds.value],
            sentence=sentence or say.reason(question, one),
            code=one.code,
        )
        for question, one in answers.items()
    )


def _compared(agreements: Mapping[Field, Agreement], say: Voice) -> tuple[Compared, ...]:
    icons = {Agreement.MATCH: "yes", Agreement.DIFFERS: "no", Agreement.NOT_COMPARED: "unknown"}
    return tuple(Compared(say[_LABELS[field]], icons[one], say[one.value]) for field, one in agreements.items())


def _limits(content: Claim | Letter | None, say: Voice) -> tuple[str, ...]:
    """What the paper does not prove: of a letter by its kind, of any other what holds for all."""
    own = tuple(say.value(words) for words in wording.not_proven(content)) if content is not None else ()
    return (*(own or (say["proves_not_text"],)), say["address"])


def whole(content: Claim | Letter, say: Voice) -> tuple[Fact, ...]:
    """Everything the paper says; of a letter's list only how long it is, for the file itself is proven."""
    if isinstance(content, Letter):
        stated = tuple((say.value(fact.label), say.value(fact.value)) for fact in wording.facts(content))
        return (*_statement(content, say), *stated, *_list(content, say), *_issue(content, say))
    holder = content.holder
    sex, document = wording.SEXES[holder.sex], wording.DOCUMENTS[holder.document]
    zh, en = NAMES.get(holder.nationality, ("", ""))
    country = (zh if say.code == CHINESE else en) or holder.nationality
    return (
        *_statement(content, say),
        (say["name"], " ".join(part for part in (holder.native, holder.latin) if part)),
        (say["sex"], say.value(sex)),
        (say["born"], say.value(wording.day(holder.born_on))),
        (say["document"], holder.document_number + say.in_brackets(say.value(document))),
        (say["nationality"], country + say.in_brackets(holder.nationality)),
        (say["period"], say.value(wording.period(content))),
        (say["purpose"], say.value(content.purpose)),
        *_issue(content, say),
    )


def _masked(content: Claim | Letter, say: Voice) -> tuple[Fact, ...]:
    """Enough to compare with the paper, not enough to learn who it is about."""
    if isinstance(content, Letter):
        return (*_statement(content, say), *_list(content, say), *_issue(content, say))
    holder = content.holder
    document = say.value(wording.DOCUMENTS[holder.document])
    return (
        *_statement(content, say),
        (say["name"], masked_name(holder)),
        (say["document"], masked_number(holder.document_number) + say.in_brackets(document)),
        (say["period"], say.value(wording.period(content))),
        *_issue(content, say),
    )


def _statement(content: Claim | Letter, say: Voice) -> tuple[Fact, ...]:
    rows = ((say["kind"], say.value(wording.TITLES[content.kind])), (say["number"], content.number))
    if isinstance(content, Letter):
        return rows
    told = wording.statement(content)
    own = "" if say.of_the_site else f"{say[content.statement.value]} / "
    return (*rows, (say["states"], own + say.value(told)))


def _list(content: Letter, say: Voice) -> tuple[Fact, ...]:
    rows = len(content.table.rows) if content.table else 0
    return ((say["rows"], str(rows)),) if rows else ()


def _issue(content: Claim | Letter, say: Voice) -> tuple[Fact, ...]:
    rows = [
        (say["by"], say.value(content.organ)),
        (say["office"], say.value(content.office)),
        (say["issued"], say.value(wording.day(content.issued_on))),
    ]
    if content.valid_until:
        rows.append((say["valid"], say.value(wording.day(content.valid_until))))
    return tuple(rows)


def masked_name(holder: Holder) -> str:
    """The first character of the name, or the first letters of a Latin one; as many stars whatever its length."""
    if holder.native:
        return holder.native[0] + STAR * 2
    return " ".join(word[0] + STAR * 2 for word in holder.latin.split())


def masked_number(number: str) -> str:
    """The last four characters; short numbers keep two."""
    kept = 4 if len(number) > 8 else 2
    return STAR * 4 + number[-kept:]
