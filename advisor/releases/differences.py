"""What differs between two catalogues, for somebody who may read some of both.

Rules that this module keeps:
 * It is made from what two sessions can read, so what is above them is absent: an entry
   that was raised out of sight is one that was removed.
 * Labels come first. A label is *lowered* where somebody may read something now whom it
   was kept from before, and *raised* otherwise.
 * A text that was moved or copied to a portion marked lower is a lowered label too, since
   that is what it does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from advisor.catalogue.access import Access, FactDefinition
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Citation, Entry, Source
from advisor.catalogue.parts import ORDER, PARTS
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.clearance import Label, by_height, highest
from advisor.releases.value_differences import Comparison, Speaker


@dataclass(frozen=True)
class Item:
    """One thing of a catalogue: an entry, or an item of one of its lists.

    Attributes:
        kind: An entry's kind, or ``source``, ``threat``, ``question``, ``synonyms``, ``release``.
        id: Its slug, key or name.
        title: What it is called.
        label: What a reader must hold to know of it.
    """

    kind: str
    id: str
    title: str
    label: Label


@dataclass(frozen=True)
class LabelChange:
    """Something whose label is another one.

    Attributes:
        item: What it is of.
        path: Which part of it; empty for its existence.
        name: The same in words.
        before: Its label before.
        after: Its label after.
    """

    item: Item
    path: str
    name: str
    before: Label
    after: Label

    @property
    def is_lowered(self) -> bool:
        """Whether somebody may read it now whom it was kept from before."""
        return not self.after.dominates(self.before)


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else.

    Attributes:
        path: Where it stands, such as ``access.routes[through-rocc].steps[2].who``.
        name: The same in words.
        before: What it said, in words; ``None`` where it was not there.
        after: What it says, in words; ``None`` where it is not there any more.
        label: What a reader must hold to see both.
    """

    path: str
    name: str
    before: str | None
    after: str | None
    label: Label


