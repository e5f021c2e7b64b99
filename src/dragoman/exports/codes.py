"""How others code what we code: states, sectors, organisations and acts in CAMEO, ICEWS, GDELT and PLOVER.

Reads the tables of data/exports on first use, once; a typo stops the run with file and line.

    >>> actor_code(Party("IGO:UN", "United Nations", None, "IGO", 0, 2))
    'IGOUNO'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from dragoman import gazetteers, ontology
from dragoman.errors import StopRun
from dragoman.records import Event, Party


class State(NamedTuple):
    """A state in the codes of others. `fips` is None where none is known; `icews` is ICEWS's name for it."""

    code: str
    fips: str | None
    cameo: str
    icews: str
    plover: str


class Sector(NamedTuple):
    """A sector of parties in the codes of others, None where they have none for it."""

    code: str
    cameo: str | None
    icews: str | None
    plover: str | None


class Group(NamedTuple):
    """An organisation with a code of its own."""

    code: str
    cameo: str
    plover: str | None


class Act(NamedTuple):
    """A CAMEO code: ICEWS's name, Goldstein weight (-10 to 10), and the PLOVER type and mode it becomes, if any."""

    code: str
    name: str
    goldstein: float
    type: str | None
    mode: str | None


@lru_cache(maxsize=1)
def states() -> Mapping[str, State]:
    """Each state and territory by its ISO 3166-1 alpha-3 code."""
    known = {state.code: state for state in gazetteers.states()}
    told = {}
    for cells in _rows("countries.csv", ("code", "fips", "cameo", "icews", "plover"), lambda c: c["code"] in known):
        told[cells["code"]] = cells
    made = {}
    for code, state in known.items():
        cells = told.get(code, {})
        made[code] = State(code, cells.get("fips") or None, cells.get("cameo") or code, cells.get("icews") or state.name,
                           cells.get("plover") or code)
    return made


@lru_cache(maxsize=1)
def sectors() -> Mapping[str, Sector]:
    """Each of our sectors of parties by its code."""
    fields = ("code", "cameo", "icews", "plover")
    found = _rows("sectors.csv", fields, lambda cells: cells["code"] in gazetteers.SECTORS)
    return {c["code"]: Sector(c["code"], c["cameo"] or None, c["icews"] or None, c["plover"] or None) for c in found}


@lru_cache(maxsize=1)
def groups() -> Mapping[str, Group]:
    """Organisations with a code of their own, by our code."""
    found = _rows("groups.csv", ("code", "cameo", "plover"), lambda c: ":" in c["code"] and len(c["cameo"]) == 3)
    return {c["code"]: Group(c["code"], c["cameo"], c["plover"] or None) for c in found}


@lru_cache(maxsize=1)
def acts() -> Mapping[str, Act]:
    """All CAMEO codes, from "01" to "2042"."""

    def right(cells: dict[str, str]) -> bool:
        kind, mode = cells["type"], cells["mode"]
        known = not kind or (kind in ontology.types() and (not mode or mode in ontology.types()[kind].modes))
        return known and cells["code"].isdigit() and abs(float(cells["goldstein"])) <= 10

    return {
        c["code"]: Act(c["code"], c["name"], float(c["goldstein"]), c["type"] or None, c["mode"] or None)
        for c in _rows("cameo.csv", ("code", "name", "goldstein", "type", "mode"), right)
    }


def act(event: Event) -> Act:
    """The CAMEO code of an event: its own, that of its type and mode, or the root of a code that CAMEO does not list."""
    code = event.cameo or ontology.cameo(event.type, event.mode) or ontology.type_(event.type).cameo
    while code not in acts() and len(code) > 2:
        code = code[:-1]
    return acts().get(code) or acts()[ontology.type_(event.type).cameo]


def quad(kind: str) -> int:
    """1 to 4: verbal cooperation, material cooperation, verbal conflict, material conflict."""
    return ontology.QUADS.index(ontology.type_(kind).quad) + 1


