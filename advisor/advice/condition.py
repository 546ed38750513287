"""Conditions over facts: from plain data to a typed tree, and to a truth value.

The data is described in ``docs/formats/catalogue-source.md``. A tree is frozen
and compared by value. It is made against the facts that it is about, so that a
tree that exists cannot ask for a value its fact never has.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from advisor.advice.errors import ConditionError, Problem
from advisor.advice.fact import Answers, Facts, Value, parse_date, takes, typed_values
from advisor.advice.ternary import Ternary, all_of, any_of
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.quoting import quoted

# Deeper than an author would write by hand, shallower than Python's own limit.
_MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Always:
    """Holds whatever the facts."""


@dataclass(frozen=True, slots=True)
class All:
    """Holds if every part does."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds if at least one part does."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds if its part does not."""

    part: Tree


@dataclass(frozen=True, slots=True)
class Is:
    """Holds if the fact has this value."""

    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class In:
    """Holds if the fact has one of these values."""

    fact: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds if the number is this or more."""

    fact: str
    value: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """Holds if the number is this or less."""

    fact: str
    value: int


@dataclass(frozen=True, slots=True)
class Before:
    """Holds if the day is earlier than this one."""

    fact: str
    value: datetime.date


@dataclass(frozen=True, slots=True)
class After:
    """Holds if the day is later than this one."""

    fact: str
    value: datetime.date


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """Holds if a fact that is worked out has one of these values.

    Attributes:
        fact: Its name.
        values: The values.
        tree: When it has one of them, in terms of facts that are asked.
    """

    fact: str
    values: tuple[Value, ...]
    tree: Tree


Atom = Is | In | AtLeast | AtMost | Before | After
Tree = Always | All | AnyOf | Not | WorkedOut | Atom

NEVER = Not(Always())


def choose(condition: Tree, then: Tree, otherwise: Tree) -> Tree:
    """Return what holds if one thing does where a condition holds, and another where not.

    Written as short as a person would, because it is shown as a reason.
    """
    if then == otherwise:
        return then
    if then == Always():
        if otherwise == NEVER:
            return condition
        others = otherwise.parts if isinstance(otherwise, AnyOf) else (otherwise,)
        return AnyOf((condition, *others))
    if then == NEVER:
        return Not(condition) if otherwise == Always() else All((Not(condition), otherwise))
    return AnyOf((All((condition, then)), All((Not(condition), otherwise))))


def holds(atom: Atom, value: Value) -> bool:
    """Say whether an atom is true of a value that its fact can have."""
    match atom:
        case Is():
            return value == atom.value
        case In():
            return value in atom.values
        case AtLeast():
            return cast("int", value) >= atom.value
        case AtMost():
            return cast("int", value) <= atom.value
        case Before():
            return cast("datetime.date", value) < atom.value
        case _:
            return cast("datetime.date", value) > atom.value


def evaluate(tree: Tree, answers: Answers) -> Ternary:
    """Return the truth of a condition; what is not asked, not known or withheld is unknown."""
    match tree:
        case Always():
            return Ternary.TRUE
        case All():
            return all_of(evaluate(part, answers) for part in tree.parts)
        case AnyOf():
            return any_of(evaluate(part, answers) for part in tree.parts)
        case Not():
            return ~evaluate(tree.part, answers)
        case WorkedOut():
            return evaluate(tree.tree, answers)
        case _:
            value = answers.value_of(tree.fact)
            return Ternary.UNKNOWN if value is None else Ternary.of(holds(tree, value))


def atoms_of(tree: Tree) -> Iterator[Atom]:
    """Yield what a condition asks of single facts, in authored order."""
    match tree:
        case Always():
            return
        case All() | AnyOf():
            for part in tree.parts:
                yield from atoms_of(part)
        case Not():
            yield from atoms_of(tree.part)
        case WorkedOut():
            yield from atoms_of(tree.tree)
        case _:
            yield tree


def facts_of(tree: Tree) -> tuple[str, ...]:
    """Return the names of the facts that a condition is about, in authored order, each once."""
    return tuple(dict.fromkeys(atom.fact for atom in atoms_of(tree)))


def parse_condition(data: object, facts: Facts, path: str = "condition") -> Tree:
    """Read a condition.

    Args:
        data: As authored or stored.
        facts: The facts that it may be about, by name.
        path: Where it stands, for the error.

    Raises:
        ConditionError: It has no meaning; the error holds every problem at once.
    """
    tree, problems = read_condition(data, facts)
    if tree is None:
        raise ConditionError(path, problems)
    return tree


def read_condition(data: object, facts: Facts) -> tuple[Tree | None, tuple[Problem, ...]]:
    """Read a condition for one who wants to see every problem.

    Returns:
        The tree and nothing, or ``None`` and the problems, in authored order.
    """
    reader = _Reader(facts)
    tree = reader.read(data, "", 0)
    return (None if reader.problems else tree), tuple(reader.problems)


