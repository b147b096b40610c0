"""What a person may know: every line of those who asked about them, newest first, and whether they are told of new ones.

A look-up that is kept from the person (办案保密) is in no line until its day is over, and so in no message either.
"""

from dataclasses import dataclass
from datetime import date, datetime

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.disclosures import disclosed as for_cases
from qingbai.inquiries import disclosed as for_certificates
from qingbai.notifications import queries as notifications
from qingbai.objections import disclosed as for_reviews
from qingbai.ownrecord.models import Alert
from qingbai.registers.disclosed import Disclosure
from qingbai.screening import disclosed as for_units


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """That a person is told (提醒状态): under which number, since when, until when, and by which ways."""

    number: str
    began_at: datetime
    until: date
    by_email: bool
    by_phone: bool


def lines(*, viewer: Actor, at: datetime) -> tuple[Disclosure, ...]:
    """Everybody who asked about the applicant who looks, newest first; nothing for anybody else. Documents that the person had before count too."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    formerly = for_certificates.formerly(viewer=viewer)
    rooms = (for_certificates.about, for_units.about, for_cases.about)
    found = [one for about in rooms for one in about(viewer=viewer, at=at, formerly=formerly)]
    found += for_reviews.about(viewer=viewer, at=at, lines=found)
    # Of what was asked at one moment the numbers, which are drawn, say nothing: who asked and what for give an order that is the same each time.
    return tuple(
        sorted(found, key=lambda one: (one.asked_at, one.looker, one.name, one.purpose.zh, one.key), reverse=True)
    )


def alert(*, viewer: Actor, at: datetime) -> Standing | None:
    """Whether the viewer is told of new lines; None where not."""
    row = Alert.objects.filter(owner=viewer.id, ended_at__isnull=True).first()
    if viewer.kind is not ActorKind.APPLICANT or row is None or over(row, at):
        return None
    reached = notifications.contact_of(row.number)
    return Standing(
        number=row.number,
        began_at=row.began_at,
        until=row.until,
        by_email=bool(reached.email),
        by_phone=bool(reached.phone),
    )


def over(row: Alert, at: datetime) -> bool:
    """Whether its year is over."""
    return clock.day_of(at) > row.until
