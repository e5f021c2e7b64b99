"""The dossier as Markdown: headings, lists and tables that read well as they stand, and in any renderer.

Reads:  tree.Dossier.
Writes: CommonMark with tables. Every word from outside is escaped: none makes a link, a heading, HTML, a formula or a table.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.views import wording
from dragoman.views.dossier import citing
from dragoman.views.dossier.selection import lengths
from dragoman.views.dossier.tree import Block, Citation, Claim, Dossier, Group, Picture, Table, Work

# What CommonMark, tables, strike-through, formulas, templates and the bare addresses of GitHub's dialect are made of.
_SIGNS = re.compile(r"[\\`*_\[\]{}<>|~#$@&^]|(?<=[a-z])://|(?<=www)\.|(?<=^)[-+=:!>]|(?<=^)\d+(?=[.)])", re.I)

READING = ("Figures in brackets cite: \\[3:5\\] is sentence 5 of source 3 in the bibliography, where the words stand. "
           "Words between names, dates and quotes are set phrases for the codes on record.")


def render(dossier: Dossier) -> str:
    """The text, with a newline at its end."""
    lines = [f"# {escaped(dossier.title)}", "",
             f"{escaped(dossier.period[:1].upper() + dossier.period[1:])} · as of {escaped(dossier.as_of)} · "
             f"{wording.counted(len(dossier.works), 'source')}", "", READING, ""]
    for section in dossier.sections:
        lines += [f"## {escaped(section.title)}", "", *_blocks(section.blocks, 3)]
    lines += ["## Bibliography", ""]
    for work in dossier.works:
        lines += _work(work)
    if not dossier.works:
        lines += ["No source is cited.", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Text on one line in which nothing is markup.

    >>> escaped("[x](javascript:1) <b> https://a.example")
    '\\\\[x\\\\](javascript:1) \\\\<b\\\\> https\\\\://a.example'
    """
    return _SIGNS.sub(_escape, wording.one_line(text))


def _escape(found: re.Match[str]) -> str:
    # "1." at the start of a line begins a list; a digit itself cannot be escaped, the point behind it can.
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _blocks(blocks: Sequence[Block], level: int) -> list[str]:
    lines: list[str] = []
    for n, block in enumerate(blocks):
        if isinstance(block, Claim):
            lines += _claim(block, "")
            if n + 1 == len(blocks) or not isinstance(blocks[n + 1], Claim):
                lines.append("")
        elif isinstance(block, Group):
            lines += [f"{'#' * level} {escaped(block.title)}", "", *_blocks(block.blocks, level + 1)]
        elif isinstance(block, Table):
            lines += _table(block)
        elif isinstance(block, Picture):
            # A text holds no picture: what it shows is told instead.
            lines += [f"*{escaped(block.plot.title)}.* {escaped(block.plot.description)}", ""]
        else:
            lines += [escaped(block.text) + (f" {_code(block.command)}" if block.command else ""), ""]
    return lines


def _claim(claim: Claim, indent: str) -> list[str]:
    when = f"**{escaped(claim.when)}** " if claim.when else ""
    marks = f" — {escaped(' · '.join(claim.marks))}" if claim.marks else ""
    lines = [f"{indent}- {when}{escaped(claim.text)} {_cites(claim.citations)}{marks}"]
    if claim.quoted and claim.citations:
        lines += [f"{indent}  > “{escaped(citing.words(claim.citations[0], lengths().quote))}”"]
    for part in claim.parts:
        lines += _claim(part, indent + "  ")
    if claim.more:
        lines.append(f"{indent}  - And {claim.more} more.")
    return lines


def _table(table: Table) -> list[str]:
    def row(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |"

    lines = [f"**{escaped(table.caption)}**", "", row([*map(escaped, table.head), "Cited"]),
             row(["---", *["---:"] * (len(table.head) - 1), "---"])]
    lines += [row([*map(escaped, found.cells), _cites(found.citations)]) for found in table.rows]
    return [*lines, "", *([escaped(table.note), ""] if table.note else [])]


def _cites(citations: Sequence[Citation]) -> str:
    return " ".join(f"[\\[{citing.label(c)}\\]](#source-{c.document})" for c in citations)


def _work(work: Work) -> list[str]:
    details = f" {escaped(citing.details(work))}." if citing.details(work) else ""
    lines = [f"### Source {work.number}", "", f"**{escaped(work.title)}**{details}"]
    link = citing.link_of(work.address)
    # Within <...> only a few signs count, and link_of lets none of them through.
    lines += [f"<{link}>" if link else escaped(work.address)] if work.address else []
    origin = citing.origin(work)
    if origin:
        lines.append(f"[{escaped(origin)}](#source-{work.reprint_of})" if work.reprint_of is not None else escaped(origin))
    lines.append(f"SHA-256 {_code(work.hash)}")
    lines = [line + "  " if line and n > 1 and n + 1 < len(lines) else line for n, line in enumerate(lines)]
    cited = [f"- Sentence {c.sentence + 1}: “{escaped(citing.words(c))}” {_code(c.entry)}" for c in work.words]
    return [*lines, "", *cited, *([""] if cited else [])]


def _code(text: str) -> str:
    """Text in code marks, longer than any run of them inside it."""
    inner = wording.one_line(text) or " "
    longest = max((len(run) for run in re.findall("`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if "`" in inner else ""
    return f"{fence}{pad}{inner}{pad}{fence}"
