"""From a folder of sources to a catalogue file, with every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.advice import Finding, check_access, check_facts
from advisor.catalogue.access import Access
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.joining import join_access
from advisor.catalogue.problem import Problem, SourceErrors
from advisor.catalogue.section import Section
from advisor.catalogue.source import CatalogueSource, read_sources
from advisor.catalogue.trust import pin, pinned_path
from advisor.catalogue.validation import validate
from advisor.catalogue.writing import to_database
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.releases.partition import part_sections
from advisor.releases.sealing_plan import SealingPlan
from advisor.resources import bundled_catalogue


@dataclass(frozen=True)
class CheckedSources:
    """Sources that were read and checked.

    Attributes:
        source: Everything that could be read.
        problems: Every problem found, errors and warnings, in order.
    """

    source: CatalogueSource
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether a catalogue can be built from them."""
        return not any(problem.severity == "error" for problem in self.problems)


def check_sources(folder: Path, additions: Path | None = None) -> CheckedSources:
    """Read and check a folder of sources.

    Args:
        folder: The sources.
        additions: What is laid over them; see ``read_sources``.

    Raises:
        AdvisorError: It is no folder of sources at all.
    """
    source = read_sources(folder, additions)
    validate(source)
    _check_rules(source)
    found = sorted(problem for file in source.files.values() for problem in file.problems)
    return CheckedSources(source, tuple(found))


def build_catalogue(
    folder: Path, output: Path, *, sealing: SealingPlan | None = None
) -> CheckedSources:
    """Build a catalogue file from a folder of sources.

    The bundled catalogue's hash is pinned beside it, so that the application
    recognises what it ships with.

    Args:
        folder: The sources.
        output: The file to write.
        sealing: To whom and in what room what is above OFFICIAL is sealed.

    Raises:
        SourceErrors: The sources have errors; nothing was written.
        UnsealedError: Something is above OFFICIAL, but nothing says whom to seal it to.
        AdvisorError: The output cannot be written; what was there is whole.
    """
    checked = check_sources(folder)
    if not checked.is_sound or checked.source.release is None:
        raise SourceErrors(checked.problems)
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


def _check_rules(source: CatalogueSource) -> None:
    if source.has_unread("facts.yaml"):
        return  # every rule would seem to be about nothing
    accesses = [
        portion.value
        for authored in source.entries
        for portion in authored.entry.portions
        if isinstance(portion.value, Access)
    ]
    listed = source.listed("facts.yaml")
    for finding in check_facts(source.facts, accesses):
        # A path is ``facts[INDEX]…``, counted over all the files of the list.
        place, _, below = finding.path.removeprefix("facts[").partition("]")
        listed[int(place)].report(below, finding.reason, finding.remedy, severity=finding.severity)
    for authored in source.entries:
        rules = [pair for pair in authored.placed if isinstance(pair[0].value, Access)]
        found = [
            _report(authored, base, check_access(portion.value, source.facts))
            for portion, base in rules
        ]
        if len(rules) > 1 and not any(found):
            # What each shows by itself is sound; readers of several sections have them together.
            together = join_access([portion.value for portion, _ in rules])
            _report(authored, rules[-1][1], check_access(together, source.facts), whole=True)


def _report(
    authored: AuthoredEntry, base: str, findings: Iterable[Finding], *, whole: bool = False
) -> bool:
    """Note what is wrong with the rules at a place; return whether anything stops the build."""
    findings = tuple(findings)
    for finding in findings:
        path = base if whole else base + finding.path.removeprefix("access")
        authored.file.report(path, finding.reason, finding.remedy, severity=finding.severity)
    return any(finding.severity == "error" for finding in findings)
