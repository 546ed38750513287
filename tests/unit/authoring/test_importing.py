"""A workbook becomes sources, or is told all that is wrong with it, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.authoring.exporting import problems_workbook
from advisor.authoring.importing import check_workbook, write_sources
from advisor.authoring.xlsx_reading import read_xlsx
from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.source import read_sources
from advisor.errors import AdvisorError, CancelledError
from tests.support.authored import content
from tests.support.builders import SourceFolder, capability_fields


def problems(path: Path, *severities: str) -> list[tuple[str, int, str, str, str]]:
    wanted = severities or ("error",)
    return [
        (one.file, one.line, one.column, one.field, one.reason)
        for one in check_workbook(path).problems
        if one.severity in wanted
    ]


def test_sources_come_out_as_they_went_in(make_workbook, sources: SourceFolder, tmp_path: Path):
    checked = check_workbook(make_workbook())
    assert checked.is_sound
    count = write_sources(checked, tmp_path / "new", "it")
    assert content(read_sources(tmp_path / "new")) == content(read_sources(sources.path))
    assert count == len(list((tmp_path / "new").rglob("*.yaml")))
    assert not list(tmp_path.glob(".*"))


def test_every_problem_is_told_at_once_with_its_cell(make_workbook):
    def spoil(rows):
        rows["capabilities"][0].update(sure="certain", review_on="soon", threats="kidnapp")
        rows["capabilities"][0]["does"] = ""
        rows["steps"][0].update(contact="role:rok")
        rows["requirements"][0].update(when="{fact: serios, is: true}", route="by-air")
        rows["citations"][0].update(belongs_to="kidnap-unitt")
        rows["contacts"][0].update({"contact.published": "perhaps", "contact.order": "first"})

    found = problems(make_workbook(spoil))
    places = {(sheet, column) for sheet, _, column, _, _ in found}
    assert {
        *(("capabilities", column) for column in "AGIK"),
        ("citations", "A"),
        ("requirements", "C"),
        ("steps", "H"),
    } <= places
    told = " ".join(f"{field}: {reason}" for _, _, _, field, reason in found)
    for words in (
        "sure: “certain” is not one of the choices.",
        "review_on: “soon” is not a day.",
        "“does” is missing.",
        "contact.published: “perhaps” is not yes or no.",
        "contact.order: “first” is not a whole number.",
        "There is no entry “kidnap-unitt”.",
        "There is no route “by-air”.",
        "There is no role “rok”.",
        "No threat area “kidnapp” is listed.",
    ):
        assert words in told
    assert {row for _, row, _, _, _ in found} == {2}


def test_a_missing_part_is_told_by_its_column(make_workbook):
    checked = check_workbook(make_workbook(lambda rows: rows["capabilities"][0].update(does="")))
    (one,) = (problem for problem in checked.problems if problem.severity == "error")
    assert (one.file, one.line, one.remedy) == ("capabilities", 2, "Fill the column “does”.")


def test_rows_count_in_their_order_wherever_they_stand(make_workbook, sources: SourceFolder):
    fields = capability_fields()
    step = fields["access"]["routes"][0]["steps"][0]
    fields["access"]["routes"][0]["steps"] = [{**step, "text": text} for text in ("a", "b", "c")]
    sources.write("capabilities/kidnap-unit.yaml", fields)

    def shuffle(rows):
        rows["steps"].reverse()
        rows["steps"].append({**rows["steps"][0], "order": "1.5", "text": "put between"})

    checked = check_workbook(make_workbook(shuffle))
    (entry,) = (one.entry for one in checked.source.entries if one.entry.id == "kidnap-unit")
    texts = [step.text for step in entry.find("access").routes[0].steps]
    assert texts == ["a", "put between", "b", "c"]


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        (
            lambda rows: rows["steps"][0].update(order="first"),
            "order",
            "“first” is not a number.",
        ),
        (
            lambda rows: rows["release"].append(rows["release"][0]),
            "",
            "There is more than one row.",
        ),
        (
            lambda rows: rows["facts"][0].update(theme="../../etc"),
            "theme",
            "“../../etc” is no name of a theme.",
        ),
        (
            lambda rows: rows["capabilities"][0].update(id="../kidnap"),
            "id",
            "The id is not a slug.",
        ),
        (
            lambda rows: rows["capabilities"].append(rows["capabilities"][0]),
            "id",
            "Several entries are called “kidnap-unit”.",
        ),
        (
            lambda rows: rows["choices"].append({"fact": "nothing", "value": "a", "text": "A"}),
            "fact",
            "There is no fact “nothing”.",
        ),
        (
            lambda rows: rows["grid"].append({"belongs_to": "nca", "tier": "nca"}),
            "belongs_to",
            "An entry of this kind has no “grid”.",
        ),
        (
            lambda rows: rows["portions"].append(
                {"belongs_to": "kidnap-unit", "label": "SECRET", "part": "nothing", "value": "x"}
            ),
            "part",
            "There is no part “nothing”.",
        ),
        (
            lambda rows: rows["portions"].append(
                {"belongs_to": "kidnap-unit", "label": "OFFICIAL", "part": "does", "value": "x"}
            ),
            "label",
            "It is marked as its entry is.",
        ),
        (
            lambda rows: rows["requirements"][0].update(when="{fact: serious"),
            "when",
            "Not valid YAML",
        ),
        (
            lambda rows: rows["requirements"][0].update(when="&a [*a]"),
            "when",
            "This repeats another value",
        ),
        (
            lambda rows: rows["requirements"][0].update(when="[" * 5000),
            "when",
            "This is nested too deeply.",
        ),
        (
            lambda rows: rows["capabilities"][0].update(title="a\u202eb"),
            "title",
            "The text holds a control character.",
        ),
        (lambda rows: rows["release"].clear(), "", "There is no row that says what"),
    ],
)
def test_what_is_wrong_is_told_by_its_column(make_workbook, change, field, reason):
    found = problems(make_workbook(change))
    assert any(one[3] == field and one[4].startswith(reason) for one in found), found


def test_labels_are_kept_on_entries_parts_and_lists(
    make_workbook, sources: SourceFolder, tmp_path: Path
):
    portions = [
        {"label": "SECRET/ALDER", "part": "limits", "value": ["Quiet."]},
        {"label": "SECRET", "part": "law", "value": [{"text": "Another Act."}]},
    ]
    cited = {**capability_fields()["sources"][0], "label": "SECRET"}
    fields = capability_fields(portions=portions, sources=[*capability_fields()["sources"], cited])
    sources.write("capabilities/kidnap-unit.yaml", fields)
    checked = check_workbook(make_workbook())
    write_sources(checked, tmp_path / "new", "it")
    assert content(read_sources(tmp_path / "new")) == content(read_sources(sources.path))


def test_nothing_is_written_where_there_are_errors(make_workbook, tmp_path: Path):
    checked = check_workbook(make_workbook(lambda rows: rows["capabilities"][0].update(sure="x")))
    with pytest.raises(SourceErrors, match="Nothing was written"):
        write_sources(checked, tmp_path / "new", "it")
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_over(make_workbook, sources: SourceFolder):
    before = {path: path.read_bytes() for path in sources.path.rglob("*.yaml")}
    with pytest.raises(AdvisorError, match="has something in it"):
        write_sources(check_workbook(make_workbook()), sources.path, "it")
    assert {path: path.read_bytes() for path in sources.path.rglob("*.yaml")} == before


def test_what_is_cancelled_leaves_nothing(make_workbook, tmp_path: Path):
    checked = check_workbook(make_workbook())

    def stop(what: str, done: int, of: int) -> None:
        if what == "Writing files" and done == 3:
            raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        write_sources(checked, tmp_path / "new", "it", stop)
    assert not list(tmp_path.glob("*new*"))
    assert not list(tmp_path.glob(".*"))


def test_problems_can_be_sent_back_as_a_workbook(make_workbook):
    checked = check_workbook(make_workbook(lambda rows: rows["capabilities"][0].update(sure="=x")))
    (sheet,) = read_xlsx(problems_workbook(checked.problems, "catalogue.xlsx", "OFFICIAL"))
    assert list(sheet.rows[1].values()) == [
        *("severity", "sheet", "row", "column", "field", "reason", "remedy"),
    ]
    assert list(sheet.rows[2].values())[:5] == ["error", "capabilities", "2", "I", "sure"]
