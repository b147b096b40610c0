"""Which facts an application must state in some regions only (地方另需填写的事项): portal and counter ask the same ones.

Pure. What follows from a fact the law says at acceptance; here stands only whether it is asked for.
"""

from datetime import date
from enum import StrEnum

from qingbai.agencies.profile import RegionProfile
from qingbai.law.ages import civil_age
from qingbai.law.local import AskingPlace, OnlineScope
from qingbai.law.terms import AskerClass

HALF_GROWN = (16, 17)
"""Ages at which full capacity hangs on living on one's own work (民法典 18(2))."""


class Besides(StrEnum):
    """A fact that is asked for besides (另需填写的事项)."""

    REASON = "reason"  # 申请事由类别
    HOUSEHOLD = "household"  # 户籍所在省份
    SINCE = "since"  # 何时起居住
    TIE = "tie"  # 与受理地有联系的时间
    VALIDITY = "validity"  # 证件有效期
    RELATION = "relation"  # 受托人与委托人的关系
    OWN_WORK = "own_work"  # 是否以自己的劳动收入为主要生活来源
    DELIVERY = "delivery"  # 领取方式


def asked_besides(
    region: RegionProfile,
    *,
    asker: AskerClass,
    place: AskingPlace | None,
    household_known: bool = False,
    through_agent: bool = False,
    agent_born_on: date | None = None,
    online: bool,
    on: date,
) -> frozenset[Besides]:
    """What a region asks of whoever asks there, by this place, in this way, on a day; ``region``: its rules as they read for this asker.

    ``household_known``: the household's place is known from elsewhere. ``agent_born_on``: of who acts with written authority.
    """
    papers, citizen = region.papers, asker is AskerClass.CITIZEN
    elsewhere = citizen and place is not None and place is not AskingPlace.HOUSEHOLD
    tied_online = online and region.online.scope in {OnlineScope.LOCAL_HOUSEHOLD, OnlineScope.PERMIT_HOLDERS}
    least_stay = papers.minimum_residence_days is not None
    asked = {
        Besides.REASON: bool(papers.reasons),
        Besides.HOUSEHOLD: elsewhere
        and not household_known
        and (tied_online or region.competence.locals_at_household_only or least_stay),
        Besides.SINCE: place is AskingPlace.RESIDENCE and least_stay,
        Besides.TIE: elsewhere and region.period.limited_to_tie,
        Besides.VALIDITY: region.period.limited_by_document,
        Besides.RELATION: through_agent and papers.notarised_power_of_attorney,
        Besides.OWN_WORK: agent_born_on is not None and civil_age(agent_born_on, on) in HALF_GROWN,
        Besides.DELIVERY: region.certificate.paper
        and (bool(region.fees.posting_fen) or not region.certificate.electronic),
    }
    return frozenset(one for one, wanted in asked.items() if wanted)
