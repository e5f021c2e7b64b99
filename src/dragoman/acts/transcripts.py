"""Who holds the floor where: transcripts, statements of one speaker, texts introduced by "... said:", joint documents.

Reads the lines of the text, `Doc._.mentions` and `Doc._.source.title`. Example: after the line "President of Russia
Vladimir Putin: Good afternoon." every sentence is Putin's, until the next such line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman import lexicons
from dragoman.acts.clauses import Tree
from dragoman.acts.dyads import joint_parties
from dragoman.acts.speakers import Names, Speaker, resolve, speaker_in
from dragoman.documents.metadata import is_dateline

LAYOUT = "dragoman.acts.layout"

_SMALL = frozenset(
    ["of", "the", "and", "for", "on", "to", "in", "at", "de", "la", "le", "von", "van", "der", "den", "bin",
     "ibn", "al", "el", "du", "da", "dos", "e", "y", "i", "with"]
)  # fmt: skip
_HEADING = re.compile(
    r"[ \t]*(?P<who>[^\W\d_][^:\n]{1,110}?)(?P<note>(?:[ \t]*[(\[][^)\]\n]{1,80}[)\]]){0,2})[ \t]*:(?=\s|$)"
)
_QUESTION = re.compile(
    r"[ \t]*(?:Q|QUESTION|Question|Remark|Reply|Response|From the audience|REPORTER|PARTICIPANT|"
    r"MODERATOR|OPERATOR|VOICE|INTERPRETER|STAFF)\b[^\n:]{0,60}?(?::|[ \t]{2,}|[ \t](?=[A-Z(]))"
)
_CLOSING = "\"”“"  # the last is found where the marks were set the wrong way round
_BREAK = re.compile(
    r"[ \t]*(?:(?:[*#_\-–—.<>…] ?){3,}|see also\b.*|notes? to editors?\b.*|further information\b.*|"
    r"media enquiries\b.*|background:?|"
    r"for more information\b.*|end text\.?|\[?end\]?)[ \t]*$",
    re.IGNORECASE,
)
_RANKS = frozenset(
    ["mr", "ms", "mrs", "miss", "dr", "sir", "president", "secretary", "minister", "chancellor", "ambassador",
     "senator", "general", "admiral", "colonel", "premier", "king", "queen", "prince", "chairman", "chair",
     "administrator", "director", "spokesperson", "commissioner", "representative", "vice", "governor", "mayor",
     "assistant", "under", "deputy", "leader", "lady", "congressman", "congresswoman", "speaker"]
)  # fmt: skip
_SIGNED = re.compile(
    r"\b(?:(?:press |media |personal |video |written |televised |opening |closing |new year )?"
    r"(?:statement|remarks|address|speech|message|letter|op-ed|article|interview|comment|comments|intervention)"
    r"(?: to the \w+)? (?:by|of|from)|as delivered by)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"['’]s? (?:press |media )?(?:statement|remarks|address|speech|message|letter|article)\b", re.IGNORECASE
)
_JOINT = re.compile(
    r"\bjoint\b[^.\n]{0,60}\b(?:statement|declaration|communiqu[eé])|\bleaders[’'] (?:statement|declaration|"
    r"communiqu[eé])|"
    r"^\W*(?:\S+ ){0,6}(?:declaration|communiqu[eé]|statement) (?:of|by|between) the (?:leaders|heads|"
    r"foreign ministers|presidents|"
    r"ministers)|\b(?:summit|ministerial) (?:declaration|communiqu[eé])\b",
    re.IGNORECASE,
)
_NOT_JOINT = re.compile(
    r"\b(?:remarks|press|availability|conference|opening|briefing|readout|welcomes?|on the (?:adoption|"
    r"anniversary)|transcript|"
    r"statements? to)\b|\bjoint statements? (?:is|was|were|has)\b",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    r"\b(?:message|telegram|letter|greetings?|address|condolences)\b[^.]{0,40}\b(?:reads?|says?|said)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r" (?:on|regarding|following|after|at|in|to|for|about|ahead|before|with)\b")
_ATTRIBUTABLE = re.compile(
    r"\b(?:attribut(?:able|ed) to|(?:was|were) (?:issued|released|given) (?:today )?by|on behalf of)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Characters [start, end) that one speaker says, and the rule that found it."""

    start: int
    end: int
    speaker: Speaker
    rule: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The headline (characters, or None), what is joint, the voices in order, and lines that are nobody's content."""

    headline: tuple[int, int] | None
    joint: tuple[str, ...]
    voices: tuple[Voice, ...]
    silent: tuple[tuple[int, int], ...]
    is_joint: bool

    def voice_at(self, char: int) -> Voice | None:
        """Who holds the floor at a character."""
        at = bisect_right(self.voices, char, key=lambda voice: voice.start) - 1
        if at >= 0 and char < self.voices[at].end:
            return self.voices[at]
        return None


    def is_silent(self, start: int, end: int) -> bool:
        """Whether characters [start, end) touch a line that is nobody's content."""
        at = bisect_left(self.silent, start, key=lambda line: line[1])
        while at < len(self.silent) and self.silent[at][0] < end:
            if self.silent[at][1] > start:
                return True
            at += 1
        return False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def layout_of(doc: Doc, tree: Tree, names: Names) -> Layout:
    """The layout of a document, made once."""
    layout = doc.user_data.get(LAYOUT)
    if layout is None:
        layout = doc.user_data[LAYOUT] = _layout(doc, tree, names)
    return layout


