from __future__ import annotations

import datetime
from typing import Any, Literal

import pytest

from advisor.catalogue.access import Condition
from advisor.catalogue.entry import Kind
from advisor.catalogue.problem import Problem
from advisor.catalogue.record import Record
from advisor.catalogue.yaml_source import BROKEN, SourceFile, read_value


class Inner(Record, frozen=True, kw_only=True):
    text: str
    when: Condition | None = None


class Sample(Record, frozen=True, kw_only=True):
    title: str
    number: int = 1
    is_open: bool = False
    day: datetime.date | None = None
    level: Literal["high", "low"] = "high"
    kind: Kind = Kind.TERM
    lines: tuple[str, ...] = ()
    tile: tuple[int, int] | None = None
    inner: tuple[Inner, ...] = ()


def read(text: str) -> tuple[Any, list[Problem]]:
    source = SourceFile("a.yaml")
    node = source.compose(text)
    value = BROKEN if node is None else read_value(source, node, Sample, "")
    return value, source.problems


def only(text: str) -> Problem:
    value, problems = read(text)
    assert value is BROKEN
    assert len(problems) == 1, problems
    return problems[0]


def test_every_type_is_read():
    value, problems = read(
        "title: no\nnumber: 12\nis_open: true\nday: 2026-11-23\nlevel: low\nkind: capability\n"
        "lines: [yes, 1]\ntile: [3, 4]\ninner:\n- text: a\n  when: {fact: x, in: [1, true, b]}\n"
    )
    assert problems == []
    assert value == Sample(
        title="no",
        number=12,
        is_open=True,
        day=datetime.date(2026, 11, 23),
        level="low",
        kind=Kind.CAPABILITY,
        lines=("yes", "1"),
        tile=(3, 4),
        inner=(Inner(text="a", when={"fact": "x", "in": [1, True, "b"]}),),
    )


def test_text_is_joined_over_lines():
    value, _ = read("title: >\n  one\n  two\n\n  three\n")
    assert value.title == "one two three"


def test_mark_at_the_start_of_a_windows_file_is_no_text():
    value, _ = read("\ufefftitle: a\n")
    assert value.title == "a"


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("number: 1.5", "number", "“1.5” is not a whole number."),
        ("number: " + "9" * 5000, "number", "is not a whole number."),
        ("number: [1]", "number", "This is not a whole number."),
        ("is_open: yes", "is_open", "“yes” is not yes or no."),
        ("day: 2026-02-30", "day", "“2026-02-30” is not a day."),
        ("day: 2026-11-23T10:00", "day", "is not a day."),
        ("level: hihg", "level", "“hihg” is not one of the choices."),
        ("kind: capabilty", "kind", "“capabilty” is not one of the choices."),
        ("lines: text", "lines", "Expected a list."),
        ("lines: [a, [b]]", "lines[1]", "Expected text."),
        ("lines: [a, '']", "lines[1]", "There is no text."),
        ('lines: ["a\\e[2J"]', "lines[0]", "The text holds a control character."),
        ('lines: ["a\\u202eb"]', "lines[0]", "The text holds a control character."),
        ("tile: [1]", "tile", "This is not what belongs here."),
        ("inner: [a]", "inner[0]", "Expected fields with names."),
        ("inner: [{}]", "inner[0]", "“text” is missing."),
        ("inner: [{text: a, when: b}]", "inner[0].when", "“b” is not what belongs here."),
        ("inner: [{text: a, when: {a: 1, a: 2}}]", "inner[0].when.a", "“a” stands twice."),
        ("titel: b", "titel", "There is no field “titel” here."),
        ("title: b", "title", "“title” stands twice."),
        ("? [a]\n: b", "?", "A name is missing before the colon."),
    ],
)
def test_mistake_is_reported_with_field_and_line(line: str, field: str, reason: str):
    _, problems = read(f"title: a\n{line}\n")
    assert [(p.field, p.line) for p in problems] == [(field, 2)]
    assert reason in problems[0].reason
    assert problems[0].remedy


