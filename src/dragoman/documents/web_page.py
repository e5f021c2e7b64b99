"""HTML: the text of the article without menus and adverts, and what the page's head says of it.

The work is done by trafilatura and htmldate; lxml takes over where they find nothing.
"""

from __future__ import annotations

import re

from dragoman.documents import bylines, metadata, texts, written_dates

_LARGE = 3_000_000  # characters: beyond it telling the article from the rest takes minutes; all visible text is taken
_DEEP = 3_000  # open elements: a tree deeper than this is built to break readers
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        "body",
        "title",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "textarea",
        "button",
        "nav",
        "footer",
        "form",
    ]
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1900-01-01",
    "max_date": "2100-01-01",
}  # no clock: a fixed latest date
_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def declared(data: bytes) -> str | None:
    """The encoding that a page names in its head."""
    found = _CHARSET.search(data[:4_096])
    return found[1].decode("ascii") if found else None


def read(source: str) -> tuple[str, metadata.Found]:
    """The article's text, a paragraph a line, and title, authors, site and date of publication as its head gives them.
    A page in which no article is found is taken whole."""
    source = _CHARACTERS.sub(" ", _DECLARATION.sub("", source, count=1))
    if not source.strip() or _too_deep(source):
        return _bare(source), metadata.Found()
    from lxml import etree
    from lxml import html as markup

    try:
        tree = markup.fromstring(source)
    except (etree.LxmlError, ValueError, AssertionError, TypeError):
        return _bare(source), metadata.Found()
    if len(source) > _LARGE:
        return _all_text(tree), metadata.Found(title=texts.field(tree.findtext(".//title")))
    whole = _all_text(tree)
    if not whole:  # libxml2 drops what is nested too deeply for it
        return _bare(source), metadata.Found()
    text, found = _article(tree)
    # Of a short page hardly anything is menu: what was left out then is the text itself.
    if (len(text) < 200 and len(whole) > len(text)) or (len(text) < 0.1 * len(whole) and len(whole) < 5_000):
        text = whole
    return text, found


def _article(tree) -> tuple[str, metadata.Found]:
    import trafilatura
    from trafilatura.metadata import extract_metadata

    try:
        page = extract_metadata(tree, date_config=dict(_DATES))
        found = metadata.Found(
            title=texts.field(page.title),
            authors=bylines.tidy(page.author),
            publisher=texts.field(page.sitename),
            published=written_dates.iso(page.date),
            url=texts.field(page.url),
        )
    except Exception:  # what a hostile head can raise in there is not knowable; the text may still be fine
        found = metadata.Found()
    try:
        article = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            favor_recall=True,
            with_metadata=False,
            date_extraction_params=dict(_DATES),
        )
        text = str(getattr(article, "text", None) or "")
    except Exception:  # the same for its body: the caller falls back to all visible text
        text = ""
    lines = (" ".join(line.split()).removeprefix("- ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line), found


def _all_text(tree) -> str:
    """All visible text, a block a line; iterative, for a page may be nested to any depth."""
    words: list[str] = []
    skipped = None
    from lxml import etree

    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if skipped is None and node.tail:
                words.append(node.tail)
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipped is None and tag in _UNSEEN:
                skipped = node
            if skipped is None:
                if tag in _BLOCKS:
                    words.append("\n")
                if node.text:
                    words.append(re.sub(r"\s+", " ", node.text))
        else:
            if skipped is node:
                skipped = None
            if skipped is None:
                if tag in _BLOCKS:
                    words.append("\n")
                if node.tail and node is not tree:
                    words.append(re.sub(r"\s+", " ", node.tail))
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _too_deep(source: str) -> bool:
    """Whether more elements stand open at once than any page has; cheap, and so only roughly."""
    opened = len(re.findall(r"<[a-zA-Z]", source))
    if opened < _DEEP:
        return False
    depth = 0
    for found in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", source):
        if found[2].lower() in (
            "p",
            "li",
            "br",
            "img",
            "meta",
            "link",
            "input",
            "hr",
            "td",
            "tr",
            "option",
            "source",
            "wbr",
            "col",
            "dd",
            "dt",
        ):
            continue
        depth += -1 if found[1] else 1
        if depth > _DEEP:
            return True
    return False


def _bare(source: str) -> str:
    """The text between tags, for what no parser should be given."""
    import html

    source = re.sub(r"(?is)<!--.*?-->|<(script|style)\b.*?</\1\s*>", " ", source)
    lines = re.sub(r"<[^<>]*>", "\n", source).split("\n")
    kept = (" ".join(html.unescape(line).split()) for line in lines)
    return "\n".join(line for line in kept if line)