def _lines(text: str) -> list[_Line]:
    lines, at = [], 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = at + len(raw) - len(raw.lstrip())
            lines.append(_Line(begin, begin + len(stripped), stripped))
        at += len(raw) + 1
    return lines


def _layout(doc: Doc, tree: Tree, names: Names) -> Layout:
    lines = _lines(tree.text)
    source = doc._.source
    title = (source.title if source is not None else None) or ""
    headline = None
    if len(lines) > 1 and _is_headline(lines[0], title):
        headline = (lines[0].start, lines[0].end)
        title = title or lines[0].text
    body = lines[1:] if headline else lines
    is_joint = bool(title and _JOINT.search(title) and not _NOT_JOINT.search(title))
    joint = joint_parties(tree, headline, body[min(2, len(body) - 1)].end if body else 0) if is_joint else ()
    voices, silent = _headed(names, body, len(tree.text))
    if not voices:
        voices = _introduced(names, body)
    if not voices and not is_joint and title:
        voices, more = _signed(names, title, headline, body)
        silent += more
    silent.sort()
    return Layout(headline, joint, tuple(voices), tuple(silent), is_joint)


def _is_headline(line: _Line, title: str) -> bool:
    if title and line.text.casefold() == " ".join(title.split()).casefold():
        return True
    if title:
        return False  # the title stands outside the text
    return len(line.text) < 250 and line.text[-1] not in '.!?:;,”"' and len(line.text.split()) > 1


def _headed(names: Names, lines: list[_Line], length: int) -> tuple[list[Voice], list[tuple[int, int]]]:
    """Voices under headings such as "MR. KIRBY:" and "President of Russia Vladimir Putin:"."""
    marks: list[tuple[int, int, Speaker | None]] = []
    known: dict[str, Speaker] = {}
    capitals = sum(1 for line in lines if (m := _HEADING.match(line.text)) and m["who"].isupper())
    for line in lines:
        match = _HEADING.match(line.text)
        if match is not None:
            speaker = _heading_speaker(names, line, match["who"].strip(), known, capitals > 1)
            if speaker is not None:
                marks.append((line.start, line.start + match.end(), speaker))
                continue
        if (
            _QUESTION.match(line.text)
            or (match is not None and capitals > 1 and match["who"].isupper() and len(match["who"].split()) < 4)
            or _BREAK.match(line.text)
        ):
            marks.append((line.start, line.end, None))
    if not any(speaker for _, _, speaker in marks):
        return [], []
    voices, silent = [], []
    for (start, begin, speaker), following in zip(marks, [*(m[0] for m in marks[1:]), length], strict=True):
        silent.append((start, begin))
        if speaker is not None:
            voices.append(Voice(begin, following, speaker, "transcript"))
        elif _QUESTION.match(names.tree.text[start:begin]):
            silent.append((begin, following))
    return voices, silent


