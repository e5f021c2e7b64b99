"""What people rule: nothing is overwritten, everything can be taken back, and it outlives every re-reading."""

from __future__ import annotations

import dataclasses

import pytest
from contents import expected, laid_out
from sqlalchemy import select

from dragoman.errors import StopRun
from dragoman.records import Commitment, Document, Event, Instrument, Party, Record, Statement, content_id
from dragoman.store import Question, Store, joining
from dragoman.store.tables import correction

TEXT = """\
Ruritania met Syldavia in Vienna and agreed to buy wheat on Monday. "We are friends," the king said.
They signed a treaty. Ruritania will deliver coal by 2025.
"""
ALL = Question(reprints=True)


def _party(code: str, name: str, text: str) -> Party:
    start = text.index(name)
    return Party(code, name, None, "GOV", start, start + len(name))


def reading(text: str = TEXT, version: int = 1, **more) -> Record:
    """The text as reader `version` reads it; `more` changes fields of its first event, the meeting."""
    ruritania, syldavia = (_party(code, name, text) for code, name in (("CHN", "Ruritania"), ("RUS", "Syldavia")))
    ends = [n + 1 for n, c in enumerate(text) if c == "."]
    sentences = tuple(zip([0, *ends], ends, strict=False))

    def words(quote: str) -> dict:
        start = text.index(quote)
        return {
            "id": content_id(version, quote),
            "sentence": next(n for n, (a, b) in enumerate(sentences) if a <= start < b),
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "confidence": 0.7,
            "produced_by": f"rule:{version}",
        }

    plain = {"mode": None, "contexts": (), "cameo": None, "score": 1.0, "date": None, "place": None, "status": "occurred"}
    plain |= {"attributed_to": None, "sectors": (), "actor": (ruritania,), "recipient": (syldavia,)}
    meeting = {**plain, "type": "CONSULT", **words("Ruritania met Syldavia in Vienna"), **more}
    events = (
        Event(**meeting),
        Event(**{**plain, "type": "AGREE", **words("met Syldavia in Vienna and agreed to buy wheat"), "sectors": ("agriculture",)}),
    )
    statement = Statement(speaker="the king", state="CHN", form="direct", stance="neutral", about=(syldavia,), **words("We are friends"))
    treaty = Instrument(kind="treaty", title="a treaty", parties=(ruritania, syldavia), status="signed", date=None, **words("signed a treaty"))
    coal = Commitment(
        by=(ruritania,), to=(), action="deliver coal", sectors=("energy.coal",), modality="pledged", due="2025", attributed_to=None, instrument=None,
        **words("will deliver coal by 2025"),
    )  # fmt: skip
    document = Document("vienna", text, "/kept/vienna.txt", "Talks", published="2024-05-01", sentences=sentences)
    return Record(document, events, (statement,), (treaty,), (coal,), reader=f"dragoman {version}")


@pytest.fixture
def vienna(store) -> Store:
    """A store with the reading of one text."""
    store.keep(reading())
    return store


def standing(store: Store) -> dict[str, tuple]:
    """What now holds: of each entry its type, words, ruling and certainty."""
    assert laid_out(store) == expected(store)
    return {
        getattr(r.entry, "type", r.kind): (r.entry.quote, r.reviewed, r.entry.confidence, r.entry.id) for r in store.ask(ALL)
    }


def kinds(store: Store) -> dict[str, str | None]:
    """Of each entry its type and ruling."""
    return {name: reviewed for name, (_, reviewed, _, _) in standing(store).items()}


READ = dict.fromkeys(("CONSULT", "AGREE", "statements", "instruments", "commitments"))


def _id(name: str, store: Store) -> str:
    return standing(store)[name][3]


def test_accepting_makes_certain(vienna):
    vienna.rule(_id("CONSULT", vienna), "accept", "Ada", "seen in both papers")
    assert kinds(vienna) == READ | {"CONSULT": "accepted"} and standing(vienna)["CONSULT"][2] == 1.0
    assert [r.entry.type for r in vienna.ask(Question(reviewed=True))] == ["CONSULT"]
    assert vienna.count(Question(reviewed=False)) == 4 and vienna.count(Question(confidence=0.9)) == 1


