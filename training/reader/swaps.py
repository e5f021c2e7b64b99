"""Other states in the place of those that an annotated sentence names: the act stays, whoever does it.

"Kenya expelled two Chadian envoys" -> "Norway expelled two Peruvian envoys". Only one-word names and adjectives are exchanged,
each for one of its kind, so that words, syntax and spans keep their places; a state that stands twice is exchanged alike.
"""

from __future__ import annotations

import csv
import dataclasses
import random
from functools import lru_cache
from importlib.resources import files

from treebanks import Sentence

KINDS = ("name", "adjective")


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, str]]]:
    """Of each state its one-word name and adjective, for states that have both; and of each such word its state and kind.
    Words that mean several states, or a state and something else ("Turkey", "Jordan" as a name), are left as they are."""
    text = (files("dragoman") / "data" / "gazetteers" / "state_names.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["kind"] in KINDS and row["text"].isalpha() and not row["end"] and not row["text"].isupper():
            found.setdefault(row["code"], {}).setdefault(row["kind"], row["text"])
    whole = {code: forms for code, forms in found.items() if len(forms) == len(KINDS)}
    meant: dict[str, set[str]] = {}
    for row in rows:
        meant.setdefault(row["text"], set()).add(row["code"])
    known = {
        word: (code, kind)
        for code, forms in whole.items()
        for kind, word in forms.items()
        if len(meant[word]) == 1 and forms["name"] != forms["adjective"]
    }
    return whole, known


def swapped(s: Sentence, rng: random.Random) -> Sentence:
    """The sentence with its states exchanged; itself where it names none by one word."""
    whole, known = _forms()
    codes = {known[w][0] for w in s.words if w in known}
    if not codes:
        return s
    choices = rng.sample(sorted(set(whole) - codes), len(codes))
    other = dict(zip(sorted(codes), choices, strict=True))
    words = [whole[other[known[w][0]]][known[w][1]] if w in known else w for w in s.words]
    lemmas = s.lemmas
    if lemmas is not None:
        lemmas = [new if new != old else lemma for new, old, lemma in zip(words, s.words, lemmas, strict=True)]
    return dataclasses.replace(s, words=words, lemmas=lemmas)
