"""The history of a promise: when it was made, told again, specified, acted upon, contradicted; and what status follows.

Reads:  reports of the commitments of one promise, and reports of events and instruments.
Writes: a `records.Promise` with its steps in time.
Example: "Japan will provide ten patrol vessels" (July), "by 2018" (December), "delivered the first" (2016) are made,
specified, acted upon; the status is acted upon.

The status proposed, as of a day:
- of the steps acted upon and contradicted the latest decides; on one day a contradiction weighs more, so that nobody
overlooks it;
- a promise told anew after a contradiction, on a later day, is open again, with what was done before it set aside;
- without either, overdue where its last due date lies wholly before that day; else open.
`because` holds the entry ids of the reports that decided. A ruling is kept beside the proposed status and changes no step.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from dragoman.ledger.bearings import Bearing, act_of, bearing, pledge
from dragoman.ledger.clustering import order
from dragoman.ledger.comparing import codes, commitment, profile, telling, top
from dragoman.ledger.days import days_between, first_day, last_day
from dragoman.ledger.rules import ACTED, CONTRADICTED
from dragoman.ledger.subjects import amount_in_words, of_text
from dragoman.ledger.vocabulary import thresholds
from dragoman.records import Commitment, Instrument, Promise, Report, Ruling, Step, content_id

MADE, REAFFIRMED, SPECIFIED = "made", "reaffirmed", "specified"
OPEN, OVERDUE = "open", "overdue"

FIRMNESS = ("proposed", "intends", "offered", "pledged", "agreed")
"""Modalities from the least to the most binding."""

BINDING = frozenset({"agreement", "treaty", "contract", "memorandum"})
"""Kinds of instruments that bind."""

Happening = tuple[str, object]


def promise_id(reports: Iterable[Report]) -> str:
    """The id of the promise that some reports tell: that of its anchor, the first by publication, document and entry."""
    anchor = min(reports, key=order)
    return content_id("promise", anchor.source.id, anchor.entry.id)


def history(
    commitments: Iterable[Report],
    others: Iterable[Report],
    *,
    as_of: str,
    episodes: Mapping[int, str] | None = None,
    ruling: Ruling | None = None,
    sentences: Mapping[int, str] | None = None,
) -> Promise:
    """The promise that `commitments` (one or more) tell, with what `others` (events, instruments) did about it.

    `as_of` is an ISO 8601 day: no report published after it is looked at, and what was due before it is overdue.
    `episodes` gives, by key of a report, the happening that it tells: its reports count as one step; `sentences` its
    whole sentence, by key too. Unlike in `promises`, no other promise stands by to claim an act that fits it better.
    Raises ValueError where no commitment was told by that day, or the day is none.
    """
    if first_day(as_of) is None:
        raise ValueError(f"as_of {as_of!r} is no date in ISO 8601")
    told = sorted((r for r in commitments if _known(r, as_of)), key=order)
    if not told:
        raise ValueError(f"no commitment was told by {as_of}")
    made = told[0].source.published
    against = pledge(told, made)
    others = list(others)
    acts = [act_of(r, (sentences or {}).get(r.key)) for r in others if _known(r, as_of)]
    found = [one for act in acts if act is not None and (one := bearing(against, act)) is not None]
    return from_bearings(
        told, found, as_of=as_of, episodes=episodes, ruling=ruling, binding=binding_ids(others)
    )


def from_bearings(
    told: Sequence[Report],
    bearings: Iterable[Bearing],
    *,
    as_of: str,
    episodes: Mapping[int, str] | None = None,
    ruling: Ruling | None = None,
    binding: Mapping[str, int] | None = None,
) -> Promise:
    """The promise of tellings in `order` and of evidence already found (`history` says what the rest means)."""
    steps = tellings(told, episodes or {}, binding or {}) + deeds(bearings, episodes or {})
    steps.sort(key=_when)
    due = next((d for r in reversed(told) if (d := commitment(r).due)), None)
    status, because = status_of(steps, due, as_of, told)
    half = len(told) / 2
    by = _majority([profile(r).by for r in told], half)
    to = _majority([profile(r).to for r in told], len(told) / 3)  # often left unsaid
    return Promise(
        id=promise_id(told),
        by=tuple(sorted(by or codes(commitment(told[0]).by))),
        to=tuple(sorted(to - by)),
        action=min(told, key=lambda r: (-profile(r).subject.total, order(r))).entry.action,  # type: ignore[union-attr]
        sectors=tuple(sorted(_majority([telling(commitment(r).sectors) for r in told], half) or _sectors(told[0]))),
        modality=max((commitment(r).modality for r in told), key=FIRMNESS.index),
        made=told[0].source.published,
        due=due,
        status=status,
        because=because,
        steps=tuple(steps),
        ruling=ruling,
    )


def _known(report: Report, as_of: str) -> bool:
    published, day = first_day(report.source.published), last_day(as_of)
    return published is None or day is None or published <= day


def _majority(sets: Sequence[frozenset[str]], half: float) -> frozenset[str]:
    every = frozenset().union(*sets)
    return frozenset(code for code in every if sum(code in some for some in sets) >= half)


def _sectors(report: Report) -> tuple[str, ...]:
    return commitment(report).sectors


def tellings(told: Sequence[Report], episodes: Mapping[int, str], binding: Mapping[str, int]) -> list[Step]:
    """The steps made, reaffirmed and specified; `binding` are the instruments that bind (`binding_ids`). Reports of one
    document, of one episode, reprints of each other, or within a few days of the first of them are one telling."""
    steps: list[Step] = []
    groups: list[list[Report]] = []
    limit = thresholds()["telling_days"]
    for report in told:
        home = next((g for g in groups if _one_telling(g, report, episodes, limit)), None)
        if home is None:
            groups.append([report])
        else:
            home.append(report)
    known: set[tuple[str, object]] = set()
    for at, group in enumerate(groups):
        new = sorted({detail for report in group for detail in _details(commitment(report), binding)} - known, key=str)
        first = group[0]
        own = commitment(first)
        parties = f"{own.modality} by {', '.join(sorted(profile(first).by))}"
        if at and new:
            kind, why = SPECIFIED, f"{parties}; new: {', '.join(_worded(detail) for detail in new)}"
        else:
            kind, why = (REAFFIRMED if at else MADE), parties
        known |= set(new)
        if new:
            first = next(r for r in group if any(detail in new for detail in _details(commitment(r), binding))) if at else first
        steps.append(Step(kind, first.source.published, first, why + _others(len(group) - 1)))
    return steps


def _one_telling(group: Sequence[Report], report: Report, episodes: Mapping[int, str], limit: float) -> bool:
    first = group[0]
    gap = days_between(first.source.published, report.source.published)
    return (
        (gap is not None and abs(gap) <= limit)
        or any(r.source.key == report.source.key for r in group)
        or any(_reprints(r, report) for r in group)
        or (report.key in episodes and any(episodes.get(r.key) == episodes[report.key] for r in group))
    )


def _reprints(a: Report, b: Report) -> bool:
    return (a.source.reprint_of or a.source.key) == (b.source.reprint_of or b.source.key)


def binding_ids(reports: Iterable[Report]) -> dict[str, int]:
    """The ids of instruments that bind their parties, each with its sentence. A promise told in one sentence with a
    treaty is more definite; that it stands in a joint statement, as all of the document does, adds nothing."""
    return {
        r.entry.id: r.entry.sentence
        for r in reports
        if isinstance(r.entry, Instrument) and r.entry.kind in BINDING and r.entry.status != "proposed"
    }


def _details(made: Commitment, binding: Mapping[str, int]) -> set[tuple[str, object]]:
    """What makes a promise more definite: a due date, an amount, an instrument, a narrow sector."""
    found: set[tuple[str, object]] = {("amount", amount) for amount in of_text(made.action).amounts}
    if made.due:
        found.add(("due", made.due))
    if made.instrument is not None and binding.get(made.instrument) == made.sentence:
        found.add(("instrument", True))
    return found | {("sector", sector) for sector in made.sectors if top(sector) != sector}


def _worded(detail: tuple[str, object]) -> str:
    kind, value = detail
    if isinstance(value, tuple):
        return amount_in_words(value)
    return f"due {value}" if kind == "due" else f"in {value}" if kind == "sector" else "an instrument"


def _others(count: int) -> str:
    return f"; {count} other report{'s' if count > 1 else ''}" if count else ""


def deeds(bearings: Iterable[Bearing], episodes: Mapping[int, str]) -> list[Step]:
    """The steps acted upon and contradicted: one for each happening, dated by its earliest report, on the report that bears
    most, of these the surest, with the number of others. What no episode tells is one happening where step and day are the
    same; so are all meetings of the day on which a promise to meet was kept."""
    ordered = sorted(bearings, key=lambda b: (order(b.report), b.step))
    met = min((str(first_day(b.day)) for b in ordered if not b.weight and b.step == ACTED), default=None)
    groups: dict[tuple[str, Happening], list[Bearing]] = {}
    for one in ordered:
        episode = episodes.get(one.report.key)
        happening: Happening = ("episode", episode) if episode else ("day", one.day or one.report.source.id)
        if not one.weight and one.step == ACTED:
            if str(first_day(one.day)) != met:
                continue  # the first meeting keeps it
            happening = ("met", met)
        groups.setdefault((one.step, happening), []).append(one)
    steps = []
    for (kind, _), group in groups.items():
        best = max(group, key=lambda b: (b.weight, b.report.entry.confidence))  # of equals the first
        steps.append(Step(kind, group[0].day, best.report, best.why + _others(len(group) - 1)))
    return steps


def _when(step: Step) -> tuple[object, ...]:
    ranks = {MADE: 0, REAFFIRMED: 1, SPECIFIED: 1, ACTED: 2, CONTRADICTED: 3}
    return (str(last_day(step.date) or "9999"), ranks[step.kind], order(step.report))


def status_of(
    steps: Sequence[Step], due: str | None, as_of: str, told: Sequence[Report]
) -> tuple[str, tuple[str, ...]]:
    """The status that steps propose as of a day, and the ids of the entries that led to it. `steps` stand in time."""
    deciding = [step for step in steps if step.kind in (ACTED, CONTRADICTED)]
    if deciding:
        last = deciding[-1]
        renewed = [
            step for step in steps
            if step.kind in (REAFFIRMED, SPECIFIED) and (gap := days_between(last.date, step.date)) is not None and gap > 0
        ]  # fmt: skip
        if last.kind == ACTED or not renewed:
            return last.kind, tuple(step.report.entry.id for step in deciding if step.kind == last.kind)
        if not _past(due, as_of):
            return OPEN, (last.report.entry.id, *(step.report.entry.id for step in renewed))
    if _past(due, as_of):
        return OVERDUE, tuple(r.entry.id for r in told if commitment(r).due == due)
    return OPEN, tuple(step.report.entry.id for step in steps if step.kind == MADE)


def _past(due: str | None, as_of: str) -> bool:
    end, day = last_day(due), first_day(as_of)
    return end is not None and day is not None and end < day


def ruled(promise: Promise, ruling: Ruling | None) -> Promise:
    """The promise with a person's ruling, or without one; the proposed status stays beside it."""
    return dataclasses.replace(promise, ruling=ruling)


def standing(promise: Promise) -> str:
    """The status that counts: a person's ruling where there is one, else the proposed one."""
    return promise.ruling.status if promise.ruling else promise.status
