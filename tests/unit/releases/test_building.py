from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from advisor import resources
from advisor.advice import Outcome
from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.store import read_file, read_official
from advisor.catalogue.trust import Trust
from advisor.errors import AdvisorError
from advisor.releases.building import UnsealedError, build_catalogue, check_sources
from advisor.session import Session
from advisor.settings import Places
from tests.support.builders import (
    REVIEW,
    SourceFolder,
    access_fields,
    capability_fields,
    citation_fields,
    contact_fields,
)


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.db"


def problems(folder: SourceFolder) -> list[tuple[str, str, str]]:
    return [(p.file, p.field, p.severity) for p in check_sources(folder.path).problems]


def test_sound_sources_are_built_and_opened(folder: SourceFolder, output: Path, tmp_path: Path):
    checked = build_catalogue(folder.path, output)
    assert checked.problems == ()
    session = Session.open(output, Places(tmp_path / "site", tmp_path / "home"))
    assert session.trust is Trust.DRAFT
    assert session.search("ransom cash tonight").found[0].head.id == "kidnap-unit"
    assert session.search("taken").found[0].head.id == "kidnap-unit"
    answers = session.parse_answers(["serious=yes"])
    assert session.check("kidnap-unit", answers).outcome is Outcome.AVAILABLE


def test_same_sources_give_the_same_file(folder: SourceFolder, output: Path, tmp_path: Path):
    build_catalogue(folder.path, output)
    build_catalogue(folder.path, tmp_path / "again.db")
    assert output.read_bytes() == (tmp_path / "again.db").read_bytes()


def test_built_file_reads_back_as_what_was_authored(folder: SourceFolder, output: Path):
    source = build_catalogue(folder.path, output).source
    section = read_official(read_file(output), "out.db")
    assert section.release == source.release
    assert section.heads == tuple(authored.entry.head for authored in source.entries)
    assert section.facts == source.facts
    assert section.thesaurus == source.thesaurus


def test_building_a_draft_pins_nothing(folder: SourceFolder, output: Path):
    pinned = resources.path("trust/catalogue.sha256").read_bytes()
    build_catalogue(folder.path, output)
    assert resources.path("trust/catalogue.sha256").read_bytes() == pinned


def test_ten_mistakes_are_reported_at_once_with_all_there_is_to_know(
    folder: SourceFolder, output: Path
):
    access = access_fields()
    access["requirements"][0]["when"] = {"fact": "serius", "is": True}
    access["routes"][0]["steps"][0]["contact"] = "role:rooc"
    fields = capability_fields(
        titel="a",
        summary="x" * 200,
        threats=["kidnp"],
        sure="hihg",
        does=["a"],
        law=None,
        when="a",
        checked_on="2026-02-30",
        access=access,
        related=["nowhere"],
        sources=[citation_fields(confidence="very")],
    )
    name = "capabilities/kidnap-unit.yaml"
    output.write_bytes(b"the old one")
    text = folder.write(name, fields).read_text() + "sure: low\n"
    folder.write(name, text)
    with pytest.raises(SourceErrors) as caught:
        build_catalogue(folder.path, output)
    found = [p for p in caught.value.problems if p.severity == "error"]
    assert sorted((p.field, p.reason.split()[0]) for p in found) == [
        ("", "“law”"),
        ("access.requirements[0].when.fact", "There"),
        ("access.routes[0].steps[0].contact", "There"),
        ("checked_on", "“2026-02-30”"),
        ("does", "Expected"),
        ("related[0]", "There"),
        ("sources[0].confidence", "“very”"),
        ("summary", "The"),
        ("sure", "“hihg”"),
        ("sure", "“sure”"),
        ("threats[0]", "No"),
        ("titel", "There"),
        ("when", "Expected"),
    ]
    assert {p.file for p in found} == {name}
    assert all(p.line > 0 and p.remedy for p in found)
    assert output.read_bytes() == b"the old one"


