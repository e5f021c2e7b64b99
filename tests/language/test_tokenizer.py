"""Our tokens follow the English treebanks, and lose no character of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import language


@pytest.fixture(scope="module")
def tokenizer():
    return language.blank().tokenizer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("the U.S.-led talks", "the|U.S.|-|led|talks"),
        ("a Russian-Turkish deal", "a|Russian|-|Turkish|deal"),
        ("by mid-March", "by|mid-March"),
        ("the vice-president", "the|vice-president"),
        ("anti-tank arms", "anti-tank|arms"),
        ("on 20-22 March", "on|20|-|22|March"),
        ("Tehran's reply", "Tehran|'s|reply"),
        ("they can't sign", "they|ca|n't|sign"),
        ("He left—they stayed", "He|left|—|they|stayed"),
        ("and/or", "and|/|or"),
        ("Stop!!!", "Stop|!!!"),
    ],
)
def test_borders_are_the_treebanks(tokenizer, text, tokens):
    assert [t.text for t in tokenizer(text)] == tokens.split("|")


_KEPT = []


@settings(deadline=None)
@given(st.text(max_size=200))
def test_the_text_comes_back_to_the_letter(text):
    if not _KEPT:
        _KEPT.append(language.blank())
    assert _KEPT[0].tokenizer(text).text == text


def test_a_run_of_quotes_costs_no_quadratic_time(tokenizer):
    assert len(tokenizer("said" + '"' * 5000)) > 1
