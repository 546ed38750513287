"""Says on every screen that the catalogue is for rehearsal only."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from advisor.ui.widgets.notice_strip import NoticeStrip

DEMONSTRATION: Final = "DEMONSTRATION"
_WORDS: Final = f"{DEMONSTRATION}: for rehearsal only, under made-up markings"


class DemonstrationStrip(NoticeStrip):
    """Stands under the banner and leaves the marking itself as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WORDS, parent)
        self.setAccessibleName(DEMONSTRATION)
