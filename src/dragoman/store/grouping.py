"""Groups of entries of one kind: events that tell one happening, commitments that are one promise.

What belongs together is decided elsewhere (`episodes`, `ledger`); here stands who is kept near whom (`block`), which group each
entry is in, and where a citation of an id leads that was given out once and is no more.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dragoman.records import Report
from dragoman.store import loading
from dragoman.store.rows import NUMBER, add_new
from dragoman.store.tables import block, document, entry, episode, episode_alias
from dragoman.store.writing import Kept

Keys = Callable[[Report], tuple[str, ...]]
"""The keys under which the partners of a report are found."""

_HELD = 4_000
"""Documents whose reports are held in memory while many are added: about 40 KB each."""


@dataclass(slots=True)
class Neighbours:
    """The kept reports of a kind that share a key with others, looked up through their documents.

    `held` keeps the reports of documents between lookups, with the stamp of the document that every change of its entries
    renews, so that adding thousands of documents does not unpack the same ones again and again.
    """

    kind: str
    keys: Keys
    held: dict[int, tuple[int, list[tuple[Report, frozenset[str]]]]] = field(default_factory=dict)

    def enter(self, connection: Connection, reports: Sequence[Report], kept: Kept) -> None:
        """Make the documents of reports findable under the reports' keys. Of a document that is new to the store they are all
        that it has, and are held at once."""
        keyed = [(one, frozenset(self.keys(one))) for one in reports]
        rows = {(self._hash(key), one.source.key) for one, keys in keyed for key in keys}
        if rows:
            add_new(connection, block, [{"hash": h, "document": d} for h, d in sorted(rows)])
        if kept.stamp is not None:
            self.held[kept.document] = (kept.stamp, keyed)

    def left(self, connection: Connection, kept: Kept) -> list[Report]:
        """What is left of the groups of this kind that lost an entry."""
        if not kept.groups:
            return []
        return loading.reports(connection, loading.of_kind(connection, left(connection, kept.groups), self.kind))

    def sharing(self, connection: Connection, keys: Iterable[str]) -> list[Report]:
        """The kept reports that have any of some keys."""
        wanted = set(keys)
        stamps: dict[int, int] = {}
        for portion in loading.portions(sorted({self._hash(key) for key in wanted})):
            rows = connection.execute(
                select(document.c.key, document.c.stamp)
                .join(block, block.c.document == document.c.key)
                .where(block.c.hash.in_(portion))
            )
            stamps |= {row.key: row.stamp for row in rows}
        self._hold(connection, {of: stamp for of, stamp in stamps.items() if self.held.get(of, (-1,))[0] != stamp})
        return [one for of in sorted(stamps) for one, its in self.held[of][1] if not wanted.isdisjoint(its)]

    def _hold(self, connection: Connection, missing: dict[int, int]) -> None:
        """Unpack the reports of documents."""
        if len(self.held) > _HELD:
            self.held.clear()
        for portion in loading.portions(sorted(missing)):
            rows = connection.execute(
                select(entry.c.key)
                .where(entry.c.document.in_(portion), entry.c.kind == NUMBER[self.kind])
                .order_by(entry.c.document, entry.c.ordinal, entry.c.key)
            )
            fresh: dict[int, list[tuple[Report, frozenset[str]]]] = {of: [] for of in portion}
            for one in loading.reports(connection, list(rows.scalars())):
                fresh[one.source.key].append((one, frozenset(self.keys(one))))
            self.held |= {of: (missing[of], reports) for of, reports in fresh.items()}

    def _hash(self, key: str) -> int:
        return zlib.crc32(f"{self.kind}|{key}".encode()) - 2**31


def members(connection: Connection, ids: Iterable[str], kind: str) -> dict[str, list[int]]:
    """The keys of the entries of each group."""
    rows = connection.execute(
        select(episode.c.id, entry.c.key)
        .join(entry, entry.c.episode == episode.c.key)
        .where(episode.c.id.in_(list(ids)), episode.c.kind == NUMBER[kind])
        .order_by(entry.c.key)
    )
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row.key)
    return found


def of_entries(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """The id of the group of each entry that is in one."""
    found: dict[int, str] = {}
    for portion in loading.portions(keys):
        rows = connection.execute(
            select(entry.c.key, episode.c.id)
            .join(episode, episode.c.key == entry.c.episode)
            .where(entry.c.key.in_(portion))
        )
        found |= {row.key: row.id for row in rows}
    return found


def regroup(connection: Connection, kind: str, groups: Mapping[str, Sequence[int]]) -> None:
    """Put entries into groups: by id, the keys of the entries of each.

    Groups that lose all their entries vanish, and a citation of one leads to the group that took over most of them.
    """
    before: dict[str, set[int]] = {}
    before_of: dict[int, str] = {}
    known: dict[str, int] = {}
    for portion in loading.portions(sorted({key for keys in groups.values() for key in keys})):
        of = select(entry.c.episode).where(entry.c.key.in_(portion))
        asked = select(entry.c.key, episode.c.id, episode.c.key.label("group")).join(
            episode, episode.c.key == entry.c.episode
        )
        for row in connection.execute(asked.where(entry.c.episode.in_(of))):
            before.setdefault(row.id, set()).add(row.key)
            before_of[row.key] = row.id
            known[row.id] = row.group
    new = [id for id in groups if id not in known]
    if new:
        add_new(connection, episode, [{"id": id, "kind": NUMBER[kind]} for id in new])
        for some in loading.portions(new):
            made = connection.execute(select(episode.c.id, episode.c.key).where(episode.c.id.in_(some)))
            known |= {row.id: row.key for row in made}
            connection.execute(delete(episode_alias).where(episode_alias.c.id.in_(some)))
    moved = [
        {"row": key, "group": known[id]} for id, keys in groups.items() for key in keys if before_of.get(key) != id
    ]
    if moved:
        connection.execute(
            update(entry).where(entry.c.key == bindparam("row")).values(episode=bindparam("group")), moved
        )
    gone = before.keys() - groups.keys()
    if gone:
        after = {id: frozenset(keys) for id, keys in groups.items()}
        _vanish(connection, heirs({id: frozenset(keys) for id, keys in before.items()}, after), gone)


def heirs(before: Mapping[str, frozenset[int]], after: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """For each id that is no more, the id of the group that took over most of its entries; of equally many the first by id. An
    id whose entries are all gone is left out.

    >>> heirs({"a": frozenset({1, 2, 3})}, {"b": frozenset({1}), "c": frozenset({2, 3})})
    {'a': 'c'}
    """
    homes = {key: id for id, keys in after.items() for key in keys}
    found: dict[str, str] = {}
    for old in sorted(before.keys() - after.keys()):
        took = Counter(homes[key] for key in before[old] if key in homes)
        if took:
            found[old] = min(took, key=lambda id: (-took[id], id))
    return found


def left(connection: Connection, groups: Sequence[int]) -> list[int]:
    """The keys of the entries that are still in groups, given by their numbers."""
    found: list[int] = []
    for portion in loading.portions(groups):
        found += connection.execute(
            select(entry.c.key).where(entry.c.episode.in_(portion)).order_by(entry.c.key)
        ).scalars()
    return found


def sweep(connection: Connection, keys: Iterable[int]) -> None:
    """Groups, by their numbers, that have no entry any more vanish without an heir."""
    for portion in loading.portions(sorted(set(keys))):
        held = select(entry.c.episode).where(entry.c.episode.in_(portion))
        connection.execute(delete(episode).where(episode.c.key.in_(portion), episode.c.key.notin_(held)))


def now(connection: Connection, id: str) -> str:
    """The id where a citation of an id leads: itself while there is such a group."""
    row = connection.execute(select(episode_alias.c.now).where(episode_alias.c.id == id)).first()
    return id if row is None else str(row.now)


def _vanish(connection: Connection, heirs: Mapping[str, str], gone: Iterable[str]) -> None:
    connection.execute(delete(episode).where(episode.c.id.in_(sorted(gone))))
    for old, new in sorted(heirs.items()):
        connection.execute(update(episode_alias).where(episode_alias.c.now == old).values(now=new))
        connection.execute(delete(episode_alias).where(episode_alias.c.id == old))
        connection.execute(insert(episode_alias).values(id=old, now=new))