def _heading_speaker(names: Names, line: _Line, who: str, known: dict[str, Speaker], capitals: bool) -> Speaker | None:
    words = who.replace(",", " ").split()
    last = words[-1].casefold().strip(".") if words else ""
    if not words or len(words) > 16 or _QUESTION.match(who + ": "):
        return None
    shouted = who.isupper() or sum(w.isupper() for w in words) > len(words) / 2
    prose = any(not (w[0].isupper() or w[0] in "(-–&'’\"" or w.casefold() in _SMALL) for w in words) and not shouted
    if prose and (sum(w[0].isupper() for w in words) < 2 or not words[-1][0].isupper()):
        return None  # "Commissioner on human rights Vladimir Lukin" has small words too, but ends in a name
    if last in known:
        return known[last]
    speaker = speaker_in(names, line.start, line.start + len(who), ends=True)
    if speaker is None and not shouted and (office := speaker_in(names, line.start, line.start + len(who))) is not None:
        # "President of Turkey Recep Tayyip Erdogan": the office is known, the name after it is not
        speaker = _after_office(names, line, who, office)
    if speaker is None and (shouted or last in names.full) and last in names.full:
        code = names.codes.get(last)
        name = names.full[last]
        speaker = Speaker(name, code or f"PER:{name}", (code or f"PER:{name}",))
    if speaker is None and shouted and capitals and words[0].casefold().strip(".") in _RANKS:
        name = " ".join(w.capitalize() if w.isupper() else w for w in words)
        speaker = Speaker(name, None)
    if speaker is not None:
        speaker = names.known(speaker)
    if speaker is not None and last.isalpha():
        known[last] = speaker
    return speaker


def _after_office(names: Names, line: _Line, who: str, office: Speaker) -> Speaker | None:
    ends = [m.end for m in names.tree.doc._.mentions if line.start <= names.tree.start[m.start] < line.start + len(who)]
    start = names.tree.end[max(ends) - 1] if ends else line.start
    name = names.tree.text[start : line.start + len(who)].strip(" ,")
    words = name.split()
    if (
        office.state is None
        or not 0 < len(words) < 6
        or any(not w[0].isupper() and w.casefold() not in _SMALL for w in words)
    ):
        return None
    return Speaker(names.called(name), office.state, office.codes)


def _introduced(names: Names, lines: list[_Line]) -> list[Voice]:
    """ "Tobias Ellwood, Foreign Office Minister, said:" and then paragraphs without quotation marks."""
    voices: list[Voice] = []
    tree = names.tree
    for number, line in enumerate(lines[:-1]):
        if not line.text.endswith(":") or len(line.text) > 400 or lines[number + 1].text[0] in "‘'«-•*–—·1":
            continue
        speaker = _introducer(names, tree.token_at(line.start), tree.token_at(line.end - 1) + 1, line)
        quoted = lines[number + 1].text[0] in "\"“”"
        if speaker is None and quoted and (message := _MESSAGE.search(line.text)):
            after = next((k.end for k in lines[number + 1 :] if k.text.rstrip(".")[-1:] in _CLOSING), line.end)
            speaker = _sender(names, line.start) or _sender(names, after, after=True) or _unsigned(names, message[0])
        if speaker is None:
            continue
        end = lines[-1].end
        if quoted:  # a message in quotation marks, over one paragraph or several
            last = next((k for k in range(number + 1, len(lines)) if lines[k].text.rstrip(".")[-1:] in _CLOSING), None)
            if last is None or (last == number + 1 and not _MESSAGE.search(line.text)):
                continue
            voices.append(Voice(lines[number + 1].start + 1, lines[last].end, speaker, "message"))
            continue
        for later in lines[number + 1 :]:
            if _BREAK.match(later.text):
                end = later.start
                break
        if voices:
            voices[-1] = Voice(voices[-1].start, line.start, voices[-1].speaker, voices[-1].rule)
        voices.append(Voice(lines[number + 1].start, end, speaker, "introduced"))
    return voices


