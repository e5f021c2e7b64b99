"""From records to the tree of a dossier."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.errors import StopRun
from dragoman.records import Episode, Promise, Report
from dragoman.views import wording
from dragoman.views.dossier import happened, phrasing, questions, undertaken, voices
from dragoman.views.dossier.citing import Bibliography
from dragoman.views.dossier.material import sort_out
from dragoman.views.dossier.tree import Dossier

SECTIONS = (
    happened.summary,
    happened.timeline,
    undertaken.instruments,
    undertaken.ledger,
    voices.said,
    voices.stances,
    questions.questions,
)
"""The sections in order; the bibliography follows them."""


def compose(dyad: tuple[str, str], episodes: Sequence[Episode], promises: Sequence[Promise], instruments: Sequence[Report],
            statements: Sequence[Report], since: str | None, until: str | None, as_of: str,
            sentences: Mapping[int, str] | None = None) -> Dossier:
    """The dossier on a dyad from all that is kept of it; what lies outside the dyad or the period is left out here.

    `episodes` are those of either party, with each other and towards others; `instruments` and `statements` are reports of such
    entries; `since`, `until` and `as_of` are ISO 8601, as precise as wished; `sentences` gives, by the key of a report, the
    whole sentence of its words, in which few words are shown. The same material gives the same dossier in
    whatever order it comes. Raises StopRun where both parties are the same.
    """
    if dyad[0] == dyad[1]:
        raise StopRun(f"{dyad[0]} and {dyad[1]}: a dossier is on two parties")
    material = sort_out(dyad, episodes, promises, instruments, statements, since, until)
    books = Bibliography(material.sources(), sentences)
    sections = tuple(section(material, books) for section in SECTIONS)
    one, other = (phrasing.name(code) for code in dyad)
    title = f"{one} and {other}"
    return Dossier(dyad, title[:1].upper() + title[1:], _period(since, until), wording.day(as_of), sections, books.works())


def _period(since: str | None, until: str | None) -> str:
    if since and until:
        return wording.day(f"{since}/{until}")
    return f"since {wording.day(since)}" if since else f"until {wording.day(until)}" if until else "all that is on record"
