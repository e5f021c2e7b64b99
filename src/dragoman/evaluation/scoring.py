"""Evaluating: gold of one kind against predictions from a file, or against Dragoman's own reading of its texts."""
from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import SkipDocument, StopRun
from dragoman.evaluation import documents, errors, pairs, relations, sentences
from dragoman.evaluation.agreement import Plain
from dragoman.evaluation.lines import read_predictions
from dragoman.records import Record

KINDS = {"diplomatic": documents, "sentences": sentences, "relations": relations}
"""The kinds of gold, each with its module: `texts(gold)` and `score(gold, predictions)`."""

PAIRS = "pairs"
"""The same gold as relations with the two parties given: only the type between them is asked for."""

Reader = Callable[[list[str]], Iterable[Record | SkipDocument]]
"""What reads documents from sources, as dragoman.pipeline.read_documents does."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures by name, the rows of what was missed or wrongly added, and the documents that were refused."""

    figures: Plain
    misses: list[tuple[Any, ...]]
    refused: tuple[str, ...] = ()
    faults: tuple[Plain, ...] = ()


def evaluate(
    kind: str, gold: Path, predictions: Path | None = None, reader: Reader | None = None, *, explain: bool = False
) -> Outcome:
    """Score predictions, or a reader's own reading of the gold's texts where `predictions` is None. With `explain` the
    outcome has `faults`, as errors.faults tells them.

    Raises StopRun where the kind is unknown, gold or predictions cannot be read, or there is nothing to score.
    """
    if kind not in (*KINDS, PAIRS):
        raise StopRun(f"{kind}: no such kind of gold; there are {', '.join((*KINDS, PAIRS))}")
    if not gold.exists():
        raise StopRun(f"{gold}: no such gold")
    if kind == PAIRS:
        if predictions is not None:
            raise StopRun("pairs are judged by Dragoman itself; leave the predictions out")
        if explain:
            raise StopRun("pairs have no page of errors; --misses lists the wrong answers")
        from dragoman.pipeline import relation

        figures, wrong = pairs.score(gold, lambda text, source, target: relation(text, source, target).type)
        return Outcome(figures, list(wrong))
    judge = KINDS[kind]
    refused: list[str] = []
    if predictions is not None:
        by_id = read_predictions(predictions)
    else:
        by_id = _read(judge.texts(gold), reader or _own_reader(), refused)
    figures, misses = judge.score(gold, by_id)
    found = errors.faults(kind, gold, by_id) if explain else ()
    return Outcome(figures, misses, tuple(refused), tuple(found))


def _own_reader() -> Reader:
    from dragoman.pipeline import read_documents  # loads the model: only where something is to be read

    return read_documents


def _read(lines: list[Plain], reader: Reader, refused: list[str]) -> dict[str, Plain]:
    """Read through the same door as every user's documents, a .jsonl file, so that the figures are those users get."""
    given = {line["id"]: line["text"] for line in lines}
    found: dict[str, Plain] = {}
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder) / "gold.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for line in lines:
                out.write(json.dumps({k: v for k, v in line.items() if v is not None}) + "\n")
        for record in reader([str(file)]):
            if isinstance(record, SkipDocument):
                refused.append(str(record))
                continue
            name = record.document.id
            shift = _shift(given.get(name, ""), record.document.text)
            found[name] = _moved(record.as_dict(), shift)
    return found


def _shift(gold: str, read: str) -> int:
    """How far the text read starts into the gold text: gold offsets count from the file's first character."""
    if gold == read or not read:
        return 0
    return max(0, gold.find(read[:200]))


def _moved(value: Any, shift: int) -> Any:
    """The record with every offset moved by `shift` characters."""
    if not shift:
        return value
    if isinstance(value, dict):
        offsets = ("start", "end")
        return {k: v + shift if k in offsets and isinstance(v, int) else _moved(v, shift) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_moved(item, shift) for item in value]
    return value
