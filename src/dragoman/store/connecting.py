"""Opening a store: one SQLite file by default, PostgreSQL by address; the tables made or brought up to date.

On SQLite a transaction that writes takes the lock at its beginning (BEGIN IMMEDIATE) and others wait for it; readers never
wait (write-ahead log). Both engines keep a committed document whatever happens to the process afterwards.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dragoman.errors import StopRun

HEAD = "0001"
"""The newest migration in `migrations/versions`."""

PATIENCE = 60.0
"""Seconds that a writer waits for another one."""

_WRITING = "dragoman_writing"
_LOCK = 4_920_237  # any number that other programs on the same database do not take
_CACHE = 65_536  # KiB of pages that SQLite holds of a file
_PAGE = 8_192  # bytes: texts and readings of one to two KB leave less of it empty than of the usual 4,096


def connect(where: str | Path, *, create: bool = True) -> Engine:
    """An engine on the store at a path or address, its tables in place.

    Addresses are `postgresql://user@host/name` and `sqlite:///file`; anything else is the path of an SQLite file. Raises
    StopRun where it cannot be opened, where the file is something else, or, without `create`, where there is none.
    """
    engine = _engine(str(where), create)
    try:
        _prepare(engine, create)
    except (DBAPIError, ValueError) as trouble:  # ValueError: a name that the system cannot hold
        engine.dispose()
        raise unreachable(engine, trouble) from None
    except StopRun:
        engine.dispose()
        raise
    return engine


def shown(engine: Engine) -> str:
    """The store's name for a person, without a password."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def unreachable(engine: Engine, trouble: Exception) -> StopRun:
    """What the engine's error means to a person."""
    said = " ".join(str(getattr(trouble, "orig", trouble)).split())
    said = re.sub(r"(password=)\S+", r"\1…", said)[:300]
    advice = {
        "not a database": "the file is no store of Dragoman; give another name with --store",
        "disk is full": "the disk is full; make room and run the command again, what was kept stays",
        "database is locked": "another process has been writing for long; try again",
        "readonly": "the file or its folder cannot be written",
        "unable to open": "the folder does not exist or cannot be written",
        "disk I/O error": "the file cannot be written or read; is the disk full, or gone?",
        "No space left": "the server's disk is full; make room and run the command again, what was kept stays",
        "malformed": "the file is damaged; `sqlite3 FILE .recover` may save it",
        "Connection refused": "no PostgreSQL answers there; is it running?",
    }
    for sign, words in advice.items():
        if sign in said:
            return StopRun(f"{shown(engine)}: {words} ({said})")
    return StopRun(f"{shown(engine)}: the store does not answer ({said})")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing. Raises StopRun where the database fails."""
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(**{_WRITING: True})
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    # One writer at a time, as on SQLite: what a document resembles depends on those before it.
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection
    except DBAPIError as trouble:
        raise unreachable(engine, trouble) from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, on one state of the store. Raises StopRun where the database fails."""
    try:
        with engine.connect() as plain:
            lite = engine.dialect.name == "sqlite"
            connection = plain if lite else plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
    except DBAPIError as trouble:
        raise unreachable(engine, trouble) from None


def _engine(where: str, create: bool) -> Engine:
    if not re.match(r"[a-z][a-z0-9+]*://", where):
        url = sqlalchemy.URL.create("sqlite", database=where)
    else:
        try:
            url = make_url(where)
        except (ArgumentError, ValueError):  # ValueError: a port that is no number
            raise StopRun(
                "--store: no address of a database; write postgresql://user@host/name or a file's name"
            ) from None
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite":
        path = url.database or ""
        if os.path.isdir(path):  # false, not an error, for what can be no path
            raise StopRun(f"{where}: is a folder; give the name of a file for the store")
        if not create and not os.path.exists(path):
            raise StopRun(f"{where}: no such store; `dragoman add SOURCE... --store {where}` makes one")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StopRun(f"--store: the store is kept in SQLite or PostgreSQL, not in {url.get_backend_name()}")
    try:
        engine = sqlalchemy.create_engine(url, pool_pre_ping=url.get_backend_name() == "postgresql")
    except (ModuleNotFoundError, NoSuchModuleError):
        raise StopRun("PostgreSQL needs a driver; `pip install dragoman[postgresql]` brings it") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _opened)
        event.listen(engine, "begin", _begun)
    return engine


def _opened(raw: Any, _: Any) -> None:
    raw.isolation_level = None  # transactions are begun by us (`_begun`), not by the driver
    cursor = raw.cursor()
    for pragma in (
        f"busy_timeout = {int(PATIENCE * 1000)}",
        f"page_size = {_PAGE}",  # of a new file
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"cache_size = -{_CACHE}",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, create: bool) -> None:
    with engine.connect() as connection:
        found = sqlalchemy.inspect(connection)
        tables = set(found.get_table_names())
        now = None
        if "alembic_version" in tables:
            now = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if now == HEAD:
        return
    if now is None and not create:
        raise StopRun(f"{shown(engine)}: holds no store; `dragoman add` makes one")
    # A database server holds many things beside each other, a file one.
    if ("document" in tables) != (now is not None) or (now is None and tables and engine.dialect.name == "sqlite"):
        raise StopRun(f"{shown(engine)}: holds tables of something else; give another database with --store")
    _migrate(engine)


def _migrate(engine: Engine) -> None:
    """Bring the tables to the newest form, in one transaction, one process at a time."""
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", "dragoman:store/migrations")
    if engine.dialect.name == "sqlite":  # kept in the file, and not to be set within a transaction
        with contextlib.closing(engine.raw_connection()) as raw:
            raw.execute("PRAGMA journal_mode = WAL")  # type: ignore[attr-defined]
    try:
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError:
        raise StopRun(f"{shown(engine)}: was made by a newer Dragoman; install that one to open it") from None
