"""What the notices beside judgments have in common (各类通报共用): who sends, whom it concerns, what is wrong with either.

Each kind (``release``, ``correction_end``, ``sealing_notice``, ``non_prosecution``, ``penalty``, ``manifest``) is a strict frozen value with a ``form.Form``,
which reads it from JSON and writes it back. What such a notice is about (``subject_digest``: the kind, the case, the person) is told
apart from what it states about it (``facts_digest``), so that a second notice that says otherwise is known as a contradiction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from qingbai.incoming import STRICT, Fault
from qingbai.law import charges
from qingbai.law.names import SENDERS
from qingbai.law.organs import SenderKind
from qingbai.law.terms import Sex, SubjectKind
from qingbai.matching import identity, names
from qingbai.matching.identity import IdentityNumber
from qingbai.notices import checks
from qingbai.notices.faults import fault
from qingbai.notices.form import digest
from qingbai.notices.notice import Sender, StatedDocument, StatedOffence
from qingbai.reading.heading import CASE_NUMBER
from qingbai.reading.text import even
from qingbai.registers.records import Described, NamedAs, Numbered
from qingbai.registers.terms import NameKind


class Notice(Protocol):
    """What every notice has, a court's notice of a judgment included."""

    @property
    def format(self) -> str:
        """The name of the format with its version."""

    @property
    def message_id(self) -> str:
        """The sender's own number of the notice."""

    @property
    def sender(self) -> Sender:
        """Who sends."""

    @property
    def body_digest(self) -> bytes:
        """SHA-256 of everything the notice says; 32 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The person whom a notice concerns (当事人): the whole identity as the sender has it.

    ``name`` as the document of the case has it, unmasked; dates that may be known in part are text.
    """

    __pydantic_config__ = STRICT

    name: str
    documents: tuple[StatedDocument, ...] = ()
    sex: Sex | None = None
    born_on: str = ""
    nationality: str = "CHN"
    household: str = ""
    latin_name: str = ""


def subject_digest(form: str, *parts: str) -> bytes:
    """SHA-256 of what a notice is about: its format, and the case, person or number; 32 bytes."""
    return digest({"format": form, "about": list(parts)})


def plain_case_number(written: str) -> str | None:
    """A case number in the form in which the register keeps it (案号), full-width brackets and plain digits; None where it is none.

    >>> plain_case_number("(2023) 演0101刑初46号")
    '（2023）演0101刑初46号'
    """
    found = CASE_NUMBER.fullmatch(even(written).flat) if len(written) <= checks.LONGEST_FIELD else None
    return found.group() if found else None


_BRACKETS = str.maketrans("[]［］()（）", "〔〕〔〕〔〕〔〕")


def plain_number(written: str) -> str:
    """The number of a decision in one spelling: no blanks, the brackets of official papers.

    >>> plain_number("演清检刑不诉 [2024] 7号")
    '演清检刑不诉〔2024〕7号'
    """
    return "".join(written.split()).translate(_BRACKETS)


def case_year(case_number: str) -> int:
    """The year in which a case number was given."""
    found = CASE_NUMBER.fullmatch(case_number)
    return int(found["year"]) if found else 0


def plain_name(name: str) -> str:
    """A name as the register compares it."""
    return names.normalise(name)


def heading_faults(notice: Notice) -> Iterator[Fault]:
    """Faults of number and sender."""
    yield from checks.message_id_faults(notice.message_id)
    yield from checks.line_faults("sender.code", notice.sender.code, needed=True)
    yield from checks.line_faults("sender.name", notice.sender.name, needed=True)


def case_faults(court: str, case_number: str) -> Iterator[Fault]:
    """Faults of the court and the number of a case."""
    yield from checks.line_faults("court", court, needed=True)
    if court.strip() and not court.strip().endswith("法院"):
        yield fault("court", "not_a_court")
    if plain_case_number(case_number) is None:
        yield fault("case_number", "not_a_case_number")


def person_faults(person: Person, on: date, path: str = "person") -> Iterator[Fault]:
    """Faults of a person: name, numbers, birth, nationality, household."""
    yield from checks.line_faults(f"{path}.name", person.name, needed=True)
    if names.is_masked(person.name):
        yield fault(f"{path}.name", "masked_name")
    yield from checks.line_faults(f"{path}.latin_name", person.latin_name)
    yield from checks.person_faults(person, path, on)
    yield from checks.number_faults(person, path, on, set())


def day_faults(
    field: str, day: date, on: date, *, not_before: date | None = None, earlier: str = ""
) -> Iterator[Fault]:
    """Faults of a day on which something was done: in the future, or before what ``earlier`` names."""
    if day > on:
        yield fault(field, "in_future")
    if not_before is not None and day < not_before:
        yield fault(field, "out_of_order", earlier=earlier)


