"""What holds for any text at all: characters kept, spans in order, nothing raised but a refusal; and tables of metadata."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import documents, errors, records
from dragoman.documents import metadata, web_page, written_dates
from dragoman.documents.paragraphs import headline, paragraphs

PIECES = st.sampled_from([
    "The two met in Vienna. ", "By Jane Doe", "\n", "\n\n", "\r\n", "MOSCOW, March 21 (Agency) - ", "March 2023", "\u2028", "\ufeff", " ",
    "31.02.2023", "Published: 3 May 2023", "\ud800", "\x00", "(Reporting by ", "Title Of It", "A" * 70, "—", "\u202e", "<b>", "1. "])
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_kept_or_refused(text):
    try:
        document = documents.from_text(text)
    except errors.SkipDocument:
        return
    assert len(document.text) == len(text)
    assert all(a == b or "\ud800" <= b <= "\udfff" for a, b in zip(document.text, text, strict=True))
    assert document == documents.from_text(text)
    records.Record(document).as_json().encode()


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_paragraphs_cover_what_is_visible(text):
    spans = paragraphs(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text) and not text[start].isspace() and not text[end - 1].isspace()
        assert not text[last:start].replace("\ufeff", "").strip()
        last = end
    assert not text[last:].replace("\ufeff", "").strip()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_page_gives_text(source):
    assert isinstance(web_page.read("<p>" + source)[0], str)


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_dates_are_read_as_written(day):
    for shape in ("%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d", "%Y-%m-%dT10:00:00Z"):
        assert written_dates.iso(day.strftime(shape)) == day.isoformat(), shape
    assert written_dates.iso(day.strftime("%B %Y")) == day.isoformat()[:7]


BODY = "The ministers of the two states met on Tuesday and agreed to reopen the border between them at once."


@pytest.mark.parametrize("text, title, authors, publisher, published", [
    (f"MOSCOW, March 21, 2023 (Agency) - {BODY}", None, (), "Agency", "2023-03-21"),
    (f"MOSCOW, March 21 (Agency) - {BODY}", None, (), "Agency", None),
    (f"MOSCOW, March 21 (Agency) - {BODY} It is in force from March 30, 2023.", None, (), "Agency", "2023-03-21"),
    (f"WASHINGTON — {BODY}", None, (), None, None),
    (f"Ministers Meet in Vienna\n\nKyiv, 3 May 2023\n\n{BODY}", "Ministers Meet in Vienna", (), None, "2023-05-03"),
    (f"Ministers Meet in Vienna\nBy Jane Doe and John Roe\nPublished: Tuesday, 3 May 2023, 10:30 GMT\n{BODY}",
     "Ministers Meet in Vienna", ("Jane Doe", "John Roe"), None, "2023-05-03"),
    (f"{BODY}\n{BODY}\n(Reporting by Jane Doe in Kyiv; editing by John Roe)", None, ("Jane Doe",), None, None),
    (f"Ministers Meet\n\n{BODY}\n\nErna Musterova\n\nResearch Associate, Institute of Talks\n\nCheck author posts",
     "Ministers Meet", ("Erna Musterova",), None, None),
    (f"{BODY}\n\nJane Doe is a senior fellow at the Institute of Talks.", None, ("Jane Doe",), None, None),
    (f"{BODY}\n\n{BODY}\n\nMoscow, March 21, 2023", None, (), None, "2023-03-21"),
    (f"Last updated: 5 May 2023\nPublished: 3 May 2023\n{BODY}", None, (), None, "2023-05-03"),
    (f"{BODY} By Tuesday, all was done.\nBy Tuesday, all was signed.", None, (), None, None),
])
def test_what_a_text_tells_of_itself(text, title, authors, publisher, published):
    found = metadata.complete(text, metadata.Found())
    assert (found.title, found.authors, found.publisher, found.published) == (title, authors, publisher, published)


def test_year_from_the_file_and_the_address():
    text = f"MOSCOW, March 21 (Agency) - {BODY}"
    assert metadata.complete(text, metadata.Found(), "2023-03-22-visit.txt").published == "2023-03-21"
    assert metadata.complete(text, metadata.Found(made="2023-04-02")).published == "2023-03-21"
    assert metadata.complete(BODY, metadata.Found(url="http://example.org/2023/03/21/a")).published == "2023-03-21"


WRAPPED = """\
Ministers Meet in Vienna

The ministers of the two states met on Tuesday and agreed to reopen the
border between them, which had been closed since the winter because of a
quarrel over gas.
The river is another matter, and nobody would say more about that in the
evening.
"""


def test_wrapped_lines_are_one_paragraph():
    blocks = [WRAPPED[a:b] for a, b in paragraphs(WRAPPED)]
    assert [block.split()[0] for block in blocks] == ["Ministers", "The", "The"]
    assert blocks[1].endswith("quarrel over gas.")


def test_lines_are_paragraphs_otherwise():
    text = f"{BODY}\n{BODY} {BODY}\nA heading\n- an item;\n- another item.\n"
    assert [text[a:b] for a, b in paragraphs(text)] == [line for line in text.split("\n") if line]


def test_headline():
    document = documents.from_text(WRAPPED)
    assert document.title == "Ministers Meet in Vienna" and headline(document) == (0, len(document.title))
    given = documents.from_text(f"\n“Ministers  meet”\nin VIENNA\n\n{BODY}", title='"Ministers Meet" in Vienna')
    start, end = headline(given)
    assert given.text[start:end] == "“Ministers  meet”\nin VIENNA"
    assert headline(documents.from_text(BODY, title="Ministers Meet")) is None
    assert headline(documents.from_text(BODY)) is None
