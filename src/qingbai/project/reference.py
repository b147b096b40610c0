"""What every installation holds before its first case: organs, offices and calendars; the keys of ledger, logs and offices."""

from django.conf import settings

from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import custody
from qingbai.certificates import queries as papers
from qingbai.project import home


def load() -> None:
    """Bring reference data and keys up to date; repeating it changes nothing."""
    now = clock.now()
    agencies.load_reference_data(by=SYSTEM, at=now, demo=settings.DEMO, own=home.offices())
    for alias in settings.DATABASES:
        audit.ensure_keys(by=SYSTEM, at=now, using=alias)
    custody.ensure_keys(by=SYSTEM, at=now)
    publish_trust()


def publish_trust() -> None:
    """Write whom a verifier must believe, as it is now, into the home folder."""
    home.replace(home.trust_file(), papers.trust(offices=True).as_json())
