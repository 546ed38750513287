from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.catalogue.problem import Problem
from advisor.catalogue.source import read_sources
from advisor.catalogue.validation import validate
from tests.support.builders import (
    CHECKED,
    SourceFolder,
    access_fields,
    capability_fields,
    citation_fields,
    contact_fields,
)

UNIT = "capabilities/kidnap-unit.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


def check(folder: SourceFolder) -> list[Problem]:
    source = read_sources(folder.path)
    validate(source)
    return sorted(problem for file in source.files.values() for problem in file.problems)


def place_fields(entry_id: str, kind: str, **place: Any) -> dict[str, Any]:
    fields = contact_fields(entry_id, kind="organisation", contact=None)
    return {**fields, "organisation": {"type": kind, **place}}


def law_fields(entry_id: str, **changes: Any) -> dict[str, Any]:
    names = ("row", "act", "authoriser", "grounds", "approval", "duration", "urgent", "record")
    fields = contact_fields(entry_id, kind="authorisation", contact=None, **changes)
    return {**fields, "authority": dict.fromkeys(names, "a")}


def with_route(**changes: Any) -> dict[str, Any]:
    route = {**access_fields()["routes"][0], **changes}
    return capability_fields(access=access_fields(routes=[route]))


def with_step(**changes: Any) -> dict[str, Any]:
    return with_route(steps=[{"text": "Ask", "sources": ["seed"], **changes}])


def with_prerequisite(**changes: Any) -> dict[str, Any]:
    given = {"id": "a", "text": "Get it", "who": "A judge", "sources": ["seed"], **changes}
    return with_route(prerequisites=[given])


def test_sound_sources_have_no_problem(folder: SourceFolder):
    assert check(folder) == []


STEP = "access.routes[0].steps[0]"
WAIT = "access.routes[0].prerequisites[0]"


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        (capability_fields(summary="x" * 91), "summary", "The summary has 91 characters."),
        (capability_fields(review_on=CHECKED), "review_on", "The review is not after the check."),
        (capability_fields(threats=["kidnp"]), "threats[0]", "No threat area “kidnp” is listed."),
        (capability_fields(sources=[]), "", "No source is cited."),
        (
            capability_fields(sources=[citation_fields(source="sed")]),
            "sources[0].source",
            "No source “sed” is listed.",
        ),
        (capability_fields(related=["kidnap"]), "related[0]", "There is no entry “kidnap”."),
        (capability_fields(alternatives=["x"]), "alternatives[0]", "There is no entry “x”."),
        (
            capability_fields(law=[{"text": "a", "entry": "nca"}]),
            "law[0].entry",
            "“nca” is no authorisation.",
        ),
        (capability_fields(contacts=["nca"]), "contacts", "The ROCC is not in the list."),
        (
            capability_fields(contacts=["role:rocc", "role:rooc"]),
            "contacts[1]",
            "There is no role “rooc”.",
        ),
        (
            capability_fields(contacts=["role:rocc", "kidnap-unit"]),
            "contacts[1]",
            "There is no contact “kidnap-unit”.",
        ),
        (with_step(contact="ncaa"), f"{STEP}.contact", "There is no contact “ncaa”."),
        (with_step(sources=["sed"]), f"{STEP}.sources[0]", "No source “sed” is listed."),
        (with_route(contacts=["role:x"]), "access.routes[0].contacts[0]", "There is no role “x”."),
        (with_prerequisite(entry="nca"), f"{WAIT}.entry", "“nca” is no authorisation or"),
        (with_prerequisite(contact="x"), f"{WAIT}.contact", "There is no contact “x”."),
        (with_prerequisite(sources=["x"]), f"{WAIT}.sources[0]", "No source “x” is listed."),
        (
            capability_fields(discrepancies=[{"text": "a", "sources": ["x"]}]),
            "discrepancies[0].sources[0]",
            "No source “x” is listed.",
        ),
        (
            capability_fields(
                urgent={"text": "a", "detail": "b", "contacts": ["x"], "sources": ["seed"]}
            ),
            "urgent.contacts[0]",
            "There is no contact “x”.",
        ),
        (
            capability_fields(
                urgent={"text": "a", "detail": "b", "contacts": ["nca"], "sources": ["x"]}
            ),
            "urgent.sources[0]",
            "No source “x” is listed.",
        ),
    ],
)
def test_mistake_of_a_capability_is_reported(
    folder: SourceFolder, fields: dict[str, Any], field: str, reason: str
):
    folder.write(UNIT, fields)
    found = check(folder)
    assert [(p.file, p.field) for p in found] == [(UNIT, field)]
    assert reason in found[0].reason
    assert found[0].remedy


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"published": False}, "contact.published"),
        ({"channels": []}, "contact.published"),
        ({"fills": "rooc"}, "contact.fills"),
        ({"region": "nowhere"}, "contact.region"),
        ({"region": "surrey"}, "contact.region"),
    ],
)
def test_mistake_of_a_contact_is_reported(
    folder: SourceFolder, changes: dict[str, Any], field: str
):
    folder.write("organisations/surrey.yaml", place_fields("surrey", "force"))
    details = {**contact_fields()["contact"], **changes}
    folder.write("contacts/nca.yaml", contact_fields(contact=details))
    assert [(p.file, p.field) for p in check(folder)] == [("contacts/nca.yaml", field)]


