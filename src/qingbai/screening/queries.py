"""What may be seen of units and lists (查阅). Every function takes who looks, and returns frozen values; a stranger is told that there is nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from qingbai import clock
from qingbai.agencies.acts import Done
from qingbai.agencies.terms import Bilingual
from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor
from qingbai.law import asking
from qingbai.law.bans import bars
from qingbai.law.bars.form import Bar
from qingbai.law.citations import in_words
from qingbai.law.terms import Answer
from qingbai.law.time_limits import after_years
from qingbai.matching import identity
from qingbai.matching.persons import Person
from qingbai.matching.remarks import Remark
from qingbai.registers import queries as registers
from qingbai.registers import tracing
from qingbai.registers.access import Business
from qingbai.registers.access import Purpose as Looking
from qingbai.registers.penalties import forbidden_in_words
from qingbai.screening import intake, letters, searching, table
from qingbai.screening.casework import Case, case_of, open_case
from qingbai.screening.models import Checked, LeftOut, Roster, Row, Unit
from qingbai.screening.registering import offices_of, opened, opened_for, require_counter
from qingbai.screening.table import Asked
from qingbai.screening.terms import Purpose, Result, Standing, UnitKind, UnitStatus
from qingbai.screening.units import UnitCard, card_of
from qingbai.screening.ways import ENDS, WAY, Act, Status

MOST_SHOWN = 200
"""Rows, lists or units on one page."""


def unit(*, code: str, viewer: Actor) -> UnitCard:
    """A unit registered at the viewer's office. Raises ``NoSuchUnit``."""
    return opened(code, viewer)[1]


def units(*, viewer: Actor, text: str = "") -> tuple[UnitCard, ...]:
    """The units of the viewer's office whose code or name has this text in it, by code."""
    require_counter(viewer)
    found = Unit.objects.filter(office__in=offices_of(viewer)) if viewer.office else Unit.objects.all()
    if text.strip():
        named = Q(acts__facts__name__icontains=text.strip(), acts__kind__in=["register", "change"])
        found = found.filter(Q(code__startswith=identity.normalise(text)) | named).distinct()
    return tuple(card_of(one) for one in found.order_by("code").prefetch_related("acts")[:MOST_SHOWN])


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A list in the office's queue."""

    number: str
    unit: str
    status: Status
    submitted_at: datetime
    due_on: date | None
    for_a_person: bool


def queue(*, viewer: Actor) -> tuple[Waiting, ...]:
    """The lists of the viewer's office that are under way, those that need somebody first."""
    if not handles(viewer, viewer.office):
        return ()
    rows = Roster.objects.filter(office=viewer.office).select_related("unit").prefetch_related("acts")
    cases = [case_of(row) for row in rows.order_by("-submitted_at")[:MOST_SHOWN]]
    waiting = [
        Waiting(
            number=case.number,
            unit=str(case.row.asked["unit_name"]),
            status=case.status,
            submitted_at=case.row.submitted_at,
            due_on=case.due_on,
            for_a_person=case.status in {Status.WITH_A_PERSON, Status.INCOMPLETE, Status.CONFIRMED},
        )
        for case in cases
        if case.status not in ENDS
    ]
    return tuple(sorted(waiting, key=lambda one: (not one.for_a_person, one.due_on or date.max, one.submitted_at)))


def exists(*, number: str, viewer: Actor) -> bool:
    """Whether the viewer may open a list of this number; strangers and wrong numbers are told the same."""
    row = Roster.objects.filter(number=number).first()
    return row is not None and handles(viewer, row.office)


def of_unit(*, code: str, viewer: Actor) -> tuple[Waiting, ...]:
    """Every list of a unit, the latest first."""
    unit_row, _ = opened(code, viewer)
    cases = [case_of(row) for row in unit_row.rosters.order_by("-submitted_at")[:MOST_SHOWN]]
    return tuple(
        Waiting(
            number=case.number,
            unit=str(case.row.asked["unit_name"]),
            status=case.status,
            submitted_at=case.row.submitted_at,
            due_on=case.due_on,
            for_a_person=False,
        )
        for case in cases
    )


