"""An administrator brings a release on a stick, looks at it, imports it, and goes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QListWidget

from advisor.catalogue.entry import Kind
from advisor.clearance import OFFICIAL, Clearance, Label
from advisor.exclusive import alone
from advisor.releases.building import to_file
from advisor.releases.differences import Item
from advisor.releases.partition import part_sections
from advisor.signing.fingerprint import in_groups
from advisor.ui.desks.registry import find_desk
from advisor.ui.desks.releases.administrator import Administrator
from tests.support.at_desk import AtDesk
from tests.support.builders import make_entry
from tests.support.labelled import RELEASE, entry_of, make_source
from tests.support.publishing import LAST_YEAR, Publisher, Terminal
from tests.support.releases_desk import Sit, publish
from tests.support.sealed import Site


def choose(person: AtDesk, terminal: Terminal, data: bytes) -> None:
    """Choose the stick's file, as the file dialog does."""
    person.until(lambda: person.window._work is None)
    person.window.look_at(terminal.put(data))


def trust(person: AtDesk, publisher: Publisher) -> None:
    """Tick every group of the fingerprint, with the keyboard."""
    person.until_sees("This site trusts no publisher yet\n")
    for place, group in enumerate(in_groups(publisher.root.last.fingerprint), start=1):
        person.tab_to(f"{place}: {group}")
        person.press("Space")
    person.push("Trust this publisher")


def changes(person: AtDesk) -> list[str]:
    listed = person.find("Changes", QListWidget)
    return [listed.item(row).text() for row in range(listed.count())]


def confirm(person: AtDesk, words: str) -> None:
    person.until(lambda: person.dialog is not None)
    person.push(words)


# ── how the site stands ──────────────────────────────────────────────────────


def test_site_without_a_release_says_what_is_open_and_that_it_trusts_nobody(sit: Sit):
    person = sit()
    for words in (
        "The catalogue that came with the application.",
        "No publisher yet.",
        "Nothing was imported at this site yet.",
        "Any that an administrator compares the fingerprint of.",
        "An import waits until the clock is right to the day.",
    ):
        assert words in person.words
    assert person.nameless() == []


def test_site_with_releases_says_who_signed_and_what_is_kept(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(1))
    terminal.take(publisher.release(2))
    person = sit()
    for words in (
        "Signed by 2 of 3 keys. It takes 2.",
        "Publisher A: ",
        " / ".join(in_groups(publisher.keys[0].public.fingerprint)),
        "Release 2 is the newest imported here.",
        "Not out of date.",
        "Release 2 imported by",
        "Open release 1 again…",
    ):
        assert words in person.words


def test_release_that_was_altered_is_said_with_what_to_do(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(1))
    path = terminal.shelf.folder / "1-1" / "catalogue.db"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    person = sit()
    assert "Release 1 of this site cannot be opened." in person.words
    assert "Release 1. It cannot be opened." in person.words


# ── an import ────────────────────────────────────────────────────────────────


def test_first_release_is_trusted_by_its_fingerprint_and_imported(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    person = sit()
    choose(person, terminal, publish(publisher, 1))
    person.until_sees("Have them read out")
    assert not person.find("Trust this publisher", QAbstractButton).isEnabled()
    trust(person, publisher)
    person.until_sees("Verified. Signed by 2 of 3 keys.")
    assert "From now on your site would trust this publisher, and no other." in person.words
    person.push("Import release 1…")
    confirm(person, "Import release 1")
    person.until_sees("Release 1 is open at this site now")
    assert terminal.shelf.load().current == "1-1"
    person.push("Back to releases")
    person.until_sees("Release 1 imported by")


def test_changes_are_shown_field_by_field_before_and_after(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    old, gone = make_entry("unit-0"), make_entry("gone")
    terminal.take(publish(publisher, 1, old, gone))
    changed = make_entry("unit-0", title="Another title")
    new = make_entry("new")
    person = sit()
    choose(person, terminal, publish(publisher, 3, changed, new))
    person.until_sees("Open is release 1. This one is 2 higher.")
    assert "Added: 1." in person.words
    assert changes(person) == [
        "Added: New",
        "Changed: Test (the release itself)",
        "Changed: Another title",
        "Removed: Gone",
    ]
    person.tab_to("Changes")
    person.press("Down", "Down")
    assert "Another title" in person.words
    assert old.head.title in person.words
    assert "Before" in person.words
    assert person.nameless() == []


def test_leaving_the_preview_changes_nothing(sit: Sit, terminal: Terminal, publisher: Publisher):
    terminal.take(publisher.release(1))
    before = terminal.whole()
    person = sit()
    choose(person, terminal, publisher.release(2))
    person.until_sees("Import release 2…")
    person.push("Do not import")
    person.until_sees("Open now")
    assert terminal.whole() == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"signers": ()}, "Too few of the publisher's current keys"),
        ({"expires_on": LAST_YEAR}, "This release has expired"),
    ],
)
def test_refused_release_says_why_and_what_to_do(
    sit: Sit, terminal: Terminal, publisher: Publisher, options: dict[str, object], words: str
):
    terminal.take(publisher.release(1))
    person = sit()
    choose(person, terminal, publisher.release(2, **options))
    person.until_sees("Not imported.")
    assert words in person.words
    assert "--" not in person.words


