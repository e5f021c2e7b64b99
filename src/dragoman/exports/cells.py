"""Text made fit for a cell: of a spreadsheet, of a line whose columns are parted by tabs, of a file in UTF-8.

Example: "=1+1" becomes "'=1+1", which a spreadsheet shows and does not run; "a<tab>b" becomes "a b" in a line.
"""

from __future__ import annotations

import re
from typing import TypeVar

Value = TypeVar("Value")

_LONE = re.compile(r"[\ud800-\udfff]")
_FORMULA = re.compile(r"'* *[=+\-@\t\r\n]")
_QUOTED = re.compile(r"'+ *[=+\-@\t\r\n]")
_BLANKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")  # what one program or another takes for a column or a line
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def whole(text: str) -> str:
    """The text with half surrogate pairs, which no UTF-8 file can hold, as U+FFFD; its length stays."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)


def safe(value: Value) -> Value | str:
    """A cell that no spreadsheet runs: an apostrophe stands before what looks like a formula; numbers stay numbers.

    NUL, which ends a cell in some programs, becomes U+FFFD. `plain` takes the apostrophe away again.
    """
    if not isinstance(value, str):
        return value
    text = whole(value.replace("\0", "\ufffd"))
    return "'" + text if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text of a cell that `safe` wrote."""
    return cell[1:] if _QUOTED.match(cell) else cell


def one_line(text: str) -> str:
    """The text without tabs and line breaks, which become blanks, and without other control characters (U+FFFD)."""
    return _CONTROLS.sub("\ufffd", _BLANKS.sub(" ", whole(text)))


def row(values: list[str | int | float | None]) -> str:
    """A line of columns parted by tabs, with its line break. No cell can shift the columns.

    Texts are neutralised. A cell with a quotation mark stands in quotation marks, as pandas, R and Stata expect it;
    whoever splits at tabs alone finds the same columns.
    """
    return "\t".join(_cell(value) for value in values) + "\n"


def split(line: str) -> list[str]:
    """The texts of a line that `row` or another program wrote."""
    return [plain(_unquoted(cell)) for cell in line.rstrip("\r\n").split("\t")]


def _cell(value: str | int | float | None) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = str(safe(one_line(value)))
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def _unquoted(cell: str) -> str:
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    inner = cell[1:-1]
    return inner.replace('""', '"') if '"' not in inner.replace('""', "") else cell
