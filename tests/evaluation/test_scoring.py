"""Our figures are those of the score that the project's gold is measured with, whatever the predictions."""
from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import pytest

from dragoman.errors import SkipDocument, StopRun
from dragoman.evaluation import evaluate
from dragoman.evaluation.agreement import date_agrees, pair_up, same_codes, same_parties, same_speaker
from dragoman.records import Document, Event, Party, Record

TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "ASSAULT"]
CODES = ["USA", "CHN", "RUS", "IGO:UN", "IGO:EU", "NSA:Hamas", "COM:Gazprom", "PER:N. N.", None, ""]
DATES = [None, "2023", "2023-03", "2023-03-20", "2023-03-20/2023-03-22", "/2023", {"start": "2023-03-20", "end": None}]
GOLD = {"diplomatic": "diplomatic", "sentences": "plover-gsr/dev.jsonl", "relations": "plover-relations/dev.jsonl"}


@pytest.fixture
def judge(shared):
    """score.py of the project, as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def some_parties(rng, given, length):
    """Gold's parties, mostly; some dropped, some invented, as codes or as objects."""
    kept = [code for code in given if rng.random() < 0.8]
    kept += [rng.choice(CODES)] if rng.random() < 0.3 else []
    shape = rng.random()
    if shape < 0.2:
        return [code for code in kept if code]
    start = rng.randrange(length)
    return [{"code": code, "start": start, "end": start + rng.randrange(1, 40)} for code in kept]


def blurred(rng, record, text):
    """A prediction made from a gold record: moved a little, parties, type, date and speaker sometimes changed."""
    start = max(0, text.find(record.get("quote", text[:40])))
    made = {k: v for k, v in record.items() if k != "quote"}
    made["start"] = max(0, start + rng.choice([0, 0, 0, -5, 7, 30, 400]))
    made["end"] = made["start"] + rng.choice([1, 12, len(record.get("quote", "")) + 1, 900])
    for name in ("actor", "recipient", "parties", "by"):
        if name in made:
            made[name] = some_parties(rng, made[name], len(text))
    if "type" in made and rng.random() < 0.3:
        made["type"] = rng.choice(TYPES)
    if "date" in made and rng.random() < 0.5:
        made["date"] = rng.choice(DATES)
    if "status" in made and rng.random() < 0.2:
        made["status"] = "planned"
    if "sectors" in made and rng.random() < 0.5:
        made["sectors"] = rng.choice([[], None, ["energy.gas", "trade"], ["trade"]])
    if "speaker" in made and rng.random() < 0.5:
        code = rng.choice(CODES)
        made["speaker"] = rng.choice(["Putin", "", None, {"name": "the minister", "code": code}])
        made["state"] = rng.choice([made["state"], None, code])
    if rng.random() < 0.05:
        made["start"], made["end"] = rng.choice([(None, 5), ("1", "2"), (9, 3), (-4, 8)])
    return {k: v for k, v in made.items() if v is not None or rng.random() < 0.5}


def perturbed(rng, kind, gold):
    """Predictions for gold of one kind."""
    if kind == "diplomatic":
        for file in sorted(gold.glob("*.json")):
            wanted, text = json.loads(file.read_text("utf-8")), file.with_suffix(".txt").read_text("utf-8")
            line = {"document": {"id": wanted["id"]}} if rng.random() < 0.5 else {"id": wanted["id"]}
            for records in ("events", "statements", "instruments", "commitments"):
                picked = [r for r in wanted[records] for _ in range(rng.choice([0, 1, 1, 1, 2]))]
                line[records] = [blurred(rng, r, text) for r in picked]
            yield line
        return
    for raw in gold.read_text("utf-8").split("\n"):
        if not raw.strip() or rng.random() < 0.1:
            continue
        wanted = json.loads(raw)
        if kind == "sentences":
            events = [blurred(rng, e, wanted["text"]) for e in wanted["events"] for _ in range(rng.choice([0, 1, 2]))]
        else:
            events = []
            for _ in range(rng.choice([0, 1, 2])):
                (a, b), (c, d) = rng.sample([wanted["source"], wanted["target"]], 2)
                sides = [[{"code": "X", "start": a, "end": b}], [{"code": "Y", "start": c, "end": d}]]
                if rng.random() < 0.2:
                    sides = [sides[0] + sides[1], []]
                type_ = rng.choice([*wanted["types"], *wanted["types"], rng.choice(TYPES)])
                events.append({"type": type_, "actor": sides[0], "recipient": rng.choice([sides[1], sides[1], None])})
        yield {"id": wanted["id"], "events": events}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", GOLD)
