"""Is a text English? Told by its function words, which needs no model and holds for two sentences and for 200 pages.

Reads a text, says None where it can be read as English and the reason where it cannot. A text that is partly English is
read; names, however many and however foreign, decide nothing: only function words and the script do.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import re
import unicodedata
from collections import Counter

from dragoman import errors

_SLICE = 50_000  # characters looked at in the beginning, the middle and the end of a long text
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FILE = "data/languages/function_words.csv"
_UNSPACED = {"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"}
_SCRIPTS = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


@functools.cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Each word with the languages whose word it is."""
    text = importlib.resources.files("dragoman").joinpath(_FILE).read_text(encoding="utf-8")
    rows = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    owners: dict[str, list[str]] = {}
    for number, line in rows[1:]:
        fields = next(csv.reader([line]))
        if len(fields) != 2 or not fields[1].split():
            raise errors.StopRun(f"{_FILE}:{number}: expected a language and its words")
        for word in dict.fromkeys(fields[1].split()):
            owners.setdefault(word, []).append(fields[0])
    return {word: tuple(names) for word, names in owners.items()}


def refusal(text: str) -> str | None:
    """Why `text` is not read as English ("is not English (French)"), or None where it is read."""
    middle = len(text) // 2
    sample = (
        text if len(text) <= 3 * _SLICE else "\n".join((text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]))
    )
    found = _WORD.findall(sample)
    words = [word.casefold().replace("’", "'") for word in found]
    if not words:
        return "has no words"
    owners = _languages()
    counts: Counter[str] = Counter()
    english = foreign = 0  # words that are English alone, and words that are not English
    for place, word in enumerate(words):
        names = owners.get(word, ())
        if names and "English" not in names and _inside_name(found, place):
            continue
        counts.update(names)
        if "English" not in names:
            foreign += bool(names)
        elif len(names) == 1:
            english += 1
    script, share, total = _script(words)
    if share > 0.5 and not (english >= 3 and english >= 0.03 * total):
        return f"is not English (in {_SCRIPTS.get(script, script.title())} script)"
    if english >= 0.06 * len(words) or len(words) < 8:
        return None
    shared = counts.pop("English", 0)
    likeliest, hits = max(sorted(counts.items()), key=lambda item: item[1], default=("", 0))
    if hits > shared and foreign >= max(3, 3 * english, 0.12 * len(words)):
        return f"is not English (by its words {likeliest})"
    if len(words) >= 60 and english < 0.015 * len(words):
        return "is not English"
    return None


def _inside_name(words: list[str], place: int) -> bool:
    """Whether a word joins the parts of a name: "Lula da Silva", "Obrador de la Madrid"."""
    if not words[place].islower():
        return False
    before = any(word[0].isupper() for word in words[max(0, place - 2) : place])
    return before and any(word[0].isupper() for word in words[place + 1 : place + 3]) and words[place].isascii()


def _script(words: list[str]) -> tuple[str, float, float]:
    """The commonest script other than Latin, its share of the letters, and the number of words by a common measure."""
    letters: Counter[str] = Counter()
    total, unspaced = 0, 0
    for word in words:
        total += len(word)
        if not word.isascii():
            for letter in word:
                if letter > "\u024f":
                    name = unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]
                    if name not in ("LATIN", "COMBINING", "MODIFIER"):
                        letters[name] += 1
                        unspaced += name in _UNSPACED
    if not letters:
        return "", 0.0, len(words)
    script = max(sorted(letters), key=lambda name: letters[name])
    return script, sum(letters.values()) / total, len(words) + unspaced / 2
