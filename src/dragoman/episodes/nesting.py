"""Which happenings are a part of which visit: the talks, the signing, the dinner.

"Xi and Putin held talks in the Kremlin" on 21 March is a part of Xi's visit to Moscow from 20 to 22 March.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.episodes.comparing import YEAR
from dragoman.episodes.forms import Form, form_of
from dragoman.episodes.tellings import event_of
from dragoman.records import Episode
from dragoman.store import days


@dataclass(frozen=True, slots=True)
class _Standing:
    """An episode as it is set in or around others: `documents` are those that tell it."""

    episode: Episode
    form: Form
    parties: frozenset[str]
    country: str | None
    first: int | None
    last: int | None
    documents: frozenset[int]


def nest(episodes: Sequence[Episode]) -> list[Episode]:
    """The same episodes in the same order, `part_of` set anew: the id of the visit within which each happened, else None.

    A visit holds an episode of a form that forms.csv lets stand within one, if it has two of the visit's parties or, told by a
    document of the visit's, one and no state beside them; its days fit (an episode without a date must share a document); its
    place is in the country visited or not told; and both happened, or both are still to come. Of several visits that with the
    most documents in common, then the shortest, then the first by id.
    """
    standing = [_standing(episode) for episode in episodes]
    by_party: dict[str, list[_Standing]] = {}
    for item in standing:
        if item.form.hosts:
            for code in item.parties:
                by_party.setdefault(code, []).append(item)
    found = []
    for item in standing:
        visits: dict[str, _Standing] = {}
        if item.form.within and item.episode.status != "denied":
            visits = {v.episode.id: v for code in item.parties for v in by_party.get(code, ())}
        holding = [visit for visit in visits.values() if _holds(visit, item)]
        best = min(holding, key=lambda visit: _rank(visit, item), default=None)
        found.append(dataclasses.replace(item.episode, part_of=best.episode.id if best else None))
    return found


def _standing(episode: Episode) -> _Standing:
    # The form is told by the reports that are coded as the episode is, before those that announce it.
    events = [event_of(report) for report in episode.reports]
    chosen = next((e for e in events if (e.type, e.mode) == (episode.type, episode.mode)), None)
    form = form_of(chosen or next((e for e in events if e.type == episode.type), events[0]))[0]
    first, last = days.span(episode.first)[0], days.span(episode.last)[1]
    return _Standing(
        episode, form, frozenset((*episode.actor, *episode.recipient)), episode.place.country if episode.place else None,
        first, last, frozenset(report.source.key for report in episode.reports),
    )  # fmt: skip


def _holds(visit: _Standing, item: _Standing) -> bool:
    shared = visit.parties & item.parties
    together = bool(visit.documents & item.documents)
    states = {code for code in item.parties - visit.parties if len(code) == 3}
    if len(shared) < 2 and (not together or states or item.form.mutual):
        return False
    if visit.country and item.country and visit.country != item.country:
        return False
    if (visit.episode.status == "denied") or (visit.episode.status != "occurred") != (item.episode.status != "occurred"):
        return False
    if visit.first is not None and visit.last is not None and visit.last - visit.first > YEAR:
        return False  # "my eighth visit since 2013" is none of the eight
    if item.first is None or item.last is None or visit.first is None or visit.last is None:
        return together
    if item.form.mutual and len(shared) > 1 and visit.country is None and not together:
        return False
    # A visit of which one day alone is told may have begun a day before.
    slack = visit.form.lasts if visit.first == visit.last and together else 1
    if item.first <= visit.first and visit.last <= item.last:
        return item.last - item.first <= 31  # "in March" may be the days of the visit
    return visit.first - slack <= item.first and item.last <= visit.last + slack


def _rank(visit: _Standing, item: _Standing) -> tuple[int, int, str]:
    length = visit.last - visit.first if visit.first is not None and visit.last is not None else 366
    return -len(visit.documents & item.documents), length, visit.episode.id
