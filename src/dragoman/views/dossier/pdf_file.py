"""The dossier as PDF, set by Typst from one template file.

Reads:  tree.Dossier.
Writes: PDF, the same bytes each time. All text is handed over as data and set as strings: Typst parses none of it as markup.
"""
from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

from dragoman.errors import StopRun
from dragoman.views import charts, wording
from dragoman.views.dossier import citing
from dragoman.views.dossier.selection import lengths
from dragoman.views.dossier.tree import Block, Citation, Claim, Dossier, Group, Picture, Table, Work
from dragoman.views.dossier.web_page import READING

Plain = dict[str, Any]


def render(dossier: Dossier) -> bytes:
    """The document. Raises StopRun where typst is not installed, or where it cannot set the document."""
    try:
        import typst
    except ImportError:
        raise StopRun("typst is not installed; `pip install dragoman[pdf]` brings it") from None
    template = (resources.files("dragoman") / "views" / "templates" / "dossier.typ").read_bytes()
    try:
        made = typst.compile(template, sys_inputs={"dossier": json.dumps(_dossier(dossier), ensure_ascii=False)})
    except (RuntimeError, ValueError, OSError) as problem:
        raise StopRun(f"the PDF cannot be set: {' '.join(str(problem).split())[:300]}") from problem
    assert isinstance(made, bytes)
    return made


def _dossier(dossier: Dossier) -> Plain:
    anchors = citing.anchors(dossier.works)
    period = dossier.period[:1].upper() + dossier.period[1:]
    return {
        "title": wording.one_line(dossier.title),
        "byline": f"{period} · as of {dossier.as_of} · {wording.counted(len(dossier.works), 'source')}",
        "reading": READING,
        "sections": [{"title": section.title, "blocks": _blocks(section.blocks, anchors)} for section in dossier.sections],
        "works": [_work(work, anchors) for work in dossier.works],
    }


def _blocks(blocks: Sequence[Block], anchors: dict[Citation, str]) -> list[Plain]:
    made: list[Plain] = []
    for block in blocks:
        if isinstance(block, Claim):
            made.append({"kind": "claim", **_claim(block, anchors)})
        elif isinstance(block, Group):
            made.append({"kind": "group", "title": wording.one_line(block.title), "blocks": _blocks(block.blocks, anchors)})
        elif isinstance(block, Table):
            rows = [{"cells": list(map(wording.one_line, row.cells)), "cites": _cites(row.citations, anchors)}
                    for row in block.rows]
            made.append({"kind": "table", "caption": block.caption, "head": [*map(wording.one_line, block.head), "Cited"],
                         "rows": rows, "note": block.note})
        elif isinstance(block, Picture):
            made.append({"kind": "picture", "svg": charts.svg(block.plot), "alt": wording.one_line(block.plot.description)})
        else:
            made.append({"kind": "note", "text": wording.one_line(block.text), "command": wording.one_line(block.command)})
    return made


def _claim(claim: Claim, anchors: dict[Citation, str]) -> Plain:
    quote = citing.words(claim.citations[0], lengths().quote) if claim.quoted and claim.citations else ""
    return {"text": wording.one_line(claim.text), "when": wording.one_line(claim.when), "more": claim.more, "quote": quote,
            "marks": wording.one_line(" · ".join(claim.marks)), "cites": _cites(claim.citations, anchors),
            "parts": [_claim(part, anchors) for part in claim.parts]}


def _cites(citations: Sequence[Citation], anchors: dict[Citation, str]) -> list[Plain]:
    return [{"label": f"[{citing.label(cited)}]", "to": anchors[cited]} for cited in citations]


def _work(work: Work, anchors: dict[Citation, str]) -> Plain:
    cited = [{"at": f"Sentence {c.sentence + 1}", "quote": citing.words(c), "entry": wording.one_line(c.entry),
              "name": anchors[c]} for c in work.words]
    return {"number": str(work.number), "title": wording.one_line(work.title), "details": wording.one_line(citing.details(work)),
            "address": wording.one_line(work.address), "link": citing.link_of(work.address) or "",
            "origin": citing.origin(work), "hash": wording.one_line(work.hash), "words": cited}
