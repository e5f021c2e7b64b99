"""Each fault of a reading is told once, with its cause, and the page shows it harmlessly."""

from __future__ import annotations

import json

import pytest

from dragoman.errors import StopRun
from dragoman.evaluation import evaluate
from dragoman.views import errors

TEXT = "Oslo accused Lima of spying. Lima rejected the charge. <script>alert(1)</script> Quito will visit Bogota on Friday."


def event(kind, words, actor, recipient, **more):
    start = TEXT.index(words)
    told = {"type": kind, "actor": actor, "recipient": recipient, "status": "occurred", "date": None, **more}
    return told, told | {"start": start, "end": start + len(words)}, {**told, "quote": words}


@pytest.fixture
def folder(tmp_path):
    """Gold of one document, and a way to score predictions against it."""

    def scored(gold_events, read_events, **others):
        gold = {"id": "a", "published": None, "events": [e[2] for e in gold_events]}
        gold |= {kind: [] for kind in ("statements", "instruments", "commitments")}
        (tmp_path / "a.json").write_text(json.dumps(gold))
        (tmp_path / "a.txt").write_text(TEXT)
        file = tmp_path / "read.jsonl"
        file.write_text(json.dumps({"id": "a", "events": [e[1] for e in read_events], **others}))
        return evaluate("diplomatic", tmp_path, file, explain=True)

    return scored


ACCUSED = event("ACCUSE", "Oslo accused Lima", ["NOR"], ["PER"])
CAUSES = [
    ([ACCUSED], [], ["missed"]),
    ([], [ACCUSED], ["added"]),
    ([ACCUSED], [event("REJECT", "accused", ["NOR"], ["PER"])], ["type"]),
    ([ACCUSED], [event("ACCUSE", "accused", ["NOR"], ["CHL"])], ["party"]),
    ([ACCUSED], [event("ACCUSE", "accused", ["NOR"], ["PER"], status="denied")], ["status"]),
    ([event("AGREE", "Quito will visit", ["ECU"], [], date="2024-05-03")], [event("AGREE", "visit", ["ECU"], [])], ["date"]),
    ([ACCUSED], [event("ACCUSE", "rejected the charge", ["NOR"], ["PER"])], ["span"]),
    ([ACCUSED], [event("ACCUSE", "accused", ["NOR"], [], status="planned")], ["party", "status"]),
    ([ACCUSED], [ACCUSED], []),
]


@pytest.mark.parametrize(("gold", "read", "causes"), CAUSES, ids=[str(c) for _, _, c in CAUSES])
def test_a_fault_has_the_cause_that_keeps_reading_from_gold(folder, gold, read, causes):
    assert [fault["cause"] for fault in folder(gold, read).faults] == causes


def test_sentences_and_relations_have_faults_too(tmp_path):
    line = {"id": "s", "text": TEXT, "events": [{"type": "ACCUSE", "actor": ["NOR"], "recipient": ["PER"]}]}
    (tmp_path / "s.jsonl").write_text(json.dumps(line))
    pair = {"id": "r", "text": TEXT, "source": [0, 4], "target": [13, 17], "types": ["ACCUSE"]}
    (tmp_path / "r.jsonl").write_text(json.dumps(pair))
    (tmp_path / "none.jsonl").write_text("")
    for kind, file in (("sentences", "s.jsonl"), ("relations", "r.jsonl")):
        outcome = evaluate(kind, tmp_path / file, tmp_path / "none.jsonl", explain=True)
        assert [fault["cause"] for fault in outcome.faults] == ["missed"]


def test_the_page_shows_gold_and_reading_and_runs_nothing(folder):
    outcome = folder([ACCUSED], [event("ACCUSE", "accused", ["NOR"], ["<b>CHL"])])
    page = errors.render("faults <of> a", outcome.figures, outcome.faults)
    assert "<script" not in page and "&lt;script" in page and "<b>CHL" not in page
    assert "Other parties" in page and "PER" in page and "faults &lt;of&gt; a" in page


def test_a_page_without_faults_says_so(folder):
    outcome = folder([ACCUSED], [ACCUSED])
    assert "No faults" in errors.render("none", outcome.figures, outcome.faults)


def test_pairs_have_no_page(tmp_path):
    (tmp_path / "r.jsonl").write_text("")
    with pytest.raises(StopRun, match="no page"):
        evaluate("pairs", tmp_path / "r.jsonl", explain=True)
