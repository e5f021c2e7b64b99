"""The commands, with the reading itself put in by hand: formats, exit status, one line for each trouble."""
from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from dragoman import pipeline
from dragoman.cli import main
from dragoman.errors import SkipDocument


@pytest.fixture
def reads(monkeypatch):
    """Says what the reader finds."""

    def put(*found):
        monkeypatch.setattr(pipeline, "read_documents", lambda sources, published=None: iter(found))

    return put


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_json_is_one_line_a_document(reads, record):
    reads(record, record)
    result = run("read", "x", "--format", "json")
    assert result.exit_code == 0
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["doc-1", "doc-1"]


def test_what_is_piped_is_json(reads, record):
    reads(record)
    assert json.loads(run("read", "x").stdout)["schema"] == "1"


def test_refused_documents_are_told_and_the_others_read(reads, record):
    reads(SkipDocument("bad\n\x1b.pdf", "is damaged"), record)
    result = run("read", "x", "--format", "json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == len(result.stderr.splitlines()) == 1
    assert "is damaged" in result.stderr and "\x1b" not in result.stderr


def test_nothing_read_is_status_two(reads):
    reads(SkipDocument("a", "is empty"))
    assert run("read", "a").exit_code == 2
    reads()
    assert run("read", "a").exit_code == 2
    assert run("read").exit_code == 2


def test_a_wrong_date_is_told(reads, record):
    reads(record)
    assert run("read", "x", "--published", "2023").exit_code == 0
    for wrong in ("yesterday", "2023-13", "20230321", "2023-02-30"):
        result = run("read", "x", "--published", wrong)
        assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1


def test_terminal_csv_and_file(reads, record, tmp_path):
    reads(record)
    assert "WHO MET" in run("read", "x", "--format", "terminal").stdout
    reads(record)
    table = list(csv.DictReader(io.StringIO(run("read", "x", "--format", "csv").stdout)))
    assert [row["type"] for row in table] == [event.type for event in record.events]
    reads(record)
    assert run("read", "x", "--format", "json", "--out", tmp_path / "new" / "out.jsonl").exit_code == 0
    assert json.loads((tmp_path / "new" / "out.jsonl").read_text("utf-8"))["schema"] == "1"


def test_pages_have_names_of_their_own_inside_the_folder(reads, record, tmp_path):
    import dataclasses

    outside = dataclasses.replace(record, document=dataclasses.replace(record.document, path=None, id="../../etc/x"))
    reads(record, record, outside)
    result = run("read", "x", "--format", "html", "--out", tmp_path)
    assert result.exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["etc-x.html", "xi-2.html", "xi.html"]


def test_explain_takes_the_beginning_of_an_id(reads, record, monkeypatch):
    monkeypatch.setattr(pipeline, "explain", lambda document, name: [f"because of {name}"])
    reads(record)
    assert "because of r4" in run("explain", "x", "--record", "r4").stdout
    reads(record)
    many = run("explain", "x", "--record", "r")
    assert many.exit_code == 2 and "fits" in many.stderr
    reads(record)
    assert run("explain", "x", "--record", "none").exit_code == 2


@pytest.mark.parametrize(("name", "words"), [
    ("CONSULT", "CONSULT"), ("consult", "visit"), ("visit", "travels"), ("CHN", "China"), ("IGO:NATO", "Atlantic"),
])
def test_the_codebook_finds(name, words):
    result = run("codebook", name)
    assert result.exit_code == 0 and words in result.stdout


def test_the_whole_codebook_as_data():
    entries = [json.loads(line) for line in run("codebook", "--format", "json").stdout.splitlines()]
    assert sum(entry["kind"] == "type" for entry in entries) == 16
    assert all(entry["definition"] for entry in entries)
    assert all(entry["example"] for entry in entries if entry["kind"] in ("type", "mode", "sector"))


def test_an_unknown_code_is_told():
    result = run("codebook", "NONESUCH")
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1


def test_evaluate_prints_figures_and_misses(tmp_path):
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "p.jsonl"
    gold.write_text('{"id": "a", "text": "t", "events": [{"type": "AID", "actor": ["USA"], "recipient": []}]}\n')
    predictions.write_text('{"id": "a", "events": []}\n')
    assert json.loads(run("evaluate", "sentences", gold, predictions, "--format", "json").stdout)["type_right"] == 0.0
    assert "AID" in run("evaluate", "sentences", gold, predictions, "--misses").stdout
    assert run("evaluate", "sentences", tmp_path / "none", predictions).exit_code == 2
    page = tmp_path / "errors.html"
    assert run("evaluate", "sentences", gold, predictions, "--errors", page).exit_code == 0
    assert "<table>" in page.read_text(encoding="utf-8")
    refused = run("evaluate", "sentences", gold, predictions, "--errors", tmp_path / "no" / "errors.html")
    assert refused.exit_code == 2 and "cannot be written" in refused.stderr


def test_help_loads_nothing_heavy():
    heavy = ("spacy", "numpy", "rich", "jinja2", "yaml")
    code = f"import sys, dragoman.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
