"""Fit how much each reason weighs for two reports telling one happening, on the development half of the gold.

    python training/episodes/fit.py

prints weights for src/dragoman/data/episodes/weights.csv, and B-cubed for bases around the fitted one. Pairs of reports that
share a block and that nothing rules out are one happening or not; a logistic regression is drawn towards weights set by judgement
(PRIOR), since pairs are few and those of one bundle depend on each other.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np

from dragoman.episodes import blocking, comparing
from dragoman.episodes.forms import REASONS, Weights
from dragoman.episodes.tellings import telling
from dragoman.evaluation import episodes
from dragoman.pipeline import read_document

GOLD = Path(__file__).resolve().parents[2] / "tests" / "episodes" / "gold" / "dev"
PRIOR = np.array([-2.0, 1.5, 1.0, 2.5, 1.5, 2.0, 1.0])
STRENGTH = 3.0
APART = 1.5
"""What a pair of two happenings counts, against 1 of a pair of one: in real blocks they are many more than in the gold."""


def pairs() -> tuple[np.ndarray, np.ndarray]:
    """The values of the reasons, a row for each pair, and whether the pair is one happening."""
    rows, same = [], []
    for bundle in episodes.bundles(GOLD):
        told = [(telling(report), happening) for report, happening in episodes.reports(bundle, read) if happening]
        for (a, first), (b, second) in combinations(told, 2):
            barred, values = comparing.compare(a, b)
            if not barred and not set(blocking.keys(a)).isdisjoint(blocking.keys(b)):
                rows.append((1.0, *values))
                same.append(float(first == second))
    return np.array(rows), np.array(same)


def fit(rows: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Newton's method on the log-likelihood less STRENGTH / 2 times the squared way from PRIOR."""
    counts = np.where(same == 1, 1.0, APART)
    weights = PRIOR.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (p - same)) + STRENGTH * (weights - PRIOR)
        bend = rows.T @ (rows * (counts * p * (1 - p))[:, None]) + STRENGTH * np.eye(len(PRIOR))
        weights -= np.linalg.solve(bend, slope)
    return weights


read = lru_cache(maxsize=None)(read_document)


def main() -> None:
    rows, same = pairs()
    fitted = fit(rows, same)
    print(f"# {len(same)} pairs, {int(same.sum())} of one happening")
    for name, weight in zip(("base", *REASONS), fitted, strict=True):
        print(f"{name},{weight:.1f}")
    reasons = tuple(round(float(w), 1) for w in fitted[1:])
    for step in range(-4, 7):
        tried = Weights(round(float(fitted[0]) + step / 5, 2), reasons)
        comparing.weights = lambda tried=tried: tried
        print(f"# base {tried.base}: {dataclasses.asdict(episodes.evaluate(GOLD, read)['all'])}")


if __name__ == "__main__":
    main()
