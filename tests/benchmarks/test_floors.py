"""Accuracy once reached is never lost by accident: figures on the development gold stay above `benchmarks/floors.json`.

A floor holds for the gold it was measured on, told by a hash; other gold is skipped with a word.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dragoman.evaluation import evaluate

FLOORS = json.loads((Path(__file__).resolve().parents[2] / "benchmarks" / "floors.json").read_text(encoding="utf-8"))


def digest(gold: Path) -> str:
    """One hash for a gold file, or for all files of a folder by name."""
    files = [gold] if gold.is_file() else sorted(p for p in gold.iterdir() if p.suffix in (".json", ".txt"))
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:16]


def figure(figures: dict, name: str) -> float:
    for part in name.split("/"):
        figures = figures[part]
    return figures


@pytest.mark.parametrize("row", FLOORS, ids=[f"{row['kind']}-{row['gold']}" for row in FLOORS])
def test_no_figure_falls_below_its_floor(shared, row):
    gold = shared / "gold" / row["gold"]
    if digest(gold) != row["hash"]:
        pytest.skip(f"{row['gold']} is not the gold on which the floors were measured")
    figures = evaluate(row["kind"], gold).figures
    low = {name: (figure(figures, name), floor) for name, floor in row["floors"].items() if figure(figures, name) < floor}
    assert not low, f"below the floor (reached, floor): {low}"
