"""Keeping records: once, in any order, to the character; what changed is kept beside what was."""

from __future__ import annotations

import dataclasses
import json

import pytest
from contents import content, expected, laid_out, names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_records import CORPORA, HOSTILE, told
from sqlalchemy import select

from dragoman.records import KINDS, Party, Record
from dragoman.store import Question, Store
from dragoman.store.tables import cleaned, reading, version

ANY_STORE = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def as_held(record: Record) -> Record:
    """A record as the store gives it back: metadata are lines, all else is whole."""
    made = record.document
    lines = {
        name: None if getattr(made, name) is None else cleaned(getattr(made, name))
        for name in ("id", "path", "title", "publisher", "url")
    }
    told_authors = json.dumps(made.authors, ensure_ascii=False)
    return dataclasses.replace(
        record, document=dataclasses.replace(made, authors=tuple(json.loads(cleaned(told_authors))), **lines)
    )


def _key(store: Store, record: Record) -> int:
    return next(key for key, name in names(store).items() if name == cleaned(record.document.path))


def _renumbered(record: Record, by: str) -> Record:
    """The record as another reader may give it: every entry under another id."""
    kinds = {
        kind: tuple(dataclasses.replace(one, id=by + one.id[1:]) for one in getattr(record, kind)) for kind in KINDS
    }
    return dataclasses.replace(record, **kinds)


def _readings(store: Store, key: int) -> dict[str, bool]:
    with store.looking() as connection:
        asked = select(reading.c.reader, reading.c.current).join(version, version.c.key == reading.c.version)
        return {row.reader: row.current for row in connection.execute(asked.where(version.c.document == key))}


def test_what_was_read_comes_back_and_adding_again_adds_nothing(store, examples):
    for record in examples:
        kept = store.keep(record)
        assert kept.changed and store.record(kept.document) == record
        assert len(kept.entered) == sum(len(getattr(record, kind)) for kind in KINDS)
    before, size = content(store), store.size()
    for record in examples:
        assert store.is_kept(record.document, record.reader)
        assert store.keep(record).changed is False
    assert content(store) == before and store.size() == size
    assert laid_out(store) == expected(store)
    assert list(store.records()) == [store.record(source.key) for source in store.documents()]


@ANY_STORE
@given(CORPORA)
def test_any_record_comes_back_and_adding_again_adds_nothing(emptied, made):
    store = emptied()
    for record in made:
        kept = store.keep(record)
        assert store.record(kept.document) == store.record(kept.document, corrected=False) == as_held(record)
    before, size = content(store), store.size()
    assert [store.keep(record).changed for record in made] == [False] * len(made)
    assert content(store) == before and store.size() == size
    assert laid_out(store) == expected(store)


@settings(ANY_STORE, max_examples=4)
@given(order=st.permutations(range(6)))
def test_any_order_of_adding_gives_the_same_store(emptied, examples, straight, order):
    store = emptied()
    for n in order:
        store.keep(examples[n])
    assert content(store) == straight


@pytest.fixture
def straight(emptied, examples):
    """What the store holds when the examples were added in their order."""
    store = emptied()
    for record in examples:
        store.keep(record)
    return content(store)


@ANY_STORE
@given(st.data())
def test_reprints_depend_on_what_is_kept_and_not_on_the_order(emptied, data):
    """Texts that share more or less, printed on days more or less apart, some in a second version."""
    words = [f"word{n}" for n in range(60)]
    texts = [" ".join(words[:n] + [f"other{n}"] * 3 + words[n:]) for n in (0, 20, 40)] + [" ".join(reversed(words))]
    days = st.sampled_from(["2023-03-01", "2023-03-05", "2023-03-30", None])
    made = [
        told(data.draw(st.sampled_from(texts)), f"t{n}", published=data.draw(days)) for n in range(data.draw(st.integers(2, 5)))
    ]
    straight = emptied()
    for record in made:
        straight.keep(record)
    wanted = content(straight)["reprints"]
    other = emptied()
    for record in data.draw(st.permutations(made)):
        if data.draw(st.booleans()):  # an earlier version of it, that leaves no trace in what is a reprint of what
            text, published = data.draw(st.sampled_from(texts)), data.draw(days)
            other.keep(told(text, record.document.id, published=published))
        other.keep(record)
    assert content(other)["reprints"] == wanted


def test_a_reprint_is_marked_and_leads_to_the_first_print(store, examples):
    for record in reversed(examples):
        store.keep(record)
    sources = {source.id: source for source in store.documents()}
    first, again = (sources[n] for n in ("2023-03-21-kremlin-talks", "2023-03-22-kremlin-talks-reprint"))
    assert again.reprint_of == first.key
    assert all(source.reprint_of is None for source in sources.values() if source is not again)
    store.keep(dataclasses.replace(examples[2], document=dataclasses.replace(examples[2].document, published="2023-04-30")))
    assert all(source.reprint_of is None for source in store.documents()), "copy is printed soon, not weeks before"


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(store):
    old, new = told("They met in Omsk on Monday.", title="Talks"), told("They met in Tomsk on Monday.", title="Talks")
    key = store.keep(old).document
    assert store.keep(new).document == key and store.record(key) == new
    assert [source.key for source in store.documents()] == [key]
    assert store.size() == {"documents": 1, "versions": 2, "readings": 2, "entries": 0}
    with store.looking() as connection:
        assert set(connection.execute(select(version.c.text)).scalars()) == {old.document.text, new.document.text}
    assert store.keep(old).document == key and store.record(key) == old, "the page was changed back"
    assert store.size()["versions"] == 2 and store.keep(old).changed is False


