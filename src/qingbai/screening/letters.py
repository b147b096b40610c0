"""What a unit is told (《犯罪记录查询结果告知函》, INQ-23, FRM-03): a letter a person, and covering ones with all of them in a table.

The article that the list rests on bounds the question, and so it bounds the answer (docs/decisions/0021): whoever is not barred by it has one and
the same sentence, whether nothing was found, what was found is sealed, or lies outside the article. A list of more than
``EACH_UP_TO`` people is answered in tables; who is barred has a letter of his or her own in every list, anybody else on request.
"""

import logging
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import Q, QuerySet

from qingbai import clock
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.certificates import queries as certificates
from qingbai.certificates import replacing
from qingbai.certificates import services as papers
from qingbai.certificates.claim import Bilingual, ClaimRefused
from qingbai.certificates.letters import MOST_ROWS, Fact, Letter, LetterKind, Table
from qingbai.certificates.paper.typesetting import DoesNotFit, GlyphMissing
from qingbai.law.bars.form import Bar
from qingbai.law.citations import in_words
from qingbai.law.names import named
from qingbai.law.terms import DocumentKind
from qingbai.law.vetting import GROUP_OF
from qingbai.registers.penalties import forbidden_in_words
from qingbai.registers.penalties import in_words as punishment
from qingbai.registers.queries import ConvictionFacts
from qingbai.screening import intake, searching
from qingbai.screening.casework import Case
from qingbai.screening.models import Checked, Discarded, Row, RowLetter
from qingbai.screening.reading import PORTION, hold
from qingbai.screening.table import from_json
from qingbai.screening.terms import Purpose, Result
from qingbai.screening.ways import Act

logger = logging.getLogger(__name__)
EACH_UP_TO = 500
"""People on a list of whom each has a letter at once."""
A_PORTION = 20
"""Letters that count as one portion of rows: typesetting and signing take their time."""
IN_AN_ARCHIVE = 1_000
CONVICTIONS_ALONE = Bilingual(
    zh="本函只答复人民法院的有罪裁判。不起诉决定和治安管理处罚另行保存，不在本次查询范围内，须另行查询：学校经教育行政部门，其他单位向公安机关、人民检察院。",
    en="This letter answers for convictions by courts alone. Decisions not to prosecute and public-order penalties are kept apart, were not searched here and must be asked for apart: schools through the education authority, other units of public security and the procuratorate.",
)
"""What an answer about work with minors leaves open (MIN-04, docs/decisions)."""
MUST_ACT = Bilingual(
    zh="依照《中华人民共和国未成年人保护法》第六十二条，不得录用；已经在职的，应当及时解聘。",
    en="Under article 62 of the Law on the Protection of Minors the person must not be hired, and if in service must be dismissed without delay.",
)
"""What the law wants of the unit after a hit (MIN-07)."""
UNPRINTABLE = (ClaimRefused, GlyphMissing, DoesNotFit)


def both(zh: str, en: str = "") -> Bilingual:
    """Words in two languages."""
    return Bilingual(zh=zh, en=en)


def article(case: Case) -> Bilingual:
    """The article that the list rests on, in words; for people who work with minors the text that names the crimes asked for."""
    asked = intake.asks(case)
    return both(*in_words(GROUP_OF[asked.scope][1] if asked.scope else asked.bar.cited[0]))


def sentence(case: Case, result: Result) -> Bilingual:
    """What the letter says of a person; the same for everybody with this result."""
    place = article(case)
    if case.purpose is Purpose.VETTING:
        found = result is Result.BARRED
        said = both(
            f"经查询，{'发现' if found else '未发现'}该人员有{place.zh}所列的犯罪记录。",
            f"{'A' if found else 'No'} conviction of the kind listed in {place.en} was found about this person.",
        )
        return both(said.zh + MUST_ACT.zh, f"{said.en} {MUST_ACT.en}") if found else said
    if result is Result.BARRED:
        return both(
            f"经查，该人有下列犯罪记录，属于{place.zh}规定的情形：",
            f"The following criminal record was found, which {place.en} bars:",
        )
    return both(
        f"经查，未发现该人有{place.zh}规定情形的犯罪记录。",
        f"No criminal record of the kind that {place.en} bars was found about this person.",
    )


