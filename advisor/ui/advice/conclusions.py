"""What an outcome rests on and what would change it, as lines with links to the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.advice import Advice, Answers, Outcome, Reason, by_who_could_tell, value_text
from advisor.catalogue.access import FactDefinition
from advisor.session import Session
from advisor.ui.advice.words import FACT, SHORT, say_answer
from advisor.ui.widgets.label import Link, WrapLabel


@dataclass(frozen=True)
class Line:
    """A line of text, some stretches of which lead somewhere."""

    text: str
    links: tuple[Link, ...] = ()

    def make_label(self) -> WrapLabel:
        """Return it as a label."""
        label = WrapLabel()
        label.show_text(self.text, links=self.links)
        return label


def because_line(advice: Advice, answers: Answers, session: Session) -> Line | None:
    """Return which answers settle the outcome between them; ``None`` where none do."""
    facts = _facts(session)
    named = [name for name in advice.because if name in answers]
    if not named:
        return None
    parts = [
        (f"{facts[name].subject}: {_say(facts[name], answers)}", f"{FACT}{name}") for name in named
    ]
    return _join("Because you answered ", parts, "; ")


def change_lines(advice: Advice, session: Session) -> Iterator[Line]:
    """Yield what would change a *no*: one answer, were it another; then what can be mended."""
    facts = _facts(session)
    for one in advice.would_change:
        fact = facts[one.fact]
        values = " or ".join(f"“{value_text(fact, value)}”" for value in one.values)
        link = Link(0, len(fact.subject), f"{FACT}{one.fact}")
        yield Line(f"{fact.subject}: were it {values}, {SHORT[one.outcome]}.", (link,))
    for reason in deciding(advice.reasons):
        if reason.change:
            yield Line(f"{reason.text} {reason.change}{_say_way(reason, advice)}")


def never_lines(advice: Advice) -> Iterator[Line]:
    """Yield what nothing that one could obtain, and no other answer alone, would change."""
    answers = {one.fact for one in advice.would_change}
    for reason in deciding(advice.reasons):
        if not reason.change and answers.isdisjoint(reason.facts):
            yield Line(f"{reason.text}{_say_way(reason, advice)}")


def alternative_lines(advice: Advice, session: Session) -> Iterator[tuple[str, Outcome | None]]:
    """Yield what to consider instead, the best first, with how it stands for the same answers."""
    for entry_id in advice.alternatives:
        if entry_id in session.catalogue:
            yield entry_id, advice.alternative_outcomes.get(entry_id)


def unknown_lines(advice: Advice) -> Iterator[Line]:
    """Yield whom to ask for what is not known, as what can be answered then."""
    for who, facts in by_who_could_tell(advice.unknown_facts).items():
        parts = [(fact.subject, f"{FACT}{fact.name}") for fact in facts]
        yield _join(f"Ask {who}: ", parts, ", ")


def deciding(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the reasons that the outcome rests on."""
    return [reason for reason in reasons if reason.deciding]


def _say_way(reason: Reason, advice: Advice) -> str:
    """Return which way a reason closes, where others may be closed by something else."""
    titles = {route.id: route.title for route in advice.routes}
    if reason.route is None or len(titles) == 1:
        return ""
    return f" (Way: {titles[reason.route]}.)"


def _say(fact: FactDefinition, answers: Answers) -> str:
    answer = answers.get(fact.name)
    return say_answer(fact, answer) if answer is not None else ""


def _facts(session: Session) -> Mapping[str, FactDefinition]:
    return {fact.name: fact for fact in session.catalogue.facts}


def _join(start: str, parts: Sequence[tuple[str, str]], between: str) -> Line:
    text, links = start, []
    for place, (words, target) in enumerate(parts):
        text += between if place else ""
        links.append(Link(len(text), len(text) + len(words), target))
        text += words
    return Line(f"{text}.", tuple(links))
