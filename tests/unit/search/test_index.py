from dataclasses import replace

import pytest

from advisor.search import SearchIndex, Segment, Thesaurus, Weights, Why, build_segment
from tests.support.child import run_python
from tests.support.documents import (
    GROUPS,
    catalogue,
    ids,
    make_document,
    make_index,
    open_documents,
    said,
)

HELICOPTER = Why("chopper", "helicopter", "synonym", "words", ("helicopt",))


@pytest.fixture(scope="module")
def index():
    return make_index()


def why(index, query, entry_id):
    return next(r.why for r in index.search(query).results if r.entry_id == entry_id)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("ransom call", "kidnap-unit"),
        ("kidnapers ", "kidnap-unit"),
        ("heli", "air-support"),
        ("ROCC", "rocc"),
        ("surrey police", "surrey-police"),
        ("chopper", "air-support"),
        ("poisoned food", "kidnap-unit"),
        ("surveilance", "surveillance"),
        ("who do I speak to about fake money?", "counterfeit"),
    ],
)
def test_the_right_entry_comes_first(index, query, best):
    assert ids(index.search(query))[0] == best


@pytest.mark.parametrize(
    ("query", "entry_id", "expected"),
    [
        ("kidnapped ", "kidnap-unit", Why("kidnapped", "kidnap", "exact", "title", ("kidnap",))),
        ("hosta", "kidnap-unit", Why("hosta", "hostage", "prefix", "words", ("hostag",))),
        (
            "chopper ",
            "air-support",
            Why("chopper", "helicopter", "synonym", "words", ("helicopt",)),
        ),
        (
            "poisoned food ",
            "kidnap-unit",
            Why(
                "poisoned food",
                "product contamination",
                "synonym",
                "words",
                ("product", "contamin"),
            ),
        ),
        ("ranson ", "kidnap-unit", Why("ranson", "ransom", "spelling", "words", ("ransom",))),
    ],
)
def test_every_result_says_why(index, query, entry_id, expected):
    assert expected in why(index, query, entry_id)


def test_similar_spelling_stands_in_only_where_nothing_else_was_found(index):
    assert {w.how for w in why(index, "hostage ransom", "kidnap-unit")} == {"exact"}
    assert index.search("ran ").total == 0
    assert index.search("qqqqqqqq").total == 0


def test_typed_words_count_more_than_what_they_may_mean():
    documents = [
        make_document("a-means", words="helicopter"),
        make_document("b-begins", words="choppery"),
        make_document("c-typed", words="chopper"),
    ]
    assert ids(make_index(documents).search("chopper")) == ["c-typed", "a-means", "b-begins"]
    assert ids(make_index(documents[:2]).search("chopper")) == ["b-begins", "a-means"]


def test_a_word_that_stands_as_typed_is_hardly_the_start_of_another():
    documents = [make_document("search", title="Search"), make_document("boats", body="sea drugs")]
    assert ids(make_index(documents).search("drugs at sea"))[0] == "boats"


def test_words_that_stand_together_as_typed_come_before_words_apart():
    documents = [
        make_document("apart", words=("cold wind", "case law")),
        make_document("together", words=("law on wind", "cold case")),
    ]
    assert ids(make_index(documents).search("cold case")) == ["together", "apart"]


def test_whole_name_comes_before_one_that_goes_on():
    documents = [
        make_document("goes-on", aliases="RIPA notice"),
        make_document("whole", aliases=("the 2000 Act", "RIPA")),
    ]
    assert ids(make_index(documents).search("ripa")) == ["whole", "goes-on"]


def test_whole_name_comes_before_a_word_that_people_type():
    documents = [
        make_document("typed", words=("RIPA", "which authority")),
        make_document("named", aliases=("RIPA",)),
    ]
    assert ids(make_index(documents).search("ripa")) == ["named", "typed"]


