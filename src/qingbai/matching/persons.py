"""Is this the same person (人员比对)? Two descriptions in, a verdict with its reasons out.

*Same* needs a number: a well-formed one that its holder keeps for life, with nothing against it; or a passport number
together with name and date of birth. *Different* needs two lifelong numbers of one kind, or a contradiction. Everything
between is *uncertain* and belongs to a person (ID-13, INQ-21): nothing is guessed here, and a name alone never convicts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from qingbai.law.terms import DocumentKind, MatchVerdict, Sex
from qingbai.matching import identity, names
from qingbai.matching.identity import IdentityNumber
from qingbai.matching.names import Likeness
from qingbai.matching.remarks import Remark

_ONE_NUMBERING = {DocumentKind.HOUSEHOLD_BOOK: DocumentKind.RESIDENT_ID}  # a household book prints resident numbers
_HMT_DOCUMENTS = {
    DocumentKind.HMT_RESIDENCE_PERMIT,
    DocumentKind.HK_MACAU_TRAVEL_PERMIT,
    DocumentKind.TAIWAN_TRAVEL_PERMIT,
}


Verdict = MatchVerdict  # 比对结论: the law's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date of which part is known (不完整日期), as papers give it: a year, or a year and a month."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """A whole date."""
        return cls(year=day.year, month=day.month, day=day.day)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return None not in (self.year, self.month, self.day)

    def agrees_with(self, other: "PartialDate") -> bool:
        """Whether no part that both know differs."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in parts)


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document (证件): its kind, its number as written, and for a passport the issuing country in three letters."""

    kind: DocumentKind
    number: str
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A natural person as one paper describes him or her (自然人).

    ``names`` in Chinese, the present one first, then former names and aliases; ``latin_names`` as in the passport. Unknown
    facts stay empty. Raises ``ValueError`` without any name: somebody without a name cannot be compared.
    """

    names: tuple[str, ...] = ()
    latin_names: tuple[str, ...] = ()
    sex: Sex | None = None
    born_on: date | PartialDate | None = None
    documents: tuple[Document, ...] = ()
    nationality: str | None = None  # three letters of ISO 3166-1
    household: str | None = None  # area code of the registered household (户籍地)

    def __post_init__(self) -> None:
        if not all(names.normalise(name) for name in self.every_name) or not self.every_name:
            raise ValueError("a person needs a name, and no name may be blank")

    @classmethod
    def named(
        cls,
        every: Iterable[str],
        *,
        sex: Sex | None = None,
        born_on: date | PartialDate | None = None,
        documents: tuple[Document, ...] = (),
        nationality: str | None = None,
        household: str | None = None,
    ) -> "Person":
        """Somebody of these names, each in whatever script it is written; blank ones and repetitions are left out."""
        texts = tuple(dict.fromkeys(text for text in every if text.strip()))
        latin = tuple(text for text in texts if names.script(text) is names.Script.LATIN)
        return cls(
            names=tuple(text for text in texts if text not in latin),
            latin_names=latin,
            sex=sex,
            born_on=born_on,
            documents=documents,
            nationality=nationality,
            household=household,
        )

    @property
    def every_name(self) -> tuple[str, ...]:
        """All names, in every script."""
        return self.names + self.latin_names


@dataclass(frozen=True, slots=True)
class Match:
    """A verdict (比对结果) and everything that was found, for and against."""

    verdict: Verdict
    because: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One document's number as compared: its numbering, what stays the same, and whether it can be relied on."""

    numbering: str
    key: str
    country: str
    sound: bool  # well formed
    hidden: bool  # empty, or partly masked
    lifelong: bool

    @property
    def series(self) -> str:
        """Within one series a holder has one number for life: Hong Kong and Macau permits count apart, so do 81, 82, 83."""
        if self.numbering == DocumentKind.HK_MACAU_TRAVEL_PERMIT:
            return f"{self.numbering}:{self.key.rstrip(identity.DIGITS)}"
        return (
            f"{self.numbering}:{self.key[:2]}"
            if self.numbering == DocumentKind.HMT_RESIDENCE_PERMIT
            else self.numbering
        )

    def is_also(self, other: "Number") -> bool:
        """Whether both papers print the same number; an unknown issuing country fits any, and stars are no number."""
        countries_fit = not self.country or not other.country or self.country == other.country
        return not self.hidden and self.numbering == other.numbering and self.key == other.key and countries_fit


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person once the numbers have been read: they tell date of birth, sex and nationality too."""

    numbers: tuple[Number, ...]
    births: frozenset[PartialDate]
    sexes: frozenset[Sex]
    nationalities: frozenset[str]
    writes_pinyin: bool


def facts_of(person: Person) -> Facts:
    """Read a person's numbers and gather what they say with what is stated."""
    read = [
        (document, identity.parse(document.kind, document.number, country=document.country))
        for document in person.documents
    ]
    sound = [value for _, value in read if isinstance(value, IdentityNumber)]
    births = {PartialDate.of(value.born_on) for value in sound if value.born_on}
    if person.born_on is not None:
        births.add(_partial(person.born_on))
    nationalities = frozenset(filter(None, [person.nationality, *(value.nationality for value in sound)]))
    return Facts(
        numbers=tuple(_number(document, value) for document, value in read),
        births=frozenset(births),
        sexes=frozenset(filter(None, [person.sex, *(value.sex for value in sound)])),
        nationalities=nationalities,
        writes_pinyin=nationalities == {"CHN"}
        and not any(document.kind in _HMT_DOCUMENTS for document in person.documents),
    )


