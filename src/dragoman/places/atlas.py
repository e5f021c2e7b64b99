"""The names of places: states and their capitals, sites and regions, cities. Read from data/gazetteers on first use,
once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dragoman import gazetteers
from dragoman.errors import StopRun

_STATE_KINDS = frozenset({"name", "official", "short", "former"})

_JOINED = re.compile(r"[ \-'.]").search
_FIRST = re.compile(r"[^ \-']*").match


class Place(NamedTuple):
    """What a name may mean: the name a record gives it, its state, its size (people; 0 where unknown) and kind."""

    name: str
    country: str | None
    population: int
    kind: str  # state, city, seat, retreat, region, water


class Atlas(NamedTuple):
    """`names`: each name with what it may mean, most populous first; `words`: names that are also words or people's
    names;
    `longest`: the most words a name has, by its first word."""

    names: Mapping[str, tuple[Place, ...]]
    words: frozenset[str]
    longest: Mapping[str, int]


@lru_cache(maxsize=1)
def atlas() -> Atlas:
    """Every name of a place. Raises StopRun with file and line on a mistake in a file."""
    names: dict[str, tuple[Place, ...]] = {}
    _cities(names)
    for number, row in gazetteers.read_table(_file("sites.csv"), ("text", "name", "country", "kind")):
        if (
            not row["text"]
            or row["kind"] not in ("seat", "retreat", "region", "water")
            or len(row["country"]) not in (0, 3)
        ):
            raise StopRun(f"sites.csv, line {number}: the text is missing, or kind or country is none")
        names[row["text"]] = (Place(row["name"] or row["text"], row["country"] or None, 0, row["kind"]),)
    for state in gazetteers.state_names():
        if state.kind in _STATE_KINDS and state.text[:1].isupper() and len(state.text) > 1:
            text = state.text.removeprefix("The ").removeprefix("the ")
            if text not in names or names[text][0].kind == "city":
                names[text] = (Place(text, state.code, 0, "state"),)
    words = frozenset(row["word"] for _, row in gazetteers.read_table(_file("city_words.csv"), ("word",)))
    longest: dict[str, int] = {}
    for name in filter(_JOINED, names):
        first = _FIRST(name).group()  # type: ignore[union-attr]
        size = 1 + name.count(" ") + 2 * (name.count("-") + name.count("'")) + name.count(".")
        if size > longest.get(first, 1):
            longest[first] = size
    return Atlas(names, words, longest)


def _cities(names: dict[str, tuple[Place, ...]]) -> None:
    """Cities by name, then by their other spellings; a city that bears a name goes before one that is only also
    spelt so."""
    others: dict[str, Place] = {}
    for number, line in enumerate(_file("cities.csv").read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or line == "names,country,population":
            continue
        try:
            called, country, people = line.split(",")
            name, *spellings = called.split("|")
            place = Place(name, country, int(people), "city")
        except ValueError as error:
            raise StopRun(f"cities.csv, line {number}: names, country and a number belong here") from error
        here = names.get(name)
        names[name] = (place,) if here is None else (*here, place)
        for spelling in spellings:
            others.setdefault(spelling, place)
    for spelling, place in others.items():
        here = names.get(spelling)
        if here is None or (place.population > 20 * here[0].population and place.population > 500_000):
            names[spelling] = (place, *(here or ()))


def _file(name: str):
    return files("dragoman") / "data" / "gazetteers" / name
