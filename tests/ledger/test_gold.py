"""The ledger holds on the gold (training/annotations/ledger): floors below what was measured, and above the baseline's."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import StopRun
from dragoman.evaluation import ledger as evaluation

GOLD = Path(__file__).resolve().parents[2] / "training" / "annotations" / "ledger"


@pytest.mark.parametrize(("half", "f1", "deeds"), [("development", 0.86, 12), ("held-out", 0.92, 3), ("unread", 0.88, 3)])
def test_floors_on_the_gold(half, f1, deeds):
    got = evaluation.score(GOLD, half)
    plain = evaluation.score(GOLD, half, evaluation.by_parties_and_sectors)
    assert got["b_cubed"]["f1"] >= f1 > plain["b_cubed"]["f1"]
    assert got["b_cubed"]["precision"] >= 0.92
    assert got["deeds"]["right"] >= deeds and got["deeds"]["precision"] >= 0.9
    assert got["tellings"]["precision"] >= 0.78


def test_b_cubed():
    assert evaluation.b_cubed([("a", 1), ("a", 1), ("b", 2)]) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    figures = evaluation.b_cubed([("a", 1), ("a", 1), ("b", 1), ("b", 1)])
    assert figures["precision"] == 0.5 and figures["recall"] == 1.0
    assert evaluation.b_cubed([])["f1"] == 0.0


def test_a_quote_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "x.txt").write_text("Peru will sell copper to Chile.")
    (tmp_path / "x.json").write_text(
        '{"bundle": "x", "set": "development", "subject": "", "documents": [{"id": "x", "published": "2020-01-01"}],'
        ' "promises": {"p": ""}, "told": [{"document": "x", "quote": "buy copper", "promise": "p", "step": "made"}],'
        ' "evidence": []}'
    )
    with pytest.raises(StopRun, match="buy copper"):
        evaluation.bundles(tmp_path)
    with pytest.raises(StopRun, match="no bundle"):
        evaluation.bundles(tmp_path, "held-out")
