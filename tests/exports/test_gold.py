"""Gold that is written can be measured against, and the gold at hand comes back to the letter."""
from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from strategies import calm, corpora

from dragoman.errors import SkipDocument, StopRun
from dragoman.evaluation import documents as evaluation
from dragoman.exports import gold
from dragoman.records import Document, Record


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def test_a_perfect_reading_of_what_was_written_scores_one(record, tmp_path):
    assert gold.write([record], tmp_path) == 1
    figures, rows = evaluation.score(tmp_path, {"doc-1": json.loads(record.as_json())})
    assert figures["record_f1"] == 1.0 and rows == []


def test_the_gold_at_hand_comes_back_to_the_letter(shared, tmp_path):
    folder = shared / "gold" / "diplomatic"
    read = list(gold.read(folder, "gold"))
    assert gold.write(read, tmp_path) == len(list(folder.glob("*.json")))
    for file in folder.glob("*.json"):
        assert json.loads((tmp_path / file.name).read_text("utf-8")) == json.loads(file.read_text("utf-8"))
        assert (tmp_path / file.name).with_suffix(".txt").read_text("utf-8") == file.with_suffix(".txt").read_text("utf-8")


def test_what_is_read_quotes_the_text(record, tmp_path):
    gold.write([record], tmp_path)
    (read,) = gold.read(tmp_path, "gold")
    for entry in (*read.events, *read.statements, *read.instruments, *read.commitments):
        assert read.document.text[entry.start : entry.end] == entry.quote
        a, b = read.document.sentences[entry.sentence]
        assert a <= entry.start < entry.end <= b
    assert [event.type for event in read.events] == [event.type for event in record.events]
    assert read.events[0].place.country is None or read.events[0].place.country == "RUS"


def said(record: Record) -> Record:
    """A record whose quotes stand in its text, as the contract asks."""
    entries = [*record.events, *record.statements, *record.instruments, *record.commitments]
    text = "\n\n".join([record.document.text, *(entry.quote for entry in entries)])
    return dataclasses.replace(record, document=dataclasses.replace(record.document, text=text))


@given(corpora)
@calm
def test_written_read_and_written_again_is_the_same(records):
    with tempfile.TemporaryDirectory() as name:
        first, second = Path(name) / "a", Path(name) / "b"
        assert gold.write(map(said, records), first) == len(records)
        if records:
            read = list(gold.read(first, "gold"))
            assert not [item for item in read if isinstance(item, SkipDocument)]
            gold.write(read, second)
            assert sorted(files(first).values()) == sorted(files(second).values())


def test_ids_of_any_kind_make_files_of_their_own(tmp_path):
    ids = ["../../etc/passwd", "a/b", "A/B", "a-b", "A-b", "", "..", "x" * 500, "=1", "con\0", "\ud800", "same", "same"]
    assert gold.write([Record(Document(id, "Text.")) for id in ids], tmp_path / "g") == len(ids)
    assert len(files(tmp_path / "g")) == 2 * len(ids)
    assert [path.name for path in tmp_path.iterdir()] == ["g"]


@pytest.mark.parametrize(("change", "told"), [
    ({"quote": "never said"}, "events.0.quote: is not in the text: 'never said'"),
    ({"type": "MEET"}, "events.0.type: 'MEET' is not one of"),
    ({"actor": ["China"]}, "events.0.actor.0.code"),
    ({"actor": "CHN"}, "events.0.actor"),
    ({"quote": 3}, "events.0.quote: an entry needs the words"),
])  # fmt: skip
def test_a_wrong_entry_is_told_and_the_others_are_read(record, tmp_path, change, told):
    gold.write([record], tmp_path)
    file = tmp_path / "doc-1.json"
    plain = json.loads(file.read_text("utf-8"))
    plain["events"][0] |= change
    file.write_text(json.dumps(plain), encoding="utf-8")
    bad, read = gold.read(tmp_path, "gold")
    assert isinstance(bad, SkipDocument) and str(bad).startswith(f"gold/doc-1.json: {told}")
    assert len(read.events) == len(record.events) - 1 and len(read.statements) == 1


def test_a_broken_file_and_an_empty_folder_are_told(record, tmp_path):
    with pytest.raises(StopRun, match="no gold document"):
        list(gold.read(tmp_path, "gold"))
    gold.write([record], tmp_path)
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "bad.txt").write_text("", encoding="utf-8")
    (tmp_path / "lone.json").write_text("{}", encoding="utf-8")
    read = list(gold.read(tmp_path, "gold"))
    assert [str(item).split(" ")[0] for item in read if isinstance(item, SkipDocument)] == ["gold/bad.json:", "gold/lone.json:"]
    assert len([item for item in read if isinstance(item, Record)]) == 1
