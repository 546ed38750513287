"""The advisor: rules and answers in, advice and the next question out."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, TypedDict

from advisor.advice.diagram import MAX_NODES, DiagramTooLargeError
from advisor.advice.evaluation import ExactEvaluation, Standing, evaluate_plainly
from advisor.advice.explanation import Explanation, outstanding_count
from advisor.advice.fact import Answers, verify_answers
from advisor.advice.outcome import (
    Advice,
    OpenFact,
    Outcome,
    Plan,
    Question,
    RouteAdvice,
    WouldChange,
)
from advisor.advice.reflection import find_because, find_plans, find_would_change
from advisor.advice.route import AccessRule, parse_access
from advisor.advice.survey import URGENT_FACTS, Outline, Survey, Surveyor
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import Access, FactDefinition
from advisor.errors import NoSuchEntryError

#: What can be had comes first among what to consider instead.
_ALTERNATIVES = (
    Outcome.AVAILABLE,
    Outcome.AVAILABLE_AFTER,
    Outcome.UNDECIDED,
    Outcome.NOT_AVAILABLE,
)


class _Reflection(TypedDict):
    """What an advice says besides the outcome and the plan; see ``Advice``."""

    alternatives: tuple[str, ...]
    alternative_outcomes: dict[str, Outcome]
    plans: tuple[Plan, ...]
    because: tuple[str, ...]
    would_change: tuple[WouldChange, ...]


# Trying answers makes nodes. An evaluation that holds this many is made afresh.
_MAX_KEPT_NODES = 10 * MAX_NODES


class Advisor:
    """Answers "Can I have this?" for every capability of one readable catalogue.

    Args:
        facts: The questions that this reader may see, in authored order.
        access_by_capability: The access rules of each capability that they may see.
        alternatives: What to consider instead, by capability; may leave some out.
        others: The access rules of what is no capability and can be checked all the same, such
            as an authorisation; it is never advised on with the capabilities.
        max_nodes: See ``diagram``; rules that need more are advised on without exactness.
    """

    def __init__(
        self,
        facts: Sequence[FactDefinition],
        access_by_capability: Mapping[str, Access],
        alternatives: Mapping[str, tuple[str, ...]] | None = None,
        *,
        others: Mapping[str, Access] | None = None,
        max_nodes: int = MAX_NODES,
    ) -> None:
        self._facts = {fact.name: fact for fact in facts}
        self._capabilities = tuple(access_by_capability)
        self._access = {**access_by_capability, **(others or {})}
        self._alternatives = dict(alternatives or {})
        self._max_nodes = max_nodes
        self._rules: dict[str, AccessRule] = {}
        self._evaluations: dict[str, ExactEvaluation | None] = {}
        self._surveyors: dict[tuple[str, ...], Surveyor] = {}

    @property
    def capabilities(self) -> tuple[str, ...]:
        """The capabilities that it can advise on, in the order given."""
        return self._capabilities

    def has_rules(self, entry: str) -> bool:
        """Say whether an entry, of whatever kind, can be checked."""
        return entry in self._access

    def questions(self) -> tuple[FactDefinition, ...]:
        """Return everything that it may ask, in authored order."""
        return tuple(self._facts.values())

    def facts_of(self, capability: str) -> frozenset[str]:
        """Return the names of the facts that a capability's rules are about."""
        rule = self._rule(capability)
        return frozenset(name for name in rule.facts if name in self._facts)

    def rules(self, entry: str) -> tuple[AccessRule, ExactEvaluation | None]:
        """Return an entry's rules, and what they come to; ``None`` where they are too large.

        Raises:
            NoSuchEntryError: This reader has nothing of this id that can be checked.
        """
        self._verify_known(entry)
        rule = self._rule(entry)
        return rule, self._evaluation(entry, rule)

    def advise(self, answers: Answers) -> tuple[Advice, ...]:
        """Return the advice on every capability, in the order given.

        Raises:
            UsageError: An answer is to no question, or is not one that it takes.
        """
        return tuple(self.check(capability, answers) for capability in self._capabilities)

    def check(self, capability: str, answers: Answers) -> Advice:
        """Return the advice on one capability, or on something else that has rules.

        Args:
            capability: Its entry id.
            answers: What is known; every fact that is absent counts as not asked.

        Raises:
            NoSuchEntryError: This reader has nothing of this id that can be checked.
            UsageError: An answer is to no question, or is not one that it takes.
            ConditionError: The catalogue's rules have no meaning; a built release has none such.
        """
        self._verify_known(capability)
        verify_answers(self._facts, answers)
        rule = self._rule(capability)
        evaluation = self._evaluation(capability, rule)
        if evaluation is None:
            standing = evaluate_plainly(rule, answers)
        else:
            standing = evaluation.evaluate(answers)
        explanation = Explanation(self._facts, answers, rule, standing)
        questions = self._questions(explanation, evaluation)
        return self._advice(capability, explanation, questions)

    def _verify_known(self, entry: str) -> None:
        if entry not in self._access:
            nearest = difflib.get_close_matches(entry, self._access, n=3)
            raise NoSuchEntryError(entry, tuple(nearest))

    def survey(
        self,
        answers: Answers,
        words: Mapping[str, float] | None = None,
        skipped: Collection[str] = (),
        *,
        among: Sequence[str] | None = None,
    ) -> Survey:
        """Return where capabilities stand, all at once, and what to ask next.

        Args:
            answers: What is known; every fact that is absent counts as not asked.
            words: How well each fits a description, by its id; what is left out does not.
            skipped: Facts that the reader does not want to be asked now.
            among: Ids of those to survey; every capability, where ``None``.

        Raises:
            UsageError: An answer is to no question, or is not one that it takes.
        """
        verify_answers(self._facts, answers)
        names = self._capabilities if among is None else tuple(among)
        if names not in self._surveyors:
            rules = {name: self._rule(name) for name in names}
            self._surveyors[names] = Surveyor(
                self._facts, rules, self._find_evaluation, self.outline
            )
        return self._surveyors[names].survey(answers, words or {}, skipped)

    def outcome(self, entry: str, answers: Answers) -> Outcome:
        """Return the outcome alone of ``check``, which takes a tenth of the time.

        Raises:
            NoSuchEntryError: This reader has nothing of this id that can be checked.
        """
        self._verify_known(entry)
        return _outcome(self._standing(entry, answers))

    def _standing(self, entry: str, answers: Answers) -> Standing:
        rule = self._rule(entry)
        evaluation = self._evaluation(entry, rule)
        return (
            evaluate_plainly(rule, answers) if evaluation is None else evaluation.evaluate(answers)
        )

    def outline(self, capability: str, answers: Answers) -> Outline:
        """Return the plan for one capability in a few words."""
        rule, standing = self._rule(capability), self._standing(capability, answers)
        best = _best_route(standing)
        so_far = _so_far(standing, best)
        if best is None:
            contacts = dict.fromkeys(ref for one in rule.routes for ref in one.route.contacts)
            return Outline(so_far, None, 0, 0, tuple(contacts))
        truths, route = standing.routes[best], rule.routes[best].route
        steps = sum(truth is not Ternary.FALSE for truth in truths.steps)
        return Outline(so_far, route.title, outstanding_count(truths), steps, route.contacts)

    def _find_evaluation(self, capability: str) -> ExactEvaluation | None:
        return self._evaluation(capability, self._rule(capability))

    def _rule(self, capability: str) -> AccessRule:
        if capability not in self._rules:
            self._rules[capability] = parse_access(self._access[capability], self._facts)
        return self._rules[capability]

    def _evaluation(self, capability: str, rule: AccessRule) -> ExactEvaluation | None:
        kept = self._evaluations.get(capability)
        is_worn = kept is not None and len(kept) > _MAX_KEPT_NODES
        if capability not in self._evaluations or is_worn:
            try:
                kept = ExactEvaluation(rule, self._facts, self._max_nodes)
            except DiagramTooLargeError:
                kept = None
            self._evaluations[capability] = kept
        return kept

    def _questions(
        self, explanation: Explanation, evaluation: ExactEvaluation | None
    ) -> tuple[Question, ...]:
        standing, answers, rule = explanation.standing, explanation.answers, explanation.rule
        askable = frozenset(name for name in standing.matters if name not in answers)
        ranked = []
        for place, fact in enumerate(self._facts.values()):
            if fact.name not in askable:
                continue
            # Without exactness nothing is known of what an answer settles but itself.
            left: tuple[int, ...] = (len(askable) - 1,)
            if evaluation is not None:
                left = evaluation.remaining(answers, fact.name, askable)
            settles = len(askable) - min(left)
            question = Question(
                fact, settles, fact.name in standing.decides, rule.needed_by(fact.name)
            )
            mean_left = sum(left) / len(left)
            rank = (fact.name not in URGENT_FACTS, -settles, mean_left, fact.cost, fact.sensitivity)
            ranked.append(((*rank, place), question))
        return tuple(question for _, question in sorted(ranked, key=lambda pair: pair[0]))

    def _advice(
        self, capability: str, explanation: Explanation, questions: tuple[Question, ...]
    ) -> Advice:
        rule, standing = explanation.rule, explanation.standing
        best = _best_route(standing)
        routes = tuple(explanation.route(index) for index in range(len(rule.routes)))
        route = None if best is None else routes[best]
        contacts = (ref for shown in ([route] if route else routes) for ref in shown.contacts)
        return Advice(
            capability=capability,
            outcome=_outcome(standing),
            possible=standing.possible,
            settled=len(standing.possible) == 1,
            certain=_certain(standing),
            so_far=_so_far(standing, best),
            exact=standing.exact,
            route=route,
            routes=routes,
            reasons=explanation.reasons(best),
            prerequisites=route.prerequisites if route else (),
            steps=route.steps if route else (),
            questions=questions,
            unknown_facts=self._unknown_facts(explanation),
            contacts=tuple(dict.fromkeys(contacts)),
            note=rule.access.note,
            **self._reflect(capability, explanation, routes),
        )

    def _reflect(
        self, capability: str, explanation: Explanation, routes: tuple[RouteAdvice, ...]
    ) -> _Reflection:
        """Return what the outcome rests on, and what else there is."""
        answers, rule = explanation.answers, explanation.rule
        evaluation = self._evaluation(capability, rule)
        outcomes = self._outcomes_of(self._alternatives.get(capability, ()), answers)
        found: _Reflection = {
            # What has no rules to be checked by comes where what is not known comes.
            "alternatives": tuple(
                sorted(
                    self._alternatives.get(capability, ()),
                    key=lambda name: _ALTERNATIVES.index(outcomes.get(name, Outcome.UNDECIDED)),
                )
            ),
            "alternative_outcomes": outcomes,
            "plans": (),
            "because": (),
            "would_change": (),
        }
        if _outcome(explanation.standing) is Outcome.AVAILABLE_AFTER:
            found["plans"] = find_plans(routes)
        if evaluation is not None:
            found["because"] = find_because(evaluation, answers)
            found["would_change"] = find_would_change(evaluation, rule, self._facts, answers)
        return found

    def _outcomes_of(self, names: Sequence[str], answers: Answers) -> dict[str, Outcome]:
        known = tuple(name for name in names if name in self._access)
        placings = self.survey(answers, among=known).placings if known else ()
        return {placing.capability: placing.outcome for placing in placings}

    def _unknown_facts(self, explanation: Explanation) -> tuple[OpenFact, ...]:
        standing, answers = explanation.standing, explanation.answers
        return tuple(
            OpenFact(fact, name in standing.decides, explanation.rule.needed_by(name))
            for name, fact in self._facts.items()
            if name in standing.matters and name in answers
        )


