"""What the inspection asked for, and what this product does about it, together.

The inspection's recommendations are entries like any other; here they stand as the one list
that somebody asks for who wants to know what became of the report.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Entry, Kind, Recommendation
from advisor.clearance import Label, highest

#: The heading of the list, wherever it is shown.
TITLE = "What this report asked for"
#: The entry about the report itself.
REPORT = "inspection-report"


@dataclass(frozen=True)
class Asked:
    """One recommendation, as far as its reader may see it.

    Attributes:
        entry: The entry about it.
        recommendation: What was asked, and what is done about it.
        label: The marking of what is shown of it.
    """

    entry: Entry
    recommendation: Recommendation
    label: Label

    @property
    def title(self) -> str:
        """Its name, as it stands in the list."""
        return self.entry.head.title


def recommendations(catalogue: Catalogue) -> tuple[Asked, ...]:
    """Return the recommendations that a session can read of, by their numbers in the report."""
    found = []
    for entry in catalogue.entries_of_kind(Kind.TERM):
        recommendation = entry.find("recommendation")
        if isinstance(recommendation, Recommendation):
            shown = entry.label.join(entry.marking_of("recommendation", "unconfirmed"))
            found.append(Asked(entry, recommendation, shown.join(entry.sources_label)))
    return tuple(sorted(found, key=lambda one: (one.recommendation.number, one.entry.id)))


def marking_of_report(catalogue: Catalogue) -> Label:
    """Return the highest marking of the list, with what it says of the report itself."""
    labels = [one.label for one in recommendations(catalogue)]
    if REPORT in catalogue:
        labels.append(catalogue.label_of(REPORT))
    return highest(labels)
