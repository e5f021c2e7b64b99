"""The vocabulary of time, from data/lexicons/time_words.csv, and the cutting of text into atoms that the grammar
reads.

Atoms, not tokens: "20-22", "21st" and "mid-March" come apart here however a tokenizer keeps them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.errors import StopRun
from dragoman.gazetteers import read_table

CLASSES = frozenset(
    {
        "month", "weekday", "unit", "number", "season", "deictic", "shift", "anaphor", "part", "daypart"
    }
)
_TRIGGERS = frozenset({"month", "weekday", "unit", "season", "deictic"})
_DAYTIME = frozenset({"morning", "afternoon", "evening", "night"})
_ATOM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\n\s*\n|[^\s\w]|_")
_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,2}[-–/.]\d{1,2}[-–/.]\d{2,4}|\d{4}s|^[qQ][1-4]$|^[hH][12]$")


class Word(NamedTuple):
    """A word of time: its class, its value, and whether it is one only in the company of other time words."""

    kind: str
    value: int | str
    strict: bool


class Atom(NamedTuple):
    """A piece of text: `low` in lower case, `cased` as written, `word` if it is one of time, character offsets."""

    low: str
    cased: str
    word: Word | None
    start: int
    end: int


@lru_cache(maxsize=1)
def words() -> dict[str, Word]:
    """Every word of time by its lower-case form. Raises StopRun with file and line on a mistake in the file."""
    found: dict[str, Word] = {}
    file = files("dragoman") / "data" / "lexicons" / "time_words.csv"
    for number, row in read_table(file, ("word", "class", "value", "strict")):
        value: int | str = row["value"]
        if row["class"] not in CLASSES or row["strict"] not in ("0", "1") or not value or row["word"] in found:
            raise StopRun(f"{file.name}, line {number}: class, value or strict is wrong, or the word stands twice")
        if row["class"] not in ("unit", "part"):
            try:
                value = int(value)
            except ValueError as error:
                raise StopRun(f"{file.name}, line {number}: {row['value']} is no number") from error
        found[row["word"]] = Word(row["class"], value, row["strict"] == "1")
    return found


def triggers(text: str) -> bool:
    """Whether a token can stand in a time expression that is worth looking for."""
    low = text.lower()
    word = words().get(low)
    if word:
        return word.kind in _TRIGGERS or low in _DAYTIME
    if any(c.isdigit() for c in low):
        return len(low) < 40 and _DIGITS.search(low) is not None
    if "-" in low or "–" in low:
        return len(low) < 40 and any(triggers(piece) for piece in re.split("[-–]", low))
    return False


def atoms(text: str, start: int, end: int) -> list[Atom]:
    """The atoms of text[start:end], with offsets into `text`."""
    known = words()
    found = []
    for match in _ATOM.finditer(text, start, end):
        cased = match.group()
        low = cased.lower()
        found.append(Atom(low, cased, known.get(low), match.start(), match.end()))
    return found
