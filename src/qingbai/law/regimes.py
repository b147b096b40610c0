"""Which rules of sealing are there, and since when (封存制度)?

A regime is dated data: its legal basis, the place and the time for which it holds, whom and which sentences it covers, what it
leaves out, how long it waits. Those of the nation for minors (未成年人) stand here; a new one (a city's pilot for minor offences of
adults, 轻微犯罪记录封存) is a file that ``parse`` reads strictly, naming every fault at once. No pilot is built in (SEAL-25);
``docs/api/examples/regimes`` shows an invented one. A regime covers cases closed before it, unless it says otherwise (SEAL-20).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingbai.law import charges
from qingbai.law.citations import ARTICLE, INSTRUMENTS, Citation, Instrument
from qingbai.law.facts import Fault, Wrong, read
from qingbai.law.terms import Answer

KEY = re.compile(r"[a-z][a-z0-9_]{0,60}")
CHAPTERS = range(1, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingRegime:
    """One set of rules under which records are sealed (封存制度). Half-open: in force from ``from_on`` until before ``until_on``.

    ``limit_months``: the heaviest fixed term that is still sealed, itself included. ``minors_only``: every offence was done under 18.
    ``mixed_by_finding``: acts on both sides of 18 are settled by the court's finding on the main acts; where False a person decides.
    ``when_main_acts_after``: what follows for the part before 18 when the main acts came after it (an open point of the law).
    ``without_conviction``: what is kept about a case without conviction is sealed too. ``divisions``: beginnings of the division codes
    for which it holds, none for the whole country. ``excluded_charges``, ``excluded_chapters`` (of the special part): never sealed.
    ``waiting_months``: time since the punishment was executed. ``earlier_cases``: whether judgments from before ``from_on`` are covered.
    """

    key: str
    from_on: date
    until_on: date | None
    citation: Citation
    exemption_citation: Citation
    mixed_citation: Citation
    limit_months: int = 60
    minors_only: bool = True
    mixed_by_finding: bool = True
    when_main_acts_after: Answer = Answer.NO
    without_conviction: bool = True
    divisions: tuple[str, ...] = ()
    excluded_charges: tuple[str, ...] = ()
    excluded_chapters: tuple[int, ...] = ()
    first_offence_only: bool = False
    waiting_months: int = 0
    earlier_cases: bool = True
    zh: str = ""
    en: str = ""


SEALING_REGIMES = (
    SealingRegime(
        key="procedure_law_2012",
        zh="未成年人犯罪记录封存（2012年刑事诉讼法）",
        en="Sealing of minors' records (Criminal Procedure Law of 2012)",
        from_on=date(2013, 1, 1),
        until_on=date(2018, 10, 26),
        citation=Citation("criminal_procedure_law_2012", "275", "SEAL-01"),
        exemption_citation=Citation("criminal_procedure_law_2012", "275", "SEAL-02"),
        mixed_citation=Citation("criminal_procedure_law_2012", "275", "SEAL-03"),
        mixed_by_finding=False,
    ),
    SealingRegime(
        key="procedure_law_2018",
        zh="未成年人犯罪记录封存（2018年刑事诉讼法）",
        en="Sealing of minors' records (Criminal Procedure Law of 2018)",
        from_on=date(2018, 10, 26),
        until_on=date(2022, 5, 30),
        citation=Citation("criminal_procedure_law", "286", "SEAL-01"),
        exemption_citation=Citation("procedure_interpretation", "581", "SEAL-02"),
        mixed_citation=Citation("criminal_procedure_law", "286", "SEAL-03"),
        mixed_by_finding=False,
    ),
    SealingRegime(
        key="measures_2022",
        zh="未成年人犯罪记录封存（2022年实施办法）",
        en="Sealing of minors' records (Measures of 2022)",
        from_on=date(2022, 5, 30),
        until_on=None,
        citation=Citation("criminal_procedure_law", "286", "SEAL-01"),
        exemption_citation=Citation("procedure_interpretation", "581", "SEAL-02"),
        mixed_citation=Citation("sealing_measures", "4(2)", "SEAL-03"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A place in an instrument (法律依据): the instrument's short key, the article, the row of the rule book."""

    instrument: str
    article: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInstrument:
    """An instrument that the house does not know yet (新的规范性文件)."""

    key: str
    zh: str
    en: str
    dated: date
    in_force_on: date
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeForm:
    """A regime as a file writes it (封存制度文件); the words are those of ``SealingRegime``, the bases are places of instruments.

    ``exemption_basis`` and ``mixed_basis`` are the basis where left out.
    """

    key: str
    zh: str
    en: str
    from_on: date
    basis: Basis
    minors_only: bool
    limit_months: int
    until_on: date | None = None
    exemption_basis: Basis | None = None
    mixed_basis: Basis | None = None
    instrument: NewInstrument | None = None
    mixed_by_finding: bool = False
    when_main_acts_after: Answer = Answer.NO
    without_conviction: bool = False
    divisions: tuple[str, ...] = ()
    excluded_charges: tuple[str, ...] = ()
    excluded_chapters: tuple[int, ...] = ()
    first_offence_only: bool = False
    waiting_months: int = 0
    earlier_cases: bool = True


