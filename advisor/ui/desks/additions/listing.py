"""The rows of what a site adds: what has to be looked at first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from advisor.additions.addition import Addition, Correction, WordGroup
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.ui.models.results import ResultRow

_TO_LOOK_AT, _CORRECTIONS, _NOTES = "To look at again", "Corrections", "Notes"
_WORDS = "Words that people type"


def title_of(addition: Addition, catalogue: Catalogue) -> str:
    """Return the title of the entry that an addition stands on; its id, where that is gone.

    That of a group of words is what people type.
    """
    if isinstance(addition, WordGroup):
        return ", ".join(addition.says)
    entry = addition.entry
    return catalogue.head(entry).title if entry in catalogue else entry


def group_additions(
    listed: Sequence[tuple[Addition, Label]], catalogue: Catalogue, to_look_at: Collection[str]
) -> dict[str, list[ResultRow]]:
    """Return the rows of a list, by heading.

    Args:
        listed: Each addition with its label.
        catalogue: What the administrator may read.
        to_look_at: The ids of those that have to be looked at again.
    """
    groups: dict[str, list[ResultRow]] = {_TO_LOOK_AT: [], _CORRECTIONS: [], _NOTES: [], _WORDS: []}
    for addition, label in listed:
        group = _TO_LOOK_AT if addition.id in to_look_at else _usual_group(addition)
        groups[group].append(_to_row(addition, label, catalogue))
    return groups


def _usual_group(addition: Addition) -> str:
    if isinstance(addition, WordGroup):
        return _WORDS
    return _CORRECTIONS if isinstance(addition, Correction) else _NOTES


def _to_row(addition: Addition, label: Label, catalogue: Catalogue) -> ResultRow:
    return ResultRow(
        entry_id=addition.id,
        title=title_of(addition, catalogue),
        kind_words=say_date(addition.added_on),
        summary=_summary(addition),
        level=label.classification.value,
        marking=str(label),
    )


def _summary(addition: Addition) -> str:
    if isinstance(addition, WordGroup):
        return f"means {', '.join(addition.means)}"
    return " ".join(addition.text.split())
