"""The application on a private desktop, with its processes, for somebody who signs in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from advisor.additions.addition import Addition, Note, WordGroup
from advisor.catalogue.catalogue import Catalogue
from advisor.clearance import OFFICIAL, Label
from advisor.people.granting import grant
from advisor.people.site_additions import add_additions, make_signing_key
from advisor.policy import Policy, policy_path
from advisor.sealing.age import Identity, generate_identity
from advisor.sealing.identity import protect
from advisor.sealing.passphrase import generate
from tests.support.canaries import CANARIES, canaries_in, canary_sections, found_in, title
from tests.support.desktop import EXPECTED, SECONDS, Desktop, Node
from tests.support.investigator import first_result, search_for
from tests.support.people import ANN, AUDITOR, Town, details
from tests.support.processes import (
    arguments,
    descendants,
    is_running,
    memory,
    wait_until,
    wait_until_gone,
)
from tests.support.sealed import LABELS, Site

HIDDEN = "password text"
DIALOG = "^Sign in – "
WINDOW = "Capability advisor"
ADVISOR = (sys.executable, "-m", "advisor")
#: What the two who sign in are cleared for.
HIGH, LOW = Label.parse("SECRET/ALDER"), Label.parse("OFFICIAL-SENSITIVE")


@dataclass(frozen=True)
class Person:
    """Somebody with an identity file."""

    clearance: Label
    identity: Identity
    path: Path
    passphrase: str

    @property
    def passphrase_file(self) -> Path:
        """A file that holds the passphrase; made when it is asked for."""
        path = self.path.with_suffix(".txt")
        path.write_text(self.passphrase + "\n", "utf-8")
        return path

    @property
    def secrets(self) -> set[str]:
        """What nobody else may ever have: the key, the passphrase, and any words of it."""
        words = self.passphrase.split()
        pairs = {" ".join(pair) for pair in pairwise(words)}
        return {self.passphrase, self.identity.reveal(), *pairs}


def make_person(folder: Path, name: str, clearance: Label) -> Person:
    """Return somebody with an identity file, whom nobody has granted anything; takes seconds."""
    return _keep(generate_identity(), folder / f"{name}.age", clearance)


def make_officers(folder: Path) -> dict[str, Person]:
    """Return those who set up every site of ``make_site``, with identity files; takes seconds."""
    officers = {"administrator": ANN, "auditor": AUDITOR}
    return {name: _keep(who, folder / f"{name}.age", OFFICIAL) for name, who in officers.items()}


def _keep(identity: Identity, path: Path, clearance: Label) -> Person:
    passphrase = generate()
    path.write_bytes(protect(identity, passphrase))
    return Person(clearance, identity, path, passphrase)


def make_site(folder: Path, *people: Person, adds: bool = True) -> Site:
    """Return a site that was set up, with a canary at each label, where people hold what they may.

    It has an auditor, so what they do is recorded.

    Args:
        folder: Where it is.
        people: Whom it has granted what they are cleared for.
        adds: Whether it has a note of its own at each label, with the canary of that.
    """
    site, now = Site(folder), datetime.now(UTC)
    valid_until = now.date() + timedelta(days=30)
    town = Town(site.places.site, now=now)
    town.set_up(labels=tuple(site.keys), administrator=details(valid_until=valid_until))
    site.keys = {label: keys[0] for label, keys in town.held(ANN).items()}
    site.publish(canary_sections())
    for number, person in enumerate(people):
        added = town.add(person.identity, f"Somebody {number}", valid_until=valid_until)
        grant(town.office(), added.id, [person.clearance])
    if adds:
        _add_notes(town)
    return site


def note(label: Label) -> str:
    """Return what a site's own note says at a label."""
    return f"The {CANARIES[label]} desk is shut on Mondays."


def _add_notes(town: Town) -> None:
    """Let a site add a note at each label, to the entry that is there from then on, and words."""
    town.policy = Policy(local_keys=(make_signing_key(town.office()),))
    policy_path(town.folder).write_text(f'local_keys = ["{town.policy.local_keys[0]}"]\n', "utf-8")
    wanted: list[tuple[Addition, Label]] = [
        (
            Note(
                id=f"{number:012x}",
                entry=CANARIES[label],
                text=note(label),
                by="ROCC desk",
                added_on=town.now.date(),
            ),
            label,
        )
        for number, label in enumerate(LABELS)
    ]
    wanted += [
        (
            WordGroup(
                id=f"{number:012x}",
                says=(f"{CANARIES[label]} jetty",),
                means=("shut on Mondays",),
                by="ROCC desk",
                added_on=town.now.date(),
            ),
            label,
        )
        for number, label in enumerate(LABELS, start=len(LABELS))
    ]
    add_additions(town.office(), Catalogue(canary_sections()), wanted)


