"""A small relationship, made by hand: four texts, one of them a reprint, and all that is kept of them."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest

from dragoman.records import (
    Commitment,
    Difference,
    Episode,
    Event,
    Instrument,
    Party,
    Place,
    Promise,
    Report,
    Ruling,
    Source,
    Statement,
    Step,
)
from dragoman.views.dossier import compose

TEXTS = {
    1: "Ruritania's king visited Syldavia on 3 May 2023. The two signed a treaty on gas.",
    2: "The king came on 4 May. Ruritania pledged to send more gas to Syldavia by 2024. \"Syldavia is our friend,\" the king said.",
    3: "The king came on 4 May. Ruritania pledged to send more gas to Syldavia by 2024.",
    4: "Syldavia refused to pay Ruritania for gas. Ruritania condemned Borduria. \"Borduria lies,\" said the king.",
}
ABOUT = {  # title, publisher, published, url, original
    1: ("A king travels", "Szohod Herald", "2023-05-03", "https://herald.example/a?b=1&c=2", None),
    2: ("Gas and friendship", "Streslau Post", "2023-05-05", None, None),
    3: ("Gas and friendship", "Klow Courier", "2023-05-05", None, 2),
    4: ("The bill", "Szohod Herald", "2024-02", "https://herald.example/bill", None),
}
CODES = {"Ruritania": "COM:Ruritania", "Syldavia": "COM:Syldavia", "Borduria": "COM:Borduria"}
DYAD = (CODES["Ruritania"], CODES["Syldavia"])


@dataclass
class Kept:
    """What `compose` takes, with the texts by the number of their source."""

    texts: dict[int, str]
    episodes: list[Episode]
    promises: list[Promise]
    instruments: list[Report]
    statements: list[Report]

    def dossier(self, since=None, until=None, dyad=DYAD):
        return compose(dyad, self.episodes, self.promises, self.instruments, self.statements, since, until, "2024-06-01")


def keep(dress=lambda text: text, texts=None):
    """The relationship. `dress` changes every word that comes from outside; the texts' quotes with their texts."""
    texts = {key: dress(text) if texts is None else texts[key] for key, text in TEXTS.items()}
    sources = {key: Source(key, f"d{key}", dress(title), (dress("A. Writer"),), dress(publisher), published,
                           dress(url) if url else None, None, original, hashlib.sha256(texts[key].encode("utf-8", "surrogatepass")).hexdigest())
               for key, (title, publisher, published, url, original) in ABOUT.items()}
    made = iter(range(1, 100))

    def party(name):
        return Party(CODES[name], dress(name), None, "GOV", 0, 1)

    def where(key, quote):
        start = TEXTS[key].index(quote)
        number = TEXTS[key].count(". ", 0, start)
        quote = dress(quote) if texts[key] != TEXTS[key] else quote
        return {"id": f"r{next(made)}", "sentence": number, "start": 0, "end": len(quote), "quote": quote,
                "confidence": 0.9, "produced_by": "rule:test"}

    def event(key, quote, type_, actor, recipient, date, mode=None, score=2.5):
        entry = Event(type=type_, mode=mode, contexts=(), cameo=None, score=score, actor=tuple(map(party, actor)),
                      recipient=tuple(map(party, recipient)), date=date, place=None, status="occurred", attributed_to=None,
                      sectors=("energy.gas",), **where(key, quote))
        return Report(entry.sentence, sources[key], entry)

    def episode(name, reports, first, last=None, status="occurred", sources_=1, **more):
        e = reports[0].entry
        codes = [tuple(p.code for p in side) for side in (e.actor, e.recipient)]
        return Episode(name, e.type, e.mode, *codes, first, last or first, more.pop("place", None), status, e.sectors, e.score,
                       e.confidence, sources_, tuple(reports), **more)

    visits = [event(1, "Ruritania's king visited Syldavia on 3 May 2023", "CONSULT", ["Ruritania"], ["Syldavia"], "2023-05-03",
                    "visit", 4), event(2, "The king came on 4 May", "CONSULT", ["Ruritania"], ["Syldavia"], "2023-05-04", "visit", 4),
              event(3, "The king came on 4 May", "CONSULT", ["Ruritania"], ["Syldavia"], "2023-05-04", "visit", 4)]
    dates = Difference("date", (("2023-05-03", (visits[0].entry.id,)), ("2023-05-04", tuple(v.entry.id for v in visits[1:]))))
    signing = event(1, "The two signed a treaty on gas", "SUPPORT", ["Ruritania", "Syldavia"], [], "2023-05-03", score=5)
    refusal = event(4, "Syldavia refused to pay Ruritania for gas", "REJECT", ["Syldavia"], ["Ruritania"], None, score=-2)
    blame = event(4, "Ruritania condemned Borduria", "ACCUSE", ["Ruritania"], ["Borduria"], "2024-02", "disapprove", -2)
    plan = event(2, "send more gas to Syldavia by 2024", "AID", ["Ruritania"], ["Syldavia"], "2024", score=10)
    place = Place(dress("Szohod"), None)
    episodes = [
        episode("visit", visits, "2023-05-03", "2023-05-04", sources_=2, differences=(dates,), place=place),
        episode("signing", [signing], "2023-05-03", part_of="visit"),
        episode("refusal", [refusal], None),
        episode("blame", [blame], "2024-02-01", "2024-02-29"),
        episode("plan", [plan], "2024-01-01", "2024-12-31", status="planned"),
    ]

    def commitment(key):
        entry = Commitment(by=(party("Ruritania"),), to=(party("Syldavia"),), action=dress("send more gas to Syldavia"),
                           sectors=("energy.gas",), modality="pledged", due="2024", attributed_to=None, instrument=None,
                           **where(key, "Ruritania pledged to send more gas to Syldavia by 2024"))
        return Report(0, sources[key], entry)

    pledge, again = commitment(2), commitment(3)
    steps = (Step("made", "2023-05-05", pledge, dress("pledged by Ruritania")),
             Step("contradicted", "2024-02", refusal, dress("REJECT in energy.gas")))
    promise = Promise("p1", (DYAD[0],), (DYAD[1],), dress("send more gas to Syldavia"), ("energy.gas",), "pledged", "2023-05-05",
                      "2024", "contradicted", (refusal.entry.id,), steps)
    ruled = Promise("p2", (DYAD[0],), (DYAD[1],), dress("send gas"), (), "agreed", "2023-05-05", None, "open", (),
                    (Step("made", "2023-05-05", again, "made"),), Ruling("acted upon", dress("seen"), dress("Ada"), "2024-03-01T10:00"))
    treaty = Instrument(kind="treaty", title=dress("treaty on gas"), parties=(party("Ruritania"), party("Syldavia")),
                        status="signed", date="2023-05-03", **where(1, "The two signed a treaty on gas"))

    def said(key, quote, about, stance):
        entry = Statement(speaker=dress("the king"), state=DYAD[0], form="direct", stance=stance, about=(party(about),),
                          **where(key, quote))
        return Report(0, sources[key], entry)

    statements = [said(2, "Syldavia is our friend", "Syldavia", "support"), said(4, "Borduria lies", "Borduria", "criticism")]
    return Kept(texts, episodes, [promise, ruled], [Report(0, sources[1], treaty)], statements)


@pytest.fixture
def kept() -> Kept:
    """The small relationship."""
    return keep()


@pytest.fixture
def dressed():
    """A function that makes the relationship with every word from outside changed."""
    return keep
