"""Lemmas: a table of irregular forms, the spelling rules of English against known words, and the model's guess at the last.

"expelled" -> "expel": the rules offer "expell", "expelle" and "expel"; only the last is a known verb. The model alone, which
learned endings, would say "expell".
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.resources import files

from dragoman import lexicons

_CLASSES = {"VB": "V", "MD": "V", "NN": "N", "JJ": "A", "RB": "A"}
# Tags whose words are a list, not an open class: a form never seen with one of them does not have it.
CLOSED = frozenset(
    [
        "CC",
        "CD",
        "DT",
        "EX",
        "IN",
        "MD",
        "PDT",
        "POS",
        "PRP",
        "PRP$",
        "RB",
        "RBR",
        "RBS",
        "RP",
        "TO",
        "UH",
        "WDT",
        "WP",
        "WP$",
        "WRB",
    ]
)
_NOT_IN_ED = frozenset({"VB", "VBP", "VBZ", "VBG"})
_BASE = frozenset({"VB", "VBP", "NN", "JJ", "RB", "MD"})


def word_class(tag: str) -> str | None:
    """V, N or A for a Penn Treebank tag; None for names and small words, which have no inflection to take away."""
    return None if tag.startswith("NNP") else _CLASSES.get(tag[:2])


def candidates(form: str, kind: str) -> list[str]:
    """What a lower-case inflected form may come from by the spelling rules, the likeliest first."""
    found: list[str] = []
    if form.endswith("s") and kind in "VN" and not form.endswith("ss"):
        if form.endswith("ies"):
            found += [form[:-3] + "y", form[:-1]]
        elif form.endswith("ves") and kind == "N":
            found += [form[:-1], form[:-3] + "f", form[:-3] + "fe"]
        elif form.endswith("es"):
            found += [form[:-1], form[:-2]]
        else:
            found.append(form[:-1])
    for ending in ("ed", "ing") if kind == "V" else ("er", "est") if kind == "A" else ():
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            if stem.endswith("i"):
                found.append(stem[:-1] + "y")
            short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", stem)  # doubled if it were whole: "rapped", but "raped"
            found += [stem + "e", stem] if short else [stem, stem + "e"]
            if stem[-1] == stem[-2:-1]:
                found.append(stem[:-1])
    return found


class Lemmas:
    """Lemma of a word by its tag; `scripts` are the model's edits ("2|be" cuts two letters and adds "be")."""

    def __init__(self, scripts: Sequence[str]) -> None:
        raw = json.loads((files("dragoman.language") / "model" / "lemmas.json").read_text(encoding="utf-8"))
        self._closed: dict[str, list[str]] = raw["closed"]
        self._irregular: dict[str, dict[str, str]] = raw["irregular"]
        self._known = {kind: set(words) for kind, words in raw["known"].items()}
        for lemma, pos in lexicons.predicates():  # whatever the vocabulary names must be found in all its forms
            kind = {"VERB": "V", "NOUN": "N", "ADJ": "A"}[pos]
            if " " not in lemma:
                self._known[kind].add(lemma)
        self._scripts = list(scripts)

    def impossible(self, word: str) -> frozenset[str]:
        """The tags that a word cannot have: "threatened" is no numeral, and no form in -ed of a known verb is its bare
        infinitive."""
        if not word.isalpha() or not word.isascii():
            return frozenset()
        low = word.lower()
        found = CLOSED.difference(self._closed.get(low, ()))
        if low.endswith("ly"):
            found -= {"RB"}
        verbs = self._known["V"]
        if low.endswith("ed") and low not in verbs and any(c in verbs for c in candidates(low, "V")):
            found |= _NOT_IN_ED
        return found

    def __call__(self, word: str, tag: str, script: int) -> str:
        kind = word_class(tag)
        if kind is not None and word.isascii():
            low = word.lower()
            irregular = self._irregular[kind].get(low)
            if irregular is not None:
                return irregular
            if tag in _BASE and low in self._known[kind]:
                return low
            for candidate in candidates(low, kind):
                if candidate in self._known[kind]:
                    return candidate
            if low in self._known[kind]:
                return low
        return self._edited(word, script)

    def _edited(self, word: str, number: int) -> str:
        script = self._scripts[number]
        if script == "=":
            return word
        cut, _, ending = script.partition("|")
        low = word.lower()
        return low[: max(0, len(low) - int(cut))] + ending or word
