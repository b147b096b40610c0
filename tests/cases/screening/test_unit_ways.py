"""The way of a unit's registration: one table says what may follow, for the desk's buttons and for every act alike."""

from datetime import date

import pytest

from applications import COUNTER, NOW, furnish
from lists import LAW_FIRM, unit
from qingbai.audit.actors import SYSTEM
from qingbai.screening import registering
from qingbai.screening.terms import UnitAct, UnitStatus
from qingbai.screening.units import UnitCard

pytestmark = pytest.mark.django_db(databases=["default"])
AS_ACTIVE = {UnitAct.CHANGE, UnitAct.AUTHORISE, UnitAct.END_AUTHORITY, UnitAct.SUSPEND, UnitAct.CLOSE}


@pytest.fixture(autouse=True)
def _desk() -> None:
    furnish()


def possible(card: UnitCard) -> frozenset[UnitAct]:
    return registering.lawful(card, by=COUNTER)


def refused(act, **given) -> list[str]:
    with pytest.raises(registering.UnitRefused) as refusal:
        act(code=LAW_FIRM, at=NOW, **given)
    return [fault.code for fault in refusal.value.faults]


def test_what_a_desk_may_do_with_a_unit_is_what_its_registration_allows_and_nothing_else() -> None:
    assert possible(unit()) == AS_ACTIVE
    assert refused(registering.resume, reason="复核", by=COUNTER) == ["unit_not_active"]

    suspended = registering.suspend(code=LAW_FIRM, reason="复核", by=COUNTER, at=NOW)
    assert suspended.status is UnitStatus.SUSPENDED
    assert possible(suspended) == {UnitAct.RESUME, UnitAct.CLOSE, UnitAct.END_AUTHORITY}
    assert refused(registering.suspend, reason=" ", by=COUNTER) == ["unit_not_active", "reason_needed"]
    assert refused(registering.remind, due_on=date(2027, 1, 1), by=SYSTEM) == ["unit_not_active"]

    closed = registering.close(code=LAW_FIRM, reason="注销", by=COUNTER, at=NOW)
    assert possible(closed) == {UnitAct.END_AUTHORITY}
    assert refused(registering.close, reason="注销", by=COUNTER) == ["unit_not_active"]
    ended = registering.end_authority(code=LAW_FIRM, handler="1", by=COUNTER, at=NOW)
    assert ended.status is UnitStatus.CLOSED
    assert ended.handlers[0].ended_on is not None


def test_only_the_house_reminds_of_the_yearly_check() -> None:
    unit()
    assert refused(registering.remind, due_on=date(2027, 1, 1), by=COUNTER) == ["unit_not_active"]
    assert registering.remind(code=LAW_FIRM, due_on=date(2027, 1, 1), by=SYSTEM, at=NOW).reminded_for == date(
        2027, 1, 1
    )
