"""What can go wrong with saved cases."""

from __future__ import annotations

from advisor.errors import AdvisorError


class CaseError(AdvisorError):
    """A case cannot be saved, opened or changed."""


class DamagedCaseError(CaseError):
    """A file is not a case, or not a whole one.

    Args:
        name: The file's name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is not a case, or is damaged.",
            hint="It was left as it is. Put an undamaged copy back, or start a new case.",
        )


class NewerCaseError(CaseError):
    """A file was written by a newer version of the program.

    Args:
        name: The file's name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” was saved by a newer version of this program.",
            hint="It was left as it is. Open it with the newer version.",
        )
