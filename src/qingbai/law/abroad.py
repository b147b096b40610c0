"""How does a certificate become good abroad (证明文书在境外使用的手续)?

Between states (1) for which the Apostille Convention (取消外国公文书认证要求的公约) is in force, one apostille (附加证明书) by the state that issued
the document is all that may be asked (Convention 3); China joined with effect from 7 November 2023. Elsewhere consular legalisation
(领事认证) remains. The usual way there is through a notary (公证): certificate, notarial certificate with its translation, then
the apostille or the legalisation; whether the notarial step is wanted, who asks for the paper decides.

``PARTIES`` is the list published by the Ministry of Foreign Affairs as of 31 October 2023 with what is known since. A state that is not on it may have joined later: the
finding says of which day the list is. Hong Kong, Macao and Taiwan are no foreign states, and no rule here settles their way.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, Reason

IN_FORCE_ON = date(2023, 11, 7)  # for China, APO-01
LISTED_ON = date(2023, 10, 31)
BETWEEN_PARTIES = Citation("apostille_convention", "1", "APO-01")
ONE_FORMALITY = Citation("apostille_convention", "3", "APO-01")
OBJECTION = Citation("apostille_convention", "12", "APO-03")
NOTARIAL_ACTS = Citation("apostille_convention", "1", "APO-03")

_ASIA = "ARM AZE BHR BRN GEO IDN ISR JPN KAZ KGZ MNG OMN PAK PHL KOR SAU SGP TJK TUR UZB"
_AFRICA = "BWA BDI CPV SWZ LSO LBR MWI MUS MAR NAM RWA STP SEN SYC ZAF TUN"
_EUROPE = """
ALB AND AUT BLR BEL BIH BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN ISL IRL ITA LVA LIE LTU LUX MLT MCO MNE NLD MKD NOR POL PRT MDA ROU
RUS SMR SRB SVK SVN ESP SWE CHE UKR GBR"""
_AMERICAS = """
ATG ARG BHS BRB BLZ BOL BRA CAN CHL COL CRI DMA DOM ECU SLV GRD GTM GUY HND JAM MEX NIC PAN PRY PER KNA LCA VCT SUR TTO USA URY VEN"""
_OCEANIA = "AUS COK FJI MHL NZL NIU PLW WSM TON VUT"
PARTIES = frozenset(" ".join((_ASIA, _AFRICA, _EUROPE, _AMERICAS, _OCEANIA)).split())
"""States party to the Convention, by ISO 3166 letters, but China and India."""
JOINED_LATER = {"CAN": date(2024, 1, 11)}  # APO-03
OBJECTED = frozenset({"IND"})  # objected to China's accession: not in force between the two (12)
NO_RELATIONS = frozenset(
    {"BLZ", "SWZ", "GTM", "MHL", "PLW", "PRY", "KNA", "LCA", "VCT"}
)  # with China, as the list was published
UNSETTLED = NO_RELATIONS | {"BGD"}  # joined after the list; whether it binds the two is not in our sources
OF_CHINA = frozenset({"HKG", "MAC", "TWN"})
NO_STATE = frozenset({"XXA", "XXB"})  # stateless persons and refugees have a document, not a country to send a paper to


class Formality(StrEnum):
    """What makes a document of China good in another state (境外使用手续)."""

    APOSTILLE = "apostille"  # 附加证明书
    LEGALISATION = "legalisation"  # 领事认证


class Item(StrEnum):
    """The ten items of an apostille (附加证明书的十项内容), Convention annex, APO-04."""

    COUNTRY = "country"  # 国家
    SIGNED_BY = "signed_by"  # 签署人
    CAPACITY = "capacity"  # 签署人身份
    SEAL_OF = "seal_of"  # 印鉴
    AT = "at"  # 签发地点
    ON = "on"  # 签发日期
    BY = "by"  # 签发机关
    NUMBER = "number"  # 编号
    STAMP = "stamp"  # 签发机关印章
    SIGNATURE = "signature"  # 签字


FROM_THE_DOCUMENT = (Item.COUNTRY, Item.SIGNED_BY, Item.CAPACITY, Item.SEAL_OF)
"""The items that the document itself settles; the other six are the apostille authority's own."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a document abroad (境外使用办理流程): whether a notarial certificate usually comes first, and the formality that ends it."""

    notarial: bool
    formality: Formality


def way_abroad(country: str, on: date) -> Finding[Way]:
    """What a certificate of China needs to be used in a country (ISO 3166 letters) on a day (APO-01, APO-03).

    No: it is used in China itself. Person: a place that is no state, or a state for which our sources do not settle it.
    """
    if country == "CHN":
        return no([because(Code.USED_AT_HOME, BETWEEN_PARTIES)])
    if country in OF_CHINA:
        return person([because(Code.NO_FOREIGN_STATE, BETWEEN_PARTIES)])
    if country in NO_STATE or country in UNSETTLED:
        return person([because(Code.CONVENTION_UNSETTLED, OBJECTION, listed_on=LISTED_ON)])
    usual = because(Code.NOTARY_FIRST, NOTARIAL_ACTS)
    found = _formality(country, on)
    return yes([found[1], usual], Way(notarial=True, formality=found[0]))


def _formality(country: str, on: date) -> tuple[Formality, Reason]:
    if country in OBJECTED:
        return Formality.LEGALISATION, because(Code.CONVENTION_OBJECTED, OBJECTION)
    if country not in PARTIES:
        return Formality.LEGALISATION, because(Code.NOT_ON_THE_LIST, BETWEEN_PARTIES, listed_on=LISTED_ON)
    since = JOINED_LATER.get(country, IN_FORCE_ON)
    if on < since:
        return Formality.LEGALISATION, because(Code.CONVENTION_NOT_YET, ONE_FORMALITY, since=since)
    return Formality.APOSTILLE, because(Code.APOSTILLE_SUFFICES, ONE_FORMALITY, since=since)
