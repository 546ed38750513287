"""Plain words and what the catalogue calls them.

A group says that whoever types one of ``says`` may mean any of ``means``. The
groups come with the sections that a session opened, as plain data.

Of some phrases one word is left without their stop words: "turn" of "turn him". Such a
word stands for the phrase only with the others around it, where it stands for itself too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.search.analysis import Word, analyse_all
from advisor.search.edits import letters_of
from advisor.search.query import Phrase, QueryWord, to_phrase

# "Turn her" is said like "turn him".
_PRONOUNS = dict.fromkeys(("her", "them", "it", "me", "us", "you"), "him") | dict.fromkeys(
    ("she", "they", "we", "i"), "he"
)
# Shorter beginnings of a plain word stand for too many of them.
_LEAST_BEGINNING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What the catalogue calls something; each is itself alone, being part of a key.

    Attributes:
        text: As the thesaurus writes it.
        phrase: Its words.
        group: Number of the first group that says so.
    """

    text: str
    phrase: Phrase
    group: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words of a query that mean something else as well.

    Attributes:
        first: Number of the first of the words.
        end: Number after the last of them.
        meanings: What they may mean.
    """

    first: int
    end: int
    meanings: tuple[Meaning, ...]


class Thesaurus:
    """Groups of plain words, ready to be looked up.

    Args:
        groups: Each with ``says`` and ``means``, lists of words and phrases.
    """

    def __init__(self, groups: Iterable[Mapping[str, Sequence[str]]] = ()) -> None:
        self._by_stems: dict[tuple[str, ...], dict[str, Meaning]] = {}
        self._said: dict[str, dict[tuple[str, ...], dict[str, Meaning]]] = {}
        singles: dict[str, tuple[str, ...]] = {}
        for number, group in enumerate(groups):
            meanings = {text: Meaning(text, to_phrase(text), number) for text in group["means"]}
            meanings = {text: meaning for text, meaning in meanings.items() if meaning.phrase.stems}
            for says in group["says"]:
                words = analyse_all(says)
                stems = tuple([word.stem for word in words if not word.stopped])
                known = self._by_stems.setdefault(stems, {})
                if len(stems) == 1 and len(words) > 1:
                    said = _said_alike(words)
                    known = self._said.setdefault(stems[0], {}).setdefault(said, {})
                elif len(stems) == 1:
                    singles[says.casefold()] = stems
                known.update((text, meanings[text]) for text in meanings if text not in known)
        self._by_stems.pop((), None)
        # By its first word, how many words what somebody says may have.
        self._lengths: dict[str, set[int]] = {stem: {1} for stem in self._said}
        for stems in self._by_stems:
            self._lengths.setdefault(stems[0], set()).add(len(stems))
        self._beginnings = sorted(singles.items())

    @cached_property
    def spelt(self) -> tuple[tuple[str, int], ...]:
        """The single words that something is known to be said for, and the letters in each."""
        return tuple((word, letters_of(word)) for word, _ in self._beginnings)

    def phrases(self) -> Iterator[Phrase]:
        """Yield everything that something is said to mean, and more than once some."""
        for meanings in self._by_stems.values():
            yield from (meaning.phrase for meaning in meanings.values())

    def find(
        self,
        words: Sequence[QueryWord],
        stands: Callable[[str], bool] = lambda stem: False,
        said: Sequence[str] = (),
    ) -> list[Expansion]:
        """Return what the words of a query may mean.

        Of two phrases that share words, the longer one is meant: "cell site" is not about
        cells. A word that stands in the catalogue as it was typed is no beginning of another:
        "ransom" is not about ransomware.

        Args:
            words: The words.
            stands: Says whether a stem stands in the catalogue.
            said: Every word that was typed as it is looked up, stop words too.
        """
        found: list[Expansion] = []
        taken: set[int] = set()
        for length, first in self._candidates(words):
            covered = range(first, first + length)
            if taken.isdisjoint(covered):
                meanings = self._meanings(words[first : first + length], stands, said)
                if meanings:
                    taken.update(covered)
                    found.append(Expansion(first, first + length, meanings))
        return found

    def _candidates(self, words: Sequence[QueryWord]) -> list[tuple[int, int]]:
        """Return where what somebody says may stand: its length and first word, long ones first."""
        found, lengths_of, count = [], self._lengths.get, len(words)
        for first, word in enumerate(words):
            lengths = lengths_of(word.stem, ())
            found += [(-length, first) for length in lengths if first + length <= count]
            if word.unfinished and 1 not in lengths:
                found.append((-1, first))
        found.sort()
        return [(-length, first) for length, first in found]

    def _meanings(
        self, words: Sequence[QueryWord], stands: Callable[[str], bool], said: Sequence[str]
    ) -> tuple[Meaning, ...]:
        meanings = self._by_stems.get(tuple(word.stem for word in words))
        if len(words) > 1:
            return tuple((meanings or {}).values())
        alone = words[0]
        if alone.stem in self._said:
            meanings = self._said_with(alone.stem, said, stands) | (meanings or {})
        if meanings:
            return tuple(meanings.values())
        if alone.unfinished and not stands(alone.stem):
            return self._begun(alone.typed)
        return ()

    def _said_with(
        self, stem: str, said: Sequence[str], stands: Callable[[str], bool]
    ) -> dict[str, Meaning]:
        """Return what phrases mean of which one word is left without their stop words."""
        is_ordinary = stands(stem)
        text = f" {' '.join(_PRONOUNS.get(word, word) for word in said)} "
        found: dict[str, Meaning] = {}
        for phrase, meanings in self._said[stem].items():
            if not is_ordinary or f" {' '.join(phrase)} " in text:
                found = meanings | found
        return found

    def _begun(self, typed: str) -> tuple[Meaning, ...]:
        if len(typed) < _LEAST_BEGINNING:
            return ()
        low = bisect_left(self._beginnings, (typed,))
        high = bisect_left(self._beginnings, (typed + "\U0010ffff",), low)
        found: dict[str, Meaning] = {}
        for _, stems in self._beginnings[low:high]:
            for text, meaning in self._by_stems[stems].items():
                if meaning.group < found.setdefault(text, meaning).group:
                    found[text] = meaning
        return tuple(found.values())


def _said_alike(words: Iterable[Word]) -> tuple[str, ...]:
    """Return every word as it is looked up, stop words too, and any pronoun as one."""
    return tuple(_PRONOUNS.get(word.stem, word.stem) for word in words)
