"""Whom a site has of its own: the roles that its contacts fill.

The catalogue is national and cannot know them; entries refer to them as
``role:NAME`` and each site supplies its own.
"""

from __future__ import annotations

#: Role names and what they mean to a reader.
ROLES: dict[str, str] = {
    "rocc": "Regional organised crime co-ordinator (ROCC)",
    "rocu": "Regional organised crime unit",
    "force-control-room": "Force control room",
    "kidnap-lead": "Force kidnap lead",
    "duty-rocc": "Duty ROCC, out of hours",
    "force-specialist": "Force specialist for this capability",
}

#: Roles that the life-at-risk page shows, in the order to ring them.
URGENT_ROLES = ("force-control-room", "kidnap-lead", "duty-rocc")

_PREFIX = "role:"


def role_of(reference: str) -> str | None:
    """Return the role that a contact reference names, or ``None`` for an entry's id."""
    return reference.removeprefix(_PREFIX) if reference.startswith(_PREFIX) else None
