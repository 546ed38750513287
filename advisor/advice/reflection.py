"""What an outcome rests on, and what else it could have been.

Everything is asked of the exact evaluation again with other answers, so that it cannot disagree
with the advice. Rules too large for that get none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.advice.completion import representative_values
from advisor.advice.condition import atoms_of
from advisor.advice.evaluation import ExactEvaluation
from advisor.advice.fact import Answers, Facts, Value, known
from advisor.advice.outcome import Outcome, Plan, PrerequisiteStatus, RouteAdvice, WouldChange
from advisor.advice.route import AccessRule
from advisor.advice.ternary import Ternary


def find_because(evaluation: ExactEvaluation, answers: Answers) -> tuple[str, ...]:
    """Return answers that settle the outcome between them; none where it is open.

    No one of them can be left out. Where several sets would do, what the rules ask last is left
    out first, so that the order in which answers were given does not matter.
    """
    node = evaluation.locate(answers)
    if len(evaluation.possible_at(node)) > 1:
        return ()
    left = answers
    for name in reversed(evaluation.facts):
        fewer = left.without(name)
        if evaluation.locate(fewer) == node:  # equal functions are one node
            left = fewer
    return tuple(name for name in evaluation.facts if left.value_of(name) is not None)


def find_would_change(
    evaluation: ExactEvaluation, rule: AccessRule, facts: Facts, answers: Answers
) -> tuple[WouldChange, ...]:
    """Return each single answer that stands in the way of anything but a *no*, as the rules ask.

    Answers that would still leave everything closed are not among them.
    """
    node = evaluation.locate(answers)
    if evaluation.possible_at(node) != {Outcome.NOT_AVAILABLE}:
        return ()
    found = []
    for name in evaluation.facts:
        if answers.value_of(name) is not None:
            better = _better_values(evaluation, answers, name, _values(rule, facts, name))
            if better:
                found.append(WouldChange(name, tuple(better), min(better.values(), key=_rank)))
    return tuple(found)


def _better_values(
    evaluation: ExactEvaluation, answers: Answers, name: str, values: Sequence[Value]
) -> Mapping[Value, Outcome]:
    better = {}
    for value in values:
        node = evaluation.locate(answers.with_answer(name, known(value)))
        best = min(evaluation.possible_at(node), key=_rank)
        if best is not Outcome.NOT_AVAILABLE:
            better[value] = best
    return better


def _values(rule: AccessRule, facts: Facts, name: str) -> tuple[Value, ...]:
    atoms = [atom for _, tree in rule.mentions() for atom in atoms_of(tree) if atom.fact == name]
    return tuple(dict.fromkeys(representative_values(facts[name], atoms)))


def _rank(outcome: Outcome) -> int:
    return tuple(Outcome).index(outcome)


def find_plans(routes: Sequence[RouteAdvice]) -> tuple[Plan, ...]:
    """Return the smallest sets of things to obtain over the routes that are open, fewest first."""
    plans = [
        Plan(
            route.id,
            route.title,
            tuple(
                item.id
                for item in route.prerequisites
                if item.status is PrerequisiteStatus.OUTSTANDING
            ),
        )
        for route in routes
        if route.open is Ternary.TRUE
    ]
    sets = [frozenset(plan.prerequisites) for plan in plans]
    smallest = [
        plan
        for place, plan in enumerate(plans)
        if not any(other < sets[place] for other in sets)
        and sets.index(sets[place]) == place  # the first of equal ones stands for them
    ]
    return tuple(sorted(smallest, key=lambda plan: len(plan.prerequisites)))
