"""The vocabulary: which words make an act, which only report one, which name a sector, an instrument, an undertaking.

Everything here is read from `data/lexicons/*.csv`, on first use, once, and checked: a typo stops the run with
file and line. Words are lemmas in lower case, parts of speech are Universal Dependencies tags (VERB, NOUN, ADJ).

A line of predicates.csv says what a word does under certain conditions; of all entries of a word whose conditions
hold, the one with most conditions wins. Conditions (space-separated in the file, alternatives joined by `|`):

    obj=a|b     lemma of the direct object, or of a compound modifier of it
    subj=a|b    lemma of the subject (in the active voice)
    mod=a|b     adjective or compound before a noun
    to=a|b      lemma of the infinitive, or of a dependent with the case marker "to"
    of=a|b  from=a|b  ...   lemma of a dependent with that case marker (CASES lists them), or of a compound of it
    prep=on|in  a dependent with one of these case markers
    prt=out     a particle or adverb that belongs to the word
    obj  noobj  xcomp  ccomp  neg   any direct object, none, an infinitive, a clause, a negation

Roles say where the parties stand, in the active voice: subj, obj, a case marker ("with": the dependent that it
marks), poss (of a noun: its possessor, a national adjective or compound, or "by": "Russia's raid", "the Russian
raid", "the raid by Russia"), mutual (the subject and those named by "with", "between", "and" act together), auto
(of a verb the direct object, else whom on, against, with, to, at, from, for, of name; of a noun the same without
the object), none. `inner` is what becomes of an act in the infinitive or clause below.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Generic, TypeVar

from dragoman import ontology
from dragoman.errors import StopRun

POS = frozenset({"VERB", "NOUN", "ADJ"})
BARE = frozenset({"obj", "noobj", "xcomp", "ccomp", "neg"})
CASES = frozenset(
    [
        "about",
        "against",
        "as",
        "at",
        "behind",
        "between",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "over",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "with",
    ]
)
VALUED = frozenset({"obj", "subj", "prt", "prep", "mod", "comp"}) | CASES
ACTORS = CASES | {"subj", "obj", "poss", "none"}
RECIPIENTS = CASES | {"subj", "obj", "poss", "mutual", "none", "auto"}
INNER = frozenset({"drop", "keep", "planned", "denied", "hypothetical"})
STANCES = frozenset({"neutral", "support", "criticism"})
INSTRUMENT_KINDS = frozenset(
    {
        "agreement",
        "treaty",
        "joint statement",
        "declaration",
        "memorandum",
        "communique",
        "contract",
        "plan",
        "resolution",
        "other",
    }
)
MODALITIES = frozenset({"agreed", "pledged", "offered", "intends", "proposed"})

NO_EVENT = "-"
TRANSPARENT = "="

Condition = tuple[str, frozenset[str]]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One line of predicates.csv. `type` is a PLOVER type, `-` (no event: it blocks) or `=` (transparent: the infinitive
    or the event noun that is its object carries the event, its own subject is the actor). An empty mode is None. Roles
    are those of the active voice. `line` is the line in the file, for `dragoman explain`."""

    lemma: str
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    actor: str
    recipient: str
    inner: str
    line: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A word of saying, and the stance that it shows towards what is said."""

    lemma: str
    pos: str
    stance: str
    line: int


class Phrases(Generic[V]):
    """Phrases of lemmas, each with a value, found in a sentence from left to right, the longest first."""

    def __init__(self, entries: Mapping[tuple[str, ...], V]) -> None:
        self.entries = MappingProxyType(dict(entries))
        first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for words, value in entries.items():
            first.setdefault(words[0], []).append((words, value))
        self._first = {word: tuple(sorted(found, key=lambda e: (-len(e[0]), e[0]))) for word, found in first.items()}

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, lemmas: Sequence[str]) -> list[tuple[int, int, V]]:
        """What stands in `lemmas` (lower case): (start, end, value) in tokens, end exclusive, without overlaps."""
        found: list[tuple[int, int, V]] = []
        first, at, length = self._first, 0, len(lemmas)
        while at < length:
            for words, value in first.get(lemmas[at], ()):
                end = at + len(words)
                if end <= length and tuple(lemmas[at:end]) == words:
                    found.append((at, end, value))
                    at = end - 1
                    break
            at += 1
        return found


def _rows(name: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str], str]]:
    """The rows of a data file: line, fields, and "file:line" for complaints. Lines that begin with # are comments."""
    text = files("dragoman").joinpath("data", "lexicons", name).read_text("utf-8")
    kept = [
        (number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")
    ]
    if not kept or next(csv.reader([kept[0][1]])) != list(columns):
        raise StopRun(f"lexicons/{name}: the header must be {','.join(columns)}")
    for (number, line), fields in zip(kept[1:], csv.reader(line for _, line in kept[1:]), strict=True):
        where = f"lexicons/{name}:{number}"
        if len(fields) != len(columns):
            raise StopRun(f"{where}: {len(fields)} fields where {len(columns)} belong: {line[:80]}")
        row = dict(zip(columns, (field.strip() for field in fields), strict=True))
        yield number, row, where


def _one_of(value: str, allowed: frozenset[str], what: str, where: str) -> str:
    if value not in allowed:
        raise StopRun(f"{where}: {what} {value!r} is none of {', '.join(sorted(allowed))}")
    return value


def _conditions(text: str, where: str) -> tuple[Condition, ...]:
    conditions: list[Condition] = []
    for part in text.split():
        kind, equals, values = part.partition("=")
        allowed = VALUED if equals else BARE
        _one_of(kind, allowed, "condition", where)
        words = values.split("|") if equals else []
        if any(not word or word != word.lower() for word in words) or len(set(words)) != len(words):
            raise StopRun(f"{where}: condition {part!r} has an empty, repeated or capital word")
        conditions.append((kind, frozenset(words)))
    if len({kind for kind, _ in conditions}) != len(conditions):
        raise StopRun(f"{where}: condition repeated in {text!r}")
    return tuple(sorted(conditions, key=lambda condition: (condition[0], sorted(condition[1]))))


def _specific(entry: Predicate) -> tuple[int, int, int, int]:
    """More conditions first; of as many, those that name lemmas before those that name a case marker or a particle."""
    lemmas = sum(1 for kind, words in entry.conditions if words and kind not in ("prep", "prt"))
    valued = sum(1 for _, words in entry.conditions if words)
    return -len(entry.conditions), -lemmas, -valued, entry.line


def _by_word(entries: Sequence[Predicate], name: str) -> Mapping[tuple[str, str], tuple[Predicate, ...]]:
    table: dict[tuple[str, str], list[Predicate]] = {}
    for entry in entries:
        table.setdefault((entry.lemma, entry.pos), []).append(entry)
    for (lemma, pos), same in table.items():
        seen: dict[tuple[Condition, ...], int] = {}
        for entry in same:
            if entry.conditions in seen:
                raise StopRun(f"lexicons/{name}:{entry.line}: {lemma} {pos} repeats line {seen[entry.conditions]}")
            seen[entry.conditions] = entry.line
    return MappingProxyType({word: tuple(sorted(same, key=_specific)) for word, same in table.items()})


def _lemma(row: Mapping[str, str], where: str) -> tuple[str, str]:
    if not row["lemma"] or row["lemma"] != row["lemma"].lower():
        raise StopRun(f"{where}: lemma {row['lemma']!r} must be in lower case and not empty")
    return row["lemma"], _one_of(row["pos"], POS, "part of speech", where)


@lru_cache(maxsize=1)
def predicates() -> Mapping[tuple[str, str], tuple[Predicate, ...]]:
    """The words that make events, by (lemma, part of speech), the most specific first. Raises StopRun on a typo."""
    columns = ("lemma", "pos", "with", "type", "mode", "actor", "recipient", "inner", "example")
    entries: list[Predicate] = []
    for number, row, where in _rows("predicates.csv", columns):
        lemma, pos = _lemma(row, where)
        kind, mode = row["type"], row["mode"] or None
        if kind not in (NO_EVENT, TRANSPARENT):
            _one_of(kind, frozenset(ontology.types()), "type", where)
        allowed = ontology.types()[kind].modes if kind in ontology.types() else {}
        if mode is not None and mode not in allowed:
            raise StopRun(f"{where}: {kind} has no mode {mode!r}; it has {', '.join(allowed) or 'none'}")
        entries.append(
            Predicate(
                lemma, pos, _conditions(row["with"], where), kind, mode,
                _one_of(row["actor"], ACTORS, "actor", where),
                _one_of(row["recipient"], RECIPIENTS, "recipient", where),
                _one_of(row["inner"], INNER, "inner", where), number, row["example"],
            )
        )  # fmt: skip
    return _by_word(entries, "predicates.csv")


def _phrases(name: str, value: str, allowed: frozenset[str]) -> Phrases[str]:
    entries: dict[tuple[str, ...], str] = {}
    for _, row, where in _rows(name, ("phrase", value)):
        words = tuple(row["phrase"].split())
        if not words or row["phrase"] != row["phrase"].lower() or not row[value]:
            raise StopRun(f"{where}: a phrase in lower case and its {value} are needed")
        if words in entries:
            raise StopRun(f"{where}: {row['phrase']!r} stands twice")
        entries[words] = _one_of(row[value], allowed, value, where)
    return Phrases(entries)


@lru_cache(maxsize=1)
def sectors() -> Phrases[str]:
    """Phrases that name a sector of undertakings ("natural gas": energy.gas). Raises StopRun on a typo."""
    return _phrases("sectors.csv", "sector", frozenset(ontology.sectors()))


@lru_cache(maxsize=1)
def contexts() -> Phrases[str]:
    """Phrases that name a PLOVER context ("earthquake": disasters). Raises StopRun on a typo."""
    return _phrases("contexts.csv", "context", frozenset(ontology.contexts()))


@lru_cache(maxsize=1)
def speech() -> Mapping[tuple[str, str], Speech]:
    """Words of saying that tell no act of their own, by (lemma, part of speech). Raises StopRun on a typo."""
    found: dict[tuple[str, str], Speech] = {}
    for number, row, where in _rows("speech.csv", ("lemma", "pos", "stance")):
        key = _lemma(row, where)
        if key in found:
            raise StopRun(f"{where}: {row['lemma']} stands twice")
        found[key] = Speech(*key, _one_of(row["stance"], STANCES, "stance", where), number)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def instruments() -> Phrases[str]:
    """Phrases that mean a document, each with its kind ("executive order": other). Raises StopRun on a typo."""
    return _phrases("instruments.csv", "kind", INSTRUMENT_KINDS)