@pytest.mark.parametrize(
    ("place", "field", "reason"),
    [
        ({"region": "surrey"}, "organisation.region", "“surrey” is no region."),
        ({"unit": "south-east"}, "organisation.unit", "“south-east” is no unit."),
        ({"host": "south-east"}, "organisation.host", "“south-east” is no force."),
        ({"also_region": "x"}, "organisation.also_region", "There is no entry “x”."),
        ({"forces": ["surrey", "nca"]}, "organisation.forces[1]", "“nca” is no force."),
    ],
)
def test_place_that_belongs_to_what_it_cannot_is_reported(
    folder: SourceFolder, place: dict[str, Any], field: str, reason: str
):
    folder.write("organisations/surrey.yaml", place_fields("surrey", "force"))
    folder.write("organisations/south-east.yaml", place_fields("south-east", "region"))
    folder.write("organisations/here.yaml", place_fields("here", "force", **place))
    assert [(p.field, p.reason) for p in check(folder)] == [(field, reason)]


@pytest.mark.parametrize(
    ("name", "items", "field", "reason"),
    [
        ("threats.yaml", ["kidnap", "kidnap"], "[1].key", "“kidnap” stands twice."),
        ("threats.yaml", ["kidnap", "Big Guns"], "[1].key", "“Big Guns” is no key."),
        ("sources.yaml", ["seed", "seed"], "[1].key", "“seed” stands twice."),
    ],
)
def test_keys_of_a_list_are_names_of_one_thing_each(
    folder: SourceFolder, name: str, items: list[str], field: str, reason: str
):
    rest = {"publisher": "p", "kind": "official"} if name == "sources.yaml" else {}
    folder.write(name, [{"key": key, "title": "t", **rest} for key in items])
    assert [(p.file, p.field, p.reason) for p in check(folder)] == [(name, field, reason)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "Is-Serious"}, "[0].name"),
        ({"cost": 0}, "[0].cost"),
        ({"cost": 6}, "[0].cost"),
        ({"sensitivity": 3}, "[0].sensitivity"),
        ({"sources": ["x"]}, "[0].sources[0]"),
    ],
)
def test_mistake_of_a_question_is_reported(
    folder: SourceFolder, changes: dict[str, Any], field: str
):
    fact = {"name": "serious", "type": "yes-no", "subject": "s", "text": "t", "why": "w"}
    folder.write("facts.yaml", [{**fact, **changes}])
    assert [(p.file, p.field) for p in check(folder)] == [("facts.yaml", field)]


def test_one_id_for_two_entries_is_reported_at_both(folder: SourceFolder):
    folder.write("contacts/kidnap-unit.yaml", contact_fields("kidnap-unit"))
    assert [p.file for p in check(folder) if "Several" in p.reason] == [
        UNIT,
        "contacts/kidnap-unit.yaml",
    ]


def test_id_is_a_slug(folder: SourceFolder):
    folder.write("contacts/A B.yaml", contact_fields("A B"))
    assert [p.reason for p in check(folder)] == ["The id is not a slug."]


