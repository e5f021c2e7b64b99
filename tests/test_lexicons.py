"""The vocabulary holds together: every file loads, typos are refused with file and line, phrases are found longest first."""
from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import lexicons, ontology
from dragoman.errors import StopRun

PREDICATES = "lemma,pos,with,type,mode,actor,recipient,inner,example\n"


def refuse(monkeypatch, name: str, text: str, load) -> str:
    """What the loader says of a file `name` that holds `text`."""

    class Files:
        def joinpath(self, *_: str) -> Files:
            return self

        def read_text(self, _: str) -> str:
            return text

    monkeypatch.setattr(lexicons, "files", lambda _: Files())
    with pytest.raises(StopRun) as stop:
        load.__wrapped__()
    assert name in str(stop.value) and "\n" not in str(stop.value)
    return str(stop.value)


def test_the_vocabulary_is_broad():
    entries = [entry for same in lexicons.predicates().values() for entry in same]
    words = Counter(pos for _, pos in lexicons.predicates())
    assert len([e for e in entries if e.pos == "VERB"]) >= 900 and words["NOUN"] >= 300 and words["ADJ"] >= 60
    assert {entry.type for entry in entries} >= set(ontology.types()) | {lexicons.NO_EVENT, lexicons.TRANSPARENT}


def test_every_entry_has_an_example_of_its_own_word():
    for (lemma, _), same in lexicons.predicates().items():
        for entry in same:
            assert lemma in entry.example, f"predicates.csv:{entry.line}"


def test_the_most_specific_entry_stands_first():
    for same in lexicons.predicates().values():
        sizes = [len(entry.conditions) for entry in same]
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("word", "conditions", "expected"),
    [
        (("fire", "VERB"), {("obj", "missile")}, ("ASSAULT", "heavy-weapons")),
        (("fire", "VERB"), {("obj", "worker")}, ("-", None)),  # dismissed, not shot at
        (("strike", "VERB"), {("obj", "deal")}, ("SUPPORT", None)),
        (("strike", "VERB"), {("noobj", ""), ("subj", "union")}, ("PROTEST", "strike")),
        (("lift", "VERB"), {("obj", "embargo")}, ("CONCEDE", None)),
        (("cut", "VERB"), {("obj", "tie")}, ("SANCTION", "discontinue")),
        (("call", "VERB"), {("prep", "for")}, ("REQUEST", None)),
        (("withdraw", "VERB"), {("from", "treaty")}, ("SANCTION", "withdraw")),
        (("withdraw", "VERB"), set(), ("RETREAT", "withdraw")),
        (("agree", "VERB"), {("to", "withdraw")}, ("CONCEDE", None)),
        (("agree", "VERB"), set(), ("AGREE", None)),
        (("attack", "NOUN"), {("mod", "drone")}, ("ASSAULT", "drone")),
        (("strike", "NOUN"), {("mod", "hunger")}, ("PROTEST", "hunger")),
        (("ready", "ADJ"), {("xcomp", "")}, ("AGREE", None)),
    ],
)
def test_conditions_choose_the_meaning(word, conditions, expected):
    held = {kind: {value for k, value in conditions if k == kind} for kind, _ in conditions}
    for entry in lexicons.predicates()[word]:
        if all(kind in held and (not words or words & held[kind]) for kind, words in entry.conditions):
            assert (entry.type, entry.mode) == expected
            return
    pytest.fail(f"no entry of {word} fits {conditions}")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("visit,VERB,,CONSULTS,,subj,obj,drop,x", "CONSULTS"),
        ("visit,VERB,,CONSULT,vist,subj,obj,drop,x", "vist"),
        ("visit,VREB,,CONSULT,,subj,obj,drop,x", "VREB"),
        ("visit,VERB,ojb=a,CONSULT,,subj,obj,drop,x", "ojb"),
        ("visit,VERB,obj=A,CONSULT,,subj,obj,drop,x", "obj=A"),
        ("visit,VERB,obj=a obj=b,CONSULT,,subj,obj,drop,x", "repeated"),
        ("visit,VERB,,CONSULT,,subject,obj,drop,x", "subject"),
        ("visit,VERB,,CONSULT,,subj,object,drop,x", "object"),
        ("visit,VERB,,CONSULT,,subj,obj,drops,x", "drops"),
        ("visit,VERB,,CONSULT,,subj,obj", "7 fields"),
        ("meet,VERB,,CONSULT,,subj,obj,drop,x\nmeet,VERB,,CONSULT,,subj,obj,drop,y", "repeats line 2"),
    ],
)
def test_a_typo_is_refused_with_file_and_line(monkeypatch, line, complaint):
    said = refuse(monkeypatch, "predicates.csv:", PREDICATES + line + "\n", lexicons.predicates)
    assert complaint in said


def test_a_wrong_header_is_refused(monkeypatch):
    refuse(monkeypatch, "speech.csv", "word,stance\n", lexicons.speech)


def test_an_unknown_sector_is_refused(monkeypatch):
    assert "energy.wood" in refuse(monkeypatch, "sectors.csv:2", "phrase,sector\nlog,energy.wood\n", lexicons.sectors)


def test_a_phrase_twice_is_refused(monkeypatch):
    refuse(monkeypatch, "contexts.csv:3", "phrase,context\ncourt,legal\ncourt,crime\n", lexicons.contexts)


def test_every_sector_and_context_has_words():
    assert set(lexicons.sectors().entries.values()) == set(ontology.sectors())
    assert set(lexicons.contexts().entries.values()) == set(ontology.contexts())
    assert set(lexicons.instruments().entries.values()) == lexicons.INSTRUMENT_KINDS


def test_sayings_load_with_their_stance():
    assert lexicons.speech()["say", "VERB"].stance == "neutral" and len(lexicons.speech()) >= 100


def test_the_longest_phrase_is_found():
    found = lexicons.sectors().find(["they", "sell", "natural", "gas", "by", "high", "-", "speed", "rail"])
    assert found == [(2, 4, "energy.gas"), (5, 9, "transport.rail")]


@given(st.lists(st.sampled_from(["natural", "gas", "high", "-", "speed", "rail", "free", "trade", "the", "agreement"]), max_size=12))
def test_found_phrases_are_in_the_table_and_do_not_overlap(lemmas):
    table = lexicons.sectors()
    end = 0
    for start, stop, value in table.find(lemmas):
        assert start >= end and table.entries[tuple(lemmas[start:stop])] == value
        end = stop