def test_rejecting_takes_away_and_undoing_brings_back(vienna):
    before = standing(vienna)
    made = vienna.rule(_id("AGREE", vienna), "reject", "Ada")
    assert "AGREE" not in kinds(vienna) and vienna.ask(Question(sectors=("agriculture",))) == []
    vienna.undo(made, "Ben", "it is there")
    assert standing(vienna) == before


def test_editing_changes_the_named_fields_and_what_follows_from_them(vienna):
    changes = {"type": "COOPERATE", "recipient": ["USA"], "date": "2024-04-29", "sectors": ["trade"], "place": "Vienna"}
    vienna.rule(_id("AGREE", vienna), "edit", "Ada", "not agreed yet", changes=changes)
    (report,) = vienna.ask(Question(recipient=("USA",), since="2024-04", until="2024-04", sectors=("trade",), types=("COOPERATE",)))
    entry = report.entry
    assert (report.reviewed, entry.date, entry.place.name, entry.produced_by) == ("edited", "2024-04-29", "Vienna", "person:Ada")
    assert entry.actor == reading().events[1].actor and entry.score != reading().events[1].score
    assert vienna.ask(Question(sectors=("agriculture",))) == [] and kinds(vienna)["COOPERATE"] == "edited"


def test_adding_what_the_reader_missed(vienna):
    start = TEXT.index("We are friends")
    values = {"start": start, "end": start + 14, "type": "SUPPORT", "actor": ["CHN"], "recipient": ["RUS"]}
    made = vienna.add_entry(vienna.documents()[0].key, "events", values, "Ada")
    assert kinds(vienna) == READ | {"SUPPORT": "added"}
    assert standing(vienna)["SUPPORT"][:3] == ("We are friends", "added", 1.0)
    id = _id("SUPPORT", vienna)
    vienna.rule(id, "edit", "Ben", changes={"status": "planned"})
    assert kinds(vienna)["SUPPORT"] == "added" and vienna.count(Question(statuses=("planned",))) == 1
    rejected = vienna.rule(id, "reject", "Cyd")
    assert kinds(vienna) == READ
    vienna.undo(rejected, "Cyd")
    assert kinds(vienna)["SUPPORT"] == "added"
    vienna.undo(made, "Ada")
    assert kinds(vienna) == READ, "what was ruled on it went with it"
    vienna.add_entry(vienna.documents()[0].key, "events", values, "Ada")
    assert kinds(vienna)["SUPPORT"] == "added"


def test_everything_is_kept_and_anything_can_be_undone_and_undone_again(vienna):
    id, original = _id("CONSULT", vienna), standing(vienna)
    accepted = vienna.rule(id, "accept", "Ada", "sure")
    edited = vienna.rule(id, "edit", "Ben", "planned", changes={"status": "planned"})
    assert kinds(vienna)["CONSULT"] == "edited"
    vienna.undo(edited, "Ada")
    assert kinds(vienna)["CONSULT"] == "accepted"
    undone = max(c.key for c in vienna.corrections())
    vienna.undo(undone, "Ben", "no, planned")
    assert kinds(vienna)["CONSULT"] == "edited" and vienna.count(Question(statuses=("planned",))) == 1
    vienna.undo(max(c.key for c in vienna.corrections()), "Ada")
    vienna.undo(accepted, "Ada")
    assert standing(vienna) == original
    filed = vienna.corrections()
    assert [(c.action, c.author) for c in filed] == [
        *(("accept", "Ada"), ("edit", "Ben"), ("undo", "Ada"), ("undo", "Ben"), ("undo", "Ada"), ("undo", "Ada"))
    ]
    assert [c.holds for c in filed][:2] == [False, False] and filed[0].reason == "sure" and filed[0].at == "2024-06-01T12:00:00Z"
    with pytest.raises(StopRun, match="taken back already"):
        vienna.undo(accepted, "Ada")
    with pytest.raises(StopRun, match="no such correction"):
        vienna.undo(10_000_000, "Ada")
    with vienna.looking() as connection:
        assert connection.execute(select(correction.c.before).where(correction.c.key == accepted)).scalar()


