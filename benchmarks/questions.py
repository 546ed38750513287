"""The questions that relevance is measured with, in four files.

``development.tsv`` holds 60 that were there first, and that whoever wrote the entries had seen.
``tuning.tsv`` and ``held_out.tsv`` were written from the published facts alone, before anybody had
seen what a search for them gives, and dealt out by a hash of their text: the first may be tuned on,
the second never. It is left as it was written, even where an answer can be argued with:
``tests/house/test_questions.py`` holds it to its hash.

``further.tsv`` is for tuning alone: whole sentences, symptoms and slang above all, written
later, and before the words of the entries that they ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

#: In the order in which they are reported.
FILES = ("development", "tuning", "further", "held_out")
#: The one that nobody reads or tunes on.
HELD_OUT = "held_out"
FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True)
class Question:
    """Something that an investigator types.

    Attributes:
        text: As typed.
        answers: The entries that answer it; any of them will do.
        kind: Symptom, slang, acronym, typo, half-typed, sentence, keyword; *first* of the first 60.
    """

    text: str
    answers: frozenset[str]
    kind: str


def read_questions(*names: str) -> tuple[Question, ...]:
    """Return the questions of some files; of all, where none is named."""
    lines = [
        line.split("\t")
        for name in names or FILES
        for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    ]
    return tuple(
        Question(text, frozenset(answers.split(",")), kind[0] if kind else "first")
        for text, answers, *kind in lines
    )


def is_held_out(text: str) -> bool:
    """Say which half a question goes to that is not one of the first 60."""
    return bool(sha256(text.encode()).digest()[0] & 1)


def answerable(questions: Sequence[Question], present: frozenset[str]) -> tuple[Question, ...]:
    """Return the questions that some entry answers which is there."""
    return tuple(question for question in questions if question.answers & present)
