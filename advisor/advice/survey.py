"""The whole readable catalogue at once: where every capability stands, and what to ask next.

What a capability's outcome still depends on is a node of its decision diagram (see ``diagram``),
so everything here that hangs on the outcome alone is kept by that node: after an answer only those
capabilities are looked at again whose outcome depended on it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Final, Literal

from advisor.advice.completion import representative_values
from advisor.advice.condition import atoms_of
from advisor.advice.diagram import Node
from advisor.advice.evaluation import ExactEvaluation, evaluate_plainly
from advisor.advice.fact import Answers, Facts, Value
from advisor.advice.outcome import Outcome
from advisor.advice.route import AccessRule
from advisor.catalogue.access import FactDefinition

#: Asked before anything else, where they matter: someone may be dying meanwhile.
URGENT_FACTS: Final = frozenset({"life_at_risk", "crime_in_action"})


class Group(StrEnum):
    """Where a capability stands for this case, in the order in which groups are shown."""

    AVAILABLE_NOW = "available-now"
    AVAILABLE_AFTER = "available-after"
    NOT_YET_KNOWN = "not-yet-known"
    NOT_FOR_THIS_CASE = "not-for-this-case"


_GROUPS: Final = {
    Outcome.AVAILABLE: Group.AVAILABLE_NOW,
    Outcome.AVAILABLE_AFTER: Group.AVAILABLE_AFTER,
    Outcome.UNDECIDED: Group.NOT_YET_KNOWN,
    Outcome.NOT_AVAILABLE: Group.NOT_FOR_THIS_CASE,
}
#: How many others a capability outweighs that fits the description best.
_WORDS_WEIGH: Final = 30.0
_ORDER: Final = {group: place for place, group in enumerate(Group)}


@dataclass(frozen=True)
class Outline:
    """The plan for a capability in a few words.

    Attributes:
        so_far: The outcome if nothing that is not known turns out to stand in the way.
        route: The title of the best route; ``None`` if every route is closed.
        outstanding: How many things are to be obtained first on it.
        steps: How many things there are to do on it then.
        contacts: Whom to ring on it, in order: entry ids or ``role:NAME``.
    """

    so_far: Outcome
    route: str | None
    outstanding: int
    steps: int
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class Placing:
    """Where one capability stands.

    Attributes:
        capability: Its entry id.
        outcome: What the answers so far say, whatever the rest turn out to be.
        group: Where it is listed.
        settled: Whether no answer can change the outcome any more.
        certain: ``yes`` if it is available in some way whatever is answered, ``no`` if it is not.
        open_questions: How many questions can still change its outcome.
        fit: How well it fits the description and the answers; higher is better, 0 to 2.
    """

    capability: str
    outcome: Outcome
    group: Group
    settled: bool
    certain: Literal["yes", "no"] | None
    open_questions: int
    fit: float
    _outline: Callable[[], Outline] = field(repr=False, compare=False)

    @cached_property
    def outline(self) -> Outline:
        """The plan in a few words; worked out when first asked for, as lists show some only."""
        return self._outline()


@dataclass(frozen=True)
class NextQuestion:
    """A question that can still change where a capability stands.

    Attributes:
        fact: What it asks.
        settles: How many capabilities the answer that settles most settles.
        open: How many are not settled yet.
        needed_by: Ids of those whose outcome it can change, in authored order.
    """

    fact: FactDefinition
    settles: int
    open: int
    needed_by: tuple[str, ...]


@dataclass(frozen=True)
class Survey:
    """Where every capability stands for some answers.

    Attributes:
        placings: Every capability: by group, then the best fit first, then as authored.
        questions: What is worth asking, best first; what the reader skipped comes last.
        next_question: The first of these that was not skipped; ``None`` where nothing is left
            that could change anything, or all that is left was skipped.
    """

    placings: tuple[Placing, ...]
    questions: tuple[NextQuestion, ...]
    next_question: NextQuestion | None

    @property
    def counts(self) -> Mapping[Group, int]:
        """How many capabilities stand in each group."""
        found = Counter(placing.group for placing in self.placings)
        return {group: found[group] for group in Group}


@dataclass(frozen=True)
class Standpoint:
    """What hangs on the outcome of one capability alone.

    Attributes:
        possible: Every outcome that open facts can still lead to.
        decides: The open facts that can change it.
        settling: For each of those, whether each of its values would settle it.
    """

    possible: frozenset[Outcome]
    decides: frozenset[str]
    settling: Mapping[str, tuple[bool, ...]]


class Surveyor:
    """Surveys some capabilities again and again, as answers come.

    Args:
        facts: The questions that this reader may see, in authored order.
        rules: The rules of each capability, in authored order.
        evaluation: Returns the exact evaluation of one; ``None`` where it has none.
        outline: Returns the plan for one and some answers.
    """

    def __init__(
        self,
        facts: Facts,
        rules: Mapping[str, AccessRule],
        evaluation: Callable[[str], ExactEvaluation | None],
        outline: Callable[[str, Answers], Outline],
    ) -> None:
        self._facts = facts
        self._rules = rules
        self._evaluation = evaluation
        self._outline = outline
        self._used = {name: _facts_of(rule) for name, rule in rules.items()}
        self._users = Counter(chain.from_iterable(self._used.values()))
        self._values = {name: self._find_values(name) for name in self._users}
        self._kept: dict[str, tuple[ExactEvaluation, dict[Node, Standpoint]]] = {}
        self._places = {name: place for place, name in enumerate(facts)}

    def survey(
        self, answers: Answers, words: Mapping[str, float], skipped: Collection[str]
    ) -> Survey:
        """Return where every capability stands.

        Args:
            answers: What is known.
            words: How well each fits a description, by its id; higher is better.
            skipped: Facts that the reader does not want to be asked now.
        """
        points = {name: self._standpoint(name, answers) for name in self._rules}
        most = max(words.values(), default=0.0)
        shares = {name: words.get(name, 0.0) / most if most else 0.0 for name in points}
        questions = self._questions(points, answers, skipped, shares)
        first = next((one for one in questions if one.fact.name not in skipped), None)
        rarity = self._rarity(answers)
        placings = [
            self._place(name, point, answers, shares[name], rarity)
            for name, point in points.items()
        ]
        placings.sort(key=lambda one: (_ORDER[one.group], -one.fit))  # authored order stays
        return Survey(tuple(placings), questions, first)

    # ── where one stands ─────────────────────────────────────────────────────

    def _standpoint(self, capability: str, answers: Answers) -> Standpoint:
        evaluation = self._evaluation(capability)
        if evaluation is None:
            standing = evaluate_plainly(self._rules[capability], answers)
            never = {name: (False,) * len(self._values[name]) for name in standing.decides}
            return Standpoint(standing.possible, standing.decides, never)
        made_for, kept = self._kept.get(capability, (None, {}))
        if made_for is not evaluation:  # one that was worn was made afresh, with other nodes
            kept = {}
            self._kept[capability] = (evaluation, kept)
        node = evaluation.locate(answers)
        found = kept.get(node)
        if found is None:
            decides = evaluation.decides_at(node)
            settling = {
                name: evaluation.settles_at(node, name, self._values[name]) for name in decides
            }
            found = kept[node] = Standpoint(evaluation.possible_at(node), decides, settling)
        return found

    def _find_values(self, name: str) -> tuple[Value, ...]:
        """Return values of a fact such that every other is like one of them to every rule."""
        atoms = {
            atom
            for capability, rule in self._rules.items()
            if name in self._used[capability]
            for _, tree in rule.mentions()
            for atom in atoms_of(tree)
            if atom.fact == name
        }
        return tuple(dict.fromkeys(representative_values(self._facts[name], atoms)))

    def _place(
        self,
        capability: str,
        point: Standpoint,
        answers: Answers,
        words: float,
        rarity: Mapping[str, float],
    ) -> Placing:
        outcome = next(iter(point.possible)) if len(point.possible) == 1 else Outcome.UNDECIDED
        facts = sum(share for name, share in rarity.items() if name in self._used[capability])
        return Placing(
            capability=capability,
            outcome=outcome,
            group=_GROUPS[outcome],
            settled=len(point.possible) == 1,
            certain=_certain(point.possible),
            open_questions=sum(name not in answers for name in point.decides),
            fit=words + facts,
            _outline=lambda: self._outline(capability, answers),
        )

    def _rarity(self, answers: Answers) -> dict[str, float]:
        """Return what it counts for a capability that its rules look at an answer; 1 in all.

        What every capability looks at says nothing of which fits; what one alone looks at, most.
        """
        # As authored: sums of shares depend on their order, and nothing else may.
        known = sorted(
            (name for name in answers if answers.value_of(name) is not None),
            key=self._places.__getitem__,
        )
        weights = {
            name: math.log1p(len(self._rules) / self._users[name]) - math.log(2)
            for name in known
            if name in self._users
        }
        whole = sum(weights.values())
        return {name: weight / whole for name, weight in weights.items()} if whole > 0 else {}

    # ── what to ask ──────────────────────────────────────────────────────────

    def _questions(
        self,
        points: Mapping[str, Standpoint],
        answers: Answers,
        skipped: Collection[str],
        shares: Mapping[str, float],
    ) -> tuple[NextQuestion, ...]:
        needed_by: dict[str, list[str]] = {}
        for capability, point in points.items():
            for name in point.decides:
                if name not in answers:
                    needed_by.setdefault(name, []).append(capability)
        unsettled = sum(len(point.possible) > 1 for point in points.values())
        ranked = []
        for name, capabilities in needed_by.items():
            settling = [points[one].settling[name] for one in capabilities]
            settles = max(_add_up(settling, [1.0] * len(settling)))
            question = NextQuestion(
                self._facts[name], round(settles), unsettled, tuple(capabilities)
            )
            # What the description is about is settled before what it is not about.
            weights = [1 + _WORDS_WEIGH * shares[one] for one in capabilities]
            ranked.append((self._rank(question, _add_up(settling, weights), skipped), question))
        return tuple(question for _, question in sorted(ranked, key=lambda pair: pair[0]))

    def _rank(
        self, question: NextQuestion, worth: Sequence[float], skipped: Collection[str]
    ) -> tuple[bool, bool, float, float, int, int, int, int]:
        fact = question.fact
        return (
            fact.name in skipped,
            fact.name not in URGENT_FACTS,
            -max(worth),
            -math.fsum(worth) / len(worth),
            -len(question.needed_by),
            fact.cost,
            fact.sensitivity,
            self._places[fact.name],
        )


def _add_up(settling: Sequence[tuple[bool, ...]], weights: Sequence[float]) -> list[float]:
    """Return for each value of a fact the weights of the capabilities that it settles, in all."""
    return [
        math.fsum(weight for settles, weight in zip(column, weights, strict=True) if settles)
        for column in zip(*settling, strict=True)
    ]


def _facts_of(rule: AccessRule) -> frozenset[str]:
    return frozenset(_mentioned(rule))


def _mentioned(rule: AccessRule) -> Iterator[str]:
    for _, tree in rule.mentions():
        for atom in atoms_of(tree):
            yield atom.fact


def _certain(possible: frozenset[Outcome]) -> Literal["yes", "no"] | None:
    if possible == {Outcome.NOT_AVAILABLE}:
        return "no"
    return None if Outcome.NOT_AVAILABLE in possible else "yes"
