import pytest

from advisor.advice import check_access, check_facts
from advisor.advice.diagram import DiagramTooLargeError
from tests.support.rules import (
    FACTS,
    make_access,
    make_fact,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

COVERT = {"fact": "covert", "is": True}
HELD = {"fact": "held", "is": True}
JOINT = {"fact": "joint", "is": True}
SERIOUS = {"fact": "level", "is": "serious"}
EVERY = {"fact": "level", "in": ["serious", "other", "none"]}
NONE = {"all": [COVERT, {"not": COVERT}]}

GOOD = make_access(
    make_route(
        make_requirement(JOINT, "joint"),
        id="joint",
        prerequisites=[make_prerequisite(needed=COVERT, held=HELD)],
        steps=[make_step(when={"fact": "hours", "at_most": 24})],
    ),
    make_route(
        id="lone", prerequisites=[make_prerequisite(needed=COVERT, held=HELD)], contacts=("desk",)
    ),
    requirements=[make_requirement(SERIOUS, "serious", change="A serious crime.")],
)


def found(access):
    return [
        (finding.severity, finding.path.removeprefix("access"), finding.reason)
        for finding in check_access(access, FACTS)
    ]


def test_rules_that_are_right_have_no_findings():
    assert found(GOOD) == []


def test_every_finding_says_what_to_do():
    findings = check_access(make_access(make_route(contacts=(), steps=())), FACTS)
    assert len(findings) == 2
    assert all(finding.remedy.endswith(".") for finding in findings)


@pytest.mark.parametrize(
    ("access", "path", "reason"),
    [
        (make_access().__class__(routes=()), ".routes", "There is no way to it."),
        (make_access(make_route(contacts=())), ".routes[0].contacts", "It names nobody to ring."),
        (make_access(make_route(steps=())), ".routes[0].steps", "It says nothing to do."),
        (
            make_access(make_route(steps=[make_step(), make_step(sources=())])),
            ".routes[0].steps[1].sources",
            "It rests on no source.",
        ),
        (
            make_access(make_route(prerequisites=[make_prerequisite(sources=())])),
            ".routes[0].prerequisites[0].sources",
            "It rests on no source.",
        ),
        (
            make_access(requirements=[make_requirement(SERIOUS, sources=())]),
            ".requirements[0].sources",
            "It rests on no source.",
        ),
        (
            make_access(make_route(make_requirement(SERIOUS, sources=()))),
            ".routes[0].requirements[0].sources",
            "It rests on no source.",
        ),
        (
            make_access(requirements=[make_requirement({"fact": "levle", "is": "serious"})]),
            ".requirements[0].when.fact",
            "There is no fact “levle”.",
        ),
        (
            make_access(requirements=[make_requirement({"not": {"fact": "level", "is": "grave"}})]),
            ".requirements[0].when.not.is",
            "“grave” is not a value of “level”.",
        ),
        (
            make_access(make_route(steps=[make_step(when={"fact": "covert", "at_least": 1})])),
            ".routes[0].steps[0].when",
            "A yes-no fact is not compared with at_least.",
        ),
        (
            make_access(make_route(prerequisites=[make_prerequisite(held={"fact": "x", "is": 1})])),
            ".routes[0].prerequisites[0].held.fact",
            "There is no fact “x”.",
        ),
        (
            make_access(make_route(make_requirement(NONE))),
            ".routes[0].requirements[0].when",
            "It can never hold.",
        ),
        (
            make_access(make_route(id="one"), make_route(id="two", title="Another name")),
            ".routes[1]",
            "It is the same as access.routes[0].",
        ),
        (
            make_access(
                make_route(make_requirement({"not": COVERT}, "open")),
                make_route(id="two"),
                requirements=[make_requirement(COVERT, "covert")],
            ),
            ".routes[0]",
            "It is never open: its requirements contradict one another.",
        ),
    ],
)
def test_rules_that_cannot_be_are_errors(access, path, reason):
    assert ("error", path, reason) in found(access)


@pytest.mark.parametrize(
    ("access", "path"),
    [
        (
            make_access(requirements=[make_requirement(COVERT, "a"), make_requirement(JOINT, "a")]),
            ".requirements[1].id",
        ),
        (
            make_access(make_route(id="a", contacts=("x",)), make_route(id="a", contacts=("y",))),
            ".routes[1].id",
        ),
        (
            make_access(
                make_route(make_requirement(JOINT, "a"), prerequisites=[make_prerequisite("a")])
            ),
            ".routes[0].prerequisites[0].id",
        ),
        (
            make_access(
                make_route(make_requirement(JOINT, "a")),
                requirements=[make_requirement(COVERT, "a")],
            ),
            ".routes[0].requirements[0].id",
        ),
    ],
)
def test_an_id_is_taken_once_among_what_is_shown_together(access, path):
    assert [where for _, where, reason in found(access) if "is taken by" in reason] == [path]


def test_two_routes_may_want_the_same_thing_obtained():
    assert found(GOOD) == []
    assert [route.prerequisites[0].id for route in GOOD.routes] == ["authority", "authority"]


@pytest.mark.parametrize(
    ("access", "path", "reason"),
    [
        (
            make_access(requirements=[make_requirement(EVERY)]),
            ".requirements[0].when",
            "It always holds.",
        ),
        (
            make_access(make_route(prerequisites=[make_prerequisite(needed=NONE)])),
            ".routes[0].prerequisites[0].needed",
            "It can never hold.",
        ),
        (
            make_access(make_route(prerequisites=[make_prerequisite(held=EVERY)])),
            ".routes[0].prerequisites[0].held",
            "It always holds.",
        ),
        (
            make_access(make_route(prerequisites=[make_prerequisite(needed=COVERT, held=COVERT)])),
            ".routes[0].prerequisites[0]",
            "It is never to be obtained where the route is open.",
        ),
        (
            make_access(
                make_route(make_requirement(COVERT), steps=[make_step(when={"not": COVERT})])
            ),
            ".routes[0].steps[0]",
            "It never applies where the route is open.",
        ),
        (
            make_access(make_route(id="any"), make_route(make_requirement(COVERT), id="covert")),
            ".routes[1]",
            "It is never the best route: another always comes before it.",
        ),
        (
            make_access(
                make_route(id="free", contacts=("x",)),
                make_route(prerequisites=[make_prerequisite(needed={"any": [JOINT, COVERT]})]),
            ),
            "",
            "The answer to “joint” never changes anything.",
        ),
    ],
)
def test_rules_that_do_nothing_are_warnings(access, path, reason):
    assert ("warning", path, reason) in found(access)
    assert {severity for severity, _, _ in found(access)} == {"warning"}


def test_no_that_nobody_can_do_anything_about_is_a_warning():
    access = make_access(requirements=[make_requirement(SERIOUS)])
    said = "It can end in a no, and nothing says what would change that."
    assert found(access) == [("warning", "", said)]
    assert found(make_access(requirements=[make_requirement(SERIOUS, change="More.")])) == []


def test_outcome_that_the_rules_are_made_for_and_no_case_leads_to_is_a_warning():
    either = [
        make_prerequisite("a", held=COVERT),
        make_prerequisite("b", held={"not": COVERT}),
    ]
    reasons = [reason for _, _, reason in found(make_access(make_route(prerequisites=either)))]
    assert reasons == ["No case leads to “yes”, though all that a route wants can be held."]


def test_route_whose_things_are_never_to_be_obtained_leads_nowhere_it_says():
    first = make_prerequisite("a", needed=COVERT, held=COVERT)
    reasons = [reason for _, _, reason in found(make_access(make_route(prerequisites=[first])))]
    assert "No case leads to “yes, after these steps”, though every route has some." in reasons


def test_another_way_for_the_same_cases_is_no_warning():
    assert found(make_access(make_route(id="ring"), make_route(id="write", contacts=("x",)))) == []


def test_what_shows_by_itself_is_not_reported_again():
    access = make_access(make_route(prerequisites=[make_prerequisite(needed=NONE)]))
    assert [path for _, path, _ in found(access)] == [".routes[0].prerequisites[0].needed", ""]


def test_rules_too_large_to_decide_exactly_are_a_warning(monkeypatch):
    def refuse(*_):
        raise DiagramTooLargeError

    monkeypatch.setattr("advisor.advice.checking.ExactEvaluation", refuse)
    ((severity, path, reason),) = found(GOOD)
    assert (severity, path) == ("warning", "")
    assert "too many facts" in reason


def test_questions_that_are_right_have_no_findings():
    assert check_facts(FACTS[:4] + FACTS[5:6], [GOOD]) == ()


@pytest.mark.parametrize(
    ("facts", "path", "reason"),
    [
        ([make_fact("a"), make_fact("a")], "facts[1].name", "“a” is defined twice."),
        ([make_fact("a", choices=("x", "y"))], "facts[0].choices", "yes-no fact has no choices"),
        ([make_fact("a", "choice")], "facts[0].choices", "offers no choice"),
        ([make_fact("a", "choice", ("x",))], "facts[0].choices", "offers no choice"),
        (
            [make_fact("a", "choice", ("x", "X"))],
            "facts[0].choices[1].value",
            "“x” is listed twice.",
        ),
        (
            [make_fact("a", "choice", ("x", "Unknown"))],
            "facts[0].choices[1].value",
            "Every question takes “unknown” already.",
        ),
    ],
)
def test_questions_that_cannot_be_are_errors(facts, path, reason):
    assert [
        finding.severity
        for finding in check_facts(facts)
        if finding.path == path and reason in finding.reason
    ] == ["error"]


def test_a_question_that_no_rule_uses_is_a_warning():
    findings = check_facts(FACTS, [GOOD])
    assert [(finding.severity, finding.path) for finding in findings] == [
        ("warning", "facts[4]"),
        ("warning", "facts[6]"),
    ]


def test_a_question_whose_choices_no_rule_tells_apart_is_a_warning():
    facts = (make_fact("level", "choice", ("serious", "other")), FACTS[0])
    every = {"fact": "level", "in": ["serious", "other"]}
    rules = make_access(requirements=[make_requirement({"any": [every, COVERT]})])
    (finding,) = check_facts(facts, [rules])
    assert (finding.severity, finding.path) == ("warning", "facts[0].choices")
    assert finding.reason == "No rule tells the choices of “level” apart."
    # Another entry's rule that does is enough.
    assert check_facts(facts, [rules, make_access(requirements=[make_requirement(SERIOUS)])]) == ()


def test_conditions_without_meaning_use_what_they_name():
    access = make_access(
        make_route(make_requirement({"all": [{"any": "x"}, {"not": [3]}, SERIOUS]}))
    )
    findings = check_facts([make_fact("level", "choice", ("serious", "other"))], [access])
    assert findings == ()
