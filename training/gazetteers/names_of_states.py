"""States, territories and the forms that mean them: states.csv and state_names.csv.

Codes, regions and the long names of territories come from the Factbook table and the table of country codes; the forms
that texts write stand in additions/state_forms.csv and metonyms.csv: demonyms and short forms need a person's eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tables import read_csv, read_own

FORMER = (
    # code, name, iso2 (its own until withdrawn), Correlates of War number, begin, end, region, successor
    ("SUN", "Soviet Union", "SU", "365", "1922-12-30", "1991-12-26", "europe", "RUS"),
    ("YUG", "Yugoslavia", "YU", "345", "1918-12-01", "2003-02-04", "europe", "SRB"),
    ("SCG", "Serbia and Montenegro", "CS", "345", "2003-02-04", "2006-06-05", "europe", "SRB"),
    ("CSK", "Czechoslovakia", "CS", "315", "1918-10-28", "1992-12-31", "europe", "CZE"),
    ("DDR", "East Germany", "DD", "265", "1949-10-07", "1990-10-02", "europe", "DEU"),
    ("YMD", "South Yemen", "YD", "680", "1967-11-30", "1990-05-21", "middle-east", "YEM"),
    ("VDR", "South Vietnam", "VD", "817", "1955-10-26", "1975-04-30", "east-n-southeast-asia", "VNM"),
)
"""ISO 3166-3 has their codes but for VDR, where ISO used VD for both halves."""

MISSING = {
    "South Sudan": ("SSD", "SS"),
    "Kosovo": ("XKX", "XK"),
    "Curacao": ("CUW", "CW"),
    "Sint Maarten": ("SXM", "SX"),
    "Saint Martin": ("MAF", "MF"),
}
"""Territories that the Factbook table leaves without codes."""

PLAIN = {
    "Holy See (Vatican City)": "Holy See",
    "The Dominican": "Dominican Republic",
    "Falkland Islands (Islas Malvinas)": "Falkland Islands",
    "Cocos (Keeling) Islands": "Cocos Islands",
}

BEGINS = {
    "RUS": "1991-12-26",
    "CZE": "1993-01-01",
    "SVK": "1993-01-01",
    "SRB": "1992-04-27",
    "MNE": "2006-06-03",
    "XKX": "2008-02-17",
    "SSD": "2011-07-09",
    "TLS": "2002-05-20",
    "ERI": "1993-05-24",
    "HRV": "1991-06-25",
    "SVN": "1991-06-25",
    "BIH": "1992-03-03",
    "MKD": "1991-09-08",
    "UKR": "1991-08-24",
    "BLR": "1991-08-25",
    "MDA": "1991-08-27",
    "GEO": "1991-04-09",
    "ARM": "1991-09-21",
    "AZE": "1991-10-18",
    "KAZ": "1991-12-16",
    "UZB": "1991-09-01",
    "KGZ": "1991-08-31",
    "TJK": "1991-09-09",
    "TKM": "1991-10-27",
    "EST": "1991-08-20",
    "LVA": "1991-08-21",
    "LTU": "1990-03-11",
    "NAM": "1990-03-21",
    "PLW": "1994-10-01",
    "YEM": "1990-05-22",
}
"""Where a text's date decides between a state and the one before it."""

UNTIL_1991 = (None, "1991-12-25")
SHARED = {
    # Capitals that were another state's before; the date of the text decides.
    "Moscow": (("RUS", "1991-12-26", None), ("SUN", *UNTIL_1991)),
    "Belgrade": (("SRB", "2006-06-05", None), ("YUG", None, "2003-02-03"), ("SCG", "2003-02-04", "2006-06-04")),
    "Prague": (("CZE", "1993-01-01", None), ("CSK", None, "1992-12-31")),
}


