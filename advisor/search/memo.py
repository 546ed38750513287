"""What was worked out before, within bounds: a session lives as long as its reader's day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

#: Far more than a day's queries need, and little beside the index.
MOST = 4_096
#: Likewise of scores, each of which takes some hundred bytes: in a large catalogue a word has many.
ROOM = 500_000


class Memo(dict[K, V]):
    """A dictionary that forgets everything when it is full, and then fills again.

    What is in use is made again at once, so nothing needs to be known of what was used last.

    Args:
        most: How many keys it holds at the most.
        weigh: Says of a value how much of ``ROOM`` it takes; none, where ``None``.
    """

    def __init__(self, most: int = MOST, weigh: Callable[[V], int] | None = None) -> None:
        super().__init__()
        self._most = most
        self._weigh = weigh
        self._weight = 0

    def __setitem__(self, key: K, value: V) -> None:
        if key not in self:
            weight = self._weigh(value) if self._weigh is not None else 0
            if len(self) >= self._most or self._weight + weight > ROOM:
                self.clear()
                self._weight = 0
            self._weight += weight
        super().__setitem__(key, value)
