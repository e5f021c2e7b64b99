"""Gold: a folder with NAME.json and NAME.txt for each document, as the guidelines of annotation (gold/GUIDELINES.md) ask.

Holds what is measured: types, modes, codes of parties, dates, places, status, speakers, kinds, sectors, modality and quotes.
Does not hold offsets (a quote is found again at its first place), names, roles and sectors of parties, contexts, confidence,
titles, or a document's metadata other than its id and date. Line breaks of the text become "\\n", as those who measure read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman import ontology
from dragoman.errors import SkipDocument, StopRun
from dragoman.exports import building, cells, codes, lines
from dragoman.records import KINDS, Document, Record, content_id

Plain = dict[str, Any]

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)
_FIELDS: dict[str, tuple[str, ...]] = {
    "events": ("type", "mode", "actor", "recipient", "date", "place", "status", "quote"),
    "statements": ("speaker", "state", "form", "quote"),
    "instruments": ("kind", "parties", "status", "date", "quote"),
    "commitments": ("by", "to", "sectors", "modality", "quote"),
}
"""What the guidelines name of each kind, in their order."""


def write(records: Iterable[Record], folder: Path) -> int:
    """Write two files for each record; gives the number of records. Raises StopRun where the folder cannot be written."""
    names: set[str] = set()
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for record in records:
            name = _name(record.document.id, names)
            (folder / f"{name}.json").write_bytes(_json(record).encode("utf-8"))
            (folder / f"{name}.txt").write_bytes(_unix(record.document.text).encode("utf-8"))
            written += 1
    except OSError as error:
        raise StopRun(f"{folder}: gold cannot be written here ({error.strerror or error})") from error
    return written


def read(folder: Path, name: str) -> Iterator[Record | SkipDocument]:
    """The records of a folder, by file name. An entry whose quote is not in the text, or that the contract does not allow,
    comes as a SkipDocument before the record, which holds the others. Sentences are the text's paragraphs."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise StopRun(f"{name}: no gold document (NAME.json beside NAME.txt) here")
    for file in files:
        yield from _read(file, f"{name}/{file.name}")


def _json(record: Record) -> str:
    """One entry a line, as people who annotate read it."""
    head = {"id": record.document.id, "published": record.document.published}
    parts = [lines.dump(head)[:-1]]
    for kind in KINDS:
        told = ",\n".join("  " + lines.dump(_entry(kind, entry)) for entry in getattr(record, kind))
        parts.append(f' "{kind}": [\n{told}\n ]' if told else f' "{kind}": []')
    return ",\n".join(parts) + "}\n"


def _entry(kind: str, entry: Any) -> Plain:
    told: Plain = {}
    for field in _FIELDS[kind]:
        value = getattr(entry, field)
        if field == "quote":
            value = _unix(value)
        elif field == "place":
            value = value.name if value else None
        elif isinstance(value, tuple) and field != "sectors":
            value = list(dict.fromkeys(party.code for party in value if party.code))  # whom nobody names stays out
        told[field] = value
    return told


def _unix(text: str) -> str:
    return cells.whole(text).replace("\r\n", "\n").replace("\r", "\n")


def _name(id: str, names: set[str]) -> str:
    """A file name for an id: its letters and digits, and where that loses something or is taken a hash of it."""
    name = _UNFIT.sub("-", id).strip("-.")[:100]
    if name != id or name.lower() in names:
        name = f"{name or 'document'}-{content_id(id)}"
    base, again = name, 1
    while name.lower() in names:
        again += 1
        name = f"{base}-{again}"
    names.add(name.lower())
    return name


def _read(file: Path, name: str) -> Iterator[Record | SkipDocument]:
    try:
        told = lines.parsed(file.read_text(encoding="utf-8-sig"))
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield lines.skip(name, None, None, f"cannot be read ({error})")
        return
    if isinstance(told, str):
        yield lines.skip(name, None, None, told)
        return
    if not isinstance(told.get("id"), str) or not all(isinstance(told.get(kind, []), list) for kind in KINDS):
        yield lines.skip(name, None, "id", "a gold document needs an id and lists of " + ", ".join(KINDS))
        return
    published = told.get("published")
    sentences = [found.span() for found in _PARAGRAPH.finditer(text)]
    plain: Plain = {
        "schema": "1", "reader": "import:gold", **{kind: [] for kind in KINDS},
        "document": {
            "id": told["id"], "text": text, "path": None, "title": None, "authors": [], "publisher": None,
            "published": published, "url": None, "language": "en", "sentences": [list(span) for span in sentences],
        },
    }  # fmt: skip
    wrong = building.problem(plain)
    if wrong:
        yield lines.skip(name, None, *wrong)
        return
    document = building.document(plain["document"])
    plain["document"] = {**plain["document"], "text": "", "sentences": []}  # checked: not again with each entry
    entries: dict[str, Any] = {}
    for kind in KINDS:
        kept = []
        for place, entry in enumerate(told.get(kind, [])):
            made = _made(kind, entry, place, document)
            wrong = made if isinstance(made, tuple) else building.problem({**plain, kind: [made]})
            if wrong:
                yield lines.skip(name, None, f"{kind}.{place}.{wrong[0].removeprefix(f'{kind}.0.')}", wrong[1])
            else:
                kept.append(building.entry(kind, made))  # type: ignore[arg-type]
        entries[kind] = tuple(kept)
    yield Record(document, **entries, reader="import:gold")


def _made(kind: str, entry: Any, place: int, document: Document) -> Plain | tuple[str, str]:
    """An entry with all fields of the contract, or the field that is wrong and why."""
    if not isinstance(entry, dict) or not isinstance(entry.get("quote"), str) or not entry["quote"]:
        return "quote", "an entry needs the words of the text that it stands on"
    start = document.text.find(entry["quote"])
    if start < 0:
        return "quote", f"is not in the text: {entry['quote'][:80]!r}"
    end = start + len(entry["quote"])
    sentence = next((n for n, (a, b) in enumerate(document.sentences) if a <= start < b), 0)
    told: Plain = {"attributed_to": None, "sectors": [], "date": None, "mode": None, "state": None, "to": [], **entry}
    for field in ("actor", "recipient", "parties", "by", "to"):
        if isinstance(entry.get(field), list):
            told[field] = [_party(code, start, end) for code in entry[field]]
    if kind == "events":
        known = told.get("type") in ontology.types()
        told |= {
            "contexts": [], "cameo": ontology.cameo(told["type"], told["mode"]) if known else None,
            "score": ontology.score(told["type"], told["mode"]) if known else 0.0, "status": told.get("status", "occurred"),
            "place": {"name": told["place"], "country": codes.states_by_name().get(str(told["place"]).lower())}
            if told.get("place") is not None else None,
        }  # fmt: skip
    told |= {"statements": {"stance": "neutral", "about": []}, "instruments": {"title": entry["quote"]},
             "commitments": {"action": entry["quote"], "due": None, "instrument": None}}.get(kind, {})  # fmt: skip
    told |= {"id": content_id(document.id, kind, place, entry["quote"]), "confidence": 1.0, "produced_by": "import:gold",
             "sentence": sentence, "start": start, "end": end}  # fmt: skip
    return told


def _party(code: Any, start: int, end: int) -> Plain:
    state = codes.states().get(code) if isinstance(code, str) else None
    name = state.icews if state else str(code).partition(":")[2] or str(code)
    return {"code": code, "name": name, "role": None, "sector": None, "start": start, "end": end}

