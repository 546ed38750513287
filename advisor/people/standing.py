"""How somebody stands at a site: what they may use of what they were granted, and until when.

It is a small file sealed to themselves, which signing in reads. **No cryptography enforces it**:
the keys that somebody was granted open what they open. It is a policy that this application
keeps to.

Rules that this module keeps:
 * It fails closed: at a site that was set up, somebody without a standing uses no grant, and
   where somebody has several the strictest of each counts.
 * A clock that was set back to before the standing was written does not renew anything.
 * Whose it is cannot be seen from outside: all standings have one length and random names.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import msgspec

from advisor.clearance import Label
from advisor.people.changing import STANDING
from advisor.people.errors import ClearanceExpiredError
from advisor.people.register import Person
from advisor.people.site import find_site
from advisor.sealing.age import Identity, seal_evenly, unseal
from advisor.sealing.errors import SealingError
from advisor.unsealing import Granted

FORMAT = 1
STANDING_BYTES = 16_384
_MOST_FILES = 20_000
_MOST_BYTES = 65_536


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody stands.

    Attributes:
        format: Version of the format.
        site: Id of the site.
        labels: What they may use.
        valid_until: The last day.
        as_of: The day on which this was written.
        token: What they show to have their key replaced.
    """

    format: int = FORMAT
    site: str
    labels: frozenset[str]
    valid_until: datetime.date
    as_of: datetime.date
    token: str

    def stricter(self, other: Standing) -> Standing:
        """Return what two standings allow that one person has."""
        return msgspec.structs.replace(
            self,
            labels=self.labels & other.labels,
            valid_until=min(self.valid_until, other.valid_until),
            as_of=max(self.as_of, other.as_of),
        )

    def __repr__(self) -> str:
        return "Standing(…)"


def standing_path(site_folder: Path) -> Path:
    """Return the folder in the site folder that standings are kept in."""
    return site_folder / STANDING


def seal_standing(person: Person, site: str, today: datetime.date) -> bytes:
    """Return the content of a person's file.

    Args:
        person: The person, as they are from now on.
        site: Id of the site.
        today: The day.
    """
    standing = Standing(
        site=site,
        labels=frozenset(map(str, person.labels)) if person.status == "active" else frozenset(),
        valid_until=person.valid_until,
        as_of=today,
        token=person.token,
    )
    content = msgspec.json.encode(standing).ljust(STANDING_BYTES)
    if len(content) > STANDING_BYTES:
        raise ValueError("a person holds more labels than a standing has room for")
    return seal_evenly(content, (person.recipient,))


def find_standing(site_folder: Path, site: str, identity: Identity) -> Standing | None:
    """Return how somebody stands at a site; ``None`` where nobody has said so."""
    found = list(_open_all(standing_path(site_folder), site, identity))
    return reduce(Standing.stricter, found) if found else None


def is_registered(site_folder: Path, identity: Identity) -> bool:
    """Tell whether a site knows somebody, whatever they may read there.

    Raises:
        DamagedSiteError: Nobody can tell whether the site was set up.
    """
    site = find_site(site_folder)
    return site is not None and find_standing(site_folder, site.site, identity) is not None


def hold_to_standing(
    site_folder: Path, identity: Identity, granted: Granted, today: datetime.date
) -> Granted:
    """Return what somebody may use of what they were granted; for signing in.

    At a site that was never set up, as in a rehearsal, that is all of it.

    Args:
        site_folder: The site folder.
        identity: The reader's.
        granted: What opened.
        today: The day, in UTC.

    Raises:
        ClearanceExpiredError: The last day of their clearance has passed.
        DamagedSiteError: Nobody can tell whether the site was set up.
    """
    site = find_site(site_folder)
    if site is None:
        return granted
    standing = find_standing(site_folder, site.site, identity)
    if standing is None:
        return {}
    if max(today, standing.as_of) > standing.valid_until:
        raise ClearanceExpiredError
    usable = map(Label.parse, standing.labels)
    return {label: granted[label] for label in usable if label in granted}


def _open_all(folder: Path, site: str, identity: Identity) -> Iterator[Standing]:
    try:
        paths = sorted(folder.iterdir())[:_MOST_FILES]
    except OSError:
        return
    for path in paths:
        with contextlib.suppress(OSError, SealingError, ValueError, RecursionError):
            if path.is_file():
                with path.open("rb") as stream:
                    content = unseal(stream.read(_MOST_BYTES), (identity,))
                if content is not None:
                    found = msgspec.json.decode(content, type=Standing)
                    if (found.format, found.site) == (FORMAT, site):
                        _verify_labels(found)
                        yield found


def _verify_labels(standing: Standing) -> None:
    for label in standing.labels:
        Label.parse(label)
