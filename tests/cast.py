"""The fixed cast: invented persons whom every test and the demonstration share.

Nobody here exists. Their resident numbers begin with 100101 or 100102, area codes in a province ("10") that the
national code of divisions (GB/T 2260) never gave to any place, so no living person can hold one of them.
"""

from dataclasses import dataclass
from datetime import date


def check_digit(first17: str) -> str:
    """ISO 7064 MOD 11-2 over the first seventeen digits, written out so that tests do not lean on the code they test."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(first17, weights, strict=True)) % 11]


def resident_number(area: str, born_on: date, sequence: int) -> str:
    first17 = f"{area}{born_on:%Y%m%d}{sequence:03d}"
    return first17 + check_digit(first17)


@dataclass(frozen=True)
class Person:
    name: str
    latin: str
    sex: str
    born_on: date
    number: str
    nationality: str = "CHN"
    household: str = "100101"


def citizen(name: str, latin: str, sex: str, born_on: date, sequence: int, household: str = "100101") -> Person:
    return Person(name, latin, sex, born_on, resident_number(household, born_on, sequence), household=household)


CLEAN = citizen("林清和", "LIN QINGHE", "F", date(1994, 5, 12), 24)
ON_RECORD = citizen("赵石堤", "ZHAO SHIDI", "M", date(1980, 3, 9), 31)
SEALED = citizen("沈小渡", "SHEN XIAODU", "M", date(2005, 6, 1), 17)
SEALED_TWIN = citizen("沈小洲", "SHEN XIAOZHOU", "M", date(2005, 6, 1), 19)  # same facts, no record
EXEMPTED = citizen("韩越岭", "HAN YUELING", "F", date(1988, 11, 23), 46)
ACQUITTED = citizen("孟川柏", "MENG CHUANBAI", "M", date(1979, 1, 30), 53)
BOTH_SIDES_OF_18 = citizen("唐柏舟", "TANG BOZHOU", "M", date(2003, 9, 15), 35)
NOT_YET_EFFECTIVE = citizen("许望桥", "XU WANGQIAO", "M", date(1991, 7, 7), 77)
SAME_NAME_ON_RECORD = Person("吴桐屿", "WU TONGYU", "M", date(1985, 4, 18), "")  # on record without a number
SAME_NAME_CLEAN = citizen("吴桐屿", "WU TONGYU", "M", date(1985, 4, 18), 15, "100102")  # may or may not be the same man
PROSECUTOR = citizen("顾岸澜", "GU ANLAN", "F", date(1984, 8, 21), 61)  # asks about others for her cases
SECOND_PROSECUTOR = citizen("骆契岭", "LUO QILING", "M", date(1990, 3, 3), 63)
LAWYER = citizen("乔文河", "QIAO WENHE", "M", date(1982, 10, 9), 72)
FOREIGNER = Person("ELISE MOREAUVAL", "ELISE MOREAUVAL", "F", date(1990, 2, 14), "99QB00417", "FRA", "")
FOREIGNER_ON_RECORD = Person("TOMAS RIVEDAL", "TOMAS RIVEDAL", "M", date(1986, 12, 5), "99QB00923", "NOR", "")
