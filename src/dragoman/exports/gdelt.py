"""GDELT 2.0 events: 61 columns parted by tabs, no header; CAMEO codes, quad class, Goldstein weight.

Holds who (name, CAMEO codes, state), whom, when, what by its CAMEO code, the place by name and country, and the address
of the report. Ids are numbers of 63 bits made from ours. Does not hold status (only what occurred is written), quotes,
modes, contexts, tone, coordinates, statements, instruments or commitments. Each event counts as one mention in one
article of one source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import IO

from dragoman.documents import texts
from dragoman.errors import SkipDocument
from dragoman.exports import cameo, coded_rows, codes, dyads, tab_file
from dragoman.records import Document, Event, Party, Place, Record, content_id

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
          "Type2Code", "Type3Code")
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""As the GDELT event codebook 2.0 (19 February 2015) has them."""


def write(records: Iterable[Record], out: IO[str]) -> int:
    """Write a row for each pair of each event that occurred; gives their number. Rows of one event share its number."""
    return tab_file.write(records, out, COLUMNS, _row, header=False)


def read(source: IO[bytes] | IO[str], name: str) -> Iterator[Record | SkipDocument]:
    """The reports of a GDELT export as records whose text is their rows. Rows that are no PLOVER event are SkipDocuments."""
    return tab_file.read(source, name, COLUMNS, _found, "gdelt", header=False)


def event_number(id: str) -> int:
    """A number from 0 to 2^63 - 1 for an id, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _row(dyad: dyads.Dyad) -> dict[str, tab_file.Cell]:
    event, document = dyad.event, dyad.document
    act, published = codes.act(event), (document.published or "").replace("-", "")
    return {
        "GLOBALEVENTID": event_number(event.id),
        **_date(dyads.day(event, document)),
        **_party("Actor1", dyad.actor),
        **_party("Actor2", dyad.recipient),
        "IsRootEvent": int(_leads(event, document)),
        "EventCode": act.code,
        "EventBaseCode": act.code[:3],
        "EventRootCode": act.code[:2],
        "QuadClass": codes.quad(event.type),
        "GoldsteinScale": act.goldstein,
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        **_place(event.place),
        "DATEADDED": f"{published}000000" if len(published) == 8 else None,
        "SOURCEURL": document.url or document.path or document.id,
    }


def _date(day: str | None) -> dict[str, tab_file.Cell]:
    if day is None:
        return {}
    year, month, of_month = day.split("-")
    fraction = (int(month) * 30 + int(of_month)) / 365  # the codebook's own approximation, at most 0.9999
    return {
        "SQLDATE": year + month + of_month, "MonthYear": year + month, "Year": year,
        "FractionDate": f"{int(year) + min(fraction, 0.9999):.4f}",
    }


def _party(side: str, party: Party | None) -> dict[str, tab_file.Cell]:
    if party is None:
        return {}
    state = codes.state_of(party)
    return {
        f"{side}Code": codes.actor_code(party),
        f"{side}Name": party.name.upper(),
        f"{side}CountryCode": codes.states()[state].cameo if state else None,
        f"{side}KnownGroupCode": codes.group_code(party),
        f"{side}Type1Code": codes.role_code(party),
    }


def _place(place: Place | None) -> dict[str, tab_file.Cell]:
    if place is None:
        return {}
    state = codes.states().get(place.country or "")
    whole = codes.states_by_name().get(place.name.lower()) == place.country
    kind = 1 if whole else 3 if place.country == "USA" else 4  # a state, a place in the United States, one elsewhere
    name = place.name if whole or not state else f"{place.name}, {state.icews}"
    return {"ActionGeo_Type": kind, "ActionGeo_FullName": name, "ActionGeo_CountryCode": state.fips if state else None}


def _leads(event: Event, document: Document) -> bool:
    """Whether an event stands in the first paragraph, which is the text's first line that is not its title."""
    before = [line.strip() for line in document.text[: event.start].split("\n")[:-1]]
    return not [line for line in before if line and line != document.title]


def _found(number: int, line: str, cells: dict[str, str]) -> coded_rows.Found:
    act = coded_rows.act(cells["EventCode"])
    added = coded_rows.day(cells["DATEADDED"][:8], "DATEADDED")
    url = cells["SOURCEURL"]
    fips = cells["ActionGeo_CountryCode"]
    country = next((s.code for s in codes.states().values() if s.fips and s.fips == fips), "")
    return coded_rows.Found(
        number=number, line=line, story=url or content_id(number, line), id=cells["GLOBALEVENTID"],
        date=coded_rows.day(cells["SQLDATE"], "SQLDATE"), type=act.type or "", mode=act.mode, cameo=act.code,
        actors=_who(cells, "Actor1"), recipients=_who(cells, "Actor2"),
        place=coded_rows.place(cells["ActionGeo_FullName"].split(", ")[0], country), published=added,
        url=url if "://" in url else None, publisher=_publisher(url),
    )


def _publisher(url: str) -> str | None:
    host = url.split("://", 1)[1].split("/", 1)[0] if "://" in url else ""
    return texts.field(host.removeprefix("www."))


def _who(cells: dict[str, str], side: str) -> tuple[coded_rows.Who, ...]:
    name = cells[f"{side}Name"]
    by_code = cameo.party(cells[f"{side}Code"])
    code = by_code[0].code if by_code else ""
    sector = by_code[0].sector if by_code else None
    if not name or len(code) == 3 or code.startswith("IGO:"):
        return tuple(coded_rows.Who(who.code, name or who.name, None, who.sector) for who in by_code)
    return coded_rows.party(name, None, None, sector)
