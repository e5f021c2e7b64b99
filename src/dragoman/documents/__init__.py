"""Stage 1: files of any kind to Documents.

Reads plain text, Markdown, HTML, PDF, DOCX, JSON lines, folders and standard input (`sources.py`), and the pages and feeds of
addresses (`remote.py`); writes `records.Document`: the
text, to whose characters every later offset refers, with its title, authors, publisher and date of publication.
Example: the file "visit.txt" that begins "MOSCOW, March 21, 2023 (Agency) — ..." becomes a Document with the id "visit"
and published "2023-03-21".
"""

from dragoman.documents.sources import SUFFIXES, load
from dragoman.documents.texts import from_text

__all__ = ["SUFFIXES", "from_text", "load"]
