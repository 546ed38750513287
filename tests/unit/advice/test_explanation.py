import pytest

from advisor.advice.explanation import prerequisite_status
from advisor.advice.outcome import Outcome, PrerequisiteStatus
from advisor.advice.ternary import Ternary
from tests.support.rules import (
    advise,
    make_access,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

T, F, U = Ternary.TRUE, Ternary.FALSE, Ternary.UNKNOWN
COVERT = {"fact": "covert", "is": True}
HELD = {"fact": "held", "is": True}
JOINT = {"fact": "joint", "is": True}
SERIOUS = {"fact": "level", "is": "serious"}


def told(reasons):
    """Return reasons as text, truth and whether they decide."""
    return [(reason.text, reason.truth, reason.deciding) for reason in reasons]


@pytest.mark.parametrize(
    ("needed", "held", "outstanding", "status"),
    [
        (T, F, T, "outstanding"),
        (T, U, U, "outstanding"),
        (U, F, U, "maybe"),
        (U, U, U, "maybe"),
        (T, T, F, "held"),
        (U, T, F, "held"),
        (F, F, F, "not needed"),
        (F, T, F, "not needed"),
        (U, U, F, "not needed"),
    ],
)
def test_what_is_needed_and_may_be_held_is_outstanding(needed, held, outstanding, status):
    assert prerequisite_status(needed, held, outstanding) is PrerequisiteStatus(status)


def test_a_requirement_that_fails_says_why_and_what_would_change_it():
    access = make_access(
        requirements=[make_requirement(SERIOUS, "serious", change="A link to serious crime.")]
    )
    advice = advise(access, "level=other")
    assert told(advice.reasons) == [("serious fails.", F, True)]
    (reason,) = advice.reasons
    assert reason.change == "A link to serious crime."
    assert reason.facts == ("level",)
    assert reason.sources == ("law",)
    assert told(reason.children) == [("Level: The serious", F, True)]
    assert reason.children[0].answer == "The other"
    assert reason.children[0].sources == ("level-source",)


def test_a_requirement_that_holds_says_so_and_nothing_to_change():
    access = make_access(requirements=[make_requirement(SERIOUS, "serious", change="A link.")])
    advice = advise(access, "level=serious")
    assert told(advice.reasons) == [("serious holds.", T, True)]
    assert advice.reasons[0].change is None


@pytest.mark.parametrize("answers", [[], ["level=unknown"], ["level=withheld"]])
def test_what_is_not_known_is_shown_alike_however_it_came(answers):
    access = make_access(requirements=[make_requirement(SERIOUS, "serious")])
    advice = advise(access, *answers)
    assert told(advice.reasons) == [("serious holds.", U, True)]
    assert told(advice.reasons[0].children) == [("Level: The serious", U, True)]
    assert advice.reasons[0].children[0].answer is None


def test_of_alternatives_those_that_agree_with_the_whole_decide():
    access = make_access(requirements=[make_requirement({"any": [COVERT, JOINT]})])
    (reason,) = advise(access, "covert=yes", "joint=no").reasons
    (group,) = reason.children
    assert told([group]) == [("At least one of these", T, True)]
    assert told(group.children) == [("Covert: Yes", T, True), ("Joint: Yes", F, False)]


def test_that_all_must_hold_goes_without_saying():
    access = make_access(requirements=[make_requirement({"all": [COVERT, JOINT]})])
    (reason,) = advise(access, "covert=yes", "joint=no").reasons
    assert told(reason.children) == [("Covert: Yes", T, False), ("Joint: Yes", F, True)]


def test_a_negation_is_told_fact_by_fact():
    data = {"not": {"any": [COVERT, {"all": [JOINT, {"not": SERIOUS}]}]}}
    access = make_access(requirements=[make_requirement(data)])
    (reason,) = advise(access, "covert=no", "joint=no").reasons
    (group,) = reason.children
    assert told([group]) == [("All of these", T, True)]
    assert [child.text for child in group.children] == ["Covert: No", "At least one of these"]
    assert told(group.children[1].children) == [
        ("Joint: No", T, True),
        ("Level: The serious", U, False),
    ]


def test_where_no_conditions_are_published_it_says_so():
    (reason,) = advise(make_access()).reasons
    assert reason.text == "No conditions are published for asking this way."
    assert (reason.truth, reason.deciding, reason.sources) == (T, True, ("seed",))


def test_where_no_way_is_published_it_says_so():
    access = make_access().__class__(routes=())
    advice = advise(access)
    assert advice.outcome is Outcome.NOT_AVAILABLE
    assert told(advice.reasons) == [("No way to ask for it is published.", T, True)]


def test_every_route_that_fails_decides_if_all_do():
    access = make_access(
        make_route(make_requirement(COVERT, "covert"), id="one"),
        make_route(make_requirement(JOINT, "joint"), id="two"),
    )
    advice = advise(access, "covert=no", "joint=no")
    assert told(advice.reasons) == [("covert fails.", F, True), ("joint fails.", F, True)]
    assert [reason.route for reason in advice.reasons] == ["one", "two"]


def test_a_route_that_fails_decides_nothing_where_the_capability_closes_all():
    access = make_access(
        make_route(make_requirement(COVERT, "covert"), id="one"),
        make_route(id="two"),
        requirements=[make_requirement(SERIOUS, "serious")],
    )
    advice = advise(access, "covert=no", "level=other")
    assert told(advice.reasons) == [("serious fails.", F, True), ("covert fails.", F, False)]


def test_where_requirements_contradict_one_another_both_decide():
    access = make_access(
        make_route(make_requirement({"not": COVERT}, "open")),
        requirements=[make_requirement(COVERT, "covert")],
    )
    advice = advise(access)
    assert advice.outcome is Outcome.NOT_AVAILABLE
    assert told(advice.reasons) == [("covert holds.", U, True), ("open holds.", U, True)]


def test_where_either_answer_opens_a_route_what_is_not_known_decides():
    access = make_access(
        make_route(make_requirement(COVERT, "covert"), id="one"),
        make_route(make_requirement({"not": COVERT}, "open"), id="two"),
    )
    advice = advise(access)
    assert advice.outcome is Outcome.AVAILABLE
    assert told(advice.reasons) == [("covert holds.", U, True)]


def test_what_is_to_be_obtained_first_is_a_reason():
    access = make_access(make_route(prerequisites=[make_prerequisite(needed=COVERT, held=HELD)]))
    advice = advise(access, "covert=yes", "held=no")
    assert told(advice.reasons) == [("First: Get authority", T, True)]
    assert told(advice.reasons[0].children) == [("Covert: Yes", T, True)]
    assert told(advise(access, "covert=yes").reasons) == [("First: Get authority", U, True)]
    assert advise(access, "covert=no").reasons[0].text.startswith("No conditions")


def test_what_cannot_change_the_outcome_does_not_decide_it():
    access = make_access(
        make_route(prerequisites=[make_prerequisite("form"), make_prerequisite(held=HELD)]),
        requirements=[make_requirement(COVERT, "covert")],
    )
    assert told(advise(access).reasons) == [
        ("covert holds.", U, True),
        ("First: Get form", T, False),
        ("First: Get authority", U, False),
    ]


def test_a_better_way_that_may_be_open_is_a_reason_for_not_knowing():
    access = make_access(
        make_route(make_requirement(COVERT, "covert"), id="quick"),
        make_route(id="slow", prerequisites=[make_prerequisite("form")]),
    )
    advice = advise(access, "covert=unknown")
    assert advice.route.id == "slow"
    assert told(advice.reasons) == [("First: Get form", T, False), ("covert holds.", U, True)]
    assert [reason.route for reason in advice.reasons] == ["slow", "quick"]


def test_steps_known_not_to_apply_are_left_out_and_others_marked():
    steps = [
        make_step("Ring", when=COVERT),
        make_step("Write", when=JOINT),
        make_step("Wait", when={"not": COVERT}),
        make_step("Meet", detail="Soon.", who="You", contact="role:rocc", time="a day"),
    ]
    advice = advise(make_access(make_route(steps=steps)), "covert=yes")
    assert [(step.text, step.maybe) for step in advice.steps] == [
        ("Ring", False),
        ("Write", True),
        ("Meet", False),
    ]
    last = advice.steps[-1]
    assert (last.detail, last.who, last.contact, last.time) == (
        "Soon.",
        "You",
        "role:rocc",
        "a day",
    )


def test_contacts_come_in_the_order_of_the_plan_each_once():
    access = make_access(
        make_route(
            contacts=("role:rocc", "desk"),
            prerequisites=[
                make_prerequisite("form", contact="forms"),
                make_prerequisite("held", contact="holder", held=HELD),
                make_prerequisite("none"),
            ],
            steps=[make_step(contact="desk"), make_step(contact="team"), make_step()],
        )
    )
    assert advise(access, "held=yes").contacts == ("role:rocc", "desk", "forms", "team")
    assert advise(access, "held=no").contacts == ("role:rocc", "desk", "forms", "holder", "team")
