"""From a folder of sources to a catalogue file, with every problem at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.catalogue.problem import Problem, SourceErrors
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.proofreading import proofread
from advisor.catalogue.section import Section
from advisor.catalogue.source import CatalogueSource, read_sources
from advisor.catalogue.trust import pin, pinned_path
from advisor.catalogue.validation import validate
from advisor.catalogue.writing import to_database
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.releases.partition import part_sections
from advisor.releases.reviews import check_reviews
from advisor.releases.rule_checks import RuleCounts, check_rules
from advisor.releases.sealing_plan import SealingPlan
from advisor.resources import bundled_catalogue
from advisor.search.analysis import stem_in_order


@dataclass(frozen=True)
class CheckedSources:
    """Sources that were read and checked.

    Attributes:
        source: Everything that could be read.
        problems: Every problem found, errors and warnings, in order.
        rules: How far rules and test cases were checked.
    """

    source: CatalogueSource
    problems: tuple[Problem, ...]
    rules: RuleCounts

    @property
    def is_sound(self) -> bool:
        """Whether a catalogue can be built from them."""
        return not any(problem.severity == "error" for problem in self.problems)


def check_sources(
    folder: Path,
    additions: Path | None = None,
    *,
    today: datetime.date | None = None,
    progress: Progress = tell_nobody,
) -> CheckedSources:
    """Read and check a folder of sources.

    Args:
        folder: The sources.
        additions: What is laid over them; see ``read_sources``.
        today: The day by which reviews are judged; they are not, where ``None``.
        progress: Told how far it has come.

    Raises:
        AdvisorError: It is no folder of sources at all.
    """
    return check_read_sources(
        read_sources(folder, additions, progress), today=today, progress=progress
    )


def check_read_sources(
    source: CatalogueSource,
    before: Iterable[Problem] = (),
    *,
    today: datetime.date | None = None,
    progress: Progress = tell_nobody,
) -> CheckedSources:
    """Check sources that were read, whatever they were read from.

    Args:
        source: The sources.
        before: What was found wrong with what they were read from.
        today: The day by which reviews are judged; they are not, where ``None``.
        progress: Told how far it has come. Raising from there stops it.
    """
    validate(source, stem_in_order, progress)
    proofread(source, progress)
    counts = check_rules(source, progress)
    if today is not None:
        check_reviews(source, today)
    noted = (problem for file in source.files.values() for problem in file.problems)
    found = sorted([*before, *noted])
    return CheckedSources(source, tuple(found), counts)


def build_catalogue(
    folder: Path,
    output: Path,
    *,
    sealing: SealingPlan | None = None,
    today: datetime.date | None = None,
    progress: Progress = tell_nobody,
) -> CheckedSources:
    """Build a catalogue file from a folder of sources.

    The bundled catalogue's hash is pinned beside it, so that the application
    recognises what it ships with.

    Args:
        folder: The sources.
        output: The file to write.
        sealing: To whom and in what room what is above OFFICIAL is sealed.
        today: The day by which reviews are judged; they are not, where ``None``.
        progress: Told how far it has come. Raising from there stops it, and nothing is written.

    Raises:
        SourceErrors: The sources have errors; nothing was written.
        UnsealedError: Something is above OFFICIAL, but nothing says whom to seal it to.
        AdvisorError: The output cannot be written; what was there is whole.
    """
    checked = check_sources(folder, today=today, progress=progress)
    if not checked.is_sound or checked.source.release is None:
        raise SourceErrors(checked.problems)
    progress("Indexing entries", 0, len(checked.source.entries))
    data = to_file(part_sections(checked.source, checked.source.release), sealing)
    write_file(output, data)
    if _is_bundled(output):
        write_file(pinned_path(), pin(data, "catalogue.db"))
    return checked


def to_file(sections: Sequence[Section], sealing: SealingPlan | None = None) -> bytes:
    """Return a catalogue file that holds some sections, the OFFICIAL one first.

    What writes the tables is handed the OFFICIAL section and sealed blobs, nothing else.

    Raises:
        UnsealedError: Something is above OFFICIAL, but nothing says whom to seal it to.
        SealingError: The plan has no room or nobody for one of them.
    """
    if sealing is None:
        if len(sections) > 1:
            raise UnsealedError
        return to_database(sections[0])
    return to_database(sections[0], sealing.seal(sections[1:], sections[0].release))


class UnsealedError(AdvisorError):
    """Something is marked above OFFICIAL, and nobody was named to seal it to."""

    def __init__(self) -> None:
        super().__init__(
            "These sources hold something marked above OFFICIAL, which is published sealed only.",
            hint="Say to whom and in what room: --recipients FILE --profile FILE.",
        )


def _is_bundled(output: Path) -> bool:
    bundled = bundled_catalogue()
    return bundled.exists() and output.samefile(bundled)
