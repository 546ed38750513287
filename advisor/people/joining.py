"""What a site adds, joined to the catalogue that somebody reads."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from advisor.additions.addition import Addition
from advisor.additions.errors import AdditionsError
from advisor.additions.placing import place_additions
from advisor.additions.reading import Additions, additions_path, find_additions
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.local import LocalContact, Place, find_contacts, merge
from advisor.catalogue.section import Section
from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.people.errors import DamagedSiteError
from advisor.people.site import find_site
from advisor.policy import Policy, load_policy
from advisor.sealing.age import Identity
from advisor.search import Segment
from advisor.unsealing import Granted


@dataclass(frozen=True)
class Joined:
    """What a site adds that a reader may see.

    Attributes:
        additions: The files that it is from.
        sections: The notes, corrections and words, beside the national sections.
        problems: Why some of what the site adds is not shown.
    """

    additions: Additions = field(default_factory=Additions)
    sections: tuple[Section, ...] = ()
    problems: tuple[AdditionsError, ...] = ()

    @property
    def keys(self) -> Mapping[Label, Identity]:
        """The private key that opened each of the labels above OFFICIAL."""
        opened = self.additions.opened
        return {one.label: one.key for one in opened if one.key is not None}

    @property
    def listed(self) -> tuple[tuple[Addition, Label], ...]:
        """Every addition but the contacts that is there, shown or not, with its label."""
        return self.additions.listed

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The search segments of the sections, opened."""
        return tuple(Segment.from_bytes(section.segment) for section in self.sections)

    @property
    def contacts(self) -> tuple[LocalContact, ...]:
        """Whom to ring; all of them are OFFICIAL."""
        return tuple(one for file in self.additions.opened for one in file.body.contacts)


def join_additions(catalogue: Catalogue, folder: Path, policy: Policy, granted: Granted) -> Joined:
    """Return what a site adds to a catalogue.

    Args:
        catalogue: The national catalogue, as far as the reader may see it.
        folder: The site folder.
        policy: What the site decides.
        granted: The reader's keys.

    """
    found = _find(folder, policy, granted)
    placed = place_additions(catalogue, found.opened)
    return Joined(found, placed.sections, (*found.problems, *placed.problems))


def find_site_contacts(
    folder: Path, place: Place | None = None
) -> tuple[tuple[LocalContact, ...], AdvisorError | None]:
    """Return the contacts of a site that are shown, for whoever has no session; never raises.

    Args:
        folder: The site folder.
        place: As for ``find_contacts``.

    Returns:
        The contacts, and what is wrong with those that nobody signed, if anything.
    """
    policy = load_policy(folder)
    unsigned, error = find_contacts(folder, place)
    signed: tuple[LocalContact, ...] = ()
    if additions_path(folder).is_dir():
        signed = Joined(_find(folder, policy, {})).contacts
    return merge(unsigned if policy.unsigned_contacts else (), signed), error


def _find(folder: Path, policy: Policy, granted: Granted) -> Additions:
    name: str | None = None
    # The key that the policy names is the site's all the same, and nobody is kept from a number.
    with contextlib.suppress(DamagedSiteError):
        site = find_site(folder)
        name = None if site is None else site.site
    return find_additions(folder, site=name, pinned=policy.local_keys, granted=granted)
