"""What the core says of people and their site, with what to do about it in a window."""

from __future__ import annotations

from typing import Final

from advisor.errors import AdvisorError
from advisor.people.errors import (
    LastAdministratorError,
    NoSiteError,
    NoSuchLabelError,
    NoSuchPersonError,
    NotVettedError,
    SiteThereError,
    StillHeldError,
    UnfinishedChangeError,
)
from advisor.sealing.errors import IdentityError

_BUG: Final = (
    "Something went wrong inside the application. Look whether your change is there before "
    "you make it again."
)
#: Where the core names a command.
_HINTS: Final[dict[type[AdvisorError], str]] = {
    NoSiteError: "Its first administrator sets it up with: Tools, Set up this site.",
    SiteThereError: "The checklist shows how. Nothing was changed.",
    StillHeldError: "Nothing was changed. Revoke those first.",
    NoSuchPersonError: "Nothing was changed. Choose them in the list.",
    NoSuchLabelError: "Nothing was changed. Choose another.",
    NotVettedError: "Grant less, or change what stands of them.",
    LastAdministratorError: "Nothing was changed. Make somebody else one first.",
    UnfinishedChangeError: "Nothing is lost. Free space; the next change of an administrator "
    "finishes it.",
}


def say_error(error: Exception) -> str:
    """Return what happened and what to do now."""
    if not isinstance(error, AdvisorError):
        return _BUG
    hint = _HINTS.get(type(error), error.hint or "")
    return f"{error.message} {hint}".rstrip()


def is_of_identity(error: Exception) -> bool:
    """Tell whether an identity file or its passphrase is what was refused."""
    return isinstance(error, IdentityError)
