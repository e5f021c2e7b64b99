"""Entering what a person rules on an entry. Each call is one correction on file; `undo` takes one back, and can be undone."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from dragoman.errors import StopRun
from dragoman.records import KINDS, Entry, content_id
from dragoman.store import checking, corrections, joining, loading, writing
from dragoman.store.corrections import Held
from dragoman.store.rows import NUMBER, is_id, kind_of, numbered
from dragoman.store.tables import correction, document, entry, reading, version


@dataclasses.dataclass(frozen=True, slots=True)
class Ruler:
    """Who rules, why, and when (UTC, ISO 8601)."""

    author: str
    reason: str
    at: str


def find(connection: Connection, id: str, of: str | None = None) -> Row[Any]:
    """The row of an entry by its id, within a document (by its id or name) where the id alone is not enough. StopRun where
    there is none, or several."""
    asked = select(entry).where(entry.c.id == numbered(id))
    if of is not None:
        asked = asked.join(document, document.c.key == entry.c.document).where(
            (document.c.id == of) | (document.c.name == of)
        )
    found = connection.execute(asked).all()
    if not found and not is_id(id):
        raise StopRun(f"{id}: no id of an entry; ids are sixteen digits and letters a to f")
    if not found:
        raise StopRun(f"{id}: no such entry" + (f" in {of}" if of else "") + "; `dragoman events --ids` shows the ids")
    if len(found) > 1:
        raise StopRun(f"{id}: {len(found)} documents have an entry of that id; say which with --document")
    return found[0]


def rule(
    connection: Connection, row: Row[Any], action: str, ruler: Ruler, changes: Mapping[str, Any] | None = None,
    *, expects: int | str | None = "anything",
) -> int:  # fmt: skip
    """Accept, reject or edit an entry; gives the correction's key. `expects` is the correction that the person saw on the entry
    (None for none): where another came in between, nothing is done and StopRun says so."""
    if expects != "anything" and row.correction != expects:
        raise StopRun("the entry was corrected by somebody else in the meantime; look at it again")
    one = _held(connection, row)
    after: Entry | None = None
    if action == "accept":
        after = dataclasses.replace(one.entry, confidence=1.0)
    elif action == "edit":
        if not changes:
            raise StopRun("edit: says nothing that shall change; give FIELD=VALUE")
        after = checking.changed(one.entry, dict(changes), _text(connection, row.document), ruler.author)
    elif action != "reject":
        raise StopRun(f"{action}: no such ruling; there are accept, reject, edit")
    return _enter(connection, row.document, action, kind_of(one.entry), one.entry, after, ruler)


def add(connection: Connection, of: int, kind: str, values: Mapping[str, Any], ruler: Ruler) -> int:
    """Add an entry that the reader missed, on words of a document: `values` holds at least start and end; gives the correction's
    key. What is not given takes plain values."""
    if kind not in KINDS:
        raise StopRun(f"{kind}: no such kind; there are {', '.join(KINDS)}")
    text = _text(connection, of)
    missing = [name for name in ("start", "end") if not isinstance(values.get(name), int)]
    if missing:
        raise StopRun(f"{missing[0]}: must tell where in the text the words stand")
    sentences = loading.record(connection, of).document.sentences
    at = next((n for n, (a, b) in enumerate(sentences) if a <= values["start"] < b), 0)
    made = checking.changed(_blank(kind, at), dict(values), text, ruler.author)
    named = connection.execute(select(document.c.name).where(document.c.key == of)).scalar_one()
    ident = content_id(named, kind, "person", made.start, made.end, sorted((k, str(v)) for k, v in values.items()))
    return _enter(connection, of, "add", kind, None, dataclasses.replace(made, id=ident), ruler)


def join(connection: Connection, one: Row[Any], other: Row[Any], kind: str, together: bool, ruler: Ruler) -> int:
    """Say that two entries tell of one happening or promise, or that they do not; gives the correction's key."""
    for row in (one, other):
        if row.kind != NUMBER[joining.OF[kind]]:
            raise StopRun(f"{kind} are made of {joining.OF[kind]} only")
    ends = [joining.told(row.document, _held(connection, row).entry) for row in (one, other)]
    values = {"before": ends[0], "after": ends[1], "kind": kind, "action": "merge" if together else "split"}
    return _insert(connection, one.document, ruler, target=None, **values)


