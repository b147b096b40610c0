"""The holder shares a paper's state (共享): makes links to it, sees who used them, stops them.

For the person whom the answer is about, and whoever has parental or guardian's authority; an agent's mandate ends with the paper handed over, and whom
the holder shows a paper to is nothing to the office.
"""

from datetime import date, datetime

from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries import conditions
from qingbai.inquiries.casework import Case, NoSuchApplication, fingerprint_of, open_case
from qingbai.sharing import links
from qingbai.sharing.links import Link
from qingbai.sharing.models import Shows


def _of_holder(number: str, by: Actor) -> Case:
    case = open_case(number)
    guardian = case.draft.guardian
    holders = set(case.holders)
    if guardian is not None:
        holders.add(fingerprint_of(guardian.document_kind, guardian.document_number, guardian.nationality))
    if by.kind is not ActorKind.APPLICANT or by.id not in holders:
        raise NoSuchApplication(number)
    return case


def may_share(*, number: str, by: Actor) -> bool:
    """Whether the actor is the holder, who alone shares and sees what was shared."""
    try:
        _of_holder(number, by)
    except NoSuchApplication:
        return False
    return True


def may_show(case: Case) -> tuple[Shows, ...]:
    """What a link to this paper can show: its file only where the region has electronic papers."""
    return tuple(Shows) if case.region.certificate.electronic else (Shows.STATE, Shows.STATEMENTS)


def shared(*, number: str, by: Actor, at: datetime) -> tuple[tuple[Link, ...], tuple[Shows, ...]]:
    """The links of an application with their uses, and what a new one can show, empty where no paper stands. Raises ``NoSuchApplication`` for
    anybody but the holder, and before the answer is shown where there never was a link."""
    case = _of_holder(number, by)
    found = links.of_application(application=number, at=at)
    stands = conditions.shown(case, at)
    if not stands and not found:
        raise NoSuchApplication(number)
    return found, may_show(case) if stands else ()


def share(*, number: str, token: str, label: str, shows: Shows, ends_on: date | None, by: Actor, at: datetime) -> str:
    """Make a link to the paper that stands (共享); its secret. Raises ``NoSuchApplication``, ``links.LinkRefused``."""
    case = _of_holder(number, by)
    issued = case.standing_issue
    if issued is None or not conditions.shown(case, at) or shows not in may_show(case):
        raise NoSuchApplication(number)
    paper = str(issued.facts["paper_number"])
    return links.share(
        application=number, paper=paper, token=token, label=label, shows=shows, ends_on=ends_on, by=by, at=at
    )


def stop_sharing(*, number: str, link: str, on: date | None, by: Actor, at: datetime) -> None:
    """Stop a link (停用), at once or with the end of a day. Raises ``NoSuchApplication``, ``links.LinkRefused``."""
    _of_holder(number, by)
    try:
        links.stop(application=number, number=link, on=on, by=by, at=at)
    except links.NoSuchLink as error:
        raise NoSuchApplication(number) from error
