"""How many mistakes lie between two words.

A mistake is one letter more, less or other, or two neighbours swapped: optimal string alignment.
It is worked out for all letters of a word at once, as the bits of a number: Hyyrö, "A Bit-Vector
Algorithm for Computing Levenshtein and Damerau Edit Distances" (2003). A test holds it against
Whoosh's, which takes ten times as long.
"""

from __future__ import annotations

_BITS = 63


class Edits:
    """Counts the mistakes between one word and others.

    Args:
        word: The word, not empty.
    """

    def __init__(self, word: str) -> None:
        self._length = len(word)
        self._all = (1 << len(word)) - 1
        self._places: dict[str, int] = {}
        for at, letter in enumerate(word):
            self._places[letter] = self._places.get(letter, 0) | 1 << at
        self._letters = letters_of(word)

    def within(self, word: str, letters: int, most: int) -> bool:
        """Say whether another word is at most so many mistakes away.

        Args:
            word: The other word.
            letters: What ``letters_of`` says of it.
            most: How many mistakes.
        """
        # One mistake changes the length by one, and the letters that there are by two at most;
        # counting takes twenty times as long as this.
        if abs(len(word) - self._length) > most or (letters ^ self._letters).bit_count() > 2 * most:
            return False
        return self.count(word) <= most

    def count(self, word: str) -> int:
        """Return the number of mistakes between the two."""
        every, last, places_of = self._all, self._all ^ self._all >> 1, self._places.get
        more, less, same, before, count = every, 0, 0, 0, self._length
        for letter in word:
            places = places_of(letter, 0)
            swapped = ((~same & places) << 1) & before
            same = (((places & more) + more) ^ more) | places | less | swapped
            risen, fallen = less | every & ~(same | more), same & more
            count += bool(risen & last) - bool(fallen & last)
            risen, fallen = risen << 1 | 1, fallen << 1
            more, less = (fallen | ~(same | risen)) & every, risen & same & every
            before = places
        return count


def letters_of(word: str) -> int:
    """Return the letters that there are in a word, as bits; a few share one."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & _BITS)
    return letters
