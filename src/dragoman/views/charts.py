"""Plots of a dyad as SVG and PNG: cooperation and conflict by period, sectors, a strip of the timeline.

Reads:  relations.Period, records.Episode.
Writes: `svg` (text: no script, no font or address from outside, the same bytes each time) and `png` (for Word documents).
Example: bars up for cooperation, bars down for conflict, and a line for what is left of the two.

Blue and orange-red are Okabe and Ito's, which people with any kind of colour blindness tell apart; up and down say the same
without colour. Text takes the colour of the page around it, so that one picture serves light and dark.

The specifications are Vega-Lite's, and altair's schema accepts them (tests/views/test_charts.py); vl-convert alone draws them,
for loading altair and checking each picture again would take longer than drawing it.
"""
from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.errors import StopRun
from dragoman.records import Episode
from dragoman.relations import Period, quad_of
from dragoman.relations.periods import first_day
from dragoman.views import wording

COOPERATION, CONFLICT = "#0072B2", "#D55E00"
INK = "currentColor"
WIDTH = 640
"""Pixels of a plot's inner width."""
SECTORS_SHOWN = 12
DAYS_SHOWN = 600
"""Days in the strip of the timeline; beyond them those with the fewest episodes are left out."""

_ID = re.compile(r'(\bid="|url\(#)([A-Za-z_]+?)(\d+)(?="|\))')
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture not yet drawn: a Vega-Lite specification, a title, and the alternative text that tells what it shows."""

    spec: dict[str, Any]
    title: str
    description: str


def by_period(periods: Sequence[Period]) -> Plot | None:
    """Bars up for episodes of cooperation, down for conflict, a line for net cooperation. None where nothing is dated.

    What is undated stands in no bar; the description says how much that is.
    """
    dated = [p for p in periods if p.start]
    active = [n for n, p in enumerate(dated) if p.together.episodes]
    if not active:
        return None
    dated = dated[active[0] : active[-1] + 1]
    values = [{"period": p.label, "kind": kind, "episodes": number} for p in dated for kind, number in (
        ("cooperation", p.together.cooperation), ("conflict", -p.together.conflict), ("net", p.together.net))]
    unit = "week" if "W" in dated[0].label else "month" if "-" in dated[0].label else "year"
    one, other = (wording.name_of(code) for code in dated[0].dyad)
    most = max(dated, key=lambda p: (p.together.episodes, p.label))
    undated = sum(p.together.episodes for p in periods if not p.start)
    title = f"{one} and {other}: cooperation and conflict by {unit}"
    description = (
        f"{wording.counted(sum(p.together.cooperation for p in dated), 'episode')} of cooperation and "
        f"{sum(p.together.conflict for p in dated)} of conflict, {_span(dated[0].label, dated[-1].label)}. "
        f"The most in one {unit}: {most.together.episodes} in {wording.day(most.label)}."
        + (f" {wording.counted(undated, 'undated episode')} not drawn." if undated else "")
    )
    # Every label would be unreadable: about twenty are shown, the others are ticks without words.
    labels = [p.label for p in dated]
    x = {"field": "period", "type": "ordinal", "title": unit.capitalize(),
         "axis": {"values": labels[:: -(-len(labels) // 20)], "labelAngle": -45}}
    y = {"field": "episodes", "type": "quantitative", "title": "Episodes (conflict below zero)",
         "axis": {"format": "d", "tickMinStep": 1}}
    scale = {"domain": ["cooperation", "conflict", "net"], "range": [COOPERATION, CONFLICT, INK]}
    color = {"field": "kind", "type": "nominal", "scale": scale,
             "legend": {"title": None, "orient": "top", "symbolType": "square"}}
    bars = {"mark": {"type": "bar"}, "transform": [{"filter": "datum.kind != 'net'"}]}
    line = {"mark": {"type": "line", "strokeWidth": 2, "point": {"size": 25, "filled": True}},
            "transform": [{"filter": "datum.kind == 'net'"}]}
    drawn = {"layer": [bars, line], "encoding": {"x": x, "y": y, "color": color}, "height": 200,
             "width": min(WIDTH, max(240, 40 * len(labels)))}
    return Plot(_spec(values, title, drawn), title, description)


def sectors(periods: Sequence[Period]) -> Plot | None:
    """A bar a main sector with the episodes that touch it, the most frequent first. None where there is no sector."""
    counted: Counter[str] = Counter()
    for period in periods:
        for sector, number in period.together.sectors:
            counted[sector] += number
    if not counted:
        return None
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:SECTORS_SHOWN]
    one, other = (wording.name_of(code) for code in periods[0].dyad)
    title = f"{one} and {other}: episodes by sector"
    told = ", ".join(f"{wording.sector_name(sector)} {number}" for sector, number in most)
    rest = f" {wording.counted(len(counted) - len(most), 'more sector')} not drawn." if len(counted) > len(most) else ""
    values = [{"sector": wording.sector_name(sector), "episodes": number} for sector, number in most]
    y = {"field": "sector", "type": "nominal", "title": "Sector", "sort": [v["sector"] for v in values]}
    shown = {"mark": {"type": "bar", "color": COOPERATION, "height": {"band": 0.7}},
             "encoding": {"y": y, "x": {"field": "episodes", "type": "quantitative", "title": "Episodes",
                                        "axis": {"format": "d", "tickMinStep": 1}}}}
    return Plot(_spec(values, title, {**shown, "height": {"step": 22}}), title, f"Episodes by sector: {told}.{rest}")


def strip(episodes: Sequence[Episode], names: tuple[str, str]) -> Plot | None:
    """One mark a day and quad class, larger for more episodes. None where no episode has a date.

    `names` are the two parties as people read them.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for episode in episodes:
        day = first_day(episode.first)
        if day and episode.status == "occurred":
            counted[day.isoformat(), quad_of(episode)] += 1
    if not counted:
        return None
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:DAYS_SHOWN]
    values: list[dict[str, Any]] = [{"day": day, "quad": quad, "kind": quad.split()[1], "episodes": number}
              for (day, quad), number in sorted(most)]
    one, other = map(wording.one_line, names)
    title = f"{one} and {other}: when it happened"
    scale = {"domain": ["cooperation", "conflict"], "range": [COOPERATION, CONFLICT]}
    shown = {"mark": {"type": "point", "filled": True, "opacity": 0.75}, "encoding": {
        "x": {"field": "day", "type": "temporal", "title": "Day", "scale": {"type": "utc"},
              "axis": {"labelFlush": True, "format": "%-d %b %Y", "labelAngle": -45, "tickCount": 8}},
        "y": {"field": "quad", "type": "nominal", "title": None, "sort": [
            "material cooperation", "verbal cooperation", "verbal conflict", "material conflict"]},
        "size": {"field": "episodes", "type": "quantitative", "title": "Episodes", "legend": None,
                 "scale": {"domain": [0, max(v["episodes"] for v in values)], "range": [30, 300]}},
        "color": {"field": "kind", "type": "nominal", "scale": scale, "legend": None},
    }}
    told = (f"{wording.counted(sum(counted.values()), 'dated episode')} by quad class, "
            f"{_span(values[0]['day'], values[-1]['day'])}.")
    return Plot(_spec(values, title, {**shown, "height": {"step": 30}}), title, told)


