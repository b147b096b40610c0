"""What waits in the demonstration's inbox can be brought into the register, in whichever order somebody tries."""

import itertools

import pytest

from applications import NOW, furnish
from desks import FIRST, SECOND
from qingbai.inbox import queries, services
from qingbai.inbox.acts import Status
from qingbai.project.demo import registry
from qingbai.registers.models import Conviction
from qingbai.sealing.models import SealedConviction

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
STATED = {
    "bai-luyuan": {
        "stated.service.0.received_on": "2026-09-05",
        "stated.service.0.challenge": "decided",
        "stated.service.1.received_on": "2026-09-05",
        "stated.defendants.0.household": "100101",
        "stated.defendants.0.offences.0.began": "2026-03",
        "stated.defendants.0.offences.0.ended": "2026-05",
        "stated.defendants.1.household": "100102",
        "stated.defendants.1.offences.0.began": "2026-05",
    },
    "bai-luyuan-appeal": {
        "stated.final_on": "2026-10-20",
        "stated.defendants.0.household": "100101",
        "stated.defendants.0.offences.0.began": "2026-03",
        "stated.defendants.0.offences.0.ended": "2026-05",
        "stated.defendants.1.household": "100102",
        "stated.defendants.1.offences.0.began": "2026-05",
    },
    "gu-xiaoman": {
        "stated.final_on": "2026-08-28",
        "stated.defendants.0.household": "100101",
        "stated.defendants.0.offences.0.began": "2026-03-28",
    },
}


@pytest.mark.parametrize("order", list(itertools.permutations(STATED)), ids=" ".join)
def test_every_document_of_the_demonstration_is_entered(order: tuple[str, ...], settings, monkeypatch) -> None:
    from qingbai import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()
    assert registry.fill_inbox() == registry.fill_inbox() == 3
    drafts = {one.name.removesuffix(".txt"): one.id for one in queries.inbox(viewer=FIRST, at=NOW)}
    assert set(drafts) == set(STATED)
    for name in order:
        draft = drafts[name]
        case = services.claim(draft=draft, by=FIRST, at=NOW)
        for field in case.sheet.open:
            services.check(draft=draft, field=field.path, by=FIRST, at=NOW)
        for path, value in STATED[name].items():
            services.correct(draft=draft, field=path, value=value, why="与送达回证一致", by=FIRST, at=NOW)
        case = services.confirm(draft=draft, by=FIRST, at=NOW)
        if case.sheet.second_look:
            services.second(draft=draft, by=SECOND, at=NOW)
        case = services.enter(draft=draft, by=FIRST, at=NOW)
        assert (case.status, case.acts[-1].facts.get("faults")) == (Status.ENTERED, None), name
    assert SealedConviction.objects.count() == 1
    assert Conviction.objects.exists()
    assert queries.inbox(viewer=FIRST, at=NOW) == ()
