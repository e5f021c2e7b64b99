"""JSON lines of gold and of predictions."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import StopRun
from dragoman.evaluation.agreement import Plain


def read_lines(path: Path) -> Iterator[Plain]:
    """The objects of a .jsonl file, blank lines passed over.

    Raises StopRun, naming file and line, where a line is no JSON object.
    """
    try:
        # Split on \n alone: str.splitlines() would also cut at U+2028, which may stand inside a JSON string.
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as trouble:
        raise StopRun(f"{path}: cannot be read: {trouble}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            raise StopRun(f"{path}:{number}: not JSON") from None
        if not isinstance(value, dict):
            raise StopRun(f"{path}:{number}: not a JSON object")
        yield value


def read_predictions(path: Path) -> dict[str, Plain]:
    """Predictions by document id; the last one counts where an id comes twice.

    Raises StopRun, naming the file, where a prediction has no id.
    """
    found: dict[str, Plain] = {}
    for line in read_lines(path):
        document = line.get("document")
        name = line.get("id") or (document.get("id") if isinstance(document, dict) else None)
        if not isinstance(name, str):
            raise StopRun(f'{path}: a prediction without "id" or "document": {{"id"}}')
        found[name] = line
    return found
