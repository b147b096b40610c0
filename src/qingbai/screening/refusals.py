"""Why a list, or a request for consent, cannot be taken as it stands (不能接收的原因): each fault with its sentence in both languages."""

from qingbai.incoming import Fault, Refused


class ListRefused(Refused):
    """The list cannot be taken as it stands. Nothing was; ``faults`` names everything at once."""


SENTENCES = {
    "unit_not_active": ("单位已暂停或者注销，不能查询。", "is suspended or closed and may not ask."),
    "handler_not_authorised": (
        "不是单位授权的经办人或者授权已过期，请核对。",
        "is not authorised by the unit, or not any more; check it.",
    ),
    "letter_later": ("介绍信日期晚于今天，请核对。", "lies after today; check it."),
    "no_such_article": ("没有这一条款，请从列表中选择。", "is no article we know; choose one of the list."),
    "not_with_minors": ("仅密切接触未成年人的单位可以作从业查询。", "is for units in close contact with minors alone."),
    "basis_contradicts": (
        "已选择条款的，不再填写其他依据。",
        "is not needed where an article is chosen; leave it out.",
    ),
    "not_incomplete": ("目前不需要补正。", "is not waited for."),
    "not_you": ("只能由登录的经办人本人提交。", "must be the handler who is signed in."),
    "paper_needed": ("请上传这份材料。", "is needed; choose its photo, scan or PDF."),
    "no_good_row": ("名单中没有可以查询的人员，请更正名单。", "has nobody who can be asked about; correct the list."),
    "rows_wrong": (
        "名单中有填写有误的行，而您选择了整单办理，请更正名单。",
        "has rows that are wrong, and you asked to wait until every row is right; correct the list.",
    ),
    "nobody_to_ask": (
        "名单中没有以“本人网上授权”为关系证明的人员，请填写该列。",
        "has nobody whose proof is the consent given online; fill in that column.",
    ),
    "too_many_to_ask": ("一次最多请求500人授权，请拆分名单。", "has more than 500 people to ask at once; split it."),
    "nobody_left": (
        "名单上没有人了。请至少保留一人，或者填写新入职人员。",
        "names nobody: keep at least one person, or add who came.",
    ),
    "nothing_came": (
        "请选择所缺材料的文件或者更正后的名单。",
        "is missing: choose the papers that were missing, or the corrected list.",
    ),
}
VETTING_BAR = "BAN-20"
"""未成年人保护法 62: the bar that a check of people who work with minors rests on."""


def fault(field: str, code: str) -> Fault:
    """The fault of this code at this field."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh, en)
