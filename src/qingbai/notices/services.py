"""What may be done with a court's notice (通报接收): receive it.

The text is read, the notice checked by itself and against the text, the law asked for each defendant whether the judgment is effective and
whether the record is sealed (``deciding``). Whatever is wrong is told at once and nothing is entered. Then it is entered (``entering``), what is
sealed in the vault, the rest in the register. The receipt comes last and reads the same for sealed and open.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.notices import receipts, waiting
from qingbai.notices.deciding import Part, decide, read_and_checked
from qingbai.notices.entering import enter, enter_alone, seal_the_rest_of_the_case
from qingbai.notices.faults import NoticeHeld, fault
from qingbai.notices.notice import FORM, JudgmentNotice
from qingbai.notices.receipts import WORDS, Receipt, ReceiptLine, reference_of
from qingbai.reading import Reading
from qingbai.registers.services import EnteredOne, Result
from qingbai.sealing.services import Incoming


class NotForTheRegister(ValueError):
    """A judgment that would not be entered as one open verdict."""


def receive(*, notice: JudgmentNotice, by: Actor, at: datetime, as_read: Reading | None = None) -> Receipt:
    """Receive a notice: everything in it is entered, or nothing is.

    A document that only rules on an earlier verdict waits until that verdict is on record, and the receipt says so. Raises
    ``NoticeRefused`` with every fault, and ``NoticeHeld`` with the question where the law leaves one to a person. The same
    notice again changes nothing and says so. ``as_read``: the text as registrars read it, where that is not how the reader does.
    """
    on = clock.day_of(at)
    incoming = Incoming(
        sender=notice.sender.code,
        number=notice.message_id,
        body=notice.body_digest,
        document=notice.document_digest,
        facts=notice.facts_digest,
    )
    reference = reference_of(notice)
    read, earlier = read_and_checked(notice, on, as_read)
    parts = decide(notice, read, earlier, by, reference, on)
    with receipts.refusing(other_facts=fault("notice", "same_document_other_facts")):
        if any(part.verdict is None and part.place is None for part in parts):
            if as_read is not None:  # it would be read anew when it is taken up, without what registrars put right
                raise NoticeHeld([fault("text", "earlier_first")], [])
            whole = json.dumps(FORM.as_json(notice), ensure_ascii=False)
            numbers = [each.case_number for each in earlier]
            waiting.keep(notice=whole, cases=numbers, incoming=incoming, by=by, at=at)
            entries = [EnteredOne(UUID(int=0), Result.WAITING) for _ in parts]
        else:
            entries = enter(notice, read, parts, incoming, reference, by, at)
            seal_the_rest_of_the_case(parts, reference, by, at)
    lines = tuple(
        ReceiptLine(part.one.stated.name, _entry(one), str(one.result), *WORDS[one.result])
        for part, one in zip(parts, entries, strict=True)
    )
    return Receipt(
        message_id=notice.message_id,
        case_number=notice.case_number,
        reference=reference,
        received_at=at,
        lines=lines,
        counts_from=_counts_from(parts),
    )


def enter_unsent(*, notice: JudgmentNotice, by: Actor, at: datetime) -> EnteredOne:
    """Enter the judgment of one invented person as a received one would be, inside the caller's transaction, and nothing of a notice.

    No sender's number, no arrival, no receipt: no manifest and no figure about senders knows it (``oversight.baits``). Raises ``NoticeRefused``,
    ``NoticeHeld``, and ``NotForTheRegister`` where it is sealed or has no verdict of its own.
    """
    on, reference = clock.day_of(at), reference_of(notice)
    read, earlier = read_and_checked(notice, on, None)
    parts = decide(notice, read, earlier, by, reference, on)
    if len(parts) != 1 or parts[0].sealed or parts[0].verdict is None:
        raise NotForTheRegister("one defendant with a verdict that is not sealed is needed")
    return enter_alone(notice, read, parts, reference, by, at).defendants[0]


def _counts_from(parts: Sequence[Part]) -> date | None:
    """The last of the days on which what the document says of its defendants took effect; None while one has not."""
    stated = [part.verdict or part.rulings[0] for part in parts if part.verdict or part.rulings]
    days = [one.effective_on for one in stated if one.effective_on is not None]
    return max(days) if days and len(days) == len(parts) else None


def _entry(one: EnteredOne) -> str:
    """The reference of an entry; none for what waits."""
    return "" if one.result is Result.WAITING else str(one.conviction)
