"""Where one signs in: after the window was locked, or where the site requires it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.directory import Contact
from advisor.catalogue.problem import Problem
from advisor.ui.contacts.contact_steps import contact_row
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_REQUIRED: Final = "This site requires it, also for the OFFICIAL tier."


def say_required(faults: Sequence[Problem]) -> tuple[str, str, str]:
    """Return the heading, the sentence and the button where one has to sign in to read.

    Args:
        faults: What is wrong with the site's policy, which makes it strict.
    """
    sentence = f"The site's policy has a fault, so it requires it. {faults[0]}" if faults else ""
    return "Sign in to read", sentence or _REQUIRED, "Sign in"


def say_locked(reason: str) -> tuple[str, str, str]:
    """Return the heading, the sentence and the button of a window that was locked.

    Args:
        reason: Why, in a few words; none where it ended by itself.
    """
    kept = "What you had open is kept sealed, and unlocking returns to it."
    if not reason:
        reason = "the signed-in window ended by itself"
        kept = "What you had open two seconds before is kept sealed; unlocking returns to it."
    return "Locked", f"{reason[:1].upper()}{reason[1:]}. {kept}", "Unlock"


class SignInPage(ScrollPage):
    """One card with the way to sign in, and whom to ring meanwhile.

    Signals:
        sign_in_wanted: The reader wants to sign in.
    """

    sign_in_wanted = Signal()

    def __init__(
        self,
        heading: str,
        sentence: str,
        button: str,
        urgent: Iterable[Contact] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(heading)
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 16)
        card = Card(heading)
        card.add_item(WrapLabel(sentence))
        self._button = Button(button, Kind.PRIMARY, icon=Icon.KEY)
        self._button.clicked.connect(self.sign_in_wanted)
        line = QHBoxLayout()
        space(line, gap=12)
        line.addWidget(self._button)
        hint = WrapLabel("Takes your identity file and its passphrase.", Type.META, "muted")
        line.addWidget(hint, 1, Qt.AlignmentFlag.AlignVCenter)
        card.add_footer(line)
        column.addWidget(card)
        column.addWidget(self._make_urgent(urgent))
        column.addStretch(1)

    def _make_urgent(self, contacts: Iterable[Contact]) -> QWidget:
        card = Card("Life at risk: who to ring", "needs no signing in", urgent=True)
        reachable = [contact for contact in contacts if contact.published]
        for number, contact in enumerate(reachable, start=1):
            card.add_item(contact_row(contact, number, card, at_a_glance=True))
        return card

    def take_focus(self) -> None:
        """Put the keyboard on the way to sign in."""
        self._button.setFocus(Qt.FocusReason.ShortcutFocusReason)
