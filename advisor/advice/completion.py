"""Exact reasoning over what is not known: every completion of the answers is considered.

Strong Kleene logic leaves ``A or not A`` unknown. Here a condition holds if it
holds in every completion, and a fact matters if in some completion it changes
the result. Values of a fact that no condition tells apart are one class, so a
number or a date has as many as there are thresholds, and a few more.
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Iterable, Iterator
from functools import partial, reduce
from typing import cast

from advisor.advice.condition import (
    All,
    Always,
    AnyOf,
    Atom,
    In,
    Not,
    Tree,
    WorkedOut,
    atoms_of,
    evaluate,
    holds,
)
from advisor.advice.diagram import MAX_NODES, Diagram, DiagramTooLargeError, Node, Operation
from advisor.advice.fact import Answers, Facts, Value
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import FactDefinition

_DAY = datetime.timedelta(days=1)


class Domain:
    """The values of one fact, in classes that no condition tells apart.

    Args:
        definition: The fact.
        atoms: Everything that the conditions ask of it.

    Attributes:
        representatives: One value of each class, in the order of the classes.
        values: Values of every class, in order where the fact has one; where two neighbours
            are in one class, so is all that lies between them.
    """

    def __init__(self, definition: FactDefinition, atoms: Iterable[Atom]) -> None:
        self._atoms = tuple(dict.fromkeys(atoms))
        self._classes: dict[tuple[bool, ...], int] = {}
        representatives: list[Value] = []
        tried = tuple(dict.fromkeys(representative_values(definition, self._atoms)))
        is_ordered = definition.type in ("number", "date")
        self.values: tuple[Value, ...] = tuple(sorted(tried)) if is_ordered else tried
        for value in tried:
            signature = self._signature(value)
            if signature not in self._classes:
                self._classes[signature] = len(representatives)
                representatives.append(value)
        self.representatives: tuple[Value, ...] = tuple(representatives)

    def class_of(self, value: Value) -> int:
        """Return the class of a value that the fact can have."""
        return self._classes[self._signature(value)]

    def _signature(self, value: Value) -> tuple[bool, ...]:
        return tuple(holds(atom, value) for atom in self._atoms)


class Completions:
    """The conditions over one set of facts, as functions of them.

    Args:
        facts: The definitions, by name; more than are used does no harm.
        conditions: Every condition that will be compiled.
        max_nodes: See ``diagram``.

    Attributes:
        diagram: Where the functions live.
        names: The facts that the conditions are about, in the order of asking.
    """

    def __init__(
        self,
        facts: Facts,
        conditions: Iterable[Tree],
        max_nodes: int = MAX_NODES,
    ) -> None:
        atoms: dict[str, list[Atom]] = {}
        for condition in conditions:
            for atom in atoms_of(condition):
                atoms.setdefault(atom.fact, []).append(atom)
        self.names = tuple(atoms)
        self._levels = {name: level for level, name in enumerate(self.names)}
        self._domains = tuple(Domain(facts[name], asked) for name, asked in atoms.items())
        sizes = tuple(len(domain.representatives) for domain in self._domains)
        self.diagram = Diagram(sizes, max_nodes)

    def compile(self, condition: Tree) -> Node:
        """Return a condition as a function to 0 and 1.

        Raises:
            DiagramTooLargeError: There are too many completions to tell apart.
        """
        match condition:
            case Always():
                return self.diagram.leaf(1)
            case All():
                return self.conjunction(map(self.compile, condition.parts))
            case AnyOf():
                return self.disjunction(map(self.compile, condition.parts))
            case Not():
                return self.negation(self.compile(condition.part))
            case WorkedOut():
                return self.compile(condition.tree)
            case _:
                level = self._levels[condition.fact]
                values = self._domains[level].representatives
                return self.diagram.ask(level, tuple(int(holds(condition, v)) for v in values))

    def conjunction(self, nodes: Iterable[Node]) -> Node:
        """Return the function that is 1 where all of these are."""
        return self._reduce(operator.and_, nodes, 1)

    def disjunction(self, nodes: Iterable[Node]) -> Node:
        """Return the function that is 1 where at least one of these is."""
        return self._reduce(operator.or_, nodes, 0)

    def negation(self, node: Node) -> Node:
        """Return the function that is 1 where this is 0."""
        return self.diagram.combine(operator.xor, node, self.diagram.leaf(1))

    def known(self, answers: Answers) -> tuple[tuple[int, int], ...]:
        """Return the known answers as level and class."""
        return tuple(
            (level, self._domains[level].class_of(value))
            for level, name in enumerate(self.names)
            if (value := answers.value_of(name)) is not None
        )

    def restrict(self, node: Node, known: Iterable[tuple[int, int]]) -> Node:
        """Return the function once these facts are known to be in these classes."""
        for level, index in known:
            node = self.diagram.restrict(node, level, index)
        return node

    def classes(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield every class of a fact, as level and class."""
        level = self._levels[name]
        for index in range(len(self._domains[level].representatives)):
            yield level, index

    def values(self, name: str) -> tuple[Value, ...]:
        """Return values of every class of a fact; see ``Domain``."""
        return self._domains[self._levels[name]].values

    def class_of(self, name: str, value: Value) -> int:
        """Return the class of a value that a fact can have."""
        return self._domains[self._levels[name]].class_of(value)

    def level_of(self, name: str) -> int:
        """Return the place of a fact in the order of asking."""
        return self._levels[name]

    def names_in(self, support: int) -> frozenset[str]:
        """Return the facts of a support (see ``Diagram.support``)."""
        return frozenset(name for name, level in self._levels.items() if support >> level & 1)

    def mask(self, names: Iterable[str]) -> int:
        """Return facts as a support; names that no condition is about are left out."""
        levels = (self._levels[name] for name in names if name in self._levels)
        return sum(1 << level for level in levels)

    def truth(self, node: Node) -> Ternary:
        """Return TRUE or FALSE where every completion agrees, else UNKNOWN."""
        results = self.diagram.results(node)
        return Ternary.UNKNOWN if len(results) > 1 else Ternary.of(1 in results)

    def _reduce(self, operation: Operation, nodes: Iterable[Node], start: int) -> Node:
        return reduce(partial(self.diagram.combine, operation), nodes, self.diagram.leaf(start))


