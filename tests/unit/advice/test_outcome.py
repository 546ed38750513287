import json

import pytest

from advisor.advice import fact_to_json, to_json
from tests.support.rules import (
    BY_NAME,
    advise,
    make_access,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

ACCESS = make_access(
    make_route(
        prerequisites=[
            make_prerequisite(
                needed={"fact": "covert", "is": True},
                held={"fact": "held", "is": True},
                time="3 months",
                entry="directed-surveillance",
                contact="role:rocc",
            )
        ],
        steps=[make_step("Ask your ROCC", who="ROCC", contact="role:rocc", detail="Early.")],
    ),
    requirements=[make_requirement({"fact": "level", "is": "serious"}, "serious")],
    note="Ask early.",
)


def shape(*answers):
    return to_json(advise(ACCESS, *answers), 12)


def test_an_advice_has_the_shape_that_scripts_rely_on():
    written = shape("covert=yes")
    assert set(written) >= {
        "capability", "outcome", "reasons", "prerequisites", "steps",
        "questions", "contacts", "alternatives", "release",
    }  # fmt: skip
    assert written["capability"] == "surveillance"
    assert written["outcome"] == "undecided"
    assert written["possible"] == ["available", "available-after", "not-available"]
    assert (written["settled"], written["certain"], written["so_far"]) == (
        False,
        None,
        "available-after",
    )
    assert written["route"] == {"id": "route", "title": "By route"}
    assert written["contacts"] == ["role:rocc"]
    assert written["alternatives"] == []
    assert written["note"] == "Ask early."
    assert written["release"] == 12
    assert json.loads(json.dumps(written)) == written


def test_a_reason_has_its_text_truth_facts_and_sources():
    reason = shape("level=other")["reasons"][0]
    assert reason == {
        "text": "serious fails.",
        "truth": "false",
        "facts": ["level"],
        "sources": ["law"],
        "deciding": True,
        "answer": None,
        "change": None,
        "route": None,
        "worked_out": False,
        "children": [
            {
                "text": "Level: The serious",
                "truth": "false",
                "facts": ["level"],
                "sources": ["level-source"],
                "deciding": True,
                "answer": "The other",
                "change": None,
                "route": None,
                "worked_out": False,
                "children": [],
            }
        ],
    }


def test_a_prerequisite_and_a_step_carry_what_one_needs_to_act():
    written = shape("level=serious", "covert=yes", "held=no")
    (prerequisite,) = written["prerequisites"]
    assert prerequisite.pop("why")[0]["text"] == "Covert: Yes"
    assert prerequisite == {
        "id": "authority",
        "text": "Get authority",
        "who": "Superintendent",
        "contact": "role:rocc",
        "time": "3 months",
        "entry": "directed-surveillance",
        "sources": ["law"],
        "status": "outstanding",
    }
    assert written["steps"] == [
        {
            "text": "Ask your ROCC",
            "detail": "Early.",
            "who": "ROCC",
            "contact": "role:rocc",
            "time": None,
            "sources": ["seed"],
            "maybe": False,
        }
    ]
    assert written["routes"][0]["steps"] == written["steps"]


def test_a_question_offers_its_choices():
    questions = {question["fact"]: question for question in shape()["questions"]}
    level, covert = questions["level"], questions["covert"]
    assert level["choices"] == [
        {"value": "serious", "text": "The serious"},
        {"value": "other", "text": "The other"},
        {"value": "none", "text": "The none"},
    ]
    assert covert["choices"] == [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
    assert (covert["type"], covert["text"], covert["why"]) == (
        "yes-no",
        "What about covert?",
        "covert matters.",
    )
    assert level["settles"] == 3
    assert level["needed_by"] == ["serious holds."]


@pytest.mark.parametrize("name", ["hours", "since"])
def test_a_number_and_a_date_offer_no_choices(name):
    assert fact_to_json(BY_NAME[name])["choices"] == []


def test_what_is_withheld_cannot_be_told_from_what_is_not_known():
    withheld = shape("level=withheld", "covert=withheld", "held=yes")
    assert withheld == shape("level=unknown", "covert=unknown", "held=yes")
    assert "withheld" not in json.dumps(withheld)
    assert withheld["unknown_facts"] == [
        {
            "fact": "level",
            "text": "What about level?",
            "who_could_tell": "whoever leads the case, or your ROCC",
            "decides": True,
            "needed_by": ["serious holds."],
        }
    ]
