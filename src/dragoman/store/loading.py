"""From keys back to what was kept: documents, records, and entries with the document that tells them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from dragoman.errors import StopRun
from dragoman.records import KINDS, Document, Entry, Record, Report, Source
from dragoman.store import packing, writing
from dragoman.store.rows import NUMBER
from dragoman.store.tables import correction, document, entry, reading, version

_AT_ONCE = (
    500  # keys in one question: SQLite takes at most 32,766 values, and a plan is made anew for each number of them
)


K = TypeVar("K", int, str)


def portions(keys: Sequence[K]) -> Iterator[Sequence[K]]:
    """Keys in portions that one statement can take."""
    for n in range(0, len(keys), _AT_ONCE):
        yield keys[n : n + _AT_ONCE]


def sources(connection: Connection, keys: Iterable[int]) -> dict[int, Source]:
    """Documents by their keys. A reprint of a reprint is one of the first text."""
    wanted = sorted(set(keys))
    found: dict[int, Source] = {}
    for some in portions(wanted):
        rows = connection.execute(
            select(
                document.c.key,
                document.c.id,
                document.c.reprint_of,
                version.c.title,
                version.c.authors,
                version.c.publisher,
                version.c.published,
                version.c.url,
                version.c.path,
                version.c.hash,
            )
            .join(version, version.c.key == document.c.version)
            .where(document.c.key.in_(some))
        ).all()
        beginnings = _beginnings(connection, (row.reprint_of for row in rows if row.reprint_of is not None))
        for row in rows:
            found[row.key] = Source(
                row.key,
                row.id,
                row.title,
                tuple(json.loads(row.authors)),
                row.publisher,
                row.published,
                row.url,
                row.path,
                beginnings.get(row.reprint_of),
                row.hash.hex(),
            )
    return found


def reports(connection: Connection, keys: Sequence[int]) -> list[Report]:
    """Entries by their keys, in the order of the keys; keys that no entry has are left out."""
    rows: dict[int, Row[Any]] = {}
    for some in portions(keys):
        asked = select(entry.c.key, entry.c.document, entry.c.reading, entry.c.ordinal, entry.c.correction).where(
            entry.c.key.in_(some)
        )
        rows |= {row.key: row for row in connection.execute(asked)}
    of = sources(connection, (row.document for row in rows.values()))
    ruled = _corrected(connection, [row.correction for row in rows.values() if row.correction is not None])
    wanted: dict[int, list[Row[Any]]] = {}
    for row in rows.values():
        if row.correction is None:
            wanted.setdefault(row.reading, []).append(row)
    found: dict[int, tuple[Entry, str | None]] = {
        row.key: ruled[row.correction] for row in rows.values() if row.correction is not None
    }
    for some in portions(sorted(wanted)):
        bodies = connection.execute(
            select(reading.c.key, reading.c.body, version.c.text)
            .join(version, version.c.key == reading.c.version)
            .where(reading.c.key.in_(some))
        )
        for body in bodies:
            here = wanted[body.key]
            entries = packing.unpack_some(body.body, body.text, {row.ordinal for row in here})
            for row in here:
                found[row.key] = (entries[row.ordinal], None)
    return [Report(key, of[rows[key].document], *found[key]) for key in keys if key in found]


def of_kind(connection: Connection, keys: Sequence[int], kind: str) -> list[int]:
    """Those of the keys whose entries are of a kind."""
    found: list[int] = []
    for some in portions(keys):
        asked = select(entry.c.key).where(entry.c.key.in_(some), entry.c.kind == NUMBER[kind])
        found += connection.execute(asked.order_by(entry.c.key)).scalars()
    return found


def sentences(connection: Connection, told: Iterable[Report]) -> dict[int, str]:
    """The whole sentence in which the entry of each report stands, by its key."""
    found: dict[int, str] = {}
    by_document: dict[int, list[Report]] = {}
    for one in told:
        by_document.setdefault(one.source.key, []).append(one)
    for some in portions(sorted(by_document)):
        rows = connection.execute(
            select(document.c.key, version.c.text, reading.c.body)
            .join(version, version.c.key == document.c.version)
            .join(reading, (reading.c.version == version.c.key) & reading.c.current)
            .where(document.c.key.in_(some))
        )
        for row in rows:
            spans = packing.unpack_sentences(row.body, row.text)
            for one in by_document[row.key]:
                if 0 <= one.entry.sentence < len(spans):
                    start, end = spans[one.entry.sentence]
                    found[one.key] = row.text[start:end]
    return found


def record(connection: Connection, of: int, *, corrected: bool = True) -> Record:
    """The record of a document as it stands; without `corrected` as its reader left it."""
    row = connection.execute(
        select(document.c.id, version, reading.c.body, reading.c.reader)
        .join(version, version.c.key == document.c.version)
        .outerjoin(reading, (reading.c.version == version.c.key) & reading.c.current)
        .where(document.c.key == of)
    ).first()
    if row is None:
        raise StopRun(f"{of}: no such document in the store")
    sentences, entries = packing.unpack(row.body, row.text) if row.body else ((), [])
    if corrected:
        held = writing.held(connection, of)
        if any(one.correction is not None for one in held):
            held.sort(key=lambda one: one.entry.start)
        entries = [one.entry for one in held]
    made = Document(
        id=row.id,
        text=row.text,
        path=row.path,
        title=row.title,
        authors=tuple(json.loads(row.authors)),
        publisher=row.publisher,
        published=row.published,
        url=row.url,
        language=row.language,
        sentences=sentences,
    )
    kinds: dict[str, Any] = {name: tuple(e for e in entries if isinstance(e, kind)) for name, kind in KINDS.items()}
    return dataclasses.replace(Record(made, reader=row.reader or ""), **kinds)


def records(connection: Connection, keys: Iterable[int], *, corrected: bool = True) -> Iterator[Record]:
    """The records of documents, one after another."""
    for key in keys:
        yield record(connection, key, corrected=corrected)


def _corrected(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[Entry, str | None]]:
    """Entries that stand as a person left them, by the key of the correction, in the current version of their text."""
    found: dict[int, tuple[Entry, str | None]] = {}
    of: set[int] = set()
    for some in portions(sorted(set(keys))):
        of |= set(connection.execute(select(correction.c.document).where(correction.c.key.in_(some))).scalars())
    for key in sorted(of):
        found |= {
            h.correction: (h.entry, h.reviewed) for h in writing.held(connection, key) if h.correction is not None
        }
    return {key: found[key] for key in keys if key in found}


def _beginnings(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """Where the chain of reprints begins that leads on from each document."""
    before: dict[int, int | None] = {}
    asked = sorted(set(keys))
    while asked:
        for some in portions(asked):
            rows = connection.execute(select(document.c.key, document.c.reprint_of).where(document.c.key.in_(some)))
            before |= {row.key: row.reprint_of for row in rows}
        asked = sorted({to for key in asked if (to := before.get(key)) is not None} - before.keys())
    found: dict[int, int] = {}
    for key in before:
        first, seen = key, {key}
        while (to := before.get(first)) is not None and to not in seen:
            first = to
            seen.add(to)
        found[key] = first
    return found
