"""What may be seen of files handed in: that they are there, not what they show (``services.read`` does that, on the ledger).

Whether the viewer is a party to the case, the case's own room has asked; here an applicant sees nobody's files but the own case's by
going through that room, and a program or a stranger sees none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.official import OfficialPaper
from qingbai.law.terms import Paper
from qingbai.law.units import EnrolmentPaper, UnitPaper
from qingbai.uploads.models import Content, Upload

MAY_SEE = frozenset({ActorKind.OFFICER, ActorKind.APPLICANT, ActorKind.SYSTEM})


AnyPaper = Paper | UnitPaper | EnrolmentPaper | OfficialPaper
"""What a file may be: a paper of an application, of a unit's list, of its registration, or of a request for a case."""


def paper_of(value: str) -> AnyPaper:
    """The paper behind the word that is kept; where two kinds share the word, the rooms mean the same by it."""
    for kind in (Paper, UnitPaper, EnrolmentPaper, OfficialPaper):
        if value in set(kind):
            return kind(value)
    raise ValueError(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file of a case (材料). ``there``: it can still be opened; ``held``: it waits for the virus scanner."""

    reference: UUID
    about: str
    paper: AnyPaper
    kind: str
    size: int
    pages: int
    width: int
    height: int
    hints: Mapping[str, float]
    at: datetime
    by: Actor
    there: bool
    held: bool


def of(*, about: str, viewer: Actor, purpose: str) -> tuple[Kept, ...]:
    """The files of a case, in the order they came. ``purpose`` is the number of the case that the viewer works on: no other case's are shown for it."""
    if viewer.kind not in MAY_SEE or purpose != about:
        return ()
    rows = list(Upload.objects.filter(about=about).order_by("at", "paper", "id"))
    content = dict(Content.objects.filter(file__about=about).values_list("file_id", "held"))
    return tuple(kept(row, there=row.pk in content, held=content.get(row.pk, False)) for row in rows)


def kept(row: Upload, *, there: bool, held: bool) -> Kept:
    """A row as it is shown."""
    return Kept(
        reference=row.pk,
        about=row.about,
        paper=paper_of(row.paper),
        kind=row.kind,
        size=row.size,
        pages=row.pages,
        width=row.width,
        height=row.height,
        hints=row.hints,
        at=row.at,
        by=Actor(ActorKind(row.by_kind), row.by_id, row.by_office),
        there=there,
        held=held,
    )
