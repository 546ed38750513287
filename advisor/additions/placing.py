"""Joining a site's additions to the national catalogue, as sections of their own.

Rules that this module keeps:
 * Nothing national is replaced: an addition is a portion beside the others.
 * What is labelled lower than what it stands on is not shown.
 * Words that people type are a part of the thesaurus for those who may read their label.
 * An addition whose entry a reader does not have is not shown; whoever administers is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from advisor.additions.addition import Body, Correction, EntryAddition, Note
from advisor.additions.errors import AdditionsError, LowAdditionError
from advisor.additions.reading import Opened
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import SiteCorrection, SiteNote
from advisor.catalogue.own_lines import own_lines
from advisor.catalogue.release import Synonyms
from advisor.catalogue.section import Section, StoredPortion
from advisor.clearance import Label
from advisor.search.errors import SegmentError
from advisor.search.segment import Document, Segment, build_segment


@dataclass(frozen=True)
class Placed:
    """What a site adds, as sections of a catalogue.

    Attributes:
        sections: One for each label that adds something.
        problems: Why some of it is not shown.
    """

    sections: tuple[Section, ...] = ()
    problems: tuple[AdditionsError, ...] = ()


def place_additions(catalogue: Catalogue, opened: Iterable[Opened]) -> Placed:
    """Return what a site adds as sections beside the national ones.

    Args:
        catalogue: The national catalogue, as far as the reader may see it.
        opened: What the site adds, likewise.
    """
    sections, problems = [], []
    for one in opened:
        there = [addition for addition in one.body.on_entries if addition.entry in catalogue]
        shown = [addition for addition in there if is_high_enough(catalogue, addition, one.label)]
        if len(shown) < len(there):
            problems.append(LowAdditionError(one.label, len(there) - len(shown)))
        if shown or one.body.words:
            sections.append(_to_section(catalogue, one, shown))
    return Placed(tuple(sections), tuple(problems))


def is_high_enough(catalogue: Catalogue, addition: EntryAddition, label: Label) -> bool:
    """Tell whether a label dominates that of the entry and line that an addition stands on."""
    if not label.dominates(catalogue.label_of(addition.entry)):
        return False
    if isinstance(addition, Note):
        return True
    entry = catalogue.entry(addition.entry)
    everything = own_lines(entry, entry.marking)
    # A line that is gone says nothing any more; what is above the label would.
    return addition.line not in everything or addition.line in own_lines(entry, label)


def is_outdated(catalogue: Catalogue, addition: EntryAddition, label: Label) -> bool:
    """Tell whether the national text has changed since somebody looked at an addition.

    Args:
        catalogue: The national catalogue; it has the entry.
        addition: The addition.
        label: Its label: what is above that does not count.
    """
    now = own_lines(catalogue.entry(addition.entry), label)
    if isinstance(addition, Correction):
        return addition.line not in now
    return set(addition.stands_on) != set(now)


def to_documents(additions: Iterable[EntryAddition], kinds: dict[str, str]) -> Iterator[Document]:
    """Return what search finds additions by: one document an entry.

    Args:
        additions: The additions.
        kinds: The kind of each entry, by id; those of no kind are left out.
    """
    texts: dict[str, list[str]] = {}
    for addition in additions:
        if addition.entry in kinds:
            texts.setdefault(addition.entry, []).extend(_searched(addition))
    for entry_id, values in texts.items():
        yield Document(entry_id, kinds[entry_id], (), {"body": tuple(values)})


def build_postings(additions: Iterable[EntryAddition], catalogue: Catalogue) -> bytes:
    """Return the search segment of some additions, for whoever saves them.

    Args:
        additions: The additions.
        catalogue: The national catalogue.
    """
    found = tuple(additions)
    return build_segment(to_documents(found, _kinds(found, catalogue)))


def _kinds(additions: Iterable[EntryAddition], catalogue: Catalogue) -> dict[str, str]:
    wanted = {addition.entry for addition in additions if addition.entry in catalogue}
    return {entry_id: catalogue.head(entry_id).kind.value for entry_id in wanted}


def _searched(addition: EntryAddition) -> list[str]:
    if isinstance(addition, Correction):
        return [addition.text, addition.why]
    return [addition.text]


def _to_section(catalogue: Catalogue, one: Opened, shown: list[EntryAddition]) -> Section:
    portions: dict[str, tuple[StoredPortion, ...]] = {}
    for entry_id in dict.fromkeys(addition.entry for addition in shown):
        found = [addition for addition in shown if addition.entry == entry_id]
        portions[entry_id] = tuple(_to_portions(catalogue, found, one.label))
    return Section(
        label=one.label,
        release=catalogue.release,
        heads=(),
        portions=portions,
        citations={},
        sources=(),
        threats=(),
        facts=(),
        thesaurus=tuple(Synonyms(says=one.says, means=one.means) for one in one.body.words),
        is_of_site=True,
        segment=_find_segment(catalogue, one.body, shown),
    )


def _to_portions(
    catalogue: Catalogue, additions: list[EntryAddition], label: Label
) -> Iterator[StoredPortion]:
    corrections = [one for one in additions if isinstance(one, Correction)]
    notes = [one for one in additions if isinstance(one, Note)]
    for part, found in (
        ("site_corrections", [_show_correction(catalogue, one, label) for one in corrections]),
        ("site_notes", [_show_note(catalogue, one, label) for one in notes]),
    ):
        if found:
            yield StoredPortion(part, msgspec.json.encode(found))


def _show_correction(catalogue: Catalogue, one: Correction, label: Label) -> SiteCorrection:
    return SiteCorrection(
        id=one.id,
        heading=one.line.heading,
        was=one.line.text,
        text=one.text,
        why=one.why,
        by=one.by,
        added_on=one.added_on,
        review_on=one.review_on,
        is_outdated=is_outdated(catalogue, one, label),
    )


def _show_note(catalogue: Catalogue, one: Note, label: Label) -> SiteNote:
    return SiteNote(
        id=one.id,
        text=one.text,
        by=one.by,
        added_on=one.added_on,
        review_on=one.review_on,
        is_outdated=is_outdated(catalogue, one, label),
    )


def _find_segment(catalogue: Catalogue, body: Body, shown: list[EntryAddition]) -> bytes:
    """Return the segment that was built on saving; one anew, where it does not fit any more."""
    kinds = _kinds(shown, catalogue)
    try:
        kept = Segment.from_bytes(body.segment)
    except SegmentError:
        kept = None
    is_whole = len(shown) == len(body.on_entries)
    if kept and is_whole and dict(zip(kept.entry_ids, kept.kinds, strict=True)) == kinds:
        return body.segment
    return build_segment(to_documents(shown, kinds))
