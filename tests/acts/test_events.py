"""Events from sentences: the table says type, actors, recipients and status, and what the row adds."""

import pytest

from dragoman import documents, pipeline
from dragoman.records import Document

TABLE = [
    # sentence, type, actors, recipients, status
    ("Norway condemned Iran over the executions.", "ACCUSE", "NOR", "IRN", "occurred"),  # plain active voice
    ("Iran was condemned by Norway over the executions.", "ACCUSE", "NOR", "IRN", "occurred"),  # passive
    ("Peru and Chile signed a treaty on copper.", "SUPPORT", "PER CHL", "", "occurred"),  # all parties act
    (
        "Canada imposed sanctions on Belarus.",
        "SANCTION",
        "CAN",
        "BLR",
        "occurred",
    ),  # a light verb and its noun are one act
    (
        "Tehran refused to lift the embargo on Iraq.",
        "REJECT",
        "IRN",
        "IRQ",
        "occurred",
    ),  # the infinitive tells no act of its own
    ("Egypt threatened to bomb Libya.", "THREATEN", "EGY", "LBY", "occurred"),  # nor here: nobody bombed
    ("France urged Mali to hold elections.", "REQUEST", "FRA", "MLI", "occurred"),
    ("Japan did not sign the treaty with Russia.", "REJECT", "JPN", "RUS", "occurred"),  # not signing is refusing
    ("If Turkey attacked Syria, the border would be closed.", "ASSAULT", "TUR", "SYR", "hypothetical"),
    ("Brazil will provide aid to Haiti.", "AGREE", "BRA", "HTI", "occurred"),  # help announced is agreed to
    ("Spain expelled two Russian diplomats.", "SANCTION", "ESP", "RUS", "occurred"),
    ("Kenya withdrew its troops from Somalia.", "RETREAT", "KEN", "SOM", "occurred"),
    ("Saudi warplanes bombed Yemen on Monday.", "ASSAULT", "SAU", "YEM", "occurred"),  # forces are their state
    ("The Polish president met his Czech counterpart in Prague.", "CONSULT", "POL CZE", "", "occurred"),
    ("Ghana praised Togo for its reforms.", "SUPPORT", "GHA", "TGO", "occurred"),
    (
        "The attack on Ukraine, which Russia launched in February, goes on.",
        "ASSAULT",
        "RUS",
        "UKR",
        "occurred",
    ),  # relative clause
    (
        "Vietnam held talks with Laos and Cambodia.",
        "CONSULT",
        "VNM LAO KHM",
        "",
        "occurred",
    ),  # the noun tells, the verb carries
    (
        "Cuba pilloried Mexico over the deportations.",
        "ACCUSE",
        "CUB",
        "MEX",
        "occurred",
    ),  # no entry: the model reads it
]


def read(text):
    return pipeline.read_document(Document(id="t", text=text, published="2023-03-21"))


def codes(parties):
    return {p.code for p in parties}


@pytest.mark.parametrize(("text", "kind", "actors", "recipients", "status"), TABLE, ids=[row[0] for row in TABLE])
def test_who_did_what_to_whom(text, kind, actors, recipients, status):
    events = [e for e in read(text).events if e.type == kind]
    assert events, [e.type for e in read(text).events]
    event = events[0]
    if recipients:
        assert (codes(event.actor), codes(event.recipient)) == (set(actors.split()), set(recipients.split()))
    else:
        assert codes(event.actor) | codes(event.recipient) == set(actors.split())
    assert event.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Egypt threatened to bomb Libya.",
        "Tehran refused to attack Iraq.",
        "The minister of Peru said that the weather in Chile was fine.",
        "Five soldiers were hurt in Mali, police said.",  # police report, they do not attack
    ],
)
def test_no_attack_is_told(text):
    assert not [e for e in read(text).events if e.type == "ASSAULT" and e.actor]


def test_every_event_quotes_its_sentence_and_says_what_made_it():
    record = read("Norway condemned Iran. Peru and Chile signed a treaty, and Japan will visit India.")
    assert record.events
    for event in record.events:
        start, end = record.document.sentences[event.sentence]
        assert start <= event.start < event.end <= end
        assert record.document.text[event.start : event.end] == event.quote
        assert event.produced_by and 0 < event.confidence <= 1


def test_the_headline_is_not_coded():
    text = "Norway condemns Iran\n\nNorway condemned Iran on Monday over the executions of two men, a spokesman said."
    record = pipeline.read_document(documents.from_text(text, id="t"))
    assert {e.sentence for e in record.events} == {1}
