"""The key that signs what a site adds, sealed to those who administer it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from advisor.additions.reading import FOLDER, KEY_FILE, NEXT_KEY_FILE
from advisor.sealing.age import Identity, Recipient, seal_evenly, unseal
from advisor.sealing.errors import SealingError
from advisor.signing.site_key import SEED_BYTES, SigningKey

#: Its file, in the site folder.
SIGNING_KEY: Final = f"{FOLDER}/{KEY_FILE}"
#: The file of the key that is to take its place.
NEXT_SIGNING_KEY: Final = f"{FOLDER}/{NEXT_KEY_FILE}"
_MOST_BYTES: Final = 65_536


def seal_signing_key(key: SigningKey, administrators: Collection[Recipient]) -> bytes:
    """Return the content of the key's file.

    Args:
        key: The key.
        administrators: Who may sign.
    """
    return seal_evenly(key.reveal(), tuple(administrators))


def find_signing_key(
    site_folder: Path, identity: Identity, file: str = SIGNING_KEY
) -> SigningKey | None:
    """Return the site's key; ``None`` where there is none, or none for this administrator.

    Args:
        site_folder: The site folder.
        identity: The administrator's.
        file: Which key's file it is, in the site folder.
    """
    path = site_folder / file
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting
            return None
        with path.open("rb") as stream:
            seed = unseal(stream.read(_MOST_BYTES), (identity,))
    except (OSError, SealingError):
        return None
    return SigningKey(seed) if seed is not None and len(seed) == SEED_BYTES else None
