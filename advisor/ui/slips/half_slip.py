"""Between what stands in the form and what is kept of a slip that is not finished."""

from __future__ import annotations

from advisor.draft import MOST_OF_TEXT, HalfSlip
from advisor.slips import Line, Said


def to_half(entry_id: str, line: Line, said: Said) -> HalfSlip | None:
    """Return what is kept of a form; ``None`` where nothing was written."""
    if not any((said.wrong, said.right, said.known_from, said.by)):
        return None
    return HalfSlip(
        entry=entry_id,
        line=line_key(line),
        wrong=said.wrong[:MOST_OF_TEXT],
        right=said.right[:MOST_OF_TEXT],
        known_from=said.known_from[:MOST_OF_TEXT],
        by=said.by[:MOST_OF_TEXT],
    )


def to_said(half: HalfSlip) -> Said:
    """Return what the form is filled with."""
    return Said(wrong=half.wrong, right=half.right, known_from=half.known_from, by=half.by)


def line_key(line: Line) -> tuple[str, str, str]:
    """Return what tells a line from the others of its entry, no longer than is kept."""
    part, heading, text = line.identity
    return part[:MOST_OF_TEXT], heading[:MOST_OF_TEXT], text[:MOST_OF_TEXT]
