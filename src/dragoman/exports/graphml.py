"""GraphML: parties as nodes, and for each dyad and PLOVER type a directed edge, for networkx, Gephi, igraph and R.

Holds how often each type was told between two parties, by status, the sum and mean of PLOVER scores of what occurred,
its first and last day, and in how many documents. A mutual act counts once in each direction. Does not hold single
events, quotes, statements, instruments or commitments; it cannot be read back.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import IO

from lxml import etree

from dragoman.exports import codes, dyads
from dragoman.records import Party, Record

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_NODE = {"code": "string", "label": "string", "state": "string", "sector": "string"}
_EDGE = {
    "type": "string", "quad": "int", "count": "int", "occurred": "int", "planned": "int", "hypothetical": "int",
    "denied": "int", "score_sum": "double", "score_mean": "double", "first": "string", "last": "string", "documents": "int",
}  # fmt: skip


@dataclasses.dataclass(slots=True)
class _Edge:
    told: dict[str, int] = dataclasses.field(default_factory=dict)
    score: float = 0.0
    first: str | None = None
    last: str | None = None
    documents: int = 0
    latest: int = -1  # the number of the document seen last: one document counts once


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write the graph of all dyads; gives the number of edges. Parties without a code, and acts without a second party,
    are in no dyad. Memory grows with the parties and dyads, not with the records."""
    parties: dict[str, Party] = {}
    edges: dict[tuple[str, str, str], _Edge] = {}
    for number, record in enumerate(records):
        for event in record.events:
            day = dyads.day(event, record.document)
            for actor, recipient in dyads.pairs(event):
                if actor is None or recipient is None or not actor.code or not recipient.code:
                    continue
                for party in (actor, recipient):
                    parties.setdefault(party.code, party)
                edge = edges.setdefault((actor.code, recipient.code, event.type), _Edge())
                _count(edge, event.status, event.score, day, number)
    return _write(parties, edges, out)


def _count(edge: _Edge, status: str, score: float, day: str | None, document: int) -> None:
    edge.told[status] = edge.told.get(status, 0) + 1
    if edge.latest != document:
        edge.documents, edge.latest = edge.documents + 1, document
    if status == "occurred":
        edge.score += score
        if day:
            edge.first = min(edge.first or day, day)
            edge.last = max(edge.last or day, day)


def _write(parties: dict[str, Party], edges: dict[tuple[str, str, str], _Edge], out: IO[bytes]) -> int:
    ids = {code: f"n{number}" for number, code in enumerate(sorted(parties))}
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("graphml", nsmap={None: _NAMESPACE}):
            for what, fields in (("node", _NODE), ("edge", _EDGE)):
                for name, kind in fields.items():
                    key = {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": kind}
                    file.write(etree.Element("key", key), "\n")
            with file.element("graph", {"id": "G", "edgedefault": "directed"}):
                for code, id in ids.items():
                    file.write(_element("node", {"id": id}, _node(parties[code])), "\n")
                for number, (dyad, edge) in enumerate(sorted(edges.items())):
                    ends = {"id": f"e{number}", "source": ids[dyad[0]], "target": ids[dyad[1]]}
                    file.write(_element("edge", ends, _edge(dyad[2], edge)), "\n")
    return len(edges)


def _node(party: Party) -> dict[str, object]:
    """A state carries its own name, any other party the end of its code: not that of whoever was met first."""
    state = codes.states().get(party.code)
    label = state.icews if state else party.code.partition(":")[2] or party.code
    return {"code": party.code, "label": label, "state": codes.state_of(party), "sector": None if state else party.sector}


def _edge(kind: str, edge: _Edge) -> dict[str, object]:
    occurred = edge.told.get("occurred", 0)
    return {
        "type": kind, "quad": codes.quad(kind), "count": sum(edge.told.values()), "occurred": occurred,
        **{status: edge.told.get(status, 0) for status in ("planned", "hypothetical", "denied")},
        "score_sum": round(edge.score, 6), "score_mean": round(edge.score / occurred, 6) if occurred else None,
        "first": edge.first, "last": edge.last, "documents": edge.documents,
    }  # fmt: skip


def _element(name: str, attributes: dict[str, str], data: dict[str, object]) -> etree._Element:
    element = etree.Element(name, attributes)
    for field, value in data.items():
        if value is not None:
            etree.SubElement(element, "data", key=f"{name}_{field}").text = _NO_XML.sub("\ufffd", str(value))
    return element