def decide(
    condition: Tree,
    facts: Facts,
    answers: Answers,
    *,
    max_nodes: int = MAX_NODES,
) -> Ternary:
    """Return the truth of a condition over every completion of the answers.

    Falls back to plain three-valued logic where the diagram would be larger than
    ``max_nodes``: then TRUE and FALSE still hold, but UNKNOWN may be said too often.
    """
    plain = evaluate(condition, answers)
    if plain is not Ternary.UNKNOWN:
        return plain
    try:
        completions = Completions(facts, (condition,), max_nodes)
        node = completions.compile(condition)
    except DiagramTooLargeError:
        return plain
    return completions.truth(completions.restrict(node, completions.known(answers)))


def representative_values(definition: FactDefinition, atoms: Iterable[Atom]) -> Iterator[Value]:
    """Yield values such that every value that the fact can have is like one of them to the atoms.

    A threshold is told apart at itself and one step to either side, because numbers
    are whole and dates are days.
    """
    match definition.type:
        case "yes-no":
            yield from (True, False)
        case "choice":
            yield from (choice.value for choice in definition.choices)
        case "number":
            yield 0
            for number in cast("Iterator[int]", _operands(atoms)):
                yield from (near for near in (number - 1, number, number + 1) if near >= 0)
        case _:
            for day in cast("Iterator[datetime.date]", _operands(atoms)):
                yield from _days_around(day)


def _operands(atoms: Iterable[Atom]) -> Iterator[Value]:
    for atom in atoms:
        if isinstance(atom, In):
            yield from atom.values
        else:
            yield atom.value


def _days_around(day: datetime.date) -> Iterator[datetime.date]:
    if day > datetime.date.min:
        yield day - _DAY
    yield day
    if day < datetime.date.max:
        yield day + _DAY
