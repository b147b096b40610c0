"""What a notice says, looked at by itself (要素校验): numbers, dates, names. All that is wrong, at once; empty where nothing is.

Whether it agrees with the judgment's text is the question of ``crosscheck``.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from qingbai.incoming import Fault
from qingbai.law.prohibitions import LONGEST_MONTHS
from qingbai.law.terms import DateRange, DocumentKind, Offence, Sex
from qingbai.matching import identity, names
from qingbai.matching.countries import KNOWN
from qingbai.matching.identity import EARLIEST_BIRTH_YEAR, IdentityNumber
from qingbai.notices.faults import fault
from qingbai.notices.notice import LONGEST_TEXT, JudgmentNotice, Service, StatedDefendant, StatedDocument

LONGEST_FIELD = 120
LONGEST_REASON = 500
MOST_DEFENDANTS = 500
_MESSAGE_ID = re.compile(r"[A-Za-z0-9._:\-]{1,80}")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FINE_IN_TEXT = set("\n\r\t\ufeff\u200b\u200c\u200d\u00ad\u2060")  # carry no word; the reader passes over them
_RESIDENT_NUMBERS = (DocumentKind.RESIDENT_ID, DocumentKind.HOUSEHOLD_BOOK)


class StatedPerson(Protocol):
    """Whoever a notice describes: a defendant, somebody released, somebody penalised."""

    @property
    def documents(self) -> tuple[StatedDocument, ...]:
        """Identity documents."""

    @property
    def sex(self) -> Sex | None:
        """The sex stated."""

    @property
    def born_on(self) -> str:
        """The date of birth, as precise as it is known."""

    @property
    def nationality(self) -> str:
        """Three letters of ISO 3166-1."""

    @property
    def household(self) -> str:
        """The division of the household, six digits."""


def faults(notice: JudgmentNotice, *, on: date) -> tuple[Fault, ...]:
    """Everything in the notice that cannot be right on the day ``on``."""
    return (
        *_message_faults(notice),
        *_text_faults(notice.text),
        *_finality_faults(notice, on),
        *(found for place, one in enumerate(notice.service) for found in _service_faults(one, f"service[{place}]", on)),
        *_defendants_faults(notice, on),
    )


def _message_faults(notice: JudgmentNotice) -> Iterator[Fault]:
    yield from message_id_faults(notice.message_id)
    needed = {
        "sender.code": notice.sender.code,
        "sender.name": notice.sender.name,
        "case_number": notice.case_number,
        "confirmed_by": notice.confirmed_by,
    }
    for field, text in needed.items():
        yield from line_faults(field, text, needed=True)
    yield from line_faults("prosecutor", notice.prosecutor)


def message_id_faults(number: str) -> Iterator[Fault]:
    """Faults of a sender's own number of a notice."""
    # A number of a person has no place in a message's number: that one stands in ledgers.
    if not _MESSAGE_ID.fullmatch(number) or re.search(r"\d{17}[\dXx]", number):
        yield fault("message_id", "message_id")


def _text_faults(text: str) -> Iterator[Fault]:
    if not text.strip():
        yield fault("text", "text_empty")
    if len(text) > LONGEST_TEXT:
        yield fault("text", "text_too_long", limit=f"{LONGEST_TEXT:,}")
        return
    yield from _unprintable("text", text, allowed=_FINE_IN_TEXT)


def line_faults(field: str, text: str, *, needed: bool = False, longest: int = LONGEST_FIELD) -> Iterator[Fault]:
    """Faults of a name or a note of one line."""
    if needed and not text.strip():
        yield fault(field, "empty")
    elif len(text) > longest:
        yield fault(field, "too_long", limit=str(longest))
    else:
        yield from _unprintable(field, text)


def _unprintable(field: str, text: str, allowed: set[str] = frozenset()) -> Iterator[Fault]:  # type: ignore[assignment]
    """The first character that cannot be seen, or turns the reading of those around it."""
    for place, character in enumerate(text, 1):
        if character not in allowed and unicodedata.category(character) in _HIDDEN:
            yield fault(field, "unprintable", position=str(place), code=f"U+{ord(character):04X}")
            return


def _finality_faults(notice: JudgmentNotice, on: date) -> Iterator[Fault]:
    for field, day in (("final_on", notice.final_on), ("approved_on", notice.approved_on)):
        if day is not None and day > on:
            yield fault(field, "in_future")


def _service_faults(service: Service, path: str, on: date) -> Iterator[Fault]:
    """Days in the future, and days in the wrong order."""
    yield from line_faults(f"{path}.who", service.who)
    in_order = ("received_on", "filed_on", "withdrawn_on", "leave_served_on")
    earlier: tuple[str, date] | None = None
    for name in in_order:
        day: date | None = getattr(service, name)
        if day is None:
            continue
        if day > on:
            yield fault(f"{path}.{name}", "in_future")
        if earlier is not None and day < earlier[1]:
            yield fault(f"{path}.{name}", "out_of_order", earlier=earlier[0])
        earlier = (name, day)


def _defendants_faults(notice: JudgmentNotice, on: date) -> Iterator[Fault]:
    if not notice.defendants:
        yield fault("defendants", "no_defendants")
    if len(notice.defendants) > MOST_DEFENDANTS:
        yield fault("defendants", "too_long", limit=str(MOST_DEFENDANTS))
        return
    seen: set[tuple[DocumentKind, str, str]] = set()
    for place, defendant in enumerate(notice.defendants):
        path = f"defendants[{place}]"
        yield from _name_faults(defendant, path)
        yield from person_faults(defendant, path, on)
        yield from _offence_faults(defendant, path, on)
        yield from number_faults(defendant, path, on, seen)
        yield from _prohibition_faults(defendant, path)
        if defendant.execution.on > on:
            yield fault(f"{path}.execution.on", "in_future")


