"""Choosing a policing region from a list."""

from __future__ import annotations

from advisor.session import Session
from advisor.ui.widgets.buttons import ComboBox


def make_region_box(session: Session) -> ComboBox:
    """Return a field with every region by name, at the reader's own; its data are their ids."""
    box = ComboBox("Region")
    box.addItem("Not chosen", None)
    for region in session.directory.regions():
        box.addItem(region.head.title, str(region.id))
    box.setCurrentIndex(max(0, box.findData(session.where.region)))
    return box