@pytest.mark.parametrize(
    "name", ["contacts/nca.yaml", "sources.yaml", "threats.yaml", "facts.yaml", "catalogue.yaml"]
)
def test_file_that_is_not_yaml_is_one_problem_and_not_one_for_each_link_to_it(
    folder: SourceFolder, name: str
):
    folder.write(name, "a: [")
    assert [file for file, _, severity in problems(folder) if severity == "error"] == [name]


def test_broken_entry_is_no_missing_entry_elsewhere(folder: SourceFolder):
    folder.write("contacts/nca.yaml", contact_fields(title=None, contact="a"))
    assert {file for file, _, _ in problems(folder)} == {"contacts/nca.yaml"}


def test_mistakes_below_a_sound_head_are_all_reported(folder: SourceFolder):
    access = access_fields()
    access["requirements"][0]["when"] = {"all": [{"fact": "serius", "is": True}]}
    access["requirements"][0]["sources"] = ["sed"]
    access["routes"][0]["steps"][0]["contact"] = "role:rooc"
    fields = capability_fields(
        summary="x" * 200,
        threats=["kidnp"],
        access=access,
        related=["nowhere"],
        contacts=["nca"],
        law=[{"text": "a", "entry": "nca"}],
        sources=[citation_fields(source="sed")],
        portions=[{"label": "SECRET", "part": "limits", "value": ["a"]}],
        review_on="2020-01-01",
    )
    folder.write("capabilities/kidnap-unit.yaml", fields)
    errors = [field for _, field, severity in problems(folder) if severity == "error"]
    assert sorted(errors) == sorted(
        [
            "access.requirements[0].sources[0]",
            "access.requirements[0].when.all[0].fact",
            "access.routes[0].steps[0].contact",
            "contacts",
            "law[0].entry",
            "related[0]",
            "review_on",
            "sources[0].source",
            "summary",
            "threats[0]",
        ]
    )


def test_mistake_in_a_condition_is_reported_on_its_own_line(folder: SourceFolder):
    access = access_fields()
    access["requirements"][0]["when"] = {"all": [{"fact": "serius", "is": True}]}
    path = folder.write("capabilities/kidnap-unit.yaml", capability_fields(access=access))
    line = next(
        n for n, text in enumerate(path.read_text().splitlines(), 1) if "fact: serius" in text
    )
    errors = [p for p in check_sources(folder.path).problems if p.severity == "error"]
    assert [p.line for p in errors] == [line]


def test_question_that_no_rule_needs_is_a_warning_and_stops_nothing(
    folder: SourceFolder, output: Path
):
    fact = {"type": "yes-no", "subject": "s", "text": "t", "why": "w"}
    facts = [{"name": "serious", **fact}, {"name": "idle", **fact}]
    folder.write("facts.yaml", facts)
    assert problems(folder) == [("facts.yaml", "[1]", "warning")]
    assert build_catalogue(folder.path, output).is_sound


def test_question_of_a_theme_is_reported_in_its_own_file(folder: SourceFolder):
    fact = {"type": "yes-no", "subject": "s", "text": "t", "why": "w"}
    folder.write("facts/idle.yaml", [{"name": "idle", **fact}, {"name": "serious", **fact}])
    assert problems(folder) == [
        ("facts.yaml", "[0].name", "error"),
        ("facts/idle.yaml", "[0]", "warning"),
        ("facts/idle.yaml", "[1].name", "error"),
    ]


