"""The sections on what happened: summary figures with plots, and the timeline."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman import ontology
from dragoman.records import Episode, Report
from dragoman.relations import measure, quad_of
from dragoman.relations.measuring import direction
from dragoman.views import charts, wording
from dragoman.views.dossier import phrasing
from dragoman.views.dossier.citing import Bibliography
from dragoman.views.dossier.material import Material
from dragoman.views.dossier.selection import by_weight, day_of, lengths, reported
from dragoman.views.dossier.tree import Block, Claim, Group, Note, Picture, Row, Section, Table

MONTHS = 72
"""Months that a plot can show; a longer time is drawn by year."""


def told(found: Episode, books: Bibliography, dyad: Sequence[str] = (), *, quoted: bool = True, parts: Sequence[Claim] = (),
         more: int = 0) -> Claim:
    """An episode as a sentence, with its date, place, sectors and sources as marks; of many parties the dyad is named first."""
    place = wording.one_line(found.place.name) if found.place else ""
    marks = [place, *_sectors(found), wording.counted(found.sources, "source")]
    if len(found.reports) > found.sources:
        marks.append(wording.counted(len(found.reports), "report"))
    said = {getattr(report.entry, "attributed_to", None) for report in found.reports}
    if len(said) == 1 and None not in said:
        marks.append(f"says {wording.trimmed(wording.one_line(str(said.pop())), 80)}")
    reviewed = sorted({report.reviewed for report in found.reports if report.reviewed})
    marks += [f"{wording.one_line(word)} by a person" for word in reviewed] or [f"{found.confidence * 100:.0f} % sure"]
    return Claim(phrasing.episode(found, dyad), books.cite(found.reports), when(found), tuple(filter(None, marks)), quoted,
                 tuple(parts), more)


def when(found: Episode) -> str:
    """The days of an episode; where none is told, when it was first reported."""
    days = phrasing.when(found.first, found.last)
    return days or (f"reported {wording.day(reported(found))}" if reported(found) else "")


def _sectors(found: Episode) -> list[str]:
    """The sectors that most reports tell, without those that a narrower one names better."""
    told = Counter(sector for report in found.reports for sector in getattr(report.entry, "sectors", ()))
    wide = {wording.main_sector(sector) for sector in found.sectors if wording.main_sector(sector) != sector}
    ranked = sorted((s for s in found.sectors if s not in wide), key=lambda sector: (-told[sector], sector))
    most = lengths().sectors
    more = [f"{len(ranked) - most} more sectors"] if len(ranked) > most + 1 else []
    return [*map(wording.sector_name, ranked[:most] if more else ranked), *more]


def summary(material: Material, books: Bibliography) -> Section:
    """What happened: how much was reported, by quad class and direction, what mattered most, and plots."""
    found = material.between
    if not found:
        return Section("happened", "What happened", (
            Note("No episode between the two is reported in this period."), *_unlikely(material)))
    # Plans may lie years ahead; only what occurred is drawn.
    periods = measure(_occurred(found), material.dyad, "month")
    if len(periods) > MONTHS:
        periods = measure(_occurred(found), material.dyad, "year")
    blocks: list[Block] = [*_figures(material, books), *_unlikely(material)]  # cited first, so numbered first
    if _occurred(found):
        blocks.append(_table(material, books))
    blocks += [Picture(plot) for plot in (charts.by_period(periods), charts.sectors(periods)) if plot]
    most = by_weight(e for e in found if e.part_of is None)[: lengths().highlights]
    blocks.append(Group("What mattered most", tuple(told(e, books, material.dyad) for e in most)))
    return Section("happened", "What happened", tuple(blocks))


def timeline(material: Material, books: Bibliography) -> Section:
    """The weightiest episodes in order of time, by year, each with what happened within it. What has no date stands where it was
    first reported; what has no date at all at the end."""
    if not material.between:
        return Section("timeline", "Timeline", (Note("Nothing is reported in this period."),))
    ids = {episode.id for episode in material.between}
    inner: dict[str, list[Episode]] = {}
    whole = []
    for episode in material.between:
        if episode.part_of in ids and episode.part_of != episode.id:
            inner.setdefault(str(episode.part_of), []).append(episode)
        else:
            whole.append(episode)
    chosen = {episode.id for episode in by_weight(whole)[: lengths().timeline]}
    shown = [episode for episode in whole if episode.id in chosen]
    years: dict[str, list[Claim]] = {}
    for episode in shown:
        within = inner.get(episode.id, [])
        first = {e.id for e in by_weight(within)[: lengths().within]}
        parts = [told(e, books, material.dyad, quoted=False) for e in within if e.id in first]
        year = (day_of(episode) or "")[:4] or "Undated"
        years.setdefault(year, []).append(told(episode, books, material.dyad, parts=parts, more=len(within) - len(parts)))
    plot = charts.strip(material.between, (phrasing.name(material.dyad[0]), phrasing.name(material.dyad[1])))
    blocks: list[Block] = [Picture(plot)] if plot else []
    blocks += [Group(wording.one_line(year), tuple(claims)) for year, claims in years.items()]
    return Section("timeline", "Timeline", (*blocks, *material.rest(len(whole) - len(shown), "timeline")))


def reports_of(episodes: Iterable[Episode]) -> list[Report]:
    """The first report of each episode, the weightiest episode first: enough to stand for a figure."""
    return [report for episode in by_weight(episodes) for report in episode.reports[:1]]


def _occurred(found: Iterable[Episode]) -> list[Episode]:
    return [episode for episode in found if episode.status == "occurred"]


def _figures(material: Material, books: Bibliography) -> list[Claim]:
    found, both = material.between, phrasing.listed(material.dyad)
    occurred = _occurred(found)
    dated = sorted((episode for episode in occurred if episode.first), key=lambda e: e.first or "")
    documents = {report.source.key for episode in found for report in episode.reports}
    reports = sum(len(episode.reports) for episode in found)
    span = ""
    if dated:
        # What is known by its year alone may have been on any day of it.
        last = max(str(e.first if (e.first or "")[5:] == "01-01" else e.last or e.first) for e in dated)
        span = f"; those that occurred are dated {wording.day(f'{dated[0].first}/{last}')}"
    made = [Claim(
        f"Between {both}, {wording.counted(len(documents), 'document')} {_tell(len(documents))} of "
        f"{wording.counted(len(found), 'episode')} in {wording.counted(reports, 'report')}{span}.",
        books.cite(reports_of(found)),
    )]
    for name in ("cooperation", "conflict"):
        some = [episode for episode in occurred if quad_of(episode).endswith(name)]
        if some:
            in_deed = sum(quad_of(episode).startswith("material") for episode in some)
            made.append(Claim(f"{wording.counted(len(some), 'episode')} of {name} {_are(len(some))} reported as having occurred, "
                              f"{in_deed or 'none'} of them in deed.", books.cite(reports_of(some))))
    others = [episode for episode in found if episode.status != "occurred"]
    if others:
        made.append(Claim(f"{wording.counted(len(others), 'more episode')} {_are(len(others))} reported as planned, possible or "
                          "denied; no figure below counts them.", books.cite(reports_of(others))))
    overdue = [p for p in material.promises if p.status in ("overdue", "contradicted") and p.ruling is None]
    if material.promises:
        number = len(material.promises)
        broken = f"{len(overdue) or 'none'} of them overdue or contradicted"
        made.append(Claim(f"{wording.counted(number, 'undertaking')} {_are(number)} on record, {broken}.",
                          books.cite([p.steps[0].report for p in overdue or material.promises])))
    return made


def _unlikely(material: Material) -> list[Note]:
    number = material.unlikely
    if not number:
        return []
    return [Note(f"{wording.counted(number, 'more episode')} {_are(number)} left out: more likely misread than not.",
                 material.command("timeline"))]


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _tell(number: int) -> str:
    return "tells" if number == 1 else "tell"


def _table(material: Material, books: Bibliography) -> Table:
    one, other = map(wording.name_of, material.dyad)
    occurred = _occurred(material.between)
    rows = []
    for quad in ontology.QUADS:
        some = [episode for episode in occurred if quad_of(episode) == quad]
        if some:
            rows.append(_row(quad.capitalize(), some, material, books))
    rows.append(_row("All", occurred, material, books))
    head = ("Quad class", f"{one} to {other}", f"{other} to {one}", "Both", "Episodes", "Reports", "Mean score")
    return Table("Episodes by quad class and direction", head, tuple(rows),
                 "Episodes that occurred, each counted once however many report it; the score is PLOVER's, from -10 to 10.")


def _row(name: str, some: list[Episode], material: Material, books: Bibliography) -> Row:
    ways = [direction(episode, material.dyad) for episode in some]
    counts = (*(ways.count(way) for way in ("forth", "back", "joint")), len(some), sum(len(e.reports) for e in some))
    mean = sum(episode.score for episode in some) / len(some)
    return Row((name, *map(str, counts), f"{mean:+.1f}"), books.cite(reports_of(some)))

