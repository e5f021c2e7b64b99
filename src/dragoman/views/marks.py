"""The document's text with every entry's words marked: overlapping spans become properly nested HTML.

An entry's words are wrapped in <mark id="w-E1" class="event">, and its number, a link to the entry, follows the last of
them. Where two entries overlap without one holding the other, the inner one is cut in two and opened again.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup, escape

from dragoman.views.wording import harmless

DEPTH = 12
"""Marks open at once. More entries on one word are anchored there but not marked: work stays linear in the text."""


class Words(NamedTuple):
    """The words of one entry: offsets into the text, the entry's number in the page ("E1"), and its kind."""

    start: int
    end: int
    number: str
    kind: str


def marked(text: str, words: Iterable[Words]) -> Markup:
    """`text` as HTML, escaped and harmless, with `words` marked and numbered. Spans outside the text are left out."""
    # Longer spans open first, so that shorter ones lie inside them.
    inside = [w for w in words if 0 <= w.start < w.end <= len(text)]
    waiting = sorted(inside, key=lambda w: (w.start, -w.end), reverse=True)
    out: list[str] = []
    open_: list[Words] = []
    hidden: list[Words] = []  # entries on words that are marked often enough already
    at = 0
    while waiting or open_ or hidden:
        here = min([w.end for w in open_] + [w.end for w in hidden] + ([waiting[-1].start] if waiting else []))
        out.append(_plain(text[at:here]))
        at = here
        _close(out, open_, hidden, at)
        while waiting and waiting[-1].start == at:
            word = waiting.pop()
            if len(open_) < DEPTH:
                out.append(f'<mark class="{word.kind}" id="w-{word.number}">')
                open_.append(word)
            else:
                out.append(f'<span id="w-{word.number}"></span>')
                hidden.append(word)
    out.append(_plain(text[at:]))
    return Markup("".join(out))


def _close(out: list[str], open_: list[Words], hidden: list[Words], at: int) -> None:
    """Close what ends here; marks that lie inside one that ends and go on themselves are opened again."""
    ended = [w for w in open_ if w.end == at]
    if ended:
        outermost = open_.index(ended[0])
        inside = open_[outermost:]
        out.append("</mark>" * len(inside))
        del open_[outermost:]
    ended_hidden = [w for w in hidden if w.end == at]
    if ended_hidden:
        hidden[:] = [w for w in hidden if w.end != at]
    for word in sorted(ended + ended_hidden, key=lambda w: (-w.start, w.number)):
        out.append(f'<a class="ref {word.kind}" href="#{word.number}">{word.number}</a>')
    if ended:
        for word in inside:
            if word.end > at:
                out.append(f'<mark class="{word.kind}">')
                open_.append(word)


def _plain(text: str) -> str:
    return str(escape(harmless(text)))
