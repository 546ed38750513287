"""A document laid out on pages, each with its marking above and below and its number.

The body is the HTML that ``advisor.notes.html`` makes, so that paper and screen say the same.

Rules that this module keeps:
 * A page is never drawn without its marking: one function draws both.
 * Nothing of the window's colours gets on paper: ink is black whatever the window looks like.
 * A row of a table stands on one page, under the table's headings, unless it is longer than one.
 * Work is done in steps, so that a long document can be cancelled between any two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
)

from advisor.notes.document import Document
from advisor.notes.html import to_chapters, to_foot, to_head

_POINTS: Final = 10.0
_INK: Final = QColor("#000000")
#: Millimetres: left, top, right, bottom. Markings and page numbers stand within top and bottom.
_MARGINS: Final = QMarginsF(18, 10, 18, 10)
#: Lines of the body's font that the marking above and what stands below take.
_STRIP_LINES: Final = 2.6
#: How many texts are kept on the page of the heading above them: a caption, and a line.
_KEPT_TOGETHER: Final = 2
#: What would be cut or stand alone at the foot of a page goes to the next: as often as there are
#: pages, and more than this is nobody's note.
_MOST_MOVES: Final = 400
#: A row longer than so much of a page begins where it would, and runs over.
_MOST_OF_PAGE: Final = 0.6
_WIDTH: Final = re.compile(r'style="width: ([0-9]+)%"')
_PAIR: Final = re.compile(r"<dt>(.*?)</dt>\n<dd>(.*?)</dd>\n")
_STYLE: Final = """
h1 { font-size: 17pt; font-weight: 600; margin: 0 0 8px 0; }
h2 { font-size: 14pt; font-weight: 600; margin: 0 0 4px 0; }
h3 { font-size: 11pt; font-weight: 600; margin: 12px 0 2px 0; }
h3.urgent { color: #8a3208; }
p { margin: 3px 0; } ul { margin: 2px 0; } li { margin: 1px 0; }
caption { font-weight: 600; }
table { border-collapse: collapse; border-style: solid; border-color: #55606d; border-width: 1px;
  margin: 4px 0; }
td, th { font-size: 9pt; padding: 3px; vertical-align: top;
  border-style: solid; border-color: #55606d; border-width: 1px; }
th { font-weight: 600; text-align: left; }
"""


@dataclass(frozen=True)
class Paper:
    """A sheet, and where its body stands.

    Attributes:
        sheet: What can be drawn on, in the device's units.
        body: Where the body stands.
        font: The font of markings and page numbers.
    """

    sheet: QRectF
    body: QRectF
    font: QFont

    @classmethod
    def of(cls, device: QPagedPaintDevice) -> Paper:
        """Set a device to A4 with our margins, and return its sheet."""
        size = QPageSize(QPageSize.PageSizeId.A4)
        upright = QPageLayout.Orientation.Portrait
        millimetres = QPageLayout.Unit.Millimeter
        device.setPageLayout(QPageLayout(size, upright, _MARGINS, millimetres))
        font = body_font()
        font.setBold(True)
        strip = _STRIP_LINES * QFontMetricsF(font, device).lineSpacing()
        sheet = QRectF(0, 0, device.width(), device.height())
        return cls(sheet, sheet.adjusted(0, strip, 0, -strip), font)


@dataclass(frozen=True)
class Sheet:
    """One page: a place in a part of the document.

    Attributes:
        part: The part, laid out.
        number: Which of its pages, from 0.
    """

    part: QTextDocument
    number: int


def body_font() -> QFont:
    """Return the system's own font in the size of print."""
    font = QFont()
    font.setPointSizeF(_POINTS)
    for ligatures in (b"liga", b"clig", b"dlig"):  # or words cannot be found in the PDF
        font.setFeature(QFont.Tag(ligatures.decode("ascii")), 0)
    return font


def lay_out(document: Document, device: QPagedPaintDevice, paper: Paper) -> Iterator[list[Sheet]]:
    """Yield the pages of each part of a document, once it is laid out: each chapter is a part.

    Args:
        document: The document.
        device: What it will be drawn on, which tells how wide letters are.
        paper: Its sheet.
    """
    for html in _parts(document):
        part = _make(html, device, paper)
        yield [Sheet(part, number) for number in range(part.pageCount())]


def _parts(document: Document) -> Iterator[str]:
    """Yield the parts of the document that begin a page of their own."""
    chapters = list(to_chapters(document)) or [""]
    chapters[0] = to_head(document) + chapters[0]
    chapters[-1] += to_foot(document)
    yield from chapters


def _make(html: str, device: QPagedPaintDevice, paper: Paper) -> QTextDocument:
    part = QTextDocument()
    part.setUndoRedoEnabled(False)
    part.setDocumentMargin(0)
    part.setDefaultFont(body_font())
    part.setDefaultStyleSheet(_STYLE)
    part.setPageSize(QSizeF(paper.body.width(), paper.body.height()))
    part.documentLayout().setPaintDevice(device)
    part.setHtml(_for_paper(html))
    _keep_together(part, paper.body.height())
    return part


def _for_paper(html: str) -> str:
    """Return the body in the older words that Qt lays out: widths, and pairs on one line."""
    html = html.replace("<table>", '<table width="100%" cellspacing="0">')
    html = _WIDTH.sub(r'width="\1%"', html)
    return _PAIR.sub(r"<p><b>\1:</b> \2</p>\n", html).replace("<dl>", "").replace("</dl>", "")


def _keep_together(part: QTextDocument, height: float) -> None:
    """Move what would be cut or stand alone to the next page, from the first page to the last."""
    place = -1
    for _ in range(_MOST_MOVES):
        alone, cut = _find_heading_alone(part, height, place), _find_cut_row(part, height, place)
        if alone is not None and (cut is None or alone.position() < cut.position):
            place = alone.position()
            _move_to_next_page(part, alone)
        elif cut is not None:
            place = cut.position
            _move_row(part, cut, height)
        else:
            return


def _find_heading_alone(part: QTextDocument, height: float, after: int) -> QTextBlock | None:
    """Return the next heading that stands on the page before the first text under it."""
    layout, block = part.documentLayout(), part.findBlock(after + 1)
    while block.isValid():
        if block.position() > after and block.blockFormat().headingLevel() > 0:
            page = layout.blockBoundingRect(block).top() // height
            under = [layout.blockBoundingRect(one).top() // height for one in _under(block)]
            if any(number > page for number in under):
                return block
        block = block.next()
    return None


@dataclass(frozen=True)
class _Row:
    """A row of a table that begins on one page and ends on another.

    Attributes:
        table: The table.
        number: Which of its rows.
        top: Where its text begins.
    """

    table: QTextTable
    number: int
    top: float

    @property
    def position(self) -> int:
        """Where it begins in the text."""
        return self.table.cellAt(self.number, 0).firstPosition()


def _find_cut_row(part: QTextDocument, height: float, after: int) -> _Row | None:
    """Return the next row that stands on two pages and would have room on one."""
    layout = part.documentLayout()
    for table in _tables(part.rootFrame()):
        heads, room = table.format().headerRowCount(), layout.frameBoundingRect(table)
        is_whole = room.top() // height == room.bottom() // height
        if is_whole or table.lastPosition() <= after or heads == 0:
            continue
        for number in range(heads, table.rows()):
            if table.cellAt(number, 0).firstPosition() <= after:
                continue
            top, bottom = _reach(table, number, layout)
            if top // height != bottom // height and bottom - top < height * _MOST_OF_PAGE:
                return _Row(table, number, top)
    return None


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child


def _reach(
    table: QTextTable, number: int, layout: QAbstractTextDocumentLayout
) -> tuple[float, float]:
    """Return where the text of a row begins, and where it ends."""
    cells = [table.cellAt(number, column) for column in range(table.columns())]
    firsts = [layout.blockBoundingRect(cell.firstCursorPosition().block()) for cell in cells]
    lasts = [layout.blockBoundingRect(cell.lastCursorPosition().block()) for cell in cells]
    return min(rect.top() for rect in firsts), max(rect.bottom() for rect in lasts)


def _move_row(part: QTextDocument, row: _Row, height: float) -> None:
    """Move a row to the next page: the one above it takes the room, or the heading goes along.

    Qt moves a row whose first line has no room, and repeats the headings of its table there.
    """
    heads = row.table.format().headerRowCount()
    if row.number == heads:
        heading = _heading_above(part, row.table.firstPosition())
        if heading is not None:
            _move_to_next_page(part, heading)
        return
    room = (height - row.top % height - _line_height(part) / 2) / _dots_per_unit(part)
    for column in range(row.table.columns()):
        cell = row.table.cellAt(row.number - 1, column)
        look = cell.format().toTableCellFormat()
        look.setBottomPadding(look.bottomPadding() + max(0.0, room))
        cell.setFormat(look)
    part.markContentsDirty(row.position, part.characterCount() - row.position)


def _heading_above(part: QTextDocument, position: int) -> QTextBlock | None:
    block = part.findBlock(position).previous()
    while block.isValid() and block.blockFormat().headingLevel() == 0:
        block = block.previous()
    return block if block.isValid() else None


def _dots_per_unit(part: QTextDocument) -> float:
    """Return how many dots of the paper a unit is in which padding is given: one of the screen."""
    on_screen = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    return part.documentLayout().paintDevice().logicalDpiY() / on_screen


def _line_height(part: QTextDocument) -> float:
    device = part.documentLayout().paintDevice()
    return QFontMetricsF(part.defaultFont(), device).lineSpacing()


def _under(block: QTextBlock) -> Iterator[QTextBlock]:
    """Yield what has to stand on one page with a heading: its first texts, a caption perhaps."""
    found = 0
    while found < _KEPT_TOGETHER and (block := block.next()).isValid():
        if block.text().strip():
            found += 1
            yield block


def _move_to_next_page(part: QTextDocument, block: QTextBlock) -> None:
    look = QTextBlockFormat()
    look.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor = QTextCursor(block)
    cursor.beginEditBlock()
    cursor.mergeBlockFormat(look)
    # Qt lays out again from the block on, but leaves tables below it where they were.
    part.markContentsDirty(block.position(), part.characterCount() - block.position())
    cursor.endEditBlock()


def draw_sheet(
    painter: QPainter, sheet: Sheet, paper: Paper, document: Document, place: tuple[int, int]
) -> None:
    """Draw one page: its marking above and below, its number, and its text.

    Args:
        painter: Draws on the device.
        sheet: The page.
        paper: Its paper.
        document: Whose marking and receipt it bears.
        place: Its number from 1, and how many there are.
    """
    painter.setPen(_INK)
    painter.setFont(paper.font)
    middle = Qt.AlignmentFlag.AlignHCenter
    marking = str(document.label)
    painter.drawText(paper.sheet, middle | Qt.AlignmentFlag.AlignTop, marking)
    painter.drawText(paper.sheet, middle | Qt.AlignmentFlag.AlignBottom, marking)
    low = Qt.AlignmentFlag.AlignBottom
    plain = QFont(paper.font)
    plain.setBold(False)
    painter.setFont(plain)
    painter.drawText(paper.sheet, Qt.AlignmentFlag.AlignLeft | low, document.code)
    number = f"Page {place[0]} of {place[1]}"
    painter.drawText(paper.sheet, Qt.AlignmentFlag.AlignRight | low, number)
    _draw_body(painter, sheet, paper)


def _draw_body(painter: QPainter, sheet: Sheet, paper: Paper) -> None:
    top = sheet.number * paper.body.height()
    painter.save()
    painter.translate(paper.body.left(), paper.body.top() - top)
    window = QRectF(0, top, paper.body.width(), paper.body.height())
    painter.setClipRect(window)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = window
    context.palette.setColor(QPalette.ColorRole.Text, _INK)
    sheet.part.documentLayout().draw(painter, context)
    painter.restore()
