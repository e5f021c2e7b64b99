"""How far two coders agree on the same documents: Cohen's kappa and Krippendorff's alpha, field by field.

A unit is an act that either coder marked. Entries of the two are one unit where their words overlap, the best overlap first; what
only one of them marked is a unit that the other coded as nothing, which both measures count as a disagreement on `type`. The
other fields are compared on the units that both marked.

    Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37-46.
    Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability (nominal data, two observers, no missing values).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.errors import StopRun
from dragoman.records import KINDS, Commitment, Entry, Event, Instrument, Record, Statement

NOTHING = "(nothing)"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on a field of a kind of entry: the number of units, the share coded alike, kappa and alpha (-1 to 1; None where
    both coders used one and the same code throughout, of which neither measure can tell anything)."""

    kind: str
    field: str
    units: int
    alike: float
    kappa: float | None
    alpha: float | None


def agreement(one: Iterable[Record], other: Iterable[Record]) -> list[Agreement]:
    """The agreement of two coders on the documents that both coded, by kind and field. StopRun where they share none."""
    first, second = ({record.document.id: record for record in records} for records in (one, other))
    shared = sorted(first.keys() & second.keys())
    if not shared:
        raise StopRun("the two have no document in common; documents are matched by their ids")
    found: list[Agreement] = []
    for kind in KINDS:
        pairs = [pair for id in shared for pair in units(getattr(first[id], kind), getattr(second[id], kind))]
        codes = [tuple(NOTHING if entry is None else _code(entry) for entry in pair) for pair in pairs]
        found.append(_measured(kind, "type", codes))
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        fields = sorted(_coded(both[0][0])) if both else []
        for field in fields:
            found.append(_measured(kind, field, [(_coded(a)[field], _coded(b)[field]) for a, b in both]))
    return [one for one in found if one.units]


def units(one: Sequence[Entry], other: Sequence[Entry]) -> list[tuple[Entry | None, Entry | None]]:
    """The entries of two coders, matched by overlapping words; each at most once."""
    overlaps = sorted(
        (
            (-common, _code(a) != _code(b), i, j)
            for i, a in enumerate(one)
            for j, b in enumerate(other)
            if (common := min(a.end, b.end) - max(a.start, b.start)) > 0
        ),
    )
    left, right = set(range(len(one))), set(range(len(other)))
    made: list[tuple[Entry | None, Entry | None]] = []
    for _, _, i, j in sorted(overlaps, key=lambda o: (o[1], o[0], o[2], o[3])):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            made.append((one[i], other[j]))
    return [*made, *((one[i], None) for i in sorted(left)), *((None, other[j]) for j in sorted(right))]


def kappa(codes: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two coders' codes, unit by unit.

    >>> kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    """
    n = len(codes)
    if not n:
        return None
    observed = sum(a == b for a, b in codes) / n
    first, second = Counter(a for a, _ in codes), Counter(b for _, b in codes)
    expected = sum(first[code] * second[code] for code in first) / n**2
    return None if expected == 1 else round((observed - expected) / (1 - expected), 4)


def alpha(codes: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha for nominal data and two coders who coded every unit.

    >>> alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5333
    """
    values = Counter(code for pair in codes for code in pair)
    n = sum(values.values())
    expected = sum(count * (n - count) for count in values.values())
    if not expected:
        return None
    observed = sum(a != b for a, b in codes) * 2  # each unit counts in both orders
    return round(1 - (n - 1) * observed / expected, 4)


def _measured(kind: str, field: str, codes: Sequence[tuple[str, ...]]) -> Agreement:
    pairs = [(a, b) for a, b in codes]
    alike = sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0
    return Agreement(kind, field, len(pairs), round(alike, 4), kappa(pairs), alpha(pairs))


def _code(entry: Entry) -> str:
    if isinstance(entry, Event):
        return entry.type
    if isinstance(entry, Instrument):
        return entry.kind
    return entry.modality if isinstance(entry, Commitment) else entry.state or entry.speaker


def _coded(entry: Entry) -> Mapping[str, str]:
    """The other fields of an entry that are compared, as codes."""

    def parties(*names: str) -> dict[str, str]:
        return {name: "|".join(sorted({p.code for p in getattr(entry, name)})) for name in names}

    if isinstance(entry, Event):
        return {
            "mode": entry.mode or "",
            "status": entry.status,
            "date": entry.date or "",
            **parties("actor", "recipient"),
        }
    if isinstance(entry, Statement):
        return {"speaker": entry.speaker, "form": entry.form}
    if isinstance(entry, Instrument):
        return {"status": entry.status, "date": entry.date or "", **parties("parties")}
    return {"sectors": "|".join(sorted(entry.sectors)), **parties("by", "to")}
