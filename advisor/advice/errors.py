"""The failures of access rules as they were authored."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.errors import AdvisorError


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a condition.

    Attributes:
        path: Where it stands below the condition, such as ``.all[1].fact``; empty
            for the condition itself.
        reason: What is wrong, in one sentence.
        remedy: What to write instead, in one sentence.
    """

    path: str
    reason: str
    remedy: str


class ConditionError(AdvisorError):
    """A condition has no meaning; the build refuses it, so a reader sees this only on a bad file.

    Args:
        path: Where the condition stands, such as ``access.requirements[0].when``.
        problems: Everything that is wrong with it, at least one.
    """

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        self.path = f"{path}{first.path}"
        self.problems = problems
        super().__init__(f"{self.path}: {first.reason}", hint=first.remedy)
