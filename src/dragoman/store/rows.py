"""An entry as the rows that questions look at: its own, and one for each party, dyad and sector.

What the rows hold follows from the entry, so that the rows of an entry that goes can be named without looking for them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.records import KINDS, Commitment, Entry, Event, Instrument, Party, Statement, content_id
from dragoman.store import days
from dragoman.store.tables import cleaned, entry_dyad, entry_party, entry_sector, name, party, sector, speaker

NUMBER = {kind: number for number, kind in enumerate(KINDS)}
"""Each kind's number in the tables."""

NAME = tuple(KINDS)

_ID = re.compile(r"[0-9a-f]{16}")

ACTS, ACTED_ON, SPOKEN_ABOUT = 1, 2, 4
"""The sides on which a party can stand; their sum is kept."""


def number(id: str) -> int:
    """An id of sixteen hexadecimal digits as a signed number of 64 bits.

    >>> number("ffffffffffffffff")
    -1

    Raises ValueError where it is none.
    """
    if not _ID.fullmatch(id):
        raise ValueError(id)
    value = int(id, 16)
    return value - 2**64 if value >= 2**63 else value


def is_id(told: str) -> bool:
    """Is this an id as Dragoman makes them?"""
    return _ID.fullmatch(told) is not None


def numbered(id: str) -> int:
    """The number under which an entry is kept: that of its id, or where others gave it another kind of id, one made from that."""
    return number(id if _ID.fullmatch(id) else content_id("id of others", id))


def hexadecimal(value: int) -> str:
    """The id of a number."""
    return f"{value % 2**64:016x}"


def folded(words: str) -> str:
    """Words as they are compared: in lower case, because SQLite's own comparison knows no case beyond ASCII."""
    return cleaned(words).casefold()


def kind_of(entry: Entry) -> str:
    """events, statements, instruments or commitments."""
    return next(name for name, made in KINDS.items() if isinstance(entry, made))


def own(entry: Entry, published: int | None) -> dict[str, Any]:
    """The values of an entry's own row, but with the name of a speaker for its number; `published` is the day of its document's
    publication."""
    told: dict[str, Any] = {"mode": None, "status": None, "score": None, "speaker": None}
    date = None
    if isinstance(entry, Event):
        date = entry.date
        told |= {"mode": entry.mode, "status": entry.status, "score": round(entry.score * 10)}
        kind = entry.type
    elif isinstance(entry, Statement):
        told |= {"mode": entry.stance, "speaker": folded(entry.speaker[:200])}
        kind = entry.form
    elif isinstance(entry, Instrument):
        date = entry.date
        told |= {"status": entry.status}
        kind = entry.kind
    else:
        kind = entry.modality
    first, last = days.span(date)
    return {
        "id": numbered(entry.id),
        "kind": NUMBER[kind_of(entry)],
        "type": kind[:24],
        "first": first,
        "last": last,
        "day": first or last or published,
        "confidence": round(entry.confidence * 100),
        **told,
    }


def sides(entry: Entry) -> dict[str, int]:
    """The code of each party of an entry, with the sum of the sides on which it stands."""
    if isinstance(entry, Event):
        found = [(entry.actor, ACTS), (entry.recipient, ACTED_ON)]
    elif isinstance(entry, Commitment):
        found = [(entry.by, ACTS), (entry.to, ACTED_ON)]
    elif isinstance(entry, Instrument):
        found = [(entry.parties, ACTS)]
    else:
        found = [(entry.about, SPOKEN_ABOUT)]
    codes: dict[str, int] = {}
    for parties, side in found:
        for one in parties:
            if one.code:
                code = name(one.code)
                codes[code] = codes.get(code, 0) | side
    if isinstance(entry, Statement) and entry.state:
        code = name(entry.state)
        codes[code] = codes.get(code, 0) | ACTS
    return codes


def sectors(entry: Entry) -> set[str]:
    """The sectors of an entry, each with those that it lies in ("energy.gas" lies in "energy")."""
    told: tuple[str, ...] = getattr(entry, "sectors", ())
    return {name(".".join(code.split(".")[: n + 1])) for code in told for n in range(code.count(".") + 1)}


def parties_of(entry: Entry) -> tuple[Party, ...]:
    """All parties of an entry, in the order of its fields."""
    return tuple(p for name in ("actor", "recipient", "parties", "by", "to", "about") for p in getattr(entry, name, ()))


def add_new(connection: Connection, table: Table, values: list[dict[str, Any]]) -> None:
    """Insert rows, but not those whose like another writer put there first."""
    if connection.dialect.name == "sqlite":
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), values)
    else:
        connection.execute(postgresql.insert(table).on_conflict_do_nothing(), values)


@dataclass(slots=True)
class Codes:
    """The numbers of codes in one of the tables of codes, made where a code is new. What a transaction made is `new` until
    it is known that the transaction was kept."""

    table: Table
    known: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)

    def of(self, connection: Connection, codes: Iterable[str]) -> dict[str, int]:
        """The number of each code. Two writers may make the same one at once: the later takes the earlier's."""
        asked = set(codes)
        missing = sorted(asked - self.known.keys() - self.new.keys())
        if missing:
            add_new(connection, self.table, [{"code": code} for code in missing])
            rows = connection.execute(select(self.table.c.code, self.table.c.key).where(self.table.c.code.in_(missing)))
            self.new |= {row.code: row.key for row in rows}
        return {code: self.known.get(code) or self.new[code] for code in asked}

    def settle(self, kept: bool) -> None:
        """After a transaction: take what it made for known, or forget it."""
        if kept:
            self.known |= self.new
        self.new = {}


@dataclass(frozen=True, slots=True)
class Links:
    """Rows of the three tables that join entries with parties, dyads and sectors."""

    parties: set[tuple[int, int, int, int, int, int]]
    dyads: set[tuple[int, int, int, int, int, int]]
    sectors: set[tuple[int, int]]


def links(
    document: int,
    entries: Iterable[tuple[int, int, Entry]],
    party_of: Callable[[str], int],
    sector_of: Callable[[str], int],
) -> Links:
    """The links of a document's entries, each given as its key, its day (0 where unknown) and itself."""
    made = Links(set(), set(), set())
    for key, day, entry in entries:
        kind = NUMBER[kind_of(entry)]
        stand = {party_of(code): side for code, side in sides(entry).items()}
        made.parties.update((p, kind, day, document, key, side) for p, side in stand.items())
        for a, b in itertools.combinations(sorted(stand), 2):
            made.dyads.add((a, b, kind, day, document, key))
        made.sectors.update((sector_of(code), key) for code in sectors(entry))
    return made


def exchange(connection: Connection, before: Links, after: Links) -> None:
    """Take away the links that stand no more, and add the new ones."""
    for table, old, new in (
        (entry_party, before.parties, after.parties),
        (entry_dyad, before.dyads, after.dyads),
        (entry_sector, before.sectors, after.sectors),
    ):
        names = [c.name for c in table.columns]
        own = [c.name for c in table.primary_key.columns]
        gone, come = sorted(old - new), sorted(new - old)
        if gone:
            this = tuple_(*(table.c[n] for n in own)) == tuple_(*(bindparam(f"old_{n}") for n in own))
            old_names = [f"old_{n}" for n in own]
            connection.execute(delete(table).where(this), [dict(zip(old_names, row, strict=False)) for row in gone])
        if come:
            connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in come])


CodeTables = tuple[Codes, Codes, Codes]
"""Those of the parties, the sectors and the speakers."""


def code_tables() -> CodeTables:
    """The tables of codes, nothing of them known yet."""
    return Codes(party), Codes(sector), Codes(speaker)
