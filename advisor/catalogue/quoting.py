"""What somebody wrote, as a message may repeat it."""

from __future__ import annotations

import re

#: Characters that change how the text around them is shown, or cannot be stored.
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_MOST = 60


def quoted(text: str) -> str:
    """Return what somebody wrote in quotes: short, on one line, with nothing that acts."""
    short = text if len(text) <= _MOST else f"{text[:_MOST]}…"
    clean = CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(short.split()))
    return f"“{clean}”"
