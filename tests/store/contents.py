"""What a store holds, told by names and codes instead of numbers, so that two stores can be compared."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select, text

from dragoman.store import Question, Store, days, rows
from dragoman.store.tables import (
    METADATA,
    document,
    entry,
    entry_dyad,
    entry_party,
    entry_sector,
    party,
    reading,
    sector,
    version,
)

ASKED = (
    Question(parties=("CHN", "RUS")),
    Question(kinds=("events",), actor=("CHN",), since="2023-03-21"),
    Question(sectors=("energy",), reprints=True),
    Question(words='gas or "joint statement" -lunar', reprints=True),
)


def clock() -> str:
    """A time that stands still."""
    return "2024-06-01T12:00:00Z"


def empty(store: Store) -> Store:
    """Take everything out of a store."""
    with store.changing() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
        lite = connection.dialect.name == "sqlite"
        connection.execute(text("INSERT INTO words(words) VALUES ('delete-all')" if lite else "DELETE FROM words"))
    for codes in store.codes:
        codes.known.clear()
    return store


def names(store: Store) -> dict[int, str]:
    """The name of each document."""
    with store.looking() as connection:
        return {row.key: row.name for row in connection.execute(select(document.c.key, document.c.name))}


def content(store: Store) -> dict:
    """All that is kept, without any number that depends on the order of adding."""
    of = names(store)
    with store.looking() as connection:
        history = Counter(
            (of[row.document], row.hash, row.reader, row.current)
            for row in connection.execute(
                select(version.c.document, version.c.hash, reading.c.reader, reading.c.current).join(
                    reading, reading.c.version == version.c.key
                )
            )
        )
    sources = {source.key: source for source in store.documents()}
    return {
        "records": {of[key]: (store.record(key), store.record(key, corrected=False)) for key in of},
        "reprints": {of[key]: of.get(source.reprint_of) for key, source in sources.items()},
        "history": history,
        "answers": [
            Counter((of[r.source.key], r.entry, r.reviewed) for r in store.ask(question)) for question in ASKED
        ],
        "rows": laid_out(store),
    }


def laid_out(store: Store) -> dict[str, Counter]:
    """The rows that questions look at, as they stand in the tables."""
    of = names(store)
    with store.looking() as connection:
        code = {row.key: row.code for row in connection.execute(select(party))}
        lies_in = {row.key: row.code for row in connection.execute(select(sector))}
        entries = connection.execute(select(entry)).all()
        place = {e.key: (of[e.document], rows.NAME[e.kind], rows.hexadecimal(e.id)) for e in entries}
        return {
            "entries": Counter((place[e.key], e.day, e.first, e.last, e.confidence) for e in entries),
            "parties": Counter(
                (place[r.entry], code[r.party], r.day, r.sides) for r in connection.execute(select(entry_party))
            ),
            "dyads": Counter(
                (place[r.entry], frozenset((code[r.lower], code[r.upper])), r.day)
                for r in connection.execute(select(entry_dyad))
            ),
            "sectors": Counter((place[r.entry], lies_in[r.sector]) for r in connection.execute(select(entry_sector))),
        }


def expected(store: Store) -> dict[str, Counter]:
    """The same rows, made from the records as they stand."""
    of = names(store)
    found: dict[str, Counter] = {name: Counter() for name in ("entries", "parties", "dyads", "sectors")}
    for source in store.documents():
        published = days.span(source.published)[1]
        record = store.record(source.key)
        for kind in rows.NAME:
            for one in getattr(record, kind):
                place = (of[source.key], kind, one.id)
                own = rows.own(one, published)
                found["entries"][place, own["day"], own["first"], own["last"], own["confidence"]] += 1
                day = own["day"] or 0
                sides = rows.sides(one)
                for code, side in sides.items():
                    found["parties"][place, code, day, side] += 1
                for a in sides:
                    for b in sides:
                        if a < b:
                            found["dyads"][place, frozenset((a, b)), day] += 1
                for code in rows.sectors(one):
                    found["sectors"][place, code] += 1
    return found
