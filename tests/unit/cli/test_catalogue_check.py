"""What `advisor catalogue check` tells whoever writes the rules."""

from __future__ import annotations

from tests.support.builders import SourceFolder, access_fields, capability_fields


def test_how_far_rules_were_checked_is_the_last_but_one_line(advisor, sources: SourceFolder):
    done = advisor("catalogue", "check", sources.path, "--on", "2026-11-24")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        "Rules checked: 1 exactly, 0 by three-valued logic. Cases tried: 0.",
        "Entries: 2. Errors: 0. Warnings: 0.",
    ]


def test_case_that_does_not_hold_is_told_with_its_line_and_stops_nothing_else(
    advisor, sources: SourceFolder
):
    case = {
        "id": "petty",
        "title": "A petty kidnap",
        "check": "kidnap-unit",
        "facts": {"serious": False},
        "expect": {"outcome": "available"},
        "row": "facts: kidnap-unit",
        "why": "It is taken all the same.",
    }
    path = sources.write("cases/kidnap.yaml", [case])
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "outcome" in text)
    done = advisor("catalogue", "check", sources.path, "--on", "2026-11-24", "--json")
    assert done.code == 1
    assert done.data == [
        {
            "file": "cases/kidnap.yaml",
            "line": line,
            "field": "[0].expect.outcome",
            "reason": "Expected: available. The rules say: not-available.",
            "remedy": "Mend the rules, or the case if the law says otherwise.",
            "severity": "error",
            "column": "",
        }
    ]


def test_day_to_judge_reviews_by_can_be_given(advisor, sources: SourceFolder):
    done = advisor("catalogue", "check", sources.path, "--on", "2028-01-01")
    assert done.code == 0
    assert "warning: capabilities/kidnap-unit.yaml:" in done.out
    assert "The review was due on 23 May 2027." in done.out
    assert advisor("catalogue", "check", sources.path, "--on", "soon").code == 2


def test_changing_a_rule_names_the_case_that_it_breaks(advisor, sources: SourceFolder):
    case = {
        "id": "serious",
        "title": "A serious kidnap",
        "check": "kidnap-unit",
        "facts": {"serious": True},
        "expect": {"outcome": "available", "because": ["serious"]},
        "row": "facts: kidnap-unit",
        "why": "The unit takes serious crime.",
    }
    sources.write("cases/kidnap.yaml", [case])
    day = ("--on", "2026-11-24")
    assert advisor("catalogue", "check", sources.path, *day).code == 0
    access = access_fields()
    access["requirements"][0]["when"]["is"] = False
    sources.write("capabilities/kidnap-unit.yaml", capability_fields(access=access))
    done = advisor("catalogue", "check", sources.path, *day)
    assert done.code == 1
    assert "cases/kidnap.yaml:" in done.out
    assert "Expected: available. The rules say: not-available." in done.out
