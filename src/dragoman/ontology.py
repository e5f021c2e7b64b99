"""The ontology: PLOVER's types, modes, contexts and scores, the nearest CAMEO codes, and the sectors that Dragoman tells apart.

Read from `data/ontology` on first use, once. The types, modes and scores are those of the PLOVER manual (2021 and later); the words
of definition and example are our own.
"""
from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from dragoman.errors import StopRun

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act was done. `score` is PLOVER's, from -10 (conflict) to 10 (cooperation)."""

    name: str
    definition: str
    score: float
    example: str


@dataclass(frozen=True, slots=True)
class Type:
    """What was done: one of PLOVER's sixteen, with its modes, quad class, score without a mode and CAMEO root code."""

    name: str
    definition: str
    quad: str
    cameo: str
    score: float
    example: str
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class Named:
    """A context, a sector of actors or a sector of policy: a name with its definition and, where there is one, an example."""

    name: str
    definition: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the codebook. `kind`: type, mode, context, actor sector, sector or cameo."""

    code: str
    kind: str
    definition: str
    example: str


def _load(name: str) -> Any:
    text = files("dragoman").joinpath("data", "ontology", name).read_text("utf-8")
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise StopRun(f"ontology/{name}: {' '.join(str(problem).split())}") from problem


@lru_cache(maxsize=1)
def types() -> Mapping[str, Type]:
    """The sixteen types by name, in the order of the manual. Raises StopRun where the file has a typo."""
    found: dict[str, Type] = {}
    for name, fields in _load("plover.yaml")["types"].items():
        try:
            modes = {mode: Mode(name=mode, **about) for mode, about in fields["modes"].items()}
            made = Type(name=name, **{**fields, "modes": MappingProxyType(modes)})
        except (TypeError, KeyError) as problem:
            raise StopRun(f"ontology/plover.yaml: {name}: {problem}") from problem
        scores = [made.score, *(mode.score for mode in modes.values())]
        if made.quad not in QUADS or not all(isinstance(score, int | float) and -10 <= score <= 10 for score in scores):
            raise StopRun(f"ontology/plover.yaml: {name}: unknown quad class or a score outside -10 to 10")
        found[name] = made
    return MappingProxyType(found)


def type_(name: str) -> Type:
    """The type of that name; KeyError where there is none."""
    return types()[name]


def score(kind: str, mode: str | None = None) -> float:
    """PLOVER's score of a type with a mode; that of the type where the mode is None or not the type's own."""
    found = types()[kind]
    return float(found.modes[mode].score if mode in found.modes else found.score)


@lru_cache(maxsize=1)
def _cameo() -> Mapping[tuple[str, str], str]:
    text = files("dragoman").joinpath("data", "ontology", "cameo.csv").read_text("utf-8")
    kept = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    found: dict[tuple[str, str], str] = {}
    for (number, _), row in zip(kept[1:], csv.DictReader(line for _, line in kept), strict=True):
        kind, mode, code = row["type"], row["mode"] or "", row["cameo"] or ""
        if kind not in types() or (mode and mode not in types()[kind].modes) or not code.isdigit() or (kind, mode) in found:
            raise StopRun(f"ontology/cameo.csv:{number}: unknown type or mode, a code that is no number, or a line repeated")
        found[kind, mode] = code
    return MappingProxyType(found)


def cameo(kind: str, mode: str | None = None) -> str | None:
    """The nearest CAMEO code of a type with a mode, that of the type where the mode has none of its own."""
    return _cameo().get((kind, mode or "")) or _cameo().get((kind, ""))


def _named(name: str) -> Mapping[str, Named]:
    try:
        return MappingProxyType({code: Named(code, **about) for code, about in _load(name).items()})
    except (AttributeError, TypeError) as problem:
        raise StopRun(f"ontology/{name}: {problem}") from problem


@lru_cache(maxsize=1)
def contexts() -> Mapping[str, Named]:
    """PLOVER's contexts by name."""
    return _named("contexts.yaml")


