"""What enquiries come to in figures, to be taken to a tasking meeting.

Rules that this module keeps:
 * No name of a person, a unit, an operation or a case is in figures, and no free text.
 * Figures are marked as all that is open, or lower where that is asked for. Then an enquiry counts
   only where its asker, and all that it names, answers and says, is at or below: wholly or not at
   all, so that no difference of two figures tells of the rest.
 * Names and outcomes are those that a reader of the marking has, by the rules that are open.
 * A cell never runs in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from advisor.advice import Outcome
from advisor.advice.wording import outcome_text
from advisor.cases import read_answers
from advisor.catalogue.csv_table import disarm
from advisor.clearance import Label
from advisor.enquiries.enquiry import Enquiry, Status, Unmet
from advisor.enquiries.retrying import seen_by
from advisor.notes.lowering import open_lower
from advisor.session import Session

#: What stands over the figures.
COLUMNS: Final = ("Counted by", "Which", "Enquiries")
#: What is counted under a name that this release does not have.
NOT_HERE: Final = "not in this release"
_NO_PLACE: Final = "no region named"

#: What was needed and not had, in words.
UNMET_WORDS: Final = {
    Unmet.NONE: "nothing",
    Unmet.NO_CAPABILITY: "no capability does it",
    Unmet.NOT_ALLOWED: "the rules did not allow it",
    Unmet.NO_CAPACITY: "nobody had the capacity",
    Unmet.TOO_LATE: "it would have come too late",
    Unmet.OTHER: "something else",
}


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        by: What is counted by.
        name: Which of them.
        count: How many enquiries.
    """

    by: str
    name: str
    count: int


@dataclass(frozen=True)
class Figures:
    """All of them.

    Attributes:
        label: Their marking.
        enquiries: How many enquiries they are of.
        rows: The figures, the largest of each kind first; statuses and outcomes in their order.
        left_out: How many enquiries are above the marking; for whoever counts, never in a file.
    """

    label: Label
    enquiries: int
    rows: tuple[Figure, ...]
    left_out: int = 0

    def to_csv(self) -> bytes:
        """Return them for a spreadsheet, with their marking at the top and at the bottom."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([str(self.label)])
        writer.writerow(COLUMNS)
        for row in self.rows:
            writer.writerow([disarm(row.by), disarm(row.name), row.count])
        writer.writerow([str(self.label)])
        return text.getvalue().encode("utf-8-sig")


def count(enquiries: Iterable[Enquiry], session: Session, marking: Label | None = None) -> Figures:
    """Return the figures of some enquiries.

    Args:
        enquiries: The enquiries.
        session: The ROCC's, which names what they are about.
        marking: What the figures are marked; as all that is open, where ``None``.

    Raises:
        UsageError: The marking is not one that is open.
    """
    every, label = tuple(enquiries), marking or session.clearance.label
    if label == session.clearance.label:
        return Figures(label, len(every), tuple(_count(every, session)))
    lower = open_lower(session, label)
    found = tuple(one for one in every if _is_within(one, lower, label))
    return Figures(label, len(found), tuple(_count(found, lower)), len(every) - len(found))


def _is_within(enquiry: Enquiry, lower: Session, label: Label) -> bool:
    """Say whether a reader of a marking may know of all that an enquiry names and says."""
    said = [enquiry.asker, *(one.label for one in enquiry.words)]
    said += [Label.parse(enquiry.author_marking)] if enquiry.author else []
    places = [("region", enquiry.region), ("force", enquiry.force)]
    return (
        all(label.dominates(one) for one in said)
        and all(name in lower.catalogue for name in (*enquiry.tactics, *enquiry.looked_at))
        and all(lower.directory.is_place(name, kind) for kind, name in places if name)
        and not read_answers(enquiry, lower)[1]
    )


def _count(found: Sequence[Enquiry], session: Session) -> Iterator[Figure]:
    statuses, outcomes = [one.value for one in Status], [outcome_text(one) for one in Outcome]
    lacking = [one for one in found if one.unmet is not Unmet.NONE]
    yield from _rows("Capability", (_titles(one.tactics, session) for one in found))
    yield from _rows("Threat", (_threats(one, session) for one in found))
    yield from _rows("Region", ([_region(one, session)] for one in found))
    yield from _rows("Status", ([one.status.value] for one in found), statuses)
    yield from _rows("Outcome", (_outcomes(one, session) for one in found), outcomes)
    yield from _rows("Unmet need", ([UNMET_WORDS[one.unmet]] for one in lacking))
    yield from _rows("Unmet need, capability", (_titles(one.tactics, session) for one in lacking))


def _outcomes(enquiry: Enquiry, session: Session) -> list[str]:
    """Return how what was chosen stands for the enquiry's facts, by the rules that are open."""
    seen = seen_by(session, enquiry.tactics, enquiry)
    return [outcome_text(Outcome(one.outcome)) for one in seen.values()]


def _rows(
    by: str, named: Iterable[Iterable[str]], order: Iterable[str] | None = None
) -> Iterator[Figure]:
    counts = Counter(name for names in named for name in dict.fromkeys(names))
    if order is not None:
        yield from (Figure(by, name, counts[name]) for name in order)
        return
    for name, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Figure(by, name, number)


def _titles(names: Iterable[str], session: Session) -> list[str]:
    catalogue = session.catalogue
    return [catalogue.head(name).title if name in catalogue else NOT_HERE for name in names]


def _threats(enquiry: Enquiry, session: Session) -> list[str]:
    titles = {threat.key: threat.title for threat in session.catalogue.threats}
    known = [name for name in enquiry.tactics if name in session.catalogue]
    keys = (key for name in known for key in session.catalogue.head(name).threats)
    return [titles[key] for key in keys if key in titles]


def _region(enquiry: Enquiry, session: Session) -> str:
    if enquiry.region is None:
        return _NO_PLACE
    return _titles([enquiry.region], session)[0]
