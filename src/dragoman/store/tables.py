"""The tables, the same on SQLite and PostgreSQL.

    document --< version --< reading            a text and what readers made of it, all of it kept
    document --< entry --< entry_party, entry_dyad, entry_sector      what now holds, laid out for questions
    correction, failure, address                what people ruled, what could not be read, what the network said
    episode, episode_alias, block               groups of entries: happenings and promises

`reading.body` holds a reading whole (`packing.py`); `entry` has one row for each entry of the current reading of the current
version, corrections applied: it can be made again from the rest. Full text lies in `words`, which the migrations make: SQLite's
FTS5 without a copy of the text, PostgreSQL's tsvector. Codes stand in small integers, because a million entries have a million
links to them. Days are proleptic Gregorian ordinals (1 January of year 1 is 1, as `date.toordinal`).
"""

from __future__ import annotations

import re
import zlib
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from dragoman.records import content_id

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_UNHELD = re.compile("[\0\ud800-\udfff]")
_ID = re.compile("[0-9a-f]{16}")
_LONGEST = 600  # characters of a name, of at most four bytes

# SQLite numbers rows by itself only where the key is its INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


class Packed(TypeDecorator[str]):
    """A long text, deflated: a text of 400 words takes half its room, and any character is held (PostgreSQL's own text
    cannot hold NUL)."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """To the database."""
        return None if value is None else zlib.compress(value.encode("utf-8", "surrogatepass"), 6)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """From the database."""
        return None if value is None else zlib.decompress(value).decode("utf-8", "surrogatepass")


class Line(TypeDecorator[str]):
    """A short text; what PostgreSQL cannot hold (NUL, half a surrogate pair) becomes U+FFFD on both engines."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else cleaned(value)


