"""The type between two given parties: accuracy and macro F1, with the rows of gold that have several right types."""

from __future__ import annotations

import json

import pytest

from dragoman.errors import StopRun
from dragoman.evaluation import evaluate, pairs

LINES = [
    {"id": "a", "text": "Oslo thanked Lima.", "source": [0, 4], "target": [13, 17], "types": ["SUPPORT"]},
    {"id": "b", "text": "Oslo freed two Peruvians.", "source": [0, 4], "target": [11, 24], "types": ["CONCEDE", "RETREAT"]},
]


@pytest.fixture
def gold(tmp_path):
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return file


def test_any_of_several_types_is_right(gold):
    figures, wrong = pairs.score(gold, lambda text, source, target: "SUPPORT" if "thanked" in text else "RETREAT")
    assert figures["accuracy"] == 1.0 and figures["macro_f1"] == 1.0 and not wrong


def test_a_wrong_answer_is_listed_and_counts_against_its_own_row(gold):
    figures, wrong = pairs.score(gold, lambda text, source, target: "SUPPORT")
    assert figures["accuracy"] == 0.5
    assert [row[:3] for row in wrong] == [("b", "CONCEDE/RETREAT", "SUPPORT")]
    assert figures["by_type"]["SUPPORT"]["precision"] == 0.5


def test_the_reader_itself_answers(gold):
    assert evaluate("pairs", gold).figures["relations"] == 2


def test_predictions_are_refused_in_words(gold):
    with pytest.raises(StopRun, match="leave the predictions out"):
        evaluate("pairs", gold, gold)
