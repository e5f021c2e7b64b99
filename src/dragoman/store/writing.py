"""Keeping a record: document, version, reading, and the rows for questions, all in the caller's transaction."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from dragoman.records import Document, Entry, Record
from dragoman.store import corrections, days, full_text, packing, reprints, rows
from dragoman.store.corrections import Held
from dragoman.store.tables import cleaned, document, entry, reading, version
from dragoman.store.tables import name as line


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a record: the document's key, whether anything changed, and the keys of the entries that are new or
    changed, and of those that went; and the keys of the groups (episodes, promises) that lost one.
    `stamp` is that of a document of which all entries are new, else None."""

    document: int
    changed: bool
    entered: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    stamp: int | None = None


def name_of(made: Document) -> str:
    """The name under which a document is kept: its address, else its path from the root (with its id, in a file of many
    documents), else its id."""
    if made.url:
        return made.url
    if not made.path or made.path == "-":
        return made.id
    path = os.path.abspath(made.path)
    return f"{path}#{made.id}" if re.search(r"\.(?:jsonl|ndjson)(?:\.gz)?$", path.casefold()) else path


def digest(text: str) -> bytes:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def is_kept(connection: Connection, made: Document, reader: str) -> bool:
    """Was this very text read by a newer reader already, or by this one with this title and date?"""
    found = _document(connection, made)
    if found is None:
        return False
    held = connection.execute(
        select(version).where(version.c.key == found.version, version.c.hash == digest(made.text))
    ).first()
    if held is None:
        return False
    read = connection.execute(select(reading.c.reader).where(reading.c.version == held.key, reading.c.current)).scalar()
    if read is None or _age(read) < _age(reader):
        return False
    told = _metadata(made)
    same = all(getattr(held, name) == told[name] for name in ("title", "authors", "publisher", "published"))
    return same or _age(read) > _age(reader)  # its date decides a reading: an older reader changes neither


def keep(connection: Connection, record: Record, codes: rows.CodeTables, now: str) -> Kept:
    """Keep a record. `now` is the time in UTC, as ISO 8601 to the second.

    The same record again changes nothing; another text is a new version of the document; another reader's reading takes the
    place of the older one, which stays on file.
    """
    made = record.document
    name = name_of(made)
    if is_kept(connection, made, record.reader):
        found = _document(connection, made)
        assert found is not None
        return Kept(found.key, False)
    found = _document(connection, made) or _new_document(connection, name, made.id)
    before = held(connection, found.key)
    known = connection.execute(
        select(version).where(version.c.document == found.key, version.c.hash == digest(made.text))
    ).first()
    stamp = reprints.signature(made.text)
    if known is None:
        made_key = connection.execute(
            insert(version).values(
                document=found.key,
                hash=digest(made.text),
                text=made.text,
                signature=stamp,
                added=now,
                **_metadata(made),
            )
        ).inserted_primary_key
        assert made_key is not None
        key = made_key[0]
    else:
        key = known.key
        connection.execute(update(version).where(version.c.key == key).values(**_metadata(made)))
    _read(connection, key, record, now)
    if found.version != key:
        if found.version is not None:
            old = connection.execute(select(version).where(version.c.key == found.version)).one()
            full_text.leave(connection, old.key, old.text)
            reprints.leave(connection, old.key, old.signature)
        full_text.enter(connection, key, made.text)
        reprints.enter(connection, key, stamp)
    connection.execute(update(document).where(document.c.key == found.key).values(version=key))
    moved = known is None or known.key != found.version or known.day != days.span(made.published)[1]
    reprints.mark(connection, found.key, anew=moved and found.version is not None)
    return lay_out(connection, found.key, before, codes)


def held(connection: Connection, of: int) -> list[Held]:
    """The entries of a document as they stand: those of the current reading of its current version, with what people ruled."""
    row = connection.execute(
        select(version.c.text, reading.c.body)
        .join(document, document.c.version == version.c.key)
        .outerjoin(reading, (reading.c.version == version.c.key) & reading.c.current)
        .where(document.c.key == of)
    ).first()
    if row is None:
        return []
    sentences, entries = packing.unpack(row.body, row.text) if row.body else ((), [])
    ruled = corrections.standing(connection, of)
    if not ruled:
        return [Held(e, n) for n, e in enumerate(entries)]
    seen = _ids(connection, {one.reading for one in ruled if one.reading is not None})
    found = corrections.apply(entries, corrections.ruled(ruled, row.text, seen))
    return [one if one.correction is None else corrections.seated(one, sentences) for one in found]


