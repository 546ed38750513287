"""How outcomes and reasons are told apart: an icon and a word each."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from advisor.ui.colours import Colour
from advisor.ui.icons import Icon


class Standing(StrEnum):
    """What a check has come to."""

    YES = "yes"
    AFTER = "after"
    UNKNOWN = "unknown"
    NO = "no"


class Truth(StrEnum):
    """What is known of a reason; the values are its words."""

    TRUE = "true"
    WITH_STEP = "true, with a step"
    UNKNOWN = "not known"
    FALSE = "false"


_YES: Final = (Icon.YES, Colour.OK)
_AFTER: Final = (Icon.AFTER, Colour.ACCENT)
_UNKNOWN: Final = (Icon.UNKNOWN, Colour.MUTED)
_NO: Final = (Icon.NO, Colour.NO)
_ICONS: Final[dict[Standing | Truth, tuple[Icon, Colour]]] = {
    Standing.YES: _YES,
    Standing.AFTER: _AFTER,
    Standing.UNKNOWN: _UNKNOWN,
    Standing.NO: _NO,
    Truth.TRUE: _YES,
    Truth.WITH_STEP: _AFTER,
    Truth.UNKNOWN: _UNKNOWN,
    Truth.FALSE: _NO,
}


def outcome_icon(outcome: Standing | Truth) -> tuple[Icon, Colour]:
    """Return the icon of an outcome or a reason, and its colour."""
    return _ICONS[outcome]
