"""Which units, organs and lawyers objected to what they were told of somebody, as that person may know it (本人查阅：单位申请复查): one line a review.

The register is searched for the person again for it. Only reviews of answers that the person sees are told: so a look-up that is kept from the person keeps its review.
"""

from collections.abc import Sequence
from datetime import datetime

from qingbai.agencies.terms import Bilingual
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.citations import in_words
from qingbai.law.objectors import WHO, Objector
from qingbai.objections.acts import ENDS, Act
from qingbai.objections.casework import Case, case_of
from qingbai.objections.models import Review
from qingbai.registers.disclosed import Disclosure, Given

PURPOSE = Bilingual(zh="对已得到的答复申请复查", en="Objection to the answer that they were given")
MAY_SAY = (Bilingual(zh="原答复是否有误", en="whether that answer was right"),)


def about(*, viewer: Actor, at: datetime, lines: Sequence[Disclosure]) -> list[Disclosure]:
    """The reviews that askers began of the answers in ``lines``, the applicant's own; nothing for anybody else."""
    if viewer.kind is not ActorKind.APPLICANT:
        return []
    asked = {one.key: one for one in lines}
    rows = Review.objects.filter(application__in=list(asked), objection__objector=Objector.ASKING_UNIT)
    return [_line(case_of(row), asked[row.application], at) for row in rows.prefetch_related("acts")]


def _line(case: Case, line: Disclosure, at: datetime) -> Disclosure:
    signed = next((done.at for done in case.acts if done.act is Act.SIGN and done.at <= at), None)
    given = Given.NOT_ANSWERED if case.status in ENDS else Given.AWAITED
    return Disclosure(
        key=case.row.number,
        looker=line.looker,
        name=line.name,
        office=case.row.office,
        purpose=PURPOSE,
        articles=(Bilingual(*in_words(WHO)),),
        asked_at=case.row.filed_at,
        given=Given.ANSWERED if signed else given,
        fields=MAY_SAY,
        answered_at=signed,
        at_hand=False,
    )
