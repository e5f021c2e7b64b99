"""Whom a title says a document is about."""

from __future__ import annotations

import dragoman
from dragoman.parties.titles import title_pair


def test_a_title_of_a_contact_names_its_two_sides():
    assert title_pair("Minister's Call with the Ghanaian President", ["NOR", "GHA"], []) == ("NOR", "GHA")


def test_the_host_is_whom_the_text_names_most_beside_the_guest():
    text = ["CHL", "PER", "PER", "ECU"]
    assert title_pair("Meeting with President of Chile", ["CHL", "CHL"], text) == ("CHL", "PER")


def test_a_title_without_a_contact_or_with_three_states_names_nobody():
    assert title_pair("Sanctions on Chile and Peru", ["CHL", "PER"], []) == ()
    assert title_pair("Chile, Peru and Ecuador hold talks", ["CHL", "PER", "ECU"], []) == ()
    assert title_pair("The Minister's Participation in the Lima Meeting", ["CHL"], ["CHL", "PER"]) == ()


def test_the_two_leaders_are_those_of_the_title_even_where_others_are_named_beside():
    text = (
        "Meeting with President of Chile Gabriel Boric\n\n"
        "The two leaders discussed trade at length.\n\n"
        "President of Argentina Javier Milei recalled earlier talks of Brazil and Uruguay. President of Argentina Javier "
        "Milei thanked Chile.\n"
    )
    talks = [e for e in dragoman.read(text, published="2024-01-20").events if e.quote.startswith("The two leaders")]
    assert {p.code for p in talks[0].actor} == {"CHL", "ARG"}
