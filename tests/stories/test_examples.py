"""What a person sees at a glance in each example must stand in its record.

Each check names one thing that the document tells in plain words. Where a reader of good sense may code in two ways
(an apology as CONCEDE or SUPPORT) both are allowed. Nothing here asks for more records than are surely told.
"""

from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

XI = "xi-moscow-2023.md"
TOKYO = "germany-japan-joint-statement-2023.txt"
SALISBURY = "salisbury-expulsions-2018.txt"
KARABAKH = "karabakh-ceasefire-2020.txt"
BLINKEN = "blinken-beijing-readout-2023.html"
RIYADH = "saudi-iran-commentary-2023.txt"
ALL = (XI, TOKYO, SALISBURY, KARABAKH, BLINKEN, RIYADH)

METADATA = [
    # file, published, part of the title, part of the author's name
    (XI, "2023-03-22", "two joint statements", "Nora Field"),
    (TOKYO, "2023-03-18", "First Intergovernmental Consultations", None),
    (SALISBURY, "2018-03-31", "expulsion for expulsion", "Martin Hale"),
    (KARABAKH, "2020-11-11", "Moscow ends a war", None),
    (BLINKEN, "2023-06-20", "What Blinken and his hosts told each other", "Ruth Calder"),
    (RIYADH, "2023-04-08", "The handshake in Beijing", "Leila Marsh"),
]


@pytest.mark.parametrize(("name", "published", "title", "author"), METADATA, ids=[row[0] for row in METADATA])
def test_what_the_page_says_of_itself(story, name, published, title, author):
    document = story(name).record.document
    assert document.published == published
    assert title in document.title
    assert author is None or author in " ".join(document.authors)


def test_every_example_is_among_these():
    assert sorted(ALL) == sorted(path.name for path in EXAMPLES.iterdir() if path.stem != "README")


@pytest.mark.parametrize("name", ALL)
def test_every_entry_stands_on_its_words(story, name):
    record = story(name).record
    text = record.document.text
    for entry in (*record.events, *record.statements, *record.instruments, *record.commitments):
        start, end = record.document.sentences[entry.sentence]
        assert entry.quote == text[entry.start : entry.end] != ""
        assert start <= entry.start < entry.end <= end
    for event in record.events:
        for party in (*event.actor, *event.recipient):
            assert text[party.start : party.end].strip()


@pytest.mark.parametrize("name", ALL)
def test_no_entry_comes_from_the_headline_the_byline_or_the_page_around(story, name):
    record = story(name).record
    for entry in (*record.events, *record.commitments):
        words = story(name).sentence(entry)
        assert record.document.title not in words
        assert "Terms of use" not in words and "Senior Fellow" not in words and "visits +=" not in words


def codes(parties):
    return {party.code for party in parties}


# Xi in Moscow


def test_xi_and_putin_met_and_xi_travelled(story):
    xi = story(XI)
    assert xi.together("CONSULT", "CHN RUS", "Xi Jinping flew home")
    assert xi.together("CONSULT", "CHN RUS", "he held formal talks with Putin")
    meeting = xi.together("CONSULT", "CHN RUS", "On Tuesday morning he met Prime Minister")
    assert meeting and all(e.date == "2023-03-21" for e in meeting)
    landing = xi.together("CONSULT", "CHN RUS", "Xi landed on Monday")
    assert any(e.date and e.date.startswith("2023-03-20") for e in landing)


def test_xi_what_was_signed(story):
    xi = story(XI)
    assert xi.together("SUPPORT", "CHN RUS", "signed two joint statements")
    assert any({"CHN", "RUS"} <= codes(i.parties) for i in xi.instruments("joint statement", status="signed"))
    assert xi.events("SUPPORT", words="signed a programme on fast")


@pytest.mark.parametrize(("by", "sector", "words"), [
    ("RUS", "energy", "Russia would supply China with at least 98 billion cubic metres"),
    ("RUS", "agriculture", "Russia is ready to sell China more meat"),
    ("CHN RUS", "transport", "raise the capacity of the railways"),
    ("RUS", "transport", "Northern Sea Route"),
    ("RUS", "technology", "information technology and artificial intelligence"),
    ("CHN RUS", "defence", "hold joint patrols"),
    ("CHN", "", "keep industrial supply chains"),
    ("JPN", "", "promised Ukraine 30 million dollars"),
])  # fmt: skip
def test_xi_who_undertook_what(story, by, sector, words):
    assert story(XI).commitments(by, sector, words)


