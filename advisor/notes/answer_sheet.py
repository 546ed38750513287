"""A numbered sheet of answers, to be read out on the telephone and typed in by the ROCC.

Each question has the number of its place among those that somebody cleared for the sheet's
marking sees, which is the same on both sides where both have the same release. Answers are single
letters. Three letters at the end tell whether something was misheard, the marking too: another one
would make the numbers stand for other questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from advisor.advice import Answers, AnswerState, parse_answer, value_text
from advisor.advice.fact import UNKNOWN_WORD, typed_values
from advisor.catalogue.access import FactDefinition
from advisor.clearance import Clearance, Label, highest
from advisor.errors import UsageError
from advisor.notes.document import Chapter, Document, Paragraph, Section, Table
from advisor.session import Session
from advisor.slips.code import cut_hash

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz"
_UNKNOWN: Final = "?"
_CHECKS: Final = 3
_NOT_KNOWN: Final = "not known"
_MOST_HEARD: Final = 500
_MOST_QUOTED: Final = 12
_TOKEN: Final = re.compile(r"([0-9]{1,4})([a-z?]|=[0-9-]{1,12})")
#: What stands between answers where somebody types as they hear.
_BETWEEN: Final = re.compile(r"[\s,;.]+")
#: A number that was typed apart from its answer.
_APART: Final = re.compile(r"(?<![\w=])([0-9]{1,4})\s+([a-z?](?!\S)|=)", re.IGNORECASE)
HOW: Final = (
    "Say the marking first, then read out the line. Your ROCC types it in. Say a letter as a word: "
    "Alfa, Bravo, Charlie."
)


@dataclass(frozen=True)
class Heard:
    """One answer of a line, as far as it was typed.

    Attributes:
        token: As it was typed.
        subject: What the question is about; empty where the number stands for none.
        answer: The answer in words; empty where it is none to that question.
    """

    token: str
    subject: str = ""
    answer: str = ""


def sheet_label(session: Session, answers: Answers) -> Label:
    """Return the marking of a sheet: that of the questions that were answered."""
    return highest(session.catalogue.label_of_fact(name) for name, _ in _told(answers))


def say_sheet(session: Session, answers: Answers) -> str:
    """Return the line to be read out, such as ``1: 3a 7b 12=5 K7P``.

    Args:
        session: The reader's.
        answers: What they answered; what they would rather not record is not in it.
    """
    label = sheet_label(session, answers)
    places = {fact.name: number for number, fact in _numbered(session, label)}
    facts = {fact.name: fact for fact in session.catalogue.facts}
    tokens = [f"{places[name]}{_letter(facts[name], text)}" for name, text in _told(answers)]
    tokens.sort(key=lambda token: int(re.split(r"[^0-9]", token)[0]))
    head = f"{session.catalogue.release.release}:"
    return " ".join([head, *tokens, _check(head, tokens, label)])


def read_sheet(session: Session, typed: str, label: Label) -> Answers:
    """Return the answers that somebody read out.

    Args:
        session: Of whoever types.
        typed: What they typed.
        label: The sheet's marking, which its reader says first.

    Raises:
        UsageError: Something was misheard, or it is of another release.
    """
    if not session.clearance.dominates(label):
        raise UsageError(f"You have not opened {label}, which the sheet is marked.")
    head, tokens, is_whole = _take_apart(typed, label)
    if not is_whole:
        raise UsageError(
            "Something was misheard: the last three letters do not fit the rest and the marking.",
            hint="Have the marking and the line read out again, number by number.",
        )
    release = session.catalogue.release.release
    if head != f"{release}:":
        raise UsageError(
            f"The sheet is of release {head.rstrip(':')[:6]}; release {release} is open here.",
            hint="Its numbers may stand for other questions. Ask the questions themselves.",
        )
    facts, answers = dict(_numbered(session, label)), Answers()
    for token in tokens:
        fact, letter = _find_question(facts, token)
        answer = parse_answer(fact, _value(fact, letter, token))
        answers = answers.with_answer(fact.name, answer)
    return answers


def hear(session: Session, typed: str, label: Label) -> tuple[Heard, ...]:
    """Return what stands in a line so far, to be read back; nothing of it is proven yet.

    Args:
        session: Of whoever types.
        typed: What they typed so far.
        label: The sheet's marking.
    """
    if not session.clearance.dominates(label):
        return ()
    head, tokens, _ = _take_apart(typed, label)
    is_ours = head == f"{session.catalogue.release.release}:"
    facts = dict(_numbered(session, label)) if is_ours else {}
    return tuple(_hear_token(facts, token) for token in tokens[:_MOST_HEARD])


def _hear_token(facts: dict[int, FactDefinition], token: str) -> Heard:
    try:
        fact, letter = _find_question(facts, token)
    except UsageError:
        return Heard(token[:_MOST_QUOTED])
    try:
        return Heard(token, fact.subject, _say(fact, _value(fact, letter, token)))
    except UsageError:
        return Heard(token, fact.subject)


def _take_apart(typed: str, label: Label) -> tuple[str, list[str], bool]:
    """Return the head of a line, its answers, and whether the check at its end fits them.

    Where it does not, what may have been meant as the check is among the answers.
    """
    parts = [part for part in _BETWEEN.split(_APART.sub(r"\1\2", typed)) if part]
    head = f"{parts[0].rstrip(':')}:" if parts else ""
    tokens = [part.lower() for part in parts[1:]]
    if parts[1:] and parts[-1].upper() == _check(head, tokens[:-1], label):
        return head, tokens[:-1], True
    return head, tokens, False


def _find_question(facts: dict[int, FactDefinition], token: str) -> tuple[FactDefinition, str]:
    """Return the question of one place in a line, and the letter of its answer.

    Raises:
        UsageError: There is no such question.
    """
    found = _TOKEN.fullmatch(token)
    fact = facts.get(int(found[1])) if found else None
    if found is None or fact is None:
        raise UsageError(
            f"“{token[:_MOST_QUOTED]}” answers no question.", hint="Have it read out again."
        )
    return fact, found[2]


def _value(fact: FactDefinition, letter: str, token: str) -> str:
    if letter == _UNKNOWN:
        return UNKNOWN_WORD
    if letter.startswith("="):
        return letter[1:]
    values = typed_values(fact)
    place = _LETTERS.find(letter)
    if not 0 <= place < len(values):
        raise UsageError(f"“{token}” is no answer to its question.", hint="Have it read out again.")
    return values[place]


def sheet_document(session: Session, answers: Answers) -> Document:
    """Return the sheet to be printed: every answer with its number, and the line to read out."""
    label = sheet_label(session, answers)
    rows = tuple(_rows(session, answers, label))
    columns = ("No.", "Question", "Answer", "Read out")
    table = Table("Answers", columns, rows, widths=(8, 50, 30, 12))
    line = Paragraph(say_sheet(session, answers), is_strong=True)
    sections = (Section("To read out", (Paragraph(HOW), line)), Section("Answers", (table,)))
    chapter = Chapter(f"Marked {label}: say so first", label, sections)
    language = session.catalogue.release.language
    foot = (Paragraph(session.referral, is_strong=True),)
    return Document("Answer sheet", label, language, (), (chapter,), foot)


def _rows(session: Session, answers: Answers, label: Label) -> Iterator[tuple[str, ...]]:
    told = dict(_told(answers))
    for number, fact in _numbered(session, label):
        if fact.name in told:
            text = told[fact.name]
            yield f"{number}", fact.text, _say(fact, text), f"{number}{_letter(fact, text)}"


def _numbered(session: Session, label: Label) -> Iterator[tuple[int, FactDefinition]]:
    """Yield the questions that somebody of a clearance sees, with their numbers."""
    facts = session.catalogue.opened_at(Clearance(label)).facts
    yield from enumerate((fact for fact in facts if not fact.is_derived), start=1)


def _told(answers: Answers) -> list[tuple[str, str]]:
    return [
        (name, str(answer))
        for name, answer in answers.items()
        if answer.state is not AnswerState.WITHHELD
    ]


def _say(fact: FactDefinition, typed: str) -> str:
    """Return an answer in words.

    Raises:
        UsageError: It is none to this question.
    """
    value = parse_answer(fact, typed).value
    return _NOT_KNOWN if value is None else value_text(fact, value)


def _letter(fact: FactDefinition, text: str) -> str:
    if text == UNKNOWN_WORD:
        return _UNKNOWN
    values = typed_values(fact)
    return _LETTERS[values.index(text)] if text in values else f"={text}"


def _check(head: str, tokens: Sequence[str], label: Label) -> str:
    said = " ".join([str(label), head, *tokens])
    return cut_hash(said.encode("utf-8"), _CHECKS, b"advisor sheet")