def state_of(party: Party | None) -> str | None:
    """ISO 3166-1 alpha-3 code of a state, or of the state where a group or company is at home; None for others."""
    if party is None:
        return None
    if len(party.code) == 3:
        return party.code if party.code in states() else None
    return _homes().get(party.code)


def group_code(party: Party | None) -> str | None:
    """CAMEO's three letters for an organisation (GDELT's KnownGroupCode), if it has any."""
    known = groups().get(party.code) if party else None
    return known.cameo if known else None


def role_code(party: Party | None) -> str | None:
    """CAMEO's role of a party: GOV, MIL, MED (media) ..."""
    known = sectors().get(party.sector or "") if party else None
    return known.cameo if known else None


def actor_code(party: Party | None) -> str:
    """The whole CAMEO code of a party: "CHNGOV", "IGOUNO", "MNCRUSBUS"; empty where nothing is known of it."""
    if party is None:
        return ""
    prefix = party.code.partition(":")[0]
    first = {"IGO": "IGO", "COM": "MNC"}.get(prefix, "") if ":" in party.code else ""
    state = state_of(party)
    parts = [first, states()[state].cameo if state else "", group_code(party) or "", role_code(party) or ""]
    return "".join(part for place, part in enumerate(parts) if part and part not in parts[:place])


def plover_code(party: Party) -> str | None:
    """PLOVER's three letters at the top of an entity: a state, UNO, EUR, IGO, NGO, ISM, IMG or MNC; None for a person."""
    if len(party.code) == 3:
        return states()[party.code].plover if party.code in states() else party.code
    known = groups().get(party.code)
    if known and known.plover:
        return known.plover
    prefix = party.code.partition(":")[0]
    if prefix == "NSA":
        return {"NGO": "NGO", "SOC": "ISM"}.get(party.sector or "") or (_homes().get(party.code) or "IMG")
    return {"IGO": "IGO", "COM": "MNC"}.get(prefix)


@lru_cache(maxsize=1)
def states_by_name() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 code by the name (lower case) in ICEWS and in our own list, and by the CAMEO, PLOVER or ISO code."""
    found: dict[str, str] = {}
    for form in gazetteers.state_names():
        if form.kind in ("name", "official", "short"):
            found.setdefault(form.text.lower(), form.code)
    for state in gazetteers.states():
        found[state.name.lower()] = state.code
    for state_ in states().values():
        for name in (state_.icews.lower(), state_.cameo.lower(), state_.plover.lower(), state_.code.lower()):
            found[name] = state_.code
    return found


@lru_cache(maxsize=1)
def _homes() -> Mapping[str, str]:
    listed: list[gazetteers.Company | gazetteers.Group] = [*gazetteers.companies(), *gazetteers.groups()]
    return {row.code: row.state for row in listed if row.state and row.state in states()}


@lru_cache(maxsize=1)
def codes_by_name() -> Mapping[str, str]:
    """Our code of an organisation, group or company by its name, an alias or its code without the prefix, in lower case."""
    found: dict[str, str] = {}
    listed: list[gazetteers.Organisation | gazetteers.Group | gazetteers.Company] = []
    listed += [*gazetteers.organisations(), *gazetteers.groups(), *gazetteers.companies()]
    for row in listed:
        for name in (row.name, *row.aliases, row.code.partition(":")[2]):
            found.setdefault(name.lower(), row.code)
    return found


def _folder() -> Traversable:
    """Where the tables lie; tests put a folder of their own here."""
    return resources.files("dragoman") / "data" / "exports"


def _rows(
    name: str, fields: tuple[str, ...], right: Callable[[dict[str, str]], bool]
) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for number, cells in gazetteers.read_table(_folder() / name, fields):
        try:
            fits = right(cells) and cells["code"] not in seen
        except ValueError:
            fits = False
        if not fits:
            raise StopRun(f"exports/{name}, line {number}: a code that is unknown or stands twice, or a value that does not fit")
        seen.add(cells["code"])
        yield cells
