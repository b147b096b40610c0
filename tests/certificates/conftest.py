"""One office that issues, shared by all tests of papers."""

import pytest

from papers import MADE, OFFICE, a_house
from qingbai.agencies import services as agencies
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import custody


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    return a_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def paper(house):
    """One genuine certificate."""
    return house.paper()


@pytest.fixture
def office(settings, tmp_path):
    """The offices of the demonstration, with keys."""
    settings.KEYS, settings.LOG_KEYS = tmp_path / "signing", tmp_path / "logs"
    settings.PUBLIC_URL = "https://check.example"
    agencies.load_reference_data(at=MADE)
    audit.ensure_keys(by=SYSTEM, at=MADE)
    custody.make_keys(offices=[OFFICE], by=SYSTEM, at=MADE)
