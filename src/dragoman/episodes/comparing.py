"""How likely it is that two reports tell one happening, and why.

"Xi's trip to Moscow" of 21 March and "Xi arrived in Moscow" of the 20th: parties, act, days, place and people speak for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dragoman.episodes.forms import REASONS, alike, nearness, weights
from dragoman.episodes.tellings import Telling, telling
from dragoman.records import Report


@dataclass(frozen=True, slots=True)
class Reason:
    """What one of forms.REASONS says: `value` from -1 (speaks against one happening) to 1 (for it), and its `weight`."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two reports tell one happening, 0 to 1. `reasons` stand in the order of what they add; `barrier` names the
    reason that rules it out, whatever the others say."""

    score: float
    reasons: tuple[Reason, ...]
    barrier: str | None = None


def likeness(a: Report, b: Report) -> Likeness:
    """The likeness of two reports; the same either way round. Raises ValueError where an entry is no event."""
    one, other = telling(a), telling(b)
    barred, values = compare(one, other)
    reasons = [Reason(name, round(v, 3), w) for name, v, w in zip(REASONS, values, weights().reasons, strict=True)]
    reasons.sort(key=lambda reason: (-reason.value * reason.weight, reason.name))
    return Likeness(0.0 if barred else round(_score(values), 4), tuple(reasons), barred)


def score(a: Telling, b: Telling) -> float:
    """The score of `likeness`, of two reports that are ready to compare."""
    barred, values = compare(a, b)
    return 0.0 if barred else _score(values)


def _score(values: tuple[float, ...]) -> float:
    told = weights()
    level = told.base + sum(w * v for w, v in zip(told.reasons, values, strict=True))
    return 1.0 / (1.0 + math.exp(-level))


def compare(a: Telling, b: Telling) -> tuple[str | None, tuple[float, ...]]:
    """The name of what rules out that two reports tell one happening, else None, and the values of REASONS in their order."""
    act = alike().get((a.form.name, b.form.name))
    parties = _parties(a, b)
    time = _time(a, b)
    values = (
        parties if parties is not None else -1.0,
        act if act is not None else -1.0,
        time if time is not None else -1.0,
        _place(a, b),
        _people(a, b),
        _words(a, b),
    )
    barred = None
    if act is None or a.denied != b.denied:
        barred = "act"
    elif parties is None:
        barred = "parties"
    elif time is None:
        barred = "time"
    elif a.form.hosts and (a.public & b.people.keys() or b.public & a.people.keys()):
        barred = "people"  # where the president goes, tourists go too
    return barred, values


def _parties(a: Telling, b: Telling) -> float | None:
    """1 for the same, less where one names fewer, None where they cannot be the same."""
    if a.form.mutual and b.form.mutual:
        one, other = a.parties, b.parties
        shared = one & other
        if not one or not other:
            return -0.5
        if not shared and not _same_names(a, b):
            return None
        if len(shared) == 1 and one - other and other - one and len(one) > 1 and len(other) > 1:
            return None  # France with Germany, France with Poland
        if len(shared) > 1 and any(_is_state(code) for code in one ^ other):
            return -1.0  # talks of three states are hardly those that two of them had apart
        value = 2 * len(shared) / len(one | other) - 1
        # A report that takes Modi for American names him all the same.
        return max(value, 0.5) if value < 0.5 and _same_names(a, b) and (one < other or other < one) else value
    # Who hits whom is told by sides: Iran's attack on Israel is not Israel's on Iran.
    if a.actor and b.actor and not a.actor & b.actor:
        return None
    sides = [_side(a.actor, b.actor), _side(a.recipient, b.recipient)]
    return sum(sides) / 2


def _side(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / len(one | other) - 1


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isalpha()


def _same_names(a: Telling, b: Telling) -> bool:
    """Whether a person stands in both, whichever state each report takes him for."""
    return any(len(one & other) > 1 or (one and one == other) for one in a.people.values() for other in b.people.values())


def _people(a: Telling, b: Telling) -> float:
    """-1 where somebody else acts for a party, else the mean over the parties for which either names somebody: 1 for the same
    name, half for a shared word of it, 0 where one names nobody."""
    total, parties = 0.0, a.people.keys() | b.people.keys()
    for code in parties:
        one, other = a.people.get(code), b.people.get(code)
        if one and other and not one & other:
            return -1.0
        total += 0.0 if not one or not other else 1.0 if one == other else 0.5
    return max(total / len(parties), 0.5 if _same_names(a, b) else 0.0) if parties else 0.0


def _place(a: Telling, b: Telling) -> float:
    """1 for the same place, -1 for different countries; a city and its country fit, two cities only within a visit."""
    if a.place is None or b.place is None:
        return 0.0
    if a.place == b.place:
        return 1.0
    if a.country and b.country and a.country != b.country:
        return -1.0
    return 0.3 if a.form.hosts or a.wide or b.wide else -0.5


def _words(a: Telling, b: Telling) -> float:
    """The share of what the shorter quote is about that the other is about too; where acts of a form differ by what they are
    about ("urged to release", "urged to pay"), sharing nothing speaks against one happening."""
    if not a.words or not b.words:
        return 0.0
    shared = len(a.words & b.words) / min(len(a.words), len(b.words))
    return 2 * shared - 1 if a.form.content or b.form.content else shared


YEAR = 366
"""Days. What lasted longer than a year tells of many acts ("they met thirty times since 2013") and of no one of them."""


def _time(a: Telling, b: Telling) -> float | None:
    """1 for the same day or an interval that holds it, -1 for days apart, None where they lie too far apart."""
    if (_length(a) > YEAR) != (_length(b) > YEAR):
        return None
    if a.first is not None and b.first is not None:
        return _dated(a, b)
    if a.first is not None or b.first is not None:
        dated, other = (a, b) if a.first is not None else (b, a)
        if other.told is None or dated.first is None or dated.last is None:
            return 0.0 if other.told is None else None
        if other.before:
            return _near("lead", dated.last - other.told)
        if other.told < dated.first and other.form.hosts:
            return _near("ahead", dated.first - other.told)
        # An interval that holds the day of publication lies not behind it.
        return _near("lag", min(other.told - dated.first, max(0, other.told - dated.last)))
    if a.told is None or b.told is None:
        return 0.0
    if a.before == b.before:
        return _near("plans" if a.before else "told", abs(a.told - b.told))
    early, late = (a.told, b.told) if a.before else (b.told, a.told)
    return _near("announced", late - early)


def _near(case: str, days: int) -> float | None:
    """What so many days tell. A day too early is forgiven: texts are dated by the hour of another time zone."""
    if days < -1:
        return None
    return next((value for most, value in nearness()[case] if days <= most), None)


def _dated(a: Telling, b: Telling) -> float | None:
    assert a.first is not None and a.last is not None and b.first is not None and b.last is not None
    gap = max(a.first, b.first) - min(a.last, b.last)
    lasts = max(a.form.lasts, b.form.lasts)
    if gap > 0:
        return None if gap > 2 * lasts + 1 else max(-1.0, 1 - gap / lasts) if lasts else -1.0
    longest = max(_length(a), _length(b))
    return 1.0 if longest <= 7 else 0.4 if longest <= 31 else 0.1


def _length(told: Telling) -> int:
    return told.last - told.first if told.first is not None and told.last is not None else 0
