"""What a case's file shows of its acts (办理经过), for the office that handles it. Pure.

The register moves while a case waits: something is entered, corrected, sealed. Then the house searches again, and what it had found before says
nothing any more. The file shows the search that stands, in its place among the acts of persons; the acts themselves are evidence
and stay as they were recorded, for an auditor.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

D = TypeVar("D")


def standing(
    done: Sequence[D], *, anew: Callable[[D], bool], superseded: Callable[[D], bool], aside: Callable[[D], bool]
) -> tuple[D, ...]:
    """The acts without those that the house did on a search which it has made ``anew`` since.

    From each new search backwards, past acts that stand ``aside`` of the way, every act that can be ``superseded`` is left out, up to the
    first that somebody did by hand.
    """
    kept: list[D] = []
    for one in done:
        if anew(one):
            place = len(kept)
            while place and (aside(kept[place - 1]) or superseded(kept[place - 1])):
                place -= 1
                if superseded(kept[place]):
                    del kept[place]
        kept.append(one)
    return tuple(kept)


def without(told: Sequence[Mapping[str, Any]], gone: Collection[str]) -> tuple[Mapping[str, Any], ...]:
    """Kept reasons without those that speak of what is ``gone`` from the register, by reference."""
    return tuple(reason for reason in told if reason["facts"].get("reference", "") not in gone)


def about(facts: Mapping[str, Any]) -> frozenset[str]:
    """What a person's judgment is about, by reference: a subject, a verdict, or both."""
    return frozenset(str(facts[name]) for name in ("subject", "reference") if name in facts)