class Name(Line):
    """A line by which rows are found: an index of PostgreSQL takes 2,704 bytes, so that a longer one ends in a hash of itself."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else name(value)


class Id(TypeDecorator[str]):
    """An id of sixteen hexadecimal digits, in eight bytes; what is no such id equals none."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        """To the database."""
        if value is None or not _ID.fullmatch(value):
            return None
        return int.from_bytes(bytes.fromhex(value), signed=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """From the database."""
        return None if value is None else int(value).to_bytes(8, signed=True).hex()


def cleaned(value: str) -> str:
    """A text as a `Line` holds it."""
    return value if value.isascii() and "\0" not in value else _UNHELD.sub("\ufffd", value)


def name(value: str) -> str:
    """A text as a `Name` holds it."""
    held = cleaned(value)
    return held if len(held) <= _LONGEST else f"{held[: _LONGEST - 100]}…{content_id(value)}"


document = Table(
    "document",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("name", Name, nullable=False, unique=True, comment="address, path, or path and id in a .jsonl"),
    Column("id", Line, nullable=False, comment="as in the record"),
    Column("version", Key, comment="the current version's key"),
    Column("reprint_of", Key, ForeignKey("document.key"), comment="the document of which it is a near-duplicate"),
    Column("stamp", Integer, nullable=False, server_default="0", comment="renewed when its entries change"),
)
Index("ix_document_id", document.c.id, postgresql_using="hash")  # of any length
Index(
    "ix_document_reprint_of",
    document.c.reprint_of,
    sqlite_where=document.c.reprint_of.isnot(None),
    postgresql_where=document.c.reprint_of.isnot(None),
)

version = Table(
    "version",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("document", Key, ForeignKey("document.key"), nullable=False),
    Column("hash", LargeBinary(32), nullable=False, comment="SHA-256 of the text in UTF-8"),
    Column("title", Line),
    Column("authors", Line, nullable=False, comment="a JSON list"),
    Column("publisher", Line),
    Column("published", Line, comment="ISO 8601, as precise as known"),
    Column("day", Integer, comment="the last day that `published` may mean"),
    Column("language", Line),
    Column("url", Line),
    Column("path", Line),
    Column("text", Packed, nullable=False),
    Column("signature", LargeBinary, nullable=False, comment="MinHash of the text"),
    Column("added", String(20), nullable=False, comment="UTC"),
    UniqueConstraint("document", "hash"),
)

band = Table(
    "band",
    METADATA,
    Column("hash", Integer, primary_key=True, autoincrement=False, comment="of a band of the MinHash"),
    Column("version", Key, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

reading = Table(
    "reading",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("version", Key, ForeignKey("version.key"), nullable=False),
    Column("reader", Name, nullable=False),
    Column("made", String(20), nullable=False, comment="UTC"),
    Column("current", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="sentences and entries, packed"),
    UniqueConstraint("version", "reader"),
)

party = Table(
    "party",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("code", Name, nullable=False, unique=True),
)

sector = Table(
    "sector",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("code", Name, nullable=False, unique=True),
)

speaker = Table(
    "speaker",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("code", Name, nullable=False, unique=True, comment="the name in lower case"),
)

entry = Table(
    "entry",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("id", BigInteger, nullable=False, comment="the record's id, sixteen hexadecimal digits as a number"),
    Column("document", Key, ForeignKey("document.key"), nullable=False),
    Column("reading", Key, comment="null for an entry that a person added"),
    Column("ordinal", Integer, nullable=False, comment="place among the entries of the reading"),
    Column("kind", SmallInteger, nullable=False, comment="place of the kind in records.KINDS"),
    Column("type", Line, nullable=False, comment="type of an event, kind of an instrument, form, modality"),
    Column("mode", Line, comment="mode of an event, stance of a statement"),
    Column("status", Line),
    Column("day", Integer, comment="when it happened, else when its document was published"),
    Column("first", Integer, comment="first day that its date may mean"),
    Column("last", Integer),
    Column("score", SmallInteger, comment="tenths"),
    Column("confidence", SmallInteger, nullable=False, comment="hundredths"),
    Column("speaker", Key),
    Column("correction", Key, comment="the correction that made it what it is"),
    Column("episode", Key, comment="the episode or promise that it belongs to"),
)
Index("ix_entry_id", entry.c.id)
Index("ix_entry_document", entry.c.document)
Index("ix_entry_kind_day", entry.c.kind, entry.c.day, entry.c.document)
Index(
    "ix_entry_speaker",
    entry.c.speaker,
    sqlite_where=entry.c.speaker.isnot(None),
    postgresql_where=entry.c.speaker.isnot(None),
)
Index(  # what lasts longer than a day may reach into a period before which it began
    "ix_entry_last_first",
    entry.c.last,
    entry.c.first,
    sqlite_where=entry.c.last > entry.c.first,
    postgresql_where=entry.c.last > entry.c.first,
)
Index(
    "ix_entry_episode",
    entry.c.episode,
    sqlite_where=entry.c.episode.isnot(None),
    postgresql_where=entry.c.episode.isnot(None),
)

entry_party = Table(
    "entry_party",
    METADATA,
    Column("party", Key, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="0 where unknown"),
    Column("document", Key, primary_key=True, autoincrement=False),
    Column("entry", Key, primary_key=True, autoincrement=False),
    Column("sides", SmallInteger, nullable=False, comment="sum of 1: acts, 2: is acted on, 4: is spoken about"),
    sqlite_with_rowid=False,
)

entry_dyad = Table(
    "entry_dyad",
    METADATA,
    Column("lower", Key, primary_key=True, autoincrement=False, comment="party with the smaller key"),
    Column("upper", Key, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("document", Key, primary_key=True, autoincrement=False),
    Column("entry", Key, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

entry_sector = Table(
    "entry_sector",
    METADATA,
    Column("sector", Key, primary_key=True, autoincrement=False),
    Column("entry", Key, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

correction = Table(
    "correction",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("document", Key, ForeignKey("document.key"), nullable=False, index=True),
    Column("version", Key, ForeignKey("version.key"), nullable=False),
    Column("reading", Key, comment="the reading that the person saw"),
    Column("action", String(12), nullable=False, comment="accept, reject, edit, add, merge, split, rule or undo"),
    Column("target", String(40), comment="id of the entry, episode or promise; key of the correction undone"),
    Column("kind", String(12), comment="events, statements, instruments, commitments, episodes, promises"),
    Column("before", Packed, comment="JSON of the entry as it stood"),
    Column("after", Packed, comment="JSON of the entry as it shall stand"),
    Column("author", Line, nullable=False),
    Column("reason", Line, nullable=False),
    Column("at", String(20), nullable=False, comment="UTC"),
)

failure = Table(
    "failure",
    METADATA,
    Column("name", Name, primary_key=True),
    Column("source", Line, nullable=False, comment="what was to be added"),
    Column("reason", Line, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("at", String(20), nullable=False, comment="UTC, of the last attempt"),
)

address = Table(
    "address",
    METADATA,
    Column("url", Name, primary_key=True),
    Column("etag", Line),
    Column("last_modified", Line),
    Column("at", String(20), nullable=False),
)

episode = Table(
    "episode",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("id", Id, nullable=False, unique=True),
    Column("kind", SmallInteger, nullable=False, comment="0 an episode of events, 3 a promise of commitments"),
)

block = Table(
    "block",
    METADATA,
    Column("hash", Integer, primary_key=True, autoincrement=False, comment="of a key under which partners are found"),
    Column("document", Key, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

episode_alias = Table(
    "episode_alias",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=False, comment="an id that was given out once"),
    Column("now", Id, nullable=False, index=True),
)
