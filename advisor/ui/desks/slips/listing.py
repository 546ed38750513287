"""The rows of what readers report: what is still to be decided first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.wording import say_date
from advisor.slips.kept import Kept, Verdict
from advisor.ui.models.results import ResultRow

_GROUPS: Final = {None: "To decide", Verdict.ACCEPTED: "Accepted", Verdict.DECLINED: "Declined"}


def title_of(kept: Kept, catalogue: Catalogue) -> str:
    """Return the name of a slip's entry: ours, where there is such an entry."""
    entry = kept.slip.entry
    return catalogue.head(entry).title if entry in catalogue else kept.slip.title


def group_slips(listed: Sequence[Kept], catalogue: Catalogue) -> dict[str, list[ResultRow]]:
    """Return the rows of a list, by heading.

    Args:
        listed: Each slip.
        catalogue: What the administrator may read.
    """
    groups: dict[str, list[ResultRow]] = {heading: [] for heading in _GROUPS.values()}
    for kept in listed:
        verdict = kept.decision.verdict if kept.decision else None
        groups[_GROUPS[verdict]].append(_to_row(kept, catalogue))
    return groups


def _to_row(kept: Kept, catalogue: Catalogue) -> ResultRow:
    label = kept.slip.label
    return ResultRow(
        entry_id=kept.id,
        title=title_of(kept, catalogue),
        kind_words=say_date(kept.slip.written_on),
        summary=" ".join(kept.slip.said.wrong.split()),
        level=label.classification.value,
        marking=str(label),
    )
