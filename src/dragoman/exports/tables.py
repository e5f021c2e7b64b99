"""Records as tables: one flat row for each event, statement, instrument or commitment.

Several values in a cell are joined by "|". Columns are always the same, in the same order, also where there is no row.
"""
from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from dragoman.errors import StopRun
from dragoman.exports.cells import safe
from dragoman.records import Commitment, Event, Instrument, Party, Place, Record, Statement

if TYPE_CHECKING:
    import pandas
    import polars

Row = dict[str, str | int | float | None]

TABLES: dict[str, type] = {
    "events": Event, "statements": Statement, "instruments": Instrument, "commitments": Commitment,
}
"""The tables, each with the record type whose fields are its columns."""

_PARTIES = frozenset({"actor", "recipient", "about", "parties", "by", "to"})


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table: its document's, then the record's own. Raises StopRun where there is no such table."""
    if table not in TABLES:
        raise StopRun(f"{table}: no such table; there are {', '.join(TABLES)}")
    own: list[str] = []
    for field in dataclasses.fields(TABLES[table]):
        if field.name in _PARTIES:
            own += [field.name, f"{field.name}_names", f"{field.name}_sectors"]
        elif field.name == "place":
            own += ["place", "country"]
        else:
            own.append(field.name)
    return ("document", "published", "publisher", "headline", *own)


def rows(records: Iterable[Record], table: str = "events") -> list[Row]:
    """One flat row for each record of a table, in the order of the documents and of their text."""
    names = columns(table)
    made = []
    for record in records:
        document = record.document
        head: Row = {"document": document.id, "published": document.published, "publisher": document.publisher,
                     "headline": document.title}
        for entry in getattr(record, table):
            row = {**head, **flat(entry)}
            made.append({name: row[name] for name in names})
    return made


def write_table(records: Iterable[Record], out: IO[str], table: str, header: bool = True) -> int:
    """Write a table as CSV, with its header unless told not to, record after record, and give the number of its rows.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers. Raises StopRun
    where there is no such table.
    """
    writer = csv.DictWriter(out, columns(table), lineterminator="\r\n")  # as RFC 4180 has it
    if header:
        writer.writeheader()
    written = 0
    for record in records:
        for row in rows([record], table):
            writer.writerow({name: safe(value) for name, value in row.items()})
            written += 1
    return written


def write_events(records: Iterable[Record], out: IO[str]) -> int:
    """Write the events as CSV with a header, record after record, and give their number."""
    return write_table(records, out, "events")


def to_pandas(records: Iterable[Record], table: str = "events") -> pandas.DataFrame:
    """A table as a pandas data frame. Raises StopRun where pandas is not installed."""
    try:
        import pandas
    except ImportError:
        raise StopRun("pandas is not installed; `pip install dragoman[tables]` brings it") from None
    return pandas.DataFrame(rows(records, table), columns=list(columns(table)))


def to_polars(records: Iterable[Record], table: str = "events") -> polars.DataFrame:
    """A table as a polars data frame. Raises StopRun where polars is not installed."""
    try:
        import polars
    except ImportError:
        raise StopRun("polars is not installed; `pip install dragoman[tables]` brings it") from None
    numbers = {"sentence": polars.Int64, "start": polars.Int64, "end": polars.Int64,
               "score": polars.Float64, "confidence": polars.Float64}
    schema = {name: numbers.get(name, polars.String) for name in columns(table)}
    return polars.DataFrame(rows(records, table), schema=schema)


def flat(entry: Any) -> Row:
    """The fields of an entry as the cells of a row."""
    row: Row = {}
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if field.name in _PARTIES:
            row.update(_parties(field.name, value))
        elif field.name == "place":
            place: Place | None = value
            row["place"], row["country"] = (place.name, place.country) if place else (None, None)
        else:
            row[field.name] = "|".join(value) if isinstance(value, tuple) else value
    return row


def _parties(name: str, parties: tuple[Party, ...]) -> Row:
    return {
        name: "|".join(party.code for party in parties),
        f"{name}_names": "|".join(party.name for party in parties),
        f"{name}_sectors": "|".join(party.sector or "" for party in parties),
    }
