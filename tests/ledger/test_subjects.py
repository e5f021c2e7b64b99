"""What words tell of a subject, dates that are as precise as known, and data files that refuse a typo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import StopRun
from dragoman.ledger import days, rules, vocabulary
from dragoman.ledger.subjects import contrary, of_text


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("deliver delivers delivered delivery deliveries supplies exported", "deliver"),
        ("build builds built building construction", "build"),
        ("vessel vessels ship ships boat", "ship"),
        ("visit visited visits visiting", "visit"),
    ],
)
def test_forms_of_a_word_have_one_stem(words, stem):
    assert {vocabulary.stem(word) for word in words.split()} == {stem}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("38 billion cubic metres of gas", ("m3", 38e9)),
        ("up to 1,250 tonnes", ("t", 1250.0)),
        ("$2.5 billion", ("USD", 2.5e9)),
        ("six American nuclear power plants", ("plant", 6.0)),
        ("2.5 per cent of output", ("%", 2.5)),
        ("fifteen thousand soldiers", ("soldier", 15e3)),
    ],
)
def test_amounts(text, amount):
    assert of_text(text).amounts == {amount}


def test_a_subject_names_states_and_numbered_things_and_forgets_light_words():
    subject = of_text("sell more gas to Ukraine by 2030 through the French terminal, under Resolution 2254")
    assert subject.states == {"UKR", "FRA"} and "resolution 2254" in {w.replace("resolut", "resolution") for w in subject.words}
    assert not {"more", "by", "2030", "through"} & set(subject.words)


def test_words_that_exclude_each_other():
    assert contrary(of_text("the eastern pipeline"), of_text("the western pipeline"))
    assert contrary(of_text("gas by Power of Siberia"), of_text("gas by Power of Siberia 2"))
    assert not contrary(of_text("the eastern and the western pipeline"), of_text("the western pipeline"))


@given(st.text(max_size=300))
def test_any_text_has_a_subject(text):
    subject = of_text(text)
    assert all(0 < weight < 3 for weight in subject.words.values())


@given(st.text(max_size=40))
def test_what_is_no_date_is_none(text):
    first, last = days.first_day(text), days.last_day(text)
    assert first is None or last is None or first <= last or "/" in text


def test_days():
    assert str(days.last_day("2024-02")) == "2024-02-29" and str(days.first_day("2022/2023-06")) == "2022-01-01"
    assert days.after("2023", "2023-06-01") and not days.after("2023-06-01", "2023")
    assert days.within("2022-03-05", "2022-03-03/2022-03-08") and not days.within("2022-03-09", "2022-03-03/2022-03-08")
    assert days.days_between("2022-01", "2022-02-01") == 31 and days.days_between(None, "2022") is None


@pytest.mark.parametrize(
    ("file", "row", "load", "complaint"),
    [
        ("evidence.csv", "acted upon,HELP,,occurred,,undertaker,,,subject", rules.rules, "HELP"),
        ("evidence.csv", "acted upon,AID,visit,occurred,,undertaker,,,subject", rules.rules, "visit"),
        ("thresholds.csv", "joyn,0.4,a typo", vocabulary.thresholds, "joyn"),
        ("thresholds.csv", "join,high,a word", vocabulary.thresholds, "join"),
        ("endings.csv", "ing,,three", vocabulary._endings, "letters"),
        ("same_words.csv", "barge,ship", vocabulary._same, "ship"),
        ("light_words.csv", "2,heavy", vocabulary._light, "weight"),
        ("amounts.csv", "size,big,3", vocabulary.amount_words, "kind"),
        ("contrasts.csv", "eastern", vocabulary.contrasts, "eastern"),
        ("word_counts.csv", "gas,many", vocabulary._counts, "gas"),
    ],
)
def test_a_typo_in_the_data_stops_with_file_and_line(tmp_path, monkeypatch, file, row, load, complaint):
    from importlib.resources import files

    text = (files("dragoman") / "data" / "ledger" / file).read_text("utf-8")
    folder = tmp_path / "data" / "ledger"
    folder.mkdir(parents=True)
    (folder / file).write_text(f"{text}{row}\n", "utf-8")
    monkeypatch.setattr(vocabulary, "files", lambda package: tmp_path)
    load.cache_clear()
    try:
        with pytest.raises(StopRun, match=rf"ledger/{file}, line \d+.*{complaint}|{complaint}.*"):
            load()
    finally:
        load.cache_clear()
