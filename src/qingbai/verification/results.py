"""What was found about a paper, in words (核验结果): three questions, each with a word, an icon and a sentence; names hidden from who has only a code."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from qingbai.certificates.claim import Claim, Holder
from qingbai.certificates.letters import Letter
from qingbai.certificates.paper import wording
from qingbai.certificates.queries import Shown
from qingbai.certificates.status import Status
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import Holds, Verdict, Verdicts
from qingbai.pages.language import english, in_ours

STAR = "＊"
COMPARE = ("确已出具且有效，请与手中文书比对。", "Issued and in force. Now compare it with your paper.")


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer."""

    question: str
    holds: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Result:
    """One check, ready for the page."""

    holds: str
    title: str
    title_other: str
    other_lang: str
    at: datetime
    questions: tuple[Answered, ...]
    facts: tuple[tuple[str, str], ...]
    masked: bool
    advice: str = ""
    limits: tuple[str, ...] = ()


def of_file(verdicts: Verdicts, at: datetime) -> Result:
    """The verdicts on an uploaded file. What it says is shown only where it is genuine."""
    holds = Holds.YES if verdicts.genuine and verdicts.current.holds is Holds.YES else Holds.NO
    return Result(
        *_titles(holds, (verdicts.summary_zh, verdicts.summary_en)),
        at=at,
        questions=(
            _answered(_("Is it unchanged and genuinely signed?"), verdicts.signed),
            _answered(_("Does it stand in the public log?"), verdicts.logged),
            _answered(_("Is it still in force?"), verdicts.current),
        ),
        facts=_whole(verdicts.claim) if verdicts.claim is not None and verdicts.genuine else (),
        masked=False,
        limits=_limits(verdicts.claim if verdicts.genuine else None),
    )


def of_code(shown: Shown | None, at: datetime) -> Result:
    """What our records say of a code, and of a number where one was given."""
    if shown is None:
        return _nothing_found(at)
    current = _current(shown)
    code = f"summary_{current.code}"
    return Result(
        *_titles(current.holds, COMPARE if current.holds is Holds.YES else WORDING[code]),
        at=at,
        questions=(
            Answered(
                _("Is it unchanged?"),
                Holds.UNKNOWN,
                _("You compare"),
                _(
                    "A code cannot tell whether the paper in your hand was altered: compare every line with the list below, or check the PDF file."
                ),
            ),
            Answered(
                _("Was it issued?"),
                Holds.YES,
                _("Yes"),
                _("The issuing office's records hold a paper with this code."),
            ),
            _answered(_("Is it still in force?"), current),
        ),
        facts=_masked(shown.claim),
        masked=True,
        limits=_limits(shown.claim),
    )


def _current(shown: Shown) -> Verdict:
    return Verdict(Holds.YES, "current") if shown.status is Status.CURRENT else Verdict(Holds.NO, "not_current")


def _nothing_found(at: datetime) -> Result:
    sentence = _("No paper with this code and number was issued by this system.")
    return Result(
        *_titles(Holds.NO, ("不予认可：查无此件。", "NOT VALID: no such paper.")),
        at=at,
        questions=(Answered(_("Was it issued?"), Holds.NO, _("No"), sentence),),
        facts=(),
        masked=True,
        advice=_("Check code and number once more against the paper. If they are typed as printed, do not rely on it."),
    )


def _titles(holds: Holds, sentences: tuple[str, str]) -> tuple[str, str, str, str]:
    zh, en = sentences
    return (holds.value, en, zh, "zh-Hans") if english() else (holds.value, zh, en, "en")


def _answered(question: str, verdict: Verdict) -> Answered:
    word = {Holds.YES: _("Yes"), Holds.NO: _("No"), Holds.UNKNOWN: _("Unknown")}[verdict.holds]
    return Answered(question, verdict.holds.value, word, in_ours(verdict))


def _limits(content: Claim | Letter | None) -> tuple[str, ...]:
    """What a letter does not prove, by its kind; empty for a certificate, whose limits stand on the page always."""
    return tuple(in_ours(words) for words in wording.not_proven(content)) if content is not None else ()


def _whole(content: Claim | Letter) -> tuple[tuple[str, str], ...]:
    """Everything the paper says; of a letter's list only how long it is, for the file itself is proven."""
    stated = tuple((in_ours(fact.label), in_ours(fact.value)) for fact in wording.facts(content))
    return (*_statement(content), *stated, *_list(content), *_issue(content))


def _masked(content: Claim | Letter) -> tuple[tuple[str, str], ...]:
    """Enough to compare with the paper, not enough to learn who it is about."""
    if isinstance(content, Letter):
        return (*_statement(content), *_list(content), *_issue(content))
    holder = content.holder
    return (
        *_statement(content),
        (_("Name"), masked_name(holder)),
        (in_ours(wording.DOCUMENTS[holder.document]), masked_number(holder.document_number)),
        (_("Time covered"), in_ours(wording.period(content))),
        *_issue(content),
    )


def _statement(content: Claim | Letter) -> tuple[tuple[str, str], ...]:
    kind = (_("Kind of paper"), in_ours(wording.TITLES[content.kind]))
    number = (_("Number of the paper"), content.number)
    if isinstance(content, Letter):
        return (kind, number)
    return (kind, number, (_("Statement"), in_ours(wording.statement(content))))


def _list(content: Claim | Letter) -> tuple[tuple[str, str], ...]:
    rows = len(content.table.rows) if isinstance(content, Letter) and content.table else 0
    return ((_("Lines in its list"), str(rows)),) if rows else ()


def _issue(claim: Claim | Letter) -> tuple[tuple[str, str], ...]:
    rows = [
        (_("Issued by"), in_ours(claim.organ)),
        (_("Office"), in_ours(claim.office)),
        (_("Issued on"), in_ours(wording.day(claim.issued_on))),
    ]
    if claim.valid_until:
        rows.append((_("Valid until"), in_ours(wording.day(claim.valid_until))))
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
