"""Which reading of an ambiguous name its surroundings allow: Georgia of Atlanta, Jordan the man, Moscow Street, a
team, a ship.

    "He lives in Moscow Street" -> no party;  "Brazil beat Germany 2-0 after two late goals" -> no parties
The words that decide lie in data/gazetteers/ambiguities.csv.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from dragoman.errors import StopRun
from dragoman.gazetteers import read_table
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words

_PLACES = frozenset({"phrase", "next", "previous", "document", "person", "sport"})


class Rules(NamedTuple):
    """The table, by where its words stand."""

    phrases: tuple[str, ...]
    following: dict[str, frozenset[str]]
    preceding: dict[str, frozenset[str]]
    document: dict[str, frozenset[str]]
    persons: frozenset[str]
    sport: frozenset[str]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The checked table; StopRun names the line of a typo."""
    file = resources.files("dragoman") / "data" / "gazetteers" / "ambiguities.csv"
    phrases: list[str] = []
    tables: dict[str, dict[str, frozenset[str]]] = {place: {} for place in _PLACES}
    for number, cells in read_table(file, ("text", "where", "words")):
        if cells["where"] not in _PLACES or not cells["text"]:
            raise StopRun(
                f"{file.name}, line {number}: where is one of {', '.join(sorted(_PLACES))} and text is not empty"
            )
        words = frozenset(filter(None, cells["words"].split("|")))
        if cells["where"] == "phrase":
            phrases.append(cells["text"])
        else:
            tables[cells["where"]][cells["text"]] = words
    return Rules(
        tuple(phrases),
        tables["next"],
        tables["previous"],
        tables["document"],
        frozenset(tables["person"]),
        tables["sport"].get("*", frozenset()),
    )


def no_parties() -> tuple[str, ...]:
    """Phrases that hold a state's name and mean no party: seas, newspapers, dishes, treaties named after cities."""
    return rules().phrases


class Judge:
    """Decides for one document; built once a document, since some readings hang on words anywhere in it."""

    def __init__(self, words: Words) -> None:
        self.words = words
        table = rules()
        self._rules = table
        known = set(words.texts)
        self._barred = {
            text
            for text, clues in table.document.items()
            if len(clues & known) >= 2
            or (clues & known and text in known and len(clues & known) >= words.texts.count(text))
        }
        self._in_names = {
            words.texts[i]
            for start, (end, label) in words.ents.items()
            if label == "PERSON" and end - start > 1
            for i in range(start, end)
        } & table.persons
        self.persons = frozenset(self._in_names)
        self._any_next = table.following.get("*", frozenset())
        self._any_previous = table.preceding.get("*", frozenset())

    def sporting(self, start: int, end: int) -> bool:
        """Whether a sentence tells of a game: three words of sport, or two and a score such as 2-0."""
        found = self._rules.sport.intersection(self.words.lower[start:end])
        if len(found) < 2:
            return False
        texts = self.words.texts
        score = any(
            texts[i] in "-–"
            and texts[i - 1].isdigit()
            and texts[i + 1].isdigit()
            and len(texts[i - 1] + texts[i + 1]) < 5
            for i in range(start + 1, min(end, self.words.count) - 1)
        )
        return score or len(found) > 2

    def allows(self, start: int, end: int) -> bool:
        """Whether the state name at [start, end) may mean the state."""
        words = self.words
        text = words.texts[start] if end == start + 1 else ""
        if text in self._barred:
            return False
        after = words.texts[end] if end < words.count else ""
        before = words.texts[start - 1] if start else ""
        if after in self._any_next or before in self._any_previous:
            return False
        if after in self._rules.following.get(text, ()) or before in self._rules.preceding.get(text, ()):
            return False
        if (
            text in self._in_names
            and after in ("'s", "’s")
            and end + 1 < words.count
            and words.lower[end + 1] in word_set("stately")
        ):
            return True
        if words.deps[start] == "obj" and words.lemmas[words.heads[start]] in (
            "visit",
            "leave",
            "enter",
            "invade",
            "tour",
        ):
            return True
        return not (text in self._in_names and words.inside[start] == "PERSON" and before not in ("of", "in", "to"))
