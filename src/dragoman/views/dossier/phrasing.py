"""Sentences made of what a record holds, and of nothing else: names, codes, dates, and the phrases of data/dossier.

Reads:  records.Episode, Promise, Statement, Instrument.
Writes: one sentence, without its citations.
Example: "China and Russia held talks.", "Planned: Russia to pay a visit to China.", "Denied: that Iran gave aid to Russia."
"""
from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from dragoman import gazetteers, ontology
from dragoman.errors import StopRun
from dragoman.records import Commitment, Episode, Event, Instrument, Promise, Statement, Step
from dragoman.views import wording
from dragoman.views.dossier.selection import folder, lengths

KINDS = ("event", "modality", "stance", "step")
_OTHERS = ("other report", "other reports")
UNNAMED = "a party not named"


class Phrase(NamedTuple):
    """The words for a code: after who acts, after "to" or "may", and before whom it is done to."""

    past: str
    bare: str
    link: str


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, str, str], Phrase]:
    """Phrases by kind, name and mode. Raises StopRun where a line is wrong or a type has none."""
    found: dict[tuple[str, str, str], Phrase] = {}
    for line, row in gazetteers.read_table(folder() / "phrases.csv", ("kind", "name", "mode", *Phrase._fields)):
        kind, name, mode = row["kind"], row["name"], row["mode"]
        known = ontology.types().get(name) if kind == "event" else None
        wrong = (
            f"kind {kind!r} is none of {', '.join(KINDS)}" if kind not in KINDS
            else f"{name!r} is no type of the ontology" if kind == "event" and not known
            else f"{mode!r} is no mode of {name}" if mode and not (known and mode in known.modes)
            else f"{name} {mode} stands twice" if (kind, name, mode) in found
            else "past is empty" if not row["past"]
            else "bare is empty" if kind == "event" and not row["bare"]
            else ""
        )
        if wrong:
            raise StopRun(f"phrases.csv, line {line}: {wrong}")
        found[kind, name, mode] = Phrase(row["past"], row["bare"], row["link"])
    for name in ontology.types():
        if ("event", name, "") not in found:
            raise StopRun(f"phrases.csv: {name} has no phrase")
    return found


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    """Codes whose names take "the". Raises StopRun where a code stands in no gazetteer."""
    known = {row.code for table in (gazetteers.states(), gazetteers.organisations()) for row in table}
    found = set()
    for line, row in gazetteers.read_table(folder() / "articles.csv", ("code",)):
        if row["code"] not in known:
            raise StopRun(f"articles.csv, line {line}: {row['code']!r} is the code of no state or organisation")
        found.add(row["code"])
    return frozenset(found)


def phrase(kind: str, name: str, mode: str | None = None) -> Phrase:
    """The phrase of a code. One that is not in the table is shown as it stands: a record may be newer than the table."""
    table = _phrases()
    own = table.get((kind, name, mode or ""))
    if own:
        return own
    general = table.get((kind, name, "")) or Phrase(wording.one_line(name), wording.one_line(name), "towards")
    extra = f" ({wording.one_line(mode)})" if mode else ""
    return general._replace(past=general.past + extra, bare=general.bare + extra)


def name(code: str) -> str:
    """A name as it stands within a sentence: "the United States", "China"."""
    shown = wording.trimmed(wording.name_of(code), 80)
    return f"the {shown}" if code in _articles() else shown


def listed(codes: Iterable[str], unnamed: str = UNNAMED) -> str:
    """Names in a row: "China, Russia and Iran", cut after some with "3 more"; `unnamed` where there is none."""
    shown = list(dict.fromkeys(name(code) for code in codes if code.strip()))
    most = lengths().names
    if len(shown) > most + 1:
        shown = [*shown[:most], f"{len(shown) - most} more"]
    if not shown:
        return unnamed
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def episode(found: Episode, dyad: Sequence[str] = ()) -> str:
    """What happened, in one sentence; of many parties those of the dyad are named first."""
    return _sentence(_act(found, found.actor, found.recipient, dyad))


