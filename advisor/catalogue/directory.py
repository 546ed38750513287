"""Whom to ring, for this reader's region and force.

The catalogue knows what is published; the site adds its own. A site's contact
comes before the published one for the same role, and both are shown. What nobody
has published is shown as just that, with whom to ask instead.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from advisor.catalogue.catalogue import Catalogue, nearest_ids
from advisor.catalogue.entry import Channel, ContactDetails, Entry, Head, Kind, Organisation
from advisor.catalogue.local import LocalContact, Mistake
from advisor.catalogue.quoting import quoted
from advisor.catalogue.roles import ROLES, URGENT_ROLES, role_of
from advisor.clearance import OFFICIAL, Label, by_height, highest
from advisor.errors import UsageError

#: What the life-at-risk page shows, in the order to ring: 999, the site's own, the NCA.
URGENT_CONTACTS = (
    "emergency-999",
    *(f"role:{role}" for role in URGENT_ROLES),
    "nca-control-room",
)

#: What a published contact fills to stand in every region's list; none, for the nation's own.
_FOR_EVERYONE = frozenset({None, "rocc", "rocu", "duty-rocc"})


@dataclass(frozen=True)
class Whereabouts:
    """Where the reader works.

    Attributes:
        region: Id of a region entry; ``None`` where it was not chosen.
        force: Id of a force entry; ``None`` where only a region was chosen.
    """

    region: str | None = None
    force: str | None = None


@dataclass(frozen=True)
class Contact:
    """Somebody to ring, ready to be shown.

    Attributes:
        id: Id of the entry, or of the local contact.
        name: Who they are.
        role: What they do for the reader.
        channels: How to reach them; empty where that is not published.
        hours: When they can be reached, in words.
        verified_on: When that was last checked.
        review_on: By when it is to be checked again; ``None`` where nobody said so.
        published: Whether there is any way to reach them here.
        local: Whether the site added them.
        caution: What to know before relying on it.
        fills: The role that they fill.
        awaits_place: Whether choosing a region or force would tell who they are.
        label: What a reader must hold to see this.
    """

    id: str
    name: str
    role: str
    channels: tuple[Channel, ...]
    hours: str | None
    verified_on: datetime.date | None
    published: bool
    local: bool = False
    caution: str | None = None
    fills: str | None = None
    awaits_place: bool = False
    label: Label = OFFICIAL
    review_on: datetime.date | None = None

    @property
    def telephone(self) -> str | None:
        """The first number to ring, if there is one."""
        return next((c.value for c in self.channels if c.kind == "telephone"), None)


class Directory:
    """Everybody a reader can be sent to."""

    def __init__(self, catalogue: Catalogue, local: tuple[LocalContact, ...] = ()) -> None:
        self._catalogue = catalogue
        self._local = local
        self._published: tuple[tuple[Entry, ContactDetails], ...] = tuple(
            (entry, details)
            for entry in catalogue.entries_of_kind(Kind.CONTACT)
            if isinstance(details := entry.find("contact"), ContactDetails)
        )

    @property
    def local(self) -> tuple[LocalContact, ...]:
        """The site's own contacts."""
        return self._local

    def resolve(self, references: Iterable[str], where: Whereabouts) -> tuple[Contact, ...]:
        """Return whom some references mean for this reader, each once, in order."""
        found: dict[str, Contact] = {}
        for reference in references:
            role = role_of(reference)
            contacts = self._named(reference) if role is None else self._filling(role, where)
            for contact in contacts:
                found.setdefault(contact.id, contact)
        return tuple(found.values())

    def for_whereabouts(self, where: Whereabouts) -> tuple[Contact, ...]:
        """Return whom to ring in a region, in order: ROCC, unit, out of hours, the nation."""
        published = sorted(
            (details.order, entry.id, entry, details)
            for entry, details in self._published
            if details.region in {None, where.region} and details.fills in _FOR_EVERYONE
        )
        order = [f"role:{item[3].fills}" if item[3].fills else item[2].id for item in published]
        others = [f"role:{role}" for role in ROLES if f"role:{role}" not in order]
        local_roles = {contact.role for contact in self._local}
        extra = [reference for reference in others if role_of(reference) in local_roles]
        return self.resolve([*order, *extra], where)

    def life_at_risk(self, where: Whereabouts) -> tuple[Contact, ...]:
        """Return whom to ring where a life is at risk, in order."""
        return self.resolve(URGENT_CONTACTS, where)

    def missing_urgent(self) -> tuple[str, ...]:
        """Return the urgent roles that the site has not supplied, in words."""
        supplied = {contact.role for contact in self._local}
        return tuple(ROLES[role] for role in URGENT_ROLES if role not in supplied)

    def _named(self, entry_id: str) -> tuple[Contact, ...]:
        return tuple(
            _from_entry(entry, details)
            for entry, details in self._published
            if entry.id == entry_id
        )

    def _filling(self, role: str, where: Whereabouts) -> tuple[Contact, ...]:
        local = [c for c in self._local if c.role == role and _serves(c, where)]
        local.sort(key=lambda contact: (not contact.force, not contact.region, contact.key))
        published = [
            _from_entry(entry, details)
            for entry, details in self._published
            if details.fills == role and details.region in {None, where.region}
        ]
        reachable = [contact for contact in published if contact.published]
        supplied = [_from_local(contact) for contact in local]
        found = tuple(supplied + (reachable if supplied else published))
        return found or (_unknown(role, [] if where.region else self._regional(role)),)

    def _regional(self, role: str) -> list[Label]:
        """Return the markings of those who fill a role in one region each."""
        return [
            _marking(entry)
            for entry, details in self._published
            if details.fills == role and details.region
        ]

    def regions(self) -> tuple[Entry, ...]:
        """Return the policing regions, in order of their titles."""
        return self._organisations("region")

    def forces(self, region: str | None = None) -> tuple[Entry, ...]:
        """Return the forces of one region, or all of them, in order of their titles."""
        return tuple(
            entry
            for entry in self._organisations("force")
            if region is None or organisation_of(entry).region == region
        )

    def label_of_place(self, entry_id: str) -> Label:
        """Return what a reader must hold to know of a region or force that it is one."""
        entry = self._catalogue.entry(entry_id)
        return entry.label.join(entry.marking_of("organisation"))

    def is_place(self, entry_id: str | None, kind: str) -> bool:
        """Say whether an id is that of a ``region`` or a ``force``."""
        if entry_id is None or entry_id not in self._catalogue:
            return False
        entry = self._catalogue.entry(entry_id)
        return entry.head.kind is Kind.ORGANISATION and organisation_of(entry).type == kind

    def _organisations(self, kind: str) -> tuple[Entry, ...]:
        entries = self._catalogue.entries_of_kind(Kind.ORGANISATION)
        found = [entry for entry in entries if organisation_of(entry).type == kind]
        return tuple(sorted(found, key=lambda entry: entry.head.title))

    def find_region(self, typed: str) -> Whereabouts:
        """Return where a region is, by its id, name or alias.

        Raises:
            UsageError: There is none of that name.
        """
        return Whereabouts(region=_find(self.regions(), typed, "region").id)

    def find_force(self, typed: str) -> Whereabouts:
        """Return where a force is, by its id, name or alias.

        Raises:
            UsageError: There is none of that name.
        """
        force = _find(self.forces(), typed, "force")
        return Whereabouts(region=organisation_of(force).region, force=force.id)

    def place(self, contact: LocalContact) -> tuple[LocalContact, list[Mistake]]:
        """Return a local contact with ids for its region and force, and what is wrong with them."""
        mistakes: list[Mistake] = []
        found: dict[str, str] = {}
        for name, look_up in (("region", self.find_region), ("force", self.find_force)):
            typed = getattr(contact, name)
            try:
                found[name] = getattr(look_up(typed), name) if typed else ""
            except UsageError as error:
                mistakes.append((name, error.message, error.hint or ""))
        if mistakes:
            return contact, mistakes
        if found["region"] and found["force"] and not self._lies_in(**found):
            reason = "This force is not in this region."
            mistakes.append(("force", reason, "Leave the region out: the force tells it."))
        return replace(contact, region=found["region"], force=found["force"]), mistakes

    def _lies_in(self, region: str, force: str) -> bool:
        organisation = organisation_of(self._catalogue.entry(force))
        return region in {organisation.region, organisation.also_region}


