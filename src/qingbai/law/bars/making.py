"""How the tables of bars are written: short words for what most of them have in common."""

from qingbai.law.bars.form import Bar, BarKind, Confidence, Ground
from qingbai.law.bars.instruments import cite, rank_of
from qingbai.law.citations import INSTRUMENTS

PUNISHED = Ground()  # 受过刑事处罚：免予刑事处罚不在其内
RECORD = Ground(punished=False)  # 有犯罪记录：包括免予刑事处罚
INTENTIONAL = Ground(intentional=True)  # 因故意犯罪受过刑事处罚；过失犯罪除外
RIGHTS_LOST = Ground(rights=True)  # 曾被剥夺政治权利


def bar(
    key: str,
    post: tuple[str, str],
    places: str,
    *grounds: Ground,
    text: tuple[str, str],
    kind: BarKind = BarKind.POST,
    beyond: tuple[str, str] = ("", ""),
    confidence: Confidence = Confidence.READ,
) -> Bar:
    """One bar; ``places`` as ``lawyers 7, 49(2); notaries 20``, the one that carries it first. It counts from the day on which that version came into force."""
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
        confidence=confidence,
        from_on=(first.named or INSTRUMENTS[first.instrument]).in_force_on,
    )
