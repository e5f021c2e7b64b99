"""JSON-LD: each entry a W3C Web Annotation of its document, with PROV for what made it. One JSON document, a node a line.

Example: an annotation's target is the document with a TextQuoteSelector (exact, prefix, suffix) and a
TextPositionSelector (start, end in characters); its body is the entry; it `wasGeneratedBy` the reading of a version of
the reader and `wasDerivedFrom` the document.

Holds everything. The documents' texts are written only on request (`texts=True`), else their SHA-256; what is read without
its text has an empty one, unless `texts` gives the text of its id, whose SHA-256 must then be the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any
from urllib.parse import quote

from dragoman.errors import SkipDocument
from dragoman.exports import building, cells, lines
from dragoman.records import KINDS, Record

AROUND = 32
"""Characters before and after a quote that help to find it again in a changed text."""

_OWN = "urn:dragoman:"
_CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "http://schema.org/",
        "dragoman": "urn:dragoman:vocabulary:",
        "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
        "used": {"@id": "prov:used", "@type": "@id"},
        "sha256": "dragoman:sha256",
        "documentId": "dragoman:documentId",
        "recordSchema": "dragoman:recordSchema",
        "metadata": {"@id": "dragoman:metadata", "@type": "@json"},
        "entry": {"@id": "dragoman:entry", "@type": "@json"},
        "text": "schema:text",
        "name": "schema:name",
        "datePublished": "schema:datePublished",
        "url": {"@id": "schema:url", "@type": "@id"},
    },
]
_KIND = {"events": "Event", "statements": "Statement", "instruments": "Instrument", "commitments": "Commitment"}
_SELECTED = ("start", "end", "quote")  # told by the selectors alone


def write(records: Iterable[Record], out: IO[str], texts: bool = False) -> int:
    """Write one JSON-LD document; gives the number of records. `texts`: with the documents' texts."""
    out.write('{"@context": ' + lines.dump(_CONTEXT) + ', "@graph": [')
    written, parted = 0, "\n"
    for record in records:
        for node in _nodes(record, written, texts):
            out.write(parted + lines.dump(node))
            parted = ",\n"
        written += 1
    out.write("\n]}\n")
    return written


def read(
    source: IO[bytes] | IO[str], name: str, texts: Mapping[str, str] | None = None
) -> Iterator[Record | SkipDocument]:
    """The records of a file that `write` made, node by node, or of one that holds the same nodes in another layout."""
    plain: dict[str, Any] | None = None
    where = 0
    for node in _read_nodes(source, name):
        if isinstance(node, SkipDocument):
            yield node
            continue
        number, told = node
        try:
            if "documentId" in told:
                yield from _whole(plain, name, where)
                plain, where = None, number
                plain = _started(told, texts)
            elif told.get("type") == "Annotation" and plain is not None:
                _add(plain, told)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            reason = str(error) if isinstance(error, Mismatch) else f"is no node as Dragoman writes it ({error!r})"
            yield lines.skip(name, number, "@graph", reason)
    yield from _whole(plain, name, where)


class Mismatch(ValueError):
    """A text that is not the one that was read."""


def _nodes(record: Record, number: int, texts: bool) -> Iterator[dict[str, Any]]:
    """The document, the reading of it, and an annotation for each entry."""
    plain, text = record.as_dict(), cells.whole(record.document.text)
    told = {field: value for field, value in plain["document"].items() if field not in ("id", "text")}
    document = f"{_OWN}document:{quote(cells.whole(record.document.id), safe='')}"
    reading = f"{_OWN}reading:{number}"
    url = record.document.url
    yield {
        "id": document,
        "type": ["prov:Entity", "schema:CreativeWork"],
        "documentId": record.document.id,
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        **({"name": record.document.title} if record.document.title else {}),
        **({"datePublished": record.document.published} if record.document.published else {}),
        **({"url": url} if url and url.startswith(("http://", "https://")) else {}),
        "recordSchema": record.schema,
        "metadata": told,
        **({"text": text} if texts else {}),
        "wasGeneratedBy": reading,
        "dragoman:reader": record.reader,
    }
    yield {
        "id": reading,
        "type": "prov:Activity",
        "used": document,
        "wasAssociatedWith": f"{_OWN}reader:{quote(cells.whole(record.reader), safe='')}",
    }
    for kind in KINDS:
        for entry in plain[kind]:
            yield _annotation(kind, entry, text, document, reading)


