"""How the tables of bars are written: short words for what most of them have in common."""

from datetime import date

from qingbai.law.bars.form import Bar, BarKind, Confidence, Ground
from qingbai.law.bars.instruments import cite, rank_of
from qingbai.law.citations import INSTRUMENTS, Citation

PUNISHED = Ground()  # 受过刑事处罚：免予刑事处罚不在其内
RECORD = Ground(punished=False)  # 有犯罪记录：包括免予刑事处罚
INTENTIONAL = Ground(intentional=True)  # 因故意犯罪受过刑事处罚；过失犯罪除外
RIGHTS_LOST = Ground(rights=True)  # 曾被剥夺政治权利


READ_HERE = frozenset({"criminal_law", "minors_protection_law", "exit_entry"})
"""Instruments whose text the project holds, article by article, and has read."""
COPIED_ON = date(2025, 3, 31)
"""Up to when the public copy of statutes reaches from which the rule book was made: what is younger was not in it."""


def how_sure(cited: tuple[Citation, ...]) -> Confidence:
    """How surely the wording behind some places is known (文本依据): as surely as the least sure of them."""
    if all(place.instrument in READ_HERE for place in cited):
        return Confidence.READ
    versions = [place.named or INSTRUMENTS[place.instrument] for place in cited]
    return Confidence.SECONDARY if any(one.dated > COPIED_ON for one in versions) else Confidence.RULE_BOOK


def bar(
    key: str,
    post: tuple[str, str],
    places: str,
    *grounds: Ground,
    text: tuple[str, str],
    kind: BarKind = BarKind.POST,
    beyond: tuple[str, str] = ("", ""),
    confidence: Confidence | None = None,
    until_on: date | None = None,
) -> Bar:
    """One bar; ``places`` as ``lawyers 7, 49(2); notaries 20``, the one that carries it first. It counts from the day on which that version came into force.

    ``confidence``: where it is less than the age of the versions tells.
    """
    cited = tuple(cite(place.strip(), key[:6]) for place in places.split(";"))
    first = cited[0]
    return Bar(
        id=key,
        kind=kind,
        post_zh=post[0],
        post_en=post[1],
        cited=cited,
        rank=rank_of(first.instrument),
        grounds=grounds,
        zh=text[0],
        en=text[1],
        beyond_zh=beyond[0],
        beyond_en=beyond[1],
        confidence=confidence or how_sure(cited),
        from_on=(first.named or INSTRUMENTS[first.instrument]).in_force_on,
        until_on=until_on,
    )