def counted(case: Case) -> Mapping[Standing, int]:
    """How many rows of the file that counts stand how."""
    found = Row.objects.filter(file=case.file).values("standing").annotate(n=Count("id"))
    given = {Standing(one["standing"]): one["n"] for one in found}
    left_out = LeftOut.objects.filter(row__file=case.file).count()
    return {one: given.get(one, 0) - (left_out if one is Standing.GOOD else 0) for one in Standing}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a list has come (进度): rows in all, of them read, to be searched, searched, letters issued, and open for a person."""

    read: int
    faulty: int
    refused: int
    good: int
    searched: int
    open: int
    letters: int


def progress(case: Case) -> Progress:
    """How far a list has come, counted now."""
    stands = counted(case)
    return Progress(
        read=sum(stands.values()),
        faulty=stands[Standing.FAULTY],
        refused=stands[Standing.REFUSED],
        good=stands[Standing.GOOD],
        searched=Checked.objects.filter(row__file=case.file, round=0).count(),
        open=searching.open_rows(case).count(),
        letters=letters.of_edition(case).count(),
    )


def article(case: Case) -> Bilingual | None:
    """The article that a list rests on, in words; None where it names none of the rule book."""
    bar = intake.bar_of(case)
    return Bilingual(*in_words(bar.cited[0])) if bar else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that a person must decide about one row (待人工认定): who it is, whether it is sealed, or whether the bar applies; of kind
    ``review`` where a review decides it and nobody here.

    ``post``: for which post it is asked. ``forbidden``: what the court forbade, where the bar is about that; read now and kept nowhere.
    """

    line: int
    kind: str
    subject: str
    reference: str
    asked: Person
    held: Person | None
    for_and_against: tuple[Remark, ...]
    because: tuple[Mapping[str, Any], ...]
    post: str = ""
    forbidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as the desk sees it (名单行). ``result`` only from the tick on; ``letter``: the number of the letter about this row."""

    number: int
    asked: Asked | None
    standing: Standing
    faults: tuple[Mapping[str, str], ...]
    refusals: tuple[Mapping[str, Any], ...]
    result: Result | None
    letter: str
    left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The file of a list (名单案卷)."""

    case: Case
    history: tuple[Done[Act], ...]
    viewer: Actor
    progress: Progress
    lawful: frozenset[Act]
    released: bool
    trouble: tuple[Line, ...]
    questions: tuple[Question, ...]
    covering: tuple[str, ...]
    by_hand: int


def released(case: Case, *, at: datetime) -> bool:
    """Whether the answers of a list may be seen: all of them, from one tick on."""
    done = case.last(Act.ISSUE)
    return done is not None and at >= datetime.fromisoformat(done.facts["released_at"])


def file(*, number: str, viewer: Actor, at: datetime) -> File:
    """The file of a list at the viewer's office. The look is ledgered by the door's act. Raises ``NoSuchList``."""
    case = open_case(number, viewer, reading=True)
    shown = released(case, at=at)
    works = handles(viewer, case.row.office)
    lawful = WAY.lawful(case.acts, viewer) if works else frozenset[Act]()
    made = letters.of_edition(case)
    covering = made.filter(part__isnull=False).exclude(sha256="").order_by("part").values_list("number", flat=True)
    trouble = Row.objects.filter(file=case.file).exclude(standing=Standing.GOOD).order_by("line")[:MOST_SHOWN]
    return File(
        case=case,
        history=_history(case, viewer) if works else case.acts,
        viewer=viewer,
        progress=progress(case),
        lawful=lawful if shown or case.status is not Status.ISSUED else frozenset(),
        released=shown,
        trouble=tuple(_line(row, None, "") for row in trouble),
        questions=_questions(case, viewer) if works and case.status is Status.WITH_A_PERSON else (),
        covering=tuple(covering) if shown else (),
        by_hand=made.filter(sha256="").count() if shown else 0,
    )


