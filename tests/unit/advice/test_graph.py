"""The rules of an entry as a picture that a legal adviser can read and sign off."""

import datetime
from xml.etree import ElementTree

import pytest

from advisor.advice import Advisor, Answers, Outcome, known
from advisor.advice.graph import Caption, NodeKind, depths_of
from advisor.advice.graph_building import build_graph
from advisor.advice.graph_layout import lay_out
from advisor.advice.graph_picture import to_svg
from advisor.advice.graph_text import to_mermaid, to_rows, to_table
from advisor.advice.graph_wrapping import width_of, wrap
from advisor.resources import bundled_catalogue
from advisor.session import Session
from advisor.settings import Places
from tests.support.rules import (
    FACTS,
    make_access,
    make_fact,
    make_prerequisite,
    make_requirement,
    make_route,
)

CAPTION = Caption("Watching", "OFFICIAL", "Release 7, 23 November 2026", {"law": "RIPA 2000 s28"})
SERIOUS = {"fact": "level", "in": ["serious"]}


def graph_of(access, facts=FACTS, **options):
    return build_graph(Advisor(facts, {"watching": access}), "watching", **options)


def asked(graph):
    return [node.fact for node in graph.nodes if node.kind is NodeKind.QUESTION]


def outcomes(graph):
    return [node.outcome for node in graph.nodes if node.kind is NodeKind.OUTCOME]


def test_a_question_leads_to_each_outcome_by_its_answers():
    graph = graph_of(make_access(requirements=[make_requirement(SERIOUS)]))
    question, *leaves = graph.nodes
    assert (question.id, question.fact, question.text) == ("1", "level", "What about level?")
    assert [(edge.text, edge.values) for edge in question.edges] == [
        ("The serious", ("serious",)),
        ("The other; The none", ("other", "none")),
    ]
    assert [(leaf.id, leaf.text, leaf.lines) for leaf in leaves] == [
        ("A", "Yes, you can ask now", ("Route: By route",)),
        ("B", "Not for this case", ("requirement fails.",)),
    ]


def test_a_leaf_says_what_to_obtain_and_who_gives_it():
    waits = make_prerequisite(needed={"fact": "covert", "is": True})
    graph = graph_of(make_access(make_route(prerequisites=[waits])))
    assert [node.lines for node in graph.nodes[1:]] == [
        ("Route: By route", "First: Get authority (Superintendent)"),
        ("Route: By route",),
    ]
    assert outcomes(graph) == [Outcome.AVAILABLE_AFTER, Outcome.AVAILABLE]


def test_rules_that_ask_nothing_are_one_outcome():
    graph = graph_of(make_access())
    assert [node.id for node in graph.nodes] == ["A"]
    (row,) = to_rows(graph)
    assert (row.answer, row.leads_to) == (
        "Whatever the case",
        "A. Yes, you can ask now. Route: By route.",
    )


def test_places_from_which_all_is_the_same_are_one_node():
    either = {"any": [{"fact": "covert", "is": True}, {"fact": "joint", "is": True}]}
    graph = graph_of(
        make_access(requirements=[make_requirement({"all": [either, SERIOUS]}, id="x")])
    )
    assert len(asked(graph)) == len(set(asked(graph))) == 3


def test_a_refusal_names_what_failed_on_the_way_there():
    routes = [
        make_route(make_requirement({"fact": name, "is": True}, id=name), id=f"by-{name}")
        for name in ("covert", "joint")
    ]
    graph = graph_of(make_access(*routes))
    (refusal,) = [node for node in graph.nodes if node.outcome is Outcome.NOT_AVAILABLE]
    assert refusal.lines == ("covert fails.", "joint fails.")


