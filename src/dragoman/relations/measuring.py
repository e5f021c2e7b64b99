"""A dyad measured: episodes counted by period, direction and quad class, with scores and sectors.

What is counted, and how:
- An episode is of the dyad where one of the two acts on the other, or both act together. Who only stands beside the other
  as a recipient does not act on it: such an episode is none of the dyad's.
- `forth` is the first on the second, `back` the second on the first, `joint` both together or each on the other.
- Only what occurred is counted; planned, hypothetical and denied episodes are counted apart, in `not_occurred`.
- An episode counts in the period of its first day. `wide` tells how many of a period reach beyond its end, be it that they
  lasted or that their date is only known by the month or year.
- What has no date is never guessed: it stands in a last period of its own, whose label is "undated".
- An episode within another (talks within a visit) counts as one of its own; `within` tells how many such there are.
"""
from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from dragoman import ontology
from dragoman.errors import StopRun
from dragoman.records import Episode
from dragoman.relations.periods import PERIODS, PeriodName, Stretch, between, first_day, stretch

Row = dict[str, str | int | float | None]
Direction = Literal["forth", "back", "joint"]

UNDATED = "undated"
SILENCE = 600
"""Silent periods are given as rows of zeros, but no more than this many in a row: one wrong date would make thousands."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Episodes of one direction. `reports` tell them; `score_sum` and `score_mean` (None where there is no episode) are
    of PLOVER's score, -10 to 10; `sectors` has (sector, episodes), the most frequent first."""

    episodes: int = 0
    reports: int = 0
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0
    score_sum: float = 0.0
    score_mean: float | None = None
    sectors: tuple[tuple[str, int], ...] = ()

    @property
    def cooperation(self) -> int:
        """Episodes of verbal and material cooperation."""
        return self.verbal_cooperation + self.material_cooperation

    @property
    def conflict(self) -> int:
        """Episodes of verbal and material conflict."""
        return self.verbal_conflict + self.material_conflict

    @property
    def net(self) -> int:
        """Net cooperation: episodes of cooperation less those of conflict."""
        return self.cooperation - self.conflict


@dataclass(frozen=True, slots=True)
class Period:
    """A dyad in one period. `label` is 2023-03, 2023-W12, 2023 or "undated"; `start` and `end` are its days, ISO 8601, None
    where undated. `forth`, `back` and `joint` add up to `together`."""

    dyad: tuple[str, str]
    label: str
    start: str | None
    end: str | None
    forth: Counts
    back: Counts
    joint: Counts
    together: Counts
    wide: int = 0
    within: int = 0
    not_occurred: int = 0


def quad_of(episode: Episode) -> str:
    """The quad class of an episode's type; by the sign of its score where the ontology does not know the type."""
    kind = ontology.types().get(episode.type)
    return kind.quad if kind else "verbal conflict" if episode.score < 0 else "verbal cooperation"


def direction(episode: Episode, dyad: tuple[str, str]) -> Direction | None:
    """Which way an episode goes in a dyad; None where it is none of the dyad's."""
    one, other = dyad
    forth = one in episode.actor and other in episode.recipient
    back = other in episode.actor and one in episode.recipient
    if (forth and back) or (one in episode.actor and other in episode.actor):
        return "joint"
    return "forth" if forth else "back" if back else None


def measure(episodes: Sequence[Episode], dyad: tuple[str, str], period: PeriodName = "month") -> list[Period]:
    """The dyad by period, in order of time, silent periods included, the undated last. Empty where there is no episode.

    Raises StopRun where the period is none of month, week and year, or where both parties are the same.
    """
    if period not in PERIODS:
        raise StopRun(f"{period}: no such period; there are {', '.join(PERIODS)}")
    if dyad[0] == dyad[1]:
        raise StopRun(f"{dyad[0]} and {dyad[1]}: a dyad has two parties")
    kept: dict[Stretch | None, list[tuple[Direction, Episode]]] = {}
    for episode in episodes:
        way = direction(episode, dyad)
        if way:
            day = first_day(episode.first)
            kept.setdefault(stretch(day, period) if day else None, []).append((way, episode))
    undated = kept.pop(None, [])
    made: list[Period] = []
    last: Stretch | None = None
    for at in sorted(kept, key=lambda s: s.start):  # type: ignore[union-attr]
        assert at is not None
        silent = list(islice(between(last, at, period), SILENCE + 1)) if last else []
        if len(silent) <= SILENCE:
            made += [_period(dyad, empty, []) for empty in silent]
        made.append(_period(dyad, at, kept[at]))
        last = at
    return [*made, _period(dyad, None, undated)] if undated else made


def _period(dyad: tuple[str, str], at: Stretch | None, found: list[tuple[Direction, Episode]]) -> Period:
    occurred = [(way, episode) for way, episode in found if episode.status == "occurred"]
    ways = {name: _counts(e for way, e in occurred if way == name) for name in ("forth", "back", "joint")}
    together = [episode for _, episode in occurred]
    return Period(
        dyad,
        at.label if at else UNDATED,
        at.start.isoformat() if at else None,
        at.end.isoformat() if at else None,
        **ways,
        together=_counts(together),
        wide=sum(bool(at and (first_day(e.last) or at.end) > at.end) for e in together),
        within=sum(e.part_of is not None for e in together),
        not_occurred=len(found) - len(occurred),
    )


def _counts(episodes: Iterable[Episode]) -> Counts:
    found = list(episodes)
    quads = Counter(quad_of(episode).replace(" ", "_") for episode in found)
    sectors = Counter(sector for episode in found for sector in dict.fromkeys(episode.sectors))
    total = sum(episode.score for episode in found)
    return Counts(
        episodes=len(found),
        reports=sum(len(episode.reports) for episode in found),
        score_sum=round(total, 4),
        score_mean=round(total / len(found), 4) if found else None,
        sectors=tuple(sorted(sectors.items(), key=lambda pair: (-pair[1], pair[0]))),
        **{quad.replace(" ", "_"): quads[quad.replace(" ", "_")] for quad in ontology.QUADS},
    )


def columns() -> tuple[str, ...]:
    """The columns of `to_rows`, always the same, in the same order."""
    counts = [field.name for field in dataclasses.fields(Counts)]
    counts[counts.index("score_sum"):counts.index("score_sum")] = ["cooperation", "conflict", "net"]
    return ("period", "start", "end", "direction", "actor", "recipient", *counts, "wide", "within", "not_occurred")


def to_rows(periods: Iterable[Period]) -> list[Row]:
    """Flat rows for tables: four a period, by `direction` forth, back, joint and together.

    `actor` and `recipient` are codes, "CHN|RUS" and None where the two act together; sectors are "energy.gas:2|trade:1".
    What only the period as a whole has (`wide`, `within`, `not_occurred`) stands in the row together and is None elsewhere.
    """
    rows: list[Row] = []
    for period in periods:
        one, other = period.dyad
        both = f"{one}|{other}"
        for name, actor, recipient in (("forth", one, other), ("back", other, one), ("joint", both, None),
                                       ("together", both, None)):
            counts: Counts = getattr(period, name)
            row: Row = {"period": period.label, "start": period.start, "end": period.end, "direction": name,
                        "actor": actor, "recipient": recipient}
            for column in columns()[len(row):-3]:
                row[column] = getattr(counts, column)
            row["sectors"] = "|".join(f"{sector}:{number}" for sector, number in counts.sectors)
            for column in ("wide", "within", "not_occurred"):
                row[column] = getattr(period, column) if name == "together" else None
            rows.append(row)
    return rows
