"""The unified social credit code of units (统一社会信用代码), GB 32100-2015: is it well formed (ID-10)?

Eighteen characters: registering department, kind of unit, six digits of the division, nine of the organisation, one check
character. I, O, S, V and Z are not used, so that nothing is mistaken for 1, 0, 5, U or 2.
"""

from dataclasses import dataclass

from qingbai.matching.identity import DIGITS, normalise
from qingbai.matching.remarks import Remark

ALPHABET = DIGITS + "ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


@dataclass(frozen=True, slots=True)
class UnitCode:
    """A well-formed code; ``division`` is where the unit was registered."""

    number: str

    @property
    def division(self) -> str:
        """The six digits of the division."""
        return self.number[2:8]


@dataclass(frozen=True, slots=True)
class MalformedUnitCode:
    """A code that cannot be right, as normalised, with every fault found."""

    number: str
    faults: tuple[Remark, ...]


def check_character(first17: str) -> str:
    """The eighteenth character for the seventeen before it: weights are powers of 3 modulo 31.

    >>> check_character("11100000000013127")
    'D'
    """
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first17))
    return ALPHABET[-total % 31]


def parse(text: str) -> UnitCode | MalformedUnitCode:
    """Read a code as people type it."""
    number = normalise(text)
    faults = [Remark("empty")] if not number else []
    if number and len(number) != LENGTH:
        faults.append(Remark("length", {"found": str(len(number)), "expected": str(LENGTH)}))
    for place, char in enumerate(number, 1):
        if char not in ALPHABET:
            faults.append(Remark("uscc_character", {"found": char}, (place, place)))
        elif 3 <= place <= 8 and char not in DIGITS:
            faults.append(Remark("character", {"found": char, "expected": "a-digit"}, (place, place)))
    if not faults and number[17] != check_character(number[:17]):
        facts = {"found": number[17], "expected": check_character(number[:17])}
        faults.append(Remark("check_digit", facts, (LENGTH, LENGTH)))
    return MalformedUnitCode(number, tuple(faults)) if faults else UnitCode(number)
