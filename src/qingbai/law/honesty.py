"""May an application be turned away because somebody deceived (弄虚作假、冒用身份)?

Whoever asks may not make up facts, hide the truth, hand in false papers or use another's identity; who does answers for it
under the law (查询工作规定 16; 治安管理处罚法; 刑法 280). That it was so is a person's finding, made by one officer and weighed by a
head; this rule only says what must be there before it may be used, and nothing follows from a suspicion.
"""

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, yes
from qingbai.law.terms import Deceit, Finding

FORBIDDEN = Citation("inquiry_rules", "16", "INQ-31")


def may_be_turned_away(deceit: Deceit, stated: str) -> Finding[Deceit]:
    """Whether an application under suspicion may be turned away for this deceit. No: what was found is not stated."""
    if not stated.strip():
        return no([because(Code.DECEIT_NOT_STATED, FORBIDDEN, deceit=deceit)])
    return yes([because(Code.DECEIT_FOUND, FORBIDDEN, deceit=deceit)], deceit)
