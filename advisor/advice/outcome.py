"""What the advisor says: values only, made by ``planning`` and shown by the layers above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

from advisor.advice.fact import Value, known, typed_values
from advisor.advice.ternary import Ternary
from advisor.catalogue.access import FactDefinition


class Outcome(StrEnum):
    """What becomes of asking for a capability, best first."""

    AVAILABLE = "available"
    AVAILABLE_AFTER = "available-after"
    NOT_AVAILABLE = "not-available"
    UNDECIDED = "undecided"


class PrerequisiteStatus(StrEnum):
    """How a prerequisite stands.

    OUTSTANDING is to be obtained first: it is needed, and not known to be held.
    MAYBE is needed only if facts turn out so that are not known yet.
    """

    OUTSTANDING = "outstanding"
    HELD = "held"
    MAYBE = "maybe"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True)
class Reason:
    """Why, in plain words.

    Attributes:
        text: What holds, does not hold, or would have to.
        truth: Whether it does.
        facts: The facts that it is about.
        sources: Keys of the sources that it rests on.
        deciding: Whether the outcome rests on it.
        answer: What was answered, for a single fact that is known.
        change: What would change it, where it does not hold and something would.
        route: Id of the route that asks for it; ``None`` where every route does.
        obtained: Whether it is something to obtain first, rather than something that must hold.
        children: What it is made of.
        worked_out: Whether it is about a fact that is worked out from those that its children are
            about.
    """

    text: str
    truth: Ternary
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    deciding: bool = False
    answer: str | None = None
    change: str | None = None
    route: str | None = None
    obtained: bool = False
    children: tuple[Reason, ...] = ()
    worked_out: bool = False

    def decided(self) -> Reason:
        """Return it as one that the outcome rests on, and so those children that agree with it."""
        children = tuple(
            child.decided() if child.truth is self.truth else child for child in self.children
        )
        return replace(self, deciding=True, children=children)


@dataclass(frozen=True)
class PrerequisiteAdvice:
    """Something to obtain first, and whether it still is.

    Attributes:
        id: Its slug.
        text: What to obtain, as an instruction.
        who: Who gives it.
        contact: Whom to ask for it: a contact's entry id or ``role:NAME``.
        time: How long it takes or lasts.
        entry: The entry that explains it.
        sources: Keys of the sources that it rests on.
        status: Whether it is still to be obtained.
        why: When it is needed, condition by condition; empty where it always is.
    """

    id: str
    text: str
    who: str
    contact: str | None
    time: str | None
    entry: str | None
    sources: tuple[str, ...]
    status: PrerequisiteStatus
    why: tuple[Reason, ...]

    @property
    def to_do(self) -> bool:
        """Whether it is still to be obtained, or may be."""
        return self.status in (PrerequisiteStatus.OUTSTANDING, PrerequisiteStatus.MAYBE)


@dataclass(frozen=True)
class StepAdvice:
    """One thing to do, in order.

    Attributes:
        text: What to do, as an instruction.
        detail: One more sentence.
        who: Who does it or gives it.
        contact: Whom to ring: a contact's entry id or ``role:NAME``.
        time: How long it takes.
        sources: Keys of the sources that it rests on.
        maybe: Whether it depends on facts that are not known.
    """

    text: str
    detail: str | None
    who: str | None
    contact: str | None
    time: str | None
    sources: tuple[str, ...]
    maybe: bool


@dataclass(frozen=True)
class RouteAdvice:
    """One way to the capability, whether it is open, and what it involves.

    Attributes:
        id: Its slug.
        title: The route in a few words.
        open: Whether everything that it and the capability require holds.
        outstanding: How many prerequisites are still to be obtained.
        reasons: What it requires beyond what every route does.
        prerequisites: What it wants obtained first, in order, whatever its status; none if it
            is closed.
        steps: What to do then, in order, without what is known not to apply; none if it is
            closed.
        contacts: Contact references in the order to ring them.
    """

    id: str
    title: str
    open: Ternary
    outstanding: int
    reasons: tuple[Reason, ...]
    prerequisites: tuple[PrerequisiteAdvice, ...]
    steps: tuple[StepAdvice, ...]
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question whose answer still matters.

    Attributes:
        fact: What it asks.
        settles: How many of the questions still open, itself included, are needless
            after the answer that settles most.
        decides: Whether it can change the outcome, and not the way there alone.
        needed_by: What asks for it: texts of requirements, prerequisites and steps.
    """

    fact: FactDefinition
    settles: int
    decides: bool
    needed_by: tuple[str, ...]