def test_figures_are_those_of_the_projects_score(judge, shared, tmp_path, kind, seed):
    gold, rng = shared / "gold" / GOLD[kind], random.Random(f"{kind}{seed}")
    file = tmp_path / "predictions.jsonl"
    lines = list(perturbed(rng, kind, gold))
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    by_id = {line.get("id") or line["document"]["id"]: line for line in lines}
    score = {"diplomatic": "documents"}.get(kind, kind)
    expected, shown = getattr(judge, f"score_{score}")(gold, by_id, True)
    outcome = evaluate(kind, gold, file)
    assert outcome.figures == expected
    assert list(outcome.figures) == list(expected)
    assert len(outcome.misses) == len(shown)


def test_gold_read_by_a_reader_goes_through_a_file_as_a_users_documents_do(tmp_path):
    gold = tmp_path / "gold.jsonl"
    text = "China condemned the United States."
    accused = {"type": "ACCUSE", "actor": ["CHN"], "recipient": ["USA"]}
    lines = [{"id": "a", "text": text, "events": [accused]}, {"id": "b", "text": "Oui.", "events": [accused]}]
    gold.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    def reader(sources):
        (source,) = sources
        for line in Path(source).read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            if given["id"] == "b":
                yield SkipDocument("b", "not English")
                continue
            china = Party("CHN", "China", None, "GOV", 0, 5)
            states = Party("USA", "the United States", None, "GOV", 16, 33)
            event = Event("e", "ACCUSE", None, (), None, -2.0, (china,), (states,), None, None, "occurred", None, (),
                          0.9, "rule:accuse", 0, 0, 33, text[:33])
            yield Record(Document(given["id"], given["text"]), events=(event,))

    outcome = evaluate("sentences", gold, reader=reader)
    assert outcome.figures["type+parties_right"] == 0.5
    assert outcome.refused == ("b: not English",)
    assert [row[0] for row in outcome.misses] == ["b"]


@pytest.mark.parametrize(("gold", "predicted", "agrees"), [
    ("2023-03-20", "2023-03-20", True),
    ("2023-03-20", "2023-03", True),  # month at least
    ("2023-03-20", "2023", False),
    ("2023-03", "2023-03-21", True),  # more precise than gold
    ("2023-03-20/2023-03-22", "2023-03-21", True),
    ("2023-03-20/2023-03-22", "2023-03-21/2023-03-25", False),
    ("2023", None, False),
])
def test_dates_agree_when_they_tell_as_much(gold, predicted, agrees):
    assert date_agrees(gold, predicted) is agrees


def test_parties_of_a_mutual_act_may_stand_on_either_side():
    gold = {"type": "CONSULT", "actor": ["CHN", "RUS"], "recipient": []}
    assert same_parties(gold, {"actor": ["CHN"], "recipient": ["RUS"]})
    assert not same_parties({**gold, "type": "ACCUSE"}, {"actor": ["CHN"], "recipient": ["RUS"]})


def test_a_bare_class_stands_for_any_organisation():
    assert same_codes({"IGO"}, {"NSA:Hamas"})
    assert not same_codes({"IGO:UN"}, {"IGO:EU"})


def test_a_speaker_is_known_by_a_word_of_the_name_or_by_the_state():
    gold = {"speaker": "Vladimir Putin", "state": "RUS"}
    assert same_speaker(gold, {"speaker": "President Putin"})
    assert same_speaker(gold, {"speaker": "the Kremlin", "state": "RUS"})
    assert not same_speaker(gold, {"speaker": "Xi Jinping", "state": "CHN"})


def test_pairing_moves_a_record_to_make_room_for_another():
    fits = {(0, 0), (0, 1), (1, 0)}
    pairs = pair_up([{"n": 0}, {"n": 1}], [{"n": 0}, {"n": 1}], lambda a, b: (a["n"], b["n"]) in fits)
    assert sorted(pairs) == [(0, 1), (1, 0)]


def test_trouble_is_told_with_file_and_line(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a"}\n{"id"')
    with pytest.raises(StopRun, match=r"bad\.jsonl:2"):
        evaluate("sentences", bad, bad)
    with pytest.raises(StopRun, match="no such gold"):
        evaluate("sentences", tmp_path / "none", bad)
    with pytest.raises(StopRun, match="no gold document"):
        evaluate("diplomatic", tmp_path, reader=lambda sources: [])
