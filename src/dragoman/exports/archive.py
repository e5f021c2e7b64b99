"""The replication archive: what others need to check a study and repeat it, without the texts, which belong to their
publishers.

A folder with
  records.jsonl   each record without its document's text: the text's SHA-256 and length, each entry's words and offsets
  texts.csv       the documents: id, address, title, publisher, date, SHA-256, characters
  codebook/       the ontology as it was used, and the JSON Schema of the record
  versions.json   the software;  commands.txt  what was run;  CITATION.cff  how to cite
  README.md       what all this is;  MANIFEST  the SHA-256 of each file

The same records, commands and versions give the same bytes. `check` tells what has changed since.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

import yaml

from dragoman.documents import texts
from dragoman.errors import StopRun
from dragoman.exports import cells, lines
from dragoman.records import Record

COLUMNS = ("id", "url", "title", "publisher", "published", "sha256", "characters")
"""The columns of texts.csv."""

_MANIFEST = "MANIFEST"
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write(
    folder: Path,
    records: Iterable[Record],
    *,
    commands: Sequence[str],
    versions: Mapping[str, str],
    title: str,
    authors: Sequence[str],
    made: str | None = None,
) -> None:
    """Write the archive into a new or empty folder.

    `commands` are the lines that were run, in order; `versions` the software by name; `authors` people as
    "Family, Given", or bodies by their name; `made` the day of release (ISO 8601), if any: no clock is read.
    Raises StopRun where the folder is not empty or cannot be written, no author or title is given, or `made` is no day.
    """
    _check(folder, title, authors, made)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        documents, entries = _write_records(folder, records)
        _copy(resources.files("dragoman") / "data" / "ontology", folder / "codebook")
        _copy(resources.files("dragoman") / "data" / "record.schema.json", folder / "codebook" / "record.schema.json")
        _put(folder / "versions.json", json.dumps(dict(sorted(versions.items())), ensure_ascii=False, indent=1) + "\n")
        _put(folder / "commands.txt", "".join(cells.one_line(command) + "\n" for command in commands))
        _put(folder / "CITATION.cff", _citation(title, authors, made, versions))
        _put(folder / "README.md", _readme(title, authors, made, documents, entries))
        told = [f"{_hash(folder / name)}  {name}\n" for name in _files(folder)]
        _put(folder / _MANIFEST, "".join(told))
    except OSError as error:
        raise StopRun(f"{folder}: the archive cannot be written here ({error.strerror or error})") from error


def check(folder: Path) -> list[str]:
    """What differs from the manifest, a line each: files changed, missing or added. Empty where all is as it was.

    Raises StopRun where the folder has no manifest, or it is none.
    """
    try:
        manifest = (folder / _MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StopRun(f"{folder}: no archive here: its {_MANIFEST} cannot be read ({error})") from error
    told: dict[str, str] = {}
    for number, line in enumerate(manifest.split("\n")[:-1], 1):
        found = _LINE.fullmatch(line)
        path = PurePosixPath(found[2]) if found else None
        if not found or path is None or path.is_absolute() or ".." in path.parts or found[2] in told:
            raise StopRun(f"{folder}/{_MANIFEST}:{number}: must be a SHA-256, two blanks and a file of this folder, once")
        told[found[2]] = found[1]
    here = set(_files(folder))
    differing = []
    for name in sorted({*told, *here}):
        if name not in here:
            differing.append(f"{texts.shown(name)}: is missing")
        elif name not in told:
            differing.append(f"{texts.shown(name)}: was added")
        elif _hash(folder / name) != told[name]:
            differing.append(f"{texts.shown(name)}: has changed")
    return differing


def _check(folder: Path, title: str, authors: Sequence[str], made: str | None) -> None:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise StopRun(f"{folder}: is not empty; an archive needs a folder of its own")
    if not title.strip() or not authors or not all(author.strip() for author in authors):
        raise StopRun("an archive needs a title and at least one author, who can be cited")
    if made is not None and not _DAY.fullmatch(made):
        raise StopRun(f"{made}: the day of release must be written as 2024-05-31")


def _write_records(folder: Path, records: Iterable[Record]) -> tuple[int, int]:
    """Write records and texts side by side, so that no more than one record is held; gives documents and entries."""
    documents = entries = 0
    with (
        (folder / "records.jsonl").open("w", encoding="utf-8", newline="") as out,
        (folder / "texts.csv").open("w", encoding="utf-8", newline="") as listed,
    ):
        table = csv.writer(listed, lineterminator="\r\n")
        table.writerow(COLUMNS)
        for record in records:
            plain, document = record.as_dict(), record.document
            text = cells.whole(document.text)
            sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
            del plain["document"]["text"]
            plain["document"] |= {"sha256": sha256, "characters": len(text)}
            out.write(lines.dump(plain) + "\n")
            row = (document.id, document.url, document.title, document.publisher, document.published, sha256, len(text))
            table.writerow([cells.safe(value) for value in row])
            documents += 1
            entries += sum(map(len, (record.events, record.statements, record.instruments, record.commitments)))
    return documents, entries


def _copy(source: Traversable, to: Path) -> None:
    if source.is_file():
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(source.read_bytes())
        return
    for inner in sorted(source.iterdir(), key=lambda file: file.name):
        if not inner.name.startswith((".", "_")):
            _copy(inner, to / inner.name)


def _citation(title: str, authors: Sequence[str], made: str | None, versions: Mapping[str, str]) -> str:
    """The Citation File Format 1.2.0 (https://citation-file-format.github.io)."""
    told: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use this archive, please cite it as below.",
        "type": "dataset",
        "title": cells.one_line(title),
        "authors": [_author(author) for author in authors],
    }
    if made:
        told["date-released"] = made
    if "dragoman" in versions:
        told["references"] = [{
            "type": "software", "title": "Dragoman", "authors": [{"name": "The Dragoman authors"}],
            "version": cells.one_line(versions["dragoman"]),
        }]  # fmt: skip
    return str(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=120))


