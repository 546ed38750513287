"""What is known about a case: typed answers to the catalogue's questions.

Rules that this module keeps:
 * An answer has four states: not asked (absent), known, *do not know*, and
   *rather not record here*. The last two evaluate alike, as unknown.
 * What is withheld is never written anywhere: it shows as ``withheld`` and no
   more, and ``Answers.to_json`` leaves it out as if it had not been asked.
 * Numbers are whole and not negative, because they count something; the unit
   is chosen so (hours, not days and a half).
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final, final

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.quoting import quoted
from advisor.errors import UsageError

#: Every fact that rules may be about, by name.
Facts = Mapping[str, FactDefinition]
#: What an answer can be: yes/no, a choice's value, a whole number, a day.
Value = bool | str | int | datetime.date

#: Words that every question takes as well as its own answers.
UNKNOWN_WORD: Final = "unknown"
WITHHELD_WORD: Final = "withheld"

_YES_NO = {"yes": True, "no": False, "true": True, "false": False}
_NUMBER = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Names are compared letter by letter with what was typed, however much that is.
_MAX_COMPARED = 80


class AnswerState(Enum):
    """What became of a question that was asked."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"


@final
class Answer:
    """The answer to one question.

    A plain class rather than a dataclass on purpose: no encoder in use knows how
    to write one, so it cannot end up in a file by accident.

    Attributes:
        state: Known, not known or withheld.
        value: The value if known, else ``None``.
    """

    __slots__ = ("_state", "_value")

    def __init__(self, state: AnswerState, value: Value | None = None) -> None:
        if (state is AnswerState.KNOWN) != (value is not None):
            raise ValueError("a value goes with a known answer, and with no other")
        self._state = state
        self._value = value

    @property
    def state(self) -> AnswerState:
        """Known, not known or withheld."""
        return self._state

    @property
    def value(self) -> Value | None:
        """The value if known, else ``None``."""
        return self._value

    def __eq__(self, other: object) -> bool:
        """Compare state and value."""
        if not isinstance(other, Answer):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        """Return the word or value that ``parse_answer`` reads."""
        if self._value is None:
            return self._state.value
        return _typed_text(self._value)

    __repr__ = __str__

    def _key(self) -> tuple[AnswerState, type, Value | None]:
        # The type is compared too, because True == 1.
        return self._state, type(self._value), self._value


UNKNOWN_ANSWER: Final = Answer(AnswerState.UNKNOWN)
WITHHELD_ANSWER: Final = Answer(AnswerState.WITHHELD)


def known(value: Value) -> Answer:
    """Return a known answer."""
    return Answer(AnswerState.KNOWN, value)


@final
class Answers(Mapping[str, Answer]):
    """The answers so far, by fact name, in the order in which they were first given.

    Immutable: a change makes a new one, so the same answers always get the same
    advice and nothing but the answer that changes is lost.
    """

    __slots__ = ("_answers",)

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self._answers: dict[str, Answer] = dict(answers or {})

    def __getitem__(self, name: str) -> Answer:
        return self._answers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __hash__(self) -> int:
        return hash(frozenset(self._answers.items()))

    def __repr__(self) -> str:
        return f"Answers({self._answers!r})"

    def value_of(self, name: str) -> Value | None:
        """Return the known value, or ``None`` if not asked, not known or withheld."""
        answer = self._answers.get(name)
        return None if answer is None else answer.value

    def with_answer(self, name: str, answer: Answer) -> Answers:
        """Return these answers with one given or changed, in the place it had."""
        return Answers({**self._answers, name: answer})

    def without(self, name: str) -> Answers:
        """Return these answers with one withdrawn, as if it had not been asked."""
        return Answers({key: answer for key, answer in self._answers.items() if key != name})

    def to_json(self) -> dict[str, str]:
        """Return what may be kept: known and unknown answers, as ``parse_answer`` reads them."""
        return {
            name: str(answer)
            for name, answer in self._answers.items()
            if answer.state is not AnswerState.WITHHELD
        }


def parse_answers(facts: Sequence[FactDefinition], texts: Iterable[str]) -> Answers:
    """Read answers written as ``NAME=VALUE``.

    Args:
        facts: The questions that this reader may see; no other name is ever suggested.
        texts: As typed, such as ``crime_level=serious``.

    Raises:
        UsageError: One is not ``NAME=VALUE``, names no fact, has a value that the fact does
            not take, or answers a fact a second time in another way.
    """
    answers = Answers()
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"{quoted(text)} is not an answer.", hint="Write it as NAME=VALUE.")
        definition = find_fact(facts, name.strip())
        answer = parse_answer(definition, value)
        if answers.get(definition.name, answer) != answer:
            raise UsageError(f"“{definition.name}” is answered twice, and not alike.")
        answers = answers.with_answer(definition.name, answer)
    return answers