@dataclass(frozen=True)
class OpenFact:
    """A fact that the reader does not know, or would rather not record, and that still matters.

    Attributes:
        fact: What it is.
        decides: Whether it can change the outcome, and not the way there alone.
        needed_by: What asks for it: texts of requirements, prerequisites and steps.
    """

    fact: FactDefinition
    decides: bool
    needed_by: tuple[str, ...]


def by_who_could_tell(facts: Iterable[OpenFact]) -> dict[str, list[FactDefinition]]:
    """Return what is not known by whom to ask for it, in the order given."""
    asked: dict[str, list[FactDefinition]] = {}
    for item in facts:
        asked.setdefault(item.fact.who_could_tell, []).append(item.fact)
    return asked


@dataclass(frozen=True)
class WouldChange:
    """An answer that, were it another, would turn a *no* into something else.

    Attributes:
        fact: The fact's name.
        values: The answers that would.
        outcome: The best that could then come of it.
    """

    fact: str
    values: tuple[Value, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Plan:
    """A smallest set of things to obtain: nothing less of it opens any route.

    Attributes:
        route: Id of the route that it opens.
        title: The route in a few words.
        prerequisites: Ids of the things to obtain, in order.
    """

    route: str
    title: str
    prerequisites: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """The answer to "Can I have this?".

    Attributes:
        capability: The entry's id.
        outcome: What the answers so far say, whatever the rest turn out to be.
        possible: Every outcome that the rest can still lead to.
        settled: Whether that is one.
        certain: ``yes`` if every one of them is available in some way, ``no`` if none is.
        so_far: The outcome if nothing that is not known turns out to stand in the way; what
            may be held but is not known to be is still to be obtained.
        exact: Whether every completion of the answers was considered. If not, TRUE and FALSE
            still hold, but ``undecided`` and questions may be more than need be.
        route: The route that the plan follows; ``None`` if every route is closed.
        routes: Every route, as authored: the others are other ways, open or not.
        reasons: Why.
        prerequisites: Those of the route; none if every route is closed.
        steps: Those of the route; none if every route is closed.
        questions: What is worth asking, best first.
        unknown_facts: What the reader could not or would not say and still matters.
        contacts: Those of the route, or of every route if all are closed, each once.
        note: What every reader should know.
        alternatives: Ids of entries to consider instead: those that can be had for the same answers
            first.
        alternative_outcomes: What becomes of asking for each of these that has rules.
        because: Answers that settle the outcome between them, none to spare; see ``reflection``.
        would_change: Answers that, were they others, would turn a *no* into something else.
        plans: The smallest sets of things to obtain, for what is available after them.
    """

    capability: str
    outcome: Outcome
    possible: frozenset[Outcome]
    settled: bool
    certain: Literal["yes", "no"] | None
    so_far: Outcome
    exact: bool
    route: RouteAdvice | None
    routes: tuple[RouteAdvice, ...]
    reasons: tuple[Reason, ...]
    prerequisites: tuple[PrerequisiteAdvice, ...]
    steps: tuple[StepAdvice, ...]
    questions: tuple[Question, ...]
    unknown_facts: tuple[OpenFact, ...]
    contacts: tuple[str, ...]
    note: str | None
    alternatives: tuple[str, ...]
    alternative_outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    because: tuple[str, ...] = ()
    would_change: tuple[WouldChange, ...] = ()
    plans: tuple[Plan, ...] = ()


def to_json(advice: Advice, release: Any) -> dict[str, Any]:
    """Return an advice in the shape that scripts rely on.

    Contacts stay references. What is withheld cannot be told from what is not known.

    Args:
        advice: The advice.
        release: The release that it was made from, as the caller writes it.
    """
    return {
        "capability": advice.capability,
        "outcome": advice.outcome.value,
        "possible": [outcome.value for outcome in Outcome if outcome in advice.possible],
        "settled": advice.settled,
        "certain": advice.certain,
        "so_far": advice.so_far.value,
        "exact": advice.exact,
        "route": {"id": advice.route.id, "title": advice.route.title} if advice.route else None,
        "routes": [_route_to_json(route) for route in advice.routes],
        "reasons": [_reason_to_json(reason) for reason in advice.reasons],
        "prerequisites": [_prerequisite_to_json(item) for item in advice.prerequisites],
        "steps": [_step_to_json(step) for step in advice.steps],
        "questions": [_question_to_json(question) for question in advice.questions],
        "unknown_facts": [_open_fact_to_json(item) for item in advice.unknown_facts],
        "contacts": list(advice.contacts),
        "note": advice.note,
        "alternatives": list(advice.alternatives),
        "alternative_outcomes": {
            name: outcome.value for name, outcome in advice.alternative_outcomes.items()
        },
        "because": list(advice.because),
        "would_change": [
            {
                "fact": one.fact,
                "values": [str(known(value)) for value in one.values],
                "outcome": one.outcome.value,
            }
            for one in advice.would_change
        ],
        "plans": [
            {"route": one.route, "title": one.title, "prerequisites": list(one.prerequisites)}
            for one in advice.plans
        ],
        "release": release,
    }


def _reason_to_json(reason: Reason) -> dict[str, Any]:
    """Return a reason, and what it is made of, in the shape that scripts rely on."""
    return {
        "text": reason.text,
        "truth": reason.truth.value,
        "facts": list(reason.facts),
        "sources": list(reason.sources),
        "deciding": reason.deciding,
        "answer": reason.answer,
        "change": reason.change,
        "route": reason.route,
        "worked_out": reason.worked_out,
        "children": [_reason_to_json(child) for child in reason.children],
    }


def fact_to_json(fact: FactDefinition) -> dict[str, Any]:
    """Return a question as such; a yes/no question has the choices ``yes`` and ``no``."""
    texts = {choice.value: choice.text for choice in fact.choices} or {"yes": "Yes", "no": "No"}
    return {
        "fact": fact.name,
        "type": fact.type,
        "subject": fact.subject,
        "text": fact.text,
        "why": fact.why,
        "derived": fact.is_derived,
        "unit": fact.unit,
        "who_could_tell": fact.who_could_tell,
        "choices": [{"value": value, "text": texts[value]} for value in typed_values(fact)],
    }


def _question_to_json(question: Question) -> dict[str, Any]:
    """Return a question that still matters in the shape that scripts rely on."""
    return {
        **fact_to_json(question.fact),
        "settles": question.settles,
        "decides": question.decides,
        "needed_by": list(question.needed_by),
    }


def _open_fact_to_json(item: OpenFact) -> dict[str, Any]:
    return {
        "fact": item.fact.name,
        "text": item.fact.text,
        "who_could_tell": item.fact.who_could_tell,
        "decides": item.decides,
        "needed_by": list(item.needed_by),
    }


def _route_to_json(route: RouteAdvice) -> dict[str, Any]:
    return {
        "id": route.id,
        "title": route.title,
        "open": route.open.value,
        "outstanding": route.outstanding,
        "reasons": [_reason_to_json(reason) for reason in route.reasons],
        "prerequisites": [_prerequisite_to_json(item) for item in route.prerequisites],
        "steps": [_step_to_json(step) for step in route.steps],
        "contacts": list(route.contacts),
    }


def _prerequisite_to_json(item: PrerequisiteAdvice) -> dict[str, Any]:
    return {
        "id": item.id,
        "text": item.text,
        "who": item.who,
        "contact": item.contact,
        "time": item.time,
        "entry": item.entry,
        "sources": list(item.sources),
        "status": item.status.value,
        "why": [_reason_to_json(reason) for reason in item.why],
    }


def _step_to_json(step: StepAdvice) -> dict[str, Any]:
    return {
        "text": step.text,
        "detail": step.detail,
        "who": step.who,
        "contact": step.contact,
        "time": step.time,
        "sources": list(step.sources),
        "maybe": step.maybe,
    }
