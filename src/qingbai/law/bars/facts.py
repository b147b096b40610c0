"""What bars from posts depend on in one case (从业禁止所涉事实): ``law.bans`` asks it, ``law.windows`` says for how long."""

from dataclasses import dataclass
from datetime import date

from qingbai.law.bars.form import Executed, Fault
from qingbai.law.disclosure import DisclosableConviction
from qingbai.law.prohibitions import Execution, Prohibition
from qingbai.law.terms import Penalty, PenaltyKind, Sentence

WEIGHT = (
    PenaltyKind.NONE,
    PenaltyKind.CONTROL,
    PenaltyKind.DETENTION,
    PenaltyKind.FIXED_TERM,
    PenaltyKind.LIFE,
    PenaltyKind.DEATH_SUSPENDED,
    PenaltyKind.DEATH,
)
FOR_LIFE = (PenaltyKind.LIFE, PenaltyKind.DEATH_SUSPENDED, PenaltyKind.DEATH)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarFacts:
    """One case of the person asked about, with what bars depend on (从业禁止所涉事实).

    ``found``: the case as answers weigh it. ``sentences``: each crime with its punishment. ``execution`` and ``ended_on``: how far execution
    has come, and the day on which it, or probation, ended. ``paroled_on``: parole (假释). ``fault``: what the court itself found, where it
    is known; else the crime's name tells. ``prohibitions``: what the court forbade with the judgment (从业禁止、禁止令), as its notice
    states it; None where the notice could not tell.
    """

    found: DisclosableConviction
    sentences: tuple[Sentence, ...] = ()
    execution: Executed = Executed.UNKNOWN
    ended_on: date | None = None
    paroled_on: date | None = None
    fault: Fault | None = None
    prohibitions: tuple[Prohibition, ...] | None = None

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.found.case.reference

    @property
    def penalties(self) -> tuple[Penalty, ...]:
        """Every punishment named, the one to be executed first."""
        combined = self.found.sealing.combined
        return (*([combined] if combined else []), *(one.penalty for one in self.sentences))

    @property
    def running(self) -> Execution:
        """The same, for what runs from the end of execution."""
        return Execution(
            effective_on=self.found.case.effective_on,
            executed=self.execution,
            ended_on=self.ended_on,
            paroled_on=self.paroled_on,
        )
