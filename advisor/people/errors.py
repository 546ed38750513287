"""What can go wrong where people are cleared.

Readers are told constants. Administrators are told names and labels as well: the register,
which they read, holds them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from advisor.clearance import Label, by_height
from advisor.errors import AdvisorError, UsageError, say_reason


class PeopleError(AdvisorError):
    """Something about people, grants or their site cannot be done."""


class NoSiteError(PeopleError):
    """A site was not set up."""

    def __init__(self) -> None:
        super().__init__(
            "This site is not set up.",
            hint="Its first administrator sets it up with: advisor site init",
        )


class DamagedSiteError(PeopleError):
    """What is public of a site cannot be relied on.

    Args:
        what: The file.
    """

    def __init__(self, what: str) -> None:
        super().__init__(
            f"“{what}” in the site folder is damaged, or not of this version.",
            hint="Nothing was changed. Put a copy back, or ask whoever changed it.",
        )


class SiteThereError(PeopleError):
    """A site is set up already, and otherwise than asked."""

    def __init__(self) -> None:
        super().__init__(
            "This site is set up already, and otherwise than you ask.",
            hint="advisor site status shows how. To begin anew, see docs/administering.md.",
        )


class SamePersonError(PeopleError):
    """The auditor would audit themselves."""

    def __init__(self) -> None:
        super().__init__(
            "The auditor has to be a different person from those who are registered.",
            hint="Name the public key of somebody who neither administers nor uses this site.",
        )


class NotSignedInError(UsageError):
    """An administrator's command was given without an identity."""

    def __init__(self) -> None:
        super().__init__(
            "This takes an administrator who is signed in.",
            hint="Name your identity file with --identity FILE.",
        )


class NotAdministratorError(PeopleError):
    """An identity does not administer a site."""

    def __init__(self) -> None:
        super().__init__(
            "This identity does not administer this site.",
            hint="An administrator of the site can do it, and can make you one.",
        )


class ClearanceExpiredError(PeopleError):
    """The last day of somebody's clearance has passed, so the policy shuts them out."""

    def __init__(self) -> None:
        super().__init__(
            "Your clearance at this site has expired.",
            hint="Ask whoever administers your site to renew it. Without an identity you read "
            "OFFICIAL. Where a life is at risk, ring 999 first.",
        )


class RegisterError(PeopleError):
    """The register of people cannot be used."""


class NoRegisterError(RegisterError):
    """The register is missing."""

    def __init__(self) -> None:
        super().__init__(
            "The register of people is missing from the site folder.",
            hint="Nothing was changed. Put a copy of “register.age” back.",
        )


class DamagedRegisterError(RegisterError):
    """The register is damaged, or not sealed to an administrator of this site."""

    def __init__(self) -> None:
        super().__init__(
            "The register of people is damaged, or was sealed to others.",
            hint="Nothing was changed. Put a copy of “register.age” back.",
        )


class ForeignRegisterError(RegisterError):
    """The register is that of another site, or of other administrators."""

    def __init__(self) -> None:
        super().__init__(
            "The register of people does not belong to this site and its administrators.",
            hint="Nothing was changed. Somebody copied “register.age” or changed “site.json”: find "
            "out who, and put the right one back.",
        )


class OlderRegisterError(RegisterError):
    """The register is older than the one that an administrator saw before, or another one."""

    def __init__(self) -> None:
        super().__init__(
            "The register of people is older than the one that you saw last, or another one.",
            hint="Nothing was changed. Find out who put it there, and put the right one back. If "
            "you did, on purpose, remove “registers-seen.json” from your home folder.",
        )


class FullRegisterError(RegisterError):
    """The register has no room for more."""

    def __init__(self) -> None:
        super().__init__(
            "The register of people has no room for more.",
            hint="Nothing was changed. Set up a second site for some of them.",
        )


