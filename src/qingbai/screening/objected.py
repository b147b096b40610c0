"""What a unit was told of somebody on its list, as a review sees it (复查所涉的告知函). The key is the list's number and the row's line.

For the room of objections, which asks nothing else of lists.
"""

from collections.abc import Mapping
from datetime import datetime

from qingbai import clock
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates import queries as certificates
from qingbai.law.objections import LinkStatus
from qingbai.law.objectors import AnsweredTo
from qingbai.registers.access import Business
from qingbai.registers.access import Purpose as Looking
from qingbai.registers.reviewed import Answered, Weighing
from qingbai.registers.reviewed import weighing as weighing_of
from qingbai.screening import letters, searching, services, table
from qingbai.screening.casework import Case, NoSuchList, case_of, open_case
from qingbai.screening.models import Checked, Row, RowLetter
from qingbai.screening.queries import released
from qingbai.screening.terms import Purpose, Result
from qingbai.screening.ways import Act


def answered(*, key: str, viewer: Actor, at: datetime) -> Answered:
    """What was told of a row, for the office that told it, for whom it is about, and for the house. Raises ``NoSuchList`` for anybody else, and
    before it may be seen."""
    person = viewer.kind is ActorKind.APPLICANT
    case, row = _opened(key, SYSTEM if person else viewer)
    if not released(case, at=at) or (person and viewer.id != row.owner):
        raise NoSuchList
    return _answered(case, row)


def by_paper(*, paper_number: str, owner: str, at: datetime) -> Answered:
    """What a letter of this number tells of this person. Raises ``NoSuchList`` where it does not, or does not count any more."""
    letter = RowLetter.objects.select_related("roster__unit").filter(number=paper_number).exclude(sha256="").first()
    if letter is None:
        raise NoSuchList
    case = case_of(letter.roster)
    row = searching.good(case).filter(owner=owner).first()
    if row is None or not released(case, at=at) or not letters.about(case, row).filter(pk=letter.pk).exists():
        raise NoSuchList
    return _answered(case, row)


def _opened(key: str, viewer: Actor) -> tuple[Case, Row]:
    number, _, line = key.partition(".")
    case = open_case(number, viewer, reading=True)
    row = searching.good(case).filter(line=int(line)).first() if line.isdecimal() else None
    if row is None:
        raise NoSuchList
    return case, row


def _answered(case: Case, row: Row) -> Answered:
    told = [one.number for one in letters.about(case, row)]
    asked = table.from_json(row.person)
    done = case.last(Act.ISSUE)
    assert done is not None, "what may be seen was issued"
    return Answered(
        key=f"{case.number}.{row.line}",
        to=AnsweredTo.MINORS_UNIT if case.purpose is Purpose.VETTING else AnsweredTo.UNIT,
        receiver=str(case.row.asked["unit_name"]),
        office=case.row.office,
        owner=row.owner,
        name=asked.name,
        person=asked.person,
        born_on=asked.born_on,
        paper_number=told[-1] if len(told) == 1 else _own(case, row) or told[0],
        also=frozenset(told),
        shown_at=datetime.fromisoformat(done.facts["released_at"]),
        taken_back=False,
    )


def _own(case: Case, row: Row) -> str:
    return letters.of_edition(case).filter(row=row).values_list("number", flat=True).first() or ""


def bears_out(*, key: str, at: datetime, supposing: Mapping[str, LinkStatus] | None = None) -> bool | None:
    """Whether the register, as it is known now, would have told the same on the day of the search; None where a person must say."""
    case, row = _opened(key, SYSTEM)
    checked = Checked.objects.filter(row=row).latest("round")
    [fresh] = searching.look(case, [row], by=SYSTEM, at=at, on=clock.day_of(checked.at), supposing=supposing)
    if fresh.result is Result.PERSON:
        return None
    if fresh.result is not Result(checked.result):
        return False
    said = certificates.letter(number=_own(case, row))
    if said is None or said.table is None:
        return list(fresh.barred) == list(checked.found["barred"]) or case.purpose is Purpose.VETTING
    return letters.of_convictions(fresh.told, letters.bar_of(case)) == said.table


def weighing(*, key: str, by: Actor, at: datetime) -> tuple[Weighing, ...]:
    """The verdicts that bar, or that a person must decide on, each beside whom its documents describe."""
    case, row = _opened(key, by)
    [found] = searching.look(case, [row], by=by, at=at)
    weighs = {*found.barred, *(str(one["reference"]) for one in found.open)}
    person = table.from_json(row.person).person
    looking, on = Looking(Business.INQUIRY, case.number), clock.day_of(at)
    return weighing_of(person=person, references=weighs, viewer=by, purpose=looking, on=on, known_at=at)


def answer_anew(*, key: str, reason: str, by: Actor, at: datetime) -> None:
    """Take back what was told of the row and tell it anew (INQ-28)."""
    number, _, line = key.partition(".")
    services.replace_letters(number=number, line=int(line), reason=reason, by=by, at=at)
