"""Who may ask about somebody else because of a bar (单位查询的主体和依据)?

A unit may ask about its own staff (在职人员) and candidates (拟招录人员) only, and only where a law or an administrative regulation
(法律、行政法规) bars from the post (查询工作规定 4(2)): a ministerial or local rule, or the unit's own policy, is no basis. Organs that grant
licences or qualifications, and notary offices (公证处), ask about those who apply to them (4(3)). They ask at the police station of their domicile, and
about a foreigner at the exit-entry department there (5); no condition of 180 days is written for it.
"""

from datetime import date
from enum import StrEnum

from qingbai.law.bars.form import Bar, BarKind, Rank
from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, Finding, OfficeKind, Reason

UNIT = Citation("inquiry_rules", "4(2)", "INQ-08")
AUTHORITY = Citation("inquiry_rules", "4(3)", "INQ-09")
PLACE = Citation("inquiry_rules", "5", "INQ-12")
SUFFICIENT = (Rank.LAW, Rank.REGULATION)


class Inquirer(StrEnum):
    """Who asks about others (查询单位类别), INQ-08, INQ-09."""

    UNIT = "unit"  # 用人单位
    LICENSING_ORGAN = "licensing_organ"  # 实施许可、授予职业资格的机关
    NOTARY_OFFICE = "notary_office"  # 公证机构


class Tie(StrEnum):
    """What ties the person asked about to who asks (被查询人与查询单位的关系)."""

    STAFF = "staff"  # 在职人员
    CANDIDATE = "candidate"  # 拟招录人员
    APPLICANT = "applicant"  # 许可、资格的申请人
    NOTARY_CLIENT = "notary_client"  # 申请办理公证的人
    FORMER = "former"  # 已离职人员
    NONE = "none"  # 没有上述关系


SUFFICIENT_TIES = {
    Inquirer.UNIT: (Tie.STAFF, Tie.CANDIDATE),
    Inquirer.LICENSING_ORGAN: (Tie.APPLICANT,),
    Inquirer.NOTARY_OFFICE: (Tie.NOTARY_CLIENT,),
}


def may_ask(
    inquirer: Inquirer,
    bar: Bar | None,
    tie: Tie,
    on: date,
    *,
    other_basis: Rank | None = None,
) -> Finding[None]:
    """Whether somebody may ask about another person because of a bar (查询主体和依据).

    ``bar`` None: none was named; ``other_basis`` the rank of another text that was. Person: the text named is of sufficient rank
    and not in the rule book. At which kind of office, ``serves`` says.
    """
    source = UNIT if inquirer is Inquirer.UNIT else AUTHORITY
    reasons = []
    tied = tie in SUFFICIENT_TIES[inquirer]
    code = Code.TIE_SUFFICES if tied else Code.TIE_DOES_NOT_SUFFICE
    reasons.append(because(code, source, inquirer=inquirer, tie=tie))
    rests, on_basis = _basis(inquirer, bar, on, other_basis, source)
    reasons += on_basis
    if not tied or rests is Answer.NO:
        return no(reasons)
    return person(reasons) if rests is Answer.PERSON else yes(reasons)


def serves(
    office: OfficeKind, *, foreigner: bool, lists_at: OfficeKind = OfficeKind.POLICE_STATION
) -> Finding[OfficeKind]:
    """Whether an office of this kind serves who asks about others (单位查询的受理单位, INQ-12); ``value``: the kind that does.

    ``foreigner``: whether the person asked about is one. ``lists_at``: who takes lists of many people in the region; it serves for
    them as the police station does. Whether it lies at the unit's domicile, ``law.units`` says.
    """
    here = office if office is lists_at else OfficeKind.POLICE_STATION
    kind = OfficeKind.EXIT_ENTRY if foreigner else here
    reasons = [because(Code.FOREIGNER_TO_EXIT_ENTRY if foreigner else Code.CITIZEN_TO_POLICE_STATION, PLACE)]
    return yes(reasons, kind) if office is kind else no(reasons, kind)


def _basis(
    inquirer: Inquirer, bar: Bar | None, on: date, other: Rank | None, source: Citation
) -> tuple[Answer, list[Reason]]:
    """Whether there is a law or an administrative regulation to ask by. A notary office certifies; it needs no bar."""
    if inquirer is Inquirer.NOTARY_OFFICE:
        return Answer.YES, []
    rank = bar.rank if bar else other
    if rank is None:
        return Answer.NO, [because(Code.NO_BASIS_NAMED, source)]
    if rank not in SUFFICIENT:
        return Answer.NO, [because(Code.RANK_TOO_LOW, source, rank=rank)]
    if bar is None:
        return Answer.PERSON, [because(Code.BASIS_NOT_LISTED, source)]
    if bar.kind is BarKind.TRAVEL or (inquirer is Inquirer.UNIT and bar.kind is BarKind.UNIT):
        return Answer.NO, [because(Code.NO_POST_OF_A_UNIT, bar.cited[0], bar=bar.id)]
    if not bar.in_force(on):
        return Answer.NO, [because(Code.BASIS_NOT_IN_FORCE, bar.cited[0], bar=bar.id, on=on)]
    return Answer.YES, [because(Code.BASIS_SUFFICES, bar.cited[0], bar=bar.id, rank=rank)]
