"""What was worked out before, within bounds: a session lives as long as its reader's day."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

#: Far more than a day's queries need, and little beside the index.
MOST = 4_096


class Memo(dict[K, V]):
    """A dictionary that forgets everything when it is full, and then fills again.

    What is in use is made again at once, so nothing needs to be known of what was used last.

    Args:
        most: How many keys it holds at the most.
    """

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        if len(self) >= self._most and key not in self:
            self.clear()
        super().__setitem__(key, value)
