"""Counting hits: precision, recall and F1."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Records that agree (`hit`), of those in gold and those predicted."""

    hit: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, hit: int, gold: int, predicted: int) -> None:
        """Count one document or sentence more."""
        self.hit += hit
        self.gold += gold
        self.predicted += predicted

    def figures(self) -> dict[str, float]:
        """Rounded to four places, as reports give them; F1 is taken before rounding."""
        precision = self.hit / self.predicted if self.predicted else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        both = precision + recall
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / both, 4) if both else 0.0,
            "gold": self.gold,
            "predicted": self.predicted,
        }


@dataclass(slots=True)
class Share:
    """How many were right of how many looked at."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.of += 1

    def figure(self) -> float | None:
        """Rounded to four places; None where nothing was looked at."""
        return round(self.right / self.of, 4) if self.of else None
