"""Comparing dates that are as precise as known: days, months, years and intervals of them, in ISO 8601.

Example: "2023" ends on 2023-12-31, "2022-12/2023-02" begins on 2022-12-01; what cannot be read is no date.
"""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache


def _day(text: str, last: bool) -> datetime.date | None:
    parts = text.strip()[:10].split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        day = int(parts[2]) if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
        return datetime.date(year, month, day)
    except (ValueError, IndexError):
        return None


@lru_cache(maxsize=16384)
def first_day(text: str | None) -> datetime.date | None:
    """The first day of a date or interval; None where it is none."""
    return _day(text.partition("/")[0], last=False) if text else None


@lru_cache(maxsize=16384)
def last_day(text: str | None) -> datetime.date | None:
    """The last day of a date or interval; None where it is none."""
    if not text:
        return None
    start, _, end = text.partition("/")
    return _day(end or start, last=True)


def after(text: str | None, other: str | None) -> bool:
    """Whether a date can lie after another: its last day after the other's last day. False where one is unknown."""
    mine, its = last_day(text), last_day(other)
    return mine is not None and its is not None and mine > its


def within(text: str | None, interval: str | None, days: int = 0) -> bool:
    """Whether a date touches an interval, made longer by so many days at its end."""
    low, high = first_day(text), last_day(text)
    start, end = first_day(interval), last_day(interval)
    if low is None or high is None or start is None or end is None:
        return False
    return low <= end + datetime.timedelta(days=days) and high >= start


def days_between(a: str | None, b: str | None) -> int | None:
    """Days from the first day of a date to that of another; None where one is unknown."""
    mine, its = first_day(a), first_day(b)
    return None if mine is None or its is None else (its - mine).days