STATUSES = ("open", "acted upon", "fulfilled", "contradicted", "overdue", "lapsed")
"""What a person can rule of a promise; software proposes only what reports show, never that one was fulfilled or lapsed."""


def decide(connection: Connection, row: Row[Any], status: str, ruler: Ruler) -> int:
    """Rule on the status of the promise that a commitment belongs to, with the reason for a note; gives the correction's key."""
    if row.kind != NUMBER["commitments"]:
        raise StopRun("only promises have a status; give the id of a promise or of one of its commitments")
    if status not in STATUSES:
        raise StopRun(f"{status}: no status of a promise; there are {', '.join(STATUSES)}")
    told = joining.told(row.document, _held(connection, row).entry)
    return _insert(
        connection, row.document, ruler, action="rule", kind=joining.PROMISES, target=None, before=told, after=status
    )


def undo(connection: Connection, key: int, ruler: Ruler) -> int:
    """Take a correction back; gives the document's key. Undoing an undoing makes the correction hold again."""
    row = connection.execute(select(correction).where(correction.c.key == key)).first()
    if row is None:
        raise StopRun(f"{key}: no such correction; `dragoman corrections` lists them")
    if row.action != "undo" and all(one.key != key for one in corrections.standing(connection, row.document)):
        raise StopRun(f"{key}: was taken back already")
    later = [
        one.key for one in corrections.standing(connection, row.document) if one.key > key and _same_entry(one, row)
    ]
    if row.action == "edit" and later:
        raise StopRun(
            f"{key}: later corrections of the same entry rest on it; undo {', '.join(map(str, later[::-1]))} first"
        )
    _insert(connection, row.document, ruler, action="undo", target=str(key), kind=None, before=None, after=None)
    return int(row.document)


def _same_entry(one: Row[Any], other: Row[Any]) -> bool:
    return one.action in ("edit", "accept") and one.kind == other.kind and one.target == other.target


def _enter(
    connection: Connection, of: int, action: str, kind: str, before: Entry | None, after: Entry | None, ruler: Ruler
) -> int:
    target = before.id if before is not None else None if after is None else after.id
    values = {"before": corrections.dump(before), "after": corrections.dump(after)}
    return _insert(connection, of, ruler, action=action, kind=kind, target=target, **values)


def _insert(connection: Connection, of: int, ruler: Ruler, **values: Any) -> int:
    if not ruler.author.strip():
        raise StopRun("a correction needs the name of its author; give --author NAME or set DRAGOMAN_AUTHOR")
    current = connection.execute(
        select(document.c.version, reading.c.key.label("reading"))
        .outerjoin(reading, (reading.c.version == document.c.version) & reading.c.current)
        .where(document.c.key == of)
    ).one()
    made = {
        "document": of,
        "version": current.version,
        "reading": current.reading,
        "author": ruler.author,
        "reason": ruler.reason,
        "at": ruler.at,
        **values,
    }
    key = connection.execute(insert(correction).values(**made)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _held(connection: Connection, row: Row[Any]) -> Held:
    for one in writing.held(connection, row.document):
        if numbered(one.entry.id) == row.id and NUMBER[kind_of(one.entry)] == row.kind:
            return one
    raise StopRun("the entry is gone from the store; look it up again")


def _text(connection: Connection, of: int) -> str:
    asked = select(version.c.text).join(document, document.c.version == version.c.key).where(document.c.key == of)
    found = connection.execute(asked).scalar()
    if found is None:
        raise StopRun(f"{of}: no such document in the store")
    return str(found)


def _blank(kind: str, sentence: int) -> Entry:
    """An entry of a kind of which nothing is told yet."""
    every: dict[str, dict[str, Any]] = {
        "events": {"type": "CONSULT", "score": 0.0, "status": "occurred"},
        "statements": {"speaker": "", "form": "indirect", "stance": "neutral"},
        "instruments": {"kind": "other", "title": "", "status": "signed"},
        "commitments": {"action": "", "modality": "agreed"},
    }
    plain = every[kind]
    common = {"id": "", "confidence": 1.0, "produced_by": "", "sentence": sentence, "start": 0, "end": 0, "quote": ""}
    listed = ("contexts", "actor", "recipient", "sectors", "about", "parties", "by", "to")
    made: Entry = KINDS[kind](
        **{
            f.name: plain.get(f.name, common.get(f.name, () if f.name in listed else None))
            for f in dataclasses.fields(KINDS[kind])
        }
    )
    return made
