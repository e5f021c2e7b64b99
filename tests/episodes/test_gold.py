"""Floors of B-cubed on bundles of our own (gold/README.md): the measure never falls by accident, and beats the baseline by far."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from dragoman.evaluation import episodes
from dragoman.pipeline import read_document

GOLD = Path(__file__).parent / "gold"
read = lru_cache(maxsize=None)(read_document)


@pytest.mark.parametrize(("half", "floor", "of_every"), [("dev", 0.91, 0.87), ("held_out", 0.88, 0.82)])
def test_reports_find_their_episodes(half, floor, of_every):
    ours = episodes.evaluate(GOLD / half, read)["all"]
    baseline = episodes.evaluate(GOLD / half, read, episodes.same_day)["all"]
    assert ours.items > 100 and ours.f1 >= floor
    assert ours.f1 > baseline.f1 + 0.2
    assert episodes.evaluate(GOLD / half, read, every=True)["all"].f1 >= of_every


def test_the_gold_is_what_its_page_says():
    bundles = [bundle for half in ("dev", "held_out") for bundle in episodes.bundles(GOLD / half)]
    texts = [document for bundle in bundles for document in bundle.documents]
    assert len(bundles) == 12 and len(texts) == 95
    assert all(60 <= len(document.text.split()) <= 150 for document in texts)
    assert all(bundle.marks[document.id] for bundle in bundles for document in bundle.documents)
