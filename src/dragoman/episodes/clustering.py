"""Reports to happenings: average linkage over the reports that share a block, the same in whatever order they come.

Reports with equal marks are one grain from the start; two groups of grains become one while the mean likeness of their grains
is at least ONE_HAPPENING, the likest groups first. What a person joined or kept apart is always so.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.episodes import blocking
from dragoman.episodes.comparing import score
from dragoman.episodes.tellings import Telling, order, telling
from dragoman.errors import StopRun
from dragoman.records import Report

Pair = tuple[int, int]

ONE_HAPPENING = 0.5
"""The least mean likeness of two groups of reports that become one happening."""
LINKED = 0.1
"""What is less alike is taken for not alike at all, so that a report reaches few others."""
LARGE = 200
"""Reports of a block of which each is compared with each. In larger blocks reports that tell the same form, parties, days, place
and status are one grain whatever their words, and of the grains that are left, in the order of their days, each is compared
with the LARGE that share its slice: the cost then grows with the reports, not with their square."""


def cluster(
    reports: Iterable[Report],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    prepared: Callable[[Report], Prepared] | None = None,
) -> list[list[Report]]:
    """The reports of each happening, by (published, document id, entry id); so are the happenings, by their first report.

    `together` and `apart` are pairs of `Report.key` that a person joined or parted; pairs of unknown keys say nothing. Raises
    StopRun where these contradict each other, ValueError where an entry is no event.
    """
    ordered = sorted({report.key: report for report in reports}.values(), key=order)
    where = {report.key: i for i, report in enumerate(ordered)}
    joined = sorted((where[a], where[b]) for a, b in together if a in where and b in where)
    parted = sorted((where[a], where[b]) for a, b in apart if a in where and b in where)
    groups = _Groups(len(ordered), parted)
    for a, b in parted:
        if a == b:
            raise StopRun(f"entry {ordered[a].entry.id} cannot be kept apart from itself; undo that split")
    told = [telling(report) if prepared is None else prepared(report).told for report in ordered]
    members = _block_members(told)
    _into_grains(told, members, groups)
    links = _links(told, members, groups)
    for a, b in joined:
        if not groups.join(groups.top(a), groups.top(b), links):
            raise StopRun(
                f"entries {ordered[a].entry.id} and {ordered[b].entry.id} are both joined and kept apart by rulings; undo one"
            )
    _agglomerate(groups, links)
    found: dict[int, list[Report]] = {}
    for i, report in enumerate(ordered):
        found.setdefault(groups.top(i), []).append(report)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report made ready: how it is compared, the keys of its blocks, and its marks."""

    report: Report
    told: Telling
    keys: tuple[str, ...]
    marks: tuple[object, ...]


def prepare(report: Report) -> Prepared:
    """Make a report ready, which takes longer than comparing it; whoever adds many documents keeps the result."""
    told = telling(report)
    return Prepared(report, told, blocking.keys(told), told.marks)


def reach(
    new: Iterable[Report],
    sharing: Callable[[Sequence[str]], Iterable[Report]],
    together: Iterable[tuple[Report, Report]] = (),
    prepared: Callable[[Report], Prepared] = prepare,
) -> list[Report]:
    """The reports that new ones can touch, themselves included: those on which `cluster` gives what it gives on all.

    `sharing` gives the kept reports that stand under any of some keys of `blocks`, and is asked once for a key; `together` are
    the pairs that a person joined. All other episodes stay as they are.
    """
    ready: dict[int, Prepared] = {}

    def made(report: Report) -> Prepared:
        if report.key not in ready:
            ready[report.key] = prepared(report)
        return ready[report.key]

    ruled: dict[int, list[Report]] = {}
    for a, b in together:
        ruled.setdefault(a.key, []).append(b)
        ruled.setdefault(b.key, []).append(a)
    blocks: dict[str, dict[int, Report]] = {}
    fresh: dict[str, dict[int, Report]] = {}
    waiting = {report.key: report for report in sorted(new, key=order)}
    for report in waiting.values():
        for key in made(report).keys:
            fresh.setdefault(key, {})[report.key] = report
    found: dict[int, Report] = {}
    while waiting:
        _look_up(
            {key for report in waiting.values() for key in made(report).keys} - blocks.keys(),
            blocks,
            fresh,
            sharing,
            made,
        )
        found |= waiting
        next_: dict[int, Report] = {}
        for report in waiting.values():
            mine = made(report)
            next_ |= {other.key: other for other in ruled.get(report.key, ())}
            near: dict[int, Report] = {}
            for key in mine.keys:
                if len(blocks[key]) > LARGE:  # thinned out as a whole, so needed as a whole
                    next_ |= blocks[key]
                else:
                    near |= blocks[key]
            for other in near.values():
                if other.key not in found and other.key not in next_:
                    theirs = made(other)
                    if mine.marks == theirs.marks or score(mine.told, theirs.told) >= LINKED:
                        next_[other.key] = other
        waiting = {key: report for key, report in next_.items() if key not in found}
    return sorted(found.values(), key=order)