def year_faults(field: str, day: date, case_number: str) -> Iterator[Fault]:
    """A day before the year in which the case was numbered."""
    plain = plain_case_number(case_number)
    if plain is not None and day.year < case_year(plain):
        yield fault(field, "before_case", year=str(case_year(plain)))


def birth_faults(field: str, day: date, person: Person) -> Iterator[Fault]:
    """A day on which the person was not born yet."""
    born = checks.partial_date(person.born_on)
    if born is not None and day < born.earliest:
        yield fault(field, "out_of_order", earlier="person.born_on")


def described(person: Person) -> Described:
    """The person in the words of the register."""
    named = [NamedAs(NameKind.NAME, person.name)]
    if person.latin_name:
        named.append(NamedAs(NameKind.LATIN, person.latin_name))
    return Described(
        kind=SubjectKind.PERSON,
        names=tuple(named),
        documents=tuple(_numbered(one) for one in person.documents),
        sex=person.sex,
        born=person.born_on,
        nationality=person.nationality,
        household=person.household,
    )


def _numbered(one: StatedDocument) -> Numbered:
    read = identity.parse(one.kind, one.number, country=one.country)
    number = read.number if isinstance(read, IdentityNumber) else one.number
    return Numbered(one.kind, one.country, number)


_KINDS: tuple[tuple[str, SenderKind], ...] = (
    (r"法院$", SenderKind.COURT),
    (r"检察院", SenderKind.PROCURATORATE),
    (r"国家安全(局|厅|部)", SenderKind.STATE_SECURITY),
    (r"看守所|拘役所", SenderKind.DETENTION_HOUSE),
    (r"监狱$|监狱.{0,6}监区$|管教所$", SenderKind.PRISON),
    (r"司法局|社区矫正", SenderKind.JUSTICE_BUREAU),
    (r"公安|派出所", SenderKind.PUBLIC_SECURITY),
)


def kind_of_sender(name: str) -> SenderKind | None:
    """What sort of organ a name names (通报单位类别); None where it cannot be told."""
    plain = "".join(name.split())
    return next((kind for pattern, kind in _KINDS if re.search(pattern, plain)), None)


def entitled_faults(sender: Sender, entitled: frozenset[SenderKind]) -> Iterator[Fault]:
    """A sender whose own name says that such a notice is not its to send."""
    kind = kind_of_sender(sender.name)
    if kind is None or kind in entitled:
        return
    zh, en = SENDERS[kind]
    may = [SENDERS[one] for one in sorted(entitled)]
    yield fault(
        "sender.name",
        "sender_not_entitled",
        kind=zh,
        kind_en=en,
        senders="、".join(one[0] for one in may),
        senders_en=", ".join(one[1] for one in may),
    )


_DECISION = re.compile(
    r"[\u4e00-\u9fff（）()]{2,40}[〔\[［（(](?P<year>(?:19|20)\d\d)[〕\]］）)][\u4e00-\u9fff]{0,6}(?:第)?\d{1,8}号"
)


def decision_faults(field: str, number: str, day: date, day_field: str) -> Iterator[Fault]:
    """Faults of the number of a decision that is no court's, and of its day against the number's year."""
    found = _DECISION.fullmatch("".join(number.split()))
    if found is None:
        yield fault(field, "not_a_decision_number")
    elif day.year < int(found["year"]):
        yield fault(day_field, "before_case", year=found["year"])


def charge_faults(stated: tuple[str, ...], on: date) -> Iterator[Fault]:
    """Names of crimes that nobody knows, or that could not be charged on the day."""
    for place, name in enumerate(stated):
        field = f"charges[{place}]"
        yield from checks.line_faults(field, name, needed=True)
        if name.strip() and not charges.known(name):
            yield fault(field, "charge_unknown")
        elif name.strip() and not charges.candidates(name, on):
            yield fault(field, "charge_not_then", on=on.isoformat())


def offence_faults(
    stated: tuple[StatedOffence, ...], until: date, person: Person, *, field: str = "offences"
) -> Iterator[Fault]:
    """Times of acts that are no dates, run backwards, lie after the decision or before the person's birth."""
    born = checks.partial_date(person.born_on)
    for place, one in enumerate(stated):
        days = {name: checks.partial_date(getattr(one, name)) for name in ("began", "ended")}
        for name, day in days.items():
            path = f"{field}[{place}].{name}"
            if day is None:
                yield fault(path, "not_a_partial_date")
            elif day.earliest > until:
                yield fault(path, "after_decision", decided=until.isoformat())
            elif born is not None and day.latest < born.earliest:
                yield fault(path, "out_of_order", earlier="person.born_on")
        began, ended = days["began"], days["ended"]
        if began is not None and ended is not None and ended.latest < began.earliest:
            yield fault(f"{field}[{place}].ended", "out_of_order", earlier="began")
