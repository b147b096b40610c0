"""Keys by which a register finds everybody who might be a person (检索键), without comparing that person with everyone.

Stored people carry ``index_keys``; whoever is looked for carries ``search_keys``. The promise, held by a property test: if
``persons.compare`` would say *same* or *uncertain*, the two have a key in common. A key in common proves nothing by itself.
Keys hold personal data: whoever stores them protects them as such.
"""

from dataclasses import dataclass

from qingbai.matching import names
from qingbai.matching.names import Script
from qingbai.matching.persons import Facts, Person, facts_of
from qingbai.matching.variants import simplify


@dataclass(frozen=True, slots=True)
class Sought:
    """All that is to be known of somebody who is looked for: ``search_keys``, ``number_keys`` and ``lifelong_series``."""

    keys: frozenset[str]
    numbers: frozenset[str]
    series: frozenset[str]


def sought(person: Person) -> Sought:
    """Somebody who is looked for, read once."""
    facts = facts_of(person)
    return Sought(_common_keys(person, facts) | _masks(person), _numbers(facts), _series(facts))


def index_keys(person: Person) -> frozenset[str]:
    """The keys under which a person on record is filed."""
    return _common_keys(person, facts_of(person)) | {
        _masked_key(name) for name in person.every_name if names.is_masked(name)
    }


def search_keys(person: Person) -> frozenset[str]:
    """The keys under which to look for a person. His or her own names must not be masked: an asker's never are."""
    return sought(person).keys


def number_keys(person: Person) -> frozenset[str]:
    """Those keys that are numbers of documents. Whoever is certainly the same person has one of them in common."""
    return _numbers(facts_of(person))


def lifelong_series(person: Person) -> frozenset[str]:
    """The series in which somebody holds a number for life.

    Two people with a series in common and no number in common are two people, whatever other keys they share: a register
    may pass over them before it compares.
    """
    return _series(facts_of(person))


def _numbers(facts: Facts) -> frozenset[str]:
    return frozenset(f"{number.numbering}:{number.key}" for number in facts.numbers if not number.hidden)


def _series(facts: Facts) -> frozenset[str]:
    return frozenset(number.series for number in facts.numbers if number.lifelong)


def _masks(person: Person) -> set[str]:
    han = [simplify(names.normalise(name)) for name in person.every_name if names.script(name) is Script.HAN]
    return {f"mask-start:{name[0]}" for name in han} | {f"mask-end:{name[-1]}" for name in han}


def _common_keys(person: Person, facts: Facts) -> frozenset[str]:
    numbers = _numbers(facts)
    births = {f"born:{birth.year:04}-{birth.month:02}-{birth.day:02}" for birth in facts.births if birth.whole}
    return numbers | births | {_name_key(name) for name in person.every_name}


def _name_key(name: str) -> str:
    if names.script(name) is Script.HAN:
        return f"han:{simplify(names.normalise(name))}"
    return f"letters:{names.letters(name)}"


def _masked_key(name: str) -> str:
    start, end = names.open_ends(name)
    return f"mask-start:{start[0]}" if start else f"mask-end:{end[-1:]}"
