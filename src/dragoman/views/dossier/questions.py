"""The section on what is open: where reports disagree, what one source alone tells, and promises overdue or contradicted."""
from __future__ import annotations

from dragoman.records import Difference, Episode, Report
from dragoman.views import wording
from dragoman.views.dossier import phrasing
from dragoman.views.dossier.citing import Bibliography
from dragoman.views.dossier.happened import reports_of, told, when
from dragoman.views.dossier.material import Material
from dragoman.views.dossier.selection import by_weight, lengths
from dragoman.views.dossier.tree import Block, Claim, Group, Note, Section
from dragoman.views.dossier.undertaken import promise

_FIELDS = {"type": "act", "mode": "act", "actor": "who", "recipient": "to whom"}
"""The fields of an episode in a reader's words."""


def questions(material: Material, books: Bibliography) -> Section:
    """What a reader must not take for settled."""
    most = lengths().questions
    blocks: list[Block] = []
    disputed = by_weight(e for e in material.between if e.differences)
    if disputed:
        blocks.append(Group("Where reports disagree", (
            *(_dispute(e, material, books) for e in disputed[:most]), *material.rest(len(disputed) - most, "timeline"))))
    open_ = [p for p in material.promises if p.ruling is None]
    for status, title in (("contradicted", "Undertakings contradicted since"),
                          ("overdue", "Undertakings past their due date, with nothing reported since")):
        found = [p for p in open_ if p.status == status]
        if found:
            rest = material.rest(len(found) - most, "ledger", "--standing", status)
            blocks.append(Group(title, (*(promise(p, books, history=False) for p in found[:most]), *rest)))
    occurred = [e for e in material.between if e.status == "occurred"]
    single = by_weight(e for e in occurred if e.sources == 1)
    if single:
        number = Claim(f"{len(single)} of {wording.counted(len(occurred), 'episode')} that occurred "
                       f"{'is' if len(single) == 1 else 'are'} told by one source alone.", books.cite(reports_of(single)))
        # Where all are, a list would say nothing new.
        listed = single[:most] if len(single) < len(occurred) else []
        rest = material.rest(len(single) - most, "timeline") if listed else ()
        blocks.append(Group("Told by one source alone", (number, *(told(e, books, material.dyad) for e in listed), *rest)))
    if not blocks:
        blocks.append(Note("No report contradicts another, no claim stands on one source alone, no undertaking is overdue."
                           if material.between or material.promises else "Nothing is reported, so nothing is open."))
    return Section("questions", "Open questions", tuple(blocks))


def _dispute(found: Episode, material: Material, books: Bibliography) -> Claim:
    """The episode, and under it each field with the values that reports give it."""
    by_entry: dict[str, list[Report]] = {}
    for report in found.reports:
        by_entry.setdefault(report.entry.id, []).append(report)
    parts = [part for difference in found.differences for part in _values(found, difference, by_entry, books)]
    return Claim(phrasing.episode(found, material.dyad), books.cite(found.reports), when(found),
                 (wording.counted(found.sources, "source"),), parts=tuple(parts))


def _values(found: Episode, difference: Difference, by_entry: dict[str, list[Report]], books: Bibliography) -> list[Claim]:
    field = _FIELDS.get(difference.field) or wording.one_line(difference.field.replace("_", " "))
    made = []
    for value, entries in difference.values[: lengths().differences]:
        reports = [report for entry in entries for report in by_entry.get(entry, ())]
        if not reports:
            continue  # a value that no report at hand carries is not said
        made.append(Claim(f"{field.capitalize()}: {_shown(found, difference.field, value)}, in "
                          f"{wording.counted(len(reports), 'report')}.", books.cite(reports)))
    return made


def _shown(found: Episode, field: str, value: str) -> str:
    if field == "type":
        return phrasing.phrase("event", value).past
    if field == "mode":
        return phrasing.phrase("event", found.type, value).past
    if field == "date":
        return wording.day(value) or "none"
    if field in ("actor", "recipient"):
        return phrasing.listed(value.replace(",", "|").split("|"), "none")
    return wording.trimmed(wording.one_line(value), lengths().title) or "none"
