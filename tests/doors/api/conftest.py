"""The senders' door at the registry's site, with offices and keys."""

import pytest

from applications import furnish
from qingbai import clock
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM


@pytest.fixture(autouse=True)
def door(settings, request: pytest.FixtureRequest):
    settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    settings.DEMO = True
    if "transactional_db" in request.fixturenames or "db" in request.fixturenames:
        furnish()
        audit.ensure_keys(by=SYSTEM, at=clock.now(), using="vault")