def test_link_to_something_marked_higher_is_refused_where_the_reader_would_see_it(
    folder: SourceFolder,
):
    folder.write("authorisations/secret-law.yaml", law_fields("secret-law", label="SECRET"))
    law = [{"text": "a", "entry": "secret-law"}]
    folder.write(UNIT, capability_fields(law=law))
    found = check(folder)
    assert [(p.field, p.reason) for p in found] == [
        ("law[0].entry", "“secret-law” is marked higher than this.")
    ]


def test_link_from_a_portion_marked_as_high_is_sound(folder: SourceFolder):
    folder.write("authorisations/secret-law.yaml", law_fields("secret-law", label="SECRET"))
    portion = {"label": "SECRET", "part": "law", "value": [{"text": "a", "entry": "secret-law"}]}
    folder.write(UNIT, capability_fields(portions=[portion]))
    assert check(folder) == []


def test_mistake_in_a_restricted_portion_is_reported_where_it_stands(folder: SourceFolder):
    portion = {"label": "SECRET", "part": "related", "value": ["nowhere"]}
    folder.write(UNIT, capability_fields(portions=[portion]))
    found = check(folder)
    assert [p.field for p in found] == ["portions[0].value[0]"]
    assert found[0].line > 30


def test_contact_marked_higher_is_refused_where_the_reader_would_see_it(folder: SourceFolder):
    folder.write("contacts/desk.yaml", contact_fields("desk", label="SECRET"))
    folder.write(UNIT, capability_fields(contacts=["role:rocc", "desk"]))
    assert [p.field for p in check(folder)] == ["contacts[1]"]


def procedure_fields(**changes: Any) -> dict[str, Any]:
    step = {"text": "Ask", "sources": ["seed"]}
    fields = contact_fields("ask", kind="procedure", contact=None, contacts=["role:rocc"])
    return {**fields, "steps": [step | changes.pop("step", {})], **changes}


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"contacts": ["role:rocu"]}, "contacts", "The ROCC is not in the list."),
        ({"step": {"contact": "nobody"}}, "steps[0].contact", "There is no contact “nobody”."),
        ({"step": {"sources": ["none"]}}, "steps[0].sources[0]", "No source “none” is listed."),
    ],
)
def test_mistake_of_a_procedure_is_reported(
    folder: SourceFolder, changes: dict[str, Any], path: str, reason: str
):
    folder.write("procedures/ask.yaml", procedure_fields(**changes))
    [problem] = check(folder)
    assert (problem.file, problem.field, problem.reason) == ("procedures/ask.yaml", path, reason)


def test_precedent_uses_capabilities_alone(folder: SourceFolder):
    case = {"reported": "2020", "together": "us", "problem": "boats", "given": ["a boat"]}
    fields = contact_fields("boats", kind="precedent", contact=None)
    folder.write("precedents/boats.yaml", {**fields, "precedent": case, "used": ["boats"]})
    [problem] = check(folder)
    assert (problem.field, problem.reason) == ("used[0]", "“boats” is no capability.")


def two_sources(folder: SourceFolder) -> None:
    listed = {"publisher": "HMICFRS", "kind": "inspection"}
    seed, other = {"key": "seed", "title": "A", **listed}, {"key": "other", "title": "B", **listed}
    folder.write("sources.yaml", [seed, other])


def test_what_a_rule_rests_on_stands_among_the_sources_of_its_entry(folder: SourceFolder):
    two_sources(folder)
    folder.write(UNIT, with_step(sources=["seed", "other"]))
    problem, warning = check(folder)
    assert (problem.file, problem.field) == (UNIT, f"{STEP}.sources[1]")
    assert (problem.severity, warning.severity) == ("error", "warning")
    assert problem.reason == "“other” is not among the sources of the entry."
    cited = [citation_fields(), citation_fields(source="other")]
    folder.write(UNIT, {**with_step(sources=["seed", "other"]), "sources": cited})
    assert check(folder) == []


def test_source_that_nothing_rests_on_is_told(folder: SourceFolder):
    two_sources(folder)
    [problem] = check(folder)
    assert (problem.file, problem.field, problem.severity) == (
        "sources.yaml",
        "[1].key",
        "warning",
    )
    assert problem.reason == "No entry and no question rests on “other”."
