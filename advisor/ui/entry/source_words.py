"""What kind a source is and how well it bears something out, in words."""

from __future__ import annotations

from advisor.catalogue.entry import Citation, Source

#: How well something is borne out.
CONFIDENCE = {"high": "well supported", "medium": "partly supported", "low": "weakly supported"}
_KINDS = {
    "inspection": "Inspection report",
    "statute": "Statute",
    "official": "Official page",
    "job-advert": "Job advert",
    "secondary": "Secondary source",
}


def say_source_kind(source: Source) -> str:
    """Return what sort of document a source is."""
    return _KINDS[source.kind]


def say_confidence(citation: Citation) -> str:
    """Return how well a source bears out what it is cited for."""
    return CONFIDENCE[citation.confidence]
