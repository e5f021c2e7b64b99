"""The replication archive holds all that is needed but the texts, is the same every time, and tells what was changed."""
from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from strategies import calm, corpora, filled, texts

from dragoman.errors import StopRun
from dragoman.exports import archive

ABOUT = {"commands": ["dragoman add reports", "dragoman archive out"], "versions": {"dragoman": "0.1.0", "python": "3.11"},
         "title": "Talks of 2023", "authors": ["Doe, Jane", "An Institute"], "made": "2024-05-31"}
CFF = {"cff-version", "message", "type", "title", "authors", "date-released", "references", "abstract", "version", "doi", "url", "license", "keywords"}
AUTHOR = [{"family-names", "given-names"}, {"name"}]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_is_in_an_archive(record, tmp_path):
    folder = tmp_path / "a"
    archive.write(folder, [record], **ABOUT)
    files = contents(folder)
    assert {"records.jsonl", "texts.csv", "versions.json", "commands.txt", "CITATION.cff", "README.md", "MANIFEST", "codebook/plover.yaml",
            "codebook/record.schema.json"} <= set(files)
    (line,) = files["records.jsonl"].decode().split("\n")[:-1]
    plain = json.loads(line)
    sha256 = hashlib.sha256(record.document.text.encode()).hexdigest()
    assert plain["document"]["sha256"] == sha256 and "text" not in plain["document"]
    assert plain["events"] == json.loads(record.as_json())["events"]
    (row,) = csv.DictReader(files["texts.csv"].decode().splitlines())
    assert (row["id"], row["sha256"], row["characters"]) == ("doc-1", sha256, str(len(record.document.text)))
    assert files["commands.txt"].decode().splitlines() == ABOUT["commands"]
    assert json.loads(files["versions.json"]) == ABOUT["versions"]
    assert not any(record.document.text.encode() in held for held in files.values())


def test_the_same_archive_has_the_same_bytes_and_nothing_differs(record, tmp_path):
    for name in ("a", "b"):
        archive.write(tmp_path / name, [record], **ABOUT)
        assert archive.check(tmp_path / name) == []
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_what_was_changed_is_told(record, tmp_path):
    folder = tmp_path / "a"
    archive.write(folder, [record], **ABOUT)
    (folder / "records.jsonl").write_text("{}\n")
    (folder / "texts.csv").unlink()
    (folder / "codebook" / "more.yaml").write_text("")
    assert archive.check(folder) == ["codebook/more.yaml: was added", "records.jsonl: has changed", "texts.csv: is missing"]


@given(corpora, texts, st.lists(filled, min_size=1, max_size=3), st.lists(texts, max_size=2))
@calm
def test_citation_is_cff_and_hostile_texts_do_no_harm(records, title, authors, commands):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive.write(folder, records, commands=commands, versions={}, title="T" + title, authors=["A" + a for a in authors])
        told = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
        assert set(told) <= CFF and {"cff-version", "message", "title", "authors"} <= set(told) and told["cff-version"] == "1.2.0"
        assert told["authors"] and all(set(author) in AUTHOR for author in told["authors"])
        assert len((folder / "commands.txt").read_text(encoding="utf-8").splitlines()) == len(commands)
        rows = list(csv.reader((folder / "texts.csv").open(encoding="utf-8", newline="")))
        assert len(rows) == len(records) + 1 and all(len(row) == len(archive.COLUMNS) for row in rows)
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in rows for cell in row)
        assert archive.check(folder) == []


@pytest.mark.parametrize(("change", "told"), [
    ({"authors": []}, "at least one author"), ({"title": " "}, "needs a title"), ({"made": "in May"}, "in May: the day of release"),
])  # fmt: skip
def test_what_cannot_be_cited_is_refused(record, tmp_path, change, told):
    with pytest.raises(StopRun, match=told):
        archive.write(tmp_path / "a", [record], **{**ABOUT, **change})


def test_a_folder_with_other_things_is_left_alone(record, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StopRun, match="is not empty"):
        archive.write(tmp_path, [record], **ABOUT)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("manifest", ["nonsense\n", "0" * 64 + "  ../../etc/passwd\n", "0" * 64 + "  /etc/passwd\n"])
def test_a_manifest_that_points_elsewhere_is_refused(tmp_path, manifest):
    (tmp_path / "MANIFEST").write_text(manifest)
    with pytest.raises(StopRun, match="MANIFEST:1"):
        archive.check(tmp_path)


def test_a_folder_without_manifest_is_no_archive(tmp_path):
    with pytest.raises(StopRun, match="no archive here"):
        archive.check(tmp_path)
