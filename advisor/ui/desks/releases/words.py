"""What the desk for releases says, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from advisor.catalogue.wording import say_date
from advisor.policy import Policy
from advisor.releases.importing import BusyReleasesError
from advisor.signing.errors import Refusal, RefusedReleaseError
from advisor.signing.fingerprint import in_groups
from advisor.signing.key import PublicKey
from advisor.signing.opening import SignedRelease
from advisor.signing.shelf import Deed, Done
from advisor.ui.desks.forms import words

#: Where the core names a command.
_HINTS: Final = {
    Refusal.NOT_A_FILE: "Choose the release file itself. Is the stick still in?",
    Refusal.NO_PUBLISHER: "Compare the publisher's fingerprint first.",
    Refusal.WRONG_FINGERPRINT: "The file is another one than before. Choose it again, and compare "
    "the words again. If they still differ, do not use it.",
    Refusal.OLDER: "To open an earlier one that is kept here, use its button under Kept here.",
    Refusal.BELOW_ROLLBACK_FLOOR: "Choose a later one.",
    Refusal.NOT_KEPT: "Choose one of those under Kept here.",
}
_CLOCK: Final = {
    "refuse": "An import waits until the clock is right to the day.",
    "warn": "An import goes on where the clock is behind. That is recorded.",
}


def say_error(error: Exception) -> str:
    """Return what happened and what to do now, in this window."""
    if isinstance(error, RefusedReleaseError):
        message, hint = error.refusal.value
        return f"{message} {_HINTS.get(error.refusal, hint)}"
    if isinstance(error, BusyReleasesError):
        return f"{error.message} {error.hint} Then read anew: they may have done it for you."
    return words.say_error(error)


def say_age(day: date, today: date) -> str:
    """Return a day, and how long ago it was."""
    days = (today - day).days
    if days == 0:
        return f"{say_date(day)}, today"
    if days < 0:
        return f"{say_date(day)}, which is still to come: look at this computer's clock"
    return f"{say_date(day)}, {days:,} {'day' if days == 1 else 'days'} ago"


def say_signed(release: SignedRelease) -> str:
    """Return how many keys signed a release, and how many it takes."""
    return f"Signed by {len(release.signers)} of {release.keys} keys. It takes {release.threshold}."


def say_expiry(release: SignedRelease, now: datetime) -> str:
    """Return until when a release may be imported."""
    day = say_date(release.expires.date())
    if release.expires < now:
        return f"Out of date since {day}. It can be read, but look for a newer one."
    return f"Not out of date. It may be imported until {day}, and read after that."


def say_key(key: PublicKey) -> str:
    """Return whose key it is, and its fingerprint as one reads it out."""
    return f"{key.holder}: {say_fingerprint(key.fingerprint)}"


def say_fingerprint(fingerprint: str) -> str:
    """Return a fingerprint in three groups."""
    return " / ".join(in_groups(fingerprint))


def say_publishers(policy: Policy) -> str:
    """Return which publishers the policy allows."""
    allowed: Sequence[str] = policy.release_publishers
    if not allowed:
        return "Any that an administrator compares the fingerprint of."
    if list(allowed) == ["none"]:
        return "None. Nothing can be imported until whoever writes the policy allows one."
    return "Only " + "; ".join(map(say_fingerprint, allowed))


def say_clock(policy: Policy) -> str:
    """Return what becomes of an import where the clock is wrong."""
    return _CLOCK[policy.wrong_clock]


def say_done(done: Done) -> str:
    """Return one line of the history."""
    what = "imported" if done.deed is Deed.IMPORT else "opened again"
    said = f"Release {done.release} {what} by {done.account}"
    return f"{said}. Reason: {done.reason}" if done.reason else said


def say_moment(at: datetime) -> str:
    """Return when something was done."""
    return f"{say_date(at.date())}, {at:%H:%M} UTC"


def say_newer(number: int, current: int | None, open_now: int) -> str:
    """Return how a release stands to what is open.

    Args:
        number: Of the release.
        current: Of the release that the site imported; ``None`` for none.
        open_now: Of what is open, bundled or imported.
    """
    if current is None:
        return (
            "Your site has imported no release yet. Open is the catalogue that came with the "
            f"application, release {open_now}."
        )
    if number == current:
        return f"Release {current} is open already."
    return f"Open is release {current}. This one is {number - current} higher."
