"""The names of places: states and their capitals, sites and regions, cities. Read from data/gazetteers on first use,
once."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dragoman import gazetteers
from dragoman.errors import StopRun

SITES = frozenset({"seat", "retreat", "region", "water"})
_STATE_KINDS = frozenset({"name", "official", "short", "former"})

_JOINED = re.compile(r"[ \-'.]").search
_FIRST = re.compile(r"[^ \-']*").match


class Place(NamedTuple):
    """What a name may mean: the name a record gives it, its state, its size (people; 0 where unknown) and kind."""

    name: str
    country: str | None
    population: int
    kind: str  # state, city, seat, retreat, region, water


class Atlas:
    """Every name of a place. `words`: names of cities that are also words or people's names; `longest`: how many
    tokens a name
    can have that begins with a word, where that is more than one."""

    def __init__(self) -> None:
        self._cities: dict[str, list[str]] = {}  # name -> lines of cities.csv: cities are made when they are asked for
        self._places: dict[str, tuple[Place, ...]] = {}
        self._read_cities()
        for number, row in gazetteers.read_table(_file("sites.csv"), ("text", "name", "country", "kind")):
            if not row["text"] or row["kind"] not in SITES or len(row["country"]) not in (0, 3):
                raise StopRun(f"sites.csv, line {number}: the text is missing, or kind or country is none")
            self._places[row["text"]] = (Place(row["name"] or row["text"], row["country"] or None, 0, row["kind"]),)
        for state in gazetteers.state_names():
            if state.kind in _STATE_KINDS and state.text[:1].isupper() and len(state.text) > 1:
                text = state.text.removeprefix("The ").removeprefix("the ")
                self._places.setdefault(text, (Place(text, state.code, 0, "state"),))
        self.words = frozenset(row["word"] for _, row in gazetteers.read_table(_file("city_words.csv"), ("word",)))
        self.longest: dict[str, int] = {}
        for names in (self._cities, self._places):
            for name in filter(_JOINED, names):
                first = _FIRST(name).group()  # type: ignore[union-attr]
                size = 1 + name.count(" ") + 2 * (name.count("-") + name.count("'")) + name.count(".")
                if size > self.longest.get(first, 1):
                    self.longest[first] = size

    def __contains__(self, name: str) -> bool:
        return name in self._places or name in self._cities

    def __len__(self) -> int:
        return len(self._places.keys() | self._cities.keys())

    def get(self, name: str) -> tuple[Place, ...] | None:
        """What a name may mean, the likeliest first; None if nothing."""
        places = self._places.get(name)
        if places is None and name in self._cities:
            places = self._places[name] = tuple(_city(line) for line in self._cities[name])
        return places

    def names(self) -> list[str]:
        """Every name, in order of the alphabet."""
        return sorted(self._places.keys() | self._cities.keys())

    def _read_cities(self) -> None:
        """Lines by name, then by other spellings; a city that bears a name goes before one that is only also spelt
        so, unless
        it is twenty times as large."""
        named: dict[str, list[str]] = self._cities
        others: dict[str, str] = {}
        for line in _file("cities.csv").read_text(encoding="utf-8").splitlines():
            called = line.partition(",")[0]
            if line[0] == "#" or called == "names":
                continue
            name, bar, spellings = called.partition("|")
            here = named.get(name)
            if here is None:
                named[name] = [line]
            else:
                here.append(line)
            if bar:
                for spelling in spellings.split("|"):
                    if spelling not in others:
                        others[spelling] = line
        for spelling, line in others.items():
            here = named.get(spelling)
            if here is None:
                named[spelling] = [line]
            elif _city(line).population > 20 * _city(here[0]).population and _city(line).population > 500_000:
                here.insert(0, line)


@lru_cache(maxsize=1)
def atlas() -> Atlas:
    """Every name of a place, read once. Raises StopRun with file and line on a mistake in a file."""
    return Atlas()


def _city(line: str) -> Place:
    try:
        called, country, people = line.split(",")
        return Place(called.partition("|")[0], country, int(people), "city")
    except ValueError as error:
        raise StopRun(f"cities.csv: names, country and a number belong in {line[:80]!r}") from error


def _file(name: str):
    return files("dragoman") / "data" / "gazetteers" / name
