"""What the inspection asked for, on the command line."""

from __future__ import annotations


def test_all_seven_are_printed_with_what_is_not_done_yet(advisor):
    done = advisor("recommendations")
    assert done.code == 0
    assert done.out.startswith("What this report asked for: 7\n")
    assert done.out.count("- What it does not do yet: ") == 7
    assert "advisor show recommendation-7" in done.out


def test_they_are_data(advisor):
    data = advisor("recommendations", "--json").data
    assert [one["number"] for one in data] == list(range(1, 8))
    assert all(one["helps"] and one["not_yet"] and one["sources"] for one in data)
    assert {one["marking"] for one in data} == {"OFFICIAL"}


def test_a_catalogue_without_any_has_none(advisor, file):
    assert advisor("recommendations", "--json", "--catalogue", file).data == []
