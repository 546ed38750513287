"""From how things stand to reasons in plain words.

The author's words come first: a requirement's ``text`` where it holds or is not
known to, its ``otherwise`` where it does not. Below it stand its conditions, fact
by fact, as what is asked for; what was answered stands beside it. Nothing here
tells a withheld answer from one that was not given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.advice.condition import (
    All,
    Always,
    AnyOf,
    Atom,
    Not,
    Tree,
    WorkedOut,
    evaluate,
    facts_of,
)
from advisor.advice.evaluation import RouteStanding, Standing
from advisor.advice.fact import Answers, Facts
from advisor.advice.outcome import (
    PrerequisiteAdvice,
    PrerequisiteStatus,
    Reason,
    RouteAdvice,
    StepAdvice,
)
from advisor.advice.route import AccessRule, PrerequisiteRule, RequirementRule, RouteRule, StepRule
from advisor.advice.ternary import Ternary
from advisor.advice.wording import demand_text, value_text, worked_out_text


def prerequisite_status(needed: Ternary, held: Ternary, outstanding: Ternary) -> PrerequisiteStatus:
    """Return how a prerequisite stands.

    What is needed and may be held is outstanding: better to be told twice than to
    start without it.
    """
    if outstanding is Ternary.TRUE:
        return PrerequisiteStatus.OUTSTANDING
    if outstanding is Ternary.UNKNOWN:
        is_needed = needed is Ternary.TRUE
        return PrerequisiteStatus.OUTSTANDING if is_needed else PrerequisiteStatus.MAYBE
    is_held = held is Ternary.TRUE and needed is not Ternary.FALSE
    return PrerequisiteStatus.HELD if is_held else PrerequisiteStatus.NOT_NEEDED


@dataclass(frozen=True)
class Explanation:
    """Puts the standing of one capability into words.

    Attributes:
        facts: Every fact, by name.
        answers: The answers so far.
        rule: The rules.
        standing: How they stand.
    """

    facts: Facts
    answers: Answers
    rule: AccessRule
    standing: Standing

    def reasons(self, best: int | None) -> tuple[Reason, ...]:
        """Return why the outcome is what it is.

        Args:
            best: The place of the route that the plan follows; ``None`` if all are closed.
        """
        if best is None:
            return self._reasons_against()
        reasons = (*self._general_reasons(), *self._plan_reasons(best))
        if not reasons:
            return (self._nothing_required(self.rule.routes[best]),)
        if len(self.standing.possible) == 1:
            return _decided(reasons, Ternary.TRUE)
        if not any(map(self._is_open, reasons)):
            # This way is known through and through; a better one may turn out to be open.
            others = (index for index in range(len(self.rule.routes)) if index != best)
            found = (reason for index in others for reason in self._plan_reasons(index))
            reasons += tuple(filter(self._is_open, found))
        return tuple(reason.decided() if self._is_open(reason) else reason for reason in reasons)

    def route(self, index: int) -> RouteAdvice:
        """Return one route, whether it is open, and what it involves as far as is known."""
        rule, standing = self.rule.routes[index], self.standing.routes[index]
        is_closed = standing.open is Ternary.FALSE
        prerequisites = () if is_closed else self._prerequisites(index)
        steps = () if is_closed else self._steps(index)
        return RouteAdvice(
            id=rule.route.id,
            title=rule.route.title,
            open=standing.open,
            outstanding=outstanding_count(standing),
            reasons=self._route_reasons(index),
            prerequisites=prerequisites,
            steps=steps,
            contacts=_contacts(rule, prerequisites, steps),
        )

    def _route_reasons(self, index: int) -> tuple[Reason, ...]:
        """Return whether each thing that a route alone requires holds."""
        rule, standing = self.rule.routes[index], self.standing.routes[index]
        return self._requirement_reasons(rule.requirements, standing.requirements, rule.route.id)

    def _prerequisites(self, index: int) -> tuple[PrerequisiteAdvice, ...]:
        """Return what a route wants obtained first, in order, whatever its status."""
        route = self.standing.routes[index]
        return tuple(
            self._prerequisite(item, prerequisite_status(*truths))
            for item, *truths in zip(
                self.rule.routes[index].prerequisites,
                route.needed,
                route.held,
                route.outstanding,
                strict=True,
            )
        )

    def _steps(self, index: int) -> tuple[StepAdvice, ...]:
        """Return what to do on a route, in order, without what is known not to apply."""
        return tuple(
            _step(item, maybe=truth is Ternary.UNKNOWN)
            for item, truth in zip(
                self.rule.routes[index].steps, self.standing.routes[index].steps, strict=True
            )
            if truth is not Ternary.FALSE
        )

    def _reasons_against(self) -> tuple[Reason, ...]:
        """Return why the capability cannot be had.

        A route's own failings decide only if every route has one: where the capability's
        requirements alone close them all, mending a route would change nothing.
        """
        general = self._general_reasons()
        by_route = [self._route_reasons(index) for index in range(len(self.rule.routes))]
        every_route_fails = all(
            any(reason.truth is Ternary.FALSE for reason in reasons) for reasons in by_route
        )
        of_routes = tuple(reason for reasons in by_route for reason in reasons)
        if not every_route_fails and any(reason.truth is Ternary.FALSE for reason in general):
            return (*_decided(general, Ternary.FALSE), *of_routes)
        reasons = (*general, *of_routes)
        if not reasons:
            return (Reason("No way to ask for it is published.", Ternary.TRUE, deciding=True),)
        return _decided(reasons, Ternary.FALSE)

    def _plan_reasons(self, index: int) -> tuple[Reason, ...]:
        """Return what a route requires, then what it wants obtained first, known or not."""
        route = self.rule.routes[index].route.id
        waits = (
            Reason(
                text=f"First: {rule.prerequisite.text}",
                truth=truth,
                facts=facts_of(rule.outstanding),
                sources=rule.prerequisite.sources,
                route=route,
                obtained=True,
                children=self._parts(rule.needed),
            )
            for rule, truth in zip(
                self.rule.routes[index].prerequisites,
                self.standing.routes[index].outstanding,
                strict=True,
            )
            if truth is not Ternary.FALSE
        )
        return (*self._route_reasons(index), *waits)

    def _general_reasons(self) -> tuple[Reason, ...]:
        return self._requirement_reasons(self.rule.requirements, self.standing.requirements, None)

    def _requirement_reasons(
        self, rules: Iterable[RequirementRule], truths: Iterable[Ternary], route: str | None
    ) -> tuple[Reason, ...]:
        return tuple(
            self._requirement(rule, truth, route) for rule, truth in zip(rules, truths, strict=True)
        )

    def _is_open(self, reason: Reason) -> bool:
        """Say whether an undecided outcome hangs on it."""
        hangs = not self.standing.decides.isdisjoint(reason.facts)
        return reason.truth is Ternary.UNKNOWN and hangs

    def _requirement(self, rule: RequirementRule, truth: Ternary, route: str | None) -> Reason:
        requirement = rule.requirement
        fails = truth is Ternary.FALSE
        return Reason(
            text=requirement.otherwise if fails else requirement.text,
            truth=truth,
            facts=facts_of(rule.when),
            sources=requirement.sources,
            change=requirement.change if fails else None,
            route=route,
            children=self._parts(rule.when),
        )

    def _prerequisite(
        self, rule: PrerequisiteRule, status: PrerequisiteStatus
    ) -> PrerequisiteAdvice:
        item = rule.prerequisite
        return PrerequisiteAdvice(
            id=item.id,
            text=item.text,
            who=item.who,
            contact=item.contact,
            time=item.time,
            entry=item.entry,
            sources=item.sources,
            status=status,
            why=self._parts(rule.needed),
        )

    def _nothing_required(self, route: RouteRule) -> Reason:
        sources = dict.fromkeys(key for item in route.steps for key in item.step.sources)
        text = "No conditions are published for asking this way."
        return Reason(text, Ternary.TRUE, sources=tuple(sources), deciding=True)

    def _parts(self, tree: Tree) -> tuple[Reason, ...]:
        """Return a condition's parts; that all of them must hold goes without saying."""
        reason = self._condition(tree, negated=False)
        if reason is None:
            return ()
        return reason.children if isinstance(tree, All) else (reason,)

    def _condition(self, tree: Tree, *, negated: bool) -> Reason | None:
        """Return a condition as a reason; ``None`` if it asks of no fact."""
        match tree:
            case Always():
                return None
            case Not():
                return self._condition(tree.part, negated=not negated)
            case WorkedOut():
                return self._worked_out(tree, negated=negated)
            case All() | AnyOf():
                return self._group(tree, negated=negated)
            case _:
                return self._leaf(tree, negated=negated)

    def _group(self, tree: All | AnyOf, *, negated: bool) -> Reason:
        # De Morgan's laws hold for three values too, so that only single facts are negated.
        wants_all = isinstance(tree, All) is not negated
        parts = (self._condition(part, negated=negated) for part in tree.parts)
        return Reason(
            text="All of these" if wants_all else "At least one of these",
            truth=self._truth(tree, negated=negated),
            facts=facts_of(tree),
            children=tuple(part for part in parts if part is not None),
        )

    def _worked_out(self, tree: WorkedOut, *, negated: bool) -> Reason:
        fact = self.facts[tree.fact]
        return Reason(
            text=worked_out_text(fact, tree, negated=negated),
            truth=self._truth(tree, negated=negated),
            facts=facts_of(tree),
            sources=fact.sources,
            children=self._parts(tree.tree),
            worked_out=True,
        )

    def _leaf(self, atom: Atom, *, negated: bool) -> Reason:
        fact = self.facts[atom.fact]
        value = self.answers.value_of(atom.fact)
        return Reason(
            text=demand_text(fact, atom, negated=negated),
            truth=self._truth(atom, negated=negated),
            facts=(atom.fact,),
            sources=fact.sources,
            answer=None if value is None else value_text(fact, value),
        )

    def _truth(self, tree: Tree, *, negated: bool) -> Ternary:
        truth = evaluate(tree, self.answers)
        return ~truth if negated else truth


