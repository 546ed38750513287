"""Records as events of the Elastic Common Schema, for a SIEM.

``docs/formats/audit-log.md`` has the table.
"""

from __future__ import annotations

from typing import Any

import msgspec

from advisor.audit.reading import Record
from advisor.audit.record import Details, Kind, Outcome, write_time

ECS_VERSION = "8.17.0"

_PROVIDER = "capability-advisor"
#: The schema's category and types of each kind.
_CLASSES: dict[str, tuple[list[str], list[str]]] = {
    Kind.SIGN_IN: (["authentication", "session"], ["start"]),
    Kind.SIGN_IN_FAILED: (["authentication"], ["start"]),
    Kind.SIGN_OUT: (["authentication", "session"], ["end"]),
    Kind.ENTRY_VIEWED: (["database"], ["access"]),
    Kind.CHECK: (["database"], ["access"]),
    Kind.EXPORT: (["file"], ["creation"]),
    Kind.PRINT: (["file"], ["access"]),
    Kind.IMPORT: (["package"], ["installation"]),
    Kind.ROLLBACK: (["package"], ["change"]),
    Kind.GRANT: (["iam"], ["user", "change"]),
    Kind.REVOCATION: (["iam"], ["user", "change"]),
    Kind.POLICY_CHANGE: (["configuration"], ["change"]),
    Kind.SITE_SET_UP: (["configuration"], ["creation"]),
    Kind.IDENTITY_CREATED: (["iam"], ["user", "creation"]),
    Kind.IDENTITY_ROTATED: (["iam"], ["user", "change"]),
    Kind.REGISTER_CHANGE: (["iam"], ["user", "change"]),
    Kind.LOCAL_CHANGE: (["configuration"], ["change"]),
}
_OUTCOMES = {
    Outcome.DONE: "success",
    Outcome.REFUSED: "failure",
    Outcome.FAILED: "failure",
}


def to_event(record: Record) -> dict[str, Any]:
    """Return a record as an event; what is sealed to the reader of another log is left out."""
    event = {"@timestamp": write_time(record.at), "ecs": {"version": ECS_VERSION}}
    labels = {"log": record.log}
    event |= {"event": _describe(record), "labels": labels}
    details = record.details
    if details is not None:
        event |= {"user": {"name": details.who}} if details.who else {}
        labels |= _label(details)
    return event


def to_json_line(record: Record) -> bytes:
    """Return a record as a line of JSON, with its end."""
    return msgspec.json.encode(to_event(record)) + b"\n"


def _describe(record: Record) -> dict[str, Any]:
    categories, types = _CLASSES.get(record.kind, ([], []))
    described: dict[str, Any] = {
        "id": f"{record.log}-{record.number}",
        "kind": "event",
        "category": categories,
        "type": types,
        "action": record.kind,
        "outcome": _find_outcome(record),
        "sequence": record.number,
        "hash": record.hash,
        "provider": _PROVIDER,
        "dataset": f"{_PROVIDER}.audit",
    }
    return described


def _find_outcome(record: Record) -> str:
    if record.kind == Kind.SIGN_IN_FAILED:
        return "failure"
    return _OUTCOMES[record.details.outcome] if record.details else "unknown"


def _label(details: Details) -> dict[str, str]:
    named = {"subject": details.subject, "marking": details.label, "note": details.note}
    return {name: text for name, text in named.items() if text} | {"outcome": details.outcome.value}
