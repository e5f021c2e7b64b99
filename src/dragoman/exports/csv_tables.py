"""CSV: a folder with events.csv, statements.csv, instruments.csv and commitments.csv, for spreadsheets, R and Stata.

Holds the fields of each entry and its document's id, date, publisher and title; parties as codes, names and sectors joined
by "|". Does not hold roles and offsets of parties, texts, or documents without entries; it cannot be read back.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from dragoman.errors import StopRun
from dragoman.exports import tables
from dragoman.records import Record


def write(records: Iterable[Record], folder: Path) -> int:
    """Write the four tables; gives the number of rows in all. Raises StopRun where the folder cannot be written."""
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            files: dict[str, IO[str]] = {
                table: stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
                for table in tables.TABLES
            }
            for table, file in files.items():
                tables.write_table([], file, table)
            for record in records:
                for table, file in files.items():
                    written += tables.write_table([record], file, table, header=False)
    except OSError as error:
        raise StopRun(f"{folder}: CSV cannot be written here ({error.strerror or error})") from error
    return written
