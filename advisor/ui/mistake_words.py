"""What is wrong with the site's own contacts, in words that several screens show."""

from __future__ import annotations

from advisor.catalogue.problem import SourceErrors
from advisor.errors import AdvisorError

_MOST_PLACES = 3


def say_mistakes(error: AdvisorError) -> str:
    """Return where each mistake is and what to do about it; the first few, of many."""
    if not isinstance(error, SourceErrors):
        return f"{error.message} {error.hint or ''}".rstrip()
    said = [str(problem) for problem in error.problems[:_MOST_PLACES]]
    more = len(error.problems) - len(said)
    return " ".join([*said, *([f"Further mistakes: {more}."] if more else [])])
