"""What is wrong with an authored source, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from advisor.errors import AdvisorError

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, order=True)
class Problem:
    """One problem of one source.

    Attributes:
        file: The file, relative to the folder of the sources.
        line: Line in the file, from 1; 0 where the whole file is meant.
        field: Path of the field, such as ``access.routes[0].steps[1].who``.
        reason: What is wrong.
        remedy: What to do about it.
        severity: An error stops the build, a warning wants to be looked at, information does not.
        column: The letters of its column, where the file is the sheet of a workbook.
    """

    file: str
    line: int
    field: str
    reason: str
    remedy: str
    severity: Severity = "error"
    column: str = ""

    def __str__(self) -> str:
        """Return one line for a person to read."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        if self.column:
            place = f"{self.file}!{self.column}{self.line}"
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.reason} {self.remedy}".rstrip()


class SourceErrors(AdvisorError):  # noqa: N818
    """Sources that cannot be used; named for the many problems that it carries.

    Args:
        problems: All of them.
        of: What they are in, for the message.
        so: What was not done for them.

    Attributes:
        problems: All of them, in the order of files and lines.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        of: str = "the sources",
        so: str = "Nothing was written.",
    ) -> None:
        self.problems = tuple(sorted(problems))
        errors = sum(problem.severity == "error" for problem in self.problems)
        super().__init__(
            f"Mistakes in {of}: {errors}. {so}",
            hint="Mend each of them, then try again.",
        )
