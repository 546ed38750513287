"""Which classification each level of vetting reaches, as far as that is published.

Only what somebody reads in the ordinary course of their work counts: what a level reaches
occasionally or under supervision is an exception that people decide on, and no default.
What no source says plainly is not here; a site adds it to its policy with its own source.
"""

from __future__ import annotations

from collections.abc import Mapping

from advisor.clearance.label import Classification

#: A level's row as a policy writes it: ``classification`` and ``source``.
VettingRow = Mapping[str, str]

_BPSS = (
    "United Kingdom Security Vetting, clearance levels, 11 January 2024: regular access to UK "
    "OFFICIAL; SENSITIVE is a marking within OFFICIAL"
)
_POLICE_BPSS = "Kent Police, national security vetting procedure P04e: it fully meets BPSS"
_NSV = "United Kingdom Security Vetting, clearance levels, 11 January 2024: regular access"
_APP = "College of Policing, Vetting Authorised Professional Practice: regular access"


def _row(classification: Classification, source: str) -> VettingRow:
    return {"classification": classification.words, "source": source}


#: What applies where a site's policy has no table of its own.
USUAL_VETTING: Mapping[str, VettingRow] = {
    "BPSS": _row(Classification.OFFICIAL_SENSITIVE, _BPSS),
    "CTC": _row(Classification.OFFICIAL_SENSITIVE, _BPSS),
    "SC": _row(Classification.SECRET, _NSV),
    "eSC": _row(Classification.SECRET, _NSV),
    "DV": _row(Classification.TOP_SECRET, _NSV),
    "RV": _row(Classification.OFFICIAL_SENSITIVE, _POLICE_BPSS),
    "NPPV 2": _row(Classification.OFFICIAL_SENSITIVE, _APP),
    "NPPV 3": _row(Classification.SECRET, _APP),
}