class Running:
    """The application while it runs: its processes, what they print, how one signs in and out."""

    def __init__(self, desktop: Desktop, process: subprocess.Popen[bytes], log: Path) -> None:
        self.desktop = desktop
        self.process = process
        self.log = log

    @property
    def launcher(self) -> int:
        """The process of the window at OFFICIAL."""
        found = [self.process.pid, *descendants(self.process.pid)]
        return next(pid for pid in found if Path(_program(pid)).name != "strace")

    @property
    def windows(self) -> list[int]:
        """The processes that show a window for another one: the reader, then its views."""
        return [pid for pid in descendants(self.process.pid) if "--window" in arguments(pid)]

    def said(self) -> str:
        """Return what any of the processes printed, but for what Qt says of such a desktop."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return "\n".join(line for line in lines if not any(known in line for known in EXPECTED))

    # ── signing in ───────────────────────────────────────────────────────────

    def open_dialog(self) -> None:
        """Ask to sign in from the window at OFFICIAL, and give the dialog the keyboard."""
        self.desktop.press("ctrl+shift+l")
        self.desktop.find("Passphrase", role=HIDDEN)
        self.desktop.activate(DIALOG)

    def name_identity(self, path: Path) -> None:
        """Put the path of an identity file into its field."""
        self.desktop.tab_to("Identity file", role="text")
        self.desktop.press("ctrl+a")
        self.desktop.type(str(path))

    def type_passphrase(self, passphrase: str) -> None:
        """Type a passphrase and press Enter."""
        self.desktop.tab_to("Passphrase", role=HIDDEN)
        self.desktop.type(passphrase)
        self.desktop.press("Return")

    def sign_in(self, person: Person) -> int:
        """Sign in through the dialog and return the process that holds what was opened."""
        self.open_dialog()
        self.name_identity(person.path)
        self.type_passphrase(person.passphrase)
        return self.wait_until_signed_in(person)

    def unlock(self, person: Person) -> int:
        """Sign in again from where it says that it is locked; the file is known by now."""
        self.desktop.tab_to("Unlock", role="push button")
        self.desktop.press("space")
        self.desktop.find("Passphrase", role=HIDDEN)
        self.desktop.activate(DIALOG)
        self.type_passphrase(person.passphrase)
        return self.wait_until_signed_in(person)

    def wait_until_signed_in(self, person: Person) -> int:
        """Wait for the signed-in window, give it the keyboard and return its process."""
        self.desktop.wait_for(
            f"the window of somebody cleared for {person.clearance}",
            lambda nodes: _named(nodes, f"Signed in · {person.clearance.classification.words} ·"),
        )
        self.desktop.activate(WINDOW)
        return self.windows[0]

    # ── the end of it ────────────────────────────────────────────────────────

    def lock(self) -> None:
        """Lock with the key, and wait until it is."""
        reader = self.windows[0]
        self.desktop.press("ctrl+l")
        self.wait_until_locked(reader)

    def wait_until_locked(self, reader: int) -> None:
        """Wait until a reader is gone and the window at OFFICIAL shows; give it the keyboard."""
        wait_until_gone(reader, SECONDS)
        self.desktop.find("Unlock", role="push button")
        self.desktop.activate(WINDOW)


def _named(nodes: list[Node], start: str) -> Node | None:
    return next((node for node in nodes if node.name.startswith(start)), None)


def _program(pid: int) -> str:
    return next(iter(arguments(pid)), "")


@contextmanager
def running(
    desktop: Desktop,
    site: Site,
    home: Path,
    *options: str | Path,
    command: Sequence[str | Path] = ADVISOR,
    environment: Mapping[str, str] | None = None,
    names_catalogue: bool = True,
) -> Iterator[Running]:
    """Run the application on a desktop, from the home folder's parent.

    Whatever it started is gone after the block. It shows the site's catalogue file, unless that
    is not named; then it shows the release that the site has open.

    Raises:
        AssertionError: One of its processes printed something.
    """
    folder = home.parent
    log = folder / f"said-{len(list(folder.glob('said-*')))}.txt"
    catalogue = ("--catalogue", site.file) if names_catalogue else ()
    places = (*catalogue, "--site", site.places.site, "--home", home)
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            [*command, *places, *options],
            env={**desktop.environment, **(environment or {})},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
        ) as process,
    ):
        running = Running(desktop, process, log)
        try:
            desktop.find("Search", role="text")
            desktop.activate(WINDOW)
            yield running
        except AssertionError as error:
            error.add_note(f"The window at OFFICIAL: {process.poll()}. Printed: {running.said()}")
            raise
        finally:
            _end_all([process.pid, *descendants(process.pid)], process)
    assert not running.said(), running.said()


def signed_in(person: Person) -> tuple[str | Path, ...]:
    """Return the options that sign somebody in at the start."""
    return ("--identity", person.path, "--passphrase-file", person.passphrase_file)


def _end_all(pids: list[int], process: subprocess.Popen[bytes]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait(SECONDS)
    for pid in pids:
        wait_until(lambda pid=pid: not is_running(pid), SECONDS, f"the end of process {pid}")


def open_the_question(desktop: Desktop, label: Label) -> None:
    """Search for the entry of a label, read it and ask whether one can have it."""
    search_for(desktop, CANARIES[label])
    first_result(desktop, title(label))
    desktop.press("Return")
    desktop.press("ctrl+Return")
    desktop.read("Why this is asked")


def in_memory(pid: int, secrets: Iterable[str] = ()) -> set[str] | None:
    """Return the canaries and secrets in a process's memory; ``None`` where one may not look."""
    try:
        return set().union(
            *(canaries_in(piece) | found_in(piece, secrets) for piece in memory(pid))
        )
    except PermissionError:
        return None
