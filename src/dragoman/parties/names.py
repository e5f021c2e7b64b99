"""Names and nouns found by longest match: one pass over a document's words, whatever the number of names.

"the Russian foreign minister" -> adjective RUS at 1-2, office "foreign minister" at 2-4
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from dragoman import gazetteers
from dragoman.gazetteers import Agent, holds
from dragoman.parties import ambiguity, pointers
from dragoman.parties.mentions import Entity
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words, atoms, lowered, phrase_atoms

FORMS_OF_STATE = frozenset({"kingdom", "republic", "emirate", "sultanate", "federation"})
STATE_KINDS = frozenset({"name", "adjective", "capital", "metonym"})
_NAME_CLASS = {
    "name": "name",
    "official": "name",
    "short": "name",
    "former": "name",
    "adjective": "adjective",
    "national": "adjective",
    "capital": "capital",
    "metonym": "metonym",
    "side": "metonym",
}


class Meaning(NamedTuple):
    """One thing a form may mean, valid in [begin, end]. `kind`: name, adjective, capital, metonym, body, office,
    agent or none."""

    kind: str
    code: str
    name: str
    sector: str | None = None
    begin: str | None = None
    end: str | None = None
    row: Any = None


class Hit(NamedTuple):
    """Tokens [start, end) that match a form, with the meanings that are possible at the document's date."""

    start: int
    end: int
    kind: str
    meanings: tuple[Meaning, ...]


# Acronyms that are words when written small.
Trie = dict[str | None, Any]


def _add(trie: Trie, keys: tuple[str, ...], meaning: Meaning) -> None:
    node = trie
    for key in keys:
        node = node.setdefault(key, {})
    known = node.setdefault(None, [])
    if not any(
        m.code == meaning.code and m.kind == meaning.kind and m.begin == meaning.begin and m.name == meaning.name
        for m in known
    ):
        known.append(meaning)


