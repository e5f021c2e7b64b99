"""Fixtures of all tests: the shared data beside the repository, and a record made by hand."""
from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.records import Commitment, Document, Event, Instrument, Party, Place, Record, Statement

TEXT = """\
Chancellor of Ruritania visits Syldavia

SZOHOD, March 21 - Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow on Tuesday.
The two leaders signed a joint statement and agreed to expand trade in natural gas and grain by 2030.
"Our friendship is growing day by day," Putin said. Beijing refused to supply arms to Moscow.
The United States imposed sanctions on Gazprom and may expel two diplomats.
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's shared data (gold, treebanks, score), which lies beside the repository where it is present."""
    folder = Path(__file__).resolve().parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared data beside the repository is absent")
    return folder


class Maker:
    """Makes records whose words are found in a text: no offset is counted by hand."""

    def __init__(self, text: str) -> None:
        self.text, self.made = text, 0

    def words(self, quote: str) -> dict:
        """`sentence`, `start`, `end` and `quote`, with an id, for words of the text."""
        self.made += 1
        start = self.text.index(quote)
        where = {"sentence": self.text.count("\n", 0, start), "start": start, "end": start + len(quote)}
        return {"id": f"r{self.made}", **where, "quote": quote, "confidence": 0.9, "produced_by": "rule:test"}

    def party(self, code: str, name: str, words: str, role: str | None = None, sector: str | None = "GOV") -> Party:
        """A party named by words of the text."""
        start = self.text.index(words)
        return Party(code, name, role, sector, start, start + len(words))

    def event(self, quote: str, type_: str, actor: tuple, recipient: tuple = (), **more) -> Event:
        """An event on words of the text; what is not told takes plain values."""
        told = {"mode": None, "contexts": (), "cameo": None, "score": 0.0, "date": None, "place": None,
                "status": "occurred", "attributed_to": None, "sectors": (), **more}
        return Event(type=type_, actor=actor, recipient=recipient, **told, **self.words(quote))


@pytest.fixture
def maker() -> type[Maker]:
    """The class that makes records on words of a text."""
    return Maker


@pytest.fixture
def record() -> Record:
    """A record of each kind, overlapping in the text, as a reading of TEXT might give it."""
    make = Maker(TEXT)
    china = make.party("CHN", "Xi Jinping", "Chinese President Xi Jinping", "president")
    russia = make.party("RUS", "Vladimir Putin", "Russian President Vladimir Putin", "president")
    both = (china, russia)
    states = make.party("USA", "the United States", "The United States")
    company = make.party("COM:Gazprom", "Gazprom", "Gazprom", sector="BUS")
    meeting = "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow on Tuesday"
    sectors = ("trade", "energy.gas", "agriculture")
    deal = "agreed to expand trade in natural gas and grain by 2030"
    events = (
        make.event(meeting, "CONSULT", both, mode="third-party", contexts=("diplomatic",), cameo="040", score=1.0,
                   date="2023-03-21", place=Place("Moscow", "RUS")),
        make.event("signed a joint statement", "SUPPORT", both, cameo="057", score=6.0, date="2023-03-21"),
        make.event(deal, "AGREE", both, cameo="0311", score=3.0, sectors=sectors),
        make.event("Beijing refused to supply arms to Moscow", "REJECT", (china,), (russia,),
                   mode="assist", score=-4),
        make.event("imposed sanctions on Gazprom", "COERCE", (states,), (company,), mode="restrict", score=-7.0),
        make.event("may expel two diplomats", "SANCTION", (states,), mode="expel", score=-5.0, status="hypothetical"),
    )
    statements = (
        Statement(speaker="Vladimir Putin", state="RUS", form="direct", stance="support", about=(china,),
                  **make.words("Our friendship is growing day by day")),
    )
    instruments = (
        Instrument(kind="joint statement", title="a joint statement", parties=both, status="signed", date="2023-03-21",
                   **make.words("a joint statement")),
    )
    commitments = (
        Commitment(by=both, to=(), action="expand trade in natural gas and grain", modality="agreed", due="2030",
                   sectors=sectors, attributed_to=None, instrument=instruments[0].id,
                   **make.words("expand trade in natural gas and grain by 2030")),
    )
    ends = [i for i, c in enumerate(TEXT) if c == "\n" and TEXT[i - 1] != "\n"]
    sentences = tuple((TEXT.rfind("\n", 0, end) + 1, end) for end in ends)
    document = Document("doc-1", TEXT, "xi.txt", "Chancellor of Ruritania visits Syldavia", ("A. Writer",),
                        "The Gazette", "2023-03-21", None, "en", sentences)
    return Record(document, events, statements, instruments, commitments, "dragoman 0.1.0")