def test_name_is_whole_in_whichever_segment_it_stands():
    low = build_segment([make_document("one", aliases="alpha beta")])
    high = build_segment([make_document("one", aliases="beta"), make_document("two", words="beta")])
    index = SearchIndex([Segment.from_bytes(low), Segment.from_bytes(high)])
    assert ids(index.search("beta"))[0] == "one"


def test_an_entry_with_more_of_the_words_comes_first():
    documents = [
        make_document("one", body=["money money", "money"]),
        make_document("two", body="money was taken from a bank by fraud"),
        *(make_document(f"filler-{n}", body="a bank and a fraud") for n in range(4)),
    ]
    assert ids(make_index(documents, thesaurus=()).search("bank fraud money"))[0] == "two"


def test_a_rare_word_tells_more_than_a_frequent_one():
    found = [
        make_document("often", title="Account", words=["bank account"]),
        make_document("rare", words=["freeze"]),
        *(make_document(f"other-{number}", words=["account"]) for number in range(20)),
    ]
    assert ids(make_index(found).search("freeze an account "))[0] == "rare"


def test_words_that_stand_together_as_typed_come_first():
    found = [
        make_document("apart", words=["letter from a friend", "the request of a friend"]),
        make_document("together", words=["letter of request", "from the friend a friend"]),
    ]
    assert ids(make_index(found).search("letter of request ")) == ["together", "apart"]
    assert ids(make_index(found).search("letter friend ")) == ["apart", "together"]
    halves = [[replace(found[1], fields={"words": (text,)})] for text in found[1].fields["words"]]
    assert ids(make_index(found[:1], *halves).search("letter of request "))[0] == "together"


def test_capabilities_come_before_forces(index):
    assert ids(index.search("helicopter")) == ["air-support", "surrey-police"]


def test_equals_are_listed_by_id():
    documents = [make_document(name, title="fraud") for name in ("c", "a", "b")]
    assert ids(make_index(documents).search("fraud")) == ["a", "b", "c"]


def test_counts_are_those_before_the_filter_by_kind(index):
    results = index.search("helicopter", kind="organisation")
    assert ids(results) == ["surrey-police"]
    assert results.total == 1
    assert results.counts_by_kind == {"capability": 1, "organisation": 1}


def test_a_threat_narrows_the_search(index):
    results = index.search("helicopter", threat="drugs")
    assert ids(results) == ["air-support"]
    assert results.counts_by_kind == {"capability": 1}
    assert index.search("helicopter", threat="no such").total == 0


def test_limit_leaves_the_total(index):
    results = index.search("helicopter", limit=1)
    assert (len(results.results), results.total) == (1, 2)
    assert index.search("helicopter", limit=-1).results == ()


def test_quoted_words_must_stand_together(index):
    assert ids(index.search('"counterfeit currency"')) == ["counterfeit"]
    assert index.search('"currency counterfeit"').total == 0


@pytest.mark.parametrize("query", ["", " ", "🚁", '"', "\x00"])
def test_a_query_without_words_finds_nothing(index, query):
    assert said(index.search(query))[1:4] == ([], 0, {})


def test_a_cut_query_says_so(index):
    assert index.search("ransom " * 200).cut


def test_an_index_over_nothing_finds_nothing():
    index = make_index([])
    index.prepare()
    index.prepare_rest()
    assert make_index([]).search("ransom").total == 0
    assert len(make_index([])) == 0


def test_the_split_into_sections_does_not_show_in_order():
    low, high = catalogue()[:4], catalogue()[4:]
    assert said(make_index(low, high).search("helicopter crime")) == said(
        make_index(high, low).search("helicopter crime")
    )
    assert said(make_index(low, high).search("helicopter crime")) == said(
        make_index().search("helicopter crime")
    )


def test_portions_of_another_section_join_their_entry():
    extra = [make_document("air-support", threats=["firearms"], body="A drone with a camera.")]
    index = make_index(catalogue(), extra)
    results = index.search("drone", threat="firearms")
    assert ids(results) == ["air-support"]
    assert results.results[0].why[0].field == "body"
    assert index.search("drone", threat="drugs").total == 1