def _annotation(kind: str, entry: dict[str, Any], text: str, document: str, reading: str) -> dict[str, Any]:
    start, end = entry["start"], entry["end"]
    return {
        "id": f"{_OWN}entry:{quote(cells.whole(entry['id']), safe='')}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": {
            "type": f"dragoman:{_KIND[kind]}",
            "entry": {field: value for field, value in entry.items() if field not in _SELECTED},
        },
        "target": {
            "source": document,
            "selector": [
                {"type": "TextQuoteSelector", "exact": entry["quote"],
                 "prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
        "wasGeneratedBy": reading,
        "wasDerivedFrom": document,
    }  # fmt: skip


def _read_nodes(source: IO[bytes] | IO[str], name: str) -> Iterator[tuple[int, dict[str, Any]] | SkipDocument]:
    """Nodes line by line where the first line opens the graph as `write` does; else those of the whole, parsed at once."""
    numbered = lines.numbered(source, name)
    first = next(numbered, None)
    if first is None:
        return
    if isinstance(first, SkipDocument):
        yield first
        return
    if not first[1].rstrip().endswith('"@graph": ['):
        yield from _parsed_nodes(first, numbered, name)
        return
    for line in numbered:
        if isinstance(line, SkipDocument):
            yield line
            continue
        number, text = line
        if text.strip() == "]}":
            return
        node = lines.parsed(text.strip().removesuffix(","))
        yield lines.skip(name, number, "@graph", node) if isinstance(node, str) else (number, node)
    yield lines.skip(name, None, "@graph", "is cut off: its last line is not ]}")


def _parsed_nodes(
    first: tuple[int, str], rest: Iterator[tuple[int, str] | SkipDocument], name: str
) -> Iterator[tuple[int, dict[str, Any]] | SkipDocument]:
    parts, room = [first[1]], lines.LONGEST
    for line in rest:
        if isinstance(line, SkipDocument):
            yield line
            return
        parts.append(line[1])
        room -= len(line[1])
        if room < 0:
            yield lines.skip(name, None, None, "is too large in this layout; a node a line is read at any size")
            return
    whole = lines.parsed("\n".join(parts))
    if isinstance(whole, str):
        yield lines.skip(name, None, None, whole)
        return
    graph = whole.get("@graph")
    if not isinstance(graph, list):
        yield lines.skip(name, None, "@graph", "is no list of nodes")
        return
    for number, node in enumerate(graph, 1):
        yield (number, node) if isinstance(node, dict) else lines.skip(name, number, "@graph", "is no node")


def _started(node: dict[str, Any], texts: Mapping[str, str] | None) -> dict[str, Any]:
    id = node["documentId"]
    text = node.get("text") or (texts or {}).get(id, "")
    if text and hashlib.sha256(cells.whole(text).encode("utf-8")).hexdigest() != node["sha256"]:
        raise Mismatch(f"the text of document {id} is not the one that was read: its SHA-256 differs")
    return {
        "schema": node["recordSchema"], "reader": node["dragoman:reader"],
        "document": {**node["metadata"], "id": id, "text": text}, **{kind: [] for kind in KINDS},
    }  # fmt: skip


def _add(plain: dict[str, Any], node: dict[str, Any]) -> None:
    body, (quoted, position) = node["body"], node["target"]["selector"]
    kind = next(kind for kind, name in _KIND.items() if body["type"] == f"dragoman:{name}")
    spot = {"start": position["start"], "end": position["end"], "quote": quoted["exact"]}
    plain[kind].append({**body["entry"], **spot})


def _whole(plain: dict[str, Any] | None, name: str, number: int) -> Iterator[Record | SkipDocument]:
    if plain is not None:
        wrong = building.problem(plain)
        yield lines.skip(name, number, *wrong) if wrong else building.record(plain)