def _number(document: Document, value: identity.IdentityNumber | identity.Malformed) -> Number:
    numbering = _ONE_NUMBERING.get(document.kind, document.kind)
    is_sound = isinstance(value, IdentityNumber)
    passport = document.kind is DocumentKind.PASSPORT
    return Number(
        numbering=numbering.value,
        key=value.key if isinstance(value, IdentityNumber) and not passport else value.number,
        country=document.country.upper() if passport else "",
        sound=is_sound,
        hidden=(not is_sound and any(char in identity.MASKS for char in value.number)) or not value.number,
        lifelong=isinstance(value, IdentityNumber) and value.lifelong,
    )


class _Birth(StrEnum):
    """How two sets of birth dates stand to one another."""

    SAME = "born_same"
    COMPATIBLE = "born_compatible"
    UNKNOWN = "born_unknown"
    DIFFERS = "born_differs"


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Everything that two descriptions have for and against one another."""

    shared: tuple[Number, ...]
    series_apart: tuple[str, ...]
    unsound: tuple[str, ...]
    name: Likeness
    birth: _Birth
    sex_differs: bool
    nationality_differs: bool
    stated_otherwise: tuple[str, ...]

    @property
    def contradicted(self) -> bool:
        """Whether anything speaks against one person, be it only what a paper states beside the number that both print."""
        name_differs = self.name in {Likeness.DIFFERENT, Likeness.OTHER_READING}
        return (
            name_differs
            or self.birth is _Birth.DIFFERS
            or self.sex_differs
            or self.nationality_differs
            or bool(self.series_apart)
            or bool(self.stated_otherwise)
        )


def compare(one: Person, other: Person) -> Match:
    """Whether two descriptions are of one person. Symmetric."""
    seen = _look(one, other)
    if any(number.sound for number in seen.shared):
        verdict = _with_shared_number(seen)
    elif seen.series_apart:
        verdict = Verdict.DIFFERENT
    else:
        verdict = _without_number(seen)
    return Match(verdict, _reasons(seen))


def name_stands(mine: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """How the closest pair of two people's names stands to one another: a value of ``names.Likeness``. Neither may be empty."""
    return _best_likeness(mine, theirs).value


def birth_stands(mine: date | PartialDate | None, theirs: date | PartialDate | None) -> str:
    """How two stated dates of birth stand to one another: the code of the remark that says it."""
    return _compare_births(*(frozenset({_partial(day)} if day else ()) for day in (mine, theirs))).value


def _look(one: Person, other: Person) -> _Comparison:
    mine, theirs = facts_of(one), facts_of(other)
    likeness = _best_likeness(one.every_name, other.every_name)
    if likeness is Likeness.OTHER_READING and not (mine.writes_pinyin and theirs.writes_pinyin):
        likeness = Likeness.INCOMPARABLE  # pinyin is the mainland's spelling; 陈 is also CHAN, TAN, TRAN
    return _Comparison(
        shared=tuple(number for number in mine.numbers for twin in theirs.numbers if number.is_also(twin)),
        series_apart=_series_apart(mine.numbers, theirs.numbers),
        unsound=tuple(sorted({number.numbering for number in mine.numbers + theirs.numbers if not number.sound})),
        name=likeness,
        birth=_compare_births(mine.births, theirs.births),
        sex_differs=_disjoint(mine.sexes, theirs.sexes),
        nationality_differs=_disjoint(mine.nationalities, theirs.nationalities),
        stated_otherwise=tuple(_stated_otherwise(one, other)),
    )


