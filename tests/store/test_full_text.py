"""Full text: a question means the same on both engines, and no question fails."""

from __future__ import annotations

import re
import shutil

import pytest
from contents import clock, empty
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_records import told
from sqlalchemy import text

from dragoman.errors import StopRun
from dragoman.records import Event
from dragoman.store import Question, Store, full_text
from dragoman.store.tables import version

ON_ONE_STORE = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = ("the", "gas", "Moscow", "to", "visit", "élan", "москва", "2023", "x5")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def found(store: Store, asked: str) -> set[int] | str:
    """The documents that answer, or what is said where the question asks for nothing."""
    try:
        statement, values = full_text.versions(store.engine.dialect.name, asked)
    except StopRun as refused:
        return str(refused)
    with store.looking() as connection:
        keys = [row.version for row in connection.execute(statement, values)]
        return {row.document for row in connection.execute(version.select().where(version.c.key.in_(keys)))}


@st.composite
def terms(draw):
    """A question as a list of terms: words, are they absent, are they joined to the one before."""
    return draw(
        st.lists(
            st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.booleans(), st.booleans()),
            min_size=1,
            max_size=5,
        )
    )


def written(asked) -> str:
    """The question as a person writes it."""
    told_ = []
    for n, (words, absent, either) in enumerate(asked):
        phrase = f'"{" ".join(words)}"' if len(words) > 1 else words[0]
        told_.append(("or " if either and n and not absent else "") + ("-" if absent else "") + phrase)
    return " ".join(told_)


def answers(asked, text: str) -> bool:
    """What it means, told in plain Python."""
    padded = f" {text.casefold()} "
    has = [f" {' '.join(words).casefold()} " in padded for words, _, _ in asked]
    groups: list[list[bool]] = []
    for n, (_, absent, either) in enumerate(asked):
        if absent:
            if has[n]:
                return False
        elif either and n and groups:
            groups[-1].append(has[n])
        else:
            groups.append([has[n]])
    return all(any(group) for group in groups)


@settings(ON_ONE_STORE, max_examples=8)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5, unique=True), questions=st.lists(terms(), min_size=6, max_size=12))
def test_words_phrases_absences_and_alternatives_mean_what_they_say(emptied, texts, questions):
    store = emptied()
    keys = {store.keep(told(text, f"t{n}")).document: text for n, text in enumerate(texts)}
    for asked in questions:
        if all(absent for _, absent, _ in asked):
            assert "asks for no word" in found(store, written(asked))
        else:
            assert found(store, written(asked)) == {k for k, text in keys.items() if answers(asked, text)}, written(asked)


def test_words_are_found_whatever_their_form(store):
    text = "The ministers' meetings in São Tomé (U.S.-led, on 5G and COVID-19) were POSTPONED; naïve re-entry_points."
    key = store.keep(told(text)).document
    for asked in ("meeting", "MEET minister", "sao tome", '"são tomé"', "U.S.", "us-led or led", "covid-19", "postpone", "entry", "5g"):
        assert found(store, asked) == {key}, asked
    for asked in ("meets-minister", "tomato", "s", '"led us"', "meeting -sao"):
        assert found(store, asked) == set() or asked == "s", asked


def test_only_the_current_text_is_searched(store):
    store.keep(told("They met in Omsk."))
    key = store.keep(told("They met in Tomsk.")).document
    assert (found(store, "omsk"), found(store, "tomsk")) == (set(), {key})


def test_questions_take_words_together_with_other_conditions(store, examples):
    for record in examples:
        store.keep(record)
    gas = store.ask(Question(words='gas "Power of Siberia"', kinds=("events",), parties=("RUS",)))
    assert gas and all(isinstance(r.entry, Event) and "RUS" in {p.code for p in (*r.entry.actor, *r.entry.recipient)} for r in gas)
    assert {r.source.id for r in gas} == {
        r.document.id
        for r in examples
        if re.search("Power of Siberia", r.document.text) and "reprint" not in r.document.id
    } & {r.source.id for r in store.ask(Question(kinds=("events",), parties=("RUS",)))}


@pytest.fixture
def both(migrated, migrated_schema, tmp_path, examples):
    """The same texts on both engines: the examples', and one of hostile words."""
    hostile = told("a \0 b \ud800 c AND NOT NEAR(x y) or:* <-> !! 中国 ½ ﬁ ß İ x² naïve_case 1e5 -5 3.14 user@host.org http://a.b/c?d=e")
    stores = [Store(shutil.copy(migrated, tmp_path / "both.db"), clock=clock), empty(Store(migrated_schema, clock=clock))]
    for store in stores:
        for record in (hostile, *examples):
            store.keep(record)
    yield stores
    for store in stores:
        store.close()


def _names(store: Store, asked: str) -> set[str] | str:
    keys = found(store, asked)
    return keys if isinstance(keys, str) else {s.id for s in store.documents() if s.key in keys}


PIECES = st.sampled_from(
    [
        *('"', "-", " ", "or", "OR ", "*", "(", ")", ":", "^", "+", "NEAR", "NOT ", "AND", "{", "}", "<->", "!", "&", "|", "\\", "'", "%"),
        *("gas", "moscow ", "the ", "中国", "½", "ﬁ", "ß", "İ", "²", "_", "1e5", "3.14", "user@host.org", "http://a.b/c", "text:gas"),
        *("rowid", "\u0301", "\0", "\ud800"),
    ]
)


def test_hostile_questions_mean_the_same_on_both_engines_and_never_fail(both):
    lite, server = both

    @settings(ON_ONE_STORE, max_examples=100)
    @given(st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=20)))
    def same(asked):
        assert found_names(lite, asked) == found_names(server, asked)

    found_names = _names
    same()
    for long in ("中" * 5_000, "ﷺ" * 5_000, "gas " * 5_000, "gas or " * 400 + "gas", '"' * 5_000, "-a " * 400 + "gas", "(" * 5_000 + "gas"):
        assert _names(lite, long) == _names(server, long), long[:20]


def stems(store: Store, key: int) -> set[str]:
    """The stems under which a text is found."""
    with store.changing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, instance)"))
            asked = "SELECT term FROM temp.vocabulary WHERE doc = (SELECT version FROM document WHERE key = :key)"
        else:
            asked = "SELECT (unnest(text)).lexeme FROM words WHERE version = (SELECT version FROM document WHERE key = :key)"
        return set(connection.execute(text(asked), {"key": key}).scalars())


def test_texts_have_the_same_stems_on_both_engines(both, examples):
    words = sorted({word for record in examples for word in re.findall(r"\w+", record.document.text.casefold())})
    shapes = [word + end for word in words for end in ("", "s", "ing", "ed", "ational", "ness", "iveli", "ions")]

    def same(told_: str) -> None:
        lite, server = (stems(store, store.keep(told(told_, "shapes")).document) for store in both)
        assert lite == server

    same(" ".join(shapes))
    settings(ON_ONE_STORE, max_examples=25)(
        given(st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60)))(same)
    )()


def test_what_stood_in_a_question_can_be_shown():
    assert full_text.positives('Gas or "São Tomé" -oil to') == ["gas", "sao", "tome", "to"]
