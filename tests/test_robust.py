"""Text from outside is hostile: it is read or refused in bounded time, and every entry stands on its words."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman import pipeline
from dragoman.errors import SkipDocument
from dragoman.records import Record
from dragoman.settings import LIMITS

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
STORY = (
    "President Xi Jinping met Vladimir Putin in Moscow on Tuesday. They agreed to expand trade in gas, Mr. Putin said. "
)

slow = pytest.mark.skipif(not os.environ.get("DRAGOMAN_SLOW"), reason="takes minutes; set DRAGOMAN_SLOW=1 to run it")
patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

PIECES = [
    "Russia", "the United States", "Xi Jinping", "Mr. Putin", "they", "both sides", "the Kremlin", "Georgia", "NATO",
    "met", "expelled", "refused to lift", "agreed to", "signed", "threatened to ban", "said that", "was attacked by",
    "sanctions", "a joint statement", "two diplomats", "talks", "gas", "in Moscow", "on Tuesday", "last month",
    "will", "and", "or", "not", "who", ",", ".", ";", ":", "-", "(", ")", '"', "“", "”", "’s", "\n", "\n\n", "1.", "•",
    "#", "…", "\u200f", "\u202e", "\u200b", "\ufeff", "\x00", "\x1b[31m", "\r", "\t", "\u2028", "é", "ﬁ", "İstanbul",
    "🇷🇺", "Z̷a̷l̷g̷o̷", "<script>alert(1)</script>", "&lt;b&gt;", "</main>", "=1+1", "{{7*7}}", "習近平", "محمد",
    "by 2030", "a" * 300, "0", "20-22", "March 21", "Hamas",
]  # fmt: skip
prose = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)
near_prose = st.tuples(st.just(STORY), st.text(max_size=120), prose, st.just(STORY)).map("".join)


def entries(record: Record) -> tuple:
    return (*record.events, *record.statements, *record.instruments, *record.commitments)


def parties(entry) -> list:
    return [
        party for name in ("actor", "recipient", "about", "parties", "by", "to") for party in getattr(entry, name, ())
    ]


def check(record: Record, text: str | None = None) -> None:
    """What always holds of a record."""
    document = record.document
    assert text is None or document.text == text
    ends = 0
    for start, end in document.sentences:
        assert ends <= start < end <= len(document.text)
        ends = end
    for entry in entries(record):
        assert document.text[entry.start : entry.end] == entry.quote != ""
        start, end = document.sentences[entry.sentence]
        assert start <= entry.start < entry.end <= end
        assert 0 <= entry.confidence <= 1 and entry.produced_by
        for party in parties(entry):
            assert 0 <= party.start < party.end <= len(document.text)
    ids = [entry.id for entry in entries(record)]
    assert len(set(ids)) == len(ids)
    json.loads(record.as_json())


def read(text: str) -> Record | None:
    """The record, or None where the text is refused; anything else that is raised fails the test."""
    try:
        return pipeline.read(text + "\n" if "\n" not in text else text)
    except SkipDocument as refusal:
        assert "\n" not in str(refusal) and str(refusal).isprintable()
        return None


@patient
@given(near_prose)
@example(STORY + "\ud800 \udfff" + STORY)
@example(STORY + "\x00" * 50 + STORY)
def test_quotes_stand_at_their_offsets_in_any_text(text):
    record = read(text)
    if record is not None:
        check(record)


@patient
@given(st.one_of(st.text(max_size=400), prose))
def test_reading_never_raises(text):
    record = read(text)
    if record is not None:
        check(record)


@settings(patient, max_examples=15)
@given(near_prose)
def test_reading_twice_gives_the_same_bytes(text):
    first, second = read(text), read(text)
    assert (first and first.as_json()) == (second and second.as_json())


def test_two_processes_give_the_same_bytes():
    file = str(EXAMPLES / "saudi-iran-commentary-2023.txt")
    code = (
        "import sys, dragoman; "
        f"sys.stdout.buffer.write(dragoman.read({file!r}).as_json().encode())"
    )
    printed = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=120,
                       env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }  # fmt: skip
    assert len(printed) == 1


def test_a_document_is_read_alike_alone_and_among_others():
    files = sorted(path for path in EXAMPLES.iterdir() if path.is_file() and path.stem != "README")
    together = {r.document.id: r.as_json() for r in pipeline.read_documents(files) if isinstance(r, Record)}
    backwards = {r.document.id: r.as_json() for r in pipeline.read_documents(reversed(files)) if isinstance(r, Record)}
    alone = {r.document.id: r.as_json() for r in map(dragoman.read, files)}
    assert together == backwards == alone and len(alone) == len(files)


HOSTILE = {
    "a sentence of 10,000 words": "Russia and "
    + "the minister of trade who met the president of France and " * 900
    + "agreed. ",
    "no sentence marks": "the russian president met his chinese counterpart in moscow and they agreed to expand trade "
    * 400,
    "one word": "a" * 200_000,
    "words without blanks": STORY.replace(" ", "") * 200,
    "all capitals": STORY.upper() * 50,
    "control characters": STORY.replace(" ", " \x00\x07\x1b[2J ") * 20,
    "right-to-left marks": STORY.replace(" ", " \u200f\u202e") * 20,
    "combining marks": STORY + "e" + "\u0301" * 20_000 + " " + STORY,
    "commas": STORY + ", " * 20_000,
    "open quotation marks": STORY + '"' * 5_000 + "“" * 5_000 + STORY,
    "nested parentheses": STORY + "(" * 5_000 + "met" + ")" * 5_000 + STORY,
    "conjoined parties": "Russia, " * 3_000 + "and China met. ",
    "relative clauses": "Russia met the man " + "who met the man " * 2_000 + "who met China. ",
    "quotes in quotes": 'Putin said: "' + 'Xi said that he said: "' * 1_000 + 'yes." ',
    "blank lines": STORY + "\n" * 50_000 + STORY,
    "numbers": STORY + "1. 2. 3.4.5 2023-03-21 " * 3_000,
    "dates": STORY + "on Tuesday, March 21, 2023, last month, " * 1_000,
    "lists": "\n".join(f"{n}. The sides will expand trade in gas." for n in range(1_000)),
    "mixed scripts": STORY + "習近平 встретил Путина в Москве. " * 5 + STORY * 5,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_or_refused_in_bounded_time(text):
    begun = time.monotonic()
    record = read(text)
    # A generous bound: an honest reader needs far less, a quadratic one far more.
    assert time.monotonic() - begun < 10 + len(text.split()) / 500
    if record is not None:
        check(record)


def test_all_capitals_tell_what_small_letters_tell():
    record = dragoman.read("RUSSIA EXPELLED TWO BRITISH DIPLOMATS ON MARCH 17, 2018.\nBRITAIN CONDEMNED RUSSIA.\n")
    found = {(e.type, p.code) for e in record.events for p in e.actor}
    assert {("SANCTION", "RUS"), ("ACCUSE", "GBR")} & found


def test_a_text_over_the_limit_is_refused_at_once():
    begun = time.monotonic()
    with pytest.raises(SkipDocument, match="too large"):
        dragoman.read((STORY + "\n") * (LIMITS.text_characters // len(STORY) + 1))
    assert time.monotonic() - begun < 5


@slow
def test_five_megabytes_are_read():
    many = "".join(
        f"{STORY}On {1 + n % 28} May {1990 + n % 30} the envoy of Peru visited Chile.\n" for n in range(30_000)
    )
    text = many[: LIMITS.text_characters]
    begun = time.monotonic()
    check(dragoman.read(text), text)
    assert time.monotonic() - begun < 1_200


def test_time_grows_with_the_text_and_not_faster():
    def seconds(times: int) -> float:
        text = "".join(f"{STORY}The envoy of Peru visited Chile in May {1950 + n % 70}.\n" for n in range(times))
        begun = time.monotonic()
        dragoman.read(text)
        return time.monotonic() - begun

    seconds(5)
    few, many = min(seconds(60) for _ in range(2)), seconds(240)
    assert many < 4 * few * 2.5


# The page and the terminal

PAGE = """<!doctype html><html><head><title>Talks</title>
<script>var told = "Russia attacked France";</script></head><body><article>
<h1>Talks &amp; more</h1><p>Russia expelled two French diplomats on 3&nbsp;May 2021
&lt;script&gt;alert(1)&lt;/script&gt;. The foreign ministers of both countries met in Geneva the day after
and agreed to hold further talks on prisoners.</p>
<p>France condemned the decision of Russia and said it would answer in kind, according to the spokesman of its foreign
ministry.</p><script>document.write("China invaded Peru")</script>
<p onclick="steal()">They signed a joint statement in the evening.</p>
</article></body></html>"""


def test_scripts_of_a_page_are_not_its_text_and_entities_are_read(tmp_path):
    file = tmp_path / "talks.html"
    file.write_text(PAGE, encoding="utf-8")
    record = dragoman.read(file)
    check(record)
    assert "Russia attacked France" not in record.document.text and "invaded Peru" not in record.document.text
    assert "&amp;" not in record.document.text and "onclick" not in record.document.text
    assert any(e.type == "SANCTION" for e in record.events)


class Scan(HTMLParser):
    """What of a page could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts, self.handlers, self.loads, self.marks = 0, [], [], 0

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        self.marks += tag == "mark"
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in ("src", "href", "action", "formaction", "data") and not (value or "").startswith("#"):
                self.loads.append(value)


