"""Who asked for a certificate about somebody, as that person may know it (本人查阅：个人查询): one line an application.

One line whatever was done with it: how often the register was searched, whether a person had to look, or that it was answered anew, would tell
somebody whose record was sealed meanwhile from others. That it was answered stands there from the first tick on which it may be seen.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from qingbai.agencies.terms import Bilingual
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries.acts import ENDS, Act
from qingbai.inquiries.casework import Case, case_of
from qingbai.inquiries.draft import PURPOSE_WORDS, Draft
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.queries import shown_at
from qingbai.law.citations import in_words
from qingbai.law.disclosure import ANSWERS
from qingbai.law.own_record import ASKS_ABOUT_ONESELF
from qingbai.registers.disclosed import Disclosure, Formerly, Given, Looker, Used
from qingbai.sharing import links
from qingbai.sharing.models import Shows

MAY_SAY = (Bilingual(zh="能否出具无犯罪记录证明", en="whether a certificate of no criminal record can be issued"),)
ANSWERED_BY = frozenset({Act.ISSUE, Act.MADE_BY_HAND})
"""With these acts an answer goes out."""
SAW: Mapping[Shows, Bilingual] = {
    Shows.STATE: Bilingual(zh="文书的现状", en="how the paper stands"),
    Shows.STATEMENTS: Bilingual(zh="文书的现状及内容", en="how the paper stands and what it says"),
    Shows.FILE: Bilingual(zh="文书的现状、内容及文件", en="how the paper stands, what it says, and its file"),
}
MOST = 100
"""So many are told of, the latest."""


def formerly(*, viewer: Actor) -> tuple[Formerly, ...]:
    """The documents that the applicant who looks had before: an officer saw the new one in the original and took it into an application of the old."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    cases = [case_of(row) for row in _renewed(viewer).prefetch_related("acts")]
    found = {
        owner: Formerly.of(owner, *_names(case), born_on=case.draft.born_on)
        for case in cases
        for owner in case.holders - {viewer.id}
    }
    return tuple(found[owner] for owner in sorted(found))


def _renewed(viewer: Actor) -> QuerySet[Application]:
    renewed = ActRow.objects.filter(kind=Act.REOPEN, facts__owner=viewer.id)  # with a document that came since
    return Application.objects.filter(pk__in=renewed.values("application"))


def _names(case: Case) -> tuple[str, ...]:
    draft = case.draft
    return (draft.name, draft.latin_name, *draft.former_names)


def about(*, viewer: Actor, at: datetime, formerly: Sequence[Formerly] = ()) -> tuple[Disclosure, ...]:
    """The applications about the applicant who looks, by whomever they were handed in, newest first; nothing for anybody else. Those made with a document
    that the person had before are among them."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    before = {one.owner: one for one in formerly}
    own = Q(owner=viewer.id) | Q(pk__in=_renewed(viewer).values("pk"))
    rows = Application.objects.filter(own | Q(owner__in=list(before)))
    cases = [case_of(row) for row in rows.prefetch_related("acts").order_by("-submitted_at")[:MOST]]
    return tuple(
        _line(case, at, at_hand=viewer.id in case.holders)
        for case in cases
        if viewer.id in case.holders or before[case.row.owner].was_of(*_names(case), born_on=case.draft.born_on)
    )


def stated(*, viewer: Actor) -> tuple[Mapping[str, Any], ...]:
    """What was stated in the applications about the applicant who looks (本人申请内容), newest first: without what others' documents say of others."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    rows = Application.objects.filter(owner=viewer.id).prefetch_related("acts").order_by("-submitted_at")[:MOST]
    return tuple(_stated(case_of(row)) for row in rows)


def _stated(case: Case) -> Mapping[str, Any]:
    told = {key: value for key, value in case.row.draft.items() if key not in {"agent", "guardian", "identity_proof"}}
    reached = {"phone": case.reached.phone, "email": case.reached.email}
    return {"number": case.row.number, "submitted_at": case.row.submitted_at.isoformat(), **told, **reached}


def _line(case: Case, at: datetime, *, at_hand: bool) -> Disclosure:
    draft, answered_at = case.draft, _answered_at(case, at)
    looker, name = _asked_by(draft)
    given = Given.NOT_ANSWERED if case.status in ENDS else Given.AWAITED
    if answered_at is not None:
        given = Given.ANSWERED
    return Disclosure(
        key=case.row.number,
        looker=looker,
        name=name,
        office=case.row.office,
        purpose=Bilingual(*PURPOSE_WORDS[draft.purpose]),
        articles=(Bilingual(*in_words(ASKS_ABOUT_ONESELF)), Bilingual(*in_words(ANSWERS))),
        asked_at=case.row.submitted_at,
        given=given,
        fields=MAY_SAY,
        answered_at=answered_at,
        uses=_used(case, at),
        at_hand=at_hand,
    )


def _asked_by(draft: Draft) -> tuple[Looker, str]:
    if draft.agent is not None:
        return Looker.AGENT, draft.agent.name
    if draft.guardian is not None:
        return Looker.GUARDIAN, draft.guardian.name
    return Looker.HIMSELF, ""


def _answered_at(case: Case, at: datetime) -> datetime | None:
    """When the first answer went out; taken back since, given anew or not, it was told then."""
    given = (
        done.at if done.act is Act.MADE_BY_HAND else shown_at(done) for done in case.acts if done.act in ANSWERED_BY
    )
    return next((moment for moment in given if moment <= at), None)


def _used(case: Case, at: datetime) -> tuple[Used, ...]:
    found = [use for link in links.of_application(application=case.row.number, at=at) for use in link.uses]
    uses = sorted(found, key=lambda one: one.at, reverse=True)
    return tuple(Used(at=one.at, who=one.who, saw=SAW[one.saw]) for one in uses)
