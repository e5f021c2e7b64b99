"""What a robots.txt asks, by RFC 9309: the group that names us, the longest line, `*` and `$`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.documents import robots

ALL_BUT = "User-agent: *\nDisallow: /private\n"
LONGEST = "User-agent: *\nAllow: /\nDisallow: /private\nAllow: /private/open\n"
NAMED = "User-agent: otherbot\nDisallow: /\n\nUser-agent: Dragoman/2.0\nDisallow: /notes\n\nUser-agent: *\nDisallow: /visit\n"
TOGETHER = "User-agent: otherbot\nUser-agent: dragoman\nDisallow: /a\n\nUser-agent: dragoman\nDisallow: /b\n"
PATTERNS = "user-agent: *\ndisallow: /*.pdf$\ndisallow: /*/print/\ndisallow: /search?*q="


@pytest.mark.parametrize("text, path, allowed", [
    ("", "/x", True),
    ("<html><body>Not found</body></html>", "/x", True),
    (ALL_BUT, "/", True),
    (ALL_BUT, "/private/x", False),
    (ALL_BUT, "/privately", False),  # a line is the beginning of a path, not a folder
    (ALL_BUT, "/Private", True),
    (ALL_BUT, "/%70rivate", False),  # the same path in another notation
    ("User-agent: *\nDisallow:\n", "/x", True),  # nothing is disallowed
    ("User-agent: *\nDisallow: /  # all of it\n", "/x", False),
    ("User-agent: *\nDisallow: /\n", "/robots.txt", True),
    ("Disallow: /\n", "/x", True),  # a rule of no group
    ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "/x", False),
    (LONGEST, "/visit", True),
    (LONGEST, "/private/x", False),  # not the first line that fits
    (LONGEST, "/private/open/x", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", True),  # of two equal ones the friendlier
    (NAMED, "/notes", False),
    (NAMED, "/visit", True),  # our own group speaks alone
    (TOGETHER, "/a", False),
    (TOGETHER, "/b", False),  # two groups of one agent are one
    (PATTERNS, "/files/a.pdf", False),
    (PATTERNS, "/files/a.pdf?x", True),
    (PATTERNS, "/news/print/7", False),
    (PATTERNS, "/search?lang=en&q=gas", False),
    (PATTERNS, "/search?lang=en", True),
    ("User-agent: *\nDisallow: /ä", "/%C3%A4/x", False),
    ("User-agent: *\nDisallow: /a$\n", "/a", False),
    ("User-agent: *\nDisallow: /a$\n", "/ab", True),
    ("User-agent: *\nDisallow: /a*a$\n", "/a", True),  # one letter is not two
])
def test_what_may_be_read(text, path, allowed):
    assert robots.parse(text).allows(path) is allowed


def test_delay():
    assert robots.parse("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x").delay == 2.5
    assert robots.parse("User-agent: other\nCrawl-delay: 60").delay == 0
    assert robots.parse("User-agent: *\nCrawl-delay: soon").delay == 0


def test_a_robots_that_cannot_be_had_allows_nothing():
    assert not robots.unreachable("is under repair").allows("/")
    assert robots.ALL.allows("/")


def test_a_pattern_of_many_stars_takes_no_time():
    rules = robots.parse("User-agent: *\n" + "Disallow: /" + "*a" * 1_000 + "*b$\n")
    begun = time.monotonic()
    assert rules.allows("/" + "a" * 3_000)
    assert time.monotonic() - begun < 1


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text(max_size=30))
def test_any_text_gives_rules(text, path):
    assert robots.parse("User-agent: *\nDisallow: " + text).allows("/" + path) in (True, False)
    assert robots.parse(text).delay >= 0


@settings(max_examples=100, deadline=None)
@given(st.text("abc/", max_size=8), st.text("abc/", max_size=8))
def test_a_plain_line_is_the_beginning_of_a_path(line, path):
    allowed = robots.parse(f"User-agent: *\nDisallow: /{line}\n").allows("/" + path)
    assert allowed is not f"/{path}".startswith(f"/{line}")
