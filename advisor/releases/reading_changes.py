"""What a release changed for one reader: in the entries they read, marked or saved.

Rules that this module keeps:
 * It is made from what was kept of their own entries and from their session now, each cut to
   the labels that were open both times. So what is above either is absent.
 * An entry that they may not read any more is one that was removed, in the same words.
 * Nothing of other entries counts, however much a release changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.cases import Case
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.release import Release
from advisor.catalogue.trust import Trust
from advisor.clearance import Label, highest
from advisor.releases.differences import (
    Differences,
    FieldChange,
    Item,
    LabelChange,
    find_differences,
)
from advisor.releases.outcome_changes import OutcomeChange, Trial
from advisor.releases.reading_kept import KeptReading, Own, cut
from advisor.session import Session

_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True)
class OwnChange:
    """An entry of a reader's own that is not what it was.

    Attributes:
        item: The entry, as it is now; as it was, where it was removed.
        why: Why it is their own, in words.
        is_removed: Whether it is not there any more, for them.
        labels: What of it has another label.
        fields: What says something else, field by field.
    """

    item: Item
    why: tuple[str, ...]
    is_removed: bool = False
    labels: tuple[LabelChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def marking(self) -> Label:
        """The highest marking of what is told of it."""
        labels = [label for one in self.labels for label in (one.before, one.after)]
        return highest([self.item.label, *labels, *(field.label for field in self.fields)])


@dataclass(frozen=True)
class OwnChanges:
    """What changed for one reader.

    Attributes:
        before: The release that they knew of.
        after: The one that is open.
        entries: Their own entries that changed, those that were removed first.
        outcomes: Their saved cases that come out otherwise.
    """

    before: Release
    after: Release
    entries: tuple[OwnChange, ...] = ()
    outcomes: tuple[OutcomeChange, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether another release is open than the one they knew of."""
        return self.before.release != self.after.release

    @property
    def matters(self) -> bool:
        """Whether anything of the reader's own changed."""
        return bool(self.entries or self.outcomes)

    @property
    def is_older(self) -> bool:
        """Whether the release that is open comes before the one they knew of."""
        return self.after.release < self.before.release

    @property
    def cases(self) -> int:
        """How many saved cases come out otherwise."""
        return len({one.case for one in self.outcomes})

    @property
    def marking(self) -> Label:
        """The highest marking of what is told."""
        told = [one.marking for one in self.entries]
        return highest([*told, *(one.label for one in self.outcomes)])


def find_own_changes(kept: KeptReading, session: Session, cases: Iterable[Case]) -> OwnChanges:
    """Return what the release that is open changed for a reader.

    Args:
        kept: What they last knew.
        session: Their session.
        cases: Their saved cases.

    Raises:
        DamagedCatalogueError: What is compared cannot be decoded.
    """
    release = session.catalogue.release
    if kept.release.release == release.release:
        return OwnChanges(kept.release, release)
    open_now = frozenset(section.label for section in session.catalogue.sections)
    before = Catalogue(cut(kept.catalogue(), kept.ids, open_now))
    after = Catalogue(cut(session.catalogue, kept.ids, kept.labels))
    found = find_differences(before, after)
    then, now = (Session(side, Trust.DRAFT, session.places) for side in (before, after))
    outcomes = Trial(then, now, {}).try_all(saved=cases)
    return OwnChanges(
        kept.release,
        release,
        tuple(_gather(found, kept.own, session.catalogue)),
        tuple(one for one in outcomes if one.entry in kept.ids),
    )


def _gather(found: Differences, own: Own, now: Catalogue) -> Iterator[OwnChange]:
    """Yield what differs, entry by entry."""
    for item in found.removed:
        if item.kind not in _KINDS:
            continue
        if item.id in now:  # it was raised, and they have been cleared for that meanwhile
            raised = LabelChange(item, "", "the entry itself", item.label, now.label_of(item.id))
            yield OwnChange(item, own.why(item.id), labels=(raised,))
        else:
            yield OwnChange(item, own.why(item.id), is_removed=True)
    changed = {one.item.id: one for one in found.changed if one.item.kind in _KINDS}
    labels = [one for one in found.labels if one.item.kind in _KINDS]
    items = {one.item.id: one.item for one in labels}
    items |= {entry_id: one.item for entry_id, one in changed.items()}
    for entry_id, item in items.items():
        yield OwnChange(
            item,
            own.why(entry_id),
            labels=tuple(one for one in labels if one.item.id == entry_id),
            fields=changed[entry_id].fields if entry_id in changed else (),
        )
