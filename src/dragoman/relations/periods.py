"""The calendar of measuring: which month, ISO week or year a day falls in, and the periods in between."""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

PeriodName = Literal["month", "week", "year"]
PERIODS: tuple[PeriodName, ...] = ("month", "week", "year")

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:\Z|[T/])", re.ASCII)


class Stretch(NamedTuple):
    """One period: its label (2023-03, 2023-W12, 2023), its first and its last day."""

    label: str
    start: datetime.date
    end: datetime.date


def first_day(value: str | None) -> datetime.date | None:
    """The first day that an ISO date may mean; None where it is none, or no day of the calendar.

    >>> first_day("2023-03"), first_day("about 1900")
    (datetime.date(2023, 3, 1), None)
    """
    found = _DATE.match(value or "")
    if not found:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def stretch(day: datetime.date, period: PeriodName) -> Stretch:
    """The period in which a day lies. Weeks are those of ISO 8601: they begin on Monday.

    >>> stretch(datetime.date(2024, 12, 30), "week").label
    '2025-W01'
    """
    if period == "year":
        return Stretch(f"{day.year:04}", day.replace(month=1, day=1), day.replace(month=12, day=31))
    if period == "month":
        start = day.replace(day=1)
        return Stretch(f"{day.year:04}-{day.month:02}", start, _month_end(start))
    year, week, weekday = day.isocalendar()
    # The weeks at both ends of the calendar reach beyond the days that a date can hold.
    start = datetime.date.fromordinal(max(1, day.toordinal() - weekday + 1))
    end = datetime.date.fromordinal(min(datetime.date.max.toordinal(), day.toordinal() + 7 - weekday))
    return Stretch(f"{year:04}-W{week:02}", start, end)


def between(first: Stretch, last: Stretch, period: PeriodName) -> Iterator[Stretch]:
    """The periods after `first` and before `last`, in order."""
    at = first
    while at.end < last.start and at.end < datetime.date.max:
        at = stretch(at.end + datetime.timedelta(days=1), period)
        if at.start < last.start:
            yield at


def _month_end(start: datetime.date) -> datetime.date:
    if start.year == datetime.MAXYEAR and start.month == 12:
        return datetime.date.max
    following = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return following - datetime.timedelta(days=1)
