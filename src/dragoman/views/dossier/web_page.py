"""The dossier as one self-contained HTML page: it loads nothing and runs no script; its policy says so.

Reads:  tree.Dossier.
Writes: HTML for screen, phone, dark rooms and paper. Each citation leads to its words in the bibliography.
"""
from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

from dragoman.views import charts, sheets, wording
from dragoman.views.charts import Plot
from dragoman.views.dossier import citing
from dragoman.views.dossier.selection import lengths
from dragoman.views.dossier.tree import Block, Dossier

READING = ("Figures in brackets cite: [3:5] is sentence 5 of source 3 in the bibliography, where the words stand. "
           "Words between names, dates and quotes are set phrases for the codes on record.")


def render(dossier: Dossier) -> str:
    """The page. Every word from outside is escaped and made harmless."""
    style, style_hash = sheets.style("page.css", "dossier.css")
    return sheets.template("dossier.html").render(
        dossier=dossier,
        period=dossier.period[:1].upper() + dossier.period[1:],
        anchors=citing.anchors(dossier.works),
        label=citing.label,
        words=citing.words,
        details=citing.details,
        origin=citing.origin,
        link_of=citing.link_of,
        quote=lengths().quote,
        sources=wording.counted(len(dossier.works), "source"),
        reading=READING,
        runs=_runs,
        draw=_drawn,
        style=style,
        style_hash=style_hash,
    )


def _runs(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Neighbours of one kind together: claims that follow each other are one list."""
    return [(kind, list(some)) for kind, some in groupby(blocks, key=lambda block: type(block).__name__)]


def _drawn(plot: Plot) -> Markup:
    return Markup(charts.svg(plot))  # escaped where it is drawn