class Names:
    """The forms of all gazetteers: `exact` is matched with its capitals, `plain` (titles and nouns) without."""

    def __init__(self) -> None:
        self.exact: Trie = {}
        self.plain: Trie = {}
        self.state_names = {s.code: s.name for s in gazetteers.states()}
        self.successors = {s.code: s.successor for s in gazetteers.states() if s.successor}
        self._titles: dict[str, set[str]] = {}
        self._forms: dict[str, set[str]] = {}
        self._ends = {s.code: s.end for s in gazetteers.states() if s.end}
        self._add_states()
        self._add_bodies()
        self._add_titles()
        for noun in pointers.nouns():
            for form in forms_of(noun):
                _add(
                    self.plain,
                    tuple(a.lower() for a in phrase_atoms(form)),
                    Meaning("agent", "", noun, "GOV", row=Agent(noun, "GOV", "side")),
                )
        for phrase in ambiguity.no_parties():
            for keys in (phrase_atoms(phrase), ("the", *phrase_atoms(phrase))):
                _add(self.exact, keys, Meaning("none", "", phrase))

    def _add_states(self) -> None:
        for form in gazetteers.state_names():
            meaning = Meaning(
                _NAME_CLASS[form.kind], form.code, self.state_names[form.code], form.sector, form.begin, form.end, form
            )
            keys = phrase_atoms(form.text)
            _add(self.exact, keys, meaning)
            self._forms.setdefault(form.code, set()).update(k.lower() for k in keys)

    def _add_bodies(self) -> None:
        for organisation in gazetteers.organisations():
            base = Meaning(
                "body", organisation.code, organisation.name, "IGO", organisation.begin, organisation.end, organisation
            )
            self._add_forms(base, (organisation.name, *organisation.aliases))
        for group in gazetteers.groups():
            base = Meaning("body", group.code, group.name, group.sector, group.begin, group.end, group)
            self._add_forms(base, (group.name, *group.aliases))
        for company in gazetteers.companies():
            base = Meaning("body", company.code, company.name, "BUS", None, None, company)
            self._add_forms(base, (company.name, *company.aliases))

    def _add_forms(self, meaning: Meaning, forms: Iterable[str]) -> None:
        for form in dict.fromkeys(forms):
            keys = phrase_atoms(form)
            _add(self.exact, keys, meaning)
            if (
                len(keys) == 1 and len(form) > 3 and form.isupper() and form not in word_set("acronym_word")
            ):  # British papers write Nato, Asean
                _add(self.exact, (form.capitalize(),), meaning)

    def _add_titles(self) -> None:
        for office in gazetteers.offices():
            meaning = Meaning("office", "", office.phrase, office.sector, row=office)
            self._titles.setdefault(office.office, set()).add(office.phrase)
            for form in forms_of(office.phrase):
                _add(self.plain, tuple(a.lower() for a in phrase_atoms(form)), meaning)
        for agent in gazetteers.agents():
            meaning = Meaning("agent", "", agent.noun, agent.sector, row=agent)
            for form in forms_of(agent.noun):
                _add(self.plain, tuple(a.lower() for a in phrase_atoms(form)), meaning)

    def current(self, code: str, day: str | None) -> str:
        """The code of a former state at `day`: itself while it stood, else its successor's (an undated text is of our
        time)."""
        successor = self.successors.get(code)
        if successor is None:
            return code
        end = self._ends.get(code)
        if day is not None and (end is None or day[: len(end)] <= end[: len(day)]):
            return code
        return self.current(successor, day)

    def is_a(self, code: str, noun: str) -> bool:
        """Whether "the kingdom" and the like may mean this state: one of its names must say so."""
        return noun not in FORMS_OF_STATE or noun in self._forms.get(code, ())

    def titles(self, offices: set[str]) -> frozenset[str]:
        """All titles that mean one of `offices`."""
        return frozenset().union(*(self._titles.get(office, ()) for office in offices))

    def state(self, code: str, sector: str | None = "GOV", role: str | None = None, name: str | None = None) -> Entity:
        """The entity of a state or of somebody who acts for it."""
        return Entity(code, name or self.state_names.get(code, code), role, sector or "GOV", "state")

    def _shorten(
        self, keys: list[str], low: list[str], k: int, end: int, meanings: list[Meaning]
    ) -> tuple[int, list[Meaning] | None]:
        """For "president | of | the Republic of Turkey": a title gives way to a name that begins inside it and goes on
        after it."""
        for q in range(k + 2, end):
            node = self.exact.get(keys[q])
            if node is not None and _walk(node, keys, q + 1)[0] > end:
                return _walk(self.plain[low[k]], low[:q], k + 1)
        return end, meanings

    def first_state(self, keys: tuple[str, ...]) -> str | None:
        """The first state that a row of atoms names: the publisher "US Department of State" -> USA."""
        for k, key in enumerate(keys):
            node = self.exact.get(key)
            if node is not None:
                for meaning in _walk(node, list(keys), k + 1)[1] or ():
                    if meaning.kind in STATE_KINDS:
                        return self.current(meaning.code, None)
        return None

    def scan(self, words: Words, day: str | None) -> list[Hit]:
        """All hits of the document, left to right, never overlapping; the longest form wins, a name before a noun."""
        keys: list[str] = []
        owners: list[int] = []
        for i, text in enumerate(words.texts):
            for key in atoms(text):
                keys.append(key)
                owners.append(i)
        low = [k.lower() for k in keys]
        small: list[str] | None = [lowered(k) for k in keys]
        if small == keys:
            small = None
        hits: list[Hit] = []
        exact, plain, total = self.exact, self.plain, len(keys)
        tags = words.tags
        k = 0
        while k < total:
            if k and owners[k] == owners[k - 1]:  # inside a word: "pro-Russian" is not Russia's
                k += 1
                continue
            end, meanings = 0, None
            node = exact.get(keys[k])
            if node is not None:
                end, meanings = _walk(node, keys, k + 1)
            if not end and small is not None:
                node = exact.get(small[k])
                if node is not None:
                    end, meanings = _walk(node, small, k + 1)
            node = plain.get(low[k])
            if node is not None:
                plain_end, plain_meanings = _walk(node, low, k + 1)
                if plain_meanings and plain_end > k + 2 and " of " in plain_meanings[0].name:
                    plain_end, plain_meanings = self._shorten(keys, low, k, plain_end, plain_meanings)
                if plain_end > end and tags[owners[plain_end - 1]][:2] in ("NN", "JJ", ""):
                    end, meanings = plain_end, plain_meanings
            if not meanings:
                k += 1
                continue
            barred = [m for m in meanings if m.kind == "none"]
            meanings = barred or meanings
            first, last = owners[k], owners[end - 1] + 1
            possible = tuple(m for m in meanings if day is None or holds(m.begin, m.end, day)) or tuple(meanings)
            while end < total and owners[end] == last - 1:  # a token of several atoms belongs to one hit
                end += 1
            hits.append(Hit(first, last, possible[0].kind, possible))
            k = end
        return hits


def _walk(node: Trie, keys: list[str], k: int) -> tuple[int, list[Meaning] | None]:
    """End of the longest form that goes on from `node`, and what it means."""
    end, meanings = k, node.get(None)
    if meanings is None:
        end = 0
    total = len(keys)
    while k < total:
        node = node.get(keys[k])  # type: ignore[assignment]
        if node is None:
            break
        k += 1
        found = node.get(None)
        if found is not None:
            end, meanings = k, found
    return end, meanings


def forms_of(phrase: str) -> tuple[str, ...]:
    """A noun phrase in the singular and in the plural of its head.

    >>> forms_of("secretary of state"), forms_of("army"), forms_of("spokesman")
    (('secretary of state', 'secretaries of state'), ('army', 'armies'), ('spokesman', 'spokesmen'))
    """
    head, of, rest = phrase.partition(" of ")
    words = head.split(" ")
    last = words[-1]
    if last.endswith("man") and last != "human":
        plural = last[:-2] + "en"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        plural = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        plural = last + "es"
    else:
        plural = last + "s"
    return phrase, " ".join([*words[:-1], plural]) + of + rest


@lru_cache(maxsize=1)
def names() -> Names:
    """The index of all names, built once in a process."""
    return Names()
