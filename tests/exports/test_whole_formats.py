"""What JSON, JSON-LD and Parquet write, they read again: every record, to the last field."""
from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from strategies import HUGE, calm, corpora, whole

from dragoman.errors import SkipDocument, StopRun
from dragoman.exports import json_ld, record_json
from dragoman.records import Document, Record


def as_bytes(write, records, **more) -> bytes:
    out = io.StringIO(newline="")
    assert write(records, out, **more) == len(records)
    return out.getvalue().encode("utf-8")


@given(corpora)
@calm
def test_json_gives_back_what_it_was_given(records):
    written = as_bytes(record_json.write, records)
    assert list(record_json.read(io.BytesIO(written), "a.jsonl")) == [whole(record) for record in records]
    assert list(record_json.read(io.StringIO(written.decode(), newline="\n"), "a.jsonl")) == [whole(record) for record in records]


@given(corpora)
@calm
def test_json_ld_with_texts_gives_back_what_it_was_given(records):
    written = as_bytes(json_ld.write, records, texts=True)
    assert list(json_ld.read(io.BytesIO(written), "a.jsonld")) == [whole(record) for record in records]


@given(corpora)
@calm
def test_json_ld_is_one_document_and_reads_the_same_in_any_layout(records):
    graph = json.loads(as_bytes(json_ld.write, records))
    other = json.dumps(graph, indent=2).encode()
    texts = {whole(record).document.id: whole(record).document.text for record in records}
    if len(texts) == len(records):
        assert list(json_ld.read(io.BytesIO(other), "a", texts)) == [whole(record) for record in records]
    for node in graph["@graph"]:
        assert "text" not in node
        if node["type"] == "Annotation":
            assert [selector["type"] for selector in node["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
            assert node["wasDerivedFrom"] == node["target"]["source"]


@given(corpora)
@example([])
@calm
def test_parquet_gives_back_what_it_was_given(records):
    parquet = pytest.importorskip("pyarrow") and __import__("dragoman.exports.parquet", fromlist=["parquet"])
    with tempfile.TemporaryDirectory() as folder:
        assert parquet.write(records, Path(folder) / "a") == len(records)
        assert list(parquet.read(Path(folder) / "a", "a")) == [whole(record) for record in records]


def test_parquet_reads_across_row_groups(record, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    from dragoman.exports import parquet

    monkeypatch.setattr(parquet, "ROWS", 4)
    monkeypatch.setattr(parquet, "_DOCUMENTS_AT_ONCE", 3)
    records = [record, Record(Document("empty", "")), *[record] * 9]
    parquet.write(records, tmp_path)
    assert list(parquet.read(tmp_path, "a")) == records
    from pyarrow.parquet import ParquetFile

    assert ParquetFile(tmp_path / "documents.parquet").num_row_groups > 2


def test_parquet_tells_of_a_number_that_it_cannot_hold(record, tmp_path):
    pytest.importorskip("pyarrow")
    from dragoman.exports import parquet

    with pytest.raises(StopRun, match="documents"):
        parquet.write([Record(Document("a", "", sentences=((0, HUGE + 1),)))], tmp_path)


def test_parquet_tells_of_a_missing_or_broken_file(record, tmp_path):
    pytest.importorskip("pyarrow")
    from dragoman.exports import parquet

    with pytest.raises(StopRun, match=r"documents\.parquet"):
        list(parquet.read(tmp_path, "a"))
    parquet.write([record], tmp_path)
    (tmp_path / "events.parquet").write_bytes(b"no parquet at all")
    with pytest.raises(StopRun, match=r"events\.parquet"):
        list(parquet.read(tmp_path, "a"))


def test_parquet_without_pyarrow_says_what_to_install(record, tmp_path, monkeypatch):
    from dragoman.exports import parquet

    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(StopRun, match=r"pip install dragoman\[tables\]"):
        parquet.write([record], tmp_path)


def test_an_annotation_shows_the_words_around_its_quote(record):
    out = io.StringIO()
    json_ld.write([record], out)
    note = next(node for node in json.loads(out.getvalue())["@graph"] if node["type"] == "Annotation")
    quoted, position = note["target"]["selector"]
    text = record.document.text
    assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in text
    assert text[position["start"] : position["end"]] == quoted["exact"] == record.events[0].quote


def test_without_its_text_a_document_is_read_with_an_empty_one_and_another_text_is_refused(record):
    written = as_bytes(json_ld.write, [record])
    (read,) = json_ld.read(io.BytesIO(written), "a")
    assert read.document.text == "" and read.events == record.events
    (refused,) = json_ld.read(io.BytesIO(written), "a", {record.document.id: "another text"})
    assert isinstance(refused, SkipDocument) and "SHA-256" in str(refused)


@pytest.mark.parametrize(("line", "told"), [
    (b"{", "a.jsonl:2: is not JSON"),
    (b"[1]", "a.jsonl:2: is no JSON object"),
    (b"\xff\xfe", "a.jsonl:2: is not UTF-8"),
    (b"{}", "a.jsonl:2: record: 'schema' is a required property"),
    (b"[" * 100_000, "a.jsonl:2: is not JSON"),
    (b'{"a": ' + b"9" * 5000 + b"}", "a.jsonl:2: is not JSON"),
])  # fmt: skip
def test_a_bad_line_is_told_and_the_others_are_read(record, line, told):
    good = as_bytes(record_json.write, [record])
    first, bad, last = record_json.read(io.BytesIO(good + line + b"\n" + good), "a.jsonl")
    assert first == last == record
    assert isinstance(bad, SkipDocument) and str(bad).startswith(told)


@pytest.mark.parametrize(("field", "value", "told"), [
    ("type", "MEET", "events.0.type: 'MEET'"), ("date", "last week", "events.0.date"), ("score", "NaN", "events.0.score"),
    ("actor", [{"code": "China"}], "events.0.actor.0"), ("start", -1, "events.0.start"),
])  # fmt: skip
def test_a_wrong_field_is_named(record, field, value, told):
    plain = record.as_dict()
    plain["events"][0][field] = value
    (bad,) = record_json.read(io.BytesIO(json.dumps(plain).encode()), "a.jsonl")
    assert isinstance(bad, SkipDocument) and f"a.jsonl:1: {told}" in str(bad)


def test_not_a_number_is_no_number(record):
    plain = record.as_dict()
    plain["events"][0]["score"] = float("nan")
    (bad,) = record_json.read(io.BytesIO(json.dumps(plain).encode()), "a.jsonl")
    assert isinstance(bad, SkipDocument) and "NaN is no number" in str(bad)


def test_a_json_ld_file_that_was_cut_off_gives_what_it_has(record):
    written = as_bytes(json_ld.write, [record, record], texts=True)
    found = list(json_ld.read(io.BytesIO(written[: len(written) * 3 // 4]), "a"))
    assert found[0] == record
    assert any(isinstance(item, SkipDocument) and "cut off" in str(item) for item in found)
