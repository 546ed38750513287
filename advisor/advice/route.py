"""Access rules with their conditions read: what must hold, be obtained and be done.

The records of ``advisor.catalogue.access`` carry the words, the trees beside them
the meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from advisor.advice.condition import (
    NEVER,
    All,
    Always,
    Not,
    Tree,
    atoms_of,
    facts_of,
    parse_condition,
)
from advisor.advice.fact import Facts
from advisor.catalogue.access import (
    Access,
    Condition,
    Prerequisite,
    Requirement,
    Route,
    Step,
)


@dataclass(frozen=True)
class RequirementRule:
    """Something that must hold.

    Attributes:
        requirement: As authored.
        when: Its condition.
    """

    requirement: Requirement
    when: Tree


@dataclass(frozen=True)
class PrerequisiteRule:
    """Something to obtain first.

    Attributes:
        prerequisite: As authored.
        needed: When it is needed.
        held: When the asker has it already.
    """

    prerequisite: Prerequisite
    needed: Tree
    held: Tree

    @property
    def outstanding(self) -> Tree:
        """When it is still to be obtained."""
        return All((self.needed, Not(self.held)))


@dataclass(frozen=True)
class StepRule:
    """One thing to do.

    Attributes:
        step: As authored.
        when: When it applies.
    """

    step: Step
    when: Tree


@dataclass(frozen=True)
class RouteRule:
    """One way to a capability.

    Attributes:
        route: As authored.
        requirements: What must hold beyond the capability's own.
        prerequisites: What to obtain first, in order.
        steps: What to do then, in order.
    """

    route: Route
    requirements: tuple[RequirementRule, ...]
    prerequisites: tuple[PrerequisiteRule, ...]
    steps: tuple[StepRule, ...]

    def mentions(self) -> Iterator[tuple[str, Tree]]:
        """Yield every condition of the route, each with the text that it belongs to."""
        for rule in self.requirements:
            yield rule.requirement.text, rule.when
        for item in self.prerequisites:
            yield item.prerequisite.text, item.outstanding
        for step in self.steps:
            yield step.step.text, step.when


@dataclass(frozen=True)
class AccessRule:
    """The access rules of a capability.

    Attributes:
        access: As authored.
        requirements: What must hold whatever the route.
        routes: The ways to it, best first.
    """

    access: Access
    requirements: tuple[RequirementRule, ...]
    routes: tuple[RouteRule, ...]

    def mentions(self) -> Iterator[tuple[str, Tree]]:
        """Yield every condition, each with the text that it belongs to, in authored order."""
        for rule in self.requirements:
            yield rule.requirement.text, rule.when
        for route in self.routes:
            yield from route.mentions()

    def open(self, route: RouteRule) -> Tree:
        """Return when one of its routes is open: all that it and the capability require."""
        return All(tuple(rule.when for rule in (*self.requirements, *route.requirements)))

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of the facts that any condition is about."""
        return frozenset(atom.fact for _, tree in self.mentions() for atom in atoms_of(tree))

    def needed_by(self, fact: str) -> tuple[str, ...]:
        """Return the texts whose conditions are about a fact, each once."""
        return tuple(
            dict.fromkeys(text for text, tree in self.mentions() if fact in facts_of(tree))
        )


def parse_access(access: Access, facts: Facts, path: str = "access") -> AccessRule:
    """Read every condition of a capability's access rules.

    Args:
        access: As authored or stored.
        facts: Every fact, by name.
        path: Where the rules stand, for the error.

    Raises:
        ConditionError: A condition has no meaning.
    """
    return AccessRule(
        access=access,
        requirements=_requirements(access.requirements, facts, path),
        routes=tuple(
            _route(route, facts, f"{path}.routes[{index}]")
            for index, route in enumerate(access.routes)
        ),
    )


def _route(route: Route, facts: Facts, path: str) -> RouteRule:
    return RouteRule(
        route=route,
        requirements=_requirements(route.requirements, facts, path),
        prerequisites=tuple(
            _prerequisite(item, facts, f"{path}.prerequisites[{index}]")
            for index, item in enumerate(route.prerequisites)
        ),
        steps=tuple(
            StepRule(step, _tree(step.when, facts, f"{path}.steps[{index}].when", Always()))
            for index, step in enumerate(route.steps)
        ),
    )


def _requirements(
    requirements: tuple[Requirement, ...], facts: Facts, path: str
) -> tuple[RequirementRule, ...]:
    return tuple(
        RequirementRule(
            requirement,
            parse_condition(requirement.when, facts, f"{path}.requirements[{index}].when"),
        )
        for index, requirement in enumerate(requirements)
    )


def _prerequisite(item: Prerequisite, facts: Facts, path: str) -> PrerequisiteRule:
    return PrerequisiteRule(
        item,
        needed=_tree(item.needed, facts, f"{path}.needed", Always()),
        held=_tree(item.held, facts, f"{path}.held", NEVER),
    )


def _tree(data: Condition | None, facts: Facts, path: str, default: Tree) -> Tree:
    return default if data is None else parse_condition(data, facts, path)