def parse(data: Mapping[str, Any], path: str = "regime") -> SealingRegime | Wrong:
    """A regime from the content of a TOML or JSON file (读取封存制度), or ``Wrong`` with every fault under ``path``. Dates may be dates or text."""
    plain = _dates_as_text(data)
    form = read(RegimeForm, plain, path)
    faults = tuple(_faults(form, path)) if isinstance(form, RegimeForm) else _all_faults(form, plain, path)
    if isinstance(form, Wrong) or faults:
        return Wrong(faults)
    basis = _citation(form, form.basis)
    return SealingRegime(
        key=form.key,
        zh=form.zh,
        en=form.en,
        from_on=form.from_on,
        until_on=form.until_on,
        citation=basis,
        exemption_citation=_citation(form, form.exemption_basis) if form.exemption_basis else basis,
        mixed_citation=_citation(form, form.mixed_basis) if form.mixed_basis else basis,
        **{name: getattr(form, name) for name in TAKEN_OVER},
    )


TAKEN_OVER = (
    "limit_months",
    "minors_only",
    "mixed_by_finding",
    "when_main_acts_after",
    "without_conviction",
    "divisions",
    "excluded_charges",
    "excluded_chapters",
    "first_offence_only",
    "waiting_months",
    "earlier_cases",
)


READABLE = {
    "key": "x",
    "zh": "-",
    "en": "-",
    "from_on": "1900-01-01",
    "basis": {"instrument": "criminal_law", "article": "1", "rule": "-"},
    "minors_only": True,
    "limit_months": 0,
}
"""What stands in for a part that cannot be read, so that the other parts are still examined."""


def _all_faults(wrong: Wrong, plain: Mapping[str, Any], path: str) -> tuple[Fault, ...]:
    """The faults of reading, and those of the parts that could be read."""
    bad = {re.split(r"[.\[]", fault.path.removeprefix(f"{path}."))[0] for fault in wrong.faults}
    rest = read(RegimeForm, {**READABLE, **{name: part for name, part in plain.items() if name not in bad}}, path)
    unknown_instrument = "instrument" in bad  # then no basis can be held against it
    return (
        *wrong.faults,
        *(one for one in _faults(rest, path) if not (unknown_instrument and one.path.endswith(".instrument"))),
    )


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _dates_as_text(entry) for key, entry in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _citation(form: RegimeForm, basis: Basis) -> Citation:
    own = form.instrument
    if own is None or own.key != basis.instrument:
        return Citation(basis.instrument, basis.article, basis.rule)
    named = Instrument(zh=own.zh, en=own.en, dated=own.dated, in_force_on=own.in_force_on, number=own.number)
    return Citation(basis.instrument, basis.article, basis.rule, named)


def _faults(form: RegimeForm, path: str) -> Iterator[Fault]:
    """What the types alone do not say."""
    if not KEY.fullmatch(form.key):
        zh = "不是可用的标识；请用小写字母开头，只含小写字母、数字和下划线"
        yield Fault(f"{path}.key", zh, "no usable key; begin with a small letter, use small letters, digits and _ only")
    if form.until_on is not None and form.until_on <= form.from_on:
        yield Fault(f"{path}.until_on", "不晚于 from_on；请更正", "is not after from_on; correct one of them")
    for name in ("basis", "exemption_basis", "mixed_basis"):
        basis = getattr(form, name)
        if basis is not None:
            yield from _basis_faults(form, basis, f"{path}.{name}")
    yield from _listed_faults(form, path)


def _listed_faults(form: RegimeForm, path: str) -> Iterator[Fault]:
    for place, prefix in enumerate(form.divisions):
        if not re.fullmatch(r"[0-9]{1,6}", prefix):
            zh = "不是行政区划代码的开头；请写1至6位数字"
            yield Fault(f"{path}.divisions[{place}]", zh, "begins no division code; write one to six digits")
    for place, charge in enumerate(form.excluded_charges):
        if charge not in charges.CHARGES:
            zh = "不是罪名表中的罪名；请照罪名表填写全称"
            yield Fault(f"{path}.excluded_charges[{place}]", zh, "is no name of the list of crimes; write it in full")
    for place, chapter in enumerate(form.excluded_chapters):
        if chapter not in CHAPTERS:
            yield Fault(
                f"{path}.excluded_chapters[{place}]", "刑法分则只有第1至10章", "the special part has chapters 1 to 10"
            )


def _basis_faults(form: RegimeForm, basis: Basis, path: str) -> Iterator[Fault]:
    own = form.instrument
    if basis.instrument not in INSTRUMENTS and (own is None or own.key != basis.instrument):
        zh = "是未知的规范性文件；请在 instrument 中写明其名称和日期"
        yield Fault(f"{path}.instrument", zh, "is not known; name it with its title and dates under instrument")
    if not ARTICLE.fullmatch(basis.article):
        zh = "不是条文号；请写成 286、4(2) 或者 37-1"
        yield Fault(f"{path}.article", zh, "is no article; write 286, 4(2) or 37-1")
