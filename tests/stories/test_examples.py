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
    assert sorted(ALL) == sorted(path.name for path in EXAMPLES.iterdir() if path.is_file() and path.stem != "README")


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


def case(ask, row):
    """The name of a case: the document's first word, the question and its last argument ("xi-event-Putin praised")."""
    words = " ".join(row[1:]) if ask is instrument else row[-1]
    return f"{row[0].split('-')[0]}-{ask.__name__}-{words}"


def told(ask, *rows):
    """A question and its rows, as test cases: (question, file, arguments of the question)."""
    return [pytest.param(ask, row[0], row[1:], id=case(ask, row)) for row in rows]


def event(story, kinds, actor, recipient, date, words):
    """Parties of `actor` did it to those of `recipient` on that date (None: whatever it is)."""
    return story.events(kinds, actor, recipient, date, words=words)


def together(story, kinds, parties, words):
    """These parties did it with each other, whoever of them is coded as the actor."""
    return story.together(kinds, parties, words)


def not_done(story, kinds, actor, words):
    """No such event is told as having occurred."""
    return not story.events(kinds, actor, status="occurred", words=words)


def undertaking(story, by, sector, due, words):
    """They undertook it, in that sector, by that date."""
    found = story.commitments(by, sector, words)
    return [c for c in found if due is None or (c.due or "").startswith(due)]


def instrument(story, parties, kind, status):
    """There is such a document of these parties."""
    return story.instruments(kind, parties, status)


def said(story, speaker, form, words):
    """The speaker said that."""
    return story.statements(speaker, words, form)


