"""Records in the formats that others work with: flat rows, CSV, data frames.

Reads:  records.Record.
Writes: rows of plain values (`tables.rows`), CSV (`tables.write_events`), pandas and polars frames.
Example: the event "Xi met Putin in Moscow" is one row, its actors "CHN|RUS".
"""
from __future__ import annotations

from dragoman.exports.tables import TABLES, rows, to_pandas, to_polars, write_events

__all__ = ["TABLES", "rows", "to_pandas", "to_polars", "write_events"]
