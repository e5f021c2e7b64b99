"""Episodes in the store: brought up to date as reports come and go, and asked for.

Reads:  the keys of entries that came, changed or went (`store.Kept`), a person's merges and splits.
Writes: the group that each event belongs to; gives back records.Episode.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from dragoman.episodes.clustering import Prepared, cluster, prepare, reach
from dragoman.episodes.identity import episode_id
from dragoman.episodes.nesting import nest
from dragoman.episodes.summary import summarise
from dragoman.records import Episode, Event, Report
from dragoman.store import Kept, Question, Store, grouping, joining, loading, questions

KIND = "events"

_HELD = 50_000
"""Reports that are held ready: about 2 KB each."""


class Keeper:
    """Brings the episodes of a store up to date; holds what it looked up between calls."""

    def __init__(self) -> None:
        self.near = grouping.Neighbours(KIND, lambda report: self._prepared(report).keys)
        self._ready: dict[int, Prepared] = {}

    def _prepared(self, report: Report) -> Prepared:
        found = self._ready.get(report.key)
        if found is None or found.report is not report:
            if len(self._ready) > _HELD:
                self._ready.clear()
            found = self._ready[report.key] = prepare(report)
        return found

    def forget(self) -> None:
        """Forget what was looked up."""
        self.near.held.clear()
        self._ready.clear()

    def follow(self, connection: Connection, kept: Kept, came: Sequence[Report]) -> None:
        """After entries came, changed or went: only the episodes that they can touch are made anew."""
        mine = [one for one in came if isinstance(one.entry, Event)]
        self.near.enter(connection, mine, kept)
        self.regroup(connection, [*mine, *self.near.left(connection, kept)])

    def regroup(self, connection: Connection, reports: Sequence[Report]) -> None:
        """Group some reports, and all that they can touch, anew."""
        if not reports:
            return
        ruled = joining.joins(connection, joining.EPISODES)
        known = {
            one.key: one
            for one in loading.reports(connection, sorted({key for pair in ruled.together for key in pair}))
        }
        together = [(known[a], known[b]) for a, b in ruled.together if a in known and b in known]
        touched = reach(reports, lambda keys: self.near.sharing(connection, keys), together, self._prepared)
        groups = cluster(touched, together=ruled.together, apart=ruled.apart, prepared=self._prepared)
        grouping.regroup(connection, KIND, {episode_id(group[0]): [one.key for one in group] for group in groups})


def ask(store: Store, question: Question, limit: int | None = None) -> list[Episode]:
    """The episodes of which a report answers a question, each whole, by their first day (undated ones by when they were first
    reported); talks within a visit are marked. With a limit only the first so many are made, by the day of that report."""
    with store.looking() as connection:
        return _made(connection, _ids(connection, question)[:limit])


def count(store: Store, question: Question) -> int:
    """How many episodes answer a question."""
    with store.looking() as connection:
        return len(_ids(connection, question))


def _ids(connection: Connection, question: Question) -> list[str]:
    keys = questions.keys(connection, question)
    of = grouping.of_entries(connection, keys)
    return list(dict.fromkeys(of[key] for key in keys if key in of))


def find(store: Store, id: str) -> Episode | None:
    """The episode of an id, or the one where a citation of that id leads now; None where there is none."""
    with store.looking() as connection:
        found = _made(connection, [grouping.now(connection, id)])
        return found[0] if found else None


def _made(connection: Connection, ids: Sequence[str]) -> list[Episode]:
    groups: dict[str, list[int]] = {}
    for portion in loading.portions(ids):
        groups |= grouping.members(connection, portion, KIND)
    reports = {
        one.key: one for one in loading.reports(connection, sorted({key for keys in groups.values() for key in keys}))
    }
    made = [summarise([reports[key] for key in keys if key in reports]) for keys in groups.values()]
    return sorted(nest(made), key=lambda one: (one.first or one.last or reported(one) or "", one.id))


def reported(one: Episode) -> str | None:
    """When an episode was first reported: where an undated one stands among the others."""
    return min((report.source.published for report in one.reports if report.source.published), default=None)
