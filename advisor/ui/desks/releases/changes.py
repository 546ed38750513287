"""What a release changes, as rows to choose from and what each says when it is chosen.

The order is that of importance: labels first, the lowered ones before all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from advisor.additions.addition import subject_of
from advisor.additions.conflicts import Conflict
from advisor.clearance import OFFICIAL, Label, highest
from advisor.releases.differences import ChangedItem, FieldChange, Item, LabelChange
from advisor.releases.outcome_changes import ChangedRule, OutcomeChange
from advisor.releases.proposal import Proposal

_NOT_CHECKED = "cannot be checked"
_NOT_THERE = "was not there"
_GONE = "is not there any more"


class Group(StrEnum):
    """Sorts of change, in the order in which they are looked at."""

    LOWERED = "Labels lowered"
    RAISED = "Labels raised"
    OUTCOME = "Cases that come out otherwise"
    CONFLICT = "Your site's own additions to look at"
    ADDED = "Added"
    CHANGED = "Changed"
    REMOVED = "Removed"


@dataclass(frozen=True)
class Part:
    """One thing that a change says.

    Attributes:
        name: What it is of.
        lines: What it says of that, each with what stands before it.
        label: What a reader must hold to see it.
    """

    name: str
    lines: tuple[tuple[str, str], ...]
    label: Label


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes:
        group: Of which sort.
        title: What it is of.
        words: What happens to it.
        parts: All that there is to say.
        label: What a reader must hold to see it.
    """

    group: Group
    title: str
    words: str
    parts: tuple[Part, ...]
    label: Label

    @property
    def line(self) -> str:
        """The change on one line, with its marking where it is above OFFICIAL."""
        marked = "" if self.label == OFFICIAL else f" · {self.label}"
        return f"{self.words}: {self.title}{marked}"


def list_changes(proposal: Proposal) -> tuple[Change, ...]:
    """Return all that a release changes for a reader, what matters most first."""
    found = list(_find(proposal))
    order = list(Group)
    return tuple(sorted(found, key=lambda change: order.index(change.group)))


def count_changes(changes: Iterable[Change]) -> Counter[Group]:
    """Return how many changes there are of each sort."""
    return Counter(change.group for change in changes)


def _find(proposal: Proposal) -> Iterator[Change]:
    yield from map(_conflict, proposal.conflicts)
    compared = proposal.compared
    if compared is None:
        return
    found = compared.differences
    yield from map(_label, found.labels)
    yield from map(_outcome, compared.outcomes)
    yield from (_whole(Group.ADDED, "Added", item) for item in found.added)
    yield from map(_changed, found.changed)
    yield from (_whole(Group.REMOVED, "Removed", item) for item in found.removed)


def _label(one: LabelChange) -> Change:
    group = Group.LOWERED if one.is_lowered else Group.RAISED
    words = "LABEL LOWERED" if one.is_lowered else "Label raised"
    label = highest([one.before, one.after, one.item.label])
    lines = (("Before", str(one.before)), ("After", str(one.after)))
    parts = [Part(one.name, lines, label)]
    if one.is_lowered:
        why = "Whoever holds what it is marked after the import reads it then, and could not before"
        parts.append(Part("What that means", (("", f"{why}."),), OFFICIAL))
    return Change(group, one.item.title, words, tuple(parts), label)


def _outcome(one: OutcomeChange) -> Change:
    lines = (("Before", one.before or _NOT_CHECKED), ("After", one.after or _NOT_CHECKED))
    parts = [Part(one.entry_title, lines, one.label)]
    parts += [
        Part(f"Rule {rule.what}", (*_rule_lines(rule), ("Where", rule.path)), one.label)
        for rule in one.rules
    ]
    if one.because:
        parts.append(Part("Now because", tuple(("", why) for why in one.because), one.label))
    words = "Your case comes out otherwise" if one.is_saved else "Test case comes out otherwise"
    return Change(Group.OUTCOME, one.title, words, tuple(parts), one.label)


def _rule_lines(rule: ChangedRule) -> tuple[tuple[str, str], ...]:
    """Return a rule before and after, in words."""
    return ("Before", rule.before or _NOT_THERE), ("After", rule.after or _GONE)


def _conflict(one: Conflict) -> Change:
    parts = [Part("What your site says", (("", one.addition.text),), one.label)]
    for name, texts in (("It stood on", one.before), ("Now there is", one.after)):
        if texts:
            lines = tuple((line.heading, line.text) for line in texts)
            parts.append(Part(name, lines, one.label))
    reason = one.reason.value
    said = f"{reason[:1].upper()}{reason[1:]}. It stays, and is listed until somebody looks at it."
    parts.append(Part("Why", (("", said),), OFFICIAL))
    title = subject_of(one.addition)
    return Change(Group.CONFLICT, title, "Your site's addition", tuple(parts), one.label)


def _whole(group: Group, words: str, item: Item) -> Change:
    part = Part(item.title, (("Kind", item.kind), ("Id", item.id)), item.label)
    return Change(group, item.title, words, (part,), item.label)


def _changed(one: ChangedItem) -> Change:
    parts = tuple(map(_field, one.fields))
    label = highest([one.item.label, *(part.label for part in parts)])
    title = one.item.title
    if one.item.kind == "release":
        title = f"{title} (the release itself)"
    return Change(Group.CHANGED, title, "Changed", parts, label)


def _field(field: FieldChange) -> Part:
    lines = (("Before", field.before or _NOT_THERE), ("After", field.after or _GONE))
    return Part(f"{field.name[:1].upper()}{field.name[1:]}", lines, field.label)
