"""The bibliography as it grows: documents get their numbers in the order in which they are first cited."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dragoman.records import Report, Source
from dragoman.views import wording
from dragoman.views.dossier.selection import lengths
from dragoman.views.dossier.tree import Citation, Work


class Bibliography:
    """Numbers the documents and keeps the words cited of each. `known` are all sources, to name the originals of reprints;
    `sentences` are whole sentences by the key of the report, as far as they are known."""

    def __init__(self, known: Iterable[Source], sentences: Mapping[int, str] | None = None) -> None:
        self._sentences = sentences or {}
        self._known = {source.key: source for source in sorted(known, key=lambda s: s.key, reverse=True)}
        self._numbers: dict[int, int] = {}
        self._words: dict[int, dict[tuple[int, str], Citation]] = {}

    def cite(self, reports: Sequence[Report]) -> tuple[Citation, ...]:
        """The citations of a sentence: the best report of each source first, as many as the lengths allow."""
        made = []
        for report in best(reports)[: lengths().citations]:
            number = self._number(report.source)
            entry = report.entry
            citation = Citation(number, entry.sentence, entry.quote, entry.id, self._context(report))
            self._words.setdefault(number, {}).setdefault((entry.sentence, entry.id), citation)
            made.append(citation)
        return tuple(made)

    def works(self) -> tuple[Work, ...]:
        """The bibliography in the order of its numbers."""
        # The original of a reprint gets a number too, where the dossier's material holds it.
        for key in list(self._numbers):
            original = self._known[key].reprint_of
            if original in self._known and original not in self._numbers:
                self._numbers[original] = len(self._numbers) + 1
        return tuple(self._work(key, number) for key, number in self._numbers.items())

    def _context(self, report: Report) -> str:
        sentence = self._sentences.get(report.key, "")
        return sentence if report.entry.quote in sentence else ""

    def _number(self, source: Source) -> int:
        self._known.setdefault(source.key, source)
        return self._numbers.setdefault(source.key, len(self._numbers) + 1)

    def _work(self, key: int, number: int) -> Work:
        source = self._known[key]
        longest = lengths().title
        original = source.reprint_of
        return Work(
            number,
            title=wording.trimmed(wording.one_line(source.title or source.path or source.id), longest) or "Untitled",
            authors=wording.trimmed(wording.one_line(", ".join(source.authors)), longest),
            publisher=wording.trimmed(wording.one_line(source.publisher or ""), longest),
            published=wording.day(source.published),
            address=wording.one_line(source.url or source.path or ""),
            hash=wording.one_line(source.hash),
            reprint_of=self._numbers.get(original) if original is not None else None,
            original="" if original is None or original in self._numbers else f"document {original} of the store",
            words=tuple(words for _, words in sorted(self._words.get(number, {}).items())),
        )


_BARE, _FEW = 4, 8
"""Words without which a quote hardly tells who did what, and without which it is shown in its sentence."""


def best(reports: Iterable[Report]) -> list[Report]:
    """One report of each source, the best first: reviewed by a person, no reprint, of words that tell more than "meeting",
    the surest; then the others likewise."""
    ranked = sorted(
        {(report.source.key, report.entry.id): report for report in reports}.values(),
        key=lambda r: (r.reviewed is None, r.source.reprint_of is not None, len(r.entry.quote.split()) < _BARE,
                       -r.entry.confidence, r.source.published or "9999", r.source.key, r.entry.start, r.entry.id),
    )
    first: dict[int, Report] = {}
    for report in ranked:
        first.setdefault(report.source.key, report)
    chosen = list(first.values())
    taken = {id(report) for report in chosen}
    return chosen + [report for report in ranked if id(report) not in taken]


_ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]*[A-Za-z0-9/=_)-])?", re.ASCII)


def label(citation: Citation) -> str:
    """How people are shown a citation: "3:5" is sentence 5 (counted from 1) of source 3."""
    return f"{citation.document}:{citation.sentence + 1}"


def words(citation: Citation, longest: int | None = None) -> str:
    """The words cited, on one line, of bounded length and without what could steer a screen. Few words ("meeting") are shown in
    their sentence, where it is known."""
    most = longest or lengths().words_cited
    if len(citation.quote.split()) >= _FEW or not citation.context:
        return wording.trimmed(wording.one_line(citation.quote), most)
    sentence, quote = wording.one_line(citation.context), wording.one_line(citation.quote)
    if len(sentence) <= most:
        return sentence
    start = max(0, sentence.find(quote) - (most - len(quote)) // 2)
    start = sentence.find(" ", start) + 1 if start else 0
    return ("…" if start else "") + wording.trimmed(sentence[start:], most - bool(start))


def link_of(address: str) -> str | None:
    """The address where it may be made a link: of the web, and without a character that any format takes for its own."""
    return address if _ADDRESS.fullmatch(address) and len(address) <= 2000 else None


def anchors(works: Iterable[Work]) -> dict[Citation, str]:
    """The name of the place in the bibliography where the words of a citation stand: "w-3-1"."""
    return {cited: f"w-{work.number}-{n}" for work in works for n, cited in enumerate(work.words, 1)}


def details(work: Work) -> str:
    """Authors, publisher and date of a work in a line."""
    return " · ".join(filter(None, (work.authors, work.publisher, work.published)))


def origin(work: Work) -> str:
    """What a reprint says of its original; empty where it is none."""
    if work.reprint_of is not None:
        return f"Reprint of source {work.reprint_of}."
    return f"Reprint of {work.original}." if work.original else ""
