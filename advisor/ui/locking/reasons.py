"""Why a window was locked."""

from __future__ import annotations

from enum import Enum


class LockReason(Enum):
    """Why a window was locked; a value is what one process tells another."""

    KEY = "key"
    IDLE = "idle"
    SCREEN = "screen"
    SLEEP = "sleep"
    SWITCHED = "switched"

    @property
    def words(self) -> str:
        """What the reader is told, in a few words."""
        return _WORDS[self]


_WORDS = {
    LockReason.KEY: "you locked it",
    LockReason.IDLE: "it was not used for a while",
    LockReason.SCREEN: "the screen was locked",
    LockReason.SLEEP: "the computer went to sleep",
    LockReason.SWITCHED: "the session was switched or disconnected",
}
