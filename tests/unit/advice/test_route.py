import pytest

from advisor.advice.condition import NEVER, All, Always, Is, Not
from advisor.advice.errors import ConditionError
from advisor.advice.route import parse_access
from tests.support.rules import (
    BY_NAME,
    make_access,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

COVERT = {"fact": "covert", "is": True}
WRONG = {"fact": "covert", "is": "maybe"}


def test_what_is_left_out_is_always_needed_and_never_held():
    rule = parse_access(make_access(make_route(prerequisites=[make_prerequisite()])), BY_NAME)
    (item,) = rule.routes[0].prerequisites
    assert (item.needed, item.held) == (Always(), NEVER)
    assert item.outstanding == All((Always(), Not(NEVER)))
    assert rule.routes[0].steps[0].when == Always()


def test_conditions_are_read_where_they_stand():
    access = make_access(
        make_route(prerequisites=[make_prerequisite(held=COVERT)]),
        requirements=[make_requirement({"not": COVERT})],
    )
    rule = parse_access(access, BY_NAME)
    assert rule.requirements[0].when == Not(Is("covert", True))
    assert rule.routes[0].prerequisites[0].held == Is("covert", True)


@pytest.mark.parametrize(
    ("access", "path"),
    [
        (make_access(requirements=[make_requirement(WRONG)]), "access.requirements[0].when.is"),
        (
            make_access(make_route(), make_route(make_requirement(WRONG))),
            "access.routes[1].requirements[0].when.is",
        ),
        (
            make_access(make_route(prerequisites=[make_prerequisite(needed=WRONG)])),
            "access.routes[0].prerequisites[0].needed.is",
        ),
        (
            make_access(make_route(prerequisites=[make_prerequisite(held=WRONG)])),
            "access.routes[0].prerequisites[0].held.is",
        ),
        (
            make_access(make_route(steps=[make_step(), make_step(when={"not": WRONG})])),
            "access.routes[0].steps[1].when.not.is",
        ),
    ],
)
def test_a_condition_without_meaning_is_refused_with_its_path(access, path):
    with pytest.raises(ConditionError) as caught:
        parse_access(access, BY_NAME)
    assert caught.value.path == path


def test_a_fact_is_needed_by_every_text_whose_condition_is_about_it():
    access = make_access(
        make_route(
            prerequisites=[make_prerequisite("form", held=COVERT)],
            steps=[make_step("Ring", when=COVERT), make_step("Write")],
        ),
        make_route(prerequisites=[make_prerequisite("form", needed=COVERT)]),
        requirements=[make_requirement({"not": COVERT}, "open")],
    )
    rule = parse_access(access, BY_NAME)
    assert rule.needed_by("covert") == ("open holds.", "Get form", "Ring")
    assert rule.needed_by("joint") == ()