def issue(case: Case, *, by: Actor, at: datetime, portions: int) -> int | None:
    """Issue up to so many more portions of letters; how many were done, None where none is left."""
    each = searching.latest(searching.good(case))
    if each.count() > EACH_UP_TO:
        each = each.filter(Q(("result", Result.BARRED)))
    left = each.exclude(letters__edition=edition(case)).order_by("line")
    for _ in range(portions):
        some = list(left[:A_PORTION])
        for row in some:
            if not _one(case, row, by, at):
                return portions
        if len(some) < A_PORTION:
            _covering(case, by, at)
            return None
    return portions


def one(case: Case, row: Row, *, by: Actor, at: datetime) -> RowLetter | None:
    """The letter of one row, issued now if it has none; None where the row is open again."""
    own = of_edition(case).filter(row=row)
    found = own.first()
    if found is not None:
        return found
    return own.first() if _one(case, row, by, at) else None


def edition(case: Case) -> int:
    """Which edition of the letters counts: as many were discarded before it."""
    return Discarded.objects.filter(roster=case.row).count()


def of_edition(case: Case) -> QuerySet[RowLetter]:
    """The letters that count: of the latest edition, and not replaced since."""
    return RowLetter.objects.filter(roster=case.row, edition=edition(case), replaced_by__isnull=True)


def about(case: Case, row: Row) -> QuerySet[RowLetter]:
    """The letters that tell of a row: its own, if it has one, and the table in which it stands."""
    return of_edition(case).filter(Q(row=row) | Q(part=_part_of(case, row))).order_by("part")


def _part_of(case: Case, row: Row) -> int:
    return searching.good(case).filter(line__lt=row.line).count() // MOST_ROWS


def anew(case: Case, row: Row, *, reason: str, by: Actor, at: datetime) -> tuple[list[str], list[str]] | None:
    """Search anew for one row, make its letters anew and take the old ones back: their numbers, old and new. Within the caller's transaction.

    None where the register now leaves something open: nothing was changed then.
    """
    hold(case.row)
    [fresh] = searching.look(case, [row], by=SYSTEM, at=at)
    if fresh.result is Result.PERSON:
        return None
    checked, old = searching.keep(row, fresh, at=at), list(about(case, row))
    own = next((one for one in old if one.row_id is not None), None)
    if own is not None or fresh.result is Result.BARRED:
        letter = _letter(case, row, checked, fresh.told, at, searched_at=at)
        _keep(case, row, None, letter, by, at, instead_of=own)
    for table in (one for one in old if one.part is not None):
        rows = list(searching.latest(searching.good(case)))
        parts = [rows[first : first + MOST_ROWS] for first in range(0, len(rows), MOST_ROWS)]
        letter = _table(case, parts[table.part or 0], ((table.part or 0) + 1, len(parts)), at)
        _keep(case, None, table.part, letter, by, at, instead_of=table)
    # After the letters: whoever writes both logs takes the public one before the ledger.
    for one in old:
        if one.sha256:
            papers.withdraw(number=one.number, reason=reason, by=by, at=at)
    for one in about(case, row):
        if one.sha256 and one.instead_of is not None and one.instead_of.sha256:
            replacing.tie(old=one.instead_of.number, new=one.number, by=by, at=at)
    searching.ledger(case, [row], by=SYSTEM, at=at)
    return [one.number for one in old], [one.number for one in about(case, row)]


def still_hold(case: Case, *, by: Actor, at: datetime) -> bool:
    """Look once more at everybody who is barred, in the transaction in which the list is answered: whether all of it is as their letters say.

    Where it is not, no letter made so far leaves. What changed is kept as a further round; the look is on the ledger, whatever it finds.
    """
    barred = list(searching.latest(searching.good(case)).filter(Q(("result", Result.BARRED))))
    portions = [barred[first : first + PORTION] for first in range(0, len(barred), PORTION)]
    hold_still = True
    for some in portions:
        kept = searching.newest(some)
        for row, fresh in zip(some, searching.look(case, some, by=by, at=at), strict=True):
            if fresh.as_json() != kept[row.id].found:
                searching.keep(row, fresh, at=at)
                hold_still = False
    if not hold_still:
        discard(case, by=by, at=at)
    for some in portions:  # at last: whoever writes both logs takes the public one before the ledger
        searching.ledger(case, some, by=by, at=at)
    return hold_still


def discard(case: Case, *, by: Actor, at: datetime) -> None:
    """Withdraw every letter made so far, none of which has left, and begin another edition; within the caller's transaction.

    All of them, not the one that changed: a letter made after its neighbours would show, by its place in the public log, that it was.
    """
    made = of_edition(case).exclude(sha256="")
    for number in made.values_list("number", flat=True):
        papers.withdraw(number=number, reason="发出前收回，整单重新制作", by=by, at=at)
    if of_edition(case).exists():
        Discarded.objects.create(roster=case.row, edition=edition(case), at=at)


