"""Small documents for tests of search."""

from __future__ import annotations

from advisor.search import Document, SearchIndex, Segment, build_segment

GROUPS = (
    {"says": ["poisoned food", "glass in the food"], "means": ["product contamination"]},
    {"says": ["chopper"], "means": ["helicopter", "autogyro"]},
    {"says": ["dirty cash"], "means": ["laundered money", "counterfeit notes"]},
)


def make_document(entry_id="kidnap-unit", kind="capability", threats=(), **fields):
    """Return a document; each field is one text or several."""
    texts = {
        name: (value,) if isinstance(value, str) else tuple(value) for name, value in fields.items()
    }
    return Document(entry_id, kind, tuple(threats), texts)


def catalogue():
    """Return six documents of four kinds."""
    return [
        make_document(
            "kidnap-unit",
            threats=["kidnap-extortion"],
            title="Anti Kidnap and Extortion Unit",
            aliases=["AKEU"],
            words=["ransom", "hostage", "product contamination"],
            achieves="Advice while a kidnapping is going on.",
            body="The officer's café was poisoned. Proceeds of crime.",
        ),
        make_document(
            "air-support",
            threats=["drugs"],
            title="Air support",
            words=["helicopter", "plane"],
            achieves="A helicopter over your operation.",
        ),
        make_document(
            "rocc",
            title="Regional Organised Crime Coordinator",
            aliases=["ROCC"],
            body="Your link to the National Crime Agency.",
        ),
        make_document(
            "counterfeit",
            title="Counterfeit currency",
            words=["counterfeit notes", "fake money"],
            body="Notes that look real.",
        ),
        make_document(
            "surrey-police",
            "organisation",
            title="Surrey Police",
            body="Has a helicopter.",
        ),
        make_document("surveillance", "authorisation", title="Directed surveillance authority"),
    ]


def open_documents(documents):
    """Return an opened segment over documents."""
    return Segment.from_bytes(build_segment(documents))


def make_index(*groups_of_documents, thesaurus=GROUPS):
    """Return an index over one segment for each list of documents."""
    segments = [open_documents(documents) for documents in groups_of_documents or [catalogue()]]
    return SearchIndex(segments, thesaurus)


def ids(results):
    """Return the ids of results, best first."""
    return [result.entry_id for result in results.results]


def said(results):
    """Return everything that a reader can see of results."""
    shown = [(r.entry_id, r.kind, r.score, r.why, r.matched) for r in results.results]
    return results.query, shown, results.total, results.counts_by_kind, results.cut
