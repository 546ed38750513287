"""Texts that do not read well are told to their author, and never stop a build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.catalogue.problem import Problem
from advisor.catalogue.proofreading import MAX_WORDS, PLAIN, proofread, reading_grade
from advisor.catalogue.source import read_sources
from tests.support.builders import SourceFolder, capability_fields, contact_fields

UNIT = "capabilities/kidnap-unit.yaml"
LONG = " ".join(["word"] * (MAX_WORDS + 1)) + "."


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


def read(folder: SourceFolder) -> list[Problem]:
    source = read_sources(folder.path)
    proofread(source)
    return sorted(problem for file in source.files.values() for problem in file.problems)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        (
            {"does": LONG},
            "does",
            f"The sentence “word word word word …” has {MAX_WORDS + 1} words.",
        ),
        ({"limits": ["Short.", LONG]}, "limits", "The sentence"),
        ({"summary": "We utilise boats."}, "summary", "“utilise” is not plain English."),
        ({"does": "Ring Prior to the raid."}, "does", "“Prior to” is not plain English."),
        ({"who": "Ask the XYZ."}, "who", "Nothing says what “XYZ” means."),
        ({"who": "Ask the XYZs."}, "who", "Nothing says what “XYZs” means."),
        (
            {"law": [{"text": "See the QRST."}]},
            "law",
            "Nothing says what “QRST” means.",
        ),
    ],
)
def test_what_reads_badly_is_told_with_its_place(
    folder: SourceFolder, changes: dict[str, Any], field: str, reason: str
):
    folder.write(UNIT, capability_fields(**changes))
    [problem] = read(folder)
    assert (problem.file, problem.field, problem.severity) == (UNIT, field, "warning")
    assert problem.reason.startswith(reason)
    assert problem.remedy


@pytest.mark.parametrize(
    "text", ["Part III of the Act.", "The NCAs room.", "We give you 30.", "DEMONSTRATION"]
)
def test_numerals_and_known_letters_are_left_alone(folder: SourceFolder, text: str):
    folder.write(UNIT, capability_fields(does=text))
    assert read(folder) == []


def test_a_term_explains_its_letters(folder: SourceFolder):
    folder.write(UNIT, capability_fields(does="Ask the XYZs."))
    term = contact_fields("xyz", kind="term", contact=None, title="A thing", aliases=["XYZ"])
    folder.write("terms/xyz.yaml", term)
    assert read(folder) == []


def test_letters_are_explained_to_whoever_reads_them(folder: SourceFolder):
    """A term that is marked higher explains nothing to those who may not see it."""
    folder.write(UNIT, capability_fields(does="Ask the XYZ."))
    term = contact_fields("xyz", kind="term", contact=None, title="A thing", aliases=["XYZ"])
    folder.write("terms/xyz.yaml", {**term, "label": "SECRET"})
    assert [problem.field for problem in read(folder)] == ["does"]


def test_a_question_is_read_too(folder: SourceFolder):
    fact = {"name": "a", "type": "yes-no", "subject": "A", "text": "Is XYZ there?", "why": "So."}
    folder.write("facts.yaml", [fact])
    [problem] = read(folder)
    assert (problem.file, problem.reason) == ("facts.yaml", "Nothing says what “XYZ” means.")


def test_every_word_to_avoid_has_another_in_its_place():
    assert all(PLAIN.values())
    assert not set(PLAIN) & set(PLAIN.values())


def test_reading_grade_rises_with_long_words_and_sentences():
    plain = reading_grade(["Ring the unit. It helps you at once."])
    heavy = reading_grade(
        ["Organisational representatives communicate authorisation determinations periodically."]
    )
    assert plain < 4
    assert heavy > 16
    assert reading_grade([]) == reading_grade(["", "12"]) == 0