def _sender(names: Names, char: int, *, after: bool = False) -> Speaker | None:
    """Who sent "the message": the subject of one of the three sentences before it, or after it ("The President also ...")."""
    tree = names.tree
    number = tree.sentence_at(char)
    before = tree.sentences[max(0, number - 3) : number]
    for a, b in tree.sentences[number + 1 : number + 4] if after else reversed(before):
        for token in range(a, b):
            if tree.deps[token] == "nsubj" and tree.heads[tree.heads[token]] == tree.heads[token]:
                found = [s for s in resolve(names, token) if s.state]
                if len(found) == 1:
                    return found[0]
    return None


def _unsigned(names: Names, message: str) -> Speaker:
    """A message of which the text does not tell who sent it speaks itself, for the state that the text names most."""
    states = Counter(p.code for m in names.tree.doc._.mentions for p in m.parties if p.kind == "state")
    ranked = states.most_common(2)
    clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return Speaker(" ".join(message.split()[:-1]), ranked[0][0] if clear else None)


def _introducer(names: Names, first: int, stop: int, line: _Line) -> Speaker | None:
    tree = names.tree
    for token in range(stop - 1, first - 1, -1):
        if (tree.lemmas[token], tree.pos[token]) in lexicons.speech() and tree.pos[token] == "VERB":
            found = resolve(names, tree.subject(token))
            if found:
                return found[0]
            if tree.tags[token] == "VBD" and (speaker := speaker_in(names, line.start, tree.start[token])):
                return speaker
            break
    match = _ATTRIBUTABLE.search(line.text)
    return speaker_in(names, line.start + match.end(), line.end) if match else None


def _signed(
    names: Names, title: str, headline: tuple[int, int] | None, body: list[_Line]
) -> tuple[list[Voice], list[tuple[int, int]]]:
    """ "Statement by ..." as a title, or a byline that is an office-holder: "Antony J. Blinken, Secretary of State"."""
    if not body:
        return [], []
    speaker, silent, start = None, [], 0
    for number, line in enumerate(body[:4]):
        if len(line.text) > 120 or line.text[-1] in ".!?" or is_dateline(line.text):
            break
        match = _ATTRIBUTABLE.search(line.text)
        if (
            speaker is None
            and ("," in line.text or match)
            and (found := speaker_in(names, line.start, line.end)) is not None
        ) and found.state and not found.state.startswith("PER:") and number + 1 < len(body):
            speaker = found
        silent.append((line.start, line.end))
        start = number + 1
    if speaker is None:
        match = _SIGNED.search(title)
        owned = _OWNED.search(title)
        if headline and (match or owned):
            begin, end = (match.end(), len(title)) if match else (0, owned.start() if owned else 0)
            cut = re.search(
                r" (?:on|regarding|following|after|at|in|to|for|about|ahead|before|with)\b", title[begin:end]
            )
            end = begin + cut.start() if cut else end
            speaker = speaker_in(names, headline[0] + begin, headline[0] + end)
        elif match or owned:
            speaker = _named_in(names, title[match.end() :] if match else title[: owned.start()] if owned else "")
    if speaker is None or start >= len(body):
        return [], []
    end = next((line.start for line in body[start:] if _BREAK.match(line.text)), body[-1].end)
    return [Voice(body[start].start, end, speaker, "signed")], silent


def _named_in(names: Names, title: str) -> Speaker | None:
    """A speaker whom a title outside the text names: by a name that the text has too, else by the title's own last
    words."""
    cut = _CUT.search(title)
    words = (title[: cut.start()] if cut else title).replace(",", " ").split()
    for word in reversed(words):
        name = names.full.get(word.casefold())
        if name and word[0].isupper():
            return Speaker(name, names.codes.get(word.casefold()), ())
    tail: list[str] = []
    for word in reversed(words):
        if not word[0].isupper() or word.casefold() in _RANKS or len(tail) > 3:
            break
        tail.insert(0, word)
    if len(tail) < 2 or len(tail) == len(words) or " and " in title[: cut.start() if cut else len(title)]:
        return None  # without a rank before it, it may be no person; two who speak together are no one speaker
    return Speaker(" ".join(tail), _own_state(names), ())


def _own_state(names: Names) -> str | None:
    """The state in whose name a text speaks: the first that is the subject of a clause."""
    tree = names.tree
    for mention in tree.doc._.mentions:
        if len(mention.parties) == 1 and mention.parties[0].kind == "state" and tree.deps[mention.head] == "nsubj":
            return mention.parties[0].code
    return None
