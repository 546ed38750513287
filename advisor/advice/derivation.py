"""What is wrong with facts that are worked out from others, found before a release is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advice.checking import Finding
from advisor.advice.completion import decide
from advisor.advice.condition import read_condition
from advisor.advice.fact import Answers, Facts, typed_values
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import FactDefinition


def check_derivations(facts: Sequence[FactDefinition]) -> tuple[Finding, ...]:
    """Check how facts are worked out.

    Args:
        facts: As authored.

    Returns:
        What is wrong, in authored order; paths start with ``facts[INDEX]``.
    """
    by_name = {fact.name: fact for fact in facts}
    return tuple(
        finding
        for index, fact in enumerate(facts)
        for finding in _check(fact, by_name, f"facts[{index}]")
    )


def _check(fact: FactDefinition, facts: Facts, path: str) -> Iterator[Finding]:
    if not fact.is_derived:
        if fact.otherwise is not None:
            reason = "It is asked, so there is nothing that it is otherwise."
            yield Finding(f"{path}.otherwise", reason, "Leave it out.")
        return
    values = typed_values(fact)
    if not values:
        remedy = "Work out a yes-no fact or a choice."
        yield Finding(f"{path}.derived", f"A {fact.type} fact cannot be worked out.", remedy)
        return
    if fact.otherwise not in values:
        reason = "It does not say what it is where nothing that it is worked out from holds."
        remedy = f"Write otherwise: one of {', '.join(values)}."
        yield Finding(f"{path}.otherwise", reason, remedy)
    for place, derivation in enumerate(fact.derived):
        where = f"{path}.derived[{place}]"
        if derivation.value not in values:
            remedy = f"Write one of: {', '.join(values)}."
            yield Finding(f"{where}.value", f"“{derivation.value}” is none of its values.", remedy)
        yield from _check_condition(derivation.when, facts, f"{where}.when")


def _check_condition(data: object, facts: Facts, path: str) -> Iterator[Finding]:
    tree, problems = read_condition(data, facts)
    for problem in problems:
        yield Finding(f"{path}{problem.path}", problem.reason, problem.remedy)
    if tree is None:
        return
    truth = decide(tree, facts, Answers())
    if truth is Ternary.FALSE:
        yield Finding(path, "It can never hold.", "Mend it, or leave it out.", "warning")
    if truth is Ternary.TRUE:
        yield Finding(path, "It always holds.", "Mend it, or leave it out.", "warning")
