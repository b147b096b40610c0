"""Lists of units from the counter to the letters: who is answered what, who is refused, what goes on after a kill."""

from datetime import datetime, timedelta

import pytest

import cast
from applications import COUNTER, furnish, judged
from lists import gone_on, line, unit
from qingbai import clock
from qingbai.audit import queries as audit
from qingbai.audit import services as ledger
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates.models import Paper
from qingbai.screening import queries
from qingbai.screening.terms import Result
from qingbai.screening.ways import Status

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
AUDITOR = Actor(ActorKind.OFFICER, "auditor-1", "100101-hy", "auditor")


@pytest.fixture
def _desk() -> None:
    furnish()
    judged("zhao-shidi", "han-yueling", "shen-xiaodu", "wu-tongyu")
    unit()


def shown() -> datetime:
    """An instant after the tick: answers wait for the clock on the wall."""
    return clock.now() + timedelta(minutes=1)


def results(case) -> dict[str, Result | None]:
    return {
        one.asked.name: one.result
        for one in queries.lines(number=case.number, viewer=COUNTER, at=shown())
        if one.asked is not None
    }


@pytest.mark.usefixtures("_desk")
def test_clean_and_sealed_are_answered_alike_and_who_is_barred_by_the_article_is_named():
    case = gone_on(
        line(cast.CLEAN), line(cast.SEALED), line(cast.SEALED_TWIN), line(cast.ON_RECORD), line(cast.EXEMPTED)
    )
    assert case.status is Status.ISSUED
    assert results(case) == {
        cast.CLEAN.name: Result.NOTHING,
        cast.SEALED.name: Result.NOTHING,
        cast.SEALED_TWIN.name: Result.NOTHING,
        cast.ON_RECORD.name: Result.BARRED,
        cast.EXEMPTED.name: Result.NOTHING,  # guilt without punishment is outside this article
    }
    assert Paper.objects.filter(application=case.number).count() == 6  # one each, and the table
    for person in (cast.CLEAN, cast.ON_RECORD):
        seen = audit.entries(viewer=AUDITOR, purpose="audit 1", about=ledger.fingerprint(person.number))
        assert [one.kind for one in seen if one.basis == case.number] == ["list_searched"]
