"""Life at risk: whom to ring, in order, with nothing in the way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui.contacts.contact_steps import contacts_card
from advisor.ui.place_words import say_for_place
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space


class LifeAtRiskPage(ScrollPage):
    """Shows the urgent contacts.

    Signals:
        local_wanted: The reader wants to add the site's own contacts.
    """

    local_wanted = Signal()

    def __init__(
        self, session: Session, *, offers_local: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Life at risk: who to ring")
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 16)
        words = QVBoxLayout()
        space(words, gap=2)
        words.addWidget(WrapLabel("Life at risk, or a crime going on now", Type.TITLE, "urgent"))
        words.addWidget(WrapLabel("Ring in this order. Search afterwards."))
        column.addLayout(words)
        column.addWidget(_make_card(session))
        missing = session.directory.missing_urgent()
        if missing:
            text = f"Your site has not added: {'; '.join(missing)}."
            column.addWidget(WrapLabel(text, Type.META, "muted"))
            if offers_local:
                column.addLayout(self._make_deed())
        column.addStretch(1)

    def _make_deed(self) -> QHBoxLayout:
        row = QHBoxLayout()
        button = Button("Add local contacts…")
        button.clicked.connect(self.local_wanted)
        row.addWidget(button)
        row.addWidget(Label("Kept for everyone at this terminal.", Type.META, "muted"))
        row.addStretch(1)
        return row


def _make_card(session: Session) -> Card:
    contacts = session.directory.life_at_risk(session.where)
    is_marked = session.clearance.label != OFFICIAL
    place = say_for_place(session)
    return contacts_card("Who to ring", place, contacts, is_marked=is_marked, is_urgent=True)
