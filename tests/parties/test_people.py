"""What a document remembers of its persons."""

from __future__ import annotations

from dragoman.parties.mentions import Entity
from dragoman.parties.people import Persons


def test_a_name_of_titles_alone_is_not_remembered():
    # A reader that took "Mr." for a whole name once ended the reading with an error.
    persons = Persons()
    persons.people = {}
    persons._remember((), Entity("NOR", "", None, None, "state"))
    assert persons.people == {}
