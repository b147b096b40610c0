"""From nothing to a working installation, in steps that may be repeated: each does what is missing and no more.

``qingbai up`` and every command that needs a database come through ``installation``. Tables are made by the owners of the
two databases, everything else is written by their daily roles; so the steps that need Django run as processes of their
own, each with other addresses.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import click

from qingbai.project import home, processes
from qingbai.project.postgres import roles, server
from qingbai.project.postgres.roles import Addresses, Database, Role

Say = Callable[[str], None]


def nothing(_: str) -> None:
    """Say nothing."""


@contextmanager
def installation(*, say: Say = nothing) -> Iterator[Addresses]:
    """The databases of this installation, with everything in them that the program needs, while the block runs.

    ``DATABASE_URL`` names a server that somebody else runs; with ``VAULT_DATABASE_URL`` beside it both databases are used
    as they stand, the register by the intake as the role of ``INTAKE_DATABASE_URL``. Otherwise the server in the home folder
    runs for as long as anyone uses it. ``say`` is told each step as it begins; steps that the last start left nothing to
    do for are left out.
    """
    with databases(say) as addresses:
        owners, current = (addresses.register_owner, addresses.vault_owner), fingerprint()
        if any(roles.mark_of(owner) != current for owner in owners):
            say("tables of the register and of the vault")
            processes.finish(processes.python(__name__, "tables"), addresses.migrations)
            if addresses.register_intake != addresses.register:
                roles.entrust(addresses.register_owner, addresses.register_intake)
                roles.keep_from_writing(addresses.register_owner, addresses.register)
            say("reference data and keys")
            processes.finish(processes.python(__name__, "contents"), addresses.intake)
            for owner in owners:
                roles.mark(owner, current)
        yield addresses


@contextmanager
def django(*, vault: bool = False, say: Say = nothing) -> Iterator[None]:
    """Django in this process, for a command that works in the register, and in the vault where it takes notices in.

    To be entered before anything of Django is imported that needs settings.
    """
    with installation(say=say) as addresses:
        settle(addresses.intake if vault else addresses.web)
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()


def settle(given: dict[str, str]) -> None:
    """Set up Django in this process with these database addresses and no others."""
    for name in processes.ADDRESSES:
        os.environ.pop(name, None)
    os.environ.update(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingbai.project.settings")
    import django as framework

    framework.setup()


@contextmanager
def databases(say: Say = nothing) -> Iterator[Addresses]:
    """The addresses of both databases, empty or not, while the block runs."""
    given, vault = os.environ.get("DATABASE_URL"), os.environ.get("VAULT_DATABASE_URL")
    if given and vault:
        yield as_they_stand(given, vault)
    elif given:
        home.database(given)  # refuses what is no address
        say("databases on the server of DATABASE_URL")
        pair = pair_of_databases()
        roles.prepare(given, *pair)
        yield roles.addresses(given, *pair)
    else:
        say("database server")
        with server.of_home(bin_dir()).in_use() as superuser:
            pair = pair_of_databases()
            roles.prepare(superuser, *pair, repair=True)
            yield roles.addresses(superuser, *pair)


def as_they_stand(register: str, vault: str) -> Addresses:
    """Two databases that an administrator made; the owners' addresses may be given beside the daily ones."""
    found = Addresses(
        register_owner=os.environ.get("DATABASE_OWNER_URL", register),
        register=register,
        register_intake=os.environ.get("INTAKE_DATABASE_URL", register),
        vault_owner=os.environ.get("VAULT_DATABASE_OWNER_URL", vault),
        vault=vault,
    )
    for address in dict.fromkeys(
        (found.register_owner, found.register, found.register_intake, found.vault_owner, found.vault)
    ):
        home.database(address)
        with roles.connected(address) as connection:
            roles.refuse_old(connection, address)
    for owner, daily, intake in (
        (found.register_owner, register, found.register_intake),
        (found.vault_owner, vault, ""),
    ):
        if owner != daily:
            roles.guard(owner, roles.named_in(owner, daily, intake))
    return found


def pair_of_databases() -> tuple[Database, Database]:
    """The names that this installation uses (``QINGBAI_DATABASE``), and the passwords it made for them."""
    name = os.environ.get("QINGBAI_DATABASE", "qingbai")

    def role(role_name: str) -> Role:
        return Role(role_name, home.secret(role_name))

    return (
        Database(name, role(f"{name}_owner"), role(f"{name}_app"), role(f"{name}_intake")),
        Database(f"{name}_vault", role(f"{name}_vault_owner"), role(f"{name}_vault")),
    )


def bin_dir() -> Path | None:
    """Another PostgreSQL's programs for the embedded server (``QINGBAI_POSTGRES``); None for those of the wheel."""
    return Path(folder) if (folder := os.environ.get("QINGBAI_POSTGRES")) else None


def fingerprint() -> str:
    """What a database holds after preparation: changes with the version, with any migration and with reference data."""
    digest = hashlib.sha256(metadata.version("qingbai").encode())
    source = Path(__file__).parent.parent
    for path in sorted(
        {*source.glob("*/migrations/*.py"), *source.glob("agencies/**/*.*"), *home.offices().glob("*.toml")}
    ):
        if path.suffix != ".pyc":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def tables() -> None:
    """Bring both databases to the newest tables; as their owners."""
    settle({name: os.environ[name] for name in ("DATABASE_URL", "VAULT_DATABASE_URL")})
    from django.core.management import call_command

    for alias in ("default", "vault"):
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def contents() -> None:
    """Reference data into the register, and the keys of ledger, logs and offices into the home folder."""
    settle({name: os.environ[name] for name in ("DATABASE_URL", "VAULT_DATABASE_URL")})
    from qingbai.project import reference

    reference.load()


def main(step: str) -> None:
    """One step in a process of its own; what keeps it from being done is told in one line."""
    try:
        {"tables": tables, "contents": contents}[step]()
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except OSError as fault:
        click.echo(f"Error: cannot write {fault.filename}: {fault.strerror}.", err=True)
        sys.exit(1)
    except Exception as fault:
        from django.db import Error

        from qingbai.agencies.files import BadReferenceData

        if isinstance(fault, BadReferenceData):
            click.echo(
                f"Error: the files of organs and offices cannot be used, and nothing was changed:\n{fault}", err=True
            )
            sys.exit(1)
        if not isinstance(fault, Error):
            raise
        said = str(fault).splitlines()[0]
        click.echo(f"Error: the database refused the {step}: {said}. It is as it was before this step.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
