"""`dragoman.relation`: the act between two marked parties."""

from __future__ import annotations

import pytest

import dragoman


def between(text: str, source: str, target: str):
    a, b = text.index(source), text.index(target)
    return dragoman.relation(text, (a, a + len(source)), (b, b + len(target)))


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Turkey condemned Greece over the islands.", "Turkey", "Greece", "ACCUSE"),
        ("Norway sent tents and medicine to the people of Mozambique.", "Norway", "the people of Mozambique", "AID"),
        ("Police in Lagos arrested forty students on Monday.", "Police in Lagos", "forty students", "COERCE"),
        ("The president of Peru met his Chilean counterpart in Lima.", "The president of Peru", "his Chilean counterpart", "CONSULT"),
    ],
)
def test_the_type_between_two_marks(text, source, target, kind):
    found = between(text, source, target)
    assert found.type == kind
    assert 0 <= found.none <= 1 and 0 < found.confidence <= 1


def test_the_same_answer_twice():
    text = "Oslo thanked Lima for its help."
    assert between(text, "Oslo", "Lima") == between(text, "Oslo", "Lima")


@pytest.mark.parametrize("span", [(0, 0), (-3, 2), (5, 4), (0, 999), (4, 5)])
def test_a_mark_without_a_word_is_refused_in_words(span):
    with pytest.raises(ValueError, match="marks no word"):
        dragoman.relation("Oslo thanked Lima.", span, (13, 17))
