#!/usr/bin/env python3
"""Check annotation files and count what is in them.

    python check.py [FILE.txt ...]        every file of prose/ where none is named

A sentence file holds `S`, `E` and `P` lines as README.md tells. With lines `S ID<tab>TEXT` (working copies of corpus sentences)
the id is kept. Exit status 1 where a line is wrong; each wrong line is named.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ONTOLOGY = HERE.parents[1] / "src" / "dragoman" / "data" / "ontology" / "plover.yaml"
STATUSES = ("occurred", "planned", "hypothetical", "denied")
CODE = re.compile(r"[A-Z]{3}|(IGO|NSA|COM|PER):\S.*|\?")


@dataclass(frozen=True)
class PartyMark:
    """A party in a sentence: characters [start, end) and code ("" where nobody tells whose it is)."""

    start: int
    end: int
    code: str


@dataclass(frozen=True)
class EventMark:
    """An act in a sentence: PLOVER type and mode, status, the word that tells it, and who stands in it."""

    type: str
    mode: str | None
    status: str
    word: tuple[int, int]
    actors: tuple[PartyMark, ...]
    recipients: tuple[PartyMark, ...]


@dataclass
class Annotated:
    """A sentence and what it tells; `id` is empty for prose of our own."""

    text: str
    id: str = ""
    line: int = 0
    events: list[EventMark] = field(default_factory=list)
    bystanders: list[PartyMark] = field(default_factory=list)


class Wrong(ValueError):
    """A line that does not say what it should."""


def modes() -> dict[str, set[str]]:
    """The modes of each PLOVER type."""
    types = yaml.safe_load(ONTOLOGY.read_text(encoding="utf-8"))
    types = types.get("types", types)
    found = {}
    for entry in types if isinstance(types, list) else types.items():
        name, told = (entry["type"], entry) if isinstance(entry, dict) else entry
        named = told.get("modes") or []
        found[name] = {m["mode"] if isinstance(m, dict) else m for m in named}
    return found


def occurrence(text: str, words: str) -> tuple[int, int]:
    """The span of `words` ("they#2": the second) in a text, at word borders where it can be."""
    words, _, number = words.partition("#") if re.search(r"#\d+$", words) else (words, "", "")
    pattern = (r"(?<!\w)" if words[:1].isalnum() else "") + re.escape(words) + (r"(?!\w)" if words[-1:].isalnum() else "")
    spans = [m.span() for m in re.finditer(pattern, text)]
    wanted = int(number or 1)
    if not words or len(spans) < wanted:
        raise Wrong(f"{words!r} does not stand in the sentence" + (f" {wanted} times" if wanted > 1 else ""))
    return spans[wanted - 1]


def parties(text: str, told: str) -> tuple[PartyMark, ...]:
    found = []
    for part in filter(None, (p.strip() for p in told.split(";"))):
        words, equals, code = part.rpartition("=")
        if not equals or not CODE.fullmatch(code):
            raise Wrong(f"{part!r}: a party is written words=CODE, the code like RUS, IGO:UN, NSA:Hamas or ?")
        start, end = occurrence(text, words.strip())
        found.append(PartyMark(start, end, "" if code == "?" else code))
    return tuple(found)


def event(text: str, told: str, known: dict[str, set[str]]) -> EventMark:
    fields = [f.strip() for f in told.split("|")]
    if len(fields) != 5:
        raise Wrong(f"{len(fields)} fields where 5 are needed: type | status | word | actors | recipients")
    kind, _, mode = fields[0].partition(".")
    if kind not in known or (mode and mode not in known[kind]):
        raise Wrong(f"no type or mode {fields[0]!r}; modes of {kind}: {', '.join(sorted(known.get(kind, ())))}")
    if fields[1] not in STATUSES:
        raise Wrong(f"no status {fields[1]!r}")
    actors, recipients = parties(text, fields[3]), parties(text, fields[4])
    if not actors and not recipients:
        raise Wrong("an event needs an actor or a recipient")
    return EventMark(kind, mode or None, fields[1], occurrence(text, fields[2]), actors, recipients)


def read(file: Path, complaints: list[str]) -> Iterator[Annotated]:
    """The annotated sentences of a file; what is wrong is added to `complaints` and left out."""
    known = modes()
    current: Annotated | None = None
    for number, raw in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("# "):
            continue
        mark, _, rest = line.partition(" ")
        try:
            if mark == "S":
                if current is not None:
                    yield current
                name, _, text = rest.partition("\t")
                current = Annotated(text.strip(), name, number) if text else Annotated(rest.strip(), "", number)
            elif current is None:
                raise Wrong("a line before the first S")
            elif mark == "E":
                current.events.append(event(current.text, rest, known))
            elif mark == "P":
                current.bystanders += parties(current.text, rest)
            else:
                raise Wrong("a line begins with S, E or P")
        except Wrong as why:
            complaints.append(f"{file.name}:{number}: {why}")
    if current is not None:
        yield current


def main() -> None:
    files = [Path(a) for a in sys.argv[1:]] or sorted((HERE / "prose").glob("*.txt"))
    complaints: list[str] = []
    types: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    sentences = empty = 0
    for file in files:
        for found in read(file, complaints):
            sentences += 1
            empty += not found.events
            types.update(e.type for e in found.events)
            statuses.update(e.status for e in found.events)
    print(f"{sentences} sentences, {empty} without an event, {types.total()} events")
    print("types:", ", ".join(f"{t} {n}" for t, n in types.most_common()))
    print("status:", ", ".join(f"{t} {n}" for t, n in statuses.most_common()))
    print(*complaints, sep="\n")
    sys.exit(bool(complaints))


if __name__ == "__main__":
    main()
