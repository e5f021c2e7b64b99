"""The pipeline as a whole: portions of long texts, and what `read` takes."""
import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import pipeline
from dragoman.errors import SkipDocument
from dragoman.records import Document

PARAGRAPHS = "Norway condemned Iran on Monday.\n\nPeru and Chile signed a treaty on copper in Lima.\n\nJapan will visit India, it said.\n\n"


@given(st.text(alphabet="ab \n", max_size=400), st.integers(1, 60))
def test_portions_tile_the_text(text, size):
    spans = pipeline.portions(text, size)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(0 < b - a <= size for a, b in spans)


def test_a_long_text_is_read_in_portions_and_quotes_stand_where_they_did(monkeypatch):
    document = Document(id="t", text=PARAGRAPHS * 5, published="2023-03-21")
    whole = pipeline.read_document(document)
    monkeypatch.setattr(pipeline, "PORTION", len(PARAGRAPHS) + 3)
    parts = pipeline.read_document(document)
    assert parts.document.sentences == whole.document.sentences and parts.document.text == document.text
    entries = [*parts.events, *parts.instruments]
    assert len(parts.events) == len(whole.events) > 5
    assert len({e.id for e in entries}) == len(entries)
    for e in entries:
        assert document.text[e.start:e.end] == e.quote
        start, end = parts.document.sentences[e.sentence]
        assert start <= e.start < e.end <= end
    for event in parts.events:
        for party in event.actor:
            assert document.text[party.start:party.end].strip()


def test_the_same_text_gives_the_same_bytes():
    document = Document(id="t", text=PARAGRAPHS, published="2023-03-21")
    assert pipeline.read_document(document).as_json() == pipeline.read_document(document).as_json()


def test_read_takes_a_path_or_a_text(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(PARAGRAPHS, encoding="utf-8")
    from_path, from_text = pipeline.read(path), pipeline.read(PARAGRAPHS)
    assert [e.quote for e in from_path.events] == [e.quote for e in from_text.events]
    with pytest.raises(SkipDocument):
        pipeline.read(tmp_path / "absent.txt")


def test_explain_tells_what_made_a_record():
    document = Document(id="t", text=PARAGRAPHS, published="2023-03-21")
    event = pipeline.read_document(document).events[0]
    told = "\n".join(pipeline.explain(document, event.id))
    assert event.quote in told and event.produced_by in told and "nsubj" in told
    with pytest.raises(KeyError):
        pipeline.explain(dataclasses.replace(document), "no such id")