RULINGS = {
    "accept": ("accepted", {}),
    "edit": ("edited", {"changes": {"status": "planned"}}),
    "reject": (None, {}),
}


@pytest.mark.parametrize("action", RULINGS)
def test_a_ruling_outlives_a_newer_reading_of_the_same_entries(vienna, action):
    vienna.rule(_id("CONSULT", vienna), action, "Ada", **RULINGS[action][1])
    ruled = standing(vienna)
    newer = dataclasses.replace(reading(date="2024-04-29"), reader="dragoman 2")
    assert vienna.keep(newer).changed
    assert standing(vienna) == ruled


@pytest.mark.parametrize("action", RULINGS)
def test_a_ruling_outlives_a_newer_reading_that_names_entries_anew(vienna, action):
    vienna.rule(_id("CONSULT", vienna), action, "Ada", **RULINGS[action][1])
    newer = reading(version=2)
    meeting = dataclasses.replace(newer.events[0], start=newer.events[0].start + 10, quote=newer.events[0].quote[10:])
    vienna.keep(dataclasses.replace(newer, events=(meeting, *newer.events[1:])))
    wanted = READ | {"CONSULT": RULINGS[action][0]}
    if action == "reject":
        del wanted["CONSULT"]
    assert kinds(vienna) == wanted


def test_what_a_newer_reading_lacks_stays_as_the_person_left_it(vienna):
    vienna.rule(_id("CONSULT", vienna), "accept", "Ada")
    vienna.keep(dataclasses.replace(reading(version=2), events=()))
    assert kinds(vienna) == {name: reviewed for name, reviewed in (READ | {"CONSULT": "accepted"}).items() if name != "AGREE"}


@pytest.mark.parametrize("action", RULINGS)
def test_a_ruling_is_not_carried_to_another_entry_on_the_same_words(vienna, action):
    """The reader itself gave up the agreement; that the meeting stands on some of its words is nothing new."""
    vienna.rule(_id("AGREE", vienna), action, "Ada", **RULINGS[action][1])
    vienna.keep(dataclasses.replace(reading(), events=reading().events[:1], reader="dragoman 2"))
    assert kinds(vienna)["CONSULT"] is None
    assert kinds(vienna).get("AGREE", None) == RULINGS[action][0]


def test_a_newer_reading_that_finds_what_a_person_added_adds_it_not_twice(store):
    found = reading().events[0]
    store.keep(dataclasses.replace(reading(), events=reading().events[1:]))
    values = {"start": found.start, "end": found.end, "type": "CONSULT", "actor": ["CHN"], "recipient": ["RUS"]}
    made = store.add_entry(store.documents()[0].key, "events", values, "Ada")
    store.keep(reading(version=2))
    assert kinds(store) == READ | {"CONSULT": "added"} and store.count(ALL) == 5
    store.undo(made, "Ada")
    assert kinds(store) == READ


def test_a_person_may_add_beside_what_the_reader_found_on_the_same_words(vienna):
    found = reading().events[0]
    values = {"start": found.start, "end": found.end, "type": "CONSULT", "actor": ["CHN"], "recipient": ["RUS"], "date": "2024-04-30"}
    vienna.add_entry(vienna.documents()[0].key, "events", values, "Ada")
    assert sorted(r.reviewed or "" for r in vienna.ask(Question(types=("CONSULT",)))) == ["", "added"]


def test_a_new_version_of_the_text_moves_what_was_ruled(vienna):
    vienna.rule(_id("CONSULT", vienna), "accept", "Ada")
    vienna.rule(_id("statements", vienna), "edit", "Ada", changes={"stance": "support"})
    vienna.rule(_id("AGREE", vienna), "reject", "Ada")
    moved = reading("Late news. Corrected on Tuesday. " + TEXT, version=2)
    vienna.keep(moved)
    assert kinds(vienna) == {"CONSULT": "accepted", "statements": "edited", "instruments": None, "commitments": None}
    record = vienna.record(vienna.documents()[0].key)
    for entry in (*record.events, *record.statements):
        first, last = record.document.sentences[entry.sentence]
        assert moved.document.text[entry.start : entry.end] == entry.quote and first <= entry.start < entry.end <= last
        parties = getattr(entry, "actor", ()) + getattr(entry, "about", ())
        assert [moved.document.text[p.start : p.end] for p in parties] == [p.name for p in parties]


