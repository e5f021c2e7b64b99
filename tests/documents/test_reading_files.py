"""A story for each format: a document as people have it, built here, and what is read of it."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import docx
import pytest

from dragoman import documents, errors, records

BODY = (
    "The foreign ministers of Freedonia and Sylvania met in Vienna on Tuesday and agreed to reopen the border.\n\n"
    "They also discussed the supply of natural gas, which had been cut in the winter, and the two said that talks would go on."
)


def one(path: Path | str, **given: str) -> records.Document:
    (document,) = documents.load(path, **given)
    assert isinstance(document, records.Document), document
    return document


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_plain_text_is_kept_as_it_stands(tmp_path):
    text = f"Ministers meet in Vienna\n\nVIENNA, March 21, 2023 (Agency) — {BODY}\n\n  \n"
    document = one(written(tmp_path, "vienna.txt", text))
    assert document.text == text
    assert (document.id, document.title, document.published, document.publisher, document.language) == (
        "vienna",
        "Ministers meet in Vienna",
        "2023-03-21",
        "Agency",
        "en",
    )
    assert document.path == str(tmp_path / "vienna.txt")


def test_text_is_what_read_text_gives(tmp_path):
    path = written(tmp_path, "a.txt", "One line of the text.\r\nAnother of the same.\rAnd “a third” with it.\n")
    assert one(path).text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path, encoding):
    text = f"The café’s “guests” spoke of the naïve plan.\n{BODY}"
    assert one(written(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_latin_2_is_detected(tmp_path):
    text = (
        "The speech of the minister was printed in the original as well. Řekl, že žádná smlouva o hranici nebyla podepsána, "
        "a že příští schůzka bude v Plzni, protože vláda chce nejdříve projednat všechny otázky. " * 3
    )
    document = one(written(tmp_path, "a.txt", text.encode("cp1250")))
    assert "žádná smlouva" in document.text


def test_markdown_loses_its_marks(tmp_path):
    source = (
        "---\ntitle: 'Talks in Vienna'\ndate: 2023-03-22\nauthors:\n  - Jane Doe\n  - John Roe\n---\n# Talks in Vienna\n\n"
        "The **two ministers** met [in Vienna](http://example.org/a_b) on\nTuesday.\n\n- They signed a *treaty*.\n- They left at once.\n\n"
        "| state | role |\n|---|---|\n| Freedonia | host |\n\n<!-- not to be read --><script>alert(1)</script>\n"
    )
    document = one(written(tmp_path, "talks.md", source))
    assert document.text == (
        "Talks in Vienna\n\nThe two ministers met in Vienna on Tuesday.\n\nThey signed a treaty.\n\nThey left at once.\n\n"
        "state | role\n\nFreedonia | host"
    )
    assert (document.title, document.published, document.authors) == (
        "Talks in Vienna",
        "2023-03-22",
        ("Jane Doe", "John Roe"),
    )


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ministers meet | The Daily Vienna</title>
<meta property="og:title" content="Ministers meet in Vienna"><meta property="og:site_name" content="The Daily Vienna">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2023-03-21T22:10:00+01:00">
<script>var tracking = "do not read";</script><style>p {{color: red}}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Ministers meet in Vienna</h1><p>{BODY.split(chr(10))[0]}</p><p>Neither side &amp; nobody else would say more about &ldquo;the gas&rdquo;.</p>
<p>{BODY.split(chr(10))[2]}</p></article><footer>Copyright. All rights reserved. Privacy policy.</footer></body></html>"""


def test_web_page(tmp_path):
    document = one(written(tmp_path, "page.html", PAGE))
    assert (
        "agreed to reopen the border." in document.text
        and "& nobody else would say more about “the gas”" in document.text
    )
    for unread in ("tracking", "color", "Privacy", "World", "<p>", "&amp;"):
        assert unread not in document.text
    assert document.title == "Ministers meet in Vienna"
    assert (document.authors, document.publisher, document.published) == (
        ("Jane Doe",),
        "The Daily Vienna",
        "2023-03-21",
    )


