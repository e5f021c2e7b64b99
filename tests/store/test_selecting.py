"""Whatever is asked, and along whichever table it is answered, the answer is that of going through all entries one by one."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import KINDS, Report
from dragoman.store import Question, Store, days, rows, selecting

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import filling
import generated

CODES = st.sampled_from(("USA", "CHN", "RUS", "GBR", "FRA", "JPN", "KOR"))
DATES = st.sampled_from(("1999", "2003-02", "2010", "2014-11", "2019-03-15", "2020", "2024-12-31"))
QUESTIONS = st.builds(
    Question,
    kinds=st.lists(st.sampled_from(list(KINDS)), min_size=1, unique=True).map(tuple),
    parties=st.lists(CODES, max_size=3).map(tuple),
    actor=st.lists(CODES, max_size=2).map(tuple),
    recipient=st.one_of(st.just(()), st.lists(CODES, max_size=2).map(tuple)),
    since=st.none() | DATES,
    until=st.none() | DATES,
    types=st.sampled_from(((), (), (), ("CONSULT", "AID"), ("signed", "agreement"), ("indirect",)))
    .filter(lambda types: "signed" not in types)
    .map(tuple),
    sectors=st.sampled_from(((), (), ("energy",), ("trade", "health"))),
    speakers=st.sampled_from(((), (), (), ("Spokesman",), ("an",), ("nobody at all",))),
    publishers=st.sampled_from(((), (), ("wire",), ("ardent", "Delta h"))),
    confidence=st.sampled_from((0.0, 0.0, 0.75)),
    reprints=st.booleans(),
    newest_first=st.booleans(),
    limit=st.none() | st.integers(0, 40),
    offset=st.sampled_from((0, 0, 3)),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory):
    lite = request.param == "sqlite"
    where = tmp_path_factory.mktemp("selecting") / "filled.db" if lite else request.getfixturevalue("schema")()
    with Store(where) as made:
        told = list(generated.records(120))
        undated = [dataclasses.replace(r, document=dataclasses.replace(r.document, published=None)) for r in told[::9]]
        told[::9] = undated
        lasting = told[4].events[0]
        told[4] = dataclasses.replace(
            told[4], events=(dataclasses.replace(lasting, date="1998/2016"), *told[4].events[1:])
        )
        list(filling.fill(made, told, filling.random_signatures()))
        yield made


@pytest.fixture(scope="module")
def everything(store) -> list[Report]:
    return store.ask(Question(reprints=True))


def answers(one: Report, q: Question) -> bool:
    """Does an entry answer a question?"""
    published = days.span(one.source.published)[1]
    own, sides = rows.own(one.entry, published), rows.sides(one.entry)
    low, high = days.span(q.since)[0], days.span(q.until)[1]
    last = own["last"] or own["day"]
    speaker = rows.folded(getattr(one.entry, "speaker", ""))
    return (
        one.kind in q.kinds
        and set(q.parties) <= set(sides)
        and (not q.actor or any(sides.get(code, 0) & rows.ACTS for code in q.actor))
        and (not q.recipient or any(sides.get(code, 0) & rows.ACTED_ON for code in q.recipient))
        and (low is None or (last is not None and last >= low))
        and (high is None or (own["day"] is not None and own["day"] <= high))
        and (not q.types or own["type"] in q.types)
        and (not q.sectors or bool(rows.sectors(one.entry) & set(q.sectors)))
        and (not q.speakers or any(rows.folded(part) in speaker for part in q.speakers))
        and (
            not q.publishers
            or any(rows.folded(part) in rows.folded(one.source.publisher or "") for part in q.publishers)
        )
        and own["confidence"] >= round(q.confidence * 100)
        and (q.reprints or one.source.reprint_of is None)
    )


@pytest.mark.parametrize("few", [0, 5, 1_000])
@settings(max_examples=25, deadline=None)
@given(q=QUESTIONS)
def test_an_answer_is_that_of_going_through_all(store, everything, few, q):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(selecting, "_FEW", few)
        found = [one.key for one in store.ask(q)]
        number = store.count(q)
    expected = [one for one in everything if answers(one, q)]
    assert number == len(expected)
    expected.sort(
        key=lambda one: (rows.own(one.entry, days.span(one.source.published)[1])["day"] or 0, one.source.key, one.key),
        reverse=q.newest_first,
    )
    assert found == [one.key for one in expected][q.offset :][: q.limit]


@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("asked", ["talks", "vaccines", '"machine tools" -border', "nowhereatall"])
def test_words_are_found_in_their_documents(store, everything, few, asked, monkeypatch):
    monkeypatch.setattr(selecting, "_FEW", few)
    texts = {source.key: store.record(source.key).document.text.casefold() for source in store.documents()}
    wanted, _, absent = asked.partition(" -")
    told = {key for key, text in texts.items() if wanted.strip('"') in text and not (absent and absent in text)}
    expected = {one.key for one in everything if one.source.key in told and one.source.reprint_of is None}
    for q in (Question(words=asked), Question(words=asked, limit=10_000)):
        assert {one.key for one in store.ask(q)} == expected
    assert store.count(Question(words=asked)) == len(expected)
