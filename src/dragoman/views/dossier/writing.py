"""The formats of a dossier by the ending of their files."""
from __future__ import annotations

from dragoman.errors import StopRun
from dragoman.views.dossier.tree import Dossier

FORMATS = ("html", "md", "docx", "pdf")


def render(dossier: Dossier, kind: str) -> bytes:
    """The dossier as a file of this kind: html, md, docx or pdf, the same bytes each time.

    Raises StopRun where there is no such kind, or where what draws it is not installed.
    """
    # Each format is loaded for itself: who wants Markdown needs neither Word's nor Typst's library.
    if kind == "html":
        from dragoman.views.dossier import web_page

        return web_page.render(dossier).encode("utf-8")
    if kind == "md":
        from dragoman.views.dossier import markdown_text

        return markdown_text.render(dossier).encode("utf-8")
    if kind == "docx":
        from dragoman.views.dossier import word_file

        return word_file.render(dossier)
    if kind == "pdf":
        from dragoman.views.dossier import pdf_file

        return pdf_file.render(dossier)
    raise StopRun(f"{kind}: no such format of a dossier; there are {', '.join(FORMATS)}")
