"""What readers type about procedures, meetings, cases, words and the report leads to its page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from advisor.session import Session
from advisor.settings import Places

NEAR_THE_TOP = 3
QUESTIONS = (
    ("what do I tell the ROCC", "ask-the-rocc"),
    ("push it up through tasking", "task-upwards"),
    ("too big for our force", "task-upwards"),
    ("bid form for the regional unit", "request-flow"),
    ("who decides on my request to the ROCU", "request-flow"),
    ("hand over a child at risk to another force", "transfer-of-safeguarding-risk"),
    ("is anyone else on this target", "deconfliction"),
    ("same target as another team", "deconfliction"),
    ("roles and responsibilities documents", "circulate-roles-documents"),
    ("what marking do I put on it", "mark-and-share"),
    ("who leads on guns", "grid-firearms"),
    ("NCA or Met", "grid-met-primacy"),
    ("NSTCG", "nstcg"),
    ("weekly tasking meeting", "nca-weekly-tasking"),
    ("TT&CG", "force-tactical-tasking"),
    ("regional directors of intelligence", "regional-directors-of-intelligence"),
    ("Op Erbium", "operation-erbium"),
    ("sea crossing example", "operation-key"),
    ("what did inspectors find", "inspection-report"),
    ("recommendation 4", "recommendation-4"),
    ("duty management system", "recommendation-3"),
    ("what is a threat", "threat-definition"),
    ("OCG score", "organised-crime-group-mapping"),
    ("what clearance do I need", "national-security-vetting"),
    ("contractor vetting", "nppv"),
    ("recipients only", "additional-markings"),
    ("official sensitive", "official-sensitive"),
    ("3x5x2", "three-by-five-by-two"),
    ("who holds the ROCU to account", "regional-pccs"),
    ("APMIS", "apmis"),
)


@cache
def session() -> Session:
    nowhere = Path("/nonexistent")
    return Session.open(None, Places(nowhere / "site", nowhere / "home"))


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS)
def test_question_leads_to_its_page(question: str, wanted: str):
    found = [hit.head.id for hit in session().search(question, limit=NEAR_THE_TOP).found]
    assert wanted in found


def test_most_questions_lead_there_at_once():
    first = [session().search(question, limit=1).found for question, _ in QUESTIONS]
    right = [f[0].head.id == w for f, (_, w) in zip(first, QUESTIONS, strict=True) if f]
    assert sum(right) >= 0.85 * len(QUESTIONS)
