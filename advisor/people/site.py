"""What is public of a site: whose it is, where it is, and to whom what is sealed.

Rules that this module keeps:
 * No name of a person, label or compartment stands in it.
 * A file that is not exactly one of these is refused; only one that is certainly not there
   means that the site was not set up.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import msgspec

from advisor.people.errors import DamagedSiteError, NoSiteError
from advisor.sealing.age import Recipient
from advisor.sealing.errors import NotARecipientError

FORMAT = 1
SITE_FILE = "site.json"
_MAX_BYTES = 65_536

_Hex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
_Slug = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What anybody may know of a site.

    Attributes:
        format: Version of the format.
        site: Its id, at random.
        region: Id of its policing region.
        forces: Ids of its forces.
        auditor: The auditor's public key.
        administrators: The public keys of those who may clear people.
    """

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)] = FORMAT
    site: _Hex
    region: _Slug
    forces: tuple[_Slug, ...] = ()
    auditor: str
    administrators: tuple[str, ...]

    @property
    def auditor_key(self) -> Recipient:
        """What records are sealed to."""
        return Recipient(self.auditor)

    @property
    def administrator_keys(self) -> tuple[Recipient, ...]:
        """What the register is sealed to."""
        return tuple(map(Recipient, self.administrators))

    def to_bytes(self) -> bytes:
        """Return the content of the file."""
        return msgspec.json.format(msgspec.json.encode(self)) + b"\n"


def new_site_id() -> str:
    """Return an id that says nothing."""
    return secrets.token_hex(16)


def site_path(folder: Path) -> Path:
    """Return the file that holds what is public of a site."""
    return folder / SITE_FILE


def load_site(folder: Path) -> Site:
    """Read what is public of a site.

    Raises:
        NoSiteError: It was not set up.
        DamagedSiteError: The file is not one of ours, or cannot be read.
    """
    path = site_path(folder)
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise NoSiteError from None
    except (OSError, ValueError):
        raise DamagedSiteError(SITE_FILE) from None
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting
            raise DamagedSiteError(SITE_FILE)
        with path.open("rb") as stream:
            site = msgspec.json.decode(stream.read(_MAX_BYTES + 1), type=Site)
        keys = [Recipient.parse(key) for key in (site.auditor, *site.administrators)]
    except (OSError, ValueError, RecursionError, NotARecipientError):
        raise DamagedSiteError(SITE_FILE) from None
    if not site.administrators or len(set(keys)) != len(keys):
        raise DamagedSiteError(SITE_FILE)
    return site


def find_site(folder: Path) -> Site | None:
    """Return what is public of a site; ``None`` where it was not set up.

    Raises:
        DamagedSiteError: As for ``load_site``.
    """
    try:
        return load_site(folder)
    except NoSiteError:
        return None
