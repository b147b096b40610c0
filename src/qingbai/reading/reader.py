"""From text to reading (读): head, parties, operative part and signature joined into one frozen value.

``read`` never raises on any text of bearable length and never invents: what it does not find is ``None`` and, where a judgment
must have it, named in ``missing``.
"""

from dataclasses import replace

from qingbai.law.terms import Disposition, Outcome, Penalty, PenaltyKind
from qingbai.reading.checks import check
from qingbai.reading.corrections import corrected_documents, find_correction, with_named
from qingbai.reading.freeze import Book, freeze, freeze_cites
from qingbai.reading.heading import Heading, read_heading, read_prosecutor
from qingbai.reading.history import History, instance_after, read_history
from qingbai.reading.joining import decide
from qingbai.reading.operative import Operative, anew, correct, operate
from qingbai.reading.parties import read_parties, with_unintroduced
from qingbai.reading.reading import Defendant, Reading
from qingbai.reading.sections import Signature, Verdict, find_verdict, read_signature
from qingbai.reading.text import even


def _missing(
    head: Heading, verdict: Verdict | None, signature: Signature | None, *, decided: bool, unpunished: bool
) -> tuple[str, ...]:
    """What a judgment must have and this text has not."""
    lacks = {
        "court": head.court is None,
        "case_number": head.case_number is None,
        "verdict": verdict is None,
        "verdict_end": verdict is not None and not verdict.closed,
        "finding": verdict is not None and verdict.closed and head.case_number is not None and not decided,
        "penalty": unpunished,
        "judges": signature is not None and not signature.judges,
        "pronounced_on": signature is None or signature.day is None,
    }
    return tuple(name for name, absent in lacks.items() if absent)


def _unpunished(defendants: tuple[Defendant, ...]) -> bool:
    """Whether the verdict convicts and leaves out every punishment."""
    guilty = [defendant for defendant in defendants if defendant.outcome is Outcome.CONVICTED and defendant.sentences]
    empty = Penalty(kind=PenaltyKind.NONE)
    return bool(guilty) and all(d.combined is None and all(s.penalty == empty for s in d.sentences) for d in guilty)


def read(given: str) -> Reading:
    """Read a judgment or ruling. Raises ``TextTooLong`` beyond ``text.LIMIT`` characters, and nothing else."""
    text = even(given)
    book = Book(text)
    head = read_heading(text)
    number = book.note("case_number", head.case_number)
    book.same("case_number_as_written", "case_number")
    parties = read_parties(text, head.end)
    verdict = find_verdict(text, parties.intro if parties else head.end)
    closed = verdict if verdict and verdict.closed else None
    book.verdict = closed.start if closed else 0
    signature = read_signature(text, closed.end) if closed else None
    instance = head.instance.value if head.instance else None
    if parties and closed:
        told = decide(text, parties.accused, closed.start, closed.end, review=False)
        strangers = tuple(stranger.value for stranger in told.strangers)
        parties = with_unintroduced(text, parties, strangers, head.end, closed.formula)
    corrects = find_correction(text, head, head.end, closed) if closed else None
    operative, history = Operative(), History()
    if parties and closed and corrects:
        parties = with_named(text, parties, closed)
        history = History(corrected_documents(text, head, head.end, closed))
        operative = correct(parties.accused, corrects)
    elif parties and closed and instance:
        operative = operate(text, parties, closed, instance)
        history = read_history(text, head, parties.intro, closed)
        if operative.disposition and operative.disposition.value is Disposition.QUASH_REMAND:
            history = history.quashing()
        anew(operative, history)
        head = replace(head, instance=instance_after(head, history))
    defendants = freeze(book, parties, operative)
    prosecution = book.note("prosecution", parties.prosecution) if parties else None
    prosecutor = read_prosecutor(text, head.end, parties.intro) if parties and prosecution == "public" else None
    return Reading(
        case_number=number,
        case_number_as_written=text.written(head.case_number.start, head.case_number.end) if head.case_number else None,
        court=book.note("court", head.court),
        document=book.note("document", head.document),
        instance=book.note("instance", head.instance),
        prosecution=prosecution,
        prosecutor=book.note("prosecutor", prosecutor),
        pronounced_on=book.note("pronounced_on", signature.day) if signature else None,
        disposition=book.note("disposition", operative.disposition),
        prior_revoked=bool(book.note("prior_revoked", operative.revoked)),
        cites=freeze_cites(book, history.cites),
        defendants=defendants,
        missing=_missing(
            head,
            verdict,
            signature,
            decided=corrects is not None
            or (operative.disposition is not None and any(defendant.outcome for defendant in defendants)),
            unpunished=_unpunished(defendants),
        ),
        problems=(
            *head.problems,
            *(signature.problems if signature else ()),
            *history.problems,
            *operative.problems,
            *(check(defendants) if operative.disposition and not corrects else ()),
        ),
        spans=book.spans,
        sure=book.sure,
    )
