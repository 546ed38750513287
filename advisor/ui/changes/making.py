"""Makes the page of what changed, which nobody loads before they ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor.ui.reader import Reader


def make_changes_page(reader: Reader, subject: str) -> QWidget:
    """Return the page for a window's reader, once what it shows is recorded as the site requires.

    Args:
        reader: The reader.
        subject: Nothing: there is one such page.
    """
    del subject
    from advisor.ui.changes.changes_page import make_recorded_page  # noqa: PLC0415 - as above

    return make_recorded_page(reader)
