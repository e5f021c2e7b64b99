"""The ontology: PLOVER's types, modes, contexts and scores, the nearest CAMEO codes, and Dragoman's sectors.

Read from `data/ontology` on first use, once. The types, modes and scores are those of the PLOVER manual (2021 and
later); the words of definition and example are our own.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
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
    """A context, a sector of actors or a sector of policy: a name with its definition and an example."""

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
    return float(found.modes[mode].score if mode and mode in found.modes else found.score)


@lru_cache(maxsize=1)
def _cameo() -> Mapping[tuple[str, str], str]:
    text = files("dragoman").joinpath("data", "ontology", "cameo.csv").read_text("utf-8")
    kept = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    found: dict[tuple[str, str], str] = {}
    for (number, _), row in zip(kept[1:], csv.DictReader(line for _, line in kept), strict=True):
        kind, mode, code = row["type"], row["mode"] or "", row["cameo"] or ""
        if (
            kind not in types()
            or (mode and mode not in types()[kind].modes)
            or not code.isdigit()
            or (kind, mode) in found
        ):
            raise StopRun(
                f"ontology/cameo.csv:{number}: unknown type or mode, a code that is no number, or a line repeated"
            )
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
    found += [
        Entry(code, "cameo", f"nearest to {kind}{'/' + mode if mode else ''}", "")
        for (kind, mode), code in _cameo().items()
    ]
    return found