def organisation_of(entry: Entry) -> Organisation:
    """Return what an organisation's entry says about where it belongs."""
    found = entry.find("organisation")
    return found if isinstance(found, Organisation) else Organisation(type="agency")


def _serves(contact: LocalContact, where: Whereabouts) -> bool:
    return contact.region in {"", where.region} and contact.force in {"", where.force}


def _from_entry(entry: Entry, details: ContactDetails) -> Contact:
    return Contact(
        id=entry.id,
        name=entry.head.title,
        role=details.role,
        channels=details.channels,
        hours=details.hours,
        verified_on=details.verified_on,
        published=details.published,
        caution=details.caution,
        fills=details.fills,
        label=_marking(entry),
        review_on=entry.head.review_on,
    )


def _marking(entry: Entry) -> Label:
    """Return what a reader must hold to see a published contact."""
    return highest([entry.label, entry.marking_of("contact")])


def urgent_of(local: Iterable[LocalContact]) -> tuple[Contact, ...]:
    """Return a site's own urgent contacts, in the order to ring; they need no catalogue."""
    found = [contact for contact in local if contact.role in URGENT_ROLES]
    found.sort(key=lambda contact: (URGENT_ROLES.index(contact.role), contact.key))
    return tuple(_from_local(contact) for contact in found)


def _from_local(contact: LocalContact) -> Contact:
    channels = [Channel(kind="telephone", value=contact.telephone)] if contact.telephone else []
    channels += [Channel(kind="email", value=contact.email)] if contact.email else []
    return Contact(
        id="local:" + "/".join(contact.key),
        name=contact.name,
        role=ROLES[contact.role],
        channels=tuple(channels),
        hours=contact.hours or None,
        verified_on=contact.verified_on,
        published=True,
        local=True,
        caution=contact.note or None,
        fills=contact.role,
    )


def _unknown(role: str, regional: Sequence[Label]) -> Contact:
    """Return that nobody is known to fill a role here, as those in some regions are marked."""
    return Contact(
        id=f"role:{role}",
        name=ROLES.get(role, role),
        role="Choose your region or force to see yours" if regional else "Your site's own contact",
        channels=(),
        hours=None,
        verified_on=None,
        published=False,
        fills=role,
        awaits_place=bool(regional),
        # Any of them tells that there is one to choose.
        label=min(regional, key=by_height, default=OFFICIAL),
    )


def _find(entries: tuple[Entry, ...], typed: str, what: str) -> Entry:
    wanted = " ".join(typed.split()).casefold()
    for entry in entries:
        if wanted in _names(entry.head):
            return entry
    near = nearest_ids(typed, [entry.head for entry in entries], 0.4)
    hint = f"Nearest names: {', '.join(near)}." if near else None
    raise UsageError(
        f"There is no {what} {quoted(typed)}.",
        hint=hint or f"Names: {', '.join(entry.id for entry in entries)}.",
    )


def _names(head: Head) -> set[str]:
    return {name.casefold() for name in (head.id, head.title, *head.aliases)}
