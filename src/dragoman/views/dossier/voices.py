"""The sections on what was said: who said what of the other, and where the two stand towards third parties."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.records import Episode, Report, Statement
from dragoman.relations import quad_of
from dragoman.views import wording
from dragoman.views.dossier import phrasing
from dragoman.views.dossier.citing import Bibliography
from dragoman.views.dossier.happened import reports_of, told
from dragoman.views.dossier.material import Material, outsiders
from dragoman.views.dossier.selection import by_weight, lengths
from dragoman.views.dossier.tree import Block, Claim, Group, Note, Row, Section, Table

Said = tuple[Report, Statement]
_TELLING = 20
"""Words beyond which a statement tells no more for being longer."""


def said(material: Material, books: Bibliography) -> Section:
    """What each side said of the other, in order of time: chosen are those that take sides before the neutral, verbatim before
    reported, and one of each document before a second."""
    blocks: list[Block] = []
    for side, other in (material.dyad, material.dyad[::-1]):
        about = [(r, s) for r, s in material.statements if s.state == side and other in _codes(s)]
        each = _ranked(about)
        shown = sorted(_spread(each)[: lengths().statements], key=lambda pair: (_published(pair), pair[1].start))
        if shown:
            blocks.append(Group(_capital(f"{phrasing.name(side)} on {phrasing.name(other)}"), (
                *(_claim(r, s, [other], books) for r, s in shown), *material.rest(len(each) - len(shown), "statements"))))
    if not blocks:
        blocks.append(Note("No statement of one on the other is reported in this period."))
    return Section("said", "Who said what", tuple(blocks))


def stances(material: Material, books: Bibliography) -> Section:
    """Who else is spoken of and acted upon, and how each side stands: a table, then the words."""
    title = "Stances on third parties"
    parties: dict[str, list[tuple[list[Said], list[Episode]]]] = {}
    for number, side in enumerate(material.dyad):
        for report, found in material.statements:
            if found.state == side and found.stance != "neutral":
                for code in outsiders(found.about, material.dyad):
                    parties.setdefault(code, [([], []), ([], [])])[number][0].append((report, found))
        for episode in material.outward:
            if side in episode.actor and episode.status == "occurred":
                for code in outsiders(episode.recipient, material.dyad):
                    parties.setdefault(code, [([], []), ([], [])])[number][1].append(episode)
    if not parties:
        return Section("stances", title, (Note("No stance of the two on anybody else is reported in this period."),))
    ranked = sorted(parties, key=lambda code: (-min(map(_much, parties[code])), -sum(map(_much, parties[code])), code))
    shown = ranked[: lengths().third_parties]
    names = [wording.name_of(code) for code in material.dyad]
    head = ("Party", *(f"{name}: {what}" for name in names for what in ("support", "criticism", "cooperation", "conflict")))
    rows = []
    groups = []
    for code in shown:
        counts: list[int] = []
        reports: list[Report] = []
        blocks: list[Claim | Note] = []
        for side, (statements, episodes) in zip(material.dyad, parties[code], strict=True):
            counts += [sum(s.stance == stance for _, s in _ranked(statements)) for stance in ("support", "criticism")]
            counts += [sum(quad_of(e).endswith(kind) for e in episodes) for kind in ("cooperation", "conflict")]
            reports += [report for report, _ in _ranked(statements)[:2]] + reports_of(episodes)[:2]
            taken = _ranked(statements)
            blocks += [_claim(r, s, [code], books) for r, s in taken[: lengths().stances]]
            blocks += material.rest(len(taken) - lengths().stances, "statements", dyad=(side, code))
            blocks += [told(e, books, material.dyad) for e in by_weight(episodes)[: lengths().stances]]
            blocks += material.rest(len(episodes) - lengths().stances, "events", dyad=(side, code))
        rows.append(Row((wording.name_of(code), *map(str, counts)), books.cite(reports)))
        groups.append(Group(f"On {phrasing.name(code)}", tuple(blocks)))
    table = Table("Statements that take sides, and episodes, by third party", head, tuple(rows),
                  "Statements of support and criticism, and episodes of cooperation and conflict that occurred, for each side.")
    return Section("stances", title, (table, *groups, *material.rest(len(ranked) - len(shown), "statements")))


def _claim(report: Report, found: Statement, about: Sequence[str], books: Bibliography) -> Claim:
    published = wording.day(report.source.published)
    marks = ("verbatim" if found.form == "direct" else "as reported", wording.one_line(report.source.publisher or ""))
    return Claim(phrasing.statement(found, about), books.cite([report]), published, tuple(filter(None, marks)), quoted=True)


def _ranked(statements: Sequence[Said]) -> list[Said]:
    # The same words told by a reprint are shown once.
    first: dict[tuple[str, str], Said] = {}
    for report, found in statements:
        key = (found.speaker, wording.one_line(found.quote).casefold())
        kept = first.get(key)
        if kept is None or (kept[0].source.reprint_of is not None and report.source.reprint_of is None):
            first[key] = (report, found)
    # Of neutral words those that are about nobody else and say something: "Mr President, ladies and gentlemen" does not.
    return sorted(first.values(), key=lambda pair: (
        pair[1].stance == "neutral", pair[1].form == "indirect", -round(pair[1].confidence, 1), len(_codes(pair[1])) > 1,
        -min(_TELLING, len(pair[1].quote.split())), _published(pair), pair[1].start))


def _spread(ranked: Sequence[Said]) -> list[Said]:
    """The same with the second of a document behind the first of every other: one long speech does not crowd out the rest."""
    seen: Counter[tuple[bool, int]] = Counter()
    places = []
    for report, found in ranked:
        neutral = found.stance == "neutral"
        places.append((neutral, seen[neutral, report.source.key]))
        seen[neutral, report.source.key] += 1
    return [ranked[n] for n in sorted(range(len(ranked)), key=lambda n: (*places[n], n))]


def _published(pair: Said) -> tuple[str, int]:
    return pair[0].source.published or "9999", pair[0].source.key


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _codes(found: Statement) -> set[str]:
    return {party.code for party in found.about}


def _much(pair: tuple[list[Said], list[Episode]]) -> int:
    return len(pair[0]) + len(pair[1])
