"""Measuring on a store that was filled fast means something only where it holds what `Store.keep` would have kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dragoman import episodes
from dragoman.store import Question, Store, reprints

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import filling
import generated


def clock() -> str:
    return "2025-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def made():
    return list(generated.records(50))


def test_filling_leaves_the_rows_of_keeping(made, tmp_path):
    with Store(tmp_path / "kept.db", clock=clock) as kept, Store(tmp_path / "filled.db", clock=clock) as filled:
        for record in made:
            kept.keep(record)
        assert list(filling.fill(filled, made, reprints.signature)) == [50]
        assert filling.differences(kept, filled) == []
        kept.note_failure("a.txt", "a.txt", "is no text")
        assert filling.differences(kept, filled) == ["failure"]


def test_generated_records_quote_their_text(made):
    for record in made:
        text = record.document.text
        for entry in (*record.events, *record.statements, *record.instruments, *record.commitments):
            first, last = record.document.sentences[entry.sentence]
            assert first <= entry.start < entry.end <= last
            assert entry.quote == text[entry.start : entry.end]


def test_a_record_does_not_depend_on_how_many_are_made(made):
    assert list(generated.records(3, first=20)) == made[20:23]


def test_more_documents_go_on_where_the_filled_ones_end(made, tmp_path):
    with Store(tmp_path / "filled.db") as store:
        list(filling.fill(store, made[:49], filling.random_signatures()))
        assert store.keep(made[49]).changed
        assert store.count(Question(reprints=True)) == 500


def test_filled_episodes_are_told_by_their_reports(made, tmp_path):
    with Store(tmp_path / "filled.db") as store:
        list(filling.fill(store, made, filling.random_signatures()))
        number = filling.group(store)
        told = episodes.ask(store, Question(kinds=("events",), reprints=True))
        assert 0 < len(told) < number
        assert sum(len(one.reports) for one in told) == sum(len(record.events) for record in made)
