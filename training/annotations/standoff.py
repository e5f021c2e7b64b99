#!/usr/bin/env python3
"""Annotations of others' texts without a word of theirs: made from working copies, and put back on the texts they belong to.

    python standoff.py make INDEX.json WORKING.txt ... --out corpus/NAME.jsonl
    python standoff.py show corpus/NAME.jsonl --corpus SHARED/corpus        the working copies again

A working copy is a sentence file whose `S` lines carry an id (`S ID<tab>TEXT`); INDEX.json lists {"i": ID, "file", "doc",
"start", "end", "text"}. A stand-off line is {"file", "id", "start", "end", "hash", "events", "bystanders"}: file of
shared/corpus, id of the document, characters of the sentence in its text, the first 16 digits of the sentence's SHA-256, and
spans within the sentence: an event is [type, mode, status, [start, end], actors, recipients], a party [start, end, code].
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from check import Annotated, EventMark, PartyMark, read


def digest(sentence: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a sentence."""
    return hashlib.sha256(sentence.encode("utf-8")).hexdigest()[:16]


def line_of(found: Annotated, place: dict) -> dict:
    """A sentence as a stand-off line; `place` says where it stands."""

    def parties(marks) -> list[list]:
        return [[p.start, p.end, p.code] for p in marks]

    events = [
        [e.type, e.mode, e.status, list(e.word), parties(e.actors), parties(e.recipients)] for e in found.events
    ]
    return {
        "file": place["file"],
        "id": place["doc"],
        "start": place["start"],
        "end": place["end"],
        "hash": digest(found.text),
        "events": events,
        "bystanders": parties(found.bystanders),
    }


def corpus_texts(corpus: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], dict]:
    """The rows of shared/corpus with these files and ids, each with its text, by file and id."""
    found = {}
    for name in sorted({file for file, _ in wanted}):
        with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if (name, row["id"]) in wanted:
                    found[name, row["id"]] = row
    return found


def restored(file: Path, corpus: Path) -> Iterator[Annotated]:
    """The annotated sentences of a stand-off file, on the texts of `corpus`; one whose text has changed is left out."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    texts = corpus_texts(corpus, {(line["file"], line["id"]) for line in lines})

    def parties(marks: list[list]) -> tuple[PartyMark, ...]:
        return tuple(PartyMark(*mark) for mark in marks)

    for number, line in enumerate(lines, 1):
        row = texts.get((line["file"], line["id"]))
        sentence = row["text"][line["start"] : line["end"]] if row is not None else ""
        if digest(sentence) != line["hash"]:
            continue
        events = [
            EventMark(kind, mode, status, (word[0], word[1]), parties(actors), parties(recipients))
            for kind, mode, status, word, actors, recipients in line["events"]
        ]
        yield Annotated(sentence, f"{line['id']}:{line['start']}", number, events, list(parties(line["bystanders"])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make")
    make.add_argument("index", type=Path)
    make.add_argument("working", type=Path, nargs="+")
    make.add_argument("--out", type=Path, required=True)
    show = commands.add_parser("show")
    show.add_argument("file", type=Path)
    show.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    if options.command == "show":
        for found in restored(options.file, options.corpus):
            print(f"S {found.id}\t{found.text}")
            for e in found.events:
                sides = (
                    "; ".join(f"{found.text[p.start : p.end]}={p.code or '?'}" for p in side)
                    for side in (e.actors, e.recipients)
                )
                name = e.type + (f".{e.mode}" if e.mode else "")
                print("E", " | ".join([name, e.status, found.text[slice(*e.word)], *sides]))
        return
    index = {str(row["i"]): row for row in json.loads(options.index.read_text(encoding="utf-8"))}
    complaints: list[str] = []
    lines = []
    for file in options.working:
        for found in read(file, complaints):
            place = index[found.id]
            lead = place["text"].find(found.text)
            if lead < 0 or place["text"].strip() != found.text:
                complaints.append(f"{file.name}:{found.line}: not the sentence {found.id}")
                continue
            start = place["start"] + lead
            lines.append(line_of(found, place | {"start": start, "end": start + len(found.text)}))
    lines.sort(key=lambda line: (line["file"], line["id"], line["start"]))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} sentences", *complaints, sep="\n")


if __name__ == "__main__":
    main()
