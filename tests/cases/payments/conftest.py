import pytest

from applications import NOW
from qingbai.audit import services as ledger
from qingbai.audit.actors import SYSTEM
from tills import Street, open_street


@pytest.fixture
def street(db, tmp_path, settings) -> Street:
    ledger.ensure_keys(by=SYSTEM, at=NOW)
    with open_street(tmp_path, settings) as found:
        yield found
