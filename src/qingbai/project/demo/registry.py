"""The registry of the demonstration: judgments that wait in its inbox, so that whoever signs in finds something to do.

One has a value that was not read surely, one bears on another of them, one judges a child. Done twice it changes nothing.
"""

from qingbai.project.demo import HERE

INBOX = HERE / "inbox"
ORGAN = "100101-psb"
WAITING = (
    ("bai-luyuan", "演示市石桥区人民法院"),
    ("gu-xiaoman", "演示市清河区人民法院"),
    ("bai-luyuan-appeal", "演示市中级人民法院"),
)


def fill_inbox() -> int:
    """Put the judgments that came without a full notice into the inbox; how many there are."""
    from qingbai import clock
    from qingbai.audit.actors import SYSTEM
    from qingbai.inbox import services

    for name, court in WAITING:
        text = (INBOX / f"{name}.txt").read_text(encoding="utf-8")
        services.receive_text(
            text=text, name=f"{name}.txt", sender=court, token=f"demo-{name}", organ=ORGAN, by=SYSTEM, at=clock.now()
        )
    return len(WAITING)
