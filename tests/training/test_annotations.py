"""The annotations that the reader learns from say what they should: known types, words of the sentence, codes of the form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANNOTATIONS = ROOT / "training" / "annotations"
CORPUS = ROOT.parent / "shared" / "corpus"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False, cwd=ANNOTATIONS)


def test_every_annotated_sentence_of_our_own_is_well_formed():
    done = run("check.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wrong_line_is_named(tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("S Oslo thanked Lima.\nE THANK | occurred | thanked | Oslo=NOR | Lima=PER\nE SUPPORT | occurred | thanked | Bergen=NOR | \n")
    done = run("check.py", wrong)
    assert done.returncode == 1
    assert "wrong.txt:2" in done.stdout and "THANK" in done.stdout
    assert "wrong.txt:3" in done.stdout and "Bergen" in done.stdout


def test_annotation_of_others_texts_holds_no_word_of_theirs():
    for file in (ANNOTATIONS / "corpus").glob("*.jsonl"):
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            assert set(line) == {"file", "id", "start", "end", "hash", "events", "bystanders"}
            assert line["end"] - line["start"] < 700


def test_stand_off_annotation_finds_its_sentences_again():
    if not CORPUS.is_dir():
        pytest.skip("shared/corpus is not at hand")
    for file in (ANNOTATIONS / "corpus").glob("*.jsonl"):
        done = run("standoff.py", "show", file, "--corpus", CORPUS)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert sum(line.startswith("S ") for line in lines) == len(file.read_text(encoding="utf-8").splitlines())


def test_whole_documents_become_gold_again(tmp_path):
    if not CORPUS.is_dir():
        pytest.skip("shared/corpus is not at hand")
    done = run("documents.py", "show", "documents", "--corpus", CORPUS, "--out", tmp_path)
    assert done.returncode == 0 and not done.stdout, done.stdout + done.stderr
    files = sorted(tmp_path.glob("*.json"))
    assert len(files) == len(list((ANNOTATIONS / "documents").glob("*.json")))
    for file in files:
        text, gold = file.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(file.read_text(encoding="utf-8"))
        for kind in ("events", "statements", "instruments", "commitments"):
            assert all(record["quote"] and record["quote"] in text for record in gold[kind])


def test_annotators_agree_in_figures_between_nothing_and_everything():
    done = run("agreement.py")
    assert done.returncode == 0, done.stderr
    figures = [line for line in done.stdout.splitlines() if "word and type" in line]
    assert figures and all(0.5 < float(line.rpartition(" ")[2]) < 1 for line in figures)
