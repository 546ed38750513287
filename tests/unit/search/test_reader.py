import pytest
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.query import Phrase as WhooshPhrase
from whoosh.query import Prefix, Term
from whoosh.reading import TermNotFound
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from advisor.search import FIELDS, Weights
from advisor.search.collection import Collection
from advisor.search.query import Phrase
from advisor.search.ranking import FieldWeight, Scorer
from advisor.search.reader import WORDS, CollectionReader
from tests.support.documents import catalogue, make_document, open_documents


@pytest.fixture
def collection():
    return Collection([open_documents(catalogue())])


@pytest.fixture
def reader(collection):
    return CollectionReader(collection)


def test_lexicon_and_prefixes_are_those_of_the_field(reader):
    assert list(reader.lexicon("aliases")) == [b"akeu", b"rocc"]
    assert list(reader.expand_prefix("words", "h")) == [b"helicopt", b"hostag"]
    assert list(reader.expand_prefix(WORDS, "sur")) == [b"surrey", b"surveillance"]
    assert ("title", b"kidnap") in reader
    assert ("title", "zzz") not in reader
    assert ("nothing", "kidnap") not in reader
    assert len(list(reader.all_terms())) == len(set(reader.all_terms()))


def test_statistics_are_those_of_the_field(reader):
    info = reader.term_info("body", "note")
    assert (info.doc_frequency(), info.weight(), info.min_length()) == (1, 1, 3)
    assert reader.field_length("aliases") == 2
    assert reader.max_field_length("aliases") == 1
    assert reader.min_field_length("aliases") == 0
    assert reader.doc_count() == reader.doc_count_all() == 6
    assert not reader.has_deletions()
    with pytest.raises(TermNotFound):
        reader.term_info("body", "zzz")


def test_an_entry_in_two_segments_is_one_document():
    first = open_documents([make_document("a", title="fraud"), make_document("b", title="fraud")])
    second = open_documents([make_document("a", body="fraud", title="fraud")])
    reader = CollectionReader(Collection([first, second]))
    assert reader.doc_count() == 2
    assert reader.doc_frequency("title", "fraud") == 2
    assert reader.frequency("title", "fraud") == 3
    assert reader.doc_field_length(0, "title") == 2


def test_whoosh_queries_run_on_it(reader):
    with Searcher(reader) as searcher:
        parser = MultifieldParser(FIELDS, reader.schema, group=OrGroup)
        hits = searcher.search(parser.parse("kidnapped hostages"))
        assert hits[0]["entry_id"] == "kidnap-unit"
        assert len(searcher.search(Prefix("title", "sur"))) == 2
        assert len(searcher.search(WhooshPhrase("words", ["product", "contamin"]))) == 1
        assert len(searcher.search(WhooshPhrase("words", ["contamin", "product"]))) == 0
        assert len(searcher.search(Term("title", "zzz"))) == 0


def test_scores_are_those_of_whoosh(collection, reader):
    weights = Weights(fields={name: FieldWeight(1.0, 0.6) for name in FIELDS}, k1=1.4)
    ours = Scorer(collection, weights)
    with Searcher(reader, weighting=BM25F(B=0.6, K1=1.4)) as searcher:
        for stem in ("helicopt", "note", "crime", "counterfeit"):
            expected = {}
            for name in FIELDS:
                for hit in searcher.search(Term(name, stem)):
                    expected[hit.docnum] = expected.get(hit.docnum, 0.0) + hit.score
            assert ours.scores(Phrase((stem,), (0,))) == pytest.approx(expected)


def test_spelling_suggests_words_as_they_are_written(reader):
    assert reader.corrector(WORDS).suggest("surveilance", maxdist=1, prefix=1) == ["surveillance"]
