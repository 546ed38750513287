"""What a site adds to an entry: the national line struck through, with the site's beside it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.catalogue.entry import SiteCorrection, SiteNote
from advisor.catalogue.wording import say_addition
from advisor.ui.theme import Type
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space


def make_additions(additions: Iterable[SiteNote | SiteCorrection]) -> QWidget:
    """Return what shows some notes or corrections, one below the other."""
    box = QWidget()
    column = QVBoxLayout(box)
    space(column, gap=12)
    for addition in additions:
        column.addLayout(_make_one(addition))
    return box


def _make_one(addition: SiteNote | SiteCorrection) -> QVBoxLayout:
    column = QVBoxLayout()
    space(column, gap=4)
    meta = say_addition(addition)
    if isinstance(addition, SiteCorrection):
        was = WrapLabel("", tone="muted")
        was.show_text(addition.was, is_struck=True)
        # Whoever hears the page does not hear that a line is struck through.
        was.setAccessibleName(f"{addition.heading}, nationally: {addition.was}")
        column.addWidget(was)
        meta = f"{addition.why} ({meta})"
    column.addWidget(WrapLabel(addition.text))
    column.addWidget(WrapLabel(meta, Type.META, "muted"))
    return column
