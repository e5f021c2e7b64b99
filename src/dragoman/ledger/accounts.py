"""The ledger of a set of reports: all promises, each with its history.

Reads:  reports of commitments, events and instruments of any number of documents.
Writes: `records.Promise`, by the day when they were made.

An act that fits several promises ("delivered the ship", after two promises of ships) is evidence for those that it fits
best alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.ledger.bearings import Act, Bearing, Pledge, act_of, bearing, pledge
from dragoman.ledger.clustering import Pairs, cluster, order
from dragoman.ledger.days import first_day, last_day
from dragoman.ledger.histories import binding_ids, from_bearings, promise_id
from dragoman.ledger.vocabulary import thresholds
from dragoman.records import Commitment, Event, Instrument, Promise, Report, Ruling

Rulings = Mapping[str, Ruling]
"""Rulings by id of the promise."""

Sentences = Mapping[int, str]
"""Whole sentences by key of the report."""


def promises(
    reports: Iterable[Report],
    *,
    as_of: str,
    episodes: Mapping[int, str] | None = None,
    rulings: Rulings | None = None,
    together: Pairs = (),
    apart: Pairs = (),
    sentences: Sentences | None = None,
) -> list[Promise]:
    """All promises that reports tell by the day `as_of` (ISO 8601), in the order in which they were made; reports of
    statements are passed over. `episodes` gives, by key of a report, the happening that it tells; `sentences` its whole
    sentence. The same reports give the same promises in whatever order they come. Raises ValueError where `as_of` is no
    day, StopRun where a pair of entries is held both together and apart."""
    day = last_day(as_of)
    if day is None:
        raise ValueError(f"as_of {as_of!r} is no date in ISO 8601")
    known = sorted({r.key: r for r in reports if (first_day(r.source.published) or day) <= day}.values(), key=order)
    groups = cluster((r for r in known if isinstance(r.entry, Commitment)), together=together, apart=apart)
    found = evidence(groups, (r for r in known if isinstance(r.entry, Event | Instrument)), sentences)
    binding = binding_ids(known)
    made = []
    for group, bearings in zip(groups, found, strict=True):
        ruling = (rulings or {}).get(promise_id(group))
        made.append(
            from_bearings(group, bearings, as_of=as_of, episodes=episodes, ruling=ruling, binding=binding)
        )
    return made


def evidence(
    groups: Sequence[Sequence[Report]], others: Iterable[Report], sentences: Sentences | None = None
) -> list[list[Bearing]]:
    """For each group of reports of commitments the acts that bear on it. An act counts for the promises that it fits
    best, those that it fits nearly as well among them; for none where its words only repeat a commitment, or where it
    fits several alike and none of them strongly: nobody can tell which of them it keeps."""
    pledges = [pledge(group, group[0].source.published) for group in groups]
    spans: dict[int, list[tuple[int, int]]] = {}
    index = _Index(pledges)
    for promise in pledges:
        for source, told in promise.told.items():
            spans.setdefault(source, []).extend(told)
    found: list[list[Bearing]] = [[] for _ in groups]
    for report in sorted(others, key=order):
        act = None if _repeats(report, spans) else act_of(report, (sentences or {}).get(report.key))
        if act is None:
            continue
        fitting = [(at, one) for at in index.near(act) if (one := bearing(pledges[at], act)) is not None]
        best = max((one.weight for _, one in fitting), default=0.0)
        fitting = [(at, one) for at, one in fitting if one.weight >= thresholds()["rival"] * best]
        if len(fitting) == 1 or any(one.strong for _, one in fitting):
            for at, one in fitting:
                found[at].append(one)
    return found


def _repeats(report: Report, spans: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    """An instrument that stands in the words of a commitment ("will sign an agreement") is the promise, not its keeping."""
    entry = report.entry
    return isinstance(entry, Instrument) and any(
        entry.start < end and start < entry.end for start, end in spans.get(report.source.key, ())
    )


class _Index:
    """Finds the promises that an act can bear on: those of its parties that share words of enough weight, or none where
    the rules ask for none."""

    def __init__(self, pledges: Sequence[Pledge]) -> None:
        self._by_word: dict[tuple[str, str], list[tuple[int, float]]] = {}
        self._by_party: dict[str, list[int]] = {}
        for at, one in enumerate(pledges):
            for code in one.by:
                self._by_party.setdefault(code, []).append(at)
                for word, weight in one.subject.words.items():
                    self._by_word.setdefault((code, word), []).append((at, weight))

    def near(self, act: Act) -> list[int]:
        """Positions of promises, in order."""
        if any(rule.match == "parties" for rule in act.rules):
            return sorted({at for code in act.touched for at in self._by_party.get(code, ())})
        least = min(thresholds()[name] for name in ("narrow", "fair", "strong"))
        found: set[int] = set()
        for code in sorted(act.touched):
            shared: dict[int, float] = {}
            for word, mine in act.whole.words.items():
                for at, its in self._by_word.get((code, word), ()):
                    shared[at] = shared.get(at, 0.0) + min(mine, its)
            found.update(at for at, weight in shared.items() if weight >= least - 1e-9)
        return sorted(found)
