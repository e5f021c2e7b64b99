"""Every condition of a question, alone and with others, against a plain filter over all entries."""

from __future__ import annotations

import dataclasses

import pytest
from contents import names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_records import CORPORA

from dragoman.errors import StopRun
from dragoman.records import KINDS
from dragoman.store import Question, Store, days, rows

ON_ONE_STORE = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def asked(store, examples) -> Store:
    """A store that holds the examples, one without a date."""
    *dated, last = examples
    undated = dataclasses.replace(last, document=dataclasses.replace(last.document, published=None))
    for record in (*dated, undated):
        store.keep(record)
    return store


def everything(store: Store) -> list[tuple]:
    """Every entry with its document and its document's name."""
    of = names(store)
    return [
        (entry, kind, source, of[source.key])
        for source in store.documents()
        for kind in KINDS
        for entry in getattr(store.record(source.key, corrected=False), kind)
    ]


def answers(q: Question, entry, kind: str, source, name: str) -> bool:
    """Does an entry answer? Told in plain Python."""
    sides = rows.sides(entry)
    first, last = days.span(getattr(entry, "date", None))
    day = first or last or days.span(source.published)[1]
    type_ = next(v for n in ("type", "form", "kind", "modality") if (v := getattr(entry, n, None)))
    sectors = getattr(entry, "sectors", ())
    return (
        kind in q.kinds
        and (q.reprints or source.reprint_of is None)
        and set(q.parties) <= sides.keys()
        and (not q.actor or any(sides.get(code, 0) & rows.ACTS for code in q.actor))
        and (not q.recipient or any(sides.get(code, 0) & rows.ACTED_ON for code in q.recipient))
        and (q.since is None or (day is not None and (last or day) >= days.span(q.since)[0]))
        and (q.until is None or (day is not None and day <= days.span(q.until)[1]))
        and (not q.types or type_ in q.types)
        and (not q.modes or getattr(entry, "mode", getattr(entry, "stance", None)) in q.modes)
        and (not q.statuses or getattr(entry, "status", None) in q.statuses)
        and (not q.sectors or any(s == asked or s.startswith(f"{asked}.") for s in sectors for asked in q.sectors))
        and (not q.publishers or any(p.casefold() in (source.publisher or "").casefold() for p in q.publishers))
        and (not q.documents or source.id in q.documents or name in q.documents)
        and (not q.speakers or any(s.casefold() in getattr(entry, "speaker", "").casefold() for s in q.speakers))
        and (not q.ids or entry.id in q.ids)
        and round(entry.confidence * 100) >= round(q.confidence * 100)
        and q.reviewed is not True
    )


def some(*values) -> st.SearchStrategy:
    """Mostly none of the values, else one or two."""
    one_or_two = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)
    return st.one_of(st.just(()), st.just(()), st.just(()), one_or_two)


MANY = st.sampled_from([(), (), (), ("CHN",), ("RUS",), ("CHN", "RUS"), ("RUS", "CHN"), ("CHN", "RUS", "USA"), ("NSA:Nobody",)])
DATES = st.sampled_from([None, None, "2022", "2022-06-11", "2023-03", "2023-03-21", "2023-03-22", "2024"])
QUESTIONS = st.builds(
    Question,
    kinds=st.sampled_from([tuple(KINDS), tuple(KINDS), ("events",), ("statements", "commitments"), ("instruments",)]),
    parties=MANY,
    actor=some("CHN", "RUS", "JPN", "IGO:UN"),
    recipient=some("CHN", "RUS", "UKR"),
    since=DATES,
    until=DATES,
    types=some("CONSULT", "AGREE", "COOPERATE", "direct", "joint statement", "agreed"),
    modes=some("visit", "meet", "support", "criticism"),
    statuses=some("occurred", "planned", "signed", "denied"),
    sectors=some("energy", "energy.gas", "trade", "defence"),
    publishers=some("EXAMPLES", "dragoman", "%", "_"),
    documents=some("2023-03-21-kremlin-talks", "2023-03-22-kremlin-talks-reprint", "none"),
    speakers=some("PUTIN", "xi", "%", "a_"),
    ids=some("0123456789abcdef"),
    confidence=st.sampled_from([0.0, 0.0, 0.0, 0.5, 0.75, 0.9, 1.0]),
    reviewed=st.sampled_from([None, None, None, False, True]),
    reprints=st.booleans(),
)


@pytest.fixture
def all_of_it(asked) -> list[tuple]:
    """Every entry of that store."""
    return everything(asked)


