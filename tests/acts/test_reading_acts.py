"""Statements, instruments and commitments of sentences parsed by hand; each case says what it adds."""

from __future__ import annotations

from dragoman.acts import commitments, instruments, statements

SAID = "Oslo|Oslo|PROPN|nsubj|1 said|say|VERB|root|1 that|that|SCONJ|mark|5 Chile|Chile|PROPN|nsubj|5 had|have|AUX|aux|5 paid|pay|VERB:VBN|ccomp|1 .|.|PUNCT|punct|1"
SIGNED = ("Oslo|Oslo|PROPN|nsubj|3 and|and|CCONJ|cc|2 Chile|Chile|PROPN|conj|0 signed|sign|VERB|root|3 an|a|DET|det|5 agreement|agreement|NOUN|obj|3 "
          "on|on|SCONJ|mark|7 building|build|VERB:VBG|acl|5 a|a|DET|det|9 railway|railway|NOUN|obj|7 .|.|PUNCT|punct|3")  # fmt: skip
AGREED = ("Oslo|Oslo|PROPN|nsubj|1 agreed|agree|VERB|root|1 to|to|PART|mark|3 expand|expand|VERB:VB|xcomp|1 trade|trade|NOUN|obj|3 "
          "and|and|CCONJ|cc|6 open|open|VERB:VB|conj|3 a|a|DET|det|8 port|port|NOUN|obj|6 .|.|PUNCT|punct|1")  # fmt: skip
WILL = "Oslo|Oslo|PROPN|nsubj|1 said|say|VERB|root|1 Chile|Chile|PROPN|nsubj|4 would|would|AUX|aux|4 send|send|VERB:VB|ccomp|1 wheat|wheat|NOUN|obj|4 .|.|PUNCT|punct|1"
NEGATED = "Oslo|Oslo|PROPN|nsubj|3 did|do|AUX|aux|3 not|not|PART|advmod|3 say|say|VERB|root|3 that|that|SCONJ|mark|6 Chile|Chile|PROPN|nsubj|6 paid|pay|VERB|ccomp|3 .|.|PUNCT|punct|3"
NOR, CHL = (0, 1, "NOR", "metonym"), (2, 3, "CHL", "name")


def test_a_reported_clause_has_its_speaker_and_words(doc):
    made = doc([SAID], [NOR, (3, 4, "CHL", "name")])
    (said,) = statements.find(made)
    assert (said.speaker, said.state, said.form, said.quote) == ("Oslo", "NOR", "indirect", "Chile had paid")
    assert made.text[said.start : said.end] == said.quote
    assert [p.code for p in said.about] == ["CHL"]


def test_what_was_not_said_is_no_statement(doc):
    assert statements.find(doc([NEGATED], [NOR, (5, 6, "CHL", "name")])) == []


def test_a_signed_agreement_is_an_instrument_and_its_purpose_a_commitment(doc):
    made = doc([SIGNED], [NOR, CHL])
    (signed,) = instruments.find(made)
    assert (signed.kind, signed.status, [p.code for p in signed.parties]) == ("agreement", "signed", ["NOR", "CHL"])
    (due,) = commitments.find(made, [signed], [])
    assert (due.quote, due.sectors, due.instrument) == ("building a railway", ("transport.rail",), signed.id)


def test_two_verbs_are_two_commitments(doc):
    made = doc([AGREED], [NOR])
    found = commitments.find(made, [], [])
    assert [c.action for c in found] == ["expand trade", "open a port"]
    assert {c.modality for c in found} == {"agreed"}


def test_what_one_party_foretells_of_another_is_no_commitment(doc):
    assert commitments.find(doc([WILL], [NOR, CHL]), [], []) == []


def test_who_foretells_of_himself_undertakes(doc):
    (found,) = commitments.find(doc([WILL], [NOR, (2, 3, "NOR", "name")]), [], [])
    assert (found.modality, found.attributed_to, found.action) == ("intends", "Oslo", "send wheat")


def test_an_empty_document_has_nothing(doc):
    made = doc([])
    assert (statements.find(made), instruments.find(made), commitments.find(made, [], [])) == ([], [], [])


def test_the_same_words_give_the_same_ids(doc):
    first, second = (statements.find(doc([SAID], [NOR])) for _ in range(2))
    assert first == second
