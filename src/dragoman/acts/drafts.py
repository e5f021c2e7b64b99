"""An event in the making: tokens and mentions, before it is written as a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.parties.mentions import Mention


@dataclass(slots=True)
class Draft:
    """An event before it is written: tokens and mentions instead of characters and parties."""

    at: int
    type: str
    mode: str | None
    actors: list[Mention]
    recipients: list[Mention]
    status: str
    confidence: float
    produced_by: str
    words: list[int] = field(default_factory=list)
    retold: bool = False
    bid: tuple[float, ...] = ()  # what rules and the learned reader bid for it (acts/bids.py)


def codes(found: list[Mention]) -> set[str]:
    """The codes of all parties of some mentions; those of unknown state have none."""
    return {p.code for m in found for p in m.parties if p.code}
