"""A ROCC at their desk, and what it keeps of their enquiries."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog

from advisor.enquiries import Enquiry, Tray
from advisor.ui.enquiries.enquiry_desk import EnquiryDesk
from advisor.ui.enquiries.enquiry_page import EnquiryPage
from tests.support.sealed import LABELS
from tests.support.sealing import somebody
from tests.support.window import Person

SECRET = LABELS[2]


def desk_of(person: Person) -> EnquiryDesk:
    assert person.workspace.desk is not None
    return person.workspace.desk


def kept(folder: Path) -> Enquiry:
    """Return the one enquiry that is on the disk."""
    (one,) = Tray.open(folder, somebody(40), {}).all
    return one.case


def open_first(person: Person) -> EnquiryPage:
    person.press("Return")
    page = person.pane.page
    assert isinstance(page, EnquiryPage)
    return page


def top_dialog(person: Person) -> QDialog | None:
    found = [each for each in person.window.findChildren(QDialog) if each.isVisible()]
    return found[0] if found else None
