"""What can go wrong with something sealed.

Every message is a constant: it says nothing that depends on what was sealed, to
whom, or on whether anything was.
"""

from __future__ import annotations

from advisor.errors import AdvisorError


class SealingError(AdvisorError):
    """Something could not be sealed or opened."""


class NotARecipientError(SealingError):
    """A text is not a public key that may be sealed to."""

    def __init__(self) -> None:
        super().__init__(
            "That is not a public key that can be sealed to.",
            hint="A public key begins with “age1” and has 62 characters; copy it again, whole.",
        )


class DamagedSectionError(SealingError):
    """Something sealed is not what was published."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed part of this catalogue is not as it was published.",
            hint="Ask your administrator to import the release again.",
        )


class NotSealedError(DamagedSectionError):
    """The bytes are not an age file at all, so they claim to be for nobody."""


class GrantError(SealingError):
    """A grant that is for this person cannot be used, or cannot be made."""

    def __init__(self) -> None:
        super().__init__(
            "A grant made to this identity cannot be used.",
            hint="Ask your administrator to grant it again.",
        )


class ProfileError(SealingError):
    """What is to be published does not fit the public profile; told to the publisher."""


class SectionTooLargeError(ProfileError):
    """A section needs more room than a slot has.

    Args:
        needed: Bytes that it takes.
        room: Bytes that a slot has for it.
    """

    def __init__(self, needed: int, room: int) -> None:
        super().__init__(
            f"A section takes {needed:,} bytes, and a slot of the public profile holds {room:,}.",
            hint="Nothing was written. Shorten the section, or enlarge the profile: that is seen.",
        )


class IdentityError(SealingError):
    """An identity file cannot be used."""


class NotAnIdentityFileError(IdentityError):
    """A file is not an identity file, or is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "This file is not an identity file, or it is damaged.",
            hint="Choose your identity file, or a copy of it.",
        )


class TooCostlyIdentityError(IdentityError):
    """An identity file asks for more memory and time than any of ours."""

    def __init__(self) -> None:
        super().__init__(
            "This identity file asks for more memory and time than is safe to give.",
            hint="It was not made here. Choose your own identity file.",
        )


class WrongPassphraseError(IdentityError):
    """A passphrase does not open an identity file."""

    def __init__(self) -> None:
        super().__init__(
            "This passphrase does not open this identity file.",
            hint="Check capitals, accents and spaces. Each wrong try makes the next wait longer.",
        )


class WeakPassphraseError(IdentityError):
    """A chosen passphrase is too easy to guess.

    Args:
        reason: What is weak about it, one sentence that does not quote it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason, hint="Take the words that are offered: they are hard to guess.")


class TooSoonError(IdentityError):
    """A passphrase is tried again before the delay is over.

    Attributes:
        seconds: How long to wait.

    Args:
        seconds: How long to wait.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"Wait {seconds} more {'second' if seconds == 1 else 'seconds'} before the next try.",
            hint="Each wrong passphrase makes the next wait longer, up to a minute.",
        )
        self.seconds = seconds


class UnlockFailedError(IdentityError):
    """The process that works on the passphrase ended without an answer, or took too long."""

    def __init__(self) -> None:
        super().__init__(
            "The identity could not be unlocked on this computer.",
            hint="It takes about 1 GB of free memory for a few seconds. Close other programs.",
        )
