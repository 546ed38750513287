"""The releases of a rehearsal: signed with keys that are made on the spot and kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from advisor.durable import write_file
from advisor.journal import Journal
from advisor.releases.importing import ImportWork, apply_release
from advisor.releases.publishing import (
    USUAL_RELEASE_DAYS,
    create_release,
    make_root,
    sign_release,
)
from advisor.settings import Places
from advisor.signing.key import PublisherKey

_HOLDERS = ("Rehearsal publisher 1", "Rehearsal publisher 2", "Rehearsal publisher 3")
_THRESHOLD = 2


def publish_rehearsal(current: bytes, following: bytes, places: Places, stick: Path) -> None:
    """Import one catalogue as a signed release, and leave another to rehearse the next import.

    Args:
        current: The catalogue that the site is to have.
        following: One with a higher number.
        places: The rehearsal's site and home folders.
        stick: The release file to write of the following one.

    Raises:
        AdvisorError: The folder cannot be written.
    """
    now = datetime.now(UTC)
    today, later = now.date(), now.date() + timedelta(days=USUAL_RELEASE_DAYS)
    keys = [PublisherKey.generate(holder) for holder in _HOLDERS]
    public = tuple(key.public for key in keys)
    root = make_root(public, threshold=_THRESHOLD, expires_on=later, after=None)
    for key in keys[:_THRESHOLD]:
        root = root.signed_with(key)
    for data in (current, following):
        release = create_release(data, root, issued=today, expires_on=later)
        for key in keys[:_THRESHOLD]:
            release = sign_release(release, key)
        write_file(stick, release.to_bytes())
        if data is current:
            apply_release(stick, ImportWork(places, Journal(), now, root.last.fingerprint))
