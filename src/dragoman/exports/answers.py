"""Answers of the store as flat rows, in the formats that commands offer: CSV, JSON lines, Parquet; and as data frames.

Rows of one kind have that kind's columns; rows of several kinds have the columns of `MIXED`. A list in a cell is joined by "|".
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from dragoman.errors import StopRun
from dragoman.exports.cells import safe, whole
from dragoman.exports.tables import Row, columns, flat
from dragoman.records import Commitment, Episode, Event, Instrument, Promise, Report

if TYPE_CHECKING:
    import pandas
    import polars

MIXED = (
    *("day", "kind", "type", "by", "to", "what", "status", "sectors", "confidence", "reviewed", "quote"),
    *("id", "document", "published", "publisher", "headline", "url"),
)
EPISODE = (
    *("id", "first", "last", "type", "mode", "actor", "recipient", "place", "country", "status", "sectors", "score"),
    *("confidence", "sources", "reports", "part_of", "differences", "quote", "document"),
)
PROMISE = (
    *("id", "made", "by", "to", "action", "sectors", "modality", "due", "status", "ruled", "note", "times", "steps"),
    *("because", "quote", "document"),
)


def reports(found: Iterable[Report], kind: str | None = None) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of entries: all fields of one kind, or of `None` what all kinds have."""
    if kind is None:
        return MIXED, [_mixed(one) for one in found]
    names = (*columns(kind), "url", "reviewed")
    return names, [
        {name: row.get(name) for name in names} for row in ({**_head(one), **flat(one.entry)} for one in found)
    ]


def episodes(found: Iterable[Episode]) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of episodes; the quote is that of the earliest report."""
    made: list[Row] = []
    for one in found:
        told = "; ".join(f"{d.field}: " + " / ".join(value for value, _ in d.values) for d in one.differences)
        made.append(
            {
                **{
                    n: getattr(one, n) for n in ("id", "first", "last", "type", "mode", "status", "score", "confidence")
                },
                "actor": "|".join(one.actor),
                "recipient": "|".join(one.recipient),
                "place": one.place.name if one.place else None,
                "country": one.place.country if one.place else None,
                "sectors": "|".join(one.sectors),
                "sources": one.sources,
                "reports": len(one.reports),
                "part_of": one.part_of,
                "differences": told,
                "quote": one.reports[0].entry.quote if one.reports else None,
                "document": one.reports[0].source.id if one.reports else None,
            }
        )
    return EPISODE, [{name: row[name] for name in EPISODE} for row in made]


def promises(found: Iterable[Promise]) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of promises: `times` says how often it was made or repeated."""
    made: list[Row] = []
    for one in found:
        first = one.steps[0].report if one.steps else None
        made.append(
            {
                **{n: getattr(one, n) for n in ("id", "made", "action", "modality", "due", "status")},
                **{n: "|".join(getattr(one, n)) for n in ("by", "to", "sectors", "because")},
                "ruled": one.ruling.status if one.ruling else None,
                "note": one.ruling.note if one.ruling else None,
                "times": sum(step.kind in ("made", "reaffirmed", "specified") for step in one.steps),
                "steps": "; ".join(f"{step.date or '?'} {step.kind}: {step.why}" for step in one.steps),
                "quote": first.entry.quote if first else None,
                "document": first.source.id if first else None,
            }
        )
    return PROMISE, [{name: row[name] for name in PROMISE} for row in made]


def write(names: Sequence[str], rows: Iterable[Row], format_: str, out: IO[str]) -> int:
    """Write rows as csv or json (one object a line), and give their number."""
    number = 0
    if format_ == "csv":
        writer = csv.DictWriter(out, names, lineterminator="\r\n")  # as RFC 4180 has it
        writer.writeheader()
        for row in rows:
            writer.writerow({name: safe(value) for name, value in row.items()})
            number += 1
        return number
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        number += 1
    return number


