"""The ledger in the store: promises brought up to date as commitments come and go, and asked for with what came of them.

Reads:  the keys of entries that came, changed or went (`store.Kept`), a person's merges, splits and rulings.
Writes: the group that each commitment belongs to; gives back records.Promise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from dragoman.errors import StopRun
from dragoman.ledger.accounts import evidence
from dragoman.ledger.clustering import blocks, cluster, neighbourhood, order
from dragoman.ledger.histories import binding_ids, from_bearings, promise_id
from dragoman.records import Commitment, Promise, Report
from dragoman.store import Kept, Question, Store, days, grouping, joining, loading, questions

KIND = "commitments"

_ACTS = (
    "COOPERATE",
    "AID",
    "SUPPORT",
    "CONSULT",
    "CONCEDE",
    "RETREAT",
    "SANCTION",
    "REJECT",
    "THREATEN",
    "COERCE",
    "ASSAULT",
)


class Keeper:
    """Brings the promises of a store up to date; holds what it looked up between calls."""

    def __init__(self) -> None:
        self.near = grouping.Neighbours(KIND, blocks)

    def forget(self) -> None:
        """Forget what was looked up."""
        self.near.held.clear()

    def follow(self, connection: Connection, kept: Kept, came: Sequence[Report]) -> None:
        """After entries came, changed or went: only the promises that they can touch are made anew."""
        mine = [one for one in came if isinstance(one.entry, Commitment)]
        self.near.enter(connection, mine, kept)
        self.regroup(connection, [*mine, *self.near.left(connection, kept)])

    def regroup(self, connection: Connection, reports: Sequence[Report]) -> None:
        """Group some reports, and all that they can touch, anew."""
        if not reports:
            return
        ruled = joining.joins(connection, joining.PROMISES)
        joined = sorted({key for pair in ruled.together for key in pair})
        begun = {one.key: one for one in (*reports, *loading.reports(connection, joined))}
        touched = neighbourhood(begun.values(), lambda keys: self.near.sharing(connection, keys))
        groups = cluster(touched, together=ruled.together, apart=ruled.apart)
        grouping.regroup(connection, KIND, {promise_id(group): [one.key for one in group] for group in groups})


def ask(store: Store, question: Question, *, as_of: str) -> list[Promise]:
    """The promises of which a commitment answers a question, in the order in which they were made, each with its whole history as
    of a day (ISO 8601). StopRun where that is no day."""
    if days.span(as_of)[1] is None:
        raise StopRun(f"--as-of {as_of}: not a date such as 2024-05-31")
    with store.looking() as connection:
        wanted = set(grouping.of_entries(connection, questions.keys(connection, question)).values())
        if not wanted:
            return []
        # An act counts for the promise that it fits best, so the others of the same parties must stand by.
        by_parties = [question.parties] if question.parties else _parties(connection, wanted)
        found: dict[str, Promise] = {}
        for parties in by_parties:
            for one in _promises(connection, parties, question.reprints, as_of):
                if one.id in wanted:
                    found.setdefault(one.id, one)
        return sorted(found.values(), key=lambda one: (one.made or "", one.id))


def find(store: Store, id: str, *, as_of: str) -> Promise | None:
    """The promise of an id, or the one where a citation of that id leads now; None where there is none."""
    with store.looking() as connection:
        now = grouping.now(connection, id)
        for parties in _parties(connection, {now}):
            for one in _promises(connection, parties, True, as_of):
                if one.id == now:
                    return one
    return None


def _promises(connection: Connection, parties: Sequence[str], reprints: bool, as_of: str) -> list[Promise]:
    """All promises among some parties with what was done about each."""
    told = Question(kinds=(KIND,), parties=tuple(parties), until=as_of, reprints=reprints)
    ids = dict.fromkeys(grouping.of_entries(connection, questions.keys(connection, told)).values())
    groups = _groups(connection, list(ids))
    acts = Question(kinds=("events",), parties=tuple(parties), types=_ACTS, until=as_of, reprints=reprints)
    papers = Question(kinds=("instruments",), parties=tuple(parties), until=as_of, reprints=reprints)
    keys = [*questions.keys(connection, acts), *questions.keys(connection, papers)]
    others = loading.reports(connection, keys)
    sentences = loading.sentences(connection, [*others, *(one for group in groups.values() for one in group)])
    ordered = sorted(groups.values(), key=lambda group: order(group[0]))
    ruled = joining.decided(connection)
    episodes = grouping.of_entries(connection, keys)
    made, binding = [], binding_ids(others)
    for group, bearings in zip(ordered, evidence(ordered, others, sentences), strict=True):
        ruling = next((ruled[one.key] for one in reversed(group) if one.key in ruled), None)
        made.append(from_bearings(group, bearings, as_of=as_of, episodes=episodes, ruling=ruling, binding=binding))
    return made


def _groups(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[Report]]:
    members: dict[str, list[int]] = {}
    for portion in loading.portions(ids):
        members |= grouping.members(connection, portion, KIND)
    every = loading.reports(connection, sorted({key for keys in members.values() for key in keys}))
    reports = {one.key: one for one in every}
    return {
        id: sorted((reports[key] for key in keys if key in reports), key=order) for id, keys in members.items() if keys
    }


def _parties(connection: Connection, ids: set[str]) -> list[tuple[str, ...]]:
    """The sets of parties that promises have, each by two codes at most: enough to find what else is about them."""
    found: set[tuple[str, ...]] = set()
    for group in _groups(connection, sorted(ids)).values():
        for one in group:
            codes = [p.code for name in ("by", "to") for p in getattr(one.entry, name) if p.code]
            if codes:
                found.add(tuple(sorted(dict.fromkeys(codes))[:2]))
    return sorted(found)
