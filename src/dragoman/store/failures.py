"""What could not be read, and why: kept until it can be, so that no document of a batch is hidden by the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from dragoman.store.tables import failure


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: its name, the source in which it stood, the reason, how often it was tried, and when
    last (UTC, ISO 8601)."""

    name: str
    source: str
    reason: str
    attempts: int
    at: str


def note(connection: Connection, name: str, source: str, reason: str, now: str) -> None:
    """Keep that a document could not be read."""
    tried = connection.execute(select(failure.c.attempts).where(failure.c.name == name)).scalar()
    values = {"source": source, "reason": reason, "attempts": (tried or 0) + 1, "at": now}
    if tried is None:
        connection.execute(insert(failure).values(name=name, **values))
    else:
        connection.execute(update(failure).where(failure.c.name == name).values(**values))


def known(connection: Connection, names: Sequence[str]) -> list[str]:
    """Those of the names of which a failure is on file."""
    return list(connection.execute(select(failure.c.name).where(failure.c.name.in_(names))).scalars())


def forget(connection: Connection, names: Sequence[str]) -> None:
    """Forget failures, because their documents were read or are not wanted."""
    connection.execute(delete(failure).where(failure.c.name.in_(names)))


def forget_source(connection: Connection, source: str) -> None:
    """Forget the failures of a source of which everything could be read."""
    connection.execute(delete(failure).where(failure.c.source == source))


def failures(connection: Connection) -> list[Failure]:
    """All failures, by source and name."""
    rows = sorted(connection.execute(select(failure)), key=lambda row: (row.source, row.name))
    return [Failure(row.name, row.source, row.reason, row.attempts, row.at) for row in rows]
