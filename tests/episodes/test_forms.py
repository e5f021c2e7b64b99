"""The tables of data/episodes: what an event's form is, and a typo stops the run with file and line."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from dragoman import ontology
from dragoman.episodes import forms
from dragoman.errors import StopRun

LOADED = (forms.forms, forms._acts, forms.alike, forms.nearness, forms.plain_words, forms.weights)


@pytest.mark.parametrize(
    ("type_", "mode", "quote", "form", "before"),
    [
        ("CONSULT", "visit", "Xi's trip to Moscow", "visit", False),
        ("CONSULT", None, "Xi arrived in Moscow", "visit", False),
        ("AGREE", None, "Xi will travel to Moscow", "visit", True),
        ("AGREE", None, "Xi will meet Putin", "talks", True),
        ("AGREE", None, "agreed to lower tariffs", "agreement", False),
        ("CONSULT", None, "Xi and Putin spoke by telephone", "call", False),
        ("CONSULT", "third-party", "Biden and Xi talked", "talks", False),
        ("SUPPORT", None, "Xi and Putin signed a joint statement", "signing", False),
        ("SUPPORT", None, "Xi praised Putin", "support", False),
        ("SANCTION", "expel", "expelled 23 diplomats", "expulsion", False),
    ],
)
def test_words_of_several_types_tell_one_form(report, type_, mode, quote, form, before):
    found, told_before = forms.form_of(report(1, type_, mode, "CHN", "RUS", quote=quote).entry)
    assert (found.name, told_before) == (form, before)


@pytest.mark.parametrize(
    ("actor", "recipient", "form"),
    [("CHN", "RUS", "visit"), ("CHN", "", "visit"), ("CHN RUS", "", "outing"), ("CHN RUS", "COM:Rosatom", "visit"), ("CHN RUS", "KAZ", "visit")],
)
def test_host_and_guest_who_go_somewhere_together_pay_no_visit(report, actor, recipient, form):
    toured = report(1, mode="visit", actor=actor, recipient=recipient, quote="toured the shipyard").entry
    assert forms.form_of(toured)[0].name == form


def test_every_type_has_a_form(report):
    assert all(forms.form_of(report(1, name, quote="").entry)[0].name for name in ontology.types())


@pytest.fixture
def tables(tmp_path, monkeypatch) -> Path:
    """A copy of the tables that a test may spoil; the loaders read it."""
    shutil.copytree(str(resources.files("dragoman") / "data" / "episodes"), tmp_path / "data" / "episodes")
    for load in LOADED:
        load.cache_clear()
    monkeypatch.setattr(forms.resources, "files", lambda package: tmp_path)
    yield tmp_path / "data" / "episodes"
    for load in LOADED:
        load.cache_clear()


@pytest.mark.parametrize(
    ("file", "right", "wrong", "load", "complaint"),
    [
        ("forms.csv", "visit,visit,mutual", "visit,visit,mutal", forms.forms, "forms.csv, line .*mutal"),
        ("acts.csv", "CONSULT,phone", "CONSULT,fone", forms._acts, "acts.csv, line .*fone"),
        ("acts.csv", "CONSULT,phone,,call", "CONSULT,phone,,cal", forms._acts, "acts.csv, line .*cal"),
        ("acts.csv", "AID,,,aid,\n", "", forms._acts, "the last line of AID"),
        ("alike.csv", "conversation,call,0.7", "conversation,visit,0.7", forms.alike, "alike.csv, line .*different blocks"),
        ("alike.csv", "conversation,call,0.7", "conversation,call,7", forms.alike, "alike.csv, line .*7"),
        ("nearness.csv", "lag,7,", "lag,1,", forms.nearness, "nearness.csv, line .*grow"),
        ("weights.csv", "place,", "plaice,", forms.weights, "weights.csv, line .*plaice"),
    ],
)
def test_a_typo_stops_with_file_and_line(tables, file, right, wrong, load, complaint):
    text = (tables / file).read_text(encoding="utf-8")
    assert right in text
    (tables / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(StopRun, match=complaint):
        load()
