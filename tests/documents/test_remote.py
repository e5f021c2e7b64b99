"""From an address to documents: pages, files and feeds of a site on this machine, and only what has changed the next time."""

from __future__ import annotations

import json

import pytest

from dragoman import documents, errors, records
from dragoman.documents import remote
from dragoman.documents.fetching import Fetcher, Unchanged

LONG = " ".join(f"In round {n} the two ministers spoke of the price of gas and of the border." for n in range(1, 12))


def page(title: str = "", words: str = LONG, **meta: str) -> str:
    tags = "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in meta.items())
    return f"<html><head><title>{title}</title>{tags}</head><body><nav><a href='/'>Home</a></nav><article><p>{words}</p></article></body></html>"


def feed(site, *items: str) -> str:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return site.page("/feed", f'<rss version="2.0" {space}><channel><title>Szohod Agency</title>{"".join(items)}</channel></rss>', "text/xml", ETag='"f"')


def item(site, path: str, title: str = "From the feed", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{site.url(path)}?utm_source=rss</link><pubDate>Tue, 21 Mar 2023 10:00:00 GMT</pubDate>{more}</item>"


class Memory:
    """What a store keeps of what was fetched."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str | None, str | None]] = {}

    def known(self, address: str) -> tuple[str | None, str | None] | None:
        return self.kept.get(address)

    def seen(self, answer) -> None:
        self.kept[answer.asked] = (answer.etag, answer.last_modified)


def test_a_page(site, fetcher):
    url = site.page("/visit?utm_source=x", page("Ministers meet", article__published_time="2023-03-21", og__site_name="The Gazette"))
    (document,) = remote.load(url, fetcher)
    assert isinstance(document, records.Document)
    assert (document.title, document.published, document.publisher) == ("Ministers meet", "2023-03-21", "The Gazette")
    assert document.url == site.url("/visit") and document.path is None and document.text == LONG
    assert document.id == records.content_id("address", site.url("/visit"))


def test_a_page_that_moved_and_changed_is_the_same_document(site, fetcher):
    site.page("/new", page("Ministers meet"))
    (first,) = remote.load(site.answer("/old", 301, Location="/new"), fetcher)
    site.page("/new", page("Ministers meet again", LONG + " They will meet again."))
    (second,) = remote.load(site.url("/new#top"), fetcher)
    assert first.id == second.id and first.url == second.url == site.url("/new") and first.text != second.text


def test_a_page_cannot_take_the_place_of_another(site, fetcher):
    head = '<link rel="canonical" href="https://ministry.example/statement">'
    (document,) = remote.load(site.page("/a", page("T", og__url="https://ministry.example/statement").replace("<head>", "<head>" + head)), fetcher)
    assert document.url == site.url("/a")


def test_files(site, fetcher, pdf, lines):
    (document,) = remote.load(site.page("/a.pdf", pdf([lines(*LONG.split(". ")[:8])]), "application/pdf"), fetcher)
    assert "price of gas" in document.text
    (document,) = remote.load(site.page("/a.txt", LONG, "text/plain"), fetcher)
    assert document.text == LONG
    (document,) = remote.load(site.page("/a.html", page("Visit", LONG + " Ça va, said the minister.").encode("cp1252"), "text/html; charset=windows-1252"), fetcher)
    assert "Ça va" in document.text
    (document,) = remote.load(site.page("/x", page("XHTML"), "application/xml"), fetcher)
    assert document.title == "XHTML"


def test_json_lines(site, fetcher):
    rows = [{"id": "a", "text": LONG}, {"id": "b", "text": LONG, "url": "https://news.example/b"}]
    url = site.page("/corpus.jsonl", "\n".join([*map(json.dumps, rows), "{broken"]), "application/x-ndjson")
    first, second, third = remote.load(url, fetcher)
    assert (first.id, first.url, second.id, second.url) == ("a", f"{url}#a", "b", "https://news.example/b")
    assert isinstance(third, errors.SkipDocument) and third.name == f"{url}:3"


@pytest.mark.parametrize("body, kind, reason", [
    ("<urlset></urlset>", "text/xml", "is XML, but neither a page nor a feed"),
    ("nothing", "application/rss+xml", "is no RSS or Atom feed, whatever its type says"),
    ('<rss version="2.0"><channel></channel></rss>', "text/xml", "is a feed without entries"),
    ("", "text/html", "is empty"),
    ("<p>Les ministres des deux pays se sont rencontrés à Vienne mardi. Ils ont signé un accord sur le gaz avec la Russie.</p>", "text/html; charset=utf-8",
     "is not English (by its words French)"),
])
def test_what_cannot_be_read(site, fetcher, body, kind, reason):
    url = site.page("/a", body, kind)
    memory = Memory()
    (skipped,) = remote.load(url, fetcher, seen=memory.seen)
    assert isinstance(skipped, errors.SkipDocument) and (skipped.name, skipped.reason) == (url, reason)
    assert not memory.kept  # to be tried again


def test_a_feed_with_three_entries(site, fetcher):
    for path in "abc":
        site.page(f"/{path}?utm_source=rss", page(f"Page {path}", f"This is page {path}. " + LONG))
    found = list(remote.load(feed(site, item(site, "/a"), item(site, "/b"), item(site, "/c")), fetcher))
    assert [document.title for document in found] == ["Page a", "Page b", "Page c"]
    assert [document.url for document in found] == [site.url("/a"), site.url("/b"), site.url("/c")]
    assert {(document.published, document.publisher) for document in found} == {("2023-03-21", "Szohod Agency")}  # of the feed
    (alone,) = remote.load(site.page("/a", page("Page a", "This is page a. " + LONG)), fetcher)
    assert alone.id == found[0].id  # the same page given by hand


def test_what_the_page_says_wins(site, fetcher):
    site.page("/a?utm_source=rss", page("Of the page", article__published_time="2023-03-19", og__site_name="The Gazette"))
    (document,) = remote.load(feed(site, item(site, "/a")), fetcher)
    assert (document.title, document.published, document.publisher) == ("Of the page", "2023-03-19", "The Gazette")


def test_an_entry_whose_page_cannot_be_fetched(site, fetcher):
    full = f"<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>"
    short = "<content:encoded><![CDATA[<p>The ministers met and spoke of gas.</p>]]></content:encoded>"
    site.answer("/a?utm_source=rss", 403)
    site.answer("/b?utm_source=rss", 403)
    url = feed(site, item(site, "/a", more=full), item(site, "/b", more=short), "<item><title>No link</title></item>")
    own, excerpt, nowhere = remote.load(url, fetcher)
    assert own.text == LONG and own.title == "From the feed" and own.id == records.content_id("address", site.url("/a"))
    assert isinstance(excerpt, errors.SkipDocument) and excerpt.name.endswith("/b?utm_source=rss") and "403" in excerpt.reason
    assert isinstance(nowhere, errors.SkipDocument) and nowhere.reason == "entry 3 ('No link') names no page of the web"


def test_a_feed_reaches_no_private_host_and_no_feed_within(site, fetcher):
    inner = item(site, "/feed").replace("?utm_source=rss", "")
    url = feed(site, "<item><link>http://10.0.0.1/admin</link></item>", "<item><link>http://169.254.169.254/</link></item>", inner)
    first, second, third = remote.load(url, fetcher)
    assert "is private" in first.reason and "is link-local" in second.reason and third.reason == "is a feed within a feed"


def test_more_entries_than_are_read(site, fetcher):
    items = [f"<item><title>{n}</title></item>" for n in range(fetcher.limits.feed_entries + 5)]
    found = list(remote.load(feed(site, *items), fetcher))
    assert len(found) == fetcher.limits.feed_entries + 1 and found[-1].reason == "has more than 200 entries; the others are not read"


def test_the_next_time_only_what_has_changed(site, fetcher):
    memory = Memory()
    for path in "ab":
        site.page(f"/{path}?utm_source=rss", page(path), ETag=f'"{path}1"')
    url = feed(site, item(site, "/a"), item(site, "/b"))

    def again() -> list:
        return list(remote.load(url, fetcher, known=memory.known, seen=memory.seen))

    assert [type(found) for found in again()] == [records.Document] * 2
    assert again() == [Unchanged(url, url)]
    site.page("/b?utm_source=rss", page("b", LONG + " They met again."), ETag='"b2"')
    site.page("/feed", site.pages["/feed"][2] + b"\n", "text/xml", ETag='"f2"')
    first, second = again()
    assert isinstance(first, Unchanged) and second.text.endswith("They met again.")


def test_a_run_that_stops_begins_again_where_it_was(site, fetcher):
    memory = Memory()
    for path in "ab":
        site.page(f"/{path}?utm_source=rss", page(path), ETag=f'"{path}1"')
    url = feed(site, item(site, "/a"), item(site, "/b"))
    run = remote.load(url, fetcher, known=memory.known, seen=memory.seen)
    next(run)
    next(run)  # the second document is in hand, and not yet kept
    run.close()
    assert list(memory.kept) == [site.url("/a?utm_source=rss")]
    first, second = remote.load(url, fetcher, known=memory.known, seen=memory.seen)
    assert isinstance(first, Unchanged) and isinstance(second, records.Document)


def test_a_feed_is_asked_again_while_an_entry_fails(site, fetcher):
    memory = Memory()
    site.answer("/a?utm_source=rss", 500)
    url = feed(site, item(site, "/a"))
    (skipped,) = remote.load(url, fetcher, known=memory.known, seen=memory.seen)
    assert isinstance(skipped, errors.SkipDocument)
    site.page("/a?utm_source=rss", page("a"))
    (document,) = remote.load(url, fetcher, known=memory.known, seen=memory.seen)
    assert isinstance(document, records.Document)


def test_the_same_bytes_give_the_same_documents(site, fetcher):
    site.page("/a?utm_source=rss", page("a"))
    url = feed(site, item(site, "/a"), item(site, "/gone"))
    first, second = ([str(found) for found in remote.load(url, fetcher)] for _ in range(2))
    assert first == second


def test_reading_files_does_not_fetch():
    (skipped,) = documents.load("HTTPS://jane:secret@news.example/visit")
    assert isinstance(skipped, errors.SkipDocument) and "`dragoman add` fetches it" in skipped.reason
    assert "secret" not in str(skipped)


def test_a_host_that_is_no_host():
    with pytest.raises(errors.StopRun, match="is no host to allow"):
        Fetcher(frozenset({"http://intranet.example/"}))
