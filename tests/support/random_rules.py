"""Random rules and answers, and what they mean in every case.

The meaning of rules is written here a second time, for complete facts only and as
plainly as it can be said; everything that is told while facts are open is held
against trying them all.
"""

import datetime
from itertools import product

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from advisor.advice import UNKNOWN_ANSWER, WITHHELD_ANSWER, Answers, known
from advisor.advice.outcome import Outcome
from tests.support.effort import tries
from tests.support.rules import (
    make_access,
    make_fact,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

SOME = settings(max_examples=tries(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
FACTS = (
    make_fact("covert"),
    make_fact("life_at_risk", cost=2),
    make_fact("level", "choice", ("serious", "other", "none"), sensitivity=1),
    make_fact("hours", "number"),
    make_fact("since", "date"),
)
BY_NAME = {fact.name: fact for fact in FACTS}
DAYS = tuple(datetime.date(2026, 6, day) for day in range(1, 4))
# Thresholds lie inside, so that every class of values has a member here.
VALUES = {
    "covert": (True, False),
    "life_at_risk": (True, False),
    "level": ("serious", "other", "none"),
    "hours": (0, 1, 2, 3),
    "since": DAYS,
}


def about(name, **comparisons):
    return st.one_of(
        st.builds(lambda value, comparison=comparison: {"fact": name, comparison: value}, operands)
        for comparison, operands in comparisons.items()
    )


levels = st.sampled_from(VALUES["level"])
numbers = st.integers(1, 2)
days = st.sampled_from(DAYS[1:-1])
atoms = st.one_of(
    about("covert", **{"is": st.booleans()}),
    about("life_at_risk", **{"is": st.booleans()}),
    about("level", **{"is": levels, "in": st.lists(levels, min_size=1, max_size=3)}),
    about(
        "hours",
        **{"is": numbers, "in": st.lists(numbers, min_size=1, max_size=2)},
        at_least=numbers,
        at_most=numbers,
    ),
    about("since", **{"is": days}, before=days, after=days),
)
conditions = st.recursive(
    atoms,
    lambda parts: st.one_of(
        st.builds(lambda part: {"not": part}, parts),
        st.builds(lambda some: {"all": some}, st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda some: {"any": some}, st.lists(parts, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)
maybe_conditions = st.none() | conditions
requirements = st.lists(st.builds(make_requirement, conditions), max_size=2)
routes = st.builds(
    lambda required, prerequisites, steps: make_route(
        *required, prerequisites=prerequisites, steps=steps
    ),
    requirements,
    st.lists(
        st.builds(make_prerequisite, needed=maybe_conditions, held=maybe_conditions), max_size=2
    ),
    st.lists(st.builds(make_step, when=maybe_conditions), min_size=1, max_size=2),
)
accesses = st.builds(
    lambda ways, required: make_access(*ways, requirements=required),
    st.lists(routes, min_size=1, max_size=3),
    requirements,
)
known_answers = {name: st.sampled_from(values).map(known) for name, values in VALUES.items()}
unsaid = st.sampled_from([UNKNOWN_ANSWER, WITHHELD_ANSWER])
answers_so_far = st.fixed_dictionaries(
    {}, optional={name: unsaid | answer for name, answer in known_answers.items()}
).map(Answers)


def means(data, case):
    """Return whether a condition holds in a case in which every fact is known."""
    match data:
        case {"all": parts}:
            return all(means(part, case) for part in parts)
        case {"any": parts}:
            return any(means(part, case) for part in parts)
        case {"not": part}:
            return not means(part, case)
    value = case[data["fact"]]
    comparison = next(key for key in data if key != "fact")
    wanted = data[comparison]
    return {
        "is": lambda: value == wanted,
        "in": lambda: value in wanted,
        "at_least": lambda: value >= wanted,
        "at_most": lambda: value <= wanted,
        "before": lambda: value < wanted,
        "after": lambda: value > wanted,
    }[comparison]()


def plan(access, case):
    """Return the outcome, the best route, what is outstanding and which steps apply."""
    plans = []
    for place, route in enumerate(access.routes):
        if not all(means(item.when, case) for item in (*access.requirements, *route.requirements)):
            continue
        outstanding = tuple(
            index
            for index, item in enumerate(route.prerequisites)
            if (item.needed is None or means(item.needed, case))
            and not (item.held is not None and means(item.held, case))
        )
        steps = tuple(
            index
            for index, step in enumerate(route.steps)
            if step.when is None or means(step.when, case)
        )
        plans.append((len(outstanding), place, outstanding, steps))
    if not plans:
        return Outcome.NOT_AVAILABLE, None, (), ()
    count, place, outstanding, steps = min(plans)
    outcome = Outcome.AVAILABLE_AFTER if count else Outcome.AVAILABLE
    return outcome, place, outstanding, steps


def cases(answers):
    """Yield every complete case that agrees with the answers."""
    choices = [
        VALUES[name] if answers.value_of(name) is None else (answers.value_of(name),)
        for name in VALUES
    ]
    for values in product(*choices):
        yield dict(zip(VALUES, values, strict=True))


def changing(results):
    """Return the facts that change the result in some case.

    Args:
        results: What each case gives, by its values in order.
    """
    return {
        name
        for place, name in enumerate(VALUES)
        for values, result in results.items()
        for other in VALUES[name]
        if (changed := (*values[:place], other, *values[place + 1 :])) in results
        and results[changed] != result
    }


def outcomes(access, answers):
    """Return what every case that agrees with the answers gives, by its values in order."""
    return {tuple(case.values()): plan(access, case)[0] for case in cases(answers)}