def find_fact(facts: Sequence[FactDefinition], name: str) -> FactDefinition:
    """Return the fact of this name.

    Raises:
        UsageError: There is none; the hint gives the nearest names.
    """
    by_name = {fact.name: fact for fact in facts}
    if name in by_name:
        return by_name[name]
    raise UsageError(
        f"There is no fact {quoted(name)}.",
        hint=_nearest(name, tuple(by_name)) or "See them all with “advisor questions”.",
    )


def parse_answer(definition: FactDefinition, text: str) -> Answer:
    """Read one answer as typed; capitals do not matter.

    Raises:
        UsageError: The fact does not take it, and the hint says what it takes; or it is worked out.
    """
    if definition.is_derived:
        raise _not_asked(definition)
    word = text.strip()
    if word.casefold() == UNKNOWN_WORD:
        return UNKNOWN_ANSWER
    if word.casefold() == WITHHELD_WORD:
        return WITHHELD_ANSWER
    value = _PARSERS[definition.type](definition, word)
    if value is None:
        raise _wrong_value(definition, word)
    return known(value)


def verify_answers(facts: Facts, answers: Answers) -> None:
    """Refuse answers that no question could have given.

    Args:
        facts: The questions, by name.
        answers: As they come from a saved case or from a program.

    Raises:
        UsageError: A name is not a fact's, or a value is not one that the fact takes.
    """
    for name, answer in answers.items():
        definition = facts.get(name) or find_fact(tuple(facts.values()), name)
        if definition.is_derived:
            raise _not_asked(definition)
        if answer.value is not None and not takes(definition, answer.value):
            raise _wrong_value(definition, str(answer))


def _not_asked(definition: FactDefinition) -> UsageError:
    return UsageError(
        f"“{definition.name}” is worked out from other answers.",
        hint="Give those: advisor questions lists them.",
    )


def takes(definition: FactDefinition, value: object) -> bool:
    """Say whether a value is one that the fact can have."""
    match definition.type:
        case "yes-no":
            return isinstance(value, bool)
        case "choice":
            return any(choice.value == value for choice in definition.choices)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case _:
            # A moment is not a day, though datetime is a subclass of date.
            return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def typed_values(definition: FactDefinition) -> tuple[str, ...]:
    """Return the answers that a fact offers, as typed; none for a number or a date."""
    if definition.type == "yes-no":
        return ("yes", "no")
    return tuple(choice.value for choice in definition.choices)


def parse_date(text: str) -> datetime.date | None:
    """Read a day such as ``2026-06-03``; ``None`` if it is not one."""
    # fromisoformat alone would also take 20260603 and 2026-W23-3.
    if not _DATE.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _parse_yes_no(_definition: FactDefinition, word: str) -> Value | None:
    return _YES_NO.get(word.casefold())


def _parse_choice(definition: FactDefinition, word: str) -> Value | None:
    folded = {choice.value.casefold(): choice.value for choice in definition.choices}
    return folded.get(word.casefold())


def _parse_number(_definition: FactDefinition, word: str) -> Value | None:
    return int(word.replace(",", "")) if _NUMBER.fullmatch(word) else None


def _parse_date(_definition: FactDefinition, word: str) -> Value | None:
    return parse_date(word)


_PARSERS: dict[str, Callable[[FactDefinition, str], Value | None]] = {
    "yes-no": _parse_yes_no,
    "choice": _parse_choice,
    "number": _parse_number,
    "date": _parse_date,
}

_EXPECTED = {
    "yes-no": "yes or no",
    "number": "a whole number such as 3",
    "date": "a date such as 2026-06-03",
}


def _wrong_value(definition: FactDefinition, word: str) -> UsageError:
    values = typed_values(definition)
    expected = _EXPECTED.get(definition.type) or f"one of {', '.join(values)}"
    takes_text = f"It takes {expected}, or {UNKNOWN_WORD} or {WITHHELD_WORD}."
    near = _nearest(word.casefold(), (*values, UNKNOWN_WORD, WITHHELD_WORD))
    return UsageError(
        f"{quoted(word)} is not an answer to “{definition.name}”.",
        hint=f"{near} {takes_text}" if near else takes_text,
    )


def _nearest(typed: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(typed[:_MAX_COMPARED], names, n=3)
    return f"Nearest: {', '.join(near)}." if near else ""


def _typed_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
