"""Two catalogues compared for one reader: what differs, and which cases come out otherwise.

Each is a catalogue file that the reader opened, or a folder of sources, of which what is
marked above a label is left out before anything is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
from advisor.releases.outcome_changes import OutcomeChange, Trial
from advisor.releases.partition import part_sections
from advisor.session import Session
from advisor.settings import Places


@dataclass(frozen=True)
class Side:
    """One of two catalogues that are compared.

    Attributes:
        session: What the reader can see of it.
        tests: Its test cases that they may see.
        labels: The label of each, by its id; it is that of what it is about, where there is none.
    """

    session: Session
    tests: tuple[RuleCase, ...] = ()
    labels: Mapping[str, Label] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session) -> Side:
        """Return a session with the test cases that its catalogue carries.

        Raises:
            DamagedCatalogueError: One of them cannot be decoded.
        """
        cases = tuple(session.catalogue.rule_cases())
        labels = {case.id: label for case, label in cases}
        return cls(session, tuple(case for case, _ in cases), labels)


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
    tests = [case for case in source.cases if clearance.dominates(case.label)]
    labels = {case.item.id: case.label for case in tests}
    session = Session(Catalogue(readable), Trust.DRAFT, places)
    return Side(session, tuple(case.item for case in tests), labels)


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
    labels = {
        name: side.labels[name].join(after.labels.get(name, side.labels[name]))
        for side in (after, before)
        for name in side.labels
    }
    trial = Trial(before.session, after.session, labels)
    outcomes = trial.try_all(tests.values(), kept, progress)
    return Compared(differences, outcomes, len(tests), len(kept))
