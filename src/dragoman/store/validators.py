"""What a server said of an address when it was last fetched: the validators of conditional requests (RFC 9110, 8.8)."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from dragoman.store.tables import address


def of(connection: Connection, url: str) -> tuple[str | None, str | None] | None:
    """The entity tag and the date of last change of an address, or None where it was never fetched."""
    row = connection.execute(select(address.c.etag, address.c.last_modified).where(address.c.url == url)).first()
    return None if row is None else (row.etag, row.last_modified)


def note(connection: Connection, url: str, etag: str | None, last_modified: str | None, now: str) -> None:
    """Keep the validators of an address."""
    connection.execute(delete(address).where(address.c.url == url))
    connection.execute(insert(address).values(url=url, etag=etag, last_modified=last_modified, at=now))
