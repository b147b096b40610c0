"""Two databases that share nothing: the register (``default``) and the vault of sealed records (``vault``)."""

from typing import Any

VAULT_ONLY = {"sealing", "notices", "inbox", "api", "oversight"}  # what comes in may concern somebody sealed
IN_BOTH = {"audit"}  # each database keeps a ledger of its own


class TwoDatabases:
    """Sealed records live in the vault, everything else in the register; no row ever points across."""

    def db_for_read(self, model: type[Any], **_: Any) -> str | None:
        return "vault" if model._meta.app_label in VAULT_ONLY else None

    def db_for_write(self, model: type[Any], **_: Any) -> str | None:
        return self.db_for_read(model)

    def allow_relation(self, one: Any, other: Any, **_: Any) -> bool:
        return (one._meta.app_label in VAULT_ONLY) == (other._meta.app_label in VAULT_ONLY)

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        if app_label in IN_BOTH:
            return True
        return (app_label in VAULT_ONLY) == (db == "vault")
