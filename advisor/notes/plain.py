"""A document as plain text, with its marking above and below, to be copied or read out."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.notes.document import Block, Chapter, Document, Pairs, Paragraph, Points, Table


def to_text(document: Document) -> str:
    """Return a document as plain text, in the order in which it is read."""
    return "\n".join([str(document.label), "", *_lines(document), "", f"{document.label}\n"])


def _lines(document: Document) -> Iterator[str]:
    yield document.title
    yield "=" * len(document.title)
    yield from _blocks(document.lead)
    for chapter in document.chapters:
        yield from _chapter(chapter, is_marked=document.has_parts_marked)
    yield from _blocks(document.foot)
    if document.code:
        yield from ("", f"Receipt: {document.code}")


def _chapter(chapter: Chapter, *, is_marked: bool) -> Iterator[str]:
    heading = f"{chapter.heading} ({chapter.label})" if is_marked else chapter.heading
    yield from ("", heading, "-" * len(heading))
    yield from _blocks(chapter.lead)
    for section in chapter.sections:
        yield from ("", f"{'! ' if section.is_urgent else ''}{section.heading}")
        yield from _blocks(section.blocks, parted=False)


def _blocks(blocks: tuple[Block, ...], *, parted: bool = True) -> Iterator[str]:
    for block in blocks:
        if parted:
            yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Points():
            yield from (f"- {line}" for line in block.lines)
        case Pairs():
            yield from (f"{name}: {text}" for name, text in block.rows)
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    """Yield a table row by row, each cell with its column's heading, as it is read out."""
    for row in table.rows:
        yield "  ".join(filter(None, row[: table.lead]))
        for column, cell in zip(table.columns[table.lead :], row[table.lead :], strict=True):
            if cell:
                yield f"   {column}: {cell}"