def _best_route(standing: Standing) -> int | None:
    """Return the place of the route to follow as far as is known; ``None`` if all are closed.

    A route that is open if any is comes before one that may turn out closed by itself, so
    that the plan shown can be relied on; then the fewest prerequisites outstanding, then
    the fewest that may be, then the authored order.
    """

    def rank(place: int) -> tuple[bool, int, int, int]:
        route = standing.routes[place]
        maybe = sum(truth is Ternary.UNKNOWN for truth in route.outstanding)
        return not route.sure, outstanding_count(route), maybe, place

    open_places = (
        place for place, route in enumerate(standing.routes) if route.open is not Ternary.FALSE
    )
    if standing.possible == {Outcome.NOT_AVAILABLE}:
        return None
    return min(open_places, key=rank, default=None)


def _outcome(standing: Standing) -> Outcome:
    if len(standing.possible) == 1:
        return next(iter(standing.possible))
    return Outcome.UNDECIDED


def _certain(standing: Standing) -> Literal["yes", "no"] | None:
    if standing.possible == {Outcome.NOT_AVAILABLE}:
        return "no"
    return None if Outcome.NOT_AVAILABLE in standing.possible else "yes"


def _so_far(standing: Standing, best: int | None) -> Outcome:
    if best is None:
        return Outcome.NOT_AVAILABLE
    waits = outstanding_count(standing.routes[best]) > 0
    so_far = Outcome.AVAILABLE_AFTER if waits else Outcome.AVAILABLE
    # The best plan that is known of may be bettered, or may fall short, in every completion.
    return so_far if so_far in standing.possible else min(standing.possible, key=_order)


def _order(outcome: Outcome) -> int:
    return tuple(Outcome).index(outcome)
