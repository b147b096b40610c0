"""Which inbox a notice belongs into that came by itself (收件机关): that of the organ whose registry would keep the first defendant's record."""

from datetime import date

from qingbai.agencies import courts, divisions
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OrganCard
from qingbai.agencies.terms import Authority
from qingbai.law.routing import RecordFacts, keeping_registry
from qingbai.law.terms import SubjectKind
from qingbai.notices.notice import JudgmentNotice


def organ_for(notice: JudgmentNotice, on: date) -> str:
    """The code of the organ: of the keeping authority, in the division or else the nearest above it; the first known where none fits.

    Empty where no organ keeps a register here at all.
    """
    first = next(iter(notice.defendants), None)
    court = courts.division_of(notice.sender.code.strip())
    facts = RecordFacts(
        subject=SubjectKind.PERSON,
        foreigner=first is not None and first.nationality != "CHN",
        charges=first.charges if first is not None else (),
        household=(first.household or None) if first is not None else None,
        court=court,
    )
    found = keeping_registry(facts, on, divisions.successors()).value
    return keeping(found.authority if found is not None else None, found.division if found is not None else court or "")


def keeping(authority: Authority | None, division: str) -> str:
    """The code of the organ of this authority (None: of any) that keeps the register of a division, or else of the nearest above it; empty where there is none."""
    organs = agencies.organs(authority=authority) or agencies.organs()
    if not organs:
        return ""
    return max(organs, key=lambda one: _nearness(one, division)).code


def _nearness(organ: OrganCard, division: str) -> tuple[int, str]:
    """How much of the division's code an organ answers for; of several alike the one with the smaller code."""
    own = organ.division.rstrip("0") or organ.division
    return (len(own) if division.startswith(own) else 0, "".join(chr(0x10FFFF - ord(sign)) for sign in organ.code))