def write_parquet(names: Sequence[str], rows: Sequence[Row], file: Path) -> int:
    """Write rows as a Parquet file. StopRun where pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise StopRun("Parquet needs pyarrow; `pip install dragoman[tables]` brings it") from None
    cells: dict[str, list[Any]] = {
        name: [whole(v) if isinstance(v, str) else v for v in (row[name] for row in rows)] for name in names
    }
    schema = pyarrow.schema([(name, _arrow(name, pyarrow)) for name in names])
    pyarrow.parquet.write_table(pyarrow.table(cells, schema=schema), file)
    return len(rows)


def frame(found: Sequence[Report | Episode | Promise], library: str = "pandas") -> pandas.DataFrame | polars.DataFrame:
    """Entries, episodes or promises as a data frame of pandas or polars: entries of one kind with all its columns, of several
    kinds with the columns of `MIXED`. StopRun where the library is not installed."""
    told = [one for one in found if isinstance(one, Report)]
    kinds = {one.kind for one in told}
    if happened := [one for one in found if isinstance(one, Episode)]:
        names, rows = episodes(happened)
    elif promised := [one for one in found if isinstance(one, Promise)]:
        names, rows = promises(promised)
    else:
        names, rows = reports(told, kinds.pop() if len(kinds) == 1 else None)
    return to_polars(names, rows) if library == "polars" else to_pandas(names, rows)


def to_pandas(names: Sequence[str], rows: Sequence[Row]) -> pandas.DataFrame:
    """Rows as a pandas data frame. StopRun where pandas is not installed."""
    try:
        import pandas
    except ImportError:
        raise StopRun("pandas is not installed; `pip install dragoman[tables]` brings it") from None
    return pandas.DataFrame(list(rows), columns=list(names))


def to_polars(names: Sequence[str], rows: Sequence[Row]) -> polars.DataFrame:
    """Rows as a polars data frame. StopRun where polars is not installed."""
    try:
        import polars
    except ImportError:
        raise StopRun("polars is not installed; `pip install dragoman[tables]` brings it") from None
    kinds: dict[str, Any] = {"sentence": polars.Int64, "start": polars.Int64, "end": polars.Int64}
    kinds |= dict.fromkeys(("sources", "reports", "times"), polars.Int64)
    kinds |= dict.fromkeys(("score", "confidence"), polars.Float64)
    return polars.DataFrame(list(rows), schema={name: kinds.get(name, polars.String) for name in names})


def _arrow(name: str, pyarrow: Any) -> Any:
    if name in ("sentence", "start", "end", "sources", "reports", "times"):
        return pyarrow.int64()
    return pyarrow.float64() if name in ("score", "confidence") else pyarrow.string()


def _head(one: Report) -> Row:
    source = one.source
    return {
        "document": source.id,
        "published": source.published,
        "publisher": source.publisher,
        "headline": source.title,
        "url": source.url,
        "reviewed": one.reviewed,
    }


def _mixed(one: Report) -> Row:
    entry = one.entry
    by, to = sides(one)
    row: Row = {
        **_head(one),
        "day": getattr(entry, "date", None) or one.source.published,
        "kind": one.kind,
        "type": kind_of_act(one),
        "by": by,
        "to": to,
        "what": what(one),
        "status": getattr(entry, "status", None),
        "sectors": "|".join(getattr(entry, "sectors", ())),
        "confidence": entry.confidence,
        "quote": entry.quote,
        "id": entry.id,
    }
    return {name: row[name] for name in MIXED}


def sides(one: Report) -> tuple[str, str]:
    """The codes of who acts (or speaks) and of who is acted on (or spoken about), each joined by "|"."""
    entry = one.entry
    if isinstance(entry, Event):
        pair = (entry.actor, entry.recipient)
    elif isinstance(entry, Commitment):
        pair = (entry.by, entry.to)
    elif isinstance(entry, Instrument):
        pair = (entry.parties, ())
    else:
        return entry.state or "", "|".join(dict.fromkeys(p.code for p in entry.about))
    by, to = ("|".join(dict.fromkeys(p.code for p in parties)) for parties in pair)
    return by, to


def kind_of_act(one: Report) -> str:
    """What kind of entry it is in the codes of its kind: type and mode, kind of instrument, modality, form."""
    entry = one.entry
    if isinstance(entry, Event):
        return f"{entry.type} {entry.mode}" if entry.mode else entry.type
    if isinstance(entry, Instrument):
        return entry.kind
    return entry.modality if isinstance(entry, Commitment) else entry.form


def what(one: Report) -> str:
    """What is told, in few words: the speaker of a statement, the title of an instrument, the action of a commitment."""
    entry = one.entry
    if isinstance(entry, Event):
        return entry.quote
    if isinstance(entry, Instrument):
        return entry.title
    return entry.action if isinstance(entry, Commitment) else entry.speaker
