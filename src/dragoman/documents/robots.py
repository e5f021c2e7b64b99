"""robots.txt: what a site asks programs not to read, as RFC 9309 says.

Reads the text of a robots.txt, says of a path whether it may be read. Not urllib.robotparser: that takes the first line that
fits and knows no `*` and `$`, so that "Allow: /" above "Disallow: /private" opens all; the RFC asks for the longest line.
Example: "User-agent: *\\nDisallow: /private" lets "/visit" be read and "/private/notes" not.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

AGENT = "dragoman"
"""The name by which a robots.txt can speak to us."""

_LINES = 20_000
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows: lines as (pattern, allowed), and `delay`, the seconds it asks for between two requests.
    `why` is set where nothing may be read, whatever the lines say, because its robots.txt cannot be had."""

    lines: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    why: str | None = None

    def allows(self, path: str) -> bool:
        """Whether a path (with its query) may be read: the longest line that fits decides, "allow" where two are equal."""
        if self.why is not None:
            return False
        path = _plain(path)
        fitting = [(len(pattern), allowed) for pattern, allowed in self.lines if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1] or path == "/robots.txt"


ALL = Rules()
"""No robots.txt: all may be read."""


def unreachable(why: str) -> Rules:
    """The robots.txt exists, for all we know, but cannot be had: nothing may be read."""
    return Rules(why=why)


def parse(text: str, agent: str = AGENT) -> Rules:
    """The rules for `agent`: of all groups that name it, or else of all groups for `*`. What is no rule is passed over."""
    named: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    found = False
    for agents, rules in _groups(text):
        if agent in agents:
            found = True
            named += rules
        elif "*" in agents:
            general += rules
    rules = named if found else general
    lines = tuple((_plain(value), key == "allow") for key, value in rules if key in ("allow", "disallow") and value)
    delays = [_seconds(value) for key, value in rules if key == "crawl-delay"]
    return Rules(lines, max(delays, default=0.0))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Each group: the agents it names, in lower case and without a version, and its rules as (key, value)."""
    agents: set[str] = set()
    rules: list[tuple[str, str]] = []
    open_ = False  # whether the last line named an agent, so that the next one names another of the same group
    for line in text.removeprefix("\ufeff").splitlines()[:_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not open_:
                if agents:
                    yield agents, rules
                agents, rules = set(), []
            name = re.match(r"[a-zA-Z_-]+", value)
            agents.add(name[0].casefold() if name else value[:1])
            open_ = True
        elif key in ("allow", "disallow", "crawl-delay"):
            rules.append((key, value))
            open_ = False
    if agents:
        yield agents, rules


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says: `*` stands for anything, `$` at its end for the path's end. Without
    regular expressions, in which a pattern of many stars would take for ever."""
    whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if not others:
        return not whole or place == len(path)
    last = others.pop() if whole else None
    for part in others:
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return last is None or (len(path) - len(last) >= place and path.endswith(last))


def _plain(path: str) -> str:
    """A path or pattern in one notation: what needs no escape is not escaped, all else is, in upper case."""

    def unescaped(found: re.Match[str]) -> str:
        letter = chr(int(found[1], 16))
        return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else found[0].upper()

    return _ESCAPE.sub(unescaped, urllib.parse.quote(path[:4_000], safe="/?#[]@!$&'()*+,;=:%-._~"))


def _seconds(value: str) -> float:
    found = re.match(r"\d{1,9}(?:\.\d{1,6})?", value)
    return float(found[0]) if found else 0.0
