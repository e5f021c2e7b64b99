"""Files whose columns are parted by tabs: written from dyads and read to records, the same way for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO

from dragoman.errors import SkipDocument
from dragoman.exports import cells, coded_rows, dyads, lines
from dragoman.records import Record

Cell = str | int | float | None
Finder = Callable[[int, str, dict[str, str]], coded_rows.Found]
"""Makes what a row tells of its number, its line and its cells by column; raises coded_rows.Wrong."""


def write(
    records: Iterable[Record], out: IO[str], columns: tuple[str, ...], row: Callable[[dyads.Dyad], Mapping[str, Cell]],
    header: bool = True,
) -> int:
    """Write a row for each pair of each event that occurred; gives their number."""
    if header:
        out.write("\t".join(columns) + "\n")
    written = 0
    for dyad in dyads.dyads(records):
        told = row(dyad)
        out.write(cells.row([told.get(name) for name in columns]))
        written += 1
    return written


def read(
    source: IO[bytes] | IO[str], name: str, columns: tuple[str, ...], found: Finder, origin: str,
    header: bool = True,
) -> Iterator[Record | SkipDocument]:
    """The records of a file. The columns may stand in any order where there is a header, and may be more than ours."""
    return coded_rows.records(_found(source, name, columns, found, header), origin)


def _found(
    source: IO[bytes] | IO[str], name: str, columns: tuple[str, ...], found: Finder, header: bool
) -> Iterator[coded_rows.Found | SkipDocument]:
    names: list[str] | None = None if header else list(columns)
    for line in lines.numbered(source, name):
        if isinstance(line, SkipDocument):
            yield line
            continue
        number, text = line
        values = cells.split(text)
        if names is None:
            names = values
            lacking = [column for column in columns if column not in names]
            if lacking:
                yield lines.skip(name, number, "header", f"lacks {', '.join(lacking)}")
                return
            continue
        if len(values) != len(names):
            yield lines.skip(name, number, "columns", f"{len(values)} cells where {len(names)} belong")
            continue
        try:
            told = {n: "" if v in ("NA", "None") else v for n, v in zip(names, values, strict=True)}
            yield found(number, cells.whole(text), told)
        except coded_rows.Wrong as wrong:
            yield lines.skip(name, number, wrong.field, wrong.reason)