def test_older_release_leads_to_those_that_are_kept(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(2))
    person = sit()
    choose(person, terminal, publisher.release(1))
    person.until_sees("This release is older than one that this site had already.")
    assert "use its button under Kept here" in person.words


def test_file_that_was_replaced_after_it_was_looked_at_is_not_imported(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(1))
    person = sit()
    choose(person, terminal, publisher.release(2))
    person.until_sees("Import release 2…")
    terminal.put(publisher.release(3))
    person.push("Import release 2…")
    confirm(person, "Import release 2")
    person.until_sees("This file is another one than you looked at.")
    assert terminal.shelf.load().current == "1-1"


def test_cancelled_look_says_that_nothing_was_changed(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(1))
    person = sit()
    choose(person, terminal, publisher.release(2))
    person.window._cancel()  # as Cancel does, which shows only where it takes long
    person.until_sees("Cancelled. Nothing was changed.")


# ── another one that is kept ─────────────────────────────────────────────────


def test_going_back_takes_a_reason(sit: Sit, terminal: Terminal, publisher: Publisher):
    terminal.take(publisher.release(1))
    terminal.take(publisher.release(2))
    person = sit()
    person.push("Open release 1 again…")
    confirm(person, "Open release 1")
    assert "Say why, on one line." in person.words
    person.fill("Reason", "The kidnap number in 2 is wrong")
    person.push("Open release 1")
    person.until_sees("Release 1 is open at this site now")
    person.push("Back to releases")
    person.until_sees("Reason: The kidnap number in 2 is wrong")
    assert terminal.shelf.load().current == "1-1"


def test_desk_is_there_for_both(sit: Sit):
    assert find_desk("releases").unlocking is None
    unlocking = find_desk("releases-signed-in").unlocking
    assert unlocking is not None
    assert unlocking.ask.heading == "Releases"


# ── lowered labels, cancel, two administrators, the summary ──────────────────


def test_lowered_label_stands_first_and_takes_a_second_confirmation(sit: Sit, tmp_path: Path):
    site, publisher = Site(tmp_path), Publisher()
    secret = Label.parse("SECRET")
    terminal = Terminal(tmp_path, publisher.root.last.fingerprint)

    def seal(number: int, label: Label) -> bytes:
        release = msgspec.structs.replace(RELEASE, release=number)
        kept = entry_of("kept", Kind.CAPABILITY, label=secret)
        source = make_source([kept, entry_of("unit", Kind.CAPABILITY, label=label)])
        sections = part_sections(source, release)
        return publisher.release(number, content=to_file(sections, site.plan))

    terminal.take(seal(1, secret))
    ann = site.person(Clearance(secret))
    person = sit(Administrator(site.places, ann, secret))
    choose(person, terminal, seal(2, OFFICIAL))
    person.until_sees("Import release 2…")
    assert changes(person)[0] == "LABEL LOWERED: Unit · SECRET"
    assert person.window.marking == "SECRET"
    person.push("Import release 2…")
    confirm(person, "Import release 2")
    person.until_sees("Labels are lowered: 1. Import all the same?")
    assert "from SECRET to OFFICIAL" in person.words
    assert person.dialog.marking == "SECRET"
    assert terminal.shelf.load().current == "1-1"
    confirm(person, "Import with lowered labels")
    person.until_sees("Release 2 is open at this site now")
    assert person.window.marking == "OFFICIAL"


def test_cancel_that_comes_too_late_tells_the_truth(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(1))
    person = sit()
    choose(person, terminal, publisher.release(2))
    person.until_sees("Import release 2…")
    person.push("Import release 2…")
    confirm(person, "Import release 2")
    person.until(lambda: terminal.shelf.load().current == "2-2" or person.window._work is None)
    person.window._cancel()
    person.until_sees("Release 2")
    assert "Nothing was changed" not in person.words


