"""The questions that relevance is measured with are what they are said to be."""

from __future__ import annotations

from hashlib import sha256

import pytest

from advisor.catalogue.source import read_sources
from advisor.resources import path
from benchmarks.questions import FILES, FOLDER, Question, is_held_out, read_questions

#: What nobody has tuned on stays as it was written.
HELD_OUT = "3bc89709c7d4764a6875ef99fb398e2d6e7addf411d235976dda1f92a52b6b8d"


def test_what_is_held_out_was_never_edited():
    assert sha256((FOLDER / "held_out.tsv").read_bytes()).hexdigest() == HELD_OUT


@pytest.mark.parametrize("name", ["tuning", "held_out"])
def test_a_question_stands_where_its_hash_says(name: str):
    assert {is_held_out(one.text) for one in read_questions(name)} == {name == "held_out"}


def test_no_question_is_asked_twice():
    texts = [question.text.casefold() for question in read_questions()]
    # A number alone: a failure must not show what is held out.
    twice = len(texts) - len(set(texts))
    assert twice == 0


@pytest.mark.parametrize("name", FILES)
def test_nearly_every_question_has_an_answer(name: str):
    there = {authored.entry.id for authored in read_sources(path("catalogue")).entries}
    asked = read_questions(name)
    assert [one for one in asked if not one.answers & there] == []
    assert Question("AKEU", frozenset({"anti-kidnap-extortion"}), "acronym") in read_questions()
