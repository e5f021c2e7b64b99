"""From a question to SQL that a store of a million entries answers at once.

A question is answered along one of three tables, whose rows stand by kind, day, document and entry: that of a dyad's entries,
that of a party's, or that of all. A list that is asked for in part is read kind by kind from the end where it begins, and reading
ends when there is enough. Conditions that few documents or entries can meet (rare words, a small sector, ids) are met first: then
the search begins at those. SQLite has no statistics to see this, so `+ 0` keeps it off an index where that would mislead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
    func,
    literal,
    or_,
    select,
    union_all,
)

from dragoman.store import days, full_text, rows
from dragoman.store.rows import ACTED_ON, ACTS, NUMBER, number
from dragoman.store.tables import (
    correction,
    document,
    entry,
    entry_dyad,
    entry_party,
    entry_sector,
    name,
    party,
    sector,
    speaker,
    version,
)

if TYPE_CHECKING:
    from dragoman.store.questions import Question

_FEW = 1_000
"""Documents or entries at which a search begins, instead of testing each entry whether it is one of them."""

Where = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Way:
    """The table along which a question is answered, and its columns; `key` is that of the entry."""

    table: Any
    kind: Any
    day: Any
    document: Any
    key: Any


@dataclass(slots=True)
class Plan:
    """A question on its way to SQL: conditions on the columns of the way and on those of the entry, and the alternatives that the
    period makes, no two of which hold of one entry. `few`: the conditions themselves lead to the entries."""

    way: Way
    kinds: tuple[int, ...]
    along: Where
    entries: Where
    periods: list[Where]
    few: bool

    def counted(self) -> Select[Any]:
        """One number."""
        # Conditions on entries mean that each is looked at: in the order of the table, unless a period leaves few.
        scan = self.way.table is entry and bool(self.entries) and self.periods == [[]]
        kind = self._kind(scan or self.few)
        parts = [self._part([func.count().label("n")], [kind, *period]).subquery() for period in self.periods]
        if len(parts) == 1:
            return select(parts[0].c.n)
        every = union_all(*(select(part.c.n) for part in parts)).subquery()
        return select(func.sum(every.c.n))

    def listed(self, newest_first: bool, most: int | None) -> Select[Any]:
        """The keys in order; with `most` at least the first so many of them."""
        columns = [self.way.key.label("key"), self.way.day.label("day"), self.way.document.label("document")]
        if most is None or self.few:
            cuts: list[Where] = [[self._kind(self.few)]]
        else:
            cuts = [[self.way.kind == kind] for kind in self.kinds]
            if self.way.table is entry and self.periods == [[]]:  # undated ones stand first, which not every index does
                cuts = [[*cut, dated] for cut in cuts for dated in (entry.c.day.is_(None), entry.c.day.isnot(None))]
        parts = []
        for where in ([*cut, *period] for cut in cuts for period in self.periods):
            part = self._part(columns, where)
            if most is not None:
                part = part.order_by(*_ordered((self.way.day, self.way.document, self.way.key), newest_first)).limit(
                    most
                )
            parts.append(part.subquery())
        every = union_all(*(select(part) for part in parts)).subquery()
        order = (func.coalesce(every.c.day, 0), every.c.document, every.c.key)
        return select(every.c.key).order_by(*_ordered(order, newest_first))

    def _kind(self, off_the_index: bool) -> ColumnElement[bool]:
        of: ColumnElement[bool] = (self.way.kind + 0 if off_the_index else self.way.kind).in_(self.kinds)
        return of

    def _part(self, columns: Sequence[Any], more: Where) -> Select[Any]:
        tables = self.way.table
        if self.entries and tables is not entry:
            tables = tables.join(entry, entry.c.key == self.way.key)
        return select(*columns).select_from(tables).where(*more, *self.entries, *self.along)


def plan(connection: Connection, q: Question) -> Plan | None:
    """How a question is answered; None where it names a party, sector, document, speaker or word that no entry has."""
    known = _parties(connection, q)
    if known is None:
        return None
    way, along = _way(q, known)
    made = Plan(way, tuple(NUMBER[kind] for kind in dict.fromkeys(q.kinds)), along, [], [[]], False)
    low, high = days.span(q.since)[0], days.span(q.until)[1]
    if low is not None:
        lasting = select(entry.c.key).where(entry.c.last > entry.c.first, entry.c.last >= low, entry.c.first < low)
        made.periods = [[way.day >= low], [way.day < low, way.key.in_(lasting)]]
    if high is not None:
        made.periods = [[*period, way.day <= high, way.day > 0] for period in made.periods]
    for code, values in ((entry.c.type, q.types), (entry.c.mode, q.modes), (entry.c.status, q.statuses)):
        if values:
            made.entries.append(code.in_(values))
    if q.confidence > 0:
        made.entries.append(entry.c.confidence >= round(q.confidence * 100))
    if q.reviewed is not None:
        made.entries.append(entry.c.correction.isnot(None) if q.reviewed else entry.c.correction.is_(None))
    if not q.reprints:
        along.append(way.document.notin_(select(document.c.key).where(document.c.reprint_of.isnot(None))))
    reachable = [
        _in_documents(connection, q, made),
        _in_sectors(connection, q, made),
        _of_speakers(connection, q, made),
        _with_ids(q, made),
    ]
    return made if all(reachable) else None


def _parties(connection: Connection, q: Question) -> dict[str, int] | None:
    """The numbers of all parties that are named; None where one of them is in no entry."""
    wanted = {code: name(code) for codes in (q.parties, q.actor, q.recipient) for code in codes}
    if not wanted:
        return {}
    asked = select(party.c.code, party.c.key).where(party.c.code.in_(set(wanted.values())))
    known = {row.code: row.key for row in connection.execute(asked)}
    return None if set(wanted.values()) - known.keys() else {code: known[its] for code, its in wanted.items()}


def _way(q: Question, known: dict[str, int]) -> tuple[Way, Where]:
    """The narrowest table that has all entries of the parties, and what must hold in it."""
    on: list[tuple[int, int | None]] = [(known[code], None) for code in dict.fromkeys(q.parties)]
    on += [
        (known[codes[0]], side) for codes, side in ((q.actor, ACTS), (q.recipient, ACTED_ON)) if len(set(codes)) == 1
    ]
    told = sorted({key for key, _ in on})
    where: Where
    if len(told) > 1:
        link = entry_dyad.c
        way = Way(entry_dyad, link.kind, link.day, link.document, link.entry)
        where = [link.lower == told[0], link.upper == told[1]]
        on = [(key, side) for key, side in on if side is not None or key not in told[:2]]
    elif told:
        own = entry_party.c
        way = Way(entry_party, own.kind, own.day, own.document, own.entry)
        where = [own.party == told[0], *(own.sides.bitwise_and(side) > 0 for _, side in on if side is not None)]
        on = []
    else:
        way, where = Way(entry, entry.c.kind, entry.c.day, entry.c.document, entry.c.key), []
    where += [_takes_part(way, key, side) for key, side in on]
    for codes, side in ((q.actor, ACTS), (q.recipient, ACTED_ON)):
        if len(set(codes)) > 1:
            where.append(or_(*(_takes_part(way, known[code], side) for code in dict.fromkeys(codes))))
    return way, where


def _takes_part(way: Way, key: int, side: int | None) -> ColumnElement[bool]:
    other = entry_party.alias()
    there = select(other.c.entry).where(
        other.c.party == key,
        other.c.kind == way.kind,
        other.c.day == func.coalesce(way.day, 0),
        other.c.document == way.document,
        other.c.entry == way.key,
    )
    if side is not None:
        there = there.where(other.c.sides.bitwise_and(side) > 0)
    return there.correlate(way.table).exists()


def _in_documents(connection: Connection, q: Question, made: Plan) -> bool:
    """Conditions on the document that tells an entry."""
    inside: Where = []
    tables: Any = document
    if q.documents:
        inside.append(or_(document.c.id.in_(q.documents), document.c.name.in_(q.documents)))
    if q.publishers:
        now = and_(document.c.key == version.c.document, document.c.version == version.c.key)
        tables = version.join(document, now)
        inside.append(version.c.publisher.in_(_publishers(connection, q.publishers)))
    if q.words:
        found, values = full_text.versions(connection.dialect.name, q.words)
        told = found.bindparams(**values).columns(column("version"), column("rank")).subquery()
        inside.append(document.c.version.in_(select(told.c.version)))
    if q.reviewed:
        inside.append(document.c.key.in_(select(correction.c.document)))
    asked = select(document.c.key).select_from(tables).where(*inside)
    return not inside or _narrowed(connection, made, made.way.document, asked)


def _in_sectors(connection: Connection, q: Question, made: Plan) -> bool:
    if not q.sectors:
        return True
    numbers = list(connection.execute(select(sector.c.key).where(sector.c.code.in_(q.sectors))).scalars())
    return _narrowed(
        connection, made, made.way.key, select(entry_sector.c.entry).where(entry_sector.c.sector.in_(numbers))
    )


def _of_speakers(connection: Connection, q: Question, made: Plan) -> bool:
    """The names of speakers are few beside the entries: those that are meant are found first."""
    if not q.speakers:
        return True
    sought = [rows.folded(part) for part in q.speakers]
    known = connection.execute(select(speaker.c.key, speaker.c.code).order_by(speaker.c.key))
    meant = [row.key for row in known if any(part in row.code for part in sought)]
    if len(meant) <= _FEW:
        return _narrowed(connection, made, made.way.key, select(entry.c.key).where(entry.c.speaker.in_(meant)))
    named = or_(*(speaker.c.code.contains(part, autoescape=True) for part in sought))
    made.entries.append(entry.c.speaker.in_(select(speaker.c.key).where(named)))
    return True


def _with_ids(q: Question, made: Plan) -> bool:
    if q.ids:
        made.entries.append(entry.c.id.in_([number(id) for id in q.ids]))
        made.few = True
    return True


def _narrowed(connection: Connection, made: Plan, of: Any, inside: Select[Any]) -> bool:
    """Add the condition that a column is among others; False where there are none."""
    found = list(connection.execute(inside.limit(_FEW + 1)).scalars())
    if len(found) <= _FEW:
        made.along.append(of.in_(found))
        made.few = made.few or made.way.table is entry
        return bool(found)
    if connection.dialect.name == "postgresql":
        # It reckons well with a list, and takes a subquery for far smaller than it is.
        every = connection.execute(inside).scalars().all()
        made.along.append(of == func.any(literal(every, ARRAY(BigInteger))))
    else:
        made.along.append((of + 0).in_(select(inside.cte().columns[0])))
    return True


def _publishers(connection: Connection, parts: Sequence[str]) -> list[str]:
    """The publishers in whose names any of some parts stands, in whatever case; SQLite alone knows no case beyond ASCII."""
    known = connection.execute(select(version.c.publisher).where(version.c.publisher.isnot(None)).distinct()).scalars()
    sought = [rows.folded(part) for part in parts]
    return sorted(one for one in known if any(part in rows.folded(one) for part in sought))


def _ordered(columns: Sequence[Any], newest_first: bool) -> list[Any]:
    return [one.desc() if newest_first else one.asc() for one in columns]
