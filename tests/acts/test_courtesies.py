"""Greetings and procedure are no content; thanks for something are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acts.courtesies import is_courtesy


@pytest.mark.parametrize(
    "text",
    ["Good morning, Mr President.", "Welcome to Oslo.", "Thank you very much.", "(Laughter.)", "Next question, please.", "Please go ahead.",
     "Dear colleagues,", "Yes."],
)  # fmt: skip
def test_courtesies(text):
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    ["Thank you for coming to Norway.", "Trade has doubled.", "I believe we will succeed.", "Yes, we have a plan."],
)
def test_content(text):
    assert not is_courtesy(text)


@given(st.text(max_size=300))
def test_any_text_is_judged(text):
    assert is_courtesy(text) in (True, False)