def _act(found: Episode | Event, actor: Sequence[str], recipient: Sequence[str], dyad: Sequence[str] = ()) -> str:
    words = phrase("event", found.type, found.mode)
    # On both sides means among each other: "China and Russia held talks", not "China and Russia with China and Russia".
    whom = [code for code in recipient if code not in actor]
    who = listed(sorted(actor, key=lambda code: code not in dyad))
    target = f" {words.link} {listed(whom)}".replace("  ", " ") if any(code.strip() for code in whom) else ""
    if found.type == "CONSULT" and found.mode == "visit" and not target and len(actor) > 1:
        target = " together"  # host and guest at an exhibition
    if found.status == "occurred":
        return f"{who} {words.past}{target}"
    if found.status == "planned":
        return f"planned: {who} to {words.bare}{target}"
    if found.status == "hypothetical":
        return f"possible: {who} may {words.bare}{target}"
    return f"{wording.one_line(found.status)}: that {who} {words.past}{target}"


def step(found: Step) -> str:
    """One step in the history of a promise: "Reaffirmed: Japan pledged to the Philippines; new: due 2018; 2 other reports." """
    entry = found.report.entry
    if isinstance(entry, Commitment):
        words = phrase("modality", entry.modality)
        by, to = (sorted(party.code for party in side) for side in (entry.by, entry.to))
        whom = [code for code in to if code.strip() and code not in by]
        said = f"{listed(by)} {words.past}{f' {words.link} {listed(whom)}' if whom else ''}"
    elif isinstance(entry, Event):
        said = _act(entry, *(sorted(party.code for party in side) for side in (entry.actor, entry.recipient)))
    elif isinstance(entry, Instrument):
        said = instrument(entry).rstrip(".")
    else:
        said = ""
    details = [part for part in wording.one_line(found.why).split("; ") if part.startswith("new: ") or part.endswith(_OTHERS)]
    tail = "".join(f"; {wording.trimmed(part, lengths().title)}" for part in details)
    return _sentence(f"{phrase('step', found.kind).past}: {said}{tail}")


def promise(found: Promise) -> str:
    """Who undertook what for whom: 'China pledged to Russia: “more gas”.'"""
    words = phrase("modality", found.modality)
    whom = [code for code in found.to if code not in found.by]
    target = f" {words.link} {listed(whom)}" if any(code.strip() for code in whom) else ""
    return _sentence(f"{listed(found.by)} {words.past}{target}: {quoted(found.action)}")


def statement(found: Statement, about: Sequence[str] | None = None) -> str:
    """Who spoke of whom, and how. `about` narrows the parties spoken of."""
    words = phrase("stance", found.stance)
    codes = about if about is not None else [party.code for party in found.about]
    target = f" {words.link} {listed(codes)}" if any(code.strip() for code in codes) else ""
    speaker = wording.trimmed(wording.one_line(found.speaker), 80) or UNNAMED
    state = name(found.state) if found.state and not found.state.startswith("PER:") else ""
    whose = f" ({state})" if state and state.removeprefix("the ").casefold() not in speaker.casefold() else ""
    return _sentence(f"{speaker}{whose} {words.past}{target}")


def instrument(found: Instrument) -> str:
    """What was signed or proposed, of whom: 'Joint statement of China and Russia, signed: “...”.'"""
    kind = wording.trimmed(wording.one_line(found.kind), 80)
    kind = "instrument" if kind in ("", "other") else kind
    of = listed((party.code for party in found.parties), "")
    title = quoted(found.title) if found.title.strip() and wording.one_line(found.title).casefold() != kind.casefold() else ""
    return _sentence(f"{kind}{f' of {of}' if of else ''}, {wording.one_line(found.status)}{f': {title}' if title else ''}")


def quoted(text: str) -> str:
    """Words of a record between quotation marks, on one line, of bounded length."""
    bare = wording.trimmed(wording.one_line(text), lengths().title).strip("“”\"'‘ ")
    return f"“{bare}”"


def when(first: str | None, last: str | None) -> str:
    """The interval as people read it; empty where there is none.

    >>> when("2023-03-20", "2023-03-22"), when("2023-01-01", "2023-12-31"), when("2023-02-01", "2023-02-28")
    ('20–22 Mar 2023', '2023', 'Feb 2023')
    """
    if not first and not last:
        return ""
    a, b = first or "", last or first or ""
    if a[:4] == b[:4] and a[4:] == "-01-01" and b[4:] == "-12-31":
        return wording.day(a[:4])  # known by the year only
    if a[:7] == b[:7] and a[7:] == "-01" and b[7:] in ("-28", "-29", "-30", "-31") and _is_month_end(b):
        return wording.day(a[:7])
    return wording.day(f"{a}/{b}" if b != a else a)


def _is_month_end(value: str) -> bool:
    try:
        return calendar.monthrange(int(value[:4]), int(value[5:7]))[1] == int(value[8:])
    except (ValueError, calendar.IllegalMonthError):
        return False


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) else ".")
