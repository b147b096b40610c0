"""``qingbai cases table``: which act may follow which, and by whom, for every kind of case; the tables themselves, not a copy of them.

A room that has a table adds a line to ``TABLES``: its name, what the case is called, and where its ``WAY``, statuses and acts stand. What a status or
an act is called in Chinese, its own line in the source says.
"""

import importlib
import inspect
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Table:
    """Where one kind of case has its table."""

    zh: str
    en: str
    module: str


TABLES: Mapping[str, Table] = {
    "inquiry": Table("犯罪记录查询申请", "application for an inquiry", "qingbai.inquiries.acts"),
    "list": Table("单位查询", "list of a unit", "qingbai.screening.ways"),
    "unit": Table("查询单位登记", "registration of a unit", "qingbai.screening.unit_ways"),
    "enrolment": Table(
        "单位网上登记申请", "request to register a unit or its handler", "qingbai.screening.enrolment_ways"
    ),
    "consent": Table("本人网上授权", "request for a person's consent", "qingbai.screening.consent_ways"),
    "review": Table("异议与复查", "review of an answer", "qingbai.objections.acts"),
    "report": Table("可疑文书举报", "report of a doubtful paper", "qingbai.certificates.report_acts"),
    "disclosure": Table("办案查询", "request of an organ, lawyer or notary office", "qingbai.disclosures.acts"),
    "registration": Table("办案单位登记", "registration of an organ or law firm", "qingbai.disclosures.body_acts"),
    "payment": Table("收费", "what a case owes", "qingbai.payments.terms"),
}

CAPACITIES = {
    "machine": ("系统", "the house itself"),
    "asker": ("申请人", "who asks"),
    "clerk": ("受理人员", "clerk"),
    "reviewer": ("审核人员", "reviewer"),
    "head": ("负责人", "head"),
}
"""In the order of rank: a reviewer may do what a clerk may, a head what both may."""


@click.group
def command() -> None:
    """The tables by which cases go their way."""


@command.command
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line of the table.")
def table(*, names: tuple[str, ...], as_json: bool) -> None:
    """Print which act may follow which, and by whom. NAMES: of some kinds of case only."""
    unknown = sorted(set(names) - set(TABLES))
    if unknown:
        raise click.UsageError(f"no such kind of case: {', '.join(unknown)}; there are: {', '.join(TABLES)}")
    for name in names or TABLES:
        lines = list(_lines(name))
        click.echo("\n".join(_json(lines) if as_json else _printed(name, lines)))


def _lines(name: str) -> Iterator[dict[str, Any]]:
    """The table of one kind of case, line by line, with its words in both languages."""
    module: Any = importlib.import_module(TABLES[name].module)
    lines = list(module.WAY.lines())
    places = list(dict.fromkeys(line.before for line in lines))
    for line in sorted(lines, key=lambda one: places.index(one.before)):
        other = line.not_who_did
        apart = sorted(other) if isinstance(other, frozenset) else [other] if other else []
        yield {
            "case": name,
            "before": _named(line.before),
            "act": _named(line.act),
            "after": _named(line.after),
            "by": [one for one in CAPACITIES if one in {str(by) for by in line.by}],
            "not_who_did": [str(act) for act in apart],
        }


def _named(word: StrEnum | None) -> dict[str, str] | None:
    if word is None:
        return None
    return {"key": str(word), "zh": _chinese(type(word)).get(word.name, ""), "en": str(word).replace("_", " ")}


def _chinese(kind: type[StrEnum]) -> dict[str, str]:
    """The Chinese term of each word, as its own line in the source says."""
    return dict(re.findall(r"^    (\w+) = \"\w+\"  # (.+)$", inspect.getsource(kind), re.MULTILINE))


def _json(lines: list[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(line, ensure_ascii=False) for line in lines)


def _printed(name: str, lines: list[dict[str, Any]]) -> Iterator[str]:
    found = TABLES[name]
    yield f"{found.zh} / {found.en} ({name})"
    before = object()
    for line in lines:
        if line["before"] != before:
            before = line["before"]
            yield f"  {_both(line['before']) if line['before'] else '（开始） begin'}"
        who = "、".join(CAPACITIES[one][0] for one in line["by"]) + " / " + ", ".join(line["by"])
        apart = f"; 非同一人 / not who did {', '.join(line['not_who_did'])}" if line["not_who_did"] else ""
        after = "（状态不变） stays" if line["after"] == line["before"] else _both(line["after"])
        yield f"    {_both(line['act'])} → {after}  [{who}{apart}]"
    yield ""


def _both(word: dict[str, str]) -> str:
    return f"{word['zh']} {word['key']}".strip()
