"""What people ruled on entries: accept, reject, edit, add, undo. Rulings are added one after another and never changed.

A ruling holds the entry as it stood and as it shall stand, and the place of its words. A newer reading that finds the entry
again, by its id or by the same kind on overlapping words, meets the ruling there; what a person accepted, edited or added and
a newer reading does not find stays as the person left it. After an edit of the text itself the words are looked for anew.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from dragoman.records import KINDS, Entry, Span
from dragoman.store import packing
from dragoman.store.rows import kind_of, sides
from dragoman.store.tables import correction, document

ON_ENTRIES = ("accept", "reject", "edit", "add")
REVIEWED = {"accept": "accepted", "edit": "edited", "add": "added"}
_OVERLAP = 0.5  # share of the shorter words that two entries must have in common to be one


@dataclass(frozen=True, slots=True)
class Held:
    """An entry as it stands now: its place in the reading (-1 where a person added it), and the correction that made it so."""

    entry: Entry
    ordinal: int
    correction: int | None = None
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling on an entry that holds, with the entry as it stood and as it shall stand; `seen` are the ids of the reading on
    which it was made."""

    key: int
    action: str
    before: Entry | None
    after: Entry | None
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it stands on file: what was done to what, by whom, why and when (UTC); `holds` unless it was undone."""

    key: int
    document: str
    action: str
    kind: str | None
    target: str | None
    before: str | None
    after: str | None
    author: str
    reason: str
    at: str
    holds: bool


def listed(connection: Connection, of: int | None = None) -> list[Correction]:
    """All corrections, or those of a document, in their order."""
    asked = select(correction, document.c.id.label("told_in")).join(document, document.c.key == correction.c.document)
    if of is not None:
        asked = asked.where(correction.c.document == of)
    found = connection.execute(asked.order_by(correction.c.key)).all()
    holding = {row.key for key in {row.document for row in found} for row in standing(connection, key)}
    return [
        Correction(
            r.key, r.told_in, r.action, r.kind, r.target, r.before, r.after, r.author, r.reason, r.at, r.key in holding
        )
        for r in found
    ]


def standing(connection: Connection, document: int) -> list[Row[Any]]:
    """The corrections of a document that nobody took back, in their order. Taking back an undoing makes it hold again; what was
    ruled on an added entry goes with the adding."""
    rows = connection.execute(
        select(correction).where(correction.c.document == document).order_by(correction.c.key)
    ).all()
    undone: set[int] = set()
    for row in reversed(rows):
        if row.action == "undo" and row.key not in undone:
            undone.add(int(row.target))
    held = [row for row in rows if row.action != "undo" and row.key not in undone]
    added = {row.target for row in held if row.action == "add"}
    gone = {row.target for row in rows if row.action == "add"} - added
    return [row for row in held if row.target is None or row.target not in gone]


def ruled(rows: Sequence[Row[Any]], text: str, seen: Mapping[int, frozenset[str]]) -> list[Ruled]:
    """Rulings on entries out of the rows of corrections; of several on one entry the latest holds.

    `text` is that of the current version: entries whose words stand elsewhere in it are moved there, and those whose words
    are gone from it are left out. `seen` are the ids of the readings on which the rulings were made, by the reading's key.
    """
    latest: dict[str, Ruled] = {}
    names: dict[str, str] = {}
    for row in rows:
        if row.action not in ON_ENTRIES:
            continue
        before, after = (relocated(row.kind, told, text) for told in (row.before, row.after))
        # An edited entry may get another id; what is ruled on it afterwards is ruled on the same entry.
        first = names.get(row.target, row.target)
        if after is not None:
            names[after.id] = first
        found = latest.get(first)
        its = seen.get(row.reading, frozenset())
        if found is not None:
            before, its, action = (
                found.before,
                found.seen,
                "add" if found.action == "add" and row.action in ("edit", "accept") else row.action,
            )
        else:
            action = row.action
        if action != "reject" and after is None:
            latest.pop(first, None)  # its words are gone, and with them what was ruled
        elif found is not None or before is not None or after is not None:
            latest[first] = Ruled(row.key, action, before, after, its)
    return list(latest.values())


def apply(entries: Sequence[Entry], rulings: Sequence[Ruled]) -> list[Held]:
    """The entries of a reading with the rulings of people on them."""
    held: list[Held | None] = [Held(entry, n) for n, entry in enumerate(entries)]
    taken: set[int] = set()
    for ruling in rulings:
        if ruling.before is not None:
            at = place(entries, ruling.before, taken, ruling.seen)
        else:
            at = _found_since(entries, ruling, taken)
        if at is not None:
            taken.add(at)
            held[at] = None
        if ruling.action != "reject" and ruling.after is not None:
            new = Held(ruling.after, -1 if at is None else at, ruling.key, REVIEWED[ruling.action])
            if at is None:
                held.append(new)
            else:
                held[at] = new
    return [h for h in held if h is not None]


def seated(one: Held, sentences: Sequence[Span]) -> Held:
    """An entry with the number of the sentence that holds its words now: texts change, and readers learn to part sentences."""
    start = one.entry.start
    at = next((n for n, (a, b) in enumerate(sentences) if a <= start < b), one.entry.sentence)
    return dataclasses.replace(one, entry=dataclasses.replace(one.entry, sentence=at))


def dump(entry: Entry | None) -> str | None:
    """An entry as JSON, its quote in it."""
    return None if entry is None else json.dumps(packing.named(entry), ensure_ascii=False, separators=(",", ":"))


def load(kind: str, told: str) -> Entry:
    """The entry of a kind out of its JSON."""
    return packing.restored(KINDS[kind], json.loads(told))


def relocated(kind: str, told: str | None, text: str) -> Entry | None:
    """An entry out of its JSON, where its words stand in a text now; None where they are gone or stand there more than once."""
    if told is None:
        return None
    entry = load(kind, told)
    if text[entry.start : entry.end] == entry.quote:
        return entry
    at = text.find(entry.quote) if entry.quote else -1
    if at < 0 or text.find(entry.quote, at + 1) >= 0:
        return None
    return moved(entry, at - entry.start)


def moved(entry: Entry, by: int) -> Entry:
    """An entry whose words stand `by` characters further on."""
    changes: dict[str, Any] = {"start": entry.start + by, "end": entry.end + by}
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, tuple) and value and hasattr(value[0], "code"):
            changes[field.name] = tuple(dataclasses.replace(p, start=p.start + by, end=p.end + by) for p in value)
    return dataclasses.replace(entry, **changes)


def place(
    entries: Sequence[Entry], sought: Entry, taken: Collection[int] = (), seen: Collection[str] = ()
) -> int | None:
    """Where in a reading an entry stands that a ruling is about: by its id, else by its words. Entries that were `seen` beside
    it when it was ruled on are other ones, however near their words."""
    for n, entry in enumerate(entries):
        if entry.id == sought.id and n not in taken:
            return n
    best: tuple[float, bool, int] | None = None
    for n, entry in enumerate(entries):
        if n in taken or entry.id in seen or kind_of(entry) != kind_of(sought):
            continue
        common = min(entry.end, sought.end) - max(entry.start, sought.start)
        share = common / max(1, min(entry.end - entry.start, sought.end - sought.start))
        same = _type(entry) == _type(sought)
        if share >= _OVERLAP and (best is None or (same, share, -n) > (best[1], best[0], -best[2])):
            best = (share, same, n)
    return best[2] if best else None


def _found_since(entries: Sequence[Entry], ruling: Ruled, taken: Collection[int]) -> int | None:
    """Where a newer reading has what a person added before: on the same words, of the same type and parties."""
    if ruling.after is None:
        return None
    at = place(entries, ruling.after, taken, ruling.seen)
    if at is None or _type(entries[at]) != _type(ruling.after) or sides(entries[at]) != sides(ruling.after):
        return None
    return at


def _type(entry: Entry) -> str | None:
    found: str | None = getattr(entry, "type", getattr(entry, "kind", None))
    return found
