"""Who held which office: officeholders.csv, merged from several sources and from additions/officeholders_*.csv.

For a state's office that stands in the additions these decide from their first begin on. Elsewhere spells of the
same person that touch are one spell; a spell of unknown end ends with the next one's begin.
"""
from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from names_of_states import states
from person_names import aliases, fold, key, person
from tables import HERE, read_csv, read_own

SINCE = "1990"
PRINCIPAL = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister", "vice")
_ONE_AT_A_TIME = (*PRINCIPAL, "other:national security adviser", "other:director of the foreign affairs commission",
                  "other:secretary-general", "other:president of the commission", "other:president of the council",
                  "other:director-general", "other:managing director", "other:president of the bank", "other:first lady")
"""Offices whose next begin ends the spell before; of others several may be held at once (envoys, spokespersons)."""


_MISSPELT = {"JON": "JOR", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "KSV": "XKX", "SUD": "SDN"}
"""Codes of CountryInfo that are not ISO's."""


@dataclass(frozen=True)
class Spell:
    """One spell as one source tells it; a lower rank is believed first."""

    state: str
    office: str
    name: str
    surname: str
    also: tuple[str, ...]
    begin: str
    end: str
    rank: int


def holders(data: Path) -> list[tuple[str, ...]]:
    """Rows of officeholders.csv by state, office, begin and name."""
    folder = data / "officeholders"
    codes = _codes(data)
    own = _additions()
    known = {row[0] for row in states(data)}
    first: dict[tuple[str, str], str] = {}
    for spell in own:
        if spell.begin:
            slot = (spell.state, spell.office)
            first[slot] = min(first.get(slot, "9999"), spell.begin)
    derived: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in (*_factbook(folder, codes), *_rulers(folder), *_cabinets(folder, codes), *_months(folder),
                  *_ministers(folder, codes), *_leaders_2026(folder, data), *_factbook_2019(folder, codes)):
        spell = replace(spell, state=_MISSPELT.get(spell.state, spell.state))
        if spell.state not in known:
            continue
        slot = (spell.state, spell.office)
        if spell.begin and spell.begin >= first.get(slot, "9999"):
            continue
        if slot in first and (not spell.begin or not spell.end or spell.end > first[slot]):
            spell = replace(spell, end=first[slot])
            if not spell.begin:
                continue
        derived[slot].append(spell)
    spells = list(own)
    for slot in sorted(derived):
        spells.extend(_merged(derived[slot], chained=slot[1] in PRINCIPAL))
    spells = [spell for spell in spells if not spell.end or spell.end >= SINCE or spell.rank == 0]
    canonical = {key(text): spell for spell in own for text in (spell.name, *(a for a in spell.also if " " in a))}
    rows = set()
    for spell in spells:
        known = canonical.get(key(spell.name))
        if known is not None and spell.rank and known.state == spell.state:
            spell = replace(spell, name=known.name, surname=known.surname, also=known.also)
        rows.add((spell.state, spell.office, spell.name, "|".join(aliases(spell.name, spell.surname, spell.also)), spell.begin, spell.end))  # noqa: E501
    return sorted(_corrected(rows))


