"""What makes a widget a pane of the window."""

from __future__ import annotations

from typing import Final

#: Property of a widget that is a whole pane, whatever lies between it and what it holds.
PANE: Final = "pane"
