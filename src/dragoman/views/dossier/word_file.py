"""The dossier as a Word document: headings, lists, tables, plots with alternative text, links to the words cited.

Reads:  tree.Dossier.
Writes: DOCX, the same bytes each time: the library's clock is kept out of it. Text goes into runs alone, never into fields.
"""
from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from dragoman.views import charts, wording
from dragoman.views.dossier import citing
from dragoman.views.dossier.selection import lengths
from dragoman.views.dossier.tree import Block, Citation, Claim, Dossier, Group, Picture, Table, Work
from dragoman.views.dossier.web_page import READING

_BORN = datetime.datetime(2000, 1, 1)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(dossier: Dossier) -> bytes:
    """The document. Raises StopRun where the plots cannot be drawn."""
    import docx
    from docx.shared import Cm

    paper = docx.Document()
    about = paper.core_properties
    about.title, about.author, about.comments, about.keywords = _plain(dossier.title)[:255], "dragoman", "", ""
    about.created = about.modified = _BORN
    about.last_modified_by, about.revision = "dragoman", 1
    for part in paper.sections:
        part.left_margin = part.right_margin = Cm(2.2)
        part.top_margin = part.bottom_margin = Cm(2)
    writer = _Writer(paper, citing.anchors(dossier.works))
    writer.heading(dossier.title, 0)
    period = dossier.period[:1].upper() + dossier.period[1:]
    writer.paragraph(f"{period} · as of {dossier.as_of} · {wording.counted(len(dossier.works), 'source')}")
    writer.soft(READING)
    for section in dossier.sections:
        writer.heading(section.title, 1)
        writer.blocks(section.blocks, 2)
    writer.heading("Bibliography", 1)
    for work in dossier.works:
        writer.work(work)
    if not dossier.works:
        writer.soft("No source is cited.")
    out = io.BytesIO()
    paper.save(out)
    return _timeless(out.getvalue())


class _Writer:
    """Puts the tree into a document, block by block."""

    def __init__(self, paper: Any, anchors: dict[Citation, str]) -> None:
        self.paper = paper
        self.anchors = {cited: name.replace("-", "_") for cited, name in anchors.items()}  # Word's names know no hyphen
        self.marked = 0

    def heading(self, text: str, level: int) -> None:
        self.paper.add_heading(_plain(text), level)

    def paragraph(self, text: str, style: str | None = None) -> Any:
        return self.paper.add_paragraph(_plain(text), style)

    def soft(self, text: str) -> Any:
        """A remark on the dossier itself."""
        made = self.paper.add_paragraph()
        self._run(made, text, italic=True)
        return made

    def blocks(self, blocks: Sequence[Block], level: int) -> None:
        for block in blocks:
            if isinstance(block, Claim):
                self.claim(block, 0)
            elif isinstance(block, Group):
                self.heading(block.title, level)
                self.blocks(block.blocks, level + 1)
            elif isinstance(block, Table):
                self.table(block)
            elif isinstance(block, Picture):
                self.picture(block)
            else:
                made = self.soft(block.text)
                if block.command:
                    self._run(made, f" {block.command}", font="Consolas")

    def claim(self, claim: Claim, depth: int) -> None:
        from docx.shared import Cm

        made = self.paper.add_paragraph(style="List Bullet" if depth == 0 else "List Bullet 2")
        if claim.when:
            self._run(made, f"{claim.when}  ", bold=True)
        self._run(made, f"{claim.text} ")
        self._cite(made, claim.citations)
        if claim.marks:
            self._run(made, f" — {' · '.join(claim.marks)}", grey=True)
        if claim.quoted and claim.citations:
            words = self.paper.add_paragraph()
            words.paragraph_format.left_indent = Cm(1.4)
            self._run(words, f"“{citing.words(claim.citations[0], lengths().quote)}”", italic=True)
        for part in claim.parts:
            self.claim(part, depth + 1)
        if claim.more:
            self._run(self.paper.add_paragraph(style="List Bullet 2"), f"And {claim.more} more.", italic=True)

    def table(self, table: Table) -> None:
        from docx.oxml import OxmlElement
        from docx.shared import Pt

        self._run(self.paper.add_paragraph(), table.caption, bold=True)
        grid = self.paper.add_table(rows=1, cols=len(table.head) + 1, style="Light Grid Accent 1")
        head = grid.rows[0]
        repeated = OxmlElement("w:tblHeader")
        head._tr.get_or_add_trPr().append(repeated)  # the head stands again on each page
        for cell, text in zip(head.cells, (*table.head, "Cited"), strict=True):
            self._run(cell.paragraphs[0], text, size=Pt(8.5))
        for row in table.rows:
            cells = grid.add_row().cells
            for cell, text in zip(cells, row.cells, strict=False):
                self._run(cell.paragraphs[0], text, size=Pt(8.5))
            self._cite(cells[-1].paragraphs[0], row.citations)
        if table.note:
            self.soft(table.note)

    def picture(self, picture: Picture) -> None:
        from docx.shared import Cm

        self.paper.add_picture(io.BytesIO(charts.png(picture.plot)), width=Cm(16))
        drawn = self.paper.inline_shapes[-1]._inline.docPr
        drawn.set("title", _plain(picture.plot.title))
        drawn.set("descr", _plain(picture.plot.description))

    def work(self, work: Work) -> None:
        made = self.paper.add_paragraph()
        self._run(made, f"{work.number}  {work.title}", bold=True)
        rest = [citing.details(work), work.address, citing.origin(work), f"SHA-256 {work.hash}"]
        for line in filter(None, rest):
            made.add_run().add_break()
            self._run(made, line, grey=True)
        for cited in work.words:
            words = self.paper.add_paragraph(style="List Bullet")
            self._bookmark(words, self.anchors[cited])
            self._run(words, f"Sentence {cited.sentence + 1}  ", grey=True)
            self._run(words, f"“{citing.words(cited)}”")
            self._run(words, f"  {cited.entry}", font="Consolas", grey=True)

    def _cite(self, paragraph: Any, citations: Sequence[Citation]) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        for n, cited in enumerate(citations):
            run = paragraph.add_run(f"{' ' if n else ''}[{citing.label(cited)}]")
            run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x2F, 0x6F, 0xB3)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), self.anchors[cited])
            run._r.addprevious(link)
            link.append(run._r)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self.marked))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)
        self.marked += 1

    def _run(self, paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, grey: bool = False,
             font: str = "", size: Any = None) -> None:
        from docx.shared import RGBColor

        run = paragraph.add_run(_plain(text))
        run.bold, run.italic, run.font.size = bold or None, italic or None, size
        if grey:
            run.font.color.rgb = RGBColor(0x5B, 0x63, 0x6D)
        if font:
            run.font.name = font


def _plain(text: str) -> str:
    """Text that XML can hold and that steers nothing."""
    return _NO_XML.sub("\ufffd", wording.harmless(text))


def _timeless(file: bytes) -> bytes:
    """The same archive with every member dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _BORN.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
