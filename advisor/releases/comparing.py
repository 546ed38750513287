"""Two catalogues compared for one reader: what differs, and which cases come out otherwise.

Each is a catalogue file that the reader opened, or a folder of sources, of which what is
marked above a label is left out before anything is compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from advisor.cases import Case
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.rule_case import RuleCase
from advisor.catalogue.source import is_of_test_cases
from advisor.catalogue.trust import Trust
from advisor.clearance import Label
from advisor.releases.building import check_sources
from advisor.releases.differences import Differences, find_differences
from advisor.releases.outcome_changes import OutcomeChange, find_outcome_changes
from advisor.releases.partition import part_sections
from advisor.session import Session
from advisor.settings import Places


@dataclass(frozen=True)
class Side:
    """One of two catalogues that are compared.

    Attributes:
        session: What the reader can see of it.
        tests: Its test cases that they may see; a catalogue file holds none.
    """

    session: Session
    tests: tuple[RuleCase, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Two catalogues compared.

    Attributes:
        differences: What differs.
        outcomes: Cases that come out otherwise: test cases, then saved ones.
        tests: How many test cases were tried.
        saved: How many saved cases were tried.
    """

    differences: Differences
    outcomes: tuple[OutcomeChange, ...]
    tests: int
    saved: int

    @property
    def marking(self) -> Label:
        """The highest marking of what is told."""
        marking = self.differences.marking
        for outcome in self.outcomes:
            marking = marking.join(outcome.label)
        return marking


def open_sources(
    folder: Path, places: Places, clearance: Label, progress: Progress = tell_nobody
) -> Side:
    """Open a folder of sources as somebody has it who may read up to a label.

    Args:
        folder: The folder.
        places: The site and home folders.
        clearance: The label; what it does not dominate is left out.
        progress: Told how far it has come.

    A test case that does not hold is no hindrance: that it comes out otherwise is what a
    comparison is to tell.

    Raises:
        SourceErrors: The sources have errors besides.
        AdvisorError: It is no folder of sources at all.
    """
    checked = check_sources(folder, progress=progress)
    source = checked.source
    errors = [one for one in checked.problems if one.severity == "error"]
    if source.release is None or not all(is_of_test_cases(one.file) for one in errors):
        raise SourceErrors(errors, f"“{folder}”", "Nothing was compared.")
    sections = part_sections(source, source.release, is_searched=False)
    readable = [section for section in sections if clearance.dominates(section.label)]
    tests = tuple(case.item for case in source.cases if clearance.dominates(case.label))
    return Side(Session(Catalogue(readable), Trust.DRAFT, places), tests)


def compare(
    before: Side, after: Side, saved: Iterable[Case] = (), progress: Progress = tell_nobody
) -> Compared:
    """Compare two catalogues, and try the test cases of both and the reader's own on both.

    Where both have a test case of one id, the one after counts.

    Args:
        before: The one.
        after: The other.
        saved: Cases that the reader saved.
        progress: Told how far it has come. Raising from there stops it.
    """
    tests = {case.id: case for case in (*before.tests, *after.tests)}
    kept = tuple(saved)
    differences = find_differences(before.session.catalogue, after.session.catalogue, progress)
    outcomes = find_outcome_changes(before.session, after.session, tests.values(), kept, progress)
    return Compared(differences, outcomes, len(tests), len(kept))
