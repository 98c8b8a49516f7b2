"""The look of an official paper (Nghị định 30/2020/NĐ-CP, Annex I), drawn with python-docx.

A4 upright, Times New Roman, page numbers on top except on page 1, heads with their rules, body 13 points justified,
rows and signatures that do not break over pages. Empty answers become dotted lines to write on.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from documents.word import DOTTED, keep_whole, plain

FONT, SIZE = "Times New Roman", 13
SIGNS_FONT = "DejaVu Sans"  # Times New Roman has no boxes; where this is missing Word takes a font that has them
WIDTH = 16.5  # cm between the margins
LINE = 80  # characters in a line over the whole width
DOTS = "…" * 10  # to write on within a line
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
LEFT, CENTRE, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_BOXES = re.compile("([☐☑])")


@dataclass(frozen=True)
class Words:
    """Words of one look within a line."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None


def day(on: date | None) -> str:
    """'ngày 05 tháng 01 năm 2026': days below 10 and the months 1 and 2 take a 0; None: dots to write on."""
    if on is None:
        return "ngày …… tháng …… năm 20……"
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def short_day(on: date | None) -> str:
    """05/01/2026, for tables; None: dots."""
    return f"{on:%d/%m/%Y}" if on else "……/……/20……"


def place_and_day(place: str, on: date | None) -> str:
    return f"{plain(place).strip() or '…' * 6}, {day(on)}"


def box(ticked: bool, label: str) -> str:
    return f"{'☑' if ticked else '☐'} {label}"