def test_a_new_version_without_the_words_strands_what_was_ruled(vienna):
    accepted = vienna.rule(_id("CONSULT", vienna), "accept", "Ada")
    vienna.rule(_id("instruments", vienna), "edit", "Ada", changes={"start": TEXT.index("They signed"), "kind": "agreement"})
    changed = TEXT.replace("met Syldavia in Vienna", "met Syldavia in Graz").replace("They signed", "Both signed")
    text = changed.replace("in Graz", "in Graz, not in Vienna,")
    newer = reading(version=2)
    events = (dataclasses.replace(newer.events[0], start=0, end=26, quote=text[:26]),)
    vienna.keep(
        dataclasses.replace(
            reading(TEXT, 2),
            document=dataclasses.replace(newer.document, text=text),
            events=events,
            **{kind: () for kind in ("statements", "commitments")},
            instruments=(dataclasses.replace(newer.instruments[0], start=(at := text.index("signed a")), end=at + 15, quote="signed a treaty"),),
        )
    )
    assert kinds(vienna) == {"CONSULT": None, "instruments": None}
    assert next(c for c in vienna.corrections() if c.key == accepted).holds, "it stays on file"
    vienna.keep(reading())
    assert kinds(vienna) == READ | {"CONSULT": "accepted", "instruments": "edited"}, "the page was changed back"


BAD = (
    ("CONSULT", {"type": "MEET"}, "type MEET"),
    ("CONSULT", {"type": []}, "type"),
    ("CONSULT", {"mode": "expel"}, "mode expel"),
    ("CONSULT", {"status": "done"}, "occurred"),
    ("CONSULT", {"date": "soon"}, "date soon"),
    ("CONSULT", {"date": "2024-01/x"}, "date 2024-01/x"),
    ("CONSULT", {"date": 2024}, "date 2024"),
    ("CONSULT", {"actor": ["China"]}, "actor China"),
    ("CONSULT", {"actor": "CHN"}, "actor"),
    ("CONSULT", {"actor": [["CHN", "China"]]}, "actor"),
    ("CONSULT", {"actor": [["CHN", "China", None, None, 0, 10_000]]}, "actor"),
    ("CONSULT", {"actor": [5]}, "actor"),
    ("CONSULT", {"sectors": ["gas"]}, "sectors gas"),
    ("CONSULT", {"sectors": "trade"}, "sectors"),
    ("CONSULT", {"contexts": ["war"]}, "contexts war"),
    ("CONSULT", {"place": 5}, "place"),
    ("CONSULT", {"place": ["Wien", "Austria"]}, "place"),
    ("CONSULT", {"start": 40, "end": 40}, "start, end"),
    ("CONSULT", {"start": "0"}, "start"),
    ("CONSULT", {"end": 10_000}, "characters"),
    ("CONSULT", {"score": 10}, "score"),
    ("CONSULT", {"id": "0" * 16}, "id"),
    ("CONSULT", {"colour": "red"}, "colour"),
    ("CONSULT", {}, "FIELD=VALUE"),
    ("statements", {"speaker": None}, "speaker"),
    ("statements", {"state": "Ruritania"}, "state Ruritania"),
    ("statements", {"form": "sung"}, "direct"),
    ("statements", {"stance": "warm"}, "criticism"),
    ("instruments", {"kind": "handshake"}, "memorandum"),
    ("instruments", {"title": ["x"]}, "title"),
    ("commitments", {"modality": "sworn"}, "pledged"),
    ("commitments", {"due": "one day"}, "due one day"),
    ("commitments", {"action": 7}, "action"),
)


def test_bad_values_are_refused_by_field_and_change_nothing(vienna):
    before = standing(vienna)
    for name, changes, said in BAD:
        with pytest.raises(StopRun) as refused:
            vienna.rule(before[name][3], "edit", "Ada", changes=changes)
        assert said in str(refused.value), changes
    assert standing(vienna) == before and vienna.corrections() == []


