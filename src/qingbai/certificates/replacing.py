"""Papers issued in the place of others (撤销并重新出具, INQ-28, ECERT-10): old and new are tied, and the house knows it both ways.

Outside nobody learns of it: the old one is *not current* like any other that is not, and the new one does not name it, for a paper that names
a predecessor tells whoever reads it that something was wrong.
"""

from datetime import datetime

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.certificates.models import Paper, Replacement


def tie(*, old: str, new: str, by: Actor, at: datetime) -> None:
    """Tie two papers by their numbers, within the transaction that issues the new one; on the ledger. The old one has been withdrawn."""
    papers = {
        paper.number: paper for paper in Paper.objects.only("id", "number", "application").filter(number__in=(old, new))
    }
    Replacement.objects.create(old=papers[old], new=papers[new], at=at)
    facts = {"number": new, "instead_of": old}
    audit.record(kind=EventKind.PAPER_REPLACED, by=by, at=at, basis=papers[new].application, facts=facts)


def replaced_by(number: str) -> str:
    """The number of the paper that stands in the place of this one; empty where there is none. For the house alone."""
    return Replacement.objects.filter(old__number=number).values_list("new__number", flat=True).first() or ""


def instead_of(number: str) -> str:
    """The number of the paper in whose place this one was issued; empty where there is none. For the house alone."""
    return Replacement.objects.filter(new__number=number).values_list("old__number", flat=True).first() or ""


def history(number: str) -> tuple[str, ...]:
    """All numbers of one answer, the first paper first (各版本文书编号): the version of a paper is its place in this row."""
    first = number
    while before := instead_of(first):
        first = before
    found = [first]
    while after := replaced_by(found[-1]):
        found.append(after)
    return tuple(found)
