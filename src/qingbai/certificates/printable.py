"""Whether somebody's words can stand in a paper of the house (能否打印): asked before the paper is made, so that the box they were typed into can say so."""

from qingbai.certificates import services
from qingbai.incoming import Fault


def faults(field: str, text: str) -> tuple[Fault, ...]:
    """What keeps these words from standing in a letter, if anything does: at ``field``, with the characters."""
    odd = services.unprintable(" ".join(text.split()))
    if not odd:
        return ()
    shown = " ".join(one if one.isprintable() else f"U+{ord(one):04X}" for one in odd)
    zh = f"含有文书无法打印的字符（{shown}），请删除或者改用其他文字。"
    en = f"holds characters that no letter can show ({shown}); write it without them."
    return (Fault(field, "unprintable", zh, en),)
