"""Search over what a session may read; the one door to Whoosh."""

from advisor.search.errors import SegmentError
from advisor.search.facets import Chosen, Facet, Facets
from advisor.search.highlighting import highlights
from advisor.search.index import SearchIndex, warm_up
from advisor.search.query import MAX_CHARACTERS, Query, parse_query
from advisor.search.ranking import Weights
from advisor.search.result import How, Result, Results, Why
from advisor.search.segment import FIELDS, Document, Segment, build_segment
from advisor.search.thesaurus import Thesaurus

__all__ = [
    "FIELDS",
    "MAX_CHARACTERS",
    "Chosen",
    "Document",
    "Facet",
    "Facets",
    "How",
    "Query",
    "Result",
    "Results",
    "SearchIndex",
    "Segment",
    "SegmentError",
    "Thesaurus",
    "Weights",
    "Why",
    "build_segment",
    "highlights",
    "parse_query",
    "warm_up",
]
