"""Whose verdict is it (人案关联)? The shield for those whose identity somebody else used before a court (身份被冒用).

A verdict stands in the register under whoever the documents name. Who says that it is somebody else's disputes the *link* between person and
verdict, never the verdict: on evidence that an officer accepted the link is suspended, and from the decision on every search for
that person resolves at once, through whichever channel it comes. The verdict itself is not touched: a registrar finds it by name, number and
case as before, and a court's ruling (刑诉法解释 473) moves it to whom it belongs. Persons stand here as the ledger's fingerprints.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from qingbai.agencies.acts import one_wins
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.objections import LinkStatus, whose
from qingbai.law.terms import MatchVerdict
from qingbai.matching import identity
from qingbai.matching.persons import Person
from qingbai.registers import access, models
from qingbai.registers.access import NoSuchRecord, Purpose
from qingbai.registers.verdicts import as_of

MAY_DISPUTE = access.MAY_LOOK[access.Business.INQUIRY]
"""Who may record what was said and decided about a link: officers who handle inquiries. Who decides, the review says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it stands (人案关联): since when, in which case it was last acted upon, on what evidence, by whom."""

    conviction: UUID
    status: LinkStatus
    since: datetime
    case: str
    evidence: tuple[str, ...]
    reason: str
    by: Actor


def keys_of(person: Person) -> tuple[str, ...]:
    """The fingerprints under which a person may stand here: one for each document."""
    texts = (identity.lasting(one.kind, one.number, country=one.country) for one in person.documents)
    return tuple(dict.fromkeys(audit.fingerprint(text) for text in texts if text.strip()))


def of(
    *, person: Person, viewer: Actor, purpose: Purpose, known_at: datetime | None = None
) -> Mapping[str, LinkStatus]:
    """What was said about whose verdicts are this person's, by the verdicts' references, as known at ``known_at`` (None: now).

    One statement, whatever is on record.
    """
    return of_many(people=[person], viewer=viewer, purpose=purpose, known_at=known_at)[0]


def of_many(
    *, people: Sequence[Person], viewer: Actor, purpose: Purpose, known_at: datetime | None = None
) -> list[Mapping[str, LinkStatus]]:
    """The same for each of many people, in one statement."""
    access.require(viewer, purpose)
    keys = [keys_of(person) for person in people]
    found = _latest({key for those in keys for key in those}, known_at)
    return [
        {str(link.conviction): link.status for link in sorted(_of_keys(found, those), key=lambda one: one.since)}
        for those in keys
    ]


def links(*, person: str, viewer: Actor, purpose: Purpose) -> tuple[Link, ...]:
    """Every link of a person (by fingerprint) that was ever disputed, for who handles the review or an inquiry."""
    access.require(viewer, purpose)
    return tuple(_latest({person}, None).get(person, ()))


def last_acts(*, convictions: Collection[UUID], viewer: Actor, purpose: Purpose) -> dict[UUID, datetime]:
    """When something was last said about whose these verdicts are, whoever disputed it; without those of which nothing ever was."""
    access.require(viewer, purpose)
    acts = models.LinkAct.objects.filter(conviction__in=convictions).values_list("conviction_id")
    return dict(acts.annotate(last=Max("known_from")))


def weighed(comparison: MatchVerdict, link: LinkStatus | None) -> MatchVerdict:
    """Whether a verdict is to be taken as this person's, after what was said about the link (``law.objections.whose``)."""
    found = whose(comparison, link).value
    assert found is not None
    return found