def test_misspelt_field_or_choice_names_the_nearest():
    _, problems = read("title: a\nnumbr: 1\nlevel: hgh\n")
    assert [p.remedy.split("?")[0] for p in problems] == [
        "Did you mean “number”",
        "Did you mean “high”",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: [a", 2),
        ("title: a: b", 1),
        ("title: a\n\tnumber: 1", 2),
        ("title: a\n--- \ntitle: b", 2),
        ("%", 1),
        ("title: *nowhere", 1),
        ("title: a\x00b", 1),
    ],
    ids=["open", "colon", "tab", "two documents", "directive", "alias", "nul"],
)
def test_what_is_not_yaml_is_one_problem(text: str, line: int):
    problem = only(text)
    assert problem.reason.startswith("Not valid YAML: ")
    assert problem.line in {line, line + 1}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"], ids=["nothing", "#", "---"])
def test_empty_file_is_a_problem(text: str):
    assert read(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "title: a\nlines: " + "[" * 500_000,
        "title: a\nlines: " + "{a: " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(1000)),
        "title: a\ninner:\n- text: b\n  when: " + "[" * 300 + "]" * 300,
    ],
    ids=["brackets", "braces", "indents", "condition"],
)
def test_deep_nesting_is_a_problem_and_no_crash(text: str):
    assert only(text).reason == "This is nested too deeply."


def test_alias_is_refused():
    _, problems = read("title: &t a\nlines: [*t]\n")
    assert [(p.field, p.line) for p in problems] == [("lines[0]", 1)]
    assert "alias" in problems[0].reason


def test_alias_within_a_condition_is_refused():
    text = "title: a\ninner:\n- text: b\n  when: {all: &x [{fact: a, is: 1}], any: *x}\n"
    _, problems = read(text)
    assert [p.field for p in problems] == ["inner[0].when.any"]


def test_billion_laughs_are_refused_at_once():
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}], " for n in range(1, 20))
    text = f"title: a\ninner:\n- text: b\n  when: {{l0: &l0 [lol], {levels}}}\n"
    value, problems = read(text)
    assert value.inner[0].when == {}
    assert 0 < len(problems) < 200


def test_value_that_holds_itself_is_refused():
    _, problems = read("title: a\ninner:\n- text: b\n  when: &x {all: [*x]}\n")
    assert [p.field for p in problems] == ["inner[0].when.all[0]"]


def test_tag_that_names_a_python_object_makes_text():
    value, problems = read("title: !!python/object/apply:os.system [id]\n")
    assert value.title == ""
    assert problems[0].reason == "Expected text."
    assert read("title: !!python/name:os.system a\n")[0].title == "a"


def test_mistake_hides_no_other_and_blanks_are_not_found_wrong_again():
    source = SourceFile("a.yaml")
    text = "title: [a]\nnumber: b\ninner: [{}, {text: b, when: c}, d]\n"
    value = read_value(source, source.compose(text), Sample, "")
    assert value == Sample(
        title="",
        number=0,
        inner=(Inner(text=""), Inner(text="b", when={}), Inner(text="")),
    )
    for field in ("title", "inner[0].text", "inner[1].when.all[0]", "inner[2].text"):
        source.report(field, "It is wrong again.")
    source.report("inner[1].text", "It is wrong as well.")
    assert [p.field for p in source.problems] == [
        "title",
        "number",
        "inner[0]",
        "inner[1].when",
        "inner[2]",
        "inner[1].text",
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("inner[0].when.fact", 5),
        ("inner[0].when.in[1]", 7),
        ("inner[0].when.is", 5),  # not written: the nearest around it
        ("inner[0].text.more[3].still", 4),
        ("inner[7]", 3),
        ("nothing", 1),
        ("]odd[[name", 1),
        ("", 1),
    ],
)
def test_line_of_a_field_or_of_what_is_around_it(path: str, line: int):
    source = SourceFile("a.yaml")
    text = "title: a\ninner:\n-\n  text: b\n  when: {fact: x,\n    in: [1,\n    2]}\n"
    read_value(source, source.compose(text), Sample, "")
    assert source.problems == []
    assert source.line(path) == line


def test_problems_are_in_the_order_of_files_and_lines():
    found = [
        Problem("b.yaml", 1, "", "r", ""),
        Problem("a.yaml", 10, "", "r", ""),
        Problem("a.yaml", 9, "", "r", ""),
    ]
    assert [(p.file, p.line) for p in sorted(found)] == [
        ("a.yaml", 9),
        ("a.yaml", 10),
        ("b.yaml", 1),
    ]


def test_problem_reads_as_one_line():
    assert str(Problem("a.yaml", 3, "title", "It is bad.", "Mend it.")) == (
        "a.yaml:3: title: It is bad. Mend it."
    )
    assert str(Problem("a.yaml", 0, "", "It is bad.", "")) == "a.yaml: It is bad."
