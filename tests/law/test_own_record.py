"""own_record: what a person learns of those who looked at the own record, and when."""

from datetime import date

import pytest

from qingbai.law.own_record import may_know
from qingbai.law.terms import Answer

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("secret_until", "answer", "codes"),
    [
        pytest.param(None, Answer.YES, ["look_told"], id="never a secret"),
        pytest.param(date(2026, 11, 19), Answer.YES, ["look_told"], id="a secret until yesterday"),
        pytest.param(ON, Answer.NO, ["look_kept_secret", "look_covert"], id="the last day of a secret"),
        pytest.param(date(2026, 11, 21), Answer.NO, ["look_kept_secret", "look_covert"], id="a secret still"),
    ],
)
def test_a_look_up_is_told_unless_its_time_as_a_secret_runs(secret_until, answer, codes) -> None:
    found = may_know(secret_until, ON)
    assert found.answer is answer
    assert [reason.code for reason in found.because] == codes
    assert all(
        dict(reason.facts).get("until", "") == (str(secret_until) if answer is Answer.NO else "")
        for reason in found.because
    )
