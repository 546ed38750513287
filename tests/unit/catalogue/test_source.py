from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor.catalogue.problem import Problem
from advisor.catalogue.source import CatalogueSource, read_sources
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from tests.support.builders import SourceFolder, capability_fields, contact_fields


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


def problems(source: CatalogueSource) -> list[Problem]:
    return sorted(problem for file in source.files.values() for problem in file.problems)


def found(folder: SourceFolder) -> list[tuple[str, str, str]]:
    return [(p.file, p.field, p.reason) for p in problems(read_sources(folder.path))]


def test_sound_folder_is_read(folder: SourceFolder):
    source = read_sources(folder.path)
    assert problems(source) == []
    assert source.release is not None
    assert source.release.release == 7
    assert [authored.entry.id for authored in source.entries] == ["kidnap-unit", "nca"]
    assert [fact.name for fact in source.facts] == ["serious"]
    entry = source.entries[0].entry
    assert entry.marking == OFFICIAL
    assert entry.find("does") == "It advises you."
    assert entry.citations[0].source == "seed"


FACT = {"type": "yes-no", "subject": "s", "text": "t", "why": "w"}


def test_questions_may_stand_in_files_by_theme(folder: SourceFolder):
    folder.write("facts/b-law.yaml", [{"name": "b", **FACT}])
    folder.write("facts/a-money.yaml", [{"name": "a", **FACT}, {"name": "c", **FACT}])
    source = read_sources(folder.path)
    assert problems(source) == []
    assert [fact.name for fact in source.facts] == ["serious", "a", "c", "b"]
    places = [(one.file.name, one.path) for one in source.listed("facts.yaml")]
    assert places == [
        ("facts.yaml", "[0]"),
        ("facts/a-money.yaml", "[0]"),
        ("facts/a-money.yaml", "[1]"),
        ("facts/b-law.yaml", "[0]"),
    ]


def test_a_file_of_questions_that_cannot_be_read_leaves_the_others(folder: SourceFolder):
    folder.write("facts/a.yaml", "- name: [")
    folder.write("facts/b.yaml", [{"name": "b", **FACT}])
    source = read_sources(folder.path)
    assert [fact.name for fact in source.facts] == ["serious", "b"]
    assert [problem.file for problem in problems(source)] == ["facts/a.yaml"]
    assert source.has_unread("facts.yaml")


def test_portions_are_in_reading_order(folder: SourceFolder):
    parts = [portion.part for portion in read_sources(folder.path).entries[0].entry.portions]
    assert parts[:2] == ["access", "does"]
    assert parts[-1] == "limits"


@pytest.mark.parametrize("name", ["no-such-folder", "contacts", "catalogue.yaml", "x" * 5000])
def test_what_is_no_folder_of_sources_is_refused(folder: SourceFolder, name: str):
    with pytest.raises(AdvisorError, match=r"sources|read") as caught:
        read_sources(folder.path / name)
    assert caught.value.hint == "Name the folder that holds catalogue.yaml."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("catalogue.yaml", "release: [", "Not valid YAML"),
        ("catalogue.yaml", "release: seven", "“seven” is not a whole number."),
        ("sources.yaml", b"- key: \xff", "The file is not UTF-8 text."),
        ("sources.yaml", "key: seed", "Expected a list."),
        ("facts.yaml", "", "The file is empty."),
        ("thesaurus.yaml", "#" * 1_000_001, "The file is larger than a megabyte."),
        ("capabilities/kidnap-unit.yaml", "[]", "Expected fields with names."),
        ("capabilities/kidnap-unit.yaml", "id: [", "Not valid YAML"),
        ("capabilities/b.yaml", capability_fields("a"), "The id “a” is not the file's name."),
        ("capabilities/nca.yaml", contact_fields(), "The kind is “contact”."),
        ("capability/x.yaml", capability_fields("x"), "Nothing reads this file."),
        ("capabilities/x.yml", capability_fields("x"), "Nothing reads this file."),
        ("contacts/X.YAML", contact_fields("x"), "Nothing reads this file."),
        ("x.yaml", "a", "Nothing reads this file."),
    ],
)
def test_broken_file_is_one_problem_and_the_rest_is_read(
    folder: SourceFolder, name: str, content: object, reason: str
):
    folder.write(name, content)
    source = read_sources(folder.path)
    wrong = [p for p in problems(source) if p.file == name and reason in p.reason]
    assert len(wrong) == 1
    assert "nca" in {authored.entry.id for authored in source.entries}


def test_bytes_that_are_no_text_are_reported_on_their_line(folder: SourceFolder):
    folder.write("sources.yaml", b"- key: a\n  title: b\n  publisher: \xe9t\xe9\n")
    assert [p.line for p in problems(read_sources(folder.path))] == [3]


@pytest.mark.parametrize("name", ["sources.yaml", "threats.yaml", "facts.yaml", "thesaurus.yaml"])
def test_missing_list_is_a_problem(folder: SourceFolder, name: str):
    (folder.path / name).unlink()
    assert found(folder) == [(name, "", "The file is missing.")]