def test_mistake_in_what_a_fact_is_worked_out_from_is_told_on_its_line(folder: SourceFolder):
    fact = {"type": "yes-no", "subject": "s", "text": "t", "why": "w"}
    grave = {"derived": [{"value": "yes", "when": {"fact": "harm", "is": 3}}], "otherwise": "no"}
    folder.write("facts/grave.yaml", [{"name": "harm", **fact}, {"name": "grave", **fact, **grave}])
    access = access_fields()
    access["requirements"][0]["when"] = {"fact": "grave", "is": True}
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(access=access))
    found = [one for one in problems(folder) if one[0] == "facts/grave.yaml"]
    assert ("facts/grave.yaml", "[1].derived[0].when.is", "error") in found
    # The fact that it is worked out from is needed, so nobody is told to leave it out.
    assert ("facts/grave.yaml", "[0]", "warning") not in found


def test_question_whose_theme_cannot_be_read_is_missed_by_no_rule(folder: SourceFolder):
    access = access_fields()
    access["requirements"][0]["when"] = {"fact": "elsewhere", "is": True}
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(access=access))
    folder.write("facts/theme.yaml", "- name: [")
    assert problems(folder) == [("facts/theme.yaml", "", "error")]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("contacts/desk.yaml", contact_fields("desk", label="OFFICIAL-SENSITIVE", title="Desk")),
        (
            "capabilities/kidnap-unit.yaml",
            capability_fields(
                portions=[{"label": "OFFICIAL-SENSITIVE", "part": "limits", "value": ["hidden"]}]
            ),
        ),
        ("thesaurus.yaml", [{"says": ["a"], "means": ["b"], "label": "OFFICIAL-SENSITIVE"}]),
    ],
    ids=["entry", "portion", "word"],
)
def test_anything_above_official_is_never_published(
    folder: SourceFolder, output: Path, name: str, fields: object
):
    folder.write(name, fields)
    with pytest.raises(UnsealedError):
        build_catalogue(folder.path, output)
    assert not output.exists()


def test_broken_release_stops_the_build_and_the_rest_is_still_checked(
    folder: SourceFolder, output: Path
):
    folder.write("catalogue.yaml", "release: [")
    folder.write("contacts/nca.yaml", contact_fields(sources=[]))
    with pytest.raises(SourceErrors) as caught:
        build_catalogue(folder.path, output)
    assert [p.file for p in caught.value.problems] == ["catalogue.yaml", "contacts/nca.yaml"]


def test_output_that_cannot_be_written_is_told(folder: SourceFolder, tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AdvisorError, match="could not be written"):
        build_catalogue(folder.path, tmp_path / "file" / "out.db")


def test_damaged_segment_is_told_as_damage(folder: SourceFolder, output: Path, tmp_path: Path):
    build_catalogue(folder.path, output)
    with closing(sqlite3.connect(output)) as connection:
        connection.execute("UPDATE segment SET content = substr(content, 1, 50)")
        connection.commit()
    session = Session.open(output, Places(tmp_path / "site", tmp_path / "home"))
    with pytest.raises(AdvisorError):
        session.search("kidnap")


@pytest.mark.parametrize(
    ("day", "overdue"),
    [("2026-11-24", []), (REVIEW, []), ("2027-11-23", ["entries"]), ("2027-11-24", ["all"])],
)
def test_what_is_past_its_review_is_a_warning_on_the_day_that_is_given(
    folder: SourceFolder, day: str, overdue: list[str]
):
    entries = [
        ("capabilities/kidnap-unit.yaml", "review_on", "warning"),
        ("contacts/nca.yaml", "review_on", "warning"),
    ]
    source = [("sources.yaml", "[0].key", "warning")]
    expected = {"entries": entries, "all": entries + source}
    checked = check_sources(folder.path, today=datetime.date.fromisoformat(str(day)))
    found = [(p.file, p.field, p.severity) for p in checked.problems]
    assert found == [pair for name in overdue for pair in expected[name]]
    assert checked.is_sound
    assert check_sources(folder.path).problems == ()


def test_how_far_rules_were_checked_is_said(folder: SourceFolder):
    checked = check_sources(folder.path)
    assert str(checked.rules) == (
        "Rules checked: 1 exactly, 0 by three-valued logic. Cases tried: 0."
    )
