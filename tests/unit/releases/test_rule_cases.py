"""Test cases beside the rules: what a change to a rule breaks is told before anybody reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.store import read_official
from advisor.releases.building import build_catalogue, check_sources
from tests.support.builders import (
    SourceFolder,
    access_fields,
    authority_fields,
    capability_fields,
)


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


def case_fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "id": "serious-kidnap",
        "title": "A serious kidnap",
        "check": "kidnap-unit",
        "facts": {"serious": True},
        "expect": {"outcome": "available", "route": "rocc", "prerequisites": []},
        "row": "facts: kidnap-unit",
        "why": "The unit takes serious crime.",
    }
    merged = {**fields, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def problems(folder: SourceFolder, *cases: dict[str, Any]) -> list[tuple[str, str]]:
    folder.write("cases/kidnap.yaml", list(cases))
    found = [one for one in check_sources(folder.path).problems if one.severity == "error"]
    assert {problem.file for problem in found} <= {"cases/kidnap.yaml"}
    return [(problem.field, problem.reason) for problem in found]


def test_cases_that_hold_are_counted_and_carried(folder: SourceFolder, tmp_path: Path):
    refusal = {"outcome": "not-available", "because": ["serious"]}
    others = [
        case_fields(id="petty", facts={"serious": False}, expect=refusal),
        case_fields(
            id="open",
            facts={"serious": "unknown"},
            expect={"outcome": "undecided"},
            row="facts: 5.2",
        ),
        case_fields(id="unasked", facts={}, expect={"outcome": "undecided", "asks": ["serious"]}),
        case_fields(
            id="step", expect={"outcome": "available", "steps_include": ["ask the CO-ORDINATOR"]}
        ),
    ]
    assert problems(folder, case_fields(), *others) == []
    checked = build_catalogue(folder.path, tmp_path / "with.db")
    assert checked.rules.cases == 5
    read = read_official((tmp_path / "with.db").read_bytes(), "with.db")
    carried = [case.id for case, _ in Catalogue([read]).rule_cases()]
    assert carried == ["serious-kidnap", "petty", "open", "unasked", "step"]


@pytest.mark.parametrize(
    ("expect", "field", "said"),
    [
        (
            {"outcome": "not-available"},
            "outcome",
            "Expected: not-available. The rules say: available.",
        ),
        (
            {"outcome": "available", "certain": "no"},
            "certain",
            "Expected: no. The rules say: yes.",
        ),
        (
            {"outcome": "available", "steps_include": ["ring the NCA"]},
            "steps_include[0]",
            "Expected: ring the NCA. The rules say: Ask the co-ordinator.",
        ),
        (
            {"outcome": "available", "asks": ["serious"]},
            "asks[0]",
            "Expected: serious. The rules say: none.",
        ),
    ],
)
def test_case_that_does_not_hold_stops_the_build_with_what_was_expected(
    folder: SourceFolder, tmp_path: Path, expect: dict[str, Any], field: str, said: str
):
    assert problems(folder, case_fields(expect=expect)) == [(f"[0].expect.{field}", said)]
    with pytest.raises(SourceErrors) as caught:
        build_catalogue(folder.path, tmp_path / "out.db")
    (problem,) = caught.value.problems
    lines = (folder.path / "cases/kidnap.yaml").read_text("utf-8").splitlines()
    assert any(str(value) in lines[problem.line - 1] for value in _flat(expect))
    assert not (tmp_path / "out.db").exists()


def _flat(expect: dict[str, Any]) -> list[Any]:
    return [
        item
        for value in expect.values()
        for item in (value if isinstance(value, list) else [value])
    ]


def test_reason_that_does_not_hold_is_told(folder: SourceFolder):
    access = access_fields()
    fact = {"name": "night", "type": "yes-no", "subject": "s", "text": "t", "why": "w"}
    folder.write("facts/night.yaml", [fact])
    second = {**access["requirements"][0], "id": "other", "when": {"fact": "night", "is": True}}
    access["routes"][0]["requirements"] = [second]
    access["routes"].append({**access_fields()["routes"][0], "id": "second", "title": "Another"})
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(access=access))
    expect = {"outcome": "available", "route": "rocc", "because": ["other"]}
    facts = {"serious": True, "night": False}
    assert problems(folder, case_fields(facts=facts, expect=expect)) == [
        ("[0].expect.route", "Expected: rocc. The rules say: second."),
        ("[0].expect.because[0]", "Expected: other is true. The rules say: other is false."),
    ]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"check": "kidnap-unot"}, "check", "There is no entry “kidnap-unot”."),
        ({"check": "nca"}, "check", "“nca” has no access rules."),
        ({"facts": {"serius": True}}, "facts.serius", "There is no fact “serius”."),
        ({"facts": {"serious": "maybe"}}, "facts.serious", "“maybe” is not a value of “serious”."),
        ({"row": "B1"}, "row", "“B1” is no place in the reviewed facts."),
        ({"row": "A7"}, "row", "No authority is of row A7."),
        ({"id": "A b"}, "id", "The id is not a slug."),
        (
            {"expect": {"outcome": "available", "route": "rock"}},
            "expect.route",
            "The rules have no “rock” here.",
        ),
        (
            {"expect": {"outcome": "available", "because": ["seriouss"]}},
            "expect.because[0]",
            "The rules have no “seriouss” here.",
        ),
        ({"expect": {"outcome": "perhaps"}}, "expect.outcome", "“perhaps” is not one of the"),
        ({"why": None}, "", "“why” is missing."),
    ],
)
def test_mistake_in_a_case_is_told_where_it_stands(
    folder: SourceFolder, changes: dict[str, Any], field: str, said: str
):
    ((found, reason),) = problems(folder, case_fields(**changes))
    assert found == (f"[0].{field}" if field else "[0]")
    assert reason.startswith(said)


def test_a_fact_that_the_rules_do_not_look_at_does_not_belong_in_a_case(folder: SourceFolder):
    fact = {"name": "idle", "type": "yes-no", "subject": "s", "text": "t", "why": "w"}
    folder.write("facts/idle.yaml", [fact])
    folder.write("cases/kidnap.yaml", [case_fields(facts={"serious": True, "idle": True})])
    errors = [p for p in check_sources(folder.path).problems if p.severity == "error"]
    assert [(p.field, p.reason) for p in errors] == [
        ("[0].facts.idle", "No rule of the entry is about “idle”.")
    ]


def test_what_is_worked_out_is_not_given_in_a_case(folder: SourceFolder):
    fact = {
        "name": "grave",
        "type": "yes-no",
        "subject": "s",
        "text": "t",
        "why": "w",
        "derived": [{"value": "yes", "when": {"fact": "serious", "is": True}}],
        "otherwise": "no",
    }
    folder.write("facts/grave.yaml", [fact])
    access = access_fields()
    access["requirements"][0]["when"] = {"fact": "grave", "is": True}
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(access=access))
    assert problems(folder, case_fields()) == []
    assert problems(folder, case_fields(facts={"grave": True})) == [
        ("[0].facts.grave", "“grave” is worked out from other facts.")
    ]


def test_two_cases_need_two_names(folder: SourceFolder):
    assert [field for field, _ in problems(folder, case_fields(), case_fields())] == [
        "[0].id",
        "[1].id",
    ]


def test_case_of_an_authority_names_its_row(folder: SourceFolder):
    folder.write("authorisations/warrant.yaml", authority_fields("warrant", access=access_fields()))
    assert problems(folder, case_fields(check="warrant", row="A0")) != []
    fields = authority_fields("warrant", access=access_fields())
    fields["authority"]["row"] = "A4"
    folder.write("authorisations/warrant.yaml", fields)
    assert problems(folder, case_fields(check="warrant", row="A4")) == []


def test_rules_that_have_no_meaning_are_told_once_and_their_cases_not_tried(folder: SourceFolder):
    access = access_fields()
    access["requirements"][0]["when"] = {"fact": "nothing", "is": True}
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(access=access))
    folder.write("cases/kidnap.yaml", [case_fields()])
    errors = [p.file for p in check_sources(folder.path).problems if p.severity == "error"]
    assert errors == ["capabilities/kidnap-unit.yaml"]


def test_case_about_something_labelled_is_labelled_as_high(folder: SourceFolder):
    fields = capability_fields("quiet-unit", label="SECRET", title="Quiet unit")
    folder.write("capabilities/quiet-unit.yaml", fields)
    low = case_fields(check="quiet-unit")
    above = ("[0]", "It is about something marked higher than it.")
    named_above = ("[0]", "The text names something that its readers may not know of.")
    assert problems(folder, low) == [above, named_above]
    assert problems(folder, case_fields(check="quiet-unit", label="SECRET")) == []
    named = case_fields(why="The Quiet unit takes it.")
    assert problems(folder, named) == [named_above]


def test_case_is_tried_as_a_reader_at_its_label_has_the_rules(folder: SourceFolder):
    fact = {"name": "hush", "type": "yes-no", "subject": "s", "text": "t", "why": "w"}
    folder.write("facts/hush.yaml", [{**fact, "label": "SECRET"}])
    above = access_fields()
    above["requirements"][0].update(id="hush", when={"fact": "hush", "is": True})
    steps = [{"text": "Ask quietly", "contact": "role:rocc", "sources": ["seed"]}]
    above["routes"][0].update(id="hush-route", title="Quietly", steps=steps)
    portions = [{"label": "SECRET", "part": "access", "value": above}]
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(portions=portions))
    refused = {"outcome": "not-available", "because": ["hush"]}
    facts = {"serious": True, "hush": False}
    high = case_fields(id="high", label="SECRET", facts=facts, expect=refused)
    assert problems(folder, case_fields(), high) == []
    unmarked = case_fields(id="high", facts=facts, expect=refused)
    assert problems(folder, unmarked) == [("[0]", "It is about something marked higher than it.")]
