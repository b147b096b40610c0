"""Every attack, shown to the program: refused each time, for a reason that belongs to it."""

import pytest

from attacks import frame


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", frame.ATTACKS, ids=lambda name: name[:60])
def test_an_attack_is_refused_for_its_reason(name, stage, table):
    attack = frame.ATTACKS[name]
    tally = frame.by_the_program(attack, stage)
    table.take("program", attack, tally)
    assert tally.wrong == []
    assert tally.refused == tally.tried
    if not tally.tried:
        pytest.skip("the files of this attack are absent")