def _author(author: str) -> dict[str, str]:
    family, parted, given = (part.strip() for part in cells.one_line(author).partition(","))
    if parted and family and given:
        return {"family-names": family, "given-names": given}
    return {"name": cells.one_line(author).strip()}


def _readme(title: str, authors: Sequence[str], made: str | None, documents: int, entries: int) -> str:
    return _README.format(
        title=_plain(title), authors="; ".join(map(_plain, authors)), made=f", {made}" if made else "",
        documents=f"{documents:,}", entries=f"{entries:,}",
    )  # fmt: skip


_README = """\
# {title}

{authors}{made}

A replication archive: {entries} entries that were read from {documents} documents. The documents' texts are not here, as
they belong to their publishers; whoever has a text can check with its SHA-256 that it is the one that was read.

| file | what it holds |
|---|---|
| `records.jsonl` | one record a line: of the text `sha256` and `characters`, of each entry its words and offsets |
| `texts.csv` | the documents, with address, publisher, date and SHA-256 of the text in UTF-8 |
| `codebook/` | what the types, modes, contexts and sectors mean, and the JSON Schema of a record (with its text) |
| `versions.json` | the versions of the software |
| `commands.txt` | the commands that made the records, in order |
| `CITATION.cff` | how to cite this archive |
| `MANIFEST` | the SHA-256 of each file here (`sha256sum -c MANIFEST` checks them) |

In `texts.csv` an apostrophe stands before what a spreadsheet would take for a formula.
"""


def _plain(text: str) -> str:
    """A text as Markdown that shows it and does nothing else."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|&~-])", r"\\\1", cells.one_line(text))


def _put(file: Path, text: str) -> None:
    file.write_bytes(cells.whole(text).encode("utf-8"))


def _files(folder: Path) -> Iterator[str]:
    """The files of an archive but its manifest, as paths with "/", in order."""
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return iter(sorted(name for name in found if name != _MANIFEST))


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
