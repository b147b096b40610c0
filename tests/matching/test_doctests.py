"""The examples in the docstrings hold."""

import doctest

import pytest

from qingbai.matching import identity, names, units


@pytest.mark.parametrize("module", [identity, names, units])
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
