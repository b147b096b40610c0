"""``qingbai replay NUMBER``: a past decision once more, as of its moment, and what it would be today.

Runs beside the vault, like the intake: whether a decision can be repeated may itself tell of a record that left the register.
"""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.inquiries.replay import Answered, Difference, Replay

SAME, OTHERWISE, NOT_FOUND = 0, 1, 2
WORDS = {
    "same": ("与当时一致", "comes out the same"),
    "differs": ("与当时不一致", "comes out otherwise"),
    "not_kept": (
        "无法重演：当时所依据的登记信息已不在登记库中",
        "cannot be repeated: what it was based on is no longer in the register",
    ),
}
FIELDS = {
    "candidates": ("疑似对象", "candidates"),
    "answer": ("认定", "answer"),
    "paper": ("文书种类", "kind of paper"),
    "reasons": ("理由", "reasons"),
    "document": ("文书原件", "the paper as kept"),
}
PAPERS = {"certificate": ("无犯罪记录证明", "certificate"), "refusal": ("不予出具通知书", "notice of refusal")}
ANSWERS = {
    "yes": ("受理", "accepted"),
    "no": ("不予受理", "not accepted"),
    "person": ("须人工认定", "a person must decide"),
}


@click.command
@click.argument("number")
@click.option(
    "--officer", metavar="NUMBER", help="Service number of the auditor who asks; without it, the operator does."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def command(*, number: str, officer: str | None, as_json: bool) -> None:
    """Repeat the decision of an application, or the one behind a paper, by its NUMBER.

    The register is asked as it stood then, with the law of that day and the judgments that persons had made; then as it stands today, and what
    differs is explained. Whoever asks is put on the ledger.

    Exit status: 0 it comes out the same as of then, 1 it does not or cannot be repeated, 2 there is no such decision.
    """
    with setup.django(vault=True):
        from qingbai import clock
        from qingbai.audit.actors import Actor, ActorKind
        from qingbai.inquiries import replay

        asks = _officer(officer) if officer else Actor(ActorKind.SYSTEM, "operator")
        try:
            repeated = replay.replay(number=number, by=asks, at=clock.now())
        except replay.NoSuchDecision as fault:
            click.echo(str(fault), err=True)
            sys.exit(NOT_FOUND)
        click.echo(json.dumps(_as_json(repeated), ensure_ascii=False) if as_json else _in_words(repeated))
    sys.exit(SAME if repeated.outcome == "same" else OTHERWISE)


def _officer(number: str) -> Any:
    from qingbai.agencies import queries as agencies

    card = agencies.officer(number)
    if card is None:
        raise click.UsageError(f"There is no officer with the service number {number}: check it.")
    return card.actor


def _as_json(repeated: "Replay") -> dict[str, Any]:
    from qingbai.inquiries.replay import WHY

    found = asdict(repeated)
    for difference in found["differences"]:
        difference["zh"], difference["en"] = WHY[difference["why"]]
    return {**_plain(found), "other_today": repeated.other_today}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _in_words(repeated: "Replay") -> str:
    zh, en = WORDS[repeated.outcome]
    of = repeated.application + (f", {repeated.paper_number}" if repeated.paper_number else "")
    lines = [
        f"{of}: {zh} / {en}",
        f"  then   {_moment(repeated.decided_at)}  {_answer(repeated.then)}",
        f"  today  {_moment(repeated.repeated_at)}  {_answer(repeated.today)}"
        + ("  * 今日结论不同 / other today" if repeated.other_today else ""),
    ]
    lines += ["  ! " + " / ".join(FIELDS[name]) for name in repeated.differs_in]
    for difference in repeated.differences:
        lines += _why(difference)
    return "\n".join(lines)


def _answer(answered: "Answered") -> str:
    zh, en = PAPERS[answered.paper] if answered.paper else ANSWERS[answered.answer]
    return f"{zh} / {en}"


def _why(difference: "Difference") -> list[str]:
    from qingbai.inquiries.replay import WHY

    zh, en = WHY[difference.why]
    since = f" ({_moment(difference.known_from)})" if difference.known_from else ""
    lines = [f"  - {difference.reference}{since}", f"    {zh} {en}"]
    for moment, reasons in (("then", difference.then), ("today", difference.today)):
        lines += [f"      {moment:5}  {reason['zh']} / {reason['en']}" for reason in reasons]
    return lines


def _moment(at: datetime) -> str:
    from qingbai import clock

    return f"{at.astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}"