def lay_out(connection: Connection, of: int, before: Sequence[Held], codes: rows.CodeTables) -> Kept:
    """Bring the rows for questions from what stood `before` to what stands now. Entries that keep their id keep their key."""
    after = held(connection, of)
    day, current = connection.execute(
        select(version.c.day, reading.c.key)
        .join(document, document.c.version == version.c.key)
        .outerjoin(reading, (reading.c.version == version.c.key) & reading.c.current)
        .where(document.c.key == of)
    ).one()
    stored = {(row.kind, row.id): row for row in connection.execute(select(entry).where(entry.c.document == of))}
    old, new, changed = [], [], []
    wanted: dict[tuple[int, int], dict[str, Any]] = {}
    whole: dict[tuple[int, int], Entry] = {}
    for one in after:
        values = rows.own(one.entry, day)
        values |= {
            "document": of,
            "reading": current,
            "ordinal": one.ordinal,
            "correction": one.correction,
        }
        wanted.setdefault((values["kind"], values["id"]), values)
        whole.setdefault((values["kind"], values["id"]), one.entry)
    speakers = codes[2].of(connection, {v["speaker"] for v in wanted.values() if v["speaker"] is not None})
    for values in wanted.values():
        values["speaker"] = speakers.get(values["speaker"])
    for one in before:
        row = stored.get(place_of(one.entry))
        if row is not None:
            old.append((row.key, row.day or 0, one.entry))
    fresh = [values for place, values in wanted.items() if place not in stored]
    gone = [row.key for place, row in stored.items() if place not in wanted]
    for place, values in wanted.items():
        row = stored.get(place)
        if row is not None and any(getattr(row, name) != value for name, value in values.items()):
            changed.append({"row": row.key, **values})
    if gone:
        connection.execute(delete(entry).where(entry.c.key == bindparam("row")), [{"row": key} for key in gone])
    if changed:
        names = [name for name in changed[0] if name != "row"]
        connection.execute(
            update(entry).where(entry.c.key == bindparam("row")).values({n: bindparam(f"new_{n}") for n in names}),
            [{"row": c["row"], **{f"new_{n}": c[n] for n in names}} for c in changed],
        )
    if fresh:
        connection.execute(insert(entry), fresh)
    keys = {
        (row.kind, row.id): (row.key, row.day)
        for row in connection.execute(
            select(entry.c.kind, entry.c.id, entry.c.key, entry.c.day).where(entry.c.document == of)
        )
    }
    new = [(keys[place][0], keys[place][1] or 0, one) for place, one in whole.items()]
    parties = codes[0].of(connection, {c for _, _, e in (*old, *new) for c in rows.sides(e)})
    sectors = codes[1].of(connection, {c for _, _, e in (*old, *new) for c in rows.sectors(e)})
    rows.exchange(
        connection,
        rows.links(of, old, parties.__getitem__, sectors.__getitem__),
        rows.links(of, new, parties.__getitem__, sectors.__getitem__),
    )
    connection.execute(update(document).where(document.c.key == of).values(stamp=document.c.stamp + 1))
    same = {place_of(one.entry): one.entry for one in before}
    entered = {keys[place][0] for place, now in whole.items() if place not in stored or same.get(place) != now}
    entered |= {c["row"] for c in changed}
    lost = {row.episode for place, row in stored.items() if place not in wanted and row.episode is not None}
    stamp = None if stored else connection.execute(select(document.c.stamp).where(document.c.key == of)).scalar_one()
    return Kept(of, True, sorted(entered), gone, sorted(lost), stamp)


def _ids(connection: Connection, readings: set[int]) -> dict[int, frozenset[str]]:
    """The ids of the entries of readings."""
    rows_ = connection.execute(
        select(reading.c.key, reading.c.body, version.c.text)
        .join(version, version.c.key == reading.c.version)
        .where(reading.c.key.in_(readings))
    )
    return {row.key: frozenset(e.id for e in packing.unpack(row.body, row.text)[1]) for row in rows_}


def place_of(one: Entry) -> tuple[int, int]:
    """Kind and id of an entry as its row has them."""
    return rows.NUMBER[rows.kind_of(one)], rows.number(one.id)


def _document(connection: Connection, made: Document) -> Row[Any] | None:
    return connection.execute(select(document).where(document.c.name == name_of(made))).first()


def _new_document(connection: Connection, name: str, id: str) -> Row[Any]:
    """A document of that name: ours, or that of another writer who was quicker."""
    rows.add_new(connection, document, [{"name": name, "id": id}])
    asked = select(document).where(document.c.name == name)
    return connection.execute(asked if connection.dialect.name == "sqlite" else asked.with_for_update()).one()


def _read(connection: Connection, key: int, record: Record, now: str) -> None:
    """Put a reading on file, as the current one unless a newer reader's is there."""
    readings = connection.execute(select(reading).where(reading.c.version == key)).all()
    same = next((r for r in readings if r.reader == line(record.reader)), None)
    body = packing.pack(record)
    newest = max((_age(r.reader) for r in readings), default=())
    current = _age(record.reader) >= newest
    if current:
        connection.execute(update(reading).where(reading.c.version == key).values(current=False))
    if same is not None:
        connection.execute(
            update(reading).where(reading.c.key == same.key).values(body=body, made=now, current=current)
        )
    else:
        connection.execute(
            insert(reading).values(version=key, reader=record.reader, made=now, current=current, body=body)
        )


def _metadata(made: Document) -> dict[str, Any]:
    first, last = days.span(made.published)
    told = {
        "title": made.title,
        "authors": json.dumps(list(made.authors), ensure_ascii=False),
        "publisher": made.publisher,
        "published": made.published,
        "language": made.language,
        "url": made.url,
        "path": made.path,
    }
    held = {name: None if value is None else cleaned(value) for name, value in told.items()}
    return {"day": last or first, **held}


def _age(reader: str) -> tuple[int, ...]:
    """The numbers of a reader's version, in their order: "dragoman 0.10.1" is newer than "dragoman 0.9"."""
    return tuple(int(n) for n in re.findall(r"\d+", reader))
