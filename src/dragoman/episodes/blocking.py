"""The few keys under which the possible partners of a report are found: block, parties and month, and the document itself.

A report of Modi's arrival on 20 June 2023 stands under "visit|IND+USA|2023-06", so that only what shares it is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from dragoman.episodes.forms import nearness
from dragoman.episodes.tellings import Telling, telling
from dragoman.records import Report

_PARTIES = 4
"""Of more parties than so many, the first by code stand for all: a list of thirty states would make 435 pairs."""
_MONTHS = 14
"""A date that may mean more months than that ("since 2014") is found through its document alone."""


def blocks(report: Report) -> tuple[str, ...]:
    """The keys of the blocks that a report belongs to, sorted. Reports that share none are never one happening, unless a
    person says so. Raises ValueError where the entry is no event."""
    return keys(telling(report))


def keys(told: Telling) -> tuple[str, ...]:
    """`blocks`, of a report that is ready to compare."""
    block = told.form.block
    found = {f"{block}|{told.document}"}
    for month in _months(told):
        found.update(f"{block}|{who}|{month}" for who in _who(told))
    return tuple(sorted(found))


def _who(told: Telling) -> Iterator[str]:
    """Those by whom a partner is found that names fewer: each pair of a mutual act and each person, the actors of others."""
    if not told.form.mutual:
        yield from sorted(told.actor)[:_PARTIES] or [f">{code}" for code in sorted(told.recipient)[:_PARTIES]]
        return
    codes = sorted(told.parties)[:_PARTIES]
    yield from ["+".join(pair) for pair in combinations(codes, 2)] or codes
    for code in sorted(told.people)[:_PARTIES]:
        # The longest word of a name is nearly always of the family name or rare enough.
        name = max(sorted(told.people[code]), key=len, default="")
        if name:
            yield f"@{name}"


def _months(told: Telling) -> list[str]:
    """The months in which partners may be told, with their neighbours where the days lie near a month's end."""
    near = told.form.lasts + 1
    if told.first is not None and told.last is not None:
        low, high = told.first - near, told.last + near
    elif told.told is None:
        return []
    elif told.before:
        low, high = told.told - near, told.told + max(nearness()["lead"][-1][0], near)
    else:
        ahead = nearness()["ahead"][-1][0] if told.form.hosts else near
        low, high = told.told - max(nearness()["lag"][-1][0], near), told.told + max(ahead, near)
    low, high = max(low, 1), min(max(high, 1), date.max.toordinal())
    a, b = date.fromordinal(low), date.fromordinal(high)
    numbers = range(a.year * 12 + a.month - 1, b.year * 12 + b.month)
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in numbers] if len(numbers) <= _MONTHS else []