def _one(case: Case, row: Row, by: Actor, at: datetime) -> bool:
    """Issue the letter of one row; False where the register now leaves something open, and the row was weighed anew."""
    with transaction.atomic():
        hold(case.row)
        checked = Checked.objects.filter(row=row).latest("round")
        told: Sequence[ConvictionFacts] = ()
        looked = checked.result == Result.BARRED
        if looked:
            # What is told of a crime is read when it is told: a record sealed or corrected since the search is so for the letter.
            [fresh] = searching.look(case, [row], by=by, at=at)
            if fresh.as_json() != checked.found:
                checked = searching.keep(row, fresh, at=at)
            told = fresh.told
        if checked.result != Result.PERSON:
            letter = _letter(case, row, checked, told, at)
            _keep(case, row, None, letter, by, at)
        if looked:  # after the letter: whoever writes both logs takes the public one before the ledger
            searching.ledger(case, [row], by=by, at=at)
    return checked.result != Result.PERSON


def _covering(case: Case, by: Actor, at: datetime) -> None:
    """The covering letters of a list of several people, each with as many rows as one letter holds."""
    rows = list(searching.latest(searching.good(case)))
    if len(rows) < 2:
        return
    parts = [rows[first : first + MOST_ROWS] for first in range(0, len(rows), MOST_ROWS)]
    done = set(of_edition(case).filter(part__isnull=False).values_list("part", flat=True))
    for place, part in enumerate(parts):
        if place not in done:
            with transaction.atomic():
                hold(case.row)
                _keep(case, None, place, _table(case, part, (place + 1, len(parts)), at), by, at)


def _keep(
    case: Case,
    row: Row | None,
    part: int | None,
    letter: Letter | None,
    by: Actor,
    at: datetime,
    *,
    instead_of: RowLetter | None = None,
) -> None:
    """Issue and keep a letter; one that cannot be printed as it must be is made by a person, and its place says so."""
    place = edition(case)
    number, sha256 = f"{case.number}/{row.line if row else f'P{part}'}/{place}", ""
    number += f"/{instead_of.id.hex[:8]}" if instead_of else ""
    if letter is not None:
        try:
            with transaction.atomic():
                issued = papers.issue(claim=letter, by=by, at=at, within=True)
            number, sha256 = issued.number, issued.sha256
        except UNPRINTABLE:
            logger.warning("a letter cannot be printed as it must be and is made by hand: %s", number)
    kept = {"number": number, "sha256": sha256, "at": at, "instead_of": instead_of}
    RowLetter.objects.create(roster=case.row, edition=place, row=row, part=part, **kept)


def _letter(
    case: Case,
    row: Row,
    checked: Checked,
    told: Sequence[ConvictionFacts],
    at: datetime,
    *,
    searched_at: datetime | None = None,
) -> Letter | None:
    asked = from_json(row.person)
    kind = LetterKind.VETTING_RESULT if case.purpose is Purpose.VETTING else LetterKind.RESULT_LETTER
    document = named(DocumentKind(asked.document_kind))
    facts = (
        *_of_the_list(case),
        Fact(both("被查询人", "Person asked about"), both(asked.name)),
        Fact(both(*document), both(asked.document_number)),
        Fact(both("岗位", "Post"), both(asked.post)),
        _searched(case, searched_at),
    )
    barred = checked.result == Result.BARRED and kind is LetterKind.RESULT_LETTER
    try:
        return replace(
            _heading(case, kind, sentence(case, Result(checked.result)), at),
            facts=facts,
            table=of_convictions(told, bar_of(case)) if barred else None,
        )
    except ClaimRefused:
        return None


def _table(case: Case, rows: Sequence[Row], place: tuple[int, int], at: datetime) -> Letter | None:
    columns = (
        both("序号", "No."),
        both("姓名", "Name"),
        both("证件号码", "Document number"),
        both("岗位", "Post"),
        both("结果", "Result"),
    )
    part = Fact(both("清单", "List"), both(f"第{place[0]}份，共{place[1]}份", f"part {place[0]} of {place[1]}"))
    try:
        return replace(
            _heading(case, LetterKind.RESULT_LETTER, _explained(case), at),
            facts=(*_of_the_list(case), part, _searched(case)),
            table=Table(columns=columns, rows=tuple(_line(row) for row in rows)),
        )
    except ClaimRefused:
        return None


