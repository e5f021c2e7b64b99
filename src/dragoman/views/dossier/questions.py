"""The section on what is open: where reports disagree, what one source alone tells, and promises overdue or contradicted."""
from __future__ import annotations

from dragoman.records import Difference, Episode, Report
from dragoman.views import wording
from dragoman.views.dossier import phrasing
from dragoman.views.dossier.citing import Bibliography
from dragoman.views.dossier.happened import told
from dragoman.views.dossier.material import Material
from dragoman.views.dossier.selection import by_weight, lengths
from dragoman.views.dossier.tree import Block, Claim, Group, Note, Section
from dragoman.views.dossier.undertaken import promise


def questions(material: Material, books: Bibliography) -> Section:
    """What a reader must not take for settled."""
    most = lengths().questions
    blocks: list[Block] = []
    disputed = by_weight(e for e in material.between if e.differences)
    if disputed:
        blocks.append(Group("Where reports disagree", (
            *(_dispute(e, books) for e in disputed[:most]), *material.rest(len(disputed) - most, "events"))))
    open_ = [p for p in material.promises if p.ruling is None]
    for status, title in (("contradicted", "Undertakings contradicted since"), ("overdue", "Undertakings overdue")):
        found = [p for p in open_ if p.status == status]
        if found:
            rest = material.rest(len(found) - most, "ledger", "--status", status)
            blocks.append(Group(title, (*(promise(p, books, history=False) for p in found[:most]), *rest)))
    single = by_weight(e for e in material.between if e.sources == 1 and e.status == "occurred")
    if single:
        blocks.append(Group("Told by one source alone", (
            *(told(e, books) for e in single[:most]), *material.rest(len(single) - most, "events"))))
    if not blocks:
        blocks.append(Note("No report contradicts another, no claim stands on one source alone, no undertaking is overdue."
                           if material.between or material.promises else "Nothing is reported, so nothing is open."))
    return Section("questions", "Open questions", tuple(blocks))


def _dispute(found: Episode, books: Bibliography) -> Claim:
    """The episode, and under it each field with the values that reports give it."""
    by_entry: dict[str, list[Report]] = {}
    for report in found.reports:
        by_entry.setdefault(report.entry.id, []).append(report)
    parts = [part for difference in found.differences for part in _values(difference, by_entry, books)]
    return Claim(phrasing.episode(found), books.cite(found.reports), phrasing.when(found.first, found.last),
                 (wording.counted(found.sources, "source"),), parts=tuple(parts))


def _values(difference: Difference, by_entry: dict[str, list[Report]], books: Bibliography) -> list[Claim]:
    field = wording.one_line(difference.field.replace("_", " "))
    made = []
    for value, entries in difference.values[: lengths().differences]:
        reports = [report for entry in entries for report in by_entry.get(entry, ())]
        if not reports:
            continue  # a value that no report at hand carries is not said
        made.append(Claim(f"{field.capitalize()}: {_shown(difference.field, value)}, in "
                          f"{wording.counted(len(reports), 'report')}.", books.cite(reports)))
    return made


def _shown(field: str, value: str) -> str:
    if field == "date":
        return wording.day(value) or "none"
    if field in ("actor", "recipient"):
        return phrasing.listed(value.replace(",", "|").split("|"), "none")
    return wording.trimmed(wording.one_line(value), lengths().title) or "none"
