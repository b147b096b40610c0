"""What a machine read in a paper, as pages show it (识读结果): never as a fact, always as something read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qingbai.law.terms import Sex
from qingbai.matching.printed.against import Compared, Verdict
from qingbai.matching.printed.noted import Noted
from qingbai.matching.printed.terms import FOR_GOOD, Field, Name
from qingbai.pages import words
from qingbai.pages.language import in_ours

DOUBTFUL = 0.85
"""Below this the reader itself was not sure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its name, as read, as known, how the two stand, and the lines it was read from."""

    name: str
    read: str
    told: str
    verdict: str
    differs: bool
    unsure: bool
    lines: tuple[int, ...]


def rows(compared: Sequence[Compared]) -> list[Row]:
    """The fields of one paper."""
    return [
        Row(
            name=field(one.name),
            read=value(one.name, one.field.value),
            told=value(one.name, one.told) if one.told else "",
            verdict=verdict(one.verdict),
            differs=one.verdict in {Verdict.DIFFERS, Verdict.CLOSE},
            unsure=unsure(one.field),
            lines=one.field.lines,
        )
        for one in compared
    ]


def unsure(found: Field) -> bool:
    """Whether the reader was not sure, or its own check does not hold."""
    return found.confidence < DOUBTFUL or found.sound is False or found.mended


def notes(found: Sequence[Noted]) -> list[str]:
    """The notes in the reader's language, each once."""
    return list(dict.fromkeys(in_ours(one) for one in found))


def field(name: Name) -> str:
    """The name of a field."""
    return {
        Name.NAME: _("Name"),
        Name.LATIN_NAME: _("Name in Latin letters"),
        Name.SEX: _("Sex"),
        Name.NATION: _("Ethnic group"),
        Name.BORN_ON: _("Date of birth"),
        Name.ADDRESS: _("Address"),
        Name.NUMBER: _("Document number"),
        Name.NATIONALITY: _("Nationality"),
        Name.ISSUER: _("Issued by"),
        Name.VALID_FROM: _("Valid from"),
        Name.VALID_UNTIL: _("Valid until"),
    }[name]


def value(name: Name, text: str) -> str:
    """A value in the reader's language."""
    if name is Name.SEX:
        return words.sex(Sex(text))
    return _("without end") if text == FOR_GOOD else text


def verdict(found: Verdict) -> str:
    """How a field stands to what is known."""
    return {
        Verdict.SAME: _("same"),
        Verdict.CLOSE: _("close"),
        Verdict.DIFFERS: _("differs"),
        Verdict.UNCOMPARED: _("nothing to compare"),
    }[found]