def _explained(case: Case) -> Bilingual:
    nothing, place = sentence(case, Result.NOTHING), article(case)
    return both(
        f"下表“未发现”指：{nothing.zh}“有”指有{place.zh}规定情形的记录，见该人的告知函。",
        f"'None' in the table means: {nothing.en} 'Yes' means a record that {place.en} bars; see the letter about that person.",
    )


def _line(row: Row) -> tuple[Bilingual, ...]:
    asked = from_json(row.person)
    result: str = getattr(row, "result", "")
    answer = both("有", "Yes") if result == Result.BARRED else both("未发现", "None")
    return both(str(row.line - 1)), both(asked.name), both(asked.document_number), both(asked.post), answer


def _of_the_list(case: Case) -> tuple[Fact, ...]:
    asked, place = case.row.asked, article(case)
    return (
        Fact(
            both("来函", "Your letter"),
            both(
                f"{asked['letter_number']}（{asked['letter_on']}）", f"{asked['letter_number']}, {asked['letter_on']}"
            ),
        ),
        Fact(both("查询依据", "Asked under"), place),
    )


def _searched(case: Case, at: datetime | None = None) -> Fact:
    """When the search of the whole list was complete: the same in every letter, so that none shows that its row was looked at again. ``at``: of
    a letter made anew after it had left."""
    done = case.last(Act.CHECK)
    assert done is not None, "a list is answered after it was searched"
    shown = f"{(at or done.at).astimezone(clock.CHINA):%Y-%m-%d %H:%M}"
    return Fact(both("查询时间", "Searched"), both(shown, shown))


def bar_of(case: Case) -> Bar:
    """The bar that the list asks by."""
    return intake.asks(case).bar


def of_convictions(told: Sequence[ConvictionFacts], bar: Bar) -> Table:
    """The verdicts that bar, as the letter tells of them."""
    columns = (both("罪名", "Crime"), both("刑罚", "Sentence"), both("裁判日期", "Judged on"))
    return Table(columns=columns, rows=tuple(line for one in told for line in (*_crimes(one), *_forbidden(one, bar))))


def _crimes(one: ConvictionFacts) -> Iterator[tuple[Bilingual, ...]]:
    day = one.pronounced_on.isoformat()
    for said in one.sentences:
        yield both(said.charge), both(*punishment(said.penalty)), both(day, day)
    if one.sealing.combined is not None:
        yield both("数罪并罚", "combined"), both(*punishment(one.sealing.combined)), both(day, day)


def _forbidden(one: ConvictionFacts, bar: Bar) -> Iterator[tuple[Bilingual, ...]]:
    """What the court forbade, for whoever asks by the article on it; nobody else has asked."""
    if any(ground.ordered for ground in bar.grounds):
        day = one.pronounced_on.isoformat()
        for each in one.prohibitions or ():
            yield both("裁判宣告", "ordered"), both(*forbidden_in_words(each)), both(day, day)


def _heading(case: Case, kind: LetterKind, said: Bilingual, at: datetime) -> Letter:
    """A letter of the office to the unit that says this, and nothing of anybody yet."""
    office = case.office
    return Letter(
        kind=kind,
        office_id=office.code,
        office=both(office.name_zh, office.name_en),
        organ=both(office.organ_zh, office.organ_en),
        application_number=case.number,
        issued_on=clock.day_of(at),
        addressee=both(case.row.asked["unit_name"]),
        paragraphs=(said,),
        notes=(CONVICTIONS_ALONE,) if case.purpose is Purpose.VETTING else (),
    )


def archive(case: Case, part: int, into: IO[bytes], *, viewer: Actor) -> int:
    """Write the letters of the list, or its ``part``-th thousand, as one ZIP; how many. The tables come with the first part."""
    each = of_edition(case).filter(row__isnull=False).exclude(sha256="").order_by("row__line")
    chosen = list(each.select_related("row")[part * IN_AN_ARCHIVE : (part + 1) * IN_AN_ARCHIVE])
    covering = of_edition(case).filter(part__isnull=False).exclude(sha256="").order_by("part")
    whole = [*(covering if part == 0 else ()), *chosen]
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as packed:
        for one in whole:
            pdf = certificates.pdf(number=one.number, viewer=viewer, purpose=case.number)
            name = f"{one.row.line:06}" if one.row else f"list-{(one.part or 0) + 1:03}"
            if pdf is not None:
                packed.writestr(f"{case.number}-{name}.pdf", pdf)
    return len(whole)
