"""Enquiries for tests."""

from __future__ import annotations

from typing import Any

from advisor.advice import Answers
from advisor.clearance import Label
from advisor.enquiries.editing import change, open_enquiry
from advisor.enquiries.enquiry import Enquiry
from advisor.notes import OwnWords
from advisor.session import Session


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
