"""What enquiries come to in figures, to be taken to a tasking meeting.

Rules that this module keeps:
 * No name of a person, a unit, an operation or a case is in figures, and no free text.
 * Figures are marked as all that is open: what is counted was asked with all of it open.
 * A cell never runs in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from advisor.catalogue.csv_table import disarm
from advisor.clearance import Label
from advisor.enquiries.enquiry import Enquiry, Status, Unmet
from advisor.session import Session

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
        rows: The figures, the largest of each kind first.
    """

    label: Label
    enquiries: int
    rows: tuple[Figure, ...]

    def to_csv(self) -> bytes:
        """Return them for a spreadsheet, with their marking at the top and at the bottom."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([str(self.label)])
        writer.writerow(["Counted by", "Which", "Enquiries"])
        for row in self.rows:
            writer.writerow([disarm(row.by), disarm(row.name), row.count])
        writer.writerow([str(self.label)])
        return text.getvalue().encode("utf-8-sig")


def count(enquiries: Iterable[Enquiry], session: Session) -> Figures:
    """Return the figures of some enquiries.

    Args:
        enquiries: The enquiries.
        session: The ROCC's, which names what they are about.
    """
    found = tuple(enquiries)
    rows = [
        *_rows("Capability", (_titles(one.tactics, session) for one in found)),
        *_rows("Threat", (_threats(one, session) for one in found)),
        *_rows("Region", ([_region(one, session)] for one in found)),
        *_rows("Status", ([one.status.value] for one in found), [one.value for one in Status]),
        *_rows("Unmet need", ([UNMET_WORDS[one.unmet]] for one in found if one.unmet != "none")),
        *_rows("Unmet need, capability", (_lacking(one, session) for one in found)),
    ]
    return Figures(session.clearance.label, len(found), tuple(rows))


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


def _lacking(enquiry: Enquiry, session: Session) -> list[str]:
    return [] if enquiry.unmet is Unmet.NONE else _titles(enquiry.tactics, session)
