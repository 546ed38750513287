"""Why something about a release was refused.

Every message is a constant: it quotes nothing from the file, which a stranger may have made.
"""

from __future__ import annotations

from enum import Enum

from advisor.errors import AdvisorError

_AGAIN = "Copy it again from where it came. If that does not help, ask who publishes it."
_ASK = "Do not use it. Ask who publishes it, by a telephone number that you had before."


class ReleaseError(AdvisorError):
    """Something about a signed release cannot be done."""


class Refusal(Enum):
    """A reason to refuse a release: what is wrong, and what to do."""

    NOT_A_FILE = ("This is not a file that can be read.", "Name the release file itself.")
    TOO_LARGE = ("This file is too large to be a release.", _AGAIN)
    NOT_A_RELEASE = ("This file is not a release, or it is damaged.", _AGAIN)
    UNUSUAL_PART = (
        "This file holds something that no release holds, or in a form that none has.",
        _ASK,
    )
    MISSING_PART = ("Parts of this release are missing, or are those of another.", _AGAIN)
    ALTERED = ("This release was altered after it was signed.", _ASK)
    TOO_FEW_SIGNATURES = (
        "Too few of the publisher's current keys have signed this release.",
        "If it is a draft, the next publisher has to sign it. Else do not use it.",
    )
    OTHER_PUBLISHER = (
        "This release is by another publisher than the one that this site trusts.",
        _ASK,
    )
    NO_PUBLISHER = (
        "This site trusts no publisher yet.",
        "Have the publisher read the fingerprint of their root of trust out to you, then give it "
        "with --trust.",
    )
    WRONG_FINGERPRINT = (
        "The root of trust of this release has another fingerprint than the one you gave.",
        "Have it read out again. If it still differs, do not use the release.",
    )
    NOT_ALLOWED = (
        "The site's policy does not allow this publisher.",
        "Whoever writes the policy decides: release_publishers in policy.toml.",
    )
    DOUBLE_KEY = ("This root of trust counts one key twice.", _ASK)
    WEAK_ROOT = ("This root of trust has a form that ours never have.", _ASK)
    OLDER = (
        "This release is older than one that this site had already.",
        "To go back to an earlier one that is kept here: advisor release rollback",
    )
    BELOW_FLOOR = (
        "This release is older than this version of the application takes.",
        "Get the newest one from who publishes it.",
    )
    BELOW_ROLLBACK_FLOOR = (
        "The publisher does not allow going back that far.",
        "Choose a later release: advisor release history",
    )
    EXPIRED = (
        "This release has expired, so it may not be imported any more.",
        "Get the newest one. If its date is in the future, this computer's clock is wrong.",
    )
    CLOCK_BEHIND = (
        "This computer's clock is behind the day on which a release was issued.",
        "Set the clock. If it cannot be set, the site's policy decides: wrong_clock.",
    )
    OTHER_CONTENT = (
        "This site has a release of this number already, with other content.",
        _ASK,
    )
    MISLABELLED = ("The catalogue in this release has another number than was signed.", _ASK)
    UNREADABLE_CATALOGUE = (
        "This version of the application cannot read the catalogue in this release.",
        "Update the application first.",
    )
    DAMAGED_STATE = (
        "What this site keeps of its releases is not as it was left.",
        "Tell your administrator. Import the newest release again, or have the folder restored.",
    )
    EXPOSED = (
        "Everybody who uses this computer may change this site's folder.",
        "Have whoever administers it take that right away from all others, then look at its policy "
        "and people. Until then nothing is imported.",
    )
    NOT_KEPT = (
        "This site keeps no release of that number.",
        "Which ones it keeps, says: advisor release history",
    )


class RefusedReleaseError(ReleaseError):
    """A release was refused; nothing was changed.

    Attributes:
        refusal: Why.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value[0], hint=refusal.value[1])
        self.refusal = refusal


class NotAKeyError(ReleaseError):
    """A file or a text is not a publisher's key."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a publisher's key, or it is damaged.",
            hint="A key that signs is in the file that advisor release key create wrote; "
            "what it wrote beside it, ending in .pub, is for others.",
        )


class NotARootError(ReleaseError):
    """A file is not a root of trust."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a root of trust, or it is damaged.",
            hint="Name the file that advisor release root create wrote.",
        )


class UnsuitableKeyError(ReleaseError):
    """A key is not one of those that count."""

    def __init__(self) -> None:
        super().__init__(
            "This key is not one of those that the root of trust names.",
            hint="Which ones it names, says: advisor release root show FILE",
        )


class SignedAlreadyError(ReleaseError):
    """A key has signed already; a second signature of it would not count."""

    def __init__(self) -> None:
        super().__init__(
            "This key has signed it already, and counts once.",
            hint="The next signature has to come from another publisher's key.",
        )
