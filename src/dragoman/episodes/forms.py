"""The forms of happening, and the tables that say which reports can tell one: read from data/episodes on first use, once.

A form is what a happening is whatever the words that tell it: "trip" and "visit" are a visit, "will travel to" announces one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from dragoman import gazetteers, ontology
from dragoman.errors import StopRun
from dragoman.records import Event

CASES = ("lag", "ahead", "lead", "told", "announced", "plans")
OUTING = "outing"
"""The form of a visit that guest and host pay together."""
REASONS = ("parties", "act", "time", "place", "people", "words")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of happening. `lasts`: days by which two reports of one may lie apart before time speaks against it; the other
    fields are those of forms.csv."""

    name: str
    block: str
    mutual: bool
    lasts: int
    content: bool
    within: bool
    hosts: bool
    local: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each of REASONS weighs, beside a base, for the log-odds that two reports tell one happening."""

    base: float
    reasons: tuple[float, ...]


def _rows(name: str, fields: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """The rows of data/episodes/`name`, each with the words that begin a complaint about it."""
    file = resources.files("dragoman") / "data" / "episodes" / name
    return [(f"episodes/{name}, line {n}", cells) for n, cells in gazetteers.read_table(file, fields)]


def _number(text: str, where: str, low: float = -1.0, high: float = 1.0) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise StopRun(f"{where}: {text!r} is no number from {low:g} to {high:g}")
    return value


def _yes(text: str, yes: str, no: str, where: str) -> bool:
    if text not in (yes, no):
        raise StopRun(f"{where}: {text!r} is neither {yes} nor {no}")
    return text == yes


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """The forms by name. Raises StopRun, as all of this module do, where a table has a typo."""
    found: dict[str, Form] = {}
    for where, row in _rows("forms.csv", ("form", "block", "sides", "lasts", "content", "within", "hosts", "local")):
        if not row["form"] or not row["block"] or row["form"] in found:
            raise StopRun(f"{where}: a form without a name or a block, or that stands twice")
        found[row["form"]] = Form(
            row["form"], row["block"], _yes(row["sides"], "mutual", "directed", where),
            int(_number(row["lasts"], where, 0, 60)), _yes(row["content"], "yes", "no", where),
            _yes(row["within"], "yes", "no", where), _yes(row["hosts"], "yes", "no", where),
            _yes(row["local"], "yes", "no", where),
        )  # fmt: skip
    if OUTING not in found:
        raise StopRun(f"episodes/forms.csv: the form {OUTING} is missing")
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _acts() -> Mapping[str, tuple[tuple[str, re.Pattern[str] | None, Form, bool], ...]]:
    """By type: mode ("" any, "-" none), words, form, and whether the act is still to come; in the order of the file."""
    found: dict[str, list[tuple[str, re.Pattern[str] | None, Form, bool]]] = {name: [] for name in ontology.types()}
    for where, row in _rows("acts.csv", ("type", "mode", "words", "form", "told")):
        if row["type"] not in found or row["form"] not in forms():
            raise StopRun(f"{where}: unknown type {row['type']!r} or form {row['form']!r}")
        if row["mode"] not in ("", "-", *ontology.type_(row["type"]).modes):
            raise StopRun(f"{where}: {row['type']} has no mode {row['mode']!r}")
        if row["words"] != row["words"].lower():
            raise StopRun(f"{where}: words must be in lower case")
        parts = [re.escape(word).replace(r"\*", r"\w*") for word in row["words"].split("|")]
        words = re.compile(rf"\b(?:{'|'.join(parts)})\b") if row["words"] else None
        found[row["type"]].append((row["mode"], words, forms()[row["form"]], _yes(row["told"], "before", "", where)))
    for name, lines in found.items():
        if not lines or lines[-1][0] or lines[-1][1]:
            raise StopRun(f"episodes/acts.csv: the last line of {name} must fit any mode and any words")
    return MappingProxyType({name: tuple(lines) for name, lines in found.items()})


def form_of(event: Event) -> tuple[Form, bool]:
    """The form of happening that an event tells, and whether it is told before it took place.

    Raises KeyError where the event's type is none of PLOVER's.
    """
    quote = event.quote.lower()
    for mode, words, form, before in _acts()[event.type]:
        if mode in ("", event.mode or "-") and (words is None or words.search(quote)):
            if form.hosts and _go_together(event):
                form = forms()[OUTING]
            return form, before or event.status in ("planned", "hypothetical")
    raise AssertionError("the last line of each type fits")


def _go_together(event: Event) -> bool:
    """Whether several states go, to none of theirs: "Putin and Xi toured an exhibition" is an outing of a visit."""
    going = {party.code for party in event.actor if len(party.code) == 3}
    return len(going) > 1 and not any(len(party.code) == 3 for party in event.recipient)


@lru_cache(maxsize=1)
def alike() -> Mapping[tuple[str, str], float]:
    """How well two forms tell one happening, -1 to 1, either way round; a pair that is missing never does."""
    found: dict[tuple[str, str], float] = {}
    for where, row in _rows("alike.csv", ("form", "other", "value")):
        a, b = row["form"], row["other"]
        if a not in forms() or b not in forms() or (a, b) in found:
            raise StopRun(f"{where}: an unknown form, or a pair that stands twice")
        if forms()[a].block != forms()[b].block:
            raise StopRun(f"{where}: {a} and {b} are of different blocks and would never meet")
        found[a, b] = found[b, a] = _number(row["value"], where)
    return MappingProxyType({(name, name): 1.0 for name in forms()} | found)


@lru_cache(maxsize=1)
def nearness() -> Mapping[str, tuple[tuple[int, float], ...]]:
    """By case (CASES): up to how many days, and what that tells, nearest first."""
    found: dict[str, list[tuple[int, float]]] = {case: [] for case in CASES}
    for where, row in _rows("nearness.csv", ("case", "days", "value")):
        if row["case"] not in found:
            raise StopRun(f"{where}: case {row['case']!r} is none of {', '.join(CASES)}")
        days = int(_number(row["days"], where, 0, 366))
        steps = found[row["case"]]
        if steps and steps[-1][0] >= days:
            raise StopRun(f"{where}: the days of a case must grow from line to line")
        steps.append((days, _number(row["value"], where)))
    if not all(found.values()):
        raise StopRun("episodes/nearness.csv: a case is missing")
    return MappingProxyType({case: tuple(steps) for case, steps in found.items()})


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Words that tell nothing of what an act is about."""
    return frozenset(word for _, row in _rows("plain_words.csv", ("words",)) for word in row["words"].split())


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the reasons."""
    found: dict[str, float] = {}
    for where, row in _rows("weights.csv", ("reason", "weight")):
        if row["reason"] not in ("base", *REASONS) or row["reason"] in found:
            raise StopRun(f"{where}: reason {row['reason']!r} is unknown or stands twice")
        found[row["reason"]] = _number(row["weight"], where, -20, 20)
    if len(found) != len(REASONS) + 1:
        raise StopRun(f"episodes/weights.csv: needs base, {', '.join(REASONS)}")
    return Weights(found["base"], tuple(found[name] for name in REASONS))
