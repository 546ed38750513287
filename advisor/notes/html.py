"""A document as HTML: the accessible form, which prints well too.

Rules that this module keeps:
 * Everything is in the one file: no script, no link, no picture, nothing fetched. The page
   forbids itself all of it (Content Security Policy, level 3).
 * It reads in order without its style: one first heading, headings in steps of one, landmarks,
   captions and headings of tables with their scope, the language (WCAG 2.2, 1.3.1, 2.4.6, 3.1.1).
 * The body is made by ``to_body``, which the PDF is made of too.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from advisor.notes.document import (
    Block,
    Chapter,
    Document,
    Pairs,
    Paragraph,
    Points,
    Section,
    Table,
)

#: The name under which the page keeps what a program needs to make it again.
RECORD_NAME: Final = "advisor-note"
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
# Colours have a contrast of at least 7 to 1 with what they stand on.
_STYLE: Final = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 48em; padding: 0 1em; color: #1b2027; background: #fff;
  font: 1em/1.45 system-ui, sans-serif; }
.marking { margin: 1em 0; padding: .3em; text-align: center; font-weight: 600;
  letter-spacing: .06em; color: #1b2027; background: #e4e7eb; border: 1px solid #1b2027; }
h1 { font-size: 1.6em; } h2 { font-size: 1.35em; margin-top: 2em; border-top: 2px solid #1b2027;
  padding-top: .6em; } h3 { font-size: 1.1em; margin-bottom: .3em; }
h2 .part { font-size: .7em; letter-spacing: .04em; }
section.urgent { border: 2px solid #8a3208; padding: 0 1em; } h3.urgent { color: #8a3208; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; }
caption { text-align: left; font-weight: 600; padding: .2em 0; }
th, td { border: 1px solid #55606d; padding: .35em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
tbody th { font-weight: 600; } dt { font-weight: 600; } dd { margin: 0 0 .4em 0; }
@page { margin: 22mm 18mm; @top-center { content: "MARKING"; font-weight: 600; }
  @bottom-center { content: "MARKING"; font-weight: 600; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); } }
@media print { h2, h3 { break-after: avoid; } tr, section.urgent { break-inside: avoid; }
  thead { display: table-header-group; } body { max-width: none; } }
""".strip()


def to_html(document: Document) -> str:
    """Return a document as one HTML page."""
    title = escape(f"{document.label}: {document.title}")
    marking = f'<p class="marking">{escape(str(document.label))}</p>\n'
    style = _STYLE.replace("MARKING", str(document.label))
    record = (
        f'<meta name="{RECORD_NAME}" content="{escape(document.record)}">\n'
        if document.record
        else ""
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="referrer" content="no-referrer">\n{record}'
        f"<style>\n{style}\n</style>\n</head>\n<body>\n"
        f'<header aria-label="Protective marking, top">\n{marking}</header>\n'
        f"<main>\n{to_body(document)}</main>\n"
        f'<footer aria-label="Protective marking, bottom">\n{marking}</footer>\n</body>\n</html>\n'
    )


def to_body(document: Document) -> str:
    """Return what stands between the markings of a document, in HTML."""
    return f"{to_head(document)}{''.join(to_chapters(document))}{to_foot(document)}"


def to_head(document: Document) -> str:
    """Return the title and what stands under it, in HTML."""
    return f"<h1>{escape(document.title)}</h1>\n{_blocks(document.lead)}"


def to_chapters(document: Document) -> Iterator[str]:
    """Yield the chapters one by one, in HTML."""
    for number, chapter in enumerate(document.chapters, start=1):
        yield _chapter(chapter, number, is_marked=document.has_parts_marked)


def to_foot(document: Document) -> str:
    """Return what every reader is told last, with the receipt, in HTML."""
    if not document.foot and not document.code:
        return ""
    code = f"<p>Receipt: <strong>{escape(document.code)}</strong></p>\n" if document.code else ""
    return f'<section aria-label="Whom to ask">\n{_blocks(document.foot)}{code}</section>\n'


def _chapter(chapter: Chapter, number: int, *, is_marked: bool) -> str:
    mark = f' <span class="part">({escape(str(chapter.label))})</span>' if is_marked else ""
    inner = "".join(map(_section, chapter.sections))
    return (
        f'<article aria-labelledby="part-{number}">\n'
        f'<h2 id="part-{number}">{escape(chapter.heading)}{mark}</h2>\n'
        f"{_blocks(chapter.lead)}{inner}</article>\n"
    )


def _section(section: Section) -> str:
    kind = ' class="urgent"' if section.is_urgent else ""
    body = _blocks(section.blocks)
    return f"<section{kind}>\n<h3{kind}>{escape(section.heading)}</h3>\n{body}</section>\n"


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            text = escape(block.text)
            return f"<p><strong>{text}</strong></p>\n" if block.is_strong else f"<p>{text}</p>\n"
        case Points():
            points = "".join(f"<li>{escape(line)}</li>\n" for line in block.lines)
            return f"<ul>\n{points}</ul>\n"
        case Pairs():
            pairs = (f"<dt>{escape(a)}</dt>\n<dd>{escape(b)}</dd>\n" for a, b in block.rows)
            rows = "".join(pairs)
            return f"<dl>\n{rows}</dl>\n"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    widths = [f' style="width: {width}%"' for width in table.widths] or [""] * len(table.columns)
    heads = "".join(
        f'<th scope="col"{width}>{escape(column)}</th>'
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in row[1:])}</tr>\n"
        for row in table.rows
    )
    return (
        f"<table>\n<caption>{escape(table.caption)}</caption>\n"
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
