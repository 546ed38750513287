"""Enquiries for tests."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from advisor.advice import Answers
from advisor.cases import Seen
from advisor.clearance import Label
from advisor.enquiries.editing import change, open_enquiry
from advisor.enquiries.enquiry import Enquiry
from advisor.enquiries.tray import Tray
from advisor.notes import OwnWords
from advisor.session import Session
from tests.support.labelled import IDS
from tests.support.sealing import somebody

_NOON = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)


def make_enquiry(
    session: Session,
    *tactics: str,
    asker: Label | str = "OFFICIAL",
    words: tuple[tuple[Label | str, str], ...] = (),
    facts: tuple[str, ...] = (),
    **changed: Any,
) -> Enquiry:
    """Return an enquiry as its ROCC took it down."""
    answers = session.parse_answers(facts) if facts else Answers()
    opened = open_enquiry("Op Thistle", session, answers)
    own = tuple(OwnWords(marking=str(label), text=text) for label, text in words)
    return change(opened, session, tactics=tactics, clearance=str(asker), words=own, **changed)


def make_any_enquiry() -> Enquiry:
    """Return an enquiry that names everything there might be."""
    return Enquiry(
        id="1" * 32,
        name="Op Thistle",
        unit="Regional unit",
        region="south-east",
        force="surrey",
        answers={f"fact_{number}": "yes" for number in range(4)},
        looked_at={entry_id: Seen(outcome="available") for entry_id in IDS},
        tactics=IDS,
        words=(OwnWords(marking="OFFICIAL", text="Ring before you write."),),
        review_on=datetime.date(2026, 1, 2),
        created_at=_NOON,
        changed_at=_NOON,
    )


def make_tray(folder: Path, *enquiries: Enquiry) -> Tray:
    """Return the enquiries of somebody, some of which are there."""
    tray = Tray.open(folder, somebody(40), {})
    for one in enquiries:
        tray.save(one)
    return tray