def test_a_newer_readers_reading_takes_the_place_of_the_older_and_both_stay(store, examples):
    old = dataclasses.replace(examples[0], reader="dragoman 0.9")
    new = dataclasses.replace(_renumbered(examples[0], "f"), reader="dragoman 0.10", statements=())
    key = store.keep(old).document
    kept = store.keep(new)
    assert kept.changed and store.record(key) == new and store.is_kept(new.document, "dragoman 0.9.9")
    assert not store.is_kept(new.document, "dragoman 0.11")
    assert _readings(store, key) == {"dragoman 0.9": False, "dragoman 0.10": True}
    assert {one.entry.id for one in store.ask(Question())} == {one.id for kind in KINDS for one in getattr(new, kind)}
    assert laid_out(store) == expected(store)


def test_an_older_readers_reading_does_not_take_the_place_of_a_newer(store, examples):
    new = dataclasses.replace(examples[0], reader="dragoman 0.10")
    key = store.keep(new).document
    redated = dataclasses.replace(new.document, title="Another headline", published="2022-06-20")
    for document in (new.document, redated):
        old = dataclasses.replace(_renumbered(new, "e"), reader="dragoman 0.9", document=document)
        assert store.keep(old).changed is False and store.record(key) == new


def test_another_headline_or_date_takes_the_place_of_the_former_once(store, examples):
    key = store.keep(examples[0]).document
    assert store.keep(examples[0]).changed is False
    document = dataclasses.replace(examples[0].document, title="A bridge at last", published="2022-07-01")
    corrected = dataclasses.replace(examples[0], document=document)
    assert not store.is_kept(document, corrected.reader) and store.keep(corrected).changed
    assert store.record(key) == corrected and store.size()["versions"] == store.size()["readings"] == 1
    assert store.documents()[0].title == "A bridge at last" and laid_out(store) == expected(store)
    assert store.keep(corrected).changed is False


def test_two_files_of_one_stem_in_two_folders_are_two_documents(store):
    one = told("The ministers met in Accra.", "talks", folder="/kept/2023")
    other = told("The presidents spoke by telephone for an hour.", "talks", folder="/kept/2024")
    assert store.keep(one).document != store.keep(other).document
    assert [store.record(source.key) for source in store.documents()] == [one, other]


def test_an_exact_copy_under_another_name_is_a_reprint(store):
    text = "The two ministers met in Accra on Monday and agreed to open the border for trucks at once."
    for name in ("b", "a"):
        store.keep(told(text, name, published="2023-05-01"))
    a, b = store.documents()
    assert (a.id, a.reprint_of, b.reprint_of) == ("a", None, a.key) and a.hash == b.hash


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NUL \0 within, \0\0 and at the end\0",
        "half a pair \ud83d, its other half \ude00, both \ud83d\ude00, and whole \U0001f600",
        "\ufeffone line of five megabytes " + "and on it goes, " * 300_000,
        "x" * 5_000_000,
    ],
    ids=["empty", "NUL", "surrogates", "a long line", "one long word"],
)
def test_a_text_is_kept_whole(store, text):
    record = told(text, published="2023-05-01")
    key = store.keep(record).document
    assert store.record(key) == record and store.keep(record).changed is False


@ANY_STORE
@given(*[HOSTILE] * 5)
def test_hostile_names_are_kept_once(emptied, id, title, code, reader, author):
    record = told("They met.", id, reader, title=title, publisher=title, authors=(author,))
    store = emptied()
    event = {"actor": (Party("NSA:" + code, code, None, None, 0, 4),), "sectors": (code,)}
    made = dataclasses.replace(record, events=(_meeting(**event),))
    key = store.keep(made).document
    assert store.keep(made).changed is False
    assert store.record(key) == dataclasses.replace(as_held(made), reader=cleaned(reader))
    assert store.count(Question(parties=("NSA:" + code,))) == 1


def _meeting(**more):
    from dragoman.records import Event

    plain = dict.fromkeys(("mode", "cameo", "date", "place", "attributed_to"))
    told_ = {"type": "CONSULT", "contexts": (), "score": 2.5, "recipient": (), "status": "occurred", "sectors": ()}
    where = {"confidence": 0.9, "produced_by": "test", "sentence": 0, "start": 0, "end": 8, "quote": "They met"}
    return Event(id="0123456789abcdef", **plain, **{**told_, **where, **more})


def test_names_of_any_length_are_kept(store):
    """An index of PostgreSQL takes 2,704 bytes."""
    long = "n" * 100_000
    one, other = (told("They met.", long + end) for end in "ab")
    event = _meeting(actor=(Party("NSA:" + long, long, None, None, 0, 4),))
    one = dataclasses.replace(one, events=(event,))
    assert store.keep(one).document != store.keep(other).document
    assert {store.record(source.key).document.id: store.record(source.key) for source in store.documents()} == {
        record.document.id: record for record in (one, other)
    }
    assert store.keep(one).changed is False
    assert [r.entry for r in store.ask(Question(parties=("NSA:" + long,), documents=(one.document.id,), reprints=True))] == [event]
    store.note_failure(long, "-", "is empty")
    store.note_failure(long, "-", "is empty")
    assert [(f.attempts, f.reason) for f in store.failures()] == [(2, "is empty")]
    store.forget_failures([long])
    assert store.failures() == []
