"""Dates of records as days: ISO 8601 dates as precise as known, intervals, and their ordinals.

"2023-03" may mean the days 2023-03-01 to 2023-03-31; "2023-03-20/2023-03-22" those three.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T.*)?)?)?", re.DOTALL)


def span(told: str | None) -> tuple[int | None, int | None]:
    """The first and the last day, as proleptic Gregorian ordinals, that a date of a record may mean; None where open.

    An interval that is turned round ("2023-03-22/2023-03-20") counts as if it stood right.

    >>> [date.fromordinal(n).isoformat() for n in span("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    if not told:
        return None, None
    first, slash, last = told.partition("/")
    low, high = _bounds(first), _bounds(last if slash else first)
    if low and high and high[1] < low[0]:
        low, high = high, low
    return (low[0] if low else None), (high[1] if high else None)


def iso(ordinal: int | None) -> str | None:
    """The day of an ordinal in ISO 8601."""
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def _bounds(told: str) -> tuple[int, int] | None:
    found = _DATE.fullmatch(told)
    if found is None:
        return None
    year = int(found[1])
    month, day = (int(part) if part else None for part in found.groups()[1:])
    try:
        if month is None:
            return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return date(year, month, 1).toordinal(), date(year, month, last).toordinal()
        exact = date(year, month, day).toordinal()
        return exact, exact
    except ValueError:  # IllegalMonthError is one too
        return None
