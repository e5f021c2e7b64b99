"""How much two reports look like the same promise, and why: parties, sector, subject, wording.

Reads:  two reports of commitments.
Writes: a `Likeness` from 0 to 1 with its reasons.
Example: "Russia will supply 38 billion cubic metres of gas a year to China" and "Putin promised to begin the deliveries
of gas to China by 2018" share parties, energy.gas and the words deliver and gas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dragoman import gazetteers
from dragoman.ledger.subjects import Subject, contrary, of_entry
from dragoman.ledger.vocabulary import thresholds
from dragoman.records import Commitment, Party, Report

GENERIC = frozenset({"diplomacy"})
"""Sectors that the reader gives where no words name one: they tell nothing of what a promise is about."""

_SECTOR_SAME, _SECTOR_WITHIN, _SECTOR_SISTER, _SECTOR_UNKNOWN = 1.0, 0.9, 0.4, 0.5
_LEAST_SHARE = 0.5  # of undertakers, that two tellings must share


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike, from 0 (another promise) to 1, with the reasons in words for a person."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What likeness compares: codes of undertakers and of the others, sectors that tell something, the subject."""

    by: frozenset[str]
    to: frozenset[str]
    sectors: frozenset[str]
    subject: Subject

    @property
    def about(self) -> frozenset[str]:
        """The receivers, and the states that the words name."""
        return self.to | self.subject.states


def commitment(report: Report) -> Commitment:
    """The commitment that a report tells. Raises TypeError where it tells something else."""
    if not isinstance(report.entry, Commitment):
        raise TypeError(f"report {report.key} tells no commitment but {report.kind}")
    return report.entry


def codes(parties: Iterable[Party]) -> frozenset[str]:
    """The codes of parties, without the empty one of whom nobody knows."""
    return frozenset(party.code for party in parties if party.code)


@lru_cache(maxsize=1)
def _seats() -> Mapping[str, str]:
    return MappingProxyType({company.code: company.state for company in gazetteers.companies() if company.state})


def side(code: str) -> str:
    """The state for which a party counts: of a company that of its seat, of any other party itself."""
    return _seats().get(code, code)


def telling(sectors: Iterable[str]) -> frozenset[str]:
    """Sectors without those that tell nothing, and without those that a narrower one names better."""
    some = frozenset(sectors) - GENERIC
    return some - {top for sector in some if (top := sector.partition(".")[0]) != sector}


@lru_cache(maxsize=65536)
def profile(report: Report) -> Profile:
    """What likeness compares of a report of a commitment."""
    made = commitment(report)
    return Profile(codes(made.by), codes(made.to), telling(made.sectors), of_entry(made))


def likeness(a: Report, b: Report) -> Likeness:
    """How alike two reports of commitments are. Symmetric; the same whatever else is known."""
    return compare(profile(a), profile(b))


def compare(a: Profile, b: Profile) -> Likeness:
    """How alike two profiles are."""
    known = thresholds()
    parties, reasons = _parties(a, b)
    if not parties:
        return Likeness(0.0, reasons)
    sector, why = sector_likeness(a.sectors, b.sectors)
    reasons += why
    involved = a.by | b.by
    words_a, words_b = (_words(one, involved) for one in (a, b))
    shared = {word: min(value, words_b[word]) for word, value in words_a.items() if word in words_b}
    common = sum(shared.values())
    if not common:
        return Likeness(0.0, (*reasons, "no telling word shared"))
    total_a, total_b = sum(words_a.values()), sum(words_b.values())
    overlap, containment = 2 * common / (total_a + total_b), common / min(total_a, total_b)
    wording = known["overlap"] * overlap + (1 - known["overlap"]) * containment
    wording *= min(1.0, common / known["enough"])
    reasons += (f"words {', '.join(ranked(shared))}",)
    score = parties * (known["wording"] * wording + (1 - known["wording"]) * sector)
    if sum(value >= known["telling"] for value in shared.values()) < 2:
        score *= known["one_word"]
        reasons += ("one telling word alone",)
    if _clash(a.subject.amounts, b.subject.amounts):
        score *= known["other_amount"]
        reasons += ("other amounts of the same unit",)
    if contrary(a.subject, b.subject):
        score *= known["contrary"]
        reasons += ("words that exclude each other",)
    if a.sectors and b.sectors and not sector:
        score *= known["other_sector"]
    about_a, about_b = (one.about - involved for one in (a, b))
    if about_a and about_b and not about_a & about_b:
        score *= known["other_state"]
        reasons += (f"about {', '.join(sorted(about_a))} here, {', '.join(sorted(about_b))} there",)
    return Likeness(round(min(1.0, score), 6), reasons)


def ranked(words: Mapping[str, float], most: int = 6) -> list[str]:
    """Words from the most telling down."""
    return sorted(words, key=lambda word: (-words[word], word))[:most]


def _words(one: Profile, involved: frozenset[str]) -> dict[str, float]:
    """The words of a subject, with those whom it is about beside the undertakers."""
    state = thresholds()["state"]
    return {**one.subject.words, **{f"@{code}": state for code in one.about - involved}}


def _parties(a: Profile, b: Profile) -> tuple[float, tuple[str, ...]]:
    """How well the parties agree, 0 where they cannot be the same."""
    known = thresholds()
    if a.to and b.to and not (a.to & (b.to | b.by) or b.to & a.by):
        return 0.0, (f"to {', '.join(sorted(a.to))} here, to {', '.join(sorted(b.to))} there",)
    share, by_company = 1.0, ""
    by_a, by_b = a.by, b.by
    if not by_a & by_b:
        by_a, by_b = frozenset(map(side, by_a)), frozenset(map(side, by_b))
        share, by_company = known["company"], ", a company for its state"
    both = by_a & by_b
    if not both:
        return 0.0, ("no undertaker shared",)
    if by_a != by_b:
        rest = (by_a | by_b) - both
        if not (by_a < by_b or by_b < by_a):
            if len(both) / len(by_a | by_b) < _LEAST_SHARE:
                return 0.0, ("other undertakers",)
            share *= len(both) / len(by_a | by_b)
        elif not rest <= (a.to | b.to):  # one side of a mutual promise, the other not told
            share *= known["part_of_sides"] ** min(3, len(rest))
    return share, (f"by {', '.join(sorted(both))}{by_company}",)


def sector_likeness(a: frozenset[str], b: frozenset[str]) -> tuple[float, tuple[str, ...]]:
    """How well sectors agree, from 0 to 1: energy.gas lies in energy; where either side tells none, between."""
    if not a or not b:
        return _SECTOR_UNKNOWN, ()
    if a & b:
        return _SECTOR_SAME, (f"in {', '.join(sorted(a & b))}",)
    within = sorted(x if len(x) > len(y) else y for x in a for y in b if x == top(y) or y == top(x))
    if within:
        return _SECTOR_WITHIN, (f"in {within[0]}",)
    sisters = sorted({top(x) for x in a} & {top(y) for y in b})
    return (_SECTOR_SISTER, (f"both in {sisters[0]}",)) if sisters else (0.0, ("other sectors",))


def top(sector: str) -> str:
    """The main sector: "energy" of "energy.gas"."""
    return sector.partition(".")[0]


def _clash(a: frozenset[tuple[str, float]], b: frozenset[tuple[str, float]]) -> bool:
    """Both name amounts of one unit, and no amount is the same."""
    return not a & b and bool({unit for unit, _ in a} & {unit for unit, _ in b})
