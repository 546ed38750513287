"""The rules of all entries checked like code, and the test cases beside them tried.

What is wrong is noted on the files that it is in. Readers of several sections have the
rules of all of them together, so each label that rules stand at is checked as its
readers have it.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.advice import (
    AccessInspector,
    Advisor,
    Finding,
    Inspected,
    check_facts,
    try_case,
)
from advisor.advice.derivation import check_derivations
from advisor.catalogue.access import Access
from advisor.catalogue.entry import Authority
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.joining import join_access
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.rule_case import RuleCase
from advisor.catalogue.source import CatalogueSource, Listed
from advisor.clearance import Label

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ROW = re.compile(r"A[1-9][0-9]*|facts: [a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True)
class RuleCounts:
    """How far rules and cases were checked.

    Attributes:
        exact: Entries whose rules were checked over every case.
        plain: Entries whose rules are too large for that: three-valued logic alone.
        cases: Test cases tried.
    """

    exact: int = 0
    plain: int = 0
    cases: int = 0

    def __str__(self) -> str:
        """Return the line that a build ends with."""
        return (
            f"Rules checked: {self.exact} exactly, {self.plain} by three-valued logic. "
            f"Cases tried: {self.cases}."
        )


def check_rules(source: CatalogueSource, progress: Progress = tell_nobody) -> RuleCounts:
    """Check all rules and try all cases; problems are noted on the files they are in.

    Args:
        source: What holds them.
        progress: Told of how many entries the rules are checked.
    """
    if source.has_unread("facts.yaml"):
        return RuleCounts()  # every rule would seem to be about nothing
    _check_facts(source)
    inspector = AccessInspector(source.facts)
    inspected: dict[str, Inspected] = {}
    for done, authored in enumerate(source.entries):
        progress("Checking rules", done, len(source.entries))
        found = _check_entry(authored, inspector)
        if found is not None:
            inspected[str(authored.entry.id)] = found
    broken = {name for name, found in inspected.items() if not found.is_sound}
    exact = sum(found.is_exact is True for found in inspected.values())
    plain = len(inspected) - len(broken) - exact
    return RuleCounts(exact, plain, _Cases(source, broken).check(progress))


def _rules_of(authored: AuthoredEntry) -> tuple[Access, ...]:
    values = (portion.value for portion in authored.entry.portions)
    return tuple(value for value in values if isinstance(value, Access))


def _check_facts(source: CatalogueSource) -> None:
    accesses = [access for authored in source.entries for access in _rules_of(authored)]
    listed = source.listed("facts.yaml")
    for finding in (*check_facts(source.facts, accesses), *check_derivations(source.facts)):
        # A path is ``facts[INDEX]…``, counted over all the files of the list.
        place, _, below = finding.path.removeprefix("facts[").partition("]")
        listed[int(place)].report(below, finding.reason, finding.remedy, severity=finding.severity)


def _check_entry(authored: AuthoredEntry, inspector: AccessInspector) -> Inspected | None:
    """Check the rules of an entry, noting what is wrong; ``None`` where it has none."""
    rules = [pair for pair in authored.placed if isinstance(pair[0].value, Access)]
    found = None
    for portion, base in rules:
        inspected = inspector.inspect(portion.value)
        _report(authored, base, inspected.findings)
        found = inspected if found is None or found.is_sound else found
    if len(rules) > 1 and found is not None and found.is_sound:
        # What each shows by itself is sound; readers of several sections have them together.
        together = join_access([portion.value for portion, _ in rules])
        found = inspector.inspect(together)
        _report(authored, rules[-1][1], found.findings, whole=True)
    return found


def _report(
    authored: AuthoredEntry, base: str, findings: Iterable[Finding], *, whole: bool = False
) -> None:
    """Note what is wrong with the rules at a place."""
    for finding in findings:
        path = base if whole else base + finding.path.removeprefix("access")
        authored.file.report(path, finding.reason, finding.remedy, severity=finding.severity)


class _Cases:
    """The test cases of some sources.

    Args:
        source: Everything that was read.
        broken: Ids of entries whose rules have no meaning, so that no case of theirs is tried.
    """

    def __init__(self, source: CatalogueSource, broken: set[str]) -> None:
        self._source = source
        self._broken = broken
        self._entries = {str(authored.entry.id): authored for authored in source.entries}
        self._advisors: dict[Label, Advisor] = {}

    @cached_property
    def _rows(self) -> set[str]:
        """The rows of the table of authorities."""
        parts = (authored.entry.find("authority") for authored in self._source.entries)
        return {part.row for part in parts if isinstance(part, Authority)}

    def check(self, progress: Progress) -> int:
        """Check and try every case; return how many were tried."""
        cases = self._source.cases
        counts = Counter(listed.item.id for listed in cases)
        tried = 0
        for done, listed in enumerate(cases):
            progress("Trying test cases", done, len(cases))
            tried += self._check(listed, counts)
        return tried

    def _check(self, listed: Listed, counts: Mapping[str, int]) -> bool:
        case: RuleCase = listed.item
        if not _SLUG.fullmatch(case.id):
            listed.report(".id", "The id is not a slug.", "Join lower-case words by hyphens.")
        if counts[case.id] > 1:
            listed.report(".id", f"Several cases are called “{case.id}”.", "Rename one.")
        self._check_row(listed, case.row)
        authored = self._find(listed, case.check)
        if authored is None or not self._is_marked_as_high(listed, authored):
            return False
        findings = try_case(case, self._advisor(listed.label))
        for finding in findings:
            listed.report(finding.path, finding.reason, finding.remedy)
        return not findings

    def _check_row(self, listed: Listed, row: str) -> None:
        if not _ROW.fullmatch(row):
            remedy = "Write a row such as A4, or “facts: PLACE”."
            listed.report(".row", f"“{row}” is no place in the reviewed facts.", remedy)
        elif row.startswith("A") and row not in self._rows:
            listed.report(".row", f"No authority is of row {row}.", "Name the row that it is from.")

    def _find(self, listed: Listed, name: str) -> AuthoredEntry | None:
        """Return the entry that a case tries, if it can be tried."""
        authored = self._entries.get(name)
        if authored is None:
            is_unread = any(file.endswith(f"/{name}.yaml") for file in self._source.unread)
            if not is_unread:
                near = difflib.get_close_matches(name, list(self._entries), 1)
                remedy = (
                    f"Did you mean “{near[0]}”?" if near else "Name an entry with access rules."
                )
                listed.report(".check", f"There is no entry “{name}”.", remedy)
            return None
        if not _rules_of(authored):
            reason = f"“{name}” has no access rules."
            listed.report(".check", reason, "Name an entry with access rules.")
            return None
        return None if name in self._broken else authored

    def _is_marked_as_high(self, listed: Listed, authored: AuthoredEntry) -> bool:
        """Say whether a case is marked as high as what it is about, noting where it is not."""
        rules = [p.label for p in authored.entry.portions if isinstance(p.value, Access)]
        needed = [authored.entry.label]
        if not any(listed.label.dominates(label) for label in rules):
            needed.extend(rules)
        facts = {fact.name: label for fact, label in self._source.labelled("facts.yaml")}
        needed.extend(facts[name] for name in listed.item.facts if name in facts)
        missing = [label for label in needed if not listed.label.dominates(label)]
        if missing:
            remedy = f"Add “label: {missing[0].join(listed.label)}”."
            listed.report("", "It is about something marked higher than it.", remedy)
        return not missing

    def _advisor(self, label: Label) -> Advisor:
        """Return the advisor of a reader who is cleared for a label and no more."""
        if label not in self._advisors:
            facts = self._source.labelled("facts.yaml")
            self._advisors[label] = Advisor(
                [fact for fact, marked in facts if label.dominates(marked)],
                {
                    name: join_access(rules)
                    for name, authored in self._entries.items()
                    if (rules := _readable(authored, label)) and name not in self._broken
                },
            )
        return self._advisors[label]


def _readable(authored: AuthoredEntry, label: Label) -> Sequence[Access]:
    return [
        portion.value
        for portion in authored.entry.portions
        if isinstance(portion.value, Access) and label.dominates(portion.label)
    ]