def test_a_phrase_does_not_span_two_sections():
    first, second = [make_document("a", body="red")], [make_document("a", body="herring")]
    assert make_index(first, second).search('"red herring"').total == 0


def test_the_thesaurus_shows_only_what_occurs(index):
    shown = {w.found for r in index.search("chopper ").results for w in r.why}
    assert shown == {"helicopter"}


def test_weights_and_a_ready_thesaurus_can_be_handed_in():
    weights = Weights(priors={"organisation": 9.0})
    index = SearchIndex([open_documents(catalogue())], Thesaurus(GROUPS), weights=weights)
    index.prepare()
    assert ids(index.search("chopper"))[0] == "surrey-police"


def test_whoosh_is_not_imported_before_the_first_search():
    child = run_python("import sys, advisor.search; sys.exit('whoosh' in sys.modules)")
    assert child.returncode == 0


@pytest.mark.parametrize("typed", ["surveilanse", "survailence", "sureveyllanse"])
def test_a_long_word_with_several_mistakes_is_found_by_its_sound(typed):
    found = make_index().search(typed).results
    assert found[0].entry_id == "surveillance"
    assert found[0].why[0].how == "spelling"


@pytest.mark.parametrize("typed", ["sirvaelense", "survayellhaunces", "surfeiting", "srvlns"])
def test_a_word_that_sounds_otherwise_or_is_short_is_not(typed):
    assert make_index().search(typed).results == ()


def test_a_word_that_sounds_like_one_gives_way_to_one_that_begins_so():
    longer = make_document("course", title="Survailences made easy")
    found = make_index([*catalogue(), longer]).search("survailence").results
    assert [result.entry_id for result in found] == ["course"]


@pytest.mark.parametrize("typed", ["directedsurveillance", "crimecoordinator ", "fakemoney"])
def test_two_words_run_together_are_found_where_they_stand_together(typed):
    found = make_index().search(typed)
    assert found.misspelt == (typed.strip(),)
    assert [why.how for why in found.results[0].why] == ["spelling"]
    assert " " in found.results[0].why[0].found


def test_two_words_that_stand_apart_are_not_what_one_word_means():
    assert make_index().search("ransomhostage").total == 0


def test_two_words_run_together_come_before_a_similar_word():
    documents = [make_document("apart", words="cell site"), make_document("near", words="cellmate")]
    assert ids(make_index(documents).search("cellsite")) == ["apart"]


def test_what_the_thesaurus_adds_makes_no_rare_word_a_common_one():
    common = [make_document(f"{n}", words="plane helicopter") for n in range(20)]
    documents = [
        *common,
        make_document("rare", words="chopper"),
        make_document("usual", words="night"),
        *[make_document(f"n{n}", words="night") for n in range(6)],
    ]
    assert ids(make_index(documents).search("night chopper"))[0] == "rare"


@pytest.mark.parametrize(
    "typed", ["ehlicopter ", "elicopter ", "xelicopter", "hhelicopter ", "oairs"]
)
def test_one_mistake_at_the_start_of_a_word_is_a_similar_spelling(typed):
    index = make_index([*catalogue(), make_document("pairs", title="Pairs")])
    found = index.search(typed)
    assert found.results[0].entry_id == ("pairs" if "airs" in typed else "air-support")
    assert found.misspelt == (typed.strip(),)


@pytest.mark.parametrize("typed", ["aelicopte ", "iar", "oans", "lane", "xan"])
def test_a_short_word_and_two_mistakes_at_the_start_are_not_corrected(typed):
    assert make_index().search(typed).total == 0


def test_a_mistake_at_the_start_is_looked_for_only_where_no_other_explains_the_word():
    documents = [make_document("within", words="masts"), make_document("start", words="posts")]
    assert ids(make_index(documents).search("mosts ")) == ["within"]
