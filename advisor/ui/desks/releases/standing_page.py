"""How the site stands with releases: open now, kept, trusted, decided, done."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.releases.standing import Kept, Standing
from advisor.ui.desks.releases.words import (
    say_age,
    say_clock,
    say_done,
    say_error,
    say_expiry,
    say_fingerprint,
    say_key,
    say_moment,
    say_publishers,
    say_signed,
)
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_MOST_DEEDS: Final = 50


class StandingPage(ScrollPage):
    """Cards, one for each thing that an administrator asks.

    Signals:
        other_wanted: Another release that is kept is to be open; gives its number.
    """

    other_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("How the site stands")
        self._cards: list[Card] = []
        self._column = QVBoxLayout(self.page)
        space(self._column, (4, 4, 4, 4), 12)
        self._column.addStretch(1)

    def show_standing(self, standing: Standing) -> None:
        """Show how things are, in place of what was shown."""
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [
            _open_now(standing),
            self._kept(standing),
            _publisher(standing),
            _policy(standing),
            _history(standing),
        ]
        for place, card in enumerate(self._cards):
            self._column.insertWidget(place, card)
        self.show_top()

    def _kept(self, standing: Standing) -> Card:
        card = Card("Kept here", f"{len(standing.kept)}" if standing.kept else "")
        if not standing.kept:
            card.add_item(
                WrapLabel("None. The releases that you import are kept, so that you can go back.")
            )
        for kept in standing.kept:
            card.add_item(self._kept_row(kept))
        return card

    def _kept_row(self, kept: Kept) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        space(line, gap=12)
        line.addWidget(WrapLabel(_say_kept(kept)), 1)
        if not kept.is_open and kept.refusal is None:
            button = Button(f"Open release {kept.number} again…", compact=True)
            button.clicked.connect(partial(self.other_wanted.emit, kept.number))
            line.addWidget(button)
        return row


def _open_now(standing: Standing) -> Card:
    card, facts = Card("Open now"), DefinitionList()
    now = datetime.now(UTC)
    if standing.problem is not None:
        card.add_item(WrapLabel(say_error(standing.problem)))
    facts.add_text("Release", f"{standing.number}, {standing.title}")
    facts.add_text("Issued", say_age(standing.issued, now.date()))
    release = standing.release
    if release is None:
        words = "The catalogue that came with the application. " + standing.words.capitalize() + "."
        facts.add_text("Who vouches", words)
    else:
        facts.add_text("Who vouches", say_signed(release))
        for key in release.signers:
            facts.add_text("Signed by", say_key(key))
        facts.add_text("Out of date", say_expiry(release, now))
    if standing.newest is not None:
        facts.add_text("Newest known", f"Release {standing.newest} is the newest imported here.")
    card.add_item(facts)
    return card


def _publisher(standing: Standing) -> Card:
    card, link = Card("Whom this site trusts"), standing.publisher
    if link is None:
        card.add_item(
            WrapLabel(
                "No publisher yet. When you import the first release, you compare the twelve words "
                "of its fingerprint with those that the publisher reads out to you. Ring them on a "
                "number that you had before."
            )
        )
        return card
    facts = DefinitionList()
    facts.add_text("Fingerprint", say_fingerprint(link.fingerprint))
    facts.add_text("Keys", f"{len(link.keys)}. It takes {link.threshold} to sign a release.")
    for key in link.keys:
        facts.add_text("Key of", say_key(key))
    card.add_item(facts)
    return card


def _policy(standing: Standing) -> Card:
    card, facts = Card("What your organisation decides"), DefinitionList()
    facts.add_text("Publishers", say_publishers(standing.policy))
    facts.add_text("Wrong clock", say_clock(standing.policy))
    card.add_item(facts)
    return card


def _history(standing: Standing) -> Card:
    done = standing.history
    card = Card("What was done", f"{len(done):,}" if done else "")
    if not done:
        card.add_item(WrapLabel("Nothing was imported at this site yet."))
        return card
    facts = DefinitionList()
    for one in reversed(done[-_MOST_DEEDS:]):
        facts.add_text(say_moment(one.at), say_done(one))
    card.add_item(facts)
    if len(done) > _MOST_DEEDS:
        card.add_item(WrapLabel(f"The newest {_MOST_DEEDS} of {len(done):,} are shown."))
    return card


def _say_kept(kept: Kept) -> str:
    if kept.refusal is not None:
        return f"Release {kept.number}. It cannot be opened. {say_error(kept.refusal)}"
    now = datetime.now(UTC).date()
    said = f"Release {kept.number}, issued on {say_age(kept.issued, now)}" if kept.issued else ""
    return f"{said}. It is open." if kept.is_open else f"{said}."
