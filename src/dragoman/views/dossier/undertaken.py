"""The sections on what was signed and what was promised: instruments, and the ledger by sector."""
from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Instrument, Promise, Report
from dragoman.views import wording
from dragoman.views.dossier import phrasing
from dragoman.views.dossier.citing import Bibliography
from dragoman.views.dossier.material import Material
from dragoman.views.dossier.selection import lengths
from dragoman.views.dossier.tree import Block, Claim, Group, Note, Section

_ORDER = {"contradicted": 0, "overdue": 1, "acted upon": 2, "open": 3}
"""What a reader wants to know of first."""
_LAST = "9999"  # after every day
_NAME = 5  # words among which a name begins: "the joint statement on the Treaty ..."


def instruments(material: Material, books: Bibliography) -> Section:
    """What was signed, issued or proposed by the two, each once: the signed before the proposed, those with a name of their own
    before "important agreements", of which a document's are one. What has no date stands where it was first reported."""
    same: dict[tuple[object, ...], list[tuple[Report, Instrument]]] = {}
    for report, found in material.instruments:
        parties = frozenset(party.code for party in found.parties)
        # Without a title of its own, only the document tells one joint statement from another.
        title = wording.one_line(found.title).casefold() if _named(found) else report.source.key
        same.setdefault((found.kind.casefold(), title, found.status, parties), []).append((report, found))
    if not same:
        return Section("instruments", "Instruments", (Note("No instrument of the two is reported in this period."),))
    ranked = sorted(same.values(), key=lambda group: (
        group[0][1].status == "proposed", not _named(group[0][1]), -len({report.source.key for report, _ in group}),
        _stands(group), group[0][1].id))
    shown = sorted(ranked[: lengths().instruments], key=lambda group: (_stands(group), group[0][1].id))
    claims = [_instrument(group, books) for group in shown]
    return Section("instruments", "Instruments", (*claims, *material.rest(len(ranked) - len(shown), "instruments")))


def _instrument(group: Sequence[tuple[Report, Instrument]], books: Bibliography) -> Claim:
    found = group[0][1]
    day = _day(group)
    when = wording.day(day) if day else f"reported {wording.day(_stands(group))}" if _stands(group) != _LAST else ""
    # The words are shown where they say more than the title does.
    more = wording.one_line(found.title).casefold() not in wording.one_line(found.quote).casefold() or not found.title.strip()
    return Claim(phrasing.instrument(found), books.cite([report for report, _ in group]), when,
                 (wording.counted(len({r.source.key for r, _ in group}), "document"),), quoted=more)


def _named(found: Instrument) -> bool:
    """Whether the title names the paper: it begins with, or soon has, a word in capitals ("Treaty of Friendship")."""
    return any(word[:1].isupper() for word in found.title.split()[:_NAME])


def _stands(group: Sequence[tuple[Report, Instrument]]) -> str:
    """The day by which an instrument stands among others: its own, else that of its first report."""
    return _day(group) or min((r.source.published for r, _ in group if r.source.published), default=_LAST)


def ledger(material: Material, books: Bibliography) -> Section:
    """Promises by main sector, the contradicted and overdue first. One in two sectors is told in the first of them, and the
    other says so."""
    if not material.promises:
        return Section("ledger", "Ledger by sector", (Note("No undertaking of the two is on record in this period."),))
    sectors: dict[str, list[Promise]] = {}
    for found in material.promises:
        for sector in dict.fromkeys(map(wording.main_sector, found.sectors)) or [""]:
            sectors.setdefault(sector, []).append(found)
    blocks: list[Block] = []
    told: dict[str, str] = {}
    for sector in sorted(sectors, key=lambda name: (not name, name)):
        title = wording.sector_name(sector).capitalize() if sector else "No sector named"
        ranked = sorted(sectors[sector], key=lambda p: (_ORDER.get(_status(p), 9), -len(p.steps), p.made or _LAST, p.id))
        fresh = [p for p in ranked if p.id not in told]
        shown = fresh[: lengths().promises]
        above = [told[p.id] for p in ranked if p.id in told]
        told |= {p.id: title for p in shown}
        more = ("--sector", sector) if sector else ()
        blocks.append(Group(title, (*(promise(p, books) for p in shown),
                                    *_elsewhere(above), *material.rest(len(fresh) - len(shown), "ledger", *more))))
    return Section("ledger", "Ledger by sector", tuple(blocks))


def _elsewhere(titles: Sequence[str]) -> tuple[Note, ...]:
    """What is told under the titles of other sectors."""
    if not titles:
        return ()
    *others, last = sorted(set(titles))
    return (Note(f"{len(titles)} more, told under {' and '.join(filter(None, (', '.join(others), last)))}."),)


def promise(found: Promise, books: Bibliography, *, history: bool = True) -> Claim:
    """A promise as a sentence, its status among the marks and its history under it."""
    marks = [_status(found), f"due {wording.day(found.due)}" if found.due else "", *map(wording.sector_name, found.sectors)]
    if found.ruling:
        note = wording.trimmed(wording.one_line(found.ruling.note), lengths().title)
        marks[0] += (f", ruled by {wording.trimmed(wording.one_line(found.ruling.author), 80)}"
                     f" on {wording.day(found.ruling.at[:10])}{f': {note}' if note else ''}")
    made = [step.report for step in found.steps if step.kind in ("made", "reaffirmed", "specified")]
    led_to = [step.report for step in found.steps if step.report.entry.id in found.because]
    later = [step for step in found.steps if step.kind != "made"]
    shown = later[-lengths().steps:] if history else []
    parts = [Claim(phrasing.step(step), books.cite([step.report]), wording.day(step.date),
                   quoted=step.kind in ("acted upon", "contradicted")) for step in shown]
    # The words of the promise come first; the reports that led to its status follow.
    cited = (*books.cite(made or [found.steps[0].report]), *(books.cite(led_to) if not history else ()))
    return Claim(phrasing.promise(found), tuple(dict.fromkeys(cited)), wording.day(found.made), tuple(filter(None, marks)),
                 not history, tuple(parts), len(later) - len(shown) if history else 0)


def _status(found: Promise) -> str:
    return wording.one_line(found.ruling.status if found.ruling else found.status)


def _day(group: Sequence[tuple[Report, Instrument]]) -> str | None:
    return min((found.date for _, found in group if found.date), default=None)
