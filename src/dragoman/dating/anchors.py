"""What a relative expression counts from: the publication, the date a dateline gives, the date the text gave last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.dating.times import Point, Stretch, first_day, last_day, of_day, shifted, stretch, valid, week


@dataclass(slots=True)
class Anchor:
    """`told`: when the text was published, None where nothing says so; `last`: the time the text itself gave last;
    `year`: a
    year that an undated text names for itself ("Summit 2016"), for its days without one ("3 March")."""

    told: Point | None = None
    last: Stretch | None = None
    year: int | None = None

    def day(self) -> date | None:
        """The day of publication, if known to the day."""
        return date(*self.told) if self.told and len(self.told) == 3 else None

    def today(self, offset: int = 0) -> Point | None:
        """The day so many days from publication; its month or year where no more is known."""
        return shifted(self.told, "day", offset) if self.told else None

    def last_point(self) -> Point | None:
        """The last time given, if it is one day, month or year."""
        return self.last[0] if self.last and self.last[0] == self.last[1] else None

    def in_year(self, month: int, day: int | None, direction: int) -> Point | None:
        """A month, or a day of it, in the year that fits: the last such on or before publication where the act is
        past
        (direction -1), the next where it is to come (1), else the nearest."""
        tail = (month,) if day is None else (month, day)
        if self.told is None:
            return (self.year, *tail) if self.year and valid((self.year, *tail)) else None
        size = min(len(self.told), len(tail) + 1)
        if size == 1:
            return (self.told[0], *tail) if valid((self.told[0], *tail)) else None
        here = self.told[:size]
        choices = [
            (y, *tail) for y in (here[0] - 4, here[0] - 1, here[0], here[0] + 1, here[0] + 4) if valid((y, *tail))
        ]
        if direction < 0:
            choices = [c for c in choices if c[:size] <= here] or choices
        elif direction > 0:
            choices = [c for c in choices if c[:size] >= here] or choices
        middle = _middle(here)
        return min(choices, key=lambda c: abs((_middle(c[:size]) - middle).days), default=None)

    def weekday(self, number: int, direction: int, strict: bool = False) -> Point | None:
        """The weekday nearest to publication on the side of `direction`, publication itself included unless
        `strict`."""
        day = self.day()
        if day is None:
            return self.told
        away = (number - day.weekday()) % 7
        if direction <= 0:
            away = away - 7 if away else 0
        if strict and away == 0:
            away = 7 if direction > 0 else -7
        return of_day(day + timedelta(days=away))

    def unit(self, unit: str, count: int) -> Point | Stretch | None:
        """This (0), the last (-1) or the next (1) day, week, weekend, month, quarter, year or decade."""
        return period(self.told, unit, count)


def period(told: Point | None, unit: str, count: int) -> Point | Stretch | None:
    """The unit of time that holds `told`, moved by `count` units; as coarse as `told` where that is coarser."""
    if told is None:
        return None
    if unit == "day":
        return shifted(told, "day", count)
    if unit in ("week", "weekend", "fortnight"):
        if len(told) < 3:
            return told
        monday, sunday = week(date(*shifted(told, "week", count * (2 if unit == "fortnight" else 1))))
        return (shifted(sunday, "day", -1), sunday) if unit == "weekend" else (monday, sunday)
    if unit == "month":
        return shifted(told[:2], "month", count)
    if unit == "quarter":
        if len(told) < 2:
            return told
        first = shifted((told[0], (told[1] - 1) // 3 * 3 + 1), "month", 3 * count)
        return first, shifted(first, "month", 2)
    if unit == "year":
        return shifted(told[:1], "year", count)
    if unit == "decade":
        year = told[0] // 10 * 10 + 10 * count
        return ((year,), (year + 9,)) if 1 <= year <= 9990 else None
    return None


def ago(told: Point | None, unit: str, count: int) -> Point | Stretch | None:
    """So many units before (count < 0) or after `told`, as precise as the unit: "two years ago" is a year."""
    if told is None:
        return None
    if unit == "decade":
        return shifted(told[:1], "year", 10 * count)
    if unit == "quarter":
        return shifted(told[:2], "month", 3 * count)
    if unit == "fortnight":
        unit, count = "week", 2 * count
    return period(told, unit, count) if unit != "weekend" else None


def span(told: Point | None, unit: str, count: int) -> Stretch | None:
    """The stretch from `told` so many units onward (count > 0) or back: "over the last two years"."""
    if told is None:
        return None
    unit, count = {
        "decade": ("year", 10 * count),
        "fortnight": ("week", 2 * count),
        "quarter": ("month", 3 * count),
    }.get(unit, (unit, count))
    if unit == "weekend":
        return None
    here = told if unit in ("day", "week") else told[:2]
    there = shifted(here, unit, count)
    return (here, there) if count > 0 else (there, here)


def part_of(when: Point | Stretch, part: str) -> Point | Stretch:
    """The early, middle or late part of a period, its beginning or its end: "mid-March" is 11 to 20 March."""
    start, end = stretch(when)
    if start == end and len(start) == 1:
        year = start[0]
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "begin": (1, 1), "end": (12, 12)}[part]
        return ((year, months[0]), (year, months[1])) if months[0] != months[1] else (year, months[0])
    if start == end and len(start) == 2:
        close = last_day(start).day
        days = {"early": (1, 10), "mid": (11, 20), "late": (21, close), "begin": (1, 5), "end": (close - 4, close)}[
            part
        ]
        return (*start, days[0]), (*start, days[1])
    if len(start) == 1:  # the early 1990s
        years = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "begin": (0, 0), "end": (9, 9)}[part]
        return (start[0] + years[0],), (start[0] + years[1],)
    first, last = first_day(start), last_day(end)
    third = (last - first).days // 3
    if part in ("early", "begin"):
        return of_day(first), of_day(first + timedelta(days=third))
    if part == "mid":
        return of_day(first + timedelta(days=third)), of_day(last - timedelta(days=third))
    return of_day(last - timedelta(days=third)), of_day(last)


def fraction_of(when: Point | Stretch | None, which: int, pieces: int) -> Stretch | None:
    """Half (pieces=2) or quarter (4) number `which` of a year: "the first half of 2023"."""
    if when is None or isinstance(when[0], tuple) or len(when) != 1 or not 1 <= which <= pieces:
        return None
    months = 12 // pieces
    year: int = when[0]
    return (year, (which - 1) * months + 1), (year, which * months)


def season(year: int, month: int) -> Stretch:
    """The three months of a season that begins in `month`; a winter reaches into the next year."""
    return (year, month), shifted((year, month), "month", 2)


def some(told: Point, unit: str) -> Stretch:
    """ "days ago": the week before; "weeks ago": this month or the one before."""
    if unit == "day" and len(told) == 3:
        return shifted(told, "day", -7), shifted(told, "day", -1)
    return shifted(told[:2], "month", -1), told[:2]


def fits(base: Point, unit: str) -> bool:
    """Whether a point is precise enough to count such units from it."""
    return len(base) >= {"day": 3, "week": 3, "fortnight": 3, "month": 2, "quarter": 2}.get(unit, 1)


def _middle(when: Point) -> date:
    first, last = first_day(when), last_day(when)
    return first + (last - first) // 2
