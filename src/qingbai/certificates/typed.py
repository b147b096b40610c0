"""What people type, as a paper shows it (填写内容): put into its printed form, and every fault that keeps it from being printed."""

import unicodedata
from collections.abc import Iterator

from qingbai.certificates.claim import FAULTS, LONGEST_TEXT, text_fault
from qingbai.incoming import Fault


def as_printed(text: str) -> str:
    """A text as it stands on paper: composed characters (NFC), single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def faults(field: str, text: str, *, needed: bool = True, longest: int = LONGEST_TEXT) -> Iterator[Fault]:
    """What keeps a text from being printed, if anything does. ``longest`` counts characters."""
    code = text_fault(as_printed(text), needed=needed, longest=longest)
    if code:
        zh, en = FAULTS[code]
        yield Fault(field, code, f"{zh}。", f"{en}.")
