"""The small word lists of this stage, from data/gazetteers/party_words.csv, read on first use.

Sets: time (nouns that end a phrase), honorific, company_ending, document (names of texts, no bodies), attributive
(nouns
that only modify before a noun), serves_for ("spokesman for"), no_of and of_state_only (nouns whose "of" names no
owner, or
only a state), not_placed ("countries in Europe" are not Europe's), sent_to ("ambassador to"), vague (heads that take
their
sector from the noun before), alone (nouns that stand for the country at hand), relational, led ("the Biden
administration"),
many_hold (offices of many holders), leader_noun, same_again ("the regime" is the one last named), any_party, lady,
saying,
goes_to (verbs whose object is a place), acronym_word, stately (words after a state's possessive), particle (of names),
generic_body (words that alone name no body).
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from dragoman.errors import StopRun
from dragoman.gazetteers import read_table

_SETS = frozenset(
    [
        "time", "honorific", "company_ending", "document", "attributive", "serves_for", "no_of", "of_state_only",
        "not_placed", "sent_to", "vague", "alone", "relational", "led", "many_hold", "leader_noun", "same_again",
        "any_party", "lady", "saying", "goes_to", "acronym_word", "stately", "particle", "generic_body",
    ]
)  # fmt: skip


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    file = resources.files("dragoman") / "data" / "gazetteers" / "party_words.csv"
    found: dict[str, frozenset[str]] = {}
    for number, cells in read_table(file, ("set", "words")):
        if cells["set"] not in _SETS or cells["set"] in found or not cells["words"]:
            raise StopRun(f"{file.name}, line {number}: set {cells['set']!r} is unknown, empty or stands twice")
        found[cells["set"]] = frozenset(cells["words"].split("|"))
    if found.keys() != _SETS:
        raise StopRun(f"{file.name}: lacks {', '.join(sorted(_SETS - found.keys()))}")
    return found


@lru_cache(maxsize=64)
def word_set(name: str) -> frozenset[str]:
    """The words of a set. StopRun names the line of a typo."""
    return _table()[name]