@pytest.mark.parametrize(
    ("when", "texts"),
    [
        ({"fact": "hours", "at_least": 3}, ["Up to 2 hours", "3 hours or more"]),
        ({"fact": "hours", "at_most": 2}, ["Up to 2 hours", "3 hours or more"]),
        ({"fact": "hours", "is": 2}, ["Up to 1 hours or 3 hours or more", "2 hours"]),
        ({"fact": "hours", "is": 0}, ["Up to 0 hours", "1 hours or more"]),
        (
            {"fact": "since", "before": datetime.date(2026, 6, 3)},
            ["Up to 2 June 2026", "3 June 2026 or later"],
        ),
    ],
)
def test_numbers_and_days_are_ranges(when, texts):
    graph = graph_of(make_access(requirements=[make_requirement(when)]))
    assert sorted(edge.text for edge in graph.nodes[0].edges) == sorted(texts)


def test_every_number_has_one_edge():
    both = {"all": [{"fact": "hours", "at_least": 2}, {"not": {"fact": "hours", "is": 5}}]}
    edges = graph_of(make_access(requirements=[make_requirement(both)])).nodes[0].edges
    for hours in (0, 1, 2, 4, 5, 6, 1000):
        assert sum(edge.takes(hours) for edge in edges) == 1, hours


def test_what_would_be_too_large_to_read_goes_requirement_by_requirement_and_says_so():
    rules = [
        make_requirement(SERIOUS, id="serious"),
        make_requirement({"not": {"fact": "covert", "is": True}}, id="open"),
    ]
    waits = make_prerequisite(needed={"fact": "joint", "is": True})
    access = make_access(
        make_route(rules[1], prerequisites=[waits], id="first"),
        make_route(id="second"),
        requirements=rules[:1],
    )
    graph = graph_of(access, most=2)
    assert not graph.exact
    assert "requirement by requirement" in graph.note
    assert [(node.id, node.text, node.lines) for node in graph.nodes] == [
        ("1", "serious holds.", ("Level: The serious",)),
        ("2", "open holds.", ("Covert: No",)),
        ("A", "Not for this case", ("serious fails.",)),
        (
            "B",
            "Open by this route, route 1",
            ("Route: By first", "First, if Joint: Yes: Get authority"),
        ),
        ("C", "Open by this route, route 2", ("Route: By second",)),
    ]
    with pytest.raises(ValueError, match="requirement by requirement"):
        graph.follow(Answers())


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    return Session.open(bundled_catalogue(), Places(folder / "site", folder / "home"))


def every_ruled(session):
    return [head.id for head in session.catalogue.heads if session.can_check(head.id)]


def test_every_picture_that_ships_can_be_read(session):
    for name in every_ruled(session):
        graph = build_graph(session.advisor, name)
        seen = set()
        for node in graph.nodes:
            assert not seen & {edge.target for edge in node.edges}, "edges lead down only"
            seen.add(node.id)
            assert bool(node.edges) == (node.kind is not NodeKind.OUTCOME)
        assert {edge.target for node in graph.nodes for edge in node.edges} | {
            graph.nodes[0].id
        } == seen, "every node is reached"


def test_nothing_in_a_picture_overlaps(session):
    for name in every_ruled(session):
        graph = build_graph(session.advisor, name)
        layout = lay_out(graph, lambda node: 40 + 10 * len(node))
        depths = depths_of(graph.nodes)
        boxes = list(layout.boxes.items())
        for place, (one, box) in enumerate(boxes):
            assert 0 <= box.x <= box.right <= layout.width
            assert 0 <= box.y <= box.y + box.height <= layout.height
            for other, second in boxes[:place]:
                if depths[one] == depths[other]:
                    apart = box.y >= second.y + second.height or second.y >= box.y + box.height
                    assert apart, (name, one, other)


def test_the_svg_is_read_out_and_carries_its_marking():
    access = make_access(requirements=[make_requirement(SERIOUS, text="A < B & “C”")])
    facts = (make_fact("level", "choice", ("serious", "other"), text="Is <b> it & so?"),)
    graph = build_graph(Advisor(facts, {"watching": access}), "watching")
    root = ElementTree.fromstring(to_svg(graph, CAPTION))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    texts = [element.text or "" for element in root.iter(f"{space}text")]
    assert texts.count("OFFICIAL") == 2
    assert {"Watching", "1. Is <b> it & so?", "▸ The serious", "RIPA 2000 s28"} <= set(texts)
    assert any("Release 7" in text for text in texts)
    assert root.find(f"{space}title").text == "Watching: the rules as a picture"
    assert "Questions: 1. Outcomes: 2." in root.find(f"{space}desc").text
    assert root.get("role") == "img"


