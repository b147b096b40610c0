"""What follows from a seal (封存的后果): by when is it put on, how are files marked, what does the record no longer count for?

Whoever receives the court's sealing notice seals within three days, the body of community correction within three days after
execution ended (封存实施办法 11–13). A joint case that stays open, and any other file that used sealed data, bears the mark
含犯罪记录封存信息 on its cover (实施办法 5, 6). A crime done under 18 never makes its author a recidivist (累犯, 刑法 65). Since 2026
records of public-order violations (治安违法记录) are sealed for everyone (治安管理处罚法 136).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.ages import Side, side_of
from qingbai.law.citations import Citation
from qingbai.law.parameters import PENALTY_SEALING, SEALING_DAYS, in_force
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import DateRange, Finding, Offence
from qingbai.law.time_limits import Calendar, within_days

TIME = Citation("sealing_measures", "11", "SEAL-10")
TOGETHER = Citation("sealing_measures", "5", "SEAL-08")
USED = Citation("sealing_measures", "6", "SEAL-08")
WHOLE = Citation("sealing_measures", "2", "SEAL-05")
RECIDIVISM = Citation("criminal_law", "65", "SEAL-22")
PENALTIES = Citation("public_security_penalties_law", "136", "SEAL-24")


class Mark(StrEnum):
    """How a file is kept (卷宗处理)."""

    SEALED = "sealed"  # 整体封存
    MARKED = "marked"  # 封面标注“含犯罪记录封存信息”并保密
    NONE = "none"  # 不作标注


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file (卷宗) and what it has to do with sealed records. ``all_sealed``: everybody judged in it is sealed. ``some_sealed``: somebody is.
    ``accomplice_sealed``: an accomplice tried separately (分案办理) is. ``uses_sealed``: another case that used sealed data; None: not known."""

    all_sealed: bool = False
    some_sealed: bool = False
    accomplice_sealed: bool | None = False
    uses_sealed: bool | None = False


def how_to_mark(file: FileFacts) -> Finding[Mark]:
    """How a file is kept (卷宗如何封存、标注). Person: whether an accomplice is sealed or sealed data was used is not known."""
    if file.all_sealed:
        return yes([because(Code.WHOLE_FILE_SEALED, WHOLE)], Mark.SEALED)
    reasons = []
    if file.some_sealed:
        reasons.append(because(Code.TRIED_TOGETHER, TOGETHER))
    if file.accomplice_sealed:
        reasons.append(because(Code.TRIED_SEPARATELY, TOGETHER))
    if file.uses_sealed:
        reasons.append(because(Code.SEALED_DATA_USED, USED))
    if reasons:
        return yes(reasons, Mark.MARKED)
    if file.accomplice_sealed is None or file.uses_sealed is None:
        return person([because(Code.SEALED_DATA_UNKNOWN, USED)])
    return no([because(Code.NOTHING_SEALED_IN_FILE, USED)], Mark.NONE)


def to_be_sealed_by(event_on: date, calendar: Calendar) -> Finding[date]:
    """By when a record must be sealed (封存期限) after the notice came, or after community correction ended: three days."""
    dated = in_force(SEALING_DAYS, event_on)
    if dated is None:
        return person([because(Code.NO_RULE_IN_FORCE, TIME, on=event_on)])
    found = within_days(event_on, dated.value, calendar)
    return Finding(found.answer, (because(Code.SEAL_WITHIN, TIME, days=dated.value), *found.because), found.value)


def never_recidivist(born_on: DateRange | None, offences: tuple[Offence, ...]) -> Finding[None]:
    """Whether a conviction can never count for recidivism (不构成累犯), because every offence was done under 18. No: age does not exclude it."""
    sides = {side_of(offence, born_on, 18) for offence in offences} if born_on is not None else set()
    if sides == {Side.BEFORE}:
        return yes([because(Code.NEVER_RECIDIVIST, RECIDIVISM, born_on=born_on)])
    if sides == {Side.AFTER}:
        return no([because(Code.EIGHTEEN_OR_OLDER, RECIDIVISM, born_on=born_on)])
    return person([because(Code.AGE_UNSETTLED, RECIDIVISM, born_on=born_on)])


def penalty_record_sealed(on: date) -> Finding[None]:
    """Whether records of public-order violations are sealed on a day (治安违法记录封存): everybody's, whenever the penalty was imposed."""
    if in_force(PENALTY_SEALING, on) is None:
        return no([because(Code.NO_REGIME_IN_FORCE, PENALTIES, on=on)])
    return yes([because(Code.PENALTY_RECORD_SEALED, PENALTIES)])
