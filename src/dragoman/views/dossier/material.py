"""What a dossier is composed from: the records of its dyad and period, sorted out once for all sections."""
from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.gazetteers import holds
from dragoman.records import Episode, Instrument, Party, Promise, Report, Source, Statement
from dragoman.relations.measuring import direction
from dragoman.views import wording
from dragoman.views.dossier.selection import day_of, likely, reported
from dragoman.views.dossier.tree import Note


@dataclass(frozen=True, slots=True)
class Material:
    """`between` are the dyad's episodes, `outward` those of one of the two towards others; `instruments` and `statements` hold
    reports of entries of that kind; all of the period, in an order that does not depend on that of the input. `unlikely` is how
    many more of the dyad's episodes there are that were more likely misread than not."""

    dyad: tuple[str, str]
    since: str | None
    until: str | None
    between: tuple[Episode, ...]
    outward: tuple[Episode, ...]
    promises: tuple[Promise, ...]
    instruments: tuple[tuple[Report, Instrument], ...]
    statements: tuple[tuple[Report, Statement], ...]
    unlikely: int

    def command(self, verb: str, *more: str, dyad: tuple[str, str] | None = None) -> str:
        """The command that shows all of something: "dragoman events CHN RUS --since 2022"; of another `dyad` where given."""
        parts = ["dragoman", verb, *(dyad or self.dyad), *more]
        parts += [part for flag, day in (("--since", self.since), ("--until", self.until)) if day for part in (flag, day)]
        # The codes come from outside and the command is there to be copied into a shell.
        return " ".join(shlex.quote(wording.one_line(part)) for part in parts)

    def rest(self, number: int, verb: str, *more: str, dyad: tuple[str, str] | None = None) -> tuple[Note, ...]:
        """ "And 12 more", with the command that shows them; nothing where nothing is left out."""
        return (Note(f"And {number} more.", self.command(verb, *more, dyad=dyad)),) if number > 0 else ()

    def sources(self) -> list[Source]:
        """Every source of the material."""
        reports = [report for episode in (*self.between, *self.outward) for report in episode.reports]
        reports += [step.report for promise in self.promises for step in promise.steps]
        reports += [report for report, _ in (*self.instruments, *self.statements)]
        return list({report.source.key: report.source for report in reports}.values())


def sort_out(dyad: tuple[str, str], episodes: Sequence[Episode], promises: Sequence[Promise],
             instruments: Sequence[Report], statements: Sequence[Report], since: str | None, until: str | None) -> Material:
    """The material of a dyad and a period. What has no date cannot be said to lie outside, and stays, unless it was reported as
    having occurred before the period begins."""

    def within(first: str | None, last: str | None) -> bool:
        return holds(None, until, first or last) and holds(since, None, last or first)

    def could(e: Episode) -> bool:
        undated = not (e.first or e.last) and e.status == "occurred"
        return bool(e.reports) and (holds(since, None, reported(e)) if undated else within(e.first, e.last))

    told = [e for e in episodes if could(e)]
    unlikely = sum(bool(direction(e, dyad)) for e in told if not likely(e))
    order = sorted(filter(likely, told), key=lambda e: (day_of(e) or "9999", e.last or "9999", e.id))
    between = tuple(e for e in order if direction(e, dyad))
    outward = tuple(e for e in order if set(e.actor) & set(dyad) and outsiders(e.recipient, dyad) and not direction(e, dyad))
    kept = [p for p in promises if p.steps and _of_dyad(p, dyad) and (
        within(p.made, p.made) or any(step.date and within(step.date, step.date) for step in p.steps))]
    return Material(
        dyad, since, until, between, outward,
        tuple(sorted(kept, key=lambda p: (p.made or "9999", p.id))),
        tuple((r, r.entry) for r in _ordered(instruments) if isinstance(r.entry, Instrument)
              and within(r.entry.date or r.source.published, None)
              and set(dyad) <= {party.code for party in r.entry.parties}),
        tuple((r, r.entry) for r in _ordered(statements) if isinstance(r.entry, Statement)
              and within(r.source.published, None) and r.entry.state in dyad),
        unlikely,
    )


def outsiders(parties: Sequence[str] | Sequence[Party], dyad: tuple[str, str]) -> list[str]:
    """The codes of those parties that are none of the two, each once."""
    codes = [party if isinstance(party, str) else party.code for party in parties]
    return [code for code in dict.fromkeys(codes) if code.strip() and code not in dyad]


def _of_dyad(promise: Promise, dyad: tuple[str, str]) -> bool:
    """Both among those who promise, or one to the other."""
    one, other = dyad
    return (one in promise.by and other in (*promise.by, *promise.to)) or (other in promise.by and one in promise.to)


def _ordered(reports: Sequence[Report]) -> list[Report]:
    return sorted(reports, key=lambda r: (r.source.published or "9999", r.source.key, r.entry.start, r.entry.id))
