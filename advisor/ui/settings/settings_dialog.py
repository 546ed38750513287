"""Settings: those that are the reader's own, and those of their organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor.policy import policy_path
from advisor.settings import Theme
from advisor.ui import theme
from advisor.ui.colours import look_of
from advisor.ui.reader import Reader
from advisor.ui.settings.managed_settings import ManagedSettings
from advisor.ui.theme import Type
from advisor.ui.visible_marking import places_marking
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.house_dialog import HouseDialog
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_THEMES: Final[dict[Theme, str]] = {
    "system": "As the system has them",
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
}
assert set(_THEMES) == set(get_args(Theme))  # noqa: S101 - a new one needs its words
_NOWHERE: Final = "Not chosen"
_ALWAYS_YOURS: Final = "These are yours: no organisation can take text size or colours from you."


class SettingsDialog(HouseDialog):
    """Shows every setting; one of the reader's own counts as soon as it is chosen.

    Signals:
        text_size_chosen: Text size in per cent of the system's (``int``).
        place_wanted: The reader wants to say where they work.
    """

    text_size_chosen = Signal(int)
    place_wanted = Signal()

    def __init__(
        self, reader: Reader, text_sizes: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__("Settings", parent, marking=places_marking(reader.session))
        self._reader = reader
        page = ScrollPage()
        page.setAccessibleName("Settings")
        column = QVBoxLayout(page.page)
        space(column, (16, 16, 16, 16), 12)
        column.addWidget(Label("Yours", Type.HEADING))
        column.addLayout(self._make_form(text_sizes))
        column.addWidget(WrapLabel(_ALWAYS_YOURS, Type.META, "muted"))
        column.addSpacing(theme.current().px(12))
        column.addWidget(Label("Your organisation's", Type.HEADING))
        for line in self._say_policy():
            column.addWidget(WrapLabel(line, Type.META, "muted"))
        column.addWidget(ManagedSettings(reader.session.policy))
        column.addStretch(1)
        self.body.addWidget(page, 1)
        self.finish(46, 44)
        self._size.setFocus()

    def _make_form(self, text_sizes: Sequence[int]) -> QFormLayout:
        form = QFormLayout()
        space(form, gap=8)
        self._size = ComboBox("Text size")
        for percent in text_sizes:
            self._size.addItem(f"{percent} %", percent)
        self._size.setCurrentIndex(
            max(0, self._size.findData(round(theme.current().text_factor * 100)))
        )
        self._size.activated.connect(self._on_size_chosen)
        self._colours = ComboBox("Colours")
        for chosen, words in _THEMES.items():
            self._colours.addItem(words, chosen)
        self._colours.setCurrentIndex(self._colours.findData(self._reader.session.settings.theme))
        self._colours.activated.connect(self._on_colours_chosen)
        add_row(form, "Text &size", self._size)
        add_row(form, "&Colours", self._colours)
        form.addRow(Label("Where you work", whole=True), self._make_place())
        return form

    def _make_place(self) -> QHBoxLayout:
        self._place = WrapLabel(self._say_place())
        self._reader.place_changed.connect(self._on_place_changed)
        change = Button("Change…", Kind.LINK)
        change.setAccessibleName("Change where you work")
        change.clicked.connect(self._on_change_place)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._place, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(change)
        return row

    def _say_place(self) -> str:
        where, catalogue = self._reader.session.where, self._reader.session.catalogue
        places = [catalogue.head(place).title for place in (where.region, where.force) if place]
        return ", ".join(places) or _NOWHERE

    def _say_policy(self) -> list[str]:
        session = self._reader.session
        policy = session.policy
        said = [f"From {policy_path(session.places.site)}. Only administrators change it."]
        return said + [f"Mistake in it: {fault}" for fault in policy.faults]

    @Slot()
    def _on_size_chosen(self) -> None:
        self.text_size_chosen.emit(self._size.currentData())

    @Slot()
    def _on_colours_chosen(self) -> None:
        chosen = self._colours.currentData()
        theme.current().choose(look_of(chosen))
        self._reader.set_theme(chosen)

    @Slot()
    def _on_change_place(self) -> None:
        self.accept()
        self.place_wanted.emit()

    @Slot()
    def _on_place_changed(self) -> None:
        self._place.setText(self._say_place())
