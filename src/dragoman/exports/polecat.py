"""POLECAT: 40 columns parted by tabs, with a header; PLOVER's types, modes, contexts and intensities.

Holds who (name, state, sector, title), whom, when, type, mode, contexts, intensity, where, publisher and date of
publication. Does not hold status (only what occurred is written), quotes, certainty, codes of groups, statements,
instruments or commitments. Wikipedia, GeoNames and coordinates stay empty.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO

from dragoman import gazetteers, ontology
from dragoman.documents import texts
from dragoman.errors import SkipDocument
from dragoman.exports import coded_rows, codes, dyads, tab_file
from dragoman.records import Party, Record, content_id

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)
"""The header of the published files (Harvard Dataverse, POLECAT Weekly Data)."""

_SEVERAL = "; "  # parts several values in one cell


def write(records: Iterable[Record], out: IO[str]) -> int:
    """Write a row for each pair of each event that occurred; gives their number."""
    return tab_file.write(records, out, COLUMNS, _row)


def read(source: IO[bytes] | IO[str], name: str) -> Iterator[Record | SkipDocument]:
    """The events of a POLECAT file as records whose text is their rows."""
    return tab_file.read(source, name, COLUMNS, _found, "polecat")


def _row(dyad: dyads.Dyad) -> dict[str, tab_file.Cell]:
    event, document, place = dyad.event, dyad.document, dyad.event.place
    whole = place is not None and codes.states_by_name().get(place.name.lower()) == place.country
    return {
        "Event ID": event.id,
        "Event Date": dyads.day(event, document),
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.score,
        "Quad Code": ontology.type_(event.type).quad.upper(),
        "Contexts": _SEVERAL.join(event.contexts),
        **_party("Actor", dyad.actor, document.text),
        **_party("Recipient", dyad.recipient, document.text),
        "Placename": place.name if place else None,
        "City": place.name if place and not whole else None,
        "Country": place.country if place else None,
        "Raw Placename": place.name if place else None,
        "Source": document.publisher,
        "Publication Date": document.published,
        "Language": document.language,
        "Version": dyad.reader,
    }


def _party(side: str, party: Party | None, text: str) -> dict[str, tab_file.Cell]:
    if party is None:
        return {}
    state = party.code if party.code in codes.states() else None
    return {
        f"{side} Name": party.name,
        f"{side} Country": state,
        f"{side} COW": _cow().get(state or ""),
        f"Primary {side} Sector": party.sector,
        f"{side} Sectors": party.sector,
        f"{side} Title": party.role,
        f"{side} Name Raw": text[party.start : party.end] or party.name,
    }


@lru_cache(maxsize=1)
def _cow() -> dict[str, str]:
    return {state.code: state.cow for state in gazetteers.states() if state.cow}


def _found(number: int, line: str, cells: dict[str, str]) -> coded_rows.Found:
    kind = cells["Event Type"].split(_SEVERAL)[0].upper()
    if kind not in ontology.types():
        raise coded_rows.Wrong("Event Type", f"{texts.shown(kind)!r} is no type of PLOVER")
    modes = [mode for mode in cells["Event Mode"].split(_SEVERAL) if mode in ontology.types()[kind].modes]
    return coded_rows.Found(
        number=number, line=line, story=cells["Event ID"] or content_id(number, line), id=cells["Event ID"],
        date=coded_rows.day(cells["Event Date"], "Event Date"), type=kind, mode=modes[0] if modes else None, cameo=None,
        actors=_who(cells, "Actor"), recipients=_who(cells, "Recipient"),
        contexts=tuple(context for context in cells["Contexts"].split(_SEVERAL) if context),
        score=_intensity(cells["Intensity"]),
        place=coded_rows.place(cells["City"] or cells["Placename"], cells["Country"]),
        publisher=cells["Source"] or None, published=coded_rows.day(cells["Publication Date"], "Publication Date"),
    )


def _intensity(cell: str) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -10 <= value <= 10:
        raise coded_rows.Wrong("Intensity", f"{texts.shown(cell)!r} is no number from -10 to 10")
    return value


def _who(cells: dict[str, str], side: str) -> tuple[coded_rows.Who, ...]:
    """The parties of a cell, which POLECAT's own files part by "; ", each with the country and sector at its place."""
    names, countries = (cells[f"{side} {what}"].split(_SEVERAL) for what in ("Name", "Country"))
    raw = cells[f"{side} Name Raw"].split(_SEVERAL)
    sector, role = cells[f"Primary {side} Sector"], cells[f"{side} Title"] or None
    sectors = sector.split(_SEVERAL)
    found: list[coded_rows.Who] = []
    for name, country, given, of in itertools.zip_longest(names, countries, raw, sectors, fillvalue=""):
        kept = of if of in gazetteers.SECTORS else None
        found += coded_rows.party(name if name not in ("", "None") else given, country, role, kept)
    return tuple(found)
