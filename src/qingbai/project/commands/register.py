"""``qingbai register``: notices from files into the register, or into the vault where the law seals them.

Runs as the intake process, the only one that reaches both databases. A receipt for every notice, or everything that is
wrong with it; what is sealed and what is not reads the same.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.incoming import Fault
    from qingbai.notices.faults import NoticeRefused
    from qingbai.notices.files import Found
    from qingbai.notices.kinds import Notice

REGISTERED, REFUSED, CANNOT = 0, 1, 2
TOGETHER = 100
"""Notices that are entered in one transaction with --whole; more are entered one by one after all were checked."""
DAY = click.DateTime(["%Y-%m-%d"])
EXECUTION = ["not_started", "serving", "probation", "parole", "completed", "remitted", "none"]
DOCUMENTS = ["resident_id", "household_book", "hmt_residence_permit", "hk_macau_travel_permit", "taiwan_travel_permit"]
DOCUMENTS += ["passport", "foreign_resident_card"]
KINDS = ["release-notice", "correction-end-notice", "sealing-notice", "non-prosecution-notice", "penalty-notice"]


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--each/--whole", "each", default=True, help="Each notice by itself, or all of them or none.  [default: each]"
)
@click.option("--check", is_flag=True, help="Enter nothing; say what would become of every notice.")
@click.option(
    "--kind", type=click.Choice(KINDS), default=None, help="Tables only: which one, where the heading does not tell."
)
@click.option(
    "--template",
    type=click.Choice([*KINDS, *(f"{kind}.xlsx" for kind in KINDS)]),
    help="Print an empty table, as CSV or as a workbook, and do nothing else.",
)
@click.option(
    "--confirmed-by", default="", help="Registrar who compared reading and document, where a notice names none."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a notice and line.")
@click.option("--final-on", type=DAY, help="Text only: the day on which the judgment became final.")
@click.option("--served-on", type=DAY, help="Text only: served on the defendant.")
@click.option("--prosecution-served-on", type=DAY, help="Text only: served on the procuratorate or private prosecutor.")
@click.option("--offence-from", default="", help="Text only: day of the first act (YYYY, YYYY-MM or YYYY-MM-DD).")
@click.option("--offence-to", default="", help="Text only: day of the last act.")
@click.option("--document-kind", type=click.Choice(DOCUMENTS), default="resident_id", show_default=True)
@click.option("--number", default="", help="Text only: identity number, where the text does not print it.")
@click.option("--country", default="CHN", show_default=True, help="Text only: who issued the document.")
@click.option("--nationality", default="CHN", show_default=True, help="Text only.")
@click.option("--latin-name", default="", help="Text only.")
@click.option("--household", default="", help="Text only: six-digit division code.")
@click.option(
    "--main-acts-before-18/--main-acts-after-18",
    default=None,
    help="Text only: the court's finding on acts on both sides.",
)
@click.option("--execution", type=click.Choice(EXECUTION), help="Text only: state of execution.")
@click.option("--execution-on", type=DAY, help="Text only: the day of that state.")
def command(
    *,
    files: tuple[Path, ...],
    each: bool,
    check: bool,
    kind: str | None,
    template: str | None,
    as_json: bool,
    **stated: Any,
) -> None:
    """Register notices: FILES of JSON or JSON lines, tables (.csv, .xlsx), a zip of notices with their texts, or a judgment's text (.txt).

    Exit status: 0 everything is registered (with --check: would be), 1 some notices were refused or wait for a person, 2 a file
    could not be read or a database not be reached.
    """
    if template:
        _print_template(template)
        return
    if not files:
        raise click.UsageError(
            "Name a file, or print a template: qingbai register --template release-notice > notices.csv"
        )
    try:
        with setup.django(vault=True):
            run = Run(files=files, kind=kind or "", as_json=as_json, stated=stated)
            if check:
                run.check()
            elif each:
                run.each()
            else:
                run.whole()
    except click.ClickException as error:
        error.show()
        sys.exit(CANNOT)
    if not run.outcomes:
        click.echo("There is no notice in these files; check the names. / 文件中没有通报，请核对文件名。", err=True)
        sys.exit(CANNOT)
    sys.exit(max(run.outcomes))


def _print_template(name: str) -> None:
    """A template on standard output: CSV with the mark by which programs for tables know UTF-8, or a workbook."""
    from qingbai.notices import templates

    if name.endswith(".xlsx"):
        if sys.stdout.isatty():
            raise click.UsageError(f"A workbook is no text: qingbai register --template {name} > {name}")
        sys.stdout.buffer.write(templates.xlsx(name.removesuffix(".xlsx")))
    else:
        sys.stdout.buffer.write(templates.csv(name).encode("utf-8-sig"))


@dataclass
class Run:
    """One call of the command: its files, how it prints, and how each notice ended so far."""

    files: Sequence[Path]
    kind: str
    as_json: bool
    stated: dict[str, Any]
    outcomes: list[int] = field(default_factory=list)
    for_good: bool = False  # what is received now is not undone
    in_the_inbox: set[str] = field(default_factory=set)

    def each(self) -> None:
        """Every notice by itself."""
        self.for_good = True
        for found in self._waited_for(self._notices(), "notices"):
            self._tell(found, self._received(found), "registered")

    def check(self) -> None:
        """Every notice received, and undone."""
        for found in self._waited_for(self._notices(), "checking"):
            self._tell(found, self._tried(found), "would_be_registered")

    def whole(self) -> None:
        """All or none: every notice is read, then checked, and entered only when nothing was found wrong.

        Where many were sent and some cannot even be read, those are told at once and the long check is left out.
        """
        count, seen = 0, _Numbers()
        for found in self._waited_for(self._notices(), "reading"):
            count += 1
            refused = found.notice if _is_refusal(found.notice) else seen.refusal(found)
            if refused is not None:
                self._tell(found, refused, "")
        if not self.outcomes or count <= TOGETHER:
            for found in self._waited_for(self._notices(), "checking"):
                result = None if _is_refusal(found.notice) else self._tried(found)
                if result is not None and not _is_receipt(result):
                    self._tell(found, result, "")
        if self.outcomes:
            self._nothing_entered(count)
        elif count <= TOGETHER:
            self._together(count)
        else:
            self.each()

    def _together(self, count: int) -> None:
        """In one transaction, so that not even somebody else's notice in between can keep a part of them out."""
        from qingbai.notices import trial

        with ExitStack() as stack:
            undo = stack.enter_context(trial.both_databases())
            results = [(found, self._received(found)) for found in self._notices()]
            whole = all(_is_receipt(result) for _, result in results)
            if not whole:
                undo()
        for found, result in results:
            if whole or not _is_receipt(result):
                self._tell(found, result, "registered")
        if not whole:
            self._nothing_entered(count)

    def _nothing_entered(self, count: int) -> None:
        bad = len(self.outcomes)
        if self.as_json:
            _print({"status": "nothing_registered", "notices": count, "wrong": bad})
        click.echo(
            f"Nothing was registered: {bad} of {count} cannot be. / {count} 份中有 {bad} 份不能登记，因此全部未登记。",
            err=True,
        )

    def _waited_for(self, every: Iterator["Found"], label: str) -> Iterator["Found"]:
        """A progress bar, unless nobody is at the screen or the receipts themselves run over it."""
        hidden = sys.stdout.isatty() or not sys.stderr.isatty()
        with click.progressbar(every, label=label, show_pos=True, file=sys.stderr, hidden=hidden) as bar:
            yield from bar

    def _notices(self) -> Iterator["Found"]:
        """The notices of all files; a text becomes one."""
        from qingbai.notices import files

        for file in self.files:
            if file.suffix.lower() == ".txt":
                yield self._from_text(file)
            else:
                yield from files.read(file, confirmed_by=self.stated["confirmed_by"], kind=self.kind)

    def _from_text(self, file: Path) -> "Found":
        from qingbai.law.terms import DocumentKind
        from qingbai.notices import files, plain
        from qingbai.notices.faults import NoticeRefused
        from qingbai.registers.terms import ExecutionState

        given: dict[str, Any] = {
            name: value.date() if isinstance(value, datetime) else value for name, value in self.stated.items()
        }
        given["document_kind"] = DocumentKind(given["document_kind"])
        given["execution"] = ExecutionState(given["execution"]) if given["execution"] else None
        try:
            text = files.judgment_text(file)
        except NoticeRefused as refused:
            return files.Found(file, 0, refused, unreadable=True)
        try:
            return files.Found(file, 0, plain.notice_of(text, plain.Additions(**given)))
        except NoticeRefused as refused:
            return files.Found(file, 0, refused)

    def _received(self, found: "Found") -> Any:
        """The receipt, or the refusal; what the law leaves to a person then waits in the inbox of the registry concerned."""
        from django.db import OperationalError

        from qingbai import clock
        from qingbai.audit.actors import Actor, ActorKind
        from qingbai.inbox import services as inbox
        from qingbai.notices import kinds
        from qingbai.notices.faults import NoticeHeld, NoticeRefused
        from qingbai.notices.notice import JudgmentNotice

        if isinstance(found.notice, NoticeRefused):
            return found.notice
        try:
            by = Actor(ActorKind.SENDER, found.notice.sender.code.strip() or "unnamed")  # whose document it is
            return kinds.receive(notice=found.notice, by=by, at=clock.now())
        except NoticeHeld as held:
            if self.for_good and isinstance(found.notice, JudgmentNotice):
                draft = inbox.hold(notice=found.notice, held=held, by=by, at=clock.now())
                self.in_the_inbox |= {found.where} if draft else set()
            return _located(found, held)
        except NoticeRefused as refused:
            return _located(found, refused)
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise click.ClickException(
                f"The database cannot be reached: {reason}. Start it and register again."
            ) from error

    def _tried(self, found: "Found") -> Any:
        """What receiving would bring."""
        from qingbai.notices import trial
        from qingbai.notices.faults import NoticeRefused

        if isinstance(found.notice, NoticeRefused):
            return found.notice
        with trial.both_databases() as undo:
            result = self._received(found)
            undo()
        return result

    def _tell(self, found: "Found", result: Any, done: str) -> None:
        """Print a receipt, or everything that is wrong."""
        if _is_receipt(result):
            self.outcomes.append(REGISTERED)
            if self.as_json:
                told = {name: value for name, value in asdict(result).items() if name != "counts_from"}
                _print({"file": found.where, "status": done, **told})
            else:
                click.echo(f"{found.where}: {result}")
            return
        self._refuse(found, result)

    def _refuse(self, found: "Found", refused: "NoticeRefused") -> None:
        from qingbai.notices.faults import NoticeHeld

        self.outcomes.append(CANNOT if found.unreadable else REFUSED)
        faults = (
            [self._as_typed(one) for one in refused.faults] if found.path.suffix.lower() == ".txt" else refused.faults
        )
        if self.as_json:
            status = "held" if isinstance(refused, NoticeHeld) else "unreadable" if found.unreadable else "refused"
            waits = {"inbox": found.where in self.in_the_inbox} if status == "held" else {}
            _print({"file": found.where, "status": status, **waits, "faults": [asdict(one) for one in faults]})
            return
        for one in faults:
            click.echo(f"{found.where}: {one.field}: {one.en} / {one.zh}", err=True)
        if found.where in self.in_the_inbox:
            click.echo(f"{found.where}: it waits for a registrar in the inbox / 已转收件箱，待登记人员认定", err=True)

    def _as_typed(self, fault: "Fault") -> "Fault":
        """A fault of a text's notice with the option in place of the field that nobody typed."""
        from qingbai.incoming import Fault

        name = fault.field
        if name.startswith("service[0]") and not self.stated["served_on"]:
            name = name.replace("service[0]", "service[1]")
        option = next((option for pattern, option in _OPTIONS if re.match(pattern, name)), fault.field)
        zh, en = fault.zh, fault.en
        for word, typed in _WORDS:
            zh, en = re.sub(rf"\b{word}\b", typed, zh, flags=re.ASCII), re.sub(rf"\b{word}\b", typed, en)
        return Fault(option, fault.code, zh, en)


