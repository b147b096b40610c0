"""Papers that nobody of the office has seen yet (尚未核对的材料): what came from the applicant alone is looked at before acceptance."""

from qingbai.audit.actors import ActorKind
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case


def unseen(case: Case) -> bool:
    """Whether the applicant handed papers in since an officer last acted on the application (INQ-14: the office checks them)."""
    for done in reversed(case.acts):
        if done.by.kind is ActorKind.OFFICER:
            return False
        if done.by.kind is ActorKind.APPLICANT and done.act is not Act.SUBMIT and done.facts.get("papers"):
            return True
    return False