def test_xi_the_deliveries_are_due_in_2030(story):
    due = [c.due for c in story(XI).commitments("RUS", "energy", "98 billion cubic metres")]
    assert any(d and d.startswith("2030") for d in due)


def test_xi_who_said_what(story):
    xi = story(XI)
    assert xi.statements("Putin", "trade between the two countries grew")
    assert xi.statements("Novak", "work out the details")
    assert xi.statements("Xi", "China stood for peace and dialogue")
    assert xi.statements("Zelensky", "join his own peace plan")
    assert xi.statements("Kirby", "impartial", form="direct")
    assert xi.statements("Xi", "driving this change together", form="direct")
    assert not xi.statements("Nora Field")


def test_xi_praise_blame_demand_refusal_and_warning(story):
    xi = story(XI)
    assert xi.events("SUPPORT", "RUS", words="Putin praised the paper")
    assert xi.events("ACCUSE", "RUS", words="accused Kyiv and the West")
    assert xi.events("REQUEST", "CHN RUS", "USA", words="called on Washington")
    assert xi.events("REJECT", "USA", words="The White House rejected")
    assert xi.events("THREATEN", "USA", "CHN", words="warned Beijing last month")
    assert all(e.status == "denied" for e in xi.events("AID COOPERATE", "CHN", words="has not supplied weapons"))


# A joint statement in articles


def test_tokyo_the_parties_act_together(story):
    tokyo = story(TOKYO)
    assert tokyo.together("CONSULT", "DEU JPN", "held their first intergovernmental")
    assert tokyo.events("ACCUSE", "JPN DEU", "RUS", words="strongly condemn")
    assert tokyo.events("REQUEST", "", "RUS", words="demand that Russia withdraw")
    assert tokyo.events("REQUEST", "DEU JPN", "PRK", words="urge North Korea")
    assert tokyo.events("SUPPORT", "DEU", "JPN", words="Germany thanks Japan")


def test_tokyo_the_parties_of_a_statement_are_both_states(story):
    tokyo = story(TOKYO)
    undertakings = ("agree to reduce their dependence", "will expand their cooperation on hydrogen", "intend to create")
    for words in undertakings:
        assert tokyo.commitments("DEU JPN", "", words), words
    assert tokyo.commitments("DEU JPN", "energy", "hydrogen")
    assert tokyo.commitments("DEU JPN", "defence", "legal framework")
    assert tokyo.commitments("DEU", "", "will send ships and aircraft")


def test_tokyo_the_document_speaks(story):
    assert story(TOKYO).statements("joint statement", "nuclear threats unacceptable")


# A quarrel


@pytest.mark.parametrize(("kinds", "actor", "recipient", "date", "words"), [
    ("SANCTION", "GBR", "RUS", "2018-03-14", "Two days later May expelled 23 Russian diplomats"),
    ("SANCTION", "RUS", "GBR", "2018-03-17", "Russia expelled 23"),
    ("SANCTION", "IGO:EU", "", "2018-03-22", "recalled their ambassador"),
    ("SANCTION", "USA", "RUS", "2018-03-26", "ordered 60 Russian officials out"),
    ("SANCTION", "IGO:NATO", "RUS", "2018-03-27", "withdrew the accreditation"),
    ("SANCTION", "RUS", "", "2018-03-30", "expelled 59 of their diplomats"),
    ("THREATEN", "GBR", "RUS", None, "threatened to freeze Russian state assets"),
    ("ACCUSE", "GBR", "RUS", None, "Britain accuses Russia"),
    ("REQUEST", "GBR", "RUS", "2018-03-12", "May demanded that Moscow explain"),
    ("REJECT", "RUS", "", None, "dismissed the demand"),
    ("REJECT", "AUT", "", None, "Austria refused to expel anybody"),
    ("REQUEST", "RUS", "GBR", None, "demanded that Britain cut its staff"),
])  # fmt: skip
def test_salisbury_who_did_what_to_whom(story, kinds, actor, recipient, date, words):
    assert story(SALISBURY).events(kinds, actor, recipient, date, words=words)


def test_salisbury_what_did_not_happen_is_not_told_as_done(story):
    salisbury = story(SALISBURY)
    assert not salisbury.events("SANCTION", "AUT", status="occurred")
    assert not salisbury.events("SANCTION COERCE", "GBR", status="occurred", words="threatened to freeze")


def test_salisbury_who_said_what(story):
    salisbury = story(SALISBURY)
    assert salisbury.statements("Nauert", "no justification", form="direct")
    assert salisbury.statements("Peskov", "had not started a diplomatic war")
    assert salisbury.statements("Haley", "stood in solidarity")