class _Reader:
    """Reads one condition and gathers what is wrong with it.

    Where something is wrong a tree is returned all the same, and thrown away by
    ``read_condition``, so that the reading goes on to the next problem.
    """

    def __init__(self, facts: Facts, working_out: tuple[str, ...] = ()) -> None:
        self._facts = facts
        self._working_out = working_out
        self.problems: list[Problem] = []

    def read(self, data: object, path: str, depth: int) -> Tree:
        if depth > _MAX_DEPTH:
            return self._fail(path, "It is nested too deeply.", "Write it flatter.")
        match data:
            case {"fact": name, **rest}:
                return self._read_atom(name, rest, path)
            case {"all": parts, **rest} if not rest:
                return All(self._read_parts(parts, f"{path}.all", depth))
            case {"any": parts, **rest} if not rest:
                return AnyOf(self._read_parts(parts, f"{path}.any", depth))
            case {"not": part, **rest} if not rest:
                return Not(self.read(part, f"{path}.not", depth + 1))
            case _:
                remedy = "Write {all: […]}, {any: […]}, {not: …} or {fact: NAME, is: VALUE}."
                return self._fail(path, "It is not a condition.", remedy)

    def _read_parts(self, parts: object, path: str, depth: int) -> tuple[Tree, ...]:
        if not isinstance(parts, list | tuple) or not parts:
            self._fail(path, "It lists no conditions.", "List at least one condition.")
            return ()
        return tuple(
            self.read(part, f"{path}[{index}]", depth + 1) for index, part in enumerate(parts)
        )

    def _read_atom(self, name: object, rest: Mapping[Any, object], path: str) -> Tree:
        definition = self._facts.get(name) if isinstance(name, str) else None
        if definition is None:
            return self._fail_unknown_fact(name, path)
        operators = _OPERATORS[definition.type]
        if len(rest) != 1 or next(iter(rest)) not in operators:
            given = ", ".join(sorted(map(str, rest))) or "nothing"
            reason = f"A {definition.type} fact is not compared with {given}."
            return self._fail(path, reason, f"Write one of: {', '.join(operators)}.")
        operator, operand = next(iter(rest.items()))
        values = self._read_values(definition, operand, f"{path}.{operator}", many=operator == "in")
        if not values:
            return Always()
        if definition.is_derived:
            return self._work_out(definition, values, path)
        return _ATOMS[operator](definition.name, values)

    def _work_out(self, fact: FactDefinition, values: tuple[Value, ...], path: str) -> Tree:
        """Return a condition on a fact that is worked out, as one on what it is worked out from.

        What is wrong with how it is worked out is told where that stands, and not here again.
        """
        if fact.name in self._working_out:
            around = " → ".join((*self._working_out, fact.name))
            reason = f"“{fact.name}” is worked out from itself: {around}."
            return self._fail(f"{path}.fact", reason, "Work it out from other facts.")
        tree: Tree = Always() if _read(fact, fact.otherwise) in values else NEVER
        for derivation in reversed(fact.derived):
            reader = _Reader(self._facts, (*self._working_out, fact.name))
            when = reader.read(derivation.when, "", 0)
            circles = [problem for problem in reader.problems if " → " in problem.reason]
            self.problems += [Problem(path, one.reason, one.remedy) for one in circles]
            hit = Always() if _read(fact, derivation.value) in values else NEVER
            tree = choose(when, hit, tree)
        return WorkedOut(fact.name, values, tree)

    def _read_values(
        self, definition: FactDefinition, operand: object, path: str, *, many: bool
    ) -> tuple[Value, ...]:
        if not many:
            return self._read_value(definition, operand, path)
        if not isinstance(operand, list | tuple) or not operand:
            self._fail(path, "It lists no values.", "List at least one value.")
            return ()
        return tuple(
            value
            for index, item in enumerate(operand)
            for value in self._read_value(definition, item, f"{path}[{index}]")
        )

    def _read_value(
        self, definition: FactDefinition, operand: object, path: str
    ) -> tuple[Value, ...]:
        value = operand
        if definition.type == "date" and isinstance(operand, str):
            # Stored catalogues are JSON, which has no dates.
            value = parse_date(operand) or operand
        if isinstance(value, Value) and takes(definition, value):
            return (value,)
        reason = f"{quoted(str(operand))} is not a value of “{definition.name}”."
        self._fail(path, reason, f"Write {_expected(definition)}.")
        return ()

    def _fail_unknown_fact(self, name: object, path: str) -> Tree:
        near = difflib.get_close_matches(str(name), self._facts, n=3)
        remedy = f"Nearest: {', '.join(near)}." if near else "Define it in facts.yaml."
        return self._fail(f"{path}.fact", f"There is no fact {quoted(str(name))}.", remedy)

    def _fail(self, path: str, reason: str, remedy: str) -> Tree:
        self.problems.append(Problem(path, reason, remedy))
        return Always()


def _read(fact: FactDefinition, typed: str | None) -> Value | None:
    """Return a value as it stands in how a fact is worked out; ``None`` where it is none."""
    if fact.type == "yes-no":
        return {"yes": True, "no": False}.get(typed or "")
    return typed


_OPERATORS = {
    "yes-no": ("is",),
    "choice": ("is", "in"),
    "number": ("is", "in", "at_least", "at_most"),
    "date": ("is", "before", "after"),
}

# The reader has checked the type of each value before an atom is made of it.
_ATOMS: dict[str, Callable[[str, tuple[Any, ...]], Atom]] = {
    "is": lambda fact, values: Is(fact, values[0]),
    "in": In,
    "at_least": lambda fact, values: AtLeast(fact, values[0]),
    "at_most": lambda fact, values: AtMost(fact, values[0]),
    "before": lambda fact, values: Before(fact, values[0]),
    "after": lambda fact, values: After(fact, values[0]),
}


def _expected(definition: FactDefinition) -> str:
    match definition.type:
        case "yes-no":
            return "true or false"
        case "choice":
            return f"one of: {', '.join(typed_values(definition))}"
        case "number":
            return "a whole number, not negative"
        case _:
            return "a date such as 2026-06-03"
