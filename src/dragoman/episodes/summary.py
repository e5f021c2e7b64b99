"""Reports of one happening to one Episode: who, what, when, where, told by how many independent sources, and where they disagree.

Three outlets tell "20 March", "this week" and "a three-day visit from 20 to 22 March": it lasted from the 20th to the 22nd.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import eq
from typing import TypeVar

from dragoman import ontology
from dragoman.episodes.forms import Form
from dragoman.episodes.identity import episode_id
from dragoman.episodes.tellings import Telling, event_of, order, telling
from dragoman.records import Difference, Episode, Event, Place, Report
from dragoman.store import days

V = TypeVar("V", bound=Hashable)

SUREST = 0.99
"""No number of reports makes a happening surer than this: sources copy each other more than they say."""
_STATUSES = ("occurred", "planned", "hypothetical", "denied")
_LONG = 31
"""Days of a month."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A report with its event and what it tells."""

    report: Report
    event: Event
    telling: Telling


def summarise(reports: Iterable[Report]) -> Episode:
    """The episode that reports of one happening make; the same whatever their order.

    type and mode   those that most independent sources tell of it as done; of equally many those of the surest reports together,
                    then of the earliest; a mode counts before none where a third tell one
    actor, recipient  each code that a third of the sources tell, at least those of the most told sides; a mutual act has all in
                    `actor`
    first, last     the days on which the dated reports agree; of a visit the longest stretch that is told; else those told most;
                    none where only a stretch beyond a month is told, by fewer reports than tell no day
    confidence      noisy-or over the sources, each with the confidence of its surest report, at most SUREST
    differences     fields on which documents disagree, each value with the ids of the entries that give it; a document that
                    gives what another gives and more does not disagree with it

    A person's word counts more than any number of sources: what was edited or added decides type, mode, sides, date, place and
    status. Raises ValueError where there is no report, or an entry is no event.
    """
    told = [_Told(report, event_of(report), telling(report)) for report in sorted(reports, key=order)]
    if not told:
        raise ValueError("an episode needs a report")
    sources = independent([item.report for item in told])
    by_source = list(zip(told, sources, strict=True))
    ruled = [pair for pair in by_source if pair[0].report.reviewed in ("edited", "added")]
    heard = ruled or by_source
    status = next(s for s in _STATUSES if any(_status(item) == s for item, _ in heard))
    # What was told before is not coded as the act itself ("will visit" is AGREE), so it does not say what was done.
    done = [pair for pair in heard if not pair[0].telling.before] or heard
    type_ = _most(done, lambda item: item.event.type)
    of_type = [pair for pair in done if pair[0].event.type == type_]
    mode = _mode(of_type)
    actor, recipient = _sides([pair for pair in heard if pair[0].event.type == type_] or heard, heard)
    first, last = _interval(heard)
    return Episode(
        id=episode_id(told[0].report),
        type=type_,
        mode=mode,
        actor=actor,
        recipient=recipient,
        first=days.iso(first),
        last=days.iso(last),
        place=_place(heard),
        status=status,
        sectors=tuple(sorted({sector for item in told for sector in item.event.sectors})),
        score=ontology.score(type_, mode),
        confidence=_confidence(by_source),
        sources=len(set(sources)),
        reports=tuple(item.report for item in told),
        differences=_differences(told),
    )


_Heard = Sequence[tuple[_Told, int]]


def independent(reports: Sequence[Report]) -> list[int]:
    """For each report the number of its source, from 0 in the order of the reports: a reprint counts with its original, texts
    of one publisher count once, a text of an unknown publisher for itself."""
    leader: dict[Hashable, Hashable] = {}

    def top(name: Hashable) -> Hashable:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for report in reports:
        source = report.source
        names: list[Hashable] = [("document", source.key), ("text", source.hash)]
        if source.reprint_of is not None:
            names.append(("document", source.reprint_of))
        elif source.publisher and source.publisher.strip():
            names.append(("publisher", " ".join(source.publisher.casefold().split())))
        for name in names[1:]:
            leader[top(name)] = top(names[0])
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(top(("document", report.source.key)), len(numbers)) for report in reports]


