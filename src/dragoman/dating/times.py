"""Points and stretches of time with their precision kept: (2023,), (2023, 3) and (2023, 3, 21) are a year, a month
and a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

Point = tuple[int, ...]
Stretch = tuple[Point, Point]

RELATIONS = ("at", "since", "until", "by", "before", "after", "from-to")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class Time:
    """Tokens [start, end) that tell a time. `value`: ISO 8601 day, month or year, or an interval `A/B`.

    `relation` says how an act stands to it: at, since ("since 2014": value 2014/<publication>, or 2014 where that is
    unknown),
    until, by ("by 2030"), before, after, from-to ("from March 20 to 22"). `head` is the token of the expression that
    the
    syntax hangs on the rest of the sentence; `future` is whether the time lies after the day it is told.
    """

    start: int
    end: int
    value: str
    relation: str = "at"
    head: int = -1
    future: bool = False


def point(text: str | None) -> Point | None:
    """The point that an ISO 8601 day, month or year means; None for anything else ("2023-02-30" too)."""
    found = _ISO.match((text or "")[:10])
    if not found:
        return None
    numbers = tuple(int(n) for n in found.groups() if n)
    return numbers if valid(numbers) else None


def valid(when: Point) -> bool:
    """Whether the calendar has this point."""
    year, month, day = (*when, 1, 1)[:3]
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def iso(when: Point | Stretch) -> str:
    """ISO 8601 of a point or a stretch; a stretch whose ends are equal is its point."""
    if isinstance(when[0], tuple):
        first, last = iso(when[0]), iso(when[1])  # type: ignore[arg-type]
        return first if first == last else f"{first}/{last}"
    return "-".join(f"{n:04d}" if not i else f"{n:02d}" for i, n in enumerate(when))  # type: ignore[misc]


def stretch(when: Point | Stretch) -> Stretch:
    """A point as the stretch from itself to itself."""
    return when if isinstance(when[0], tuple) else (when, when)  # type: ignore[return-value]


def first_day(when: Point) -> date:
    """The first day of a year, month or day."""
    return date(*(*when, 1, 1)[:3])


def last_day(when: Point) -> date:
    """The last day of a year, month or day."""
    if len(when) == 3:
        return date(*when)
    month = when[1] if len(when) == 2 else 12
    return date(when[0], month, monthrange(when[0], month)[1])


def of_day(day: date) -> Point:
    """A calendar day as a point."""
    return (day.year, day.month, day.day)


def shifted(when: Point, unit: str, count: int) -> Point:
    """`when` moved by whole units ("day", "week", "month", "year"); what is finer than `when` does not move it.

    A day that the month reached lacks becomes its last ("a month after 31 January"). Raises ValueError or
    OverflowError where
    the calendar ends.
    """
    if unit in ("day", "week"):
        if len(when) == 3:
            return of_day(date(*when) + timedelta(days=count * (7 if unit == "week" else 1)))
        middle = date(when[0], when[1], 15) if len(when) == 2 else date(when[0], 7, 1)
        far = abs(count) * (7 if unit == "week" else 1) >= 28
        return of_day(middle + timedelta(days=count * (7 if unit == "week" else 1)))[: len(when)] if far else when
    if unit == "month":
        if len(when) == 1:
            return (when[0] + round(count / 12),)
        months = when[0] * 12 + when[1] - 1 + count
        year, month = divmod(months, 12)
        if not 1 <= year <= 9999:
            raise OverflowError("the calendar ends")
        return (year, month + 1, min(when[2], monthrange(year, month + 1)[1])) if len(when) == 3 else (year, month + 1)
    if not 1 <= when[0] + count <= 9999:
        raise OverflowError("the calendar ends")
    return shifted(when, "month", 12 * count) if len(when) > 1 else (when[0] + count,)


def week(day: date) -> Stretch:
    """Monday to Sunday of the ISO week of a day."""
    monday = day - timedelta(days=day.weekday())
    return of_day(monday), of_day(monday + timedelta(days=6))
