"""What a review found wrong about an entry, in the inbox of the registry that keeps it (复查认定登记有误): beside the documents, since only there sealed and open stand side by side.

The register says what was found; the intake takes it over, and a registrar of the organ corrects the entry by a document, with the second pair of eyes that
such a document needs, or answers why not. What the answer says leaves the vault for open entries alone.
"""

from datetime import datetime
from uuid import UUID

from qingbai.audit.actors import SYSTEM, Actor
from qingbai.inbox.casework import Case
from qingbai.registers import wrong
from qingbai.registers.access import Business, Purpose


class StillAsItWas(Exception):
    """Nothing was entered about the entry since it was found wrong: take in the document first, or answer why not."""


def answer(case: Case, *, corrected: bool, reason: str, by: Actor, at: datetime) -> None:
    """Tell the register what was done about an open entry; of a sealed one nothing leaves the vault. Raises ``StillAsItWas``."""
    told = case.content.told
    assert told is not None
    if not told["wrong"]:
        return
    about = UUID(told["wrong"])
    purpose = Purpose(Business.REGISTRATION, str(told["review"]))
    if corrected and not wrong.changed(wrong=about, viewer=SYSTEM, purpose=purpose):
        raise StillAsItWas
    wrong.answer(wrong=about, corrected=corrected, reason=reason, by=by, at=at)
