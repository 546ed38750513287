"""What the catalogue's owner is told of its sources, and that it holds nothing above OFFICIAL."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from advisor.catalogue.source import read_sources
from advisor.releases.report import Table, report_tables, to_html
from tests.support.builders import REVIEW, SourceFolder, capability_fields, contact_fields

DAY = datetime.timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


def report(folder: SourceFolder, on: datetime.date = REVIEW) -> dict[str, Table]:
    return {t.title.split(" on ")[0]: t for t in report_tables(read_sources(folder.path), on)}


def test_confidence_is_counted_by_kind(folder: SourceFolder):
    folder.write("contacts/b.yaml", contact_fields("b", sure="low"))
    assert report(folder)["How sure"].rows == (
        ("capability", "1", "0", "0"),
        ("contact", "1", "0", "1"),
    )


def test_review_is_overdue_from_the_day_after_it_was_due(folder: SourceFolder):
    assert report(folder, REVIEW)["Reviews overdue"].rows == ()
    late = report(folder, REVIEW + DAY)["Reviews overdue"].rows
    assert {row[0] for row in late} == {"kidnap-unit", "nca"}


def test_what_is_not_confirmed_is_listed_line_by_line(folder: SourceFolder):
    folder.write(
        "capabilities/kidnap-unit.yaml",
        capability_fields(unconfirmed=["The number.", "The hours."]),
    )
    assert report(folder)["Not confirmed"].rows == (
        ("kidnap-unit", "The number."),
        ("kidnap-unit", "The hours."),
    )


def test_contacts_without_a_way_in_are_listed(folder: SourceFolder):
    details = {**contact_fields()["contact"], "published": False, "channels": []}
    folder.write("contacts/rocc.yaml", contact_fields("rocc", contact=details))
    assert [row[0] for row in report(folder)["Contacts for the site to add"].rows] == ["rocc"]


def test_coverage_counts_what_must_be_there_and_what_is(folder: SourceFolder):
    rows = dict(report(folder)["Coverage"].rows)
    assert rows["capability, Limits"] == "1 of 1"
    assert rows["contact, How to reach them"] == "1 of 1"
    assert "capability, Names over time" not in rows


def test_fields_are_graded_without_those_that_hold_links_alone(folder: SourceFolder):
    grades = dict(report(folder)["Years of school to read it"].rows)
    assert "Summary" in grades
    assert "Related" not in grades
    assert "Whom to ring" not in grades


def test_nothing_above_official_is_in_it(folder: SourceFolder):
    before = report(folder)
    hidden = contact_fields("quay", sure="low", title="Quay")
    folder.write("contacts/quay.yaml", {**hidden, "label": "SECRET"})
    portion = {"label": "SECRET", "part": "unconfirmed", "value": ["Where the quay is."]}
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(portions=[portion]))
    assert report(folder) == before


class Tags(HTMLParser):
    """Reads a page and holds it to being well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_page_is_marked_at_both_ends_and_shows_texts_as_they_are():
    table = Table("A <b>", ("One", "Two"), (("x & y", "<script>"),), "None.")
    page = Tags()
    page.feed(to_html([table, Table("Empty", ("One",), (), "None.")], "Sources"))
    assert page.open == []
    assert page.text.count("OFFICIAL") == 2
    assert "x & y" in page.text
    assert "<script>" in page.text
    assert "None." in page.text
