"""Which organs, lawyers and offices asked about somebody for a case, as that person may know it (本人查阅：办案查询).

A look-up that was approved to be covert is not there until the day named with it is over (``law.own_record``), and nothing shows that it is
not: it stands in no count and in no number. Found by the ledger's entries about the person, which keep back the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from qingbai import clock
from qingbai.agencies.terms import Bilingual
from qingbai.audit import queries as ledger
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates.typed import as_printed
from qingbai.disclosures.acts import Act, Status
from qingbai.disclosures.casework import Case, case_of
from qingbai.disclosures.models import RequestRow
from qingbai.disclosures.queries import shown_at
from qingbai.law import names
from qingbai.law.bans import bar
from qingbai.law.citations import in_words
from qingbai.law.official import SOURCE_OF_FIELDS, OfficialAsker, Told, may_be_told
from qingbai.law.own_record import may_know
from qingbai.law.terms import Answer
from qingbai.registers.disclosed import Disclosure, Formerly, Given, Looker

LOOKERS: Mapping[OfficialAsker, Looker] = {
    OfficialAsker.STATE_ORGAN: Looker.STATE_ORGAN,
    OfficialAsker.DEFENCE_LAWYER: Looker.DEFENCE_LAWYER,
    OfficialAsker.NOTARY_OFFICE: Looker.NOTARY_OFFICE,
    OfficialAsker.LICENSING_ORGAN: Looker.LICENSING_ORGAN,
}
PURPOSES: Mapping[OfficialAsker, Bilingual] = {
    OfficialAsker.STATE_ORGAN: Bilingual(zh="办理案件", en="Handling a case"),
    OfficialAsker.DEFENCE_LAWYER: Bilingual(zh="为本案犯罪嫌疑人、被告人辩护", en="Defence in the person's own case"),
    OfficialAsker.NOTARY_OFFICE: Bilingual(zh="办理公证", en="A notarial certificate"),
    OfficialAsker.LICENSING_ORGAN: Bilingual(zh="实施许可或者授予资格", en="Granting a licence or qualification"),
}
ENDED = frozenset({Status.DECLINED, Status.WITHDRAWN})


def about(*, viewer: Actor, at: datetime, formerly: Sequence[Formerly] = ()) -> tuple[Disclosure, ...]:
    """The requests about the applicant who looks, as far as they may be known now, newest first; nothing for anybody else. ``formerly``: documents that
    the person had before."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    found = [_line(case, at, at_hand=True) for case in _known(viewer, viewer.id, at)]
    for before in formerly:
        cases = _known(viewer, before.owner, at)
        found += [_line(case, at, at_hand=False) for case in cases if _was_of(before, case)]
    return tuple(found)


def _was_of(before: Formerly, case: Case) -> bool:
    return before.was_of(case.asked.name, case.asked.latin_name, born_on=case.asked.born_on)


def _known(viewer: Actor, owner: str, at: datetime) -> Iterator[Case]:
    kinds = [EventKind.DISCLOSURE_ASKED]
    entries = ledger.entries(viewer=viewer, purpose="own record", about=owner, kinds=kinds, limit=ledger.MOST_AT_ONCE)
    rows = RequestRow.objects.filter(number__in=[entry.basis for entry in entries], about=owner)
    for case in map(case_of, rows.prefetch_related("acts").order_by("-submitted_at")):
        if may_know(case.asked.secret_until, clock.day_of(at)).answer is Answer.YES:
            yield case


def _line(case: Case, at: datetime, *, at_hand: bool) -> Disclosure:
    asked, answered_at = case.asked, _answered_at(case, at)
    given = Given.NOT_ANSWERED if case.status in ENDED else Given.AWAITED
    if answered_at is not None:
        given = Given.ANSWERED
    return Disclosure(
        key=case.row.number,
        looker=LOOKERS[asked.asker],
        name=as_printed(asked.asker_name),
        office=case.row.office,
        purpose=PURPOSES[asked.asker],
        articles=tuple(_articles(case)),
        asked_at=case.row.submitted_at,
        given=given,
        fields=_fields(asked.asker),
        answered_at=answered_at,
        at_hand=at_hand,
    )


def _answered_at(case: Case, at: datetime) -> datetime | None:
    """When the first letter went out; taken back since, given anew or not, it was told then."""
    given = (shown_at(done) for done in case.acts if done.act is Act.ISSUE)
    return next((moment for moment in given if moment <= at), None)


def _fields(asker: OfficialAsker) -> tuple[Bilingual, ...]:
    return tuple(_words(field) for field in may_be_told(asker).value or ())


def _words(field: Told) -> Bilingual:
    return Bilingual(*names.named(field))


def _articles(case: Case) -> Iterator[Bilingual]:
    asked = case.asked
    if asked.bar:
        yield Bilingual(*in_words(bar(asked.bar).cited[0]))
    if any(asked.rests_on):
        yield Bilingual(*asked.rests_on)
    yield Bilingual(*in_words(SOURCE_OF_FIELDS[asked.asker]))