def test_web_page_in_an_old_encoding_that_it_names(tmp_path):
    page = (
        "<html><head><meta charset=windows-1251><title>Talks</title></head><body><p>The talks of the ministers (встреча министров) "
        "were held in Moscow, and they agreed on the text.</p></body></html>"
    )
    assert "встреча" in one(written(tmp_path, "a.html", page.encode("cp1251"))).text


def test_short_web_page_keeps_all_its_sentences(tmp_path):
    page = "<p>Freedonia recalled its ambassador on Monday.</p><p>Sylvania called that a mistake.</p>"
    assert one(written(tmp_path, "a.htm", page)).text.split("\n") == [
        "Freedonia recalled its ambassador on Monday.",
        "Sylvania called that a mistake.",
    ]


def test_web_page_says_the_same_twice_and_keeps_it(tmp_path):
    sentence = "The two sides have agreed on the text of a joint statement about the border and the river."
    page = f"<html><body><article><p>{sentence}</p><p>{sentence}</p></article></body></html>"
    for _ in range(3):
        assert one(written(tmp_path, "a.html", page)).text.count(sentence) == 2


def test_pdf_paragraphs_hyphens_headers_and_footers(tmp_path, pdf, lines):
    header, left = (72, 810, "Institute of Talks - Policy Brief"), 72
    first = [
        header,
        *lines(
            "The foreign ministers of Freedonia and Sylvania met in Vienna on Tuesday and",
            "agreed to reopen the border. They also agreed to continue their negotia-",
            "tions on the supply of natural gas, and they spoke of a Russian-",
            "Turkish offer and its long-",
            "term prospects.",
            "",
            "The second paragraph of this brief begins after a gap, and it goes on with the",
            "question of the river, which runs over to the next page because the text of the",
        ),
        (300, 30, "Page 1 of 2"),
    ]
    second = [
        header,
        *lines("treaty is long. It closes here.", "", "A third paragraph is quite short."),
        (left, 30, "Page 2 of 2"),
    ]
    data = pdf(
        [first, second], info="<< /Title (Talks in Vienna) /Author (Jane Doe) /CreationDate (D:20230322101500Z) >>"
    )
    document = one(written(tmp_path, "brief.pdf", data))
    assert document.text.split("\n\n") == [
        "The foreign ministers of Freedonia and Sylvania met in Vienna on Tuesday and agreed to reopen the border. They also agreed to "
        "continue their negotiations on the supply of natural gas, and they spoke of a Russian-Turkish offer and its long-term prospects.",
        "The second paragraph of this brief begins after a gap, and it goes on with the question of the river, which runs over to the "
        "next page because the text of the treaty is long. It closes here.",
        "A third paragraph is quite short.",
    ]
    assert (document.title, document.authors, document.published) == ("Talks in Vienna", ("Jane Doe",), None)


def test_pdf_by_its_bytes_whatever_its_name(tmp_path, pdf, lines):
    data = pdf([lines("The ministers of the two states met in Vienna on Tuesday.")])
    assert one(written(tmp_path, "brief.txt", data)).text == "The ministers of the two states met in Vienna on Tuesday."


def word(folder: Path, name: str = "a.docx") -> Path:
    file = docx.Document()
    file.add_heading("Talks in Vienna", 1)
    file.add_paragraph("By Jane Doe")
    first = file.add_paragraph("The two ")
    first.add_run("ministers").bold = True
    first.add_run(" met in Vienna.")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Freedonia hosted the talks.", "Sylvania paid for them."
    file.add_paragraph("They agreed on the text of the treaty.")
    file.core_properties.title, file.core_properties.author = "", ""
    buffer = io.BytesIO()
    file.save(buffer)
    return written(folder, name, buffer.getvalue())


