"""Times counted from another: "yesterday", "on Tuesday", "last month", "two years ago", "the following day", "by the
end of the year"."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.dating import absolute
from dragoman.dating.anchors import Anchor, ago, fits, fraction_of, part_of, period, season, some, span
from dragoman.dating.times import Point, Stretch, of_day, shifted, stretch
from dragoman.dating.words import Atom, Word

_AFTERWARDS = frozenset({"later", "after", "afterwards"})
_BEFOREHAND = frozenset({"earlier", "before", "previously", "prior"})
_VAGUE = frozenset({"few", "several", "couple"})
_OVER = frozenset({"over", "in", "within", "during", "for", "throughout"})
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_PLURALS = frozenset({"days", "weeks", "months", "years", "decades"})
_PERIODS = frozenset({"week", "weekend", "month", "quarter", "year", "decade"})
_NONE = Word("", "", False)


class Found(NamedTuple):
    """The atom after an expression, what it means, and whether it only points back ("the same day")."""

    end: int
    value: Point | Stretch | None
    back: bool = False


class Grammar:
    """Reads the atoms of one stretch of text. `towards` tells the direction (-1 past, 0 unknown, 1 future) at an
    atom."""

    def __init__(self, text: str, atoms: list[Atom], anchor: Anchor, towards) -> None:
        self.text, self.atoms, self.anchor, self.towards = text, atoms, anchor, towards

    def expression(self, i: int) -> Found | None:
        """The time expression that begins at atom `i`, or None. Raises ValueError or OverflowError where the
        calendar ends."""
        atom = self.atoms[i]
        word = atom.word or _NONE
        low = atom.low
        if low[0].isdigit() or word.kind == "month":
            return self._dates(i) or (self._counted(i) if low[0].isdigit() else None)
        if word.kind == "weekday":
            return self._weekday(i)
        if word.kind == "deictic":
            return Found(self._daypart(i + 1), self.anchor.today(word.value))  # type: ignore[arg-type]
        if low == "the":
            return self._the(i)
        if word.kind == "shift":
            return self._shift(i, False)
        if word.kind == "anaphor":
            return self._anaphor(i) if low == "that" else None
        if word.kind == "number" or low in _VAGUE or low in _PLURALS:
            return self._counted(i)
        if word.kind == "part":
            return self._part(i)
        if word.kind == "season":
            return self._season(i)
        if low in ("earlier", "later"):
            return self._within(i)
        if low in ("q", "h"):
            return self._quarter(i)
        if low in _ORDINALS:
            return self._fraction(i)
        if low == "year":
            return self._year_end(i)
        return None

    def _dates(self, i: int) -> Found | None:
        dates = absolute.read(self.atoms, i, self.text, self.anchor)
        if dates is None:
            return None
        return Found(dates.end, absolute.resolve(dates, self.anchor, self.towards(i)))

    def _weekday(self, i: int) -> Found | None:
        """Tuesday; Tuesday, March 21; Tuesday last week; Tuesday evening."""
        word = self.atoms[i].word or _NONE
        number = word.value
        j = i + 1
        if not self.atoms[i].cased[0].isupper():
            return None
        if self._low(j) == "." and word.strict:
            j += 1
        elif word.strict and self._low(j) != ",":
            return None
        if self._low(j) == "s" and self.atoms[j].start == self.atoms[i].end:
            return None  # "Tuesdays"
        k = j + 1 if self._low(j) in (",", "the") else j
        if k < len(self.atoms) and (self.atoms[k].low[0].isdigit() or self._kind(k) == "month"):
            dated = self._dates(k)
            if dated and dated.value and len(stretch(dated.value)[0]) == 3:
                return dated
        if word.strict and self._low(j) == ",":
            return None
        k = j + 1 if self._low(j) == "of" else j
        if self._kind(k) == "shift" and self._low(k + 1) == "week":
            whole = self.anchor.unit("week", self._value(k))
            return Found(k + 2, self._day_of(whole, number))
        return Found(self._daypart(j), self.anchor.weekday(number, self.towards(i)))  # type: ignore[arg-type]

    def _shift(self, i: int, article: bool) -> Found | None:
        """last/past/next/this ... and what it shifts; `article`: "the" stands before it."""
        low, way = self.atoms[i].low, self._value(i)
        j = i + 1
        if low == "past" and not article and self._low(i - 1) not in _OVER | {"this", "these"}:
            return None
        counted = self._number(j)
        if counted and way and self._low(j) not in ("a", "an"):
            k, count = counted
            if self._kind(k) == "unit" and self._low(k) in _PLURALS:
                return Found(k + 1, span(self.anchor.told, self._unit(k), way * count))
            return None
        kind = self._kind(j)
        if kind == "unit":
            return self._shift_unit(i, j, low, way, article)
        if kind == "weekday":
            number: int = self._value(j)
            if way:
                return Found(self._daypart(j + 1), self.anchor.weekday(number, way, strict=True))
            return Found(self._daypart(j + 1), self._day_of(self.anchor.unit("week", 0), number))
        if kind == "month" and self.atoms[j].cased[0].isupper():
            return self._shift_month(j, way)
        if kind == "season":
            return self._shift_season(j, way)
        if kind == "daypart" and not article:
            return Found(j + 1, self.anchor.today(-1 if way < 0 else way))
        return None

    def _shift_unit(self, i: int, j: int, low: str, way: int, article: bool) -> Found | None:
        unit = self._unit(j)
        if self._low(j) in _PLURALS or (unit == "day" and low not in ("next", "previous", "preceding")):
            return None
        if low in ("this", "current"):
            return Found(j + 1, self._period(unit, 0)) if unit in _PERIODS else None
        before = self._low(i - 2 if article else i - 1)
        if unit == "day" or (article and low in ("next", "previous", "preceding") and before not in _OVER):
            return self._beside_last(j + 1, unit, way)
        if article or low == "past":
            return (
                Found(j + 1, span(self.anchor.told, unit, way))
                if unit != "weekend"
                else Found(j + 1, self._period(unit, way))
            )
        if low in ("upcoming", "previous", "preceding"):
            return None
        return Found(j + 1, self._period(unit, way))

    def _shift_month(self, j: int, way: int) -> Found | None:
        """last July, next March, this April; with a day ("last March 20") the day."""
        told = self.anchor.told
        if told is None:
            return None
        dates = absolute.read(self.atoms, j, self.text, self.anchor)
        if dates and (dates.first[0] or dates.first[2]):
            return Found(dates.end, absolute.resolve(dates, self.anchor, way))
        month = self._value(j)
        year = told[0]
        if (len(told) > 1 and way and (month - told[1]) * way <= 0) or len(told) == 1:
            year += way
        return Found(absolute.after_dot(self.atoms, j), (year, month))

    def _shift_season(self, j: int, way: int) -> Found | None:
        told = self.anchor.told
        if told is None:
            return None
        month = self._value(j)
        year = told[0]
        if way < 0 and (len(told) == 1 or season(year, month)[1] >= told[:2]):
            year -= 1
        elif way > 0 and (len(told) == 1 or (year, month) <= told[:2]):
            year += 1
        elif way == 0 and month == 12 and len(told) > 1 and told[1] < 6:
            year -= 1
        return Found(j + 1, season(year, month))

    def _anaphor(self, i: int) -> Found | None:
        """that day, (the) same month, (the) following year: counted from the time the text gave last."""
        if self._kind(i + 1) != "unit" or self._low(i + 1) in _PLURALS:
            return None
        unit = self._unit(i + 1)
        way = self._value(i)
        if way:
            return self._beside_last(i + 2, unit, way)
        last = self.anchor.last
        if last is None:
            return None
        if unit == "day":
            return Found(i + 2, last[0], True) if len(last[0]) == 3 and last[0] == last[1] else None
        if unit in ("month", "year", "week"):
            if len(last[0]) < {"year": 1, "month": 2, "week": 3}[unit]:
                return None
            return Found(i + 2, period(last[0], unit, 0), True)
        return None

    def _beside_last(self, end: int, unit: str, way: int) -> Found | None:
        """The day, week, month or year before or after the time given last ("the following day")."""
        last = self.anchor.last
        if last is None:
            return None
        base = last[1] if way > 0 else last[0]
        if len(base) < {"day": 3, "week": 3, "month": 2, "year": 1}.get(unit, 9):
            return None
        return Found(end, period(base, unit, way), True)

    def _counted(self, i: int) -> Found | None:
        """two days ago, three weeks earlier, in five days, within a month, a few days ago, weeks ago."""
        counted = self._number(i)
        vague = False
        if counted is None:
            j = i
            if self._low(j) in _VAGUE:
                j += 2 if self._low(j + 1) == "of" else 1
            vague, count = True, 1
        else:
            j, count = counted
            if self._low(i) in ("a", "an") and self._low(j) in _VAGUE:
                j += 2 if self._low(j + 1) == "of" else 1
                vague = True
        if self._kind(j) != "unit" or (vague and self._low(j) not in _PLURALS):
            return None
        unit, how, told = self._unit(j), self._low(j + 1), self.anchor.told
        if vague:
            return Found(j + 2, some(told, unit)) if how == "ago" and told and unit in ("day", "week") else None
        if how == "ago":
            return Found(j + 2, ago(told, unit, -count))
        if how in ("from", "hence") and (how == "hence" or self._low(j + 2) == "now"):
            return Found(j + (2 if how == "hence" else 3), ago(told, unit, count))
        if how in _BEFOREHAND or how in _AFTERWARDS:
            if how in ("before", "after", "prior") and not self._ends(j + 2):
                return None
            way = -1 if how in _BEFOREHAND else 1
            base = self.anchor.last_point() or (told if way < 0 else None)
            return Found(j + 2, ago(base, unit, way * count), True) if base and fits(base, unit) else None
        before = self._low(i - 1)
        if before == "in" and self.towards(i) > 0 and self._low(i - 2) != "time":
            return Found(j + 1, ago(told, unit, count))
        if before == "within" and how not in ("of", "after", "from", "following"):
            return Found(j + 1, ago(told, unit, count))
        return None

    def _the(self, i: int) -> Found | None:
        j = i + 1
        if j >= len(self.atoms):
            return None
        low, kind = self._low(j), self._kind(j)
        if low[0].isdigit():
            return self._dates(i) if self._low(j + 1) in ("st", "nd", "rd", "th") else self._dates(j)
        if kind == "shift":
            return self._fraction(j) if self._low(j + 1) in ("half", "quarter") else self._shift(j, True)
        if kind == "anaphor":
            return self._anaphor(j) if low != "that" else None
        if kind == "part":
            return self._part(j)
        if kind == "season":
            return self._season(j)
        if low in _ORDINALS:
            return self._fraction(j)
        if low == "year" and j + 1 < len(self.atoms) and self.atoms[j + 1].low[0].isdigit():
            return self._dates(j + 1)
        if low == "weekend" and self._low(i - 1) in ("over", "at", "during"):
            return self._weekend(j + 1, self.towards(i))
        if kind == "unit" and low not in _PLURALS and self._low(j + 1) in ("before", "after"):
            way = -1 if self._low(j + 1) == "before" else 1
            day = self._low(j + 2)
            if low == "day" and (day, way) in (("yesterday", -1), ("tomorrow", 1)):
                return Found(j + 3, self.anchor.today(2 * way))
            return self._beside_last(j + 2, self._unit(j), way) if self._ends(j + 2) else None
        return None

    def _weekend(self, end: int, direction: int) -> Found:
        day = self.anchor.day()
        past = direction <= 0 and day is not None and day.weekday() < 5
        return Found(end, self.anchor.unit("weekend", -1 if past else 0))

    def _part(self, i: int) -> Found | None:
        """mid-March, late 2022, early next week, the end of the year, early on Tuesday."""
        part: str = self.atoms[i].word.value  # type: ignore[union-attr, assignment]
        j = i + 1
        if self._low(j) in ("in", "on", "of", "-", "–"):
            j += 1
        of = self._low(i + 1) == "of"
        if part in ("begin", "end") and not of:
            return None
        if self._low(j) == "the" and self._kind(j + 1) == "unit" and self._low(j + 1) not in _PLURALS:
            unit = self._unit(j + 1)
            inner = Found(j + 2, self._period(unit, 0)) if unit in _PERIODS and self._ends(j + 2, "of") else None
        else:
            inner = self.expression(j) if j < len(self.atoms) else None
        if inner is None or inner.value is None:
            return None
        value = inner.value
        if part == "end" and self._low(i - 1 - (self._low(i - 1) == "the")) in ("by", "before", "until"):
            return Found(inner.end, stretch(part_of(value, "end"))[1])
        return Found(inner.end, part_of(value, part), inner.back)

    def _within(self, i: int) -> Found | None:
        """earlier this week, later this year, earlier today, later in March."""
        j = i + 2 if self._low(i + 1) in ("in", "on") else i + 1
        if j >= len(self.atoms) or self._kind(j) not in ("shift", "deictic", "anaphor", "weekday", "month"):
            return None
        inner = self.expression(j)
        if inner is None or inner.value is None:
            return None
        value, day = inner.value, self.anchor.day()
        if self._low(j) == "this" and self._low(j + 1) == "week" and day:
            monday, sunday = stretch(value)
            value = (monday, of_day(day)) if self._low(i) == "earlier" else (of_day(day), sunday)
        return Found(inner.end, value, inner.back)

    def _season(self, i: int) -> Found | None:
        j = i + 2 if self._low(i + 1) == "of" else i + 1
        year = absolute.four(self.atoms[j]) if j < len(self.atoms) else None
        return Found(j + 1, season(year, self._value(i))) if year else None

    def _quarter(self, i: int) -> Found | None:
        """Q1, Q3 2022, H1 of 2023."""
        pieces = 4 if self._low(i) == "q" else 2
        j = i + 1
        if not (j < len(self.atoms) and self.atoms[j].start == self.atoms[i].end and self.atoms[j].low in "1234"):
            return None
        which = int(self.atoms[j].low)
        return self._of_year(j + 1, which, pieces, needed=pieces == 2)

    def _fraction(self, i: int) -> Found | None:
        """(the) first half of 2023, (the) third quarter of last year, (the) first quarter."""
        pieces = {"half": 2, "quarter": 4}.get(self._low(i + 1))
        if not pieces:
            return None
        which = min(_ORDINALS[self._low(i)], pieces) if self._low(i) in _ORDINALS else 0
        return self._of_year(i + 2, which, pieces, needed=True)

    def _of_year(self, j: int, which: int, pieces: int, needed: bool) -> Found | None:
        k = j + 1 if self._low(j) == "of" else j
        if self._low(k) == "the" and self._low(k + 1) == "year":
            return Found(k + 2, fraction_of(self._period("year", 0), which, pieces))
        if k < len(self.atoms):
            year = absolute.four(self.atoms[k])
            if year:
                return Found(k + 1, fraction_of((year,), which, pieces))
            if self._kind(k) == "shift" and self._low(k + 1) == "year":
                return Found(k + 2, fraction_of(self._period("year", self._value(k)), which, pieces))
        return None if needed else Found(j, fraction_of(self._period("year", 0), which, pieces))

    def _year_end(self, i: int) -> Found | None:
        """year-end, year's end."""
        j = i + 2 if self._low(i + 1) in ("-", "–") else i + 3 if self._low(i + 2) == "s" else 0
        year = self._period("year", 0)
        if not j or self._low(j) != "end" or year is None:
            return None
        end = part_of(year, "end")
        return Found(j + 1, end)

    def _period(self, unit: str, count: int) -> Point | Stretch | None:
        told = self.anchor.told
        if told is None and self.anchor.year and unit in ("year", "decade"):
            told = (self.anchor.year,)
        return period(told, unit, count)

    def _day_of(self, whole: Point | Stretch | None, number: int | str) -> Point | Stretch | None:
        if whole is None or not isinstance(whole[0], tuple):
            return whole
        return shifted(whole[0], "day", int(number))

    def _number(self, i: int) -> tuple[int, int] | None:
        """The atom after a number word or number, and its value."""
        if not 0 <= i < len(self.atoms):
            return None
        atom = self.atoms[i]
        if atom.word and atom.word.kind == "number":
            return i + 1, int(atom.word.value)
        if atom.low.isdecimal() and atom.low.isascii() and len(atom.low) <= 3:
            return i + 1, int(atom.low)
        return None

    def _daypart(self, i: int) -> int:
        return i + 1 if self._kind(i) == "daypart" else i

    def _ends(self, i: int, *more: str) -> bool:
        """Whether nothing that the words before could govern follows."""
        return (
            i >= len(self.atoms)
            or not self.atoms[i].low[0].isalnum()
            or self.atoms[i].low in ("and", "but", "in", "at", *more)
        )

    def _low(self, i: int) -> str:
        return self.atoms[i].low if 0 <= i < len(self.atoms) else ""

    def _kind(self, i: int) -> str:
        word = self.atoms[i].word if 0 <= i < len(self.atoms) else None
        return word.kind if word else ""

    def _value(self, i: int) -> int:
        return int(self.atoms[i].word.value)  # type: ignore[union-attr]

    def _unit(self, i: int) -> str:
        return str(self.atoms[i].word.value)  # type: ignore[union-attr]
