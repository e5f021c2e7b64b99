"""The time of an act is the one the syntax hangs on it: sentences with the act and what its time is."""

from __future__ import annotations

import pytest

from dragoman import language
from dragoman.dating import Dating, date_of, due_of
from dragoman.records import Document


@pytest.fixture(scope="module")
def read():
    nlp, dating = language.load(), Dating()

    def reading(text: str):
        doc = language.make_doc(nlp, Document("d", text, published="2023-03-24"))
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        return dating(doc)

    return reading


def at(doc, word: str) -> int:
    return next(t.i for t in doc if t.text == word)


@pytest.mark.parametrize(
    ("text", "act", "value"),
    [
        ("Xi met Putin in Moscow on March 21, 2023.", "met", "2023-03-21"),
        ("The talks were held on Tuesday.", "talks", "2023-03-21"),
        ("He said on Tuesday that Russia had attacked the city in 2014.", "attacked", "2014"),
        ("He said on Tuesday that Russia had attacked the city in 2014.", "said", "2023-03-21"),
        ("The minister visited Kyiv on Monday and signed an agreement.", "signed", "2023-03-20"),
        ("The sanctions imposed in 2022 remain.", "sanctions", "2022"),
        ("The two sides pledged to end coal by 2030.", "pledged", None),
        ("The United States condemned the attacks of last month.", "attacks", "2023-02"),
    ],
)
def test_date_of(read, text: str, act: str, value: str | None) -> None:
    doc = read(text)
    time = date_of(doc, at(doc, act))
    assert (time.value if time else None) == value


@pytest.mark.parametrize(
    ("text", "act", "due"),
    [
        ("The two sides pledged to expand trade by 2030.", "pledged", "2030"),
        ("He will meet the president on Tuesday.", "meet", "2023-03-28"),
        ("They agreed in 2022 to expand trade.", "agreed", None),
    ],
)
def test_due_of(read, text: str, act: str, due: str | None) -> None:
    doc = read(text)
    assert due_of(doc, at(doc, act), len(doc)) == due
