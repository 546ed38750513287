"""Python objects for layout items that Qt has freed.

PySide makes a Python object for each item of a layout that is nested in another when it has items
already, keeps it for as long as the outer layout, and is not told when Qt frees the item: what Qt
makes at that address next, a widget perhaps, is then handed out as a ``QWidgetItem``. So a layout
whose widgets are laid out anew is nested while it is empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem
from shiboken6 import Shiboken


def find_stale_items() -> list[QLayoutItem]:
    """Return what PySide keeps for a layout, and is in no layout of any widget any more."""
    known = [each for each in Shiboken.getAllValidWrappers() if _is_item(each)]
    # The widgets are held meanwhile: with its Python object that of a widget's layout goes, too.
    widgets = QApplication.allWidgets()
    live = {id(item): item for widget in widgets for item in _items_of(widget.layout())}
    return [item for item in known if id(item) not in live and "\nparent" in Shiboken.dump(item)]


def _is_item(known: object) -> bool:
    return isinstance(known, QLayoutItem) and not isinstance(known, QLayout)


def _items_of(layout: QLayout | None) -> Iterator[QLayoutItem]:
    for place in range(0 if layout is None else layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            yield from _items_of(item)
        elif item is not None:
            yield item