class ChangedRegisterError(RegisterError):
    """Another administrator changed the register in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "Another administrator has changed the register since you looked at it.",
            hint="Nothing of yours was written and nothing of theirs is lost. Look again, then "
            "repeat your change.",
        )


class BusySiteError(PeopleError):
    """Another administrator is at work on the site."""

    def __init__(self) -> None:
        super().__init__(
            "Another administrator is changing this site at this moment.",
            hint="Nothing was changed. Try again in a moment.",
        )


class SiteNotWritableError(PeopleError):
    """The site folder cannot be written.

    Args:
        error: What the system said.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The site folder could not be written: {say_reason(error)}.",
            hint="Nothing was changed. Free space, or ask who administers this folder.",
        )


class UnfinishedChangeError(PeopleError):
    """A change was decided, but the system stopped it half-way.

    Args:
        error: What the system said.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The change was begun and could not be finished: {say_reason(error)}.",
            hint="Nothing is lost. Free space; the next command of an administrator finishes it.",
        )


class NoSuchPersonError(UsageError):
    """There is nobody of that name or id in the register.

    Args:
        typed: What was typed.
    """

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"There is nobody “{typed[:80]}” in the register.",
            hint="advisor clearance list shows everybody with their id.",
        )


class KnownKeyError(PeopleError):
    """A public key belongs to somebody already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This public key is that of {name} already.",
            hint="Each person has an identity of their own.",
        )


class NotVettedError(PeopleError):
    """Somebody may not be cleared so high.

    Args:
        reason: Why, one sentence.
        hint: What to do.
    """

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason, hint=hint)


class NotRegisteredError(PeopleError):
    """Somebody is not in the register of a site."""

    def __init__(self) -> None:
        super().__init__(
            "This identity is not registered at this site.",
            hint="Give its public key to whoever administers the site: advisor identity show FILE",
        )


class NotARequestError(PeopleError):
    """A file is no request for a new key that counts here."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a request for a new key by somebody registered at this site.",
            hint="It may be damaged, used already, or made with another identity. Ask for a new "
            "one: advisor identity rotate",
        )


class StillHeldError(PeopleError):
    """Somebody holds what they could not hold after a change.

    Args:
        name: Their name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds labels that this change would not leave them.",
            hint="Nothing was changed. Revoke those first, with: advisor clearance revoke",
        )


class SelfRevocationError(PeopleError):
    """Somebody would take a label from themselves, and make its new key."""

    def __init__(self) -> None:
        super().__init__(
            "You cannot revoke what you hold yourself: you would make its new key.",
            hint="Ask another administrator who holds it.",
        )


class NotHeldError(PeopleError):
    """An administrator does not hold what they would give or change.

    Args:
        labels: What they do not hold.
        holders: Names of those who hold all of it and administer the site.
    """

    def __init__(self, labels: Collection[Label], holders: Iterable[str]) -> None:
        named = ", ".join(map(str, sorted(labels, key=by_height)))
        who = ", ".join(sorted(holders))
        super().__init__(
            f"You do not hold {named}, and nobody gives what they do not hold.",
            hint=f"Who could: {who}." if who else "No administrator of this site holds all of it.",
        )


class NoSuchLabelError(UsageError):
    """A site has no key for a label.

    Args:
        label: The label.
    """

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"This site has no key for {label}.",
            hint="advisor site keys lists the labels that you hold.",
        )


class LabelThereError(PeopleError):
    """A site holds a label already.

    Args:
        label: The label.
    """

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"This site holds {label} already.",
            hint="Nothing was changed. advisor clearance grant gives it to people.",
        )


class LastHolderError(PeopleError):
    """A label would be left with nobody who can grant it.

    Args:
        label: The label.
    """

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"No other administrator holds {label}, so nobody could grant it any more.",
            hint="Nothing was changed. Grant it to another administrator first.",
        )


class LastAdministratorError(PeopleError):
    """A site would be left without an administrator."""

    def __init__(self) -> None:
        super().__init__(
            "This is the only administrator of the site.",
            hint="Nothing was changed. Make somebody else one first.",
        )


class PastDayError(UsageError):
    """A day that has to come has passed.

    Args:
        day: The day.
    """

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} has passed.", hint="Name the last day that it is valid on.")
