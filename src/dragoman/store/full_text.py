"""Full-text search over the current versions: FTS5 on SQLite, tsvector on PostgreSQL, one way of asking for both.

Words are stemmed as English; "words in quotation marks" stand next to each other, `-word` must be absent, `or` between two
words asks for either, and all else must be there.

Both engines get words that are parted and folded here, stem them by Porter's rules and leave none out, so that a question finds
the same texts on both. Of a very long text PostgreSQL indexes the first half megabyte, phrases in its first 16,000 words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, TextClause, text

from dragoman.errors import StopRun

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 500_000  # bytes that PostgreSQL is given: a tsvector of them stays below its 1 MB
_LONGEST_WORD = 60  # characters
_MARK = "qq"  # no English word begins or ends so, and nothing is stemmed off
_ASKED = 1_000  # characters of a question


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    absent: bool
    either: bool  # joined to the one before by "or"


def enter(connection: Connection, key: int, words: str) -> None:
    """Make the text of a version findable."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO words(rowid, text) VALUES (:key, :text)"), {"key": key, "text": _folded(words)}
        )
    else:
        connection.execute(
            text("INSERT INTO words(version, text) VALUES (:key, to_tsvector('dragoman', :text))"),
            {"key": key, "text": _folded(words).encode()[:_LONGEST].decode("utf-8", "ignore")},
        )


def leave(connection: Connection, key: int, words: str) -> None:
    """Make the text of a version, which is given as it was entered, unfindable."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO words(words, rowid, text) VALUES ('delete', :key, :text)"),
            {"key": key, "text": _folded(words)},
        )
    else:
        connection.execute(text("DELETE FROM words WHERE version = :key"), {"key": key})


def versions(dialect: str, asked: str) -> tuple[TextClause, dict[str, str]]:
    """The SQL, with its values, that selects `version` and `rank` (small is good) of the texts that answer a question.

    Raises StopRun where the question holds no word that must be there.
    """
    terms = _terms(asked)
    if not any(not t.absent for t in terms):
        raise StopRun(f"search: {asked[:60]!r} asks for no word")
    if dialect == "sqlite":
        sql = "SELECT rowid AS version, rank FROM words WHERE words MATCH :asked"
        return text(sql), {"asked": _fts5(terms)}
    asked_for, values = _tsquery(terms)
    sql = (
        f"SELECT version, -ts_rank_cd(text, asked) AS rank FROM words, (SELECT {asked_for} AS asked) AS question "
        "WHERE text @@ asked"
    )
    return text(sql), values


def positives(asked: str) -> list[str]:
    """The words of a question that are to be found, in lower case and without accents, to show where they stand."""
    return [w for t in _terms(asked) if not t.absent for w in t.words]


def _terms(asked: str) -> list[_Term]:
    found: list[_Term] = []
    either = False
    for minus, phrase, word in _TERM.findall(asked[:_ASKED]):
        if word.casefold() == "or" and not minus and found:
            either = True
            continue
        words = tuple(_words(phrase or word))
        if words:
            found.append(_Term(words, bool(minus), either and not minus))
        either = False
    return found


def _fts5(terms: list[_Term]) -> str:
    """In FTS5's language: each word quoted, so that nothing in it is an operator."""
    groups: list[list[str]] = []
    absent: list[str] = []
    for t in terms:
        phrase = '"' + " ".join(map(_token, t.words)) + '"'
        if t.absent:
            absent.append(phrase)
        elif t.either and groups:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
    asked = " AND ".join("(" + " OR ".join(group) + ")" for group in groups)
    return f"({asked}) NOT ({' OR '.join(absent)})" if absent else asked


def _tsquery(terms: list[_Term]) -> tuple[str, dict[str, str]]:
    """A tsquery put together of phrases, which are values and never parsed as a query: SQL and its values."""
    values = {f"phrase{n}": " ".join(map(_token, t.words)) for n, t in enumerate(terms)}
    groups: list[list[str]] = []
    absent: list[str] = []
    for n, t in enumerate(terms):
        phrase = f"phraseto_tsquery('dragoman', :phrase{n})"
        if t.absent:
            absent.append(f"!!{phrase}")
        elif t.either and groups:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
    return " && ".join(["(" + " || ".join(group) + ")" for group in groups] + absent), values


def _folded(words: str) -> str:
    """A text as both engines are given it."""
    return " ".join(map(_token, _words(words)))


def _words(words: str) -> list[str]:
    """The words of a text in lower case, without accents."""
    if not words.isascii():
        parted = unicodedata.normalize("NFKD", words.casefold())
        words = "".join(c for c in parted if not unicodedata.combining(c))
    return _WORD.findall(words.casefold())


def _token(word: str) -> str:
    """A word such as both engines take for one and stem alike. FTS5 stems none of one or two letters and none above 64 bytes,
    PostgreSQL every one; PostgreSQL parts what begins like a number ("1e5th")."""
    held = word[:_LONGEST_WORD] if len(word) > 2 else word + _MARK
    return _MARK + held if word[0].isnumeric() and not word.isdecimal() else held