# The fields of a text's notice, by the options that fill them.
_OPTIONS: tuple[tuple[str, str], ...] = (
    (r"confirmed_by$", "--confirmed-by"),
    (r"final_on$", "--final-on"),
    (r"service\[1\]", "--prosecution-served-on"),
    (r"service", "--served-on"),
    (r"defendants\[0\]\.offences\[0\]\.ended", "--offence-to"),
    (r"defendants\[0\]\.offences", "--offence-from"),
    (r"defendants\[0\]\.documents\[0\]\.country", "--country"),
    (r"defendants\[0\]\.documents", "--number"),
    (r"defendants\[0\]\.nationality", "--nationality"),
    (r"defendants\[0\]\.latin_name", "--latin-name"),
    (r"defendants\[0\]\.household", "--household"),
    (r"defendants\[0\]\.main_acts_before_18", "--main-acts-before-18"),
    (r"defendants\[0\]\.execution\.on", "--execution-on"),
    (r"defendants\[0\]\.execution", "--execution"),
    (r"sender|case_number|defendants", "text"),
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("final_on", "--final-on"),
    ("service", "--served-on"),
    ("main_acts_before_18", "--main-acts-before-18"),
)


class _Numbers:
    """The numbers of the notices seen, so that two contents under one are found before anything is entered."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], bytes] = {}

    def refusal(self, found: "Found") -> Any:
        """The refusal of a notice whose number came before with another content; None where all is well."""
        from qingbai.notices.faults import NoticeRefused, fault

        if isinstance(found.notice, NoticeRefused):
            return None
        notice: Notice = found.notice
        body = self.seen.setdefault((notice.sender.code, notice.message_id), notice.body_digest)
        if body == notice.body_digest:
            return None
        return _located(found, NoticeRefused(fault("message_id", "same_message_other_body")))


def _located(found: "Found", refused: "NoticeRefused") -> "NoticeRefused":
    """The refusal of a table's row with the cells in place of fields."""
    return refused if found.cells is None else found.cells(refused)


def _is_refusal(notice: Any) -> bool:
    from qingbai.notices.faults import NoticeRefused

    return isinstance(notice, NoticeRefused)


def _is_receipt(result: Any) -> bool:
    from qingbai.notices.receipts import Receipt

    return isinstance(result, Receipt)


def _print(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
