"""What can be wrong with a site's additions.

What is said of a sealed file names its label, which whoever opened it holds.
"""

from __future__ import annotations

from advisor.catalogue.quoting import quoted
from advisor.clearance import Label
from advisor.errors import AdvisorError


class AdditionsError(AdvisorError):
    """Something of what a site adds cannot be shown or changed."""


class UnpinnedError(AdditionsError):
    """The policy pins no key, so nothing that is signed can be relied on."""

    def __init__(self) -> None:
        super().__init__(
            "Your site's additions are not shown: its policy names no key that signs them.",
            hint="Set local_keys in the policy to what “advisor local key” prints.",
        )


class UnreliableError(AdditionsError):
    """A file of additions is not one that the site signed.

    Args:
        label: The label that it is sealed to.
        reason: What is wrong, as the end of a sentence.
    """

    def __init__(self, label: Label, reason: str) -> None:
        super().__init__(
            f"Your site's additions at {label} are not shown: {reason}.",
            hint="Find out who changed the file, or whether the policy lost a key. Mend that.",
        )


class LowAdditionError(AdditionsError):
    """Additions are labelled lower than what they stand on.

    Args:
        label: Their label.
        count: How many.
    """

    def __init__(self, label: Label, count: int) -> None:
        super().__init__(
            f"Additions at {label} that are not shown, since their entries are higher: {count}.",
            hint="Take them out, and add them again at the marking of the entry.",
        )


class NoSigningKeyError(AdditionsError):
    """The key that signs additions is missing, or sealed to others."""

    def __init__(self) -> None:
        super().__init__(
            "There is no key to sign your site's additions with, or none for you.",
            hint="Make it with: advisor local key. Where another administrator made it, ask them "
            "to add something: that hands it on to you.",
        )


class UnpinnedKeyError(AdditionsError):
    """The policy does not name the site's key.

    Args:
        public: Its public half.
    """

    def __init__(self, public: str) -> None:
        super().__init__(
            "Your site's policy does not name the key that its additions are signed with.",
            hint=f'Put this line into the policy: local_keys = ["{public}"]',
        )


class FullAdditionsError(AdditionsError):
    """There would be more additions than are kept.

    Args:
        label: At which label.
    """

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"Your site would add more at {label} than is kept. Nothing was changed.",
            hint="Take out what is not needed any more, or shorten it.",
        )


class NoSuchAdditionError(AdditionsError):
    """There is no addition of that id for this administrator.

    Args:
        typed: What they typed.
    """

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"Your site has no addition {quoted(typed)}.",
            hint="See them all with: advisor local list",
        )


class TooLowError(AdditionsError):
    """An addition is labelled lower than what it stands on.

    Args:
        label: Its label.
    """

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"An addition at {label} may not stand on what is marked higher.",
            hint="Name the marking of the entry and of the line, with --label.",
        )


class WrongAdditionError(AdditionsError):
    """An addition holds what cannot be shown.

    Args:
        field: The field.
        reason: What is wrong, as a sentence.
        remedy: What to do about it.
    """

    def __init__(self, field: str, reason: str, remedy: str) -> None:
        super().__init__(f"{field}: {reason}", hint=remedy)
        self.field = field
