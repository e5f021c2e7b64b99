"""DOCX: the paragraphs and table rows of the body in order, and the document's properties."""

from __future__ import annotations

import io
import re
import zipfile

from dragoman import errors
from dragoman.documents import bylines, metadata, texts
from dragoman.settings import Limits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN = {
    _W + "del",
    _W + "moveFrom",
    _W + "instrText",
    _W + "delText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    _W + "txbxContent",
    _W + "footnoteReference",
    _W + "pPr",
    _W + "rPr",
}
_NO_AUTHOR = {
    "python-docx",
    "unknown",
    "admin",
    "administrator",
    "user",
    "microsoft",
    "microsoft office user",
    "author",
    "windows user",
    "owner",
}


def read(data: bytes, name: str, limits: Limits) -> tuple[str, metadata.Found]:
    """The text and what the file says of itself; errors.SkipDocument for a damaged one, a bomb, another kind of zip."""
    _check(data, name, limits)
    import docx
    from docx.oxml.ns import qn

    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        blocks: list[str] = []
        for paragraph in body.iter(qn("w:p")):
            if any(parent.tag in _HIDDEN for parent in paragraph.iterancestors()):
                continue
            words = "".join(_words(paragraph))
            blocks.extend(line for part in words.split("\n") if (line := " ".join(part.split())))
        properties = document.core_properties
        title, author, made = properties.title, properties.author, properties.created
    except errors.DragomanError:
        raise
    except Exception as error:  # python-docx raises whatever its parts raise: KeyError, XMLSyntaxError, ValueError ...
        raise errors.SkipDocument(texts.shown(name), f"is a damaged Word file ({type(error).__name__})") from None
    authors = tuple(a for a in bylines.tidy(author) if a.casefold() not in _NO_AUTHOR and " " in a)
    day = made.date().isoformat() if made else None
    headed = texts.field(title)
    return "\n".join(blocks), metadata.Found(
        title=None
        if headed and re.match(r"(?i)microsoft word|untitled|document\d*$|word document$", headed)
        else headed,
        authors=authors,
        made=day,
    )


def _words(paragraph):
    """The visible words of a paragraph, tracked insertions included and deletions not; iterative, for deep nesting."""
    waiting = [iter(paragraph)]
    while waiting:
        for node in waiting[-1]:
            tag = node.tag
            if tag == _W + "t":
                yield node.text or ""
            elif tag in (_W + "tab", _W + "ptab"):
                yield "\t"
            elif tag in (_W + "br", _W + "cr"):
                yield "\n"
            elif tag == _W + "noBreakHyphen":
                yield "-"
            elif tag not in _HIDDEN and len(node):
                waiting.append(iter(node))
                break
        else:
            waiting.pop()


def _check(data: bytes, name: str, limits: Limits) -> None:
    """Look at the sizes that the archive declares before anything is unpacked; what is read later is held to them."""
    shown = texts.shown(name)
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except Exception:  # BadZipFile, but also struct.error, OverflowError, NotImplementedError on crafted archives
        raise errors.SkipDocument(shown, "is a damaged Word file (no readable zip archive)") from None
    names = {member.filename for member in members}
    if not any(n.startswith("word/") for n in names):
        raise errors.SkipDocument(shown, "is a zip archive but no Word document")
    if any(member.flag_bits & 1 for member in members):
        raise errors.SkipDocument(shown, "is protected by a password")
    if (
        len(members) > 10_000
        or len(names) < len(members)
        or sum(member.file_size for member in members) > limits.unpacked_bytes
    ):
        raise errors.SkipDocument(
            shown, f"is refused as a zip bomb: it would unpack to over {limits.unpacked_bytes:,} bytes or many files"
        )
    for member in members:
        large = member.file_size > 1_000_000
        if large and member.file_size > limits.unpacking_ratio * max(1, member.compress_size):
            raise errors.SkipDocument(
                shown, "is refused as a zip bomb: one of its parts unpacks to hundreds of times its size"
            )
        if member.file_size > limits.xml_bytes and member.filename.endswith((".xml", ".rels")):
            raise errors.SkipDocument(shown, f"is too large: one of its parts has {member.file_size:,} bytes")
