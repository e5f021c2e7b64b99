"""CAMEO dyads: four columns parted by tabs, no header: day (YYYYMMDD), source, target, CAMEO code.

Holds who, whom, when and what, all in CAMEO's codes ("CHNGOV", "IGOUNO"). Nothing else: no id, name, place or story;
only what occurred is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from dragoman.errors import SkipDocument
from dragoman.exports import coded_rows, codes, dyads, tab_file
from dragoman.records import Record, content_id

COLUMNS = ("date", "source", "target", "code")


def write(records: Iterable[Record], out: IO[str]) -> int:
    """Write a row for each pair of each event that occurred; gives their number."""
    return tab_file.write(records, out, COLUMNS, _row, header=False)


def read(source: IO[bytes] | IO[str], name: str) -> Iterator[Record | SkipDocument]:
    """Each row as a record whose text is the row."""
    return tab_file.read(source, name, COLUMNS, _found, "cameo", header=False)


def _row(dyad: dyads.Dyad) -> dict[str, tab_file.Cell]:
    day = dyads.day(dyad.event, dyad.document)
    return {
        "date": day.replace("-", "") if day else None,
        "source": codes.actor_code(dyad.actor),
        "target": codes.actor_code(dyad.recipient),
        "code": codes.act(dyad.event).code,
    }


def _found(number: int, line: str, cells: dict[str, str]) -> coded_rows.Found:
    act = coded_rows.act(cells["code"])
    return coded_rows.Found(
        number=number, line=line, story=content_id(number, line), id="", date=coded_rows.day(cells["date"], "date"),
        type=act.type or "", mode=act.mode, cameo=act.code, actors=party(cells["source"]), recipients=party(cells["target"]),
    )


def party(code: str) -> tuple[coded_rows.Who, ...]:
    """The party of a CAMEO actor code: its state, organisation or bare role, and our sector for its last role."""
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    if not code:
        return ()
    ours = {s.cameo: s.code for s in reversed(list(codes.sectors().values())) if s.cameo}
    roles = [ours[part] for part in parts if part in ours]
    sector = roles[-1] if roles else None
    if parts[0] == "IGO" and len(parts) > 1:
        known = next((group.code for group in codes.groups().values() if group.cameo == parts[1]), f"IGO:{parts[1]}")
        return (coded_rows.Who(known, code, None, "IGO"),)
    state = next((codes.states_by_name()[part.lower()] for part in parts if part.lower() in codes.states_by_name()), None)
    if state and parts[0] not in ("MNC", "NGO", "IMG"):
        return (coded_rows.Who(state, code, None, sector),)
    return (coded_rows.Who(f"COM:{code}" if parts[0] == "MNC" else f"NSA:{code}", code, None, sector),)
