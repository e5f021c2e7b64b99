"""What the ledger knows of words: endings, words that mean the same, light words, amounts, how common a word is; and its
thresholds.

Read from `data/ledger/*.csv`, on first use, once, and checked: a typo stops the run with file and line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from dragoman.errors import StopRun
from dragoman.gazetteers import Cells, read_table

THRESHOLDS = frozenset({
    "amount", "block_parties", "block_word", "block_words", "company", "contrary", "enough", "fair", "join",
    "meeting_days", "name", "narrow", "neighbours", "nobody_named", "one_word", "other_amount", "other_kind",
    "other_sector", "other_state", "overlap", "own_words", "part_of_sides", "quote_word", "rival",
    "sentence_word", "state", "strong", "sure", "sure_alone", "telling", "telling_days", "wide_block",
    "wording",
})  # fmt: skip
_CUTS = 3


def table(name: str, fields: tuple[str, ...]) -> Iterator[tuple[str, Cells]]:
    """The rows of data/ledger/NAME with "file, line N" for complaints. Raises StopRun on a wrong header or row."""
    for number, cells in read_table(files("dragoman") / "data" / "ledger" / name, fields):
        yield f"ledger/{name}, line {number}", cells


def number(text: str, where: str) -> float:
    """A number of a data file; StopRun where it is none."""
    try:
        return float(text)
    except ValueError:
        raise StopRun(f"{where}: {text!r} is no number") from None


@lru_cache(maxsize=1)
def thresholds() -> Mapping[str, float]:
    """The values of thresholds.csv by name. Raises StopRun where one is unknown, repeated or missing."""
    found: dict[str, float] = {}
    for where, row in table("thresholds.csv", ("name", "value", "meaning")):
        if row["name"] not in THRESHOLDS or row["name"] in found:
            raise StopRun(f"{where}: {row['name']!r} is unknown or stands twice")
        found[row["name"]] = number(row["value"], where)
    if missing := THRESHOLDS - found.keys():
        raise StopRun(f"ledger/thresholds.csv: {', '.join(sorted(missing))} missing")
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, str, int], ...]:
    found: dict[str, tuple[str, str, int]] = {}
    for where, row in table("endings.csv", ("ending", "becomes", "left")):
        ending, becomes = row["ending"], row["becomes"]
        if not ending.isalpha() or ending in found or not row["left"].isdigit():
            raise StopRun(f"{where}: an ending in letters, once, and a number of letters left are needed")
        found[ending] = (ending, becomes, int(row["left"]))
    return tuple(sorted(found.values(), key=lambda e: (-len(e[0]), e[0])))


@lru_cache(maxsize=1)
def _same() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for where, row in table("same_words.csv", ("stands_for", "words")):
        head = row["stands_for"]
        for word in (head, *row["words"].split()):
            if not word or word != word.lower() or found.get(word, head) != head:
                raise StopRun(f"{where}: {word!r} is not in lower case, or stands for {found.get(word)!r} too")
            found[word] = head
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _light() -> Mapping[str, float]:
    found: dict[str, float] = {}
    for where, row in table("light_words.csv", ("weight", "words")):
        weight = number(row["weight"], where)
        if not 0 <= weight < 1:
            raise StopRun(f"{where}: a weight of 0 or more, below 1, is needed")
        for word in row["words"].split():
            if word != word.lower():
                raise StopRun(f"{where}: {word!r} is not in lower case")
            found.setdefault(word, weight)
    return MappingProxyType(found)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its endings, or what it stands for: "deliveries" and "delivered" -> "deliver". Lower case in and out."""
    word = word.removesuffix("'s").removesuffix("’s")
    for _ in range(_CUTS):
        if word in _same():
            word = _same()[word]
            break
        for ending, becomes, left in _endings():
            if word.endswith(ending) and len(word) - len(ending) >= left:
                word = word[: len(word) - len(ending)] + becomes
                break
        else:
            break
    return word


@lru_cache(maxsize=1)
def _counts() -> tuple[Mapping[str, int], int]:
    found: dict[str, int] = {}
    total = 0
    for where, row in table("word_counts.csv", ("stem", "documents")):
        if not row["documents"].isdigit() or row["stem"] in found:
            raise StopRun(f"{where}: {row['stem']!r} stands twice or its documents are no number")
        if row["stem"] == "*":
            total = int(row["documents"])
        else:
            found[row["stem"]] = int(row["documents"])
    if total < max(found.values(), default=1):
        raise StopRun("ledger/word_counts.csv: the line * with the number of all documents is missing or too small")
    return MappingProxyType(found), total


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much a word (lower case) tells of a subject: 0 for stop words, up to 1 for rare ones (inverse document
    frequency)."""
    bare = word.removesuffix("'s").removesuffix("’s")
    light = _light().get(bare, 1.0)
    if not light:
        return 0.0
    counts, total = _counts()
    return light * math.log((total + 1) / (counts.get(stem(word), 0) + 1)) / math.log(total + 1)


@lru_cache(maxsize=1)
def contrasts() -> Mapping[str, tuple[int, int]]:
    """Words that exclude each other: the number of their line and of their place in it. Raises StopRun where one stands
    twice."""
    found: dict[str, tuple[int, int]] = {}
    for line, (where, row) in enumerate(table("contrasts.csv", ("words",))):
        for place, some in enumerate(row["words"].split()):
            for word in some.split("|"):
                if not word or word in found or word != word.lower():
                    raise StopRun(f"{where}: {word!r} is empty, stands twice or is not in lower case")
                found[word] = (line, place)
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class AmountWords:
    """The words that amounts are made of: numbers, multiples, and units by their words."""

    numbers: Mapping[str, float]
    multiples: Mapping[str, float]
    units: Mapping[tuple[str, ...], str]


@lru_cache(maxsize=1)
def amount_words() -> AmountWords:
    """Raises StopRun on an unknown kind, a word that stands twice, or a value that is no number."""
    kinds: dict[str, dict[str, str]] = {"number": {}, "multiple": {}, "unit": {}}
    wheres: dict[str, str] = {}
    for where, row in table("amounts.csv", ("kind", "word", "value")):
        kind = kinds.get(row["kind"])
        if kind is None or row["word"] in kind or not row["value"]:
            raise StopRun(f"{where}: kind number, multiple or unit, a word of its own and a value are needed")
        kind[row["word"]], wheres[row["word"]] = row["value"], where
    return AmountWords(
        MappingProxyType({word: number(value, wheres[word]) for word, value in kinds["number"].items()}),
        MappingProxyType({word: number(value, wheres[word]) for word, value in kinds["multiple"].items()}),
        MappingProxyType({tuple(word.split("_")): value for word, value in kinds["unit"].items()}),
    )
