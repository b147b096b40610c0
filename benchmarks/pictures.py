"""Papers read from pictures: how many fields come out right as pictures get worse, beside the same lines joined and searched with expressions.

Cards, permits and passports of invented people are drawn as the tests draw them and spoilt: turned, blurred, darkened, made small, compressed. Both ways get the same
lines of the same reader; what differs is the reading of the lines. Real papers, with holograms and glare, will be read worse.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.frame import Options, Result, Unavailable

TITLE = "fields read right from drawn papers, of all that they print"
PEOPLE = 3
ON = date(2026, 11, 22)
NAMES = (("林清荷", "女"), ("沈小渡", "男"), ("欧阳望舒", "女"), ("黄建勇", "男"), ("吕新月", "女"), ("单若谷", "男"))
USUAL: Mapping[str, str] = {
    "name": r"姓名([\u4e00-\u9fff·]{2,8})",
    "sex": r"性别([男女])",
    "born_on": r"(\d{4})年(\d{1,2})月(\d{1,2})日",
    "number": r"(\d{17}[\dX])",
    "address": r"住址(.+?)(?:公民|$)",
    "zone": r"([A-Z]{1,2}\d{7,8})\d[A-Z]{3}(\d{6})",
}


def run(options: Options) -> Result:
    """Every person's papers in every condition, read once each way."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from qingbai.uploads import seeing

    if not seeing.installed():
        raise Unavailable("the extra is not installed: python3 tools/bootstrap.py --extra pictures")
    import numpy

    import cards
    from qingbai.uploads import reader

    engine = reader._reader()
    reader._reader = lambda: engine  # started once for all
    right: Counter[tuple[str, str]] = Counter()
    all_of: Counter[str] = Counter()
    seconds: list[float] = []
    for at in range(options.rounds or PEOPLE):
        for drawn, wanted in papers(cards, holder(cards, at)):
            for condition, spoil in conditions(cards).items():
                picture = reader._decoded(spoil(drawn))
                begun = time.perf_counter()
                lines = reader.lines(numpy.ascontiguousarray(picture))
                seconds.append(time.perf_counter() - begun)
                all_of[condition] += len(wanted)
                right["ours", condition] += agree(ours(lines), wanted)
                right["joined", condition] += agree(joined(lines), wanted)
    measures = [
        {
            "picture": condition,
            "fields": str(all_of[condition]),
            "right": f"{right['ours', condition] / all_of[condition]:.1%}",
            "joined and searched": f"{right['joined', condition] / all_of[condition]:.1%}",
        }
        for condition in conditions(cards)
    ]
    ours_right, joined_right = (
        sum(count for (way, _), count in right.items() if way == name) for name in ("ours", "joined")
    )
    return Result(
        measures=measures,
        figures={
            "right": f"{ours_right} of {all_of.total()}",
            "wrong or not read, to one of the usual way's": f"{(all_of.total() - ours_right) / max(1, all_of.total() - joined_right):.2f}",
            "seconds a picture, without the reader's start": round(sorted(seconds)[len(seconds) // 2], 2),
        },
        notes=[
            f"{len(seconds)} pictures; drawn papers, no real ones",
            "both ways get the same lines of the same reader",
        ],
    )


def holder(cards: Any, at: int) -> Any:
    """An invented person of area 1001xx."""
    name, sex = NAMES[at % len(NAMES)]
    born = date(1962, 2, 3) + timedelta(days=2903 * at)
    sequence = f"{(31 * at) % 900 + (1 if sex == '男' else 2) + (31 * at) % 2:03}"
    return cards.Holder(name=name, sex=sex, born_on=born, sequence=sequence, passport=f"EX{1234567 + 7919 * at}")


def papers(cards: Any, who: Any) -> list[tuple[Any, dict[str, str]]]:
    """A card and a passport, each with what it prints."""
    sex = "F" if who.sex == "女" else "M"
    card = {
        "name": who.name,
        "sex": sex,
        "born_on": who.born_on.isoformat(),
        "address": "".join(who.address),
        "number": who.id_number,
    }
    passport = {
        "number": who.passport,
        "latin_name": " ".join(who.latin),
        "born_on": who.born_on.isoformat(),
        "sex": sex,
    }
    return [
        (cards.resident_card(who), card),
        (cards.passport(who), passport | {"valid_until": who.valid[1].isoformat()}),
    ]


def conditions(cards: Any) -> dict[str, Callable[[Any], bytes]]:
    """What happens to a picture, by its name."""
    return {
        "clean": cards.jpeg,
        "turned by 7 degrees, on a table": lambda one: cards.jpeg(cards.on_a_table(cards.turned(one, 7))),
        "on its side": lambda one: cards.jpeg(cards.turned(one, 90)),
        "upside down": lambda one: cards.jpeg(cards.turned(one, 181)),
        "blurred": lambda one: cards.jpeg(cards.soft(one, 2)),
        "dark": lambda one: cards.jpeg(cards.dark(one)),
        "small": lambda one: cards.jpeg(cards.smaller(one, 480)),
        "compressed to a tenth": lambda one: cards.jpeg(one, 12),
        "blurred, turned and compressed": lambda one: cards.jpeg(cards.turned(cards.soft(one, 1.5), 4), 30),
    }


def ours(lines: list[dict[str, Any]]) -> dict[str, str]:
    """The lines read as the house reads them."""
    from qingbai.matching.printed import papers as printed
    from qingbai.matching.printed.lines import Line

    found = [Line(one["text"], tuple(tuple(xy) for xy in one["corners"]), one["confidence"]) for one in lines]
    return {name.value: one.value for name, one in printed.read(found, on=ON).fields.items()}


def joined(lines: list[dict[str, Any]]) -> dict[str, str]:
    """The same lines joined as they came, and searched with expressions."""
    text = "".join("".join(one["text"].split()) for one in lines)
    found = {name: seen for name, pattern in USUAL.items() if (seen := re.search(pattern, text))}
    told = {name: one.group(1) for name, one in found.items() if name in {"name", "number", "address"}}
    if "sex" in found:
        told["sex"] = "M" if found["sex"].group(1) == "男" else "F"
    if "born_on" in found:
        year, month, day = found["born_on"].groups()
        told["born_on"] = f"{year}-{int(month):02}-{int(day):02}"
    if "zone" in found and "number" not in told:
        told["number"] = found["zone"].group(1)
    return told


def agree(found: Mapping[str, str], wanted: Mapping[str, str]) -> int:
    """How many fields are exactly right."""
    return sum(found.get(name) == value for name, value in wanted.items())
