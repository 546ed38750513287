"""How long the whole catalogue takes to be advised on after an answer, beside doing it all anew.

Run ``python -m benchmarks.advice``. A case is answered question by question, always the best next
one, and after each answer one of them is changed and changed back, as a reader does. *Ours* keeps
what hangs on each outcome; the peer evaluates every capability anew for each answer, and again for
every answer to every open question, with the same exact evaluation of one. Both say the same, which
is checked. Rules are those that ship, and synthetic ones: some facts that most of them share, and a
few of their own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from advisor.advice import Advisor, Answer, Answers, parse_answer
from advisor.advice.evaluation import ExactEvaluation, Standing
from advisor.advice.fact import typed_values
from advisor.advice.route import parse_access
from advisor.catalogue.access import (
    Access,
    Choice,
    FactDefinition,
    Prerequisite,
    Requirement,
    Route,
    Step,
)
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.store import read_official
from advisor.resources import bundled_catalogue
from benchmarks.material import draw_numbers

T = TypeVar("T")
Rules = Mapping[str, Access]
_CASES = 12
_ANSWERS = 10


def main() -> None:
    """Print one line for each catalogue."""
    print(f"{'':28}{'ours p50':>10}{'p95':>9}{'max':>9}{'anew p50':>11}{'p95':>9}{'p95 ratio':>11}")
    facts, rules = real_rules()
    measure(f"as shipped, {len(rules)} capabilities", facts, rules)
    for count in (60, 1_000):
        measure(f"synthetic, {count} capabilities", *synthetic_rules(count))


def measure(name: str, facts: Sequence[FactDefinition], rules: Rules) -> None:
    """Print the figures of one catalogue, in milliseconds."""
    advisor, peer = Advisor(facts, rules), Anew(facts, rules)
    advisor.survey(Answers())  # the diagrams are made once; both have them from here on
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(_CASES):
        for step, answers in enumerate(make_case(facts, rules, number)):
            started = time.perf_counter()
            survey = advisor.survey(answers)
            ours.append(time.perf_counter() - started)
            if number or step % 5:  # the peer takes long; every fifth answer of one case will do
                continue
            started = time.perf_counter()
            settled = peer.settles(answers)
            theirs.append(time.perf_counter() - started)
            assert settled == {
                one.fact.name: one.settles for one in survey.questions if typed_values(one.fact)
            }
    figures = [at(ours, 50), at(ours, 95), max(ours), at(theirs, 50), at(theirs, 95)]
    widths = (10, 9, 9, 11, 9)
    row = "".join(f"{1000 * one:>{width}.2f}" for one, width in zip(figures, widths, strict=True))
    print(f"{name:28}{row}{figures[1] / figures[4]:>11.3f}")


class Anew:
    """What each question settles, with every capability evaluated anew for each answer."""

    def __init__(self, facts: Sequence[FactDefinition], rules: Rules) -> None:
        self._facts = {fact.name: fact for fact in facts}
        self._evaluations = {
            name: ExactEvaluation(parse_access(access, self._facts), self._facts)
            for name, access in rules.items()
        }

    def settles(self, answers: Answers) -> dict[str, int]:
        """Return how many capabilities the answer to each question settles at the most."""
        standings = {name: one.evaluate(answers) for name, one in self._evaluations.items()}
        asked = {
            fact
            for one in standings.values()
            for fact in one.decides
            if fact not in answers and typed_values(self._facts[fact])
        }
        return {fact: self._most_settled(fact, answers, standings) for fact in asked}

    def _most_settled(self, fact: str, answers: Answers, standings: Mapping[str, Standing]) -> int:
        definition = self._facts[fact]
        needing = [name for name, one in standings.items() if fact in one.decides]
        counts = []
        for typed in typed_values(definition):
            tried = answers.with_answer(fact, parse_answer(definition, typed))
            found = (self._evaluations[name].evaluate(tried).possible for name in needing)
            counts.append(sum(len(possible) == 1 for possible in found))
        return max(counts)


def make_case(facts: Sequence[FactDefinition], rules: Rules, number: int) -> list[Answers]:
    """Return the answers of one case as they grow and change."""
    drawn = draw_numbers(number + 1)
    advisor, answers, states = Advisor(facts, rules), Answers(), []
    by_name = {fact.name: fact for fact in facts}
    for _ in range(_ANSWERS):
        question = advisor.survey(answers).next_question
        if question is None:
            break
        answers = answers.with_answer(question.fact.name, draw_answer(question.fact, drawn))
        states.append(answers)
        changed = pick(list(answers), drawn)
        other = answers.with_answer(changed, draw_answer(by_name[changed], drawn))
        states += [other, answers]
    return states


def draw_answer(fact: FactDefinition, drawn: Iterator[int]) -> Answer:
    """Return one of the answers that a question offers, or that it is not known."""
    return parse_answer(fact, pick([*offered(fact), "unknown"], drawn))


def offered(fact: FactDefinition) -> tuple[str, ...]:
    """Return answers to a question; some, where it takes any number or day."""
    return typed_values(fact) or (("2026-06-03",) if fact.type == "date" else ("3", "30"))


def pick(items: Sequence[T], drawn: Iterator[int]) -> T:
    """Return one of some items."""
    return items[next(drawn) % len(items)]


def pick_some(items: Sequence[T], count: int, drawn: Iterator[int]) -> list[T]:
    """Return some of the items, each once."""
    left = list(items)
    return [left.pop(next(drawn) % len(left)) for _ in range(count)]


def real_rules() -> tuple[tuple[FactDefinition, ...], Rules]:
    """Return the questions and the rules of the capabilities that ship."""
    data = bundled_catalogue().read_bytes()
    catalogue = Catalogue([read_official(data, "catalogue.db")])
    found = {entry.id: entry.find("access") for entry in catalogue.entries_of_kind(Kind.CAPABILITY)}
    rules = {name: access for name, access in found.items() if isinstance(access, Access)}
    return catalogue.facts, rules


def synthetic_rules(count: int) -> tuple[tuple[FactDefinition, ...], Rules]:
    """Return questions and rules like those that ship, for any number of capabilities."""
    drawn = draw_numbers(count)
    shared = [make_choice(f"shared_{number}", 5) for number in range(6)]
    own = [make_yes_no(f"own_{number}") for number in range(count // 2)]
    rules = {}
    for number in range(count):
        mine = [*pick_some(shared, 2, drawn), *pick_some(own, 3, drawn)]
        rules[f"capability-{number}"] = make_access(mine, drawn)
    return (*shared, *own), rules


def make_choice(name: str, choices: int) -> FactDefinition:
    """Return a question with a number of answers."""
    offered = tuple(Choice(value=f"value-{n}", text=f"Value {n}") for n in range(choices))
    return FactDefinition(
        name=name, type="choice", subject=name, text=f"{name}?", why="It matters.", choices=offered
    )


def make_yes_no(name: str) -> FactDefinition:
    """Return a question that is answered yes or no."""
    return FactDefinition(
        name=name, type="yes-no", subject=name, text=f"{name}?", why="It matters."
    )


def make_access(facts: Sequence[FactDefinition], drawn: Iterator[int]) -> Access:
    """Return rules with two requirements, two routes and two things to obtain."""
    first, second, third, fourth, fifth = (make_condition(fact, drawn) for fact in facts)
    step = Step(text="Ask", sources=("seed",))

    def require(name: str, when: dict[str, object]) -> Requirement:
        return Requirement(id=name, text=name, when=when, otherwise="No.", sources=("seed",))

    paper = Prerequisite(id="paper", text="Get it", who="Somebody", held=fourth, sources=("seed",))
    return Access(
        requirements=(require("general", first), require("either", {"any": [second, third]})),
        routes=(
            Route(
                id="a",
                title="A",
                requirements=(require("r", third),),
                steps=(step,),
                contacts=("x",),
            ),
            Route(
                id="b",
                title="B",
                requirements=(require("s", fifth),),
                prerequisites=(paper,),
                steps=(step,),
                contacts=("x",),
            ),
        ),
    )


def make_condition(fact: FactDefinition, drawn: Iterator[int]) -> dict[str, object]:
    """Return a condition on one fact."""
    if fact.type == "yes-no":
        return {"fact": fact.name, "is": bool(next(drawn) % 2)}
    return {"fact": fact.name, "in": [choice.value for choice in pick_some(fact.choices, 3, drawn)]}


def at(times: Sequence[float], percent: int) -> float:
    """Return a percentile."""
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


if __name__ == "__main__":
    main()
