"""Who there is: states and their names, offices and their holders, organisations, groups, companies, nouns that act.

Reads the CSV files of data/gazetteers (sources and licences: README.md there) into tuples of typed rows, on first use
and once. A wrong value stops the run with the file and the line. Dates are ISO 8601, as precise as known: "2014-07-10",
"2014-07" or "2014".

    >>> [form.text for form in state_names() if form.code == "TUR" and form.kind == "capital"]
    ['Ankara']
"""
from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple, NoReturn, TypeVar

from dragoman.errors import StopRun

SECTORS = frozenset({
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "MNC",
    "NGO", "NSA", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
})
"""PLOVER's sector codes, with IGO, NGO, NSA and MNC for bodies that are no part of a state."""

NAME_KINDS = frozenset({
    "name", "official", "short", "former", "adjective", "national", "capital", "metonym", "side",
})
OFFICES = frozenset({
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister", "vice",
    "ambassador", "opposition",
})
"""Offices with a name of their own; any other is "other:" and its words ("other:national security adviser")."""

AGENT_KINDS = frozenset({"person", "people", "body", "side", "thing"})

_CODE = re.compile(r"[A-Z]{3}|(?:IGO|NSA|COM):\S.*")
_STATE = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")

Cells = dict[str, str]
Row = TypeVar("Row")


class State(NamedTuple):
    """A state or territory, past or present. `successor`: the code that now stands in its place, where one does."""

    code: str
    name: str
    iso2: str | None
    cow: str | None
    begin: str | None
    end: str | None
    region: str | None
    successor: str | None


class StateName(NamedTuple):
    """One form that means a state; `kind` is one of NAME_KINDS, `sector` stands where the form means a part of it."""

    code: str
    text: str
    kind: str
    sector: str | None
    begin: str | None
    end: str | None


class Office(NamedTuple):
    """A title as texts write it, in lower case. `scope`: to whom alone it belongs; empty where any state has it."""

    phrase: str
    office: str
    sector: str
    scope: tuple[str, ...]


class Officeholder(NamedTuple):
    """One spell of a person in an office of `state` (a state's code, or an organisation's such as "IGO:UN")."""

    state: str
    office: str
    person: str
    aliases: tuple[str, ...]
    begin: str | None
    end: str | None


class Organisation(NamedTuple):
    """An organisation of states; its organs, agencies and missions are among the aliases."""

    code: str
    name: str
    aliases: tuple[str, ...]
    begin: str | None
    end: str | None


class Group(NamedTuple):
    """A group that is no state's: armed groups, movements, parties, large NGOs, sub-state governments."""

    code: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    state: str | None
    begin: str | None
    end: str | None


class Company(NamedTuple):
    """A company or fund and the state where it sits."""

    code: str
    name: str
    aliases: tuple[str, ...]
    state: str | None


class Agent(NamedTuple):
    """A common noun that acts (a lemma, lower case). `kind`: person, people, body, side, or thing ("warship")."""

    noun: str
    sector: str
    kind: str


def holds(begin: str | None, end: str | None, day: str | None) -> bool:
    """Whether [begin, end] may include `day`: ISO dates as precise as known; None is open, or unknown for `day`.

    >>> holds("2014-07-10", "2019", "2019-05"), holds("2014-07-10", None, "2014-07")
    (True, True)
    >>> holds("2014-07-10", None, "2014-07-09")
    False
    """
    if day is None:
        return True
    # A shorter date is a prefix of the days it covers, so a comparison at the shorter length keeps what is possible.
    if begin is not None and day[: len(begin)] < begin[: len(day)]:
        return False
    return end is None or day[: len(end)] <= end[: len(day)]


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """All states and territories, by code. Raises StopRun on a broken file, as all functions here do."""

    def check(row: Cells) -> State:
        return State(_code(row, "code"), _text(row, "name"), row["iso2"] or None, row["cow"] or None, *_dates(row),
                     row["region"] or None, _code(row, "successor") if row["successor"] else None)

    return _read("states.csv", State, check)


@lru_cache(maxsize=1)
def state_names() -> tuple[StateName, ...]:
    """All forms that mean a state, each with its kind; a form may mean several states ("Congolese")."""
    known = {state.code for state in states()}

    def check(row: Cells) -> StateName:
        if row["code"] not in known:
            _refuse(f"state {row['code']!r} does not stand in states.csv")
        return StateName(row["code"], _text(row, "text"), _one_of(row, "kind", NAME_KINDS),
                         _one_of(row, "sector", SECTORS) if row["sector"] else None, *_dates(row))

    return _read("state_names.csv", StateName, check)


@lru_cache(maxsize=1)
def offices() -> tuple[Office, ...]:
    """Titles and the offices they mean."""

    def check(row: Cells) -> Office:
        scope = tuple(filter(None, row["scope"].split("|")))
        for code in scope:
            if not _CODE.fullmatch(code):
                _refuse(f"scope {code!r} is no code of a state or organisation")
        return Office(_lower(row, "phrase"), _office(row), _one_of(row, "sector", SECTORS), scope)

    return _read("offices.csv", Office, check)


@lru_cache(maxsize=1)
def officeholders() -> tuple[Officeholder, ...]:
    """Spells of persons in offices, by state, office and begin."""
    known = {row.code for table in (states(), organisations(), groups()) for row in table}

    def check(row: Cells) -> Officeholder:
        if row["state"] not in known:
            _refuse(f"state {row['state']!r} stands in no gazetteer")
        return Officeholder(row["state"], _office(row), _text(row, "person"), _aliases(row), *_dates(row))

    return _read("officeholders.csv", Officeholder, check)


