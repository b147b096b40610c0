"""Asking witnesses to cosign a checkpoint (C2SP tlog-witness, ``add-checkpoint``). Who does not answer in time is left out, and nothing waits.

A witness remembers the largest log that it has seen, and must be shown that the new one continues it. What it remembers we remember too,
and it tells us (409) where we are wrong.
"""

import base64
import http.client
import logging
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from qingbai.audit.note import Checkpoint, InvalidNote, taken_apart
from qingbai.audit.public.cosignature import added, cosigned, line_of
from qingbai.audit.public.policy import Policy, Witness

logger = logging.getLogger(__name__)
TIMEOUT = 5.0  # seconds
LARGEST_ANSWER = 64 * 1024
SIZE = "text/x.tlog.size"
_SIZE = re.compile(r"(0|[1-9]\d{0,18})\n")

Prove = Callable[[int, int], Sequence[bytes]]
"""Proves that the log of the first size is the beginning of that of the second; both above 0."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness said: its cosignature ``line``, or the ``size`` that it knows instead, or what ``went_wrong``."""

    line: str = ""
    size: int | None = None
    went_wrong: str = ""


@dataclass
class Witnesses:
    """The witnesses of a policy that can be asked, and what each was shown last."""

    policy: Policy
    seen: dict[str, int] = field(default_factory=dict)
    trouble: dict[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> list[Witness]:
        """Those with an address."""
        return [witness for witness in self.policy.witnesses if witness.url]

    def remember(self, note: str) -> None:
        """Take from an earlier public note who cosigned it, after a restart."""
        size = Checkpoint.parse(taken_apart(note)[0]).size
        by = cosigned(note, [witness.key for witness in self.policy.witnesses])
        self.seen |= {witness.name: size for witness in self.policy.witnesses if witness.key in by}

    def cosigned(self, note: str, prove: Prove) -> str:
        """The note with the cosignatures that came within two questions a witness; what went wrong is told once, and once when it ends."""
        head = Checkpoint.parse(taken_apart(note)[0])
        lines: dict[str, str] = {}
        left = self.asked
        for _ in range(2):
            answers = self._ask(left, note, head, prove)
            left = []
            for witness, answer in answers:
                if answer.line:
                    lines[witness.name] = answer.line
                    self.seen[witness.name] = head.size
                elif answer.size is not None and answer.size <= head.size:
                    self.seen[witness.name] = answer.size
                    left.append(witness)
                self._tell(witness, answer, head)
        return added(note, [lines[witness.name] for witness in self.asked if witness.name in lines])

    def _ask(
        self, witnesses: Sequence[Witness], note: str, head: Checkpoint, prove: Prove
    ) -> list[tuple[Witness, Answer]]:
        # proofs are read from the database, here; the waiting is done side by side
        bodies = [_body(note, self.seen.get(witness.name, 0), head.size, prove) for witness in witnesses]
        if not witnesses:
            return []
        with ThreadPoolExecutor(max_workers=min(len(witnesses), 16)) as pool:
            return list(zip(witnesses, pool.map(_answer, witnesses, bodies, [note] * len(witnesses)), strict=True))

    def _tell(self, witness: Witness, answer: Answer, head: Checkpoint) -> None:
        wrong = answer.went_wrong
        if answer.size is not None and answer.size > head.size:
            wrong = (
                f"it has seen a log of {answer.size} leaves, and ours has {head.size}: this database was restored from an older backup, "
                "or somebody else signs with our key"
            )
        if wrong and self.trouble.get(witness.name) != wrong:
            logger.error("the witness %s did not cosign: %s", witness.name, wrong)
        if answer.line and witness.name in self.trouble:
            logger.warning("the witness %s cosigns again", witness.name)
        if answer.line:
            self.trouble.pop(witness.name, None)
        elif wrong:
            self.trouble[witness.name] = wrong


def _body(note: str, old: int, size: int, prove: Prove) -> bytes:
    old = min(old, size)
    proof = prove(old, size) if 0 < old < size else ()
    lines = [f"old {old}", *(base64.b64encode(each).decode() for each in proof)]
    return ("\n".join(lines) + "\n\n" + note).encode()


def _answer(witness: Witness, body: bytes, note: str) -> Answer:
    request = urllib.request.Request(f"{witness.url.rstrip('/')}/add-checkpoint", data=body, method="POST")  # noqa: S310 - the policy takes no other
    try:
        return _asked(request, witness, note)
    except (OSError, http.client.HTTPException) as error:
        return Answer(went_wrong=f"it cannot be reached ({error})")
    except (InvalidNote, UnicodeError) as error:
        return Answer(went_wrong=f"its answer is no cosignature ({error})")


def _asked(request: urllib.request.Request, witness: Witness, note: str) -> Answer:
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            text = answer.read(LARGEST_ANSWER).decode()
    except urllib.error.HTTPError as error:
        with error:  # its body may fail to come as well: the caller takes that as any other fault of the witness
            return _refused(error)
    return Answer(line=line_of(text, note, witness.key))


def _refused(error: urllib.error.HTTPError) -> Answer:
    if error.code == 409 and error.headers.get_content_type() == SIZE:
        match = _SIZE.fullmatch(error.read(LARGEST_ANSWER).decode(errors="replace"))
        if match is not None:
            return Answer(size=int(match[1]))
    reasons = {
        403: "it does not know our key",
        404: "it does not know our log",
        409: "it has seen another log of this size, signed by our key: the log is forked",
        422: "it does not find that our log continues the one it has seen: the log was rewritten",
    }
    return Answer(went_wrong=f"{reasons.get(error.code, 'it refuses')} ({error.code})")