def suspend(
    *,
    person: str,
    convictions: Sequence[UUID],
    case: str,
    evidence: Sequence[str],
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Suspend the links between a person and these verdicts until it is decided (暂停适用), on evidence that ``by`` accepted."""
    statuses = dict.fromkeys(convictions, LinkStatus.DISPUTED)
    _act(EventKind.LINK_DISPUTED, person, statuses, case=case, evidence=evidence, reason=reason, by=by, at=at)


def decide(*, person: str, same: Mapping[UUID, bool], case: str, reason: str, by: Actor, at: datetime) -> None:
    """Decide of verdicts whether they are this person's (认定), for every later search; one that nobody had disputed is disputed by it.

    The entry on the ledger is one and the same for whoever has something on record and for who has nothing; so it is written in either case.
    """
    statuses = {one: LinkStatus.SAME if is_his else LinkStatus.DIFFERENT for one, is_his in same.items()}
    _act(EventKind.LINK_DECIDED, person, statuses, case=case, evidence=(), reason=reason, by=by, at=at)


def lift(*, person: str, case: str, reason: str, by: Actor, at: datetime) -> None:
    """Whoever disputed takes it back (撤回异议): every link suspended in this case is as it was before. The entry is written in either case."""
    own = [one for one in _latest({person}, None).get(person, ()) if one.case == case]
    lifted = {one.conviction: LinkStatus.LIFTED for one in own if one.status is LinkStatus.DISPUTED}
    _act(EventKind.LINK_DISPUTED, person, lifted, case=case, evidence=(), reason=reason, by=by, at=at, ended=True)


def propose(
    *,
    same: Mapping[UUID, bool],
    case: str,
    draft: int,
    by: Actor,
    at: datetime,
    wrong: Collection[UUID] = (),
) -> None:
    """Keep what a draft of an opinion would decide (拟认定), within the review's own act, which is on the ledger.

    ``wrong``: those of them that say something wrong. It stands here and not in the review, so that a verdict that must be sealed takes it with it when it leaves the register.
    """
    _require(by)
    here = _on_record(same)
    with one_wins(case, "proposed_link_once"):
        models.ProposedLink.objects.bulk_create(
            models.ProposedLink(
                conviction_id=one, case=case, draft=draft, same=is_his, wrong=one in wrong, known_from=at
            )
            for one, is_his in same.items()
            if one in here
        )


def proposed(*, case: str, draft: int, viewer: Actor, purpose: Purpose) -> dict[UUID, bool]:
    """What a draft would decide of the verdicts that are still on record."""
    access.require(viewer, purpose)
    return dict(models.ProposedLink.objects.filter(case=case, draft=draft).values_list("conviction_id", "same"))


def proposed_wrong(*, case: str, draft: int, viewer: Actor, purpose: Purpose) -> frozenset[UUID]:
    """Those of them that a draft says are entered wrongly."""
    access.require(viewer, purpose)
    found = models.ProposedLink.objects.filter(case=case, draft=draft, wrong=True)
    return frozenset(found.values_list("conviction_id", flat=True))


def _require(by: Actor) -> None:
    if access.capacity(by) not in MAY_DISPUTE:
        raise NoSuchRecord


def _on_record(convictions: Iterable[UUID]) -> frozenset[UUID]:
    return frozenset(models.Conviction.objects.filter(pk__in=list(convictions)).values_list("pk", flat=True))


def _act(
    kind: EventKind,
    person: str,
    statuses: Mapping[UUID, LinkStatus],
    *,
    case: str,
    evidence: Sequence[str],
    reason: str,
    by: Actor,
    at: datetime,
    ended: bool = False,
) -> None:
    """Give links a status. A verdict that left the register meanwhile is passed over: there is nothing left to say about it."""
    if not (ended and by.kind is ActorKind.APPLICANT and by.id == person):
        _require(by)
    if not reason.strip():
        raise ValueError("reason: is empty; say why, in a sentence that the file can keep")
    with one_wins(case, "link_act_position_once", "disputed_link_once"):
        for conviction in sorted(_on_record(statuses)):
            status = statuses[conviction]
            _add(status, person, conviction, case=case, evidence=evidence, reason=reason, by=by, at=at)
        # No count of links: it would tell of a record that is sealed later from none.
        told = {"ended": str(ended or kind is EventKind.LINK_DECIDED).lower()}
        audit.record(kind=kind, by=by, at=at, basis=case, about=person, facts=told)


def _add(
    status: LinkStatus,
    person: str,
    conviction: UUID,
    *,
    case: str,
    evidence: Sequence[str],
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    link = models.DisputedLink.objects.filter(person=person, conviction=conviction).first()
    position = link.acts.count() if link else 0
    if link is None:
        link = models.DisputedLink.objects.create(person=person, conviction_id=conviction, known_from=at)
    models.LinkAct.objects.create(
        link=link,
        conviction_id=conviction,
        position=position,
        status=status,
        case=case,
        evidence=list(evidence),
        reason=reason.strip(),
        by_kind=by.kind,
        by_id=by.id,
        by_office=by.office,
        known_from=at,
    )


def _latest(persons: set[str], known_at: datetime | None) -> dict[str, list[Link]]:
    rows = as_of(models.LinkAct.objects.filter(link__person__in=sorted(persons)), known_at)
    latest: dict[tuple[str, UUID], models.LinkAct] = {}
    for row in rows.select_related("link").order_by("position"):
        latest[row.link.person, row.conviction_id] = row
    found: dict[str, list[Link]] = {}
    for (person, conviction), row in latest.items():
        found.setdefault(person, []).append(
            Link(
                conviction=conviction,
                status=LinkStatus(row.status),
                since=row.known_from,
                case=row.case,
                evidence=tuple(row.evidence),
                reason=row.reason,
                by=Actor(ActorKind(row.by_kind), row.by_id, row.by_office),
            )
        )
    return found


def _of_keys(found: Mapping[str, Iterable[Link]], keys: Iterable[str]) -> Iterable[Link]:
    return (link for key in keys for link in found.get(key, ()))