@lru_cache(maxsize=1)
def organisations() -> tuple[Organisation, ...]:
    """Organisations of states, code IGO: and the usual acronym."""

    def check(row: Cells) -> Organisation:
        return Organisation(_prefixed(row, "IGO:"), _text(row, "name"), _aliases(row), *_dates(row))

    return _read("organisations.csv", Organisation, check)


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Groups, code NSA: and the usual name (the PLO and Fatah act for Palestine and carry its code)."""

    def check(row: Cells) -> Group:
        code = row["code"] if _STATE.fullmatch(row["code"]) else _prefixed(row, "NSA:")
        return Group(code, _text(row, "name"), _aliases(row), _one_of(row, "sector", SECTORS),
                     _code(row, "state") if row["state"] else None, *_dates(row))

    return _read("groups.csv", Group, check)


@lru_cache(maxsize=1)
def companies() -> tuple[Company, ...]:
    """Companies and funds, code COM: and the usual name."""

    def check(row: Cells) -> Company:
        return Company(_prefixed(row, "COM:"), _text(row, "name"), _aliases(row),
                       _code(row, "state") if row["state"] else None)

    return _read("companies.csv", Company, check)


@lru_cache(maxsize=1)
def agents() -> tuple[Agent, ...]:
    """Common nouns that act, with the sector they stand for."""

    def check(row: Cells) -> Agent:
        return Agent(_lower(row, "noun"), _one_of(row, "sector", SECTORS), _one_of(row, "kind", AGENT_KINDS))

    return _read("agents.csv", Agent, check)


def read_table(file: Traversable, fields: tuple[str, ...]) -> Iterator[tuple[int, Cells]]:
    """Line number and cells of each row of a CSV file, whose header must be `fields`; # begins a comment.

    Cells come without outer blanks. Raises StopRun with file and line where the header or a row's length is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StopRun(f"{file.name}: cannot be read ({error})") from error
    expected = ",".join(fields)
    headed = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if not headed:
            if line != expected:
                raise StopRun(f"{file.name}, line {number}: the header must be {expected}")
            headed = True
            continue
        cells = next(csv.reader([line])) if '"' in line else line.split(",")
        if len(cells) != len(fields):
            raise StopRun(f"{file.name}, line {number}: {len(cells)} cells where {len(fields)} belong ({expected})")
        yield number, dict(zip(fields, map(str.strip, cells), strict=True))
    if not headed:
        raise StopRun(f"{file.name}: has no header {expected}")


def _folder() -> Traversable:
    """Where the gazetteers lie; tests put a folder of their own here."""
    return resources.files("dragoman") / "data" / "gazetteers"


def _read(name: str, kind: Any, check: Callable[[Cells], Row]) -> tuple[Row, ...]:
    """Rows of the file `name`, each checked. A row that stands twice is refused: one of the two was meant otherwise."""
    seen: dict[Row, int] = {}
    for number, cells in read_table(_folder() / name, kind._fields):
        try:
            row = check(cells)
        except ValueError as error:
            raise StopRun(f"{name}, line {number}: {error}") from error
        if row in seen:
            raise StopRun(f"{name}, line {number}: the same row stands in line {seen[row]}")
        seen[row] = number
    return tuple(seen)


def _refuse(message: str) -> NoReturn:
    raise ValueError(message)


def _text(row: Cells, field: str) -> str:
    return row[field] or _refuse(f"{field} is empty")


def _lower(row: Cells, field: str) -> str:
    text = _text(row, field)
    return text if text == text.lower() else _refuse(f"{field} {text!r} is not in lower case")


def _one_of(row: Cells, field: str, allowed: frozenset[str]) -> str:
    value = row[field]
    return value if value in allowed else _refuse(f"{field} {value!r} is none of {', '.join(sorted(allowed))}")


def _code(row: Cells, field: str) -> str:
    code = row[field]
    return code if _STATE.fullmatch(code) else _refuse(f"{field} {code!r} is not three capitals")


def _prefixed(row: Cells, prefix: str) -> str:
    code = row["code"]
    right = code.startswith(prefix) and _CODE.fullmatch(code)
    return code if right else _refuse(f"code {code!r} is not {prefix} and a name")


def _office(row: Cells) -> str:
    office = row["office"]
    if office in OFFICES or (office.startswith("other:") and len(office) > len("other:")):
        return office
    _refuse(f"office {office!r} is none of {', '.join(sorted(OFFICES))}, other:...")


def _aliases(row: Cells) -> tuple[str, ...]:
    if not row["aliases"]:
        return ()
    parts = tuple(row["aliases"].split("|"))
    if len(set(parts)) != len(parts) or not all(part and part == part.strip() for part in parts):
        _refuse(f"aliases {row['aliases']!r} hold an empty one, a blank at an edge or one twice")
    return parts


def _dates(row: Cells) -> tuple[str | None, str | None]:
    begin, end = row["begin"], row["end"]
    for date in (begin, end):
        if date and not _DATE.fullmatch(date):
            _refuse(f"date {date!r} is not ISO 8601 (2014, 2014-07 or 2014-07-10)")
    if begin and end and begin[: len(end)] > end[: len(begin)]:
        _refuse(f"begins {begin} after it ends {end}")
    return begin or None, end or None
