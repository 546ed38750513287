"""The rules as a picture, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from advisor.clearance import OFFICIAL, Label
from advisor.picturing import NotForFilesError, picture_rules, verify_may_be_written
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import everything, open_at


def test_a_table_is_printed_where_nothing_else_is_asked_for(advisor, file: Path):
    done = advisor("graph", "kidnap-unit", "--catalogue", file)
    assert done.code == 0
    lines = done.out.splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert any(
        line.startswith("| 1 | Is the crime serious? | Yes | A. Yes, you can ask now.")
        for line in lines
    )
    assert "UNSIGNED DRAFT" in done.err


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.svg", "<svg"), ("r.mmd", "---\ntitle:"), ("r.json", "{"), ("r.md", "OFFICIAL")],
)
def test_the_files_suffix_says_what_to_make(
    advisor, file: Path, tmp_path: Path, name: str, start: str
):
    output = tmp_path / name
    done = advisor("graph", "kidnap-unit", "--catalogue", file, "--output", output)
    assert (done.code, done.out) == (0, "")
    assert output.read_text("utf-8").startswith(start)
    assert "marked OFFICIAL" in done.err


def test_the_picture_is_xml_that_says_which_release_it_is_of(advisor, file: Path):
    done = advisor("graph", "kidnap-unit", "--format", "svg", "--catalogue", file)
    root = ElementTree.fromstring(done.out)  # noqa: S314 - our own
    text = " ".join(filter(None, (element.text for element in root.iter())))
    assert "Release 7, 23 November 2026, UNSIGNED DRAFT" in text


def test_scripts_get_the_nodes_with_their_edges_and_the_release(advisor, file: Path):
    data = json.loads(advisor("graph", "kidnap-unit", "--format", "json", "--catalogue", file).out)
    assert set(data) == {"entry", "title", "marking", "exact", "note", "nodes", "release"}
    assert set(data["nodes"][0]) == {
        "id",
        "kind",
        "text",
        "lines",
        "fact",
        "outcome",
        "sources",
        "edges",
    }
    assert data["nodes"][0]["edges"][0] == {
        "answer": "Yes",
        "values": [True],
        "ranges": [],
        "to": "A",
    }


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nca", "“nca” is a contact that has no access rules"), ("kidnap", "There is no entry")],
)
def test_what_has_no_rules_is_told(advisor, file: Path, name: str, reason: str):
    done = advisor("graph", name, "--catalogue", file)
    assert done.code in {1, 2}
    assert reason in done.err


def test_what_is_above_the_sites_policy_is_not_written(tmp_path: Path):
    """The usual policy lets OFFICIAL-SENSITIVE be written, and nothing higher."""
    secret = Label.parse("SECRET")
    session = open_at(everything(), secret)
    named = {
        str(picture.label): picture
        for head in session.catalogue.heads
        if session.can_check(head.id)
        for picture in [picture_rules(session, head.id)]
    }
    verify_may_be_written(session, named["OFFICIAL"])
    with pytest.raises(NotForFilesError, match="this is SECRET"):
        verify_may_be_written(session, named["SECRET"])
    assert named["SECRET"].svg.count("SECRET<") >= 2
    assert "SECRET" not in named["OFFICIAL"].svg


def test_the_picture_is_made_of_the_readers_own_session(file: Path, tmp_path: Path):
    session = Session.open(file, Places(tmp_path / "site", tmp_path / "home"))
    picture = picture_rules(session, "kidnap-unit")
    assert picture.label == OFFICIAL
    assert [row.answer for row in picture.rows] == ["Yes", "No"]
