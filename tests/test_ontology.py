"""The ontology agrees with the facts of the PLOVER manual, and the codebook shows all of it."""
from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman import ontology


@pytest.fixture()
def formats() -> Path:
    folder = Path(__file__).parents[1] / ".." / "shared" / "data" / "formats"
    if not folder.is_dir():
        pytest.skip("the shared folder is not beside this checkout")
    return folder


def test_sixteen_types_in_four_quads():
    assert len(ontology.types()) == 16
    assert {kind.quad for kind in ontology.types().values()} == set(ontology.QUADS)


def test_scores_are_those_of_the_manual(formats):
    with (formats / "plover_scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if (row["category"], row["mode"]) != ("ACCUSE", ""):  # the manual's slip
            assert ontology.score(row["category"], row["mode"] or None) == float(row["score"]), row
    told = {(row["category"], row["mode"]) for row in rows if row["mode"]}
    ours = {(kind.name, mode) for kind in ontology.types().values() for mode in kind.modes}
    assert ours - told == {("PROTEST", "vandalize")} and told <= ours


def test_contexts_are_those_of_the_manual(formats):
    assert list(ontology.contexts()) == (formats / "plover_contexts.txt").read_text("utf-8").split()


def test_accuse_alone_is_conflict():
    assert ontology.score("ACCUSE") == -3 and ontology.score("ACCUSE", "disapprove") == -2


def test_a_strange_mode_falls_back_on_the_type():
    assert ontology.score("CONSULT", "arrest") == ontology.score("CONSULT") == 2.5
    assert ontology.cameo("CONSULT", "arrest") == ontology.cameo("CONSULT") == "040"


def test_every_type_and_mode_has_a_cameo_code():
    for kind in ontology.types().values():
        for mode in (None, *kind.modes):
            assert ontology.cameo(kind.name, mode).isdigit()


def test_an_unknown_type_is_a_key_error():
    with pytest.raises(KeyError):
        ontology.type_("MEET")


def test_the_codebook_is_whole():
    entries = list(ontology.entries())
    assert {entry.kind for entry in entries} == {"type", "mode", "context", "actor sector", "sector", "cameo"}
    assert all(entry.code and entry.definition for entry in entries)
    assert all(entry.example for entry in entries if entry.kind in ("type", "mode", "sector"))
    parts = [entry.code for entry in entries if entry.kind == "sector"]
    assert all(name.split(".")[0] in parts for name in parts)
