"""Quotation marks of every kind, and what they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acts import quotation

CASES = [
    ("He said: “We will act.” Then he left.", ["We will act."]),
    ('"One," she said, "and two."', ["One,", "and two."]),
    ("A 'no limits' deal of the countries' leaders isn't 'a threat,' he said.", ["no limits", "a threat,"]),
    ("He said: “One.\n\n“Two.\n\n“Three.” Then he left.", ["One.", "Two.", "Three."]),  # only the last paragraph closes
    ("It’s the ministers’ plan.", []),
    ("«Oui», dit-il.", ["Oui"]),
    ('An "open mark that nothing closes', ["open mark that nothing closes"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text, expected):
    assert [text[q.start : q.end] for q in quotation.find(text)] == expected


def test_a_quotation_over_paragraphs_follows_itself():
    assert [q.follows for q in quotation.find("“One.\n\n“Two.”")] == [False, True]


@given(st.text(alphabet="ab '\"“”‘’«»\n.", max_size=80))
def test_quotations_lie_in_the_text_in_order(text):
    at = 0
    for q in quotation.find(text):
        assert at <= q.start < q.end <= len(text)
        at = q.end
