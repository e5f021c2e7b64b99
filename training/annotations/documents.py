#!/usr/bin/env python3
"""Whole documents annotated in all four kinds of record, without a word of theirs, and as gold again on the texts they belong to.

    python documents.py make GOLD.json ... --meta FOLDER --corpus SHARED/corpus --out documents
    python documents.py show documents --corpus SHARED/corpus --out FOLDER [--unread]

The second writes gold for `dragoman evaluate diplomatic FOLDER`; with --unread only of documents that nobody looked at while
rules were mended (those that were are marked "read": true).

GOLD.json has the form that shared/gold/GUIDELINES.md tells; FOLDER/NAME.meta names {"file", "id", "title"}. Kept are `start`
and `end`, characters of the document's text, in place of each `quote`, and a hash of the text. `show` puts the title above the
text, as the gold documents have it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from standoff import corpus_texts, digest

KINDS = ("events", "statements", "instruments", "commitments")


def make(files: list[Path], meta: Path, corpus: Path, out: Path) -> None:
    about = {file: json.loads((meta / f"{file.stem}.meta").read_text(encoding="utf-8")) for file in files}
    texts = corpus_texts(corpus, {(a["file"], a["id"]) for a in about.values()})
    out.mkdir(parents=True, exist_ok=True)
    for file, a in about.items():
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = texts[a["file"], a["id"]]["text"]
        kept = {"file": a["file"], "id": a["id"], "published": gold["published"], "hash": digest(text)}
        for kind in KINDS:
            kept[kind] = []
            for record in gold[kind]:
                start = text.index(record["quote"])
                plain = {k: v for k, v in record.items() if k != "quote"}
                kept[kind].append({**plain, "start": start, "end": start + len(record["quote"])})
        (out / f"{a['id']}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def show(folder: Path, corpus: Path, out: Path, *, read: bool | None = None) -> None:
    kept = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    kept = [one for one in kept if read is None or one.get("read", False) == read]
    texts = corpus_texts(corpus, {(k["file"], k["id"]) for k in kept})
    out.mkdir(parents=True, exist_ok=True)
    for one in kept:
        row = texts.get((one["file"], one["id"]))
        if row is None or digest(row["text"]) != one["hash"]:
            print(f"{one['id']}: the text is not at hand, or has changed")
            continue
        gold = {"id": one["id"], "published": one["published"]}
        for kind in KINDS:
            gold[kind] = [
                {k: v for k, v in record.items() if k not in ("start", "end")}
                | {"quote": row["text"][record["start"] : record["end"]]}
                for record in one[kind]
            ]
        title = " ".join(row["title"].split())
        (out / f"{one['id']}.txt").write_text(f"{title}\n\n{row['text']}", encoding="utf-8")
        (out / f"{one['id']}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("make")
    one.add_argument("files", type=Path, nargs="+")
    one.add_argument("--meta", type=Path, required=True)
    two = commands.add_parser("show")
    two.add_argument("folder", type=Path)
    two.add_argument("--unread", action="store_true")
    for command in (one, two):
        command.add_argument("--corpus", type=Path, required=True)
        command.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.command == "make":
        make(options.files, options.meta, options.corpus, options.out)
    else:
        show(options.folder, options.corpus, options.out, read=False if options.unread else None)


if __name__ == "__main__":
    main()