def _contacts(
    route: RouteRule, prerequisites: Iterable[PrerequisiteAdvice], steps: Iterable[StepAdvice]
) -> tuple[str, ...]:
    """Return whom to ring for a plan, each once: the route's own, then as the plan needs them."""
    refs = (
        *route.route.contacts,
        *(item.contact for item in prerequisites if item.to_do),
        *(step.contact for step in steps),
    )
    return tuple(dict.fromkeys(ref for ref in refs if ref is not None))


def outstanding_count(route: RouteStanding) -> int:
    """Return how many prerequisites are still to be obtained."""
    statuses = map(prerequisite_status, route.needed, route.held, route.outstanding)
    return sum(status is PrerequisiteStatus.OUTSTANDING for status in statuses)


def _decided(reasons: tuple[Reason, ...], truth: Ternary) -> tuple[Reason, ...]:
    """Mark the reasons of this truth as deciding; where there is none, those not known.

    There is none where no single thing decides: ``A`` opens one route and ``not A`` another.
    """
    if all(reason.truth is not truth for reason in reasons):
        truth = Ternary.UNKNOWN
    return tuple(reason.decided() if reason.truth is truth else reason for reason in reasons)


def _step(rule: StepRule, *, maybe: bool) -> StepAdvice:
    step = rule.step
    return StepAdvice(
        text=step.text,
        detail=step.detail,
        who=step.who,
        contact=step.contact,
        time=step.time,
        sources=step.sources,
        maybe=maybe,
    )
