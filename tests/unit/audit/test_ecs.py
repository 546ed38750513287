from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from advisor.audit.ecs import _CLASSES, ECS_VERSION, to_event, to_json_line
from advisor.audit.reading import Record, read_records
from advisor.audit.record import Details, Kind, Outcome
from tests.support.audit import NOON, Desk
from tests.support.project import ROOT

PAGE = (ROOT / "docs" / "formats" / "audit-log.md").read_text("utf-8")

# What the schema expects, from its pages on event.category and event.type.
EXPECTED = {
    "authentication": {"start", "end", "info"},
    "configuration": {"access", "change", "creation", "deletion", "info"},
    "database": {"access", "change", "info", "error"},
    "file": {"access", "change", "creation", "deletion", "info"},
    "iam": {"admin", "change", "creation", "deletion", "group", "info", "user"},
    "package": {"access", "change", "deletion", "info", "installation", "start"},
    "session": {"start", "end", "info"},
}


def record_of(kind: str, details: Details | None = None) -> Record:
    return Record("1a2b3c4d", 17, NOON, kind, "f" * 64, details)


def test_event_has_the_fields_of_the_schema():
    details = Details(who="ann", subject="kidnap-unit", label="SECRET", note="to a stick")
    assert to_event(record_of(Kind.EXPORT, details)) == {
        "@timestamp": "2026-06-03T12:00:00.000Z",
        "ecs": {"version": ECS_VERSION},
        "event": {
            "id": "1a2b3c4d-17",
            "kind": "event",
            "category": ["file"],
            "type": ["creation"],
            "action": "export",
            "outcome": "success",
            "sequence": 17,
            "hash": "f" * 64,
            "provider": "capability-advisor",
            "dataset": "capability-advisor.audit",
        },
        "user": {"name": "ann"},
        "labels": {
            "log": "1a2b3c4d",
            "subject": "kidnap-unit",
            "marking": "SECRET",
            "note": "to a stick",
            "outcome": "done",
        },
    }


def test_event_without_details_says_only_what_is_open():
    event = to_event(record_of(Kind.GRANT))
    assert "user" not in event
    assert event["labels"] == {"log": "1a2b3c4d"}
    assert event["event"]["outcome"] == "unknown"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_category_and_types_that_the_schema_expects_there(kind: Kind):
    event = to_event(record_of(kind))["event"]
    assert event["category"]
    assert event["type"]
    for category in event["category"]:
        assert set(event["type"]) <= EXPECTED[category]


def test_kind_of_a_newer_version_has_an_action_alone():
    event = to_event(record_of("something-new"))["event"]
    assert (event["category"], event["type"], event["action"]) == ([], [], "something-new")


@pytest.mark.parametrize(
    ("kind", "outcome", "said"),
    [
        (Kind.EXPORT, Outcome.DONE, "success"),
        (Kind.EXPORT, Outcome.REFUSED, "failure"),
        (Kind.EXPORT, Outcome.FAILED, "failure"),
        (Kind.SIGN_IN_FAILED, Outcome.DONE, "failure"),
    ],
)
def test_outcome_is_one_of_the_schemas(kind: Kind, outcome: Outcome, said: str):
    assert to_event(record_of(kind, Details(outcome=outcome)))["event"]["outcome"] == said


def test_failed_sign_in_is_a_failure_for_everybody():
    assert to_event(record_of(Kind.SIGN_IN_FAILED))["event"]["outcome"] == "failure"


def test_each_record_is_one_line_of_json(tmp_path: Path):
    desk = Desk(tmp_path)
    desk.record('line\nbreak "quoted" \u2028', "🚨")
    for record in desk.read():
        line = to_json_line(record)
        assert line.endswith(b"}\n")
        assert line.count(b"\n") == 1
        assert len(line.decode().splitlines()) == 1
        assert json.loads(line)["event"]["sequence"] == record.number
    assert [json.loads(to_json_line(record))["labels"] for record in read_records(desk.files)] == [
        {"log": desk.files.name}
    ] * 2


def test_manual_has_every_kind_as_it_is_in_the_code():
    rows = set(PAGE.splitlines())
    for kind in Kind:
        categories, types = _CLASSES[kind]
        start = f"| `{kind}` | "
        (row,) = (row for row in rows if row.startswith(start))
        assert row.endswith(f" | {', '.join(categories)} | {', '.join(types)} |")


def test_manual_names_the_version_of_the_schema():
    assert re.search(rf"\b{re.escape(ECS_VERSION)}\b", PAGE)
