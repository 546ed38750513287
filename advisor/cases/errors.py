"""What can go wrong with saved cases."""

from __future__ import annotations

from advisor.errors import AdvisorError


class CaseError(AdvisorError):
    """A case cannot be saved, opened or changed."""


class DamagedCaseError(CaseError):
    """A file is not a case, or not a whole one.

    Args:
        name: The file's name.
        noun: What it should be.
    """

    def __init__(self, name: str, noun: str = "case") -> None:
        article = "an" if noun[0] in "aeiou" else "a"
        super().__init__(
            f"“{name}” is not {article} {noun}, or is damaged.",
            hint=f"It was left as it is. Put an undamaged copy back, or start a new {noun}.",
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
