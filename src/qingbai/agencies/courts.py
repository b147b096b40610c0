"""Where a court sits (法院所在区划), by its code in case numbers.

A court's code begins with the short name of its province; the digits after it are, for a basic court, those of its county
in GB/T 2260, for an intermediate court those of its city (案号规定 2015, annex 1). Special courts have digits of their own that name no
place, so what the table of divisions does not know is answered with the province.
"""

import re

from qingbai.agencies import divisions

PROVINCES = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "内": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32", "浙": "33",
    "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45", "琼": "46", "渝": "50",
    "川": "51", "贵": "52", "云": "53", "藏": "54", "陕": "61", "甘": "62", "青": "63", "宁": "64", "新": "65", "兵": "65",
    "演": "10",  # 演示省, invented
}  # fmt: skip
"""The first two digits of a province's divisions, by its short name."""

_CODE = re.compile(r"([\u4e00-\u9fff])(\d{2}|\d{4})?")


def division_of(court_code: str) -> str | None:
    """The six-digit division in which a court sits; the province's where the code names no place; None for a code of another form.

    >>> division_of("京0105"), division_of("苏05"), division_of("沪"), division_of("最高法")
    ('110105', '320500', '310000', None)
    """
    found = _CODE.fullmatch(court_code)
    if found is None or found[1] not in PROVINCES:
        return None
    province = PROVINCES[found[1]]
    exact = province + (found[2] or "").ljust(4, "0")
    return exact if divisions.division(exact) else province + "0000"
