"""Two release files that differ only above somebody give them one and the same window."""

from __future__ import annotations

import gc
import hashlib
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from advisor.cases.shelf import Shelf
from advisor.clearance import OFFICIAL, Clearance, Label
from advisor.journal import Journal
from advisor.releases.building import to_file
from advisor.releases.importing import ImportWork, apply_release
from advisor.releases.partition import part_sections
from advisor.ui import theme
from advisor.ui.colours import Look
from advisor.ui.desks.releases.administrator import Administrator
from advisor.ui.desks.releases.summary import make_summary
from advisor.ui.desks.releases.window import ReleasesWindow
from advisor.ui.tasks import TaskRunner
from tests.support.at_desk import AtDesk
from tests.support.labelled import ABOVE, RELEASE, everything, make_any_case, reduce
from tests.support.publishing import NOW, Publisher
from tests.support.sealed import LABELS, Site
from tests.support.window import text_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ALDER = Label.parse("SECRET/ALDER")


class Town:
    """A site whose release 1 holds what is OFFICIAL, and a stick with release 2."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.publisher = Publisher()
        self.stick = folder / "stick.release"
        self.publish(1, OFFICIAL)
        trust = self.publisher.root.last.fingerprint
        apply_release(self.stick, ImportWork(self.site.places, Journal(), NOW, trust))
        Shelf.open_plain(self.site.places.home).save(make_any_case())

    def publish(self, number: int, clearance: Label | None = None) -> None:
        """Put a release on the stick, with nothing in it above a label, where one is given."""
        source = everything() if clearance is None else reduce(everything(), clearance)
        sections = part_sections(source, msgspec.structs.replace(RELEASE, release=number))
        data = to_file(sections, self.site.plan)
        self.stick.write_bytes(self.publisher.release(number, content=data))


def look(qtbot: QtBot, qapp: QApplication, town: Town, who: Administrator) -> list[str]:
    """Return everything that the window says of the stick's file, and its picture."""
    theme.install(qapp, look=Look.LIGHT)
    qapp.setCursorFlashTime(0)
    runner = TaskRunner()
    person = AtDesk(qtbot, ReleasesWindow(who, runner))
    window = person.window
    try:
        person.until_sees("Open now")
        window.look_at(town.stick)
        person.until_sees("Import release 2…")
        seen = [window.marking]
        changes = window.findChild(QListWidget, "changes")
        for row in range(changes.count()):
            changes.setCurrentRow(row)
            seen += [changes.item(row).text(), *_words(window)]
        picture = window.grab().toImage()
        seen.append(hashlib.sha256(bytes(picture.constBits())).hexdigest())
        proposal = window._proposal
        summary = make_summary(proposal, proposal.preview.release)
        seen += [str(summary.label), repr(summary.chapters)]
        return seen
    finally:
        runner.shut_down()
        person.leave()
        theme.current().choose(None)


def _words(window: QWidget) -> list[str]:
    found = []
    for each in window.findChildren(QWidget):
        found += [text_of(each), each.toolTip(), each.accessibleName()]
        found.append(each.accessibleDescription())
    return found


@pytest.mark.parametrize("clearance", [OFFICIAL, ALDER], ids=str)
def test_what_is_above_the_reader_changes_nothing_in_the_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, clearance: Label
):
    town = Town(tmp_path)
    identity = None if clearance == OFFICIAL else town.site.person(Clearance(clearance))
    who = Administrator(town.site.places, identity, clearance)
    town.publish(2)
    full = look(qtbot, qapp, town, who)
    gc.collect()  # of the window, all that is left is what Python holds
    town.publish(2, clearance)
    reduced = look(qtbot, qapp, town, who)
    gc.collect()
    assert reduced == full
    said = "\n".join(full)
    for label in LABELS:
        if not Clearance(clearance).dominates(label):
            assert ABOVE[label] not in said
    if identity is not None:
        assert ABOVE[Label.parse("SECRET")] in said
        assert full[0] == str(clearance)
