"""Which units asked about somebody, as that person may know it (本人查阅：单位查询): one line for each list on which the person stood.

Found by the ledger's entries about the person: so it is told of exactly the lists for which the register was searched for this person.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from qingbai.agencies.terms import Bilingual
from qingbai.audit import queries as ledger
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import claim
from qingbai.law.citations import in_words
from qingbai.law.own_record import ASKS_AS_ORGAN, ASKS_AS_UNIT
from qingbai.registers.disclosed import Disclosure, Formerly, Given, Looker
from qingbai.screening import letters, table
from qingbai.screening.casework import Case, case_of
from qingbai.screening.models import LeftOut, Roster, Row
from qingbai.screening.searching import asked
from qingbai.screening.terms import Purpose, UnitKind
from qingbai.screening.ways import ENDS, Act

LOOKERS = {UnitKind.LICENSING: Looker.LICENSING_ORGAN, UnitKind.NOTARY: Looker.NOTARY_OFFICE}
VETTED = Bilingual(zh="密切接触未成年人从业查询", en="Check of people who work with minors")
FOR_A_POST = Bilingual(zh="从业禁止查询，岗位：{post}", en="Whether a statutory bar applies, for the post: {post}")
WHETHER = Bilingual(zh="是否有该条所列的犯罪记录", en="whether there is a record that the article names")
MAY_SAY = (
    WHETHER,
    Bilingual(
        zh="有此类记录的，其罪名、刑罚和裁判日期", en="where there is one: crime, sentence, date of the judgment"
    ),
)
"""Of somebody whom the article bars; a letter that names nobody has the first alone, and so has the check of who works with minors."""


def about(*, viewer: Actor, at: datetime, formerly: Sequence[Formerly] = ()) -> tuple[Disclosure, ...]:
    """The lists for which the applicant who looks was searched for, newest first; nothing for anybody else. ``formerly``: documents that the person had before."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    found = list(_lines(viewer, viewer.id, at, at_hand=True, wanted=lambda _: True))
    for before in formerly:
        found += _lines(viewer, before.owner, at, at_hand=False, wanted=partial(_was_of, before))
    return tuple(found)


def _was_of(before: Formerly, row: Row) -> bool:
    listed = table.from_json(row.person)
    return before.was_of(listed.name, born_on=listed.born_on)


def _lines(
    viewer: Actor, owner: str, at: datetime, *, at_hand: bool, wanted: Callable[[Row], bool]
) -> Iterator[Disclosure]:
    kinds = [EventKind.LIST_SEARCHED]
    entries = ledger.entries(viewer=viewer, purpose="own record", about=owner, kinds=kinds, limit=ledger.MOST_AT_ONCE)
    rosters = Roster.objects.filter(number__in=sorted({entry.basis for entry in entries}))
    rows = rosters.select_related("unit").prefetch_related("acts").order_by("-submitted_at")
    for case in map(case_of, rows):
        row = asked(case).filter(owner=owner).first()
        if row is not None and wanted(row):
            yield _line(case, row, at, at_hand=at_hand)


def _line(case: Case, row: Row, at: datetime, *, at_hand: bool) -> Disclosure:
    left_out = LeftOut.objects.filter(row=row).exists()  # the consent was taken back: nothing was told
    answered_at = None if left_out else _answered_at(case, at)
    ended = case.status in ENDS or left_out
    given = Given.ANSWERED if answered_at else Given.NOT_ANSWERED if ended else Given.AWAITED
    kind, vetted = UnitKind(case.row.asked["unit_kind"]), case.purpose is Purpose.VETTING
    post = table.from_json(row.person).post
    rests_on = ASKS_AS_ORGAN if kind in LOOKERS else ASKS_AS_UNIT
    return Disclosure(
        key=f"{case.number}.{row.line}",
        looker=LOOKERS.get(kind, Looker.UNIT),
        name=str(case.row.asked["unit_name"]),
        office=case.row.office,
        purpose=VETTED if vetted else Bilingual(zh=FOR_A_POST.zh.format(post=post), en=FOR_A_POST.en.format(post=post)),
        articles=(_both(letters.article(case)), Bilingual(*in_words(rests_on))),
        asked_at=case.row.submitted_at,
        given=given,
        fields=(WHETHER,) if vetted else MAY_SAY,
        answered_at=answered_at,
        at_hand=at_hand,
    )


def _answered_at(case: Case, at: datetime) -> datetime | None:
    """When the letters first went out; one that was replaced since was told then."""
    given = (datetime.fromisoformat(done.facts["released_at"]) for done in case.acts if done.act is Act.ISSUE)
    return next((moment for moment in given if moment <= at), None)


def _both(words: claim.Bilingual) -> Bilingual:
    return Bilingual(zh=words.zh, en=words.en)
