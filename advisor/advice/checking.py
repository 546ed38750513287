"""What is wrong with access rules, found before a release is built.

Every problem is reported at once, each with where it stands, why it is one and
what to do. An *error* stops the build: the rules have no meaning, or tell a
reader something that cannot be. A *warning* is a rule that does nothing.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from advisor.advice.completion import decide
from advisor.advice.condition import Atom, atoms_of, facts_of, holds, read_condition
from advisor.advice.diagram import DiagramTooLargeError
from advisor.advice.errors import ConditionError, Problem
from advisor.advice.evaluation import ExactEvaluation, RouteStanding
from advisor.advice.fact import UNKNOWN_WORD, WITHHELD_WORD, Answers, Facts
from advisor.advice.outcome import Outcome
from advisor.advice.route import AccessRule, parse_access
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import (
    Access,
    Condition,
    FactDefinition,
    Prerequisite,
    Requirement,
    Route,
)
from advisor.catalogue.problem import Severity


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        path: Where, such as ``access.routes[0].prerequisites[1].needed``.
        reason: What is wrong, in one sentence.
        remedy: What to do, in one sentence.
        severity: Whether it stops the build.
    """

    path: str
    reason: str
    remedy: str
    severity: Severity = "error"


def check_facts(
    facts: Sequence[FactDefinition], accesses: Iterable[Access] = ()
) -> tuple[Finding, ...]:
    """Check the questions.

    Args:
        facts: As authored, so that a name may occur twice.
        accesses: Every capability's rules; where given, a fact that none uses is found.

    Returns:
        What is wrong, in authored order; paths start with ``facts[INDEX]``.
    """
    accesses = tuple(accesses)
    used = _used(facts, accesses)
    apart = _told_apart(facts, accesses)
    counts = Counter(fact.name for fact in facts)
    findings: list[Finding] = []
    for index, fact in enumerate(facts):
        path = f"facts[{index}]"
        if counts[fact.name] > 1:
            remedy = "Give each fact a name of its own."
            findings.append(Finding(f"{path}.name", f"“{fact.name}” is defined twice.", remedy))
        findings.extend(_check_choices(fact, path))
        if accesses and fact.name not in used:
            reason = f"No rule is about “{fact.name}”."
            remedy = "Leave the question out, or write the rule that needs it."
            findings.append(Finding(path, reason, remedy, "warning"))
        elif fact.name in apart and len(apart[fact.name]) == 1:
            reason = f"No rule tells the choices of “{fact.name}” apart."
            remedy = "Leave the question out, or write the rule that tells them apart."
            findings.append(Finding(f"{path}.choices", reason, remedy, "warning"))
    return tuple(findings)


def check_access(
    access: Access, facts: Sequence[FactDefinition], path: str = "access"
) -> tuple[Finding, ...]:
    """Check the access rules of one capability.

    Args:
        access: As authored.
        facts: Every fact.
        path: Where the rules stand.

    Returns:
        What is wrong: what each part shows by itself, then what they show together.
    """
    return AccessInspector(facts).inspect(access, path).findings


@dataclass(frozen=True)
class Inspected:
    """Access rules that were checked.

    Attributes:
        findings: What is wrong with them; see ``check_access``.
        is_exact: Whether they can be decided over every case, or are too large for that;
            ``None`` where they are not sound.
    """

    findings: tuple[Finding, ...]
    is_exact: bool | None

    @property
    def is_sound(self) -> bool:
        """Whether nothing about them stops the build."""
        return not any(finding.severity == "error" for finding in self.findings)


class AccessInspector:
    """Checks the access rules of capabilities, and says how far; see ``check_access``.

    Args:
        facts: Every fact.
    """

    def __init__(self, facts: Sequence[FactDefinition]) -> None:
        self._facts: Facts = {fact.name: fact for fact in facts}
        self._conditions = _Conditions(self._facts)

    def inspect(self, access: Access, path: str = "access") -> Inspected:
        """Check the access rules of one capability."""
        facts, conditions = self._facts, self._conditions
        findings = [
            *_check_ids(access, path),
            *_check_requirements(access.requirements, conditions, path),
            *_check_routes(access, conditions, path),
        ]
        if any(finding.severity == "error" for finding in findings):
            return Inspected(tuple(findings), None)
        reported = {finding.path for finding in findings}
        rule = parse_access(access, facts)
        evaluation = _evaluate(rule, facts)
        if evaluation is None:
            together: Iterable[Finding] = [_too_large(path)]
        else:
            together = _check_together(rule, evaluation, path, whole=not reported)
        findings.extend(
            finding
            for finding in together
            if finding.path == path or not _has_below(finding.path, reported)
        )
        return Inspected(tuple(findings), evaluation is not None)


