"""Results are narrowed: any of one facet, all of several."""

from __future__ import annotations

from advisor.search import Facet, Facets

KIND = Facet(
    "kind",
    "Kind",
    {"capability": "Capabilities", "contact": "Contacts"},
    {
        "unit": frozenset({"capability"}),
        "desk": frozenset({"contact"}),
        "team": frozenset({"capability"}),
    },
)
THREAT = Facet(
    "threat",
    "Threat area",
    {"drugs": "Drugs", "fraud": "Fraud", "arms": "Firearms"},
    {"unit": frozenset({"drugs", "arms"}), "team": frozenset({"fraud"})},
)
FACETS = Facets([KIND, THREAT])
ALL = ("unit", "desk", "team")


def admitted(**chosen):
    wanted = {name: frozenset(values) for name, values in chosen.items()}
    return [one for one in ALL if FACETS.admits(one, wanted)]


def test_any_value_of_one_facet_will_do():
    assert admitted(threat=["drugs", "fraud"]) == ["unit", "team"]


def test_every_facet_must_be_met():
    assert admitted(kind=["capability"], threat=["fraud"]) == ["team"]
    assert admitted(kind=["contact"], threat=["fraud"]) == []


def test_with_nothing_chosen_everything_is_there():
    assert admitted() == list(ALL)
    assert admitted(kind=[]) == list(ALL)


def test_counts_say_what_each_value_would_give():
    chosen = {"kind": frozenset({"contact"})}
    assert FACETS.count(ALL, chosen) == {
        "kind": {"capability": 2, "contact": 1},
        "threat": {},
    }
    assert FACETS.count(ALL, {"threat": frozenset({"fraud"})}) == {
        "kind": {"capability": 1},
        "threat": {"drugs": 1, "fraud": 1, "arms": 1},
    }
    assert FACETS.count(["unit"], {})["threat"] == {"drugs": 1, "arms": 1}


def test_a_value_is_typed_by_itself_or_by_its_words():
    assert FACETS.vocabulary["threat"]["firearms"] == "arms"
    assert FACETS.vocabulary["threat"]["arms"] == "arms"