def _stated_otherwise(one: Person, other: Person) -> Iterator[str]:
    """What the two papers themselves state differently, whatever their numbers tell."""
    births = [_partial(person.born_on) for person in (one, other) if person.born_on]
    if len(births) == 2 and not births[0].agrees_with(births[1]):
        yield "stated_births_differ"
    if one.sex and other.sex and one.sex is not other.sex:
        yield "stated_sexes_differ"
    if one.nationality and other.nationality and one.nationality != other.nationality:
        yield "stated_nationalities_differ"


def _partial(day: date | PartialDate) -> PartialDate:
    return PartialDate.of(day) if isinstance(day, date) else day


def _series_apart(mine: tuple[Number, ...], theirs: tuple[Number, ...]) -> tuple[str, ...]:
    """The series in which both hold lifelong numbers and none of them is the same."""
    apart = []
    for series in sorted(
        {number.series for number in mine if number.lifelong} & {number.series for number in theirs if number.lifelong}
    ):
        keys = [
            {number.key for number in numbers if number.lifelong and number.series == series}
            for numbers in (mine, theirs)
        ]
        if keys[0].isdisjoint(keys[1]):
            apart.append(series.partition(":")[0])
    return tuple(apart)


def _best_likeness(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Likeness:
    """The closest pair of names. Readings count only where no two names are in one script."""
    found = {names.compare(name, other) for name, other in product(mine, theirs)}
    return next(likeness for likeness in _CLOSEST_FIRST if likeness in found)


_CLOSEST_FIRST = (
    Likeness.SAME,
    Likeness.VARIANT,
    Likeness.MASKED,
    Likeness.SIMILAR,
    Likeness.DIFFERENT,
    Likeness.READING,
    Likeness.OTHER_READING,
    Likeness.INCOMPARABLE,
)


def _compare_births(mine: frozenset[PartialDate], theirs: frozenset[PartialDate]) -> _Birth:
    if not mine or not theirs:
        return _Birth.UNKNOWN
    if any(birth.whole for birth in mine & theirs):
        return _Birth.SAME
    return (
        _Birth.COMPATIBLE if any(birth.agrees_with(other) for birth, other in product(mine, theirs)) else _Birth.DIFFERS
    )


def _disjoint(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether both are known and have nothing in common."""
    one, other = set(mine), set(theirs)
    return bool(one and other) and one.isdisjoint(other)


def _with_shared_number(seen: _Comparison) -> Verdict:
    """A number in common: the same person, unless something speaks against it or the number cannot carry it alone."""
    if seen.contradicted:
        return Verdict.UNCERTAIN
    if any(number.lifelong for number in seen.shared):
        return Verdict.SAME
    named_and_born = seen.name in {Likeness.SAME, Likeness.VARIANT} and seen.birth is _Birth.SAME
    return Verdict.SAME if named_and_born else Verdict.UNCERTAIN


def _without_number(seen: _Comparison) -> Verdict:
    """No number to rely on in common and none that tells them apart: never the same, and different only for a reason."""
    if seen.sex_differs or seen.birth is _Birth.DIFFERS:
        return Verdict.DIFFERENT
    same_name = seen.name in {Likeness.SAME, Likeness.VARIANT, Likeness.MASKED}
    if seen.nationality_differs and not (same_name and seen.birth is _Birth.SAME):
        return Verdict.DIFFERENT  # with name and whole birth date alike, somebody may have changed nationality
    if same_name:
        return Verdict.UNCERTAIN
    if seen.shared and not seen.contradicted:
        return Verdict.UNCERTAIN  # the same slip in both papers
    perhaps = seen.name in {Likeness.SIMILAR, Likeness.READING, Likeness.INCOMPARABLE}
    return Verdict.UNCERTAIN if perhaps and seen.birth is _Birth.SAME else Verdict.DIFFERENT


def _reasons(seen: _Comparison) -> tuple[Remark, ...]:
    """Everything found, in an order that does not depend on who was named first. Kinds of documents, never their numbers."""
    shared = sorted(
        {("number_shared" if number.sound else "unsound_number_shared", number.numbering) for number in seen.shared}
    )
    found = [Remark(code, {"document": numbering}) for code, numbering in shared]
    found += [Remark("numbers_differ", {"document": numbering}) for numbering in seen.series_apart]
    found += [Remark("unsound_number", {"document": numbering}) for numbering in seen.unsound]
    found += [Remark(f"name_{seen.name.value}"), Remark(seen.birth.value)]
    if seen.sex_differs:
        found.append(Remark("sex_differs"))
    if seen.nationality_differs:
        found.append(Remark("nationality_differs"))
    return (*found, *(Remark(code) for code in seen.stated_otherwise))
