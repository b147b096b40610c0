"""Where the operative part forbids an occupation or an activity (主文中的从业禁止、禁止令), and to whom.

Only the clauses are found, never their meaning: what exactly is forbidden and for how long the court states in its notice. A clause that names
nobody (禁止其……) goes with the accused named before it.
"""

import re
from collections.abc import Mapping, Sequence

_OPERATIVE = re.compile(r"(?:判决|裁定)如下[：:]?")
_END = re.compile(r"如不服本(?:判决|裁定)|本(?:判决|裁定)(?:为终审|送达后)|审判长|审判员")
_CLAUSE = re.compile(r"[^。；;\n]+")
_FORBIDS = re.compile(r"(?:禁止(?!令)|不得).{0,60}?(?:从事|担任|进入|接触)|宣告(?:从业禁止|禁止令)")
_QUOTES = re.compile(r"维持|驳回|撤[销消]")


def forbidding_clauses(text: str, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The clauses of the operative part that forbid something, by the names that they concern; a name without any is left out.

    >>> forbidding_clauses("判决如下：被告人张三犯诈骗罪，判处有期徒刑一年。禁止其从事金融活动。", ["张三"])
    {'张三': ('禁止其从事金融活动',)}
    """
    starts = [match.end() for match in _OPERATIVE.finditer(text)]
    if not starts:
        return {}
    ending = _END.search(text, starts[-1])
    operative = text[starts[-1] : ending.start() if ending else len(text)]
    found: dict[str, list[str]] = {}
    concerned = list(names) if len(names) == 1 else []
    for match in _CLAUSE.finditer(operative):
        clause = re.sub(r"\s", "", match.group())
        concerned = [name for name in names if name in clause] or concerned
        if _FORBIDS.search(clause) and not _QUOTES.search(clause):
            for name in concerned:
                found.setdefault(name, []).append(clause)
    return {name: tuple(clauses) for name, clauses in found.items()}