def test_word_file(tmp_path):
    document = one(word(tmp_path))
    assert document.text.split("\n") == [
        "Talks in Vienna",
        "By Jane Doe",
        "The two ministers met in Vienna.",
        "Freedonia hosted the talks.",
        "Sylvania paid for them.",
        "They agreed on the text of the treaty.",
    ]
    assert (document.id, document.title, document.authors) == ("a", "Talks in Vienna", ("Jane Doe",))


def test_json_lines_keep_ids_order_and_texts(tmp_path):
    rows = [
        {
            "id": "b",
            "text": " The two met in Vienna.\r\n And they\u00a0agreed. ",
            "published": "2023-03-24",
            "title": "Talks",
            "publisher": "Agency",
            "authors": ["Jane Doe", "John Roe"],
            "url": "http://example.org/",
        },
        {"id": 7, "text": "The same again.", "authors": "Jane Doe; John Roe"},
        {"text": "No id is given here."},
    ]
    path = written(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    first, second, third = documents.load(path)
    assert first == records.Document(
        "b",
        rows[0]["text"],
        str(path),
        "Talks",
        ("Jane Doe", "John Roe"),
        "Agency",
        "2023-03-24",
        "http://example.org/",
        "en",
    )
    assert (second.id, second.text, second.authors) == ("7", "The same again.", ("Jane Doe", "John Roe"))
    assert third.id == records.content_id("No id is given here.")


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path):
    path = written(
        tmp_path,
        "a.jsonl",
        b'{"id": "a", "text": "The first."}\nnot json\n\n{"id": "b"}\n[1]\n{"text": "\xff"}\n'
        + b"[" * 100_000
        + b'\n{"id": "z", "text": "The last."}',
    )
    read = list(documents.load(path))
    assert [d.id for d in read if isinstance(d, records.Document)] == ["a", "z"]
    assert [d.name for d in read if isinstance(d, errors.SkipDocument)] == [f"{path}:{n}" for n in (2, 4, 5, 6, 7)]


def test_packed_json_lines(tmp_path):
    packed = gzip.compress(b'{"id": "a", "text": "The first of them."}\n{"id": "b", "text": "The second of them."}\n')
    assert [d.id for d in documents.load(written(tmp_path, "a.jsonl.gz", packed))] == ["a", "b"]
    cut = list(documents.load(written(tmp_path, "b.jsonl.gz", packed[:-30])))
    assert isinstance(cut[-1], errors.SkipDocument) and "\n" not in str(cut[-1])


def test_a_folder_is_read_in_sorted_order(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.md", ".hidden/d.txt", ".e.txt", "f.csv", "g.json"):
        written(tmp_path, name, "The text of the file.")
    word(tmp_path, "0.docx")
    assert [d.id for d in documents.load(tmp_path)] == ["0", "a", "b", "c"]
    assert list(documents.load(str(tmp_path))) == list(documents.load(tmp_path))


@pytest.mark.parametrize(
    "data, id",
    [
        (b'{"id": "x", "text": "The text of a line."}\n', "x"),
        (b"The text of a pipe.\n", None),
        (b"<!doctype html><p>The text of a page, and the end of it.</p>", None),
    ],
)
def test_standard_input(monkeypatch, data, id):
    class Input:
        buffer = io.BytesIO(data)

    monkeypatch.setattr("sys.stdin", Input)
    document = one("-")
    assert document.text.startswith("The text of a ") and document.path is None
    assert document.id == (id or records.content_id(document.text))


def test_given_date_wins_over_all(tmp_path):
    path = written(tmp_path, "page.html", PAGE)
    assert one(path, published="2023-03").published == "2023-03"
    assert one(path, published="24 March 2023").published == "2023-03-24"
    line = written(tmp_path, "a.jsonl", '{"text": "The text of a line.", "published": "2020-01-01"}')
    assert one(line, published="2023-03-24").published == "2023-03-24"
    with pytest.raises(errors.StopRun, match="'yesterday' is no date"):
        documents.load(path, published="yesterday")
