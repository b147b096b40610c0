"""Groups of crimes that bars name (罪名类别): by chapter and section of the special part, by article, by name (CASE-07).

``doubtful`` are those of which the text leaves open whether they belong, though their chapter may be named: a person decides.
"""

from dataclasses import dataclass

from qingbai.law import charges
from qingbai.law.charges import Charge
from qingbai.law.terms import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of crimes (罪名类别): chapters by number, sections as ``6.7``, articles (``237`` with all its paragraphs, ``237.3`` one), names."""

    zh: str
    en: str
    chapters: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    def holds(self, charge: Charge) -> Answer:
        """Whether a crime belongs (是否属于)."""
        if _by_article(charge, self.doubtful):
            return Answer.PERSON
        return Answer.YES if self._named(charge) else Answer.NO

    def _named(self, charge: Charge) -> bool:
        section = f"{charge.chapter_number}.{'〇一二三四五六七八九十'.find(charge.section[1:2] or '〇')}"
        return (
            charge.chapter_number in self.chapters
            or section in self.sections
            or charge.name in self.names
            or _by_article(charge, self.articles)
        )


def _by_article(charge: Charge, articles: tuple[str, ...]) -> bool:
    return any(place in articles or place.partition(".")[0] in articles for place in charge.articles)


MARKET = ("骗购外汇罪",)
BRIBERY = ("163", "164", "385", "387", "388-1", "389", "390-1", "391", "392", "393")
GRAFT = ("382", *BRIBERY, "270", "271.1", "272", "273", "384")
SEXUAL = ("236", "236-1", "237")
TRAFFICKING = ("240", "241.1", "262")
ABUSE = ("248", "260", "260-1")
INJURY = ("232", "234")
NEAR_CHILDREN = (
    "234-1.1", "238", "239", "244-1", "261", "262-1", "262-2", "263", "292.1", "293", "301.2", "358.1", "359.2", "360.2",
)  # fmt: skip

GROUPS: dict[str, Group] = {
    "organised": Group(
        zh="黑社会性质组织犯罪", en="crimes of mafia-like organisations", articles=("294.1", "294.2", "294.4")
    ),
    "false_accounts": Group(
        zh="财务造假犯罪",
        en="crimes of false accounts",
        articles=("161", "162-1"),
    ),
    "money_in_trust": Group(
        zh="经济、职务犯罪",
        en="crimes against the market order, property held in trust, graft",
        chapters=(3, 8),
        articles=("270", "271.1", "272", "273"),
        names=MARKET,
    ),
    "graft_and_market": Group(
        zh="贪污、贿赂、侵占财产、挪用财产或者破坏社会主义市场经济秩序",
        en="graft, bribery, taking or misusing property, or crimes against the socialist market order",
        chapters=(3,),
        articles=GRAFT,
        names=MARKET,
        doubtful=("395.1", "395.2", "396.1", "396.2"),
    ),
    "fund_crimes": Group(
        zh="贪污贿赂、渎职、侵犯财产或者破坏社会主义市场经济秩序",
        en="graft and bribery, dereliction, crimes against property or the socialist market order",
        chapters=(3, 5, 8, 9),
        names=MARKET,
    ),
    "food": Group(
        zh="食品安全犯罪",
        en="food-safety crimes",
        articles=("143", "144"),
        doubtful=("140", "225", "229.1+2+3", "408-1"),
    ),
    "farm_produce": Group(
        zh="与农产品质量安全有关的犯罪",
        en="crimes that may concern the quality and safety of farm produce",
        articles=("140", "143", "144", "147", "225", "229.1+2", "229.1+2+3", "229.3", "408-1"),
    ),
    "bribing": Group(zh="行贿犯罪", en="giving bribes", articles=("389", "390-1", "391", "393")),
    "seeds": Group(
        zh="生产、销售伪劣种子犯罪", en="making or selling fake or poor seeds", articles=("147",), doubtful=("140",)
    ),
    "narcotics": Group(zh="毒品犯罪", en="narcotics crimes", sections=("6.7",), doubtful=("355-1",)),
    "entertainment": Group(
        zh="《娱乐场所管理条例》第五条所列犯罪",
        en="the crimes listed for entertainment venues",
        articles=("191", "236", "237.1+2", "294.1", "347", "363.1", "364.1", "365"),
        names=("组织卖淫罪", "强迫卖淫罪", "引诱、容留、介绍卖淫罪", "赌博罪"),
        doubtful=("236-1", "237.3", "303.2", "303.3", "358.3", "359.2", "363.2", "364.2", "294.2", "294.4"),
    ),
    "drone": Group(
        zh="危害国家安全、公共安全或者侵犯公民人身权利、扰乱公共秩序的犯罪",
        en="crimes against state or public security, the person or public order",
        chapters=(1, 2, 4),
        sections=("6.1",),
        doubtful=("249", "250", "251", "252", "253.1", "254", "255", "256", "257", "258", "259.1"),
    ),
    "network": Group(
        zh="危害网络安全的犯罪",
        en="crimes against network security",
        articles=("285", "285.2", "285.3", "286"),
        doubtful=("253-1", "286-1", "287-1", "287-2"),
    ),
    "accidents": Group(
        zh="安全生产犯罪",
        en="work-safety crimes",
        articles=("131", "132", "134", "134.2", "134-1", "135", "135-1", "136", "137", "138", "139", "139-1"),
        doubtful=("397", "229.1+2+3", "229.3"),
    ),
    "exporting": Group(
        zh="可能与出口管制有关的犯罪",
        en="crimes that may concern export control",
        sections=("3.2",),
        articles=("225", "280.1", "111", "219-1", "398"),
    ),
    "border": Group(zh="妨害国（边）境管理犯罪", en="crimes against border control", sections=("6.3",)),
    "sexual": Group(
        zh="性侵害犯罪",
        en="sexual assault",
        articles=(*SEXUAL,),
        doubtful=("301.2", "358.1", "358.3", "359.1", "359.2", "360.2"),
    ),
    "school_check": Group(
        zh="强奸、强制猥亵、猥亵儿童犯罪",
        en="rape, forcible indecency and child indecency",
        articles=("236", "237"),
        doubtful=("236-1",),
    ),
    "children": Group(
        zh="性侵害、虐待、拐卖、暴力伤害犯罪",
        en="sexual assault, abuse, trafficking, violent injury",
        articles=(*SEXUAL, *TRAFFICKING, *ABUSE, *INJURY),
        doubtful=NEAR_CHILDREN,
    ),
    "kindergarten": Group(
        zh="虐待、性侵害、拐卖、暴力伤害、毒品、赌博犯罪",
        en="abuse, sexual assault, trafficking, violent injury, narcotics, gambling",
        sections=("6.7",),
        articles=(*SEXUAL, *TRAFFICKING, *ABUSE, *INJURY, "303", "303.2", "303.3"),
        doubtful=(*NEAR_CHILDREN, "355-1"),
    ),
    "fraud_online": Group(
        zh="可能属于电信网络诈骗的犯罪",
        en="crimes that may be telecom or online fraud",
        articles=("266", "287-1", "287-2", "312"),
    ),
}
"""The groups by key."""


def belongs(written: str, key: str) -> Answer:
    """Whether the crime that a verdict's words name belongs to a group (罪名归类); a person where the words are not known or name crimes of both sorts."""
    answers = {GROUPS[key].holds(charge) for charge in charges.candidates(written)}
    return answers.pop() if len(answers) == 1 else Answer.PERSON
