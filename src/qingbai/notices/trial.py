"""A trial (试登): notices received as for good, and then undone, in both databases at once.

Whoever wants to know beforehand what would become of notices, or wants them all or none, receives them in here.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction

from qingbai.audit import nodes
from qingbai.audit.keys import LEDGER
from qingbai.sealing.services import VAULT


@contextmanager
def both_databases() -> Iterator[Callable[[], None]]:
    """A transaction on both databases, the vault's ending first; calling what is given undoes both at its end.

    The ledger of the register is taken before anything of the vault, in the order in which each single notice takes them,
    so that two processes never wait for one another. Until the end nobody else can write to either: keep it short.
    """
    with ExitStack() as stack:
        for alias in ("default", VAULT):
            stack.enter_context(transaction.atomic(using=alias))
            nodes.hold(LEDGER, alias)

        def undo() -> None:
            for alias in ("default", VAULT):
                transaction.set_rollback(True, using=alias)

        yield undo
