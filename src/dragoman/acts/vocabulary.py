"""Words that only the acts stage needs: how verbs of saying take their content, and which nouns can speak.

Read from `data/lexicons/speech_content.csv` and `data/lexicons/speakers.csv`, on first use, once, and checked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from dragoman.errors import StopRun
from dragoman.lexicons import INSTRUMENT_KINDS, MODALITIES

FORMS = frozenset({"clause", "noun", "to", "as", "opinion"})
Forms = Mapping[str, frozenset[str]]
"""How a word takes its content: form, and the nouns allowed (empty: any)."""
SPEAKER_KINDS = frozenset({"person", "body", "document"})


def rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The rows of `data/lexicons/NAME`: "file:line" and the fields. Raises StopRun on a wrong header or number of
    fields."""
    text = files("dragoman").joinpath("data", "lexicons", name).read_text("utf-8")
    header = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in next(csv.reader([line]))]
        where = f"lexicons/{name}:{number}"
        if header is None:
            header = tuple(fields)
            if header != columns:
                raise StopRun(f"{where}: the header must be {','.join(columns)}")
        elif len(fields) != len(columns):
            raise StopRun(f"{where}: {len(fields)} fields where {len(columns)} belong: {line[:80]}")
        else:
            yield where, fields


@lru_cache(maxsize=1)
def contents() -> Mapping[tuple[str, str], Forms]:
    """By (lemma, part of speech): the forms of content it takes, each with the nouns allowed (empty: any)."""
    table: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    for where, (lemma, pos, form, nouns) in rows("speech_content.csv", ("lemma", "pos", "form", "nouns")):
        if form not in FORMS:
            raise StopRun(f"{where}: form {form!r} is none of {', '.join(sorted(FORMS))}")
        forms = table.setdefault((lemma, pos), {})
        if form in forms:
            raise StopRun(f"{where}: {lemma} {pos} {form} is there twice")
        forms[form] = frozenset(filter(None, nouns.split("|")))
    return table


@lru_cache(maxsize=1)
def speakers() -> Mapping[str, str]:
    """Common nouns that can speak, each with its kind: person, body or document."""
    table: dict[str, str] = {}
    for where, (noun, kind) in rows("speakers.csv", ("noun", "kind")):
        if kind not in SPEAKER_KINDS:
            raise StopRun(f"{where}: kind {kind!r} is none of {', '.join(sorted(SPEAKER_KINDS))}")
        if noun in table:
            raise StopRun(f"{where}: {noun} is there twice")
        table[noun] = kind
    return table


INSTRUMENT_VERBS = frozenset({"signed", "proposed", "terminated", "open", "include"})


@lru_cache(maxsize=1)
def instrument_verbs() -> Mapping[str, str]:
    """Verbs that have a document as their object, each with the status that it gives the document."""
    table: dict[str, str] = {}
    for where, (lemma, status) in rows("instrument_verbs.csv", ("lemma", "status")):
        if status not in INSTRUMENT_VERBS:
            raise StopRun(f"{where}: status {status!r} is none of {', '.join(sorted(INSTRUMENT_VERBS))}")
        if lemma in table:
            raise StopRun(f"{where}: {lemma} is there twice")
        table[lemma] = status
    return table


@lru_cache(maxsize=1)
def named_instruments() -> Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]:
    """Documents known by name, as lower-case words: their kind and the codes of their parties, where the name tells
    them."""
    table: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
    for where, (name, kind, parties) in rows("named_instruments.csv", ("name", "kind", "parties")):
        if kind not in INSTRUMENT_KINDS:
            raise StopRun(f"{where}: kind {kind!r} is none of {', '.join(sorted(INSTRUMENT_KINDS))}")
        words = tuple(name.split())
        if words in table or name != name.lower():
            raise StopRun(f"{where}: {name} is there twice or not in lower case")
        table[words] = (kind, tuple(parties.split()))
    return table


ACTION_KINDS = frozenset({"state", "threat", "contact", "deed", "fund"})
TAKES = frozenset({"inf", "ing", "clause", "obj", "on", "to"})


@lru_cache(maxsize=1)
def undertakings() -> Mapping[tuple[str, str], tuple[frozenset[str], str]]:
    """By (lemma, part of speech): what the word takes, and the modality of the undertaking that it makes."""
    table: dict[tuple[str, str], tuple[frozenset[str], str]] = {}
    for where, (lemma, pos, takes, modality) in rows("undertaking_words.csv", ("lemma", "pos", "takes", "modality")):
        forms = frozenset(filter(None, takes.split("|")))
        if not forms <= TAKES or modality not in MODALITIES or (lemma, pos) in table:
            raise StopRun(f"{where}: {lemma} is there twice, or {takes!r} or {modality!r} is unknown")
        table[lemma, pos] = (forms, modality)
    return table


@lru_cache(maxsize=1)
def actions() -> Mapping[tuple[str, str], str]:
    """By (lemma, part of speech): state, threat, contact, deed or fund; see the file."""
    table: dict[tuple[str, str], str] = {}
    for where, (lemma, pos, kind) in rows("undertaking_actions.csv", ("lemma", "pos", "kind")):
        if kind not in ACTION_KINDS or (lemma, pos) in table:
            raise StopRun(f"{where}: {lemma} is there twice, or {kind!r} is none of {', '.join(sorted(ACTION_KINDS))}")
        table[lemma, pos] = kind
    return table
