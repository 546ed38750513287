from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.catalogue.flows import fold_words
from advisor.catalogue.source import read_sources
from advisor.catalogue.validation import validate
from advisor.releases.partition import part_sections
from advisor.search.analysis import stem_in_order
from tests.support.builders import (
    SourceFolder,
    access_fields,
    capability_fields,
    citation_fields,
    contact_fields,
)

UNIT = "capabilities/kidnap-unit.yaml"
SEED = {"key": "seed", "title": "Report", "publisher": "HMICFRS", "kind": "inspection"}
ANNEX = {**SEED, "key": "annex", "label": "SECRET"}
FACT = {"name": "serious", "type": "yes-no", "subject": "s", "text": "t", "why": "w"}
HIDDEN = {**FACT, "name": "hidden", "label": "SECRET"}


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path)


def found(
    folder: SourceFolder, analysis: Callable[[str], tuple[str, ...]] = fold_words
) -> list[tuple[str, str]]:
    source = read_sources(folder.path)
    validate(source, analysis)
    return sorted((p.file, p.field) for file in source.files.values() for p in file.problems)


def rules(fact: str) -> dict:
    access = access_fields()
    access["requirements"][0]["when"] = {"any": [{"fact": fact, "is": True}]}
    return access


def portion(part: str, value: object, label: str = "SECRET") -> dict:
    return {"label": label, "part": part, "value": value}


def test_labels_are_read_and_kept_apart_from_the_items(folder: SourceFolder):
    folder.write("sources.yaml", [SEED, ANNEX])
    source = read_sources(folder.path)
    assert [(item.key, str(label)) for item, label in source.labelled("sources.yaml")] == [
        ("seed", "OFFICIAL"),
        ("annex", "SECRET"),
    ]


def test_citation_is_labelled_at_least_as_its_entry(folder: SourceFolder):
    cited = [citation_fields(), citation_fields(label="OFFICIAL-SENSITIVE/ALDER")]
    folder.write("contacts/desk.yaml", contact_fields("desk", label="SECRET", sources=cited))
    desk = next(a for a in read_sources(folder.path).entries if a.entry.id == "desk")
    assert list(map(str, desk.citation_labels)) == ["SECRET", "SECRET/ALDER"]


@pytest.mark.parametrize(
    ("label", "field"),
    [("MOST SECRET", "[0].label"), (["SECRET"], "[0].label")],
    ids=["none", "list"],
)
def test_label_that_is_none_is_reported(folder: SourceFolder, label: object, field: str):
    folder.write("facts.yaml", [{**FACT, "label": label}])
    assert ("facts.yaml", field) in found(folder)


def test_label_that_stands_twice_is_reported(folder: SourceFolder):
    text = "- {says: [a], means: [b], label: SECRET, label: OFFICIAL}"
    folder.write("thesaurus.yaml", text)
    assert found(folder) == [("thesaurus.yaml", "[0].label")]


def test_nothing_lower_cites_something_higher(folder: SourceFolder):
    folder.write("sources.yaml", [SEED, ANNEX])
    access = access_fields()
    access["requirements"][0]["sources"] = ["annex"]
    cited = [citation_fields(), citation_fields(source="annex")]
    folder.write(UNIT, capability_fields(access=access, sources=cited))
    folder.write("facts.yaml", [{**FACT, "sources": ["annex"]}])
    assert found(folder) == [
        (UNIT, "access.requirements[0].sources[0]"),
        (UNIT, "sources[1].source"),
        ("facts.yaml", "[0].sources[0]"),
    ]


def test_something_as_high_may_cite_it(folder: SourceFolder):
    folder.write("sources.yaml", [SEED, ANNEX])
    disagreement = portion("discrepancies", [{"text": "Two dates.", "sources": ["annex"]}])
    cited = [citation_fields(), citation_fields(source="annex", label="SECRET")]
    folder.write(UNIT, capability_fields(portions=[disagreement], sources=cited))
    assert found(folder) == []


def test_nothing_lower_asks_something_higher(folder: SourceFolder):
    folder.write("facts.yaml", [FACT, HIDDEN])
    folder.write(UNIT, capability_fields(access=rules("hidden")))
    assert found(folder) == [(UNIT, "access.requirements[0].when")]


def test_fact_that_only_higher_rules_use_is_labelled_as_high(folder: SourceFolder):
    folder.write("facts.yaml", [FACT, {**HIDDEN, "label": "OFFICIAL"}])
    folder.write(UNIT, capability_fields(portions=[portion("access", rules("hidden"))]))
    assert found(folder) == [("facts.yaml", "[1]")]
    folder.write("facts.yaml", [FACT, HIDDEN])
    assert found(folder) == []


def test_fact_of_two_compartments_is_as_high_as_both_allow(folder: SourceFolder):
    folder.write("facts.yaml", [FACT, HIDDEN])
    portions = [portion("access", rules("hidden"), f"SECRET/{name}") for name in ("ALDER", "BIRCH")]
    folder.write(UNIT, capability_fields(portions=portions))
    assert found(folder) == []


