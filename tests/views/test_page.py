"""The page: whole, harmless, every entry linked to its words and back."""
from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import re
import time
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Document, Record
from dragoman.views import page
from dragoman.views.marks import Words, marked
from dragoman.views.wording import harmless

VOID = {"meta", "br", "hr", "link", "img"}


class Nesting(HTMLParser):
    """Fails where a tag is closed that is not the one open last."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.ids = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(text):
    found = Nesting()
    found.feed(text)
    assert not found.open
    return found


def test_every_entry_leads_to_its_words_and_back(record):
    made = page.render(record)
    found = parsed(made)
    for number in ("E1", "E6", "S1", "I1", "C1"):
        assert {number, f"w-{number}"} <= set(found.ids)
        assert f'href="#{number}"' in made and f'href="#w-{number}"' in made
    assert len(found.ids) == len(set(found.ids))


def test_nothing_is_loaded_and_only_the_own_style_is_allowed(record):
    made = page.render(record)
    assert not {"script", "img", "link", "iframe", "object", "form"} & parsed(made).tags
    assert "http:" not in made and "https:" not in made and "url(" not in made
    style = re.search(r"<style>(.*?)</style>", made, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in made or f"'sha256-{digest}'" in made


def test_a_hostile_text_stays_text(record):
    evil = '</div><script>alert(1)</script><img src=x onerror=alert(1)>"\'\u202egpj.exe\x1b]0;x\x07'
    document = dataclasses.replace(record.document, text=evil, title=evil, publisher=evil, authors=(evil,), path=evil,
                                   language='en" onload="x')
    party = dataclasses.replace(record.events[0].actor[0], code="PER:" + evil, name=evil, role=evil)
    event = dataclasses.replace(record.events[0], actor=(party,), quote=evil, start=0, end=len(evil), mode=evil,
                                attributed_to=evil, status=evil, date=evil, id=evil, sectors=(evil,))
    made = page.render(Record(document, events=(event,), reader=evil))
    assert not {"script", "img"} & parsed(made).tags
    assert "\x1b" not in made and "\u202e" not in made


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=30))
def test_marks_keep_the_text_and_nest(text, spans):
    words = [Words(a, b, f"E{n}", "event") for n, (a, b) in enumerate(spans)]
    made = str(marked(text, words))
    kept = [w for w in words if 0 <= w.start < w.end <= len(text)]
    assert sorted(parsed(made).ids) == sorted(f"w-{w.number}" for w in kept)
    bare = re.sub(r"<[^>]*>", "", re.sub(r'<a class="ref[^>]*>E\d+</a>', "", made))
    assert html.unescape(bare) == harmless(text)


def test_a_long_text_takes_time_in_proportion(maker):
    text = "China met Russia. " * 280_000  # 5 MB
    words = [Words(18 * n, 18 * n + 16, f"E{n}", "event") for n in range(0, 280_000, 10)]
    begun = time.perf_counter()
    marked(text, words)
    assert time.perf_counter() - begun < 5


def test_a_document_without_entries_has_a_page_too():
    assert "Nothing was found" in page.render(Record(Document("d", "Nothing.\n")))


def test_a_party_that_nobody_names_is_not_among_those_named_most(record):
    nameless = dataclasses.replace(record.events[0].actor[0], code="", name="two fishermen")
    event = dataclasses.replace(record.events[0], actor=(nameless,))
    made = page.render(dataclasses.replace(record, events=(event,), commitments=(), instruments=()))
    assert "two fishermen" in made and "<li><b></b>" not in made
