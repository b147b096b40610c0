"""How long a person needs, reckoned from what the person does (击键层次模型): keys, presses, decisions, words read. An estimate, never a measurement.

The operators and their times are those of the keystroke-level model: S. K. Card, T. P. Moran, A. Newell, "The keystroke-level model for user performance time
with interactive systems", Communications of the ACM 23(7), 1980, pages 396-410: K 0.28 s a key for an average typist who is no typist by trade (40 words a
minute), K 0.75 s for a complex code, P 1.10 s to point, M 1.35 s to make up one's mind before a step. Reading: M. Brysbaert, "How many words do we read per minute?",
Journal of Memory and Language 109, 2019, article 104047: 238 words a minute for adults who read English non-fiction in silence, most of them 175 to 300.
Whoever knows a page reads less of it, whoever sees it for the first time hesitates more often.
"""

from dataclasses import dataclass

KEY, CODE_KEY, POINT, MIND = 0.28, 0.75, 1.10, 1.35
WORDS_A_MINUTE = 238


@dataclass
class Done:
    """What a person did. ``keys``: of words and of the keyboard's ways; ``code_keys``: of numbers; ``presses``: with a finger or a mouse."""

    keys: int = 0
    code_keys: int = 0
    presses: int = 0
    minds: int = 0
    words: int = 0

    @property
    def seconds(self) -> float:
        """The person's part, without the machine's."""
        return self.doing + self.words * 60 / WORDS_A_MINUTE

    @property
    def doing(self) -> float:
        """The same for somebody who reads nothing."""
        typed = self.keys * KEY + self.code_keys * CODE_KEY
        return typed + self.presses * (POINT + KEY) + self.minds * MIND

    def told(self) -> dict[str, float]:
        """What was counted, and the estimate."""
        counted = {
            "keys pressed": self.keys,
            "keys of numbers": self.code_keys,
            "presses": self.presses,
            "decisions": self.minds,
            "words read": self.words,
        }
        return {what: count for what, count in counted.items() if count} | {
            "a person's seconds, estimated": round(self.seconds, 1)
        }
