"""A reader at a site which lets everything leave the screen, or nothing above OFFICIAL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from advisor.audit.errors import AuditError
from advisor.audit.record import Kind
from advisor.clearance import Label
from advisor.journal import Journal
from advisor.policy import load_policy, policy_path
from advisor.settings import Places
from advisor.ui.dressing import dress
from advisor.ui.location import Location, Page
from advisor.ui.reader import Reader
from tests.support.labelled import everything, open_at

ALL_MAY_LEAVE = (
    'print_up_to = "TOP SECRET"\nexport_up_to = "TOP SECRET"\ncopy_up_to = "TOP SECRET"\n'
)
NONE_MAY_LEAVE = 'print_up_to = "OFFICIAL"\nexport_up_to = "OFFICIAL"\ncopy_up_to = "OFFICIAL"\n'


class Told:
    """An auditor's log in memory."""

    def __init__(self) -> None:
        self.records: list[tuple[Kind, str, str, str]] = []
        self.is_full = False

    def record(self, kind: Kind, details: Any) -> None:
        if self.is_full:
            raise AuditError("The log is full.")
        self.records.append((kind, details.subject, details.label, details.note))


def reader_at(label: Label, tmp_path: Path, policy: str, log: Told) -> Reader:
    """Return a reader of one entry there, who is cleared as high as a label."""
    site = tmp_path / "site"
    site.mkdir(exist_ok=True)
    policy_path(site).write_text(policy)
    session = open_at(everything(), label)
    session.places = Places(site, tmp_path)
    session.policy = load_policy(site)
    dress(session.places)
    reader = Reader(session, journal=Journal(log, "Ann"))
    reader.open(Location(Page.ENTRY, "kidnap-unit"))
    return reader
