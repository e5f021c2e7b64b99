"""Which reports are the same promise: blocks in which partners are looked for, and the groups.

Reads:  reports of commitments, and pairs that a person held together or apart.
Writes: groups of reports, the same whatever the order in which the reports come.
Example: of ten reports on gas, ships and visas by Russia, those on gas share the block "RUS gas" and become one group.

Likeness depends on two reports alone, never on what else is known, and a group lies within one web of reports that are
alike. So who keeps promises need not look at everything when a report comes: `neighbourhood` finds, through blocks, the
reports that can be touched.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

from dragoman.errors import StopRun
from dragoman.ledger.comparing import likeness, profile, ranked, side
from dragoman.ledger.vocabulary import thresholds
from dragoman.records import Report

Pairs = Iterable[tuple[int, int]]
"""Pairs of keys of reports."""

Order = tuple[str, str, str, int]


def order(report: Report) -> Order:
    """Where a report stands among all: by day of publication (unknown last), document, entry."""
    return (report.source.published or "9999", report.source.id, report.entry.id, report.key)


def blocks(report: Report) -> tuple[str, ...]:
    """The blocks of a report of a commitment: an undertaker and a telling word or amount of the subject, "RUS gas". Two
    tellings of one promise share an undertaker (or a company's state) and a word; the sector, which often fails, is no
    part of the block."""
    known = thresholds()
    made = profile(report)
    weights = {w: v for w, v in made.subject.words.items() if v >= known["block_word"]} or made.subject.words
    words = ranked(weights, int(known["block_words"]))
    sides = sorted({side(code) for code in made.by})[: int(known["block_parties"])]
    return tuple(f"{code} {word}" for code in sides for word in words)


def partners(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs of positions in `reports`, which stand in `order`, that share a block. In a block wider than `wide_block` reports
    each is paired with so many neighbours in time alone, so that cost grows with the number of reports and not its square."""
    known = thresholds()
    members: dict[str, list[int]] = {}
    for at, report in enumerate(reports):
        for block in blocks(report):
            members.setdefault(block, []).append(at)
    found: set[tuple[int, int]] = set()
    for inside in members.values():
        reach = len(inside) if len(inside) <= known["wide_block"] else int(known["neighbours"])
        for place, first in enumerate(inside):
            found.update((first, second) for second in inside[place + 1 : place + 1 + reach])
    return sorted(found)


def neighbourhood(reports: Iterable[Report], find: Callable[[Sequence[str]], Iterable[Report]]) -> list[Report]:
    """The reports whose groups can change when `reports` come: all that are alike to them, to those, and so on. `find`
    gives the kept reports of commitments that have any of some blocks. Cluster what comes back, and nothing else changes
    (but in wide blocks, where a new report can take another's place as a neighbour)."""
    known = thresholds()["join"]
    reached = {report.key: report for report in reports}
    edge = list(reached.values())
    while edge:
        wanted = sorted({block for report in edge for block in blocks(report)})
        close: dict[int, Report] = {}
        for other in sorted(find(wanted), key=order):
            if other.key not in reached and any(likeness(other, report).score >= known for report in edge):
                close[other.key] = other
        reached |= close
        edge = list(close.values())
    return sorted(reached.values(), key=order)


def cluster(reports: Iterable[Report], *, together: Pairs = (), apart: Pairs = ()) -> list[list[Report]]:
    """Groups of reports that are the same promise, each in `order`, the groups by their first report.

    Average linkage: the two groups that are most alike become one until none are alike enough; of equals those that were
    told first. Pairs `together` are always in one group, pairs `apart` never; keys that are not among the reports are
    passed over. A reprint and what it reprints need no special treatment: they are alike. Raises StopRun where a pair is
    held both together and apart.
    """
    ordered = sorted({report.key: report for report in reports}.values(), key=order)
    place = {report.key: at for at, report in enumerate(ordered)}
    groups = _Groups(len(ordered))
    for a, b in sorted((min(pair), max(pair)) for pair in together):
        if a in place and b in place:
            groups.hold(place[a], place[b])
    for a, b in sorted((min(pair), max(pair)) for pair in apart):
        if a in place and b in place:
            if groups.of[place[a]] == groups.of[place[b]]:
                raise StopRun(f"entries {a} and {b} are held together and apart: undo one of the two decisions")
            groups.part(place[a], place[b])
    known = thresholds()["join"]
    alike = {}
    for a, b in partners(ordered):
        score = likeness(ordered[a], ordered[b]).score
        if score > 0:
            alike[a, b] = score
    groups.join(alike, known)
    found: dict[int, list[Report]] = {}
    for at, report in enumerate(ordered):
        found.setdefault(groups.of[at], []).append(report)
    return sorted(found.values(), key=lambda group: order(group[0]))


class _Groups:
    """Groups of positions under construction; a group is named by its first position."""

    def __init__(self, size: int) -> None:
        self.of = list(range(size))
        self.members = {at: [at] for at in range(size)}
        self.parted: dict[int, set[int]] = {at: set() for at in range(size)}
        self.links: dict[int, dict[int, float]] = {at: {} for at in range(size)}

    def hold(self, a: int, b: int) -> None:
        a, b = sorted((self.of[a], self.of[b]))
        if a != b:
            self._merge(a, b)

    def part(self, a: int, b: int) -> None:
        a, b = self.of[a], self.of[b]
        self.parted[a].add(b)
        self.parted[b].add(a)

    def join(self, alike: dict[tuple[int, int], float], least: float) -> None:
        """Join groups while two are alike enough on average. `links` holds the sum of likeness between two groups; pairs that
        were not compared count 0."""
        for (a, b), score in sorted(alike.items()):
            x, y = self.of[a], self.of[b]
            if x != y:
                self.links[x][y] = self.links[y][x] = self.links[x].get(y, 0.0) + score
        waiting = [(-self._mean(x, y), x, y) for x, some in self.links.items() for y in some if x < y]
        heapq.heapify(waiting)
        while waiting:
            score, x, y = heapq.heappop(waiting)
            if -score < least:
                break
            if x not in self.members or y not in self.members or self._mean(x, y) != -score or y in self.parted[x]:
                continue
            self._merge(x, y)
            for other in self.links[x]:
                heapq.heappush(waiting, (-self._mean(x, other), min(x, other), max(x, other)))

    def _mean(self, x: int, y: int) -> float:
        return round(self.links[x].get(y, 0.0) / (len(self.members[x]) * len(self.members[y])), 9)

    def _merge(self, x: int, y: int) -> None:
        for at in self.members.pop(y):
            self.of[at] = x
            self.members[x].append(at)
        for other, total in self.links.pop(y).items():
            self.links[other].pop(y)
            if other != x:
                self.links[x][other] = self.links[other][x] = self.links[x].get(other, 0.0) + total
        self.links[x].pop(y, None)
        for other in self.parted.pop(y):
            self.parted[other].discard(y)
            self.parted[other].add(x)
            self.parted[x].add(other)