INJECTIONS = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "--></style><svg onload=alert(1)>",
    "]]>",
    "javascript:alert(1)",
    "\"'><iframe src=//evil.example>",
    "{{ 7*7 }}{% raw %}",
    "</mark></main></body></html>",
    "<!--",
]


def render(record: Record) -> str:
    page = pytest.importorskip("dragoman.views.page")
    return page.render(record)


@pytest.mark.parametrize("words", INJECTIONS)
def test_nothing_of_a_text_runs_in_its_page(words):
    plain = f'Russia expelled Mr. X of France.\n\nFrance met Russia. "We condemn Russia," Emmanuel Macron said. {STORY}'
    more = f'Russia {words} met {words} France. Putin said that {words} was good. "{words}," he said.'
    text = f"Talks {words}\n\nBy {words}\n\n{plain}{more}"
    told, clean = Scan(), Scan()
    told.feed(render(dragoman.read(text)))
    clean.feed(render(dragoman.read(plain)))
    assert told.scripts == clean.scripts and not told.loads
    assert set(told.handlers) <= set(clean.handlers)


@settings(patient, max_examples=20)
@given(near_prose)
def test_the_page_shows_the_text_whole(text):
    record = read(text)
    if record is None:
        return
    page = render(record)
    Scan().feed(page)
    shown = html.unescape(re.sub(r"<[^>]*>", "", page))
    for entry in entries(record)[:5]:
        words = re.findall(r"[A-Za-z]{4,}", entry.quote)
        assert all(word in shown for word in words)


