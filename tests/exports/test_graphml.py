"""The graph of dyads is sound XML that networkx reads, and counts what the records tell."""
from __future__ import annotations

import dataclasses
import io

import pytest
from hypothesis import given
from lxml import etree
from strategies import calm, corpora

from dragoman.exports import graphml

NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


def graph(records) -> tuple[int, etree._Element]:
    out = io.BytesIO()
    edges = graphml.write(records, out)
    return edges, etree.fromstring(out.getvalue())


def data(root: etree._Element, element: etree._Element) -> dict[str, str]:
    names = {key.get("id"): key.get("attr.name") for key in root.iterfind("g:key", NS)}
    return {names[told.get("key")]: told.text for told in element.iterfind("g:data", NS)}


@given(corpora)
@calm
def test_it_is_sound_xml_and_every_end_is_a_node(records):
    edges, root = graph(records)
    nodes = [node.get("id") for node in root.iterfind(".//g:node", NS)]
    found = root.findall(".//g:edge", NS)
    assert len(found) == edges and len(nodes) == len(set(nodes))
    assert all(edge.get("source") in nodes and edge.get("target") in nodes for edge in found)
    first, second = io.BytesIO(), io.BytesIO()
    graphml.write(records, first)
    graphml.write(records, second)
    assert first.getvalue() == second.getvalue()


def test_counts_scores_and_days_of_a_dyad(record):
    later = dataclasses.replace(record, events=(dataclasses.replace(record.events[0], date="2024-01-02", score=4.0),
                                                dataclasses.replace(record.events[0], status="denied", date="2025-01-01")))
    _, root = graph([record, later])
    codes = {node.get("id"): data(root, node)["code"] for node in root.iterfind(".//g:node", NS)}
    told = {(codes[e.get("source")], codes[e.get("target")], data(root, e)["type"]): data(root, e) for e in root.iterfind(".//g:edge", NS)}
    met = told["CHN", "RUS", "CONSULT"]
    assert (met["count"], met["occurred"], met["denied"], met["documents"]) == ("3", "2", "1", "2")
    assert (float(met["score_sum"]), float(met["score_mean"]), met["first"], met["last"]) == (5.0, 2.5, "2023-03-21", "2024-01-02")
    assert told["RUS", "CHN", "CONSULT"]["count"] == "3"
    assert ("RUS", "CHN", "REJECT") not in told and ("CHN", "RUS", "REJECT") in told


def test_networkx_reads_it(record):
    networkx = pytest.importorskip("networkx")
    out = io.BytesIO()
    graphml.write([record], out)
    read = networkx.read_graphml(io.BytesIO(out.getvalue()))
    assert {data["code"] for _, data in read.nodes(data=True)} == {"CHN", "RUS", "USA", "COM:Gazprom"}