@dataclass(frozen=True)
class ChangedItem:
    """Something that both catalogues have and that says something else.

    Attributes:
        item: What it is now.
        fields: What differs, field by field, in reading order.
    """

    item: Item
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Differences:
    """What differs between two catalogues.

    Attributes:
        before: The release of the one.
        after: The release of the other.
        labels: What changed its label, lowered ones first.
        added: What the first does not have.
        removed: What the second does not have.
        changed: What says something else.
        unchanged: How many entries are the same.
    """

    before: Release
    after: Release
    labels: tuple[LabelChange, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[ChangedItem, ...]
    unchanged: int

    def __bool__(self) -> bool:
        """Say whether anything differs."""
        return bool(self.labels or self.added or self.removed or self.changed)

    @property
    def marking(self) -> Label:
        """The highest marking of what is told."""
        told = [item.label for item in (*self.added, *self.removed)]
        told += [label for one in self.labels for label in (one.before, one.after, one.item.label)]
        for one in self.changed:
            told += [one.item.label, *(field.label for field in one.fields)]
        return highest(told)


def find_differences(
    before: Catalogue, after: Catalogue, progress: Progress = tell_nobody
) -> Differences:
    """Return what differs between two catalogues, as far as both were opened.

    Args:
        before: The one, such as what is installed.
        after: The other, such as what is to take its place.
        progress: Told how many entries are compared. Raising from there stops it.

    Raises:
        DamagedCatalogueError: A portion that differs cannot be decoded.
    """
    found = _Found(Comparison(Speaker(before.facts), Speaker(after.facts)))
    found.compare_release(before.release, after.release)
    heads = tuple(dict.fromkeys(head.id for head in (*after.heads, *before.heads)))
    for done, entry_id in enumerate(heads):
        progress("Comparing entries", done, len(heads))
        if before.stored(entry_id) == after.stored(entry_id):
            found.unchanged += 1  # most of two releases is: to decode it takes longest
            continue
        found.compare_entries(_sight(before, entry_id), _sight(after, entry_id))
    found.compare_lists(_listed(before), _listed(after))
    return Differences(
        before.release,
        after.release,
        tuple(sorted(found.labels, key=lambda change: not change.is_lowered)),
        tuple(found.added),
        tuple(found.removed),
        tuple(found.changed),
        found.unchanged,
    )


@dataclass(frozen=True)
class _Sight:
    """An entry as a reader has it.

    Attributes:
        entry: The entry.
        cited: Its citations, each with its label.
    """

    entry: Entry
    cited: tuple[tuple[Citation, Label], ...]

    @property
    def item(self) -> Item:
        head = self.entry.head
        return Item(head.kind.value, head.id, head.title, self.entry.label)

    def of_part(self, part: str) -> dict[Label, Any]:
        return {p.label: p.value for p in self.entry.portions if p.part == part}

    def labels_of_citations(self) -> dict[Label, tuple[Citation, ...]]:
        found: dict[Label, list[Citation]] = defaultdict(list)
        for citation, label in self.cited:
            found[label].append(citation)
        return {label: tuple(items) for label, items in found.items()}


def _sight(catalogue: Catalogue, entry_id: str) -> _Sight | None:
    if entry_id not in catalogue:
        return None
    return _Sight(catalogue.entry(entry_id), catalogue.cited(entry_id))


class _Found:
    """What was found so far."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.labels: list[LabelChange] = []
        self.added: list[Item] = []
        self.removed: list[Item] = []
        self.changed: list[ChangedItem] = []
        self.unchanged = 0

    def compare_release(self, before: Release, after: Release) -> None:
        """Compare what the releases are called."""
        item = Item("release", str(after.release), after.title, highest([]))
        self._keep(item, self._fields(before, after, "", "", item.label))

    def compare_entries(self, before: _Sight | None, after: _Sight | None) -> None:
        """Compare an entry with what it was; ``None`` where there is or was none."""
        if before is None or after is None:
            self.added += [after.item] if after is not None else []
            self.removed += [before.item] if before is not None else []
        elif before == after:
            self.unchanged += 1
        else:
            self._compare_entry(before, after)

    def _compare_entry(self, before: _Sight, after: _Sight) -> None:
        item, was, now = after.item, before.entry, after.entry
        found: list[LabelChange] = []
        if was.label != now.label:
            found.append(LabelChange(item, "", "the entry itself", was.label, now.label))
        both = was.label.join(now.label)
        fields = [*self._fields(was.head, now.head, "", "", both)]
        parts = {portion.part for portion in (*was.portions, *now.portions)}
        for part in sorted(parts, key=lambda name: ORDER[name]):
            heading = PARTS[part].heading
            pairs = _pair(before.of_part(part), after.of_part(part))
            found += _label_changes(item, part, heading, pairs)
            fields += self._portions(part, heading, pairs)
        cited = _pair(before.labels_of_citations(), after.labels_of_citations())
        found += _label_changes(item, "sources", "Sources", cited)
        fields += self._portions("sources", "Sources", cited)
        # What was raised or lowered with the entry goes without saying.
        whole = (was.label, now.label)
        found = [one for one in found if not one.path or (one.before, one.after) != whole]
        found += _moved(item, before, after, {one.path for one in found})
        self.labels += found
        if not self._keep(item, fields) and not found and was.label == now.label:
            self.unchanged += 1  # the same in another order of sections

    def _portions(self, path: str, name: str, pairs: Sequence[_Pair]) -> Iterator[FieldChange]:
        for pair in pairs:
            labels = [label for label in (pair.label_before, pair.label_after) if label is not None]
            marked = highest(labels)
            place = path if len(pairs) == 1 else f"{path}[{marked}]"
            yield from self._fields(pair.before, pair.after, place, name, marked)

    def _fields(
        self, before: Any, after: Any, path: str, name: str, label: Label
    ) -> Iterator[FieldChange]:
        for one in self._comparison.differences(before, after, path, name):
            yield FieldChange(one.path, one.name, one.before, one.after, label)

    def _keep(self, item: Item, fields: Iterable[FieldChange]) -> bool:
        kept = tuple(fields)
        if kept:
            self.changed.append(ChangedItem(item, kept))
        return bool(kept)

    def compare_lists(self, before: _Lists, after: _Lists) -> None:
        """Compare sources, threat areas, questions and synonyms."""
        for key in dict.fromkeys((*after, *before)):
            was, now = before.get(key), after.get(key)
            if was is None or now is None:
                self.added += [_item(key, *now)] if now is not None else []
                self.removed += [_item(key, *was)] if was is not None else []
                continue
            item = _item(key, *now)
            if was[1] != now[1]:
                self.labels.append(LabelChange(item, "", "all of it", was[1], now[1]))
            self._keep(item, self._fields(was[0], now[0], "", "", was[1].join(now[1])))


# ── labels ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Pair:
    """One portion before and what stands for it after; ``None`` where there is none."""

    label_before: Label | None
    before: Any
    label_after: Label | None
    after: Any


def _pair(before: Mapping[Label, Any], after: Mapping[Label, Any]) -> list[_Pair]:
    """Match the portions of one part: those of one label, then equal ones, then the rest."""
    pairs = [
        _Pair(label, before[label], label, after[label])
        for label in sorted(before.keys() & after.keys(), key=by_height)
    ]
    gone = sorted(before.keys() - after.keys(), key=by_height)
    come = sorted(after.keys() - before.keys(), key=by_height)
    for old in list(gone):
        same = next((new for new in come if after[new] == before[old]), None)
        if same is not None:
            pairs.append(_Pair(old, before[old], same, after[same]))
            gone.remove(old)
            come.remove(same)
    while gone or come:
        was, now = gone.pop(0) if gone else None, come.pop(0) if come else None
        pairs.append(_Pair(was, was and before[was], now, now and after[now]))
    return pairs


def _label_changes(
    item: Item, path: str, name: str, pairs: Iterable[_Pair]
) -> Iterator[LabelChange]:
    for pair in pairs:
        was, now = pair.label_before, pair.label_after
        if was is not None and now is not None and was != now:
            yield LabelChange(item, path, name, was, now)


def _moved(
    item: Item, before: _Sight, after: _Sight, told: frozenset[str] | set[str]
) -> Iterator[LabelChange]:
    """Yield what can be read at a label after at which it could not be read before."""
    if len({portion.label for each in (before, after) for portion in each.entry.portions}) < 2:  # noqa: PLR2004 - nothing moves within one label
        return
    was, now = _tokens(before), _tokens(after)
    for (part, token), labels in now.items():
        known = was.get((part, token), ())
        if not known or part in told:
            continue
        for label in sorted(labels, key=by_height):
            if not any(label.dominates(earlier) for earlier in known):
                lowest = min(known, key=by_height)
                name = f"{PARTS[part].heading}: a text that was marked {lowest}"
                yield LabelChange(item, part, name, lowest, label)
                break


def _tokens(sight: _Sight) -> dict[tuple[str, bytes], set[Label]]:
    """Return at which labels each text of an entry can be read, by its part."""
    found: dict[tuple[str, bytes], set[Label]] = defaultdict(set)
    for portion in sight.entry.portions:
        for value in _items_of(portion.value):
            found[portion.part, msgspec.json.encode(value)].add(portion.label)
    return found


def _items_of(value: Any) -> tuple[Any, ...]:
    if isinstance(value, Access):
        return (*value.requirements, *value.routes)
    return value if isinstance(value, tuple) else (value,)


# ── lists ────────────────────────────────────────────────────────────────────

_Listed = Source | Threat | FactDefinition | Synonyms
#: Items of lists with their labels, by their kind, what names them, and which of that name.
_Lists = dict[tuple[str, str, int], tuple[_Listed, Label]]


def _listed(catalogue: Catalogue) -> _Lists:
    found: _Lists = {}
    for item, label in catalogue.labelled_lists():
        kind, name = _named(item)
        number = 0
        while (kind, name, number) in found:  # synonyms have no name of their own
            number += 1
        found[kind, name, number] = (item, label)
    return found


def _named(item: _Listed) -> tuple[str, str]:
    match item:
        case Source():
            return "source", item.key
        case Threat():
            return "threat", item.key
        case FactDefinition():
            return "question", item.name
        case Synonyms():
            return "synonyms", ", ".join(item.says)


def _item(key: tuple[str, str, int], item: _Listed, label: Label) -> Item:
    match item:
        case FactDefinition():
            title = item.subject
        case Synonyms():
            title = ", ".join(item.means)
        case _:
            title = item.title
    return Item(key[0], key[1], title, label)
