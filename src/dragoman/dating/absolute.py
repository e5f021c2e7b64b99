"""Dates that name their day, month or year: "March 21, 2023", "20-22 March", "from 28 February to 2 March", "2014",
"2023-03-21"."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.dating.anchors import Anchor
from dragoman.dating.times import Point, Stretch, valid
from dragoman.dating.words import Atom

Fields = tuple[int | None, int | None, int | None]

_NUMERIC = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|(\d{1,2})([-/.])(\d{1,2})\6(\d{4})(?!\d)")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_DASHES = frozenset({"-", "–", "—", "‑", "−"})
_THROUGH = _DASHES | {"to", "through", "thru", "until", "till"}
# A bare number of four digits is a year after one of these ...
_BEFORE_YEAR = frozenset(
    {
        "in", "since", "by", "until", "till", "from", "during", "of", "for", "after", "before", "through",
        "throughout", "to", "between", "late", "early", "mid", "year", "circa", "following"
    }
)
# ... or between an article and a name: "the 2016 Summit"; but never before what is counted or planned: "2014
# troops", "the 2030 Agenda".
_ARTICLES = frozenset(["the", "this", "its", "their", "our", "his", "her", "s", "a", "failed"])
_NOT_AFTER_YEAR = frozenset(
    {
        "troops", "soldiers", "people", "personnel", "men", "women", "civilians", "refugees", "prisoners",
        "missiles", "tanks", "tonnes", "tons", "rubles", "dollars", "euros", "percent", "kilometers",
        "kilometres", "km", "miles", "metres", "meters", "agenda", "vision", "strategy", "hours", "barrels",
        "times", "million", "billion", "m", "bn", "%", "others", "aircraft", "square", "workers", "students",
        "companies", "cases", "families", "houses", "pages", "words"
    }
)
_NAMED_BY_YEAR = frozenset(
    {
        "summit", "conference", "forum", "meeting", "games", "olympics", "dialogue", "exercise", "exercises",
        "election", "elections", "cop"
    }
)
_SAME_YEAR = {
    ("last", "year"): -1,
    ("this", "year"): 0,
    ("next", "year"): 1,
    ("of", "last", "year"): -1,
    ("of", "this", "year"): 0,
    ("of", "next", "year"): 1,
}


class Dates(NamedTuple):
    """What was read before it is resolved: the atom after it, year, month and day of its first and last day, whether
    from a range."""

    end: int
    first: Fields
    last: Fields
    ranged: bool = False


def read(atoms: list[Atom], i: int, text: str, anchor: Anchor) -> Dates | None:
    """The date that begins at atom `i`, with the range it opens ("March 20 to April 2"), or None."""
    begun = _one(atoms, i, text, anchor)
    if begun is None:
        return None
    j = begun.end
    if j + 1 < len(atoms) and (atoms[j].low in _THROUGH or (atoms[j].low == "and" and _low(atoms, i - 1) == "between")):
        closing = _one(atoms, j + 1, text, anchor, inside=True)
        if closing and _comparable(begun.last, closing.first):
            return Dates(closing.end, begun.first, closing.last, True)
        # "March 20 to 22": the second day alone; "from 2,000 to 5,000": numbers after all
        if atoms[j].low not in _DASHES and begun.first[1] is None and atoms[j + 1].low[0].isdigit():
            return None
    return begun


def resolve(dates: Dates, anchor: Anchor, direction: int) -> Point | Stretch | None:
    """Point or stretch of what was read, a missing year chosen by `anchor` on the side of `direction`; None if no
    such day is."""
    first, last = dates.first, dates.last
    end = _resolved(last, anchor, direction)
    if end is None or first == last:
        return end
    year, month, day = first
    if year is None:
        year = end[0]
        if (month or 0, day or 0) > (last[1] or 0, last[2] or 0):
            year -= 1
    start = tuple(n for n in (year, month, day) if n is not None)
    if not valid(start) or start > end:
        return None
    return start, end


def _resolved(fields: Fields, anchor: Anchor, direction: int) -> Point | None:
    year, month, day = fields
    if year is None:
        return anchor.in_year(month, day, direction) if month else None
    when = tuple(n for n in (year, month, day) if n is not None)
    return when if valid(when) else None


def _comparable(first: Fields, last: Fields) -> bool:
    """A range runs between two days, two months or two years."""
    return (first[2] is None) == (last[2] is None) and (first[1] is None) == (last[1] is None)


def _one(atoms: list[Atom], i: int, text: str, anchor: Anchor, inside: bool = False) -> Dates | None:
    atom = atoms[i]
    if atom.low == "the" and i + 1 < len(atoms) and atoms[i + 1].low[0].isdigit():
        return _day_first(atoms, i + 1, anchor)
    if atom.low[0].isdigit():
        return _numeric(atoms, i, text) or _day_first(atoms, i, anchor) or bare_year(atoms, i, inside)
    if is_month(atoms, i):
        return _month_first(atoms, i, anchor)
    return None


def _numeric(atoms: list[Atom], i: int, text: str) -> Dates | None:
    """2023-03-21, 21.03.2023, 21/03/2023; of 03/04/2023, which two countries read in two ways, only the year is
    sure."""
    start = atoms[i].start
    found = _NUMERIC.match(text, start)
    if not found or (start and (text[start - 1].isalnum() or text[start - 1] in "-/.")):
        return None
    end = next((j for j in range(i, len(atoms)) if atoms[j].end >= found.end()), len(atoms) - 1) + 1
    if found.group(1):
        fields: Fields = int(found.group(1)), int(found.group(3)), int(found.group(4))
    else:
        day, month, year = int(found.group(5)), int(found.group(7)), int(found.group(8))
        if found.group(6) == "/" and day <= 12 and month <= 12 and day != month:
            fields = year, None, None
        else:
            fields = (year, day, month) if month > 12 else (year, month, day)
    kept = tuple(n for n in fields if n is not None)
    return Dates(end, fields, fields) if valid(kept) and 1500 <= kept[0] <= 2199 else None


def _day_first(atoms: list[Atom], i: int, anchor: Anchor) -> Dates | None:
    """21 March 2023, 21st of March, 20-22 March, 20 and 21 March."""
    begun = _day(atoms, i)
    if begun is None or _glued(atoms, i):
        return None
    j, day = begun
    first = day
    while j + 1 < len(atoms) and (atoms[j].low in _THROUGH or atoms[j].low in ("and", "or", ",", "&")):
        further = _day(atoms, j + 1)
        if not further or further[1] <= day:
            break
        j, day = further
    if _low(atoms, j) == "of":
        j += 1
    if j >= len(atoms) or not is_month(atoms, j, beside_day=True):
        return None
    month = atoms[j].word.value  # type: ignore[union-attr]
    j, year = _year_after(atoms, after_dot(atoms, j), anchor)
    return Dates(j, (year, month, first), (year, month, day), first != day)  # type: ignore[arg-type]


def _month_first(atoms: list[Atom], i: int, anchor: Anchor) -> Dates | None:
    """March 21(st), 2023; March 20-22; March 20 and 21; March 2023; March-April 2023; March."""
    month: int = atoms[i].word.value  # type: ignore[assignment, union-attr]
    j = after_dot(atoms, i)
    begun = _day(atoms, j + 1 if _low(atoms, j) == "the" else j)
    if begun:
        j, day = begun
        first, more = day, None
        if j + 1 < len(atoms) and (atoms[j].low in _THROUGH or atoms[j].low in ("and", "&")):
            k = j + 2 if atoms[j + 1].low == "the" else j + 1
            more = _day(atoms, k)
            if more and more[1] > day and not (_counts(atoms, more[0])) and not is_month_at(atoms, more[0]):
                j, day = more
        j, year = _year_after(atoms, j, anchor)
        return Dates(j, (year, month, first), (year, month, day), first != day)
    last_month = month
    if (
        j + 1 < len(atoms)
        and (atoms[j].low in _DASHES or atoms[j].low in ("and", "to", "through"))
        and is_month(atoms, j + 1)
    ):
        k = after_dot(atoms, j + 1)
        if _day(atoms, k) is None:
            last_month, j = atoms[j + 1].word.value, k  # type: ignore[union-attr, assignment]
    j, year = _year_after(atoms, j, anchor)
    return Dates(j, (year, month, None), (year, last_month, None), month != last_month)


def bare_year(atoms: list[Atom], i: int, inside: bool) -> Dates | None:
    """2014, 2017-18, 2014 to 2016, 1990s, where the neighbours say that it is a year."""
    year = four(atoms[i])
    if year is None:
        return None
    following = atoms[i + 1] if i + 1 < len(atoms) else None
    if following and following.low == "s" and following.start == atoms[i].end:
        return Dates(i + 2, (year, None, None), (year + 9, None, None), True) if year % 10 == 0 else None
    if not inside and not _stands_as_year(atoms, i, year):
        return None
    if (
        following
        and (following.low in _DASHES or following.low == "/")
        and i + 2 < len(atoms)
        and following.start == atoms[i].end
    ):
        tail = atoms[i + 2]
        until = four(tail) or (
            year // 100 * 100 + int(tail.low) if tail.low.isdecimal() and len(tail.low) == 2 else None
        )
        if until and year < until <= year + 100:
            return Dates(i + 3, (year, None, None), (until, None, None), True)
    return Dates(i + 1, (year, None, None), (year, None, None))


def _stands_as_year(atoms: list[Atom], i: int, year: int) -> bool:
    if not 1800 <= year <= 2100:
        return False
    before, after = _low(atoms, i - 1), _low(atoms, i + 1)
    if after in _NOT_AFTER_YEAR:
        return False
    if before in _BEFORE_YEAR or before in ("early", "mid", "late"):
        return True
    if before in _DASHES:
        return _low(atoms, i - 2) in ("mid", "early", "late", "post", "pre")
    if before == "(" and after in (")", ",", ";"):
        return True
    if before in _NAMED_BY_YEAR:
        return True
    if before in _ARTICLES and after[:1].isalpha():
        return year % 100 != 0 or not after.endswith("s")
    return False


def is_month_at(atoms: list[Atom], i: int) -> bool:
    """Whether a month stands at an index that may lie beyond the end."""
    return 0 <= i < len(atoms) and is_month(atoms, i, beside_day=True)


def is_month(atoms: list[Atom], i: int, beside_day: bool = False) -> bool:
    """Whether the atom names a month; "may" and "march" need a capital and company ("in May", "May 5")."""
    word = atoms[i].word
    if word is None or word.kind != "month" or not atoms[i].cased[0].isupper():
        return False
    if not word.strict or beside_day:
        return True
    j = after_dot(atoms, i)
    if _day(atoms, j) or (j < len(atoms) and four(atoms[j])) or (_low(atoms, j), _low(atoms, j + 1)) in _SAME_YEAR:
        return True
    if _low(atoms, j) in (",", "of") and j + 1 < len(atoms) and four(atoms[j + 1]):
        return True
    if len(atoms[i].low) < 5 and atoms[i].low != "may":
        return False  # an abbreviation stands beside a number
    before = atoms[i - 1].word if i else None
    if atoms[i].cased.isupper() and len(atoms[i].cased) > 1:
        return False  # an acronym or a shouted text: "MAY"
    low = _low(atoms, i - 1)
    return (
        low
        in (
            "in",
            "since",
            "by",
            "until",
            "till",
            "from",
            "of",
            "during",
            "before",
            "after",
            "and",
            "to",
            "between",
            "for",
        )
        or (before is not None and before.kind in ("shift", "part", "month"))
        or (low in _DASHES and _low(atoms, i - 2) in ("mid", "early", "late"))
    )


def _year_after(atoms: list[Atom], j: int, anchor: Anchor) -> tuple[int, int | None]:
    """A year after a day or month: ", 2023", "2023", "of 2023", "last year"."""
    k = j + 1 if _low(atoms, j) in (",", "of") else j
    if k < len(atoms):
        year = four(atoms[k])
        glued = k + 1 < len(atoms) and atoms[k + 1].start == atoms[k].end and atoms[k + 1].low in ("%", ":")
        if year and not glued and not (k > j and atoms[j].low == "," and _low(atoms, k + 1) in _NOT_AFTER_YEAR):
            return k + 1, year
    for size in (2, 3):
        count = _SAME_YEAR.get(tuple(a.low for a in atoms[j : j + size]))  # type: ignore[call-overload]
        if count is not None:
            here = anchor.told[0] if anchor.told else anchor.year
            return (j + size, here + count) if here else (j, None)
    return j, None


def _day(atoms: list[Atom], i: int) -> tuple[int, int] | None:
    """The atom after a day of the month (21, 21st) and its number."""
    if not 0 <= i < len(atoms) or not atoms[i].low.isdecimal() or len(atoms[i].low) > 2:
        return None
    day = int(atoms[i].low)
    if not 1 <= day <= 31:
        return None
    if i + 1 < len(atoms) and atoms[i + 1].start == atoms[i].end:
        if atoms[i + 1].low in _ORDINAL:
            return i + 2, day
        if atoms[i + 1].low in (":", "%") or atoms[i + 1].low[0].isalpha():
            return None
    return i + 1, day


def _counts(atoms: list[Atom], i: int) -> bool:
    return _low(atoms, i) in _NOT_AFTER_YEAR


def _glued(atoms: list[Atom], i: int) -> bool:
    """Whether the number belongs to a word before it: G20, COVID-19."""
    if not i or atoms[i - 1].end != atoms[i].start:
        return False
    if atoms[i - 1].low[0].isalnum() or atoms[i - 1].low in ("$", "€", "£", "¥", "#"):
        return True
    return i > 1 and atoms[i - 1].low in _DASHES and atoms[i - 2].end == atoms[i - 1].start


def after_dot(atoms: list[Atom], i: int) -> int:
    """The atom after a month and the full stop of its abbreviation."""
    dotted = i + 1 < len(atoms) and atoms[i + 1].low == "." and len(atoms[i].low) < 5 and atoms[i].low != "may"
    return i + 2 if dotted and atoms[i + 1].start == atoms[i].end else i + 1


def four(atom: Atom) -> int | None:
    """The year that an atom of four digits can be."""
    if len(atom.low) == 4 and atom.low.isdecimal() and atom.low.isascii():
        year = int(atom.low)
        return year if 1500 <= year <= 2199 else None
    return None


def _low(atoms: list[Atom], i: int) -> str:
    return atoms[i].low if 0 <= i < len(atoms) else ""
