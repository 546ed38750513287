"""What holds for every query and every catalogue."""

import pickle  # noqa: TID251  # to see that nothing uses it

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.clearance import OFFICIAL
from advisor.search import (
    FIELDS,
    SearchIndex,
    Segment,
    SegmentError,
    Weights,
    build_segment,
    highlights,
)
from advisor.search.analysis import analyse
from advisor.search.collection import Collection
from advisor.search.passage import Place, best_passages
from advisor.search.query import to_phrase
from advisor.search.reader import CollectionReader
from advisor.search.syntax import complete, split
from tests.support.documents import (
    GROUPS,
    catalogue,
    ids,
    make_document,
    make_index,
    open_documents,
    said,
)
from tests.support.effort import tries

SMALL = settings(max_examples=tries(40), deadline=None)
WORDS = ["kidnap", "kidnapped", "ransom", "crime", "crimes", "the", "café", "helicopter", "notes"]
PLAIN = ["chopper", "poisoned food", "dirty cash", "ransm", "heli", "the", '"crime notes"']

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
documents = st.lists(
    st.builds(
        lambda number, kind, **fields: make_document(f"entry-{number}", kind, **fields),
        st.integers(0, 9),
        st.sampled_from(["capability", "contact", "organisation"]),
        **dict.fromkeys(FIELDS, texts),
    ),
    max_size=6,
    unique_by=lambda document: document.entry_id,
)
queries = st.lists(st.sampled_from([*WORDS, *PLAIN]), max_size=5).map(" ".join)
INDEX = make_index()


@SMALL
@given(st.text())
def test_any_text_can_be_searched_for(query):
    for result in INDEX.search(query).results:
        assert result.why
        highlights(query, result)
        best_passages([Place("", OFFICIAL, (query,))], result, 1)


@SMALL
@given(st.text(alphabet="\"“”*()[]:-+~^&|\\'\x00\x1b a🚁é\ud800", max_size=40))
def test_query_syntax_of_other_tools_is_only_space(query):
    assert INDEX.search(query).total >= 0


@SMALL
@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_text_can_be_indexed(values):
    data = build_segment([make_document("a", body=values)])
    segment = Segment.from_bytes(data)
    stems = {word.stem for value in values for word in analyse(value)}
    assert set(segment.stems) == stems
    assert segment.fields["body"].lengths[0] == sum(len(analyse(value)) for value in values)


@SMALL
@given(documents, st.randoms(use_true_random=False))
def test_the_same_documents_give_the_same_bytes(found, random):
    data = build_segment(found)
    random.shuffle(found)
    assert build_segment(found) == data
    assert Segment.from_bytes(data).entry_ids == tuple(sorted(d.entry_id for d in found))


@SMALL
@given(st.data())
def test_altered_bytes_are_refused(data):
    whole = build_segment(catalogue())
    altered = bytearray(whole)
    place = data.draw(st.integers(0, len(whole) - 1))
    altered[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SegmentError):
        Segment.from_bytes(bytes(altered))


@SMALL
@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused(data):
    with pytest.raises(SegmentError):
        Segment.from_bytes(data)


@SMALL
@given(documents, queries)
def test_typed_letter_by_letter_ends_where_typed_at_once_ends(found, query):
    typing = make_index(found)
    for end in range(len(query)):
        typing.search(query[:end])
    assert said(typing.search(query)) == said(make_index(found).search(query))


def holds(document, stems):
    """Say whether stems stand one after the other in one value of a document."""
    return any(
        [word.stem for word in words[start : start + len(stems)]] == list(stems)
        for values in document.fields.values()
        for words in map(analyse, values)
        for start in range(len(words))
    )


@SMALL
@given(documents, queries)
def test_every_explanation_is_true(found, query):
    by_id = {document.entry_id: document for document in found}
    for result in make_index(found).search(query).results:
        document = by_id[result.entry_id]
        for why in result.why:
            here = [word for value in document.fields[why.field] for word in analyse(value)]
            assert holds(document, why.stems)
            if len(why.stems) == 1:
                assert why.found in {word.surface for word in here} or why.how == "synonym"
            assert [word.stem for word in analyse(why.found)] == list(why.stems)


@SMALL
@given(documents, documents, queries)
def test_what_is_not_opened_changes_nothing(low, high, query):
    alone = make_index(low)
    before = said(alone.search(query))
    make_index(low, high).search(query)
    make_index(high).search(query)
    assert said(alone.search(query)) == before == said(make_index(low).search(query))


