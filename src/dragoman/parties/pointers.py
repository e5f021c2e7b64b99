"""The nouns that point back ("the two leaders", "the Sides", "the visitor"), from data/gazetteers/anaphors.csv."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from dragoman.errors import StopRun
from dragoman.gazetteers import read_table

_CLASSES = frozenset({"state", "body", "pair", "parties", "visitor", "female"})


@lru_cache(maxsize=1)
def pointers() -> dict[str, frozenset[str]]:
    """Class -> nouns (lower-case lemmas), or given names for "female". StopRun names the line of a typo."""
    file = resources.files("dragoman") / "data" / "gazetteers" / "anaphors.csv"
    found: dict[str, set[str]] = {name: set() for name in _CLASSES}
    for number, cells in read_table(file, ("noun", "class")):
        if cells["class"] not in found or not cells["noun"]:
            raise StopRun(
                f"{file.name}, line {number}: class is one of {', '.join(sorted(_CLASSES))} and noun is not empty"
            )
        found[cells["class"]].add(cells["noun"])
    return {name: frozenset(nouns) for name, nouns in found.items()}


def nouns() -> list[str]:
    """All pointing nouns, sorted."""
    return sorted(frozenset().union(*(n for c, n in pointers().items() if c != "female")))
