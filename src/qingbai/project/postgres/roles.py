"""Two databases that share nothing, and who may enter them.

    database          owner (migrations)      daily role
    qingbai           qingbai_owner           qingbai_app     the web site, the counter, the register
                                              qingbai_intake  the same, and may move a record out to be sealed
    qingbai_vault     qingbai_vault_owner     qingbai_vault   intake of notices alone

No daily role may connect to the other database, create a table or change one, or truncate anything. The intake has a role
of its own in the register, because taking a record out of it is the one thing that the sites must not be able to do. The
same statements prepare the embedded server and any server named by ``DATABASE_URL``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import LiteralString
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from qingbai.project.home import CannotRun

OLDEST = 150000  # PostgreSQL 15, as server_version_num counts


@dataclass(frozen=True)
class Role:
    """A role and its password."""

    name: str
    password: str


@dataclass(frozen=True)
class Database:
    """One database: its name, the role that owns it, the role that works in it, and the one that also moves records out of it."""

    name: str
    owner: Role
    daily: Role
    intake: Role | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        """All its roles."""
        return (self.owner, self.daily, self.intake) if self.intake else (self.owner, self.daily)


@dataclass(frozen=True)
class Addresses:
    """The five addresses of an installation. A process is given only those that its work needs."""

    register_owner: str
    register: str
    register_intake: str
    vault_owner: str
    vault: str

    @property
    def web(self) -> dict[str, str]:
        """Environment of the site and its workers: the register alone."""
        return {"DATABASE_URL": self.register}

    @property
    def intake(self) -> dict[str, str]:
        """Environment of the intake of notices: register and vault."""
        return {"DATABASE_URL": self.register_intake, "VAULT_DATABASE_URL": self.vault}

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
    """All addresses on the server of the URL ``server``."""
    return Addresses(
        register_owner=address(server, register.owner, register.name),
        register=address(server, register.daily, register.name),
        register_intake=address(server, register.intake or register.daily, register.name),
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


def prepare(server: str, *databases: Database, repair: bool = False) -> None:
    """Create what is missing of roles and databases on ``server`` (a URL whose role may do so), and close both.

    Where everything exists and lets us in, no special right is needed. ``repair`` also gives our passwords to roles that
    have others; only on a server of our own. Raises CannotRun when the server is too old, when a role belongs to another
    installation, or when rights are lacking; then with the statements that someone who has them must run.
    """
    with connected(server) as connection:
        refuse_old(connection, server)
        try:
            for database in databases:
                _create(connection, database, repair=repair)
        except psycopg.errors.InsufficientPrivilege as error:
            raise CannotRun(
                f"The role in DATABASE_URL may not prepare the databases ({_first_line(error)}). Let an administrator of "
                f"that server run these lines, then start again:\n\n{statements(*databases)}"
            ) from error
    for database in databases:
        for role in database.roles:
            _enter(server, role, database)
        guard(address(server, database.owner, database.name), database)


def refuse_old(connection: psycopg.Connection, url: str) -> None:
    """Raise CannotRun when the server is older than PostgreSQL 15."""
    if connection.info.server_version < OLDEST:
        found = connection.info.server_version // 10000
        raise CannotRun(f"The server at {without_password(url)} is PostgreSQL {found}; at least 15 is needed.")


def _create(connection: psycopg.Connection, database: Database, *, repair: bool) -> None:
    for role in database.roles:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role.name]).fetchone()
        if not known:
            _do(connection, _CREATE_ROLE, database, role)
        elif repair:
            _do(connection, "ALTER ROLE {role} LOGIN PASSWORD {password}", database, role)
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database.name]).fetchone():
        _do(connection, _TAKE_OWNER, database)
        _do(connection, _CREATE_DATABASE, database)


def _enter(server: str, role: Role, database: Database) -> None:
    """Prove that a role gets in; a daily role may be shut out of a new database until it is guarded, which is no fault."""
    url = address(server, role, database.name)
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise CannotRun(
                f"The server at {without_password(server)} already has a role {role.name} with another password: another "
                "installation lives there. Use its home folder (QINGBAI_HOME), or choose other names, for instance "
                "QINGBAI_DATABASE=qingbai2."
            ) from error
        if "permission denied for database" not in str(error):
            raise CannotRun(f"Cannot reach the database at {without_password(url)}: {_first_line(error)}") from error


def guard(owner: str, database: Database) -> None:
    """Through the owner's address, close ``database`` to everybody but the owner and the daily roles, with just their rights."""
    with connected(owner) as inside:
        for statement in _INSIDE:
            _do(inside, statement, database, database.daily)
        for statement in (*_INSIDE[1:], *_AS_DAILY) if database.intake else ():
            _do(inside, statement, database, database.intake)


