"""Where two values of the catalogue differ, field by field, in words.

Items of a list are matched by what names them (a route's id, a citation's source), and
where nothing does, by the longest run that both have; so an item that was put in between
is one that was added, and no change to all behind it.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from advisor.advice.condition import parse_condition
from advisor.advice.errors import ConditionError
from advisor.advice.wording import condition_text
from advisor.catalogue.access import (
    Access,
    Choice,
    Derivation,
    FactDefinition,
    Prerequisite,
    Requirement,
    Route,
    Step,
)
from advisor.catalogue.entry import Citation, GridRow, Row
from advisor.catalogue.field_words import field_words
from advisor.catalogue.wording import say_date

#: Which field names an item of a list, by its type; items of other types have no name.
_KEYS: dict[type, str] = {
    Requirement: "id",
    Prerequisite: "id",
    Route: "id",
    Choice: "value",
    Citation: "source",
    Row: "name",
    GridRow: "tier",
}
#: What an item of a list is called, by its type.
_ITEMS: dict[type, str] = {
    Requirement: "requirement",
    Prerequisite: "to obtain first",
    Route: "route",
    Step: "step",
    Choice: "answer",
    Derivation: "worked out",
    Citation: "source",
    Row: "row",
    GridRow: "row",
}
#: Fields that hold conditions.
_CONDITIONS = {(Requirement, "when"), (Step, "when"), (Derivation, "when")} | {
    (Prerequisite, name) for name in ("needed", "held")
}


@dataclass(frozen=True)
class FieldDifference:
    """One field that differs.

    Attributes:
        path: Where it stands, as in the sources, but with names for items that have one:
            ``access.routes[through-rocc].steps[2].who``.
        name: The same in words.
        before: What it said, in words; ``None`` where it was not there.
        after: What it says, in words; ``None`` where it is not there any more.
    """

    path: str
    name: str
    before: str | None
    after: str | None


class Speaker:
    """Puts values of one catalogue into words.

    Args:
        facts: Every question of it that the reader may see; conditions are about them.
    """

    def __init__(self, facts: Iterable[FactDefinition]) -> None:
        self._facts = {fact.name: fact for fact in facts}

    def say(self, value: Any) -> str | None:
        """Return a value in words; ``None`` where there is nothing."""
        match value:
            case None | ():
                return None
            case bool():
                return "yes" if value else "no"
            case datetime.date():
                return say_date(value)
            case tuple():
                return "; ".join(text for item in value if (text := self.say(item)))
            case msgspec.Struct():
                return self._say_record(value)
            case _:
                return str(value)

    def say_condition(self, condition: Any) -> str | None:
        """Return a condition in words; as it is written, where it has no meaning here."""
        if condition is None:
            return None
        try:
            text = condition_text(parse_condition(condition, self._facts), self._facts)
        except ConditionError:
            return _as_written(condition)
        return text or "always"

    def say_field(self, record: type[msgspec.Struct], name: str, value: Any) -> str | None:
        """Return the value of a record's field in words."""
        return self.say_condition(value) if (record, name) in _CONDITIONS else self.say(value)

    def _say_record(self, record: msgspec.Struct) -> str:
        kind = type(record)
        found = (
            (name, self.say_field(kind, name, getattr(record, name)))
            for name in record.__struct_fields__
        )
        return ". ".join(
            f"{field_words(kind, name).name}: {text}".rstrip(".") for name, text in found if text
        )


