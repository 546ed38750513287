"""How long two catalogues of some 3,000 and 30,000 entries take to compare.

    python -m benchmarks.differences

Each has the catalogue that ships many times over, under other ids; in the other, every
fifth entry has another title, and the rules of every fifth another condition. The test
cases of the catalogue that ships are tried on both.
"""

from __future__ import annotations

import dataclasses
import sys
import time
import tracemalloc
from pathlib import Path

import msgspec

from advisor.catalogue.access import Access, Requirement
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.rule_case import RuleCase
from advisor.catalogue.section import Section, StoredPortion
from advisor.catalogue.source import read_sources
from advisor.catalogue.trust import Trust
from advisor.releases.comparing import Side, compare
from advisor.releases.partition import part_sections
from advisor.resources import path as resource
from advisor.session import Session
from advisor.settings import Places

_NOWHERE = Places(Path("/nonexistent/site"), Path("/nonexistent/home"))
_EVERY = 5


def main() -> None:
    """Print a line for each size."""
    source = read_sources(resource("catalogue"))
    release = source.release
    assert release is not None
    section = part_sections(source, release, is_searched=False)[0]
    tests = tuple(listed.item for listed in source.cases)
    for copies in (9, 91):
        larger = _copy(section, copies)
        before, after = _side(larger, tests), _side(_change(larger), tests)
        tracemalloc.start()
        _ = compare(before, after)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        before, after = _side(larger, tests), _side(_change(larger), tests)
        began, used = time.perf_counter(), time.process_time()
        found = compare(before, after)
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        print(
            f"{len(larger.heads):,} entries, {found.tests} cases: {seconds:.2f} s "
            f"({processor:.2f} s of processor), {peak:.0f} MB. "
            f"changed {len(found.differences.changed):,}, outcomes {len(found.outcomes):,}"
        )


def _side(section: Section, tests: tuple[RuleCase, ...]) -> Side:
    named = (msgspec.structs.replace(one, check=f"{one.check}-0") for one in tests)
    return Side(Session(Catalogue([section]), Trust.DRAFT, _NOWHERE), tuple(named))


def _copy(section: Section, copies: int) -> Section:
    """Return a section with every entry many times over."""
    numbers = range(copies)
    return dataclasses.replace(
        section,
        heads=tuple(
            msgspec.structs.replace(head, id=f"{head.id}-{number}")
            for number in numbers
            for head in section.heads
        ),
        portions={
            f"{name}-{number}": value
            for number in numbers
            for name, value in section.portions.items()
        },
        citations={
            f"{name}-{number}": value
            for number in numbers
            for name, value in section.citations.items()
        },
    )


def _change(section: Section) -> Section:
    """Return a section with every fifth title changed, and a rule of every capability."""
    heads = tuple(
        msgspec.structs.replace(head, title=f"{head.title} again") if not place % _EVERY else head
        for place, head in enumerate(section.heads)
    )
    portions = {
        name: value if place % _EVERY else tuple(map(_change_rule, value))
        for place, (name, value) in enumerate(section.portions.items())
    }
    return dataclasses.replace(section, heads=heads, portions=portions)


def _change_rule(portion: StoredPortion) -> StoredPortion:
    if portion.part != "access":
        return portion
    access = msgspec.json.decode(portion.value, type=Access)
    turned: tuple[Requirement, ...] = tuple(
        msgspec.structs.replace(one, when={"not": one.when}) for one in access.requirements[:1]
    )
    rules = (*turned, *access.requirements[1:])
    return StoredPortion(
        portion.part, msgspec.json.encode(msgspec.structs.replace(access, requirements=rules))
    )


if __name__ == "__main__":
    sys.exit(main())