@lru_cache(maxsize=1)
def sectors() -> Mapping[str, Named]:
    """The sectors of undertakings and events by code ("energy.gas")."""
    return _named("sectors.yaml")


@lru_cache(maxsize=1)
def actor_sectors() -> Mapping[str, Named]:
    """The sectors of parties by code ("GOV")."""
    return _named("actor_sectors.yaml")


def entries() -> list[Entry]:
    """The whole codebook, a line each: types with their modes, contexts, sectors, sectors of parties, CAMEO codes."""
    found: list[Entry] = []
    for made in types().values():
        found.append(Entry(made.name, "type", made.definition, made.example))
        found += [Entry(f"{made.name}/{m.name}", "mode", m.definition, m.example) for m in made.modes.values()]
    for kind, table in (("context", contexts()), ("sector", sectors()), ("actor sector", actor_sectors())):
        found += [Entry(n.name, kind, n.definition, n.example) for n in table.values()]
    found += [Entry(code, "cameo", f"nearest to {kind}{'/' + mode if mode else ''}", "") for (kind, mode), code in _cameo().items()]
    return found


@lru_cache(maxsize=1)
def _cameo() -> Mapping[tuple[str, str], str]:
    text = files("dragoman").joinpath("data", "ontology", "cameo.csv").read_text("utf-8")
    table: dict[tuple[str, str], str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#") or line == "type,mode,cameo":
            continue
        fields = next(csv.reader([line]))
        where = f"ontology/cameo.csv:{number}"
        if len(fields) != 3 or fields[0] not in types() or not fields[2].isdigit():
            raise StopRun(f"{where}: a type, a mode and a CAMEO code belong here: {line[:80]}")
        kind, mode, code = fields
        if (mode and mode not in types()[kind].modes) or (kind, mode) in table:
            raise StopRun(f"{where}: {kind} has no mode {mode!r}, or the line is there twice")
        table[kind, mode] = code
    return MappingProxyType(table)


def cameo(kind: str, mode: str | None = None) -> str:
    """The CAMEO code nearest to a type with a mode; that of the type where the mode is None or not the type's own."""
    table = _cameo()
    return table.get((kind, mode or ""), "") or table[kind, ""]


def _named(file: str, section: str, what: str) -> Mapping[str, Named]:
    found: dict[str, Named] = {}
    for name, about in _load(file)[section].items():
        try:
            found[name] = Named(name, about) if isinstance(about, str) else Named(name=name, **about)
        except TypeError as problem:
            raise StopRun(f"ontology/{file}: {what} {name}: {problem}") from problem
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def contexts() -> Mapping[str, Named]:
    """PLOVER's contexts by name: why an act was done, or in which field."""
    return _named("plover.yaml", "contexts", "context")


@lru_cache(maxsize=1)
def actor_sectors() -> Mapping[str, Named]:
    """PLOVER's sectors of actors by code: GOV, MIL, CVL ..."""
    return _named("plover.yaml", "actor_sectors", "actor sector")


@lru_cache(maxsize=1)
def sectors() -> Mapping[str, Named]:
    """Dragoman's sectors of policy by name; a dot leads to a part of a sector (energy.gas)."""
    return _named("sectors.yaml", "sectors", "sector")


def entries() -> Iterator[Entry]:
    """The whole codebook, in order: types with their modes, contexts, sectors of actors, sectors of policy, CAMEO codes."""
    for kind in types().values():
        yield Entry(kind.name, "type", f"{kind.definition} [{kind.quad}, score {kind.score:g}]", kind.example)
        for mode in kind.modes.values():
            yield Entry(f"{kind.name}/{mode.name}", "mode", f"{mode.definition} [score {mode.score:g}]", mode.example)
    for what, table in (("context", contexts()), ("actor sector", actor_sectors()), ("sector", sectors())):
        for named in table.values():
            yield Entry(named.name, what, named.definition, named.example)
    for (type_name, mode_name), code in _cameo().items():
        about = types()[type_name].modes[mode_name] if mode_name else types()[type_name]
        yield Entry(code, "cameo", f"nearest to {type_name}{'/' + mode_name if mode_name else ''}", about.example)