def test_what_is_ruled_on_nothing_is_refused(vienna):
    id, document = _id("CONSULT", vienna), vienna.documents()[0].key
    for call, said in (
        (lambda: vienna.rule("r1", "accept", "Ada"), "sixteen"),
        (lambda: vienna.rule("0" * 16, "accept", "Ada"), "no such entry"),
        (lambda: vienna.rule(id, "accept", "Ada", document="bonn"), "in bonn"),
        (lambda: vienna.rule(id, "praise", "Ada"), "accept, reject, edit"),
        (lambda: vienna.rule(id, "accept", " "), "author"),
        (lambda: vienna.add_entry(document, "events", {}, "Ada"), "start"),
        (lambda: vienna.add_entry(document, "meetings", {"start": 0, "end": 4}, "Ada"), "no such kind"),
        (lambda: vienna.add_entry(10_000_000, "events", {"start": 0, "end": 4}, "Ada"), "no such document"),
        (lambda: vienna.record(10_000_000), "no such document"),
    ):
        with pytest.raises(StopRun, match=said):
            call()
    assert kinds(vienna) == READ and vienna.corrections() == []


def test_of_two_who_rule_at_once_the_second_is_told(vienna):
    id = _id("CONSULT", vienna)
    first = vienna.rule(id, "accept", "Ada", expects=None)
    with pytest.raises(StopRun, match="somebody else"):
        vienna.rule(id, "reject", "Ben", expects=None)
    assert kinds(vienna)["CONSULT"] == "accepted" and len(vienna.corrections()) == 1
    vienna.rule(id, "reject", "Ben", expects=first)
    assert "CONSULT" not in kinds(vienna)


def test_an_entry_of_two_documents_needs_its_document_named(store):
    one = reading()
    for folder in ("a", "b"):
        store.keep(dataclasses.replace(one, document=dataclasses.replace(one.document, path=f"/{folder}/vienna.txt")))
    with pytest.raises(StopRun, match="2 documents"):
        store.rule(one.events[0].id, "accept", "Ada")
    store.rule(one.events[0].id, "accept", "Ada", document="/b/vienna.txt")
    assert [r.source.path for r in store.ask(Question(reviewed=True, reprints=True))] == ["/b/vienna.txt"]


@pytest.mark.parametrize(("together", "held"), [(True, "together"), (False, "apart")])
def test_merges_and_splits_outlive_a_newer_reading(vienna, together, held):
    made = vienna.join(_id("CONSULT", vienna), _id("AGREE", vienna), "episodes", together, "Ada", "one visit")

    def pairs() -> list[tuple[str, ...]]:
        keys = {r.key: r.entry.type for r in vienna.ask(Question(kinds=("events",)))}
        with vienna.looking() as connection:
            return [tuple(keys[key] for key in pair) for pair in getattr(joining.joins(connection, "episodes"), held)]

    assert pairs() == [("CONSULT", "AGREE")]
    for newer in (dataclasses.replace(reading(), reader="dragoman 1.5"), reading(version=2), reading("Late news. " + TEXT, version=3)):
        vienna.keep(newer)
        assert pairs() == [("CONSULT", "AGREE")]
    vienna.undo(made, "Ada")
    assert pairs() == []
    with pytest.raises(StopRun, match="made of events"):
        vienna.join(_id("CONSULT", vienna), _id("statements", vienna), "episodes", together, "Ada")


def test_a_ruling_on_hostile_words_outlives_a_newer_reading(store):
    text = TEXT.replace("Vienna", "Vi\0en\ud800na \ud83d\ude00")
    record = reading(TEXT)
    at = text.index(" and agreed")
    meeting = dataclasses.replace(record.events[0], end=at, quote=text[:at])
    whole = dataclasses.replace(record, document=dataclasses.replace(record.document, text=text), events=(meeting,), statements=())
    whole = dataclasses.replace(whole, instruments=(), commitments=())
    store.keep(whole)
    store.rule(meeting.id, "edit", "A\0da", "\ud800", changes={"status": "planned"})
    store.keep(dataclasses.replace(whole, reader="dragoman 2"))
    (report,) = store.ask(ALL)
    assert (report.reviewed, report.entry.status, report.entry.quote) == ("edited", "planned", text[:at])
