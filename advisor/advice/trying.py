"""Test cases tried against the rules that they stand beside."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from advisor.advice.checking import Finding
from advisor.advice.evaluation import evaluate_plainly
from advisor.advice.fact import (
    UNKNOWN_ANSWER,
    UNKNOWN_WORD,
    Answer,
    Answers,
    Facts,
    Value,
    known,
    parse_date,
    takes,
    typed_values,
)
from advisor.advice.outcome import Advice, PrerequisiteStatus
from advisor.advice.planning import Advisor
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.quoting import quoted
from advisor.catalogue.rule_case import RuleCase

_MEND = "Mend the rules, or the case if the law says otherwise."


def try_case(case: RuleCase, advisor: Advisor) -> tuple[Finding, ...]:
    """Return what is wrong with a case, or with what the rules make of it.

    Args:
        case: The case; the advisor has rules for the entry that it names.
        advisor: The advisor of somebody who may see all that the case is about.

    Returns:
        Findings whose paths stand below the case, such as ``.expect.outcome``. Where the
        case itself is wrong it is not tried.
    """
    facts = {fact.name: fact for fact in advisor.questions()}
    answers, findings = read_facts(case.facts, facts)
    used = advisor.facts_of(case.check)
    findings += [_idle(name) for name in answers if name not in used]
    findings += _unknown_ids(case, advisor)
    if findings:
        return tuple(findings)
    return tuple(
        _compare(case, advisor.check(case.check, answers), _truths(case, advisor, answers))
    )


def read_facts(given: Mapping[str, object], facts: Facts) -> tuple[Answers, list[Finding]]:
    """Return the answers of a case, and what is wrong with those that are none.

    Args:
        given: Answers as a case writes them, by the facts' names.
        facts: Every fact that may be asked, by name.
    """
    answers: dict[str, Answer] = {}
    findings: list[Finding] = []
    for name, value in given.items():
        path = f".facts.{name}"
        if name not in facts:
            near = difflib.get_close_matches(name, facts, n=3)
            remedy = f"Nearest: {', '.join(near)}." if near else "See the files of facts."
            findings.append(Finding(path, f"There is no fact {quoted(name)}.", remedy))
            continue
        if facts[name].is_derived:
            reason = f"“{name}” is worked out from other facts."
            findings.append(Finding(path, reason, "Give what it is worked out from."))
            continue
        answer = _answer(facts[name], value)
        if answer is None:
            reason = f"{quoted(str(value))} is not a value of “{name}”."
            findings.append(Finding(path, reason, f"Write {_expected(facts[name])}."))
        else:
            answers[name] = answer
    return Answers(answers), findings


def _answer(fact: FactDefinition, given: object) -> Answer | None:
    if given == UNKNOWN_WORD:
        return UNKNOWN_ANSWER
    value = given
    if fact.type == "date" and isinstance(given, str):
        value = parse_date(given) or given
    return known(value) if isinstance(value, Value) and takes(fact, value) else None


def _expected(fact: FactDefinition) -> str:
    match fact.type:
        case "yes-no":
            return "true, false or unknown"
        case "choice":
            return f"one of: {', '.join(typed_values(fact))}, {UNKNOWN_WORD}"
        case "number":
            return "a whole number, or unknown"
        case _:
            return "a day such as 2026-06-03, or unknown"


def _idle(name: str) -> Finding:
    reason = f"No rule of the entry is about “{name}”."
    return Finding(f".facts.{name}", reason, "Leave it out, or write the rule that needs it.")


def _unknown_ids(case: RuleCase, advisor: Advisor) -> Iterator[Finding]:
    """Find ids of routes, requirements and prerequisites that the rules do not have."""
    access = advisor.rules(case.check)[0].access
    known_ids = {
        "route": {route.id for route in access.routes},
        "because": {
            item.id
            for items in (access.requirements, *(route.requirements for route in access.routes))
            for item in items
        },
        "prerequisites": {item.id for route in access.routes for item in route.prerequisites},
        "asks": set(advisor.facts_of(case.check)),
    }
    expect = case.expect
    named: list[tuple[str, Iterable[str]]] = [
        ("route", [expect.route] if expect.route else []),
        ("because", expect.because),
        ("prerequisites", expect.prerequisites or ()),
        ("asks", expect.asks),
    ]
    for field, names in named:
        for place, name in enumerate(names):
            if name not in known_ids[field]:
                path = f".expect.{field}" + ("" if field == "route" else f"[{place}]")
                near = difflib.get_close_matches(name, known_ids[field], n=1)
                remedy = f"Did you mean “{near[0]}”?" if near else _list(known_ids[field])
                yield Finding(path, f"The rules have no {quoted(name)} here.", remedy)


def _list(names: Iterable[str]) -> str:
    return f"There are: {', '.join(sorted(names)) or 'none'}."


def _truths(case: RuleCase, advisor: Advisor, answers: Answers) -> Mapping[str, set[Ternary]]:
    """Return whether the requirements of each id hold."""
    rule, evaluation = advisor.rules(case.check)
    standing = evaluation.evaluate(answers) if evaluation else evaluate_plainly(rule, answers)
    found: dict[str, set[Ternary]] = {}
    groups = [
        (rule.requirements, standing.requirements),
        *(
            (route.requirements, stands.requirements)
            for route, stands in zip(rule.routes, standing.routes, strict=True)
        ),
    ]
    for rules, truths in groups:
        for item, truth in zip(rules, truths, strict=True):
            found.setdefault(item.requirement.id, set()).add(truth)
    return found


def _compare(
    case: RuleCase, advice: Advice, truths: Mapping[str, set[Ternary]]
) -> Iterator[Finding]:
    """Find where the advice is not what the case expects."""
    expect = case.expect
    if advice.outcome != expect.outcome:
        yield _differs("outcome", expect.outcome, advice.outcome.value)
        return  # the rest would only follow from it
    if expect.certain is not None and advice.certain != expect.certain:
        yield _differs("certain", expect.certain, advice.certain or "neither yes nor no")
    route = advice.route.id if advice.route else None
    if expect.route is not None and route != expect.route:
        yield _differs("route", expect.route, route or "none")
    waits = tuple(
        item.id for item in advice.prerequisites if item.status is PrerequisiteStatus.OUTSTANDING
    )
    if expect.prerequisites is not None and waits != expect.prerequisites:
        yield _differs("prerequisites", ", ".join(expect.prerequisites), ", ".join(waits))
    wanted = Ternary.FALSE if expect.outcome == "not-available" else Ternary.TRUE
    for place, name in enumerate(expect.because):
        if wanted not in truths[name]:
            says = " and ".join(sorted(truth.value for truth in truths[name]))
            yield _differs(f"because[{place}]", f"{name} is {wanted.value}", f"{name} is {says}")
    asked = {question.fact.name for question in advice.questions}
    for place, name in enumerate(expect.asks):
        if name not in asked:
            yield _differs(f"asks[{place}]", name, ", ".join(sorted(asked)))
    yield from _missing_steps(expect.steps_include, advice)


def _missing_steps(wanted: Iterable[str], advice: Advice) -> Iterator[Finding]:
    steps = [step.text.casefold() for step in advice.steps]
    for place, words in enumerate(wanted):
        if not any(words.casefold() in step for step in steps):
            actual = "; ".join(step.text for step in advice.steps)
            yield _differs(f"steps_include[{place}]", words, actual)


def _differs(field: str, expected: str, actual: str) -> Finding:
    reason = f"Expected: {expected or 'none'}. The rules say: {actual or 'none'}."
    return Finding(f".expect.{field}", reason, _MEND)
