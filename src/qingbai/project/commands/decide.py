"""``qingbai decide CASE.json``: facts in, a finding with its reasons out. No database, no framework."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, NoReturn, TextIO

import click

from qingbai.agencies.calendars import calendar
from qingbai.law.cases import EffectCase, ExpectedCase, LateCase, TimeLimitCase
from qingbai.law.citations import in_words
from qingbai.law.facts import Fault, Wrong, read, shown
from qingbai.law.names import ANSWERS, named
from qingbai.law.questions import QUESTIONS
from qingbai.law.service_cases import ExtensionCase, ReviewDueCase
from qingbai.law.terms import Finding
from qingbai.law.wording import told, wording

WITH_CALENDAR = (EffectCase, ExpectedCase, LateCase, TimeLimitCase, ReviewDueCase, ExtensionCase)
"""Questions that are asked with the mainland's calendar where the facts bring none."""
LONGEST = 8 * 1024 * 1024
"""Characters of one input; facts are short."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its facts, read."""

    question: str
    facts: Any


@click.command()
@click.argument("case", type=click.File("r", encoding="utf-8-sig", errors="strict"), default="-")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a case, one a line.")
def command(case: TextIO, as_json: bool) -> None:  # noqa: FBT001
    """Answer questions of law from facts alone.

    CASE is a file, or standard input: one {"question": …, "facts": {…}}, a list of them, or one a line.
    The form of the facts is docs/api/decide.schema.json; examples stand beside it. Exit status 2: the facts cannot be
    read; every fault is named, nothing is answered.
    """
    faults: list[Fault] = []
    findings: list[tuple[str, Finding[Any]]] = []
    for path, entry in _entries(_text(case, as_json=as_json), faults):
        asked = _read(entry, path)
        answer = _answer(asked, path) if isinstance(asked, Asked) else asked
        if isinstance(answer, Wrong):
            faults.extend(answer.faults)
        elif isinstance(asked, Asked):
            findings.append((asked.question, answer))
    if faults:
        _refuse(faults, as_json=as_json)
    for question, finding in findings:
        click.echo(
            json.dumps({"question": question, **told(finding)}, ensure_ascii=False)
            if as_json
            else _page(question, finding)
        )


def _text(case: TextIO, *, as_json: bool) -> str:
    try:
        text = case.read(LONGEST + 1)
    except UnicodeDecodeError as error:
        fault = Fault(
            "",
            f"输入不是UTF-8编码（第{error.start}字节起）；请转换编码",
            f"not UTF-8 from byte {error.start} on; convert it",
        )
        _refuse([fault], as_json=as_json)
    if len(text) > LONGEST:
        fault = Fault("", f"输入超过{LONGEST}个字符；请分批提交", f"longer than {LONGEST} characters; split it")
        _refuse([fault], as_json=as_json)
    return text


def _refuse(faults: list[Fault], *, as_json: bool) -> NoReturn:
    if as_json:
        entries = [{"path": fault.path, "zh": fault.zh, "en": fault.en} for fault in faults]
        click.echo(json.dumps({"faults": entries}, ensure_ascii=False), err=True)
    else:
        for fault in faults:
            click.echo(f"{fault.path or 'input'}: {fault.zh} · {fault.en}", err=True)
    raise SystemExit(2)