@dataclass(frozen=True)
class Comparison:
    """What compares values of two catalogues.

    Attributes:
        before: Puts the values of the one into words.
        after: Puts those of the other.
    """

    before: Speaker
    after: Speaker

    def differences(
        self, before: Any, after: Any, path: str, name: str
    ) -> Iterator[FieldDifference]:
        """Yield every field of a value that differs, in the order of the fields.

        Args:
            before: A value of the catalogue before; ``None`` where there was none.
            after: The value that is compared with it.
            path: Where they stand.
            name: The same in words.
        """
        if before == after:
            return
        if isinstance(before, msgspec.Struct) and type(before) is type(after):
            yield from self._of_records(before, after, path, name)
        elif isinstance(before, tuple) and isinstance(after, tuple):
            yield from self._of_lists(before, after, path, name)
        else:
            yield FieldDifference(path, name, self.before.say(before), self.after.say(after))

    def _of_records(
        self, before: msgspec.Struct, after: msgspec.Struct, path: str, name: str
    ) -> Iterator[FieldDifference]:
        kind = type(before)
        for field in before.__struct_fields__:
            old, new = getattr(before, field), getattr(after, field)
            inner, words = f"{path}.{field}".lstrip("."), field_words(kind, field).name
            called = words if not name else f"{name}: {words}"
            if (kind, field) in _CONDITIONS:
                if old != new:
                    yield FieldDifference(inner, called, *self._say_conditions(old, new))
            else:
                # “How to get it: routes: route …” says one thing twice.
                is_of_items = isinstance(old, tuple) and kind in (Access, Route)
                yield from self.differences(old, new, inner, name if is_of_items else called)

    def _say_conditions(self, before: Any, after: Any) -> tuple[str | None, str | None]:
        said = self.before.say_condition(before), self.after.say_condition(after)
        if said[0] == said[1]:  # written otherwise, and perhaps about other answers
            return _as_written(before), _as_written(after)
        return said

    def _of_lists(
        self, before: Sequence[Any], after: Sequence[Any], path: str, name: str
    ) -> Iterator[FieldDifference]:
        key = _key_of((*before, *after))
        old, new = [list(map(key, items)) for items in (before, after)] if key else ([], [])
        if key is None or len(set(old)) != len(old) or len(set(new)) != len(new):
            yield from self._of_unnamed(before, after, path, name)
            return
        was, now = dict(zip(old, before, strict=True)), dict(zip(new, after, strict=True))
        for named in dict.fromkeys((*old, *new)):
            item = now.get(named, was.get(named))
            called = f"{name}: {_called(item)} “{named}”".removeprefix(": ")
            inner = f"{path}[{named}]"
            yield from self.differences(was.get(named), now.get(named), inner, called)
        kept_before, kept_after = [n for n in old if n in now], [n for n in new if n in was]
        if kept_before != kept_after:
            called = f"{name}: order".removeprefix(": ")
            yield FieldDifference(path, called, "; ".join(kept_before), "; ".join(kept_after))

    def _of_unnamed(
        self, before: Sequence[Any], after: Sequence[Any], path: str, name: str
    ) -> Iterator[FieldDifference]:
        for old, new in align(before, after):
            place = new if new is not None else old
            was = before[old] if old is not None else None
            now = after[new] if new is not None else None
            called = f"{name}: {_called(now if now is not None else was)} {(place or 0) + 1}"
            yield from self.differences(was, now, f"{path}[{place}]", called.removeprefix(": "))


def align(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places of the items of two lists that stand for one another and differ.

    ``None`` stands where one list has no such item.
    """
    tokens = [[msgspec.json.encode(item) for item in items] for items in (before, after)]
    matcher = difflib.SequenceMatcher(None, tokens[0], tokens[1], autojunk=False)
    for what, old, old_end, new, new_end in matcher.get_opcodes():
        if what == "equal":
            continue
        for step in range(max(old_end - old, new_end - new)):
            yield (
                old + step if old + step < old_end else None,
                new + step if new + step < new_end else None,
            )


def _key_of(items: Iterable[Any]) -> Callable[[Any], str] | None:
    """Return what names the items of a list; ``None`` where not all have a name."""
    kinds = {type(item) for item in items}
    field = _KEYS.get(next(iter(kinds))) if len(kinds) == 1 else None
    return None if field is None else lambda item: str(getattr(item, field))


def _called(item: Any) -> str:
    return _ITEMS.get(type(item), "item")


def _as_written(condition: Any) -> str | None:
    return None if condition is None else msgspec.json.encode(condition).decode()
