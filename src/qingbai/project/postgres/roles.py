"""Two databases that share nothing, and who may enter them.

    database          owner (migrations)      daily role
    qingbai           qingbai_owner           qingbai_app     the web site, the counter, the register
    qingbai_vault     qingbai_vault_owner     qingbai_vault   intake of notices alone

Neither daily role may connect to the other's database, create a table or change one, or truncate anything. The same
statements prepare the embedded server and any server named by ``DATABASE_URL``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import LiteralString
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from qingbai.project.home import CannotRun

OLDEST = 150000  # PostgreSQL 15, as server_version_num counts


@dataclass(frozen=True)
class Role:
    """A role and its password."""

    name: str
    password: str


@dataclass(frozen=True)
class Database:
    """One database: its name, the role that owns it and the role that works in it."""

    name: str
    owner: Role
    daily: Role


@dataclass(frozen=True)
class Addresses:
    """The four addresses of an installation. A process is given only those that its work needs."""

    register_owner: str
    register: str
    vault_owner: str
    vault: str

    @property
    def web(self) -> dict[str, str]:
        """Environment of the site and its workers: the register alone."""
        return {"DATABASE_URL": self.register}

    @property
    def intake(self) -> dict[str, str]:
        """Environment of the intake of notices: register and vault."""
        return {"DATABASE_URL": self.register, "VAULT_DATABASE_URL": self.vault}

    @property
    def migrations(self) -> dict[str, str]:
        """Environment of migrations: the owners of both databases."""
        return {"DATABASE_URL": self.register_owner, "VAULT_DATABASE_URL": self.vault_owner}


def address(server: str, role: Role, database: str) -> str:
    """The URL of ``database`` for ``role`` on the server of the URL ``server``."""
    parts = urlsplit(server)
    place = parts.netloc.rpartition("@")[2]
    netloc = f"{quote(role.name, safe='')}:{quote(role.password, safe='')}@{place}"
    return urlunsplit(("postgresql", netloc, f"/{quote(database, safe='')}", parts.query, ""))


def addresses(server: str, register: Database, vault: Database) -> Addresses:
    """All four addresses on the server of the URL ``server``."""
    return Addresses(
        register_owner=address(server, register.owner, register.name),
        register=address(server, register.daily, register.name),
        vault_owner=address(server, vault.owner, vault.name),
        vault=address(server, vault.daily, vault.name),
    )


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """An autocommit connection, or one clear line why there is none."""
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        raise CannotRun(f"Cannot reach the database at {without_password(url)}: {_first_line(error)}") from error
    with connection:
        yield connection


def without_password(url: str) -> str:
    """A URL fit for a message."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{parts.username}@{place}" if parts.username else place, parts.path, "", ""))


def prepare(server: str, *databases: Database) -> Addresses:
    """Create or repair roles and databases on ``server`` (a URL whose role may do so). Repeating it changes nothing.

    Raises CannotRun when the server is too old or the role lacks the rights, with the statements that someone who has
    them must run.
    """
    register, vault = databases
    with connected(server) as connection:
        if connection.info.server_version < OLDEST:
            found = connection.info.server_version // 10000
            raise CannotRun(f"The server at {without_password(server)} is PostgreSQL {found}; at least 15 is needed.")
        try:
            for database in databases:
                _prepare(connection, server, database)
        except psycopg.errors.InsufficientPrivilege as error:
            raise CannotRun(
                f"The role in DATABASE_URL may not prepare the databases ({_first_line(error)}). "
                f"Let an administrator of that server run:\n\n{statements(*databases)}\n"
            ) from error
    return addresses(server, register, vault)


def _prepare(connection: psycopg.Connection, server: str, database: Database) -> None:
    for role in (database.owner, database.daily):
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role.name]).fetchone()
        _do(connection, "ALTER ROLE {role} LOGIN PASSWORD {password}" if known else _CREATE_ROLE, database, role)
    exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database.name]).fetchone()
    if not exists:
        _do(connection, _TAKE_OWNER, database)
        _do(connection, _CREATE_DATABASE, database)
    guard(server, database)


def guard(server: str, database: Database) -> None:
    """As its owner, close ``database`` to everybody but the owner and the daily role, with just the daily role's rights."""
    with connected(address(server, database.owner, database.name)) as inside:
        for statement in _INSIDE:
            _do(inside, statement, database)


_CREATE_ROLE: LiteralString = "CREATE ROLE {role} LOGIN PASSWORD {password}"
_TAKE_OWNER: LiteralString = "GRANT {owner} TO CURRENT_USER"  # one may give a database to a role only as its member
_CREATE_DATABASE: LiteralString = "CREATE DATABASE {database} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0"
# Run by the owner inside its own database; table rights hold for every table that a later migration creates.
_INSIDE: tuple[LiteralString, ...] = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {daily}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {daily}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {daily}",
)


def statements(*databases: Database) -> str:
    """The same preparation as SQL for an administrator's ``psql``; passwords are those this installation will use."""
    lines = [
        _compose(statement, database, role).as_string()
        for database in databases
        for statement, role in (
            (_CREATE_ROLE, database.owner),
            (_CREATE_ROLE, database.daily),
            (_TAKE_OWNER, database.owner),
            (_CREATE_DATABASE, database.owner),
        )
    ]
    return "".join(f"{line};\n" for line in lines)


def _do(connection: psycopg.Connection, statement: LiteralString, database: Database, role: Role | None = None) -> None:
    connection.execute(_compose(statement, database, role))


def _compose(statement: LiteralString, database: Database, role: Role | None = None) -> sql.Composed:
    role = role or database.owner
    return sql.SQL(statement).format(
        role=sql.Identifier(role.name),
        password=sql.Literal(role.password),
        database=sql.Identifier(database.name),
        owner=sql.Identifier(database.owner.name),
        daily=sql.Identifier(database.daily.name),
    )


def _first_line(error: psycopg.Error) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0]
