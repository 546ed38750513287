"""The rows of what readers report: what is still to be decided first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.slips.kept import Kept, Verdict
from advisor.ui.desks.people.people_list import PeopleDelegate, PeopleModel
from advisor.ui.models.results import ResultRow
from advisor.ui.widgets.row_list import RowList

_NOTHING: Final = "No reports yet"
_GROUPS: Final = {None: "To decide", Verdict.ACCEPTED: "Accepted", Verdict.DECLINED: "Declined"}


class SlipList(RowList):
    """Every slip, in groups."""

    def __init__(self) -> None:
        super().__init__("Reported mistakes", PeopleModel())
        self.rows.setParent(self)
        self.setUniformItemSizes(False)
        self.setItemDelegate(PeopleDelegate(self))

    def show_slips(self, listed: Sequence[tuple[Kept, Label]], catalogue: Catalogue) -> None:
        """Replace the list.

        Args:
            listed: Each slip with the label that it is kept at.
            catalogue: What the administrator may read.
        """
        self.rows.show(list(_arrange([kept for kept, _ in listed], catalogue)))


def title_of(kept: Kept, catalogue: Catalogue) -> str:
    """Return the name of a slip's entry: ours, where there is such an entry."""
    entry = kept.slip.entry
    return catalogue.head(entry).title if entry in catalogue else kept.slip.title


def _arrange(listed: Sequence[Kept], catalogue: Catalogue) -> Iterator[ResultRow]:
    if not listed:
        yield ResultRow(entry_id="", title=_NOTHING)
    for verdict, heading in _GROUPS.items():
        found = [one for one in listed if (one.decision and one.decision.verdict) == verdict]
        if found:
            yield ResultRow(entry_id="", title=heading)
        for kept in found:
            yield _to_row(kept, catalogue)


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
