"""Instruments and articles (法条): what every finding points to.

An instrument is named by a short key; ``INSTRUMENTS`` gives its official title, an English title and its dates.
A citation is one place in one instrument. Article numbers are those of the version named.
"""

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one instrument: the instrument's short key, the article as counted there, and the row of our rule book it came from (``INQ-19``).

    Articles are written ``286``, ``4(2)`` for a paragraph, ``37-1`` for 第三十七条之一, ``99, 286`` for several; empty for the instrument as a whole.
    ``named``: the instrument itself, where it is none of ``INSTRUMENTS`` but came with a file.
    """

    instrument: str
    article: str
    rule: str = ""
    named: "Instrument | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, interpretation or rule (规范性文件). ``dated`` is the day of adoption or issue of the version cited; ``number`` its document number, if it has one.

    ``in_parts``: it has parts and items (第二部分（一）) instead of articles and paragraphs.
    """

    zh: str
    en: str
    dated: date
    in_force_on: date
    number: str = ""
    in_parts: bool = False


INSTRUMENTS = {
    "criminal_law": Instrument(
        zh="中华人民共和国刑法",
        en="Criminal Law of the People's Republic of China (as amended to Amendment XII)",
        dated=date(2023, 12, 29),
        in_force_on=date(2024, 3, 1),
    ),
    "criminal_procedure_law": Instrument(
        zh="中华人民共和国刑事诉讼法",
        en="Criminal Procedure Law of the People's Republic of China (2018)",
        dated=date(2018, 10, 26),
        in_force_on=date(2018, 10, 26),
    ),
    "criminal_procedure_law_2012": Instrument(
        zh="中华人民共和国刑事诉讼法（2012年修正）",
        en="Criminal Procedure Law of the People's Republic of China (2012)",
        dated=date(2012, 3, 14),
        in_force_on=date(2013, 1, 1),
    ),
    "procedure_interpretation": Instrument(
        zh="最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释",
        en="Interpretation of the Supreme People's Court on the Application of the Criminal Procedure Law (2021)",
        dated=date(2021, 1, 26),
        in_force_on=date(2021, 3, 1),
        number="法释〔2021〕1号",
    ),
    "juvenile_interpretation": Instrument(
        zh="最高人民法院关于审理未成年人刑事案件具体应用法律若干问题的解释",
        en="Interpretation of the Supreme People's Court on the Trial of Criminal Cases of Minors (2006)",
        dated=date(2006, 1, 11),
        in_force_on=date(2006, 1, 23),
        number="法释〔2006〕1号",
    ),
    "sealing_measures": Instrument(
        zh="关于未成年人犯罪记录封存的实施办法",
        en="Measures for Sealing the Criminal Records of Minors (2022)",
        dated=date(2022, 5, 24),
        in_force_on=date(2022, 5, 30),
    ),
    "minors_crime_prevention_law": Instrument(
        zh="中华人民共和国预防未成年人犯罪法",
        en="Law of the People's Republic of China on the Prevention of Juvenile Delinquency (2020)",
        dated=date(2020, 12, 26),
        in_force_on=date(2021, 6, 1),
    ),
    "inquiry_rules": Instrument(
        zh="公安机关办理犯罪记录查询工作规定",
        en="Rules for Public Security Organs on Handling Criminal Record Inquiries (2021)",
        dated=date(2021, 12, 3),
        in_force_on=date(2021, 12, 31),
    ),
    "beijing_inquiry_rules": Instrument(
        zh="北京市公安局办理犯罪记录查询工作实施细则",
        en="Detailed Rules of the Beijing Public Security Bureau on Criminal Record Inquiries (2022)",
        dated=date(2022, 3, 25),
        in_force_on=date(2022, 3, 25),
        number="京公法字〔2022〕337号",
    ),
    "record_system_opinions": Instrument(
        zh="关于建立犯罪人员犯罪记录制度的意见",
        en="Opinions on Establishing a System of Criminal Records of Offenders (2012)",
        dated=date(2012, 5, 10),
        in_force_on=date(2012, 5, 10),
        number="法发〔2012〕10号",
        in_parts=True,
    ),
    "community_correction_law": Instrument(
        zh="中华人民共和国社区矫正法",
        en="Community Correction Law of the People's Republic of China (2019)",
        dated=date(2019, 12, 28),
        in_force_on=date(2020, 7, 1),
    ),
    "prison_law": Instrument(
        zh="中华人民共和国监狱法",
        en="Prison Law of the People's Republic of China (2026)",
        dated=date(2026, 4, 30),
        in_force_on=date(2026, 11, 1),
    ),
    "occupation_ban_opinions": Instrument(
        zh="关于落实从业禁止制度的意见",
        en="Opinions on Carrying Out the Ban from Occupations (2022)",
        dated=date(2022, 11, 10),
        in_force_on=date(2022, 11, 15),
        number="法发〔2022〕32号",
        in_parts=True,
    ),
    "procuratorate_rules": Instrument(
        zh="人民检察院刑事诉讼规则",
        en="Criminal Procedure Rules of the People's Procuratorates (2019)",
        dated=date(2019, 12, 2),
        in_force_on=date(2019, 12, 30),
        number="高检发释字〔2019〕4号",
    ),
    "public_security_penalties_law": Instrument(
        zh="中华人民共和国治安管理处罚法",
        en="Public Security Administration Penalties Law of the People's Republic of China (2025)",
        dated=date(2025, 6, 27),
        in_force_on=date(2026, 1, 1),
    ),
    "administrative_reconsideration_law": Instrument(
        zh="中华人民共和国行政复议法",
        en="Administrative Reconsideration Law of the People's Republic of China (2023)",
        dated=date(2023, 9, 1),
        in_force_on=date(2024, 1, 1),
    ),
    "property_penalty_provisions": Instrument(
        zh="最高人民法院关于适用财产刑若干问题的规定",
        en="Provisions of the Supreme People's Court on the Application of Property Penalties (2000)",
        dated=date(2000, 12, 13),
        in_force_on=date(2000, 12, 19),
        number="法释〔2000〕45号",
    ),
    "civil_code": Instrument(
        zh="中华人民共和国民法典",
        en="Civil Code of the People's Republic of China (2020)",
        dated=date(2020, 5, 28),
        in_force_on=date(2021, 1, 1),
    ),
    "administrative_licensing_law": Instrument(
        zh="中华人民共和国行政许可法",
        en="Administrative Licensing Law of the People's Republic of China (2019)",
        dated=date(2019, 4, 23),
        in_force_on=date(2019, 4, 23),
    ),
    "minors_protection_law": Instrument(
        zh="中华人民共和国未成年人保护法",
        en="Law of the People's Republic of China on the Protection of Minors (2024)",
        dated=date(2024, 4, 26),
        in_force_on=date(2024, 4, 26),
    ),
    "school_vetting_opinions": Instrument(
        zh="关于建立教职员工准入查询性侵违法犯罪信息制度的意见",
        en="Opinions on Checking School Staff for Sexual Offences (2020)",
        dated=date(2020, 8, 20),
        in_force_on=date(2020, 8, 20),
        number="高检发〔2020〕14号",
    ),
    "personal_information_law": Instrument(
        zh="中华人民共和国个人信息保护法",
        en="Personal Information Protection Law of the People's Republic of China (2021)",
        dated=date(2021, 8, 20),
        in_force_on=date(2021, 11, 1),
    ),
    "apostille_convention": Instrument(
        zh="取消外国公文书认证要求的公约",
        en="Convention Abolishing the Requirement of Legalisation for Foreign Public Documents (1961)",
        dated=date(1961, 10, 5),
        in_force_on=date(2023, 11, 7),
    ),
}