BY_A_PERSON = frozenset({Act.REFER, Act.JUDGE_MATCH, Act.JUDGE_QUESTION})


def _history(case: Case, viewer: Actor) -> tuple[Done[Act], ...]:
    """What was done with a list, for its office: without what was asked and decided about somebody who is on record no more.

    The acts themselves are evidence and stay for an auditor (docs/decisions/0022).
    """
    if not any(one.act in BY_A_PERSON for one in case.acts):
        return case.acts
    found = Checked.objects.filter(row__file=case.file).exclude(found__open=[]).values_list("found", flat=True)
    asked = {UUID(one[key]) for open_ones in found for one in open_ones["open"] for key in ("subject", "reference")}
    gone = {str(one) for one in tracing.missing(asked, viewer=viewer, purpose=Looking(Business.INQUIRY, case.number))}
    if asked and len(gone) == len(asked):
        return tuple(one for one in case.acts if one.act not in BY_A_PERSON)
    return tuple(one for one in case.acts if not {one.facts.get("subject"), one.facts.get("reference")} & gone)


def lines(
    *, number: str, viewer: Actor, at: datetime, after: int = 0, text: str = "", most: int = MOST_SHOWN
) -> tuple[Line, ...]:
    """Rows of a list after the row of this number; with results once all of them may be seen."""
    case = open_case(number, viewer, reading=True, on=clock.day_of(at))
    rows = searching.latest(Row.objects.filter(file=case.file, line__gt=after)).order_by("line")
    if text:
        rows = rows.filter(Q(person__name=text) | Q(person__document_number=identity.normalise(text)))
    some = list(rows[:most])
    shown = released(case, at=at)
    numbers = dict(
        letters.of_edition(case)
        .filter(row__in=some if shown else ())
        .exclude(sha256="")
        .values_list("row_id", "number")
    )
    gone = set(LeftOut.objects.filter(row__in=some).values_list("row_id", flat=True))
    return tuple(
        replace(
            _line(row, _result(row) if shown and row.id not in gone else None, numbers.get(row.id, "")),
            left_out=row.id in gone,
        )
        for row in some
    )


def _result(row: Row) -> Result | None:
    found: str | None = getattr(row, "result", None)
    return Result(found) if found else None


def line_of(row: Row) -> Line:
    """A row as it was read, without what was found."""
    return _line(row, None, "")


def _line(row: Row, result: Result | None, letter: str) -> Line:
    return Line(
        number=row.line,
        asked=table.from_json(row.person) if row.person else None,
        standing=Standing(row.standing),
        faults=tuple(row.faults),
        refusals=tuple(row.refusals),
        result=result,
        letter=letter,
    )


def questions_of(row: Row) -> Sequence[Mapping[str, Any]]:
    """What is open about a row after its latest search."""
    checked = Checked.objects.filter(row=row).order_by("-round").first()
    return checked.found["open"] if checked is not None else ()


def _questions(case: Case, viewer: Actor) -> tuple[Question, ...]:
    """What is open, the first rows first; candidates are read anew, so that the officer sees what is entered now."""
    found = []
    for row in searching.open_rows(case)[:20]:
        stated = table.from_json(row.person)
        asked = stated.person
        looking = Looking(Business.INQUIRY, case.number)
        known = {str(one.subject): one for one in registers.candidates(person=asked, viewer=viewer, purpose=looking)}
        for one in questions_of(row):
            candidate = known.get(one["subject"])
            found.append(
                Question(
                    line=row.line,
                    kind=one["kind"],
                    subject=one["subject"],
                    reference=one["reference"],
                    asked=asked,
                    held=candidate.person if candidate else None,
                    for_and_against=candidate.match.because if candidate else (),
                    because=tuple(one["because"]),
                    post=stated.post,
                    forbidden=_forbidden(case, one, viewer),
                )
            )
    first: dict[tuple[int, str, str], Question] = {}
    for question in found:
        key = question.subject if question.kind == "match" else question.reference
        first.setdefault((question.line, question.kind, key), question)
    return tuple(first.values())


