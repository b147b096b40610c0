"""What every installation holds before its first case: offices, organs, calendars; the keys of ledger, logs and offices."""

from importlib import import_module
from importlib.util import find_spec


def load() -> None:
    """Bring reference data and keys up to date; repeating it changes nothing."""
    if find_spec("qingbai.agencies.services"):
        import_module("qingbai.agencies.services").load_reference_data()