COUNTED = "〇一二三四五六七八九"


def _part_zh(article: str) -> str:
    places = []
    for place in article.split(", "):
        part, _, item = place.removesuffix(")").partition("(")
        places.append(f"第{COUNTED[int(part)]}部分" + (f"（{COUNTED[int(item)]}）" if item else ""))
    return "、".join(places)


def _article_zh(article: str) -> str:
    places = []
    for place in article.split(", "):
        number, _, paragraph = place.removesuffix(")").partition("(")
        head, _, inserted = number.partition("-")
        places.append(
            f"第{head}条"
            + (f"之{COUNTED[int(inserted)]}" if inserted else "")
            + (f"第{paragraph}款" if paragraph else "")
        )
    return "、".join(places)


def in_words(citation: Citation) -> tuple[str, str]:
    """A citation as one prints it, in Chinese and in English; KeyError where the instrument is unknown.

    >>> in_words(Citation("criminal_procedure_law", "286"))[0]
    '《中华人民共和国刑事诉讼法》第286条'
    """
    instrument = citation.named or INSTRUMENTS[citation.instrument]
    if not citation.article:
        return f"《{instrument.zh}》", instrument.en
    one, several = ("part", "parts") if instrument.in_parts else ("art.", "arts.")
    place = _part_zh(citation.article) if instrument.in_parts else _article_zh(citation.article)
    word = several if ", " in citation.article else one
    return f"《{instrument.zh}》{place}", f"{instrument.en}, {word} {citation.article}"


ARTICLE = re.compile(r"[0-9]+(-[0-9]+)?(\([0-9]+\))?(, [0-9]+(-[0-9]+)?(\([0-9]+\))?)*")
