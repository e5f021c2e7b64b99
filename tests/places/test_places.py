"""Places are found where the text names them, and an act has the one the syntax sets it in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import language
from dragoman.places import Places, place_of
from dragoman.places.atlas import atlas
from dragoman.records import Document

BLANK = language.blank()
PLACES = Places()


@pytest.fixture(scope="module")
def read():
    nlp = language.load()

    def reading(text: str):
        doc = language.make_doc(nlp, Document("d", text))
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        return PLACES(doc)

    return reading


def found(text: str) -> list[tuple[str, str | None]]:
    return [(p.name, p.country) for p in PLACES(language.make_doc(BLANK, Document("d", text)))._.places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in the Kremlin.", [("Moscow", "RUS")]),
        ("They convened at Camp David.", [("Camp David", "USA")]),
        ("troops in South Ossetia and in Crimea", [("South Ossetia", "GEO"), ("Crimea", "UKR")]),
        ("ships in the South China Sea", [("South China Sea", None)]),
        ("talks in Sharm el-Sheikh", [("Sharm el-Sheikh", "EGY")]),
        ("fighting in Tripoli in Lebanon", [("Tripoli", "LBN"), ("Lebanon", "LBN")]),
        ("a meeting in Tripoli", [("Tripoli", "LBY")]),
        ("at Reading, in Mobile, Nice of Bath", []),
        ("in March he went to Congress", []),
    ],
)
def test_what_is_a_place(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "act", "place"),
    [
        ("Xi met Putin in Moscow on Tuesday.", "met", "Moscow"),
        ("Biden will travel to Warsaw to meet Duda.", "travel", "Warsaw"),
        ("The president visited Kyiv.", "visited", "Kyiv"),
        ("Ministers discussed the conflict in Ukraine.", "discussed", None),
        ("They condemned the attacks on Aleppo.", "attacks", "Aleppo"),
        ("The leaders met in Canberra to discuss trade and signed a treaty.", "signed", "Canberra"),
    ],
)
def test_place_of(read, text: str, act: str, place: str | None) -> None:
    doc = read(text)
    chosen = place_of(doc, next(t.i for t in doc if t.text == act))
    assert (chosen.name if chosen else None) == place


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "in",
                "to",
                "the",
                "Paris",
                "Kremlin",
                "New",
                "York",
                ",",
                "Congo",
                "Republic",
                "of",
                "\n",
                "Tripoli",
                "Lebanon",
                "’",
                "São",
                "Paulo",
                "Ω",
                "1",
                "-",
            ]
        )
    )
)
def test_anything_is_read_the_same_twice_with_sane_offsets(pieces: list[str]) -> None:
    doc = language.make_doc(BLANK, Document("d", " ".join(pieces)))
    places = PLACES(doc)._.places
    assert places == Places()(language.make_doc(BLANK, Document("d", " ".join(pieces))))._.places
    after = 0
    for p in places:
        assert after <= p.start < p.end <= len(doc)
        after = p.end


def test_every_country_of_the_atlas_is_a_code() -> None:
    for name in atlas().names():
        for place in atlas().get(name) or ():
            assert place.country is None or (len(place.country) == 3 and place.country.isupper()), name