def _look_up(
    wanted: set[str],
    blocks: dict[str, dict[int, Report]],
    fresh: dict[str, dict[int, Report]],
    sharing: Callable[[Sequence[str]], Iterable[Report]],
    made: Callable[[Report], Prepared],
) -> None:
    """Fill the blocks of some keys with the reports that are kept under them and the new ones."""
    if not wanted:
        return
    for key in wanted:
        blocks[key] = {}
    for other in sharing(sorted(wanted)):
        for key in made(other).keys:
            if key in wanted:
                blocks[key][other.key] = other
    for key in wanted:
        blocks[key] |= fresh.get(key, {})


class _Groups:
    """Disjoint sets of reports by number, each known by its first; those with a pair that is kept apart never join."""

    def __init__(self, count: int, parted: Iterable[Pair]) -> None:
        self._parent = list(range(count))
        self.members: dict[int, list[int]] = {i: [i] for i in range(count)}
        self.grains = dict.fromkeys(range(count), 1)
        self._enemies: dict[int, set[int]] = {}
        for a, b in parted:
            self._enemies.setdefault(a, set()).add(b)
            self._enemies.setdefault(b, set()).add(a)

    def top(self, i: int) -> int:
        """The first of the group of `i`."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def may_join(self, a: int, b: int) -> bool:
        """Whether nobody of one group is kept apart from one of the other."""
        return not any(self.top(enemy) == b for enemy in self._enemies.get(a, ()))

    def join(self, a: int, b: int, links: dict[int, dict[int, float]] | None = None) -> bool:
        """Make two groups, known by their first, one, and add up their `links`; False where they are kept apart."""
        if a == b:
            return True
        if not self.may_join(a, b):
            return False
        keep, gone = min(a, b), max(a, b)
        self._parent[gone] = keep
        self.members[keep] += self.members.pop(gone)
        merged = self.grains.pop(gone)
        if links is not None:
            self.grains[keep] += merged  # without links they become one grain
            mine = links.setdefault(keep, {})
            for other, total in links.pop(gone, {}).items():
                del links[other][gone]
                if other != keep:
                    mine[other] = links[other][keep] = mine.get(other, 0.0) + total
        if gone in self._enemies:
            self._enemies.setdefault(keep, set()).update(self._enemies.pop(gone))
        return True


def _block_members(told: Sequence[Telling]) -> list[list[int]]:
    """The reports of each block, in the order of the keys."""
    found: dict[str, list[int]] = {}
    for i, each in enumerate(told):
        for key in blocking.keys(each):
            found.setdefault(key, []).append(i)
    return [found[key] for key in sorted(found) if len(found[key]) > 1]


def _into_grains(told: Sequence[Telling], members: Sequence[Sequence[int]], groups: _Groups) -> None:
    """Join the reports with equal marks, and in blocks that are too large those with equal rough marks."""
    same: dict[tuple[object, ...], list[int]] = {}
    for i, each in enumerate(told):
        # Without any date a report is like those of its own document alone, however equal others are.
        keys = blocking.keys(each)
        same.setdefault((keys if len(keys) == 1 else (), *each.marks), []).append(i)
    for block in members:
        if len(block) > LARGE:
            for i in block:
                same.setdefault(("rough", *told[i].rough_marks), []).append(i)
    for equal in same.values():
        heads: list[int] = []  # one for each grain: more than one only where a person kept some apart
        for i in sorted(set(equal)):
            if not any(groups.join(groups.top(head), groups.top(i)) for head in heads):
                heads.append(i)


def _links(told: Sequence[Telling], members: Sequence[Sequence[int]], groups: _Groups) -> dict[int, dict[int, float]]:
    """By grain, the likeness of each other grain to it that is at least LINKED."""
    links: dict[int, dict[int, float]] = {}
    compared: set[Pair] = set()
    for block in members:
        grains = sorted({groups.top(i) for i in block})
        slices = [grains]
        if len(grains) > LARGE:
            grains.sort(key=lambda g: (told[g].first or told[g].told or 0, g))
            slices = [grains[n : n + LARGE] for n in range(0, len(grains), LARGE)]
        for part in slices:
            for n, a in enumerate(part):
                for b in part[n + 1 :]:
                    pair = (a, b) if a < b else (b, a)
                    if pair not in compared:
                        compared.add(pair)
                        alike = score(told[a], told[b])
                        if alike >= LINKED:
                            links.setdefault(a, {})[b] = links.setdefault(b, {})[a] = alike
    return links


def _agglomerate(groups: _Groups, links: dict[int, dict[int, float]]) -> None:
    """Join the likest two groups until none are alike enough. Of equally like ones the first by order."""

    def mean(a: int, b: int) -> float:
        return round(links[a][b] / (groups.grains[a] * groups.grains[b]), 12)

    heap = [(-mean(a, b), a, b) for a in links for b in links[a] if a < b and mean(a, b) >= ONE_HAPPENING]
    heapq.heapify(heap)
    while heap:
        value, a, b = heapq.heappop(heap)
        if a not in groups.grains or b not in links.get(a, {}) or mean(a, b) != -value:
            continue  # one of the two has grown since
        if groups.join(a, b, links):
            keep = min(a, b)
            for other in sorted(links.get(keep, {})):
                if mean(keep, other) >= ONE_HAPPENING:
                    heapq.heappush(heap, (-mean(keep, other), min(keep, other), max(keep, other)))
