"""A store filled fast: the rows that `Store.keep` leaves of each record, written for many documents at once.

`Store.keep` asks what is there before it writes, one transaction a document; here the store is empty and nothing is asked. A text
that stands in a portion twice is a reprint the second time. `differences` says where the two leave other rows, and a test holds
them together. Not as in life are the MinHash signatures, if they are drawn at random (`random_signatures`: working out a hundred
thousand takes minutes and no question looks at them), and the episodes and promises (`group`).
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, text, update
from sqlalchemy.schema import Table

from dragoman.records import Entry, Record, content_id
from dragoman.store import Store, days, full_text, packing, reprints, rows, tables, writing

PORTION = 500  # documents written in one transaction
TABLES = (tables.document, tables.version, tables.reading, tables.entry)


def random_signatures(seed: int = 1) -> Callable[[str], bytes]:
    """Bytes in the place of signatures, the same in every run."""
    rng = random.Random(seed)
    return lambda _: rng.randbytes(128)


def fill(store: Store, records: Iterable[Record], signature: Callable[[str], bytes]) -> Iterator[int]:
    """Write records into an empty store; after each portion the number of documents so far."""
    waiting, number = iter(records), 0
    while some := list(itertools.islice(waiting, PORTION)):
        with store.changing() as connection:
            portion = _Portion(store, connection)
            for key, record in enumerate(some, number + 1):
                portion.add(key, record, signature(record.document.text))
            portion.write()
        number += len(some)
        yield number
    if store.engine.dialect.name == "postgresql":
        with store.changing() as connection:
            _settle(connection, TABLES)


def group(store: Store) -> int:
    """Put events and commitments of a filled store into episodes and promises, and give their number: those of one dyad, type
    and mode within a week are one. (What belongs together is decided with more care in life, and takes far longer.)"""
    asked = (
        select(tables.entry.c.key, tables.entry.c.id, tables.entry_dyad.c.day)
        .add_columns(tables.entry_dyad.c.lower, tables.entry_dyad.c.upper, tables.entry.c.type, tables.entry.c.mode)
        .join(tables.entry_dyad, tables.entry_dyad.c.entry == tables.entry.c.key)
    )
    order = [tables.entry_dyad.c.lower, tables.entry_dyad.c.upper, tables.entry.c.type, tables.entry.c.mode]
    number = 0
    for kind in (rows.NUMBER["events"], rows.NUMBER["commitments"]):
        with store.looking() as looking:
            found = looking.execute(
                asked.where(tables.entry_dyad.c.kind == kind).order_by(
                    *order, tables.entry_dyad.c.day, tables.entry.c.key
                )
            )
            groups = (list(some) for _, some in itertools.groupby(found, key=lambda row: (row[3:], row.day // 7)))
            while portion := list(itertools.islice(groups, 20 * PORTION)):
                with store.changing() as connection:
                    _group(connection, kind, portion, number)
                number += len(portion)
    if store.engine.dialect.name == "postgresql":
        with store.changing() as connection:
            _settle(connection, (tables.episode,))
    return number


def _group(connection: Connection, kind: int, groups: list[list[Row[Any]]], before: int) -> None:
    numbered = list(enumerate(groups, before + 1))
    own = [{"key": n, "id": content_id(kind, some[0].id), "kind": kind} for n, some in numbered]
    connection.execute(insert(tables.episode), own)
    moved = update(tables.entry).where(tables.entry.c.key == bindparam("of")).values(episode=bindparam("group"))
    connection.execute(moved, [{"of": row.key, "group": n} for n, some in numbered for row in some])


class _Portion:
    """The rows of some documents, to be written together."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self.store, self.connection, self.now = store, connection, store.clock()
        self.entries = connection.execute(select(func.coalesce(func.max(tables.entry.c.key), 0))).scalar_one()
        self.rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in (*TABLES, tables.band)}
        self.links = rows.Links(set(), set(), set())
        self.first: dict[str, int] = {}

    def add(self, key: int, record: Record, stamp: bytes) -> None:
        """The rows of a document, version and reading of one number, and those of the entries."""
        made, day = record.document, days.span(record.document.published)[1]
        first = self.first.setdefault(made.text, key)
        names = {"name": writing.name_of(made), "id": made.id, "reprint_of": first if first < key else None}
        told = {
            name: getattr(made, name) for name in ("title", "publisher", "published", "language", "url", "path", "text")
        }
        told |= {
            "hash": writing.digest(made.text),
            "authors": json.dumps(list(made.authors), ensure_ascii=False),
            "day": day,
        }
        read = {"reader": record.reader, "made": self.now, "current": True, "body": packing.pack(record)}
        self.rows[tables.document].append({**names, "key": key, "version": key, "stamp": 1})
        self.rows[tables.version].append({**told, "key": key, "document": key, "signature": stamp, "added": self.now})
        self.rows[tables.reading].append({**read, "key": key, "version": key})
        self.rows[tables.band] += [{"hash": hash, "version": key} for hash in sorted(set(reprints._bands(stamp)))]
        self._add_entries(key, packing.flat(record), day)

    def _add_entries(self, document: int, found: Sequence[Entry], day: int | None) -> None:
        own = [rows.own(entry, day) for entry in found]
        parties, sectors, speakers = (
            codes.of(self.connection, wanted)
            for codes, wanted in zip(
                self.store.codes,
                (
                    {code for entry in found for code in rows.sides(entry)},
                    {code for entry in found for code in rows.sectors(entry)},
                    {values["speaker"] for values in own if values["speaker"] is not None},
                ),
                strict=True,
            )
        )
        linked = []
        for ordinal, (values, entry) in enumerate(zip(own, found, strict=True)):
            self.entries += 1
            places = {
                "key": self.entries,
                "document": document,
                "reading": document,
                "ordinal": ordinal,
                "correction": None,
            }
            self.rows[tables.entry].append({**values, **places, "speaker": speakers.get(values["speaker"])})
            linked.append((self.entries, values["day"] or 0, entry))
        made = rows.links(document, linked, parties.__getitem__, sectors.__getitem__)
        for kind in ("parties", "dyads", "sectors"):
            getattr(self.links, kind).update(getattr(made, kind))

    def write(self) -> None:
        for table, values in self.rows.items():
            self.connection.execute(insert(table), values)
        rows.exchange(self.connection, rows.Links(set(), set(), set()), self.links)
        for made in self.rows[tables.version]:
            full_text.enter(self.connection, made["key"], made["text"])


def _settle(connection: Connection, filled: Iterable[Table]) -> None:
    """What PostgreSQL would do by itself in time: go on counting where the keys end, and learn how the values lie."""
    for table in filled:
        top = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'key'), coalesce(max(key), 1)) FROM {table.name}"
        connection.execute(text(top))
    connection.execute(text("ANALYZE"))


def differences(one: Store, other: Store) -> list[str]:
    """The names of the tables whose rows differ between two stores."""
    found = []
    with one.looking() as here, other.looking() as there:
        for table in tables.METADATA.sorted_tables:
            asked = select(table).order_by(*table.primary_key.columns)
            if here.execute(asked).all() != there.execute(asked).all():
                found.append(table.name)
        for word in ("talks", "pipeline", "foreign"):
            sql, values = full_text.versions(here.dialect.name, word)
            if here.execute(sql, values).all() != there.execute(sql, values).all():
                found.append("words")
                break
    return found
