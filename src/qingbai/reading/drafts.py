"""What a verdict says about one accused while it is being read (草稿): filled word by word, then frozen by the reader."""

from dataclasses import dataclass, field
from datetime import date

from qingbai.law.terms import Outcome, PenaltyKind
from qingbai.reading.found import Found, Sureness
from qingbai.reading.numerals import Period


@dataclass(slots=True)
class Punishment:
    """A punishment with the place of every part."""

    kind: Found[PenaltyKind] | None = None
    period: Period | None = None
    probation: Found[Period] | None = None
    fine: Found[int | float] | None = None
    confiscation: Found[str] | None = None
    rights: Found[str | int] | None = None
    deportation: Found[str] | None = None
    exempt: Found[str] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing has been read into it."""
        parts = (self.kind, self.probation, self.fine, self.confiscation, self.rights, self.deportation, self.exempt)
        return all(part is None for part in parts)


@dataclass(slots=True)
class Conviction:
    """One crime with its punishment."""

    charge: Found[str]
    punishment: Punishment = field(default_factory=Punishment)
    turn: int = 0  # which mention of the accused it belongs to


@dataclass(slots=True)
class Decision:
    """Everything that one verdict decides about one accused."""

    convictions: list[Conviction] = field(default_factory=list)
    combined: Punishment | None = None
    bare: Punishment | None = None  # imposed without naming the crime: it changes the punishment of the one that stands
    outcome: Found[Outcome] | None = None
    term: Found[tuple[date | None, date | None]] | None = None
    kept: set[str] = field(default_factory=set)  # charges that 维持 names for this accused
    quashed: set[str] = field(default_factory=set)  # charges that 撤销 names for this accused
    sure: Sureness = Sureness.SURE  # how surely these findings are this person's
    with_former: bool = False  # the combined punishment takes in an old sentence
    extras_kept: bool = False  # 维持…附加刑: fines and the like stay as they were

    @property
    def empty(self) -> bool:
        """Whether the verdict imposes or finds nothing about this accused."""
        return not self.convictions and self.outcome is None and self.combined is None and self.bare is None