def _status(item: _Told) -> str:
    """What a report says of the whole happening: an agreement to meet is a meeting that is planned."""
    status = item.event.status
    return "planned" if item.telling.before and status == "occurred" else status


def _most(heard: _Heard, value: Callable[[_Told], V]) -> V:
    """The value that most sources tell; of those told by as many, that of which most reports are likely right, then the first."""
    by_value: dict[V, list[tuple[_Told, int]]] = {}
    for item, source in heard:
        by_value.setdefault(value(item), []).append((item, source))
    return max(by_value, key=lambda v: _much(by_value[v]))  # max keeps the first, and dicts the order of the reports


def _much(heard: _Heard) -> tuple[int, float]:
    """How many sources tell something, and how many of their reports are likely right."""
    return len({source for _, source in heard}), round(sum(item.event.confidence for item, _ in heard), 6)


def _mode(heard: _Heard) -> str | None:
    """The mode that most tell, if a third of the sources and of the reports tell any: one "forum" makes no gathering of talks."""
    told = [pair for pair in heard if pair[0].event.mode]
    enough = told and all(3 * some >= every for some, every in zip(_much(told), _much(heard), strict=True))
    return _most(told, lambda item: item.event.mode) if enough else None


def _sides(of_type: _Heard, heard: _Heard) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients: those of the sides told most, and who else a third of the sources name on that side."""
    form: Form = of_type[0][0].telling.form
    if form.mutual and not form.hosts:
        return _union(heard, lambda item: item.telling.parties), ()
    actors = _union(of_type, lambda item: item.telling.actor)
    recipients = tuple(code for code in _union(of_type, lambda item: item.telling.recipient) if code not in actors)
    return actors, recipients


def _union(heard: _Heard, side: Callable[[_Told], frozenset[str]]) -> tuple[str, ...]:
    naming: dict[str, set[int]] = {}
    for item, source in heard:
        for code in side(item):
            naming.setdefault(code, set()).add(source)
    told = [(item, source) for item, source in heard if side(item)]
    if not told:
        return ()
    most = _most(told, side)
    least = len({source for _, source in told}) / 3
    return tuple(sorted(code for code, by in naming.items() if code in most or len(by) >= max(2.0, least)))


def _interval(heard: _Heard) -> tuple[int | None, int | None]:
    """The first and last day. What is told by the day says more than a week, a month or a year that holds it."""
    told = [(t.first, t.last, pair) for pair in heard for t in [pair[0].telling] if t.first is not None and t.last is not None]
    sharp = [span for span in told if not _bounds(*span[:2])]
    if not sharp and all(last - first > _LONG for first, last, _ in told) and len(heard) > 2 * len(told):
        return None, None  # "our third meeting this year" does not date the talks
    told = sharp or told
    if not told:
        return None, None
    low, high = max(first for first, _, _ in told), min(last for _, last, _ in told)
    if not heard[0][0].telling.form.hosts:
        return (low, high) if low <= high else _most_told(told)
    stretches = [span for span in told if span[0] < span[1]]
    if stretches and not _bounds(*stretches[0][:2]):
        return _most_told(stretches)  # "from 20 to 22 March": the days of arrival and of the talks lie within
    return (low, high) if stretches else (high, low)


def _bounds(first: int, last: int) -> bool:
    """Whether days are a calendar week ("this week"), or so many that they only bound when something happened."""
    return last - first >= _LONG - 4 or (last - first == 6 and first % 7 == 1)  # ordinal 1 is a Monday


def _most_told(told: Sequence[tuple[int, int, tuple[_Told, int]]]) -> tuple[int, int]:
    """Of (first, last, report) the days that most sources and reports tell; of equally many the shortest, then the first."""
    by_days: dict[tuple[int, int], list[tuple[_Told, int]]] = {}
    for first, last, pair in told:
        by_days.setdefault((first, last), []).append(pair)
    return max(by_days, key=lambda span: (*_much(by_days[span]), span[0] - span[1], -span[0]))


def _place(heard: _Heard) -> Place | None:
    """The place that most sources name; a city counts before its country."""
    placed = [(item, source) for item, source in heard if item.event.place]
    if not placed:
        return None
    countries = [(item, source) for item, source in placed if item.event.place and item.event.place.country]
    country = _most(countries, lambda item: item.telling.country) if countries else None
    there = [pair for pair in placed if pair[0].telling.country == country]
    towns = [pair for pair in there if not pair[0].telling.wide] or there
    name = _most(towns, lambda item: item.telling.place)
    return next(item.event.place for item, _ in towns if item.telling.place == name)


def _confidence(heard: _Heard) -> float:
    """1 minus the chance that every source errs; what a person accepted, edited or added is as sure as can be."""
    if any(item.report.reviewed for item, _ in heard):
        return SUREST
    surest: dict[int, float] = {}
    for item, source in heard:
        surest[source] = max(surest.get(source, 0.0), min(1.0, max(0.0, item.event.confidence)))
    wrong = 1.0
    for source in sorted(surest):
        wrong *= 1.0 - surest[source]
    return round(min(SUREST, 1.0 - wrong), 4)


def _differences(told: Sequence[_Told]) -> tuple[Difference, ...]:
    """Fields in which documents tell what cannot both be so: silence, a coarser date and a country for its city do not differ."""
    form = told[0].telling.form
    dated = [t for t in told if t.telling.first is not None]
    placed = [t for t in told if t.event.place and not t.telling.wide]
    done = [t for t in told if not t.telling.before]
    moded = [t for t in done if t.event.mode]
    found: dict[str, list[tuple[str, str]]] = {}
    if _disagree(dated, lambda t: (t.telling.first or 0, t.telling.last or 0), lambda a, b: _one_time(a, b, form)):
        found["date"] = [(t.event.date or "", t.event.id) for t in dated]
    # A visit may lead to several towns, but to one country.
    if _disagree(placed, lambda t: (t.telling.country, None if form.hosts else t.telling.place), eq):
        found["place"] = [(t.event.place.name, t.event.id) for t in placed if t.event.place]
    if _disagree(done, lambda t: t.event.type, eq):
        found["type"] = [(t.event.type, t.event.id) for t in done]
    if _disagree(moded, lambda t: t.event.mode, eq):
        found["mode"] = [(t.event.mode or "", t.event.id) for t in moded]
    sides: dict[str, Callable[[_Told], frozenset[str]]] = {"actor": lambda t: t.telling.actor}
    if form.mutual:
        sides["actor"] = lambda t: t.telling.parties
    else:
        sides["recipient"] = lambda t: t.telling.recipient
    for field, side in sides.items():
        fullest = max(map(side, told), key=len)
        # Naming fewer than the fullest is no contradiction.
        if _disagree(told, side, lambda a, b, fullest=fullest: a | b <= fullest):  # type: ignore[misc]
            found[field] = [(", ".join(sorted(side(t))), t.event.id) for t in told if side(t)]
    if any(t.telling.denied for t in told):
        found["status"] = [(_status(t), t.event.id) for t in told]
    return tuple(_difference(field, values) for field, values in found.items() if len({v for v, _ in values}) > 1)


def _disagree(told: Sequence[_Told], value: Callable[[_Told], V], agree: Callable[[V, V], bool]) -> bool:
    """Whether two documents have no two values that agree."""
    by_document: dict[int, set[V]] = {}
    for item in told:
        by_document.setdefault(item.report.source.key, set()).add(value(item))
    different = list(dict.fromkeys(map(frozenset, by_document.values())))  # many documents tell the same few things
    return any(not any(agree(a, b) for a in one for b in other) for one, other in combinations(different, 2))


def _one_time(a: tuple[int, int], b: tuple[int, int], form: Form) -> bool:
    """Whether two spans of days can both be so: they share a day, or lie within the days that a visit lasts."""
    return max(a[0], b[0]) - min(a[1], b[1]) <= (form.lasts if form.hosts else 0)


def _difference(field: str, values: Iterable[tuple[str, str]]) -> Difference:
    by_value: dict[str, list[str]] = {}
    for value, entry in values:
        by_value.setdefault(value, []).append(entry)
    return Difference(field, tuple((value, tuple(sorted(ids))) for value, ids in sorted(by_value.items())))
