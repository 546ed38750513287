"""What a release changed for one reader, in words that the window and the command line share."""

from __future__ import annotations

from typing import Final

from advisor.advice import Outcome
from advisor.advice.wording import outcome_text
from advisor.catalogue.wording import say_date
from advisor.releases.differences import FieldChange, LabelChange
from advisor.releases.outcome_changes import ChangedRule, OutcomeChange
from advisor.releases.reading_changes import OwnChange, OwnChanges

TITLE: Final = "What changed for you"
#: Of an entry that was taken out and of one that somebody may not read any more.
REMOVED: Final = "It is not in the catalogue any more."
NOTHING: Final = "Nothing that you read, marked or saved has changed."
NO_NEWS: Final = (
    "No other release was opened since you last looked. When one is, you are told here what it "
    "changed in the entries that you read, your favourites and your saved cases."
)
_NOT_THERE: Final = "It was not there."
_GONE: Final = "It is not there any more."
_NOT_CHECKED: Final = "It cannot be checked"


def say_news(changes: OwnChanges) -> str:
    """Return in a line or two that another release is open, and how much of it matters."""
    after, before = changes.after, changes.before
    if changes.is_older:
        said = (
            f"The catalogue went back to release {after.release}, from release {before.release} "
            "that you last used"
        )
    else:
        day = say_date(after.published_on)
        said = f"The catalogue was updated to release {after.release}, published on {day}"
    return f"{said}: {say_counts(changes)}"


def say_counts(changes: OwnChanges) -> str:
    """Return how much of it matters, as a sentence that goes on from another."""
    entries, cases = len(changes.entries), changes.cases
    parts = []
    if entries:
        what = "entry that you read, marked or saved has"
        several = "entries that you read, marked or saved have"
        parts.append(f"{entries} {what if entries == 1 else several} changed")
    if cases:
        what, several = "saved case comes", "saved cases come"
        parts.append(f"{cases} {what if cases == 1 else several} out otherwise")
    return f"{', and '.join(parts)}." if parts else f"{NOTHING[0].lower()}{NOTHING[1:]}"


def say_news_briefly(changes: OwnChanges) -> str:
    """Return what ``say_news`` does where there is room for little; the page says the rest."""
    entries, cases = len(changes.entries), changes.cases
    parts = []
    if entries:
        parts.append(f"{entries} of your entries {'has' if entries == 1 else 'have'} changed")
    if cases:
        what = "saved case comes" if cases == 1 else "saved cases come"
        parts.append(f"{cases} {what} out otherwise")
    how = "went back" if changes.is_older else "was updated"
    said = ", and ".join(parts) or "nothing of yours has changed"
    return f"The catalogue {how} to release {changes.after.release}: {said}."


def say_why(change: OwnChange) -> str:
    """Return why an entry is told of, such as ``You read it; a favourite``."""
    said = "; ".join(change.why)
    return f"{said[:1].upper()}{said[1:]}"


def say_label(change: LabelChange) -> tuple[str, str, str]:
    """Return what has another label, and the label before and after."""
    name = "Marking" if not change.path else f"{change.name[:1].upper()}{change.name[1:]}: marking"
    return name, str(change.before), str(change.after)


def say_field(change: FieldChange) -> tuple[str, str, str]:
    """Return a field that says something else, and its words before and after."""
    name = f"{change.name[:1].upper()}{change.name[1:]}"
    return name, change.before or _NOT_THERE, change.after or _GONE


def say_outcome_change(change: OutcomeChange) -> str:
    """Return how a saved case comes out otherwise, in a sentence."""
    before, after = _say_outcome(change.before), _say_outcome(change.after)
    return f"{change.entry_title}: “{before}” before, “{after}” now."


def say_rule(rule: ChangedRule) -> tuple[str, str, str]:
    """Return what became of a rule, and the rule before and after."""
    return f"Rule {rule.what}", rule.before or _NOT_THERE, rule.after or _GONE


def _say_outcome(word: str | None) -> str:
    return _NOT_CHECKED if word is None else outcome_text(Outcome(word))
