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
    """The name under which a document is kept: its path from the root (with its id, in a file of many documents); of what was
    fetched its address, for what a file says of its own address could be another's; else its id."""
    if not made.path or made.path == "-":
        return made.url or made.id
    path = os.path.abspath(made.path)
    return f"{path}#{made.id}" if re.search(r"\.(?:jsonl|ndjson)(?:\.gz)?$", path.casefold()) else path


def digest(text: str) -> bytes:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def is_kept(connection: Connection, made: Document, reader: str) -> bool:
    """Was this very text read by a newer reader already, or by this one with this title and date?"""
    found = _state(connection, made)
    return found is not None and _holds(found, made, reader)


def keep(connection: Connection, record: Record, codes: rows.CodeTables, now: str) -> Kept:
    """Keep a record. `now` is the time in UTC, as ISO 8601 to the second.

    The same record again changes nothing; another text is a new version of the document; another reader's reading takes the
    place of the older one, which stays on file.
    """
    made = record.document
    found = _state(connection, made)
    if found is not None and _holds(found, made, record.reader):
        return Kept(found.key, False)
    found = found or _new_document(connection, made)
    new = found.version is None
    before = [] if new else held(connection, found.key)
    known = None
    if not new:
        same_text = (version.c.document == found.key) & (version.c.hash == digest(made.text))
        known = connection.execute(select(version).where(same_text)).first()
    stamp = reprints.signature(made.text)
    if known is None:
        values = {"document": found.key, "hash": digest(made.text), "text": made.text, "signature": stamp, "added": now}
        made_key = connection.execute(insert(version).values(**values, **_metadata(made))).inserted_primary_key
        assert made_key is not None
        key = made_key[0]
    else:
        key = known.key
        connection.execute(update(version).where(version.c.key == key).values(**_metadata(made)))
    _read(connection, key, record, now, new=known is None)
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
    return lay_out(connection, found.key, before, codes, new=new)


def text_of(connection: Connection, of: int) -> str:
    """The text of a document's current version."""
    asked = select(version.c.text).join(document, document.c.version == version.c.key).where(document.c.key == of)
    return str(connection.execute(asked).scalar_one())


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


def lay_out(
    connection: Connection, of: int, before: Sequence[Held], codes: rows.CodeTables, *, new: bool = False
) -> Kept:
    """Bring the rows for questions from what stood `before` to what stands now. Entries that keep their id keep their key. Of a
    `new` document nothing stood."""
    after = held(connection, of)
    day, current = connection.execute(
        select(version.c.day, reading.c.key)
        .join(document, document.c.version == version.c.key)
        .outerjoin(reading, (reading.c.version == version.c.key) & reading.c.current)
        .where(document.c.key == of)
    ).one()
    stored = {}
    if not new:
        stored = {(row.kind, row.id): row for row in connection.execute(select(entry).where(entry.c.document == of))}
    old, changed = [], []
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
    keys = {place: row.key for place, row in stored.items() if place in wanted}
    if fresh:
        made = connection.execute(insert(entry).returning(entry.c.kind, entry.c.id, entry.c.key), fresh)
        keys |= {(row.kind, row.id): row.key for row in made}
    now = [(keys[place], wanted[place]["day"] or 0, one) for place, one in whole.items()]
    parties = codes[0].of(connection, {c for _, _, e in (*old, *now) for c in rows.sides(e)})
    sectors = codes[1].of(connection, {c for _, _, e in (*old, *now) for c in rows.sectors(e)})
    rows.exchange(
        connection,
        rows.links(of, old, parties.__getitem__, sectors.__getitem__),
        rows.links(of, now, parties.__getitem__, sectors.__getitem__),
    )
    asked = update(document).where(document.c.key == of).values(stamp=document.c.stamp + 1).returning(document.c.stamp)
    stamp = connection.execute(asked).scalar_one()
    same = {place_of(one.entry): one.entry for one in before}
    entered = {keys[place] for place, one in whole.items() if place not in stored or same.get(place) != one}
    entered |= {c["row"] for c in changed}
    lost = {row.episode for place, row in stored.items() if place not in wanted and row.episode is not None}
    return Kept(of, True, sorted(entered), gone, sorted(lost), None if stored else stamp)


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
    return rows.NUMBER[rows.kind_of(one)], rows.numbered(one.id)


def _state(connection: Connection, made: Document) -> Row[Any] | None:
    """The kept document of a name with its current version and the reader whose reading is current; None where it is new."""
    return connection.execute(
        select(
            document.c.key,
            document.c.version,
            *(version.c[name] for name in ("hash", "title", "authors", "publisher", "published")),
            reading.c.reader,
        )
        .outerjoin(version, version.c.key == document.c.version)
        .outerjoin(reading, (reading.c.version == version.c.key) & reading.c.current)
        .where(document.c.name == name_of(made))
    ).first()  # type: ignore[return-value]  # SQLAlchemy types a row of at most ten columns


def _holds(found: Row[Any], made: Document, reader: str) -> bool:
    if found.version is None or found.reader is None or found.hash != digest(made.text):
        return False
    if _age(found.reader) != _age(reader):
        return _age(found.reader) > _age(reader)  # its date decides a reading: an older reader changes neither
    told = _metadata(made)
    return all(getattr(found, name) == told[name] for name in ("title", "authors", "publisher", "published"))


def _new_document(connection: Connection, made: Document) -> Row[Any]:
    """A document of that name: ours, or that of another writer who was quicker."""
    rows.add_new(connection, document, [{"name": name_of(made), "id": made.id}])
    found = _state(connection, made)
    assert found is not None
    return found


def _read(connection: Connection, key: int, record: Record, now: str, *, new: bool) -> None:
    """Put a reading on file, as the current one unless a newer reader's is there. A `new` version has none."""
    readings = [] if new else connection.execute(select(reading).where(reading.c.version == key)).all()
    same = next((r for r in readings if r.reader == line(record.reader)), None)
    body = packing.pack(record)
    newest = max((_age(r.reader) for r in readings), default=())
    current = _age(record.reader) >= newest
    if current and readings:
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
