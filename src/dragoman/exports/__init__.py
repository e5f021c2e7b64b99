"""Records in the formats that others work with: flat rows, data frames, the formats of the field, archives.

Reads:  records.Record; records.Report, Episode and Promise (`answers.py`).
Writes: rows of plain values (`tables.rows`), CSV, pandas and polars frames (`frame`), a file for each format of the field
        (`formats.py` has the table), the replication archive (`archive.py`).
Example: the event "Xi met Putin in Moscow" is one row, its actors "CHN|RUS".
"""
from __future__ import annotations

from dragoman.exports.answers import frame
from dragoman.exports.tables import TABLES, rows, to_pandas, to_polars, write_events

__all__ = ["TABLES", "frame", "rows", "to_pandas", "to_polars", "write_events"]
