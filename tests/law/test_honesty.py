"""honesty: turning an application away for deceit (INQ-31)."""

import pytest

from qingbai.law.honesty import may_be_turned_away
from qingbai.law.terms import Answer, Deceit


@pytest.mark.parametrize("deceit", Deceit)
def test_what_was_found_must_be_stated(deceit: Deceit) -> None:
    found = may_be_turned_away(deceit, "居住证编号与签发机关的登记不符")
    assert (found.answer, found.value) == (Answer.YES, deceit)
    (reason,) = found.because
    assert (reason.code, dict(reason.facts), reason.citation.rule) == (
        "deceit_found",
        {"deceit": deceit.value},
        "INQ-31",
    )
    suspected = may_be_turned_away(deceit, " \u3000")
    assert (suspected.answer, suspected.value, suspected.because[0].code) == (Answer.NO, None, "deceit_not_stated")
    assert suspected.because[0].facts["deceit"] == deceit
