"""What a text of a few words is about: telling words by weight, amounts, and the states that it names.

"supply 38 billion cubic metres of gas to China through Power of Siberia 2": deliver, gas, power, siberia, siberia 2;
38e9 m3; CHN.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dragoman import gazetteers
from dragoman.ledger.vocabulary import amount_words, contrasts, stem, thresholds, weight
from dragoman.records import Commitment, Entry, Instrument, Party

Amount = tuple[str, float]
"""Unit and value: ("m3", 38e9)."""

_TOKEN = re.compile(r"[€$£¥%]|\d[\d,.]*|[^\W\d_][\w'’-]*")
_SAID = re.compile(r",\s[^,]{0,90}\b(?:said|told|added|says|noted|stressed|repeated)\b.*", re.DOTALL)
_NUMBERED = re.compile(r"[^\d\s]\S* \d+")
_DIGITS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CURRENCY = frozenset("€$£¥")
_LOOK_AHEAD = 4  # words between a number and its unit: "six American nuclear power plants"
_LONGEST = 2_000  # characters that are looked at: a quote is a sentence at most
_STATE_KINDS = frozenset({"name", "short", "adjective", "national", "capital", "metonym", "official", "side"})
_STATE_WORDS = 4
_RARE = 0.45  # weight of a word that stands in one of fifty documents


@dataclass(frozen=True, slots=True)
class Subject:
    """Telling words by stem with their weights, amounts, codes of states named, and words that exclude others ("eastern")."""

    words: Mapping[str, float]
    amounts: frozenset[Amount]
    states: frozenset[str]
    poles: frozenset[tuple[int, int]] = frozenset()

    @property
    def total(self) -> float:
        """The weight of all words together."""
        return sum(self.words.values())


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """Words of the names of office-holders: who speaks or signs is not what a promise is about. Common ones are left out,
    since they are other words too ("Power", "Grant"), or weigh little anyway."""
    return frozenset(
        word
        for holder in gazetteers.officeholders()
        for name in (holder.person, *holder.aliases)
        for word in _TOKEN.findall(name)
        if len(word) > 2 and word[0].isupper() and weight(word.lower()) >= _RARE
    )


@lru_cache(maxsize=1)
def _state_names() -> Mapping[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for form in gazetteers.state_names():
        words = tuple(_TOKEN.findall(form.text))
        if form.kind in _STATE_KINDS and form.text[:1].isupper() and 0 < len(words) <= _STATE_WORDS:
            found.setdefault(words, form.code)
    return MappingProxyType(found)


def amount_in_words(amount: Amount) -> str:
    """ "38,000,000,000 m3"."""
    unit, value = amount
    return f"{int(value):,} {unit}" if value == int(value) else f"{value:g} {unit}"


def of_entry(entry: Entry) -> Subject:
    """The subject of an entry: of a commitment its action and, at less weight, the rest of its quote; of an instrument
    its title and quote; of any other its quote. The names of its parties are no part of it."""
    if isinstance(entry, Commitment):
        found = joined(of_text(entry.action), of_text(_SAID.sub("", entry.quote)), thresholds()["quote_word"])
    else:
        found = of_text(f"{entry.title}. {entry.quote}" if isinstance(entry, Instrument) else entry.quote)
    names = {
        stem(word.lower())
        for party in _parties(entry)
        if party.code
        for word in _TOKEN.findall(f"{party.name} {party.code.partition(':')[2]}")
    }
    if names.isdisjoint(found.words):
        return found
    return dataclasses.replace(found, words=MappingProxyType({w: v for w, v in found.words.items() if w not in names}))


def _parties(entry: Entry) -> tuple[Party, ...]:
    return tuple(
        party for field in ("by", "to", "actor", "recipient", "parties") for party in getattr(entry, field, ())
    )


def joined(first: Subject, second: Subject, share: float = 1.0) -> Subject:
    """Both subjects as one; words of the second alone count `share` of their weight, amounts and states in full."""
    words = {word: value * share for word, value in second.words.items()}
    for word, value in first.words.items():
        words[word] = max(value, words.get(word, 0.0))
    return Subject(
        MappingProxyType(words),
        first.amounts | second.amounts,
        first.states | second.states,
        first.poles | second.poles,
    )


def contrary(a: Subject, b: Subject) -> bool:
    """Whether words of the two exclude each other: eastern and western, Power of Siberia and Power of Siberia 2."""
    for line in {n for n, _ in a.poles} & {n for n, _ in b.poles}:
        if {p for n, p in a.poles if n == line}.isdisjoint(p for n, p in b.poles if n == line):
            return True
    for mine, its in ((a.words, b.words), (b.words, a.words)):
        numbered = {word for word in mine if _NUMBERED.fullmatch(word)}
        if numbered and numbered.isdisjoint(its) and any(word.rpartition(" ")[0] in its for word in numbered):
            return True
    return False


@lru_cache(maxsize=16384)
def of_text(text: str) -> Subject:
    """The subject of some words."""
    tokens = _TOKEN.findall(text[:_LONGEST].replace("\u00a0", " "))
    lower = [token.lower() for token in tokens]
    words: dict[str, float] = {}
    states: set[str] = set()
    amounts: set[Amount] = set()
    at = 0
    while at < len(tokens):
        state, length = _state(tokens, at)
        if state:
            states.add(state)
            at += length
            continue
        value, after = _value(lower, at)
        if value is not None:
            unit = _unit(lower, at, after)
            if unit:
                amounts.add((unit, value))
                words[amount_in_words((unit, value))] = thresholds()["amount"]
            elif at and _is_number_of(tokens[at - 1], digits := tokens[at].rstrip(",.")):
                words[f"{stem(lower[at - 1])} {digits}"] = thresholds()["name"]  # "Power of Siberia 2", "Resolution 2254"
            at = after
            continue
        heavy = 0.0 if tokens[at].removesuffix("'s").removesuffix("’s") in _people() else weight(lower[at])
        if heavy and len(lower[at]) > 1 and not lower[at][0].isdigit():
            named = at > 0 and tokens[at][0].isupper()
            heavy *= thresholds()["name"] if named else 1.0
            words[stem(lower[at])] = max(heavy, words.get(stem(lower[at]), 0.0))
        at += 1
    poles = frozenset(contrasts()[word] for word in lower if word in contrasts())
    return Subject(MappingProxyType(words), frozenset(amounts), frozenset(states), poles)


def _is_number_of(name: str, number: str) -> bool:
    """Is a number part of the name before it, and no year?"""
    return number.isdigit() and name[0].isupper() and not _YEAR.fullmatch(number)


def _state(tokens: list[str], at: int) -> tuple[str | None, int]:
    names = _state_names()
    if not tokens[at][0].isupper():
        return None, 1
    for length in range(min(_STATE_WORDS, len(tokens) - at), 0, -1):
        words = tokens[at : at + length]
        words[-1] = words[-1].removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’")
        if tuple(words) in names:
            return names[tuple(words)], length
    return None, 1


def _value(lower: list[str], at: int) -> tuple[float | None, int]:
    """The number that begins at a token, with its multiples, and where it ends; None where there is none."""
    known = amount_words()
    digits = lower[at].rstrip(".,").replace(",", "")
    if _DIGITS.fullmatch(digits):
        value = float(digits)
    elif lower[at] in known.numbers:
        value = known.numbers[lower[at]]
    else:
        return None, at + 1
    after = at + 1
    while after < len(lower) and lower[after] in known.multiples:
        value *= known.multiples[lower[after]]
        after += 1
    return value, after


def _unit(lower: list[str], at: int, after: int) -> str | None:
    """The unit of a number: the currency sign before it, or the nearest word of a unit that follows soon."""
    units = amount_words().units
    if at and lower[at - 1] in _CURRENCY:
        return units.get((lower[at - 1],))
    for place in range(after, min(len(lower), after + _LOOK_AHEAD)):
        # "Power of Siberia 2, for 50 billion cubic metres": the unit is that of the second number.
        if lower[place] in ("and", "to", "for", "in", "by") and (
            place > after or _DIGITS.match(lower[min(place + 1, len(lower) - 1)])
        ):
            return None
        for length in (2, 1):
            unit = units.get(tuple(lower[place : place + length]))
            if unit:
                return unit
    return None
