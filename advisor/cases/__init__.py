"""Saved cases: what a reader answered, kept for when they come back to it."""

from advisor.cases.case import Case, Seen, make_case
from advisor.cases.changes import (
    ChangedOutcome,
    Changes,
    LostAnswer,
    find_changes,
    read_answers,
    read_texts,
)
from advisor.cases.errors import CaseError, DamagedCaseError, NewerCaseError

__all__ = [
    "Case",
    "CaseError",
    "ChangedOutcome",
    "Changes",
    "DamagedCaseError",
    "LostAnswer",
    "NewerCaseError",
    "Seen",
    "find_changes",
    "make_case",
    "read_answers",
    "read_texts",
]
