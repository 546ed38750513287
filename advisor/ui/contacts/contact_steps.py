"""Somebody to ring, as a row with a number to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Channel
from advisor.catalogue.freshness import say_contact_checked, today
from advisor.catalogue.wording import NOT_PUBLISHED
from advisor.clearance import highest
from advisor.ui.icons import Icon
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.step_row import Detail, Step, StepRow

_CHANNEL_ICONS = {
    "telephone": Icon.TELEPHONE,
    "email": Icon.MAIL,
    "web": Icon.LINK,
    "form": Icon.FORM,
    "intranet": Icon.LINK,
}


def contact_row(
    contact: Contact,
    number: int | None,
    parent: QWidget | None = None,
    *,
    at_a_glance: bool = False,
) -> StepRow:
    """Return a row for somebody to ring.

    Args:
        contact: Whom.
        number: Their place in the order; ``None`` shows the urgent icon.
        parent: The widget it is shown in.
        at_a_glance: Whether the numbers stand out, before anything to know about them.
    """
    step = contact_step(contact, number, at_a_glance=at_a_glance)
    row = StepRow(step, parent)
    value = to_copy(contact)
    if value:
        row.deed_wanted.connect(partial(copy_text, value))
    return row


def contact_step(contact: Contact, number: int | None, *, at_a_glance: bool = False) -> Step:
    """Return what a row says about somebody to ring."""
    lines = [Detail(contact.role)]
    lines += [_channel_line(channel, at_a_glance=at_a_glance) for channel in contact.channels]
    lines += [Detail(text, icon=Icon.CLOCK) for text in [_say_when(contact)] if text]
    if at_a_glance:
        lines += [Detail(f"{channel.note}.") for channel in contact.channels if channel.note]
    if contact.caution and contact.published:
        # The gap box says what there is to say of somebody whom nobody has published.
        lines.append(Detail(contact.caution))
    return Step(
        title=f"{contact.name} (local)" if contact.local else contact.name,
        number=number,
        lines=tuple(lines),
        gap="" if contact.published else NOT_PUBLISHED,
        deed=_copy_words(contact),
    )


def _channel_line(channel: Channel, *, at_a_glance: bool) -> Detail:
    text = f"{channel.value} {channel.note}" if channel.note and not at_a_glance else channel.value
    icon = _CHANNEL_ICONS[channel.kind]
    return Detail(text, icon=icon, strong=channel.value, large=at_a_glance)


def _say_when(contact: Contact) -> str:
    if not contact.published:
        return ""
    checked = say_contact_checked(contact, today())
    return "; ".join(text for text in (contact.hours, checked) if text)


def to_copy(contact: Contact) -> str:
    """Return what the row's button copies: the number, else the first other way to reach them."""
    first = contact.channels[0].value if contact.channels else ""
    return contact.telephone or first


def _copy_words(contact: Contact) -> str:
    if not contact.channels:
        return ""
    return "Copy number" if contact.telephone else "Copy"


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def contacts_card(
    heading: str,
    meta: str,
    contacts: Sequence[Contact],
    *,
    is_marked: bool = False,
    is_urgent: bool = False,
) -> Card:
    """Return a card with somebody to ring on each row, in order.

    Args:
        heading: What they are for.
        meta: What stands beside it.
        contacts: Who.
        is_marked: Whether the card shows its marking: where more than OFFICIAL is readable.
        is_urgent: Whether a life may be at risk, so that the numbers stand out.
    """
    card = Card(heading, meta, urgent=is_urgent)
    if is_marked:
        marking = highest(contact.label for contact in contacts)
        card.show_marking(str(marking), marking.classification.value)
    for number, contact in enumerate(contacts, start=1):
        card.add_item(contact_row(contact, number, card, at_a_glance=is_urgent))
    return card


def contact_rows(contacts: Iterable[Contact]) -> QWidget:
    """Return somebody to ring on each row, in order, with no card around them."""
    box = QWidget()
    column = QVBoxLayout(box)
    space(column, gap=12)
    for number, contact in enumerate(contacts, start=1):
        column.addWidget(contact_row(contact, number, box))
    return box
