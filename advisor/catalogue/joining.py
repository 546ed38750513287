"""One value out of the portions of one part that a reader may see.

An entry can say more about the same part in a higher section. All of it is shown,
each with its marking; what the application acts on is joined here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.catalogue.access import Access


def join_values(values: Sequence[Any]) -> Any:
    """Return what several portions of one part say together, in the order of their sections.

    Lists are put behind one another, access rules hold together, and of anything else
    the last, which is the most protected, is meant.
    """
    last = values[-1]
    if len(values) == 1:
        return last
    if isinstance(last, Access):
        return join_access(values)
    if isinstance(last, tuple):
        return tuple(dict.fromkeys(item for value in values for item in value))
    return last


def join_access(rules: Sequence[Access]) -> Access:
    """Return rules that hold together: every requirement, and every route."""
    notes = [access.note for access in rules if access.note]
    return Access(
        requirements=tuple(item for access in rules for item in access.requirements),
        routes=tuple(route for access in rules for route in access.routes),
        note=" ".join(notes) or None,
    )
