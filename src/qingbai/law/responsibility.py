"""Could somebody of this age be convicted at all (刑事责任年龄)?

From 16 for every crime, from 14 for eight grave ones, from 12 for killing or cruel injury with approval of the Supreme
People's Procuratorate, since 2021-03-01 (刑法 17). A sanity check at the door of the register: younger is refused, 12 and 13 are for a person.
"""

from datetime import date

from qingbai.law.ages import Side, side_of
from qingbai.law.citations import Citation
from qingbai.law.parameters import LEAST_AGE, in_force
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import DateRange, Finding, Offence

AGE = Citation("criminal_law", "17", "REG-23")


def old_enough(born_on: DateRange, offence: Offence, judged_on: date) -> Finding[int]:
    """Whether the offence can have been done at an age of responsibility, under the law of the day of judgment.

    ``value`` is the least age then. No: certainly younger. Person: younger than 14, or the dates do not settle it.
    """
    least = in_force(LEAST_AGE, judged_on) or LEAST_AGE[0]
    side = side_of(offence, born_on, least.value)
    if side is Side.BEFORE:
        return no([because(Code.TOO_YOUNG, AGE, age=least.value)], least.value)
    if side is not Side.AFTER:
        return person([because(Code.AGE_UNSETTLED, AGE, born_on=born_on)], least.value)
    if side_of(offence, born_on, 14) is not Side.AFTER:
        return person([because(Code.ONLY_GRAVEST_CRIMES, AGE)], least.value)
    return yes([because(Code.OLD_ENOUGH, AGE, age=least.value)], least.value)
