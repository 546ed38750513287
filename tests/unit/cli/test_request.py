"""The draft of a request: what was answered and published, and a blank for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.requesting import draft_request, verify_may_be_written
from tests.support.labelled import everything, open_at
from tests.support.sealed import LABELS

REFER = ("request", "refer-a-case")


def test_rocu_drafts_a_referral_with_its_answers_and_blanks(advisor):
    done = advisor(*REFER, "--fact", "asker=rocu", "--fact", "country_group=eu")
    assert done.code == 0
    lines = done.out.splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert "- Which countries: One or more European Union countries" in lines
    for part in (
        "## Why it helps",
        "[to fill in: how the task helps the functions of",
        "Owned until the request is accepted by: [to fill in: name, post and number]",
        "[to fill in: reference and date of the check for other operations]",
        "Have a chief officer or the agency make the request",
        "Made from release",
        "Crime and Courts Act 2013 section 5",
    ):
        assert part in done.out


def test_what_is_withheld_looks_like_what_was_not_asked(advisor):
    start = (*REFER, "--fact", "asker=rocu", "--fact", "country_group=eu")
    plain, withheld = (
        advisor(*start),
        advisor(*start, "--fact", "risk_owner_named=withheld"),
    )
    assert plain.out == withheld.out
    unknown = advisor(*start, "--fact", "risk_owner_named=unknown")
    assert "- Owner of the risk: not known" in unknown.out


def test_file_is_written_with_its_marking_and_says_how_many_blanks(advisor, tmp_path: Path):
    output = tmp_path / "request.md"
    done = advisor(*REFER, "--output", output, "--about", "Boats from France.")
    assert (done.code, done.out) == (0, "")
    text = output.read_text("utf-8")
    assert "Boats from France." in text
    assert f"{text.count('[to fill in: ')} blanks" in done.err


def test_file_above_what_the_site_lets_out_is_refused():
    session = open_at(everything(), LABELS[-1])
    draft = draft_request(session, "kidnap-unit", session.parse_answers([]), "He said so.")
    with pytest.raises(AdvisorError, match=f"this is {draft.label}"):
        verify_may_be_written(session, draft)


def test_own_words_are_marked_as_high_as_what_is_open():
    for label in LABELS:
        session = open_at(everything(), label)
        bare = draft_request(session, "kidnap-unit", session.parse_answers([]))
        told = draft_request(session, "kidnap-unit", session.parse_answers([]), "He said so.")
        assert session.clearance.label.dominates(bare.label)
        assert told.label == session.clearance.label
        assert told.text.startswith(str(told.label))


def test_what_cannot_be_checked_cannot_be_requested(advisor):
    refused = advisor("request", "rocu")
    assert refused.code == 2
    assert advisor("request", "no-such-thing").code == 1
