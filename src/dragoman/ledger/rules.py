"""Which reported acts act upon a promise and which contradict it: the lines of data/ledger/evidence.csv, typed and checked.

Example: the line `acted upon,AID,,occurred,,undertaker,,,subject` lets help that was given act upon a promise of help.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman import ontology
from dragoman.errors import StopRun
from dragoman.gazetteers import Cells
from dragoman.ledger.vocabulary import table
from dragoman.lexicons import INSTRUMENT_KINDS, MODALITIES
from dragoman.records import Event, Instrument

ACTED, CONTRADICTED = "acted upon", "contradicted"
_STEPS = frozenset({ACTED, CONTRADICTED})
_ROLES = frozenset({"undertaker", "receiver", "any"})
_MATCHES = frozenset({"subject", "parties", "day"})
_STATUSES = {"event": frozenset({"occurred", "denied"}), "instrument": frozenset({"signed", "terminated"})}
_COLUMNS = ("step", "type", "mode", "status", "modality", "role", "promise", "act", "match")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of evidence.csv. `first`: the promise's action must begin with one of `promise`; phrases of `act` hold
    blanks."""

    step: str
    type: str
    modes: frozenset[str]
    status: str
    modalities: frozenset[str]
    role: str
    promise: frozenset[str]
    first: bool
    act: tuple[str, ...]
    match: str

    def fits(self, entry: Event | Instrument) -> bool:
        """Whether an act is of the rule's type, mode and status, and holds one of its words."""
        kind, mode = ("instrument", entry.kind) if isinstance(entry, Instrument) else (entry.type, entry.mode)
        if kind != self.type or entry.status != self.status or (self.modes and mode not in self.modes):
            return False
        text = f" {' '.join(entry.quote.lower().replace(',', ' ').split())} "
        return not self.act or any(f" {word} " in text for word in self.act)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The lines in their order. Raises StopRun on an unknown word, with file and line."""
    return tuple(_rule(row, where) for where, row in table("evidence.csv", _COLUMNS))


def _rule(row: Cells, where: str) -> Rule:
    kind = row["type"]
    if kind == "instrument":
        modes, statuses = INSTRUMENT_KINDS, _STATUSES["instrument"]
    elif kind in ontology.types():
        modes, statuses = frozenset(ontology.types()[kind].modes), _STATUSES["event"]
    else:
        raise StopRun(f"{where}: {kind!r} is no PLOVER type, nor instrument")
    promise, first = row["promise"], row["promise"].startswith("first:")
    return Rule(
        step=_one(row["step"], _STEPS, where),
        type=kind,
        modes=_some(row["mode"], modes, where),
        status=_one(row["status"], statuses, where),
        modalities=_some(row["modality"], MODALITIES, where),
        role=_one(row["role"], _ROLES, where),
        promise=frozenset(filter(None, promise.removeprefix("first:").split("|"))),
        first=first,
        act=tuple(word.replace("_", " ") for word in row["act"].split("|") if word),
        match=_one(row["match"], _MATCHES, where),
    )


def _one(value: str, allowed: frozenset[str], where: str) -> str:
    if value not in allowed:
        raise StopRun(f"{where}: {value!r} is none of {', '.join(sorted(allowed))}")
    return value


def _some(values: str, allowed: frozenset[str], where: str) -> frozenset[str]:
    return frozenset(_one(value, allowed, where) for value in values.split("|") if value)