def svg(plot: Plot) -> str:
    """The plot as SVG with `<title>` and `<desc>`; its ids come from its content, so several fit into one page.

    Raises StopRun where vl-convert is not installed.
    """
    drawn = _converter().vegalite_to_svg(_drawable(plot.spec))
    prefix = "p" + hashlib.blake2b(f"{plot.title}\x1f{plot.description}\x1f{plot.spec}".encode("utf-8", "replace"),
                                   digest_size=4).hexdigest()
    # The drawing library counts its ids on through the life of the process; ours start anew with each picture.
    seen: dict[str, int] = {}
    drawn = _ID.sub(lambda m: f"{m[1]}{prefix}-{m[2]}{seen.setdefault(m[2] + m[3], len(seen))}", drawn)
    head = re.match(r"<svg\b[^>]*>", drawn)
    assert head is not None
    size = " ".join(re.findall(r'\b(?:width|height|viewBox)="[^"]*"', head[0]))
    opening = (f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" {size} role="img" '
               f'aria-labelledby="{prefix}-t {prefix}-d">'
               f'<title id="{prefix}-t">{_escaped(plot.title)}</title><desc id="{prefix}-d">{_escaped(plot.description)}</desc>')
    return opening + drawn[head.end():]


def png(plot: Plot, scale: float = 2.0) -> bytes:
    """The plot as PNG on white, `scale` pixels for each of its own. Raises StopRun like `svg`."""
    head, end, rest = svg(plot).partition("</desc>")
    return bytes(_converter().svg_to_png(f'{head}{end}<rect width="100%" height="100%" fill="white"/>{rest}', scale=scale))


def _span(first: str, last: str) -> str:
    return wording.day(f"{first}/{last}")


def _spec(values: list[dict[str, Any]], title: str, rest: dict[str, Any]) -> dict[str, Any]:
    plain = {"labelColor": INK, "titleColor": INK, "labelFontSize": 11, "titleFontSize": 12, "titleFontWeight": "normal",
             "labelLimit": 220}
    axis = {**plain, "domainColor": INK, "tickColor": INK, "gridColor": INK, "gridOpacity": 0.15}
    config = {"background": "transparent", "font": "sans-serif", "aria": False, "view": {"stroke": None}, "axis": axis,
              "legend": plain, "title": {"color": INK, "anchor": "start", "fontSize": 14}}
    return {"data": {"values": values}, "width": WIDTH, "title": title, "config": config, **rest}


def _drawable(value: Any) -> Any:
    """The specification without characters that no XML and no font can hold."""
    if isinstance(value, dict):
        return {name: _drawable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_drawable(inner) for inner in value]
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise StopRun("vl-convert is not installed; `pip install vl-convert-python` brings it") from None
    return vl_convert


def _escaped(text: str) -> str:
    plain = _NO_XML.sub("\ufffd", wording.harmless(text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