def test_all_of_a_note_is_written_and_the_boxes_begin_below_it():
    access = make_access(
        make_route(make_requirement({"fact": "covert", "is": True})),
        requirements=[make_requirement(SERIOUS)],
    )
    graph = graph_of(access, most=1)
    assert not graph.exact
    root = ElementTree.fromstring(to_svg(graph, CAPTION))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    outside = [element for element in root if element.tag == f"{space}text"]
    said = " ".join(element.text for element in outside)
    assert all(word in said for word in graph.note.split())
    lowest = max(float(element.get("y")) for element in outside[:-1] if element.text != "OFFICIAL")
    (group,) = root.iter(f"{space}g")
    assert float(group.get("transform").split()[1].rstrip(")")) > lowest


@pytest.mark.parametrize("strong", [False, True])
def test_text_is_broken_where_it_would_be_too_wide(strong):
    text = f"Who communicated with whom, when or where {'w' * 80}"
    lines = wrap(text, 246, 13, strong=strong)
    assert all(width_of(line, 13, strong=strong) <= 246 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrap("", 246, 13) == []


def test_the_table_says_all_that_the_picture_says():
    graph = graph_of(make_access(requirements=[make_requirement(SERIOUS)]))
    lines = to_table(graph, CAPTION).splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL", "OFFICIAL")
    assert (
        "| 1 | What about level? | The other; The none | B. Not for this case. requirement fails. "
        "|  |"
    ) in lines
    edges = sum(len(node.edges) for node in graph.nodes)
    assert len(to_rows(graph)) == edges == 2


def test_mermaid_is_not_misled_by_what_is_written():
    facts = (make_fact("covert", text='Say "end"; A --> B | #1 <x>'),)
    access = make_access(requirements=[make_requirement({"fact": "covert", "is": True})])
    graph = build_graph(Advisor(facts, {"watching": access}), "watching")
    text = to_mermaid(graph, CAPTION)
    (node,) = [line for line in text.splitlines() if line.startswith("  n1[")]
    assert node == ('  n1["1. Say &quot;end&quot;; A --&gt; B | &#35;1 &lt;x&gt;"]')
    assert text.startswith('---\ntitle: "OFFICIAL · Watching')
    assert text.count("%% OFFICIAL") == 2


def test_following_it_asks_what_the_advisor_asks(session):
    """From the start along one answer after another, the next question is the advisor's own."""
    graph = build_graph(session.advisor, "lawful-interception")
    answers = Answers()
    for value in ("rocu", "economic-well-being", True, "both", "other-force", False):
        node = graph.follow(answers)
        names = [one.fact.name for one in session.advisor.check(graph.entry, answers).questions]
        assert node.fact == names[0]
        answers = answers.with_answer(node.fact, known(value))
    assert graph.follow(answers).outcome is Outcome.AVAILABLE_AFTER


def test_whatever_is_answered_the_picture_and_the_advice_agree(session):
    for name in every_ruled(session):
        graph = build_graph(session.advisor, name)
        if not graph.exact:
            continue
        _, evaluation = session.advisor.rules(name)
        values = {fact: evaluation.values(fact) for fact in session.advisor.facts_of(name)}
        for turn in range(60):
            picked = {
                fact: known(some[(turn * (place + 1) + turn // 3) % len(some)])
                for place, (fact, some) in enumerate(sorted(values.items()))
            }
            advice = session.advisor.check(name, Answers(picked))
            leaf = graph.follow(Answers(picked))
            assert leaf.outcome is advice.outcome
            if advice.route is not None:
                assert leaf.lines[0] == f"Route: {advice.route.title}"
