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


def instruments(material: Material, books: Bibliography) -> Section:
    """What was signed, issued or proposed by the two, the signed and the named first, each once."""
    same: dict[tuple[object, ...], list[tuple[Report, Instrument]]] = {}
    for report, found in material.instruments:
        parties = frozenset(party.code for party in found.parties)
        title = wording.one_line(found.title).casefold()
        # Without a title of its own, only the day tells one joint statement from another.
        key = (found.kind.casefold(), title, found.status, parties, None if len(title.split()) > 3 else found.date)
        same.setdefault(key, []).append((report, found))
    if not same:
        return Section("instruments", "Instruments", (Note("No instrument of the two is reported in this period."),))
    ranked = sorted(same.values(), key=lambda group: (
        group[0][1].status == "proposed", -len({report.source.key for report, _ in group}), _day(group) or "9999",
        group[0][1].id))
    shown = sorted(ranked[: lengths().instruments], key=lambda group: (_day(group) or "9999", group[0][1].id))
    claims = [Claim(phrasing.instrument(group[0][1]), books.cite([report for report, _ in group]), wording.day(_day(group)),
                    (wording.counted(len({r.source.key for r, _ in group}), "document"),), quoted=True) for group in shown]
    return Section("instruments", "Instruments", (*claims, *material.rest(len(ranked) - len(shown), "instruments")))


def ledger(material: Material, books: Bibliography) -> Section:
    """Promises by main sector, the contradicted and overdue first. One in two sectors stands under both."""
    if not material.promises:
        return Section("ledger", "Ledger by sector", (Note("No undertaking of the two is on record in this period."),))
    sectors: dict[str, list[Promise]] = {}
    for found in material.promises:
        for sector in dict.fromkeys(map(wording.main_sector, found.sectors)) or [""]:
            sectors.setdefault(sector, []).append(found)
    blocks: list[Block] = []
    for sector in sorted(sectors, key=lambda name: (not name, name)):
        ranked = sorted(sectors[sector], key=lambda p: (_ORDER.get(_status(p), 9), -len(p.steps), p.made or "9999", p.id))
        shown = ranked[: lengths().promises]
        more = ("--sector", sector) if sector else ()
        title = wording.sector_name(sector).capitalize() if sector else "No sector named"
        blocks.append(Group(title, (*(promise(p, books) for p in shown),
                                    *material.rest(len(ranked) - len(shown), "ledger", *more))))
    return Section("ledger", "Ledger by sector", tuple(blocks))


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
    parts = [Claim(f"{phrasing.phrase('step', step.kind).past}: {wording.trimmed(wording.one_line(step.why), lengths().title)}",
                   books.cite([step.report]), wording.day(step.date)) for step in shown]
    # The words of the promise come first; the reports that led to its status follow.
    cited = (*books.cite(made or [found.steps[0].report]), *(books.cite(led_to) if not history else ()))
    return Claim(phrasing.promise(found), tuple(dict.fromkeys(cited)), wording.day(found.made), tuple(filter(None, marks)),
                 not history, tuple(parts), len(later) - len(shown) if history else 0)


def _status(found: Promise) -> str:
    return wording.one_line(found.ruling.status if found.ruling else found.status)


def _day(group: Sequence[tuple[Report, Instrument]]) -> str | None:
    return min((found.date for _, found in group if found.date), default=None)
