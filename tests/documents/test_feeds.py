"""What a feed tells of its entries, in every dialect, and what a hostile one cannot do."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import errors
from dragoman.documents import feeds
from dragoman.documents.feeds import FeedEntry

URL = "https://news.example/feeds/world.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?><!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Szohod Agency &amp; Sons</title><link>https://news.example/</link>
<item><title>Ministers &lt;b&gt;meet&lt;/b&gt; in Szohod</title><link>/2023/03/visit#comments</link><dc:creator>Jane Doe</dc:creator>
<pubDate>Tue, 21 Mar 2023 23:30:00 -0500</pubDate><description>&lt;p&gt;They met.&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>They met at <em>length</em>.</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>By permanent link</title><guid>https://news.example/b</guid><author>desk@news.example</author><source url="https://wire.example">The Wire</source></item>
<item><title>A script</title><link>javascript:alert(1)</link></item>
<item><title>A password</title><link>https://jane:secret@news.example/</link></item>
<item><title>Told twice</title><link>https://news.example/2023/03/visit</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title>
<entry><title type="html">Talks &amp;amp; tea</title><link rel="enclosure" href="https://news.example/a.mp3"/><link rel="alternate" href="../a"/>
<published>2023-03-21T23:00:00+03:00</published><updated>2023-04-01T00:00:00Z</updated><author><name>Jo Roe</name></author>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long.</p></div></content></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example"><title>Old</title><dc:publisher>The Ministry</dc:publisher></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2023-03-21T10:00:00Z</dc:date></item></rdf:RDF>"""

OLD = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Older</title><item><title>One</title><link>https://news.example/1</link></item></channel></rss>"""


def test_rss():
    first, second, script, password = feeds.entries(RSS.encode(), URL)
    assert first.content and "alert" not in first.content and "<p>They met at <em>length</em>.</p>" in first.content
    assert first == FeedEntry(
        "https://news.example/2023/03/visit", "Ministers meet in Szohod", "2023-03-21", "They met.", ("Jane Doe",),
        "Szohod Agency & Sons", first.content)
    assert second == FeedEntry("https://news.example/b", "By permanent link", publisher="The Wire")
    assert script.url is None and password.url is None and "secret" not in repr(password)


def test_atom():
    (entry,) = feeds.entries(ATOM.encode(), URL)
    assert entry == FeedEntry("https://news.example/a", "Talks & tea", "2023-03-21", "Short.", ("Jo Roe",), "Ministry", "<p>Long.</p>")


@pytest.mark.parametrize("text, publisher, published", [(RDF, "The Ministry", "2023-03-21"), (OLD, "Older", None)])
def test_old_dialects(text, publisher, published):
    assert feeds.entries(text.encode(), URL) == [
        FeedEntry("https://news.example/1", "One", publisher=publisher, published=published)]


@pytest.mark.parametrize("data, kind, feed", [
    (RSS.encode(), "text/html", True),  # hosts often call a feed a page
    (RSS.encode("utf-16"), "text/xml", True),
    (ATOM.encode(), None, True), (RDF.encode(), "application/xml", True), (OLD.encode(), "text/plain", True),
    (b"anything", "application/rss+xml; charset=utf-8", True),
    (b"<html><body><p>rss</p></body></html>", "text/html", False),
    (b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>", "text/xml", False),
    (b"<feed xmlns='urn:something'/>", "text/xml", False),
    (b"<!-- <rss> --><p>", "text/html", False), (b"", None, False), (b"%PDF-1.7 <rss>", "application/pdf", False),
])
def test_what_is_a_feed(data, kind, feed):
    assert feeds.is_feed(data, kind) is feed


def test_the_encoding_of_the_host_counts():
    data = '<rss version="2.0"><channel><item><title>Визит</title><link>https://a.example/</link></item></channel></rss>'.encode("cp1251")
    assert feeds.entries(data, URL, charset="cp1251")[0].title == "Визит"


def test_as_many_as_asked_for():
    items = "".join(f"<item><title>{n}</title><link>https://news.example/{n}</link></item>" for n in range(50))
    data = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    assert [entry.title for entry in feeds.entries(data, URL, limit=7)] == [str(n) for n in range(7)]


def test_a_bomb_of_entities():
    names = "abcdefghij"
    declared = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    data = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{declared}]><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>'
    begun = time.monotonic()
    (entry,) = feeds.entries(data.encode(), URL)
    assert len(entry.title or "") < 3_000 and time.monotonic() - begun < 20


def test_no_file_is_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    data = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>'
    assert "secret" not in repr(feeds.entries(data.encode(), URL)).replace("secret.txt", "")
    with pytest.raises(errors.SkipDocument, match="is no RSS or Atom feed"):  # bytes that are a path
        feeds.entries(str(secret).encode(), URL)


def test_too_large():
    with pytest.raises(errors.SkipDocument, match="is too large for a feed"):
        feeds.entries(b"<rss>" + bytes(6_000_000), URL)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=10), st.sampled_from(
    ["<item>", "</item>", "<title>", "<link>", "http://[", "</link>", "<![CDATA[", "]]>", "&lt;", "<content type='xhtml'>", "<pubDate>99 99", "&#0;"])), max_size=25))
def test_any_feed_gives_entries_or_a_reason(pieces):
    data = ("<rss version='2.0'><channel>" + "".join(pieces)).encode("utf-8", "replace")
    for entry in feeds.entries(data, URL):
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
