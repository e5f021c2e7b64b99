"""ICEWS event data: 20 columns parted by tabs, with a header; CAMEO codes and names instead of PLOVER's types.

Holds who, whom, when, what by its CAMEO code, where, and in which story and sentence. Does not hold status (only what
occurred is written), quotes, contexts, roles, certainty, statements, instruments or commitments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from dragoman.errors import SkipDocument
from dragoman.exports import coded_rows, codes, dyads, tab_file
from dragoman.records import Party, Record, content_id

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)
"""The header of the published files (events.2018, Harvard Dataverse, doi:10.7910/DVN/28075)."""


def write(records: Iterable[Record], out: IO[str]) -> int:
    """Write a row for each pair of each event that occurred; gives their number. Intensity is the Goldstein weight."""
    return tab_file.write(records, out, COLUMNS, _row)


def read(source: IO[bytes] | IO[str], name: str) -> Iterator[Record | SkipDocument]:
    """The stories of an ICEWS file as records whose text is their rows. Rows that are no PLOVER event are SkipDocuments."""
    return tab_file.read(source, name, COLUMNS, _found, "icews")


def _row(dyad: dyads.Dyad) -> dict[str, tab_file.Cell]:
    event, document = dyad.event, dyad.document
    act, place = codes.act(event), event.place
    state = codes.states().get(place.country or "") if place else None
    whole = place is not None and codes.states_by_name().get(place.name.lower()) == place.country
    return {
        "Event ID": event.id,
        "Event Date": dyads.day(event, document),
        **_party("Source", dyad.actor),
        "Event Text": act.name,
        "CAMEO Code": act.code,
        "Intensity": act.goldstein,
        **_party("Target", dyad.recipient),
        "Story ID": document.id,
        "Sentence Number": event.sentence + 1,
        "Publisher": document.publisher,
        "City": place.name if place and not whole else None,
        "Country": state.icews if state else None,
    }


def _party(side: str, party: Party | None) -> dict[str, tab_file.Cell]:
    if party is None:
        return {}
    state = codes.states().get(party.code)
    sector = codes.sectors().get(party.sector or "")
    return {
        f"{side} Name": party.name,
        f"{side} Sectors": sector.icews if sector else None,
        f"{side} Country": state.icews if state else None,
    }


def _found(number: int, line: str, cells: dict[str, str]) -> coded_rows.Found:
    act = coded_rows.act(cells["CAMEO Code"])
    story = cells["Story ID"] or content_id(number, line)
    return coded_rows.Found(
        number=number, line=line, story=story, id=cells["Event ID"], date=coded_rows.day(cells["Event Date"], "Event Date"),
        type=act.type or "", mode=act.mode, cameo=act.code, score=None,
        actors=_who(cells, "Source"), recipients=_who(cells, "Target"),
        place=coded_rows.place(cells["City"], cells["Country"]), publisher=cells["Publisher"] or None,
    )


def _who(cells: dict[str, str], side: str) -> tuple[coded_rows.Who, ...]:
    ours = {s.icews: s.code for s in codes.sectors().values()}
    named = [part.strip() for part in cells[f"{side} Sectors"].split(",")]
    sector = next((ours[name] for name in named if name in ours), None)  # "Military,Government": the closest comes first
    return coded_rows.party(cells[f"{side} Name"], cells[f"{side} Country"], None, sector)
