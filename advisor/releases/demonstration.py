"""A rehearsal: a demonstration catalogue, a site that holds it and a reader for every level.

Everything is made on the spot, keys and passphrases included; nothing of it ships.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from advisor import resources
from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.section import Section
from advisor.catalogue.trust import pin, site_pin_path
from advisor.clearance import OFFICIAL, Label, by_height
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.releases.building import check_sources, to_file
from advisor.releases.partition import part_sections
from advisor.releases.rehearsal_additions import add_rehearsal_notes
from advisor.releases.rehearsal_release import publish_rehearsal
from advisor.releases.sealing_plan import SealingPlan
from advisor.sealing.age import Identity, Recipient, generate_identity
from advisor.sealing.grant import seal_grant
from advisor.sealing.identity import create_identity_file
from advisor.sealing.passphrase import generate
from advisor.sealing.profile import Profile
from advisor.settings import Places
from advisor.unsealing import grants_path

PROFILE = Profile(slots=6, slot_bytes=32_768, recipients=3)
#: What the readers are cleared for, besides the one who has no identity.
CLEARANCES = tuple(
    map(Label.parse, ("OFFICIAL-SENSITIVE", "SECRET", "SECRET/ALDER", "SECRET/ALDER/BIRCH"))
)


@dataclass(frozen=True)
class RehearsalReader:
    """Somebody to be in the rehearsal.

    Attributes:
        clearance: What they may read.
        identity: Their identity file.
        passphrase: What opens it; it is kept nowhere.
    """

    clearance: Label
    identity: Path
    passphrase: str


@dataclass(frozen=True)
class Rehearsal:
    """A rehearsal folder.

    Attributes:
        catalogue: The demonstration catalogue.
        site: The site folder.
        home: The home folder.
        readers: A reader for every level.
        next_release: A newer release of the same, to rehearse importing it.
    """

    catalogue: Path
    site: Path
    home: Path
    readers: tuple[RehearsalReader, ...]
    next_release: Path


def make_rehearsal(folder: Path, tell: Callable[[str], None]) -> Rehearsal:
    """Make a rehearsal folder.

    Args:
        folder: A folder that is not there yet, or is empty.
        tell: Told what is being done, because it takes some seconds.

    Raises:
        AdvisorError: The folder is in use, or cannot be written.
    """
    _verify_unused(folder)
    site, home = folder / "site", folder / "home"
    catalogue = site / "catalogue.db"
    tell("Building the demonstration catalogue …")
    stick = folder / "next.release"
    keys = _publish(catalogue, Places(site, home), stick)
    home.mkdir(parents=True, exist_ok=True)
    readers = []
    for number, clearance in enumerate(CLEARANCES, start=1):
        tell(f"Making reader {number} of {len(CLEARANCES)} …")
        # The name of the file says nothing of what it opens, as it should be.
        readers.append(_make_reader(home / f"reader-{number}.age", clearance, keys, site))
    return Rehearsal(catalogue, site, home, tuple(readers), stick)


def _verify_unused(folder: Path) -> None:
    try:
        is_used = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError:
        is_used = True
    if is_used:
        raise AdvisorError(
            f"“{folder}” is in use.", hint="Name a folder that is not there yet: --home DIR."
        )


def _publish(catalogue: Path, places: Places, stick: Path) -> dict[Label, Identity]:
    """Write, pin and sign the catalogue, add notes, and return the key of each of its labels."""
    checked = check_sources(resources.path("catalogue"), resources.path("demo"))
    if not checked.is_sound or checked.source.release is None:
        raise SourceErrors(checked.problems)
    sections = part_sections(checked.source, checked.source.release)
    keys = {part.label: generate_identity() for part in sections if part.label != OFFICIAL}
    plan = SealingPlan(PROFILE, {label: (key.recipient,) for label, key in keys.items()})
    data = to_file(sections, plan)
    write_file(catalogue, data)
    write_file(site_pin_path(places.site), pin(data, catalogue.name))
    following = to_file(list(map(_following, sections)), plan)
    publish_rehearsal(data, following, places, stick)
    add_rehearsal_notes(places.site, sections, keys, datetime.now(UTC).date())
    return keys


def _following(section: Section) -> Section:
    """Return a section as the next release has it: the same, under another number."""
    release = section.release
    return replace(section, release=msgspec.structs.replace(release, release=release.release + 1))


def _make_reader(
    path: Path, clearance: Label, keys: dict[Label, Identity], site: Path
) -> RehearsalReader:
    passphrase = generate()
    file, recipient = create_identity_file(passphrase)
    write_file(path, file)
    path.chmod(0o600)
    _grant(recipient, clearance, keys, site)
    return RehearsalReader(clearance, path, passphrase)


def _grant(recipient: Recipient, clearance: Label, keys: dict[Label, Identity], site: Path) -> None:
    for label in sorted(filter(clearance.dominates, keys), key=by_height):
        sealed = seal_grant(label, keys[label], recipient)
        write_file(grants_path(site) / f"{secrets.token_hex(8)}.age", sealed)
