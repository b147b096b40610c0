"""One round of publishing: tick, witnesses, folder. What a worker and the command ``qingbai log publish`` have in common."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from qingbai.audit import log
from qingbai.audit.keys import CERTIFICATES
from qingbai.audit.models import Publication
from qingbai.audit.note import Checkpoint, taken_apart
from qingbai.audit.public import folder, publishing
from qingbai.audit.public.asking import Witnesses
from qingbai.audit.public.policy import Policy


def policy() -> Policy | None:
    """The installation's own policy, ``None`` where it names no witnesses. Raises ``policy.PolicyRefused`` and ``OSError``."""
    path = Path(settings.LOG_POLICY)
    return Policy.parse(path.read_text(encoding="utf-8")) if path.exists() else None


def witnesses() -> Witnesses:
    """Whom to ask, knowing what they cosigned before. Raises as ``policy``."""
    asked = Witnesses(policy() or Policy())
    last = publishing.latest(CERTIFICATES)
    if last is not None:
        asked.remember(last.note)
    return asked


def go_round(*, at: datetime, asked: Witnesses | None = None) -> Publication | None:
    """Publish the log of papers where a tick is due, to the site and to the folder; what was published, if anything.

    Raises ``folder.Contradicted`` where the folder holds another or a larger log: then nothing is published anywhere.
    """
    place = Path(settings.LOG_FOLDER)

    def shown(note: str) -> str:
        folder.agrees(place, CERTIFICATES, Checkpoint.parse(taken_apart(note)[0]).size)
        return note if asked is None else asked.cosigned(note, prove)

    done = publishing.go_round(CERTIFICATES, at=at, cosigned=shown)
    if done is not None:
        folder.write(place, done)
    return done


def prove(old: int, new: int) -> tuple[bytes, ...]:
    """That the log of papers only grew."""
    return log.consistency(CERTIFICATES, old, new)
