"""What matters first, and how much is shown: the weights and lengths of data/dossier/selection.yaml."""
from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from dragoman.errors import StopRun
from dragoman.records import Episode


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts towards the weight of an episode."""

    sources: float
    documents: float
    score: float
    confidence: float
    dated: float
    unrealised: float


@dataclass(frozen=True, slots=True)
class Likely:
    """How sure an episode must be to be told."""

    confidence: float


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many of each are shown, and how many characters of quotes and titles."""

    highlights: int
    timeline: int
    within: int
    instruments: int
    promises: int
    steps: int
    statements: int
    sectors: int
    third_parties: int
    stances: int
    questions: int
    differences: int
    citations: int
    names: int
    quote: int
    words_cited: int
    title: int


def folder() -> Traversable:
    """Where the dossier's data lie; tests put a folder of their own here."""
    return resources.files("dragoman") / "data" / "dossier"


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights. Raises StopRun where the file has a typo, like `lengths`."""
    return Weights(**_part("weights", Weights, float))


@lru_cache(maxsize=1)
def _likely() -> Likely:
    return Likely(**_part("likely", Likely, float))


def likely(episode: Episode) -> bool:
    """Whether an episode is more likely right than misread, or a person has looked at it."""
    return episode.confidence >= _likely().confidence or any(report.reviewed for report in episode.reports)


@lru_cache(maxsize=1)
def lengths() -> Lengths:
    """The lengths."""
    return Lengths(**_part("lengths", Lengths, int))


def weight(episode: Episode) -> float:
    """How much an episode matters: told by many, of a strong score either way, surely read, dated, come to pass."""
    of = weights()
    documents = len({report.source.key for report in episode.reports})
    found = (
        of.sources * math.log2(1 + max(0, episode.sources))
        + of.documents * math.log2(max(1, documents))
        + (of.score * abs(episode.score) / 10 + of.confidence) * episode.confidence
        + of.dated * bool(episode.first)
    )
    return found if episode.status == "occurred" else found * of.unrealised


def by_weight(episodes: Iterable[Episode]) -> list[Episode]:
    """The weightiest first; ties go by date and id, so that the order never depends on that of the input."""
    return sorted(episodes, key=lambda e: (-weight(e), day_of(e) or "9999", e.id))


def day_of(episode: Episode) -> str | None:
    """The day by which an episode stands among others: its first, else that of its first report."""
    return episode.first or episode.last or reported(episode)


def reported(episode: Episode) -> str | None:
    """The day of the first report of an episode, as precise as known."""
    return min((report.source.published for report in episode.reports if report.source.published), default=None)


def _part(name: str, kind: type, number: type) -> dict[str, Any]:
    file = folder() / "selection.yaml"
    try:
        text = file.read_text(encoding="utf-8")
        found = yaml.safe_load(text)[name]
        values = dict(found)
    except (OSError, yaml.YAMLError, TypeError, KeyError, ValueError) as problem:
        raise StopRun(f"dossier/selection.yaml: {name}: {' '.join(str(problem).split())}") from problem
    wanted = [field.name for field in dataclasses.fields(kind)]
    for key in sorted({*wanted, *map(str, values)}):
        if key not in wanted or key not in values:
            raise StopRun(f"dossier/selection.yaml, line {_line(text, key)}: {key} is "
                          + ("missing" if key in wanted else f"no part of {name}"))
        value = values[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or value < (number is int):
            raise StopRun(f"dossier/selection.yaml, line {_line(text, key)}: {key}: {value!r} is no number that fits")
    return {key: number(values[key]) for key in wanted}


def _line(text: str, key: str) -> int:
    """The line where a key stands; the first where it stands in none."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if f"{key}:" in line and not line.startswith("#")), 1)
