"""What a query says besides its words: what to leave out, and where to look.

Rules that this module keeps:
 * ``-word`` and ``-"some words"`` leave entries out; ``kind:contact`` and the like narrow to one
   value of a facet, several of one facet to any of them.
 * Nothing is ever wrong: what names no facet, or no value of it, is words like any others.
 * A hyphen or a colon inside a word says nothing: ``anti-kidnap``, ``10:30``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.search.query import MAX_CHARACTERS, Phrase, to_phrase

#: For each facet by the name that is typed, the values that can be typed, and what each stands for.
Vocabulary = Mapping[str, Mapping[str, str]]

_QUOTES = '"“”'
_TOKEN = re.compile(
    rf"(?P<minus>-)?(?:(?P<facet>[a-z]+):)?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]+)[{_QUOTES}]|(?P<plain>[^\s{_QUOTES}]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Syntax:
    """A query taken apart.

    Attributes:
        words: What to look for, as it is typed.
        excluded: What no result may hold.
        chosen: The values that results are narrowed to, by facet.
        pieces: Start and end, in what was typed, of each piece of the words.
        taken: Each piece that is no words, as it was typed.
        unknown: What names a facet and none of its values, as it was typed; it is words.
        cut: Whether the query was too long and its end was left out.
    """

    words: str
    excluded: tuple[Phrase, ...] = ()
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pieces: tuple[tuple[int, int], ...] = ()
    taken: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    cut: bool = False


def split(text: str, vocabulary: Vocabulary) -> Syntax:
    """Take a query apart; any text at all will do.

    Args:
        text: As typed so far.
        vocabulary: The facets and values that this reader has; no other is ever recognised.
    """
    kept = text[:MAX_CHARACTERS]
    pieces, done = [], 0
    taken: list[str] = []
    unknown: list[str] = []
    excluded: list[Phrase] = []
    chosen: dict[str, set[str]] = {}
    for token in _TOKEN.finditer(kept):
        if token.start() and not kept[token.start() - 1].isspace():
            continue
        if _take(token, vocabulary, excluded, chosen):
            pieces.append((done, token.start()))
            taken.append(token[0])
            done = token.end()
        elif not token["minus"] and (token["facet"] or "").casefold() in vocabulary:
            unknown.append(token[0])
    pieces.append((done, len(kept)))
    return Syntax(
        "".join(kept[start:end] for start, end in pieces),
        tuple(excluded),
        {facet: frozenset(values) for facet, values in chosen.items()},
        tuple(pieces),
        tuple(taken),
        tuple(unknown),
        cut=len(text) > len(kept),
    )


def _take(
    token: re.Match[str],
    vocabulary: Vocabulary,
    excluded: list[Phrase],
    chosen: dict[str, set[str]],
) -> bool:
    """Note what a token says, if it says something besides its words."""
    value = token["quoted"] or token["plain"]
    facet = (token["facet"] or "").casefold()
    if facet:
        found = vocabulary.get(facet, {}).get(value.casefold().strip())
        if found is not None and not token["minus"]:
            chosen.setdefault(facet, set()).add(found)
            return True
        return False
    if token["minus"]:
        phrase = to_phrase(value)
        if phrase.stems:
            excluded.append(phrase)
            return True
    return False


def complete(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what the last token of a query may become, in order; nothing where it is no scope.

    Of several words for one value it is the shortest.

    Args:
        text: As typed so far.
        vocabulary: The facets and values that this reader has.
    """
    last = text.rsplit(maxsplit=1)[-1] if text and not text[-1].isspace() else ""
    facet, colon, begun = last.casefold().partition(":")
    if not colon:
        return tuple(f"{name}:" for name in vocabulary if facet and name.startswith(facet))
    begun = begun.lstrip(_QUOTES)
    shortest: dict[str, str] = {}
    for value, meant in vocabulary.get(facet, {}).items():
        if value.startswith(begun) and len(value) < len(shortest.get(meant, value + " ")):
            shortest[meant] = value
    return tuple(f"{facet}:{_quote(value)}" for value in shortest.values())


def _quote(value: str) -> str:
    return f'"{value}"' if " " in value else value