class Paper:
    """An official paper that is written from top to bottom; `done` gives the file."""

    def __init__(self, title: str) -> None:
        self.document = docx.Document()
        _set_up_styles(self.document)
        _set_up_page(self.document.sections[0])
        core = self.document.core_properties
        core.title, core.author, core.comments, core.language = title, "", "", "vi-VN"
        for stamp in core._element.xpath("dcterms:created | dcterms:modified"):  # the library's template, of 2013
            core._element.remove(stamp)

    def done(self) -> bytes:
        end = self.line(after=0).paragraph_format  # Word wants a paragraph after the last table; one of no height
        end.line_spacing_rule, end.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    # -- heads and titles

    def national_head(self, form: str = "") -> None:
        """Quốc hiệu and Tiêu ngữ over the whole width. form: "Mẫu số 01", small, in the corner above."""
        if form:
            self.line(Words(form, italic=True, size=12), align=RIGHT, after=2)
        self.line(Words(COUNTRY, bold=True), align=CENTRE, after=0)
        self.line(Words(MOTTO, bold=True, size=14), align=CENTRE, after=0)
        _rule(self.line(), WIDTH, 6.4)

    def body_head(self, body: Sequence[str], number: str, place_date: str) -> None:
        """The issuing body and the number on the left, Quốc hiệu, Tiêu ngữ, place and date on the right."""
        left, right = self._bare_row((6.3, 10.2)).cells
        for line in body:
            self.line(Words(line, bold=True, size=12), align=CENTRE, after=0, into=left)
        _rule(self.line(into=left), 5.9, 2.2)
        self.line(number, align=CENTRE, after=0, into=left)
        self.line(Words(COUNTRY, bold=True, size=12), align=CENTRE, after=0, into=right)
        self.line(Words(MOTTO, bold=True), align=CENTRE, after=0, into=right)
        _rule(self.line(into=right), 9.8, 5.9)
        self.line(Words(place_date, italic=True), align=CENTRE, after=0, into=right)
        self.line(after=0)

    def title(self, kind: str, *summary: str) -> None:
        """The kind of the paper in capitals, what it is about, and the rule below."""
        self.line(Words(kind, bold=True, size=14), align=CENTRE, before=12, after=0, keep=True)
        for line in summary:
            self.line(Words(line, bold=True), align=CENTRE, after=0, keep=True)
        _rule(self.line(keep=True), WIDTH, 5.5)

    def part(self, name: str, title: str) -> None:
        """ "Phần I" and its title, centred and bold."""
        self.line(Words(name, bold=True), align=CENTRE, before=12, after=0, keep=True)
        self.line(Words(title.upper(), bold=True), align=CENTRE, keep=True)

    def heading(self, text: str) -> None:
        self.line(Words(text, bold=True), align=LEFT, before=6, keep=True)

    def new_page(self) -> None:
        """What is written next begins a page."""
        self.line(after=0).paragraph_format.page_break_before = True

    def annex(self, name: str, title: str) -> None:
        """A section of its own, with page numbers that begin again."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
        self.line(Words(name, bold=True, size=14), align=CENTRE, after=0, keep=True)
        self.line(Words(title.upper(), bold=True, size=13), align=CENTRE, after=12, keep=True)

    # -- lines

    def line(
        self,
        *words: str | Words,
        align: Any = JUSTIFIED,
        before: float = 0,
        after: float = 6,
        indent: float = 0,
        hanging: float = 0,
        keep: bool = False,
        into: _Cell | None = None,
    ) -> Paragraph:
        """A paragraph. indent: of its first line, in cm; hanging: how much further in the others begin; keep: stays on
        one page with what follows; into: a cell.
        """
        paragraph = self.document.add_paragraph() if into is None else _next_paragraph(into)
        look = paragraph.paragraph_format
        look.alignment, look.space_before, look.space_after = align, Pt(before), Pt(after)
        look.keep_with_next = keep or None
        if indent and not hanging:
            look.first_line_indent = Cm(indent)
        if hanging:
            look.left_indent, look.first_line_indent = Cm(indent + hanging), Cm(-hanging)
        for piece in words:
            _write(paragraph, piece if isinstance(piece, Words) else Words(piece))
        return paragraph

    def field(self, label: str, value: str, *, indent: float = 0) -> None:
        """ "Label: value", further lines below; an empty value is dots up to the margin."""
        lines = _lines(value)
        if not lines:
            return self._dots(f"{label}: ", indent)
        self.line(f"{label}: {lines[0]}", align=JUSTIFIED, indent=indent)
        for line in lines[1:]:
            self.line(line, indent=1)
        return None

    def two_fields(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        """Two short fields beside each other."""
        first, second = plain(left[1]).strip(), plain(right[1]).strip()
        paragraph = self.line(f"{left[0]}: {first}", align=LEFT)
        stops = paragraph.paragraph_format.tab_stops
        if not first:
            stops.add_tab_stop(Cm(7.7), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        stops.add_tab_stop(Cm(8.1))
        stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        tabs = "\t" if first else "\t\t"
        paragraph.add_run(f"{tabs}{right[0]}: {second}" + ("" if second else "\t"))

    def answer(self, text: str, *, dotted: int = 3) -> None:
        """What somebody wrote, at any length; nothing: so many dotted lines."""
        lines = _lines(text)
        for line in lines:
            self.line(line, indent=1)
        if not lines:
            for number in range(dotted):
                self._dots("", 0, keep=number < dotted - 1)

    def _dots(self, label: str, indent: float, *, keep: bool = False) -> None:
        paragraph = self.line(f"{label}\t", align=LEFT, indent=indent, keep=keep)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    # -- tables

    def table(self, widths: Sequence[float], head: Sequence[str] = ()) -> Table:
        """A table with lines around its cells. widths: cm; head: the first row, repeated on every page."""
        table = self.document.add_table(0, len(widths), "Table Grid")
        _set_widths(table, widths)
        if head:
            row = self.row(table, head, bold=True, align=CENTRE)
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        return table

    def row(
        self,
        table: Table,
        cells: Sequence[str],
        *,
        bold: bool = False,
        align: Any = LEFT,
        keep: bool = False,
        centred: Sequence[int] = (),
    ) -> _Row:
        """A row; empty cells are dots. keep: with the row below; centred: the cells that are. A long one may break."""
        row = table.add_row()
        drawn = list(zip(row.cells, cells, strict=True))
        keep_whole(row, int(max(len(text) * WIDTH / cell.width.cm for cell, text in drawn)))
        for number, (cell, text) in enumerate(drawn):
            for line in _lines(text) or ["…" * max(2, min(10, int(cell.width.cm * 2 - 1)))]:
                where = CENTRE if number in centred else align
                self.line(Words(line, bold=bold, size=12), align=where, before=2, after=2, keep=keep, into=cell)
        return row

    def wide_row(self, table: Table, paragraphs: Sequence[Sequence[str | Words]], *, keep: bool = False) -> None:
        """A row of one cell over the whole width."""
        row = table.add_row()
        cell = row.cells[0].merge(row.cells[-1])
        texts = ["".join(piece.text if isinstance(piece, Words) else piece for piece in line) for line in paragraphs]
        keep_whole(row, sum(max(len(text), LINE) for text in texts))
        for pieces in paragraphs:
            line = self.line(*pieces, before=2, after=3, keep=keep, into=cell)
            for run in line.runs:
                run.font.size = Pt(12)

    def _bare_row(self, widths: Sequence[float]) -> _Row:
        table = self.document.add_table(0, len(widths))
        _set_widths(table, widths)
        row = table.add_row()
        keep_whole(row, 0)
        return row

    # -- the end

    def signature(
        self, office: Sequence[str], name: str, *, place_date: str = "", hint: str = "", receivers: Sequence[str] = ()
    ) -> None:
        """Who signs, on the right, never parted and never alone on a page; on the left "Nơi nhận", if any."""
        if self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        left, right = self._bare_row((6.3, 10.2)).cells
        if receivers:
            self.line(Words("Nơi nhận:", bold=True, italic=True, size=12), align=LEFT, after=0, into=left)
        for line in receivers:
            self.line(Words(line, size=11), align=LEFT, after=0, into=left)
        if place_date:
            self.line(Words(place_date, italic=True), align=CENTRE, after=0, keep=True, into=right)
        for line in office:
            self.line(Words(line, bold=True), align=CENTRE, after=0, keep=True, into=right)
        if hint:
            self.line(Words(hint, italic=True), align=CENTRE, after=0, keep=True, into=right)
        self.line(Words(name.strip() or DOTTED, bold=bool(name.strip())), align=CENTRE, before=72, into=right)


def _lines(text: str) -> list[str]:
    """The lines of an answer as paragraphs: a break within a justified paragraph would pull its words apart."""
    return [line.strip() for line in plain(text).split("\n") if line.strip()]


def _write(paragraph: Paragraph, words: Words) -> None:
    for text in filter(None, _BOXES.split(plain(words.text))):
        run = paragraph.add_run(text)
        run.bold, run.italic = words.bold or None, words.italic or None
        run.font.size = Pt(words.size) if words.size else None
        if _BOXES.fullmatch(text):
            _set_font(run._r.get_or_add_rPr(), SIGNS_FONT)


def _next_paragraph(cell: _Cell) -> Paragraph:
    """The empty paragraph that a new cell has, then new ones."""
    first = cell.paragraphs[0]
    return cell.add_paragraph() if len(cell.paragraphs) > 1 or first.runs or first._p.pPr is not None else first


def _rule(paragraph: Paragraph, width: float, length: float) -> None:
    """A rule in the middle of `width`, both in cm: the upper border of a paragraph of no height."""
    look = paragraph.paragraph_format
    look.left_indent = look.right_indent = Cm((width - length) / 2)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)
    look.space_before, look.space_after = Pt(2), Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _set_font(properties: Any, name: str) -> None:
    """For all four kinds of letters, or Word takes another font for some of them."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _set_up_styles(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(SIZE)
    for properties in [style.element.get_or_add_rPr(), *document.styles.element.xpath("w:docDefaults//w:rPr")]:
        _set_font(properties, FONT)
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:val"), "vi-VN")
    style.paragraph_format.line_spacing, style.paragraph_format.space_after = 1.1, Pt(6)


def _set_up_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = section.footer_distance = Cm(1)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    page.append(number.add_run("2")._r)  # Word writes the true number over it
    number._p.append(page)
