#!/usr/bin/env python3
"""How far two annotators agree who worked apart from each other: on sentences, and on whole documents.

    python agreement.py [--corpus SHARED/corpus] [--score SHARED/tools/score.py]

First annotations are those of `prose/`, `corpus/` and `documents/`, second ones those of `second/`, of the same sentences and
documents. Of sentences it prints, as F1 of the second against the first: acts told by the same word with the same type, the
same with the same parties, and the set of types of a sentence; of acts that both saw, how often the status is the same, and
Cohen's kappa of their types (words that only one saw count as NONE). Of documents, what the scorer prints. Others' texts must
be at hand in the corpus.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from check import Annotated, EventMark, read
from standoff import restored

from documents import show

HERE = Path(__file__).resolve().parent
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
NONE = "NONE"


def couples(corpus: Path) -> Iterator[tuple[str, Annotated, Annotated]]:
    """The sentences that were annotated twice: "prose" or "corpus", first and second annotation."""
    for name, first, second in (
        ("prose", _prose("prose"), _prose("second")),
        ("corpus", _corpus("corpus", corpus), _corpus("second", corpus)),
    ):
        known = {s.text: s for s in first}
        for found in second:
            if found.text in known:
                yield name, known[found.text], found


def _prose(folder: str) -> Iterator[Annotated]:
    complaints: list[str] = []
    for file in sorted((HERE / folder).glob("*.txt")):
        yield from read(file, complaints)
    if complaints:
        raise SystemExit("\n".join(complaints))


def _corpus(folder: str, corpus: Path) -> Iterator[Annotated]:
    for file in sorted((HERE / folder).glob("*.jsonl")):
        yield from restored(file, corpus)


def touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def matched(first: list[EventMark], second: list[EventMark], *, typed: bool = True) -> list[tuple[EventMark, EventMark]]:
    """Acts told by the same word, each once; with `typed` of the same type, else the same type first."""
    out, left = [], list(second)
    for wanted in (True,) if typed else (True, False):
        for a in first:
            if any(a is x for x, _ in out):
                continue
            found = next((b for b in left if touch(a.word, b.word) and (a.type == b.type or not wanted)), None)
            if found is not None:
                left.remove(found)
                out.append((a, found))
    return out


def same_parties(a: EventMark, b: EventMark) -> bool:
    """The same words in the same roles, as far as they touch; without a direction where the act has none."""

    def meet(xs: Iterable, ys: Iterable) -> bool:
        xs, ys = list(xs), list(ys)

        def covered(some: list, others: list) -> bool:
            return all(any(touch((x.start, x.end), (y.start, y.end)) for y in others) for x in some)

        return covered(xs, ys) and covered(ys, xs)

    if meet(a.actors, b.actors) and meet(a.recipients, b.recipients):
        return True
    return a.type in MUTUAL and meet((*a.actors, *a.recipients), (*b.actors, *b.recipients))


def f1(hit: int, first: int, second: int) -> float:
    return round(2 * hit / (first + second), 3) if first + second else 0.0


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa (1960) of two annotators' labels of the same things."""
    n = len(pairs)
    seen = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[k] * right[k] for k in left) / n**2
    return round((seen - chance) / (1 - chance), 3)


def of_sentences(found: list[tuple[Annotated, Annotated]]) -> dict[str, float]:
    """The figures that the module's docstring names."""
    first, second = sum(len(a.events) for a, _ in found), sum(len(b.events) for _, b in found)
    alike = [pair for a, b in found for pair in matched(a.events, b.events)]
    types = [({e.type for e in a.events}, {e.type for e in b.events}) for a, b in found]
    labels: list[tuple[str, str]] = []
    for a, b in found:
        couples = matched(a.events, b.events, typed=False)
        labels += [(x.type, y.type) for x, y in couples]
        labels += [(x.type, NONE) for x in a.events if not any(x is k for k, _ in couples)]
        labels += [(NONE, y.type) for y in b.events if not any(y is k for _, k in couples)]
        labels += [(NONE, NONE)] * (not a.events and not b.events)
    return {
        "sentences": len(found),
        "acts": first,
        "word and type": f1(len(alike), first, second),
        "word, type and parties": f1(sum(same_parties(a, b) for a, b in alike), first, second),
        "types of a sentence": f1(*(sum(map(len, some)) for some in ([a & b for a, b in types], *zip(*types, strict=True)))),
        "status of acts both saw": round(sum(a.status == b.status for a, b in alike) / max(1, len(alike)), 3),
        "kappa of types": kappa(labels),
    }


def of_documents(corpus: Path, scorer: Path) -> str:
    """What the scorer says of the second annotation of documents, taken for a prediction."""
    import json

    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first", Path(folder) / "second"
        show(HERE / "documents", corpus, first)
        show(HERE / "second", corpus, second)
        names = {file.stem for file in second.glob("*.json")}
        for file in first.iterdir():
            if file.stem not in names:
                file.unlink()
        lines = []
        for file in sorted(second.glob("*.json")):
            told, text = json.loads(file.read_text(encoding="utf-8")), file.with_suffix(".txt").read_text(encoding="utf-8")
            for kind in ("events", "statements", "instruments", "commitments"):
                for record in told[kind]:
                    record["start"] = text.index(record["quote"])
                    record["end"] = record["start"] + len(record["quote"])
            lines.append(json.dumps(told))
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(scorer), "diplomatic", str(first), str(predictions)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = HERE.parents[2] / "shared"
    parser.add_argument("--corpus", type=Path, default=shared / "corpus")
    parser.add_argument("--score", type=Path, default=shared / "tools" / "score.py")
    options = parser.parse_args()
    found: dict[str, list[tuple[Annotated, Annotated]]] = {}
    for name, a, b in couples(options.corpus):
        found.setdefault(name, []).append((a, b))
    found["together"] = [pair for some in list(found.values()) for pair in some]
    for name, some in found.items():
        print(name, *(f"{key}: {value}" for key, value in of_sentences(some).items()), sep="\n  ")
    if options.corpus.is_dir():
        print("documents")
        print(*("  " + line for line in of_documents(options.corpus, options.score).splitlines()), sep="\n")


if __name__ == "__main__":
    main()