# The command line


def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess:
    cli = pytest.importorskip("dragoman.cli")
    if not hasattr(cli, "main"):
        pytest.skip("no command line yet")
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, input=text and text.encode())


def test_one_bad_document_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.txt").write_text(STORY * 3, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "d.docx").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "e.txt").write_text(
        "Der Präsident und die Kanzlerin haben sich in Berlin getroffen. " * 20, encoding="utf-8"
    )
    (tmp_path / "f.txt").write_text(STORY * 3, encoding="utf-8")
    done = run("read", str(tmp_path), "--format", "json")
    assert done.returncode not in (0, None) and len(done.stdout.decode().splitlines()) == 2
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert all(sum(name in line for line in said.splitlines()) == 1 for name in ("b.txt", "c.pdf", "d.docx", "e.txt"))


def test_standard_input_is_read_and_escapes_do_not_reach_the_terminal():
    done = run("read", "-", "--format", "terminal", text=STORY.replace("Mr. ", "\x1b]0;owned\x07\x1b[2J") * 3)
    assert b"\x1b]0;" not in done.stdout and b"\x1b[2J" not in done.stdout and b"\x07" not in done.stdout


def test_no_cell_of_the_table_is_a_formula(tmp_path):
    file = tmp_path / "x.txt"
    file.write_text(
        '=HYPERLINK("http://evil") said Russia.\n\n=cmd Russia met France.\n+1 China met Peru. @SUM Iran met Iraq.\n'
        * 3,
        encoding="utf-8",
    )
    import csv
    import io

    for row in csv.reader(io.StringIO(run("read", str(file), "--format", "csv").stdout.decode())):
        assert not any(cell[:1] in ("=", "+", "@", "\t", "\r") for cell in row)