def test_import_and_way_back_that_are_cancelled_in_time_change_nothing(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(1))
    terminal.take(publisher.release(2))
    before, lock = terminal.whole(), terminal.places.site / "releases.lock"
    person = sit()
    choose(person, terminal, publisher.release(3))
    person.until_sees("Import release 3…")
    with alone(lock):  # so that it waits until it was cancelled
        person.push("Import release 3…")
        confirm(person, "Import release 3")
        person.window._cancel()
    person.until_sees("Cancelled. Nothing was changed.")
    person.push("Open release 1 again…")
    person.fill("Reason", "The kidnap number in 2 is wrong")
    with alone(lock):
        person.push("Open release 1")
        assert "Cancelled." not in person.words
        person.window._cancel()
    person.until_sees("Cancelled. Nothing was changed.")
    assert terminal.whole() == before


def test_second_administrator_is_told_and_changes_nothing(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publisher.release(1))
    person = sit()
    choose(person, terminal, publisher.release(2))
    person.until_sees("Import release 2…")
    with alone(terminal.places.site / "releases.lock"):
        person.push("Import release 2…")
        confirm(person, "Import release 2")
        person.until_sees("Somebody else is changing the releases of this site.")
    assert terminal.shelf.load().current == "1-1"


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_summary_of_what_was_imported_is_kept_with_its_marking(
    sit: Sit, terminal: Terminal, publisher: Publisher, tmp_path: Path, ending: str
):
    terminal.take(publish(publisher, 1, make_entry("unit-0")))
    person = sit()
    choose(person, terminal, publish(publisher, 2, make_entry("unit-0", title="Another")))
    person.until_sees("Import release 2…")
    person.push("Import release 2…")
    confirm(person, "Import release 2")
    person.until_sees("Save a summary…")
    person.push("Save a summary…")
    dialog = person.window.findChild(QFileDialog)
    assert "OFFICIAL" in dialog.selectedFiles()[0]
    path = tmp_path / f"summary.{ending}"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    person.until_sees("Handle it as it is marked.")
    data = path.read_bytes()
    if ending == "pdf":
        assert data.startswith(b"%PDF-")
        prints(person, tmp_path / "printed.pdf")
        return
    text = data.decode("utf-8")
    for words in ("OFFICIAL", "Release 2: what changed", "Another", "Publisher A"):
        assert words in text


def prints(person: AtDesk, path: Path) -> None:
    """Make sure that the summary gets on paper; a file stands in for the printer."""
    person.push("Print the summary…")
    person.until_sees("No printer can be reached from here.")
    printer = QPdfWriter(str(path))
    printer.printerName = lambda: "Front desk"  # type: ignore[attr-defined]
    person.window._printing.print_on(printer)
    person.until_sees("Sent to the printer. Handle it as it is marked.")
    assert path.read_bytes().startswith(b"%PDF-")


def test_summary_above_what_the_organisation_allows_is_not_kept(
    sit: Sit, terminal: Terminal, publisher: Publisher
):
    terminal.take(publish(publisher, 1))
    (terminal.places.site / "policy.toml").write_text(
        'export_up_to = "OFFICIAL"\nprint_up_to = "OFFICIAL"\n', "utf-8"
    )
    person = sit()
    choose(person, terminal, publish(publisher, 2))
    person.until_sees("Import release 2…")
    proposal = person.window._proposal
    secret = Label.parse("SECRET")
    differences = replace(
        proposal.compared.differences, added=(Item("capability", "x", "X", secret),)
    )
    compared = replace(proposal.compared, differences=differences)
    above = replace(proposal, compared=compared)
    person.window._keeper.ask(above)
    person.until_sees("Not saved. Your organisation lets text up to OFFICIAL be written")
    person.window._printing.ask(above)
    person.until_sees("Not printed. Your organisation lets text up to OFFICIAL be printed")


def test_policy_is_said_in_words(sit: Sit, terminal: Terminal, publisher: Publisher):
    (terminal.places.site / "policy.toml").write_text(
        'release_publishers = ["none"]\nwrong_clock = "warn"\n', "utf-8"
    )
    person = sit()
    assert "None. Nothing can be imported until whoever writes the policy allows one." in (
        person.words
    )
    assert "An import goes on where the clock is behind." in person.words


def test_who_has_to_sign_in_first_is_told_so(sit: Sit, terminal: Terminal, publisher: Publisher):
    terminal.take(publisher.release(1))
    (terminal.places.site / "policy.toml").write_text("sign_in_required = true\n", "utf-8")
    person = sit()
    choose(person, terminal, publisher.release(2))
    person.until_sees("What differs cannot be told here.")
    assert changes(person) == []
