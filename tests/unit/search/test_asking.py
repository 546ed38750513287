import pytest

from advisor.search import SearchIndex, Segment, build_segment
from advisor.search.asking import kinds_asked_for
from tests.support.documents import ids, make_document


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("my sergeant says they can help, who do I ring", {"contact"}),
        ("WHICH  MEETING sets the priorities", {"forum"}),
        ("what law lets us bug a car", {"authorisation"}),
        ("what does PIN stand for", {"term"}),
        ("who's job is fraud", {"responsibility"}),
        ("which ROCU is Kent in", {"organisation"}),
        ("how do I refer a case", {"procedure"}),
        ("who leads, and who do we call", {"responsibility", "contact"}),
        ("he rings her from which meetinghouse", set()),
        ("kidnap", set()),
        ("", set()),
    ],
)
def test_how_a_question_is_put_says_what_kind_of_answer_it_wants(text, kinds):
    assert kinds_asked_for(text) == kinds


def test_a_question_that_never_gets_to_the_point_is_read_as_soon():
    # Nothing to measure by the clock: what may stand in between is bounded.
    assert kinds_asked_for("what does " + "it " * 330 + "mean") == frozenset()


def test_the_kind_asked_for_comes_before_another_that_fits_as_well():
    documents = [
        make_document("a-procedure", kind="procedure", title="Kidnap"),
        make_document("b-line", kind="contact", title="Kidnap"),
    ]
    index = SearchIndex([Segment.from_bytes(build_segment(documents))])
    assert ids(index.search("a kidnap: who do I ring ")) == ["b-line", "a-procedure"]
    assert ids(index.search("a kidnap ")) == ["a-procedure", "b-line"]
