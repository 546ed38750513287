"""How a capability is got: the data that the advisor evaluates.

A condition is plain data (see ``docs/formats/catalogue-source.md``), so that it
can be stored, shown and checked without running anything. ``advisor.advice``
gives it its meaning.
"""

from __future__ import annotations

from typing import Any, Literal

from advisor.catalogue.record import Record

#: A condition as authored: ``{"fact": …, "is": …}``, ``{"all": […]}`` and so on.
Condition = dict[str, Any]

#: Who could tell, where the author of a question names nobody; it stands after *ask*.
WHOEVER_LEADS = "whoever leads the case, or your ROCC"


class Requirement(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that must hold before a route, or the capability, is open.

    Attributes:
        id: A slug, unique within its capability.
        text: The reason in plain words, as it reads when it holds.
        when: The condition.
        otherwise: What the reader is told when it does not hold.
        change: What would change a *no*; ``None`` where nothing would.
        sources: Keys of the sources it rests on.
    """

    id: str
    text: str
    when: Condition
    otherwise: str
    change: str | None = None
    sources: tuple[str, ...]


class Prerequisite(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something to obtain first: an authority, a form, a referral.

    Attributes:
        id: A slug, unique within its capability.
        text: What to obtain, as an instruction.
        who: Who gives it.
        contact: Whom to ask for it: a contact's entry id or ``role:NAME``.
        time: How long it takes or lasts; ``None`` where that is not published.
        needed: When it is needed; always, where there is no condition.
        held: When the asker has it already; never, where there is no condition.
        entry: The entry that explains it, mostly an authorisation.
        sources: Keys of the sources it rests on.
    """

    id: str
    text: str
    who: str
    contact: str | None = None
    time: str | None = None
    needed: Condition | None = None
    held: Condition | None = None
    entry: str | None = None
    sources: tuple[str, ...]


class Step(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to do, in order.

    Attributes:
        text: What to do, as an instruction.
        detail: One more sentence, where it helps.
        who: Who does it or gives it.
        contact: Whom to ring: a contact's entry id or ``role:NAME``.
        time: How long it takes; ``None`` where that is not published.
        when: When the step applies; always, where there is no condition.
        sources: Keys of the sources it rests on.
    """

    text: str
    detail: str | None = None
    who: str | None = None
    contact: str | None = None
    time: str | None = None
    when: Condition | None = None
    sources: tuple[str, ...]


class Route(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One way to a capability.

    Attributes:
        id: A slug, unique within its capability.
        title: The route in a few words.
        requirements: What must hold for this route beyond the capability's own.
        prerequisites: What to obtain first, in order.
        steps: What to do then, in order.
        contacts: Whom to ring about it, in order.
    """

    id: str
    title: str
    requirements: tuple[Requirement, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    steps: tuple[Step, ...]
    contacts: tuple[str, ...]


class Access(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The access rules of a capability.

    Attributes:
        requirements: What must hold whatever the route.
        routes: The ways to it, best first.
        note: Something every reader should know, whatever the outcome.
    """

    requirements: tuple[Requirement, ...] = ()
    routes: tuple[Route, ...]
    note: str | None = None


class Choice(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One answer that a question offers."""

    value: str
    text: str


class Derivation(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One value of a fact that is worked out from others.

    Attributes:
        value: The value, as an answer is typed.
        when: When the fact has it, if it has none of those before.
    """

    value: str
    when: Condition


class FactDefinition(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something the advisor may ask about.

    Attributes:
        name: Snake-case name that conditions use.
        type: What kind of answer it takes.
        subject: A few words for the list of answers, such as ``Joint operation``.
        text: The question.
        why: Why it is asked.
        choices: The answers, for a choice.
        unit: What a number counts.
        who_could_tell: Whom to ask where the reader does not know, as it stands after *ask*.
        cost: How hard it is to find out, 1 (known at once) to 5 (needs enquiries).
        sensitivity: 0 (harmless), 1 (about the case), 2 (better not recorded).
        sources: Keys of the sources that make it matter.
        derived: How it is worked out, the first that holds; it is then never asked.
        otherwise: The value, as an answer is typed, that it has where none of these holds.
    """

    name: str
    type: Literal["yes-no", "choice", "number", "date"]
    subject: str
    text: str
    why: str
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    who_could_tell: str = WHOEVER_LEADS
    cost: int = 1
    sensitivity: int = 0
    sources: tuple[str, ...] = ()
    derived: tuple[Derivation, ...] = ()
    otherwise: str | None = None

    @property
    def is_derived(self) -> bool:
        """Whether it is worked out from other facts, and never asked."""
        return bool(self.derived)
