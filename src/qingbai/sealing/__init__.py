"""封存: the vault. Sealed records in a database of their own, under a role, keys and identifiers of their own.

Nothing here is known to the register, and no process that answers inquiries can open it: it has no address for it.
``services.seal_on_entry`` is called by the intake of notices, before anything is acknowledged.
"""
