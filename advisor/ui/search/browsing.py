"""What can be looked through without a word: who runs capabilities, and kinds of entries.

Rules that this module keeps:
 * Kinds are the same for every reader, whatever there is of each for them: an offer says nothing.
 * Who runs capabilities, and how many, is told of capabilities alone: the start page is marked as
   high as they are.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.wording import KIND_NAMES

#: A query that lists every entry of a kind, and the kind's name.
KINDS: Final = tuple((f"kind:{kind.value}", many) for kind, (_, many) in KIND_NAMES.items())


def find_providers(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return who runs capabilities, those that run most first.

    Args:
        catalogue: What the reader may read.

    Returns:
        For each a query that lists what they run, and their name with how many.
    """
    owners = [head.owner for head in catalogue.of_kind(Kind.CAPABILITY) if head.owner]
    counts = sorted(Counter(owners).items(), key=lambda each: (-each[1], each[0].casefold()))
    return tuple(
        (f'kind:{Kind.CAPABILITY.value} owner:"{owner}"', f"{owner}: {count}")
        for owner, count in counts
    )
