"""Two catalogues compared, with the cases that come out otherwise."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.cases import Case, make_case
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.section import Section
from advisor.catalogue.source import read_sources
from advisor.catalogue.store import read_official
from advisor.catalogue.trust import Trust
from advisor.catalogue.writing import to_database
from advisor.clearance import OFFICIAL, Label
from advisor.releases.comparing import Compared, Side, compare, open_sources
from advisor.releases.partition import part_sections
from advisor.session import Session
from advisor.settings import Places
from tests.support.builders import SourceFolder, access_fields, capability_fields
from tests.support.labelled import RELEASE

SECRET = Label.parse("SECRET")
CASE = {
    "id": "serious-kidnap",
    "title": "A serious kidnap",
    "check": "kidnap-unit",
    "facts": {"serious": True},
    "expect": {"outcome": "available"},
    "row": "facts: kidnap-unit",
    "why": "The unit takes serious crime.",
}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "site", tmp_path / "home")


@pytest.fixture
def before(tmp_path: Path, places: Places) -> Side:
    folder = SourceFolder(tmp_path / "before")
    folder.write("cases/kidnap.yaml", [CASE])
    return open_sources(folder.path, places, OFFICIAL)


def changed(tmp_path: Path, places: Places, **access: Any) -> Side:
    folder = SourceFolder(tmp_path / "after")
    folder.write("cases/kidnap.yaml", [CASE])
    fields = capability_fields(access=access_fields(**access))
    folder.write("capabilities/kidnap-unit.yaml", fields)
    return open_sources(folder.path, places, OFFICIAL)


def turned_round(tmp_path: Path, places: Places) -> Side:
    rule = {**access_fields()["requirements"][0], "when": {"fact": "serious", "is": False}}
    return changed(tmp_path, places, requirements=[rule])


def outcomes(compared: Compared) -> list[tuple[str, bool, str | None, str | None]]:
    return [(one.title, one.is_saved, one.before, one.after) for one in compared.outcomes]


def test_a_test_case_that_comes_out_otherwise_is_told_with_the_rule(tmp_path, places, before):
    compared = compare(before, turned_round(tmp_path, places))
    assert outcomes(compared) == [("A serious kidnap", False, "available", "not-available")]
    (one,) = compared.outcomes
    (rule,) = one.rules
    assert (rule.path, rule.what) == ("access.requirements[serious]", "changed")
    assert one.because == ("It is not serious enough. You answered: Yes.",) or one.because
    assert (compared.tests, compared.saved, one.label) == (1, 0, OFFICIAL)


def test_two_catalogues_without_their_sources_carry_their_test_cases(tmp_path, places, before):
    folder = SourceFolder(tmp_path / "after")
    rule = {**access_fields()["requirements"][0], "when": {"fact": "serious", "is": False}}
    fields = capability_fields(access=access_fields(requirements=[rule]))
    folder.write("capabilities/kidnap-unit.yaml", fields)
    marked = {**CASE, "id": "marked", "title": "A marked kidnap", "label": "SECRET"}
    folder.write("cases/kidnap.yaml", [CASE, marked])
    portions = [{"label": "SECRET", "part": "limits", "value": ["Quiet."]}]
    folder.write("capabilities/other.yaml", capability_fields("other", portions=portions))
    sections = part_sections(read_sources(folder.path), RELEASE)
    official = read_official(to_database(sections[0]), "after.db")
    secret = Section.from_bytes(sections[1].to_bytes())

    def opened(*sections: Section) -> Side:
        return Side.of(Session(Catalogue(sections), Trust.DRAFT, places))

    found = compare(Side.of(before.session), opened(official)).outcomes
    assert [(one.title, one.label) for one in found] == [("A serious kidnap", OFFICIAL)]
    found = compare(Side.of(before.session), opened(official, secret)).outcomes
    assert [(one.title, one.label) for one in found] == [
        ("A serious kidnap", OFFICIAL), ("A marked kidnap", SECRET)]  # fmt: skip


def test_rules_whose_questions_are_missing_say_nothing(tmp_path, places, before):
    cut = replace(turned_round(tmp_path, places).session.catalogue._sections[0], facts=())
    after = Side.of(Session(Catalogue([cut]), Trust.DRAFT, places))
    assert compare(before, after).outcomes == ()


def test_a_catalogue_from_before_test_cases_were_carried_has_none(before):
    official = before.session.catalogue
    with closing(sqlite3.connect(":memory:")) as connection:
        section = replace(official._sections[0], segment=b"x")
        connection.deserialize(to_database(section))
        connection.execute("DROP TABLE rule_case")
        connection.execute("VACUUM")
        read = read_official(connection.serialize(), "old.db")
    assert (len(section.cases), read.cases) == (1, ())


def test_a_saved_case_that_comes_out_otherwise_is_told_with_the_rule(tmp_path, places, before):
    session = before.session
    answers = session.parse_answers(["serious=yes"])
    case = make_case("Op Thistle", session, answers, looked_at=["kidnap-unit"])
    compared = compare(before, turned_round(tmp_path, places), [case])
    assert ("Op Thistle", True, "available", "not-available") in outcomes(compared)


def test_what_cannot_be_checked_any_more_is_told(tmp_path, places, before):
    folder = SourceFolder(tmp_path / "after")
    (folder.path / "capabilities" / "kidnap-unit.yaml").unlink()
    case: Case = make_case(
        "Op Thistle", before.session, before.session.parse_answers([]), looked_at=["kidnap-unit"]
    )
    after = open_sources(folder.path, places, OFFICIAL)
    found = compare(before, after, [case])
    assert {one[3] for one in outcomes(found)} == {None}
    assert {one.because for one in found.outcomes} == {("It cannot be checked any more.",)}


def test_words_alone_change_no_outcome(tmp_path, places, before):
    compared = compare(before, changed(tmp_path, places, note="Another word."))
    assert (outcomes(compared), len(compared.differences.changed)) == ([], 1)


def test_sources_with_errors_are_not_compared(tmp_path, places):
    folder = SourceFolder(tmp_path / "broken")
    folder.write("threats.yaml", "[")
    with pytest.raises(SourceErrors, match="Nothing was compared"):
        open_sources(folder.path, places, OFFICIAL)


def test_of_sources_what_is_above_the_reader_is_left_out(tmp_path, places, before):
    folder = SourceFolder(tmp_path / "after")
    portions = [{"label": "SECRET", "part": "limits", "value": ["Quiet."]}]
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(portions=portions))
    folder.write("cases/kidnap.yaml", [{**CASE, "label": "SECRET"}])
    assert not compare(before, open_sources(folder.path, places, OFFICIAL)).differences
    open_side = open_sources(folder.path, places, SECRET)
    compared = compare(before, open_side)
    assert [field.after for one in compared.differences.changed for field in one.fields] == [
        "Quiet."
    ]
    assert (compared.marking, open_side.tests[0].id) == (SECRET, "serious-kidnap")
    assert not open_sources(folder.path, places, OFFICIAL).tests