@SMALL
@given(documents, documents)
def test_statistics_are_those_of_the_opened_segments(low, high):
    high_segment = open_documents(high)
    reader = CollectionReader(Collection([open_documents(low)]))
    beside = CollectionReader(Collection([open_documents(low), high_segment]))
    assert beside.doc_count() == len({document.entry_id for document in [*low, *high]})
    assert reader.doc_count() == len(low)
    for name in FIELDS:
        words = [w.stem for d in low for value in d.fields[name] for w in analyse(value)]
        assert reader.field_length(name) == len(words)
        assert list(reader.lexicon(name)) == sorted({word.encode() for word in words})


@SMALL
@given(documents, documents, queries)
def test_the_order_of_sections_does_not_show(low, high, query):
    assert said(make_index(low, high).search(query)) == said(make_index(high, low).search(query))


@SMALL
@given(documents, queries)
def test_the_numbers_agree(found, query):
    results = make_index(found).search(query)
    assert results.total == sum(results.counts_by_kind.values()) == len(results.results)
    scores = [result.score for result in results.results]
    assert scores == sorted(scores, reverse=True)
    assert len(set(ids(results))) == len(ids(results))
    assert all(score > 0 for score in scores)


@pytest.mark.parametrize("query", ["ransom heli", "ransm", "poisoned food", '"proceeds of crime"'])
def test_nothing_is_ever_unpickled(monkeypatch, query):
    def refuse(*_args, **_kwargs):
        raise AssertionError("something was unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    index = make_index(catalogue(), thesaurus=GROUPS)
    for result in index.search(query).results:
        assert result.why


VOCABULARY = {"kind": {"contact": "contact", "term": "term"}}
syntax = st.lists(
    st.sampled_from(
        [*WORDS, *PLAIN, "-crime", '-"crime notes"', "kind:contact", "-", "kind:", "-the"]
    ),
    max_size=6,
).map(" ".join)


@SMALL
@given(st.text() | syntax)
def test_any_text_can_be_taken_apart_and_completed(text):
    said_of_it = split(text, VOCABULARY)
    assert INDEX.search(said_of_it.words, excluded=said_of_it.excluded).total >= 0
    assert set(said_of_it.words) <= set(text)
    complete(text, VOCABULARY)


@SMALL
@given(documents, queries, st.lists(st.sampled_from(["crime", "the notes", "ransom"]), max_size=3))
def test_leaving_something_out_never_adds_results(found, query, left_out):
    index = make_index(found)
    phrases = tuple(phrase for phrase in map(to_phrase, left_out) if phrase.stems)
    everything = {result.entry_id for result in index.search(query).results}
    rest = {result.entry_id for result in index.search(query, excluded=phrases).results}
    assert rest <= everything
    assert rest <= set(index.without(phrases))


@SMALL
@given(documents, queries)
def test_a_filter_leaves_the_order_of_what_it_admits(found, query):
    index = make_index(found)
    admitted = {document.entry_id for document in found[::2]}
    everything = [result.entry_id for result in index.search(query).results]
    rest = [result.entry_id for result in index.search(query, admits=admitted.__contains__).results]
    assert rest == [one for one in everything if one in admitted]


@SMALL
@given(documents, st.lists(st.sampled_from([*WORDS, *PLAIN]), max_size=3), queries)
def test_quotes_only_narrow(found, quoted, query):
    # Nothing is left out for scoring little: what remains for the quotes is held to its own best.
    segments, weights = [open_documents(found)], Weights(least=0)
    bare = SearchIndex(segments, GROUPS, weights=weights)
    words = " ".join(quoted).replace('"', "")
    everything = set(ids(bare.search(f"{query} {words}".replace('"', ""))))
    narrowed = set(ids(bare.search(f'{query} "{words}"')))
    stems = [word.stem for word in analyse(words)]
    by_id = {document.entry_id: document for document in found}
    assert narrowed <= everything
    assert all(holds(by_id[entry_id], stems) for entry_id in narrowed if stems)


@SMALL
@given(documents, syntax, st.sampled_from(["-crime", '-"crime notes"', "-the", "-ransom"]))
def test_a_typed_exclusion_never_adds_results(found, typed, more):
    index = make_index(found)

    def find(text):
        asked = split(text, VOCABULARY)
        return set(ids(index.search(asked.words, excluded=asked.excluded)))

    assert find(f"{typed} {more} ") <= find(f"{typed} ")
