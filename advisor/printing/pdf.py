"""A document as PDF.

Rules that this module keeps:
 * The properties tell nothing: the title is the document's, which names nothing restricted;
   there is no author; the day is that of the note, not the minute at which it was printed.
 * The same document gives the same bytes on the same machine.
 * A note carries its recipe as an attached file, and its digest in its metadata, so that
   ``advisor.notes.verifying`` can check it.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Generator, Iterator
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QUuid
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPainter, QPdfWriter

from advisor.errors import AdvisorError
from advisor.notes.document import Document
from advisor.notes.verifying import PDF_DIGEST, PDF_RECORD, with_digest
from advisor.printing.pages import Paper, draw_sheet, lay_out

_DOTS_PER_INCH: Final = 300
_PROGRAM: Final = "Capability advisor"
_MOMENT: Final = re.compile(rb"(?<=/CreationDate )\(D:[0-9]{14}Z\)|(?<=/ModDate )\(D:[0-9]{14}Z\)")
_IDS: Final = uuid.UUID("5b4e2f0a-7a9d-5c0b-9a55-2f8f4d6d1c37")
_METADATA: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '<rdf:Description rdf:about="" xmlns:advisor="urn:capability-advisor">\n'
    "<{name}>{digest}</{name}>\n"
    "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
    '<?xpacket end="w"?>'
)
_held: list[QGuiApplication] = []


def ensure_fonts() -> None:
    """Start what gives fonts, where no window has: a command has no screen."""
    if QGuiApplication.instance() is None:
        _held.append(QGuiApplication(["advisor", "-platform", "offscreen"]))


def draw_pdf(document: Document, day: datetime.date) -> Generator[int, None, bytes]:
    """Yield how much is done, in per cent, and return the PDF.

    Args:
        document: The document.
        day: The day that its properties name.
    """
    data, buffer = QByteArray(), QBuffer()
    buffer.setBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Fonts stand in the file in the order of a hash, which is another in each process.
    QHashSeed.setDeterministicGlobalSeed()
    writer, painter = _make_writer(buffer, document), QPainter()
    try:
        yield from draw_on(document, writer, painter)
    finally:
        if painter.isActive():
            painter.end()
        QHashSeed.resetRandomGlobalSeed()
    return with_digest(_MOMENT.sub(_say_day(day), bytes(data.data())))


def draw_on(document: Document, device: QPagedPaintDevice, painter: QPainter) -> Iterator[int]:
    """Draw a document on paper, and yield how much is done, in per cent.

    Args:
        document: The document.
        device: A printer, or what writes a PDF.
        painter: What is begun on it; the caller ends it.

    Raises:
        AdvisorError: The device does not take it.
    """
    paper = Paper.of(device)
    sheets, parts = [], max(1, len(document.chapters))
    for number, laid_out in enumerate(lay_out(document, device, paper), start=1):
        sheets += laid_out
        yield 50 * number // parts
    if not painter.begin(device):
        raise AdvisorError(
            "The printer does not take anything now.",
            hint="See whether it is on and has paper, or save a PDF instead.",
        )
    for number, sheet in enumerate(sheets, start=1):
        if number > 1:
            device.newPage()
        draw_sheet(painter, sheet, paper, document, (number, len(sheets)))
        yield 50 + 50 * number // len(sheets)


def finish(work: Generator[int, None, bytes]) -> bytes:
    """Do all of it at once, and return what comes of it."""
    while True:
        try:
            next(work)
        except StopIteration as ended:
            return bytes(ended.value)


def _make_writer(buffer: QBuffer, document: Document) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(document.title)
    writer.setCreator(_PROGRAM)
    writer.setDocumentId(QUuid(str(uuid.uuid5(_IDS, document.record))))
    metadata = _METADATA.format(name=PDF_DIGEST, digest="0" * 64)
    writer.setDocumentXmpMetadata(QByteArray(metadata.encode("utf-8")))
    if document.record:
        record = QByteArray(document.record.encode("utf-8"))
        writer.addFileAttachment(PDF_RECORD, record, "application/json")
    return writer


def _say_day(day: datetime.date) -> bytes:
    return b"(D:%s000000Z)" % day.strftime("%Y%m%d").encode("ascii")