def _forbidden(case: Case, question: Mapping[str, Any], viewer: Actor) -> tuple[tuple[str, str], ...]:
    """What the court forbade in the case that a question is about, where the list asks by the article on it."""
    asked = intake.bar_of(case)
    if question["kind"] != "bar" or asked is None or not any(ground.ordered for ground in asked.grounds):
        return ()
    held = registers.convictions(
        subject=UUID(question["subject"]),
        viewer=viewer,
        purpose=Looking(Business.INQUIRY, case.number),
        on=clock.today(),
    )
    return tuple(
        forbidden_in_words(each)
        for one in held
        if one.case.reference == question["reference"]
        for each in one.prohibitions or ()
    )


def standing_at(*statuses: Status) -> tuple[Case, ...]:
    """Lists that stand there now, whatever the office: for the house's own work."""
    rows = Roster.objects.filter(acts__isnull=False).distinct().select_related("unit").prefetch_related("acts")
    open_ones = rows.exclude(acts__kind__in=[Act.CLOSE, Act.DECLINE, Act.WITHDRAW, Act.EXPIRE]).order_by("submitted_at")
    return tuple(case for row in open_ones if (case := case_of(row)).status in statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyCheck:
    """When a unit that works with minors must check its staff again (年度查询), MIN-01; ``due_on`` None: never checked yet, so at once."""

    unit: UnitCard
    last_on: date | None
    due_on: date | None


def yearly_checks(*, viewer: Actor, on: date, ahead_days: int = 30) -> tuple[YearlyCheck, ...]:
    """The units in close contact with minors whose yearly check is due by then, the longest overdue first."""
    require_counter(viewer)
    rows = Unit.objects.filter(office__in=offices_of(viewer)) if viewer.office else Unit.objects.all()
    found = []
    for row in rows.order_by("code").prefetch_related("acts"):
        card = card_of(row)
        if card.kind is UnitKind.MINORS and card.status is UnitStatus.ACTIVE:
            check = yearly_check(row, card)
            if check.due_on is None or (check.due_on - on).days <= ahead_days:
                found.append(check)
    return tuple(sorted(found, key=lambda one: one.due_on or date.min))


def check_of(*, code: str, viewer: Actor, on: date) -> YearlyCheck | None:
    """When the yearly check of a unit is due, for who acts for it; None for a unit that has none. Raises ``NoSuchUnit``."""
    row, card = opened_for(code, viewer, on)
    return yearly_check(row, card) if card.kind is UnitKind.MINORS else None


def grounds_of(*, kind: UnitKind | None, on: date) -> tuple[Bar, ...]:
    """The articles on which units of a kind may ask about their people on a day (INQ-08, 09), those that the register can answer; of every
    kind where none is named."""
    inquirers = {intake.INQUIRERS[one] for one in ([kind] if kind else UnitKind)}
    return tuple(
        bar
        for bar in bars()
        if bar.answerable
        and any(asking.may_ask(one, bar, asking.SUFFICIENT_TIES[one][0], on).answer is Answer.YES for one in inquirers)
    )


def yearly_check(row: Unit, card: UnitCard) -> YearlyCheck:
    """When the next check is due: a year after the last list of staff that was answered."""
    answered = [
        clock.day_of(done.at)
        for roster in row.rosters.filter(purpose=Purpose.VETTING)
        if (done := case_of(roster).last(Act.ISSUE)) is not None
    ]
    last = max(answered, default=None)
    return YearlyCheck(unit=card, last_on=last, due_on=after_years(last, 1) if last else None)
