"""How much a test tries: little in every run, much in a long one."""

from __future__ import annotations

import os
from typing import Final

#: Set ``ADVISOR_LONG=1`` for a run that may take hours.
IS_LONG: Final = bool(os.environ.get("ADVISOR_LONG"))
_TIMES_LONGER: Final = 20


def tries(usual: int) -> int:
    """Return how many examples a property is tried on: other ones in every run."""
    return usual * _TIMES_LONGER if IS_LONG else usual