def entrust(owner: str, intake: str) -> None:
    """Through the owner's address, let the role of the address ``intake`` move records out of the register, and nobody else.

    The function is made by a migration, so this comes after the tables. A role that the sites use as well is not let: give
    the intake its own (``INTAKE_DATABASE_URL``).
    """
    name = str(conninfo_to_dict(intake).get("user") or "")
    with connected(owner) as inside:
        [made] = inside.execute("SELECT to_regprocedure(%s) IS NOT NULL", [_SURRENDER]).fetchone() or (False,)
        if made:
            statement: LiteralString = "GRANT EXECUTE ON FUNCTION " + _SURRENDER + " TO {}"
            inside.execute(sql.SQL(statement).format(sql.Identifier(name)))


def keep_from_writing(owner: str, daily: str) -> None:
    """Leave the sites the register to read alone: nothing that a visitor sends can become a record there. After the tables, like ``entrust``."""
    name = str(conninfo_to_dict(daily).get("user") or "")
    with connected(owner) as inside:
        tables = inside.execute(_REGISTER_TABLES, [list(WRITTEN_BY_THE_SITES)]).fetchall()
        for (table,) in tables:
            statement: LiteralString = "REVOKE INSERT, UPDATE, DELETE ON {} FROM {}"
            inside.execute(sql.SQL(statement).format(sql.Identifier(table), sql.Identifier(name)))


def named_in(owner: str, daily: str, intake: str = "") -> Database:
    """The database and the roles that these addresses name."""
    parts = conninfo_to_dict(owner)
    names = (parts.get("dbname"), parts.get("user"), conninfo_to_dict(daily).get("user"))
    database, owner_name, daily_name = (str(name or "") for name in names)
    intake_name = str(conninfo_to_dict(intake).get("user") or "") if intake else ""
    return Database(
        database,
        Role(owner_name, ""),
        Role(daily_name, ""),
        Role(intake_name, "") if intake_name not in ("", daily_name) else None,
    )


def mark_of(owner: str) -> str | None:
    """The mark that the last preparation left on the database of this address."""
    with connected(owner) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    return row[0] if row else None


def mark(owner: str, text: str) -> None:
    """Leave a mark on the database of this address, which must be its owner's: it says how far it is prepared."""
    with connected(owner) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(text)))


_CREATE_ROLE: LiteralString = "CREATE ROLE {role} LOGIN PASSWORD {password}"
_TAKE_OWNER: LiteralString = "GRANT {owner} TO CURRENT_USER"  # one may give a database to a role only as its member
_CREATE_DATABASE: LiteralString = "CREATE DATABASE {database} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0"
# Run by the owner inside its own database; table rights hold for every table that a later migration creates.
_INSIDE: tuple[LiteralString, ...] = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)
# The intake's role came later than the first tables did.
_AS_DAILY: tuple[LiteralString, ...] = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
)
WRITTEN_BY_THE_SITES = frozenset(
    {"registers_disputedlink", "registers_linkact", "registers_proposedlink", "registers_wrongentry"}
)
"""Tables of the register in which the sites' own role writes: who says, and who decided, that a verdict is somebody else's, and which entry a review found wrong."""
_REGISTER_TABLES: LiteralString = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND starts_with(tablename, 'registers_') AND NOT tablename = ANY(%s)"
_SURRENDER: LiteralString = "registers_surrender(uuid[], uuid[])"


def statements(*databases: Database) -> str:
    """The same preparation as SQL for an administrator's ``psql``; passwords are those this installation will use."""
    lines = [
        _compose(statement, database, role).as_string()
        for database in databases
        for statement, role in (
            *((_CREATE_ROLE, role) for role in database.roles),
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
    )


def _first_line(error: psycopg.Error) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0]
