"""The rule book for jurists (规则手册): a page a rule, made from the rules themselves: docstrings, parameters, articles, reasons.

``qingbai law docs`` writes what ``pages`` returns; a test holds docs/law to it.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType, ModuleType
from typing import Any

from qingbai.law import (
    abroad,
    admission,
    ages,
    asking,
    bans,
    catalogue,
    changes,
    clean_record,
    complexity,
    coverage,
    disclosure,
    effect,
    expected,
    frequency,
    honesty,
    jurisdiction,
    materials,
    objections,
    objectors,
    official,
    opening,
    own_record,
    powers,
    prohibitions,
    regimes,
    responsibility,
    routing,
    sealed,
    sealing,
    simulation,
    standing,
    time_limits,
    units,
    vetting,
    windows,
)
from qingbai.law.bars import BARS
from qingbai.law.bars.form import Ground
from qingbai.law.bars.groups import GROUPS
from qingbai.law.bars.instruments import BAR_INSTRUMENTS
from qingbai.law.citations import INSTRUMENTS, Citation, in_words
from qingbai.law.names import named
from qingbai.law.parameters import (
    APPEAL_PERIODS,
    COMPETENCE_RULES,
    FREQUENCY_RULES,
    HANDOVER,
    INQUIRY_LIMITS,
    LEAST_AGE,
    NOTICE_DUTIES,
    OPENING_LIMITS,
    PENALTY_CATALOGUE,
    PENALTY_SEALING,
    PROBATION_READINGS,
    REGISTRY_RULES,
    REVIEW_RULES,
    SEALING_DAYS,
    SEALING_REGIMES,
    UNSEALING_RULES,
    Dated,
)
from qingbai.law.sentences import SECTIONS

RULES = (
    clean_record,
    effect,
    standing,
    sealing,
    sealed,
    opening,
    regimes,
    simulation,
    responsibility,
    routing,
    expected,
    catalogue,
    ages,
    jurisdiction,
    materials,
    units,
    frequency,
    admission,
    coverage,
    time_limits,
    complexity,
    honesty,
    disclosure,
    changes,
    objections,
    objectors,
    asking,
    bans,
    windows,
    prohibitions,
    vetting,
    official,
    powers,
    own_record,
    abroad,
)
PARAMETERS: Mapping[str, tuple[Dated[Any], ...]] = MappingProxyType(
    {
        "effect": APPEAL_PERIODS,
        "responsibility": LEAST_AGE,
        "routing": REGISTRY_RULES,
        "sealed": (*SEALING_DAYS, *PENALTY_SEALING),
        "opening": (*UNSEALING_RULES, *(dated for limits in OPENING_LIMITS.values() for dated in limits)),
        "catalogue": PENALTY_CATALOGUE,
        "expected": (*HANDOVER, *(dated for duties in NOTICE_DUTIES.values() for dated in duties)),
        "jurisdiction": COMPETENCE_RULES,
        "frequency": FREQUENCY_RULES,
        "time_limits": INQUIRY_LIMITS,
        "objections": REVIEW_RULES,
        "windows": PROBATION_READINGS,
    }
)
MADE = "<!-- Made by `qingbai law docs` from src/qingbai/law. Change it there. -->\n"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    made = {f"{_name(rule)}.md": _page(rule) for rule in RULES}
    return {"README.md": _index(), "instruments.md": _instruments(), "bars.md": _bars(), **made}


def _name(rule: ModuleType) -> str:
    return rule.__name__.rpartition(".")[2]


def _prose(text: str | None) -> str:
    return inspect.cleandoc(text or "").replace("``", "`")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n" for line in lines
    )


def _page(rule: ModuleType) -> str:
    title, _, meaning = _prose(rule.__doc__).partition("\n\n")
    parts = [
        f"# {title}\n",
        MADE,
        f"{meaning}\n",
        *_functions(rule),
        *_forms(rule),
        *_parameters(rule),
        *_articles(rule),
        *_reasons(rule),
    ]
    return "\n".join(parts)


def _own(rule: ModuleType, wanted: Callable[[object], bool]) -> list[Any]:
    members = [(name, member) for name, member in vars(rule).items() if not name.startswith("_")]
    return [member for _, member in members if wanted(member) and member.__module__ == rule.__name__]


def _functions(rule: ModuleType) -> list[str]:
    parts = []
    for function in _own(rule, inspect.isfunction):
        parameters = ", ".join(inspect.signature(function).parameters)
        parts.append(f"## `{function.__name__}({parameters})`\n\n{_prose(function.__doc__)}\n")
    return parts


def _forms(rule: ModuleType) -> list[str]:
    parts = []
    for form in _own(rule, inspect.isclass):
        names = [field.name for field in fields(form)] if is_dataclass(form) else []
        listed = "Fields: " + ", ".join(f"`{name}`" for name in names) + ".\n" if names else ""
        parts.append(f"### `{form.__name__}`\n\n{_prose(form.__doc__)}\n\n{listed}")
    return parts


def _parameters(rule: ModuleType) -> list[str]:
    dated = [(known.from_on, _values(known.value), known.citation) for known in PARAMETERS.get(_name(rule), ())]
    if rule is sealing:
        dated = [(regime.from_on, _values(regime), regime.citation) for regime in SEALING_REGIMES]
    rows = [(from_on.isoformat(), values, " · ".join(in_words(citation))) for from_on, values, citation in dated]
    return [f"## Parameters (参数)\n\n{_table(('from', 'value', 'source'), rows)}"] if rows else []


def _values(value: Any) -> str:
    if not is_dataclass(value):
        return str(value)
    shown = [(field.name, getattr(value, field.name)) for field in fields(value)]
    return ", ".join(
        f"{name} = {_said(given)}" for name, given in shown if not isinstance(given, Citation) and given not in ("", ())
    )


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {given}" for name, given in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(str, value)) + ")"
    return str(value)


def _articles(rule: ModuleType) -> list[str]:
    cited = [member for member in vars(rule).values() if isinstance(member, Citation)]
    cited += [known.citation for known in PARAMETERS.get(_name(rule), ())]
    for regime in SEALING_REGIMES if rule is sealing else ():
        cited += [regime.citation, regime.exemption_citation, regime.mixed_citation]
    rows = [(*in_words(citation), citation.rule) for citation in dict.fromkeys(cited)]
    return [f"## Articles (法条)\n\n{_table(('条文', 'article', 'rule'), rows)}"] if rows else []


def _reasons(rule: ModuleType) -> list[str]:
    rows = [(f"`{code}`", zh, en) for code, (zh, en) in SECTIONS.get(_name(rule), {}).items()]
    return [f"## Reasons (理由)\n\n{_table(('code', '理由', 'reason'), rows)}"] if rows else []


def _index() -> str:
    rows = [(f"[{_name(rule)}]({_name(rule)}.md)", _prose(rule.__doc__).partition("\n\n")[0]) for rule in RULES]
    shared = [(f"`{code}`", zh, en) for code, (zh, en) in SECTIONS["shared"].items()]
    return "\n".join(
        [
            "# The law, rule by rule (规则手册)\n",
            MADE,
            "Each rule takes facts and gives a finding: yes, no, or a person must decide; always with reasons, each with its article.\n",
            _table(("rule", "question"), rows),
            "[Bars](bars.md) lists every bar from a post. [Instruments](instruments.md) lists what is cited. [Surviving mutants](mutants.md) lists what the tests of the rules cannot tell apart, and why. [Rows](rows.md) lists what of the rule book no code names.\n",
            f"## Reasons that several rules give (共用理由)\n\n{_table(('code', '理由', 'reason'), shared)}",
        ]
    )


def _instruments() -> str:
    rows = [
        (f"`{key}`", f"《{known.zh}》{known.number}", known.en, known.dated.isoformat(), known.in_force_on.isoformat())
        for key, known in (*INSTRUMENTS.items(), *((key, one.instrument) for key, one in BAR_INSTRUMENTS.items()))
    ]
    head = ("key", "名称", "title", "dated", "in force from")
    return "\n".join(["# Instruments (规范性文件)\n", MADE, _table(head, rows)])


def _bars() -> str:
    rows = [
        (
            f"`{one.id}`",
            f"{one.post_zh} {one.post_en}",
            " · ".join(in_words(place)[0] for place in one.cited),
            named(one.rank)[0],
            f"{one.zh} {one.en}",
            "; ".join(map(_ground, one.grounds)) or "not in this register",
            f"{one.beyond_zh} {one.beyond_en}".strip(),
            one.confidence.value,
        )
        for one in BARS.values()
    ]
    head = ("bar", "岗位 post", "条文", "位阶", "内容 meaning", "condition", "本库以外 beyond this register", "text")
    groups = [(f"`{key}`", known.zh, known.en) for key, known in GROUPS.items()]
    return "\n".join(
        [
            "# Bars from posts (从业禁止一览)\n",
            MADE,
            "Any one condition suffices. `punished` leaves out guilt without punishment, `record` takes it in. Text: `read` - held here and read; `rule_book` - copied into the rule",
            "book from a public text of early 2025 and not compared with the gazette; `secondary` - younger than that text, or seen only in what others wrote about it.\n",
            _table(head, rows),
            f"## Groups of crimes (罪名类别)\n\n{_table(('group', '类别', 'meaning'), groups)}",
        ]
    )


def _ground(ground: Ground) -> str:
    """One condition in short words."""
    window = ground.window
    parts = [
        "punished" if ground.punished else "record",
        "intentional" if ground.intentional else "",
        ground.group,
        f"{ground.least} or more" if ground.least else "",
        "political rights lost" if ground.rights else "",
        "ordered by the court" if ground.ordered else "",
        f"{ground.zh}？" if ground.zh else "",
        f"{window.kind} {window.years or ''}".strip(),
        f"after probation {window.probation_years}" if window.probation_years else "",
    ]
    return ", ".join(part for part in parts if part)
