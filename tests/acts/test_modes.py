"""Modes by the words of an act."""

from __future__ import annotations

import pytest

import dragoman

TABLE = [
    ("Niger threatened to expel the German ambassador.", "THREATEN", "expel"),
    ("Spain threatened to impose sanctions on Niger.", "THREATEN", "restrict"),
    ("Peru asked Chile for emergency loans.", "REQUEST", "assist"),
    ("Kenya urged Sudan to free five drivers.", "REQUEST", "yield"),
    ("Chilean prisoners began a hunger strike against the government of Peru.", "PROTEST", "hunger"),
    ("Envoys of Chad and Sudan met in Doha.", "CONSULT", "third-party"),
    ("Envoys of Chad and Sudan met in Khartoum.", "CONSULT", None),
]


@pytest.mark.parametrize(("text", "kind", "mode"), TABLE, ids=[row[0] for row in TABLE])
def test_the_words_of_an_act_tell_its_mode(text, kind, mode):
    found = [event for event in dragoman.read(text).events if event.type == kind]
    assert [event.mode for event in found] == [mode]
