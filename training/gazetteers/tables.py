"""Reading sources and writing the gazetteers: CSV with comment lines, the same bytes every time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src" / "dragoman" / "data" / "gazetteers"


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a source, cells stripped. A byte-order mark in front is dropped."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)]


def read_own(name: str) -> list[dict[str, str]]:
    """Rows of additions/`name`; no comments, no empty lines. Raises SystemExit where a row is too long."""
    rows: list[dict[str, str]] = []
    header: list[str] = []
    for number, line in enumerate((HERE / "additions" / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise SystemExit(f"additions/{name}, line {number}: {len(cells)} cells where {len(header)} belong")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return rows


def write(name: str, notes: Sequence[str], header: str, rows: Iterable[Sequence[str]]) -> int:
    """Writes data/gazetteers/`name`; `notes` become comment lines. Returns how many rows."""
    buffer = io.StringIO()
    for note in notes:
        buffer.write(f"# {note}\n")
    buffer.write(header + "\n")
    writer = csv.writer(buffer, lineterminator="\n")
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    (TARGET / name).write_text(buffer.getvalue(), encoding="utf-8")
    return count
