"""The pages of a document as pictures, drawn by what draws them on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter, QPdfWriter

from advisor.notes.document import Document
from advisor.printing.pages import Paper, Sheet, draw_sheet, lay_out

_DOTS_PER_INCH: Final = 300
_DOTS_PER_METRE: Final = round(_DOTS_PER_INCH / 0.0254)
_WHITE: Final = 0xFFFFFFFF


class Preview:
    """A document laid out as it will be on paper.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._buffer = QBuffer()  # never written to: it only lets letters be measured
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._device = QPdfWriter(self._buffer)
        self._device.setResolution(_DOTS_PER_INCH)
        self._paper = Paper.of(self._device)
        self._sheets: list[Sheet] = []

    def lay_out(self) -> Iterator[int]:
        """Lay its pages out, and yield how much of that is done, in per cent."""
        sheets, parts = list[Sheet](), max(1, len(self._document.chapters))
        for number, part in enumerate(lay_out(self._document, self._device, self._paper), start=1):
            sheets += part
            yield 100 * number // parts
        self._sheets = sheets

    @property
    def count(self) -> int:
        """How many pages there are; none, until all are laid out."""
        return len(self._sheets)

    @property
    def ratio(self) -> float:
        """How high a page is, to its width, without the margins that no ink reaches."""
        return self._paper.sheet.height() / self._paper.sheet.width()

    def draw(self, number: int, width: int) -> QImage:
        """Return the picture of a page.

        Args:
            number: Which, from 1.
            width: How wide, in dots.
        """
        image = QImage(width, round(width * self.ratio), QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(_DOTS_PER_METRE)
        image.setDotsPerMeterY(_DOTS_PER_METRE)
        image.fill(_WHITE)
        painter = QPainter(image)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        scale = width / self._paper.sheet.width()
        painter.scale(scale, scale)
        place = (number, self.count)
        draw_sheet(painter, self._sheets[number - 1], self._paper, self._document, place)
        painter.end()
        return image
