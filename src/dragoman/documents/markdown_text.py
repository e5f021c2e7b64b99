"""Markdown to the text a reader sees: no marks of headings or links, a paragraph a line; and its front matter."""

from __future__ import annotations

import re

from dragoman.documents import bylines, metadata, texts, written_dates

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_HEADS = re.compile(r"(?m)^(?P<key>[A-Za-z_]{2,20}):[ \t]*(?P<value>[^\n]*)(?P<items>(?:\n[ \t]*-[ \t]+[^\n]*)*)")


def read(source: str) -> tuple[str, metadata.Found]:
    """The text and what the front matter (`title:`, `date:`, `author:`) and the first heading say."""
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    fields: dict[str, object] = {}
    front = _FRONT.match(source)
    if front:
        for found in _HEADS.finditer(front[1]):
            items = [_unquoted(item.strip().lstrip("-")) for item in found["items"].split("\n") if item.strip()]
            fields[found["key"].casefold()] = items or _unquoted(found["value"])
        source = source[front.end() :]
    blocks: list[str] = []
    heading = None
    level = None
    cells: list[str] | None = None
    tokens: list[Token] = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(source)
    for token in tokens:
        if token.type == "heading_open":
            level = token.tag
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            blocks.append(" | ".join(cells or ()))
            cells = None
        elif token.type == "inline":
            words = _seen(token.children or [])
            if level == "h1" and heading is None:
                heading = words
            level = None
            (blocks if cells is None else cells).append(words)
        elif token.type == "html_block":
            blocks.append(
                _TAG.sub(" ", re.sub(r"(?is)<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", " ", token.content))
            )
    kept = (" ".join(line.split()) for block in blocks for line in block.split("\n"))
    title = texts.field(fields.get("title")) or texts.field(heading)
    return "\n\n".join(block for block in kept if block), metadata.Found(
        title=title,
        authors=bylines.tidy(fields.get("author") or fields.get("authors")),
        publisher=texts.field(fields.get("publisher") or fields.get("source")),
        published=written_dates.iso(fields.get("date") or fields.get("published")),
        url=texts.field(fields.get("url")),
    )


def _unquoted(value: str) -> str:
    return value.strip().strip("[]").strip().strip("'\"")


def _seen(children: list) -> str:
    """The words of one block; a wrapped line goes on after a space."""
    words = []
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            words.append(child.content)
        elif child.type == "softbreak":
            words.append(" ")
        elif child.type == "hardbreak":
            words.append("\n")
    return "".join(words)
