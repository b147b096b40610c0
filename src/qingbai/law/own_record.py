"""What may a person learn of those who looked at the own record, and when (本人对查询情况的知情、查阅)?

Whoever handles personal data tells the person, and the person may consult and copy it (个人信息保护法 44, 45); state organs tell too, unless a law wants it kept
secret or telling would stand in the way of what the law charges them with (18, 35). A look-up for a case that is investigated covertly is told once the day
named with its approval is over (刑诉法 151). What is inaccurate or incomplete is corrected on the person's request (46).
"""

from datetime import date

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, yes
from qingbai.law.terms import Finding

KNOWS = Citation("personal_information_law", "45", "REG-24")
SECRET = Citation("personal_information_law", "35", "PRIV-01")
COVERT = Citation("criminal_procedure_law", "151", "INQ-11")
ASKS_ABOUT_ONESELF = Citation("inquiry_rules", "4(1)", "INQ-07")
ASKS_AS_UNIT = Citation("inquiry_rules", "4(2)", "INQ-08")
ASKS_AS_ORGAN = Citation("inquiry_rules", "4(3)", "INQ-09")
"""On which paragraph each of those who ask relies (查询依据), as the person is told it."""


def may_know(secret_until: date | None, on: date) -> Finding[None]:
    """Whether the person is told of a look-up on a day (是否告知本人). ``secret_until``: the last day on which it is kept from the person, None where it never was."""
    if secret_until is not None and on <= secret_until:
        facts = {"until": secret_until}
        return no([because(Code.LOOK_KEPT_SECRET, SECRET, **facts), because(Code.LOOK_COVERT, COVERT, **facts)])
    return yes([because(Code.LOOK_TOLD, KNOWS)])