def _corrected(rows: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The rows with those that a source tells wrongly replaced or left out, as additions/corrections.csv says."""
    mended = {}
    for row in read_own("corrections.csv"):
        mended[row["state"], row["office"], row["person"], row["begin"]] = row
    out = set()
    for state, office, name, also, begin, end in rows:
        row = mended.get((state, office, name, begin))
        if row is None:
            out.add((state, office, name, also, begin, end))
        elif row["name"]:
            out.add((state, office, row["name"], row["aliases"], begin, row["end"]))
    return out


def _merged(spells: list[Spell], *, chained: bool) -> list[Spell]:
    """One spell for each person and term out of what several sources tell of an office."""
    terms: list[Spell] = []
    for spell in sorted(spells, key=lambda s: (s.begin or "9999", s.rank, s.name)):
        for i, term in enumerate(terms):
            if _same(term, spell) and _touch(term, spell):
                terms[i] = _join(term, spell)
                break
        else:
            terms.append(spell)
    terms = [term for term in terms if term.begin or term.end]
    terms.sort(key=lambda s: (s.begin or s.end, s.name))
    if not chained:
        return terms
    result = []
    for i, term in enumerate(terms):
        later = [t.begin for t in terms[i + 1:] if t.begin and t.begin > (term.begin or "") and not _same(t, term)]
        end = term.end
        if later and (not end or end > later[0]) and not _collective(terms, i):
            end = later[0]
        if end and term.begin and end[: len(term.begin)] < term.begin[: len(end)]:
            continue
        result.append(replace(term, end=end))
    return result


def _collective(terms: list[Spell], i: int) -> bool:
    """Whether several sources agree that the office was shared (a presidency of three): both ends are known."""
    term, after = terms[i], terms[i + 1: i + 2]
    return bool(after and term.end and after[0].end and after[0].end < term.end and term.rank == after[0].rank)


def _same(a: Spell, b: Spell) -> bool:
    if key(a.name) == key(b.name):
        return True
    left, right = set(key(a.name).split()), set(key(b.name).split())
    shared = {word for word in left & right if len(word) > 2}
    if key(a.surname) == key(b.surname) and (shared - set(key(a.surname).split()) or len(left) == 1 or len(right) == 1):
        return True
    return len(shared) >= 2 or _close(a, b)


def _close(a: Spell, b: Spell) -> bool:
    """Spellings of one name in two romanisations, told by a common begin to the day and a similar surname."""
    return len(a.begin) == 10 and a.begin == b.begin and a.office in PRINCIPAL[:2] and key(a.surname)[:3] == key(b.surname)[:3]


def _touch(a: Spell, b: Spell) -> bool:
    if not a.end or not b.begin:
        return True
    return b.begin[:7] <= _months_later(a.end, 3)


def _months_later(date: str, months: int) -> str:
    year, month = int(date[:4]), int(date[5:7] or 12) if len(date) > 4 else 12
    month += months
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}"


def _join(a: Spell, b: Spell) -> Spell:
    best, other = (a, b) if a.rank <= b.rank else (b, a)
    begin = a.begin
    if len(b.begin) > len(a.begin) and b.begin.startswith(a.begin):
        begin = b.begin
    elif best.begin and a.begin[:4] == b.begin[:4] and len(best.begin) >= len(other.begin):
        begin = best.begin
    end = best.end if best.end and (not other.end or len(best.end) >= len(other.end)) else other.end
    if a.end and b.end and a.end[:7] != b.end[:7]:
        end = max(a.end, b.end)
    also = (best.also + ((other.name,) if key(other.name) != key(best.name) and " " in other.name else ()))[:4]
    return replace(best, begin=begin or best.begin, end=end, also=tuple(dict.fromkeys(also)))


def _additions() -> list[Spell]:
    """The hand-written rows; what is left empty is the line above, an empty end the next begin."""
    spells: list[Spell] = []
    for path in sorted((HERE / "additions").glob("officeholders_*.csv")):
        state = office = ""
        block: list[Spell] = []
        for row in read_own(path.name):
            if row["state"] or row["office"]:
                spells.extend(_chain(block))
                block = []
                state, office = row["state"] or state, row["office"]
            also = tuple(alias for alias in row["aliases"].split("|") if alias)
            made = person(row["person"], state.split(":")[0])
            surname = made[1] if made else row["person"]
            if re.search(r" (?:[IVX]+|al-\S+ bin)$", row["person"]) or " " not in row["person"]:
                surname = ""
            block.append(Spell(state, office, row["person"], surname, also, row["begin"], row["end"], 0))
        spells.extend(_chain(block))
    return spells


def _chain(block: list[Spell]) -> list[Spell]:
    if not block or block[0].office not in _ONE_AT_A_TIME:
        return block
    ends = [spell.begin for spell in block[1:]] + [""]
    return [replace(spell, end=spell.end or (end if end >= spell.begin else "")) for spell, end in zip(block, ends, strict=True)]


_HEAD_TITLE = re.compile(r"President|King|Queen|Emperor|Sultan|Amir|Emir|Prince|Chief of State|Paramount|Grand Duke|Pope|Supreme|Sovereign", re.I)  # noqa: E501


def _factbook(folder: Path, codes: dict[str, str]) -> list[Spell]:
    spells = []
    for row in read_csv(folder / "leader_spells_2015_2026.csv"):
        state = codes.get(row["gec"], "")
        role = {"chief of state": "head_of_state", "head of government": "head_of_government"}.get(row["role"])
        title = row["title"]
        if not state or not role:
            continue
        if row["rank"] != "principal":
            if role != "head_of_state" or not re.match(r"(?:First |Second )?(?:Executive )?Vice President|Deputy President", title):  # noqa: E501
                continue
            role = "vice"
        made = person(row["name"], state)
        if made and row["start"] >= "1900":
            begin = row["start"]
            spells.append(Spell(state, role, made[0], made[1], (), begin, row["end_inferred"][:7] if row["end_basis"] == "gone by snapshot"  # noqa: E501
                                else row["end_inferred"], 2))
    return spells


def _rulers(folder: Path) -> list[Spell]:
    spells = []
    for row in read_csv(folder / "leaders_rulersorg_1960_2009.csv"):
        title, state = row["title"], row["iso3"]
        if not re.fullmatch(r"[A-Z]{3}", state) or row["begin" if "begin" in row else "start"] < "1960":
            continue
        if state == "RUS" and row["start"] < "1991-07":
            continue
        if re.search(r"^(?:Co-)?(?:Prime min|Premier|Chancellor|Taoiseach|Chief minister|Ministers? of state|Chief executive|Heads of gov|"  # noqa: E501
                     r"Presidents of the executive yuan|Chairmen of the council of ministers|Chairmen of the cabinet)", title, re.I):  # noqa: E501
            office = "head_of_government"
        elif re.match(r"Vice-Pres", title):
            office = "vice"
        elif re.match(r"Presidents?$|Kings|Queens|Emperor|Emirs|Sultan|Heads of state|Paramount|Acting president|Grand duk|Pope|Princes|"  # noqa: E501
                      r"Sovereign|Chairmen of the presidency|Presidents of the presidency|Presidents of the (?:revolutionary|supreme)|"  # noqa: E501
                      r"Chairm[ae]n of the (?:state|military|provisional|supreme)", title, re.I):
            office = "head_of_state"
        else:
            continue
        names = re.findall(r"\{([^}]+)\}", row["name"]) or [row["name"]]
        made = person(names[0], state)
        if made and row["start"]:
            spells.append(Spell(state, office, made[0], made[1], (), row["start"], row["end"], 3))
    return spells


_EPS = {
    "algeria": "DZA", "new-zealand": "NZL", "saudi": "SAU", "south-africa": "ZAF", "south-korea": "KOR", "uae": "ARE",
    "united-kingdom": "GBR", "us": "USA",
}
_POST = (
    (r"(?:Federal )?(?:Minister|Secretary) (?:of|for) (?:Europe and )?(?:Foreign(?: and European)?|External) (?:Affairs|Relations)(?: and .*)?"  # noqa: E501
     r"|Foreign Minister|Secretary of State for Foreign(?: and Commonwealth)? Affairs", "foreign_minister"),
    (r"(?:Federal )?(?:Minister|Secretary|Secretary of State) (?:of|for) (?:National )?(?:Defen[cs]e|the Armed Forces)(?: and .*)?", "defence_minister"),  # noqa: E501
    (r"(?:Federal )?(?:Minister|Secretary) (?:of|for) (?:Economy and )?Finance(?: and .*)?|Secretary of the Treasury|Chancellor of the Exchequer",  # noqa: E501
     "finance_minister"),
    (r"President|President of the Republic|Federal President|Supreme Leader|emir|King|Emperor|Emir", "head_of_state"),
    (r"Prime Minister|Premier|(?:Federal )?Chancellor|Taoiseach|President of the Government|President of the Executive Yuan", "head_of_government"),  # noqa: E501
    (r"(?:First )?Vice[- ]President", "vice"),
    (r"National Security Advis[eo]r", "other:national security adviser"),
    (r"Minister of (?:the )?Interior(?: and .*)?|Minister of Internal Affairs|Minister of Home Affairs|Home Secretary", "other:interior minister"),  # noqa: E501
    (r"(?:Federal )?Minister of (?:the )?(?:Economy|Economic Affairs)(?: and .*)?", "other:economy minister"),
    (r"(?:Minister|Secretary) (?:of|for) (?:Foreign |International )?(?:Trade|Commerce)(?: and .*)?", "other:trade minister"),
    (r"Minister of (?:Energy|Petroleum|Oil)(?: and .*)?", "other:energy minister"),
    (r"(?:First )?Deputy Prime Minister", "other:deputy prime minister"),
    (r"Secretary of the Supreme National Security Council", "other:national security adviser"),
)
_POSTS = tuple((re.compile(pattern, re.I), office) for pattern, office in _POST)


def _office(title: str) -> str | None:
    return next((office for pattern, office in _POSTS if pattern.fullmatch(title.strip())), None)


def _cabinets(folder: Path, codes: dict[str, str]) -> list[Spell]:
    spells = []
    for row in read_csv(folder / "eps_cabinets_all.csv"):
        state = _EPS.get(row["country"]) or codes.get(row["country"].replace("-", " ").lower(), "")
        office = _office(row["position"])
        if not state or not office or not row["start"] or re.search(r"[^\x00-\u024f]", row["person"]):
            continue
        made = person(row["person"], state)
        # Open ends of a snapshot of 2022 say nothing of today; the next holder ends them, or the other sources do.
        if made and row["start"] >= "1985" and (not row["end"] or row["end"] >= row["start"]):
            spells.append(Spell(state, office, made[0], made[1], (), row["start"], row["end"], 1))
    return spells


def _months(folder: Path) -> list[Spell]:
    spells = []
    for row in read_csv(folder / "governments_cia_2003_2011.csv"):
        office, state = _office(row["titles"]), row["iso3"]
        if not office or not re.fullmatch(r"[A-Z]{3}", state) or state in _EPS.values() or not row["start_month"]:
            continue
        made = person(row["name"], state)
        if made and (not row["end_month"] or row["end_month"] >= row["start_month"]):
            spells.append(Spell(state, office, made[0], made[1], (), row["start_month"], row["end_month"], 4))
    return spells


def _ministers(folder: Path, codes: dict[str, str]) -> list[Spell]:
    spells = []
    for name in ("foreign_ministers_scraped.csv", "foreign_ministers_wikidata.csv"):
        for row in read_csv(folder / name):
            state = codes.get(row["countryLabel"].lower(), "")
            made = person(row["name"], state) if row["name"] else None
            if state and made and row["start"] and not re.search(r"[^\x00-\u024f]", row["name"]) and re.search(
                    r"foreign|external|europe", row["positionLabel"], re.I):
                spells.append(Spell(state, "foreign_minister", made[0], made[1], (), row["start"][:10], "", 1))
    return spells


def _factbook_2019(folder: Path, codes: dict[str, str]) -> list[Spell]:
    """Whole cabinets of June 2019: a spell of that month, which a longer spell of the same person takes in."""
    spells = []
    for row in read_csv(folder / "cia_world_leaders_2019-06.csv"):
        title = re.sub(r"^(?:Min\.|Minister) (?=of|for)", "Minister ", row["office"].replace("&", "and").replace("  ", " "))
        office, state = _office(title), codes.get(row["country"].lower(), "")
        if not office or office in PRINCIPAL[:2] or office.startswith("other:deputy") or not state or state in _EPS.values():
            continue
        made = person(row["person"], state)
        if made:
            spells.append(Spell(state, office, made[0], made[1], (), "2019-06", "2019-06", 5))
    return spells


def _leaders_2026(folder: Path, data: Path) -> list[Spell]:
    iso2 = {row["ISO3166-1-Alpha-2"]: row["ISO3166-1-Alpha-3"] for row in read_csv(data / "countries" / "country-codes.csv")}
    spells = []
    for entry in json.loads((folder / "current_2026-08-22.json").read_text(encoding="utf-8"))["countries"].values():
        state = iso2.get((entry["country"] or {}).get("iso_code") or "", "")
        for office, post in sorted(entry["positions"].items()):
            holder = (post or {}).get("current_holder") or {}
            made = person(holder.get("name_en") or "", state) if state and office in PRINCIPAL else None
            if made and holder.get("since"):
                spells.append(Spell(state, office, made[0], made[1], (), holder["since"], "", 2))
    return spells


def _codes(data: Path) -> dict[str, str]:
    """Three-letter codes by Factbook code and by name in lower case."""
    codes = {"kv": "XKX", "od": "SSD", "uc": "CUW", "nn": "SXM", "kosovo": "XKX", "south sudan": "SSD", "united kingdom": "GBR"}
    for row in read_csv(data / "countries" / "countries_2026.csv"):
        if row["iso3"]:
            codes.setdefault(row["gec"], row["iso3"])
            codes.setdefault(row["name"].lower(), row["iso3"])
    for row in read_own("state_forms.csv"):
        for text in (row["name"], *row["names"].split("|")):
            if text:
                codes.setdefault(fold(text).lower(), row["code"])
                codes.setdefault(text.lower(), row["code"])
    codes["korea, north"], codes["korea, south"] = "PRK", "KOR"
    codes["people's republic of china"] = "CHN"
    codes["vatican city"] = "VAT"
    codes.pop("we", None)
    codes.pop("gz", None)
    return codes