EVENTS = told(
    event,
    (XI, "CONSULT", "CHN", "", "2023-03-20", "Xi landed on Monday"),
    (XI, "SUPPORT", "", "", None, "signed a programme on fast"),
    (XI, "SUPPORT", "RUS", "", None, "Putin praised the paper"),
    (XI, "ACCUSE", "RUS", "UKR", None, "accused Kyiv and the West"),
    (XI, "REQUEST", "CHN RUS", "USA", None, "called on Washington"),
    (XI, "REJECT", "USA", "", None, "The White House rejected"),
    (XI, "THREATEN", "USA", "CHN", "2023-02", "warned Beijing last month"),
    (XI, "CONSULT", "JPN", "UKR", None, "Fumio Kishida visited Kyiv"),
    (XI, "AGREE", "JPN", "UKR", None, "promised Ukraine 30 million dollars"),
    (XI, "AGREE", "CHN", "RUS", None, "Xi invited Putin to visit China"),
    (TOKYO, "ACCUSE", "JPN DEU", "RUS", None, "strongly condemn"),
    (TOKYO, "REQUEST", "", "RUS", None, "demand that Russia withdraw"),
    (TOKYO, "REQUEST", "DEU JPN", "PRK", None, "urge North Korea"),
    (TOKYO, "ACCUSE", "DEU JPN", "PRK", None, "condemn the repeated launches"),
    (TOKYO, "SUPPORT", "DEU", "JPN", None, "Germany thanks Japan"),
    (TOKYO, "SUPPORT", "DEU", "JPN", None, "supports the efforts of Japan"),
    (SALISBURY, "SANCTION", "GBR", "RUS", "2018-03-14", "Two days later May expelled 23 Russian diplomats"),
    (SALISBURY, "SANCTION", "GBR", "RUS", None, "suspended high-level contacts"),
    (SALISBURY, "SANCTION", "RUS", "GBR", "2018-03-17", "Russia expelled 23"),
    (SALISBURY, "SANCTION", "IGO:EU", "", "2018-03-22", "recalled their ambassador"),
    (SALISBURY, "SANCTION", "USA", "RUS", "2018-03-26", "closed the Russian consulate in Seattle"),
    (SALISBURY, "SANCTION", "DEU FRA POL", "", None, "expelled four each"),
    (SALISBURY, "SANCTION REJECT", "IGO:NATO", "RUS", "2018-03-27", "withdrew the accreditation"),
    (SALISBURY, "SANCTION", "RUS", "", "2018-03-30", "expelled 59 of their diplomats"),
    (SALISBURY, "THREATEN", "GBR", "RUS", None, "threatened to freeze Russian state assets"),
    (SALISBURY, "ACCUSE", "GBR", "RUS", None, "Britain accuses Russia"),
    (SALISBURY, "REQUEST", "GBR", "RUS", "2018-03-12", "May demanded that Moscow explain"),
    (SALISBURY, "REJECT", "RUS", "", None, "dismissed the demand"),
    (SALISBURY, "REJECT", "AUT", "", None, "Austria refused to expel anybody"),
    (SALISBURY, "REQUEST", "RUS", "GBR", None, "demanded that Britain cut its staff"),
    (SALISBURY, "ACCUSE REQUEST CONSULT", "RUS", "USA", None, "summoned the American ambassador"),
    (KARABAKH, "ASSAULT", "AZE", "", "2020-09-27", "Azerbaijan attacked"),
    (KARABAKH, "ASSAULT", "ARM", "AZE", None, "fired missiles at Ganja"),
    (KARABAKH, "ASSAULT", "AZE", "", None, "bombarded Stepanakert"),
    (KARABAKH, "ASSAULT", "AZE", "RUS", "2020-11-09", "shot down a Russian helicopter"),
    (KARABAKH, "CONSULT", "", "", "2020-10-10", "brokered the first in Moscow on October 10"),
    (KARABAKH, "SUPPORT", "TUR", "AZE", None, "Turkey backed Azerbaijan"),
    (KARABAKH, "ACCUSE", "ARM", "TUR", None, "Armenia accused Ankara"),
    (KARABAKH, "CONCEDE SUPPORT", "AZE", "", None, "Azerbaijan apologised"),
    (KARABAKH, "PROTEST", "ARM", "", None, "Protesters stormed"),
    (KARABAKH, "REQUEST", "FRA", "TUR", None, "called on Turkey"),
    (BLINKEN, "CONSULT", "USA", "", "2023-06-18/2023-06-19", "Antony Blinken visited China"),
    (BLINKEN, "REJECT", "USA", "", "2023-02", "cancelled an earlier one"),
    (BLINKEN, "REQUEST", "CHN", "USA", None, "Wang demanded that the United States lift"),
    (BLINKEN, "REJECT", "CHN", "", None, "China refused to reopen the channel"),
    (BLINKEN, "AGREE", "USA", "CHN", None, "Blinken invited Qin to Washington"),
    (RIYADH, "SANCTION", "SAU", "", None, "broke off relations"),
    (RIYADH, "ACCUSE", "SAU", "IRN", "2019", "blamed Iran"),
    (RIYADH, "ASSAULT", "SAU", "NSA:Houthis", None, "have bombed the Houthis"),
    (RIYADH, "SUPPORT", "SAU IRN", "", None, "thanked Baghdad and Muscat"),
    (RIYADH, "ACCUSE", "", "", None, "called the agreement a failure"),
    (RIYADH, "REQUEST", "IGO:UN", "", None, "Hans Grundberg urged both sides"),
)
TOGETHER = told(
    together,
    (XI, "CONSULT", "CHN RUS", "Russian President Vladimir Putin met twice"),
    (XI, "CONSULT", "CHN RUS", "On Tuesday morning he met Prime Minister"),
    (XI, "CONSULT", "CHN RUS", "dined with Putin"),
    (XI, "SUPPORT", "CHN RUS", "signed two joint statements"),
    (TOKYO, "CONSULT", "DEU JPN", "held their first intergovernmental"),
    (TOKYO, "CONSULT", "DEU JPN", "received Federal Chancellor Olaf Scholz"),
    (KARABAKH, "RETREAT CONCEDE", "ARM AZE", "have stopped fighting"),
    (KARABAKH, "SUPPORT", "ARM AZE RUS", "signed the statement late on"),
    (KARABAKH, "SUPPORT", "RUS TUR", "signed a memorandum"),
    (BLINKEN, "CONSULT", "USA CHN", "He met Foreign Minister Qin Gang"),
    (BLINKEN, "CONSULT", "USA CHN", "On Monday morning Wang met Blinken"),
    (BLINKEN, "CONSULT", "USA CHN", "Xi received Blinken"),
    (RIYADH, "SUPPORT", "SAU IRN", "signed an agreement in Beijing"),
    (RIYADH, "CONSULT", "SAU IRN", "Hossein Amir-Abdollahian met in the Chinese capital"),
)
NOT_DONE = told(
    not_done,
    (XI, "AID COOPERATE", "CHN", "has not supplied weapons"),
    (SALISBURY, "SANCTION", "AUT", "Austria refused to expel anybody"),
    (SALISBURY, "SANCTION COERCE", "GBR", "threatened to freeze"),
    (SALISBURY, "ASSAULT SANCTION", "RUS", "had not started a diplomatic war"),
    (BLINKEN, "COOPERATE", "CHN", "China refused to reopen"),
    (BLINKEN, "AID", "CHN", "would not give lethal aid"),
)
UNDERTAKINGS = told(
    undertaking,
    (XI, "RUS", "energy", "2030", "Russia would supply China with at least 98 billion cubic metres"),
    (XI, "RUS", "agriculture", None, "Russia is ready to sell China more meat"),
    (XI, "CHN RUS", "transport", None, "raise the capacity of the railways"),
    (XI, "RUS", "transport", None, "Northern Sea Route"),
    (XI, "RUS", "technology", None, "information technology and artificial intelligence"),
    (XI, "CHN RUS", "defence", None, "hold joint patrols"),
    (XI, "CHN", "industry", None, "keep industrial supply chains"),
    (XI, "JPN", "", None, "promised Ukraine 30 million dollars"),
    (TOKYO, "DEU JPN", "", None, "agree to reduce their dependence"),
    (TOKYO, "DEU JPN", "energy", None, "will expand their cooperation on hydrogen"),
    (TOKYO, "DEU JPN", "defence", None, "intend to create a legal framework"),
    (TOKYO, "DEU", "defence", None, "will send ships and aircraft"),
    (TOKYO, "DEU JPN", "", None, "will continue to support Ukraine"),
    (SALISBURY, "AUT", "", None, "offered to build bridges to Moscow"),
    (KARABAKH, "ARM", "", "2020-11-15", "agreed to return the Kalbajar district"),
    (KARABAKH, "RUS", "", None, "it will station 1,960 of them"),
    (KARABAKH, "ARM AZE", "", None, "will exchange prisoners"),
    (KARABAKH, "AZE", "", None, "pay compensation"),
    (BLINKEN, "USA CHN", "transport.air", None, "agreed to increase"),
    (BLINKEN, "USA CHN", "", None, "explore a working group on fentanyl"),
    (RIYADH, "SAU IRN", "diplomacy", None, "agreed to reopen their embassies"),
    (RIYADH, "SAU IRN", "", None, "undertook to revive two older accords"),
    (RIYADH, "", "transport.air", None, "resume flights"),
)
INSTRUMENTS = told(
    instrument,
    (XI, "CHN RUS", "joint statement", "signed"),
    (KARABAKH, "ARM AZE RUS", "", "signed"),
    (KARABAKH, "RUS TUR", "memorandum", "signed"),
    (RIYADH, "SAU IRN", "agreement", "signed"),
    (RIYADH, "SAU IRN", "joint statement", "signed"),
)
SAID = told(
    said,
    (XI, "Putin", "indirect", "trade between the two countries grew"),
    (XI, "Novak", "indirect", "work out the details"),
    (XI, "Xi", "indirect", "China stood for peace and dialogue"),
    (XI, "Zelensky", "indirect", "join his own peace plan"),
    (XI, "Kirby", "direct", "impartial"),
    (XI, "Xi", "direct", "driving this change together"),
    (TOKYO, "joint statement", "indirect", "nuclear threats unacceptable"),
    (TOKYO, "joint statement", "indirect", "Germany and Japan believe that"),
    (SALISBURY, "Nauert", "direct", "no justification"),
    (SALISBURY, "Peskov", "indirect", "had not started a diplomatic war"),
    (SALISBURY, "Haley", "indirect", "stood in solidarity"),
    (KARABAKH, "Kremlin", "indirect", "no Turkish peacekeepers"),
    (BLINKEN, "Qin", "indirect", "lowest point"),
    (BLINKEN, "Blinken", "direct", "We do not support Taiwan"),
    (BLINKEN, "Xi", "indirect", "the two sides had made"),
    (RIYADH, "Kirby", "indirect", "kept the United States informed"),
)


@pytest.mark.parametrize(("ask", "name", "row"), [*EVENTS, *TOGETHER, *NOT_DONE, *UNDERTAKINGS, *INSTRUMENTS, *SAID])
def test_the_record_tells(story, ask, name, row):
    assert ask(story(name), *row), f"{ask.__doc__} {row}"


@pytest.mark.parametrize("name", ALL)
def test_nobody_speaks_who_only_writes(story, name):
    authors = story(name).record.document.authors
    assert not [s for s in story(name).record.statements if s.speaker in authors]


@pytest.mark.parametrize("name", ALL)
def test_direct_speech_stands_in_quotation_marks(story, name):
    document = story(name).record.document
    for said in story(name).record.statements:
        around = document.text[max(0, said.start - 3) : said.end + 3]
        assert said.form != "direct" or any(mark in around for mark in '"“”'), said.quote
