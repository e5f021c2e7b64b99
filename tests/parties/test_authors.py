"""Whose text it is decides who "we" are, and who citizens without a state belong to."""

from __future__ import annotations

import pytest

from dragoman import documents, language, pipeline


def mentions(text: str) -> list[tuple[str, list[str]]]:
    nlp = pipeline.load()
    doc = language.make_doc(nlp, documents.from_text(text, published="2022-05-18"))
    for name in pipeline.STAGES[:2]:
        doc = nlp.get_pipe(name)(doc)
    return [(doc[m.start : m.end].text, [p.code for p in m.parties]) for m in doc._.mentions]


@pytest.mark.parametrize(
    "opening",
    [
        "Taiwan in the World Health Assembly\n\nAntony J. Blinken, Secretary of State\n\n",
        "Statement by NSC Spokesperson Emily Horne on Taiwan\n\n",
        "Readout of President Joe Biden's Call with Taiwan\n\n",
    ],
)
def test_we_are_those_whose_official_speaks(opening):
    text = opening + "Taiwan is a member. Taiwan has been invited, and Taiwan will attend. We support Taiwan in this."
    assert ("We", ["USA"]) in mentions(text)


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Prisoners rioted on Monday at a jail near Dili, the capital of East Timor.", "Prisoners", "TLS"),
        ("Two journalists were detained by police in Cairo.", "Two journalists", "EGY"),
        ("The Albanians of southern Serbia are demanding autonomy.", "The Albanians", "SRB"),
        ("Some Iraqi Kurds sought refuge in Germany last month.", "Iraqi Kurds", "IRQ"),
    ],
)
def test_citizens_take_the_code_of_their_state(text, words, code):
    assert [codes for found, codes in mentions(text) if words in found] == [[code]]


def test_citizens_between_two_states_are_of_neither():
    found = dict(mentions("Students marched from Peru to Chile."))
    assert found.get("Students") in (None, [], [""])
