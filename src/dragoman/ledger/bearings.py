"""What was done about a promise: the acts and instruments that act upon it or contradict it.

Reads:  reports of one promise, and reports of events and instruments.
Writes: for each report that bears on the promise a `Bearing`: which step, how strong, why.
Example: "Japan delivered the first of ten patrol vessels" (COOPERATE by JPN to PHL) acts upon "Japan will provide ten patrol
vessels to the Philippine Coast Guard": the undertaker acts towards the receiver, and ship and patrol are shared.

It errs on the side of silence: that two states worked together in the same sector is no evidence; words of the subject
must be shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.ledger.comparing import codes, commitment, profile, ranked, sector_likeness, side, telling, top
from dragoman.ledger.days import after, first_day, within
from dragoman.ledger.rules import ACTED, CONTRADICTED, Rule, rules
from dragoman.ledger.subjects import Subject, contrary, joined, of_entry, of_text
from dragoman.ledger.vocabulary import thresholds
from dragoman.records import Event, Instrument, Party, Report

_WORD = re.compile(r"[\w-]+")
_SAME = 0.9  # likeness of sectors from which they are the same or one within the other
People = Mapping[str, frozenset[str]]
_FIRST = 2  # words of an action among which its verb stands


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a report is to a promise. `weight` is that of the shared words; `day` when it happened, as precise as known."""

    step: str
    report: Report
    weight: float
    strong: bool
    day: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise as evidence is held against it: sides that undertake and receive, sectors, subject, first words of its
    actions, all its words, the day when it was made, when it is due, in which documents it is told, with where, and the
    people named."""

    by: frozenset[str]
    to: frozenset[str]
    sectors: frozenset[str]
    subject: Subject
    verbs: frozenset[str]
    words: frozenset[str]
    modalities: frozenset[str]
    made: str | None
    due: tuple[str, ...]
    told: Mapping[int, tuple[tuple[int, int], ...]]
    people: People

    @property
    def states(self) -> frozenset[str]:
        """The states on either side."""
        return frozenset(code for code in self.by | self.to if len(code) == 3)


def pledge(reports: Sequence[Report], made: str | None) -> Pledge:
    """The promise that some reports of commitments tell; `made` is the day (ISO 8601) of the first."""
    subject = of_entry(reports[0].entry)
    told: dict[int, tuple[tuple[int, int], ...]] = {}
    by: set[str] = set()
    to: set[str] = set()
    sectors: set[str] = set()
    words: list[list[str]] = []
    for report in reports:
        one, own = profile(report), commitment(report)
        subject = joined(subject, one.subject)
        by |= {side(code) for code in one.by}
        to |= {side(code) for code in one.to}
        sectors |= one.sectors
        words.append(_WORD.findall(own.action.lower()))
        told[report.source.key] = (*told.get(report.source.key, ()), (own.start, own.end))
    return Pledge(
        by=frozenset(by),
        to=frozenset(to - by),
        sectors=telling(sectors),
        subject=subject,
        verbs=frozenset(word for some in words for word in some[:_FIRST]),
        words=frozenset(word for some in words for word in some),
        modalities=frozenset(commitment(report).modality for report in reports),
        made=made,
        due=tuple(sorted({due for report in reports if (due := commitment(report).due)})),
        told=MappingProxyType(told),
        people=MappingProxyType(_people(party for r in reports for party in (*commitment(r).by, *commitment(r).to))),
    )


@dataclass(frozen=True, slots=True)
class Act:
    """A report of an event or instrument as it is held against promises: the sides that act, all sides that it touches
    (states named in its words included), the subject of its quote, that of its sentence too, sectors, day, the rules
    that fit it, and the people named."""

    report: Report
    acting: frozenset[str]
    touched: frozenset[str]
    own: Subject
    whole: Subject
    sectors: frozenset[str]
    day: str | None
    rules: tuple[Rule, ...]
    people: People


def act_of(report: Report, sentence: str | None = None) -> Act | None:
    """The act that a report tells, None where no rule makes anything of it. `sentence` is its whole sentence where known:
    a quote is often its barest words ("Japan and the Philippines exchanged notes")."""
    entry = report.entry
    if not isinstance(entry, Event | Instrument):
        return None
    if isinstance(entry, Instrument) and entry.date is None and entry.status == "signed":
        return None  # the mere mention of a signed paper may be that of an old one
    if isinstance(entry, Event) and entry.confidence < thresholds()["sure"] and not report.reviewed:
        return None  # most likely misread
    fitting = tuple(rule for rule in rules() if rule.fits(entry))
    if not fitting:
        return None
    parties, others = (entry.actor, entry.recipient) if isinstance(entry, Event) else (entry.parties, ())
    acting = frozenset(map(side, codes(parties)))
    own = of_entry(entry)
    return Act(
        report=report,
        acting=acting,
        touched=acting | frozenset(map(side, codes(others))) | own.states,
        own=own,
        whole=joined(own, of_text(sentence), thresholds()["sentence_word"]) if sentence else own,
        sectors=telling(entry.sectors) if isinstance(entry, Event) else frozenset(),
        day=entry.date or report.source.published,
        rules=fitting,
        people=MappingProxyType(_people((*parties, *others))),
    )


def bearing(promise: Pledge, act: Act) -> Bearing | None:
    """What an act is to a promise; None where it is nothing."""
    entry = act.report.entry
    published = act.report.source.published
    if promise.made and not (after(act.day, promise.made) and not after(promise.made, published)):
        return None  # it happened before the promise was made, or was told before
    if any(entry.start < end and start < entry.end for start, end in promise.told.get(act.report.source.key, ())):
        return None  # the words of the promise itself
    for rule in act.rules:
        if _asked(promise, rule) and _parties(promise, rule, act):
            return (_by_subject if rule.match == "subject" else _by_parties)(promise, rule, act)
    return None


def _asked(promise: Pledge, rule: Rule) -> bool:
    """Whether the promise is of a kind with which the rule has to do."""
    if rule.modalities and not rule.modalities & promise.modalities:
        return False
    own = promise.verbs if rule.first else promise.words
    return not rule.promise or not own.isdisjoint(rule.promise)


def _parties(promise: Pledge, rule: Rule, act: Act) -> bool:
    """Whether those act whom the rule wants, and the other party of the promise is touched."""
    if rule.role == "receiver":
        return bool(act.acting & promise.to) and bool(act.touched & promise.by)
    if rule.role == "any":
        # All who are to meet: two of three are another meeting, and so is that of other ministers.
        all_there = len(promise.states) > 1 and promise.states <= act.touched and _same_people(promise.people, act.people)
        return all_there and (bool(promise.to) or rule.match == "day")
    if not act.acting & promise.by:
        return False
    if rule.match == "parties" and rule.step == CONTRADICTED:  # who fight side by side break no truce of theirs
        return bool((act.touched - act.acting) & (promise.by | promise.to))
    if promise.to:
        return bool(act.touched & promise.to)
    return len(promise.by) == 1 or len(act.touched & promise.by) > 1


def _same_people(mine: People, others: People) -> bool:
    """Whether somebody named in a promise is named in the act, and nobody else in place of another."""
    both = mine.keys() & others.keys()
    return not mine or (bool(both) and all(mine[code] & others[code] for code in both))


def _people(parties: Iterable[Party]) -> dict[str, frozenset[str]]:
    """The words of the names of office-holders, by the code of those for whom they act."""
    found: dict[str, frozenset[str]] = {}
    for party in parties:
        words = frozenset(_WORD.findall(party.name.lower())) - frozenset(_WORD.findall((party.role or "").lower()))
        if party.role and words:
            found[party.code] = found.get(party.code, frozenset()) | words
    return found


def _by_parties(promise: Pledge, rule: Rule, act: Act) -> Bearing | None:
    limit = int(thresholds()["meeting_days"])
    begins = first_day(act.day)
    if begins is None or len(act.day or "") < len("2023-03-21") or not after(begins.isoformat(), promise.made):
        return None  # "in 2018" may have been before
    if rule.match == "day" and not promise.due:
        return None
    if act.report.entry.confidence < thresholds()["sure_alone"] and not act.report.reviewed:
        return None
    meant = [within(act.day, due) for due in promise.due] or [within(act.day, promise.made, limit)]
    if rule.step == ACTED and not any(meant):
        return None
    return Bearing(rule.step, act.report, 0.0, True, act.day, f"{_named(promise, act)}; the same parties, in time")


def _by_subject(promise: Pledge, rule: Rule, act: Act) -> Bearing | None:
    known = thresholds()
    subject = act.whole
    shared = {w: min(v, promise.subject.words[w]) for w, v in subject.words.items() if w in promise.subject.words}
    weight = sum(shared.values())
    alike, _ = sector_likeness(promise.sectors, act.sectors)
    both_known = bool(act.sectors and promise.sectors)
    same_sector = both_known and alike >= _SAME
    narrow = same_sector and any("." in sector for sector in promise.sectors & act.sectors)
    least = known["narrow"] if narrow else known["fair"] if same_sector else known["strong"]
    if both_known and not alike:
        least *= known["other_kind"]
    if not promise.to and len(promise.by) < 2:
        least *= known["nobody_named"]
    if not rule.act and sum(value for word, value in shared.items() if word in act.own.words) < known["own_words"]:
        return None
    if weight < least or _exceeds(subject, promise.subject) or contrary(subject, promise.subject):
        return None
    where = f" in {', '.join(sorted(_kin(promise.sectors, act.sectors)))}" if same_sector else ""
    strong = weight >= known["strong"] and (same_sector or not both_known)
    why = f"{_named(promise, act, where)}; shares {', '.join(ranked(shared))} ({'strong' if strong else 'fair'})"
    return Bearing(rule.step, act.report, weight, strong, act.day, why)


def _kin(mine: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    return frozenset(o for o in others if any(o == m or o == top(m) or m == top(o) for m in mine))


def _named(promise: Pledge, act: Act, where: str = "") -> str:
    """"AID in energy.gas by RUS to CHN"."""
    entry, acting = act.report.entry, ", ".join(sorted(act.acting)) or "nobody named"
    if isinstance(entry, Instrument):
        return f"{entry.kind} {entry.status}{where} by {acting}"
    assert isinstance(entry, Event)
    mode = f"/{entry.mode}" if entry.mode else ""
    denied = "denied " if entry.status == "denied" else ""
    rest = act.touched & (promise.by | promise.to) - act.acting
    to = f" to {', '.join(sorted(rest))}" if rest else ""
    return f"{denied}{entry.type}{mode}{where} by {acting}{to}"


def _exceeds(act: Subject, promise: Subject) -> bool:
    """The act names an amount of a unit of the promise, greater than any promised: it is about something else. A smaller one
    may be a part of it."""
    for unit in {u for u, _ in act.amounts} & {u for u, _ in promise.amounts}:
        if min(v for u, v in act.amounts if u == unit) > max(v for u, v in promise.amounts if u == unit):
            return True
    return False