@pytest.mark.parametrize("name", [".#nca.yaml", ".nca.yaml", "nca.yaml~", "notes.txt"])
def test_editors_files_are_passed_over(folder: SourceFolder, name: str):
    folder.write(f"contacts/{name}", "[")
    assert found(folder) == []


def test_folder_or_dead_link_in_a_files_place_is_a_problem(folder: SourceFolder):
    (folder.path / "contacts" / "folder.yaml").mkdir()
    (folder.path / "contacts" / "gone.yaml").symlink_to(folder.path / "nowhere")
    wrong = {file for file, _, _ in found(folder)}
    assert wrong == {"contacts/folder.yaml", "contacts/gone.yaml"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a reader without rights")
def test_unreadable_file_is_a_problem(folder: SourceFolder):
    (folder.path / "sources.yaml").chmod(0)
    assert "cannot be read" in found(folder)[0][2]


def test_missing_part_is_reported_with_what_to_add(folder: SourceFolder):
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(does=None, law=None))
    assert found(folder) == [
        ("capabilities/kidnap-unit.yaml", "", "“does” is missing."),
        ("capabilities/kidnap-unit.yaml", "", "“law” is missing."),
    ]


def test_broken_part_is_not_missing_as_well(folder: SourceFolder):
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(does=["a"]))
    assert [(field, reason) for _, field, reason in found(folder)] == [("does", "Expected text.")]


def restricted(label: str = "SECRET/ALDER", part: str = "limits", value: object = ("x",)) -> dict:
    return {"label": label, "part": part, "value": list(value) if part == "limits" else value}


def test_restricted_portion_keeps_its_label(folder: SourceFolder):
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(portions=[restricted()]))
    entry = read_sources(folder.path).entries[0].entry
    assert found(folder) == []
    assert entry.label == OFFICIAL
    assert [str(p.label) for p in entry.portions if p.part == "limits"] == [
        "OFFICIAL",
        "SECRET/ALDER",
    ]
    assert entry.marking == Label.parse("SECRET/ALDER")


def test_portion_is_never_below_the_entry(folder: SourceFolder):
    fields = capability_fields(label="SECRET", portions=[restricted("OFFICIAL-SENSITIVE/ALDER")])
    folder.write("capabilities/kidnap-unit.yaml", fields)
    entry = read_sources(folder.path).entries[0].entry
    assert {str(portion.label) for portion in entry.portions} == {"SECRET", "SECRET/ALDER"}


def test_part_that_all_readers_need_cannot_be_given_above_them_only(folder: SourceFolder):
    fields = capability_fields(limits=None, portions=[restricted()])
    folder.write("capabilities/kidnap-unit.yaml", fields)
    assert [reason for _, _, reason in found(folder)] == ["“limits” is missing."]


def test_part_may_stand_among_the_portions_at_the_entrys_own_label(folder: SourceFolder):
    fields = capability_fields(limits=None, portions=[restricted("OFFICIAL")])
    folder.write("capabilities/kidnap-unit.yaml", fields)
    assert found(folder) == []


@pytest.mark.parametrize(
    ("portions", "field", "reason"),
    [
        ("text", "portions", "Expected a list."),
        (["text"], "portions[0]", "Expected fields with names."),
        ([{"label": "SECRET"}], "portions[0]", "Missing: part, value."),
        ([restricted("SECERT")], "portions[0].label", "There is no classification “SECERT”"),
        ([restricted(part="limit", value="a")], "portions[0].part", "There is no part “limit”."),
        ([restricted(part="does", value=["a"])], "portions[0].value", "Expected text."),
        ([restricted(), restricted()], "portions[1].value", "“limits” stands twice at one label."),
        ([{**restricted(), "lable": "a"}], "portions[0].lable", "There is no field “lable” here."),
        ([{**restricted(), "label": ["a"]}], "portions[0].label", "Expected text."),
    ],
)
def test_mistake_in_a_portion_is_reported(
    folder: SourceFolder, portions: object, field: str, reason: str
):
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(portions=portions))
    wrong = [(path, text) for _, path, text in found(folder)]
    assert len(wrong) == 1
    assert wrong[0][0] == field
    assert reason in wrong[0][1]


def test_aliased_portions_are_refused(folder: SourceFolder):
    text = folder.write("capabilities/kidnap-unit.yaml", capability_fields()).read_text()
    text += "portions:\n- &a {label: SECRET, part: limits, value: [x]}\n- *a\n"
    folder.write("capabilities/kidnap-unit.yaml", text)
    assert [field for _, field, _ in found(folder)] == ["portions[1]"]


def test_label_that_is_none_never_makes_a_portion_readable(folder: SourceFolder):
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(label="MOST SECRET"))
    assert [field for _, field, _ in found(folder)] == ["label"]
