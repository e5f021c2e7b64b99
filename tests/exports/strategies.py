"""Records as hypothesis makes them: right by the contract, with hostile texts, dates of every precision, parties of every kind."""
from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from dragoman import gazetteers, ontology
from dragoman.exports import cells
from dragoman.records import Commitment, Document, Event, Instrument, Party, Place, Record, Statement

HOSTILE = [
    "=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "'=1", "''+2", " =1", "\t=1", "a\tb", "a\nb", "a\r\nb", "\r", "nul\0nul", "\ud800",
    "half \udfff pair", "\u202eRTL\u2066", "\u2028", "\x85", "\x1c", "\x0b", "\"quoted\"", "\"", "a\"b", "", " ", "|", "<b>&amp;", "]]>", "{{x}}",
    "'", "NA", "None", "\ufeff", "\ufffe", "\U0001f600", "Türkiye", "中国", "\\N", "#", "a,b;c",
]
HUGE = 2**63 - 1
CODES = ["CHN", "RUS", "USA", "XKX", "TLS", "ROU", "SUN", "IGO:UN", "IGO:EU", "IGO:SCO", "NSA:Hamas", "COM:Gazprom", "PER:A. Writer"]
SECTORS = sorted(gazetteers.SECTORS)

calm = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
"""Corpora are slow to make: few of them, each with many hostile texts."""

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12), st.text(st.sampled_from("=+-@'\t\n\r\" \0\ud801ab|"), max_size=8))
filled = texts.map(lambda text: text or "x")
offsets = st.one_of(st.integers(0, 500), st.sampled_from([0, HUGE, 2**31, 2**53 + 1]))
days = st.dates().map(lambda day: day.isoformat())
dates = st.one_of(days, days.map(lambda d: d[:7]), days.map(lambda d: d[:4]), st.tuples(days, days).map("/".join), days.map(lambda d: d + "/"),
                  days.map(lambda d: "/" + d))
ids = st.one_of(st.from_regex(r"[0-9a-f]{16}", fullmatch=True), filled)
certainty = st.floats(0, 1)
many = st.lists(texts, max_size=3).map(tuple)
parties = st.builds(Party, code=st.one_of(st.sampled_from(CODES), filled.map(lambda t: "NSA:" + t.replace("\n", " "))), name=texts,
                    role=st.none() | texts, sector=st.none() | st.sampled_from(SECTORS), start=offsets, end=offsets)
several = st.lists(parties, max_size=3).map(tuple)
common = {"id": ids, "confidence": certainty, "produced_by": texts, "sentence": offsets, "start": offsets, "end": offsets, "quote": filled}
places = st.builds(Place, name=texts, country=st.none() | st.sampled_from([code for code in CODES if len(code) == 3]))
acts = st.sampled_from([(kind.name, mode) for kind in ontology.types().values() for mode in (None, *kind.modes)])
STATUS = ["occurred", "planned", "hypothetical", "denied"]


@st.composite
def events(draw):
    kind, mode = draw(acts)
    return draw(st.builds(
        Event, type=st.just(kind), mode=st.just(mode), contexts=many, cameo=st.none() | st.just(ontology.cameo(kind, mode)),
        score=st.floats(-10, 10), actor=several, recipient=several, date=st.none() | dates, place=st.none() | places, status=st.sampled_from(STATUS),
        attributed_to=st.none() | texts, sectors=many, **common,
    ))


statements = st.builds(
    Statement, speaker=texts, state=st.none() | st.sampled_from(CODES), form=st.sampled_from(["direct", "indirect", "mixed"]),
    stance=st.sampled_from(["support", "criticism", "neutral"]), about=several, **common,
)
instruments = st.builds(
    Instrument, kind=st.sampled_from(["agreement", "treaty", "other"]), title=texts, parties=several,
    status=st.sampled_from(["signed", "proposed", "terminated"]), date=st.none() | dates, **common,
)
commitments = st.builds(
    Commitment, by=several, to=several, action=texts, sectors=many, modality=st.sampled_from(["agreed", "pledged", "intends"]),
    due=st.none() | dates, attributed_to=st.none() | texts, instrument=st.none() | ids, **common,
)
documents = st.builds(
    Document, id=ids, text=st.lists(texts, max_size=4).map("".join), path=st.none() | texts, title=st.none() | texts, authors=many,
    publisher=st.none() | texts, published=st.none() | days | days.map(lambda d: d[:7]), url=st.none() | texts | st.just("https://example.org/a"),
    language=st.sampled_from([None, "en"]), sentences=st.lists(st.tuples(offsets, offsets), max_size=3).map(tuple),
)


def _few(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


records = st.builds(Record, document=documents, events=_few(events()), statements=_few(statements), instruments=_few(instruments),
                    commitments=_few(commitments), reader=texts)
corpora = st.lists(records, max_size=3)


def whole(value):
    """What any file in UTF-8 can hold of a value: half a surrogate pair is U+FFFD."""
    if isinstance(value, str):
        return cells.whole(value)
    if isinstance(value, tuple):
        return tuple(map(whole, value))
    if hasattr(value, "__dataclass_fields__"):
        return type(value)(**{name: whole(getattr(value, name)) for name in value.__dataclass_fields__})
    return value