def _entries(text: str, faults: list[Fault]) -> Iterator[tuple[str, object]]:
    """The cases with the path of each: one value, the entries of a list, or one value a line."""
    whole: list[Fault] = []
    data = _parse(text, "", whole)
    lines = [(f"line {number}", line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not whole:
        entries = [(f"[{n}]", entry) for n, entry in enumerate(data)] if isinstance(data, list) else [("", data)]
        if not entries:
            faults.append(Fault("", "没有案件；请写出至少一个", "no case given; write at least one"))
        yield from entries
    elif len(lines) > 1 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for _, line in lines):
        for path, line in lines:
            broken: list[Fault] = []
            entry = _parse(line, path, broken)
            faults.extend(broken)
            if not broken:
                yield path, entry
    else:
        faults.extend(whole)


def _parse(text: str, path: str, faults: list[Fault]) -> object:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
        faults.extend(
            Fault(path, f"字段{name}重复；请只保留一个", f"field {name} stands there twice; keep one") for name in twice
        )
        return dict(pairs)

    def number(name: str) -> NoReturn:
        raise ValueError(f"{name} is no number")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        zh = f"不是JSON（第{error.lineno}行第{error.colno}列）；请改正格式"
        faults.append(Fault(path, zh, f"not JSON ({place}: {error.msg}); correct it"))
    except (ValueError, RecursionError) as error:
        faults.append(Fault(path, "不是可以读取的JSON；请改正格式", f"not JSON that can be read ({error}); correct it"))
    return None


def _read(entry: object, path: str) -> Asked | Wrong:
    dot = f"{path}." if path else ""
    allowed = ", ".join(QUESTIONS)
    if not isinstance(entry, dict):
        zh = f"{shown(entry)}不是案件；请写成含 question 和 facts 的对象"
        return Wrong((Fault(path, zh, f"{shown(entry)} is no case; write an object with question and facts"),))
    faults = [
        Fault(dot + name, "没有这个字段；请删除", "no such field; leave it out")
        for name in entry
        if name not in ("question", "facts")
    ]
    question = entry.get("question")
    if not isinstance(question, str) or question not in QUESTIONS:
        zh = f"{shown(question)}不是可以提出的问题；请填写下列之一：{allowed}"
        faults.append(
            Fault(f"{dot}question", zh, f"{shown(question)} is no question known here; write one of: {allowed}")
        )
        return Wrong(tuple(faults))
    facts = read(QUESTIONS[question].facts, entry.get("facts"), f"{dot}facts")
    if isinstance(facts, Wrong):
        faults.extend(facts.faults)
    return Wrong(tuple(faults)) if faults else Asked(question, facts)


def _answer(asked: Asked, path: str) -> Finding[Any] | Wrong:
    facts = asked.facts
    if isinstance(facts, WITH_CALENDAR) and facts.calendar is None:
        facts = replace(facts, calendar=calendar())
    try:
        return QUESTIONS[asked.question].ask(facts)
    except ValueError as error:
        dot = f"{path}." if path else ""
        return Wrong(
            (
                Fault(
                    f"{dot}facts", f"各项之间矛盾，请更正（{error}）", f"these values cannot be; correct them: {error}"
                ),
            )
        )


def _page(question: str, finding: Finding[Any]) -> str:
    """A finding for people."""
    asked, (zh, en) = QUESTIONS[question], ANSWERS[finding.answer]
    lines = [f"{asked.zh} · {asked.en}", f"  {zh} · {en}", *(f"  → {value}" for value in _values(finding.value))]
    for reason in finding.because:
        words, place = wording(reason), in_words(reason.citation)
        lines += [f"  - {words.zh}（{place[0]}）", f"    {words.en} ({place[1]})"]
    return "\n".join([*lines, ""])


def _values(value: object) -> list[str]:
    entries = value if isinstance(value, tuple) else () if value is None else (value,)
    said: list[str] = []
    for entry in entries:
        if is_dataclass(entry):
            said.append("; ".join(f"{name}: {', '.join(values)}" for name, values in _parts(entry) if values))
            continue
        try:
            zh, en = named(entry)
            said.append(f"{zh} · {en}")
        except KeyError:
            said.append(str(entry))
    return said


def _parts(record: Any) -> list[tuple[str, list[str]]]:
    """The fields of a value with what each says; the reasons stand below anyway."""
    given = [(part.name, getattr(record, part.name)) for part in fields(record)]
    return [(name, _values(value)) for name, value in given if name != "because"]
