"""What the list says about a search: how it was understood, and why nothing is left of it."""

from __future__ import annotations

from advisor.search.result import Results
from advisor.search.suggestion import Wider
from advisor.ui.listing import Listing
from advisor.ui.widgets.label import Link

#: A text, and the stretches of it that lead to another search.
Saying = tuple[str, list[Link]]

_MOST_QUOTED = 40


def say_understood(listing: Listing) -> Saying:
    """Return what was taken for what was typed, what is mere words, what may have been meant."""
    page = listing.page
    if page is None:
        return "", []
    said = [f"{_quote(scope)} names nothing here: it is words." for scope in listing.unknown]
    if listing.is_exact:
        said.append("Only as typed: no word is taken for another.")
    elif page.corrections:
        pairs = (f"“{typed}” was taken for “{found}”" for typed, found in page.corrections)
        said.append(f"{', '.join(pairs)}.")
    text = " ".join(said)
    if listing.suggestion is None:
        return text, []
    return _link(f"{text} Did you mean ".lstrip(), listing.suggestion.query, "?")


def say_nothing(listing: Listing) -> Saying:
    """Return why no entry is listed, and what there is instead."""
    if listing.page is None:
        return "Nothing read yet.", []
    if listing.wider is not None:
        return _say_wider(listing.wider)
    return _say_why_none(listing, listing.page.results), []


def say_aloud(words: str, listing: Listing) -> str:
    """Return what a screen reader is told: how many there are, and what is said beside them.

    Args:
        words: What the list holds, such as ``Results: 6``.
        listing: The same.
    """
    said = [f"{words}."]
    if listing.page is not None:
        said += [say_understood(listing)[0], "" if listing.ids else say_nothing(listing)[0]]
    return " ".join(filter(None, said))


def _say_why_none(listing: Listing, results: Results) -> str:
    if listing.is_begun:
        return "Nothing to look for in this yet. Go on typing."
    if results.counts_by_kind:
        return "None of this kind. What else there is stands under All."
    if results.matched:
        return "No entry fits all of that."
    if listing.is_exact:
        return "No entry has these words as they are spelt."
    return "No entry has these words, or words spelt like them."


def _say_wider(wider: Wider) -> Saying:
    if not wider.limits:
        return (
            "Nothing is left with these filters. Reset them to see what they leave out: "
            f"{wider.total}.",
            [],
        )
    limits = ", ".join(map(_quote, wider.limits))
    start = f"All that was found is left out by {limits}. Search instead for "
    return _link(start, wider.query, f": {wider.total}.")


def _link(start: str, query: str, end: str) -> Saying:
    shown = _shorten(query)
    return f"{start}{shown}{end}", [Link(len(start), len(start) + len(shown), query)]


def _quote(text: str) -> str:
    return f"“{_shorten(text)}”"


def _shorten(text: str) -> str:
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"
