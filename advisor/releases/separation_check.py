"""The check of separation, for somebody with an identity: with all the keys that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advisor.catalogue_file import CatalogueFile
from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.journal import Journal, name_reader
from advisor.people.errors import PeopleError
from advisor.people.office import Office
from advisor.policy import load_policy
from advisor.releases.separation import SeparationReport, Tell, check_separation
from advisor.sealing.age import Identity
from advisor.session import Session
from advisor.settings import Places


@dataclass(frozen=True)
class Checked:
    """What a check for somebody came to.

    Attributes:
        report: What it found.
        warning: Why not all that they were granted opened; ``None`` where it did.
    """

    report: SeparationReport
    warning: AdvisorError | None


def check_for(
    file: CatalogueFile, places: Places, identity: Identity, *, now: datetime, tell: Tell
) -> Checked:
    """Sign in, which is recorded as any signing in, and check with every key that opened something.

    Args:
        file: The installed catalogue.
        places: The site and home folders.
        identity: That of whoever checks.
        now: The time, in UTC.
        tell: As ``check_separation``.

    Raises:
        UnsignedCatalogueError: Nothing vouches for the file.
        AdvisorError: The reader is not let in, it cannot be recorded, or a section that is for
            these keys could not be opened.
    """
    file.verify_takes_identities()
    session = Session.sign_in(file, places, identity)
    journal = Journal.open(places, name_reader(identity.recipient.text))
    journal.sign_in(session.clearance.label)
    granted = {label: (key,) for label, key in session.keys.items()}
    labels = _find_labels(places.site, identity, now)
    report = check_separation(file, places, granted, site_labels=labels, now=now, tell=tell)
    return Checked(report, session.sign_in_error)


def _find_labels(site: Path, identity: Identity, now: datetime) -> tuple[Label, ...] | None:
    """Return every label of the site, if whoever asks may know."""

    def refuse(*_: object) -> None:
        raise AssertionError("looking is not recorded")

    try:
        affairs = Office(site, identity, load_policy(site), refuse, lambda: now).look()
    except PeopleError:
        return None
    return affairs.register.labels
