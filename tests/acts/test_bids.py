"""Rules and the learned reader outbid each other: words without an entry are coded, parties without a name take their seats."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman import lexicons, pipeline
from dragoman.acts import bids
from dragoman.records import Document


def read(text: str):
    return pipeline.read_document(Document(id="t", text=text))


def has_entry(lemma: str) -> bool:
    return any(word == lemma for word, _ in lexicons.predicates())


@pytest.mark.parametrize(
    ("verb", "text", "kind", "actor", "recipient"),
    [
        ("pillory", "Cuba pilloried Mexico over the deportations.", "ACCUSE", "CUB", "MEX"),
        ("strafe", "Ethiopian jets strafed Eritrean trenches near Badme on Monday.", "ASSAULT", "ETH", "ERI"),
    ],
)
def test_a_verb_that_no_entry_names_is_coded(verb, text, kind, actor, recipient):
    if has_entry(verb):
        pytest.skip(f"{verb} has an entry of the vocabulary by now")
    (event, *_) = [e for e in read(text).events if e.type == kind]
    assert {p.code for p in event.actor} == {actor}
    assert {p.code for p in event.recipient} == {recipient}
    assert event.produced_by == "model:acts"


def test_who_suffers_stands_in_the_act_even_without_a_name():
    (event, *_) = [e for e in read("Israeli troops killed two fishermen off the coast on Friday.").events if e.type == "ASSAULT"]
    assert any("fishermen" in p.name or "fishermen" in event.quote[p.start - event.start : p.end - event.start] for p in event.recipient)


def test_the_more_is_bid_the_surer_the_act():
    nothing = (0.0,) * 11
    ruled = (1.0, 0.8, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    both = (1.0, 0.8, 0.0, 0.0, 0.95, 0.98, 0.9, 0.9, 1.0, 0.0, 0.9)
    assert 0 < bids.sureness(nothing) < bids.sureness(ruled) < bids.sureness(both) < 1


def test_what_is_unsure_is_left_out_and_nothing_kept_is_less_sure():
    record = read("Norway thanked Peru. Ghana and Togo signed a treaty; Japan may visit India, and Chad is a large country.")
    assert record.events
    assert all(e.confidence >= bids.KEPT for e in record.events if not e.produced_by.startswith("rule:undertaking"))


def test_a_continent_is_no_party():
    example = Path(__file__).resolve().parents[2] / "examples" / "xi-moscow-2023.md"
    names = {party.name for event in dragoman.read(example).events for party in (*event.actor, *event.recipient)}
    assert names and not {"Asia", "Africa", "Latin America"} & names
