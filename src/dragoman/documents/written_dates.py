"""Dates as documents write them ("March 21, 2023", "21 March", "2023-03-21T10:00Z"), to ISO 8601 as precise as known.

Only absolute dates, for the metadata of a document; what "last Tuesday" in its sentences means is the dating stage's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_NUMBER = {name[:size]: n for n, name in enumerate(_MONTHS, 1) for size in (3, None)} | {"sept": 9}
MONTH_NAMES = "(?i:" + "|".join(sorted(_NUMBER, key=lambda name: (-len(name), name))) + r")\b"
_MONTH = "(?P<month{0}>" + MONTH_NAMES + r")\.?"
_YEAR = r"(?P<year{0}>(?:1[89]|20)\d\d)\b"
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?\b"
_SHAPES = (
    _YEAR + r"[-/.](?P<digits{0}>[01]?\d)[-/.](?P<day{0}>[0-3]?\d)(?!\d)(?:T[\d:.+\-]*Z?)?",
    _MONTH + r"\s{{0,3}}" + _DAY + r"(?:\s{{0,3}},?\s{{0,3}}" + _YEAR + ")?",
    _DAY + r"\s{{0,3}}(?:of\s)?" + _MONTH + r"(?:\s{{0,3}},?\s{{0,3}}" + _YEAR + ")?",
    _MONTH + r",?\s{{1,3}}" + _YEAR,
    r"(?P<first{0}>[0-3]?\d)(?P<mark{0}>[/.])(?P<second{0}>[0-3]?\d)(?P=mark{0})" + _YEAR,
)
DATE = re.compile(r"\b(?:" + "|".join(shape.format(n) for n, shape in enumerate(_SHAPES)) + ")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A date and where it stands, in characters; `year` or `day` is None where the text does not tell it."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def iso(self) -> str | None:
        """ISO 8601, or None without a year."""
        if self.year is None:
            return None
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    def in_year(self, year: int) -> Written:
        """The same with the year filled in."""
        return Written(self.start, self.end, year, self.month, self.day)


def written(text: str, start: int = 0, end: int | None = None) -> Iterator[Written]:
    """All dates of `text[start:end]` in order; offsets count from the beginning of `text`."""
    for found in DATE.finditer(text, start, len(text) if end is None else end):
        date = _read(found)
        if date is not None:
            yield date


def _read(found: re.Match[str]) -> Written | None:
    parts = {re.sub(r"\d", "", name): value for name, value in found.groupdict().items() if value is not None}
    year = int(parts["year"]) if "year" in parts else None
    day = int(parts["day"]) if "day" in parts else None
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if parts["mark"] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            day, month = second, first
        else:
            return None  # 03/04/2023 is March in one country and April in the other
    elif "digits" in parts:
        month = int(parts["digits"])
    else:
        month = _NUMBER.get(parts["month"].casefold(), 0)  # 0: "APRİL" with a Turkish letter
    try:
        datetime.date(year or 2000, month, day or (1 if "day" not in parts else 0))
    except ValueError:
        return None
    return Written(found.start(), found.end(), year, month, day)


def iso(value: object) -> str | None:
    """What a metadata field says, as ISO 8601 (day, month or year); None where it says no date.

    >>> iso("2023-03-24T10:00:00Z"), iso("March 2023"), iso(2023)
    ('2023-03-24', '2023-03', '2023')
    """
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        return None
    text = str(value).strip()[:100]
    if re.fullmatch(r"(?:1[89]|20)\d\d", text):
        return text
    month = re.fullmatch(r"((?:1[89]|20)\d\d)-(0[1-9]|1[0-2])", text)
    if month:
        return text
    packed = re.fullmatch(
        r"((?:1[89]|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", text
    )  # 20230324, as GDELT and Chinese sites write
    if packed:
        text = "-".join(packed.groups())
    dates = [d.iso for d in written(text) if d.year]
    return dates[0] if dates else None


def distance(a: str, b: str) -> int:
    """Days from `a` to `b`, two ISO dates with a day."""
    return (datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a)).days