def _name_faults(defendant: StatedDefendant, path: str) -> Iterator[Fault]:
    yield from line_faults(f"{path}.name", defendant.name, needed=True)
    if names.is_masked(defendant.name):
        yield fault(f"{path}.name", "masked_name")
    yield from line_faults(f"{path}.latin_name", defendant.latin_name)
    yield from line_faults(f"{path}.prosecution_approval", defendant.prosecution_approval)
    for number, name in enumerate(defendant.former_names):
        yield from line_faults(f"{path}.former_names[{number}]", name, needed=True)
    for number, charge in enumerate(defendant.charges):
        yield from line_faults(f"{path}.charges[{number}]", charge, needed=True)
    if defendant.sealing_decision is not None:
        decision = defendant.sealing_decision
        yield from line_faults(f"{path}.sealing_decision.decided_by", decision.decided_by, needed=True, longest=80)
        yield from line_faults(f"{path}.sealing_decision.reason", decision.reason, needed=True, longest=LONGEST_REASON)


def _prohibition_faults(defendant: StatedDefendant, path: str) -> Iterator[Fault]:
    for number, one in enumerate(defendant.prohibitions):
        place = f"{path}.prohibitions[{number}]"
        yield from line_faults(f"{place}.activity", one.activity, needed=True)
        if one.months is not None and not 1 <= one.months <= LONGEST_MONTHS:
            yield fault(f"{place}.months", "prohibition_months", longest=str(LONGEST_MONTHS))
        if one in defendant.prohibitions[:number]:
            yield fault(place, "prohibition_twice")


def person_faults(defendant: StatedPerson, path: str, on: date) -> Iterator[Fault]:
    """Faults of nationality, household and birth."""
    if defendant.nationality not in KNOWN or len(defendant.nationality) != 3:
        yield fault(f"{path}.nationality", "nationality")
    if defendant.household and not re.fullmatch(r"\d{6}", defendant.household, re.ASCII):
        yield fault(f"{path}.household", "household")
    if not defendant.born_on:
        return
    born = partial_date(defendant.born_on)
    if born is None:
        yield fault(f"{path}.born_on", "not_a_partial_date")
    elif born.earliest > on:
        yield fault(f"{path}.born_on", "born_later")
    elif born.latest.year < EARLIEST_BIRTH_YEAR:
        yield fault(f"{path}.born_on", "born_too_early")


def partial_date(text: str) -> DateRange | None:
    """``2021``, ``2021-06`` or ``2021-06-30`` as the days it may be; None for anything else."""
    if not _PARTIAL.fullmatch(text):
        return None
    try:
        return DateRange.parse(text)
    except ValueError:
        return None


def offence_of(began: str, ended: str) -> Offence | None:
    """The time of an act as it was stated; None where a day cannot be read or they run backwards, which the faults of the field tell."""
    first, last = partial_date(began), partial_date(ended)
    if first is None or last is None or last.latest < first.earliest:
        return None
    return Offence(began=first, ended=last)


def _offence_faults(defendant: StatedDefendant, path: str, on: date) -> Iterator[Fault]:
    for number, offence in enumerate(defendant.offences):
        place = f"{path}.offences[{number}]"
        days = {name: partial_date(getattr(offence, name)) for name in ("began", "ended")}
        for name, day in days.items():
            if day is None:
                yield fault(f"{place}.{name}", "not_a_partial_date")
            elif day.earliest > on:
                yield fault(f"{place}.{name}", "in_future")
        began, ended = days["began"], days["ended"]
        if began is not None and ended is not None and ended.latest < began.earliest:
            yield fault(f"{place}.ended", "out_of_order", earlier="began")


def number_faults(
    defendant: StatedPerson, path: str, on: date, seen: set[tuple[DocumentKind, str, str]]
) -> Iterator[Fault]:
    """Faults of the numbers of identity documents, also against what else is stated; ``seen`` holds those of the others."""
    for number, document in enumerate(defendant.documents):
        field = f"{path}.documents[{number}].number"
        if document.country not in KNOWN or len(document.country) != 3:
            yield fault(f"{path}.documents[{number}].country", "nationality")
            continue
        read = identity.parse(document.kind, document.number, country=document.country, on=on)
        if not isinstance(read, IdentityNumber):
            yield from (Fault(field, remark.code, remark.zh, remark.en) for remark in read.faults)
            continue
        key = (read.kind, document.country, read.key)
        if key in seen:
            yield fault(field, "number_twice")
        seen.add(key)
        yield from _number_against_person(read, defendant, path)


def _number_against_person(read: IdentityNumber, defendant: StatedPerson, path: str) -> Iterator[Fault]:
    """What a number says of its holder, against what is stated."""
    born = partial_date(defendant.born_on)
    if read.born_on is not None and born is not None and not born.earliest <= read.born_on <= born.latest:
        yield fault(f"{path}.born_on", "number_date")
    if read.sex is not None and defendant.sex is not None and read.sex is not Sex(defendant.sex):
        yield fault(f"{path}.sex", "number_sex")
    if read.kind in _RESIDENT_NUMBERS and defendant.nationality != "CHN":
        yield fault(f"{path}.nationality", "number_nationality")
