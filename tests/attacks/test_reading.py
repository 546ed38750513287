"""Somebody tries to find out what is above them, or lets a record act: by case number."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any, Self

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.trust import Trust
from advisor.clearance import OFFICIAL
from advisor.errors import NoSuchEntryError
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity, generate_identity
from advisor.session import Session
from advisor.settings import Places
from advisor.ui import theme
from advisor.ui.entry.entry_page import EntryPage
from advisor.ui.widgets.label import WrapLabel
from tests.support.builders import make_entry, make_section
from tests.support.labelled import ABOVE, IDS, RELEASE, everything, reduce
from tests.support.project import ROOT
from tests.support.sealed import LABELS, Site

HOSTILE = (
    '<a href="file:///etc/passwd">here</a><img src="//server/x.png"><script>go()</script>&amp;'
)
ODD = {
    "right to left": "abc\u202egnp.exe",
    "zero width": "kid\u200bnap",
    "many accents": "a" + "\u0301" * 5_000,
    "a long word": "x" * 20_000,
}


class Steps:
    """Counts every call of our own code, which is time without the noise of a clock."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()

    def __enter__(self) -> Self:
        sys.setprofile(self._count)
        return self

    def __exit__(self, *ignored: object) -> None:
        sys.setprofile(None)

    def _count(self, frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event == "call" and f"{ROOT}/advisor" in code.co_filename:
            self.counted[code.co_qualname] += 1
        elif event == "c_call":
            self.counted[getattr(argument, "__name__", "?")] += 1


def opened(site: Site, person: Identity | None, *, is_full: bool) -> Session:
    source = everything() if is_full else reduce(everything(), OFFICIAL)
    site.publish(part_sections(source, RELEASE))
    return Session.open(site.file, site.places, person)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("label", LABELS[1:], ids=str)
def test_39_codeword_above_is_answered_like_a_word_that_never_was(site: Site, label):
    """The same answer, in the same steps."""
    found = []
    for is_full in (True, True, False):  # the first time also loads what it needs
        session = opened(site, None, is_full=is_full)
        session.index.prepare()
        with Steps() as steps:
            page = session.search(f"{ABOVE[label]} ")
        found.append((page, steps.counted))
    assert found[1] == found[2]


@pytest.mark.parametrize("entry_id", [*IDS[1:], "no-such-thing"])
def test_39_guessed_id_is_answered_like_one_that_never_was(site: Site, entry_id: str):
    said = []
    for is_full in (True, False):
        session = opened(site, None, is_full=is_full)
        with Steps() as steps, pytest.raises(NoSuchEntryError) as error:
            session.catalogue.head(entry_id)
        said.append((error.value.message, error.value.hint, steps.counted))
    assert said[0] == said[1]


def test_40_signing_in_takes_the_same_steps_whatever_is_sealed_to_others(site: Site):
    """Somebody who was granted something that seals nothing, in a full file and a plain one."""
    person = generate_identity()
    site.grant(person, [LABELS[1]])
    source, plain = everything(), reduce(everything(), OFFICIAL)
    higher = [part for part in part_sections(source, RELEASE) if part.label != LABELS[1]]
    counted = []
    for sections in (higher, part_sections(plain, RELEASE)):
        site.publish(sections)
        Session.open(site.file, site.places, person)
        with Steps() as steps:
            Session.open(site.file, site.places, person)
        counted.append(steps.counted)
    assert counted[0]["decrypt"] > 0
    assert counted[0] == counted[1]


def page_of(qtbot: QtBot, text: str) -> EntryPage:
    entry = make_entry("odd", title=text[:200], parts={"does": text, "limits": (text,)})
    catalogue = Catalogue([make_section([entry])])
    session = Session(catalogue, Trust.SITE, Places(Path("/none/site"), Path("/none/home")))
    page = EntryPage(catalogue.entry("odd"), session)
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show()
    return page


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.install(qapp)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_64_odd_text_is_shown_and_hangs_nothing(qtbot: QtBot, text: str):
    page = page_of(qtbot, text)
    assert any(text[:3] in label.plain_text for label in page.findChildren(WrapLabel))


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_67_markup_in_a_record_is_text(qtbot: QtBot):
    opened_files: list[str] = []
    sys.addaudithook(
        lambda event, arguments: (
            opened_files.append(str(arguments[0])) if event == "open" and watching else None
        )
    )
    watching = True
    page = page_of(qtbot, HOSTILE)
    page.grab()
    watching = False
    shown = [label.plain_text for label in page.findChildren(WrapLabel)]
    assert HOSTILE in shown
    assert [name for name in opened_files if "passwd" in name or "server" in name] == []


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_68_no_link_of_a_record_leaves_the_application(qtbot: QtBot):
    page = page_of(qtbot, HOSTILE)
    assert not any(label.openExternalLinks() for label in page.findChildren(QLabel))


def test_68_nothing_of_ours_can_open_an_address():
    ways = ("openUrl", "QDesktopServices", "setOpenExternalLinks", "webbrowser", "startDetached")
    code = {path: path.read_text("utf-8") for path in (ROOT / "advisor").rglob("*.py")}
    assert [(path, way) for path, text in code.items() for way in ways if way in text] == []
