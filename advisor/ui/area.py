"""The sections of the window."""

from __future__ import annotations

from enum import Enum


class Area(Enum):
    """The sections of the window, in the order of the navigation."""

    SEARCH = "search"
    ADVISOR = "advisor"
    CONTACTS = "contacts"
    GRID = "grid"
    LAW = "law"
    SAVED = "saved"
    ENQUIRIES = "enquiries"
