"""Merges and splits: a person says that two entries tell of one happening (or are one promise), or that they do not."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.records import Ruling
from dragoman.store import corrections, writing
from dragoman.store.rows import NUMBER, numbered
from dragoman.store.tables import correction, entry

EPISODES, PROMISES = "episodes", "promises"
OF = {EPISODES: "events", PROMISES: "commitments"}
"""What each is made of."""


@dataclass(frozen=True, slots=True)
class Joins:
    """Pairs of keys of entries that belong together, and that do not."""

    together: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, int], ...]


def joins(connection: Connection, kind: str) -> Joins:
    """The merges and splits of episodes or promises that hold, between the entries as they stand now."""
    rows = connection.execute(
        select(correction.c.document)
        .where(correction.c.kind == kind, correction.c.action.in_(("merge", "split")))
        .distinct()
    ).scalars()
    pairs: dict[str, list[tuple[int, int]]] = {"merge": [], "split": []}
    for of in sorted(rows):
        for row in corrections.standing(connection, of):
            if row.kind == kind and row.action in pairs:
                ends = [_now(connection, kind, told) for told in (row.before, row.after)]
                if ends[0] is not None and ends[1] is not None:
                    pairs[row.action].append((ends[0], ends[1]))
    return _without_contradiction(pairs["merge"], pairs["split"])


def _without_contradiction(merges: list[tuple[int, int]], splits: list[tuple[int, int]]) -> Joins:
    """The pairs that can hold together. A newer text or reading may have made one entry of two that were split, or joined what a
    later ruling parts: such a pair says nothing any more, and the later ruling of two stands; adding goes on."""
    together: list[tuple[int, int]] = []
    apart = [(a, b) for a, b in splits if a != b]
    home: dict[int, int] = {}

    def top(key: int) -> int:
        while home.get(key, key) != key:
            key = home[key]
        return key

    for a, b in merges:
        if a == b or any({top(a), top(b)} == {top(c), top(d)} for c, d in apart):
            continue
        home[top(b)] = top(a)
        together.append((a, b))
    return Joins(tuple(together), tuple(apart))


def decided(connection: Connection) -> dict[int, Ruling]:
    """What people ruled of promises, by the key of a commitment of each; the latest ruling of several holds."""
    asked = select(correction.c.document).where(correction.c.kind == PROMISES, correction.c.action == "rule").distinct()
    found: list[tuple[int, int, Ruling]] = []
    for of in sorted(connection.execute(asked).scalars()):
        for row in corrections.standing(connection, of):
            if row.action == "rule":
                key = _now(connection, PROMISES, row.before)
                if key is not None:
                    found.append((row.key, key, Ruling(row.after, row.reason, row.author, row.at)))
    return {key: ruling for _, key, ruling in sorted(found, key=lambda one: one[0])}


def ends(connection: Connection, key: int) -> list[int]:
    """The keys of the two entries that a merge or split joins or parts (also through the undoing of one); none of others."""
    row = connection.execute(select(correction).where(correction.c.key == key)).first()
    while row is not None and row.action == "undo":
        row = connection.execute(select(correction).where(correction.c.key == int(row.target))).first()
    if row is None or row.action not in ("merge", "split"):
        return []
    found = (_now(connection, row.kind, end) for end in (row.before, row.after))
    return [one for one in found if one is not None]


def told(document: int, one: corrections.Entry) -> str:
    """An entry and its document, as a merge or split keeps it."""
    return json.dumps([document, json.loads(corrections.dump(one) or "null")], ensure_ascii=False)


def _now(connection: Connection, kind: str, end: str) -> int | None:
    """The key of the entry that a merge or split named, or of the one that a newer reading has in its place."""
    document, fields = json.loads(end)
    asked = select(entry.c.key).where(entry.c.document == document, entry.c.kind == NUMBER[OF[kind]])
    key = connection.execute(asked.where(entry.c.id == numbered(fields["id"]))).scalar()
    if key is not None:
        return int(key)
    sought = corrections.relocated(OF[kind], json.dumps(fields), writing.text_of(connection, document))
    if sought is None:
        return None  # its words are gone
    standing = [h.entry for h in writing.held(connection, document)]
    at = corrections.place(standing, sought)
    if at is None:
        return None
    found = connection.execute(asked.where(entry.c.id == numbered(standing[at].id))).scalar()
    return None if found is None else int(found)
