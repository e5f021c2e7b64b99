"""The four formats: each whole, each harmless whatever the texts hold, each the same bytes again."""
from __future__ import annotations

import base64
import builtins
import hashlib
import html
import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from dragoman.errors import StopRun
from dragoman.views.dossier import FORMATS, claims, render
from dragoman.views.dossier.citing import link_of
from dragoman.views.dossier.markdown_text import escaped

GOLDEN = Path(__file__).parent / "dossier.md"
EVIL = (
    '</li></style><script>alert(1)</script><img src=x onerror=alert(1)>', "=cmd|'/c calc'!A1", "@SUM(1)",
    "[x](javascript:alert(1)) ![i](https://evil.example/i.png) `code` **b** | cell | \n# head\n\n---\n- item\n1. one\n> q\n```\nf\n```",
    "https://evil.example www.evil.example a@evil.example <https://evil.example> [^1] $x$ {{ x }} {% x %} &lt;b&gt;",
    '#sys.inputs #read("/etc/passwd") $ x $ `raw` <label> @ref */ // \\ "#panic()" #{', "\u202egpj.exe\u2066\u200b\ufeff",
    "\x00\x07\x1b[31m\ufffe\uffff\ud800\x9b", "&amp; &#x3c;script&#x3e; ]]> <!-- <?php", "{ INCLUDETEXT c:\\x } ", "a" * 5000,
)  # fmt: skip
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
VOID = {"meta", "br", "hr", "link", "img", "rect"}


class Page(HTMLParser):
    """The tags, ids and links of a page; fails where tags do not nest."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.words, self.labels = [], set(), [], [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self.labels += [value for name, value in attrs if name == "aria-labelledby"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def words_of_docx(file):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return "".join(etree.fromstring(archive.read("word/document.xml")).itertext())


def test_a_small_dossier_in_markdown_is_as_it_was(kept):
    made = render(kept.dossier(since="2023"), "md").decode()
    assert made == GOLDEN.read_text("utf-8"), "see what changed; where it is meant, write the new text to dossier.md"


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_dossier_gives_the_same_bytes(kept, kind, monkeypatch):
    first = render(kept.dossier(), kind)
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert render(kept.dossier(), kind) == first


def test_in_the_page_every_citation_leads_to_its_words(kept):
    dossier = kept.dossier()
    page = Page(render(dossier, "html").decode())
    assert len(page.ids) == len(set(page.ids))
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert set(inner) <= set(page.ids)
    assert {name for names in page.labels for name in names.split()} <= set(page.ids)
    assert sum(link.startswith("w-") for link in inner) == sum(len(found.citations) for found in claims(dossier))
    text = "".join(page.words)
    for work in dossier.works:
        for cited in work.words:
            assert cited.quote in text and cited.entry in text
    assert {"main", "header", "nav", "footer", "h1", "h2", "h3", "caption", "th"} <= page.tags


def test_the_page_loads_nothing_and_runs_nothing(kept):
    made = render(kept.dossier(), "html").decode()
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & Page(made).tags
    style = re.search(r"<style>(.*?)</style>", made, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in made
    assert "url(" not in style and "@import" not in style


def test_in_word_links_lead_to_bookmarks_and_plots_have_words(kept):
    with zipfile.ZipFile(io.BytesIO(render(kept.dossier(), "docx"))) as archive:
        body = archive.read("word/document.xml").decode()
    anchors = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    assert anchors and set(anchors) <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    assert re.search(r'descr="2 episodes of cooperation', body)
    assert "<w:instrText" not in body and "<w:fldSimple" not in body


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_a_hostile_text_stays_text_in_the_page_in_markdown_and_in_word(dressed, evil):
    dossier = dressed(lambda text: f"{evil}{text}{evil}").dossier()
    made = render(dossier, "html").decode()
    page = Page(made)
    assert not {"script", "img", "iframe", "b"} & page.tags
    assert all(link.startswith(("#", "https://herald.example/")) for link in page.links)
    text = render(dossier, "md").decode()
    # GitHub makes links of bare addresses too.
    assert not re.search(r"(?<!<https)(?<!\\):// ?\w|www\.\w|\w@\w", re.sub(r"`[^`]*`|<https?://[^>]*>", "", text))
    parsed = MARKDOWN.render(text).replace(' style="text-align:right"', "")
    shown = Page(parsed)
    assert shown.tags <= {"h1", "h2", "h3", "h4", "p", "ul", "li", "a", "strong", "em", "code", "blockquote", "table", "thead",
                          "tbody", "tr", "th", "td", "br"}
    assert all(re.fullmatch(r"#source-\d+|https://herald\.example/\S*", link) for link in shown.links)
    assert parsed.count("<h2>") == 8 and parsed.count("<h1>") == 1
    word = words_of_docx(render(dossier, "docx"))
    for text in (made, parsed, word):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\u202a-\u202e\u2066-\u2069]", html.unescape(text))
    assert len(made) < 400_000


def test_hostile_texts_are_set_as_strings_in_pdf(dressed):
    evil = " ".join(EVIL)
    made = render(dressed(lambda text: f"{text} {evil}").dossier(), "pdf")
    assert made.startswith(b"%PDF")
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(made))
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
    assert '#read("/etc/passwd")' in text and "root:" not in text
    actions = [note.get_object().get("/A", {}) for page in reader.pages for note in page.get("/Annots", ())]
    assert {action.get("/S") for action in actions} <= {"/URI", "/GoTo", None}
    # The titles' address is spoilt by what was added to it: no link leads out.
    assert not [action for action in actions if "evil" in str(action.get("/URI", ""))]


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_text_is_markup_in_markdown(text):
    line = MARKDOWN.render(f"- {escaped(text)} end")
    words = Page(line)
    assert words.tags <= {"ul", "li"}
    assert " ".join("".join(words.words).split()).endswith("end")


@pytest.mark.parametrize(("address", "kept"), [
    ("https://a.example/x?y=1&z=(2)", True), ("http://a.example", True), ("javascript:alert(1)", False), ("https://", False),
    ("https://a.example/<b>", False), ("https://a.example/ x", False), ('https://a.example/"onclick=', False),
    ("https://a.example/" + "a" * 3000, False), ("ftp://a.example", False), ("/etc/passwd", False), ("https://a.example/ü", False),
])
def test_only_plain_addresses_of_the_web_are_links(address, kept):
    assert (link_of(address) is not None) == kept


def test_an_unknown_format_or_a_missing_library_is_told_in_words(kept, monkeypatch):
    dossier = kept.dossier()
    with pytest.raises(StopRun, match="odt: no such format"):
        render(dossier, "odt")
    real = builtins.__import__

    def missing(name, *more):
        if name == "typst":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(StopRun, match=r"dragoman\[pdf\]"):
        render(dossier, "pdf")