@ON_ONE_STORE
@given(question=QUESTIONS)
def test_any_question_is_answered_like_a_plain_filter(asked, all_of_it, question):
    wanted = [one for one in all_of_it if answers(question, *one)]
    found = asked.ask(question)
    assert _told(found) == sorted((source.key, kind, entry.id) for entry, kind, source, _ in wanted)
    assert asked.count(question) == len(found)
    assert all(any(report.entry == one[0] for one in wanted) for report in found)


def _told(reports) -> list[tuple]:
    return sorted((report.source.key, report.kind, report.entry.id) for report in reports)


ALONE = (
    *({"kinds": (kind,)} for kind in KINDS),
    *({"parties": ("CHN",)}, {"parties": ("CHN", "RUS")}, {"actor": ("CHN",)}, {"recipient": ("RUS",)}),
    *({"since": "2023-03-21"}, {"until": "2022"}, {"types": ("CONSULT",)}, {"modes": ("visit", "criticism")}),
    *({"statuses": ("signed",)}, {"sectors": ("energy",)}, {"sectors": ("energy.gas",)}, {"publishers": ("BUSINESS",)}),
    *({"documents": ("2022-09-20-gas-for-yuan",)}, {"speakers": ("putin",)}, {"confidence": 0.9}, {"reviewed": False}),
)


def test_each_condition_alone_keeps_some_and_leaves_some(asked, all_of_it):
    for condition in ALONE:
        question = Question(**condition, reprints=True)
        wanted = [one for one in all_of_it if answers(question, *one)]
        assert 0 < len(wanted) < len(all_of_it) or "reviewed" in condition, condition
        assert _told(asked.ask(question)) == sorted((s.key, kind, entry.id) for entry, kind, s, _ in wanted), condition
    assert asked.count(Question()) < asked.count(Question(reprints=True)) == len(all_of_it)


@settings(ON_ONE_STORE, max_examples=6)
@given(made=CORPORA, question=QUESTIONS)
def test_any_question_of_any_records(emptied, made, question):
    store = emptied()
    for record in made:
        store.keep(record)
    for q in (question, dataclasses.replace(Question(), parties=question.parties, since=question.since, reprints=True)):
        wanted = sorted((s.key, kind, e.id) for e, kind, s, name in everything(store) if answers(q, e, kind, s, name))
        assert _told(store.ask(q)) == wanted


@settings(ON_ONE_STORE, max_examples=15)
@given(question=QUESTIONS, limit=st.one_of(st.none(), st.integers(0, 40)), offset=st.integers(0, 40))
def test_limits_cut_out_of_one_order_by_day(asked, question, limit, offset):
    found = asked.ask(question)
    days_ = [_day(report) for report in found]
    assert days_ == sorted(days_)
    part = asked.ask(dataclasses.replace(question, limit=limit, offset=offset))
    assert part == found[offset:][:limit]
    assert asked.count(dataclasses.replace(question, limit=limit, offset=offset)) == len(found)
    assert asked.ask(dataclasses.replace(question, newest_first=True)) == found[::-1]


def _day(report) -> int:
    first, last = days.span(getattr(report.entry, "date", None))
    return first or last or days.span(report.source.published)[1] or 0


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"kinds": ("meetings",)}, "events, statements"),
        ({"parties": ("CHINA",)}, "CHN"),
        ({"actor": ("chn",)}, "no code"),
        ({"recipient": ("",)}, "no code"),
        ({"since": "yesterday"}, "2023-03-21"),
        ({"until": "2023-02-30"}, "--until 2023-02-30"),
        ({"sectors": ("energie",)}, "codebook sectors"),
        ({"types": ("CONSLT",)}, "CONSULT"),
        ({"modes": ("vist",)}, "visit"),
        ({"statuses": ("done",)}, "occurred"),
        ({"ids": ("r1",)}, "sixteen"),
        ({"limit": -1}, "limit"),
        ({"offset": -1}, "offset"),
        ({"words": '-gas "" or'}, "asks for no word"),
    ],
    ids=str,
)
def test_what_can_have_no_answer_is_refused_with_help(store, condition, said):
    for ask in (store.ask, store.count):
        with pytest.raises(StopRun, match=said):
            ask(Question(**condition))


def test_hostile_values_find_nothing(asked):
    for hostile in ("\0", "\ud800", "%_/\\", "'; DROP TABLE entry; --", "x" * 5_000):
        for condition in ("documents", "speakers", "publishers"):
            assert asked.ask(Question(**{condition: (hostile,)})) == []
        assert asked.ask(Question(parties=(f"NSA:{hostile}",))) == asked.ask(Question(words=f"{hostile} nothing")) == []