class _Conditions:
    """What is wrong with single conditions; one that stands in many rules is looked at once.

    Args:
        facts: Every fact, by name.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._found: dict[bytes, tuple[Ternary, tuple[Problem, ...]]] = {}

    def judge(self, data: Condition) -> tuple[Ternary, tuple[Problem, ...]]:
        """Return whether a condition always holds, or never, and what is wrong with it."""
        key = msgspec.json.encode(data)
        found = self._found.get(key)
        if found is None:
            tree, problems = read_condition(data, self._facts)
            truth = Ternary.UNKNOWN if tree is None else decide(tree, self._facts, Answers())
            found = self._found[key] = (truth, problems)
        return found


def _evaluate(rule: AccessRule, facts: Facts) -> ExactEvaluation | None:
    try:
        return ExactEvaluation(rule, facts)
    except DiagramTooLargeError:
        return None


def _too_large(path: str) -> Finding:
    reason = "It depends on too many facts at once to be decided exactly."
    return Finding(path, reason, "Use fewer facts, or split the capability.", "warning")


def _check_choices(fact: FactDefinition, path: str) -> Iterator[Finding]:
    if fact.type != "choice":
        if fact.choices:
            remedy = "Leave the choices out, or make it a choice."
            yield Finding(f"{path}.choices", f"A {fact.type} fact has no choices.", remedy)
        return
    if len(fact.choices) < 2:  # noqa: PLR2004 - one answer is no choice
        yield Finding(f"{path}.choices", "It offers no choice.", "List at least two choices.")
    # Capitals do not matter when an answer is typed.
    counts = Counter(choice.value.casefold() for choice in fact.choices)
    for index, choice in enumerate(fact.choices):
        value, where = choice.value.casefold(), f"{path}.choices[{index}].value"
        if counts[value] > 1:
            yield Finding(where, f"“{value}” is listed twice.", "Give each choice its own value.")
        if value in (UNKNOWN_WORD, WITHHELD_WORD):
            yield Finding(where, f"Every question takes “{value}” already.", "Leave it out.")


def _used(facts: Sequence[FactDefinition], accesses: Iterable[Access]) -> set[str]:
    """Return the facts that rules are about, or that what they are about is worked out from."""
    derived = {fact.name: [part.when for part in fact.derived] for fact in facts}
    used: set[str] = set()
    found = [name for access in accesses for name in _mentioned(access)]
    while found:
        name = found.pop()
        if name not in used:
            used.add(name)
            found.extend(_names_in(derived.get(name, [])))
    return used


def _mentioned(access: Access) -> Iterator[str]:
    """Yield every fact name in the rules, whether or not they can be read."""
    conditions: list[object] = [item.when for item in access.requirements]
    for route in access.routes:
        conditions.extend(item.when for item in route.requirements)
        conditions.extend(part for item in route.prerequisites for part in (item.needed, item.held))
        conditions.extend(step.when for step in route.steps)
    yield from _names_in(conditions)


def _names_in(conditions: Iterable[object]) -> Iterator[str]:
    conditions = list(conditions)
    while conditions:
        match conditions.pop():
            case {"fact": str(name)}:
                yield name
            case {"all": list(parts) | tuple(parts)} | {"any": list(parts) | tuple(parts)}:
                conditions.extend(parts)
            case {"not": part}:
                conditions.append(part)


def _told_apart(
    facts: Sequence[FactDefinition], accesses: Iterable[Access]
) -> dict[str, set[tuple[bool, ...]]]:
    """Return the classes of the choices that all rules together tell apart, by the fact's name.

    Rules that cannot be read are passed over: what is wrong with them is told elsewhere.
    """
    by_name = {fact.name: fact for fact in facts}
    atoms: dict[str, set[Atom]] = {}
    for access in accesses:
        with contextlib.suppress(ConditionError):
            for _, tree in parse_access(access, by_name).mentions():
                for atom in atoms_of(tree):
                    atoms.setdefault(atom.fact, set()).add(atom)
    return {
        name: {
            tuple(holds(atom, choice.value) for atom in found) for choice in by_name[name].choices
        }
        for name, found in atoms.items()
        if by_name[name].type == "choice"
    }


def _check_ids(access: Access, path: str) -> Iterator[Finding]:
    """Find ids that are taken twice where both can be shown at once.

    Two routes may use one id for the same thing to obtain.
    """
    general = [
        (f"{path}.requirements[{index}].id", item.id)
        for index, item in enumerate(access.requirements)
    ]
    routes = [(f"{path}.routes[{place}].id", route.id) for place, route in enumerate(access.routes)]
    yield from _check_distinct([*general, *routes], 0)
    for place, route in enumerate(access.routes):
        own = _ids_in(route, f"{path}.routes[{place}]")
        yield from _check_distinct([*general, *own], len(general))


def _check_distinct(ids: Sequence[tuple[str, str]], start: int) -> Iterator[Finding]:
    """Find ids from a place on that occur before it; the earlier are for comparison."""
    first: dict[str, str] = {}
    for place, (where, id_) in enumerate(ids):
        taken_by = first.setdefault(id_, where)
        if place >= start and taken_by != where:
            reason = f"The id “{id_}” is taken by {taken_by.removesuffix('.id')}."
            yield Finding(where, reason, "Give each its own id.")


def _ids_in(route: Route, path: str) -> Iterator[tuple[str, str]]:
    for index, item in enumerate(route.requirements):
        yield f"{path}.requirements[{index}].id", item.id
    for index, prerequisite in enumerate(route.prerequisites):
        yield f"{path}.prerequisites[{index}].id", prerequisite.id


def _check_requirements(
    requirements: tuple[Requirement, ...], conditions: _Conditions, path: str
) -> Iterator[Finding]:
    for index, item in enumerate(requirements):
        where = f"{path}.requirements[{index}]"
        yield from _check_sources(item.sources, where)
        yield from _check_condition(item.when, conditions, f"{where}.when", if_never="error")


def _check_routes(access: Access, conditions: _Conditions, path: str) -> Iterator[Finding]:
    if not access.routes:
        yield Finding(f"{path}.routes", "There is no way to it.", "Write at least one route.")
    for index, route in enumerate(access.routes):
        where = f"{path}.routes[{index}]"
        yield from _check_route(route, conditions, where)
        for earlier, other in enumerate(access.routes[:index]):
            if _content(route) == _content(other):
                reason = f"It is the same as {path}.routes[{earlier}]."
                yield Finding(where, reason, "Leave one of the two out.")


def _check_route(route: Route, conditions: _Conditions, path: str) -> Iterator[Finding]:
    if not route.contacts:
        reason, remedy = "It names nobody to ring.", "List at least one contact."
        yield Finding(f"{path}.contacts", reason, remedy)
    if not route.steps:
        reason, remedy = "It says nothing to do.", "Write at least one step."
        yield Finding(f"{path}.steps", reason, remedy)
    yield from _check_requirements(route.requirements, conditions, path)
    for index, item in enumerate(route.prerequisites):
        yield from _check_prerequisite(item, conditions, f"{path}.prerequisites[{index}]")
    for index, step in enumerate(route.steps):
        where = f"{path}.steps[{index}]"
        yield from _check_sources(step.sources, where)
        yield from _check_condition(step.when, conditions, f"{where}.when")


def _check_prerequisite(
    item: Prerequisite, conditions: _Conditions, path: str
) -> Iterator[Finding]:
    yield from _check_sources(item.sources, path)
    yield from _check_condition(item.needed, conditions, f"{path}.needed")
    yield from _check_condition(item.held, conditions, f"{path}.held")


def _check_sources(sources: tuple[str, ...], path: str) -> Iterator[Finding]:
    if not sources:
        reason, remedy = "It rests on no source.", "Name the source that it comes from."
        yield Finding(f"{path}.sources", reason, remedy)


def _check_condition(
    data: Condition | None, conditions: _Conditions, path: str, if_never: Severity = "warning"
) -> Iterator[Finding]:
    if data is None:
        return
    truth, problems = conditions.judge(data)
    for problem in problems:
        yield Finding(f"{path}{problem.path}", problem.reason, problem.remedy)
    if truth is Ternary.FALSE:
        yield Finding(path, "It can never hold.", "Mend it, or leave out what it is for.", if_never)
    if truth is Ternary.TRUE:
        yield Finding(path, "It always holds.", "Mend it, or leave it out.", "warning")


def _content(route: Route) -> tuple[object, ...]:
    """Return what a route does, without what it is called."""
    return (
        [item.when for item in route.requirements],
        [(item.text, item.needed, item.held) for item in route.prerequisites],
        [(step.text, step.when) for step in route.steps],
        route.contacts,
    )


def _check_together(
    rule: AccessRule, evaluation: ExactEvaluation, path: str, *, whole: bool
) -> Iterator[Finding]:
    """Find what rules show together.

    Args:
        rule: The rules.
        evaluation: The same as functions of their facts.
        path: Where they stand.
        whole: Whether to say which outcomes are missing, which smaller findings explain.
    """
    standing = evaluation.evaluate(Answers())
    best = evaluation.best_routes()
    for place, route in enumerate(rule.routes):
        where = f"{path}.routes[{place}]"
        # Another way for the same cases is shown beside the best; one with cases should decide.
        is_led_to = place in best or not route.requirements
        yield from _check_reach(standing.routes[place], where, is_led_to=is_led_to)
    if whole:
        yield from _check_outcomes(rule, standing.possible, path)
    mentioned = dict.fromkeys(name for _, tree in rule.mentions() for name in facts_of(tree))
    for name in mentioned:
        if name not in standing.matters:
            reason = f"The answer to “{name}” never changes anything."
            yield Finding(path, reason, "Leave out the conditions on it.", "warning")


def _check_outcomes(rule: AccessRule, possible: frozenset[Outcome], path: str) -> Iterator[Finding]:
    """Find outcomes that the rules are made for and that no case leads to, and dead ends."""
    waits = [route.route.prerequisites for route in rule.routes]
    if all(waits) and Outcome.AVAILABLE_AFTER not in possible:
        reason = "No case leads to “yes, after these steps”, though every route has some."
        yield Finding(path, reason, "Mend when they are needed, or leave them out.", "warning")
    if Outcome.AVAILABLE not in possible and any(_can_all_be_held(items) for items in waits):
        reason = "No case leads to “yes”, though all that a route wants can be held."
        yield Finding(path, reason, "Mend when things are needed or held.", "warning")
    if Outcome.NOT_AVAILABLE in possible and not _says_change(rule):
        reason = "It can end in a no, and nothing says what would change that."
        remedy = "Write “change” for the requirement that somebody can do something about."
        yield Finding(path, reason, remedy, "warning")


def _can_all_be_held(items: Sequence[Prerequisite]) -> bool:
    return all(item.held is not None for item in items)


def _says_change(rule: AccessRule) -> bool:
    required = (*rule.requirements, *(item for route in rule.routes for item in route.requirements))
    return any(item.requirement.change for item in required)


def _check_reach(route: RouteStanding, path: str, *, is_led_to: bool) -> Iterator[Finding]:
    if route.open is Ternary.FALSE:
        reason = "It is never open: its requirements contradict one another."
        yield Finding(path, reason, "Mend them, or leave the route out.")
        return
    if not is_led_to:
        reason = "It is never the best route: another always comes before it."
        yield Finding(path, reason, "Put it earlier, or leave it out.", "warning")
    remedy = "Mend its condition, or leave it out."
    for index, truth in enumerate(route.outstanding):
        if truth is Ternary.FALSE:
            reason = "It is never to be obtained where the route is open."
            yield Finding(f"{path}.prerequisites[{index}]", reason, remedy, "warning")
    for index, truth in enumerate(route.steps):
        if truth is Ternary.FALSE:
            reason = "It never applies where the route is open."
            yield Finding(f"{path}.steps[{index}]", reason, remedy, "warning")


def _has_below(path: str, reported: Iterable[str]) -> bool:
    """Say whether something under a path has been reported already, which explains it."""
    return any(other.startswith(f"{path}.") for other in reported)
