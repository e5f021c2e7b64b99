"""Derives the gazetteers from open data and from the additions beside this file.

    python training/gazetteers/build.py --data ../shared/data

Writes states.csv, state_names.csv and officeholders.csv into src/dragoman/data/gazetteers. The other tables there
are written by hand where they stand. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import holders_of_office
import names_of_states
from tables import write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with countries/ and officeholders/")
    data = parser.parse_args().data
    own = "training/gazetteers/additions"
    counts = {
        "states.csv": write(
            "states.csv",
            (
                "States and territories, former states at their codes. Derived: do not edit here.",
                "Sources: CIA World Factbook, 2026 (public domain); country codes (PDDL); own work (Apache-2.0).",
            ),
            "code,name,iso2,cow,begin,end,region,successor",
            names_of_states.states(data),
        ),
        "state_names.csv": write(
            "state_names.csv",
            (
                f"Forms that mean a state, without an article. Derived: edit {own}/*.csv instead.",
                "Sources: own work (Apache-2.0); CIA World Factbook, January 2026 (public domain).",
            ),
            "code,text,kind,sector,begin,end",
            names_of_states.names(data),
        ),
        "officeholders.csv": write(
            "officeholders.csv",
            (
                f"Persons in offices. Derived; a person or spell is added in {own}/officeholders_*.csv, mended in "
                "corrections.csv.",
                "Sources: CIA World Factbook and World Leaders (public domain); Wikidata (CC0);",
                "CountryInfo of the Open Event Data Alliance (CC BY-SA 3.0); own work (Apache-2.0). See README.md.",
            ),
            "state,office,person,aliases,begin,end",
            holders_of_office.holders(data),
        ),
    }
    for name, count in counts.items():
        print(f"{name}: {count} rows")


if __name__ == "__main__":
    main()