def test_threat_area_that_only_higher_entries_are_for_is_labelled_as_high(folder: SourceFolder):
    threats = [{"key": "kidnap", "title": "Kidnap"}, {"key": "other", "title": "Other"}]
    folder.write("threats.yaml", threats)
    desk = contact_fields("desk", label="SECRET", title="Desk", threats=["other"])
    folder.write("contacts/desk.yaml", desk)
    assert found(folder) == [("threats.yaml", "[1]")]


@pytest.mark.parametrize("text", ["See the Quiet Desk.", "the QUIET  desk", "About ALDER: ask."])
def test_nothing_lower_names_something_higher(folder: SourceFolder, text: str):
    desk = contact_fields("desk", label="SECRET/ALDER", title="Quiet desk")
    folder.write("contacts/desk.yaml", desk)
    folder.write(UNIT, capability_fields(limits=[text]))
    assert found(folder) == [(UNIT, "limits")]


def test_nothing_in_a_list_names_something_higher(folder: SourceFolder):
    folder.write("contacts/desk.yaml", contact_fields("desk", label="SECRET", title="Quiet desk"))
    folder.write("thesaurus.yaml", [{"says": ["taken"], "means": ["quiet desk"]}])
    assert found(folder) == [("thesaurus.yaml", "[0]")]
    group = {"says": ["taken"], "means": ["quiet desk"], "label": "SECRET"}
    folder.write("thesaurus.yaml", [group])
    assert found(folder) == []


@pytest.mark.parametrize("text", ["Ask the quiet desks.", "the quiet-desk’s hours", "quiet_desk"])
def test_word_that_search_finds_by_a_name_names_it(folder: SourceFolder, text: str):
    desk = contact_fields("night-cell", label="SECRET/ALDER", title="Quiet desk")
    folder.write("contacts/night-cell.yaml", desk)
    folder.write(UNIT, capability_fields(limits=[text]))
    assert found(folder, stem_in_order) == [(UNIT, "limits")]


def test_id_of_something_higher_is_a_name_of_it(folder: SourceFolder):
    desk = contact_fields("night-cell", label="SECRET", title="Quiet desk")
    folder.write("contacts/night-cell.yaml", desk)
    folder.write(UNIT, capability_fields(limits=["Ask the night cell."]))
    assert found(folder) == [(UNIT, "limits")]
    other = contact_fields("quiet-desks", title="Another")  # what is called so gives nothing away
    folder.write("contacts/quiet-desks.yaml", other)
    assert ("contacts/quiet-desks.yaml", "id") in found(folder, stem_in_order)


@pytest.mark.parametrize("text", ["The desk is quiet.", "An alder tree.", "Quietest desks"])
def test_other_words_name_nothing(folder: SourceFolder, text: str):
    desk = contact_fields("desk", label="SECRET/ALDER", title="Quiet desk")
    folder.write("contacts/desk.yaml", desk)
    folder.write(UNIT, capability_fields(limits=[text]))
    assert found(folder) == []


def test_name_that_something_lower_has_as_well_is_nobodys_secret(folder: SourceFolder):
    folder.write("contacts/desk.yaml", contact_fields("desk", label="SECRET"))
    assert found(folder) == []


def test_fact_that_is_worked_out_from_a_higher_one_is_as_high(folder: SourceFolder):
    worked_out = {
        **FACT,
        "derived": [{"value": "yes", "when": {"fact": "hidden", "is": True}}],
        "otherwise": "no",
    }
    folder.write("facts.yaml", [worked_out, HIDDEN])
    folder.write(UNIT, capability_fields(access=rules("serious")))
    assert ("facts.yaml", "[0].derived[0].when") in found(folder)
    folder.write("facts.yaml", [{**worked_out, "label": "SECRET"}, HIDDEN])
    assert ("facts.yaml", "[0].derived[0].when") not in found(folder)


# ── terms that the sources protect ───────────────────────────────────────────

PROTECTED = {"terms": ["glass boat"], "why": "The owner says so.", "label": "SECRET"}


def test_protected_term_stands_in_nothing_lower(folder: SourceFolder):
    folder.write("protected.yaml", [PROTECTED])
    folder.write("thesaurus.yaml", [{"says": ["glass boats"], "means": ["kidnap"]}])
    folder.write("facts.yaml", [{**FACT, "why": "A glass-boat is asked for."}])
    above = portion("limits", ["Ask for the glass boat."])
    folder.write(UNIT, capability_fields(aliases=["Glass Boat"], portions=[above]))
    assert found(folder, stem_in_order) == [
        (UNIT, "aliases"),
        ("facts.yaml", "[0]"),
        ("thesaurus.yaml", "[0]"),
    ]


@pytest.mark.parametrize(
    ("fields", "place"),
    [({"label": "OFFICIAL"}, "[0]"), ({"terms": ["…"]}, "[0].terms[0]")],
    ids=["no label", "no word"],
)
def test_protected_term_that_protects_nothing_is_reported(
    folder: SourceFolder, fields: dict, place: str
):
    folder.write("protected.yaml", [{**PROTECTED, **fields}])
    assert found(folder, stem_in_order) == [("protected.yaml", place)]


def test_protected_terms_are_in_no_section(folder: SourceFolder):
    folder.write("protected.yaml", [PROTECTED])
    source = read_sources(folder.path)
    assert source.release is not None
    sections = part_sections(source, source.release)
    assert [str(section.label) for section in sections] == ["OFFICIAL"]
    assert "glass" not in repr(sections)