def states(data: Path) -> list[tuple[str, ...]]:
    """Rows of states.csv, by code."""
    cow = {row["ISO3166-1-Alpha-3"]: row for row in read_csv(data / "countries" / "country-codes.csv")}
    own = {row["code"]: row for row in read_own("state_forms.csv")}
    rows = {row[0]: row for row in FORMER}
    for row in read_csv(data / "countries" / "countries_2026.csv"):
        code, iso2 = row["iso3"], row["iso2"]
        if not code:
            code, iso2 = MISSING.get(row["name"], ("", ""))
        if not code or code == "ATA":
            continue
        name = own[code]["name"] if code in own else PLAIN.get(row["name"], row["name"])
        if code == "PSE":
            name = "Palestine"
        if code not in rows:
            rows[code] = (code, name, iso2, row["cown"], BEGINS.get(code, ""), "", row["region"], "")
    for code, row in own.items():
        if code not in rows:
            raise SystemExit(f"state_forms.csv: {code} stands in no source")
        del row
    for code, row in cow.items():
        if code and code not in rows and row["official_name_en"] and code != "ATA":
            rows[code] = (code, row["official_name_en"], row["ISO3166-1-Alpha-2"], "", "", "", "", "")
    return [rows[code] for code in sorted(rows)]


def names(data: Path) -> list[tuple[str, ...]]:
    """Rows of state_names.csv: for each state its name, other names, adjectives, nationals, capitals, metonyms."""
    own = {row["code"]: row for row in read_own("state_forms.csv")}
    rows: list[tuple[str, ...]] = []
    for code, name, *_ in states(data):
        rows.extend(_forms(code, name, own.get(code)))
    rows.extend(
        (row["code"], row["text"], "metonym", row["sector"], row["begin"], row["end"])
        for row in read_own("metonyms.csv")
    )
    return list(dict.fromkeys(rows))


def _forms(code: str, name: str, own: dict[str, str] | None) -> Iterator[tuple[str, ...]]:
    yield code, name, "name", "", "", ""
    if own is None:
        return
    for text in _listed(own["names"], name):
        yield code, text, _kind(text), "", "", ""
    for text in _listed(own["adjectives"]):
        yield code, text, "adjective", "", "", ""
    for text in _listed(own["nationals"]):
        yield code, text, "national", "CVL", "", ""
    for text in _listed(own["capitals"]):
        if text in SHARED:
            for state, begin, end in SHARED[text]:
                yield state, text, "capital", "GOV", begin or "", end or ""
        else:
            yield code, text, "capital", "GOV", "", ""


def _listed(cell: str, *without: str) -> list[str]:
    """The entries of a list cell; an article in front is left to the matcher."""
    texts = (re.sub(r"^the ", "", text.strip()) for text in cell.split("|"))
    return [text for text in dict.fromkeys(texts) if text and text not in without]


_FORMER_NAMES = frozenset(
    (
        "Burma",
        "Union of Burma",
        "Swaziland",
        "Zaire",
        "Zaïre",
        "Ceylon",
        "Siam",
        "Persia",
        "Kampuchea",
        "Democratic Kampuchea",
        "Upper Volta",
        "Dahomey",
        "Basutoland",
        "Gold Coast",
        "Rhodesia",
        "Southern Rhodesia",
        "Northern Rhodesia",
        "Nyasaland",
        "Tanganyika",
        "Abyssinia",
        "Formosa",
        "West Germany",
        "North Vietnam",
        "North Yemen",
        "Yemen Arab Republic",
        "Transjordan",
        "New Hebrides",
        "Ellice Islands",
        "British Guiana",
        "Ukrainian SSR",
        "Jamahiriya",
        "Libyan Arab Jamahiriya",
        "Byelorussia",
        "Belorussia",
        "Moldavia",
        "Kirghizia",
        "Kirgizia",
        "Turkmenia",
        "Western Samoa",
        "East Timor",
        "Cape Verde",
        "Macedonia",
        "FYROM",
        "FYR Macedonia",
        "Former Yugoslav Republic of Macedonia",
        "Republic of Macedonia",
        "West Pakistan",
        "Malaya",
        "French Guinea",
        "South-West Africa",
        "South West Africa",
        "Irish Free State",
        "United Arab Republic",
        "Spanish Sahara",
        "Trucial States",
        "Muscat and Oman",
        "British Empire",
        "Outer Mongolia",
        "Mongolian People's Republic",
    )
)
_OFFICIAL = re.compile(
    r"\b(?:Republic|Kingdom|State|States|Federation|Confederation|Commonwealth|Principality|Union|Emirate|"
    r"Jamahiriya|Sultanate|Duchy)\b"
)


def _kind(text: str) -> str:
    if text in _FORMER_NAMES:
        return "former"
    if _OFFICIAL.search(text):
        return "official"
    return "short"
