"""One office that issues, shared by all tests of papers."""

import pytest

from papers import a_house


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    return a_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def paper(house):
    """One genuine certificate."""
    return house.paper()