# A war, a ceasefire, a mediator


def test_karabakh_the_war(story):
    karabakh = story(KARABAKH)
    assert karabakh.events("ASSAULT", "AZE", date="2020-09-27", words="Azerbaijan attacked")
    assert karabakh.events("ASSAULT", "ARM", words="fired missiles at Ganja")
    assert karabakh.events("ASSAULT", "AZE", date="2020-11-09", words="shot down a Russian helicopter")


def test_karabakh_the_ceasefire_and_its_mediator(story):
    karabakh = story(KARABAKH)
    assert karabakh.together("RETREAT CONCEDE", "ARM AZE", "have stopped fighting")
    assert karabakh.together("SUPPORT", "ARM AZE RUS", "signed the statement late on")
    assert karabakh.events("CONSULT", words="brokered the first in Moscow on October 10")
    assert any({"ARM", "AZE", "RUS"} <= codes(i.parties) for i in karabakh.instruments())


def test_karabakh_what_was_undertaken(story):
    karabakh = story(KARABAKH)
    assert karabakh.commitments("ARM", "", "agreed to return the Kalbajar district")
    assert karabakh.commitments("RUS", "", "will station") or karabakh.commitments("RUS", "", "station 1,960")
    assert karabakh.commitments("", "", "will exchange prisoners")
    assert karabakh.commitments("AZE", "", "pay compensation")


def test_karabakh_blame_and_regret(story):
    karabakh = story(KARABAKH)
    assert karabakh.events("ACCUSE", "ARM", "TUR", words="Armenia accused Ankara")
    assert karabakh.events("CONCEDE SUPPORT", "AZE", words="Azerbaijan apologised")
    assert karabakh.events("REQUEST", "FRA", "TUR", words="called on Turkey")
    assert any({"RUS", "TUR"} <= codes(i.parties) for i in karabakh.instruments("memorandum", status="signed"))


# A web page


def test_blinken_the_visit_and_its_talks(story):
    blinken = story(BLINKEN)
    visit = blinken.events("CONSULT", "USA", words="Antony Blinken visited China")
    assert any(e.date == "2023-06-18/2023-06-19" for e in visit)
    for words in ("He met Foreign Minister Qin Gang", "On Monday morning Wang met Blinken", "Xi received Blinken"):
        assert blinken.together("CONSULT", "USA CHN", words), words


def test_blinken_what_was_agreed_demanded_and_refused(story):
    blinken = story(BLINKEN)
    assert blinken.commitments("USA CHN", "", "agreed to increase")
    assert blinken.commitments("USA CHN", "", "explore a working group on fentanyl")
    assert blinken.events("REQUEST", "CHN", "USA", words="Wang demanded that the United States lift")
    assert blinken.events("REJECT", "CHN", words="China refused to reopen the channel")
    assert not blinken.events("COOPERATE", "CHN", status="occurred", words="China refused to reopen")


def test_blinken_who_said_what(story):
    blinken = story(BLINKEN)
    assert blinken.statements("Qin", "lowest point")
    assert blinken.statements("Blinken", "We do not support Taiwan", form="direct")
    assert blinken.statements("Xi", "the two sides had made")


# A commentary


def test_riyadh_the_deal_and_the_quarrel_before_it(story):
    riyadh = story(RIYADH)
    assert riyadh.together("SUPPORT", "SAU IRN", "signed an agreement in Beijing")
    assert riyadh.together("CONSULT", "SAU IRN", "Hossein Amir-Abdollahian met in the Chinese capital")
    assert riyadh.events("SANCTION", "SAU", words="broke off relations")
    assert riyadh.events("ACCUSE", "SAU", "IRN", date="2019", words="blamed Iran")
    assert riyadh.events("ASSAULT", "SAU", "NSA:Houthis", words="have bombed the Houthis")


def test_riyadh_what_was_undertaken(story):
    riyadh = story(RIYADH)
    assert riyadh.commitments("SAU IRN", "diplomacy", "agreed to reopen their embassies")
    assert riyadh.commitments("SAU IRN", "", "resume flights") or riyadh.commitments("", "", "resume flights")


def test_riyadh_thanks_doubt_and_criticism(story):
    riyadh = story(RIYADH)
    assert riyadh.events("SUPPORT", "SAU IRN", words="thanked Baghdad and Muscat")
    assert riyadh.statements("Kirby", "kept the")
    assert riyadh.events("ACCUSE", words="called the agreement a failure")
