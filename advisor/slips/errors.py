"""What can go wrong with slips."""

from __future__ import annotations

from advisor.clearance import Label
from advisor.errors import AdvisorError


class SlipError(AdvisorError):
    """A file is no slip that can be read, or a code is none."""


class HigherSlipError(SlipError):
    """A slip is marked higher than what is open: to a list of slips it is not there."""


class FullSlipsError(SlipError):
    """A site keeps as many slips at a marking as it can."""

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"There are too many slips marked {label} to keep another.",
            hint="Nothing was changed. Take out those that are decided, then try again.",
        )


class NoSuchSlipError(SlipError):
    """There is no such slip among those that an administrator may see."""

    def __init__(self) -> None:
        super().__init__(
            "That slip is not there any more.", hint="Nothing was changed. Look at the list again."
        )


class DamagedSlipsError(SlipError):
    """The file that a site keeps slips in cannot be read."""

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"The slips that your site keeps at {label} were altered or damaged.",
            hint="Nothing is written over them. Put the file back from your backup of the site "
            "folder; the audit log says what was decided.",
        )


class NoLabelForSlipError(SlipError):
    """An administrator holds no key of a label as high as a slip, so it cannot be kept."""

    def __init__(self, label: Label) -> None:
        super().__init__(
            f"This slip is marked {label}, and you hold no key of a label as high as that.",
            hint="Nothing was taken in. Ask an administrator who holds one to take it in.",
        )
