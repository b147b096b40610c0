"""Which providers this installation uses: those whose account the operator named in the environment; none by default."""

from collections.abc import Mapping

from qingbai.payments.providers import Provider, Silent
from qingbai.payments.terms import ProviderKey


def everything() -> Mapping[ProviderKey, Provider]:
    """Every provider that payers may choose, in the order in which they are offered."""
    return {}


def find(key: str) -> Provider:
    """The provider of this key. Raises ``Silent`` where it is not configured here (any more): nobody can be asked."""
    found = everything().get(ProviderKey(key))
    if found is None:
        raise Silent(f"{key} is not configured here")
    return found
