"""May this person ask here, in this way, for this reason (受理条件)?

The national rules know no such condition beyond the place (查询工作规定 5); they let provinces open ways online (网上办理, 5(3)) and write
detailed rules. A region may open its online way to some only, ask for a least age or residence, and take certain reasons alone.
"""

from dataclasses import dataclass
from datetime import date

from qingbai.law.ages import civil_age
from qingbai.law.citations import Citation
from qingbai.law.local import IdentityLevel, OnlineRule, OnlineScope, PapersRule, ReasonClass
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import AskerClass, Finding, Reason

ONLINE = Citation("inquiry_rules", "5(3)", "INQ-13")
LOCAL = Citation("inquiry_rules", "5(3)", "INQ-33")
STRENGTH = tuple(IdentityLevel)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineAsking:
    """An application that came online (网上申请): by whom, how strongly identified (``identified``), and what ties the person to the region.

    ``remembered``: the person was recognised from an earlier proof and not proved anew (免重复核验登录). Regions verify who applies when
    they apply (INQ-13); none that we know takes an earlier proof. ``for_another``: by an agent or guardian. ``local_household``: None where the household is not known. ``permit_here``: whether a valid
    residence permit (居住证) of the region stands.
    """

    asker: AskerClass
    identified: IdentityLevel
    remembered: bool = False
    for_another: bool = False
    local_household: bool | None = None
    permit_here: bool = False


def may_ask_online(asking: OnlineAsking, rule: OnlineRule) -> Finding[None]:
    """Whether the region takes this application online (网上办理); otherwise it must be made at a window (窗口办理).

    No: with every reason. Person: whether the household lies in the region is not known, and it decides.
    """
    if rule.scope is OnlineScope.NOBODY:
        return no([because(Code.NOT_ONLINE_HERE, ONLINE)])
    refused = list(_refused_online(asking, rule))
    if refused:
        return no(refused)
    within = _within_scope(asking, rule.scope)
    if within is None:
        return person([because(Code.ONLINE_TIE_UNKNOWN, ONLINE, scope=rule.scope)])
    if not within:
        return no([because(Code.ONLINE_FOR_OTHERS, ONLINE, scope=rule.scope)])
    return yes([because(Code.ONLINE_TAKEN, ONLINE, scope=rule.scope)])


def _refused_online(asking: OnlineAsking, rule: OnlineRule) -> list[Reason]:
    found = []
    if asking.for_another and not rule.agents:
        found.append(because(Code.ONLINE_FOR_ONESELF, ONLINE))
    if asking.asker is AskerClass.FOREIGNER and not rule.foreigners:
        found.append(because(Code.FOREIGNERS_AT_A_WINDOW, ONLINE))
    if STRENGTH.index(asking.identified) < STRENGTH.index(rule.identity_level):
        found.append(because(Code.IDENTIFIED_TOO_WEAKLY, ONLINE, identity_level=rule.identity_level))
    if asking.remembered:
        found.append(because(Code.IDENTIFIED_EARLIER, ONLINE))
    return found


def _within_scope(asking: OnlineAsking, scope: OnlineScope) -> bool | None:
    """Whether the person is among those for whom the way is open; foreigners whom the rule lets in have no household to ask for."""
    if scope is OnlineScope.EVERYBODY or asking.asker is AskerClass.FOREIGNER:
        return True
    if scope is OnlineScope.PERMIT_HOLDERS and asking.permit_here:
        return True
    return asking.local_household if asking.asker is AskerClass.CITIZEN else False


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks, as far as local conditions look at it (申请人情况).

    ``elsewhere``: a citizen whose household is not in the region (None: not known), asking where he or she has lived since
    ``residence_since``. ``reason``: the class of the reason given.
    """

    asker: AskerClass
    born_on: date | None = None
    elsewhere: bool | None = False
    residence_since: date | None = None
    reason: ReasonClass | None = None


def local_conditions(applicant: Applicant, on: date, rule: PapersRule) -> Finding[None]:
    """Whether the region's own conditions are met on a day (地方受理条件): least age, least residence, the reasons it takes.

    No: with every condition that is not. Person: a fact is missing on which one hangs.
    """
    findings = [
        found
        for found in (_age(applicant, on, rule), _residence(applicant, on, rule), _reason(applicant, rule))
        if found is not None
    ]
    refused = [reason for found, reason in findings if found is False]
    if refused:
        return no(refused)
    open_ones = [reason for found, reason in findings if found is None]
    if open_ones:
        return person(open_ones)
    return yes([reason for _, reason in findings] or [because(Code.NO_LOCAL_CONDITION, LOCAL)])


Judged = tuple[bool | None, Reason]


def _age(applicant: Applicant, on: date, rule: PapersRule) -> Judged | None:
    if rule.minimum_age is None:
        return None
    if applicant.born_on is None:
        return None, because(Code.AGE_NOT_KNOWN, LOCAL, required=rule.minimum_age)
    age = civil_age(applicant.born_on, on)
    code = Code.OLD_ENOUGH_TO_ASK if age >= rule.minimum_age else Code.TOO_YOUNG_TO_ASK
    return age >= rule.minimum_age, because(code, LOCAL, age=age, required=rule.minimum_age)


def _residence(applicant: Applicant, on: date, rule: PapersRule) -> Judged | None:
    required = rule.minimum_residence_days
    if required is None or applicant.asker is not AskerClass.CITIZEN or applicant.elsewhere is False:
        return None
    if applicant.elsewhere is None or applicant.residence_since is None:
        return None, because(Code.RESIDENCE_NOT_KNOWN, LOCAL, required=required)
    days = (on - applicant.residence_since).days + 1
    code = Code.RESIDENT_LONG_ENOUGH if days >= required else Code.RESIDENT_TOO_SHORT
    return days >= required, because(code, LOCAL, days=days, required=required)


def _reason(applicant: Applicant, rule: PapersRule) -> Judged | None:
    if not rule.reasons:
        return None
    if applicant.reason is None:
        return None, because(Code.REASON_NOT_STATED, LOCAL)
    taken = any(reason.kind is applicant.reason for reason in rule.reasons)
    code = Code.REASON_TAKEN if taken else Code.REASON_NOT_TAKEN
    return taken, because(code, LOCAL, reason_class=applicant.reason)
