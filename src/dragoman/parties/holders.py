"""Who held which office when: a title at a date is a person, and a surname at a date may be an office.

serving("RUS", ("head_of_state",), "2009-05-01") -> Dmitry Medvedev;  named(("Putin",), "2007") -> Vladimir Putin, RUS
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from dragoman import gazetteers
from dragoman.gazetteers import Officeholder, holds
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import lowered, phrase_atoms

_RANK = {
    "head_of_state": 5.4,
    "head_of_government": 5,
    "foreign_minister": 4,
    "defence_minister": 3,
    "vice": 3,
    "finance_minister": 2,
}
_SURNAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "KHM"})
_CROWNS = frozenset(
    {"GBR", "USA", "FRA", "DNK", "NLD"}
)  # where one person heads several states, the one that the name means


class Spell(NamedTuple):
    """A holder's row with its name's atoms, particles left out."""

    words: tuple[str, ...]
    row: Officeholder


class Holders:
    """All office-holders by surname and by office."""

    def __init__(self) -> None:
        self.by_surname: dict[str, list[Spell]] = {}
        self.by_office: dict[tuple[str, str], list[Officeholder]] = {}
        # A territory lists the head of another state as its own; the name means that other state.
        self._independent = frozenset(s.code for s in gazetteers.states() if s.cow)
        for row in gazetteers.officeholders():
            self.by_office.setdefault((row.state, row.office), []).append(row)
            for form in (row.person, *row.aliases):
                words = content(phrase_atoms(form))
                if not words:
                    continue
                self.by_surname.setdefault(words[-1], []).append(Spell(words, row))
                if row.state in _SURNAME_FIRST and len(words) > 1:
                    self.by_surname.setdefault(words[0], []).append(Spell((*words[1:], words[0]), row))

    def serving(self, code: str, offices: Collection[str], day: str | None) -> Officeholder | None:
        """The one person who held one of `offices` of `code` on `day`; None where it is not clear who."""
        if day is None:
            return None
        found: dict[str, Officeholder] = {}
        for office in offices:
            for row in self.by_office.get((code, office), ()):
                if holds(row.begin, row.end, day) and (row.begin or row.end):
                    found[row.person] = row
        if len(found) == 1:
            return next(iter(found.values()))
        if found and len(day) == 10:  # on the day of a change both hold: the later one does
            rows = sorted(found.values(), key=lambda r: r.begin or "")
            if (rows[-2].end or "9") <= day:
                return rows[-1]
        return None

    def named(
        self,
        name: tuple[str, ...],
        day: str | None,
        codes: Collection[str] = (),
        offices: Collection[str] = (),
        titled: bool = False,
    ) -> Officeholder | None:
        """The holder whom `name` (atoms) means, given the states and offices beside it; None if nobody or several."""
        words = content(tuple(lowered(w) for w in name))
        if not words:
            return None
        best: dict[str, tuple[float, Officeholder]] = {}
        spells = self.by_surname.get(words[-1], ())
        if len(words) > 1 and not spells:
            spells = [s for s in self.by_surname.get(words[0], ()) if s.row.state in _SURNAME_FIRST]
        for spell in spells:
            row = spell.row
            if codes and row.state not in codes:
                continue
            fit = 0 if len(words) == 1 else _fit(words, spell.words)
            if fit < 0:
                continue
            now = day is not None and holds(row.begin, row.end, day)
            past = day is not None and not now and row.end is not None and row.end < day
            if len(words) == 1 and not codes and not (now or day is None):
                continue
            if day is not None and not now and not past and len(words) == 1 and not offices:
                continue
            score = (
                (0.0 if row.state in self._independent or ":" in row.state else -3.0)
                + (0.2 if row.state in _CROWNS else 0.0)
                + fit
                + _RANK.get(row.office, 1) / 2
                + (4 if now else 0)
                + (2 if row.office in offices else 0)
            )
            if day is None:  # an undated text is rather of our time
                score += 0.02 * (int((row.begin or "1950")[:4]) - 1950)
            if len(words) == 1 and titled and offices and row.office not in offices and not now:
                score -= 3
            if (
                row.person not in best
                or score > best[row.person][0]
                or (score == best[row.person][0] and (row.begin or "") > (best[row.person][1].begin or ""))
            ):
                best[row.person] = (score, row)
        if not best:
            return None
        ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].person))
        first, row = ranked[0]
        if len(words) == 1 and not codes:
            rivals = [r for s, r in ranked[1:] if s > first - 1 and r.state != row.state]
            if rivals or (
                day is None
                and (
                    _RANK.get(row.office, 1) < 4 or len({r.state for _, r in ranked if _RANK.get(r.office, 1) > 3}) > 1
                )
            ):
                return None
        return row


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without particles, initials kept.

    >>> content(("Bashar", "al", "Assad"))
    ('Bashar', 'Assad')
    """
    kept = tuple(w for w in words if w.lower() not in word_set("particle"))
    return kept or words


def _fit(query: tuple[str, ...], known: tuple[str, ...]) -> int:
    """How well two names with one surname agree: 3 the same, 2 or 1 compatible, -1 not the same person."""
    if query == known:
        return 3
    if len(known) == 1:
        return -1
    if set(query) == set(known):
        return 3
    if set(query) <= set(known) or set(known) <= set(query):
        return 2
    a, b = query[0], known[0]
    if a == b or ((len(a) == 1 or len(b) == 1) and a[0] == b[0]):
        return 2
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    return 1 if same >= 3 or (same >= 1 and _skeleton(a) == _skeleton(b)) else -1


def _skeleton(word: str) -> str:
    """Consonants alone: Mohammed, Muhammad and Mohamed agree."""
    out: list[str] = []
    for letter in word.lower():
        if letter not in "aeiouyh" and (not out or out[-1] != letter):
            out.append(letter)
    return "".join(out)


@lru_cache(maxsize=1)
def holders() -> Holders:
    """The index of all office-holders, built once in a process."""
    return Holders()
