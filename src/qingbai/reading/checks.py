"""Does what was read hold together? (核对) Nothing here changes a value: it only says where a person must look."""

from collections.abc import Iterator
from datetime import date, timedelta

from qingbai.law import charges as catalogue
from qingbai.law.terms import Outcome, Penalty, PenaltyKind
from qingbai.reading.found import Problem
from qingbai.reading.reading import Defendant

_EMPTY = Penalty(kind=PenaltyKind.NONE)
_FAR = 730
"""Days that credited or interrupted detention may move the end of a term; more is a slip somewhere."""


def _end(first: date, penalty: Penalty) -> date | None:
    """The last day of a term that begins on ``first`` (Criminal Law 47: the day of detention counts)."""
    if not penalty.months and not penalty.days:
        return None
    year, month = divmod(first.month - 1 + (penalty.months or 0), 12)
    return date(first.year + year, month + 1, min(first.day, 28)) + timedelta(days=penalty.days)


def _term(defendant: Defendant, path: str) -> Iterator[Problem]:
    first, last = defendant.term_from, defendant.term_to
    if first is None or last is None:
        return
    penalty = defendant.combined or (defendant.sentences[0].penalty if len(defendant.sentences) == 1 else None)
    expected = _end(first, penalty) if penalty else None
    if last < first or (expected and abs((expected - last).days) > _FAR):
        yield Problem("term_disagrees", f"{path}.term_to", {"printed": f"{first.isoformat()} – {last.isoformat()}"})


def _sentences(defendant: Defendant, path: str) -> Iterator[Problem]:
    for number, sentence in enumerate(defendant.sentences):
        where = f"{path}.sentences.{number}"
        if not catalogue.known(sentence.charge):
            yield Problem("charge_unknown", f"{where}.charge", {"charge": sentence.charge})
        bare = sentence.penalty == _EMPTY and sentence.charge not in defendant.exempted and defendant.combined is None
        if bare or (sentence.penalty.kind is PenaltyKind.NONE and sentence.penalty.probation_months):
            yield Problem("no_penalty", f"{where}.main", {"charge": sentence.charge})


def check(defendants: tuple[Defendant, ...]) -> tuple[Problem, ...]:
    """Everything that does not hold together, in the order of the defendants."""
    found: list[Problem] = []
    for index, defendant in enumerate(defendants):
        path = f"defendants.{index}"
        if defendant.outcome is None:
            found.append(Problem("no_finding", path, {"name": defendant.name}))
        elif defendant.outcome is Outcome.CONVICTED and defendant.combined and not defendant.sentences:
            found.append(Problem("charge_not_named", path))
        found.extend(_sentences(defendant, path))
        found.extend(_term(defendant, path))
    return tuple(found)
